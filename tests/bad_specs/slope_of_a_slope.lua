-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: is given a `D`, which has no derivative
-- remedy: closed form
claim "x" { sample = states { n = 2, d = 2 },
  assert = D(D(loss)):at_least(0) }
