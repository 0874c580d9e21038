-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 4: Phase 1, the neurons turn towards the teacher
---
--- From a tiny start every neuron grows at about the same speed along $v$ while its angle falls.
--- After $T_1 = C/\eta$ steps all angles are at most $4\epsilon_1$ and the projections $h_i$
--- agree within a factor of 2: the state in which Phase 2 begins.
---
--- ## Quantifiers and constants
---
--- For every small $\epsilon_1$ *there is* $C = O(\epsilon_1^2/n)$; we choose $C =
--- \epsilon_1^2/(20n)$, about the largest that (33) allows. The other constants are those of
--- `setting.lua` too: $\epsilon_1 \le 1/100$, so that the proof's $9\epsilon_1 \le 0.1$ in (38)
--- holds, and $\sigma\sqrt d \le C\epsilon_1^{48}\|v\|/100$, which (35) needs. Footnote 3 adds
--- that $T_1$ is a whole number.
---
--- ## Reach
---
--- With $\epsilon_1 = 1/100$ the schedule asks for $\eta$ near $10^{-103}$, hence for more than
--- $10^{110}$ steps: as stated the theorem cannot be run. Beside it stands the same theorem
--- *relaxed*, on the grid that all specs share: $\epsilon_1$ up to 1, $\sigma\sqrt d/\|v\|$
--- smaller than $C$ by three to six decades, and $T_1$ of a hundred to a thousand steps.

local phase = chain(0, "<=", t, "<=", T1)
local ratio, steps = scalar "ratio", scalar "steps"

claim "phase_1" {
  paper = "Theorem 4", arxiv = "Theorem 4", page = 7, kind = "explicit",
  equation = "(6)-(9), (24)-(27)",
  printed = [[s_1 \le \|w_i(t)\| \le s_2 + 2\eta\|v\|t, \quad
    \sin^2\left(\frac{\theta_i(t)}{2}\right) - \epsilon_1^2 \le
    \left(1 + \frac{\eta t}{s_2/\|v\|}\right)^{-1/24}
    \left(\sin^2\left(\frac{\theta_i(0)}{2}\right) - \epsilon_1^2\right), \quad
    \theta_i(T_1) \le 4\epsilon_1, \quad h_i(T_1) \le 2h_j(T_1)]],
  uses = { "phase_1_at_start", "norm_le_after_steps", "norm_le_norm_after", "prod_le_rpow",
    "chi_le_of_late", "h_end_between" },

  choose = { C = C_of_4 },
  where = { T1 = C / eta },
  assume = {
    initial = initial_condition,
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    whole = T1:equals(ceil(T1)),
    small_sigma = sigma:at_most(sigma_of_4),
    small_eta = eta:at_most(eta_of_4),
  },
  assert = {
    ["(6)"] = all(t, i, phase, chain(s1, "<=", norm(w(i)), "<=", s2 + 2 * eta * norm(v) * t)),
    ["(7)"] = all(t, i, phase, (sin(theta(i) / 2)^2 - eps1^2):at_most(
      (1 + eta * t / (s2 / norm(v)))^-q(1,24) * (at(0, sin(theta(i) / 2)^2) - eps1^2))),
    ["(8)"] = all(i, at(T1, theta(i)):at_most(4 * eps1)),
    ["(9)"] = all(i, j, at(T1, h(i)):at_most(2 * at(T1, h(j)))),
  },

  sample = trajectory { by = descent, n = {1, 2, 3, 5}, d = {2, 5, 20}, v = decades(-2, 2),
    eps1 = decades(-4, -2), sigma = sigma_of_4, eta = C / ceil(C / eta_of_4) },
  relaxed = { without = {"small_eps1", "small_sigma", "small_eta"},
    eps1 = relaxed_eps1, ratio = relaxed_ratio, steps = relaxed_steps,
    sigma = ratio * C * norm(v) / sqrt(d), eta = C / ceil(steps) },

  --- ## Variants that must fail
  mutants = {
    --- Six times the printed exponent: the angles do not fall that fast.
    faster = swap(q(1,24), q(1,4)),
    --- A speed that forgets $\|v\|$.
    unit_slip = swap(2 * eta * norm(v) * t, 2 * eta * t),
    --- A neuron may start anywhere: pointing away from $v$ it shrinks first.
    any_start = drop "initial",
    --- The growth without the factor 2.
    slower = swap(2 * eta * norm(v) * t, eta * norm(v) * t / 4),
    --- Aligned to a hundredth of what (8) says.
    aligned = swap(4 * eps1, eps1 / 100),
    --- Balanced exactly.
    equal = swap(2 * at(T1, h(j)), at(T1, h(j))),
  },
  expect = "out of reach",
  because = "with eps1 <= 1/100 the schedule asks for more than 10^100 steps",
}
