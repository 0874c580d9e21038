-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `function` is no word
-- remedy: let("name"
local f = function(x) return x end
