-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: a byte 7, which is no text
-- remedy: UTF-8
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = loss:at_least(0) } -- 
