-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- limits.lua -- what no sample could decide is refused here, with its line:
-- ranges of t and u without an end, infinite sums, sums over a flow's time,
-- means over other spaces than the plane.

local fail = require "obelus.fail"
local number = require "obelus.number"
local tree = require "obelus.tree"

local limits = {}

local function plain(node)
  while node.op == "let" do node = node.args[1] end
  return node
end

-- Which operand of a relation is bounded from below by the other.
local above = { ge = 1, gt = 1, le = 2, lt = 2 }
local op_of = { ["<="] = "le", ["<"] = "lt", [">="] = "ge", [">"] = "gt",
                ["="] = "eq" }

-- Notes the end that `a op b` gives to the bare name on one of its sides.
local function note_end(op, a, b, name, free, ends)
  for k, pair in ipairs { { a, b }, { b, a } } do
    if plain(pair[1]).op == name and pair[2].free & free == 0 then
      local from = op == "eq" or above[op] == k
      local to = op == "eq" or above[op] and above[op] ~= k
      if from then ends.from = pair[2] end
      if to then ends.to[#ends.to + 1] = pair[2] end
    end
  end
end

-- The ends that a condition gives, as the evaluator reads them.
local function ends_of(condition, name, free, ends)
  ends = ends or { to = {} }
  local node = plain(condition)
  if node.op == "and" then
    ends_of(node.args[1], name, free, ends)
    ends_of(node.args[2], name, free, ends)
  elseif node.op == "chain" then
    for k, sign in ipairs(node.payload.signs) do
      note_end(op_of[sign], node.args[k], node.args[k + 1], name, free, ends)
    end
  elseif above[node.op] or node.op == "eq" then
    note_end(node.op, node.args[1], node.args[2], name, free, ends)
  end
  return ends
end

-- Whether a neuron that is bound further out stands in the tree.
local function holds_neuron(node, inside)
  if node.op == "slot" then return not inside[node.payload] end
  if type(node.payload) == "table" and node.payload.slots then
    local more = {}
    for slot in pairs(inside) do more[slot] = true end
    for _, slot in ipairs(node.payload.slots) do more[slot] = true end
    inside = more
  end
  for _, arg in ipairs(node.args) do
    if holds_neuron(arg, inside) then return true end
  end
  return false
end

-- An end of t that is known before the trajectory runs.
local function has_end(ends)
  for _, to in ipairs(ends.to) do
    if to.free & (tree.NOW | tree.U) == 0 and not holds_neuron(to, {}) then
      return true
    end
  end
  return false
end

local shown = { maxof = "max", minof = "min" }
local sums = { sum = true, prod = true }

local function check_integers(node, name, letter, line)
  local ends = ends_of(node.args[1], name, tree.bit(letter))
  if ends.from and ends.to[1] then return end
  local word = shown[node.op] or node.op
  fail.at(line, "`" .. word .. "` runs over " .. letter .. " without "
    .. (ends.from and "an upper end" or "a lower end"), sums[node.op]
    and "an infinite sum is not evaluated: give it both ends and bound the "
      .. "rest apart"
    or "give both ends: chain(0, \"<=\", " .. letter .. ", \"<=\", N)")
end

local function check_times(node, read, line)
  local word = shown[node.op] or node.op
  local ends = ends_of(node.args[1], "time", tree.T)
  if sums[node.op] and read.by.value.token == "flow" then
    fail.at(line, "`" .. word .. "` runs over the steps of descent, and this "
      .. "is a flow", "state it by descent, or as an integral")
  elseif sums[node.op] and not has_end(ends) then
    fail.at(line, "`" .. word .. "` runs over t without an upper end",
      "an infinite sum is not evaluated: add t:at_most(T1) and bound the "
      .. "rest apart")
  elseif not read.t and not has_end(ends) then
    fail.at(line, "`" .. word .. "` runs over t without an upper end, and "
      .. "there is no grid of times to look at", "add an end such as "
      .. "t:at_most(T1), the same for all neurons, or give the trajectory a "
      .. "grid: t = decades(-2, 4)")
  end
end

local function check_binder(node, read, line)
  local binds = node.payload.binds
  if binds.u then check_integers(node, "counter", "u", line) end
  if binds.t and read.kind == "trajectory" then
    check_times(node, read, line)
  elseif binds.t then
    check_integers(node, "time", "t", line)
  end
end

-- A mean over the plane wants d = 2 and a network.
local function check_mean(read, ranges, line)
  local d = ranges.d
  if read.kind == "scalars" then
    fail.at(line, "`mean` is taken beside a network, and `scalars` draws none",
      "use states {...}")
  end
  local plane = d and d.range == "list"
  for _, x in ipairs(plane and d.numbers or {}) do
    plane = plane and number.is(x, 2)
  end
  if not plane then
    fail.at(d and d.line or line, "`mean` is evaluated at d = 2 only",
      "write d = 2; what it says of other d is a claim of its own")
  end
end

-- Every node of one tree in one regime.
local function check_tree(node, line, read, ranges)
  tree.walk(node, function(x)
    local at = x.line > 0 and x.line or line
    if type(x.payload) == "table" and x.payload.binds then
      check_binder(x, read, at)
    elseif x.op == "mean" then
      check_mean(read, ranges, at)
    elseif x.op == "at_time" and x.args[1].op == "num"
        and x.args[1].payload.q ~= 1
        and not (read.by and read.by.value.token == "flow") then
      fail.at(at, "`at` asks for a time between two steps of descent",
        "write a whole number, or ceil(T)")
    end
  end, {})
end

local function is_suspended(read, k)
  for _, other in ipairs(read.suspended or {}) do
    if other == k then return true end
  end
  return false
end

local function ranges_of(claim, read)
  local ranges = {}
  for name, range in pairs(claim.ranges) do ranges[name] = range end
  for name, range in pairs(read.ranges) do ranges[name] = range end
  return ranges
end

local function check_regime(claim, read)
  local ranges = ranges_of(claim, read)
  local function check(node, line) check_tree(node, line, read, ranges) end
  for k, h in ipairs(claim.assume) do
    if not is_suspended(read, k) then check(h.node, h.line) end
  end
  for _, part in ipairs(claim.parts) do check(part.node, part.line) end
  if claim.cover then check(claim.cover.node, claim.cover.line) end
  for _, mutant in ipairs(claim.mutants) do
    for _, change in ipairs(mutant.by_hand and mutant.changes or {}) do
      if change.node then check(change.node, mutant.line) end
    end
  end
  for _, range in pairs(ranges) do
    if range.range == "tree" then check(range.a, range.line) end
  end
end

-- Refuses what the claim's samplers could never decide.
function limits.check(claim)
  check_regime(claim, claim.sample)
  if claim.relaxed then check_regime(claim, claim.relaxed) end
end

return limits
