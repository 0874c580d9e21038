-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- place.lua -- other times, steps and networks; derivatives, integrals, laws.

local fail = require "obelus.fail"
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

local function net_list(rows, teacher)
  local args = {}
  for k, row in ipairs(rows) do
    args[k] = types.vector(row, "a row of net")
  end
  if #args == 0 then
    fail.here("net has no rows", "write net({x, y}, v)")
  end
  args[#args + 1] = teacher == nil and tree.make("v", "V", {})
    or types.vector(teacher, "the teacher of net")
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

-- D(x) along the flow, D(x, s) by a scalar, D(x, net) in a direction of w.
function words.D(x, by)
  x = types.want(x, "RV", "D")
  if by == nil then
    return tree.make("dflow", x.kind, { x })
  end
  by = types.want(by, "RN", "the second argument of D")
  if by.kind == "N" then return tree.make("dnet", x.kind, { x, by }) end
  if by.op ~= "scalar" then
    fail.here("D differentiates by a sampled scalar",
      "write D(x, s) with s = scalar \"s\"")
  end
  return tree.make("dscalar", x.kind, { x }, by.payload)
end

function words.integral(x, from, to, body)
  x = types.real(x, "integral")
  if x.op ~= "scalar" then
    fail.here("integral runs over a scalar",
      "write integral(x, a, b, body) with x = scalar \"x\"")
  end
  return tree.make("integral", "R", { types.real(body, "integral"),
    types.real(from, "integral"), types.real(to, "integral") }, x.payload)
end

function words.mean(x, body)
  x = types.vector(x, "mean")
  if x.op ~= "vector" then
    fail.here("mean runs over a vector",
      "write mean(x, body) with x = vector \"x\"")
  end
  body = types.want(body, "RV", "mean")
  return tree.make("mean", body.kind, { body }, x.payload)
end

function words.probability(p)
  return tree.make("probability", "R", { types.truth(p, "probability") })
end

return words
