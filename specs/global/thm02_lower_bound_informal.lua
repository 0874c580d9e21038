-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 2: the lower bound, informally
---
--- The introduction's form of Theorem 14: along the flow $L(w(t)) \ge (\Gamma_1 t +
--- \Gamma_2)^{-3}$ from time 0 on, with constants of the trajectory.
---
--- ## How it is read
---
--- Free constants cannot be refuted by a finite run, so we name them: $\Gamma_1$ is the slope
--- of Theorem 14 with its hidden constant 1, and $\Gamma_2 = L(w(T_2))^{-1/3}$. Before $T_2$ the
--- loss is at least $L(w(T_2))$, since it falls along the flow; this is how "for all $t \ge 0$"
--- follows from "for all $t \ge T_2$", and the second part. "The requirements in Theorem 1" print
--- no powers; we take those of Theorem 9. "With high probability" is the event (5) of Lemma 3 and a
--- non-degenerate start.
---
--- The text below the theorem says that Theorems 1 and 2 "together imply an exact
--- characterization of the convergence rate for GD". Theorem 2 is about the flow; no lower bound
--- for descent is stated in the paper.
---
--- ## Reach
---
--- As for Theorem 14: doubles do not hold $\sigma = n^{-4226} d^{-1/2}\|v\|$. Theorem 1 stands
--- beside Theorem 9.

local slope = O(n^q(17,3) / (at(0, kappa_max)^2 * norm(v)^q(2,3)))
local spread = scalar "spread"
local far = O(n^-4226 * d^-q(1,2) * norm(v))

claim "loss_ge_inverse_cube" {
  paper = "Theorem 2", arxiv = "Theorem 2", page = 3, kind = "rate",
  uses = { "loss_rpow_le_linear" },
  printed = [[\forall t \ge 0,\quad L(w(t)) \ge (\Gamma_1 t + \Gamma_2)^{-3}]],

  choose = { T2 = O(log(n) / n, 100) },
  assume = {
    over = n:at_least(2),
    initial = initial_condition,
    nondegenerate = nondegenerate,
    small_sigma = sigma:at_most(far),
  },
  assert = {
    bound = all(t, t:at_least(0), loss:at_least((slope * t + at(T2, loss)^-q(1,3))^-3)),
    early = all(t, chain(0, "<=", t, "<=", T2), loss:at_least(at(T2, loss))),
  },
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {500, 1000}, v = decades(-2, 2),
    sigma = far, t = decades(-2, 7) },
  relaxed = { without = {"small_sigma"}, d = {5, 20}, spread = relaxed_spread,
    sigma = spread * norm(v) / sqrt(d) },

  mutants = {
    --- A loss that stays.
    flat = swap(slope * t, 0),
    --- The weight of $\|v\|$ forgotten.
    unit_slip = swap(norm(v)^q(2,3), norm(v)^-q(2,3)),
  },
  expect = "out of reach",
  because = "sigma = n^-4226 d^-1/2 norm v is below what a double holds",
}
