-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- name.lua -- leaves with a name: what C computes, sampled variables,
-- constants, and `let`.

local fail = require "obelus.fail"
local tree = require "obelus.tree"
local types = require "obelus.type"

local words = {}
local family = types.family

family.__call = function(self, ...) return self.make(...) end
family.__index = function(self)
  return fail.here("`" .. rawget(self, "shown")
    .. "` stands without its index", "write " .. rawget(self, "example"))
end
family.__newindex = family.__index
for key in string.gmatch("add sub mul div pow unm band bor bnot eq lt le "
    .. "concat mod idiv bxor shl shr len", "%a+") do
  family["__" .. key] = function(a, b)
    local self = rawequal(getmetatable(a), family) and a or b
    return family.__index(self)
  end
end

local function new_family(shown, example, make)
  return setmetatable({ shown = shown, example = example, make = make },
    family)
end

local function expect_count(given, count, example)
  if given.n ~= count then
    fail.here("`" .. example .. "` is given " .. given.n .. " arguments",
      "write " .. example)
  end
end

-- A word over neurons: each letter of `shape` is i (neuron) or x (vector).
local function computed(name, kind, example, ops)
  words[name] = new_family(name, example, function(...)
    local given = table.pack(...)
    local op = ops[given.n]
    if not op then expect_count(given, -1, example) end
    local args = {}
    for k = 1, given.n do
      args[k] = k == 3 and types.vector(given[k], name)
        or types.neuron(given[k], name)
    end
    return tree.make(op, kind, args)
  end)
end

computed("w", "V", "w(i)", { "w" })
computed("grad", "V", "grad(i)", { "grad" })
computed("hessian", "V", "hessian(i, j, x)", { [3] = "hessian" })
computed("theta", "R", "theta(i) or theta(i, j)", { "theta", "theta2" })
computed("h", "R", "h(i)", { "h" })
computed("z", "V", "z(i)", { "z" })
computed("kappa", "R", "kappa(i, j)", { [2] = "kappa" })

for name, kind in pairs { v = "V", vperp = "V", loss = "R", r = "V",
    hessian_norm = "R", H = "R", Z = "R", pi = "R", infinity = "R" } do
  words[name] = tree.make(name, kind, {}, false, 0)
end
words.t = tree.make("time", "R", {}, false, 0)
words.u = tree.make("counter", "R", {}, false, 0)
for _, letter in ipairs(tree.letters) do
  words[letter] = tree.make("slot", "I", {}, letter, 0)
end

local function variable(name, shape)
  return { name = name, shape = shape, key = shape .. ":" .. name }
end

for name in string.gmatch("n d sigma eta delta eps1 eps2 C T1 T2",
    "%w+") do
  words[name] = tree.make("scalar", "R", {}, variable(name, "scalar"), 0)
end

local reserved = { w = true, v = true, t = true, u = true, by = true }

local function check_name(name, who)
  if type(name) ~= "string" or #name == 0 or #name > 60
      or string.find(name, "%c") then
    fail.here(who .. " wants a name", "write " .. who .. " \"x\"")
  end
  if reserved[name] then
    fail.here("`" .. name .. "` is a word of the language",
      "choose another name")
  end
end

local function is_letter(x)
  return tree.is(x) and x.op == "slot" and type(x.payload) == "string"
end

local function sequence(name, over)
  local var = variable(name, over.op == "counter" and "sequence"
    or "neurons")
  local index = var.shape == "neurons" and types.neuron or types.real
  local example = name .. "(" .. (over.op == "counter" and "u" or "i") .. ")"
  return new_family(name, example, function(...)
    expect_count(table.pack(...), 1, example)
    return tree.make("family", "R", { index((...), name) }, var)
  end)
end

-- scalar "x"; scalar("L", u), a sequence; scalar("c", i), one per neuron.
function words.scalar(name, over)
  check_name(name, "scalar")
  if over == nil then
    return tree.make("scalar", "R", {}, variable(name, "scalar"))
  end
  if not is_letter(over) and not (tree.is(over) and over.op == "counter") then
    fail.here("a family of scalars runs over u or over a neuron",
      "write scalar(\"" .. name .. "\", i)")
  end
  return sequence(name, over)
end

-- vector "b"; vector("b", i), one per neuron.
function words.vector(name, over)
  check_name(name, "vector")
  if over == nil then
    return tree.make("vector", "V", {}, variable(name, "vector"))
  end
  if not is_letter(over) then
    fail.here("a family of vectors runs over neurons",
      "write vector(\"" .. name .. "\", i)")
  end
  local var, example = variable(name, "vectors"), name .. "(i)"
  return new_family(name, example, function(...)
    expect_count(table.pack(...), 1, example)
    return tree.make("vectors", "V", { types.neuron((...), name) }, var)
  end)
end

local constants = 0

local function new_constant(name, value)
  constants = constants + 1
  return tree.make("const", "R", {}, { key = "c" .. constants, name = name,
    p = value.p, q = value.q })
end

local function value_of(c, who)
  if c == nil then return { p = 1, q = 1 } end
  local node = types.real(c, who)
  if node.op ~= "num" then
    fail.here("the value of a constant is a number",
      "write " .. who .. "(x, 100) or q\"0.1\"")
  end
  return node.payload
end

function words.constant(name, c)
  check_name(name, "constant")
  if type(c) == "table" and not tree.is(c) then
    fail.here("no constant is fitted to a trajectory or a state",
      "declare a value for all, constant(\"" .. name .. "\", 10), or say "
      .. "what it is in `choose`")
  end
  return new_constant(name, value_of(c, "constant"))
end

local function landau(word)
  words[word] = function(x, c)
    local value = value_of(c, word)
    return tree.make("big", "R", { new_constant(false, value),
      types.real(x, word) }, word)
  end
end

landau("O")
landau("Omega")

local function head_of(name)
  return { key = "let " .. name, name = name, word = false }
end

local function named(head, body, given)
  return tree.make("let", body.kind, { body, table.unpack(given) }, head)
end

local parameter_ops = { slot = true, vector = true, scalar = true }

local function parameters(given)
  local list = {}
  for k = 2, given.n - 1 do
    local x = given[k]
    if not tree.is(x) or not parameter_ops[x.op] then
      fail.here("let takes a name, letters and an expression",
        "write let(\"x\", body) or let(\"x\", i, j, body)")
    end
    list[#list + 1] = x
  end
  return list
end

-- An argument of the kind of the parameter it stands for.
local function argument(x, parameter, who)
  if parameter.op == "slot" then return types.neuron(x, who) end
  return types.want(x, parameter.kind, who)
end

local function let_family(name, list, body)
  local shown = {}
  for k, x in ipairs(list) do
    shown[k] = x.op == "slot" and x.payload or x.payload.name
  end
  local example = name .. "(" .. table.concat(shown, ", ") .. ")"
  local head = head_of(name)
  local made = new_family(name, example, function(...)
    local given = table.pack(...)
    expect_count(given, #list, example)
    local map = {}
    for k, x in ipairs(list) do
      given[k] = argument(given[k], x, name)
      map[x.id] = given[k]
    end
    local function leaf(node) return map[node.id] end
    return named(head, tree.replace(body, leaf, {}), given)
  end)
  rawset(made, "head", head)
  return made
end

function words.let(name, ...)
  local given = table.pack(name, ...)
  if type(name) ~= "string" or given.n < 2 then
    fail.here("let takes a name and an expression",
      "write let(\"\\\\lambda\", body)")
  end
  local list = parameters(given)
  local body = types.want(given[given.n], "RVPN", "let")
  body.used = true
  if #list == 0 then return named(head_of(name), body, {}) end
  return let_family(name, list, body)
end

return words
