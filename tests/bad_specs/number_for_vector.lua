-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 7
-- says: the vector `b` is drawn as a number
-- remedy: b = anywhere
local b = vector "b"
claim "x" { assert = norm(b):at_least(0),
  sample = states { n = 2, d = 2, b = between(0, 1) } }
