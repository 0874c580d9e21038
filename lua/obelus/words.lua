-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- words.lua -- the vocabulary: everything that a spec may say.

local claims = require "obelus.claim"
local fail = require "obelus.fail"
local mutants = require "obelus.mutant"
local sampler = require "obelus.sampler"
local tree = require "obelus.tree"
local types = require "obelus.type"

local words = {}

for _, part in ipairs { require "obelus.arithmetic", require "obelus.binder",
    require "obelus.place", require "obelus.name", sampler.words,
    mutants.words } do
  for name, word in pairs(part) do words[name] = word end
end
words.refuted = claims.refuted

-- Not words: what other modules use.
words.signs = nil

local call_it = {}

-- Gives a `let` the word under which setting.lua sets it.
function call_it.set(key, value)
  if tree.is(value) then
    if value.op == "let" then value.payload.word = key end
  elseif rawequal(getmetatable(value), types.family) then
    rawset(value, "shown", key)
    if rawget(value, "head") then rawget(value, "head").word = key end
  elseif not sampler.is_own(value) then
    -- A plain list of numbers is a range too; what it is not is refused.
    sampler.range_of(value, fail.line())
  end
end

return setmetatable({}, { __index = function(_, key)
  if key == "call_it" then return call_it.set end
  return words[key]
end, __pairs = function() return pairs(words) end })
