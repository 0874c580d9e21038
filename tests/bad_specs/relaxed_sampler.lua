-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `relaxed` is given a sampler
-- remedy: with what differs
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1 },
  relaxed = trajectory { by = descent },
  assert = at(1, loss):at_least(0) }
