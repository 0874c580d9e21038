-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 7
-- says: leaves `w` to chance
-- remedy: w = net
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(1),
  expect = refuted { n = 1, d = 2, because = "small" } }
