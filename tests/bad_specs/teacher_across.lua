-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: is no positive multiple of v
-- remedy: such as v / n
claim "x" { sample = states { n = 2, d = 2 },
  assert = at(net({v}, -v), loss):at_least(0) }
