-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: have no `at_leest`
-- remedy: `at_least`
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_leest(0) }
