-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- lexer.lua -- a spec's tokens: what is no part of the language is refused
-- here, with its line; and a table's order, which Lua loses, is found here.

local fail = require "obelus.fail"

local find, sub, match = string.find, string.sub, string.match
local byte, gsub = string.byte, string.gsub
local lexer = {}

local straight = "a spec is straight-line: `local` names and words only; "
local refused = {
  ["function"] = straight .. "name a tree with let(\"name\", i, body)",
  ["for"] = straight .. "quantify with all(i, body) or sum(i, body)",
  ["while"] = straight .. "write the steps out, or use seq for a sequence",
  ["repeat"] = straight .. "write the steps out, or use seq for a sequence",
  ["if"] = straight .. "write implies(p, q), or ind(p) for a number",
  ["goto"] = straight .. "write two claims",
  ["return"] = "a claim registers itself: leave `return` out",
  ["do"] = straight .. "leave the block out",
  ["and"] = "write p & q",
  ["or"] = "write p | q",
  ["not"] = "write ~p",
  ["=="] = "write a:equals(b), or chain(a, \"=\", b)",
  ["~="] = "write a:differs(b)",
  ["<="] = "write a:at_most(b), or chain(a, \"<=\", b)",
  [">="] = "write a:at_least(b), or chain(a, \">=\", b)",
  ["<"] = "write a:below(b), or chain(a, \"<\", b)",
  [">"] = "write a:above(b), or chain(a, \">\", b)",
  ["//"] = "write ceil(a / b); a comment begins with --",
  ["%"] = "there is no remainder in the language",
  ["#"] = "the number of neurons is n; a comment begins with --",
  ["::"] = straight .. "leave the label out",
}

local symbols = { "...", "==", "~=", "<=", ">=", "//", "::", "<<", ">>",
                  ".." }

-- The end of a long bracket that opens at `at`, or nil.
local function long_end(source, at)
  local level = match(source, "^%[(=*)%[", at)
  if not level then return nil end
  local _, stop = find(source, "]" .. level .. "]", at, true)
  return stop or #source, level
end

local function string_end(source, at)
  local quote = sub(source, at, at)
  local k = at + 1
  while k <= #source do
    local c = sub(source, k, k)
    if c == "\\" then
      k = k + 1
    elseif c == quote or c == "\n" then
      return k
    end
    k = k + 1
  end
  return #source
end

local function symbol_at(source, at)
  for _, symbol in ipairs(symbols) do
    if sub(source, at, at + #symbol - 1) == symbol then return symbol end
  end
  return sub(source, at, at)
end

-- A comment from `at`: its end, and its text where it is prose.
local function comment(source, at)
  local stop = long_end(source, at + 2)
  if stop then return stop, nil end
  stop = (find(source, "\n", at, true) or #source + 1) - 1
  local whole = sub(source, at, stop)
  return stop, match(whole, "^%-%-%- ?(.*)$")
end

local function number_end(source, at)
  local _, stop = find(source, "^0[xX][%x%.]*[pP]?[+-]?%x*", at)
  if stop then return stop end
  local _, whole = find(source, "^[%d%.]+", at)
  local _, power = find(source, "^[eE][+-]?%d+", whole + 1)
  return power or whole
end

-- The kind and the end of the token at `at`.
local function token_at(source, at)
  local c = sub(source, at, at)
  if find(c, "[%a_]") then
    return "name", select(2, find(source, "^[%w_]+", at))
  elseif find(c, "%d") or find(source, "^%.%d", at) then
    return "number", number_end(source, at)
  elseif c == "\"" or c == "'" then
    return "string", string_end(source, at)
  elseif c == "[" and long_end(source, at) then
    return "string", (long_end(source, at))
  end
  return "symbol", at + #symbol_at(source, at) - 1
end

local function count_lines(source, from, to)
  local lines, at = 0, from
  while true do
    at = find(source, "\n", at, true)
    if not at or at > to then return lines end
    lines, at = lines + 1, at + 1
  end
end

-- All tokens, and the lines of prose: { line =, text = } each.
function lexer.scan(source)
  local tokens, prose, at, line = {}, {}, 1, 1
  while true do
    local start = find(source, "%S", at)
    if not start then break end
    line = line + count_lines(source, at, start - 1)
    local kind, stop
    if sub(source, start, start + 1) == "--" then
      local text
      stop, text = comment(source, start)
      if text then prose[#prose + 1] = { line = line, text = text } end
    else
      kind, stop = token_at(source, start)
      tokens[#tokens + 1] = { kind = kind, line = line,
                              text = sub(source, start, stop) }
    end
    line = line + count_lines(source, start, stop)
    at = stop + 1
  end
  return tokens, prose
end

local function check_number(token)
  local value = tonumber(token.text)
  if not value or math.type(value) ~= "integer" or value > 2 ^ 53 then
    fail.at(token.line, "the number " .. token.text .. " is not exact",
      "write q\"" .. token.text .. "\", or q(2,3) for a fraction")
  end
end

-- x^2/3 is (x^2)/3: the spec must say which of the two it means.
local function check_power(tokens, k)
  local a, over, b = tokens[k + 1], tokens[k + 2], tokens[k + 3]
  if tokens[k].text == "^" and a and over and b and a.kind == "number"
      and over.text == "/" and b.kind == "number" then
    fail.at(a.line, "`^" .. a.text .. "/" .. b.text .. "` may mislead: `^` "
      .. "binds first", "write ^q(" .. a.text .. "," .. b.text
      .. "), or parentheses around the power")
  end
end

-- x^2:at_most(y), which Lua cannot read.
local function check_method(tokens, k)
  local number, colon, name = tokens[k], tokens[k + 1], tokens[k + 2]
  if number.kind == "number" and colon and colon.text == ":" and name
      and name.kind == "name" then
    fail.at(colon.line, "`:" .. name.text .. "` follows the number "
      .. number.text, "write parentheses around all that is compared: "
      .. "(x^2):" .. name.text .. "(y), q(1,1):" .. name.text .. "(y)")
  end
end

local BRACKETS_MAX = 100

local opens = { ["("] = 1, ["{"] = 1, ["["] = 1,
                [")"] = -1, ["}"] = -1, ["]"] = -1 }

-- Whether the names before the `=` at k follow `local`.
local function is_local(tokens, k)
  local at = k - 1
  while at > 1 and tokens[at - 1].text == "," do at = at - 2 end
  return at > 1 and tokens[at - 1].text == "local"
end

-- Refuses what is no text, with the line where it begins.
function lexer.check_text(source)
  local at = find(source, "[%z\1-\8\11\12\14-\31\127]")
  if at then
    fail.at(1 + count_lines(source, 1, at), "the file holds a byte "
      .. byte(source, at) .. ", which is no text",
      "save the spec as plain text in UTF-8")
  end
end

-- Reports and terminals show a spec's strings: what controls them is refused.
local function check_string(token)
  local escape = sub(token.text, 1, 1) ~= "["
    and match(gsub(token.text, "\\\\", ""), "\\([^\"'nt\n])")
  if escape then
    fail.at(token.line, "the escape `\\" .. escape .. "` stands in a string",
      "write the character itself, a backslash as two")
  end
end

-- Refuses what is Lua but not the language. `globals`: names may be set.
function lexer.check(tokens, globals)
  local depth = 0
  for k, token in ipairs(tokens) do
    local text = token.text
    if token.kind ~= "string" and refused[text] then
      fail.at(token.line, "`" .. text .. "` is no word of the language",
        refused[text])
    end
    if token.kind == "number" then check_number(token) end
    if token.kind == "string" then check_string(token) end
    if token.kind == "symbol" and find(text, "^[\x80-\xFF]") then
      fail.at(token.line, "a letter that is not ASCII stands outside strings "
        .. "and comments", "write names in a-z, as theta(i), and \" for quotes")
    end
    check_power(tokens, k)
    check_method(tokens, k)
    if token.kind == "symbol" then depth = depth + (opens[text] or 0) end
    if depth > BRACKETS_MAX then
      fail.at(token.line, "brackets are nested more than " .. BRACKETS_MAX
        .. " deep", "name the pieces with `local`")
    end
    if depth == 0 and text == "=" and not globals
        and not is_local(tokens, k) then
      fail.at(token.line, "a name is set without `local`",
        "write local " .. (tokens[k - 1] and tokens[k - 1].text or "x")
        .. " = ...")
    end
  end
end

-- The text of a plain string token.
local function unquoted(text)
  return match(text, "^[\"'](.*)[\"']$") or match(text, "^%[=*%[(.*)%]=*%]$")
end

local fields

-- The index just after a value that begins at k.
local function skip_value(tokens, k)
  local depth = 0
  while tokens[k] do
    local text = tokens[k].kind == "symbol" and tokens[k].text
    if depth == 0 and (text == "," or text == ";" or text == "}") then
      return k
    end
    depth = depth + (opens[text] or 0)
    k = k + 1
  end
  return k
end

-- A key at k: its name and the index of its value.
local function key_at(tokens, k)
  local a, b, c, d = tokens[k], tokens[k + 1], tokens[k + 2], tokens[k + 3]
  if a.kind == "name" and b and b.text == "=" then return a.text, k + 2 end
  if a.text == "[" and b and b.kind == "string" and c and c.text == "]"
      and d and d.text == "=" then
    return unquoted(b.text), k + 4
  end
  return nil, k
end

-- The table that a value is, or that a word is given: `{`, `states {`.
local function table_at(tokens, k)
  if tokens[k] and tokens[k].text == "{" then return fields(tokens, k) end
  if tokens[k] and tokens[k].kind == "name" and tokens[k + 1]
      and tokens[k + 1].text == "{" then
    return fields(tokens, k + 1)
  end
  return nil
end

-- The fields of the table that opens at k: name -> { line, order, fields }.
function fields(tokens, k)
  local found, order = {}, 0
  k = k + 1
  while tokens[k] and tokens[k].text ~= "}" do
    local name, value = key_at(tokens, k)
    if name then
      order = order + 1
      if found[name] then
        fail.at(tokens[k].line, "`" .. name .. "` is given twice, first on "
          .. "line " .. found[name].line, "Lua would keep the last: leave one "
          .. "out, or give it another name")
      end
      found[name] = { line = tokens[k].line, order = order,
                      fields = table_at(tokens, value) or {} }
    end
    k = skip_value(tokens, value)
    if tokens[k] and tokens[k].text ~= "}" then k = k + 1 end
  end
  return found, k
end

-- Every `claim "name" {...}`: name -> { line, last line, fields }.
function lexer.claims(tokens)
  local found = {}
  for k, token in ipairs(tokens) do
    local at = k + 1
    if token.text == "claim" and tokens[at] and tokens[at].text == "(" then
      at = at + 1
    end
    local name = tokens[at]
    if token.text == "claim" and name and name.kind == "string" then
      at = at + 1
      if tokens[at] and tokens[at].text == ")" then at = at + 1 end
      local map, stop = {}, at
      if tokens[at] and tokens[at].text == "{" then
        map, stop = fields(tokens, at)
      end
      found[#found + 1] = { name = unquoted(name.text), line = token.line,
        last = (tokens[stop] or tokens[#tokens]).line, fields = map }
    end
  end
  return found
end

-- Whether prose at this line introduces one of the claim's mutants.
local function is_of_mutant(claim, line)
  local mutants = claim.fields.mutants
  if not mutants or line <= mutants.line then return false end
  local last = mutants.line
  for _, field in pairs(mutants.fields) do last = math.max(last, field.line) end
  return line < last
end

-- Lines of prose as one text; an empty line where code stood between.
local function joined(prose)
  local lines, before = {}, nil
  for _, at in ipairs(prose) do
    if before and at.line > before + 1 then lines[#lines + 1] = "" end
    lines[#lines + 1], before = at.text, at.line
  end
  return table.concat(lines, "\n")
end

-- Gives each claim the prose that stands before it and inside it, and as its
-- story what of this is not about mutants.
function lexer.share_prose(claims, prose)
  local k = 1
  for number, claim in ipairs(claims) do
    local all, story = {}, {}
    local last = number == #claims and math.huge or claim.last
    while prose[k] and prose[k].line <= last do
      all[#all + 1] = prose[k]
      if not is_of_mutant(claim, prose[k].line) then
        story[#story + 1] = prose[k]
      end
      k = k + 1
    end
    claim.prose, claim.story = joined(all), joined(story)
  end
end

return lexer
