-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- sampler.lua -- where a claim is looked at: samplers, ranges, and the order
-- in which variables are drawn.

local fail = require "obelus.fail"
local number = require "obelus.number"
local text = require "obelus.text"
local tree = require "obelus.tree"
local types = require "obelus.type"

local sampler = { words = {} }
local words = sampler.words

-- Ranges and samplers: tables of ours, told from a spec's by this metatable.
local ours = types.range
function ours.__index(_, key)
  return fail.here("a range has no `" .. tostring(key) .. "`",
    "use it in `sample` as it stands")
end
for operator in string.gmatch("add sub mul div pow unm band bor bnot", "%a+") do
  ours["__" .. operator] = types.refuse_range
end

local function own(x)
  for _, key in ipairs { "token", "range", "sampler", "a", "b", "line" } do
    x[key] = x[key] or false
  end
  return setmetatable(x, ours)
end
local function is_own(x) return rawequal(getmetatable(x), ours) end

local function token(name) return own { token = name } end
words.anywhere, words.gaussian = token "anywhere", token "gaussian"
words.descent, words.flow = token "descent", token "flow"

-- The exact number that a tree is, or nil.
local function constant_of(node)
  if node.op == "neg" and node.args[1].op == "num" then
    return number.negated(node.args[1].payload)
  end
  return node.op == "num" and node.payload or nil
end

local function limits(kind)
  return function(a, b)
    a, b = types.real(a, kind), types.real(b, kind)
    local from, to = constant_of(a), constant_of(b)
    if from and to and number.value(from) > number.value(to) then
      fail.here(kind .. " ends below its beginning",
        "write " .. kind .. "(least, most)")
    end
    return own { range = kind, line = fail.line(), a = a, b = b }
  end
end

words.between = limits "between"
words.decades = limits "decades"

-- Numbers in a list, exact.
local function listed(given, line)
  local numbers = {}
  for k, x in ipairs(given) do
    if type(x) == "string" then
      fail.at(line, "a range holds the string \"" .. x .. "\"",
        "numbers have no quotes; a decimal is q\"0.1\"")
    end
    numbers[k] = constant_of(types.real(x, "a list"))
      or fail.at(line, "a list in `sample` holds numbers only",
        "use between(a, b), decades(a, b) or one expression")
  end
  if #numbers == 0 then
    fail.at(line, "a range is empty", "give it numbers, as in {1, 2, 5}")
  end
  return own { range = "list", numbers = numbers, line = line }
end

-- What a spec gives as a range.
local function range_of(x, line)
  if is_own(x) then return x end
  if tree.is(x) and x.op ~= "num" then
    return own { range = "tree", a = x, line = line }
  end
  if type(x) == "table" and not tree.is(x)
      and not rawequal(getmetatable(x), types.family) then
    for key in pairs(x) do
      if math.type(key) ~= "integer" then
        fail.at(line, "a list in `sample` has no field `" .. tostring(key)
          .. "`", "a range is a number, a list, between or decades")
      end
    end
  end
  return listed(type(x) == "table" and not tree.is(x) and x or { x }, line)
end

function words.seq(given)
  if type(given) ~= "table" or #given ~= 2 then
    fail.here("seq takes a first range and a next one",
      "write seq { between(0, 1), between(0, L(u)) }")
  end
  local line = fail.line()
  return own { range = "sequence", line = line,
    first = range_of(given[1], line), next = range_of(given[2], line) }
end

function words.near_minimum(given)
  local spread = type(given) == "table" and given.spread
  if not is_own(spread) or spread.range ~= "decades" then
    fail.here("near_minimum wants its spread in decades",
      "write near_minimum { spread = decades(-8, -1) }")
  end
  types.fields(given, { spread = true }, "near_minimum")
  return own { token = "near_minimum", spread = spread, line = fail.line() }
end

local function sampler_word(kind)
  words[kind] = function(given)
    if type(given) ~= "table" or is_own(given) or tree.is(given) then
      fail.here(kind .. " takes a table",
        "write " .. kind .. " { n = {1, 2, 3}, d = {2, 3} }")
    end
    return own { sampler = kind, given = given, line = fail.line(),
                 token = false }
  end
end

sampler_word "states"
sampler_word "trajectory"
sampler_word "scalars"

-- The fields of each sampler that are no variables.
local settings = {
  states = { w = true }, scalars = {},
  trajectory = { w = true, by = true, t = true },
}
local idle = {
  w = "`scalars` draws no network: use states {...} or trajectory {...}",
  by = "only a trajectory moves: leave it out, or use trajectory {...}",
  t = "only a trajectory has times: leave it out, or use trajectory {...}",
}

local function is_grid(range)
  if range.range == "decades" then
    return range.a.free == 0 and range.b.free == 0
  elseif range.range ~= "list" then
    return false
  end
  for _, x in ipairs(range.numbers) do
    if string.sub(tostring(x.p), 1, 1) == "-" then return false end
  end
  return true
end

local function check_grid(value, line)
  if not is_grid(range_of(value, line)) then
    fail.at(line, "`t` is no grid of times", "write t = decades(-2, 4) or a "
      .. "list of times from 0 on; for all times up to T1 bind t in the claim")
  end
end

local function check_way(value, line)
  if not is_own(value)
      or value.token ~= "descent" and value.token ~= "flow" then
    fail.at(line, "a trajectory is by descent or by flow",
      "write trajectory { by = descent, ... }")
  end
end

local counts = { n = true, d = true }
local lengths = { v = true, sigma = true }

-- What a number drawn for `name` fails to be, or nil. n and d count: what is
-- drawn for them between two ends is made whole, but these must be as well.
local function misfit(name, x)
  if counts[name] and (x.q ~= 1 or string.find(tostring(x.p), "^[-0]")) then
    return "no whole number from 1", " = {1, 2, 3} or between(1, 8)"
  elseif lengths[name] and string.find(tostring(x.p), "^-")
      or name == "v" and number.is(x, 0) then
    return "no length", " = decades(-2, 2)"
  end
  return nil
end

local function check_numbers(name, range)
  local numbers = range.range == "list" and range.numbers or {}
  if range.range == "between" then
    numbers = { constant_of(range.a), constant_of(range.b) }
  end
  for _, x in pairs(numbers) do
    local what, instead = misfit(name, x)
    if what then
      fail.at(range.line, "the range of `" .. name .. "` holds "
        .. text.fraction(x) .. ", which is " .. what,
        "write " .. name .. instead)
    end
  end
end

-- A field that is no variable.
local function add_setting(read, key, value, line)
  if not settings[read.kind][key] then
    fail.at(line, "`" .. key .. "` does nothing in " .. read.kind, idle[key])
  end
  if key == "t" then check_grid(value, line) end
  if key == "by" then check_way(value, line) end
  read[key] = { value = value, line = line }
end

-- A sampler as { kind, line, w, by, t, ranges = name -> range }.
function sampler.read(x, where)
  if not is_own(x) or not x.sampler then
    fail.at(where.line, "`sample` is not a sampler",
      "write sample = states {...}, trajectory {...} or scalars {...}")
  end
  local read = { kind = x.sampler, line = x.line, ranges = {}, w = nil }
  sampler.add(read, x.given, where.fields or {}, x.line)
  return read
end

function sampler.add(read, given, lines, line)
  for key, value in pairs(given) do
    local at = lines[key] and lines[key].line or line
    if type(key) ~= "string" then
      fail.at(at, "`sample` holds a range without a name",
        "write x = between(0, 1)")
    elseif idle[key] then
      add_setting(read, key, value, at)
    else
      read.ranges[key] = range_of(value, at)
      check_numbers(key, read.ranges[key])
    end
  end
end

-- The trees that a range mentions.
local function trees_of(range, list)
  list = list or {}
  if range.range == "sequence" then
    trees_of(range.first, list)
  else
    list[#list + 1] = range.a or nil
    list[#list + 1] = range.b or nil
  end
  return list
end

local of_state = {}
for op in string.gmatch("w grad hessian hessian_norm loss theta theta2 h H r "
    .. "z kappa Z at_time after dflow dnet differentiable", "%S+") do
  of_state[op] = true
end

local of_teacher = { v = true, vperp = true }
local over_neurons = { all = true, some = true, sum = true, prod = true,
  maxof = true, minof = true, net_each = true }

-- Names that a tree needs drawn before it; "w" stands for the state.
function sampler.needs(node, needed)
  for _, var in pairs(tree.variables(node)) do
    needed[var.name] = var
    if var.shape == "neurons" or var.shape == "vectors" then
      needed.n = needed.n or false
    end
  end
  tree.walk(node, function(x)
    if of_state[x.op] and (x.op ~= "at_time") then
      if node.free & tree.NOW ~= 0 then needed.w = false end
      needed.v = needed.v or false
    elseif x.op == "at_time" then
      needed.w = false
    elseif of_teacher[x.op] then
      needed.v = needed.v or false
    elseif over_neurons[x.op] and #x.payload.slots > 0 then
      needed.n = needed.n or false
    end
  end, {})
  return needed
end

local function range_needs(range)
  local needed = {}
  for _, node in ipairs(trees_of(range)) do sampler.needs(node, needed) end
  return needed
end

-- All trees of a range, those of the next member of a sequence included.
local function every_tree(range)
  local list = trees_of(range)
  if range.range == "sequence" then trees_of(range.next, list) end
  return list
end

-- Names of variables, in order of need, that `ranges` must define.
-- `wanted`: name -> variable. Reports what has no range.
function sampler.close(ranges, wanted, line, lines)
  local queue = {}
  for name in pairs(wanted) do queue[#queue + 1] = name end
  table.sort(queue)
  local at = 1
  while queue[at] do
    local name = queue[at]
    local range = ranges[name]
    if not range then
      fail.at(lines[name] or line, "`" .. name .. "` has no range",
        "give it one in `sample`: " .. (string.find(name, "^[%a_][%w_]*$")
          and name or "[\"" .. name .. "\"]")
          .. (counts[name] and " = {2, 3, 5}" or " = decades(-2, 2)"))
    end
    for _, node in ipairs(every_tree(range)) do
      for _, var in pairs(tree.variables(node)) do
        if not wanted[var.name] then
          wanted[var.name] = var
          queue[#queue + 1] = var.name
        end
      end
    end
    at = at + 1
  end
end

-- Variables in an order in which each follows what it needs.
function sampler.order(ranges, wanted, w_needs)
  local order, state = {}, {}
  local function visit(name, path)
    if state[name] == "done" then return end
    path = path == "" and name or path .. " -> " .. name
    if state[name] == "open" then
      fail.at(ranges[name] and ranges[name].line or 0,
        "the ranges go in a circle: " .. path,
        "draw one of them from numbers alone")
    end
    state[name] = "open"
    local needs = name == "w" and w_needs or ranges[name]
      and range_needs(ranges[name]) or {}
    local sorted = {}
    for other in pairs(needs) do sorted[#sorted + 1] = other end
    table.sort(sorted)
    for _, other in ipairs(sorted) do
      if other == "w" or ranges[other] and wanted[other] then
        visit(other, path)
      end
    end
    state[name] = "done"
    order[#order + 1] = name
  end
  local names = {}
  for name in pairs(wanted) do names[#names + 1] = name end
  table.sort(names, function(a, b)
    local x, y = ranges[a].line or 0, ranges[b].line or 0
    if x ~= y then return x < y end
    return a < b
  end)
  for _, first in ipairs { "n", "d", "v" } do
    if wanted[first] then visit(first, "") end
  end
  for _, name in ipairs(names) do
    if range_needs(ranges[name]).w == nil then visit(name, "") end
  end
  visit("w", "")
  for _, name in ipairs(names) do visit(name, "") end
  return order
end

sampler.range_of, sampler.is_own = range_of, is_own
return sampler
