-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 17: neurons that lean to one side separate
---
--- The most original step of the lower bound. Among the $z_i$, the parts of the neurons
--- orthogonal to $v$, take the two that point furthest apart. If even these are less than a
--- right angle apart, the flow turns them away from each other: $\cos\kappa_{ij}$ falls at
--- least at the printed speed. So $\kappa_{\max}$ cannot tend to 0, and this is what Lemma 30
--- makes of it.
---
--- ## What is printed, and what is proved
---
--- Both statements, (20) on page 13 and its copy on page 40, print the bracket as $1 -
--- \cos\kappa_{ij}^2(t)$. The last line of the proof has $1 - \cos^2\kappa_{ij}$. The literal
--- reading is the cosine of $\kappa^2$, and it is false: from $\kappa = 1.20$ on, up to
--- $\pi/2$, $1 - \cos(\kappa^2)$ is larger than $\sin^2\kappa$, while for two neurons with
--- $\|z_1\| = \|z_2\|$ the derivative is exactly $-\frac{\pi - \theta_{ij}}{\pi}
--- \sin^2\kappa_{ij}$.
---
--- What is meant is the square of the cosine. With it the lemma holds, and everything built on
--- it (Remark 18's $1 - x^2$ with $x = \cos\kappa$, Lemma 30) reads it that way: a misprint,
--- with no consequence.
---
--- ## How it is held
---
--- "Well-defined in an open neighbourhood" and "differentiable" are parts of their own; a
--- derivative along the flow exists only in a neighbourhood where the function does. That no
--- neuron is 0 along the flow is what the paper has from Corollary 28; here it is a hypothesis.

local nonzero = all(i, w(i):differs(0))
local maximal = Qplus(i) & Qplus(j) & kappa(i, j):equals(kappa_max) & kappa_max:below(pi / 2)
local apart = kappa_max:above(0) & kappa_max:below(pi / 2)
local a, b = vector "a", vector "b"
local slope = D(cos(kappa(i, j)))

claim "cos_kappa_slope_le_literal" {
  paper = "Lemma 17", arxiv = "Lemma 15", page = 13, equation = "(20)", kind = "explicit",
  uses = { "transverse_flow_eq" },
  printed = [[\kappa_{ij}(t) = \kappa_{\max}(t) < \frac\pi2 \implies
    \frac{\partial}{\partial t} \cos\kappa_{ij}(t) \le
    -\frac{\pi - \theta_{ij}(t)}{\pi} (1 - \cos\kappa_{ij}^2(t))]],

  assume = { nonzero = nonzero },
  assert = {
    defined = all(i, j, maximal, defined(kappa(i, j))),
    differentiable = all(i, j, maximal, defined(slope)),
    ["(20)"] = all(i, j, maximal,
      slope:at_most(-(pi - theta(i, j)) / pi * (1 - cos(kappa(i, j)^2)))),
  },
  sample = states { n = {2, 3, 5}, d = {2, 3, 4}, v = decades(-2, 2) },

  mutants = {
    double = swap(pi - theta(i, j), 2 * (pi - theta(i, j))),
    --- Every pair: the third neuron may pull two others together.
    any_pair = swap(maximal, Qplus(i) & Qplus(j)),
  },

  --- $z_1 = (1, \frac18)$, $z_2 = (\frac18, 1)$ and $h_1 = h_2 = \|v\| = 1$: then $\cos\kappa =
  --- \frac{16}{65}$, so that $1 - \cos^2\kappa = 0.939$, and $1 - \cos(\kappa^2) = 1.176$.
  expect = refuted { part = "(20)", n = 2, d = 3, v = 1,
    a = { 1, 1, q(1,8) }, b = { 1, q(1,8), 1 }, w = net({a, b}, v),
    repair = "cos^2 kappa_ij for cos kappa_ij^2" },
  because = "two neurons of equal length separate at speed sin^2 kappa, less than 1 - cos(kappa^2)",
  check = [[
    from mpmath import *
    mp.dps = 60
    v, w = matrix([1, 0, 0]), [matrix([1, 1, mpf(1)/8]), matrix([1, mpf(1)/8, 1])]
    inner = lambda a, b: (a.T * b)[0]
    ang = lambda a, b: acos(min(1, inner(a, b) / (norm(a)*norm(b))))
    def K(u, a):  # (4) is a sum of these, for the students less for the teacher
        return u/2 + (norm(u)*sin(ang(u, a))/norm(a)*a - ang(u, a)*u) / (2*pi)
    g = [K(w[0], a) + K(w[1], a) - K(v, a) for a in w]
    def cos_kappa(t):  # for a short while the flow is w - t grad
        z = [matrix((a - t*b)[1:3]) for a, b in zip(w, g)]
        return inner(z[0], z[1]) / (norm(z[0])*norm(z[1]))
    kappa = acos(cos_kappa(0))  # the only pair, so the largest
    assert 0 < kappa < pi/2
    right = -(pi - ang(w[0], w[1])) / pi * (1 - cos(kappa**2))
    assert diff(cos_kappa, 0) > right + 0.1
    print("refuted")
  ]],
}

--- ## As proved
---
--- The pair is the one that is furthest apart; the others then push it further ($I_2 \le 0$ in
--- (61)). For a pair that is not, a third neuron may pull the two together.

claim "cos_kappa_slope_le" {
  paper = "Lemma 17, as proved", arxiv = "Lemma 15, as proved", page = 41, equation = "(20)",
  kind = "explicit", uses = { "cos_kappa_slope_le_first_term" },
  printed = [[\kappa_{ij} = \kappa_{\max} < \frac\pi2 \implies
    \frac{\partial \cos\kappa_{ij}}{\partial t} \le
    -\frac{\pi - \theta_{ij}}{\pi} (1 - \cos^2\kappa_{ij})]],

  assume = { nonzero = nonzero },
  assert = {
    defined = all(i, j, maximal, defined(kappa(i, j))),
    differentiable = all(i, j, maximal, defined(slope)),
    ["(20)"] = all(i, j, maximal,
      slope:at_most(-(pi - theta(i, j)) / pi * (1 - cos(kappa(i, j))^2))),
  },
  sample = states { n = {2, 3, 5}, d = {2, 3, 4}, v = decades(-2, 2) },
  --- Equal directions are at rest: the bound must meet states that are not.
  cover = { apart, q(1,10) },

  mutants = {
    --- Two neurons of equal length have exactly the printed speed.
    double = swap(pi - theta(i, j), 2 * (pi - theta(i, j))),
    any_pair = swap(maximal, Qplus(i) & Qplus(j)),
    --- As if the neurons, and not only the $z_i$, were parallel.
    no_angle = swap(pi - theta(i, j), pi),
  },
}
