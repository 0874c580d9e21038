-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 29: the neurons never all reach the teacher's line
---
--- Lemma 30 needs, at every time, one $z_i$ that is not 0. The speed of every $z_i$ is at most a
--- constant times $\sum_j \|z_j\|$ by (60), so $\sum_j \|z_j\|^2$ can fall exponentially fast but
--- not reach 0.
---
--- ## How it is read
---
--- The page asks for the initial condition (5) and for a non-degenerate start, and not for a
--- small $\sigma$. The proof uses that no $w_i$ is 0 ("Corollary 25", the corollary for descent;
--- its twin for the flow is Corollary 28). Without a bound on $\sigma$ that is false (see Corollary
--- 28), and after a neuron has reached 0 there is no flow to speak of. So the lemma is stated
--- along flows that go on, a hypothesis that gives the formula its meaning.
---
--- Of the definition only a part is needed: one $z_i(0) \ne 0$ is enough.
---
--- ## The proof
---
--- Its displays speak of one state, so they are checked on states: the bound by $C$ is a
--- hypothesis, with $C$ a drawn number above 1. They hold at every state without a neuron at 0.
--- In the first display a bar stands in the wrong place ($\frac{\|w_j(t)\|}{\|w_i(t)\|}|$). The
--- last line, about two times, is checked along flows, from time 0 on.

local K, spread = scalar "K", scalar "spread"
local alive = all(t, t:at_least(0), all(i, w(i):differs(0)))
local nonzero = all(i, w(i):differs(0))
local own = pi + sum(j, j:differs(i), norm(w(j)) / norm(w(i)) * sin(theta(i, j)))
  - norm(v) / norm(w(i)) * sin(theta(i))
local own_le = pi + sum(j, j:differs(i), norm(w(j)) / norm(w(i))) + norm(v) / norm(w(i))
local squares = sum(j, norm(z(j))^2)

claim "exists_z_ne_zero" {
  paper = "Lemma 29", arxiv = "Lemma 27", page = 39, kind = "existence",
  uses = { "sum_sq_z_ge_exp", "norm_pos_of_initial_condition_flow" },
  printed = [[\forall t,\ \exists i \in [n],\ z_i(t) \ne 0]],

  assume = { initial = initial_condition, nondegenerate = nondegenerate, alive = alive },
  assert = all(t, t:at_least(0), some(i, z(i):differs(0))),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
    spread = decades(-4, 1), sigma = spread * norm(v) / sqrt(d), t = decades(-3, 9) },

  mutants = {
    --- All of them at once, and by more than a millionth of the teacher's length.
    far = swap(z(i):differs(0), norm(z(i)):above(norm(v) / 1000000)),
    --- In the upper half of their start.
    kept = swap(z(i):differs(0), norm(z(i)):above(at(0, norm(z(i))))),
  },
}

--- ## The first two displays

claim "transverse_speed_le" {
  paper = "proof of Lemma 29, speed", arxiv = "proof of Lemma 27, speed", page = 39, kind = "step",
  uses = { "transverse_flow_eq" },
  printed = [[\left|\pi + \sum_{j \ne i} \frac{\|w_j\|}{\|w_i\|} \sin\theta_{ij}
    - \frac{\|v\|}{\|w_i\|} \sin\theta_i\right| \le \pi + \sum_{j \ne i} \frac{\|w_j\|}{\|w_i\|}
    + \frac{\|v\|}{\|w_i\|} \le C, \quad
    \left\|\frac{\partial z_i}{\partial t}\right\| = \left\|-\frac{1}{2\pi}(\cdots) z_i
    - \sum_{j \ne i} \frac{\pi - \theta_{ij}}{2\pi} z_j\right\|
    \le C\|z_i\| + \sum_{j \ne i} \|z_j\|]],

  assume = { nonzero = nonzero, above_one = K:above(1),
    bounded = all(i, own_le:at_most(K)) },
  assert = {
    own = all(i, abs(own):at_most(own_le)),
    speed = all(i, chain(norm(D(z(i))), "=", norm(-(1 / (2 * pi)) * own * z(i)
      - sum(j, j:differs(i), (pi - theta(i, j)) / (2 * pi) * z(j))), "<=",
      K * norm(z(i)) + sum(j, j:differs(i), norm(z(j))))),
  },
  sample = states { n = {1, 2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), K = decades(0, 8) },

  mutants = {
    --- The others' pull alone.
    no_own = swap(K * norm(z(i)), 0),
    --- The own pull alone.
    no_others = swap(sum(j, j:differs(i), norm(z(j))), 0),
    --- The lengths of the other neurons left out of the bound.
    short = swap(own_le, pi + norm(v) / norm(w(i))),
  },
}

--- ## The squares
---
--- The last part is the bracket of the display with $e^{2nCt}$, whose derivative has the sign of
--- the bracket.

claim "sum_sq_z_slope_ge" {
  paper = "proof of Lemma 29, squares", arxiv = "proof of Lemma 27, squares", page = 39,
  kind = "step", uses = { "transverse_speed_le" },
  printed = [[\frac{\partial \|z_i\|^2}{\partial t} = 2\left\langle \frac{\partial z_i}{\partial t},
    z_i \right\rangle \ge -2C\|z_i\| \sum_j \|z_j\|, \quad
    \frac{\partial}{\partial t} \sum_j \|z_j\|^2 \ge -2C\left(\sum_j \|z_j\|\right)^2
    \ge -2nC \sum_j \|z_j\|^2, \quad 2nC \sum_j \|z_j\|^2
    + \frac{\partial}{\partial t} \sum_j \|z_j\|^2 \ge 0]],

  assume = { nonzero = nonzero, above_one = K:above(1),
    bounded = all(i, own_le:at_most(K)) },
  assert = {
    one = all(i, chain(D(norm(z(i))^2), "=", 2 * dot(D(z(i)), z(i)), ">=",
      -(2 * K * norm(z(i)) * sum(j, norm(z(j)))))),
    sum = chain(D(squares), ">=", -(2 * K * sum(j, norm(z(j)))^2), ">=", -(2 * n * K * squares)),
    bracket = (2 * n * K * squares + D(squares)):at_least(0),
  },
  sample = states { n = {1, 2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), K = decades(0, 8) },

  mutants = {
    --- Squares cannot rise: they do, where neurons on one side push others away.
    rises = swap(2 * dot(D(z(i)), z(i)), -2 * dot(D(z(i)), z(i))),
    --- Cauchy and Schwarz without $n$.
    no_n = swap(2 * n * K * squares, K / 1000 * squares),
    unit_slip = swap(2 * K * norm(z(i)) * sum(j, norm(z(j))), K * norm(z(i)) * norm(z(i)) / 100),
  },
}

--- ## Why squares
---
--- "$\|z_i\|$ might not be differentiable if $z_i = 0$, while $\|z_i\|^2$ is always
--- differentiable." It is not, where $z_i = 0$ has a speed.

claim "norm_z_kink" {
  paper = "proof of Lemma 29, kink", arxiv = "proof of Lemma 27, kink", page = 40,
  kind = "existence", uses = { "transverse_flow_eq" },
  printed = [[z_i = 0 \implies \|z_i\| \text{ might not be differentiable, }
    \|z_i\|^2 \text{ is}]],

  assume = { nonzero = nonzero },
  assert = {
    square = all(i, defined(D(norm(z(i))^2))),
    norm = all(i, z(i):equals(0) & norm(D(z(i))):above(0), ~defined(D(norm(z(i))))),
  },
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2) },
  cover = { some(i, z(i):equals(0) & norm(D(z(i))):above(0)), q(1,50) },

  mutants = {
    --- The norm itself.
    first_power = swap(D(norm(z(i))^2), D(norm(z(i)))),
    --- A $z_i$ that is not 0.
    off_line = swap(z(i):equals(0), z(i):differs(0)),
  },
}

--- ## The last line
---
--- From a time $t - \epsilon$ to a time $t$; here from 0 to $t$, along flows on which $C$ bounds
--- the coefficient all the time.

claim "sum_sq_z_ge_exp" {
  paper = "proof of Lemma 29, last line", arxiv = "proof of Lemma 27, last line", page = 39,
  kind = "step", uses = { "sum_sq_z_slope_ge" },
  printed = [[\sum_j \|z_j(\bar t)\|^2 \ge e^{-2nC\epsilon} \sum_j \|z_j(\bar t - \epsilon)\|^2]],

  assume = { above_one = K:above(1),
    bounded = all(t, i, t:at_least(0), own_le:at_most(K)) },
  assert = all(t, t:at_least(0), squares:at_least(exp(-(2 * n * K * t)) * at(0, squares))),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
    spread = decades(-1, 1), sigma = spread * norm(v) / sqrt(d),
    K = decades(q"0.5", q"2.5"), t = decades(-4, 1) },

  mutants = {
    --- The sum does not stay at its start.
    stays = swap(exp(-(2 * n * K * t)), 1),
    --- Nor does it fall as slowly as the smallest coefficient says.
    slow = swap(2 * n * K * t, t / 10),
  },
}
