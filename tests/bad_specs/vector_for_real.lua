-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: wants a real
-- remedy: norm
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = all(i, w(i):at_least(0)) }
