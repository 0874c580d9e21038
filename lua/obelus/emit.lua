-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- emit.lua -- a checked claim as the bytes of src/claim/wire.h.

local claims = require "obelus.claim"
local fail = require "obelus.fail"
local number = require "obelus.number"
local sampler = require "obelus.sampler"
local tex = require "obelus.tex"
local text = require "obelus.text"
local tree = require "obelus.tree"
local types = require "obelus.type"
local wire = require "obelus.wire"

local emit = {}

local function list_words(numbers)
  local words = { "list" }
  for _, x in ipairs(numbers) do
    words[#words + 1] = tostring(x.p)
    words[#words + 1] = tostring(x.q)
  end
  return table.concat(words, " ")
end

-- The letter that a range of a family leaves free, or nil.
local function letter_of(node, line, name)
  local found
  for _, letter in ipairs(tree.letters) do
    if node.free & tree.bit(letter) ~= 0 then
      if found then
        fail.at(line, "the range of `" .. name .. "` leaves both " .. found
          .. " and " .. letter .. " free", "keep one letter")
      end
      found = letter
    end
  end
  return found
end

-- A tree for every member of a family: its body and its slot.
local function each_words(writer, node, var, line)
  if node.op ~= "net_each" then
    local letter = letter_of(node, line, var.name)
    if not letter then return "tree " .. writer:node(node, line) end
    node = tree.binder("net_each", "N", { letters = { letter },
      shown = { letter }, t = false, u = false }, { node })
  end
  return "tree " .. writer:node(node.args[1], line) .. " each "
    .. node.payload.slots[1]
end

local function check_free(node, var, line)
  local allowed = var.shape == "sequence" and tree.U or 0
  if var.shape == "neurons" or var.shape == "vectors" then
    allowed = tree.LETTERS
  end
  if node.free & ~allowed & (tree.LETTERS | tree.U | tree.T) ~= 0 then
    fail.at(line, "the range of `" .. var.name .. "` leaves a name free",
      "a range may speak of what is drawn before it, not of i, t or u")
  end
end

local vectorial = { vector = "V", vectors = "V" }

local function tree_words(writer, node, var, line)
  local is_vector = node.kind == "V" or node.kind == "N"
  if is_vector ~= (vectorial[var.shape] ~= nil) then
    fail.at(line, "the range of `" .. var.name .. "` is "
      .. types.said[node.kind], "it is a " .. var.shape)
  end
  check_free(node, var, line)
  if var.shape == "vectors" or var.shape == "neurons" then
    return each_words(writer, node, var, line)
  end
  return "tree " .. writer:node(node, line)
end

-- An end of between or decades: one for all members of a family.
local function check_end(node, var, line)
  check_free(node, var, line)
  local letter = letter_of(node, line, var.name)
  if letter then
    fail.at(line, "an end of the range of `" .. var.name .. "` leaves the "
      .. "neuron `" .. letter .. "` free", "give all neurons one range, and "
      .. "scale in the claim: norm(w(" .. letter .. ")) * " .. var.name .. "("
      .. letter .. ")")
  end
end

local function range_words(writer, range, var, line)
  line = range.line or line
  local kind = range.range
  if kind == "list" then return list_words(range.numbers) end
  if kind == "tree" then
    return tree_words(writer, range.a, var, line)
  elseif kind == "sequence" then
    return "sequence " .. range_words(writer, range.first, var, line)
      .. " | " .. range_words(writer, range.next, var, line)
  elseif kind and vectorial[var.shape] then
    fail.at(line, "the vector `" .. var.name .. "` is drawn as a number",
      "write " .. var.name .. " = anywhere, or an expression")
  elseif kind then
    check_end(range.a, var, line)
    check_end(range.b, var, line)
    return kind .. " " .. writer:node(range.a, line) .. " "
      .. writer:node(range.b, line)
  elseif range.token == "anywhere" and vectorial[var.shape] then
    return "anywhere"
  end
  return fail.at(line, "`" .. var.name .. "` is given no range",
    "write a number, a list, between(a, b), decades(a, b) or an expression")
end

local function w_words(writer, w)
  local value, line = w.value, w.line
  if tree.is(value) and value.kind == "N" then
    return "w net " .. writer:node(value, line)
  elseif sampler.is_own(value) and value.token == "near_minimum" then
    return "w near_minimum " .. writer:node(value.spread.a, line) .. " "
      .. writer:node(value.spread.b, line)
  elseif sampler.is_own(value) and (value.token == "anywhere"
      or value.token == "gaussian") then
    return "w " .. value.token
  end
  return fail.at(line, "`w` is drawn in an unknown way", "write anywhere, "
    .. "gaussian, near_minimum {...} or net(i, ...)")
end

-- What the network and the grid of times are made of.
local function way_needs(read)
  local needed = { n = false, d = false, v = false }
  local value = read.w and read.w.value
  if tree.is(value) then
    value.used = true
    sampler.needs(value, needed)
  elseif sampler.is_own(value) and value.token == "near_minimum" then
    sampler.needs(value.spread.a, needed)
    sampler.needs(value.spread.b, needed)
  end
  if read.kind == "trajectory" or value and sampler.is_own(value)
      and value.token == "gaussian" then
    needed.sigma = false
  end
  local grid = read.t and sampler.range_of(read.t.value, read.t.line)
  if grid and grid.range == "decades" then
    sampler.needs(grid.a, needed)
    sampler.needs(grid.b, needed)
  end
  return needed
end

local function scalar(name)
  return { name = name, shape = "scalar", key = "scalar:" .. name }
end

-- What the kind of sampler itself needs drawn.
local function required(read, claim, stepped)
  local names = {}
  if read.kind == "scalars" then return names end
  names[1], names[2] = "n", "d"
  local gaussian = read.w and sampler.is_own(read.w.value)
    and read.w.value.token == "gaussian"
  if gaussian or read.kind == "trajectory" and not read.w then
    names[#names + 1] = "sigma"
  end
  if read.kind == "trajectory" then
    if not read.by then
      fail.at(read.line, "a trajectory is by descent or by flow",
        "write trajectory { by = descent, ... }")
    end
    stepped = stepped or read.by.value.token == "descent"
  end
  if stepped then names[#names + 1] = "eta" end
  return names, claim
end

local parameters = { n = true, d = true, v = true, sigma = true, eta = true }

local function check_unused(read, wanted)
  for name, range in pairs(read.ranges) do
    if not wanted[name] then
      fail.at(range.line or read.line, "`" .. name .. "` is drawn and "
        .. "nothing mentions it", "leave it out, or use it")
    end
  end
end

local function grid_words(writer, t)
  local range = sampler.range_of(t.value, t.line)
  return "grid " .. range_words(writer, range, scalar "t", t.line)
end

-- A network that is written row by row has as many students as rows.
local function check_rows(read, n)
  local net = read.w and read.w.value
  if not tree.is(net) or net.op ~= "net_list" or n.range == "tree" then
    return
  end
  local rows, same = #net.args - 1, n.range == "list"
  for _, x in ipairs(n.numbers or {}) do same = same and number.is(x, rows) end
  if not same then
    fail.at(n.line or read.line, "the network has " .. rows
      .. (rows == 1 and " row" or " rows") .. ", and `n` is drawn otherwise",
      "write n = " .. rows .. ", or net(i, vector) for every n")
  end
end

local function emit_way(writer, read)
  if read.kind == "trajectory" then
    writer:raw("by " .. read.by.value.token)
    if read.t then writer:raw(grid_words(writer, read.t)) end
  end
  if read.kind == "scalars" then return end
  if read.w then
    writer:raw(w_words(writer, read.w))
  else
    writer:raw(read.kind == "trajectory" and "w gaussian" or "w anywhere")
  end
end

-- One sampler block. `ranges`: every range and definition, by name.
local function emit_sampler(writer, which, claim, read, ranges, wanted, strict)
  for _, name in ipairs(required(read, claim, claim.stepped)) do
    wanted[name] = wanted[name] or scalar(name)
  end
  for name in pairs(ranges) do
    if parameters[name] then wanted[name] = wanted[name] or scalar(name) end
  end
  local needed = way_needs(read)
  for name, var in pairs(needed) do
    if var then wanted[name] = wanted[name] or var end
  end
  sampler.close(ranges, wanted, read.line, {})
  if strict then check_unused(read, wanted) end
  if read.kind ~= "scalars" then check_rows(read, ranges.n) end
  writer:raw("sampler " .. which .. " " .. read.kind)
  for _, k in ipairs(read.suspended or {}) do
    writer:raw("without " .. k - 1)
  end
  for _, name in ipairs(sampler.order(ranges, wanted, needed)) do
    if name == "w" then
      emit_way(writer, read)
    else
      local var = wanted[name]
      writer:raw("draw " .. writer:variable(var) .. " "
        .. range_words(writer, ranges[name], var, read.line))
    end
  end
end

local function add_variables(node, wanted)
  for _, var in pairs(tree.variables(node)) do wanted[var.name] = var end
end

-- The variables that the statement and its mutants mention.
local function mentioned(claim)
  local wanted = {}
  for _, part in ipairs(claim.parts) do add_variables(part.node, wanted) end
  for _, h in ipairs(claim.assume) do add_variables(h.node, wanted) end
  if claim.cover then add_variables(claim.cover.node, wanted) end
  for _, mutant in ipairs(claim.mutants) do
    for _, change in ipairs(mutant.changes) do
      if change.node then add_variables(change.node, wanted) end
    end
  end
  return wanted
end

local function overlaid(ranges, with)
  local all = {}
  for name, range in pairs(ranges) do all[name] = range end
  for name, range in pairs(with) do all[name] = range end
  return all
end

local keys = { "paper", "arxiv", "page", "equation", "kind", "printed",
               "expect", "because", "repair", "refuted_part", "units",
               "check", "analogue" }

local function members(numbers)
  local shown = {}
  for k, x in ipairs(numbers) do shown[k] = text.fraction(x) end
  local all = table.concat(shown, ", ")
  return #numbers > 1 and "{" .. all .. "}" or all
end

-- What the spec pins, in its own order: "n = 2, w = net({v, -v}, v)".
local function pinned(claim)
  local places = claim.fields.expect and claim.fields.expect.fields or {}
  local parts = {}
  local function add(name, shown)
    parts[#parts + 1] = { order = places[name] and places[name].order or 0,
                          name = name, shown = shown }
  end
  for name, range in pairs(claim.witness.ranges) do
    add(name, range.range == "tree" and text.of(range.a)
      or members(range.numbers))
  end
  local w = claim.witness.w and claim.witness.w.value
  if places.w and tree.is(w) then add("w", text.of(w)) end
  table.sort(parts, function(a, b)
    if a.order ~= b.order then return a.order < b.order end
    return a.name < b.name
  end)
  for k, part in ipairs(parts) do
    parts[k] = part.name .. " = " .. part.shown
  end
  return table.concat(parts, ", ")
end

local function head(claim)
  local lines = { wire.line("claim", claim.name, claim.line) }
  local function say(...) lines[#lines + 1] = wire.line(...) end
  for _, key in ipairs(keys) do
    if claim[key] then say("set", key, claim[key]) end
  end
  for _, key in ipairs { "prose", "story" } do
    if claim[key] and claim[key] ~= "" then say("set", key, claim[key]) end
  end
  if claim.witness then say("set", "pinned", pinned(claim)) end
  if claim.relaxed and claim.relaxed.expect then
    say("set", "relaxed_expect", claim.relaxed.expect)
  end
  if claim.relaxed and claim.relaxed.because then
    say("set", "relaxed_because", claim.relaxed.because)
  end
  for _, name in ipairs(claim.uses) do say("uses", name) end
  return lines
end

local function emit_mutant(writer, mutant)
  writer:say("mutant", mutant.name, mutant.by_hand and "by_hand"
    or "automatic", mutant.line, mutant.text)
  for _, change in ipairs(mutant.changes) do
    local node = change.node and writer:node(change.node, mutant.line) or "-"
    writer:raw("change " .. change.what .. " " .. change.which - 1 .. " "
      .. node)
  end
end

local function emit_statement(writer, claim)
  for _, h in ipairs(claim.assume) do
    writer:say("assume", h.name, h.line, writer:node(h.node, h.line),
      text.of(h.node))
  end
  for _, part in ipairs(claim.parts) do
    writer:say("part", part.name, part.line,
      writer:node(part.node, part.line), text.of(part.node),
      tex.of(part.node))
  end
  if claim.cover then
    writer:say("cover", claim.cover.line,
      writer:node(claim.cover.node, claim.cover.line), claim.cover.share.p,
      claim.cover.share.q)
  end
  for _, mutant in ipairs(claim.mutants) do emit_mutant(writer, mutant) end
end

-- Whether a step of descent is taken somewhere.
local function takes_steps(claim)
  local found = false
  local function look(node) found = found or node.op == "after" end
  for _, part in ipairs(claim.parts) do tree.walk(part.node, look, {}) end
  for _, h in ipairs(claim.assume) do tree.walk(h.node, look, {}) end
  return found
end

-- The bytes of one claim.
function emit.claim(claim)
  local writer = wire.new(claim.sample.kind ~= "trajectory", claim.line)
  claim.stepped = takes_steps(claim)
  emit_statement(writer, claim)
  emit_sampler(writer, "stated", claim, claim.sample, claim.ranges,
    mentioned(claim), true)
  if claim.relaxed then
    emit_sampler(writer, "relaxed", claim, claim.relaxed,
      overlaid(claim.ranges, claim.relaxed.ranges), mentioned(claim), true)
  end
  if claim.witness then
    writer:raw("witness " .. claim.witness.line)
    emit_sampler(writer, "witness", claim, claim.witness,
      overlaid(claim.ranges, claim.witness.ranges), mentioned(claim), true)
  end
  return writer:finish(head(claim))
end

emit.line_of = claims.line_of
return emit
