-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- number.lua -- exact numbers: a fraction p/q, each an integer of Lua or,
-- where it does not fit, a string of decimal digits.

local fail = require "obelus.fail"
local number = {}

local rep = string.rep
local LARGEST = 2 ^ 53
local EXPONENT_MAX = 3000

local function gcd(a, b)
  while b ~= 0 do a, b = b, a % b end
  return math.abs(a)
end

-- Digits as an integer where it fits, leading zeros gone.
local function small(digits)
  local sign, rest = string.match(digits, "^(%-?)0*(%d+)$")
  if #rest <= 15 then return math.tointeger(tonumber(sign .. rest)) end
  return sign .. rest
end

function number.fraction(p, q)
  if math.type(p) == "integer" and math.type(q) == "integer" then
    local by = gcd(p, q)
    if q < 0 then by = -by end
    return { p = p // by, q = q // by }
  end
  return { p = p, q = q }
end

-- The number that a decimal string such as "1e-11" spells, or nil.
function number.decimal(text)
  local sign, whole, rest, power =
    string.match(text, "^(%-?)(%d+)%.?(%d*)[eE]?([+-]?%d*)$")
  if not whole or #text > 1000 then return nil end
  power = power == "" and 0 or tonumber(power)
  if not power or math.abs(power) > EXPONENT_MAX then return nil end
  power = power - #rest
  local zeros = rep("0", math.abs(power))
  local p, q = whole .. rest, "1"
  if power >= 0 then p = p .. zeros else q = q .. zeros end
  return number.fraction(small(sign .. p), small(q))
end

-- A plain Lua number in a tree: an integer that is certainly exact.
function number.plain(x)
  local whole = math.tointeger(x)
  if not whole or math.abs(whole) > LARGEST then
    fail.here("the number " .. tostring(x) .. " is not exact",
      "write q(2,3) for a fraction and q\"0.1\" for a decimal; x^2/3 is "
      .. "(x^2)/3, an exponent of two thirds is x^q(2,3)")
  end
  return { p = whole, q = 1 }
end

-- The words q(2,3) and q"0.05" as a fraction.
function number.q(a, b)
  if type(a) == "string" and b == nil then
    return number.decimal(a) or fail.here("`" .. a .. "` is not a number",
      "write digits, a point and an exponent, as in q\"1e-11\"")
  end
  if math.type(a) ~= "integer" or math.type(b) ~= "integer" or b == 0 then
    fail.here("q takes two integers, the second not 0, or one string",
      "write q(2,3) or q\"0.05\"")
  end
  return number.fraction(a, b)
end

-- p/q times a small fraction, or plus one; nil where digits are too many.
function number.scaled(x, by, over)
  if type(x.p) == "string" or type(x.q) == "string" then return nil end
  if math.abs(x.p) > LARGEST or x.q > LARGEST then return nil end
  return number.fraction(x.p * by, x.q * over)
end

function number.stepped(x, step)
  if type(x.p) == "string" or type(x.q) == "string" then return nil end
  return number.fraction(x.p + step, x.q)
end

function number.negated(x)
  if type(x.p) == "string" then
    local digits = string.match(x.p, "^%-(.*)$")
    return { p = digits or "-" .. x.p, q = x.q }
  end
  return { p = -x.p, q = x.q }
end

-- The double next to it.
function number.value(x)
  return tonumber(x.p) / tonumber(x.q)
end

function number.is(x, p)
  return x.p == p and x.q == 1
end

return number
