-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: the range of `n` holds 0
-- remedy: between(1, 8)
claim "x" { sample = states { n = between(0, 3), d = 2 },
  assert = loss:at_least(0) }
