-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `and` is no word
-- remedy: p & q
local p = n:above(1) and d:above(1)
