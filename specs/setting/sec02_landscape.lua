-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Section 2: what fails near a minimum
---
--- "One-point strong convexity and PL condition do not hold when $m < n$" (Safran et al., 2020;
--- here $m = 1$): no constant $\mu > 0$ makes $\|\nabla L\|^2 \ge \mu L$ or $\sum_i
--- \langle\nabla_i, w_i - w_i^*\rangle \ge \mu\|w - w^*\|^2$ true around a minimum $w^*$. This is
--- why the rate is no longer linear. What does hold is Theorem 7, $\|\nabla L\| \ge
--- \Omega(L^{2/3})$, and the rate that follows from it matches the lower bound, which "indicates
--- the optimality of the improved dependency $L^{2/3}$".
---
--- ## How it is held
---
--- One family shows all three. Let every neuron be $v/n$, and move the first by $s v^\perp$ and the
--- second by $-s v^\perp$, so that $r = 0$. For $n = 2$, $\tan\theta = 2s$ and $\nabla_1 =
--- \frac{\theta s}\pi v^\perp$: the gradient is of the order $s^2$ and the loss, $\frac{4}{3\pi}
--- s^3\|v\|^2$ to leading order, of the order $s^3$. So $\|\nabla L\|^2/L$ falls like $s$, the
--- inner product over the squared distance like $s$, and $\|\nabla L\|/L^{2/3}$ stays.
---
--- The nearest minimum to such a state is $w_i^* = v/n$. More neurons leave shorter ones and larger
--- angles, $\tan\theta = ns$; the constants grow like $n$, $n$ and $n^{1/3}$. One neuron alone has
--- no partner: $r \ne 0$, and convexity and the PL condition do hold. So $m < n$ is needed.

local s = scalar "s"
local side = ind(i:equals(1)) - ind(i:equals(2))
local pair = states { n = {2, 3, 5}, d = {2, 3}, v = decades(-2, 2), s = decades(-6, -2),
  w = net(i, v / n + s * side * vperp) }
local over = n:at_least(2) -- m < n, with m = 1
local inner = sum(i, dot(grad(i), w(i) - v / n))
local distance_sq = sum(i, norm(w(i) - v / n)^2)

claim "convexity_and_pl_fail" {
  paper = "Section 2, landscape", arxiv = "Section 2, landscape", page = 5, kind = "existence",
  printed = [[\text{one-point strong convexity and PL condition do not hold when } m < n:\quad
    \sum_i\langle\nabla_i, w_i - w_i^*\rangle \le O(ns)\|w - w^*\|^2, \quad \|\nabla L\|^2 \le
    O(ns)L]],

  assume = { over = over },
  assert = {
    minimum = at(net(i, v / n), loss):equals(0),
    convexity = inner:at_most(O(n * s * distance_sq, q(1,2))),
    PL = (grad_norm^2):at_most(O(n * s * loss, 2)),
  },
  sample = pair,

  mutants = {
    --- It fails like $s$, and no faster.
    square = swap(O(n * s * distance_sq, q(1,2)), O(n * s^2 * distance_sq, q(1,2))),
    pl_square = swap(O(n * s * loss, 2), O(n * s^2 * loss, 2)),
  },
}

claim "gradient_exponent_is_optimal" {
  paper = "Section 2, optimality", arxiv = "Section 2, optimality", page = 5, kind = "existence",
  uses = { "Theorem 7" },
  printed = [[\text{This also indicates the optimality of the improved dependency } L^{2/3}: \quad
    \|\nabla L\| \le O(n^{1/3}L^{2/3}/\|v\|^{1/3})]],

  assume = { over = over },
  assert = grad_norm:at_most(O(n^q(1,3) * loss^q(2,3) / norm(v)^q(1,3), 2)),
  sample = pair,

  mutants = {
    --- A larger exponent: the gradient is longer than that.
    three_quarters = swap(O(n^q(1,3) * loss^q(2,3) / norm(v)^q(1,3), 2),
                          O(n^q(1,3) * loss^q(3,4) / norm(v)^q(1,2), 2)),
    unit_slip = swap(norm(v)^q(1,3), norm(v)^q(1,2)),
  },
}
