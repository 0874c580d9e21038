-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 4, its proof: from one step to (25)
---
--- (34) is a contraction towards $\epsilon_1^2$, and (25) is its iteration: a product of factors,
--- bounded by exponentials, bounded by an integral. Page 8 iterates (11) instead, with the
--- lengths themselves in the factors.
---
--- ## What we found
---
--- The iteration is right, for both: all factors are positive, so a bound for $\chi_i(t) -
--- \epsilon_1^2$ of either sign may be multiplied by them. `thm04_angles.lua` tells why (34) is
--- not available at every state although (11) is. The claim `prod_of_lengths_le` is the repair:
--- (11) iterated, then the lengths replaced in the product, which multiplies the positive number
--- $\chi_i(0) - \epsilon_1^2$. So the first line of the chain on page 24 stands, and each further
--- line is right as printed.
---
--- The chain speaks of numbers only and is checked on numbers: $N$ is the $t + 1$ of the page, and
--- $\chi$ and the lengths $a$ are sequences over time.

local N, slack, off = scalar "N", scalar "slack", scalar "f"
local chis, lengths = scalar("\\chi", u), scalar("a", u)
local steps = chain(0, "<=", u, "<=", N - 1)
local times = chain(1, "<=", u, "<=", N)
local positive_start = chis(0):above(eps1^2)
local fall = eta * norm(v) / (12 * lengths(u))
local slow = eta / (12 * (s2 / norm(v) + 2 * eta * u))

--- ## (11) iterated, page 8

claim "chi_le_prod" {
  paper = "p. 8, below (11)", page = 8, kind = "step", uses = { "chi_after_le" },
  printed = [[\chi_i(t+1) - \epsilon_1^2 \le \prod_{t'=1}^{t+1}\left(1 - \frac{\eta\|v\|}
    {12\|w_i(t')\|}\right)(\chi_i(0) - \epsilon_1^2)]],

  assume = {
    positive = all(u, times, (1 - fall):above(0)),
    ["(11)"] = all(u, steps, (chis(u + 1) - eps1^2):at_most(
      (1 - eta * norm(v) / (12 * lengths(u + 1))) * (chis(u) - eps1^2))),
  },
  assert = (chis(N) - eps1^2):at_most(prod(u, times, 1 - fall) * (chis(0) - eps1^2)),
  sample = scalars { N = {1, 2, 5, 12}, v = decades(-2, 2), eps1 = decades(-2, 0),
    slack = decades(-4, 0), eta = slack / norm(v),
    a = seq { slack, between(slack / 20, 3 * slack) }, f = {1, 1, 1, q"1.1"},
    ["\\chi"] = seq { between(0, 1), between(0, off * (eps1^2 + (1 - eta * norm(v)
      / (12 * lengths(u + 1))) * (chis(u) - eps1^2))) } },

  mutants = {
    --- Factors of either sign.
    any_factor = drop "positive",
    no_hypothesis = drop "(11)",
    --- One factor too many.
    longer = swap(prod(u, times, 1 - fall), prod(u, times, (1 - fall)^2)),
    no_slack = swap((chis(N) - eps1^2), chis(N)),
  },
}

--- ## (34) iterated, page 24: the first line

claim "chi_le_prod_of_longest" {
  paper = "proof of (25), line 1", arxiv = "proof of (24), line 1", page = 24, kind = "step",
  uses = { "chi_after_le_of_chi_ge" },
  printed = [[\sin^2\left(\frac{\theta_i(t+1)}2\right) - \epsilon_1^2 \le \prod_{u=1}^{t+1}\left(
    1 - \frac{\eta}{12(s_2/\|v\| + 2\eta u)}\right)\left(\sin^2\left(\frac{\theta_i(0)}2\right)
    - \epsilon_1^2\right), \quad 1 - \frac{\eta}{12(s_2/\|v\| + 2\eta(t'+1))} > 0]],

  assume = {
    ["(34)"] = all(u, steps, (chis(u + 1) - eps1^2):at_most(
      (1 - eta / (12 * (s2 / norm(v) + 2 * eta * (u + 1)))) * (chis(u) - eps1^2))),
  },
  assert = {
    product = (chis(N) - eps1^2):at_most(prod(u, times, 1 - slow) * (chis(0) - eps1^2)),
    positive = all(u, times, (1 - slow):above(0)),
  },
  sample = scalars { N = {1, 2, 5, 12}, d = {1, 10}, v = decades(-2, 2), eps1 = decades(-2, 0),
    sigma = decades(-9, 0), eta = decades(-9, 0), slack = {1, 1, 2},
    ["\\chi"] = seq { between(0, 1), between(0, slack * (eps1^2 + (1 - eta / (12 * (s2 / norm(v)
      + 2 * eta * (u + 1)))) * (chis(u) - eps1^2))) } },

  mutants = {
    no_slack = swap((chis(N) - eps1^2), chis(N)),
    no_hypothesis = drop "(34)",
    --- Factors that turn negative.
    strong = swap(slow, 12 * slow + 1),
  },
}

--- ## The repair: (11) iterated, then the lengths replaced

claim "prod_of_lengths_le" {
  paper = "proof of (25), line 1, repaired", arxiv = "proof of (24), line 1, repaired", page = 24,
  kind = "step", uses = { "chi_le_prod", "norm_le_after_steps" },
  printed = [[\chi_i(t+1) - \epsilon_1^2 \le \prod_{u=1}^{t+1}\left(1 - \frac{\eta\|v\|}
    {12\|w_i(u)\|}\right)(\chi_i(0) - \epsilon_1^2) \le \prod_{u=1}^{t+1}\left(1 -
    \frac{\eta}{12(s_2/\|v\| + 2\eta u)}\right)(\chi_i(0) - \epsilon_1^2)]],

  assume = {
    start = positive_start,
    positive = all(u, times, (1 - fall):above(0)),
    ["(11)"] = all(u, steps, (chis(u + 1) - eps1^2):at_most(
      (1 - eta * norm(v) / (12 * lengths(u + 1))) * (chis(u) - eps1^2))),
    ["(24)"] = all(u, times, lengths(u):at_most(s2 + 2 * eta * norm(v) * u)),
  },
  assert = chain(chis(N) - eps1^2, "<=", prod(u, times, 1 - fall) * (chis(0) - eps1^2), "<=",
    prod(u, times, 1 - slow) * (chis(0) - eps1^2)),
  sample = scalars { N = {1, 2, 5, 12}, d = {1, 10}, v = decades(-2, 2),
    eps1 = decades(-2, -q"0.3"),
    sigma = decades(-6, 0), slack = decades(-3, 3), eta = slack * sigma * sqrt(d) / norm(v),
    a = seq { s2, between(eta * norm(v) / 10, q"1.05" * (s2 + 2 * eta * norm(v) * (u + 1))) },
    ["\\chi"] = seq { between(q(1,10), 1), between(0, eps1^2 + (1 - eta * norm(v)
      / (12 * lengths(u + 1))) * (chis(u) - eps1^2)) } },

  mutants = {
    --- A start below $\epsilon_1^2$: there the lengths may not be replaced.
    any_start = drop "start",
    any_length = drop "(24)",
    --- Faster than the longest neuron turns.
    faster = swap(1 - slow, 1 - 12 * slow),
  },
}

--- What makes the start positive: (5) and a small $\epsilon_1$.

local th0 = scalar "\\theta_0"

claim "eps1_sq_lt_chi_start" {
  paper = "proof of (25), start", arxiv = "proof of (24), start", page = 24, kind = "step",
  printed = [[\text{by Lemma 3, } \sin^2\left(\frac{\theta_i(0)}2\right) - \epsilon_1^2 \text{ is
    always positive}]],

  assume = {
    initial = chain(pi / 3, "<=", th0, "<=", 2 * pi / 3),
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
  },
  assert = (sin(th0 / 2)^2 - eps1^2):above(0),
  sample = scalars { ["\\theta_0"] = between(0, pi), eps1 = decades(-3, 0) },

  mutants = {
    any_start = drop "initial",
    --- The proof needs $\epsilon_1 < \frac12$.
    any_eps1 = drop "small_eps1",
  },
}

--- ## The chain of page 24
---
--- The integral of line 3 is the number that line 4 gives, by quadrature. The last line needs
--- $2\eta\|v\| \le s_2$.

local X0, y = scalar "X_0", scalar "y"
local area = integral(y, 1, N + 1, -(eta / (12 * (s2 / norm(v) + 2 * eta * y))))
local grown = (s2 + (N + 1) * 2 * eta * norm(v)) / (s2 + 2 * eta * norm(v))
local final = (1 + eta * N / (s2 / norm(v)))^-q(1,24)

claim "prod_le_rpow" {
  paper = "proof of (25), lines 2 to 5", arxiv = "proof of (24), lines 2 to 5", page = 24,
  kind = "step", uses = { "prod_of_lengths_le", "eps1_sq_lt_chi_start" },
  printed = [[\prod_{u=1}^{t+1}\left(1 - \frac{\eta}{12(s_2/\|v\| + 2\eta u)}\right)X_0 \le
    \prod_{u=1}^{t+1}\exp\left(-\frac{\eta}{12(s_2/\|v\| + 2\eta u)}\right)X_0 \le
    \exp\left(\int_{u=1}^{t+2} -\frac{\eta}{12(s_2/\|v\| + 2\eta u)}du\right)X_0 =
    \exp\left(-\frac1{24}\ln\left(\frac{s_2 + (t+2)2\eta\|v\|}{s_2 + 2\eta\|v\|}\right)
    \right)X_0 \le \left(1 + \frac{\eta(t+1)}{s_2/\|v\|}\right)^{-1/24}X_0]],

  assume = {
    start = X0:above(0),
    slow_step = (2 * eta * norm(v)):at_most(s1),
  },
  assert = chain(prod(u, times, 1 - slow) * X0, "<=", prod(u, times, exp(-slow)) * X0, "<=",
    exp(area) * X0, "=", exp(-q(1,24) * log(grown)) * X0, "<=", final * X0),
  sample = scalars { N = {1, 2, 5, 20, 100}, d = {1, 10}, v = decades(-2, 2),
    sigma = decades(-6, 0), slack = decades(-3, 4),
    eta = slack * sigma * sqrt(d) / norm(v), ["X_0"] = between(-q(1,4), 1) },

  mutants = {
    --- A long step makes the last line false.
    any_step = drop "slow_step",
    any_start = drop "start",
    --- An integral from 0 on, not from 1.
    from_zero = swap(area, integral(y, 0, N, -(eta / (12 * (s2 / norm(v) + 2 * eta * y))))),
    --- The exponent of one length in place of two.
    twelfth = swap(final, final^2),
  },
}

--- "The last inequality is because $2\eta\|v\| \le s_1 \le s_2$."

local loose = scalar "loose"

claim "two_eta_norm_v_le_s1" {
  paper = "proof of (25), reason", arxiv = "proof of (24), reason", page = 24, kind = "step",
  printed = [[2\eta\|v\| \le s_1 \le s_2]],

  assume = {
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    small_C = C:at_most(C_of_4),
    small_eta = eta:at_most(eta_of_4),
  },
  assert = chain(2 * eta * norm(v), "<=", s1, "<=", s2),
  sample = scalars { n = {1, 2, 3, 10, 100}, d = {1, 2, 10}, v = decades(-2, 2),
    eps1 = decades(-4, -2), loose = decades(-3, q"0.3"), slack = decades(-3, 12),
    C = loose * C_of_4, sigma = decades(-6, 0), eta = slack * eta_of_4 },

  mutants = {
    any_step = drop "small_eta",
    --- The first length is not bounded by the step.
    turned = swap(2 * eta * norm(v), 2 * norm(v)),
  },
}

--- ## (34) on runs
---
--- Along a run (34) may hold although it does not follow: a neuron grows, so its length is not
--- far below $s_2 + 2\eta\|v\|t$. The relaxed runs break it nowhere, with $\chi_i$ below
--- $\epsilon_1^2$ most of the time.

local phase = chain(0, "<=", t, "<=", T1 - 1)
local shrink = 1 - eta / (12 * (s2 / norm(v) + 2 * eta * (t + 1)))
local ratio, run = scalar "ratio", scalar "steps"

claim "chi_after_le_in_phase_1" {
  paper = "(34)", arxiv = "(33)", page = 23, kind = "step", under = "phase_1",
  printed = [[\sin^2\left(\frac{\theta_i(t'+1)}2\right) - \epsilon_1^2 \le \left(1 -
    \frac{\eta}{12(s_2/\|v\| + 2\eta(t'+1))}\right)\left(\sin^2\left(\frac{\theta_i(t')}2\right)
    - \epsilon_1^2\right)]],

  assert = all(t, i, phase,
    (after(chi(i)) - eps1^2):at_most(shrink * (chi(i) - eps1^2))),
  relaxed = { without = {"small_eps1", "small_sigma", "small_eta"},
    eps1 = relaxed_eps1, ratio = relaxed_ratio, steps = relaxed_steps,
    sigma = ratio * C * norm(v) / sqrt(d), eta = C / ceil(run) },

  mutants = {
    halved = swap(shrink, shrink - q(1,2)),
    faster = swap(2 * eta * (t + 1), eta * (t + 1) / 100),
  },
  expect = "out of reach",
  because = "with eps1 <= 1/100 the schedule asks for more than 10^100 steps",
}
