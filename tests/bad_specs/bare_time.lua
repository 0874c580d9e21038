-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: leaves the time `t` free
-- remedy: trajectory
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = t:at_least(loss) }
