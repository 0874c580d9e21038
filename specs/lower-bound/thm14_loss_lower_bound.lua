-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 14: the loss falls no faster than $t^{-3}$
---
--- For gradient flow from a non-degenerate start there is $T_2 = O(\log n / n)$ such that
--- $L(w(t))^{-1/3}$ grows at most linearly from there on.
---
--- ## How it is read
---
--- With $\gamma$ left free no finite run can break the bound. Page 44 prints the $\gamma$ that
--- the proof uses, $\gamma = n^{5/3}\|v\|^{1/3}/Z(T_2)$; it is a part of its own, with a hidden
--- constant, since (68) has one. The other part is the slope: $\frac{d}{dt} L^{-1/3}$ is at most
--- the factor of $t - T_2$, at every $t \ge T_2$. The slope implies the theorem with $\gamma =
--- L(w(T_2))^{-1/3}$.
---
--- $T_2$ exists: we choose $T_2 = 100 \log(n)/n$. The slope needs the room: $r$ falls like
--- $e^{-nt/2}$, and while it carries the loss $L^{-1/3}$ grows exponentially; at $20 \log(n)/n$
--- the slope part is broken for $\sigma\sqrt d/\|v\|$ near $10^{-4}$, while the part with the
--- printed $\gamma$ is not. The constants of both bounds are 1.
---
--- ## Reach
---
--- At $\sigma\sqrt d = n^{-4226}\|v\|$ the neurons are too small for doubles to hold their
--- squares. The relaxed run starts at the scales of the shared grid.

local slope = O(n^q(17,3) / (at(0, kappa_max)^2 * norm(v)^q(2,3)))
local gamma = O(n^q(5,3) * norm(v)^q(1,3) / at(T2, Z))
local spread = scalar "spread"

claim "loss_rpow_le_linear" {
  paper = "Theorem 14", arxiv = "Theorem 12", page = 12, kind = "rate",
  printed = [[L(w(t))^{-1/3} \le
    O\left(\frac{n^{17/3}}{\kappa_{\max}^2(0)\|v\|^{2/3}}\right)(t - T_2) + \gamma]],
  uses = { "Lemma 20", "Lemma 30", "Corollary 32" },
  choose = { T2 = O(log(n) / n, 100) },
  assume = {
    over = n:at_least(2),
    initial = initial_condition,
    nondegenerate = nondegenerate,
    small_sigma = sigma:at_most(O(n^-4226 * d^-q(1,2) * norm(v))),
  },
  assert = {
    gamma = all(t, t:at_least(T2), (loss^-q(1,3)):at_most(slope * (t - T2) + gamma)),
    slope = all(t, t:at_least(T2), D(loss^-q(1,3)):at_most(slope)),
  },
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {500, 1000}, v = decades(-2, 2),
    sigma = O(n^-4226 * d^-q(1,2) * norm(v)), t = decades(0, 9) },
  relaxed = { without = {"small_sigma"}, d = {5, 20}, spread = relaxed_spread,
    sigma = spread * norm(v) / sqrt(d) },
  mutants = {
    --- A square root would be a decay of $t^{-2}$.
    root = swap(loss^-q(1,3), loss^-q(2,3)),
    --- A loss that does not fall.
    flat = swap(slope, 0),
    --- The weight of $\|v\|$ forgotten.
    unit_slip = swap(norm(v)^q(2,3), norm(v)^-q(2,3)),
  },
  expect = "out of reach",
  because = "sigma = n^-4226 d^-1/2 norm v is below what a double holds",
}
