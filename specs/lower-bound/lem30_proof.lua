-- SPDX-License-Identifier: GPL-3.0-or-later

--- # The proof of Lemma 30
---
--- By contradiction, at the first time $t^*$ at which all $z_i \ne 0$ and $\kappa_{\max} <
--- \kappa_{\max}(0)/3$. Step 1: no $z_i(t^*)$ is 0, since such a $z_i$ would set out at more than
--- a right angle to the others. Step 2: then Lemma 17 makes $\kappa_{\max}$ grow at $t^*$.
---
--- ## What we found
---
--- The proof opens with "Assume for contradiction that $\exists t$ such that $z_i(t) \ne 0,
--- \forall i$ and $\kappa_{\max}(t) < \frac{\kappa_{\max}(0)}{2}$. Then we can define $t^* =
--- \inf\{\ldots \kappa_{\max}(t) < \frac{\kappa_{\max}(0)}{3}\}$". The assumption is not the
--- negation of (63), and it does not make the set of which $t^*$ is the infimum nonempty: take
--- $\kappa_{\max}(0) = 3$, $\kappa_{\max}(t) = \frac54$. A misprint: with $\frac13$ in the first
--- line, as in (63), everything follows. With $\frac12$ in all places it would not, since $\kappa
--- \le \frac{\kappa_{\max}(0)}{2}$ leaves room for a right angle.
---
--- Of (64) the text says that "for $\forall t' \in [t^*, t^* + \epsilon')$, (64) is negative"; at
--- $t' = t^*$ it is 0, and $\kappa_{ik}$ has no value there. The open interval is meant, and
--- enough.
---
--- Step 2 quotes (20) with $\cos\kappa_{ij}^2$, read literally a bound that is false in general
--- (Lemma 17). For $\kappa \le \frac\pi3$, where it is used, both readings hold.
---
--- ## How it is held
---
--- "Pick the infimum", "by continuity" and "a contradiction" are no formulas; what is said at
--- $t^*$ is, and is checked at states with what the proof knows there: the $z_j$ that are not 0
--- lie within $\kappa_{\max}(0)/3 \le \frac\pi3$ of each other. Such states are built: $z_i =
--- \lambda_i (b + s c_i)$, projected.

local k0, kt, s = scalar "k_0", scalar "k_t", scalar "s"
local b, c, a, on_off = vector "b", vector("c", i), scalar("a", i), scalar("lambda", i)
local nonzero = all(i, w(i):differs(0))
local within_third = all(i, j, Qplus(i) & Qplus(j), kappa(i, j):at_most(pi / 3))
local at_start = Qplus(k) & z(i):equals(0)
local maximal = i:differs(j) & kappa(i, j):equals(kappa_max)

claim "negation_of_half" {
  paper = "proof of Lemma 30, negation", arxiv = "proof of Lemma 28, negation", page = 41,
  kind = "step",
  printed = [[\kappa_{\max}(t) < \frac{\kappa_{\max}(0)}{2} \implies \left\{t : \kappa_{\max}(t)
    < \frac{\kappa_{\max}(0)}{3}\right\} \ne \emptyset]],

  assume = { angles = chain(0, "<=", kt, "<=", pi) & chain(0, "<", k0, "<=", pi),
    assumption = kt:below(k0 / 2) },
  assert = kt:below(k0 / 3),
  sample = scalars { k_0 = between(0, pi), k_t = between(0, pi) },

  mutants = {
    --- Any angle at the later time.
    any = drop "assumption",
    sixth = swap(k0 / 3, k0 / 6),
  },

  expect = refuted { k_0 = 3, k_t = q(5,4), repair = "1/3 in the assumption, as in (63)" },
  because = "an angle between a third and a half of the first one is in neither set",
  check = [[
    from mpmath import *
    mp.dps = 40
    first, later = mpf(3), mpf(5)/4
    assert 0 < first <= pi and 0 <= later <= pi and later < first/2
    assert not later < first/3
    print("refuted")
  ]],
}

claim "negation_of_third" {
  paper = "proof of Lemma 30, negation, repaired",
  arxiv = "proof of Lemma 28, negation, repaired", page = 41, kind = "step",
  printed = [[\kappa_{\max}(t) < \frac{\kappa_{\max}(0)}{3} \implies \kappa_{\max}(t) <
    \frac{\kappa_{\max}(0)}{3} < \frac\pi2, \quad \frac{\kappa_{\max}(0)}{3} < \kappa_{\max}(0)]],

  assume = { angles = chain(0, "<=", kt, "<=", pi) & chain(0, "<", k0, "<=", pi),
    assumption = kt:below(k0 / 3) },
  assert = {
    right = chain(kt, "<", k0 / 3, "<", pi / 2),
    less = (k0 / 3):below(k0),
  },
  sample = scalars { k_0 = between(0, pi), k_t = between(0, pi) },

  mutants = {
    --- The proof with halves in all places.
    half = swap(chain(kt, "<", k0 / 3, "<", pi / 2), chain(kt, "<", k0 / 3, "<", pi / 4)),
    any = drop "assumption",
  },
}

--- ## Step 1
---
--- At a state where $z_i = 0$ for some $i$ and not for all. The strict sign needs $\theta_{ik}
--- < \pi$, which is so because $w_i$ lies on the line of $v$ and $w_k$ does not.

claim "zero_z_sets_out_against_others" {
  paper = "proof of Lemma 30, Step 1", arxiv = "proof of Lemma 28, Step 1", page = 41,
  kind = "step", uses = { "transverse_flow_eq" },
  printed = [[z_i(t^*) = 0 \implies \frac{\partial z_i(t^*)}{\partial t} = -\sum_{j \ne i}
    \frac{\pi - \theta_{ij}(t^*)}{2\pi} z_j(t^*), \quad \left\langle \frac{\partial z_i(t^*)}
    {\partial t}, z_k(t^*) \right\rangle = -\sum_{j \ne i \wedge j \in Q^+(t^*)}
    \frac{\pi - \theta_{ij}(t^*)}{2\pi} \langle z_j(t^*), z_k(t^*) \rangle < 0]],

  assume = { nonzero = nonzero, within_third = within_third,
    mixed = some(i, z(i):equals(0)) & some(k, Qplus(k)) },
  assert = {
    speed = all(i, z(i):equals(0), D(z(i)):equals(
      -sum(j, j:differs(i), (pi - theta(i, j)) / (2 * pi) * z(j)))),
    product = all(i, k, at_start, dot(D(z(i)), z(k)):equals(
      -sum(j, j:differs(i) & Qplus(j), (pi - theta(i, j)) / (2 * pi) * dot(z(j), z(k))))),
    sign = all(i, k, at_start, dot(D(z(i)), z(k)):below(0)),
  },
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), b = anywhere, c = anywhere,
    s = decades(-3, 0), a = between(-2, 2), lambda = {0, 1},
    w = net(i, a(i) * v + on_off(i) * (b + s * norm(b) * unit(c(i)))) },

  mutants = {
    --- The $z_j$ on all sides: one of them may be on the side to which $z_i$ sets out.
    any_side = drop "within_third",
    supplement = swap(pi - theta(i, j), theta(i, j)),
    --- It sets out towards them.
    sign = swap(dot(D(z(i)), z(k)):below(0), (-dot(D(z(i)), z(k))):below(0)),
  },
}

--- (64) is the expansion of $\langle z_i(t'), z_k(t') \rangle$ to first order: its derivative at
--- $t^*$, where $z_i = 0$.

claim "zero_z_product_expansion" {
  paper = "(64)", arxiv = "(63)", page = 41, equation = "(64)", kind = "identity",
  uses = { "zero_z_sets_out_against_others" },
  printed = [[\langle z_i(t'), z_k(t') \rangle = (t' - t^*) \left\langle \frac{\partial z_i(t^*)}
    {\partial t}, z_k(t^*) \right\rangle + o(t' - t^*)]],

  assume = { nonzero = nonzero, mixed = some(i, z(i):equals(0)) & some(k, Qplus(k)) },
  assert = all(i, k, at_start, dot(z(i), z(k)):equals(0)
    & D(dot(z(i), z(k))):equals(dot(D(z(i)), z(k)))),
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), c = anywhere,
    a = between(-2, 2), lambda = {0, 1}, w = net(i, a(i) * v + on_off(i) * c(i)) },

  mutants = {
    --- Without $z_i = 0$ the other factor moves too.
    any = swap(at_start, Qplus(k) & Qplus(i)),
    half = swap(dot(D(z(i)), z(k)), dot(D(z(i)), z(k)) / 2),
  },
}

--- The $z_i$ that was 0 is then at more than a right angle to the others: $\kappa_{\max}$ jumps
--- there from at most $\frac\pi3$ to more than $\frac\pi2$. So footnote 4 is right in saying that
--- $\kappa_{\max}$ need not be continuous. Stated for one step of descent, short enough that no
--- neuron moves by more than a hundredth of what it has across $v$.

claim "zero_z_leaves_at_obtuse_angle" {
  paper = "proof of Lemma 30, Step 1, end; footnote 4",
  arxiv = "proof of Lemma 28, Step 1, end; footnote", page = 41, kind = "step",
  uses = { "zero_z_product_expansion", "zero_z_sets_out_against_others" },
  printed = [[\forall t' \in (t^*, t^* + \epsilon'): \quad \kappa_{ik}(t') =
    \arccos\left(\langle \bar z_i(t'), \bar z_k(t') \rangle\right) > \frac\pi2, \quad
    \kappa_{\max}(t') \ge \kappa_{ik}(t') > \frac\pi2 \ge \frac{\kappa_{\max}(0)}{3}]],

  assume = { nonzero = nonzero, within_third = within_third,
    mixed = some(i, z(i):equals(0)) & some(k, Qplus(k)),
    short_step = eta:above(0) & all(k, Qplus(k),
      (eta * norm(D(z(k)))):at_most(norm(z(k)) / 100)) },
  assert = all(i, k, at_start, after(kappa(i, k)):above(pi / 2)
    & after(kappa_max):at_least(after(kappa(i, k)))),
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), b = anywhere, c = anywhere,
    s = decades(-3, -q"0.5"), a = between(-2, 2), lambda = {0, 1}, eta = decades(-9, -2),
    w = net(i, a(i) * v + on_off(i) * (b + s * norm(b) * unit(c(i)))) },

  mutants = {
    --- The other side.
    acute = swap(after(kappa(i, k)):above(pi / 2), after(kappa(i, k)):below(pi / 2)),
    --- Two right angles.
    opposed = swap(after(kappa(i, k)):above(pi / 2), after(kappa(i, k)):above(q"3.1")),
    --- $z_k$ on all sides.
    any_side = drop "within_third",
  },
}

--- ## Step 2
---
--- "Note that $\theta_{ij}(t^*) < \pi$, otherwise $\kappa_{ij}(t^*) = \pi$."

claim "theta_lt_pi_of_kappa_lt_pi" {
  paper = "proof of Lemma 30, theta", arxiv = "proof of Lemma 28, theta", page = 42, kind = "step",
  printed = [[\theta_{ij}(t^*) = \pi \implies \kappa_{ij}(t^*) = \pi]],

  assume = { nonzero = nonzero },
  assert = all(i, j, i:below(j) & Qplus(i) & Qplus(j) & kappa(i, j):below(pi),
    theta(i, j):below(pi)),
  sample = states { n = {2, 3}, d = {2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    --- The angle across $v$ is no bound for the angle.
    less = swap(theta(i, j):below(pi), theta(i, j):below(kappa(i, j) / 2)),
    right = swap(theta(i, j):below(pi), theta(i, j):below(pi / 2)),
  },
}

claim "kappa_max_grows" {
  paper = "proof of Lemma 30, Step 2", arxiv = "proof of Lemma 28, Step 2", page = 42,
  kind = "step", uses = { "cos_kappa_slope_le" },
  printed = [[\frac{\partial}{\partial t} \cos\kappa_{ij}(t^*) \le -\frac{\pi - \theta_{ij}(t^*)}
    {\pi} (1 - \cos\kappa_{ij}^2(t^*)) < 0, \quad \frac{\partial}{\partial t} \kappa_{ij}(t^*)
    > 0]],

  assume = { nonzero = nonzero, off_line = all(i, Qplus(i)), within_third = within_third,
    positive = kappa_max:above(0) },
  assert = {
    literal = all(i, j, maximal, chain(D(cos(kappa(i, j))), "<=",
      -(pi - theta(i, j)) / pi * (1 - cos(kappa(i, j)^2)), "<", 0)),
    square = all(i, j, maximal, chain(D(cos(kappa(i, j))), "<=",
      -(pi - theta(i, j)) / pi * (1 - cos(kappa(i, j))^2), "<", 0)),
    grows = all(i, j, maximal, D(kappa(i, j)):above(0)),
  },
  sample = states { n = {2, 3, 5}, d = {3, 4}, v = decades(-2, 2), b = anywhere, c = anywhere,
    s = decades(-3, 0), a = between(-2, 2),
    w = net(i, a(i) * v + b + s * norm(b) * unit(c(i))) },

  mutants = {
    --- Wider than a right angle the largest angle may fall.
    any_angle = drop "within_third",
    double = swap(-(pi - theta(i, j)) / pi, -(2 * (pi - theta(i, j))) / pi),
    any_pair = swap(maximal, i:differs(j)),
  },
}
