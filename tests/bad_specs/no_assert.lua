-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: asserts nothing
-- remedy: assert =
claim "x" { sample = states { n = {1, 2}, d = {2, 3} } }
