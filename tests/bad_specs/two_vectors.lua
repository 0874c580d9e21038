-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `*` joins two vectors
-- remedy: dot(x, y)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = (w(1) * v):at_least(0) }
