-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: a range holds the string
-- remedy: numbers have no quotes
claim "x" { assert = loss:at_least(0),
  sample = states { n = "2", d = 2 } }
