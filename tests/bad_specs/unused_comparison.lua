-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: used by no claim
-- remedy: assume
local small = loss:at_most(1)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(0) }
