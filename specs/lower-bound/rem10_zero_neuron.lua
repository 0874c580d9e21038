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
--- $-\mathbb E[R(x)[-b^\top x]_+]$, so there is a derivative exactly if $\mathbb E[R(x)\,|b^\top
--- x|] = 0$. Only the even part of $R$ counts, and with it the condition reads
---
--- $$J_i(b) = \sum_{j \ne i} \mathbb E\,|w_j^\top x|\,|b^\top x| - \mathbb E\,|v^\top x|\,
---   |b^\top x| = 0.$$
---
--- At the global minimum $w_1 = v$, $w_2 = 0$ it holds for all $b$: there $R = 0$, the loss is
--- of second order and its derivative is 0. It holds for $w_1 = -v$, $w_2 = 0$ too, where the
--- derivative in the direction $b$ of $w_2$ is $-\frac12 v^\top b$. Averaged over the directions
--- of $b$, $J_i$ is a multiple of $\sum_j \|w_j\| - \|v\|$, so that the remark is right wherever
--- these lengths do not add up to $\|v\|$.
---
--- ## What survives
---
--- The remark is a motivation; the corollaries that exclude $w_i = 0$ do not use it. Repaired:
--- $L$ has no derivative along $b$ where $J_i(b) \ne 0$. In the plane of two vectors $\mathbb E
--- |w^\top x|\,|b^\top x| = \frac2\pi \|w\|\,\|b\| (\sin\theta + (\frac\pi2 - \theta)
--- \cos\theta)$.
---
--- ## How it is held
---
--- Not differentiable means that a directional derivative is missing for some direction. The
--- first claim is stated for one drawn direction of the neuron that is 0. At $d = 1$, where the
--- witness is, there is no other.

local b, x, y = vector "b", vector "x", vector "y"
local c, on_off = vector("c", i), scalar("lambda", i)
local some_zero = some(i, w(i):equals(0))
local moved = b:differs(0)
local overlap = let("J", x, y, norm(x)
  * (sin(angle(x, y)) + (pi / 2 - angle(x, y)) * cos(angle(x, y))))
local jump = let("J", i, sum(j, w(j):differs(0), overlap(w(j), b)) - overlap(v, b))

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

  assume = { some_zero = some_zero, moved = moved },
  assert = all(i, w(i):equals(0), ~defined(D(loss, net(k, ind(k:equals(i)) * b)))),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    lambda = {0, 1}, c = anywhere, w = net(i, on_off(i) * c(i)) },

  mutants = {
    --- Students that are not 0 may move.
    others = swap(w(i):equals(0), w(i):differs(0)),
    --- A direction that is none.
    still = swap(ind(k:equals(i)) * b, 0 * b),
  },

  --- $w_1 = v$, $w_2 = 0$: a global minimum.
  expect = refuted { n = 2, d = 1, v = 1, b = v, w = net({v, 0 * v}, v),
    repair = "loss_not_differentiable_of_jump" },
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
--- And the two points at which the remark fails, as a claim.

claim "loss_not_differentiable_of_jump" {
  paper = "Remark 10, repaired", page = 11, kind = "existence",
  printed = [[w_i = 0,\ J_i(b) \ne 0 \implies L \text{ has no derivative by } w_i
    \text{ in the direction } b]],

  assume = { some_zero = some_zero, moved = moved },
  assert = all(i, w(i):equals(0) & jump(i):differs(0),
    ~defined(D(loss, net(k, ind(k:equals(i)) * b)))),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    lambda = {0, 1}, c = anywhere, w = net(i, on_off(i) * c(i)) },

  mutants = {
    others = swap(w(i):equals(0), w(i):differs(0)),
    still = swap(ind(k:equals(i)) * b, 0 * b),
  },
}

claim "loss_differentiable_at_zero_neuron" {
  paper = "Remark 10, exceptions", page = 11, kind = "existence",
  printed = [[w_1 = v, w_2 = 0 \text{ and } w_1 = -v, w_2 = 0]],

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
