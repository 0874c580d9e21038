-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `io` is no word
-- remedy: nearest
io.open("/etc/passwd")
