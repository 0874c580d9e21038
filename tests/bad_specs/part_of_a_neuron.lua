-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: the range of `n` holds q(5,2)
-- remedy: between(1, 8)
claim "x" { sample = scalars { n = {2, q(5,2)} },
  assert = n:at_least(2) }
