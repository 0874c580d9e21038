-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- tree.lua -- the nodes of a claim's trees.
--
-- A node is never changed once made. Two nodes with the same `id` are the
-- same tree; they stay two objects because each knows the line that made it.
-- Free names are a set of bits. A bound neuron is a number (a slot), a free
-- one a letter; a binder takes the least slot above all slots inside it, so
-- substitution cannot capture and equal trees have equal slots.

local fail = require "obelus.fail"
local tree = {}

-- Methods and metamethods are filled in by words.lua.
tree.methods = {}
tree.meta = {}

local ids, count = {}, 0

local bits, bits_count = {}, 0
function tree.bit(name)
  if not bits[name] then
    bits[name] = 1 << bits_count
    bits_count = bits_count + 1
  end
  return bits[name]
end

-- "now": a current state is needed. "outer": the state outside at(net, ...).
local T, U = tree.bit "t", tree.bit "u"
local NOW, OUTER = tree.bit "now", tree.bit "outer"
tree.T, tree.U, tree.NOW, tree.OUTER = T, U, NOW, OUTER
tree.letters = { "i", "j", "k", "l" }
local LETTERS = 0
for _, name in ipairs(tree.letters) do LETTERS = LETTERS | tree.bit(name) end
tree.LETTERS = LETTERS

function tree.is(x)
  return rawequal(getmetatable(x), tree.meta)
end

local needs_now = {}
for word in string.gmatch("v vperp w grad hessian hessian_norm loss theta "
    .. "theta2 h H r z kappa Z after dflow dnet differentiable", "%S+") do
  needs_now[word] = NOW
end
needs_now.v, needs_now.vperp = 0, 0
needs_now.now, needs_now.time, needs_now.counter = OUTER, T, U

-- What remains free of the operands under each operation.
local function free_names(op, args, payload)
  local free = needs_now[op] or 0
  if op == "slot" and type(payload) == "string" then
    free = tree.bit(payload)
  end
  for k, arg in ipairs(args) do
    local inner = arg.free
    if op == "at_time" and k == 2 then
      inner = inner & ~(NOW | T)
    elseif op == "at_net" and k == 2 then
      inner = inner & ~NOW
      if inner & OUTER ~= 0 then inner = inner & ~OUTER | NOW end
    end
    if op == "probability" then inner = inner & ~NOW end
    free = free | inner
  end
  if type(payload) == "table" and payload.binds then
    if payload.binds.t then free = free & ~(T | NOW) end
    if payload.binds.u then free = free & ~U end
  end
  return free
end

local function payload_key(payload)
  if type(payload) ~= "table" then return tostring(payload) end
  return payload.key
end

local function identity(op, args, payload)
  local key = { op, payload_key(payload) }
  for k, arg in ipairs(args) do key[k + 2] = arg.id end
  key = table.concat(key, " ")
  if not ids[key] then
    count = count + 1
    ids[key] = count
  end
  return ids[key]
end

-- The number of slots that are bound inside, how deep the tree is, and how
-- many nodes it has when it is written out.
local function measure(args, payload)
  local height, depth, size = 0, 0, 1
  for _, arg in ipairs(args) do
    if arg.height > height then height = arg.height end
    if arg.depth > depth then depth = arg.depth end
    size = size + arg.size
  end
  if type(payload) == "table" and payload.top then
    height = math.max(height, payload.top)
  end
  return height, depth + 1, size
end

local DEPTH_MAX, SIZE_MAX = 190, 20000

function tree.make(op, kind, args, payload, line)
  if payload == nil then payload = false end
  local height, depth, size = measure(args, payload)
  for _, arg in ipairs(args) do arg.used = true end
  if depth > DEPTH_MAX then
    fail.here("this expression is nested more than " .. DEPTH_MAX .. " deep",
      "state a claim about smaller pieces")
  end
  if size > SIZE_MAX then
    fail.here("this expression has more than " .. SIZE_MAX .. " pieces",
      "state a claim about smaller pieces")
  end
  return setmetatable({
    op = op, kind = kind, args = args, payload = payload,
    free = free_names(op, args, payload), height = height, depth = depth,
    size = size,
    line = line or fail.own_line(), id = identity(op, args, payload),
    used = false, relation = false, vars = false,
  }, tree.meta)
end

-- The same node over other operands.
function tree.over(node, args)
  return tree.make(node.op, node.kind, args, node.payload, node.line)
end

local function replace_all(args, leaf, memo)
  local new, changed = {}, false
  for k, arg in ipairs(args) do
    new[k] = tree.replace(arg, leaf, memo)
    changed = changed or not rawequal(new[k], arg)
  end
  return new, changed
end

-- A binder over replaced operands; its slots move up where they must.
local function rebind(node, args, leaf)
  local payload = node.payload
  if measure(args, false) <= payload.slots[1] then
    return tree.over(node, args)
  end
  local opened, letters = tree.open(node)
  local binds = { letters = letters, t = payload.binds.t, u = payload.binds.u,
                  shown = payload.binds.shown }
  return tree.binder(node.op, node.kind, binds,
    replace_all(opened, leaf, {}), node.line)
end

-- Replaces subtrees: `leaf(node)` gives another, or nil to keep looking.
function tree.replace(node, leaf, memo)
  local done = memo[node]
  if done then return done end
  done = leaf(node)
  if not done then
    local args, changed = replace_all(node.args, leaf, memo)
    local payload = node.payload
    if not changed then
      done = node
    elseif type(payload) == "table" and payload.binds
        and payload.slots[1] then
      done = rebind(node, args, leaf)
    else
      done = tree.over(node, args)
    end
  end
  memo[node] = done
  return done
end

-- Binds letters in `args`: they become slots from `base` up.
local function slots_for(letters, args, base)
  local map = {}
  for k, letter in ipairs(letters) do
    map[letter] = tree.make("slot", "I", {}, base + k - 1, 0)
  end
  local bound, memo = {}, {}
  for k, arg in ipairs(args) do
    bound[k] = tree.replace(arg, function(node)
      return node.op == "slot" and map[node.payload] or nil
    end, memo)
  end
  return bound
end

local function slot_key(slots, t, u)
  local key = table.concat(slots, ",")
  return key .. (t and ",t" or "") .. (u and ",u" or "")
end

-- A binder over letters (and t, u). `names` is how it was written.
function tree.binder(op, kind, binds, args, line)
  local base = measure(args, false)
  local slots = {}
  for k in ipairs(binds.letters) do slots[k] = base + k - 1 end
  for _, arg in ipairs(args) do arg.used = true end
  local payload = { binds = binds, slots = slots, top = base + #slots,
                    key = slot_key(slots, binds.t, binds.u) }
  return tree.make(op, kind, slots_for(binds.letters, args, base), payload,
    line)
end

-- Undoes a binder: its operands with fresh letters in place of its slots.
function tree.open(node)
  local map, letters = {}, {}
  for k, slot in ipairs(node.payload.slots) do
    letters[k] = "#" .. slot
    map[slot] = tree.make("slot", "I", {}, letters[k], 0)
  end
  local args, memo = {}, {}
  for k, arg in ipairs(node.args) do
    args[k] = tree.replace(arg, function(leaf)
      return leaf.op == "slot" and map[leaf.payload] or nil
    end, memo)
  end
  return args, letters
end

local binds_variable = { integral = true, mean = true, opnorm = true }

-- The sampled variables free in a tree: variable key -> variable.
function tree.variables(node)
  if node.vars then return node.vars end
  local found = {}
  for _, arg in ipairs(node.args) do
    for key, var in pairs(tree.variables(arg)) do found[key] = var end
  end
  if node.payload and type(node.payload) == "table"
      and node.payload.shape then
    found[node.payload.key] = not binds_variable[node.op]
      and node.payload or nil
  end
  node.vars = found
  return found
end

-- Calls visit(node) on every node once, operands first.
function tree.walk(node, visit, seen)
  if seen[node.id] then return end
  seen[node.id] = true
  for _, arg in ipairs(node.args) do tree.walk(arg, visit, seen) end
  visit(node)
end

return tree
