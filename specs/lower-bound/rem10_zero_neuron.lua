-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Remark 10 and Appendix F.3: a neuron at 0
---
--- The paper's reason for Corollaries 25 and 28: if some $w_i = 0$, then "$L$ is not
--- differentiable and gradient descent is not well-defined".
---
--- ## What we found
---
--- The gradient (4) has $\bar w_i$ and $\theta_i$ in it and has indeed no value at $w_i = 0$. But
--- the loss may be differentiable there. Let neuron $i$ alone leave 0 in a direction $b$. The
--- slope of the loss to one side is $\mathbb E[R(x)[b^\top x]_+]$, to the other it is
--- $-\mathbb E[R(x)[-b^\top x]_+]$, so there is a derivative along $b$ exactly if $\mathbb
--- E[R(x)\,|b^\top x|] = 0$. Only the even part of $R$ counts, and with it the condition reads
---
--- $$J(b) = \sum_j \mathbb E\,|w_j^\top x|\,|b^\top x| - \mathbb E\,|v^\top x|\,
---   |b^\top x| = 0.$$
---
--- In Hermite polynomials $\mathbb E\,|a^\top x|\,|b^\top x| = \|a\|\,\|b\| \sum_k c_k
--- \cos^{2k}\angle(a, b)$ with every $c_k > 0$, and such a kernel tells any two measures on lines
--- through 0 apart. So $J(b) = 0$ for all $b$ exactly if the $w_j$ that are not 0 lie on the line
--- of $v$ and their lengths add up to $\|v\|$. There the loss is differentiable: at the global
--- minimum $w_1 = v$, $w_2 = 0$ it is of second order and its derivative is 0, and at $w_1 = -v$,
--- $w_2 = 0$ the derivative in the direction $b$ of $w_2$ is $-\frac12 v^\top b$. Everywhere else
--- the remark is right.
---
--- ## What survives
---
--- The remark is a motivation; the corollaries that exclude $w_i = 0$ do not use it. Repaired: if
--- some $w_i = 0$, then $L$ is differentiable exactly where the other neurons lie on the line of
--- $v$ and $\sum_j \|w_j\| = \|v\|$. In the plane of two vectors $\mathbb E |w^\top x|\,
--- |b^\top x| = \frac2\pi \|w\|\,\|b\| (\sin\theta + (\frac\pi2 - \theta) \cos\theta)$,
--- which is what the claim about one direction $b$ uses.
---
--- ## How it is held
---
--- `differentiable` asks for one slope along every axis of every neuron and along one direction
--- across all of them. That two slopes differ is certain; that all agree is not, except at $d =
--- 1$, where a neuron has no other direction to leave 0 in. There the witness is.

local b, x, y = vector "b", vector "x", vector "y"
local c, on_off, side = vector("c", i), scalar("lambda", i), scalar("side", i)
local share = scalar("share", i)
local some_zero = some(i, w(i):equals(0))
local moved = b:differs(0)
local overlap = let("J", x, y, norm(x)
  * (sin(angle(x, y)) + (pi / 2 - angle(x, y)) * cos(angle(x, y))))
local jump = let("J", sum(j, w(j):differs(0), overlap(w(j), b)) - overlap(v, b))
local on_line = all(j, z(j):equals(0))
local lengths = sum(j, norm(w(j)))

claim "gradient_undefined_of_zero_neuron" {
  paper = "Remark 10, gradient", page = 11, kind = "existence",
  printed = [[\exists i: w_i = 0 \implies \text{gradient descent is not well-defined}]],

  assume = { some_zero = some_zero },
  assert = {
    gradient = all(i, w(i):equals(0), ~defined(grad(i))),
    step = ~all(i, defined(after(w(i)))),
  },
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2), eta = decades(-3, 0),
    lambda = {0, 1}, c = anywhere, w = net(i, on_off(i) * c(i)) },

  mutants = {
    --- A student that is not 0, beside one that is.
    others = swap(w(i):equals(0), w(i):differs(0)),
    --- No student is 0.
    no_zero = drop "some_zero",
  },
}

claim "loss_not_differentiable_of_zero_neuron" {
  paper = "Remark 10", page = 11, kind = "existence",
  printed = [[\exists i: w_i = 0 \implies L \text{ is not differentiable}]],

  assume = { some_zero = some_zero },
  assert = ~differentiable(loss),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2),
    lambda = {0, 1}, c = anywhere, w = net(i, on_off(i) * c(i)) },

  mutants = {
    --- No student is 0: the loss is smooth.
    no_zero = drop "some_zero",
    --- The part of the loss along the residual has no kink.
    residual = swap(differentiable(loss), differentiable(norm(r)^2)),
  },

  --- $w_1 = v$, $w_2 = 0$: a global minimum.
  expect = refuted { n = 2, d = 1, v = 1, w = net({v, 0 * v}, v),
    repair = "unless the others lie on the line of v and their lengths add up to norm v" },
  because = "where the other students' residual is odd, or 0, the loss is smooth at w_i = 0",
  check = [[
    from mpmath import *
    mp.dps = 40
    def R(w, x):  # on a line: the students less the teacher v = 1
        return sum(max(a*x, 0) for a in w) - max(x, 0)
    def loss(w):  # half the mean of R^2, and x^2 has the mean 1/2 on each side
        return (R(w, 1)**2 + R(w, -1)**2) / 4
    w, b = [mpf(1), mpf(0)], 1
    along = lambda t: loss([w[0], w[1] + t*b])
    right, left = diff(along, 0, direction=1), diff(along, 0, direction=-1)
    assert w[1] == 0 and b != 0
    assert abs(right) < 1e-15 and abs(left) < 1e-15  # one slope, 0: differentiable
    print("refuted")
  ]],
}

--- ## The repair
---
--- Both directions of it, and for one neuron and one direction $b$ the condition itself.

claim "loss_not_differentiable_of_off_line" {
  paper = "Remark 10, repaired", page = 11, kind = "existence",
  printed = [[\exists i: w_i = 0,\ \neg\left(w_j \parallel v\ \forall j,\ \sum_j \|w_j\| =
    \|v\|\right) \implies L \text{ is not differentiable}]],

  assume = { some_zero = some_zero, other = ~(on_line & lengths:equals(norm(v))) },
  assert = ~differentiable(loss),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2),
    lambda = {0, 1}, c = anywhere, w = net(i, on_off(i) * c(i)) },

  mutants = {
    no_zero = drop "some_zero",
    residual = swap(differentiable(loss), differentiable(norm(r)^2)),
  },
}

--- The shares are binary fractions, so that the lengths add up to $\|v\|$ to the last bit.

claim "loss_differentiable_of_on_line" {
  paper = "Remark 10, converse", page = 11, kind = "existence",
  printed = [[w_j \parallel v\ \forall j,\ \sum_j \|w_j\| = \|v\| \implies
    L \text{ is differentiable}]],

  assert = differentiable(loss),
  sample = states { n = 3, d = {1, 2, 3}, v = decades(-2, 2), share = {0, q(1,4), q(1,2), 1},
    side = {-1, 1}, w = net({0 * v, side(2) * share(2) * v, side(3) * (1 - share(2)) * v}, v) },

  mutants = {
    --- Lengths that add up to $2\|v\|$.
    twice = swap(loss, at(net(i, 2 * w(i)), loss)),
    --- A length, where that neuron is 0.
    one_length = swap(loss, norm(w(2)) * norm(v)),
  },
}

claim "loss_not_differentiable_of_jump" {
  paper = "Remark 10, one direction", page = 11, kind = "existence",
  printed = [[w_i = 0,\ J(b) \ne 0 \implies L \text{ has no derivative by } w_i
    \text{ in the direction } b]],

  assume = { some_zero = some_zero, moved = moved, jump = jump:differs(0) },
  assert = all(i, w(i):equals(0), ~defined(D(loss, net(k, ind(k:equals(i)) * b)))),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    lambda = {0, 1}, c = anywhere, w = net(i, on_off(i) * c(i)) },

  mutants = {
    --- Students that are not 0 may move.
    others = swap(w(i):equals(0), w(i):differs(0)),
    still = swap(ind(k:equals(i)) * b, 0 * b),
  },
}

--- The derivative at two such points.

claim "loss_differentiable_at_zero_neuron" {
  paper = "Remark 10, exceptions", page = 11, kind = "existence",
  printed = [[w_1 = v, w_2 = 0: \quad \mathrm dL = 0, \qquad w_1 = -v, w_2 = 0: \quad
    \mathrm dL(c_1, c_2) = -\tfrac12 v^\top (c_1 + c_2)]],

  assert = {
    minimum = at(net({v, 0 * v}, v), D(loss, net({c(1), c(2)}, v))):equals(0),
    opposed = at(net({-v, 0 * v}, v), D(loss, net({c(1), c(2)}, v))):equals(
      -dot(v, c(1) + c(2)) / 2),
  },
  sample = states { n = 2, d = {1, 2, 3, 5}, v = decades(-2, 2), c = anywhere },

  mutants = {
    whole = swap(-dot(v, c(1) + c(2)) / 2, -dot(v, c(1) + c(2))),
    one = swap(c(1) + c(2), c(1)),
  },
}
