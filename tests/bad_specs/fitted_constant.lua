-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: no constant is fitted to a trajectory
-- remedy: declare a value for all
claim "x" { sample = states { n = 2, d = 2 },
  assert = loss:at_most(constant("gamma", { of = trajectory })) }
