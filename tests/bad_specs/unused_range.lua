-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `eps1` is drawn
-- remedy: leave it out
claim "x" { sample = states { n = 1, d = 2, eps1 = 1 },
  assert = loss:at_least(0) }
