-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 0
-- says: holds no claim
-- remedy: claim "name"
local x = n + 1
