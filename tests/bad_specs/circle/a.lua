-- SPDX-License-Identifier: GPL-3.0-or-later
claim "one" { assume = { other = conclusion "two" },
  assert = loss:at_least(0), sample = states { n = 1, d = 1 } }
