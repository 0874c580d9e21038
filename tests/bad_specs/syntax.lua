-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: near
-- remedy: what Lua says
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = = 1 }
