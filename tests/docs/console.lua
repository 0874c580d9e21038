#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- console.lua -- a page is a test: `lua5.4 tests/docs/console.lua PAGE.md`.
--
-- Works in the current folder, on the fenced blocks of the page in order:
--
--     ```lua NAME      is written to the file NAME
--     ```console       `$ ` begins a command; what follows is what it says
--
-- What a command says must hold the printed lines in their order, and may
-- hold others. `...` stands for anything within a line, runs of spaces are
-- alike, and the last column of a table, seconds, is not compared. A command
-- must succeed unless the next one is `echo $?`. Output is TAP.

local page = assert(arg[1], "which page?")
local count, failures = 0, 0

local function verdict(good, name, why)
  count = count + 1
  failures = failures + (good and 0 or 1)
  print(("%sok %d - %s"):format(good and "" or "not ", count, name))
  if not good then
    print("# " .. why:gsub("\n", "\n# "))
  end
end

--- The fenced blocks: { info =, line = of the fence, lines = }.
local function blocks_of(path)
  local blocks, open, number = {}, nil, 0
  for line in io.lines(path) do
    number = number + 1
    local info = line:match("^```(.*)$")
    if info and open then
      open = nil
    elseif info then
      open = { info = info, line = number, lines = {} }
      blocks[#blocks + 1] = open
    elseif open then
      open.lines[#open.lines + 1] = line
    end
  end
  assert(not open, path .. ": a block is not closed")
  return blocks
end

local function write_file(name, lines)
  local file = assert(io.open(name, "w"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
end

--- A line as it is compared.
local function plain(line)
  line = line:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
  return (line:gsub("^(.* %d+/%d+ %S+) %d+%.%d%d$", "%1"))
end

--- Whether the pieces of `wanted` between `...` follow each other in `line`.
local function agrees(line, wanted)
  local at, first = 1, true
  for piece, gap in (wanted .. "..."):gmatch("(.-)(%.%.%.)") do
    local from, to = line:find(piece, at, true)
    if not from or first and from ~= 1 then
      return false
    end
    at, first = to + 1, gap == ""
  end
  return wanted:sub(-3) == "..." or at == #line + 1
end

--- The first line that the page prints and the command did not say, or nil.
local function first_missing(said, printed)
  local at = 1
  for _, wanted in ipairs(printed) do
    local found = wanted == ""
    while not found and said[at] do
      found, at = agrees(said[at], wanted), at + 1
    end
    if not found then
      return wanted
    end
  end
  return nil
end

local status = 0

--- Runs a command after one that ended with `status`: its lines, as compared.
local function run(command)
  local lines = {}
  write_file(".command", { "(exit " .. status .. ")", command })
  local pipe = assert(io.popen("sh ./.command 2>&1 </dev/null"))
  for line in pipe:lines() do
    lines[#lines + 1] = plain(line)
  end
  local _, _, code = pipe:close()
  status = code
  return lines
end

--- The commands of a block: { text =, line =, printed = }.
local function commands_of(block)
  local commands = {}
  for number, line in ipairs(block.lines) do
    local text = line:match("^%$ (.*)$")
    local last = commands[#commands]
    if text then
      commands[#commands + 1] = { text = text, line = block.line + number,
                                  printed = {} }
    else
      assert(last, ("%s:%d: no command"):format(page, block.line))
      last.printed[#last.printed + 1] = plain(line)
    end
  end
  return commands
end

local function try(command, next_command)
  local said = run(command.text)
  local missing = first_missing(said, command.printed)
  local name = ("%s:%d: %s"):format(page:match("[^/]*$"), command.line,
                                    command.text)
  local asks = next_command and next_command.text == "echo $?"
  if missing then
    verdict(false, name, "the page prints\n  " .. missing
      .. "\nthe command says\n  " .. table.concat(said, "\n  "))
  elseif status ~= 0 and not asks then
    verdict(false, name, "status " .. status .. "\n  "
      .. table.concat(said, "\n  "))
  else
    verdict(true, name)
  end
end

for _, block in ipairs(blocks_of(page)) do
  local language, name = block.info:match("^(%a*)%s*(.*)$")
  if language == "lua" and name ~= "" then
    write_file(name, block.lines)
  elseif language == "console" then
    local commands = commands_of(block)
    for k, command in ipairs(commands) do
      try(command, commands[k + 1])
    end
  end
end

verdict(count > 0, page:match("[^/]*$") .. " has commands", "none found")
print("1.." .. count)
os.exit(failures == 0)
