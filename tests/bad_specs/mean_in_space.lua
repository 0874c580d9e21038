-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `mean` is evaluated at d = 2 only
-- remedy: write d = 2
claim "x" { sample = states { n = 2, d = {2, 3} },
  assert = mean(vector "x", norm(vector "x")^2):equals(2) }
