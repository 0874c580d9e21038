-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- arithmetic.lua -- operators, functions and relations on trees.

local fail = require "obelus.fail"
local number = require "obelus.number"
local tree = require "obelus.tree"
local types = require "obelus.type"

local words = {}
local meta, methods = tree.meta, tree.methods

local function alike(op, sign)
  return function(a, b)
    a, b = types.want(a, "RV", sign), types.want(b, "RV", sign)
    if (a.kind == "V") ~= (b.kind == "V") then
      fail.here("`" .. sign .. "` joins a vector and a real",
        "take the norm of the vector, or multiply the real by one")
    end
    return tree.make(op, a.kind == "V" and "V" or "R", { a, b })
  end
end

meta.__add = alike("add", "+")
meta.__sub = alike("sub", "-")

function meta.__mul(a, b)
  a, b = types.want(a, "RV", "*"), types.want(b, "RV", "*")
  if a.kind == "V" and b.kind == "V" then
    fail.here("`*` joins two vectors", "write dot(x, y)")
  end
  if a.kind == "V" then a, b = b, a end
  return tree.make("mul", b.kind == "V" and "V" or "R", { a, b })
end

function meta.__div(a, b)
  a, b = types.want(a, "RV", "/"), types.want(b, "R", "the divisor of `/`")
  return tree.make("div", a.kind == "V" and "V" or "R", { a, b })
end

function meta.__pow(a, b)
  a, b = types.want(a, "R", "`^`"), types.want(b, "R", "the exponent of `^`")
  return tree.make("pow", "R", { a, b })
end

function meta.__unm(a)
  a = types.limit(a) or types.want(a, "RV", "`-`")
  return tree.make("neg", a.kind == "V" and "V" or "R", { a })
end

local function truths(op, sign)
  return function(a, b)
    a, b = types.truth(a, sign), types.truth(b, sign)
    return tree.make(op, "P", { a, b })
  end
end

meta.__band = truths("and", "`&`")
meta.__bor = truths("or", "`|`")
words.implies = truths("implies", "implies")

function meta.__bnot(a)
  return tree.make("not", "P", { types.truth(a, "`~`") })
end

local function forbid(sign, remedy)
  return function()
    fail.here("`" .. sign .. "` cannot join expressions", remedy)
  end
end

local compare = "compare with a:at_least(b), :at_most, :above, :below, "
  .. ":equals, :differs, or chain(a, \"<=\", b)"
meta.__eq = forbid("==", compare)
meta.__lt = forbid("<", compare)
meta.__le = forbid("<=", compare)
meta.__concat = forbid("..", "strings are written out whole")
meta.__mod = forbid("%", "there is no remainder")
meta.__idiv = forbid("//", "use / and ceil")
meta.__bxor = forbid("~", "write ~p for `not p`")
meta.__shl = forbid("<<", compare)
meta.__shr = forbid(">>", compare)
meta.__len = forbid("#", "the number of neurons is n")
meta.__call = function()
  fail.here("this expression takes no index",
    "only families such as theta(i) do")
end
meta.__newindex = forbid("=", "an expression cannot be changed")
meta.__metatable = nil
meta.__index = function(_, key)
  local method = methods[key]
  if method then return method end
  key = tostring(key)
  fail.here("expressions have no `" .. key .. "`",
    fail.suggest(key, methods, "check its spelling"))
end

-- Relations made since the list was last emptied: each must be used.
tree.relations = {}

local function relation(op, args)
  local node = tree.make(op, "P", args)
  node.relation = true
  tree.relations[#tree.relations + 1] = node
  return node
end

local function is_zero(node)
  return node.op == "num" and number.is(node.payload, 0)
end

-- Both sides of a relation; a vector beside 0 is its norm beside 0.
local function sides(a, b, op, who)
  local kinds = (op == "eq" or op == "ne" or op == "near") and "RV" or "R"
  a, b = types.want(a, kinds, who), types.want(b, kinds, who)
  if a.kind == "V" and is_zero(b) then return { a, b } end
  if (a.kind == "V") ~= (b.kind == "V") then
    fail.here(who .. " joins a vector and a real",
      "take norms, or compare with 0")
  end
  return { a, b }
end

local function comparing(op, name)
  methods[name] = function(a, b)
    return relation(op, sides(a, b, op, ":" .. name))
  end
end

comparing("ge", "at_least")
comparing("le", "at_most")
comparing("gt", "above")
comparing("lt", "below")
comparing("ne", "differs")

function methods.equals(a, b, slack)
  if slack == nil then
    return relation("eq", sides(a, b, "eq", ":equals"))
  end
  local args = sides(a, b, "near", ":equals")
  args[3] = types.real(slack, "the slack of :equals")
  return relation("near", args)
end

words.signs = { ["<="] = "le", ["<"] = "lt", [">="] = "ge", [">"] = "gt",
                ["="] = "eq" }

local function chain_sign(sign)
  if not words.signs[sign] then
    fail.here("chain has `" .. tostring(sign) .. "` where a sign belongs",
      "write chain(a, \"<=\", b, \"<\", c) with <=, <, >=, >, =")
  end
  return sign
end

function words.chain(...)
  local given = table.pack(...)
  if given.n < 3 or given.n % 2 == 0 then
    fail.here("a chain needs sides and signs in turn",
      "write chain(a, \"<=\", b, \"<=\", c)")
  end
  local args, shown = { types.want(given[1], "RV", "chain") }, {}
  for k = 2, given.n, 2 do
    local sign = chain_sign(given[k])
    local pair = sides(args[#args], given[k + 1], words.signs[sign], "chain")
    args[#args + 1] = pair[2]
    shown[#shown + 1] = sign
  end
  if #shown == 1 then return relation(words.signs[shown[1]], args) end
  local node = tree.make("chain", "P", args,
    { signs = shown, key = table.concat(shown, " ") })
  node.relation = true
  tree.relations[#tree.relations + 1] = node
  return node
end

for name in string.gmatch("sqrt exp log sin cos tan abs ceil", "%a+") do
  words[name] = function(x)
    return tree.make(name, "R", { types.want(x, "R", name) })
  end
end

words.norm = function(x)
  return tree.make("norm", "R", { types.vector(x, "norm") })
end

words.unit = function(x)
  return tree.make("unit", "V", { types.vector(x, "unit") })
end

for name in string.gmatch("dot angle", "%a+") do
  words[name] = function(x, y)
    return tree.make(name, "R",
      { types.vector(x, name), types.vector(y, name) })
  end
end

function words.ind(p)
  return tree.make("ind", "R", { types.truth(p, "ind") })
end

function words.defined(x)
  return tree.make("defined", "P", { types.want(x, "RV", "defined") })
end

function words.q(a, b)
  local fraction = number.q(a, b)
  fraction.shown = type(a) == "string" and a or nil
  return types.num(fraction)
end

return words
