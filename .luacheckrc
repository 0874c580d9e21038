-- SPDX-License-Identifier: GPL-3.0-or-later
std = "lua54"
max_line_length = 80

-- The library loads into one state; specs see words, not globals.
files["lua/obelus/meta.lua"] = { ignore = { "111", "112", "121", "131",
  "212" } }
files["specs"] = { ignore = { "113" } }
files["specs/setting.lua"] = { ignore = { "111", "113", "131" } }
files["tests/bad_specs"] = { ignore = { ".*" } }
