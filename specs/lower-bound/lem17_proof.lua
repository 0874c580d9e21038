-- SPDX-License-Identifier: GPL-3.0-or-later

--- # The proof of Lemma 17: the angle between two $z_i$, split in two
---
--- From (60) come the speed of a direction $\bar z_i$, then that of $\cos\kappa_{ij}$, which (61)
--- splits in what the pair does to itself, $I_1$, and what the others do to it, $I_2$. For the
--- pair that is furthest apart the others can only push: $I_2 \le 0$. Every line of the proof holds
--- as printed.
---
--- Page 13 sums it up without the right angle: "although $I_2$ is hard to bound for general $i, j$,
--- it is always non-positive if we pick the pair of $i, j$ such that $\kappa_{ij} =
--- \kappa_{\max}$". Taken alone that is false: three $z_i$ on all sides pull the widest pair
--- together. The sentence stands under Lemma 17, whose $\kappa_{\max} < \frac\pi2$ repairs it.
---
--- ## How it is read
---
--- "For $\forall k$" means the $k \in Q^+$ other than $i$ and $j$, over which $I_2$ runs; a
--- $\kappa_{ki}$ has no value for others. That no neuron is 0 along the flow, which (60)
--- needs, is Corollary 28 in the paper and a hypothesis here.
---
--- The proof's last display has $1 - \cos^2\kappa_{ij}$, and so have we; for the brackets of the
--- statement see `cos_kappa_slope_le_literal`.

local a, b, c = vector "a", vector "b", vector "c"
local nonzero = all(i, w(i):differs(0))
local zbar = let("\\bar z", i, unit(z(i)))
local pair = i:below(j) & Qplus(i) & Qplus(j)
local maximal = Qplus(i) & Qplus(j) & kappa(i, j):equals(kappa_max)
local acute = kappa_max:below(pi / 2)
local third = Qplus(k) & k:differs(i) & k:differs(j)
local push = let("p", i, k, (pi - theta(i, k)) / (2 * pi) * norm(z(k)) / norm(z(i)))
local I1 = let("I_1", i, j, -((pi - theta(i, j)) / (2 * pi))
  * (norm(z(i)) / norm(z(j)) + norm(z(j)) / norm(z(i))) * (1 - cos(kappa(i, j))^2))
local I2 = let("I_2", i, j, -sum(k, third,
  push(i, k) * (cos(kappa(k, j)) - cos(kappa(k, i)) * cos(kappa(i, j)))
  + push(j, k) * (cos(kappa(i, k)) - cos(kappa(k, j)) * cos(kappa(i, j)))))

claim "direction_flow_eq" {
  paper = "proof of Lemma 17, direction", arxiv = "proof of Lemma 15, direction", page = 40,
  kind = "identity", uses = { "transverse_flow_eq" },
  printed = [[\frac{\partial}{\partial t} \bar z_i = \frac{\|z_i\| \frac{\partial z_i}{\partial t}
    - \frac{\partial \|z_i\|}{\partial t} z_i}{\|z_i\|^2} = \frac{\frac{\partial z_i}{\partial t}
    - \langle \frac{\partial z_i}{\partial t}, \bar z_i \rangle \bar z_i}{\|z_i\|}
    = -\sum_{k \ne i} \frac{\pi - \theta_{ik}}{2\pi}
    \frac{z_k - \langle z_k, \bar z_i \rangle \bar z_i}{\|z_i\|}]],

  assume = { nonzero = nonzero },
  assert = {
    differentiable = all(i, Qplus(i), defined(D(zbar(i)))),
    ["line 1"] = all(i, Qplus(i), D(zbar(i)):equals(
      (norm(z(i)) * D(z(i)) - D(norm(z(i))) * z(i)) / norm(z(i))^2)),
    ["line 2"] = all(i, Qplus(i), D(zbar(i)):equals(
      (D(z(i)) - dot(D(z(i)), zbar(i)) * zbar(i)) / norm(z(i)))),
    ["line 3"] = all(i, Qplus(i), D(zbar(i)):equals(-sum(k, k:differs(i),
      (pi - theta(i, k)) / (2 * pi) * (z(k) - dot(z(k), zbar(i)) * zbar(i)) / norm(z(i))))),
  },
  sample = states { n = {1, 2, 3, 4}, d = {2, 3}, v = decades(-2, 2) },

  mutants = {
    --- The angle where its supplement belongs.
    supplement = swap(pi - theta(i, k), theta(i, k)),
    --- The part along $\bar z_i$ kept.
    along = swap(z(k) - dot(z(k), zbar(i)) * zbar(i), z(k)),
    unit_slip = swap(norm(z(i))^2, norm(z(i))),
  },
}

claim "cos_kappa_flow_eq" {
  paper = "(61)", arxiv = "(60)", page = 40, equation = "(61)", kind = "identity",
  uses = { "direction_flow_eq" },
  printed = [[\frac{\partial \cos\kappa_{ij}}{\partial t} = \left\langle \frac{\partial}{\partial t}
    \bar z_i, \bar z_j \right\rangle + \left\langle \bar z_i, \frac{\partial}{\partial t}
    \bar z_j \right\rangle = \cdots = \underbrace{-\frac{\pi - \theta_{ij}}{2\pi}\left(
    \frac{\|z_i\|}{\|z_j\|} + \frac{\|z_j\|}{\|z_i\|}\right)(1 - \cos^2\kappa_{ij})}_{I_1}
    \underbrace{-\sum_{k \ne i, j \wedge k \in Q^+} \left[\frac{\pi - \theta_{ik}}{2\pi}
    \frac{\|z_k\|}{\|z_i\|}(\cos\kappa_{kj} - \cos\kappa_{ki} \cos\kappa_{ij})
    + \frac{\pi - \theta_{jk}}{2\pi} \frac{\|z_k\|}{\|z_j\|}(\cos\kappa_{ik}
    - \cos\kappa_{kj} \cos\kappa_{ij})\right]}_{I_2}]],

  assume = { nonzero = nonzero },
  assert = {
    product = all(i, j, pair, D(cos(kappa(i, j))):equals(
      dot(D(zbar(i)), zbar(j)) + dot(zbar(i), D(zbar(j))))),
    sums = all(i, j, pair, D(cos(kappa(i, j))):equals(
      -sum(k, k:differs(i) & Qplus(k), push(i, k)
        * (dot(zbar(k), zbar(j)) - dot(zbar(k), zbar(i)) * dot(zbar(i), zbar(j))))
      - sum(k, k:differs(j) & Qplus(k), push(j, k)
        * (dot(zbar(k), zbar(i)) - dot(zbar(k), zbar(j)) * dot(zbar(i), zbar(j)))))),
    split = all(i, j, pair, D(cos(kappa(i, j))):equals(I1(i, j) + I2(i, j))),
  },
  sample = states { n = {2, 3, 4}, d = {2, 3}, v = decades(-2, 2) },

  mutants = {
    --- Without the other neurons: right for two.
    no_others = swap(I1(i, j) + I2(i, j), I1(i, j)),
    sign = swap(I1(i, j) + I2(i, j), I1(i, j) - I2(i, j)),
    --- Only one of the pair turns.
    one_side = swap(dot(zbar(i), D(zbar(j))), 0),
  },
}

--- ## The pair that is furthest apart
---
--- The reason that is given for $I_2 \le 0$, both of its lines, and the conclusion.

claim "others_push_maximal_pair" {
  paper = "proof of Lemma 17, I_2", arxiv = "proof of Lemma 15, I_2", page = 41, kind = "step",
  uses = { "cos_kappa_flow_eq" },
  printed = [[\kappa_{ki} \le \kappa_{\max} < \pi/2,\ \kappa_{kj} \le \kappa_{\max} = \kappa_{ij}
    \implies \cos\kappa_{kj} \ge \cos\kappa_{ij} \ge \cos\kappa_{ki} \cos\kappa_{ij}
    \implies \cos\kappa_{kj} - \cos\kappa_{ki} \cos\kappa_{ij} \ge 0, \quad
    \cos\kappa_{ik} - \cos\kappa_{kj} \cos\kappa_{ij} \ge 0, \quad I_2 \le 0]],

  assume = { nonzero = nonzero, acute = acute },
  assert = {
    reason = all(i, j, k, maximal & third, chain(cos(kappa(k, j)), ">=", cos(kappa(i, j)), ">=",
      cos(kappa(k, i)) * cos(kappa(i, j)))),
    first = all(i, j, k, maximal & third,
      (cos(kappa(k, j)) - cos(kappa(k, i)) * cos(kappa(i, j))):at_least(0)),
    second = all(i, j, k, maximal & third,
      (cos(kappa(i, k)) - cos(kappa(k, j)) * cos(kappa(i, j))):at_least(0)),
    I2 = all(i, j, maximal, I2(i, j):at_most(0)),
  },
  sample = states { n = {3, 4}, d = {2, 3, 4}, v = decades(-2, 2) },
  cover = { kappa_max:above(0) & some(k, some(i, j, maximal & third)), q(1,10) },

  mutants = {
    --- A pair in the middle is pulled together too.
    any_pair = swap(maximal, Qplus(i) & Qplus(j)),
    --- Wider than a right angle, $\cos\kappa_{ij} < 0$ and the middle step turns.
    obtuse = drop "acute",
  },
}

--- The sentence of page 13, without the hypothesis $\kappa_{\max} < \frac\pi2$.

claim "others_push_maximal_pair_always" {
  paper = "Section 5.1, I_2", arxiv = "Section 5.1, I_2", page = 13, kind = "step",
  uses = { "cos_kappa_flow_eq" },
  printed = [[\kappa_{ij} = \kappa_{\max} \implies I_2 \le 0]],

  assume = { nonzero = nonzero },
  assert = all(i, j, maximal, I2(i, j):at_most(0)),
  sample = states { n = {3, 4}, d = {2, 3, 4}, v = decades(-2, 2) },

  mutants = {
    any_pair = swap(maximal, Qplus(i) & Qplus(j)),
    sign = swap(I2(i, j):at_most(0), I2(i, j):at_least(0)),
  },

  --- $z = (1, 0), (-1, 1), (-1, -\frac12)$: the widest pair is the first and the third.
  expect = refuted { n = 3, d = 3, v = 1,
    w = net({a, b, c}, v), a = { 1, 1, 0 }, b = { 1, -1, 1 }, c = { 1, -1, q(-1,2) },
    repair = "others_push_maximal_pair: kappa_max < pi/2, as in Lemma 17" },
  because = "beyond a right angle cos kappa_ij < 0, and cos kappa_kj may be below the product",
  check = [[
    from mpmath import *
    mp.dps = 40
    h, z = 1, [mpc(1, 0), mpc(-1, 1), mpc(-1, -0.5)]
    kappa = lambda i, k: abs(arg(z[i] / z[k]))
    def theta(i, k):  # all w have the same part h along v
        inner = h*h + (z[i] * conj(z[k])).real
        return acos(inner / sqrt((h*h + abs(z[i])**2) * (h*h + abs(z[k])**2)))
    i, j, k = 0, 2, 1
    assert kappa(i, j) > max(kappa(i, k), kappa(j, k))
    push = lambda a: (pi - theta(a, k)) / (2*pi) * abs(z[k]) / abs(z[a])
    I2 = -(push(i) * (cos(kappa(k, j)) - cos(kappa(k, i)) * cos(kappa(i, j)))
           + push(j) * (cos(kappa(i, k)) - cos(kappa(k, j)) * cos(kappa(i, j))))
    assert I2 > 0.05
    print("refuted")
  ]],
}

claim "cos_kappa_slope_le_first_term" {
  paper = "proof of Lemma 17, last line", arxiv = "proof of Lemma 15, last line", page = 41,
  kind = "step", uses = { "others_push_maximal_pair" },
  printed = [[\frac{\partial \cos\kappa_{ij}}{\partial t} \le I_1 = -\frac{\pi - \theta_{ij}}{2\pi}
    \left(\frac{\|z_i\|}{\|z_j\|} + \frac{\|z_j\|}{\|z_i\|}\right)(1 - \cos^2\kappa_{ij})
    \le -\frac{\pi - \theta_{ij}}{\pi}(1 - \cos^2\kappa_{ij})]],

  assume = { nonzero = nonzero, acute = acute },
  assert = all(i, j, maximal, chain(D(cos(kappa(i, j))), "<=", I1(i, j), "<=",
    -(pi - theta(i, j)) / pi * (1 - cos(kappa(i, j))^2))),
  sample = states { n = {2, 3, 5}, d = {2, 3, 4}, v = decades(-2, 2) },
  cover = { kappa_max:above(0), q(1,10) },

  mutants = {
    any_pair = swap(maximal, Qplus(i) & Qplus(j)),
    double = swap(-(pi - theta(i, j)) / pi, -(2 * (pi - theta(i, j))) / pi),
    --- The others are needed: without them a wider pair would separate faster.
    obtuse = drop "acute",
  },
}
