-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 7: how small the error term of Lemma 8 is
---
--- The proof of Theorem 7 puts Lemmas 20 and 21 into Lemma 8. The theorem, the projection on $w -
--- w^*$ and Cauchy's inequality stand beside it in a file of their own; here are the lines that
--- lead there, and the one that closes the proof.
---
--- ## Constants
---
--- $\theta_{\max} \le 13\,(n^2 L/\|v\|^2)^{1/3}$ and $\|r\| \le 3nL^{1/2}$ hold for every $n$
--- (Lemma 21). Where the loss is as small as here the angles are small too, $2\theta - \sin
--- 2\theta \ge \frac{8}{6.1} \theta^3$, and 6.8 does in place of 13. With $\frac12$ in Lemma 8 the
--- error term is then at most $\frac12 \cdot 6.8^2 \cdot 3 < 70$ times $n^{7/3} L^{7/6}
--- \|v\|^{-1/3}$, and below $L$ once $L \le \|v\|^2/(70^6 n^{14})$. For the hypothesis we
--- therefore take $10^{-12}$.
---
--- ## What we found
---
--- Every line holds. With $\|r\| \le \sqrt 8 L^{1/2}$ (Lemma 21, sharpened) the error term is
--- $O(n^{4/3} L^{7/6} \|v\|^{-1/3})$, so that $\sum_i \langle\nabla_i, w_i - w_i^*\rangle \ge L$
--- needs $L = O(\|v\|^2/n^8)$ only. That is the last claim.

local ell = loss / norm(v)^2
local lean = n^q(2,3) * ell^q(1,3)
local small = loss:at_most(O(norm(v)^2 / n^14, q"1e-12"))
local small8 = loss:at_most(O(norm(v)^2 / n^8, q"1e-12"))
local projection = sum(i, dot(grad(i), w(i) - w_star(i)))
local near = near_minimum { spread = decades(-10, -2) }
local L, g, A, length = scalar "L", scalar "g", scalar "A", scalar "\\ell"

claim "angle_and_residual_le_of_balanced" {
  paper = "proof of Theorem 7, angles and r", arxiv = "proof of Theorem 7, angles and r",
  page = 32, kind = "step", uses = { "angle_le_of_balanced", "norm_residual_le_sqrt_loss" },
  printed = [[\theta_i = O\left(n^{2/3} \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right), \quad
    \|r\| = O(n L^{1/2}(w))]],

  assume = { balanced = balanced, small_loss = small },
  assert = {
    angles = all(i, theta(i):at_most(O(lean, q"6.8"))),
    residual = norm(r):at_most(O(n * loss^q(1,2), 3)),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    half = swap(ell^q(1,3), ell^q(1,2)),
    whole_length = swap(n^q(2,3), n^-q(2,3)),
    first_power = swap(loss^q(1,2), loss / norm(v)),
  },
}

claim "gradient_projection_ge_sub_error" {
  paper = "proof of Theorem 7, error term", arxiv = "proof of Theorem 7, error term", page = 33,
  kind = "step", uses = { "gradient_projection_ge_of_h_nonneg",
    "angle_and_residual_le_of_balanced" },
  printed = [[\sum_{i=1}^n \left\langle \frac{\partial}{\partial w_i} L(w), w_i - w_i^*
    \right\rangle \ge 2L(w) - O(\theta_{\max}^2 \|r\| \cdot \|v\|) \ge
    2L(w) - O(n^{7/3} L^{7/6}(w) \|v\|^{-1/3}) \ge L(w)]],

  assume = { balanced = balanced, small_loss = small },
  assert = chain(projection, ">=", 2 * loss - O(theta_max^2 * norm(r) * norm(v), q"0.5"), ">=",
    2 * loss - O(n^q(7,3) * loss^q(7,6) * norm(v)^-q(1,3), 70), ">=", loss),
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- For one neuron along $v$ the projection is $2L$.
    thrice = swap(2 * loss, 3 * loss),
    --- An error that would ask for $L = O(\|v\|^2/n^{16})$.
    large = swap(n^q(7,3), n^q(8,3)),
    --- The error's unit.
    unit_slip = swap(norm(v)^-q(1,3), norm(v)^q(1,3)),
  },
}

--- ## The proof: the last line
---
--- $L \le A\,n^{2/3} L^{1/3} \|v\|^{1/3}\,g$ is solved for $g = \|\nabla L\|$; $\ell$ is $\|v\|$.

claim "gradient_norm_ge_of_loss_le_mul" {
  paper = "proof of Theorem 7, last line", arxiv = "proof of Theorem 7, last line", page = 33,
  kind = "step", uses = { "loss_le_gradient_norm_mul" },
  printed = [[L(w) \le O(n^{2/3} L(w)^{1/3} \|v\|^{1/3}) \left\|\frac{\partial L(w)}{\partial w}
    \right\| \implies \left\|\frac{\partial L(w)}{\partial w}\right\| \ge
    \Omega\left(\frac{L^{2/3}(w)}{n^{2/3} \|v\|^{1/3}}\right)]],

  assume = { cauchy = L:at_most(A * n^q(2,3) * L^q(1,3) * length^q(1,3) * g) },
  assert = g:at_least(1 / A * L^q(2,3) / (n^q(2,3) * length^q(1,3))),
  sample = scalars { n = between(1, 100), A = decades(-2, 2), ["\\ell"] = decades(-3, 3),
    L = decades(-12, 3), g = decades(-10, 4) },

  mutants = {
    half = swap(L^q(2,3), L^q(1,2)),
    unit_slip = swap(n^q(2,3) * length^q(1,3), n^q(2,3)),
    given = drop "cauchy",
  },
}

--- ## What suffices
---
--- With $L \le 10^{-12} \|v\|^2/n^8$ the error term is at most $70\,(n^8 L/\|v\|^2)^{1/6} \le
--- \frac{70}{100}$ of $L$.

claim "gradient_projection_ge_loss_of_eighth_power" {
  paper = "proof of Theorem 7, sharpened", arxiv = "proof of Theorem 7, sharpened", page = 33,
  kind = "step", uses = { "gradient_projection_ge_of_h_nonneg",
    "norm_residual_sq_le_eight_loss" },
  printed = [[L(w) = O(\|v\|^2/n^8) \implies \sum_{i=1}^n \left\langle
    \frac{\partial}{\partial w_i} L(w), w_i - w_i^* \right\rangle \ge
    2L(w) - O(n^{4/3} L^{7/6}(w) \|v\|^{-1/3}) \ge L(w)]],

  assume = { balanced = balanced, small_loss = small8 },
  assert = chain(projection, ">=", 2 * loss - O(theta_max^2 * norm(r) * norm(v), q"0.5"), ">=",
    2 * loss - O(n^q(4,3) * loss^q(7,6) * norm(v)^-q(1,3), 70), ">=", loss),
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    thrice = swap(2 * loss, 3 * loss),
    --- The paper's power of $n$ would not do here.
    printed_power = swap(n^q(4,3), n^q(7,3)),
  },
}
