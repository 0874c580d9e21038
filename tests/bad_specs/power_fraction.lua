-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `^2/3` may mislead
-- remedy: ^q(2,3)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = (n^2/3):at_least(0) }
