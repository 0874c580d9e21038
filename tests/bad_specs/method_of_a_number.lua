-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `:at_most` follows the number 2
-- remedy: (x^2):at_most(y)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = norm(r)^2:at_most(2 * loss) }
