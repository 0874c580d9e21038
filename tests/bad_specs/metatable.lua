-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `getmetatable` is no word
-- remedy: nearest
getmetatable("").__index.rep("x", 10)
