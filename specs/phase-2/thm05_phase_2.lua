-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 5: Phase 2, the neurons grow to the teacher's length
---
--- All neurons now point almost along $v$ and grow at the same speed, so $H = \|v\| - \sum_i h_i$
--- shrinks like $(1 - n\eta/2)^t$. Phase 2 ends at $T_2$, when $H$ is of the order of
--- $\epsilon_2^{1/2}\|v\|$ and before the angles, which may grow, exceed $\epsilon_2$.
---
--- ## Reach
---
--- The theorem continues Theorem 4 with $\epsilon_1 = O(\epsilon_2^6 n^{-1/2})$. Even with
--- $\epsilon_2 = 1/500$ that makes $\eta$ smaller than $10^{-1800}$, so as stated it cannot be
--- run. The relaxed run keeps $\epsilon_2$ and the definitions of $T_1$ and $T_2$ and takes
--- $\epsilon_1$ and $\eta$ from the shared grid. The angles at $T_1$ are of the order of
--- $\sigma\sqrt d/(C\|v\|)$ and must lie below $\epsilon_2$, so the factor $\epsilon_1^{48}$ of
--- Theorem 4 is relaxed to one power of $\epsilon_2$.
---
--- The display (13) is one chain of four terms; each link is judged.

local phase = chain(T1, "<=", t, "<=", T2)
local decay = (1 - n * eta / 2)^(t - T1)
local ratio, steps = scalar "ratio", scalar "steps"

claim "phase_2" {
  paper = "Theorem 5", arxiv = "Theorem 5", page = 8, kind = "explicit",
  equation = "(12)-(14), (41)-(43)",
  printed = [[h_i(t) \le 2h_j(t), \quad
    \left(1 - \frac{n\eta}{2}\right)^{t-T_1}\|v\| + 6\epsilon_2\|v\| \ge H(t) \ge \frac23
    \left(1 - \frac{n\eta}{2}\right)^{t-T_1}\|v\| - 6\epsilon_2\|v\| \ge 18\epsilon_2\|v\|, \quad
    \frac{2\|v\|}{n} \ge h_i(t) \ge \frac{s_1}{2}]],
  uses = { "phase_2_base", "h_after_le_twice", "residual_between_of_steps", "decay_ge_of_phase_2",
    "h_le_of_balanced", "h_after_ge" },

  choose = { C = C_of_4 },
  where = { T1 = C / eta, T2 = T1 + ceil(1 / (n * eta) * log(1 / (36 * eps2))) },
  assume = {
    initial = initial_condition,
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_eps1 = chain(0, "<", eps1, "<=", eps1_of_5),
    small_sigma = sigma:at_most(sigma_of_4),
    small_eta = eta:at_most(eta_of_5),
    whole = T1:equals(ceil(T1)),
  },
  assert = {
    ["(12)"] = all(t, i, j, phase, h(i):at_most(2 * h(j))),
    ["(13)"] = all(t, phase, chain(decay * norm(v) + 6 * eps2 * norm(v), ">=", H, ">=",
      q(2,3) * decay * norm(v) - 6 * eps2 * norm(v), ">=", 18 * eps2 * norm(v))),
    ["(14)"] = all(t, i, phase, chain(2 * norm(v) / n, ">=", h(i), ">=", s1 / 2)),
  },

  sample = trajectory { by = descent, n = {1, 2, 3, 5}, d = {2, 5, 20}, v = decades(-2, 2),
    eps2 = decades(-4, -q"2.7"), eps1 = eps1_of_5, sigma = sigma_of_4,
    eta = C / ceil(C / eta_of_5) },
  relaxed = { without = {"small_eps1", "small_sigma", "small_eta"},
    eps2 = relaxed_eps2, eps1 = relaxed_eps1, ratio = relaxed_ratio, steps = relaxed_steps,
    sigma = ratio * eps2 * C * norm(v) / sqrt(d), eta = C / ceil(steps) },

  --- ## Variants that must fail
  mutants = {
    --- The rate of one neuron alone, doubled.
    fast = swap(n * eta / 2, n * eta),
    --- At $T_2$ the power is near $6\epsilon_2^{1/2}$; at $\epsilon_2 = 10^{-3}$ that leaves room
    --- for a constant of 120 and no more.
    slack = swap(18 * eps2 * norm(v), 120 * eps2 * norm(v)),
    --- Balanced exactly.
    equal = swap(2 * h(j), h(j)),
  },
  expect = "out of reach",
  because = "with eps2 <= 1/500 the schedule asks for more than 10^1800 steps",
}

--- ## The angles
---
--- (15) bounds the angles by $\epsilon_2$ throughout Phase 2. It is a claim of its own because
--- the relaxed run breaks it, and shows what the bound on $\eta$ is for: a first step much longer
--- than the neurons, $\eta\|v\| \gg \sigma\sqrt d$, makes new neurons whose angles no longer
--- depend on $\sigma$. When $T_1$ is only a hundred steps these angles are near $5 \cdot 10^{-3}$
--- at its end, above every $\epsilon_2$ of the grid. Nothing is said against the theorem,
--- whose $\eta$ is smaller than $\sigma\sqrt d/\|v\|$.

claim "phase_2_angle_le" {
  paper = "Theorem 5", arxiv = "Theorem 5", page = 8, kind = "explicit", equation = "(15), (44)",
  printed = [[\theta_i(t) \le \epsilon_2]],
  under = "phase_2", uses = { "potential_le_at_end" },
  assert = { ["(15)"] = all(t, i, phase, theta(i):at_most(eps2)) },
  mutants = {
    --- Angles a thousand times smaller.
    aligned = swap(theta(i):at_most(eps2), theta(i):at_most(eps2 / 1000)),
    --- A lower bound on the angles.
    turned = swap(theta(i):at_most(eps2), theta(i):at_least(eps2)),
  },
  relaxed = { without = {"small_eps1", "small_sigma", "small_eta"},
    eps2 = relaxed_eps2, eps1 = relaxed_eps1, ratio = relaxed_ratio, steps = relaxed_steps,
    sigma = ratio * eps2 * C * norm(v) / sqrt(d), eta = C / ceil(steps), expect = "suspect",
    because = "with eta norm v above sigma sqrt(d) the first step makes angles above eps2" },
  expect = "out of reach",
  because = "with eps2 <= 1/500 the schedule asks for more than 10^1800 steps",
}
