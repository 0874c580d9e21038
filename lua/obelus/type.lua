-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- type.lua -- turning what a spec wrote into nodes of the kind wanted.

local fail = require "obelus.fail"
local number = require "obelus.number"
local tree = require "obelus.tree"

local types = {}

types.said = { R = "a real", V = "a vector", P = "a truth",
               I = "a neuron", N = "a network" }

function types.num(fraction, line)
  fraction.key = fraction.p .. "/" .. fraction.q
  return tree.make("num", "R", {}, fraction, line)
end

-- Families (theta, scalar("L", u)) carry this metatable: a call gives a tree.
types.family = {}
-- Ranges and samplers carry this one.
types.range = {}

-- A range where a number belongs.
function types.refuse_range()
  fail.here("a range is no number: nothing is computed with it",
    "draw a number and compute with that: local x = scalar \"x\", "
    .. "x = decades(-2, 2) in `sample`, and 2 * x")
end

local function refuse(x, who)
  if rawequal(getmetatable(x), types.range) then types.refuse_range() end
  if rawequal(getmetatable(x), types.family) then
    fail.here("`" .. x.shown .. "` stands without its index",
      "write " .. x.example)
  elseif x == nil then
    fail.here(who .. " is given nothing here",
      "is a word missing, or a `local` not set?")
  elseif type(x) == "string" then
    fail.here(who .. " is given the string \"" .. x .. "\"",
      "exact decimals are written q\"0.1\"")
  end
  fail.here(who .. " is given a " .. type(x), "give it an expression")
end

-- Any expression as a node.
function types.lift(x, who)
  if tree.is(x) then return x end
  if type(x) == "number" then return types.num(number.plain(x)) end
  return refuse(x, who)
end

local function is_kind(kind, wanted)
  return string.find(wanted, kind, 1, true)
    or kind == "I" and string.find(wanted, "R", 1, true)
end

-- `infinity` or its negative, or nil.
function types.limit(x)
  local bare = tree.is(x) and x.op == "neg" and x.args[1] or x
  return tree.is(bare) and bare.op == "infinity" and x or nil
end

-- An expression whose kind is one of the letters `wanted`.
function types.want(x, wanted, who)
  local node = types.lift(x, who)
  if types.limit(x) then
    fail.here("`infinity` stands where a number belongs",
      "it may only be a limit of `integral`")
  end
  if is_kind(node.kind, wanted) then return node end
  if node.kind == "P" then
    fail.here(who .. " is given a truth, not " ..
      types.said[string.sub(wanted, 1, 1)],
      "a method binds tighter than an operator: write "
      .. "(x - y):at_most(c), (-x):at_most(c)")
  end
  local first = types.said[string.sub(wanted, 1, 1)]
  return fail.here(who .. " wants " .. first .. ", this is "
    .. types.said[node.kind], node.kind == "V" and "take its norm or a dot "
    .. "product" or "give it " .. first)
end

function types.real(x, who) return types.want(x, "R", who) end
function types.vector(x, who) return types.want(x, "V", who) end
function types.truth(x, who) return types.want(x, "P", who) end

-- A neuron: a letter, or a number from 1.
function types.neuron(x, who)
  local node = types.lift(x, who)
  if node.op == "slot" then return node end
  if node.op == "num" and node.payload.q == 1
      and type(node.payload.p) == "number" and node.payload.p >= 1 then
    return node
  end
  return fail.here(who .. " wants the index of a neuron",
    "write i, j, k, l or a number from 1")
end

-- The fields of `given` must be among `known`. `lines`: where each stands.
function types.fields(given, known, who, line, lines)
  for key in pairs(given) do
    if type(key) ~= "string" or not known[key] then
      if type(key) == "number" then
        fail.at(line or fail.line(), who .. " holds a value without a name",
          "write name = value; several truths are "
          .. "assert = { first = ..., second = ... }")
      end
      local shown = tostring(key)
      fail.at(lines and lines[key] and lines[key].line or line
        or fail.line(), who .. " has no field `" .. shown .. "`",
        fail.suggest(shown, known, "leave it out"))
    end
  end
end

return types
