-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: the escape `\2`
-- remedy: a backslash as two
claim "x" { paper = "Lemma\27[31m", sample = states { n = 2, d = 2 },
  assert = loss:at_least(0) }
