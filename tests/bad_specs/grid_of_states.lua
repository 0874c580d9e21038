-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `t` does nothing in states
-- remedy: use trajectory
claim "x" { sample = states { n = 2, d = 2, t = {1, 2} },
  assert = loss:at_least(0) }
