#!/usr/bin/env lua5.4
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- vocabulary.lua -- the reference of the language has every word and no other:
-- `lua5.4 tests/docs/vocabulary.lua ROOT`.
--
-- The words of a section are what stands in code spans in the first cells of
-- its tables. A comment `<!-- FILE: TEXT -->` in the page says that it states
-- what TEXT in FILE says: the file must hold that text. Output is TAP.

local root = assert(arg[1], "which tree?")
local PAGE = "docs/reference/language.md"
package.path = root .. "/lua/?.lua;" .. root .. "/lua/?/init.lua"

local function read(path)
  local file = assert(io.open(root .. "/" .. path))
  local text = file:read("a")
  file:close()
  return text
end

local count, failures = 0, 0

local function verdict(problems, name)
  count = count + 1
  failures = failures + (#problems == 0 and 0 or 1)
  print(("%sok %d - %s"):format(#problems == 0 and "" or "not ", count, name))
  for _, problem in ipairs(problems) do
    print("# " .. problem)
  end
end

--- The name in a code span: `theta(i)` is theta, `a:at_least(b)` at_least.
local function name_in(span)
  return span:match("^%l:([%a_]+)%(") or span:match("^([%a_][%w_]*)")
end

--- Section title -> set of the names in first cells of its tables.
local function sections_of(text)
  local sections, title = {}, "top"
  for line in text:gmatch("[^\n]+") do
    title = line:match("^## (.+)$") or title
    local cell = line:gsub("\\|", "/"):match("^| (`.-) |")
    sections[title] = sections[title] or {}
    for span in (cell or ""):gmatch("`(.-)`") do
      local name = name_in(span)
      if name then
        sections[title][name] = true
      end
    end
  end
  return sections
end

local function compare(said, real, name)
  local problems = {}
  for word in pairs(real) do
    if not said[word] then
      problems[#problems + 1] = "the page lacks `" .. word .. "`"
    end
  end
  for word in pairs(said) do
    if not real[word] then
      problems[#problems + 1] = "there is no `" .. word .. "`"
    end
  end
  table.sort(problems)
  verdict(problems, name)
end

local function set_of(text, pattern)
  local names = {}
  for name in text:gmatch(pattern) do
    names[name] = true
  end
  return names
end

--- All words of the language itself, methods included.
local function all_words()
  local names = { claim = true, conclusion = true }
  for name in pairs(require "obelus.words") do
    names[name] = true
  end
  for name in pairs(require("obelus.tree").methods) do
    names[name] = true
  end
  return names
end

--- What comments of the page hold the code to.
local function false_facts(text)
  local problems = {}
  for path, fact in text:gmatch("<!%-%- (%S+): (.-) %-%->") do
    if not read(path):find(fact, 1, true) then
      problems[#problems + 1] = path .. " no longer says " .. fact
    end
  end
  return problems
end

--- Words that editors know, from meta.lua.
local function annotated_words()
  local text = read("lua/obelus/meta.lua")
  local names = set_of(text, "\nfunction ([%a_][%w_]*)%(")
  for name in text:gmatch("\n([%a_][%w_]*) = nil") do
    names[name] = true
  end
  return names
end

local text = read(PAGE)
local sections = sections_of(text)
-- `p & q` names no word of its own.
sections["Words"].p = nil
compare(sections["Words"], all_words(), "words")
compare(sections["The paper's names"],
  set_of("\n" .. read("specs/setting.lua"), "\n([%a_][%w_]*) = "),
  "names of setting.lua")
local fields = read("lua/obelus/claim.lua")
  :match("local known = set %[%[(.-)%]%]")
compare(sections["Fields of a claim"], set_of(fields, "%S+"), "fields")
verdict(false_facts(text), "facts of the code")

local missing, annotated = {}, annotated_words()
for name in pairs(require "obelus.words") do
  if not annotated[name] then
    missing[#missing + 1] = "meta.lua lacks `" .. name .. "`"
  end
end
table.sort(missing)
verdict(missing, "annotations for editors")

print("1.." .. count)
os.exit(failures == 0)
