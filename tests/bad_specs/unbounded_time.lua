-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: runs over t without a bound
-- remedy: add a condition
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1 },
  assert = all(t, loss:at_least(0)) }
