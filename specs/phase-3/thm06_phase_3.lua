-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 6: Phase 3, the loss falls like $t^{-3}$
---
--- From $T_2$ on every neuron keeps its length between $\|v\|/(4n)$ and $4\|v\|/n$, which makes
--- the loss smooth where it is visited (Lemma 23), and the gradient bound of Theorem 7 gives the
--- rate $L(T + T_2) = O(n^4\|v\|^2/(\eta T)^3)$.
---
--- ## How it is read
---
--- The theorem fixes $\epsilon_2 = O(n^{-14})$ in Theorem 5, whose other hypotheses it inherits;
--- its own $\eta = O(1/n^2)$ is weaker than the step of Theorem 5. At $T = 0$ the bound on the
--- loss divides by 0 and says nothing: the second half is read for $T \ge 1$.
---
--- The paper prints no constant in the bound; we assert 1.
---
--- ## Reach
---
--- With $\epsilon_2 = n^{-14}/500$ the schedule asks for far more than $10^{4000}$ steps. The
--- relaxed run takes $\epsilon_2$ from the shared grid. A tiny start would leave the bound idle,
--- since the loss stays flat until $t \approx \|v\|/(\sigma\sqrt d)$; so here $\sigma$ runs up to
--- the scale of Figure 1, and $T_1$ is a few steps.

local later = t:at_least(T2)
local set_eps2 = O(n^-14, q"0.002")
local ratio, steps = scalar "ratio", scalar "steps"

claim "phase_3" {
  paper = "Theorem 6", arxiv = "Theorem 6", page = 9, kind = "rate",
  equation = "(18), (52), (53)",
  printed = [[\frac{4\|v\|}{n} \ge \|w_i(T + T_2)\| \ge \frac{\|v\|}{4n} \quad\text{and}\quad
    L(T + T_2) \le O\left(\frac{n^4\|v\|^2}{(\eta T)^3}\right)]],
  uses = { "phase_2", "induction_base", "loss_drop_ge", "loss_le_of_inv_cube",
    "norm_ge_of_travel" },

  choose = { C = C_of_4 },
  where = { T1 = C / eta, T2 = T1 + ceil(1 / (n * eta) * log(1 / (36 * eps2))) },
  assume = {
    initial = initial_condition,
    small_eps2 = chain(0, "<", eps2, "<=", set_eps2),
    small_eps1 = chain(0, "<", eps1, "<=", eps1_of_5),
    small_sigma = sigma:at_most(sigma_of_4),
    small_eta_of_5 = eta:at_most(eta_of_5),
    small_eta = eta:at_most(O(1 / n^2, q"0.1")),
    whole = T1:equals(ceil(T1)),
  },
  assert = {
    ["(18) norms"] = all(t, i, later,
      chain(4 * norm(v) / n, ">=", norm(w(i)), ">=", norm(v) / (4 * n))),
    ["(18) loss"] = all(t, t:at_least(T2 + 1), loss:at_most(O(n^4 * norm(v)^2 / (eta * T)^3))),
  },

  sample = trajectory { by = descent, n = {2, 3, 5}, d = {2, 5}, v = decades(-2, 2),
    eps2 = set_eps2, eps1 = eps1_of_5, sigma = sigma_of_4, eta = C / ceil(C / eta_of_5),
    t = decades(0, 5) },
  relaxed = { without = {"small_eps2", "small_eps1", "small_sigma", "small_eta_of_5"},
    eps2 = relaxed_eps2, eps1 = 1, ratio = relaxed_spread, steps = between(1, 4),
    sigma = ratio * norm(v) / sqrt(d), eta = C / ceil(steps) },

  --- ## Variants that must fail
  mutants = {
    --- A rate of $t^{-4}$.
    fourth = swap((eta * T)^3, (eta * T)^4),
    --- Neurons that keep exactly their share.
    exact_share = swap(norm(v) / (4 * n), norm(v) / n),
    --- A bound that forgets $\|v\|$.
    unit_slip = swap(n^4 * norm(v)^2, n^4),
  },
  expect = "out of reach",
  because = "with eps2 <= n^-14/500 the schedule asks for more than 10^4000 steps",
}
