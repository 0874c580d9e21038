-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorems 1 and 9: gradient descent converges globally, at rate $T^{-3}$
---
--- Theorem 9 puts the three phases together: from a random start of size
--- $n^{-4226}$ and with a step of its square, the loss falls like $n^4\|v\|^2/(\eta T)^3$ from some
--- $T_2 = O(\log n/(n\eta))$ on, with probability at least $1 - \delta$. Theorem 1 is its informal
--- form, with $\text{poly}(n, \ldots)$ for the powers.
---
--- ## How it is read
---
--- The probability enters through the start alone: on the event (5), whose probability is Lemma 3,
--- everything is deterministic. So (5) is a hypothesis here, and the theorem follows with Lemma 3.
--- At $T = 0$ the bound divides by 0; it is read for $T \ge 1$. We choose
--- $T_2 = \lceil 20 \log(n)/(n\eta) \rceil$ and assert the constant 1.
---
--- ## Reach
---
--- A start of size $n^{-4226}$ asks for a step whose square it is, hence for more than $10^{2500}$
--- steps even for two neurons. The relaxed run starts at the scales of Figure 1.

local spread = scalar "spread"
local far = O(n^-4226 * d^-q(1,2) * norm(v))
local small_step = O(sigma^2 * d / (n^169 * norm(v)^2))

claim "loss_le_of_descent_from_gaussian" {
  paper = "Theorem 9", arxiv = "Theorem 9", page = 11, kind = "rate",
  printed = [[L(w(T + T_2)) \le O\left(\frac{n^4\|v\|^2}{(\eta T)^3}\right)]],
  uses = { "phase_3", "Lemma 3" },
  choose = { T2 = ceil(O(log(n) / (n * eta), 20)) },
  assume = {
    over = n:at_least(2),
    wide = d:at_least(c_wide * log(n / delta)),
    initial = initial_condition,
    small_sigma = sigma:at_most(far),
    small_eta = eta:at_most(small_step),
  },
  assert = all(t, t:at_least(T2 + 1), loss:at_most(O(n^4 * norm(v)^2 / (eta * T)^3))),
  sample = trajectory { by = descent, n = {2, 3, 5}, d = {700, 1000}, v = decades(-2, 2),
    delta = {q"0.1", q"0.01"}, sigma = far, eta = small_step, t = decades(0, 5) },
  relaxed = { without = {"wide", "small_sigma", "small_eta"}, d = {5, 20}, spread = relaxed_spread,
    sigma = spread * norm(v) / sqrt(d), eta = decades(-2, -1) },
  mutants = {
    --- A rate of $T^{-4}$.
    fourth = swap((eta * T)^3, (eta * T)^4),
    --- A bound that forgets $\|v\|$.
    unit_slip = swap(n^4 * norm(v)^2, n^4),
  },
  expect = "out of reach",
  because = "sigma = n^-4226 d^-1/2 norm v and eta of its square ask for over 10^2500 steps",
}

--- # Corollary 12: the same for gradient flow
---
--- The flow is run as stated, from a start of size $n^{-4226}$, in its scaling limit: the loss
--- stays flat until $t$ is near $\|v\|/(\sigma\sqrt d)$ and the bound is closest just after. It
--- is also the flow analogue of Theorem 9.

local falling = log(norm(v) / (sigma * sqrt(d))) / log(10)

claim "loss_le_of_flow_from_gaussian" {
  paper = "Corollary 12", page = 11, kind = "rate",
  printed = [[L(w(T + T_2)) \le O(n^4\|v\|^2/T^3)]],
  uses = { "Lemma 3" },
  choose = { T2 = O(log(n) / n, 20) },
  assume = {
    over = n:at_least(2),
    wide = d:at_least(c_wide * log(n / delta)),
    initial = initial_condition,
    small_sigma = sigma:at_most(far),
  },
  assert = all(t, t:above(T2), loss:at_most(O(n^4 * norm(v)^2 / T^3))),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {700, 1000}, v = decades(-2, 2),
    delta = {q"0.1", q"0.01"}, sigma = far, t = decades(falling - 3, falling + 4) },
  relaxed = { without = {"wide", "small_sigma"}, d = {5, 20}, spread = relaxed_spread,
    sigma = spread * norm(v) / sqrt(d), t = decades(0, 9) },
  mutants = {
    --- A rate of $T^{-4}$.
    fourth = swap(T^3, T^4),
    --- A bound that forgets $\|v\|$.
    unit_slip = swap(n^4 * norm(v)^2, n^4),
  },
}
