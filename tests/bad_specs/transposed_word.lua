-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `nrom` is no word
-- remedy: the nearest is `norm`
claim "x" { sample = states { n = 2, d = 2 },
  assert = nrom(v):at_least(0) }
