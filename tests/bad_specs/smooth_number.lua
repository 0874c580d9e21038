-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: does not depend on w
-- remedy: in w, loss
claim "x" { sample = states { n = 2, d = 2 },
  assert = differentiable(n) }
