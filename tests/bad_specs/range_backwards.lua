-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: between ends below its beginning
-- remedy: between(least, most)
claim "x" { sample = states { n = 2, d = 2, v = between(2, q(1,2)) },
  assert = loss:at_least(0) }
