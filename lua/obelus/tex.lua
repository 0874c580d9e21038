-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- tex.lua -- a tree as LaTeX. The time of at, after and of a bound t is
-- pushed onto the leaves: \theta_i(0), w_i(t+1).

local text = require "obelus.text"
local tree = require "obelus.tree"

local tex = {}

local OR, AND, ADD, MUL, UNARY, ATOM = 1, 2, 3, 4, 5, 6

local show

local function of(node, scope)
  local shown = show(node, scope)
  return shown
end

local function wrapped(node, least, scope)
  local shown, strength = show(node, scope)
  if strength >= least then return shown end
  return "\\left(" .. shown .. "\\right)"
end

-- The scope: names of slots, and the time that leaves carry.
local function at_time(scope, time)
  return { names = scope.names, time = time }
end

local greek = { sigma = "\\sigma", eta = "\\eta", delta = "\\delta",
  eps1 = "\\epsilon_1", eps2 = "\\epsilon_2", T1 = "T_1", T2 = "T_2",
  lambda = "\\lambda", gamma = "\\gamma", share = "\\alpha" }

-- A variable's name: one letter stays, a longer word is set upright.
function tex.name(name)
  if greek[name] then return greek[name] end
  if string.find(name, "[\\^_{]") or #name == 1 then return name end
  local letter, digits = string.match(name, "^(%a)(%d+)$")
  if letter then return letter .. "_{" .. digits .. "}" end
  return "\\mathrm{" .. string.gsub(name, "[^%w ]", "") .. "}"
end

local function dated(shown, scope)
  if not scope.time then return shown, ATOM end
  return shown .. "(" .. scope.time .. ")", ATOM
end

local function index(node, scope)
  if node.op == "slot" then
    return scope.names[node.payload] or tostring(node.payload)
  end
  return of(node, scope)
end

local function indices(args, scope, from)
  local shown = {}
  for k = from or 1, #args do
    shown[#shown + 1] = index(args[k], scope)
  end
  local long = false
  for _, x in ipairs(shown) do long = long or #x > 1 end
  return "_{" .. table.concat(shown, long and "," or "") .. "}"
end

local leaf = { w = "w", grad = "\\nabla", theta = "\\theta",
  theta2 = "\\theta", h = "h", z = "z", kappa = "\\kappa", loss = "L",
  hessian_norm = "\\|\\Lambda\\|", H = "H", r = "r", Z = "Z" }

local constant = { pi = "\\pi", infinity = "\\infty", v = "v",
  vperp = "v^{\\perp}", time = "t", counter = "u", now = "w",
  ["true"] = "\\top" }

local relation = { le = "\\le", lt = "<", ge = "\\ge", gt = ">", eq = "=",
                   ne = "\\ne" }
local sign = { ["<="] = "\\le", ["<"] = "<", [">="] = "\\ge", [">"] = ">",
               ["="] = "=" }

local quantifier = { all = "\\forall", some = "\\exists" }
local big = { sum = "\\sum", prod = "\\prod", maxof = "\\max",
              minof = "\\min" }

local function fraction(payload)
  if payload.shown and not string.find(payload.shown, "[eE]") then
    return payload.shown, ATOM
  elseif payload.q == 1 or payload.q == "1" then
    local shown = tostring(payload.p)
    return shown, string.sub(shown, 1, 1) == "-" and UNARY or ATOM
  elseif payload.shown then
    local digits, power = string.match(payload.shown, "^(.-)[eE]%+?(.*)$")
    return digits .. "\\cdot10^{" .. power .. "}", MUL
  end
  return "\\tfrac{" .. payload.p .. "}{" .. payload.q .. "}", ATOM
end

local function inner_scope(node, scope)
  local names, list = text.enter(node, scope.names)
  local binds = node.payload.binds
  local time = binds.t and "t" or scope.time
  if binds.t then table.insert(list, 1, "t") end
  if binds.u then table.insert(list, 1, "u") end
  return { names = names, time = time }, table.concat(list, ",")
end

local function show_quantifier(node, scope)
  local inner, list = inner_scope(node, scope)
  local shown = quantifier[node.op] .. " " .. list
  if node.args[1].op ~= "true" then
    shown = shown .. ",\\ " .. of(node.args[1], inner)
  end
  return shown .. ":\\ " .. of(node.args[2], inner), OR
end

local function show_big(node, scope)
  local inner, list = inner_scope(node, scope)
  if node.args[1].op ~= "true" then
    list = list .. ":\\," .. of(node.args[1], inner)
  end
  return big[node.op] .. "_{" .. list .. "} "
    .. wrapped(node.args[2], MUL, inner), MUL
end

local function show_chain(node, scope)
  local parts = { wrapped(node.args[1], ADD, scope) }
  for k, mark in ipairs(node.payload.signs) do
    parts[#parts + 1] = sign[mark]
    parts[#parts + 1] = wrapped(node.args[k + 1], ADD, scope)
  end
  return table.concat(parts, " "), AND
end

local function show_power(node, scope)
  local base = wrapped(node.args[1], ATOM, scope)
  return base .. "^{" .. of(node.args[2], scope) .. "}", UNARY
end

-- A product: numbers and names side by side, a dot before a digit.
local function show_product(node, scope)
  local left = wrapped(node.args[1], MUL, scope)
  local right = wrapped(node.args[2], UNARY, scope)
  local between = string.find(right, "^[%d-]") and " \\cdot " or " "
  return left .. between .. right, MUL
end

local function show_let(node, scope)
  if node.free & tree.NOW == 0 then scope = at_time(scope, nil) end
  local name = node.payload.name
  if string.find(name, "^%a[%w_]+$") and not string.find(name, "_") then
    name = tex.name(name)
  end
  if #node.args == 1 then return dated(name, scope) end
  local first = node.args[2]
  if first.op == "slot" or first.op == "num" then
    return dated(name .. indices(node.args, scope, 2), scope)
  end
  local shown = {}
  for k = 2, #node.args do shown[k - 1] = of(node.args[k], scope) end
  return name .. "(" .. table.concat(shown, ", ") .. ")", ATOM
end

-- The time of at(s, x): shown on the leaves where it is short.
local function show_at_time(node, scope)
  return show(node.args[2], at_time(scope, of(node.args[1], scope)))
end

local function show_after(node, scope)
  local time = scope.time or "t"
  return show(node.args[1], at_time(scope, time .. "+1"))
end

local function show_each(node, scope)
  local inner, list = inner_scope(node, scope)
  return "(" .. of(node.args[1], inner) .. ")_{" .. list .. "}", ATOM
end

local function show_net(node, scope)
  local rows = {}
  for k = 1, #node.args - 1 do rows[k] = of(node.args[k], scope) end
  return "\\left(" .. table.concat(rows, ", ") .. ";\\ "
    .. of(node.args[#node.args], scope) .. "\\right)", ATOM
end

local function slope(node, scope, by)
  return "\\frac{\\mathrm{d}}{\\mathrm{d}" .. by .. "} "
    .. wrapped(node.args[1], UNARY, scope), MUL
end

local function call(name)
  return function(node, scope)
    local shown = {}
    for k, arg in ipairs(node.args) do shown[k] = of(arg, scope) end
    return name .. "\\left(" .. table.concat(shown, ", ") .. "\\right)", ATOM
  end
end

local function between(left, right)
  return function(node, scope)
    local shown = {}
    for k, arg in ipairs(node.args) do shown[k] = of(arg, scope) end
    return left .. table.concat(shown, ", ") .. right, ATOM
  end
end

local function joined(mark, strength, right)
  return function(node, scope)
    return wrapped(node.args[1], strength, scope) .. mark
      .. wrapped(node.args[2], right, scope), strength
  end
end

local special = {
  num = function(node) return fraction(node.payload) end,
  slot = function(node, scope) return index(node, scope), ATOM end,
  const = function(node) return tex.name(node.payload.name or "c"), ATOM end,
  scalar = function(node) return tex.name(node.payload.name), ATOM end,
  vector = function(node) return tex.name(node.payload.name), ATOM end,
  family = function(node, scope)
    local name = tex.name(node.payload.name)
    if node.payload.shape == "sequence" then
      return name .. "(" .. of(node.args[1], scope) .. ")", ATOM
    end
    return name .. indices(node.args, scope), ATOM
  end,
  vectors = function(node, scope)
    local name = tex.name(node.payload.name)
    if string.find(name, "%^") then name = "{" .. name .. "}" end
    return name .. indices(node.args, scope), ATOM
  end,
  big = function(node, scope)
    local word = node.payload == "O" and "O" or "\\Omega"
    return word .. "\\left(" .. of(node.args[2], scope) .. "\\right)", ATOM
  end,
  hessian = function(node, scope)
    return "\\Lambda" .. indices({ node.args[1], node.args[2] }, scope)
      .. " " .. wrapped(node.args[3], UNARY, scope), MUL
  end,
  add = joined(" + ", ADD, ADD), sub = joined(" - ", ADD, MUL),
  mul = show_product, pow = show_power,
  div = function(node, scope)
    return "\\frac{" .. of(node.args[1], scope) .. "}{"
      .. of(node.args[2], scope) .. "}", UNARY
  end,
  neg = function(node, scope)
    return "-" .. wrapped(node.args[1], MUL, scope), ADD
  end,
  sqrt = between("\\sqrt{", "}"), abs = between("\\left|", "\\right|"),
  ceil = between("\\lceil ", "\\rceil"),
  norm = between("\\left\\|", "\\right\\|"),
  dot = between("\\langle ", "\\rangle"),
  unit = between("\\overline{", "}"), angle = call "\\angle",
  ind = between("1\\{", "\\}"), defined = between("", "\\text{ exists}"),
  differentiable = between("", "\\text{ is differentiable}"),
  probability = call "\\Pr", max = call "\\max", min = call "\\min",
  exp = call "\\exp", log = call "\\ln", sin = call "\\sin",
  cos = call "\\cos", tan = call "\\tan",
  ["and"] = joined(" \\wedge ", AND, AND),
  ["or"] = joined(" \\vee ", OR, AND),
  implies = joined(" \\Rightarrow ", OR, AND),
  ["not"] = function(node, scope)
    return "\\neg " .. wrapped(node.args[1], ATOM, scope), AND
  end,
  near = function(node, scope)
    local bar = node.args[1].kind == "V" and "\\|" or "|"
    return "\\left" .. bar .. of(node.args[1], scope) .. " - "
      .. wrapped(node.args[2], MUL, scope) .. "\\right" .. bar .. " \\le "
      .. wrapped(node.args[3], ADD, scope), AND
  end,
  chain = show_chain, let = show_let, at_time = show_at_time,
  after = show_after, net_each = show_each, net_list = show_net,
  at_net = function(node, scope)
    return "\\left." .. of(node.args[2], { names = scope.names })
      .. "\\right|_{" .. of(node.args[1], scope) .. "}", ATOM
  end,
  dflow = function(node, scope) return slope(node, scope, "t") end,
  dscalar = function(node, scope)
    return slope(node, scope, tex.name(node.payload.name))
  end,
  dnet = function(node, scope)
    return "D_{" .. of(node.args[2], scope) .. "} "
      .. wrapped(node.args[1], UNARY, scope), MUL
  end,
  integral = function(node, scope)
    return "\\int_{" .. of(node.args[2], scope) .. "}^{"
      .. of(node.args[3], scope) .. "} " .. of(node.args[1], scope)
      .. "\\,\\mathrm{d}" .. tex.name(node.payload.name), MUL
  end,
  opnorm = function(node, scope)
    return "\\left\\|" .. tex.name(node.payload.name) .. " \\mapsto "
      .. of(node.args[1], scope) .. "\\right\\|", ATOM
  end,
  mean = function(node, scope)
    return "\\mathbb{E}_{" .. tex.name(node.payload.name) .. "}\\left["
      .. of(node.args[1], scope) .. "\\right]", ATOM
  end,
}

function show(node, scope)
  local op = node.op
  if special[op] then return special[op](node, scope) end
  if quantifier[op] then return show_quantifier(node, scope) end
  if big[op] then return show_big(node, scope) end
  if constant[op] then return constant[op], ATOM end
  if relation[op] then
    return wrapped(node.args[1], ADD, scope) .. " " .. relation[op] .. " "
      .. wrapped(node.args[2], ADD, scope), AND
  end
  local args = #node.args > 0 and indices(node.args, scope) or ""
  return dated(leaf[op] .. args, scope)
end

function tex.of(node)
  return of(node, { names = {} })
end

return tex
