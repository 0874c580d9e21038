-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: runs over u without an upper end
-- remedy: an infinite sum is not evaluated
claim "x" { sample = states { n = 2, d = 2 },
  assert = loss:at_most(sum(u, u:at_least(1), 1 / u^2)) }
