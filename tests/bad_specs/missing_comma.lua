-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: '}' expected
-- remedy: a comma or a bracket
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(0) kind = "step" }
