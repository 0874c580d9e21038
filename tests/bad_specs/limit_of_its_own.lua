-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: holds the variable it runs over
-- remedy: of its own
claim "x" { sample = states { n = 2, d = 2 },
  assert = integral(scalar "x", 0, scalar "x", 1):at_least(0) }
