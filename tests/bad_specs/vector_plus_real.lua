-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: joins a vector and a real
-- remedy: norm
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = norm(w(1) + 1):at_least(0) }
