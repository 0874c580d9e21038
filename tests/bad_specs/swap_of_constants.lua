-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 7
-- says: gives a constant another value
-- remedy: change what it multiplies
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_most(O(norm(v)^2, 16)),
  mutants = { half = swap(O(norm(v)^2, 16), O(norm(v)^2, 8)) } }
