-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: binds `j`
-- remedy: leave it out
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = all(i, j, theta(i):at_least(0)) }
