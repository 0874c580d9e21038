-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 1: gradient descent converges, informally
---
--- The introduction states the upper bound with $\text{poly}(\ldots)$ for the powers: $L(w(t)) \le
--- \text{poly}(n, \|v\|, \eta^{-1})\,t^{-3}$. Its counterpart Theorem 2 stands beside Theorem 14,
--- in `thm14_proof.lua`.
---
--- ## How it is read
---
--- $\text{poly}(\ldots)$ says that powers exist; we take those of Theorem 9, $\sigma\sqrt d \le
--- n^{-4226}\|v\|$ and $\eta \le \sigma^2 d/(n^{169}\|v\|^2)$, and for the rate $L(w(t)) \le
--- O(n^4\|v\|^2/\eta^3)\,t^{-3}$ for $t \ge 1$.
---
--- Theorem 9 gives this with $T = t - T_2 \ge t/2$ from $t = 2T_2$ on; before that it follows from
--- $L(w(t)) \le \|v\|^2$ and $\eta t \le 40\log(n)/n$, with a larger constant. Unlike Theorem 9 it
--- asks nothing of a $T_2$ that would be 0 at $n = 1$, so one neuron is not excluded; the relaxed
--- run has it. As there, the probability enters through (5) alone, which is a hypothesis here.
---
--- "Converges to a global minimum" is the rate together with the finite travel of Lemma 24: the
--- loss tends to 0 and the neurons have a limit.
---
--- ## Reach
---
--- As stated it asks for the steps of Theorem 9. The relaxed run starts at the scales of the
--- shared grid.

local spread = scalar "spread"
local far = O(n^-4226 * d^-q(1,2) * norm(v))
local small_step = O(sigma^2 * d / (n^169 * norm(v)^2))

claim "loss_le_of_descent_informal" {
  paper = "Theorem 1", arxiv = "Theorem 1", page = 3, kind = "rate",
  printed = [[d = \Omega(\log(n/\delta)), \sigma\sqrt d = \text{poly}(n^{-1})\|v\|, \eta =
    \text{poly}(\sigma\sqrt d, n^{-1}, \|v\|^{-1}) \implies L(w(t)) \le \text{poly}(n, \|v\|,
    \eta^{-1})\,t^{-3}]],
  uses = { "Theorem 9" },

  assume = {
    wide = d:at_least(c_wide * log(n / delta)),
    initial = initial_condition,
    small_sigma = sigma:at_most(far),
    small_eta = eta:at_most(small_step),
  },
  assert = all(t, t:at_least(1), loss:at_most(O(n^4 * norm(v)^2 / eta^3) * t^-3)),
  sample = trajectory { by = descent, n = {2, 3, 5}, d = {700, 1000}, v = decades(-2, 2),
    delta = {q"0.1", q"0.01"}, sigma = far, eta = small_step, t = decades(0, q"3.5") },
  relaxed = { without = {"wide", "small_sigma", "small_eta"}, n = {1, 2, 3, 5}, d = {5, 20},
    spread = relaxed_spread, sigma = spread * norm(v) / sqrt(d), eta = decades(-2, -1) },

  mutants = {
    --- A rate of $t^{-4}$.
    fourth = swap(t^-3, t^-4),
    --- A bound that forgets $\|v\|$.
    unit_slip = swap(n^4 * norm(v)^2, n^4),
    --- Time in steps, without their length.
    steps = swap(eta^3, eta),
  },
  expect = "out of reach",
  because = "sigma = n^-4226 d^-1/2 norm v and eta of its square ask for over 10^2500 steps",
}
