-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: the number 0.1 is not exact
-- remedy: q"0.1"
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(0.1) }
