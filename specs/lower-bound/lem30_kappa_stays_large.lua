-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 30: the largest angle between the $z_i$ keeps a third of itself
---
--- If two of the $z_i$ point in different directions at the start, then at every later time
--- either some $z_i$ is 0 or two of them still do, by at least a third of the first angle. Lemma
--- 17 pushes the most distant pair apart whenever all are within a right angle of each other.
---
--- The third comes from the range of the angle: $\kappa_{\max}(0) \le \pi$, so a third of it is
--- below $\pi/3 < \pi/2$, where Lemma 17 applies. The proof starts from a negation with $1/2$ in
--- place of $1/3$. (Page 13 calls the lemma Theorem 30.)
---
--- The page has no hypothesis on $\sigma$. Where it is large a flow may end (Corollary 28); as in
--- Lemma 29 the lemma is stated along flows that go on.

local spread = scalar "spread"
local alive = all(t, t:at_least(0), all(i, w(i):differs(0)))

claim "kappa_max_ge_third" {
  paper = "Lemma 30", arxiv = "Lemma 28", page = 41, kind = "explicit", equation = "(62), (63)",
  printed = [[\exists i \in [n]\ \text{s.t.}\ z_i(t) = 0, \qquad
    \kappa_{\max}(t) \ge \frac{\kappa_{\max}(0)}{3}]],
  uses = { "exists_z_ne_zero", "zero_z_sets_out_against_others", "zero_z_product_expansion",
    "theta_lt_pi_of_kappa_lt_pi", "kappa_max_grows" },
  assume = { initial = initial_condition, over = n:at_least(2), nondegenerate = nondegenerate,
    alive = alive },
  assert = all(t, t:at_least(0),
    some(i, z(i):equals(0)) | kappa_max:at_least(at(0, kappa_max) / 3)),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
    spread = decades(-4, 1), sigma = spread * norm(v) / sqrt(d), t = decades(-3, 9) },
  mutants = {
    --- The angle never falls at all.
    grows = swap(at(0, kappa_max) / 3, at(0, kappa_max)),
    --- Some pair is always opposed.
    opposed = swap(at(0, kappa_max) / 3, pi),
  },
}
