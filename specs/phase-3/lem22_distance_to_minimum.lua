-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 22: a global minimum nearby
---
--- The second half of Theorem 7. Of all global minima the proof takes $w_i^* = (h_i / \sum_j
--- h_j)\,v$, which moves with the network, and $\|w_i - w_i^*\|$ is then of order $L^{1/3}$
--- relative to $\|w_i\|$, where any fixed minimum would be a constant away. This is what lifts
--- the exponent of the gradient bound from 1 to $2/3$.
---
--- ## Constants
---
--- In the hypothesis we take $L \le \|v\|^2/(200 n^2)$. It has to be below $1/128$: then every
--- angle is below $\pi/2$, all $h_i > 0$, and $w^*$ is a minimum. The proof tacitly uses it where
--- it writes $h_i$ for $|h_i|$. With $\|r\|^2 \le 8L$ (Lemma 21, sharpened) the same constant
--- gives $\|v\| - |H| \ge \|v\|/2$.
---
--- For the lemma we assert 9. Its proof gives it: at angles below $\pi/2$, $\sin^3\theta \le
--- \frac34 (2\theta - \sin 2\theta)$, hence $\sin\theta_i \le 6.71\,(n^2 L/\|v\|^2)^{1/3}$; the
--- second part adds $2\sqrt 8\,(L/\|v\|^2)^{1/2} \le 2.4\,(n^2 L/\|v\|^2)^{1/3}/n$.

local small = loss:at_most(O(norm(v)^2 / n^2, q"0.005"))
local ell = loss / norm(v)^2
local lean = n^q(2,3) * ell^q(1,3)
local near = near_minimum { spread = decades(-8, 0) }
local shift = norm(h(i) * vbar - w_star(i))

claim "norm_sub_w_star_le" {
  paper = "Lemma 22", arxiv = "Lemma 20", page = 32, kind = "hidden",
  uses = { "norm_sub_w_star_le_add", "norm_lean_le", "norm_shift_le" },
  printed = [[\frac{4\|v\|}{n} \ge \|w_i\| \ge \frac{\|v\|}{4n}\ \forall i,\ L(w) =
    O(\|v\|^2/n^2) \implies \|w_i - w_i^*\| \le
    O\left(n^{2/3} \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right) \|w_i\|]],

  assume = { balanced = balanced, small_loss = small },
  assert = all(i, norm(w(i) - w_star(i)):at_most(O(lean, 9) * norm(w(i)))),
  sample = states { n = {1, 2, 3, 5, 8, 16}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- The distance of a quadratic minimum.
    half = swap(ell^q(1,3), ell^q(1,2)),
    --- Without the unit of $L$.
    unit_slip = swap(ell^q(1,3), loss^q(1,3)),
    --- A minimum that does not move with the network: equal shares.
    fixed = swap(w_star(i), v / n),
  },
}

--- ## The proof
---
--- The angles and $H$ come from Lemmas 20 and 21.

claim "abs_residual_along_le" {
  paper = "proof of Lemma 22, H", arxiv = "proof of Lemma 20, H", page = 32, kind = "step",
  uses = { "angle_le_of_balanced", "norm_residual_le_sqrt_loss" },
  printed = [[\theta_i = O\left(n^{2/3} \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right), \quad
    |H| = |\langle r, \bar v\rangle| \le \|r\| = O(n L^{1/2}(w)) \le O(\|v\|)
    \implies \|v\| - |H| \ge \|v\|/2]],

  assume = { balanced = balanced, small_loss = small },
  assert = {
    angles = all(i, theta(i):at_most(O(lean, 13))),
    H = chain(abs(H), "=", abs(dot(r, vbar)), "<=", norm(r), "<=", O(n * loss^q(1,2), 3),
      "<=", O(norm(v), q"0.3")),
    rest = (norm(v) - abs(H)):at_least(norm(v) / 2),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- The residual has a part across $v$ too.
    across = swap(norm(r), q(1,2) * norm(r)),
    --- Any loss: the shares need not add up to $v$.
    any_loss = drop "small_loss",
    first_power = swap(loss^q(1,2), loss / norm(v)),
  },
}

claim "norm_sub_w_star_le_add" {
  paper = "proof of Lemma 22, two parts", arxiv = "proof of Lemma 20, two parts", page = 32,
  kind = "step",
  printed = [[\|w_i - w_i^*\| \le \|w_i - h_i \bar v\| + \|h_i \bar v - w_i^*\|]],

  assume = { balanced = balanced, small_loss = small },
  assert = all(i, norm(w(i) - w_star(i)):at_most(norm(w(i) - h(i) * vbar) + shift)),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- Either part alone: the other one counts.
    lean_only = swap(norm(w(i) - h(i) * vbar) + shift, norm(w(i) - h(i) * vbar)),
    shift_only = swap(norm(w(i) - h(i) * vbar) + shift, shift),
  },
}

claim "norm_lean_le" {
  paper = "proof of Lemma 22, first part", arxiv = "proof of Lemma 20, first part", page = 32,
  kind = "step", uses = { "angle_le_of_balanced" },
  printed = [[\|w_i - h_i \bar v\| = \|w_i\| \sin\theta_i \le
    O\left(n^{2/3} \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right) \|w_i\|]],

  assume = { balanced = balanced, small_loss = small },
  assert = all(i, chain(norm(w(i) - h(i) * vbar), "=", norm(w(i)) * sin(theta(i)), "<=",
    O(lean, 7) * norm(w(i)))),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    half = swap(ell^q(1,3), ell^q(1,2)),
    cosine = swap(sin(theta(i)), 1 - cos(theta(i))),
  },
}

--- The equality with $h_i$ in place of $|h_i|$ needs $h_i \ge 0$, which the loss provides.

claim "norm_shift_le" {
  paper = "proof of Lemma 22, second part", arxiv = "proof of Lemma 20, second part", page = 32,
  kind = "step", uses = { "abs_residual_along_le" },
  printed = [[\|h_i \bar v - w_i^*\| = \left|h_i \left(1 - \frac{\|v\|}{\sum_j h_j}\right)\right|
    = h_i \frac{|H|}{\|v\| - H} \le \|w_i\| \frac{|H|}{\|v\| - H} \le \|w_i\| \cdot
    \frac{1}{\|v\|/2} O(n L^{1/2}(w)) \le O\left(n^{2/3}
    \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right) \|w_i\|]],

  assume = { balanced = balanced, small_loss = small },
  assert = all(i, chain(shift, "=", abs(h(i) * (1 - norm(v) / sum(j, h(j)))), "=",
    h(i) * abs(H) / (norm(v) - H), "<=", norm(w(i)) * abs(H) / (norm(v) - H), "<=",
    norm(w(i)) * 1 / (norm(v) / 2) * O(n * loss^q(1,2), 3), "<=", O(lean, 6) * norm(w(i)))),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- The sign of $H$ below the line.
    sign = swap(norm(v) - H, norm(v) + H),
    --- Neurons that point away from $v$.
    any_loss = drop "small_loss",
    unit_slip = swap(loss^q(1,2), ell^q(1,2)),
  },
}
