-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: integral runs over what must be one number
-- remedy: varies smoothly
claim "x" { sample = trajectory { by = flow, n = 2, d = 2, sigma = 1 },
  assert = integral(scalar "s", 0, 1, at(scalar "s", loss)):at_least(0) }
