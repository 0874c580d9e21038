-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: a hypothesis has no name
-- remedy: assume = { small
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assume = { loss:above(0) },
  assert = loss:at_least(0) }
