-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 6 on the flow
---
--- The flow analogue of Theorem 6 with the $T_2$ of Theorem 5: $\eta$ goes to 0 at fixed $\eta
--- t$. The printed hypotheses on $\epsilon_2$, $\epsilon_1$ and $\sigma$ stay, so the start has
--- a size between $10^{-1970}$ (two neurons) and $10^{-3660}$ (five), and $T$ runs past the time
--- $\|v\|/(\sigma\sqrt d)$ at which the loss begins to fall. Theorem 27, which the paper states
--- for the flow, asks for less: some $T_2$ and $\sigma\sqrt d = O(n^{-4226}\|v\|)$.
---
--- It says nothing of descent, whose error terms in $\eta$ it leaves out. The bound on the loss
--- has no printed constant; as for Theorem 6 we assert 1.

local later = t:at_least(T2)
local set_eps2 = O(n^-14, q"0.002")
local falling = log(norm(v) / (sigma * sqrt(d))) / log(10)

claim "phase_3_of_flow" {
  paper = "Theorem 6 on the flow", page = 9, kind = "rate", equation = "(18), (52), (53)",
  analogue = "phase_3",
  printed = [[\frac{4\|v\|}{n} \ge \|w_i(T + T_2)\| \ge \frac{\|v\|}{4n} \quad\text{and}\quad
    L(T + T_2) \le O\left(\frac{n^4\|v\|^2}{T^3}\right)]],
  uses = { "phase_2_of_flow" },

  choose = { C = C_of_4 },
  where = { T2 = C + 1 / n * log(1 / (36 * eps2)) },
  assume = {
    initial = initial_condition,
    small_eps2 = chain(0, "<", eps2, "<=", set_eps2),
    small_eps1 = chain(0, "<", eps1, "<=", eps1_of_5),
    small_sigma = sigma:at_most(sigma_of_4),
  },
  assert = {
    ["(18) norms"] = all(t, i, later,
      chain(4 * norm(v) / n, ">=", norm(w(i)), ">=", norm(v) / (4 * n))),
    ["(18) loss"] = all(t, later, (loss * T^3):at_most(O(n^4 * norm(v)^2))),
  },
  sample = trajectory { by = flow, n = {2, 3, 5, 8}, d = {5, 20}, v = decades(-2, 2),
    eps2 = set_eps2, eps1 = eps1_of_5, sigma = sigma_of_4, t = decades(falling - 2, falling + 4) },

  --- ## Variants that must fail
  mutants = {
    --- A rate of $t^{-4}$.
    fourth = swap(T^3, T^4),
    --- A tenth more than their share, which they keep.
    full_share = swap(norm(v) / (4 * n), 11 * norm(v) / (10 * n)),
    --- A bound that forgets $\|v\|$.
    unit_slip = swap(n^4 * norm(v)^2, n^4),
  },
}
