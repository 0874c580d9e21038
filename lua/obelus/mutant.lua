-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- mutant.lua -- deliberately wrong variants: by hand (swap, drop, a table of
-- other truths) and automatic ones.

local claims = require "obelus.claim"
local fail = require "obelus.fail"
local number = require "obelus.number"
local text = require "obelus.text"
local tree = require "obelus.tree"
local types = require "obelus.type"

local mutants = { words = {} }
local AUTOMATIC_MAX = 40

local changes = {}

function mutants.words.swap(old, new)
  old = types.want(old, "RVPN", "swap")
  new = types.want(new, "RVPN", "swap")
  old.used, new.used = true, true
  if (old.kind == "P") ~= (new.kind == "P")
      or (old.kind == "V") ~= (new.kind == "V") then
    fail.here("swap gives " .. types.said[new.kind] .. " for "
      .. types.said[old.kind], "swap like for like")
  end
  return setmetatable({ how = "swap", old = old, new = new,
    line = fail.line() }, changes)
end

function mutants.words.drop(name)
  if type(name) ~= "string" then
    fail.here("drop wants the name of a hypothesis", "write drop \"small\"")
  end
  return setmetatable({ how = "drop", name = name, line = fail.line() },
    changes)
end

-- Whether two trees are equal but for which hidden constant stands where.
-- Pairs of constants are noted in `pairs_found`.
local function alike(a, b, pairs_found)
  if a.id == b.id then return true end
  if a.op ~= b.op or #a.args ~= #b.args then return false end
  if a.op == "const" then
    local x, y = a.payload, b.payload
    if x.p ~= y.p or x.q ~= y.q or x.name ~= y.name then return false end
    pairs_found[#pairs_found + 1] = b
    return true
  end
  local x, y = a.payload, b.payload
  if type(x) == "table" then x, y = x.key, y.key end
  if x ~= y then return false end
  for k, arg in ipairs(a.args) do
    if not alike(arg, b.args[k], pairs_found) then return false end
  end
  return true
end

local function constants_of(node)
  local list = {}
  tree.walk(node, function(x)
    if x.op == "const" then list[#list + 1] = x end
  end, {})
  return list
end

-- `new`, with the constants of what was matched in place of its own.
local function with_constants(new, found, line)
  local own = constants_of(new)
  if #own == 0 or #own > #found then return new end
  local map = {}
  for k, c in ipairs(own) do
    map[c.id] = found[k]
    if c.payload.p ~= found[k].payload.p or c.payload.q ~= found[k].payload.q
    then
      fail.at(line, "swap gives a constant another value, and a mutant keeps "
        .. "the claim's constants", "change what it multiplies: "
        .. "swap(O(x, 16), O(x / 2, 16))")
    end
  end
  return tree.replace(new, function(node) return map[node.id] end, {})
end

-- Bound letters have become slots: compare under the names of the binder.
local replace_under

local function swap_leaf(swap, inside, count)
  return function(node)
    local found = {}
    if alike(swap.old, node, found) then
      count[1] = count[1] + 1
      return with_constants(swap.new, found, swap.line)
    elseif node.op == "let" and not inside then
      return node
    elseif type(node.payload) == "table" and node.payload.binds then
      return replace_under(node, swap, inside, count)
    end
    return nil
  end
end

-- A binder's operands with its own letters back, so that theta(i) in a swap
-- meets theta(i) under all(i, ...).
function replace_under(node, swap, inside, count)
  local letters = {}
  for _, name in ipairs(node.payload.binds.shown) do
    if name ~= "t" and name ~= "u" then letters[#letters + 1] = name end
  end
  local args = tree.open(node)
  local map = {}
  for k, slot in ipairs(node.payload.slots) do
    map["#" .. slot] = tree.make("slot", "I", {}, letters[k], 0)
  end
  local before = count[1]
  local leaf, memo = swap_leaf(swap, inside, count), {}
  for k, arg in ipairs(args) do
    local named = tree.replace(arg, function(x)
      return x.op == "slot" and map[x.payload] or nil
    end, {})
    args[k] = tree.replace(named, leaf, memo)
  end
  if count[1] == before then return node end
  local binds = { letters = letters, shown = node.payload.binds.shown,
                  t = node.payload.binds.t, u = node.payload.binds.u }
  return tree.binder(node.op, node.kind, binds, args, node.line)
end

local function swapped(node, swap, inside)
  local count = { 0 }
  return tree.replace(node, swap_leaf(swap, inside, count), {}), count[1]
end

-- Definitions (where, choose) that a swap changes, by name.
local function swapped_definitions(claim, swap)
  local new, total = {}, 0
  for name, definition in pairs(claim.defined) do
    local node, count = swapped(definition.node, swap, true)
    if count > 0 then new[name], total = node, total + count end
  end
  return new, total
end

local function inlined(node, definitions)
  for _ = 1, 8 do
    local before = node.id
    node = tree.replace(node, function(x)
      return x.op == "scalar" and definitions[x.payload.name] or nil
    end, {})
    if node.id == before then return node end
  end
  return node
end

-- Definitions that depend on a changed one change too.
local function spread(claim, new)
  for name, definition in pairs(claim.defined) do
    if not new[name] then
      local node = inlined(definition.node, new)
      if node.id ~= definition.node.id then new[name] = node end
    end
  end
  return new
end

local function each_statement(claim, visit)
  for k, part in ipairs(claim.parts) do visit("part", k, part.node) end
  for k, h in ipairs(claim.assume) do visit("assume", k, h.node) end
end

local function swap_everywhere(claim, swap, inside)
  local list = {}
  each_statement(claim, function(what, k, node)
    local new, count = swapped(node, swap, inside)
    if count > 0 then
      list[#list + 1] = { what = what, which = k, node = new }
    end
  end)
  return list
end

local function swap_in_definitions(claim, swap)
  local new, count = swapped_definitions(claim, swap)
  if count == 0 then return {} end
  new = spread(claim, new)
  local list = {}
  each_statement(claim, function(what, k, node)
    local other = inlined(node, new)
    if other.id ~= node.id then
      list[#list + 1] = { what = what, which = k, node = other }
    end
  end)
  return list
end

local function by_swap(claim, swap, line)
  if alike(swap.old, swap.new, {}) then
    fail.at(line, "the swap changes nothing", "write swap(old, new)")
  end
  local list = swap_everywhere(claim, swap, false)
  if #list == 0 then list = swap_in_definitions(claim, swap) end
  if #list == 0 then list = swap_everywhere(claim, swap, true) end
  if #list == 0 then
    fail.at(line, "the swap matches nothing: " .. text.of(swap.old)
      .. " does not occur", "trees are compared letter for letter; -(a)/b "
      .. "is (-a)/b")
  end
  return list, text.of(swap.old) .. " -> " .. text.of(swap.new)
end

local function hypothesis_named(claim, name)
  for k, h in ipairs(claim.assume) do
    if h.name == name then return k end
  end
  return nil
end

local function hypothesis(claim, name, line)
  local found, names = hypothesis_named(claim, name), {}
  if found then return found end
  for _, h in ipairs(claim.assume) do names[h.name] = true end
  return fail.at(line, "there is no hypothesis `" .. name .. "`",
    fail.suggest(name, names, "the claim has no hypotheses"))
end

local function other_parts(claim, given, line, list)
  if tree.is(given) then
    given = { [claim.parts[1].name] = given }
  end
  for name, node in pairs(given) do
    local which
    for k, part in ipairs(claim.parts) do
      which = which or part.name == name and k
    end
    if not which then
      fail.at(line, "there is no part `" .. tostring(name) .. "`",
        "name a part of this claim")
    end
    list[#list + 1] = { what = "part", which = which,
      node = claims.statement(claim, node, line, "the mutant") }
  end
end

-- Other hypotheses stand in place of the claim's own: under their names
-- first, then where another one has gone. What is left over becomes a
-- condition of every part.
local function other_hypotheses(claim, given, line, list)
  local spare, left = {}, nil
  for k, h in ipairs(claim.assume) do
    local node = given[h.name]
    if not node then spare[#spare + 1] = k end
    list[#list + 1] = { what = "assume", which = k, node = node }
  end
  local names = {}
  for name in pairs(given) do names[#names + 1] = tostring(name) end
  table.sort(names)
  for _, name in ipairs(names) do
    local node = claims.statement(claim, given[name], line, "the mutant")
    if not hypothesis_named(claim, name) then
      local k = table.remove(spare, 1)
      if k then
        list[#list - #claim.assume + k].node = node
      else
        left = left and tree.make("and", "P", { left, node }) or node
      end
    end
  end
  return left
end

local function under_condition(claim, list, extra)
  local changed = {}
  for _, change in ipairs(list) do
    if change.what == "part" then changed[change.which] = change end
  end
  for k, part in ipairs(claim.parts) do
    local change = changed[k]
    if not change then
      change = { what = "part", which = k, node = part.node }
      list[#list + 1] = change
    end
    change.node = tree.make("implies", "P", { extra, change.node })
  end
end

-- A mutant as a table: other parts, other hypotheses.
local function by_table(claim, given, line)
  types.fields(given, { assert = true, assume = true }, "a mutant", line)
  local list = {}
  if given.assert then other_parts(claim, given.assert, line, list) end
  if given.assume then
    local left = other_hypotheses(claim, given.assume, line, list)
    if left then under_condition(claim, list, left) end
  end
  return list, "other truths"
end

local function by_hand(claim, name, given, line)
  if not string.find(name, "^[a-z0-9_]+$") or #name > 80 then
    fail.at(line, "`" .. name .. "` is no name for a mutant",
      "use a to z, 0 to 9 and _")
  end
  local list, shown
  if rawequal(getmetatable(given), changes) and given.how == "swap" then
    list, shown = by_swap(claim, given, line)
  elseif rawequal(getmetatable(given), changes) then
    list = { { what = "assume", which = hypothesis(claim, given.name, line) } }
    shown = "without " .. given.name
  elseif type(given) == "table" and not tree.is(given) then
    list, shown = by_table(claim, given, line)
  else
    fail.at(line, "`" .. name .. "` is no mutant",
      "write swap(old, new), drop \"name\" or { assert = ... }")
  end
  table.sort(list, function(a, b)
    if a.what ~= b.what then return a.what < b.what end
    return a.which < b.which
  end)
  return { name = name, by_hand = true, line = line, text = shown,
           changes = list }
end

local function sorted_names(claim, given)
  local names = {}
  for name in pairs(given) do
    if type(name) ~= "string" then
      fail.at(claims.line_of(claim, "mutants"), "a mutant has no name",
        "write mutants = { twice = swap(x, 2 * x) }")
    end
    names[#names + 1] = name
  end
  local places = claim.fields.mutants and claim.fields.mutants.fields or {}
  table.sort(names, function(a, b)
    local x = places[a] and places[a].order or 1000
    local y = places[b] and places[b].order or 1000
    if x ~= y then return x < y end
    return a < b
  end)
  return names
end

-- Automatic mutants: one place of one part is changed.

local turned = { le = "ge", ge = "le", lt = "gt", gt = "lt", eq = "ne",
                 ne = "eq", max = "min", min = "max", all = "some",
                 some = "all", maxof = "minof", minof = "maxof" }
local turned_sign = { ["<="] = ">=", [">="] = "<=", ["<"] = ">",
                      [">"] = "<" }
local rank = { turn = 1, quantifier = 2, extreme = 3, exponent = 4,
               factor = 5 }

local function same_but(node, op)
  return tree.make(op, node.kind, node.args, node.payload, node.line)
end

local function turned_links(node, add)
  for k, mark in ipairs(node.payload.signs) do
    if turned_sign[mark] then
      local new = { table.unpack(node.payload.signs) }
      new[k] = turned_sign[mark]
      add("turn", tree.make("chain", "P", node.args,
        { signs = new, key = table.concat(new, " ") }, node.line))
    end
  end
end

local function new_number(payload)
  return payload and types.num(payload)
end

-- An exponent moved by one step of its own denominator, either way.
local function moved_exponents(node, add)
  local exponent, minus = node.args[2], false
  if exponent.op == "neg" then exponent, minus = exponent.args[1], true end
  if exponent.op ~= "num" then return end
  for _, step in ipairs { 1, -1 } do
    local moved = new_number(number.stepped(exponent.payload, step))
    if moved and minus then moved = -moved end
    if moved then
      add("exponent", tree.make("pow", "R", { node.args[1], moved },
        false, node.line))
    end
  end
end

local function scaled_numbers(node, add)
  if number.is(node.payload, 0) then return end
  for _, by in ipairs { { 2, 1 }, { 1, 2 } } do
    local other = new_number(number.scaled(node.payload, by[1], by[2]))
    if other then add("factor", other) end
  end
end

-- Each way to change this one node.
local function variants(node, add)
  if node.op == "chain" then
    turned_links(node, add)
  elseif node.op == "all" or node.op == "some" then
    add("quantifier", same_but(node, turned[node.op]))
  elseif node.op == "max" or node.op == "min" or node.op == "maxof"
      or node.op == "minof" then
    add("extreme", same_but(node, turned[node.op]))
  elseif node.op == "near" then
    add("turn", tree.make("not", "P", { node }, false, node.line))
  elseif turned[node.op] then
    add("turn", same_but(node, turned[node.op]))
  elseif node.op == "pow" then
    moved_exponents(node, add)
  elseif node.op == "num" then
    scaled_numbers(node, add)
  end
end

-- Operands that are indices, times or exponents are no factors.
local skip_numbers = { w = 1, grad = 1, theta = 1, theta2 = 1, h = 1, z = 1,
  kappa = 1, family = 1, vectors = 1, hessian = 1, at_time = 1 }

local function descend(node, found, path, only, scope)
  if only ~= "no number" or node.op ~= "num" then
    variants(node, function(class, new)
      found[#found + 1] = { class = class, path = { table.unpack(path) },
        old = node, new = new, scope = scope }
    end)
  end
  if node.op == "let" or node.op == "big" and node.args[2].op == "num" then
    return
  end
  local binds = type(node.payload) == "table" and node.payload.binds
  local inner = binds and text.enter(node, scope) or scope
  for k, arg in ipairs(node.args) do
    local numbers = skip_numbers[node.op] and "no number"
      or node.op == "pow" and k == 2 and "no number"
    path[#path + 1] = k
    descend(arg, found, path, numbers or "all", inner)
    path[#path] = nil
  end
end

local function replaced_at(node, path, depth, new)
  if depth > #path then return new end
  local args = { table.unpack(node.args) }
  args[path[depth]] = replaced_at(args[path[depth]], path, depth + 1, new)
  return tree.over(node, args)
end

local function dropped(claim, list)
  for k, h in ipairs(claim.assume) do
    list[#list + 1] = { name = "drop_" .. k, by_hand = false, line = h.line,
      text = "without " .. h.name,
      changes = { { what = "assume", which = k } } }
  end
end

local function collect(claim)
  local found = {}
  for k, part in ipairs(claim.parts) do
    local first = #found + 1
    descend(part.node, found, {}, "all", {})
    for at = first, #found do
      found[at].part, found[at].order = k, at
    end
  end
  table.sort(found, function(a, b)
    if rank[a.class] ~= rank[b.class] then
      return rank[a.class] < rank[b.class]
    end
    return a.order < b.order
  end)
  return found
end

local function automatic(claim)
  local list, seen = {}, {}
  dropped(claim, list)
  for _, place in ipairs(collect(claim)) do
    if #list >= AUTOMATIC_MAX then break end
    local part = claim.parts[place.part]
    local node = replaced_at(part.node, place.path, 1, place.new)
    if not seen[node.id] and node.id ~= part.node.id then
      seen[node.id] = true
      list[#list + 1] = { name = place.class .. "_" .. #list + 1,
        by_hand = false, line = part.line,
        text = text.of(place.old, place.scope) .. " -> "
          .. text.of(place.new, place.scope),
        changes = { { what = "part", which = place.part, node = node } } }
    end
  end
  return list
end

-- All mutants of a claim: those by hand in the order of their lines first.
function mutants.read(claim, given)
  local list = {}
  if given ~= nil and (type(given) ~= "table" or tree.is(given)
      or rawequal(getmetatable(given), changes)) then
    fail.at(claims.line_of(claim, "mutants"), "`mutants` is not a table",
      "write mutants = { twice = swap(x, 2 * x) }")
  end
  for _, name in ipairs(sorted_names(claim, given or {})) do
    list[#list + 1] = by_hand(claim, name, given[name],
      claims.line_of(claim, "mutants", name))
  end
  table.move(automatic(claim), 1, AUTOMATIC_MAX, #list + 1, list)
  return list
end

return mutants
