-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- units.lua -- the degree of a tree under (w, v) -> (cw, cv), its weight.
-- Sides of unequal weight are noted: a units check for nothing.
--
-- What has no weight of its own (0, a sampled number) agrees with any: nil;
-- so does log(x), of which only differences are of use.

local number = require "obelus.number"
local text = require "obelus.text"
local tree = require "obelus.tree"

local units = {}
local NOTES_MAX, SHOWN_MAX = 8, 60

local leaf = { pi = 0, slot = 0, time = 0, counter = 0, hessian_norm = 0,
  theta = 0, theta2 = 0, kappa = 0, angle = 0, unit = 0, ind = 0,
  probability = 0, v = 1, vperp = 1, w = 1, grad = 1, h = 1, H = 1, r = 1,
  z = 1, Z = 1, loss = 2 }
local parameter = { n = 0, d = 0, sigma = 1, eta = 0, delta = 0, eps1 = 0,
  eps2 = 0, C = 0, T1 = 0, T2 = 0 }

local function set(words)
  local names = {}
  for word in string.gmatch(words, "%S+") do names[word] = true end
  return names
end

local pure = set "exp sin cos tan ceil"
local as_first = set "neg abs norm let after dflow net_each mean opnorm"
local as_second = set "at_time at_net sum maxof minof"
local alike = set "add sub max min le lt ge gt eq ne near chain"

local weigh

local function shown(node, scope)
  local whole = text.of(node, scope)
  return #whole > SHOWN_MAX and string.sub(whole, 1, SHOWN_MAX) .. "..."
    or whole
end

-- Weights are sums of fractions, added up in doubles.
local function differ(a, b)
  return math.abs(a - b) > 1e-9
end

-- Notes that x and y disagree, where they do; else the weight of both.
local function agreed(state, x, y, xs, ys, node, scope)
  if xs and ys and differ(xs, ys) then
    state.note(node, string.format("%s has weight %g, %s has weight %g",
      shown(x, scope), xs, shown(y, scope), ys))
    return nil
  end
  return xs or ys
end

local function all_alike(state, node, scope)
  local weight, other
  for _, arg in ipairs(node.args) do
    local own = weigh(state, arg, scope)
    weight = agreed(state, other or arg, arg, weight, own, node, scope)
    if own then other = arg end
  end
  return weight
end

local function power(state, node, scope)
  local base = weigh(state, node.args[1], scope)
  weigh(state, node.args[2], scope)
  local exponent = node.args[2]
  local minus = exponent.op == "neg"
  if minus then exponent = exponent.args[1] end
  if base and not differ(base, 0) then return 0 end
  if not base or exponent.op ~= "num" then return nil end
  local value = tonumber(exponent.payload.p) / tonumber(exponent.payload.q)
  return minus and -base * value or base * value
end

local function sampled(state, payload)
  if state.still[payload.key] then return 0 end
  return payload.shape == "scalar" and parameter[payload.name] or nil
end

local special = {
  num = function(_, node)
    return not number.is(node.payload, 0) and 0 or nil
  end,
  const = function(_, node) return not node.payload.name and 0 or nil end,
  scalar = function(state, node) return sampled(state, node.payload) end,
  vector = function(state, node) return sampled(state, node.payload) end,
  pow = power,
}

local function combined(sign)
  return function(state, node, scope)
    local a = weigh(state, node.args[1], scope)
    local b = weigh(state, node.args[2], scope)
    return a and b and a + sign * b or nil
  end
end

special.mul, special.dot, special.big = combined(1), combined(1), combined(1)
special.div = combined(-1)

function special.sqrt(state, node, scope)
  local own = weigh(state, node.args[1], scope)
  return own and own / 2
end

function special.prod(state, node, scope)
  weigh(state, node.args[1], scope)
  local own = weigh(state, node.args[2], scope)
  return own and not differ(own, 0) and 0 or nil
end

function special.hessian(state, node, scope)
  return weigh(state, node.args[3], scope)
end

function special.dscalar(state, node, scope)
  local own, by = weigh(state, node.args[1], scope),
    sampled(state, node.payload)
  return own and by and own - by
end

function special.dnet(state, node, scope)
  local own = weigh(state, node.args[1], scope)
  local direction = weigh(state, node.args[2], scope)
  return own and direction and own - 1 + direction
end

function special.integral(state, node, scope)
  weigh(state, node.args[2], scope)
  weigh(state, node.args[3], scope)
  local own, by = weigh(state, node.args[1], scope),
    sampled(state, node.payload)
  return own and by and own + by
end

local function of_args(state, node, scope)
  local list = {}
  for k, arg in ipairs(node.args) do list[k] = weigh(state, arg, scope) end
  if pure[node.op] then
    if list[1] and differ(list[1], 0) then
      state.note(node, string.format("%s is taken of weight %g",
        shown(node, scope), list[1]))
    end
    return 0
  end
  return as_first[node.op] and list[1] or as_second[node.op] and list[2]
    or leaf[node.op]
end

local NONE = {}

function weigh(state, node, scope)
  local known = state.memo[node.id]
  if known ~= nil then return known ~= NONE and known or nil end
  local payload = node.payload
  if type(payload) == "table" and payload.slots then
    scope = text.enter(node, scope)
  end
  local own
  if special[node.op] then
    own = special[node.op](state, node, scope)
  elseif alike[node.op] then
    own = all_alike(state, node, scope)
  else
    own = of_args(state, node, scope)
  end
  state.memo[node.id] = own == nil and NONE or own
  return own
end

-- Vectors that a mean or a norm runs over, as N(0, I) and unit vectors do.
local function find_still(node, still)
  tree.walk(node, function(x)
    if x.op == "mean" or x.op == "opnorm" then still[x.payload.key] = true end
  end, {})
end

local function each_statement(claim, visit)
  for _, h in ipairs(claim.assume) do visit(h.node, h.line) end
  for _, part in ipairs(claim.parts) do visit(part.node, part.line) end
end

local function sorted_names(definitions)
  local names = {}
  for name in pairs(definitions) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- What a definition says of a parameter's weight.
local function check_definitions(claim, state)
  for _, name in ipairs(sorted_names(claim.defined)) do
    local definition = claim.defined[name]
    state.line = definition.line
    local own = weigh(state, definition.node, {})
    if own and parameter[name] and differ(own, parameter[name]) then
      state.note(definition.node, string.format("%s has weight %g, %s has "
        .. "weight %g", name, parameter[name], shown(definition.node, {}), own))
    end
  end
end

-- Lines of text, one per pair of sides that disagree, or nil.
function units.notes(claim)
  local lines, state = {}, { memo = {}, still = {}, line = 0 }
  function state.note(node, said)
    local line = node.line > 0 and node.line or state.line
    if #lines < NOTES_MAX then lines[#lines + 1] = line .. ": " .. said end
  end
  each_statement(claim, function(node) find_still(node, state.still) end)
  check_definitions(claim, state)
  each_statement(claim, function(node, line)
    state.line = line
    weigh(state, node, {})
  end)
  return #lines > 0 and table.concat(lines, "\n") or nil
end

return units
