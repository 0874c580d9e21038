-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: is not exact
-- remedy: q(2,3)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(2/3) }
