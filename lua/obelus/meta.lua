---@meta
-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- meta.lua -- the language's words for editors: completion, hover, types.
-- Nothing loads this file.

---A tree of kind real: `+ - * / ^`, and relations by method.
---@class Real
---@operator add(Real|integer): Real
---@operator sub(Real|integer): Real
---@operator mul(Real|integer): Real
---@operator mul(Vector): Vector
---@operator div(Real|integer): Real
---@operator pow(Real|integer): Real
---@operator unm: Real
local Real = {}

---a >= b
---@param b Real|integer
---@return Truth
function Real:at_least(b) end

---a <= b
---@param b Real|integer
---@return Truth
function Real:at_most(b) end

---a > b
---@param b Real|integer
---@return Truth
function Real:above(b) end

---a < b
---@param b Real|integer
---@return Truth
function Real:below(b) end

---a = b, or |a - b| <= slack
---@param b Real|integer
---@param slack? Real|integer
---@return Truth
function Real:equals(b, slack) end

---a and b differ
---@param b Real|integer
---@return Truth
function Real:differs(b) end

---A tree of kind vector in R^d.
---@class Vector
---@operator add(Vector): Vector
---@operator sub(Vector): Vector
---@operator mul(Real|integer): Vector
---@operator div(Real|integer): Vector
---@operator unm: Vector
local Vector = {}

---a = b, or norm(a - b) <= slack; b may be 0
---@param b Vector|0
---@param slack? Real|integer
---@return Truth
function Vector:equals(b, slack) end

---a and b differ; b may be 0
---@param b Vector|0
---@return Truth
function Vector:differs(b) end

---A tree of kind truth: `p & q`, `p | q`, `~p`.
---@class Truth
---@operator band(Truth): Truth
---@operator bor(Truth): Truth
---@operator bnot: Truth

---A neuron's letter. Where a real is wanted it is its number.
---@class Neuron: Real

---A network: an argument of `at`, a direction for `D`, a value of `w`.
---@class Network

---Where a variable is drawn from.
---@class Range

---Where a claim is looked at.
---@class Sampler

---A change for `mutants`.
---@class Mutant

---@type Neuron
i = nil
---@type Neuron
j = nil
---@type Neuron
k = nil
---@type Neuron
l = nil
---The current time; bind it with all, some, sum.
---@type Real
t = nil
---A second counter: a time, or an index of a sequence.
---@type Real
u = nil
---How many students there are.
---@type Real
n = nil
---The input's dimension.
---@type Real
d = nil
---The standard deviation of the initialisation.
---@type Real
sigma = nil
---The step of descent.
---@type Real
eta = nil
---@type Real
delta = nil
---@type Real
eps1 = nil
---@type Real
eps2 = nil
---@type Real
C = nil
---@type Real
T1 = nil
---@type Real
T2 = nil
---@type Real
pi = nil
---Only as a limit of integral.
---@type Real
infinity = nil
---The teacher.
---@type Vector
v = nil
---Orthogonal to v and as long.
---@type Vector
vperp = nil
---The population loss, (23).
---@type Real
loss = nil
---The spectral norm of the Hessian.
---@type Real
hessian_norm = nil
---sum_i w_i - v
---@type Vector
r = nil
---|v| - sum_i h_i
---@type Real
H = nil
---sum over i < j of |z_i - z_j|
---@type Real
Z = nil
---The outer network, inside at(net(...), ...).
---@type Network
now = nil

---@param neuron Neuron|integer
---@return Vector
function w(neuron) end

---The gradient by w_i, (4).
---@param neuron Neuron|integer
---@return Vector
function grad(neuron) end

---Lambda_ij x, (51).
---@param a Neuron|integer
---@param b Neuron|integer
---@param x Vector
---@return Vector
function hessian(a, b, x) end

---The angle of w_i with v, or of w_i with w_j.
---@param a Neuron|integer
---@param b? Neuron|integer
---@return Real
function theta(a, b) end

---The part of w_i along v.
---@param neuron Neuron|integer
---@return Real
function h(neuron) end

---The part of w_i across v.
---@param neuron Neuron|integer
---@return Vector
function z(neuron) end

---The angle of z_i with z_j.
---@param a Neuron|integer
---@param b Neuron|integer
---@return Real
function kappa(a, b) end

---A sampled number; with u a sequence, with i one number per neuron.
---@param name string
---@param over? Real|Neuron
---@return any
function scalar(name, over) end

---A sampled vector; with i one vector per neuron.
---@param name string
---@param over? Neuron
---@return any
function vector(name, over) end

---An exact number: q(2,3), q"0.05", q"1e-11".
---@param p integer|string
---@param q? integer
---@return Real
function q(p, q) end

---c x with a fresh hidden constant of declared value c (1 if left out).
---@param x Real|integer
---@param c? Real|integer
---@return Real
function O(x, c) end

---c x with a fresh hidden constant of declared value c (1 if left out).
---@param x Real|integer
---@param c? Real|integer
---@return Real
function Omega(x, c) end

---A constant that stands twice, or not as a factor.
---@param name string
---@param c? Real|integer
---@return Real
function constant(name, c) end

---Names a tree in the report; with letters before it, a family of trees.
---@param name string
---@param ... any
---@return any
function let(name, ...) end

---@param x Real|integer
---@return Real
function sqrt(x) end
---@param x Real|integer
---@return Real
function exp(x) end
---@param x Real|integer
---@return Real
function log(x) end
---@param x Real|integer
---@return Real
function sin(x) end
---@param x Real|integer
---@return Real
function cos(x) end
---@param x Real|integer
---@return Real
function tan(x) end
---@param x Real|integer
---@return Real
function abs(x) end
---@param x Real|integer
---@return Real
function ceil(x) end
---1 where p holds, else 0.
---@param p Truth
---@return Real
function ind(p) end
---@param x Vector
---@return Real
function norm(x) end
---@param x Vector
---@param y Vector
---@return Real
function dot(x, y) end
---@param x Vector
---@param y Vector
---@return Real
function angle(x, y) end
---@param x Vector
---@return Vector
function unit(x) end

---The printed chain: chain(a, "<=", b, "<", c).
---@param ... Real|integer|string
---@return Truth
function chain(...) end
---@param p Truth
---@param q Truth
---@return Truth
function implies(p, q) end
---Whether x has a value here.
---@param x Real|Vector
---@return Truth
function defined(x) end

---Names, conditions, body: all(t, i, chain(0, "<=", t, "<=", T1), p).
---@param ... Neuron|Real|Truth
---@return Truth
function all(...) end
---@param ... Neuron|Real|Truth
---@return Truth
function some(...) end
---@param ... Neuron|Real|Truth|Vector
---@return any
function sum(...) end
---@param ... Neuron|Real|Truth
---@return Real
function prod(...) end
---max(a, b) of two numbers, max(i, f(i)) over neurons.
---@param ... Neuron|Real|Truth|integer
---@return Real
function max(...) end
---@param ... Neuron|Real|Truth|integer
---@return Real
function min(...) end

---x at another time, or in another network.
---@param place Real|integer|Network
---@param x any
---@return any
function at(place, x) end
---A vector per neuron, or rows and a teacher.
---@param over Neuron|Vector[]
---@param x? Vector
---@return Network
function net(over, x) end
---x one descent step later.
---@param x any
---@return any
function after(x) end
---d/dt along the flow; by a scalar; in a direction of w.
---@param x any
---@param by? Real|Network
---@return any
function D(x, by) end
---@param x Real
---@param a Real|integer
---@param b Real|integer
---@param body Real
---@return Real
function integral(x, a, b, body) end
---The mean over x ~ N(0, I).
---@param x Vector
---@param body any
---@return any
function mean(x, body) end
---The norm of the linear map x -> body.
---@param x Vector
---@param body Vector
---@return Real
function opnorm(x, body) end
---Whether x has a derivative by w.
---@param x Real|Vector
---@return Truth
function differentiable(x) end
---Over the law of w(0).
---@param p Truth
---@return Real
function probability(p) end

---Registers a claim: claim "name" { ... }.
---@param name string
---@return fun(fields: table)
function claim(name) end
---What another claim asserts, in whole or one part of it.
---@param name string
---@param part? string
---@return Truth
function conclusion(name, part) end
---@param given table
---@return table
function refuted(given) end
---Every occurrence of one tree becomes another.
---@param old any
---@param new any
---@return Mutant
function swap(old, new) end
---@param name string
---@return Mutant
function drop(name) end

---@param fields table
---@return Sampler
function states(fields) end
---@param fields table
---@return Sampler
function trajectory(fields) end
---@param fields table
---@return Sampler
function scalars(fields) end
---Uniform, the ends always drawn.
---@param a Real|integer
---@param b Real|integer
---@return Range
function between(a, b) end
---Uniform in log10 between 10^a and 10^b.
---@param a Real|integer
---@param b Real|integer
---@return Range
function decades(a, b) end
---A first member, then each next one.
---@param ranges any[]
---@return Range
function seq(ranges) end
---@param fields { spread: Range }
---@return Range
function near_minimum(fields) end
---@type Range
anywhere = nil
---@type Range
gaussian = nil
---@type Range
descent = nil
---@type Range
flow = nil
