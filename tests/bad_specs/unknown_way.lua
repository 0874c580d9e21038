-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: by descent or by flow
-- remedy: by = descent
claim "x" { sample = trajectory { n = 2, d = 2, sigma = 1, by = gaussian },
  assert = at(1, loss):at_least(0) }
