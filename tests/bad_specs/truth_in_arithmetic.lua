-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: is given a truth
-- remedy: (x - y):at_most(c)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss - H:at_most(1) }
