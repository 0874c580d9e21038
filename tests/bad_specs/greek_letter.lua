-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: a letter that is not ASCII
-- remedy: theta(i)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = θ(1):at_least(0) }
