-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: leaves the neuron `i` free
-- remedy: give all neurons one range
local c = scalar("c", i)
claim "x" { sample = states { n = 2, d = 2, c = between(0, norm(w(i))) },
  assert = all(i, c(i):at_least(0)) }
