-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `by` does nothing in states
-- remedy: use trajectory
claim "x" { sample = states { n = 2, d = 2 },
  relaxed = { by = flow }, assert = loss:at_least(0) }
