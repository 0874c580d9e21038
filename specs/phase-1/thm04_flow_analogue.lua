-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 4 on the flow
---
--- Theorem 4 asks descent for more steps than can be run. Its flow analogue lets $\eta$ go to 0
--- at fixed $\eta t$, which is the time of the flow, so that $T_1 = C$. The other hypotheses
--- stay as printed: with $\epsilon_1 \le 1/100$ the start has a size of $10^{-103}$ and less, and
--- the flow is run in its scaling limit.
---
--- What holds here is said of the flow. It proves nothing of descent, whose error terms in
--- $\eta$ it leaves out, and refutes nothing either.
---
--- The flow shows how much the exponent $1/24$ of (7) gives away. In Phase 1 each neuron keeps
--- $\|z_i\|/(\pi - \theta_i)$, to leading order, so that $\theta_i(T_1) \approx
--- 2\pi\|z_i(0)\|/((\pi - \theta_i(0))C\|v\|)$: a multiple of $\sigma\sqrt d/(C\|v\|)$. The
--- schedule asks for $\epsilon_1^{48}/100$ there, and (8) would be content with one power of
--- $\epsilon_1$.
---
--- The checkpoints are ten to a few thousand times around the time in which a neuron turns,
--- $\sigma\sqrt d/\|v\|$, and more up to $T_1$.

local phase = chain(0, "<=", t, "<=", T1)
local turning = log(sigma * sqrt(d) / norm(v)) / log(10)

claim "phase_1_of_flow" {
  paper = "Theorem 4 on the flow", page = 7, kind = "explicit", equation = "(6)-(9), (24)-(27)",
  analogue = "phase_1",
  printed = [[s_1 \le \|w_i(t)\| \le s_2 + 2\|v\|t, \quad
    \sin^2\left(\frac{\theta_i(t)}{2}\right) - \epsilon_1^2 \le
    \left(1 + \frac{t}{s_2/\|v\|}\right)^{-1/24}
    \left(\sin^2\left(\frac{\theta_i(0)}{2}\right) - \epsilon_1^2\right), \quad
    \theta_i(T_1) \le 4\epsilon_1, \quad h_i(T_1) \le 2h_j(T_1)]],

  choose = { C = C_of_4 },
  where = { T1 = C },
  assume = {
    initial = initial_condition,
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    small_sigma = sigma:at_most(sigma_of_4),
  },
  assert = {
    ["(6)"] = all(t, i, phase, chain(s1, "<=", norm(w(i)), "<=", s2 + 2 * norm(v) * t)),
    ["(7)"] = all(t, i, phase, (sin(theta(i) / 2)^2 - eps1^2):at_most(
      (1 + t / (s2 / norm(v)))^-q(1,24) * (at(0, sin(theta(i) / 2)^2) - eps1^2))),
    ["(8)"] = all(i, at(T1, theta(i)):at_most(4 * eps1)),
    ["(9)"] = all(i, j, at(T1, h(i)):at_most(2 * at(T1, h(j)))),
  },
  sample = trajectory { by = flow, n = {1, 2, 3, 5, 8}, d = {2, 5, 20}, v = decades(-2, 2),
    eps1 = decades(-4, -2), sigma = sigma_of_4, t = decades(turning - 1, turning + 4) },

  --- ## Variants that must fail
  mutants = {
    --- Twelve times the printed exponent: the angles do not fall that fast.
    faster = swap(q(1,24), q(1,2)),
    --- A speed that forgets $\|v\|$.
    unit_slip = swap(2 * norm(v) * t, 2 * t),
    --- A quarter of the printed speed: neurons grow at half of $\|v\|$.
    slower = swap(2 * norm(v) * t, norm(v) * t / 4),
    --- A neuron may start anywhere: pointing away from $v$ it shrinks first.
    any_start = drop "initial",
  },
}
