-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 5 on the flow
---
--- The flow analogue of Theorem 5, which lets $\eta$ go to 0 at fixed $\eta t$. Then $T_1 = C$,
--- the number of steps of Phase 2 becomes a time, $T_2 - T_1 = \frac1n \ln\frac1{36\epsilon_2}$,
--- and $(1 - n\eta/2)^{t - T_1}$ becomes $e^{-n(t - T_1)/2}$. The other hypotheses stay as
--- printed; the start, of size $10^{-700}$ and less, is run in the scaling limit.
---
--- It says nothing of descent, whose error terms in $\eta$ it leaves out.

local phase = chain(T1, "<=", t, "<=", T2)
local decay = exp(-n * (t - T1) / 2)

claim "phase_2_of_flow" {
  paper = "Theorem 5 on the flow", page = 8, kind = "explicit", equation = "(12)-(15), (41)-(44)",
  analogue = "phase_2",
  printed = [[h_i(t) \le 2h_j(t), \quad
    e^{-n(t-T_1)/2}\|v\| + 6\epsilon_2\|v\| \ge H(t) \ge \frac23
    e^{-n(t-T_1)/2}\|v\| - 6\epsilon_2\|v\| \ge 18\epsilon_2\|v\|, \quad
    \frac{2\|v\|}{n} \ge h_i(t) \ge \frac{s_1}{2}, \quad \theta_i(t) \le \epsilon_2]],
  uses = { "phase_1_of_flow" },

  choose = { C = C_of_4 },
  where = { T1 = C, T2 = T1 + 1 / n * log(1 / (36 * eps2)) },
  assume = {
    initial = initial_condition,
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_eps1 = chain(0, "<", eps1, "<=", eps1_of_5),
    small_sigma = sigma:at_most(sigma_of_4),
  },
  assert = {
    ["(12)"] = all(t, i, j, phase, h(i):at_most(2 * h(j))),
    ["(13)"] = all(t, phase, chain(decay * norm(v) + 6 * eps2 * norm(v), ">=", H, ">=",
      q(2,3) * decay * norm(v) - 6 * eps2 * norm(v), ">=", 18 * eps2 * norm(v))),
    ["(14)"] = all(t, i, phase, chain(2 * norm(v) / n, ">=", h(i), ">=", s1 / 2)),
    ["(15)"] = all(t, i, phase, theta(i):at_most(eps2)),
  },
  sample = trajectory { by = flow, n = {1, 2, 3, 5, 8}, d = {2, 5, 20}, v = decades(-2, 2),
    eps2 = decades(-5, -q"2.7"), eps1 = eps1_of_5, sigma = sigma_of_4 },

  --- ## Variants that must fail
  mutants = {
    --- Twice the rate.
    fast = swap(-n * (t - T1) / 2, -n * (t - T1)),
    --- The last link of (13) with five times the constant.
    slack = swap(18 * eps2 * norm(v), 100 * eps2 * norm(v)),
    --- Balanced exactly.
    equal = swap(2 * h(j), h(j) / 2),
    --- Neurons that keep the size of the start.
    short = swap(2 * norm(v) / n, s2),
    --- A lower bound on the angles.
    turned = swap(theta(i):at_most(eps2), theta(i):at_least(eps2)),
  },
}
