-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `eps1` has no range
-- remedy: eps1 = decades
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(-eps1) }
