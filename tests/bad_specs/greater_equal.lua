-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `>=` is no word
-- remedy: a:at_least(b)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss >= 0 }
