-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: is no grid of times
-- remedy: t = decades
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1,
  t = between(0, 10) }, assert = all(t, t:at_least(0), loss:at_least(0)) }
