-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: a time between two steps
-- remedy: ceil(T)
claim "x" { sample = trajectory { by = descent, n = 2, d = 2, sigma = 1, eta = 1 },
  assert = at(q(1,2), loss):at_least(0) }
