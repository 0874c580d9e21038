-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: nil value
-- remedy: what Lua says
local x = ("x"):rep(1000000000)
