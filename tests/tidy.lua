#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- tidy.lua -- style is a test: `lua5.4 tests/tidy.lua [root]`.
--
-- One rule is one function from a file to complaints. Output is TAP, a line
-- per rule, the places below it as comments.

local root = arg[1] or "."

--- Lines of a command's output.
local function lines_of(command)
  local lines, pipe = {}, assert(io.popen(command))
  for line in pipe:lines() do
    lines[#lines + 1] = line
  end
  pipe:close()
  return lines
end

local function read_lines(path)
  local lines, file = {}, assert(io.open(root .. "/" .. path))
  for line in file:lines() do
    lines[#lines + 1] = line
  end
  file:close()
  return lines
end

--- A path for the shell.
local function quoted(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function columns_of(line)
  return utf8.len(line) or #line
end

local rules = {}

-- A rule that looks at each line: `find(line, path)` is a message or nil.
local function line_rule(name, pattern, find)
  rules[#rules + 1] = { name = name, run = function(path, lines, complain)
    if not path:find(pattern) then
      return
    end
    for number, line in ipairs(lines) do
      local message = find(line, path)
      if message then
        complain(number, message)
      end
    end
  end }
end

local function file_rule(name, pattern, run)
  rules[#rules + 1] = { name = name, run = function(path, lines, complain)
    if path:find(pattern) then
      run(lines, complain, path)
    end
  end }
end

local SOURCE = "%.[chdil]%w*$"
local function is_c(path)
  return path:find("^src/.*%.[ch]$") or path:find("^src/.*%.inl$")
    or path:find("^src/.*%.def$") or path:find("^tests/.*%.[ch]$")
end

-- ------------------------------------------------------------- all files

line_rule("80 columns; specs 100", SOURCE, function(line, path)
  local most = path:find("^specs/") and 100 or 80
  local columns = columns_of(line)
  if columns > most then
    return ("%d columns, at most %d"):format(columns, most)
  end
end)

line_rule("spaces, none at the end of a line", SOURCE, function(line)
  if line:find("\t") then
    return "a tab"
  elseif line:find("%s$") then
    return "space at the end"
  end
end)

line_rule("no path of one machine", SOURCE, function(line)
  for _, top in ipairs { "home", "root", "work", "Users", "opt" } do
    if line:find("[%s\"'(=]/" .. top .. "/") then
      return "an absolute path"
    end
  end
end)

file_rule("an SPDX line on top", SOURCE, function(lines, complain)
  for number = 1, math.min(3, #lines) do
    if lines[number]:find("SPDX-License-Identifier: ", 1, true) then
      return
    end
  end
  complain(1, "no SPDX line")
end)

-- --------------------------------------------------------------------- C

--- Calls found(name, first line, lines) for each function of a C file. A
--- body closes with a brace in column 1, as all our code does.
local function each_function(lines, found)
  local start
  for number, line in ipairs(lines) do
    if line:find("^[%a_].*[({,]%s*$") or line:find("^[%a_].*%)%s*{") then
      if not line:find("^typedef") and not line:find("^struct")
          and not line:find("=%s*{") and line:find("%(") then
        start = start or number
      end
    end
    if line:find(";%s*$") and line:find("^[%a_]") then
      start = nil
    elseif line:find("^}") then
      if start and not line:find("^}.*;") then
        found(lines[start], start, number - start + 1)
      end
      start = nil
    end
  end
end

file_rule("functions of at most 60 lines", "%.[ci]%w*$",
  function(lines, complain, path)
    if not is_c(path) then
      return
    end
    each_function(lines, function(head, start, length)
      if length > 60 then
        complain(start, ("%d lines: %s"):format(length, head))
      end
    end)
  end)

--- Whether line `number` continues a list of declarations that a comment
--- introduced, or follows the type that it serves: no blank line between.
local function is_introduced(lines, number)
  for above = number - 1, 1, -1 do
    local line = lines[above]
    if line:find("SPDX", 1, true) then
      return false
    elseif line:find("%*/%s*$") or line:find("^}.*;") then
      return true
    elseif line == "" and not (lines[above - 1] or ""):find("^}.*;")
        or line:find("^#") then
      return false
    end
  end
  return false
end

--- The operations that number.h describes once for every number type.
local described
local function is_number_operation(line)
  if not described then
    described = {}
    for _, text in ipairs(read_lines("src/formula/number.h")) do
      for name in text:gmatch("N%(([%w_]+)%)") do
        described[name] = true
      end
    end
  end
  local name = line:match("obl_d?real_([%w_]+)%(")
    or line:match("obl_d?ball_([%w_]+)%(")
  return name and described[name]
end

file_rule("a comment above each public declaration", "^src/.*%.h$",
  function(lines, complain)
    for number, line in ipairs(lines) do
      local public = line:find("^[%a_].*obl_[%w_]+%(")
        and not line:find("^static") and not line:find("^typedef")
        and not is_number_operation(line)
      if public and not line:find("/%*") and not is_introduced(lines, number)
      then
        complain(number, "no comment: " .. line)
      end
    end
  end)

-- The layers, from below; an include may only point down or stay.
local RANK = {
  formula = 1, dynamics = 2, bind = 3, claim = 3, evidence = 4, cli = 5,
}

line_rule("includes point one way", "^src/", function(line, path)
  local layer = path:match("^src/(%w+)/")
  local target = line:match('^#include "(%w+)/')
  if not layer then
    return target and "the engine's face includes nothing of ours" or nil
  end
  if target and RANK[target] and RANK[target] > RANK[layer] then
    return ("%s includes %s"):format(layer, target)
  end
  if line:find("^#include <lu?a?[au]") and line:find("<l[ua][ua]")
      and layer ~= "bind" and path ~= "src/cli/main.c" then
    return "only src/bind knows Lua"
  end
end)

-- ----------------------------------------------------------------- specs

--- Calls found(name, first line, text) for each claim of a spec: it ends at a
--- brace in column 1 or where the next one starts.
local function each_claim(lines, found)
  local name, start, body
  local function finish()
    if name then
      found(name, start, table.concat(body, "\n"))
    end
    name = nil
  end
  for number, line in ipairs(lines) do
    local next_name = line:match('^%s*claim%s*%(?%s*"([^"]*)"')
    if next_name then
      finish()
      name, start, body = next_name, number, {}
    end
    if name then
      body[#body + 1] = line:gsub("%-%-.*$", "")
    end
    if line:find("^}") then
      finish()
    end
  end
  finish()
end

--- How many mutants the claim lists by hand.
local function mutants_in(text)
  local block = text:match("mutants%s*=%s*(%b{})")
  local count = 0
  if not block then
    return 0
  end
  block = block:sub(2, -2)
  local flat = block:gsub("%b{}", "{}"):gsub("%b()", "()")
  for _ in flat:gmatch("[%w_%]\"]%s*=%s*[%a{]") do
    count = count + 1
  end
  return count
end

file_rule("each claim of the paper: page, printed, two mutants by hand",
  "^specs/.+/.*%.lua$", function(lines, complain)
    each_claim(lines, function(name, start, text)
      if not text:find("paper%s*=") then
        return
      end
      for _, field in ipairs { "page", "printed" } do
        if not text:find(field .. "%s*=") then
          complain(start, ("%s has no `%s`"):format(name, field))
        end
      end
      if mutants_in(text) < 2 then
        complain(start, name .. " has fewer than two mutants by hand")
      end
    end)
  end)

file_rule("each refuted claim carries a check", "^specs/.+/.*%.lua$",
  function(lines, complain)
    each_claim(lines, function(name, start, text)
      if text:find("expect%s*=%s*[\"']?refuted") and text:find("paper%s*=")
          and not text:find("\n%s*check%s*=") then
        complain(start, name .. " is refuted without a `check` in Python")
      end
    end)
  end)

local names = {}
file_rule("each claim has a name of its own", "^specs/.*%.lua$",
  function(lines, complain, path)
    each_claim(lines, function(name, start)
      if not name:find("^[a-z0-9_]+$") or #name > 80 then
        complain(start, ("`%s` is no name"):format(name))
      elseif names[name] then
        complain(start, ("`%s` stands in %s too"):format(name, names[name]))
      end
      names[name] = names[name] or path .. ":" .. start
    end)
  end)

-- ------------------------------------------------------------------- run

--- Every source file of the tree, in a fixed order, but for the specs that
--- are wrong on purpose.
local function source_files()
  return lines_of("cd " .. quoted(root) .. " && find src lua specs tests "
    .. "-path tests/bad_specs -prune -o -type f \\( -name '*.c' "
    .. "-o -name '*.h' -o -name '*.inl' -o -name '*.def' "
    .. "-o -name '*.lua' \\) -print | LC_ALL=C sort")
end

local function main()
  local files, failed = {}, 0
  for _, path in ipairs(source_files()) do
    files[#files + 1] = { path = path, lines = read_lines(path) }
  end
  assert(#files > 0, "no source file below " .. root)
  print("1.." .. #rules)
  for number, rule in ipairs(rules) do
    local places = {}
    for _, file in ipairs(files) do
      rule.run(file.path, file.lines, function(line, message)
        places[#places + 1] = ("# %s:%d: %s"):format(file.path, line, message)
      end)
    end
    failed = failed + (#places > 0 and 1 or 0)
    print(("%sok %d - %s"):format(#places > 0 and "not " or "", number,
      rule.name))
    print(#places > 0 and table.concat(places, "\n") or "# nowhere broken")
  end
  os.exit(failed == 0)
end

main()
