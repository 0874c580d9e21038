-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- fail.lua -- every complaint: the spec's own line, what is wrong, a remedy.

local getinfo, byte = debug.getinfo, string.byte
local fail = {}

-- Chunk names of spec files, as debug.getinfo gives them: source -> true.
fail.sources = {}

-- The line of the spec that is running now, or 0.
function fail.line()
  for level = 2, 250 do
    local info = getinfo(level, "Sl")
    if not info then return 0 end
    if fail.sources[info.source] then return info.currentline end
  end
  return 0
end

-- The same for a node: 0 where another file (setting.lua, say) made it.
fail.main = false
function fail.own_line()
  for level = 2, 250 do
    local info = getinfo(level, "Sl")
    if not info then return 0 end
    if fail.sources[info.source] then
      return info.source == fail.main and info.currentline or 0
    end
  end
  return 0
end

function fail.at(line, message, remedy)
  error({ line = line, message = message, remedy = remedy }, 0)
end

function fail.here(message, remedy)
  fail.at(fail.line(), message, remedy)
end

-- The edit distance of two short words, for "did you mean"; neighbours that
-- changed places count once.
local function distance(a, b)
  local rows = { [0] = { [0] = 0 } }
  for k = 1, #b do rows[0][k] = k end
  for p = 1, #a do
    local row, last = { [0] = p }, rows[p - 1]
    rows[p] = row
    for k = 1, #b do
      local same = byte(a, p) == byte(b, k) and 0 or 1
      row[k] = math.min(last[k] + 1, row[k - 1] + 1, last[k - 1] + same)
      if p > 1 and k > 1 and byte(a, p) == byte(b, k - 1)
          and byte(a, p - 1) == byte(b, k) then
        row[k] = math.min(row[k], rows[p - 2][k - 2] + 1)
      end
    end
  end
  return rows[#a][#b]
end

-- The name among the keys of `names` that is nearest to `word`, or nil.
function fail.nearest(word, names)
  local best, least
  for name in pairs(names) do
    local far = #name + #word < 120 and distance(word, name) or 99
    if byte(name) ~= byte(word) then far = far + 0.5 end
    if not least or far < least or far == least and name < best then
      best, least = name, far
    end
  end
  return best
end

-- "did you mean `x`?", with `otherwise` where there is nothing to suggest.
function fail.suggest(word, names, otherwise)
  local best = fail.nearest(word, names)
  return best and ("the nearest is `" .. best .. "`") or otherwise
end

return fail
