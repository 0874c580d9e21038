-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: used as a scalar and as a vector
-- remedy: another name
local a, b = scalar "a", vector "a"
claim "x" { assert = (a * norm(b)):at_least(0),
  sample = states { n = 2, d = 2, a = between(0, 1) } }
