-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- claim.lua -- a claim as its spec gives it, checked field by field.
--
-- What is made here still holds trees; emit.lua writes it out.

local fail = require "obelus.fail"
local limits = require "obelus.limits"
local number = require "obelus.number"
local sampler = require "obelus.sampler"
local tree = require "obelus.tree"
local types = require "obelus.type"
local units = require "obelus.units"

local claims = {}

local function set(words)
  local names = {}
  for word in string.gmatch(words, "%S+") do names[word] = true end
  return names
end

local known = set [[paper arxiv page kind equation printed because repair uses
  assume where choose assert under sample relaxed mutants cover expect arrows
  check analogue]]
local texts = { "paper", "arxiv", "page", "equation", "kind", "printed",
                "because", "repair", "analogue" }
local kinds = set [[identity explicit hidden probability rate existence step
  schedule]]
local expectations = { holds = true, refuted = true, suspect = true,
  inconclusive = true, vacuous = true, ["out of reach"] = true }

-- The line of a field, where the lexer found it.
local function line_of(claim, ...)
  local at = claim.fields
  local line = claim.line
  for _, key in ipairs { ... } do
    local found = at and at[key]
    if not found then return line end
    line, at = found.line, found.fields
  end
  return line
end
claims.line_of = line_of

local function read_texts(claim, given)
  for _, key in ipairs(texts) do
    local value = given[key]
    if value ~= nil and type(value) ~= "string"
        and math.type(value) ~= "integer" then
      fail.at(line_of(claim, key), "`" .. key .. "` is no string",
        "write " .. key .. " = \"...\"")
    end
    claim[key] = value ~= nil and tostring(value) or nil
  end
  if claim.kind and not kinds[claim.kind] then
    fail.at(line_of(claim, "kind"), "`" .. claim.kind .. "` is no kind",
      fail.suggest(claim.kind, kinds, "check its spelling"))
  end
end

-- A program without the indentation that it has in its spec.
local function outdented(text)
  local margin = string.match(text, "^\n*( *)")
  text = string.gsub("\n" .. text, "\n" .. margin, "\n")
  return string.match(text, "^%s*(.-)%s*$") .. "\n"
end

local function read_check(claim, given)
  if given.check == nil then return end
  if type(given.check) ~= "string" then
    fail.at(line_of(claim, "check"), "`check` is no program",
      "write check = [[ ... print(\"refuted\") ]]")
  end
  claim.check = outdented(given.check)
end

local function want_table(claim, key, value, remedy)
  if type(value) ~= "table" or tree.is(value) then
    fail.at(line_of(claim, key), "`" .. key .. "` is not a table", remedy)
  end
end

local function by_source(claim, key)
  local places = claim.fields[key] and claim.fields[key].fields or {}
  return function(a, b)
    local x = places[a.name] and places[a.name].order or 1000
    local y = places[b.name] and places[b.name].order or 1000
    if x ~= y then return x < y end
    if a.line ~= b.line then return a.line < b.line end
    return a.name < b.name
  end
end

-- The names that a tree leaves free, as an error.
local function closed(node, line, what)
  for _, letter in ipairs(tree.letters) do
    if node.free & tree.bit(letter) ~= 0 then
      fail.at(line, what .. " leaves the neuron `" .. letter .. "` free",
        "say for which: all(" .. letter .. ", ...) or some(" .. letter
        .. ", ...)")
    end
  end
  if node.free & tree.U ~= 0 then
    fail.at(line, what .. " leaves the counter `u` free",
      "bind it: all(u, chain(0, \"<=\", u, \"<=\", N), ...)")
  end
end

local function timed(node, line, what, kind)
  if node.free & tree.T ~= 0 then
    fail.at(line, what .. " leaves the time `t` free", kind == "trajectory"
      and "bind it: all(t, chain(0, \"<=\", t, \"<=\", T1), ...)"
      or "there is one state here and no time; use trajectory {...}")
  elseif node.free & tree.NOW ~= 0 and kind == "trajectory" then
    fail.at(line, what .. " speaks of the network at no time",
      "say when: at(0, ...), at(T1, ...) or all(t, ...)")
  elseif node.free & tree.NOW ~= 0 and kind == "scalars" then
    fail.at(line, what .. " speaks of a network, and `scalars` draws none",
      "use states {...} or trajectory {...}")
  end
end

-- A truth with nothing free, as hypotheses and parts must be.
function claims.statement(claim, x, line, what)
  if not tree.is(x) or x.kind ~= "P" then
    fail.at(line, what .. " is not a truth",
      "compare something: x:at_most(y), chain(x, \"<=\", y)")
  end
  x.used = true
  closed(x, line, what)
  timed(x, line, what, claim.sample.kind)
  return x
end

local function add_truths(claim, key, given, into, what)
  want_table(claim, key, given,
    "write " .. key .. " = { name = x:at_least(y) }")
  for name, x in pairs(given) do
    if type(name) ~= "string" then
      fail.at(line_of(claim, key), "a hypothesis has no name",
        "write assume = { small = x:at_most(y) }")
    end
    local line = line_of(claim, key, name)
    claims.statement(claim, x, line, what .. " `" .. name .. "`")
    into[#into + 1] = { name = name, line = line, node = x }
  end
end

local function read_assume(claim, given)
  claim.assume = {}
  if given.assume == nil then return end
  add_truths(claim, "assume", given.assume, claim.assume, "the hypothesis")
  table.sort(claim.assume, by_source(claim, "assume"))
end

local function read_assert(claim, given)
  claim.parts = {}
  if given.assert == nil then
    fail.at(claim.line, "the claim `" .. claim.name .. "` asserts nothing",
      "give it assert = x:at_most(y)")
  elseif tree.is(given.assert) then
    local line = line_of(claim, "assert")
    claims.statement(claim, given.assert, line, "the conclusion")
    claim.parts[1] = { name = "", line = line, node = given.assert }
    return
  end
  if type(given.assert) ~= "table" then
    fail.at(line_of(claim, "assert"), "`assert` is not a truth",
      "compare something: assert = x:at_most(y)")
  end
  add_truths(claim, "assert", given.assert, claim.parts, "the part")
  if #claim.parts == 0 then
    fail.at(line_of(claim, "assert"), "`assert` is empty",
      "give it a truth, or truths by label")
  end
  table.sort(claim.parts, by_source(claim, "assert"))
end

-- where and choose: a name and the expression it stands for.
local function add_definitions(claim, key, given)
  if given == nil then return end
  want_table(claim, key, given, "write " .. key .. " = { T1 = C / eta }")
  for name, x in pairs(given) do
    local line = line_of(claim, key, name)
    if type(name) ~= "string" then
      fail.at(line, "`" .. key .. "` holds an expression without a name",
        "write " .. key .. " = { T1 = C / eta }")
    elseif type(x) == "table" and not tree.is(x) then
      fail.at(line, "`" .. key .. "` gives a list for `" .. name .. "`",
        "give one witness, one expression")
    end
    local node = types.want(x, "RVN", "`" .. key .. "`")
    node.used = true
    claim.ranges[name] = sampler.range_of(node, line)
    claim.defined[name] = { node = node, key = key, line = line }
  end
end

local function read_sample(claim, given)
  if given.sample == nil then
    fail.at(claim.line, "the claim `" .. claim.name .. "` has no sampler",
      "say where to look: sample = states { n = {1, 2, 3}, d = {2, 3} }")
  end
  claim.sample = sampler.read(given.sample, claim.fields.sample
    or { line = claim.line })
  claim.ranges, claim.defined = {}, {}
  for name, range in pairs(claim.sample.ranges) do
    claim.ranges[name] = range
  end
  add_definitions(claim, "where", given.where)
  add_definitions(claim, "choose", given.choose)
end

local function read_names(claim, list, key)
  if type(list) == "string" then list = { list } end
  want_table(claim, key, list, "write " .. key .. " = { \"Lemma 8\" }")
  for k, name in pairs(list) do
    if type(k) ~= "number" or type(name) ~= "string" then
      fail.at(line_of(claim, key), "`" .. key .. "` holds what is no name",
        "write the names of claims, or printed labels, as strings")
    end
  end
  return list
end

local function find_name(list, name)
  for k, item in ipairs(list) do
    if item.name == name then return k end
  end
  return nil
end

local function unknown(list, name, line, what)
  local names = {}
  for _, item in ipairs(list) do names[item.name] = true end
  fail.at(line, "there is no " .. what .. " `" .. tostring(name) .. "`",
    fail.suggest(tostring(name), names, "leave it out"))
end

local relaxed_fields = { without = true, expect = true, because = true }

local function read_without(claim, names)
  local suspended = {}
  for _, name in ipairs(names) do
    suspended[#suspended + 1] = find_name(claim.assume, name)
      or unknown(claim.assume, name, line_of(claim, "relaxed"), "hypothesis")
  end
  return suspended
end

local function check_expect(expect, because, line)
  if type(expect) ~= "string" or not expectations[expect] then
    fail.at(line, "`" .. tostring(expect) .. "` cannot be expected",
      fail.suggest(tostring(expect), expectations, "check its spelling"))
  elseif expect ~= "holds" and not because then
    fail.at(line, "`" .. expect .. "` is expected without a reason",
      "add because = \"...\"")
  end
  return expect
end

local function read_relaxed(claim, given)
  local relaxed = given.relaxed
  if relaxed == nil then return end
  local line = line_of(claim, "relaxed")
  if sampler.is_own(relaxed) then
    fail.at(line, "`relaxed` is given a sampler", "write relaxed = { ... } "
      .. "with what differs: the rest is that of `sample`")
  end
  want_table(claim, "relaxed", relaxed,
    "write relaxed = { without = {\"small\"}, sigma = decades(-4, -1) }")
  local read = { kind = claim.sample.kind, line = line, ranges = {},
    w = claim.sample.w, by = claim.sample.by, t = claim.sample.t,
    given = {} }
  local overrides = {}
  for key, value in pairs(relaxed) do
    if not relaxed_fields[key] then overrides[key] = value end
  end
  local lines = claim.fields.relaxed and claim.fields.relaxed.fields or {}
  sampler.add(read, overrides, lines, line)
  read.suspended = read_without(claim,
    read_names(claim, relaxed.without or {}, "relaxed"))
  read.expect = relaxed.expect and check_expect(relaxed.expect,
    relaxed.because, line)
  read.because = relaxed.because
  claim.relaxed = read
end

local refutations = {}

-- refuted { part=, n=, d=, ..., repair= }: the expectation and its witness.
function claims.refuted(given)
  if type(given) ~= "table" or tree.is(given) then
    fail.here("refuted takes a table",
      "write refuted { part = \"(7)\", n = 2, d = 2, repair = \"...\" }")
  end
  return setmetatable({ given = given, line = fail.line() }, refutations)
end

local function read_witness(claim, refuted)
  local read = { kind = claim.sample.kind, line = refuted.line, ranges = {},
    w = claim.sample.w, by = claim.sample.by, t = claim.sample.t }
  local ranges = {}
  for key, value in pairs(refuted.given) do
    if key == "part" then
      if not find_name(claim.parts, tostring(value)) then
        unknown(claim.parts, value, refuted.line, "part")
      end
      claim.refuted_part = tostring(value)
    elseif key == "repair" or key == "because" then
      claim[key] = tostring(value)
    else
      ranges[key] = value
    end
  end
  local lines = claim.fields.expect and claim.fields.expect.fields or {}
  sampler.add(read, ranges, lines, refuted.line)
  for name, range in pairs(read.ranges) do
    if range.range ~= "list" and range.range ~= "tree" then
      fail.at(refuted.line, "the witness gives `" .. name .. "` no number",
        "pin it: " .. name .. " = q(1,2), or an expression")
    end
  end
  if read.kind ~= "scalars" and not (read.w and tree.is(read.w.value)) then
    fail.at(refuted.line, "the witness leaves `w` to chance",
      "pin it: w = net({x, y}, v)")
  end
  claim.witness = read
end

local function read_expect(claim, given)
  local line = line_of(claim, "expect")
  claim.expect = "holds"
  if given.expect == nil then return end
  if rawequal(getmetatable(given.expect), refutations) then
    claim.expect = "refuted"
    read_witness(claim, given.expect)
  else
    claim.expect = check_expect(given.expect, claim.because, line)
  end
end

-- What is said of descent, said of the flow: an analogue, which proves and
-- refutes nothing of what is printed.
local function check_analogue(claim)
  local by = claim.sample.by
  if claim.analogue and not (by and by.value.token == "flow") then
    fail.at(line_of(claim, "analogue"), "`analogue` is for a claim on the flow",
      "write sample = trajectory { by = flow, ... }, or leave it out")
  elseif claim.analogue and claim.expect == "refuted" then
    fail.at(line_of(claim, "expect"), "an analogue refutes nothing",
      "write expect = \"suspect\", because = \"...\"")
  end
end

local function read_cover(claim, given)
  local cover = given.cover
  if cover == nil then return end
  local line = line_of(claim, "cover")
  if type(cover) ~= "table" or tree.is(cover) or #cover ~= 2 then
    fail.at(line, "`cover` wants a truth and a share",
      "write cover = { x:at_least(1), q(1,10) }")
  end
  local share = types.real(cover[2], "cover")
  if share.op ~= "num" or number.value(share.payload) > 1 then
    fail.at(line, "the share of `cover` is no number from 0 to 1",
      "write q(1,10)")
  end
  claim.cover = { line = line, share = share.payload,
    node = claims.statement(claim, cover[1], line, "`cover`") }
end

-- The names that a definition mentions, n and d left out, in one string.
local function mentioned(definition)
  local names = {}
  for _, var in pairs(tree.variables(definition.node)) do
    if var.name ~= "n" and var.name ~= "d" then names[#names + 1] = var.name end
  end
  table.sort(names)
  return table.concat(names, " ")
end

local function listed(claim, name, given)
  local line = line_of(claim, "arrows", name)
  if not claim.defined[name] then
    local names = {}
    for other in pairs(claim.defined) do names[other] = true end
    fail.at(line, "`arrows` names `" .. tostring(name) .. "`, which is not "
      .. "defined", fail.suggest(tostring(name), names, "put it into `where`"))
  elseif type(given) ~= "string" then
    fail.at(line, "an arrow is given no names",
      "write arrows = { sigma = \"eps1 C\" }")
  end
  local names = {}
  for word in string.gmatch(given, "%S+") do names[#names + 1] = word end
  table.sort(names)
  return table.concat(names, " ")
end

-- arrows: what each definition depends on, as a figure of the paper says it.
local function read_arrows(claim, given)
  local arrows = given.arrows
  if arrows == nil then return end
  want_table(claim, "arrows", arrows,
    "write arrows = { sigma = \"eps1 C\" }")
  local said = {}
  for name, names in pairs(arrows) do
    said[name] = listed(claim, name, names)
  end
  for name, definition in pairs(claim.defined) do
    local real = mentioned(definition)
    if real ~= (said[name] or "") then
      fail.at(definition.line, "`" .. name .. "` mentions `" .. real
        .. "`, and `arrows` says `" .. (said[name] or "") .. "`",
        "make the two agree")
    end
  end
end

local inherited = { "assume", "where", "choose" }

-- `under`: what another claim supposes is supposed here; own entries win.
local function merged(given, base)
  local all = {}
  for key, value in pairs(given) do all[key] = value end
  for _, key in ipairs(inherited) do
    local both = {}
    for name, x in pairs(base[key] or {}) do both[name] = x end
    if given[key] and type(given[key]) == "table"
        and not tree.is(given[key]) then
      for name, x in pairs(given[key]) do both[name] = x end
      all[key] = both
    elseif given[key] == nil and base[key] then
      all[key] = both
    end
  end
  if given.sample == nil then all.sample = base.sample end
  if given.relaxed == nil and given.sample == nil then
    all.relaxed = base.relaxed
  end
  return all
end

-- Reads a claim's table. `find` gives another claim by name.
function claims.read(claim, given, find, mutants)
  types.fields(given, known, "a claim", claim.line, claim.fields)
  if given.under ~= nil then
    given = merged(given, find(given.under, line_of(claim, "under")).given)
  end
  claim.given = given
  read_texts(claim, given)
  read_check(claim, given)
  read_sample(claim, given)
  read_assume(claim, given)
  read_assert(claim, given)
  claim.uses = read_names(claim, given.uses or {}, "uses")
  read_relaxed(claim, given)
  read_expect(claim, given)
  check_analogue(claim)
  read_cover(claim, given)
  claim.mutants = mutants.read(claim, given.mutants)
  limits.check(claim)
  read_arrows(claim, given)
  claim.units = units.notes(claim)
  return claim
end

return claims
