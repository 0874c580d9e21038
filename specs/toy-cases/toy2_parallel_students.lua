-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Toy case 2: students along the teacher
---
--- Several students, and still a linear rate: where all of them are positive multiples of the
--- teacher, every angle is 0 and only the residual $r = (\sum_i \lambda_i - 1) v$ is left of the
--- gradient. With toy case 3 this is why the lower bound (Theorem 14) needs a random start.
---
--- ## What we found
---
--- The page says that $\sum_i \lambda_i$ converges exponentially fast to 0. The limit is 1. At
--- $\lambda_1 = \lambda_2 = \frac12$ the gradient is 0 and the sum stays 1 for ever. What was
--- meant is $\sum_i \lambda_i - 1$, or the residual; the linear rate that the paper infers is
--- right.
---
--- The case is left when $\sum_i \lambda_i > 1$: all $\lambda_i$ then fall by the same amount per
--- step, and a small one passes 0. The paper does not say that the $\lambda_i$ stay positive.
--- For $\sum_i \lambda_i(0) \le 1$ and $\eta \le \frac2n$ they do. Otherwise a student that has
--- turned against $v$ meets the gradient $\frac12 \sum_{\lambda_j < 0} w_j$, so that its length
--- also falls at a linear rate; the last claim below includes such starts.
---
--- ## How it is held
---
--- "Exponentially fast" is a factor per step. In the first claim that factor is $1 -
--- \Omega(n\eta)$, declared as $1 - n\eta/10$; the witness refutes it for every constant. The
--- repaired claim has it exactly: $1 - \frac{n\eta}{2}$.

local l = scalar("lambda", i)
local total = let("\\sum_i \\lambda_i", sum(i, dot(w(i), v)) / norm(v)^2)
local positive = all(i, l(i):above(0))
local over = n:at_least(2)
local small_step = (n * eta):at_most(2)

claim "parallel_students_gradient" {
  paper = "Toy case 2, gradient", page = 19, kind = "identity",
  uses = { "gradient_eq_closed_form" },
  printed = [[\nabla_i = \frac12\left(\sum_j w_j - v\right)]],

  assume = { over = over, positive = positive },
  assert = all(i, grad(i):equals((sum(j, w(j)) - v) / 2)),
  sample = states { n = {2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2),
    lambda = decades(-3, 2), w = net(i, l(i) * v) },

  mutants = {
    whole = swap((sum(j, w(j)) - v) / 2, sum(j, w(j)) - v),
    --- The teacher with the students' sign.
    sign = swap(sum(j, w(j)) - v, sum(j, w(j)) + v),
  },
}

claim "parallel_students_sum_tends_to_zero" {
  paper = "Toy case 2, limit", page = 19, kind = "rate",
  uses = { "parallel_students_gradient" },
  printed = [[\sum_{i \in [n]} \lambda_i \text{ converges exponentially fast to } 0]],

  assume = { over = over, positive = positive, small_step = small_step },
  assert = after(total):at_most((1 - Omega(n * eta, q(1,10))) * total),
  sample = states { n = {2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), eta = decades(-3, 0),
    lambda = decades(-3, 2), w = net(i, l(i) * v) },

  mutants = {
    fast = swap(n * eta, 10 * n * eta),
    half = swap(after(total), 2 * after(total)),
  },

  --- A global minimum: nothing moves.
  expect = refuted { n = 2, d = 1, v = 1, eta = q(1,10), lambda = q(1,2), w = net(i, v / 2),
    repair = "parallel_students_sum_tends_to_one" },
  because = "the fixed points are the global minima, where the sum is 1",
  check = [[
    from mpmath import *
    mp.dps = 40
    def R(w, x):  # on a line: the students less the teacher v = 1
        return sum(max(a*x, 0) for a in w) - max(x, 0)
    def grad(w, a):  # the mean of R(x) x where the neuron is awake
        side = 1 if a > 0 else -1
        return side * R(w, side) / 2
    n, eta, w = 2, mpf(1)/10, [mpf(1)/2, mpf(1)/2]
    assert all(a > 0 for a in w) and n*eta <= 2
    after = [a - eta*grad(w, a) for a in w]
    assert after == w and sum(w) == 1  # at rest, and not at 0
    assert all(sum(after) > (1 - mpf(10)**-k * n*eta) * sum(w) for k in range(20))
    print("refuted")
  ]],
}

claim "parallel_students_sum_tends_to_one" {
  paper = "Toy case 2, limit, repaired", page = 19, kind = "rate",
  uses = { "parallel_students_gradient" },
  printed = [[\sum_{i \in [n]} \lambda_i \text{ converges exponentially fast to } 1]],

  assume = { over = over, positive = positive },
  assert = {
    sum = (after(total) - 1):equals((1 - n * eta / 2) * (total - 1)),
    loss_now = loss:equals((total - 1)^2 * (norm(v)^2) / 4),
    --- As long as the step leaves all of them on the teacher's side.
    loss = implies(all(i, dot(after(w(i)), v):above(0)),
      after(loss):equals((1 - n * eta / 2)^2 * loss)),
  },
  sample = states { n = {2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), eta = decades(-3, 1),
    lambda = decades(-3, 1), w = net(i, l(i) * v) },
  cover = { all(i, dot(after(w(i)), v):above(0)), q(1,10) },

  mutants = {
    --- The limit that is printed.
    zero = swap(total - 1, total),
    --- One student's step for that of all.
    single = swap(n * eta / 2, eta / 2),
    unit_slip = swap(norm(v)^2, norm(v)),
  },
}

--- ## The rate
---
--- On trajectories, from any positive $\lambda_i(0)$, those that pass 0 included. In $t$ steps
--- the loss falls by $\exp(-\Omega(\eta t))$, up to a constant; we assert $\frac12$ for the
--- first and 4 for the second. The bound on the step is ours.

claim "parallel_students_linear_rate" {
  paper = "Toy case 2, rate", page = 19, kind = "rate",
  uses = { "parallel_students_sum_tends_to_one" },
  printed = [[\text{the convergence rate in this toy case is actually linear}]],

  assume = { over = over, positive = positive, small_step = small_step },
  assert = all(t, t:at_least(0), loss:at_most(O(at(0, loss), 4) * exp(-O(eta * t, q(1,2))))),
  sample = trajectory { by = descent, n = {2, 3, 5}, d = {1, 2}, v = decades(-2, 2),
    eta = decades(-2, q"-0.4"), lambda = decades(-2, 1), w = net(i, l(i) * v),
    t = decades(0, q"2.5") },

  mutants = {
    --- A rate in iterations, without the step.
    unit_slip = swap(eta * t, t),
    fast = swap(eta * t, 20 * eta * t),
  },
}
