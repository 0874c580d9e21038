-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: the network has 2 rows
-- remedy: write n = 2
claim "x" { sample = states { n = 3, d = 2, w = net({v, v}) },
  assert = loss:at_least(0) }
