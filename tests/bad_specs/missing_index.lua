-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `theta` stands without its index
-- remedy: theta(i)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = theta:at_least(0) }
