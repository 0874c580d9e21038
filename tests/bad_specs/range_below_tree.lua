-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: a range is no number
-- remedy: draw a number and compute with that
claim "x" { sample = states { n = 2, d = 2, v = pi * between(1, 2) },
  assert = loss:at_least(0) }
