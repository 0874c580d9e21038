-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `mutants` is not a table
-- remedy: twice = swap
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  mutants = swap(loss, 2 * loss), assert = loss:at_least(0) }
