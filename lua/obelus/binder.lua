-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- binder.lua -- all some sum prod max min: variables, conditions, body.

local fail = require "obelus.fail"
local tree = require "obelus.tree"
local types = require "obelus.type"

local words = {}

local function is_name(x)
  return tree.is(x) and (x.op == "time" or x.op == "counter"
    or x.op == "slot" and type(x.payload) == "string")
end

-- How many of the arguments are names to bind.
local function leading_names(given)
  local count = 0
  while count < given.n and is_name(given[count + 1]) do
    count = count + 1
  end
  return count
end

local function note(binds, node, who)
  local shown = node.op == "time" and "t" or node.op == "counter" and "u"
    or node.payload
  if binds.has[shown] then
    fail.here(who .. " binds `" .. shown .. "` twice", "leave one out")
  end
  binds.has[shown] = true
  binds.shown[#binds.shown + 1] = shown
  if node.op == "time" then
    binds.t = true
  elseif node.op == "counter" then
    binds.u = true
  else
    binds.letters[#binds.letters + 1] = shown
  end
end

local function conjunction(truths)
  local whole = truths[1]
  for k = 2, #truths do
    whole = tree.make("and", "P", { whole, truths[k] })
  end
  return whole or tree.make("true", "P", {})
end

-- What a name counts as being used by: `t` also by anything that changes.
local function mask(shown)
  if shown == "t" then return tree.T | tree.NOW end
  return tree.bit(shown)
end

-- What to write for a body without the letter, over neurons.
local larger = "leave it out; for one of two numbers write the name second: "
local instead = {
  sum = "a sum of n equal terms is n * x", max = larger .. "max(0, t)",
  prod = "a product of n equal factors is x^n", min = larger .. "min(0, t)",
}

local function check(binds, condition, body, who)
  for _, shown in ipairs(binds.shown) do
    if (condition.free | body.free) & mask(shown) == 0 then
      fail.here(who .. " binds `" .. shown .. "`, which nothing under it "
        .. "mentions", instead[who] or "leave it out")
    end
    if (shown == "t" or shown == "u")
        and condition.free & tree.bit(shown) == 0 then
      fail.here(who .. " runs over " .. shown .. " without a bound",
        "add a condition: " .. who .. "(" .. shown .. ", chain(0, \"<=\", "
        .. shown .. ", \"<=\", T1), ...)")
    end
  end
end

local function bind(op, kinds, who, given)
  local binds = { letters = {}, shown = {}, has = {}, t = false, u = false }
  local names = leading_names(given)
  if names == given.n then names = names - 1 end
  for k = 1, names do note(binds, given[k], who) end
  local truths = {}
  for k = names + 1, given.n - 1 do
    truths[#truths + 1] = types.truth(given[k], "a condition of " .. who)
  end
  local body = types.want(given[given.n], kinds, who)
  local condition = conjunction(truths)
  check(binds, condition, body, who)
  local kind = body.kind == "I" and "R" or body.kind
  return tree.binder(op, kind, binds, { condition, body })
end

local function binder(name, op, kinds)
  words[name] = function(...)
    local given = table.pack(...)
    if given.n < 2 or not is_name(given[1]) then
      fail.here(name .. " begins with the names it binds",
        "write " .. name .. "(i, body) or " .. name
        .. "(i, j, condition, body)")
    end
    return bind(op, kinds, name, given)
  end
end

binder("all", "all", "P")
binder("some", "some", "P")
binder("sum", "sum", "RV")
binder("prod", "prod", "R")

-- max(a, b) of two numbers, max(i, f(i)) over neurons.
local function extreme(name, op)
  words[name] = function(...)
    local given = table.pack(...)
    if given.n >= 2 and is_name(given[1]) then
      return bind(op, "R", name, given)
    end
    if given.n ~= 2 then
      fail.here(name .. " takes two numbers, or names and a body",
        "write " .. name .. "(a, b) or " .. name .. "(i, body)")
    end
    return tree.make(name, "R",
      { types.real(given[1], name), types.real(given[2], name) })
  end
end

extreme("max", "maxof")
extreme("min", "minof")

return words
