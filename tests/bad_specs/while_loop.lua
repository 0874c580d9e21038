-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `while` is no word
-- remedy: seq for a sequence
-- while in a comment, "while" in a string, are nothing
local x = n while x do x = x + 1 end
