-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 6: the induction
---
--- The proof shows (52) together with a stronger form of (53),
---
--- $$L(T + T_2) \le \left(L(T_2)^{-1/3} + \Omega\left(\frac{1}{n^{4/3}\|v\|^{2/3}}\right)
---   \eta T\right)^{-3}, \quad (54)$$
---
--- which, other than (53), says something at $T = 0$ and makes the loss small at every later time,
--- as Theorem 7 wants it. One step is in a file of its own, with (55); here are (54), what it
--- implies, and how Lemma 24 keeps the lengths.
---
--- ## Constants
---
--- $C_s = \frac12 n^{-4/3} \|v\|^{-2/3}$, half the square of the gradient bound with the 1 that is
--- asserted for Theorem 7. For the lengths, $8 C_s^{-1/2} L(T_2)^{1/3} \le 11.4\,c^{1/3}\|v\|/n^4$
--- with $L(T_2) \le c\|v\|^2/n^{14}$, and it must be at most $\|v\|/(12n)$: $c = 10^{-7}$ does
--- for every $n$, from $n = 1$ on. It is reached with $\epsilon_2 \le n^{-14}/(2 \cdot 10^8)$.
---
--- ## Reach
---
--- (54) shares the schedule of Theorem 6 and its relaxed run. What is said of the steps alone is
--- judged as stated, on any run of descent.

local later = t:at_least(T2)
local rate = Omega(1 / (n^q(4,3) * norm(v)^q(2,3)), q"0.5")
local ratio = scalar "ratio"

--- ## The stronger bound

claim "phase_3_loss_le_inv_cube" {
  paper = "Theorem 6, (54)", arxiv = "Theorem 6, (53)", page = 36, equation = "(54)",
  kind = "rate",
  printed = [[L(T + T_2) \le \frac{1}{\left(L(T_2)^{-1/3} +
    \Omega\left(\frac{1}{n^{4/3}\|v\|^{2/3}}\right) \eta T\right)^3}]],
  under = "phase_3",
  uses = { "loss_drop_ge", "loss_le_inv_cube_and_travel_le", "norm_ge_of_travel" },

  assert = all(t, later,
    loss:at_most(1 / (at(T2, loss)^-q(1,3) + rate * eta * T)^3)),

  mutants = {
    fourth = swap((at(T2, loss)^-q(1,3) + rate * eta * T)^3,
      (at(T2, loss)^-q(1,3) + rate * eta * T)^4),
    --- A hundred times the rate.
    fast = swap(rate * eta * T, 100 * rate * eta * T),
    --- The start is forgotten twice.
    start = swap(at(T2, loss)^-q(1,3), 2 * at(T2, loss)^-q(1,3)),
  },
  expect = "out of reach",
  because = "with eps2 <= n^-14/500 the schedule asks for more than 10^4000 steps",
}

--- ## It implies (53)
---
--- With $c$ in the $\Omega$ the constant of (53) is $c^{-3}$; $\ell = \|v\|$, $l_1 =
--- L(T_2)^{-1/3}$.

local L, length, l1, c = scalar "L", scalar "\\ell", scalar "l_1", scalar "c"
local s = scalar "s"

claim "loss_le_of_inv_cube" {
  paper = "Theorem 6, (54) implies (53)", arxiv = "Theorem 6, (53) implies (52)", page = 36,
  kind = "step",
  printed = [[\text{(52) and a stronger version of (53)}]],

  assume = { positive = c:above(0) & l1:above(0) & s:above(0),
    stronger = L:at_most(1 / (l1 + c / (n^q(4,3) * length^q(2,3)) * s)^3) },
  assert = L:at_most(c^-3 * n^4 * length^2 / s^3),
  sample = scalars { n = between(1, 100), c = decades(-3, 1), ["\\ell"] = decades(-3, 3),
    s = decades(-3, 9), l_1 = decades(-3, 6), L = decades(-30, 3) },

  mutants = {
    unit_slip = swap(length^2, length),
    power = swap(n^4, n^3),
    given = drop "stronger",
  },
}

--- ## The induction base
---
--- $\omega$ stands for $\|w_i(T_2)\|$; at $T = 0$ (54) is an equality.

local omega, cl = scalar "\\omega", scalar "c_l"

claim "induction_base" {
  paper = "Theorem 6, base", arxiv = "Theorem 6, base", page = 36, kind = "step",
  uses = { "phase_2" },
  printed = [[\frac{3\|v\|}{n} \ge \|w_i(T_2)\| \ge \frac{\|v\|}{3n},\
    L(w(T_2)) \le 20\epsilon_2\|v\|^2 = O\left(\frac{\|v\|^2}{n^{14}}\right)]],

  assume = { lengths = chain(3 * length / n, ">=", omega, ">=", length / (3 * n)),
    loss = chain(0, "<", L, "<=", 20 * eps2 * length^2),
    small_eps2 = eps2:at_most(O(n^-14, q"0.01")) },
  assert = {
    ["(52)"] = chain(4 * length / n, ">=", omega, ">=", length / (4 * n)),
    ["(54)"] = L:at_most(1 / (L^-q(1,3))^3),
    loss = L:at_most(O(length^2 / n^14, q"0.2")),
  },
  sample = scalars { n = between(1, 100), ["\\ell"] = decades(-3, 3),
    s = {q(1,5), q"0.3334", 1, 3, 5}, ["\\omega"] = s * length / n, c = decades(-3, -2),
    eps2 = c * n^-14, c_l = decades(-9, 1), L = 20 * cl * eps2 * length^2 },

  mutants = {
    tight = swap(4 * length / n, 2 * length / n),
    large_loss = swap(n^14, n^15),
  },
}

--- ## The lengths move by no more than the gradients
---
--- The first inequality of each display, on any run of descent.

local on_the_way = chain(T2, "<=", u, "<=", t - 1)
local travelled = sum(u, on_the_way, eta * at(u, grad_norm))

claim "norm_ge_sub_travel" {
  paper = "Theorem 6, triangle", arxiv = "Theorem 6, triangle", page = 36, kind = "step",
  printed = [[\|w_i(T + T_2)\| \ge \|w_i(T_2)\| - \sum_{t=0}^{T-1} \eta\|\nabla_W(t + T_2)\|,
    \quad \|w_i(T + T_2)\| \le \|w_i(T_2)\| + \sum_{t=0}^{T-1} \eta\|\nabla_W(t + T_2)\|]],

  assert = {
    below = all(t, i, later, norm(w(i)):at_least(at(T2, norm(w(i))) - travelled)),
    above = all(t, i, later, norm(w(i)):at_most(at(T2, norm(w(i))) + travelled)),
  },
  sample = trajectory { by = descent, n = {2, 3}, d = 2, v = decades(-2, 2),
    T2 = {1, 5}, eta = decades(-2, -1), ratio = relaxed_spread,
    sigma = ratio * norm(v) / sqrt(d), t = decades(0, q"1.5") },

  mutants = {
    --- A tenth of the way.
    tenth = swap(eta * at(u, grad_norm), eta * at(u, grad_norm) / 10),
    --- No way at all.
    still = swap(travelled, 0 * norm(v)),
  },
}

--- ## Lemma 24 keeps the lengths
---
--- $\omega = \|w_i(T_2)\|$, $\omega' = \|w_i(T + T_2)\|$, $p$ the travel; $C_s$ and $L(T_2)$ as
--- above. The sign "$=$" of the display is read as "$\ge$", as it always is before $-O$. Samples
--- stand a little inside and a little outside of each hypothesis.

local now_length, p = scalar "\\omega'", scalar "p"
local far = O(n^q(2,3) * length^q(1,3) * (length^2 / n^14)^q(1,3), q"0.06")

claim "norm_ge_of_travel" {
  paper = "Theorem 6, lengths", arxiv = "Theorem 6, lengths", page = 36, kind = "step",
  uses = { "norm_ge_sub_travel", "loss_le_inv_cube_and_travel_le" },
  printed = [[\|w_i(T + T_2)\| \ge \frac{\|v\|}{3n} - 8 C_s^{-1/2} L(w(T_2))^{1/3} =
    \frac{\|v\|}{3n} - O\left(n^{2/3} \|v\|^{1/3} \cdot
    \left(\frac{\|v\|^2}{n^{14}}\right)^{1/3}\right) \ge \frac{\|v\|}{4n}, \quad
    \|w_i(T + T_2)\| \le \dots \le \frac{4\|v\|}{n}]],

  assume = { lengths = chain(3 * length / n, ">=", omega, ">=", length / (3 * n)),
    travel = chain(0, "<=", p, "<=",
      8 * Omega(1 / (n^q(4,3) * length^q(2,3)), q"0.5")^-q(1,2) * L^q(1,3)),
    triangle = chain(omega - p, "<=", now_length, "<=", omega + p),
    small_loss = chain(0, "<", L, "<=", O(length^2 / n^14, q"1e-7")) },
  assert = {
    below = chain(now_length, ">=", length / (3 * n)
      - 8 * Omega(1 / (n^q(4,3) * length^q(2,3)), q"0.5")^-q(1,2) * L^q(1,3), ">=",
      length / (3 * n) - far, ">=", length / (4 * n)),
    above = chain(now_length, "<=", 3 * length / n + far, "<=", 4 * length / n),
  },
  sample = scalars { n = {1, 2, 3, 10, 100}, ["\\ell"] = decades(-3, 3),
    s = {q(1,5), q"0.3334", 1, q"2.9999", 5}, ["\\omega"] = s * length / n,
    c_l = decades(-12, -5), L = cl * length^2 / n^14,
    c = {0, q(1,2), q"0.999", q"1.1"}, p = c * 8 * sqrt(2) * n^q(2,3) * length^q(1,3) * L^q(1,3),
    l_1 = {-q"1.1", -q"0.999", 0, q"0.999", q"1.1"}, ["\\omega'"] = omega + l1 * p },

  mutants = {
    --- A loss like $\|v\|^2/n^{14}$ with a constant that is not small.
    large_loss = drop "small_loss",
    exact = swap(length / (4 * n), length / (3 * n)),
    unit_slip = swap(n^14, n^4),
  },
}
