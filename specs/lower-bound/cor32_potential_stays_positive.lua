-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Corollary 32: the potential $Z$ never reaches 0
---
--- $Z(t) = \sum_{i<j} \|z_i(t) - z_j(t)\|$ measures how far the neurons are from agreeing across
--- $v$. It stays positive for ever, and its $1/t$ decay is what makes the loss fall no faster
--- than $t^{-3}$. As in Lemma 29, it is stated along flows that go on.

local spread = scalar "spread"
local alive = all(t, t:at_least(0), all(i, w(i):differs(0)))

claim "potential_pos" {
  paper = "Corollary 32", arxiv = "Corollary 30", page = 42, kind = "explicit",
  printed = [[\forall t \in \mathbf{R}_{\ge 0},\ Z(t) > 0]],
  uses = { "exists_z_ne_zero", "potential_ge_longest" },
  assume = { initial = initial_condition, nonzero = at(0, all(i, z(i):differs(0))),
    apart = at(0, kappa_max:above(0)), over = n:at_least(2), alive = alive },
  assert = all(t, t:at_least(0), Z:above(0)),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
    spread = decades(-4, 1), sigma = spread * norm(v) / sqrt(d), t = decades(-3, 9) },
  mutants = {
    --- It does not fall below its start.
    kept = swap(Z:above(0), Z:above(at(0, Z) / 2)),
    --- A hundredth of the teacher's length.
    unit_slip = swap(Z:above(0), Z:above(norm(v) / 100)),
  },
}
