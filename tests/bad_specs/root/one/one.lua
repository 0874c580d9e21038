-- SPDX-License-Identifier: GPL-3.0-or-later
claim "loss_at_least_zero" { paper = "Lemma 1", assert = loss:at_least(0),
  sample = states { n = grid, d = 2 } }
