-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 7
-- says: `long` is given twice, first on line 6
-- remedy: Lua would keep the last
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assume = { long = loss:above(0),
             long = loss:below(1) }, assert = loss:at_least(0) }
