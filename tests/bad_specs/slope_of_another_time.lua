-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: is given an `at` that moves
-- remedy: differentiate inside
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1 },
  assert = all(t, chain(1, "<=", t, "<=", 2), D(at(t - 1, loss)):at_most(0)) }
