-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: without `local`
-- remedy: local x
x = n
