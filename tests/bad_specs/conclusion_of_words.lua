-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `assert` is not a truth
-- remedy: x:at_most(y)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = "loss is small" }
