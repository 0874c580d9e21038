-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- init.lua -- runs one spec file and gives the stream of src/claim/wire.h.

local claims = require "obelus.claim"
local emit = require "obelus.emit"
local fail = require "obelus.fail"
local lexer = require "obelus.lexer"
local library = require "obelus.library"
local mutants = require "obelus.mutant"
local tree = require "obelus.tree"
local wire = require "obelus.wire"
local words = require "obelus.words"

local load = load
local obelus = {}

-- One file being run: its claims, and those it has begun and not given.
local function new_file(name, source, main)
  source = string.gsub(source, "^\xEF\xBB\xBF", "")  -- an editor's mark
  local tokens, prose = lexer.scan(source)
  return { name = name, source = source, main = main, tokens = tokens,
           prose = prose, claims = {}, order = {}, pending = {} }
end

local function register(file, name, line, given, find)
  local place = { line = line, fields = {} }
  for _, found in ipairs(file.found) do
    if found.name == name then place = found end
  end
  local claim = { name = name, line = place.line, fields = place.fields,
                  prose = place.prose, story = place.story }
  file.claims[name] = claims.read(claim, given, find, mutants)
  file.order[#file.order + 1] = file.claims[name]
end

local function check_claim_name(file, name)
  if type(name) ~= "string" or not string.find(name, "^[a-z0-9_]+$")
      or #name > 80 then
    fail.here("a claim's name is made of a to z, 0 to 9 and _, at most 80",
      "write claim \"loss_at_least_zero\" {...}")
  elseif file.claims[name] then
    fail.here("`" .. name .. "` is claimed twice", "give one another name")
  end
end

local function claim_word(file, find)
  return function(name)
    check_claim_name(file, name)
    local line = fail.line()
    file.pending[name] = line
    return function(given)
      if type(given) ~= "table" or tree.is(given) then
        fail.at(line, "claim `" .. name .. "` is given no table",
          "write claim \"" .. name .. "\" { assert = ..., sample = ... }")
      end
      file.pending[name] = nil
      register(file, name, line, given, find)
    end
  end
end

local function conclusion_word(find)
  return function(name, part)
    local claim = find(name, fail.line())
    local labels, whole = {}, nil
    for _, item in ipairs(claim.parts) do
      labels[item.name] = true
      if item.name == (part or "") then return item.node end
      whole = whole and tree.make("and", "P", { whole, item.node })
        or item.node
    end
    if part == nil then return whole end
    return fail.here("`" .. name .. "` has no part `" .. tostring(part)
      .. "`", fail.suggest(tostring(part), labels, "check its spelling"))
  end
end

local function unknown_word(env)
  return function(_, key)
    local names = {}
    for name in pairs(env) do names[name] = true end
    fail.here("`" .. tostring(key) .. "` is no word of the language",
      fail.suggest(tostring(key), names, "check its spelling")
      .. "; set your own names with `local`")
  end
end

local function environment(file, setting, find)
  local all = {}
  for name, word in pairs(words) do all[name] = word end
  for name, word in pairs(setting) do all[name] = word end
  all.claim, all.conclusion = claim_word(file, find), conclusion_word(find)
  return setmetatable({}, { __index = function(_, key)
    local word = all[key]
    if word ~= nil then return word end
    return unknown_word(all)(nil, key)
  end, __newindex = function(_, key)
    fail.here("`" .. tostring(key) .. "` is set without `local`",
      "write local " .. tostring(key) .. " = ...")
  end, __metatable = false })
end

-- An error of Lua itself, such as a syntax error, with its line.
local function lua_error(message)
  if type(message) == "table" then error(message, 0) end
  if string.find(message, "not enough memory", 1, true)
      or string.find(message, "runs too long", 1, true)
      or string.find(message, "stack overflow", 1, true) then
    error(message, 0)
  end
  local line, what = string.match(tostring(message), "^[^\n]-:(%d+): (.*)$")
  fail.at(math.tointeger(tonumber(line)) or 0, what or tostring(message),
    string.find(message, "expected (to close", 1, true)
      and "before that a comma or a bracket is missing"
      or "this is what Lua says; a spec is made of `local` names and words")
end

local function run(name, source, env)
  local chunk, message = load(source, "=" .. name, "t", env)
  if not chunk then lua_error(message) end
  local good, problem = pcall(chunk)
  if not good then lua_error(problem) end
end

-- The paper's own names: globals that the setting's file sets.
local function read_setting(source)
  local names = {}
  if not source then return names end
  fail.sources["=setting"] = true
  lexer.check((lexer.scan(source)), true)
  local env = setmetatable({}, { __index = function(_, key)
    if names[key] ~= nil then return names[key] end
    if words[key] ~= nil then return words[key] end
    return unknown_word(words)(nil, key)
  end, __newindex = function(_, key, value)
    words.call_it(key, value)
    names[key] = value
  end, __metatable = false })
  run("setting", source, env)
  return names
end

local function check_pending(file)
  for name, line in pairs(file.pending) do
    fail.at(line, "claim `" .. name .. "` is given no table",
      "write claim \"" .. name .. "\" { assert = ..., sample = ... }")
  end
end

local function check_relations(relations)
  for _, node in ipairs(relations) do
    if not node.used and node.line > 0 then
      fail.at(node.line, "this comparison is used by no claim",
        "put it into `assume` or `assert`, or leave it out")
    end
  end
end

local function run_file(file, setting, find)
  fail.sources["=" .. file.name] = true
  lexer.check_text(file.source)
  lexer.check(file.tokens, false)
  file.found = lexer.claims(file.tokens)
  lexer.share_prose(file.found, file.prose)
  run(file.name, file.source, environment(file, setting, find))
  check_pending(file)
end

-- Another file's error, told at the line that asked for it.
local function foreign(problem, file, line)
  if type(problem) ~= "table" then lua_error(problem) end
  if problem.final then error(problem, 0) end
  error({ line = line, remedy = problem.remedy, final = true,
    message = file .. ", line " .. problem.line .. ": " .. problem.message },
    0)
end

-- A claim of the files being run: made already, or not yet.
local function among_running(running, name, line)
  for k = #running, 1, -1 do
    local file = running[k]
    if file.claims[name] then return file.claims[name] end
    for _, place in ipairs(file.found or {}) do
      if place.name == name and k == #running then
        fail.at(line, "`" .. name .. "` is claimed further down",
          "put it above its first use")
      elseif place.name == name then
        fail.at(line, "cycle: `" .. name .. "` needs what needs it",
          "state what both share as a claim of its own")
      end
    end
  end
  return nil
end

-- A function that finds a claim by name: here, or in the file that holds it.
local function finder(setting, texts, running)
  local loaded = {}
  local function find(name, line)
    local claim = among_running(running, name, line)
    if claim then return claim end
    local path = library.holder(texts, name)
    if path == nil then
      fail.at(line, "there is no claim `" .. tostring(name) .. "`",
        fail.suggest(tostring(name), library.names(texts, running[1]),
          "check its spelling"))
    end
    local other = loaded[path]
    if not other then
      other = new_file(path, texts[path], false)
      running[#running + 1] = other
      local good, problem = pcall(run_file, other, setting, find)
      running[#running] = nil
      if not good then foreign(problem, path, line) end
      loaded[path] = other
    end
    return other.claims[name] or fail.at(line, "there is no claim `" .. name
      .. "`", "look into " .. path)
  end
  return find
end

local function stream(input)
  local file = new_file(input.name, input.source, true)
  local read, setting = pcall(read_setting, input.setting)
  if not read then foreign(setting, "setting.lua", 0) end
  fail.main = "=" .. file.name
  tree.relations = {}
  local find = finder(setting, input.texts, { file })
  run_file(file, setting, find)
  if #file.order == 0 then
    fail.at(0, "the file holds no claim", "write claim \"name\" {...}")
  end
  check_relations(tree.relations)
  library.check_uses(file, input.texts)
  local lines = { "obelus 1\n" }
  for _, claim in ipairs(file.order) do
    lines[#lines + 1] = emit.claim(claim)
  end
  return table.concat(lines)
end

-- An error that is no complaint: a limit was met, or the library failed.
local function breakdown(message, line)
  if string.find(message, "not enough memory", 1, true) then
    return { line = line, message = "the spec needs too much memory",
             remedy = "it builds something far larger than a claim" }
  elseif string.find(message, "runs too long", 1, true) then
    return { line = line, message = "the spec runs too long",
             remedy = "a spec only builds trees: leave the loop out" }
  elseif string.find(message, "stack overflow", 1, true) then
    line = math.tointeger(tonumber(string.match(message, "^spec:(%d+):")))
    return { line = line or 0, message = "the spec is nested too deeply",
             remedy = "state a claim about smaller pieces" }
  end
  return { line = line, message = "the language's library failed: "
    .. message, remedy = "this is a fault of the library, not of the spec" }
end

-- input: name, source, setting (or nil), texts (path -> source of the other
-- files), last_line (a function). Always a whole stream; every complaint is
-- one `error` line.
function obelus.run(input)
  local good, result = pcall(stream, input)
  if good then return result end
  if type(result) ~= "table" then
    result = breakdown(tostring(result), input.last_line())
  end
  return "obelus 1\n" .. wire.line("error", result.line or 0,
    result.message, result.remedy or "") .. "\n"
end

return obelus
