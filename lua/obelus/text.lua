-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- text.lua -- a tree in the words of the language.

local text = {}

-- Binding strength, as in Lua.
local OR, AND, ADD, MUL, UNARY, POW, ATOM = 1, 2, 3, 4, 5, 6, 7

local show

local function wrapped(node, least, scope)
  local shown, strength = show(node, scope)
  return strength < least and "(" .. shown .. ")" or shown
end

local function list(args, scope)
  local shown = {}
  for k, arg in ipairs(args) do shown[k] = show(arg, scope) end
  return table.concat(shown, ", ")
end

local function called(word, args, scope)
  return word .. "(" .. list(args, scope) .. ")", ATOM
end

local infix = { add = { " + ", ADD, ADD, MUL }, sub = { " - ", ADD, ADD, MUL },
  mul = { " * ", MUL, MUL, UNARY }, div = { " / ", MUL, MUL, UNARY },
  pow = { "^", POW, ATOM, UNARY }, ["and"] = { " & ", AND, AND, ADD },
  ["or"] = { " | ", OR, OR, AND } }

local prefix = { neg = "-", ["not"] = "~" }

local method = { le = "at_most", lt = "below", ge = "at_least", gt = "above",
                 eq = "equals", ne = "differs", near = "equals" }

local word = { maxof = "max", minof = "min", theta2 = "theta",
  at_time = "at", at_net = "at", dflow = "D", dnet = "D", time = "t",
  counter = "u", ["true"] = "true" }

local binder = { all = true, some = true, sum = true, prod = true,
                 maxof = true, minof = true }

local spare = { "i", "j", "k", "l", "i2", "j2", "k2", "l2", "i3", "j3" }

-- A name for a slot: the one written, unless it is taken in this scope.
local function fresh(wanted, scope)
  local taken = {}
  for _, name in pairs(scope) do taken[name] = true end
  if not taken[wanted] and string.find(wanted, "^%a") then return wanted end
  for _, name in ipairs(spare) do
    if not taken[name] then return name end
  end
  return wanted
end

-- The names of a binder's slots, and the scope its operands stand in.
function text.enter(node, scope)
  local inner, names = {}, {}
  for slot, name in pairs(scope) do inner[slot] = name end
  local letters = {}
  for _, name in ipairs(node.payload.binds.shown) do
    if name ~= "t" and name ~= "u" then letters[#letters + 1] = name end
  end
  for k, slot in ipairs(node.payload.slots) do
    inner[slot] = nil
    names[k] = fresh(letters[k] or "i", inner)
    inner[slot] = names[k]
  end
  return inner, names
end

local function show_binder(node, scope)
  local inner, names = text.enter(node, scope)
  local binds = node.payload.binds
  if binds.t then table.insert(names, 1, "t") end
  if binds.u then table.insert(names, 1, "u") end
  local condition, body = node.args[1], node.args[2]
  local parts = table.concat(names, ", ")
  if condition.op ~= "true" then
    parts = parts .. ", " .. show(condition, inner)
  end
  return (word[node.op] or node.op) .. "(" .. parts .. ", "
    .. show(body, inner) .. ")", ATOM
end

function text.fraction(payload)
  if payload.shown then return "q\"" .. payload.shown .. "\"" end
  if payload.q == 1 or payload.q == "1" then return tostring(payload.p) end
  return "q(" .. payload.p .. "," .. payload.q .. ")"
end

local function show_num(node)
  local shown = text.fraction(node.payload)
  return shown, string.sub(shown, 1, 1) == "-" and UNARY or ATOM
end

local function show_big(node, scope)
  local c = node.args[1].payload
  local shown = show(node.args[2], scope)
  if c.p == 1 and c.q == 1 then
    return node.payload .. "(" .. shown .. ")", ATOM
  end
  return node.payload .. "(" .. shown .. ", " .. text.fraction(c) .. ")", ATOM
end

local function show_chain(node, scope)
  local parts = { (show(node.args[1], scope)) }
  for k, sign in ipairs(node.payload.signs) do
    parts[#parts + 1] = "\"" .. sign .. "\""
    parts[#parts + 1] = show(node.args[k + 1], scope)
  end
  return "chain(" .. table.concat(parts, ", ") .. ")", ATOM
end

-- A `let` is its word in setting.lua, or its name without TeX's signs.
function text.let_word(payload)
  return payload.word or string.gsub(payload.name, "[\\{}]", "")
end

local function show_let(node, scope)
  local shown = text.let_word(node.payload)
  if #node.args == 1 then return shown, ATOM end
  return called(shown, { table.unpack(node.args, 2) }, scope)
end

local function show_each(node, scope)
  local inner, names = text.enter(node, scope)
  return "net(" .. names[1] .. ", " .. show(node.args[1], inner) .. ")", ATOM
end

local function show_list(node, scope)
  local rows = { table.unpack(node.args, 1, #node.args - 1) }
  return "net({" .. list(rows, scope) .. "}, "
    .. show(node.args[#node.args], scope) .. ")", ATOM
end

local special = {
  num = show_num, big = show_big, chain = show_chain, let = show_let,
  net_each = show_each, net_list = show_list,
  slot = function(node, scope)
    return scope[node.payload] or tostring(node.payload), ATOM
  end,
  const = function(node) return node.payload.name or "c", ATOM end,
  scalar = function(node) return node.payload.name, ATOM end,
  vector = function(node) return node.payload.name, ATOM end,
  family = function(node, scope)
    return called(node.payload.name, node.args, scope)
  end,
  vectors = function(node, scope)
    return called(node.payload.name, node.args, scope)
  end,
  dscalar = function(node, scope)
    return "D(" .. show(node.args[1], scope) .. ", " .. node.payload.name
      .. ")", ATOM
  end,
  mean = function(node, scope)
    return "mean(" .. node.payload.name .. ", " .. show(node.args[1], scope)
      .. ")", ATOM
  end,
  opnorm = function(node, scope)
    return "opnorm(" .. node.payload.name .. ", "
      .. show(node.args[1], scope) .. ")", ATOM
  end,
  integral = function(node, scope)
    return "integral(" .. node.payload.name .. ", "
      .. list({ node.args[2], node.args[3], node.args[1] }, scope) .. ")",
      ATOM
  end,
}

local function show_method(node, scope)
  local rest = { table.unpack(node.args, 2) }
  local left = wrapped(node.args[1], ATOM, scope)
  if node.args[1].op == "num" then left = "(" .. left .. ")" end
  return left .. ":" .. method[node.op] .. "(" .. list(rest, scope) .. ")",
    ATOM
end

local function show_infix(node, scope)
  local form = infix[node.op]
  return wrapped(node.args[1], form[3], scope) .. form[1]
    .. wrapped(node.args[2], form[4], scope), form[2]
end

function show(node, scope)
  if special[node.op] then return special[node.op](node, scope) end
  if binder[node.op] then return show_binder(node, scope) end
  if infix[node.op] then return show_infix(node, scope) end
  if method[node.op] then return show_method(node, scope) end
  if prefix[node.op] then
    return prefix[node.op] .. wrapped(node.args[1], UNARY, scope), UNARY
  end
  local shown = word[node.op] or node.op
  if #node.args == 0 then return shown, ATOM end
  return called(shown, node.args, scope)
end

-- `scope`: names of the slots that are free in the tree, if any.
function text.of(node, scope)
  local shown = show(node, scope or {})
  return shown
end

return text
