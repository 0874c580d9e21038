-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `infinity` stands where a number belongs
-- remedy: limit of `integral`
claim "x" { sample = states { n = 2, d = 2 },
  assert = all(u, chain(0, "<=", u, "<", infinity), u:at_least(0)) }
