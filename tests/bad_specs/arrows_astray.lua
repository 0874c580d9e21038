-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `C` mentions `eps1 eps2`, and `arrows` says `eps1`
-- remedy: make the two agree
claim "x" { sample = scalars { n = 2, eps1 = {1, 2}, eps2 = {1, 2} },
  choose = { C = O(eps1^2 * eps2 / n) },
  arrows = { C = "eps1" },
  assert = C:at_least(0) }
