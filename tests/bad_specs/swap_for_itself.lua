-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 7
-- says: the swap changes nothing
-- remedy: swap(old, new)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(0),
  mutants = { same = swap(loss, loss) } }
