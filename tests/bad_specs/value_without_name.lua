-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: holds a value without a name
-- remedy: first = 
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(0), norm(v):at_least(0) }
