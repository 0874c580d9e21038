-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: the ranges go in a circle
-- remedy: numbers alone
claim "x" { sample = states { n = 1, d = 2, eps1 = eps2, eps2 = eps1 },
  assert = loss:at_least(-eps1) }
