-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 14: the loss falls no faster than $t^{-3}$
---
--- For gradient flow from a non-degenerate start there is $T_2 = O(\log n / n)$ such that
--- $L(w(t))^{-1/3}$ grows at most linearly from there on.
---
--- ## How it is read
---
--- With $\gamma$ left free no finite run can break the bound. Page 44 prints the $\gamma$ that
--- the proof uses, $\gamma = n^{5/3}\|v\|^{1/3}/Z(T_2)$; with a hidden constant, since (68) has
--- one, this is the first claim. $T_2$ exists: we choose $T_2 = 100 \log(n)/n$. The constants of
--- both bounds are 1.
---
--- The probability enters through the start: on the event (5) of Lemma 3 everything is
--- deterministic, so (5) is a hypothesis, and $d = \Omega(\log(n/\delta))$ stands in Lemma 3.
---
--- ## Reach
---
--- The theorem is run as stated, at $\sigma\sqrt d = n^{-4226}\|v\|$, in the scaling limit of the
--- flow: the loss is flat for more than a thousand decades, until $t$ is near $n^{4226}$, and the
--- grid of times lies around that. The relaxed run starts at the scales of the shared grid and
--- follows the flow itself.

local slope = O(n^q(17,3) / (at(0, kappa_max)^2 * norm(v)^q(2,3)))
local gamma = O(n^q(5,3) * norm(v)^q(1,3) / at(T2, Z))
local far = O(n^-4226 * d^-q(1,2) * norm(v))
local falling = log(norm(v) / (sigma * sqrt(d))) / log(10)
local spread = scalar "spread"

claim "loss_rpow_le_linear" {
  paper = "Theorem 14", arxiv = "Theorem 12", page = 12, kind = "rate",
  printed = [[L(w(t))^{-1/3} \le
    O\left(\frac{n^{17/3}}{\kappa_{\max}^2(0)\|v\|^{2/3}}\right)(t - T_2) + \gamma]],
  uses = { "flow_phase_3", "Lemma 20", "Lemma 30", "Lemma 31", "Corollary 32", "Lemma 33",
    "loss_rpow_le_of_potential" },
  choose = { T2 = O(log(n) / n, 100) },
  assume = {
    over = n:at_least(2),
    initial = initial_condition,
    nondegenerate = nondegenerate,
    small_sigma = sigma:at_most(far),
  },
  assert = all(t, t:at_least(T2), (loss^-q(1,3)):at_most(slope * (t - T2) + gamma)),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {500, 1000}, v = decades(-2, 2),
    sigma = far, t = decades(falling - 3, falling + 6) },
  relaxed = { without = {"small_sigma"}, d = {5, 20}, spread = relaxed_spread,
    sigma = spread * norm(v) / sqrt(d), t = decades(0, 9) },
  mutants = {
    --- A square root would be a decay of $t^{-2}$.
    root = swap(loss^-q(1,3), loss^-q(1,2)),
    --- A loss that does not fall.
    flat = swap(slope, 0),
    --- The weight of $\|v\|$ forgotten.
    unit_slip = swap(norm(v)^q(2,3), norm(v)^-q(2,3)),
  },
}

--- ## The slope
---
--- The other reading that a finite run can break: $\frac{d}{dt} L^{-1/3}$ is at most the factor of
--- $t - T_2$ at every $t \ge T_2$. It implies the theorem, with $\gamma = L(w(T_2))^{-1/3}$.
---
--- It needs a later $T_2$. While $r$, which falls like $e^{-nt/2}$, carries the loss, $L^{-1/3}$
--- grows exponentially, and that ends when $r^2$ is small beside $(\sigma\sqrt d)^4$: for
--- $\sigma\sqrt d = n^{-4226}\|v\|$ a $T_2$ of $4 \cdot 4226 \log(n)/n$ and a little more. That
--- is still $O(\log n/n)$, with a constant that follows from the exponent 4226; we choose 20000.

claim "loss_rpow_slope_le" {
  paper = "Theorem 14, slope", arxiv = "Theorem 12, slope", page = 12, kind = "rate",
  printed = [[\frac{d}{dt} L(w(t))^{-1/3} \le
    O\left(\frac{n^{17/3}}{\kappa_{\max}^2(0)\|v\|^{2/3}}\right)]],
  under = "loss_rpow_le_linear",
  choose = { T2 = O(log(n) / n, 20000) },
  assert = all(t, t:at_least(T2), D(loss^-q(1,3)):at_most(slope)),
  mutants = {
    --- A square root would be a decay of $t^{-2}$.
    root = swap(loss^-q(1,3), loss^-q(1,2)),
    --- The choice of the first claim is too early for this one.
    early = swap(O(log(n) / n, 20000), 100 * log(n) / n),
    --- The weight of $\|v\|$ forgotten.
    unit_slip = swap(norm(v)^q(2,3), norm(v)^-q(2,3)),
  },
}
