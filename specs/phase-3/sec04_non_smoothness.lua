-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Sections 2 and 4.4.2: what is not smooth, and what is not Lipschitz
---
--- Phase 3 is prepared in words. $L$ is neither Lipschitz nor smooth; the first is harmless, since
--- "(4) implies that $\|\nabla L\|$ is upper bounded by $\|w_i\|$, and $\|w_i\|$ is upper bounded
--- by $L(w)$"; the second is not, since "$\|\nabla^2 L\|$ scales with $\|v\|/\|w_i\|$. Then
--- $\|\nabla^2 L\| \to \infty$ as $\|w_i\| \to 0$".
---
--- ## How it is read
---
--- Literally, "bounded by" is a bound by a multiple, and all three are false so: at $w_i \to 0$
--- the gradient is still $v/2$ or so, at a minimum the loss is 0 and no $w_i$ is, and a short
--- neuron along $v$ has the Hessian $\frac12$. What is meant are bounds by *some* function of the
--- other, and a Hessian that can be unbounded. These are claims of their own, in the sharpest form
--- that we know.
---
--- ## What we found
---
--- - $\|\nabla_i\| \le \frac12 (\sum_j \|w_j\| + \|v\|)$, since $\nabla_i$ is a sum of means
---   $\mathbb E[[a^\top x]_+ x\,\mathbb 1\{w_i^\top x \ge 0\}]$ of length at most $\frac12\|a\|$.
--- - $\|w_i\| \le \|v\| + 2\sqrt L$. All outputs are of one sign, so $[w_i^\top x]_+ \le
---   [v^\top x]_+ + R(x)$, and $\mathbb E[R^2] = 2L$. There is equality at $w_1 = (1 + a) v$.
--- - More directly $\|\nabla_i\| \le \sqrt L$, by Cauchy's inequality in $\mathbb E[R(x)\,x\,
---   \mathbb 1\{w_i^\top x \ge 0\}]$: the loss itself bounds its gradient, and $\|\nabla L\|^2
---   \le nL$. The paper does not use this.
--- - For one neuron $\|\nabla^2 L\| = \max(\frac12, \frac{\sin\theta_1}{\pi}
---   \frac{\|v\|}{\|w_1\|} - \frac12)$: it scales with $\|v\|/\|w_1\|$ except where $\sin\theta_1$
---   is small. That a short neuron can hurt, which is all that is used, is right.

local k, th = scalar "k", scalar "\\theta"
local nonzero = all(i, w(i):differs(0))

--- ## Not Lipschitz
---
--- One neuron $kv$ has the gradient $\frac12 (k - 1) v$.

claim "gradient_norm_unbounded" {
  paper = "Sec. 4.4.2, not Lipschitz", page = 10, kind = "existence",
  uses = { "gradient_mean_eq_closed_form" },
  printed = [[L \text{ is neither Lipschitz nor smooth}]],

  assert = grad_norm:equals((k - 1) * norm(v) / 2),
  sample = states { n = 1, d = {1, 2, 3}, v = decades(-2, 2), k = decades(0, 6),
    w = net({k * v}, v) },

  mutants = {
    --- A gradient that does not grow.
    bounded = swap((k - 1) * norm(v) / 2, norm(v) / 2),
    double = swap((k - 1) * norm(v) / 2, (k - 1) * norm(v)),
  },
}

--- ## The gradient by the lengths, literally

claim "gradient_norm_le_norm_literal" {
  paper = "Sec. 4.4.2, gradient", page = 10, kind = "hidden",
  printed = [[\text{(4) implies that } \|\nabla L\| \text{ is upper bounded by } \|w_i\|]],

  assume = { nonzero = nonzero },
  assert = grad_norm:at_most(O(max(i, norm(w(i))))),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    --- The shortest neuron.
    shortest = swap(max(i, norm(w(i))), min(i, norm(w(i)))),
    unit_slip = swap(max(i, norm(w(i))), max(i, norm(w(i)))^2),
  },

  expect = refuted { n = 1, d = 2, v = 1, k = { 10, 1000, 100000, 10000000, 1000000000 },
    w = net({vperp / k}, v),
    repair = "the length of v added" },
  because = "a neuron near 0 is pulled by v/2 while its own length vanishes",
  check = [[
    from mpmath import *
    mp.dps = 40
    v = mpc(1)
    for k in range(13):
        constant = mpf(10)**k  # in the printed bound: whatever it is, some w breaks it
        w = j / (10*constant)
        t = abs(arg(w / v))
        # (4) for one neuron
        grad = (w - v)/2 + (-sin(t)*w/abs(w) + t*v) / (2*pi)
        assert w != 0 and abs(grad) > constant*abs(w)
    print("refuted")
  ]],
}

--- ## The gradient by the lengths

claim "gradient_norm_le_sum_norm" {
  paper = "Sec. 4.4.2, gradient, repaired", page = 10, kind = "explicit",
  uses = { "gradient_mean_eq_closed_form" },
  printed = [[\|\nabla_i\| \le \frac12 \left(\sum_j \|w_j\| + \|v\|\right)]],

  assume = { nonzero = nonzero },
  assert = all(i, norm(grad(i)):at_most((sum(j, norm(w(j))) + norm(v)) / 2)),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    --- Without the teacher: as the text has it.
    no_teacher = swap(sum(j, norm(w(j))) + norm(v), sum(j, norm(w(j)))),
    half = swap((sum(j, norm(w(j))) + norm(v)) / 2, (sum(j, norm(w(j))) + norm(v)) / 4),
  },
}

--- ## The lengths by the loss, literally

claim "norm_le_loss_literal" {
  paper = "Sec. 4.4.2, lengths", page = 10, kind = "hidden",
  printed = [[\|w_i\| \text{ is upper bounded by } L(w)]],

  assume = { nonzero = nonzero },
  assert = all(i, norm(w(i)):at_most(O(loss))),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    --- A tenth of the loss.
    tenth = swap(O(loss), loss / 10),
    --- All lengths together.
    all_neurons = swap(norm(w(i)), sum(j, norm(w(j)))),
  },

  expect = refuted { n = 2, d = 2, v = 1, w = net({v / 2, v / 2}, v),
    repair = "norm(v) + 2 sqrt(L)" },
  because = "at a minimum the loss is 0 and the neurons are not",
  check = [[
    from mpmath import *
    mp.dps = 40
    w, v = [mpf(1)/2, mpf(1)/2], 1  # along v, so the residual is a multiple of [v.x]_+
    loss = (sum(w) - v)**2 / 4
    assert loss == 0 and all(a > 0 for a in w)
    assert all(a > mpf(10)**k * loss for a in w for k in range(300))
    print("refuted")
  ]],
}

--- ## The lengths by the loss

claim "norm_le_teacher_add_sqrt_loss" {
  paper = "Sec. 4.4.2, lengths, repaired", page = 10, kind = "explicit",
  printed = [[\|w_i\| \le \|v\| + 2\sqrt{L(w)}]],

  assert = all(i, norm(w(i)):at_most(norm(v) + 2 * sqrt(loss))),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    --- Equality at $w_1 = (1 + a) v$.
    one = swap(2 * sqrt(loss), q"1.9" * sqrt(loss)),
    no_teacher = swap(norm(v) + 2 * sqrt(loss), 2 * sqrt(loss)),
    unit_slip = swap(sqrt(loss), loss),
  },
}

--- ## The gradient by the loss

claim "gradient_norm_le_sqrt_loss" {
  paper = "Sec. 4.4.2, gradient by the loss", page = 10, kind = "explicit",
  printed = [[\left\|\frac{\partial L}{\partial w_i}\right\| \le \sqrt{L(w)}, \quad
    \|\nabla L\|^2 \le n L(w)]],

  assume = { nonzero = nonzero },
  assert = {
    each = all(i, norm(grad(i)):at_most(sqrt(loss))),
    all = (grad_norm^2):at_most(n * loss),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    --- Equality for neurons along $v$.
    less = swap(sqrt(loss), q"0.9" * sqrt(loss)),
    less_of_all = swap(n * loss, q"0.9" * n * loss),
    unit_slip = swap(sqrt(loss), loss),
  },
}

--- ## The Hessian of one neuron
---
--- The part along $w_1$ has the eigenvalue $\frac12$, the part along $\bar n$ the other one; the
--- rest lies between them.

claim "hessian_norm_of_one_neuron" {
  paper = "Sec. 4.4.2, Hessian of one neuron", page = 10, kind = "identity",
  uses = { "hessian_eq_closed_form" },
  printed = [[n = 1 \implies \|\nabla^2 L\| = \max\left(\frac12,
    \frac{\sin\theta_1}{\pi} \frac{\|v\|}{\|w_1\|} - \frac12\right)]],

  assume = { nonzero = nonzero },
  assert = hessian_norm:equals(
    max(q(1,2), sin(theta(1)) / pi * norm(v) / norm(w(1)) - q(1,2))),
  sample = states { n = 1, d = {2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    --- $\zeta$ with the factor that the proof of Lemma 23 gives it.
    half = swap(sin(theta(1)) / pi, sin(theta(1)) / (2 * pi)),
    cosine = swap(sin(theta(1)), cos(theta(1))),
  },
}

--- ## "Scales with", literally: from below

claim "hessian_norm_ge_literal" {
  paper = "Sec. 2, 4.4.2, Hessian", page = 10, kind = "hidden",
  uses = { "hessian_norm_of_one_neuron" },
  printed = [[\|\nabla^2 L\| \text{ scales with } \frac{\|v\|}{\|w_i\|}. \text{ Then }
    \|\nabla^2 L\| \to \infty \text{ as } \|w_i\| \to 0]],

  assume = { nonzero = nonzero },
  assert = hessian_norm:at_least(Omega(norm(v) / min(i, norm(w(i))), q"0.1")),
  sample = states { n = {1, 2, 3}, d = {2, 3}, v = decades(-2, 2) },

  mutants = {
    --- The square of the ratio.
    square = swap(norm(v) / min(i, norm(w(i))), (norm(v) / min(i, norm(w(i))))^2),
    --- The ratio the other way round.
    inverse = swap(norm(v) / min(i, norm(w(i))), min(i, norm(w(i))) / norm(v)),
  },

  --- On the way to 0 along $v$ the Hessian is $\frac12 I$.
  expect = refuted { n = 1, d = 2, v = 1, k = { 10, 1000, 100000, 10000000, 1000000000 },
    w = net({v / k}, v),
    repair = "sin(theta_i) norm(v)/norm(w_i), for one neuron" },
  because = "a neuron along v has the Hessian 1/2, however short it is",
  check = [[
    from mpmath import *
    mp.dps = 60
    v = mpc(1)
    def grad(w):  # (4) for one neuron
        t = abs(arg(w / v))
        return (w - v)/2 + (-sin(t)*w/abs(w) + t*v) / (2*pi)
    for k in range(9):
        constant = mpf(10)**-k  # in the printed bound: whatever it is, some w breaks it
        w = mpc(constant / 10)
        columns = [diff(lambda t: grad(w + t*e), 0, direction=1) for e in (mpc(1), j)]
        assert hypot(*map(abs, columns)) < 1  # so the norm of the Hessian is below 1
        assert 1 < constant * abs(v)/abs(w)
    print("refuted")
  ]],
}

--- ## "Scales with": from above
---
--- For any number of neurons the blocks of (51) give a bound by $\|v\|/\|w_i\|$ and the ratios of
--- lengths, with $\|\zeta(w_i, v)\| \le \|v\|/(\pi\|w_i\|)$ as in Lemma 23.

claim "hessian_norm_le_ratios" {
  paper = "Sec. 4.4.2, Hessian from above", page = 10, kind = "explicit",
  uses = { "zeta_le_of_balanced" },
  printed = [[\|\nabla^2 L\| \le \frac12 + \frac{\pi + 2}{2\pi} (n - 1) + \frac1\pi \max_i
    \frac{\|v\| + \sum_{j \ne i} \|w_j\|}{\|w_i\|}]],

  assume = { nonzero = nonzero },
  assert = hessian_norm:at_most(q(1,2) + (pi + 2) / (2 * pi) * (n - 1)
    + 1 / pi * max(i, (norm(v) + sum(j, j:differs(i), norm(w(j)))) / norm(w(i)))),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    --- The teacher alone: the other students are felt as much.
    teacher = swap(norm(v) + sum(j, j:differs(i), norm(w(j))), norm(v)),
    half = swap(1 / pi, 1 / (2 * pi)),
  },
}

--- ## Unbounded near 0, all the same
---
--- One neuron of length $\|v\|/k$ at any angle but 0 and $\pi$.

claim "hessian_norm_unbounded_near_zero" {
  paper = "Sec. 2, 4.4.2, Hessian, repaired", page = 10, kind = "existence",
  uses = { "hessian_eq_closed_form" },
  printed = [[\theta_1 = \theta \ne 0, \pi:\quad \|\nabla^2 L\| \ge \frac{\sin\theta}{\pi}
    \frac{\|v\|}{\|w_1\|} - \frac12 \to \infty \text{ as } w_1 \to 0]],

  assert = hessian_norm:at_least(sin(th) / pi * k - q(1,2)),
  sample = states { n = 1, d = {2, 3}, v = decades(-2, 2), k = decades(-2, 9),
    ["\\theta"] = between(0, pi), w = net({(cos(th) * v + sin(th) * vperp) / k}, v) },

  mutants = {
    square = swap(sin(th) / pi * k, sin(th) / pi * k^2),
    twice = swap(sin(th) / pi * k, 2 * sin(th) / pi * k),
  },
}
