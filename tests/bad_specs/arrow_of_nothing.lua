-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `arrows` names `D`, which is not defined
-- remedy: the nearest is `C`
claim "x" { sample = scalars { n = 2 }, choose = { C = 1 / n },
  arrows = { D = "" },
  assert = C:at_least(0) }
