-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 24: how fast the loss falls, and how far the neurons move
---
--- From here on the loss is just a sequence. If each step takes at least $C_s\eta L^{4/3}$ off it,
--- it falls like $t^{-3}$; and if each step takes at least $\frac\eta2 \|\nabla\|^2$ off it, then
--- all steps together are short, at most $8 C_s^{-1/2} C_l^{1/3}$. The second half is what keeps
--- the neurons away from 0, where the loss is not smooth.
---
--- ## How it is read
---
--- $L(u)$ is $L(w(T_2 + u))$, $g(u)$ the norm of the gradient there, and $N$ the number of steps,
--- the paper's $T$. Tacit on the page: $\eta > 0$, a loss and a norm are not negative, and
--- $L(w(T_2)) > 0$, without which $L^{-1/3}$ has no value.
---
--- ## Where we look
---
--- Sequences that meet the recursion almost with equality ($\lambda$ down to $10^{-2}$, $\mu$ to
--- $10^{-5}$) up to ones that fall ten times as fast, and some that rise, which the hypothesis must
--- reject. $a = C_s\eta L(0)^{1/3}$ is the share of the loss that the first step takes; it is at
--- most 1. Exact equality is a claim of its own, for
--- three steps, since rounding would break it.
---
--- ## What we found
---
--- Both conclusions hold. The best constant of the second, for equality throughout, is $3\sqrt2 =
--- 4.24\ldots$ as $\eta \to 0$; the printed 8 comes from $\sqrt{60}$. In the proof:
---
--- - The third line of the second chain (summation by parts) has $l_1^2 L(w(T_2 + T))$, the loss
---   at the end, where it needs $l_1^2 L(w(T_2))$, the loss at the start. As printed it is false
---   from $T = 1$ on. The next bound, $1/l_1$, is equal to the corrected term, so the rest
---   stands.
--- - The last display sums to $T$ in place of $T - 1$; of $\nabla(T_2 + T)$ no hypothesis speaks.
---   The lemma and its use in Theorem 6 have $T - 1$.
--- - $\sum_t (l_1 + C_s\eta t/3)^{-2} \le 6/(C_s\eta l_1)$ needs $C_s\eta \le \frac32 l_1$, of
---   which nothing is said. It follows from the hypotheses: $0 \le L(T_2) - C_s\eta
---   L(T_2)^{4/3}$ is $C_s\eta \le l_1$.

local L, g = scalar("L", u), scalar("g", u)
local Cs, Cl, N, M = scalar "C_s", scalar "C_l", scalar "N", scalar "M"
local L0, a, lambda, mu = scalar "L_0", scalar "a", scalar "\\lambda", scalar "\\mu"
local before, after_first = scalar "L", scalar "L'"
local l1, grown, sign, turn = scalar "l_1", scalar "c", scalar "s", scalar "turn"

local steps = chain(0, "<=", u, "<=", N - 1)
local later_steps = chain(1, "<=", u, "<=", N - 1)
local start, constant_positive = L(0):at_most(Cl), Cs:above(0)
local step_positive = eta:above(0)
local meaning = L(0):above(0) & all(u, chain(0, "<=", u, "<=", N), L(u):at_least(0))
  & all(u, steps, g(u):at_least(0))
local descends = all(u, steps, chain(L(u + 1), "<=", L(u) - eta / 2 * g(u)^2, "<=",
  L(u) - Cs * eta * L(u)^q(4,3)))

local first = L(0)^-q(1,3)
local weight = first + Cs * eta * u / 3
local inverse_squares = sum(u, steps, 1 / weight^2)
local travel = sum(u, steps, g(u))

local sequences = scalars { N = {1, 2, 5, 20}, C_s = decades(-3, 3), L_0 = decades(-6, 6),
  a = decades(-2, 0), eta = a / (Cs * L0^q(1,3)), C_l = L0 * (1 + sign * mu),
  ["\\lambda"] = decades(-2, 1), ["\\mu"] = decades(-5, 0), s = {-1, 1, 1, 1},
  turn = {1, 1, 1, 1, 1, 1, 1, -5}, L = seq { L0, (L(u) - eta / 2 * g(u)^2) * (1 - turn * mu) },
  g = sqrt(2 * Cs * (1 + lambda)) * L(u)^q(2,3) }

--- ## The lemma

claim "loss_le_inv_cube_and_travel_le" {
  paper = "Lemma 24", arxiv = "Lemma 22", page = 34, kind = "explicit",
  uses = { "inv_cbrt_loss_ge", "sum_sq_le_cauchy", "sum_sq_le_rate", "travel_le_of_sum_sq" },
  printed = [[L(T + T_2) \le \frac{1}{(L(w(T_2))^{-1/3} + C_s\eta T/3)^3}, \quad
    \sum_{t=0}^{T-1} \eta \|\nabla_W(t + T_2)\| \le 8 C_s^{-1/2} C_l^{1/3}]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = {
    loss = L(N):at_most(1 / (first + Cs * eta * N / 3)^3),
    travel = sum(u, steps, eta * g(u)):at_most(8 * Cs^-q(1,2) * Cl^q(1,3)),
  },
  sample = sequences,

  mutants = {
    --- A recursion of the loss without its third.
    no_third = swap(Cs * eta * N / 3, Cs * eta * N),
    fourth = swap((first + Cs * eta * N / 3)^3, (first + Cs * eta * N / 3)^4),
    --- A quarter of the constant: the nearly extremal sequences go further.
    two = swap(8 * Cs^-q(1,2), 2 * Cs^-q(1,2)),
    --- The gradient's own rate in place of its root.
    unit_slip = swap(Cs^-q(1,2), Cs^-1),
  },
}

--- ## Equality
---
--- Three steps of $L(t+1) = L(t) - C_s\eta L(t)^{4/3}$, with $\frac\eta2 g^2$ equal to what each
--- takes. $c$ is $C_s\eta$.

local second = let("L(1)", before - grown * before^q(4,3))
local third = let("L(2)", second - grown * second^q(4,3))
local fourth = let("L(3)", third - grown * third^q(4,3))

claim "loss_le_inv_cube_of_equality" {
  paper = "Lemma 24, equality", arxiv = "Lemma 22, equality", page = 34, kind = "explicit",
  printed = [[L(t+1) = L(t) - C_s\eta L^{4/3}(t) = L(t) - \frac\eta2\|\nabla(t)\|^2 \implies
    L(3) \le \frac{1}{(L(0)^{-1/3} + C_s\eta)^3}, \quad \sum_{t=0}^2 \sqrt{2} L(t)^{2/3} C_s\eta
    \le 8 L(0)^{1/3}]],

  assume = { step = grown:above(0), positive = before:above(0),
    short_step = grown:at_most(before^-q(1,3)) },
  assert = {
    ["T = 1"] = second:at_most(1 / (before^-q(1,3) + grown / 3)^3),
    ["T = 2"] = third:at_most(1 / (before^-q(1,3) + 2 * grown / 3)^3),
    ["T = 3"] = fourth:at_most(1 / (before^-q(1,3) + grown)^3),
    travel = (sqrt(2) * grown * (before^q(2,3) + second^q(2,3) + third^q(2,3))):at_most(
      8 * before^q(1,3)),
  },
  sample = scalars { L = decades(-6, 6), a = decades(-6, -q"0.001"), c = a / before^q(1,3) },

  mutants = {
    no_third = swap(grown / 3, grown),
    one = swap(8 * before^q(1,3), before^q(1,3)),
    sixth = swap(before^-q(1,3) + grown, before^-q(1,3) + 2 * grown),
  },
}

--- ## The proof: the first chain
---
--- One step; $L'$ is $L(w(t+1))$. The fourth line is $1 - y^3 = (1 - y)(1 + y + y^2)$ with $y =
--- (1 - C_s\eta L^{1/3})^{1/3}$. Losses are positive, and the step does not take all of it.

local left = 1 - Cs * eta * before^q(1,3)

claim "inv_cbrt_loss_step" {
  paper = "proof of Lemma 24, first chain", arxiv = "proof of Lemma 22, first chain", page = 34,
  kind = "step",
  printed = [[\frac{1}{L^{1/3}(w(t+1))} \ge \frac{1}{(L - C_s\eta L^{4/3})^{1/3}}
    = \frac{1}{L^{1/3}} \left(1 + \frac{1 - (1 - C_s\eta L^{1/3})^{1/3}}
    {(1 - C_s\eta L^{1/3})^{1/3}}\right) = \dots \ge \frac{1}{L^{1/3}} + \frac{C_s\eta}{3}]],

  assume = { positive = after_first:above(0) & before:above(0) & Cs:above(0) & eta:above(0),
    descent = after_first:at_most(before - Cs * eta * before^q(4,3)) },
  assert = chain(1 / after_first^q(1,3), ">=", 1 / (before - Cs * eta * before^q(4,3))^q(1,3),
    "=", 1 / before^q(1,3) * (1 + (1 - left^q(1,3)) / left^q(1,3)),
    "=", 1 / before^q(1,3) * (1 + Cs * eta * before^q(1,3)
      / (left^q(1,3) * (1 + left^q(1,3) + left^q(2,3)))),
    "=", 1 / before^q(1,3) + Cs * eta * (1 / (left^q(1,3) + left^q(2,3) + left)),
    ">=", 1 / before^q(1,3) + Cs * eta / 3),
  sample = scalars { L = decades(-6, 6), C_s = decades(-3, 3), a = decades(-6, -q"0.001"),
    eta = a / (Cs * before^q(1,3)), ["\\mu"] = decades(-5, -q"0.001"), s = {-1, 1, 1, 1},
    ["L'"] = (before - Cs * eta * before^q(4,3)) * (1 - sign * mu) },

  mutants = {
    whole = swap(Cs * eta / 3, Cs * eta),
    --- Another power of what is left.
    power = swap(left^q(2,3), left),
    given = drop "descent",
  },
}

claim "inv_cbrt_loss_ge" {
  paper = "proof of Lemma 24, first conclusion", arxiv = "proof of Lemma 22, first conclusion",
  page = 34, kind = "step", uses = { "inv_cbrt_loss_step" },
  printed = [[L^{-1/3}(w(t + T_2)) \ge L^{-1/3}(w(T_2)) + \frac{C_s\eta}{3} t\ \forall T \ge t
    \ge 0, \quad \frac{1}{l_1^3} \le C_l, \quad L(w(T_2 + t)) \le
    \frac{1}{(l_1 + C_s\eta t/3)^3}\ \forall t \le T]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = {
    inverse = all(u, chain(0, "<=", u, "<=", N), L(u):above(0),
      (L(u)^-q(1,3)):at_least(first + Cs * eta / 3 * u)),
    start = (1 / first^3):at_most(Cl),
    loss = all(u, chain(0, "<=", u, "<=", N), L(u):at_most(1 / weight^3)),
  },
  sample = sequences,

  mutants = {
    no_third = swap(Cs * eta * u / 3, Cs * eta * u),
    no_third_of_inverse = swap(Cs * eta / 3 * u, Cs * eta * u),
    start = drop "start",
  },
}

--- ## The proof: a gradient is paid for by the loss

claim "gradient_norm_sq_le_loss_drop" {
  paper = "proof of Lemma 24, gradient", arxiv = "proof of Lemma 22, gradient", page = 34,
  kind = "step",
  printed = [[L(w(t+1)) \le L(w(t)) - \frac\eta2 \|\nabla_W(t)\|^2 \implies \|\nabla_W(t)\|^2 \le
    \frac2\eta (L(w(t)) - L(w(t+1)))]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = all(u, steps, (g(u)^2):at_most(2 / eta * (L(u) - L(u + 1)))),
  sample = sequences,

  mutants = {
    half = swap(2 / eta, 1 / eta),
    unit_slip = swap(2 / eta, 2 / eta^2),
  },
}

--- ## The proof: the second chain
---
--- All lines but the third, as printed. $l_1 + C_s\eta t/3$ is the weight.

local end_term = first^2 * L(N)
local printed_bracket = end_term + sum(u, later_steps,
  (weight^2 - (first + Cs * eta * (u - 1) / 3)^2) * L(u))
local fifth_bracket = end_term + 2 * Cs * eta / 3 * sum(u, later_steps, weight * L(u))
local drops = sum(u, steps, weight^2 * (2 / eta) * (L(u) - L(u + 1)))
local last_bracket = 1 / first + 2 * Cs * eta / 3 * sum(u, later_steps, 1 / weight^2)

claim "sum_sq_le_cauchy" {
  paper = "proof of Lemma 24, second chain", arxiv = "proof of Lemma 22, second chain", page = 35,
  kind = "step", uses = { "gradient_norm_sq_le_loss_drop", "inv_cbrt_loss_ge" },
  printed = [[\left(\sum_{t=0}^{T-1} \|\nabla_W(T_2 + t)\|\right)^2 \le
    \left(\sum_{t=0}^{T-1} \frac{1}{(l_1 + C_s\eta t/3)^2}\right)
    \left(\sum_{t=0}^{T-1} (l_1 + C_s\eta t/3)^2 \|\nabla_W(T_2 + t)\|^2\right) \le \dots
    \le \frac2\eta \left(\sum_{t=0}^{T-1} \frac{1}{(l_1 + C_s\eta t/3)^2}\right)
    \left(\frac{1}{l_1} + \frac{2C_s\eta}{3} \sum_{t=1}^{T-1}
    \frac{1}{(l_1 + C_s\eta t/3)^2}\right)]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = {
    ["line 2"] = (travel^2):at_most(inverse_squares * sum(u, steps, weight^2 * g(u)^2)),
    ["line 3"] = (inverse_squares * sum(u, steps, weight^2 * g(u)^2)):at_most(
      inverse_squares * drops),
    ["line 5"] = (2 / eta * inverse_squares * printed_bracket):at_most(
      2 / eta * inverse_squares * fifth_bracket),
    ["line 6"] = (2 / eta * inverse_squares * fifth_bracket):at_most(
      2 / eta * inverse_squares * last_bracket),
  },
  sample = sequences,

  mutants = {
    --- Cauchy's inequality with a factor to spare.
    half = swap(travel^2, 2 * travel^2),
    --- A difference of squares without its 2.
    once = swap(2 * Cs * eta / 3, Cs * eta / 3),
    --- Half of what the step pays.
    unpaid = swap(weight^2 * (2 / eta) * (L(u) - L(u + 1)), weight^2 * (L(u) - L(u + 1)) / eta),
  },
}

--- ## The proof: summation by parts, as printed
---
--- With $T = 1$ it says $l_1^2 (L(T_2) - L(T_2 + 1)) \le l_1^2 L(T_2 + 1)$.

claim "sum_by_parts_printed" {
  paper = "proof of Lemma 24, second chain, fourth line",
  arxiv = "proof of Lemma 22, second chain, fourth line", page = 35, kind = "step",
  printed = [[\sum_{t=0}^{T-1} (l_1 + C_s\eta t/3)^2 \frac2\eta (L(w(T_2+t)) - L(w(T_2+t+1)))
    \le \frac2\eta \left(l_1^2 L(w(T_2 + T)) + \sum_{t=1}^{T-1} ((l_1 + C_s\eta t/3)^2 -
    (l_1 + C_s\eta(t-1)/3)^2) L(w(T_2 + t))\right)]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = (inverse_squares * drops):at_most(2 / eta * inverse_squares * printed_bracket),
  sample = sequences,

  mutants = {
    unit_slip = swap(first^2, first),
    fewer = swap(2 / eta * inverse_squares, 1 / eta * inverse_squares),
  },

  expect = refuted { N = 1, C_s = q(1,4), eta = 1, C_l = 1, L = 1 / 1024^u, g = 1,
    repair = "l_1^2 L(w(T_2)) in place of l_1^2 L(w(T_2 + T))" },
  because = "the boundary term of the summation by parts is the loss at the start",
  check = [[
    from mpmath import *
    mp.dps = 40
    N, Cs, eta, Cl = 1, mpf(1)/4, mpf(1), mpf(1)
    L, g = [mpf(1), mpf(1)/1024], [mpf(1), mpf(1)]
    assert 0 < L[0] <= Cl
    for t in range(N):
        step = eta/2 * g[t]**2
        assert L[t + 1] <= L[t] - step <= L[t] - Cs*eta*L[t]**(mpf(4)/3)
    l1 = L[0]**(-mpf(1)/3)
    weight = lambda t: l1 + Cs*eta*t/3
    left = sum(weight(t)**2 * 2/eta * (L[t] - L[t + 1]) for t in range(N))
    rest = sum((weight(t)**2 - weight(t - 1)**2) * L[t] for t in range(1, N))
    right = 2/eta * (l1**2 * L[N] + rest)
    assert left - right > 1.9
    print("refuted")
  ]],
}

claim "sum_by_parts" {
  paper = "proof of Lemma 24, second chain, fourth line, repaired",
  arxiv = "proof of Lemma 22, second chain, fourth line, repaired", page = 35, kind = "step",
  printed = [[\sum_{t=0}^{T-1} (l_1 + C_s\eta t/3)^2 \frac2\eta (L(w(T_2+t)) - L(w(T_2+t+1)))
    \le \frac2\eta \left(l_1^2 L(w(T_2)) + \sum_{t=1}^{T-1} ((l_1 + C_s\eta t/3)^2 -
    (l_1 + C_s\eta(t-1)/3)^2) L(w(T_2 + t))\right), \quad l_1^2 L(w(T_2)) = \frac{1}{l_1}]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = {
    parts = (inverse_squares * drops):at_most(2 / eta * inverse_squares * (first^2 * L(0)
      + sum(u, later_steps, (weight^2 - (first + Cs * eta * (u - 1) / 3)^2) * L(u)))),
    start = (first^2 * L(0)):equals(1 / first),
  },
  sample = sequences,

  mutants = {
    --- The loss at the end: as printed.
    printed_term = swap(first^2 * L(0), first^2 * L(N)),
    half = swap(first^2 * L(0), first^2 * L(0) / 2),
  },
}

--- ## The proof: the sum of the inverse squares
---
--- The sum to infinity is replaced by one to any $M \ge N$, which says the same. The hypothesis
--- is $C_s\eta \le l_1$; $c$ is $C_s\eta$.

local inverse_weight = 1 / (l1 + grown * u / 3)
local all_steps = chain(0, "<=", u, "<=", M - 1)

claim "sum_inv_sq_le" {
  paper = "proof of Lemma 24, third chain", arxiv = "proof of Lemma 22, third chain", page = 35,
  kind = "step",
  printed = [[\sum_{t=0}^{T-1} \frac{1}{(l_1 + C_s\eta t/3)^2} \le \sum_{t=0}^{+\infty}
    \frac{1}{(l_1 + C_s\eta t/3)^2} \le \frac{3}{C_s\eta} \sum_{t=0}^{+\infty}
    \left(\frac{1}{l_1 + C_s\eta(t-1)/3} - \frac{1}{l_1 + C_s\eta t/3}\right)
    \le \frac{6}{C_s\eta l_1}]],

  assume = { positive = grown:above(0) & l1:above(0), short_step = grown:at_most(l1) },
  assert = chain(sum(u, steps, inverse_weight^2), "<=", sum(u, all_steps, inverse_weight^2), "<=",
    3 / grown * sum(u, all_steps, 1 / (l1 + grown * (u - 1) / 3) - inverse_weight), "<=",
    6 / (grown * l1)),
  sample = scalars { N = {1, 2, 5, 20}, M = {20, 50}, l_1 = decades(-3, 3), a = decades(-4, 2),
    c = a * l1 },

  mutants = {
    --- Long steps: $l_1 - C_s\eta/3$ may be anything.
    long_step = drop "short_step",
    --- The telescoping sum alone, without its first step.
    three = swap(6 / (grown * l1), 3 / (grown * l1)),
    --- Telescoping the other way.
    forward = swap(u - 1, u + 1),
  },
}

--- ## The proof: the end

claim "sum_sq_le_rate" {
  paper = "proof of Lemma 24, sum of squares", arxiv = "proof of Lemma 22, sum of squares",
  page = 35, kind = "step", uses = { "sum_sq_le_cauchy", "sum_by_parts", "sum_inv_sq_le" },
  printed = [[\left(\sum_{t=0}^{T-1} \|\nabla_W(T_2 + t)\|\right)^2 \le
    \frac2\eta \left(\frac{6}{C_s\eta l_1}\right) \left(\frac{1}{l_1} + \frac{2C_s\eta}{3}
    \frac{6}{C_s\eta l_1}\right) \le \frac2\eta \frac{6}{C_s\eta l_1} \frac{5}{l_1}
    = \frac{60}{C_s\eta^2 l_1^2}]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = chain(travel^2, "<=", 2 / eta * (6 / (Cs * eta * first))
      * (1 / first + 2 * Cs * eta / 3 * (6 / (Cs * eta * first))), "<=",
    2 / eta * (6 / (Cs * eta * first)) * (5 / first), "=", 60 / (Cs * eta^2 * first^2)),
  sample = sequences,

  mutants = {
    --- The best constant for equality is 18.
    six = swap(60, 6),
    four = swap(5 / first, 4 / first),
  },
}

claim "travel_le_of_sum_sq_printed" {
  paper = "proof of Lemma 24, last line", arxiv = "proof of Lemma 22, last line", page = 35,
  kind = "step", uses = { "sum_sq_le_rate" },
  printed = [[\eta \sum_{t=0}^{T} \|\nabla(T_2 + t)\| \le \eta \sqrt{\frac{60}{C_s\eta^2 l_1^2}}
    \le 8 C_s^{-1/2} C_l^{1/3}]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = chain(eta * sum(u, chain(0, "<=", u, "<=", N), g(u)), "<=",
    eta * sqrt(60 / (Cs * eta^2 * first^2)), "<=", 8 * Cs^-q(1,2) * Cl^q(1,3)),
  sample = sequences,

  mutants = {
    seven = swap(8 * Cs^-q(1,2), 7 * Cs^-q(1,2)),
    six = swap(60, 6),
  },

  --- $T = 1$; the gradient after the step is 1000.
  expect = refuted { N = 1, C_s = q(1,4), eta = 1, C_l = 1, L = 1 / 4^u, g = 1000^u,
    repair = "the sum ends at T - 1" },
  because = "the hypotheses say nothing of the gradient at T_2 + T",
  check = [[
    from mpmath import *
    mp.dps = 40
    N, Cs, eta, Cl = 1, mpf(1)/4, mpf(1), mpf(1)
    L, g = [mpf(1), mpf(1)/4], [mpf(1), mpf(1000)]
    assert 0 < L[0] <= Cl
    for t in range(N):
        step = eta/2 * g[t]**2
        assert L[t + 1] <= L[t] - step <= L[t] - Cs*eta*L[t]**(mpf(4)/3)
    l1 = L[0]**(-mpf(1)/3)
    left = eta * sum(g[t] for t in range(N + 1))
    right = eta * sqrt(60 / (Cs * eta**2 * l1**2))
    assert left - right > 900
    print("refuted")
  ]],
}

claim "travel_le_of_sum_sq" {
  paper = "proof of Lemma 24, last line, repaired",
  arxiv = "proof of Lemma 22, last line, repaired", page = 35, kind = "step",
  uses = { "sum_sq_le_rate" },
  printed = [[\eta \sum_{t=0}^{T-1} \|\nabla(T_2 + t)\| \le \eta \sqrt{\frac{60}{C_s\eta^2 l_1^2}}
    \le 8 C_s^{-1/2} C_l^{1/3}]],

  assume = { start = start, constant = constant_positive, step = step_positive,
    meaning = meaning, descent = descends },
  assert = chain(eta * travel, "<=", eta * sqrt(60 / (Cs * eta^2 * first^2)), "<=",
    8 * Cs^-q(1,2) * Cl^q(1,3)),
  sample = sequences,

  mutants = {
    --- $7 < \sqrt{60}$.
    seven = swap(8 * Cs^-q(1,2), 7 * Cs^-q(1,2)),
    six = swap(60, 6),
  },
}
