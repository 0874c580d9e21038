-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: and this is a flow
-- remedy: as an integral
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1 },
  assert = sum(t, chain(0, "<=", t, "<=", 3), loss):at_least(0) }
