-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: no number from 0 to 1
-- remedy: q(1,10)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  cover = { loss:above(0), 2 }, assert = loss:at_least(0) }
