-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: holds -1, which is no length
-- remedy: sigma = decades
claim "x" { sample = states { n = 2, d = 2, w = gaussian, sigma = {1, -1} },
  assert = loss:at_least(0) }
