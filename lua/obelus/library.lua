-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- library.lua -- the other spec files, known by a scan of their text: which
-- file holds a claim, and whether `uses` resolves without a cycle.

local claims = require "obelus.claim"
local fail = require "obelus.fail"

local library = {}

-- The source without comment lines, so that prose claims nothing.
local function code(source)
  return (string.gsub("\n" .. source, "\n%s*%-%-[^\n]*", "\n"))
end

local index

-- Every claim by name: { name, path, paper, uses, text }.
local function read(texts)
  if index then return index end
  index = {}
  for path, source in pairs(texts) do
    local plain = code(source)
    local from = 1
    while true do
      local start, stop, name =
        string.find(plain, "%f[%w]claim%s*%(?%s*\"([a-z0-9_]+)\"", from)
      if not start then break end
      local after = string.find(plain, "%f[%w]claim%s*%(?%s*\"", stop)
      index[name] = { name = name, path = path,
        text = string.sub(plain, stop, (after or #plain + 1) - 1) }
      from = stop + 1
    end
  end
  for _, entry in pairs(index) do
    entry.paper = string.match(entry.text, "paper%s*=%s*\"([^\"]*)\"")
    entry.uses = {}
    local list = string.match(entry.text, "uses%s*=%s*(%b{})") or ""
    for name in string.gmatch(list, "\"([^\"]*)\"") do
      entry.uses[#entry.uses + 1] = name
    end
  end
  return index
end

function library.holder(texts, name)
  local entry = read(texts)[name]
  return entry and entry.path
end

function library.names(texts, file)
  local names = {}
  for name in pairs(read(texts)) do names[name] = true end
  for name in pairs(file.claims) do names[name] = true end
  return names
end

-- Claims that a printed label names: "Lemma 8", "Theorem 4 (7)".
local function by_label(all, label)
  local found = {}
  local whole, part = string.match(label, "^(.-) (%b())$")
  for _, entry in pairs(all) do
    if entry.paper == label then
      found[#found + 1] = entry
    elseif part and entry.paper == whole
        and string.find(entry.text, "\"" .. part .. "\"", 1, true) then
      found[#found + 1] = entry
    end
  end
  return found
end

local function known_labels(all)
  local names = {}
  for name, entry in pairs(all) do
    names[name] = true
    if entry.paper then names[entry.paper] = true end
  end
  return names
end

-- The one claim that a `uses` entry names, or nil where it names several.
local function target(all, name)
  if all[name] then return all[name] end
  local found = by_label(all, name)
  return #found == 1 and found[1] or nil, #found
end

local function follow(all, entry, path, done, line)
  if done[entry.name] == "done" then return end
  path = path .. " -> " .. entry.name
  if done[entry.name] then
    fail.at(line, "`uses` goes in a circle:" .. string.sub(path, 4),
      "a proof cannot use what it proves; take one of them out")
  end
  done[entry.name] = "open"
  for _, name in ipairs(entry.uses) do
    local other = target(all, name)
    if other and other.name ~= entry.name then
      follow(all, other, path, done, line)
    end
  end
  done[entry.name] = "done"
end

local function check_names(all, claim, field, names)
  local line = claims.line_of(claim, field)
  for _, name in ipairs(names) do
    local found, count = target(all, name)
    if not found and count == 0 then
      fail.at(line, "`" .. field .. "` names `" .. name
        .. "`, which no spec claims",
        fail.suggest(name, known_labels(all), "leave it out"))
    elseif found and found.name == claim.name then
      fail.at(line, "`" .. field .. "` names the claim itself",
        "leave it out")
    end
  end
end

local function check_claim(all, claim)
  local line = claims.line_of(claim, "uses")
  check_names(all, claim, "uses", claim.uses)
  check_names(all, claim, "analogue", { claim.analogue })
  local entry = all[claim.name]
  entry.uses = claim.uses
  follow(all, entry, "", {}, line)
end

function library.check_uses(file, texts)
  local any = false
  for _, claim in ipairs(file.order) do
    any = any or #claim.uses > 0 or claim.analogue
  end
  if not any then return end
  local all = {}
  for name, entry in pairs(read(texts)) do all[name] = entry end
  for _, claim in ipairs(file.order) do
    all[claim.name] = { name = claim.name, paper = claim.paper,
      text = file.source, uses = claim.uses, path = file.name }
  end
  for _, claim in ipairs(file.order) do check_claim(all, claim) end
end

return library
