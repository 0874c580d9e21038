-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: no field `asert`
-- remedy: `assert`
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  asert = loss:at_least(0) }
