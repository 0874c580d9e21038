-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: runs over t without an upper end, and
-- remedy: the same for all neurons
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1 },
  assert = all(i, t, chain(0, "<=", t, "<=", i), loss:at_least(0)) }
