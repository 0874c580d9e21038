-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 27: Phase 3 for the flow
---
--- Theorem 6 with $\eta \to 0$: from some $T_2 = O(\frac{\log n}{n})$ on every neuron has its
--- share of the teacher's length, (58), and the loss is at most $O(n^4\|v\|^2/T^3)$, (59). The
--- lower bound of Section 5 uses (58).
---
--- ## What we found
---
--- The page does not ask for $n \ge 2$, and for $n = 1$ the theorem is false: $\log n = 0$ leaves
--- only $T_2 = 0$, and (58) at $T = 0$ speaks of the start, whose length is at most $2\sigma\sqrt
--- d = O(\|v\|)$ with as small a constant as one likes. The same slip is in the last equality of
--- Appendix F.2, $O(\log(1/\epsilon_2)/(n\eta)) = O(\log n/(n\eta))$, which needs $n \ge 2$ as
--- soon as $\epsilon_2 = O(n^{-14})$ has a constant below 1.
---
--- What survives: everything for $n \ge 2$, where the theorem is used. The repair is to ask for
--- it, or to write $O(\frac{1 + \log n}{n})$.
---
--- ## How it is read
---
--- $T_2$ exists: we choose $100\log(n)/n$, as for Theorem 14. At $T = 0$ the bound (59) divides
--- by 0; we multiply by $T^3$. Its constant is declared as 1, as for Theorem 6.
---
--- ## Reach
---
--- As stated the start has a size of $n^{-4226}$; the flow is run in its scaling limit, past the
--- time $\|v\|/(\sigma\sqrt d)$ at which the loss begins to fall. The relaxed run starts on the
--- shared grid.

local far = O(n^-4226 * d^-q(1,2) * norm(v))
local falling = log(norm(v) / (sigma * sqrt(d))) / log(10)
local spread = scalar "spread"
local later = t:at_least(T2)

claim "flow_phase_3" {
  paper = "Theorem 27", arxiv = "Theorem 25", page = 39, equation = "(58), (59)", kind = "rate",
  uses = { "phase_3" },
  printed = [[\frac{4\|v\|}{n} \ge \|w_i(T + T_2)\| \ge \frac{\|v\|}{4n}, \quad
    L(T + T_2) \le O\left(\frac{n^4\|v\|^2}{T^3}\right)]],

  choose = { T2 = O(log(n) / n, 100) },
  assume = {
    over = n:at_least(2),
    initial = initial_condition,
    small_sigma = sigma:at_most(far),
  },
  assert = {
    ["(58)"] = all(t, i, later,
      chain(4 * norm(v) / n, ">=", norm(w(i)), ">=", norm(v) / (4 * n))),
    ["(59)"] = all(t, later, (loss * (t - T2)^3):at_most(O(n^4 * norm(v)^2))),
  },
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {5, 20}, v = decades(-2, 2),
    sigma = far, t = decades(falling - 3, falling + 4) },
  relaxed = { without = {"small_sigma"}, spread = relaxed_spread,
    sigma = spread * norm(v) / sqrt(d), t = decades(0, 7) },

  mutants = {
    --- A rate of $t^{-4}$.
    fourth = swap((t - T2)^3, (t - T2)^4),
    --- A tenth more than their share, which they keep.
    full_share = swap(norm(v) / (4 * n), 11 * norm(v) / (10 * n)),
    unit_slip = swap(n^4 * norm(v)^2, n^4),
  },
}

--- ## One neuron
---
--- $T_2 = 0$ whatever the constant in $O(\frac{\log n}{n})$, so (58) at $T = 0$ is a statement of
--- the start.

claim "flow_phase_3_of_single_neuron" {
  paper = "Theorem 27 (58) for n = 1", arxiv = "Theorem 25 (57) for n = 1", page = 39,
  equation = "(58)", kind = "explicit",
  printed = [[n = 1,\ T_2 = O\left(\frac{\log n}{n}\right) = 0: \quad
    4\|v\| \ge \|w_1(0)\| \ge \frac{\|v\|}{4}]],

  assume = { initial = initial_condition, zero = (log(n) / n):equals(0),
    small_sigma = sigma:at_most(O(n^-4226 * d^-q(1,2) * norm(v), q(1,100))) },
  assert = {
    upper = at(0, norm(w(1))):at_most(4 * norm(v) / n),
    lower = at(0, norm(w(1))):at_least(norm(v) / (4 * n)),
  },
  sample = states { n = 1, d = {5, 20}, v = decades(-2, 2),
    sigma = O(n^-4226 * d^-q(1,2) * norm(v), q(1,100)), w = gaussian },

  mutants = {
    --- A thousandth of the teacher's length.
    short = swap(4 * norm(v), norm(v) / 1000),
    unit_slip = swap(4 * norm(v), (norm(v)^3) / 1000),
  },

  expect = refuted { part = "lower", n = 1, d = 2, v = 1, sigma = q(1,200),
    w = net({vperp / 140}, v), repair = "n >= 2" },
  because = "log 1 = 0 leaves no time: the bound is asked of the start, which is small",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, d, v, sigma, w = 1, 2, mpc(1), mpf(1)/200, j/140
    assert sigma*sqrt(d)/2 <= abs(w) <= 2*sigma*sqrt(d)
    assert pi/3 <= abs(arg(w / v)) <= 2*pi/3
    assert sigma <= mpf(n)**-4226 / sqrt(d) / 100 and log(n)/n == 0  # T_2 = 0
    assert abs(w) < abs(v)/(4*n) / 30
    print("refuted")
  ]],
}
