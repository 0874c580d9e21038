-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `infinity` stands where a number belongs
-- remedy: limit
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_most(infinity + 1) }
