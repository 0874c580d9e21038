-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `graad_norm` is no word
-- remedy: `grad_norm`
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = graad_norm:at_least(0) }
