-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `load` is no word
-- remedy: nearest
load("x")
