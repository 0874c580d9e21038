-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: not linear in its variable
-- remedy: hessian(i, j, x)
claim "x" { sample = states { n = 2, d = 2 },
  assert = opnorm(vector "x", vector "x" + v):at_least(0) }
