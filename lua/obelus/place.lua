-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- place.lua -- other times, steps and networks; derivatives, integrals, laws.

local fail = require "obelus.fail"
local number = require "obelus.number"
local tree = require "obelus.tree"
local types = require "obelus.type"

local words = {}

-- at(s, x): x at time s, or in the network s.
function words.at(place, x)
  place = types.want(place, "RN", "the place of at")
  x = types.want(x, "RVP", "at")
  local op = place.kind == "N" and "at_net" or "at_time"
  local kind = x.kind == "I" and "R" or x.kind
  return tree.make(op, kind, { place, x })
end

local function moving(x, who)
  x = types.want(x, "RVP", who)
  if x.free & tree.NOW == 0 and x.free & tree.T == 0 then
    fail.here(who .. " is given what does not change along the way",
      "give it an expression in w, loss, theta, ...")
  end
  return x
end

function words.after(x)
  x = moving(x, "after")
  return tree.make("after", x.kind, { x })
end

words.now = tree.make("now", "N", {}, false, 0)

local elsewhere = { vperp = true, w = true, z = true, grad = true,
                    hessian = true, r = true, vector = true, vectors = true }

-- Whether a number is certainly negative or 0.
local function is_negative(node)
  if node.op == "neg" then return node.args[1].op == "num" end
  return node.op == "num" and (number.is(node.payload, 0)
    or string.sub(tostring(node.payload.p), 1, 1) == "-")
end

-- Whether a vector is certainly no positive multiple of v.
local function is_other_way(node)
  if elsewhere[node.op] or node.op == "neg" then return true end
  if node.op == "let" or node.op == "unit" or node.op == "div" then
    return is_other_way(node.args[1])
  elseif node.op == "mul" then
    return is_negative(node.args[1]) or is_other_way(node.args[2])
  end
  return false
end

local function net_list(rows, teacher)
  local args = {}
  for k, row in ipairs(rows) do
    args[k] = types.vector(row, "a row of net")
  end
  if #args == 0 then
    fail.here("net has no rows", "write net({x, y}, v)")
  end
  teacher = teacher == nil and tree.make("v", "V", {})
    or types.vector(teacher, "the teacher of net")
  if is_other_way(teacher) then
    fail.here("the teacher of net is no positive multiple of v",
      "turn the rows instead, and write a teacher such as v / n")
  end
  args[#args + 1] = teacher
  return tree.make("net_list", "N", args)
end

-- net(i, V): a vector for every neuron; net({V, ...}, v').
function words.net(first, second, ...)
  if select("#", ...) > 0 then
    fail.here("net takes two arguments",
      "write net(i, vector) or net({vectors}, teacher)")
  end
  if type(first) == "table" and not tree.is(first) then
    return net_list(first, second)
  end
  if not tree.is(first) or first.op ~= "slot" then
    fail.here("net begins with a neuron's letter or a list of vectors",
      "write net(i, w(i) + x) or net({x, y}, v)")
  end
  local body = types.vector(second, "net")
  local binds = { letters = { first.payload }, shown = { first.payload },
                  t = false, u = false }
  return tree.binder("net_each", "N", binds, { body })
end

local no_slope = {}
for op in string.gmatch("dflow dscalar dnet mean integral opnorm probability",
    "%a+") do
  no_slope[op] = true
end

local spelt = { dflow = "D", dscalar = "D", dnet = "D" }

-- Refuses what has no derivative here. What `at(s, x)` holds stands still,
-- unless s or, under D(x, s), something in it moves.
local function check_slope(node, who, by, seen)
  -- A truth stands still, and so does what was seen before.
  if seen[node.id] or node.kind == "P" then return end
  seen[node.id] = true
  if no_slope[node.op] then
    fail.here("`" .. who .. "` is given a `" .. (spelt[node.op] or node.op)
      .. "`, which has no derivative here",
      "write it out, or give it a closed form")
  elseif node.op == "at_time" then
    if node.args[1].free & tree.T ~= 0
        or by and tree.variables(node)[by.key] then
      fail.here("`" .. who .. "` is given an `at` that moves",
        "differentiate inside: at(s, D(x))")
    end
    return
  end
  for _, arg in ipairs(node.args) do check_slope(arg, who, by, seen) end
end

-- D(x) along the flow, D(x, s) by a scalar, D(x, net) in a direction of w.
function words.D(x, by)
  x = types.want(x, "RV", "D")
  by = by ~= nil and types.want(by, "RN", "the second argument of D") or nil
  local scalar = by and by.op == "scalar" and by.payload or nil
  check_slope(x, "D", scalar, {})
  if by == nil then
    return tree.make("dflow", x.kind, { x })
  elseif by.kind == "N" then
    return tree.make("dnet", x.kind, { x, by })
  elseif not scalar then
    fail.here("D differentiates by a sampled scalar",
      "write D(x, s) with s = scalar \"s\"")
  end
  return tree.make("dscalar", x.kind, { x }, scalar)
end

-- Whether x has a derivative by w, in every direction of a frame.
function words.differentiable(x)
  x = types.want(x, "RV", "differentiable")
  if x.free & tree.NOW == 0 then
    fail.here("differentiable is given what does not depend on w",
      "give it an expression in w, loss, theta, ...")
  end
  check_slope(x, "differentiable", nil, {})
  return tree.make("differentiable", "P", { x })
end

-- A variable to run over.
local function runs_over(x, kind, who, example)
  x = types.want(x, kind, who)
  local op = kind == "V" and "vector" or "scalar"
  if x.op ~= op then
    fail.here(who .. " runs over a " .. op, "write " .. example)
  end
  return x
end

-- Refuses what is asked at a number of its own only, not at a whole range.
local function check_integrand(node, key, seen)
  if seen[node.id] then return end
  seen[node.id] = true
  local payload = node.payload
  local ends = type(payload) == "table" and payload.binds
    and (payload.binds.t or payload.binds.u)
  local first = node.args[1]
  if node.op == "mean" or node.op == "probability" then
    fail.here("integral is given a `" .. node.op .. "`",
      "give the inner one a closed form")
  elseif (node.op == "at_time" or node.op == "family" or ends)
      and tree.variables(first)[key] then
    fail.here("integral runs over what must be one number: a time, an index "
      .. "or an end of a sum", "integrate what varies smoothly")
  end
  for _, arg in ipairs(node.args) do check_integrand(arg, key, seen) end
end

function words.integral(x, from, to, body)
  x = runs_over(x, "R", "integral",
    "integral(x, a, b, body) with x = scalar \"x\"")
  from = types.limit(from) or types.real(from, "a limit of integral")
  to = types.limit(to) or types.real(to, "a limit of integral")
  body = types.real(body, "integral")
  check_integrand(body, x.payload.key, {})
  for _, limit in ipairs { from, to } do
    if tree.variables(limit)[x.payload.key] then
      fail.here("a limit of integral holds the variable it runs over",
        "let the integral run over a variable of its own")
    end
  end
  return tree.make("integral", "R", { body, from, to }, x.payload)
end

function words.mean(x, body)
  x = runs_over(x, "V", "mean", "mean(x, body) with x = vector \"x\"")
  body = types.want(body, "RV", "mean")
  return tree.make("mean", body.kind, { body }, x.payload)
end

local degree

-- The degree of each operand; nil where one has none.
local function degrees(args, key)
  local list = {}
  for k, arg in ipairs(args) do
    list[k] = degree(arg, key)
    if not list[k] then return nil end
  end
  return list
end

local additive = { add = true, sub = true }
local last_alone = { neg = true, sum = true, at_time = true, at_net = true,
                     after = true, net_each = true, hessian = true,
                     dnet = true }

-- 1 where a tree is linear in a vector, 0 where it is free of it, else nil.
function degree(node, key)
  if node.op == "vector" and node.payload.key == key then return 1 end
  if not tree.variables(node)[key] then return 0 end
  if node.op == "let" then return degree(node.args[1], key) end
  local list = degrees(node.args, key)
  if not list then return nil end
  if additive[node.op] then
    return list[1] == list[2] and list[1] or nil
  elseif node.op == "mul" or node.op == "dot" then
    return list[1] + list[2] == 1 and 1 or nil
  elseif node.op == "div" then
    return list[2] == 0 and list[1] or nil
  end
  for k = 1, #list - 1 do
    if list[k] ~= 0 then return nil end
  end
  return last_alone[node.op] and list[#list] or nil
end

-- The norm of the linear map from x to `body`.
function words.opnorm(x, body)
  x = runs_over(x, "V", "opnorm", "opnorm(x, body) with x = vector \"x\"")
  body = types.vector(body, "opnorm")
  if degree(body, x.payload.key) ~= 1 then
    fail.here("opnorm is given what is not linear in its variable",
      "write a map such as hessian(i, j, x) + dot(v, x) * w(i)")
  end
  return tree.make("opnorm", "R", { body }, x.payload)
end

function words.probability(p)
  return tree.make("probability", "R", { types.truth(p, "probability") })
end

return words
