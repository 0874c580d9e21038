-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `w` does nothing in scalars
-- remedy: use states
claim "x" { sample = scalars { n = 2, w = gaussian },
  assert = n:at_least(0) }
