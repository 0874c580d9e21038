-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Toy case 3: equal students
---
--- Equal students stay equal, and move as one student of teacher $v/n$ does with the step
--- $n\eta$. One student learns at a linear rate, so they do. This start is degenerate
--- ($\kappa_{\max} = 0$, Definition 13), and Remark 15 quotes it as the reason why the lower bound
--- must depend on $\kappa_{\max}(0)$.
---
--- ## What we found
---
--- The equivalence holds as printed, for every step. (The page says "teacher neuron $\|v\|/n$",
--- a number; $v/n$ is meant.)
---
--- "So in this toy case, the loss also has linear convergence" has one exception, which the page
--- does not make: students that point exactly against the teacher. Then $\theta_i = \pi$ and
--- $\nabla_i = \frac n2 w_i$, the students shrink towards 0 along $-v$ without turning, and the
--- loss stays above $\frac14\|v\|^2$ for ever. The result for one student that the
--- paper builds on is about starts that are not of this kind. Nothing in the paper depends on it;
--- the repair is to ask for $\theta_i \ne \pi$.
---
--- ## How it is held
---
--- A linear rate is a factor $1 - \Omega(n\eta)$ per step. The angle of a turning student never
--- grows, so it is enough to ask for one bound on it, $\theta_i \le \frac\pi2$; for a start at a
--- larger angle the factor comes later.

local b = vector "b"
local ratio, s = scalar "ratio", scalar "s"
local over = n:at_least(2)
local equal = all(i, w(i):equals(w(1)))
local nonzero = w(1):differs(0)
local small_step = (n * eta):at_most(q(1,2))
local alone = net({w(1)}, v / n)

claim "equal_students_gradient" {
  paper = "Toy case 3, gradient", page = 19, kind = "identity",
  uses = { "gradient_eq_closed_form" },
  printed = [[\nabla_i = \frac12(n w_i - v) + \frac{1}{2\pi}[-\|v\| \sin\theta_i \bar w_i
    + \theta_i v] = n \nabla_{\text{single}}(w_i;\, v/n)]],

  assume = { over = over, equal = equal, nonzero = nonzero },
  assert = {
    gradient = all(i, grad(i):equals((n * w(i) - v) / 2
      + 1 / (2 * pi) * (-norm(v) * sin(theta(i)) * unit(w(i)) + theta(i) * v))),
    single = all(i, grad(i):equals(n * at(alone, grad(1)))),
  },
  sample = states { n = {2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    w = net(i, b) },

  mutants = {
    --- The teacher of one student is $v/n$.
    whole_teacher = swap(v / n, v),
    once = swap(n * at(alone, grad(1)), at(alone, grad(1))),
    unit_slip = swap(unit(w(i)), w(i)),
  },
}

claim "equal_students_step" {
  paper = "Toy case 3, equivalence", page = 19, kind = "identity",
  uses = { "equal_students_gradient" },
  printed = [[w_i(t + 1) = w_i(t) - n\eta\, \nabla_{\text{single}}(w_i(t);\, v/n)]],

  assume = { over = over, equal = equal, nonzero = nonzero },
  assert = {
    step = all(i, after(w(i)):equals(w(1) - n * eta * at(alone, grad(1)))),
    equal = all(i, after(w(i)):equals(after(w(1)))),
    --- $n$ students of $v$ have $n^2$ times the loss of one student of $v/n$.
    loss = loss:equals(n^2 * at(alone, loss)),
  },
  sample = states { n = {2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    eta = decades(-3, 1), w = net(i, b) },

  mutants = {
    --- The step $\eta$ without its factor.
    step = swap(n * eta * at(alone, grad(1)), eta * at(alone, grad(1))),
    whole_teacher = swap(v / n, v),
    loss = swap(n^2 * at(alone, loss), n * at(alone, loss)),
  },
}

claim "equal_students_linear_rate" {
  paper = "Toy case 3, rate", page = 19, kind = "rate",
  uses = { "equal_students_step", "loss_le_exp_of_single_neuron" },
  printed = [[\text{in this toy case, the loss also [has] linear convergence}]],

  assume = { over = over, equal = equal, nonzero = nonzero, small_step = small_step },
  assert = after(loss):at_most((1 - Omega(n * eta, q(1,10))) * loss),
  sample = states { n = {2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ratio = decades(-3, q"-0.31"), eta = ratio / n, w = net(i, b) },

  mutants = {
    --- At the minimum the loss falls like $(1 - \frac{n\eta}2)^2$.
    fast = swap(Omega(n * eta, q(1,10)), Omega(20 * n * eta, q(1,10))),
    square = swap(after(loss), 2 * after(loss)),
  },

  --- $w_i = -sv$ with $s \to 0$: the loss is $\frac14(1 + 4s^2)$, and only $4s^2$ shrinks.
  expect = refuted { n = 2, d = 1, v = 1, ratio = q(1,5), eta = ratio / n,
    s = { 1, q"0.1", q"0.01", q"0.001", q"1e-4" },
    w = net(i, -s * v), repair = "theta_i < pi" },
  because = "students against the teacher shrink towards 0 and never turn",
  check = [[
    from mpmath import *
    mp.dps = 40
    def R(w, x):  # on a line: the students less the teacher v = 1
        return sum(max(a*x, 0) for a in w) - max(x, 0)
    def loss(w):  # half the mean of R^2, and x^2 has the mean 1/2 on each side
        return (R(w, 1)**2 + R(w, -1)**2) / 4
    def grad(w, a):  # the mean of R(x) x where the neuron is awake
        side = 1 if a > 0 else -1
        return side * R(w, side) / 2
    n, eta = 2, mpf(1)/10
    assert n*eta <= 0.5
    for k in range(13):
        constant = mpf(10)**-k  # in the printed rate: whatever it is, some s breaks it
        s = sqrt(constant) / 10
        w = [-s] * n
        after = [a - eta*grad(w, a) for a in w]
        assert loss(after) > (1 - constant*n*eta) * loss(w)
    print("refuted")
  ]],
}

claim "equal_students_linear_rate_of_acute" {
  paper = "Toy case 3, rate, repaired", page = 19, kind = "rate",
  uses = { "equal_students_step" },
  printed = [[\theta_i \le \frac\pi2 \implies L(w(t + 1)) \le (1 - \Omega(n\eta)) L(w(t)), \quad
    \theta_i(t + 1) \le \theta_i(t)]],

  assume = { over = over, equal = equal, nonzero = nonzero, small_step = small_step,
    acute = theta(1):at_most(pi / 2) },
  assert = {
    loss = after(loss):at_most((1 - Omega(n * eta, q(1,10))) * loss),
    angle = after(theta(1)):at_most(theta(1)),
  },
  sample = states { n = {2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ratio = decades(-3, q"-0.31"), eta = ratio / n, w = net(i, b) },

  mutants = {
    fast = swap(Omega(n * eta, q(1,10)), Omega(20 * n * eta, q(1,10))),
    --- Students against the teacher.
    any_angle = drop "acute",
    turn = swap(after(theta(1)), 2 * after(theta(1))),
  },
}
