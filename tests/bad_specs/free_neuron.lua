-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: leaves the neuron `i` free
-- remedy: all(i, ...)
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = theta(i):at_least(0) }
