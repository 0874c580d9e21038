-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `if` is no word
-- remedy: implies(p, q)
local s = "if" -- if
if n then end
