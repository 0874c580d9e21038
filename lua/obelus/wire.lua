-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- wire.lua -- trees and claims as the lines of src/claim/wire.h.
--
-- Equal trees become one node here. What only a reader needs (let, chain, the
-- letter O) is written out in the operations that C evaluates.

local fail = require "obelus.fail"
local number = require "obelus.number"

local wire = {}
local writer = {}
writer.__index = writer

local NODES_MAX = 90000

function wire.word(x)
  x = tostring(x)
  if x == "" then return "%" end
  return (string.gsub(x, "[^%w_.+^()=<>,:;'!?#{}|~*-]", function(byte)
    return string.format("%%%02X", string.byte(byte))
  end))
end

function wire.line(...)
  local words = table.pack(...)
  for k = 1, words.n do words[k] = wire.word(words[k]) end
  return table.concat(words, " ")
end

-- `at_start`: a state is the start of its own trajectory, so at(0, x) is x.
-- `line`: of the claim.
function wire.new(at_start, line)
  return setmetatable({
    leaves = {}, nodes = {}, lines = {}, made = {}, ids = {}, constants = {},
    variables = {}, named = {}, constant_count = 0, variable_count = 0,
    line = line, node_count = 0, at_start = at_start, hidden_count = 0,
  }, writer)
end

function writer:constant(c)
  local id = self.constants[c.key]
  if id then return id end
  id = self.constant_count
  self.constant_count, self.constants[c.key] = id + 1, id
  local name = c.name
  if not name then
    self.hidden_count = self.hidden_count + 1
    name = "c_" .. self.hidden_count
  end
  self.leaves[#self.leaves + 1] =
    wire.line("constant", name, c.p, c.q)
  return id
end

function writer:variable(var)
  local id = self.variables[var.key]
  if id then return id end
  local other = self.named[var.name]
  if other and other ~= var.shape then
    fail.at(self.line, "`" .. var.name .. "` is used as a " .. other
      .. " and as a " .. var.shape, "give one of them another name")
  end
  id = self.variable_count
  self.variable_count, self.variables[var.key] = id + 1, id
  self.named[var.name] = var.shape
  self.leaves[#self.leaves + 1] = wire.line("variable", var.name, var.shape)
  return id
end

-- Writes one node, once.
function writer:put(op, line, words)
  local key = op .. " " .. table.concat(words, " ")
  local id = self.ids[key]
  if id then return id end
  id = self.node_count
  if id >= NODES_MAX then
    fail.at(line, "this claim has more than " .. NODES_MAX .. " nodes",
      "split it into smaller claims")
  end
  self.node_count, self.ids[key] = id + 1, id
  table.insert(words, 1, "node " .. op .. " " .. line)
  self.nodes[#self.nodes + 1] = table.concat(words, " ")
  return id
end

local function put_num(self, x, line)
  return self:put("num", line, { tostring(x.p), tostring(x.q) })
end

local function each(self, node, line)
  local words = {}
  for k, arg in ipairs(node.args) do words[k] = self:node(arg, line) end
  return words
end

local signs = { ["<="] = "le", ["<"] = "lt", [">="] = "ge", [">"] = "gt",
                ["="] = "eq" }

-- A vector beside 0: its norm beside 0.
local function put_relation(self, op, args, line)
  local words = {}
  local against_zero = args[1].kind == "V" or args[2].kind == "V"
  against_zero = against_zero and args[1].kind ~= args[2].kind
  for k, arg in ipairs(args) do
    words[k] = self:node(arg, line)
    if against_zero and arg.kind == "V" then
      words[k] = self:put("norm", line, { words[k] })
    end
  end
  return self:put(op, line, words)
end

local function put_chain(self, node, line)
  local whole
  for k, sign in ipairs(node.payload.signs) do
    local link = put_relation(self, signs[sign],
      { node.args[k], node.args[k + 1] }, line)
    whole = whole and self:put("and", line, { whole, link }) or link
  end
  return whole
end

local function put_binder(self, node, line)
  local words = each(self, node, line)
  local binds = node.payload.binds
  words[#words + 1] = #node.payload.slots + (binds.t and 1 or 0)
    + (binds.u and 1 or 0)
  for _, slot in ipairs(node.payload.slots) do
    if slot > 7 then
      fail.at(line, "more than 8 neurons are bound at once",
        "state a claim about smaller pieces")
    end
    words[#words + 1] = slot
  end
  if binds.t then words[#words + 1] = "t" end
  if binds.u then words[#words + 1] = "u" end
  return self:put(node.op, line, words)
end

local function put_big(self, node, line)
  local x = node.args[2]
  if x.op == "num" and number.is(x.payload, 1) then
    return self:node(node.args[1], line)
  end
  return self:put("mul", line, each(self, node, line))
end

local function with_variable(self, node, line)
  local words = each(self, node, line)
  words[#words + 1] = self:variable(node.payload)
  return self:put(node.op, line, words)
end

local special = {
  num = function(self, node, line)
    return put_num(self, node.payload, line)
  end,
  const = function(self, node, line)
    return self:put("const", line, { self:constant(node.payload) })
  end,
  slot = function(self, node, line)
    return self:put("slot", line, { node.payload })
  end,
  let = function(self, node, line) return self:node(node.args[1], line) end,
  neg = function(self, node, line)
    local x = node.args[1]
    if x.op == "num" then
      return put_num(self, number.negated(x.payload), line)
    end
    return self:put("neg", line, each(self, node, line))
  end,
  at_time = function(self, node, line)
    local place = node.args[1]
    if self.at_start and place.op == "num"
        and number.is(place.payload, 0) then
      return self:node(node.args[2], line)
    end
    return self:put("at_time", line, each(self, node, line))
  end,
  eq = function(self, node, line)
    return put_relation(self, "eq", node.args, line)
  end,
  ne = function(self, node, line)
    return put_relation(self, "ne", node.args, line)
  end,
  near = function(self, node, line)
    if node.args[2].kind == "V" or node.args[1].kind ~= "V" then
      return self:put("near", line, each(self, node, line))
    end
    local x, s = self:node(node.args[1], line), self:node(node.args[3], line)
    return self:put("le", line, { self:put("norm", line, { x }), s })
  end,
  chain = put_chain, big = put_big,
  all = put_binder, some = put_binder, sum = put_binder, prod = put_binder,
  maxof = put_binder, minof = put_binder,
  net_each = function(self, node, line)
    local words = each(self, node, line)
    words[2] = node.payload.slots[1]
    return self:put("net_each", line, words)
  end,
  scalar = with_variable, family = with_variable, vector = with_variable,
  vectors = with_variable, dscalar = with_variable,
  integral = with_variable, mean = with_variable, opnorm = with_variable,
}

-- The id of a tree; nodes of other files take the line of what holds them.
function writer:node(node, line)
  local id = self.made[node.id]
  if id then return id end
  if node.line > 0 then line = node.line end
  local put = special[node.op]
  id = put and put(self, node, line)
    or not put and self:put(node.op, line, each(self, node, line))
  self.made[node.id] = id
  return id
end

function writer:say(...)
  self.lines[#self.lines + 1] = wire.line(...)
end

-- A line whose words are ready (numbers, keywords).
function writer:raw(line)
  self.lines[#self.lines + 1] = line
end

-- The leaves and nodes first, then what refers to them.
function writer:finish(head)
  local all = { table.concat(head, "\n") }
  for _, block in ipairs { self.leaves, self.nodes, self.lines } do
    if #block > 0 then all[#all + 1] = table.concat(block, "\n") end
  end
  return table.concat(all, "\n") .. "\nend\n"
end

return wire
