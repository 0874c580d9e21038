-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: sum binds `i`
-- remedy: n * x
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = sum(i, norm(v)):at_least(0) }
