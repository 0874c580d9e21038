-- SPDX-License-Identifier: GPL-3.0-or-later
std = "lua54"
max_line_length = 80

-- Fixtures that are wrong on purpose.
exclude_files = { "tests/bad_specs" }

-- Specs see the language's words, which are no globals of plain Lua.
files["specs"] = { ignore = { "113" }, max_line_length = false }
files["specs/setting.lua"] = { ignore = { "111", "113", "131" } }
-- So does the spec that is timed.
files["tests/bench_balls.lua"] = { ignore = { "113" } }
files["lua/obelus/meta.lua"] = { ignore = { "111", "121", "131", "212",
  "241" } }
