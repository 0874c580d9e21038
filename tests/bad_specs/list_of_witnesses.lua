-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: gives a list for `C`
-- remedy: one witness
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  choose = { C = {1, 2} },
  assert = loss:at_least(-C) }
