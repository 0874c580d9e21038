-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: speaks of the network at no time
-- remedy: at(0, ...)
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1 },
  assert = loss:at_least(0) }
