-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: is no grid of times
-- remedy: bind t in the claim
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1,
  t = decades(0, t) }, assert = at(1, loss):at_least(0) }
