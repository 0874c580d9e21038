-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: there is no claim `nobody`
-- remedy: nearest
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assume = { them = conclusion("nobody") },
  assert = loss:at_least(0) }
