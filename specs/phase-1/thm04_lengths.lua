-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 4, its proof: how long the neurons are
---
--- The proof of Theorem 4 is one induction over $t$ on (24), the lengths, and (25), the angles.
--- This file has the steps up to (24). Each of them speaks of one state, or of one step from it,
--- so it is checked on states that are built to satisfy what the proof supposes there: lengths
--- anywhere in the window of (24) and angles up to $2\pi/3$. That covers far more than a run
--- would reach, and it holds *as stated*: $\epsilon_1$ is at most $1/100$, hence $\sigma\sqrt d$
--- is near $10^{-105}\|v\|$ and $\eta$ below $10^{-112}$.
---
--- ## Constants
---
--- The theorem says that *there is* $C = O(\epsilon_1^2/n)$. The steps here hold for every $C \le
--- \epsilon_1^2/(20n)$; twice that is too much for the proof's display (33). The others are those
--- of `setting.lua` too: $\epsilon_1 \le 1/100$, $\sigma\sqrt d \le C\epsilon_1^{48}\|v\|/100$ and
--- $\eta\|v\| \le nC\sigma\sqrt d/100$. The time is $m$ here, since a drawn state has no past;
--- that it is a whole number is not needed.

local m, part, late = scalar "m", scalar "part", scalar "late"
local x, slack, loose = scalar("x", i), scalar "slack", scalar "loose"
local angles, b = scalar("\\alpha", i), vector("b", i)
local off = scalar "f"

local longest = s2 + 2 * eta * norm(v) * m
local across = b(i) - dot(b(i), vbar) * vbar
local built = net(i, off * longest * (s1 / longest)^x(i)
  * (cos(angles(i)) * vbar + sin(angles(i)) * unit(across)))
local third = norm(v) / (3 * n)

--- ## The base of the induction
---
--- At $t = 0$ both statements are condition (5).

claim "phase_1_at_start" {
  paper = "proof of Theorem 4, base", arxiv = "proof of Theorem 4, base", page = 20,
  kind = "step", equation = "(24), (25)",
  printed = [[s_1 \le \|w_i(0)\| \le s_2, \quad \sin^2\left(\frac{\theta_i(0)}2\right) -
    \epsilon_1^2 \le \left(1 + \frac{\eta \cdot 0}{s_2/\|v\|}\right)^{-1/24}
    \left(\sin^2\left(\frac{\theta_i(0)}2\right) - \epsilon_1^2\right)]],

  assume = { initial = initial_condition, small_eps1 = chain(0, "<", eps1, "<=", c_eps1) },
  assert = {
    ["(24)"] = all(i, chain(s1, "<=", norm(w(i)), "<=", longest)),
    ["(25)"] = all(i, (chi(i) - eps1^2):at_most(
      (1 + eta * m / (s2 / norm(v)))^-q(1,24) * (chi(i) - eps1^2))),
  },
  sample = states { n = {1, 2, 3, 8}, d = {2, 5, 20}, v = decades(-2, 2), m = 0,
    sigma = decades(-3, 1), eta = decades(-3, 1), eps1 = decades(-4, -2), w = gaussian },

  mutants = {
    --- Any start: lengths outside the window.
    any_start = drop "initial",
    --- One standard deviation, without the dimension.
    no_dimension = swap(longest, s2 / sqrt(d)),
    --- (25) without its slack $\epsilon_1^2$ on the right, and with it on the left.
    no_slack = { assert = all(i, chi(i):at_most(chi(i) - eps1^2)) },
  },
}

--- ## The angles stay below $2\pi/3$
---
--- (25) at $t'$ makes $\sin^2(\theta_i(t')/2)$ at most the larger of its first value and
--- $\epsilon_1^2$. Here $X$ stands for $\eta t'\|v\|/s_2$.

local th, th0, X = scalar "\\theta", scalar "\\theta_0", scalar "X"

claim "angle_le_of_sin_sq_le" {
  paper = "proof of Theorem 4, angles", arxiv = "proof of Theorem 4, angles", page = 20,
  kind = "step",
  printed = [[\sin^2(\theta_i(t')/2) \le \max\{\sin^2(\theta_i(0)/2), \epsilon_1^2\} \le
    \sin^2(\pi/3) \implies \theta_i(t') \le 2\pi/3]],

  assume = {
    start = chain(pi / 3, "<=", th0, "<=", 2 * pi / 3),
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    ["(25)"] = (sin(th / 2)^2 - eps1^2):at_most(
      (1 + X)^-q(1,24) * (sin(th0 / 2)^2 - eps1^2)),
  },
  assert = {
    max = chain(sin(th / 2)^2, "<=", max(sin(th0 / 2)^2, eps1^2), "<=", sin(pi / 3)^2),
    angle = th:at_most(2 * pi / 3),
  },
  sample = scalars { ["\\theta"] = between(0, pi), ["\\theta_0"] = between(pi / 4, pi),
    X = decades(-6, 6), eps1 = decades(-4, 0) },

  mutants = {
    --- Without the induction hypothesis an angle may be anything.
    no_hypothesis = drop "(25)",
    any_start = drop "start",
    --- What the claim needs is $\epsilon_1 \le \sin(\pi/3)$.
    any_eps1 = drop "small_eps1",
    --- A right angle: right only for a neuron that starts in front.
    right_angle = swap(th:at_most(2 * pi / 3), th:at_most(pi / 2)),
  },
}

--- ## (28): the neurons are short
---
--- $s_2$ is small beside $\eta T_1\|v\| = C\|v\|$, so that the whole window lies below
--- $3C\|v\|$. The constant $0.02$ is that of $\sigma$, doubled, and $0.15$ is three times that of
--- $C$.

claim "s2_le_norm_v" {
  paper = "proof of Theorem 4, s_2", arxiv = "proof of Theorem 4, s_2", page = 20, kind = "hidden",
  printed = [[s_2 = 2\sigma\sqrt d = O\left((\eta T_1)\epsilon_1^{48}\|v\|\right)
    \le \eta T_1\|v\|]],

  where = { T1 = C / eta },
  assume = {
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    small_C = C:at_most(C_of_4),
    small_sigma = sigma:at_most(sigma_of_4),
  },
  assert = chain(s2, "=", 2 * sigma * sqrt(d), "<=", O(eta * T1 * eps1^48 * norm(v), q"0.02"),
    "<=", eta * T1 * norm(v)),
  sample = scalars { n = {1, 2, 3, 10, 100, 1000}, d = {1, 2, 5, 100}, v = decades(-2, 2),
    eps1 = decades(-4, -2), loose = decades(-3, q"0.3"), slack = decades(-3, q"0.3"),
    C = loose * C_of_4, sigma = slack * sigma_of_4, eta = decades(-9, 0) },

  mutants = {
    --- A start smaller by another $\epsilon_1$.
    power = swap(O(eta * T1 * eps1^48 * norm(v), q"0.02"),
                 O(eta * T1 * eps1^49 * norm(v), q"0.02")),
    any_sigma = drop "small_sigma",
  },
}

claim "norm_le_third" {
  paper = "(28)", arxiv = "(27)", page = 20, kind = "hidden", uses = { "s2_le_norm_v" },
  printed = [[\|w_i(t')\| \le s_2 + 2\eta\|v\|t' \le s_2 + 2\eta\|v\|T_1 \le 3C\|v\| =
    O\left(\epsilon_1^2/n\right)\|v\| \le \frac{\|v\|}{3n}]],

  where = { T1 = C / eta },
  assume = {
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    small_C = C:at_most(C_of_4),
    small_sigma = sigma:at_most(sigma_of_4),
    phase = chain(0, "<=", m, "<=", T1),
    ["(24)"] = all(i, chain(s1, "<=", norm(w(i)), "<=", longest)),
  },
  assert = all(i, chain(norm(w(i)), "<=", longest, "<=", s2 + 2 * eta * norm(v) * T1, "<=",
    3 * C * norm(v), "<=", O(eps1^2 / n, q"0.15") * norm(v), "<=", third)),
  sample = states { n = {1, 2, 3, 5, 8, 16}, d = {2, 5, 20}, v = decades(-2, 2),
    eps1 = decades(-q"2.5", -2), loose = decades(-3, q"0.3"),
    slack = {q"0.001", q"0.1", 1, q"1e112"},
    C = loose * C_of_4, sigma = slack * sigma_of_4, eta = slack * eta_of_4,
    late = {0, 1}, part = decades(-105, q"0.3"), m = late * part * C / eta,
    x = between(0, 1), f = {1, 1, 1, 2}, ["\\alpha"] = between(0, pi), b = anywhere,
    w = built },

  mutants = {
    --- The window of (24) ends at $2C\|v\|$.
    short = swap(3 * C * norm(v), q"1.99" * C * norm(v)),
    --- One more power of $\epsilon_1$ than the neurons' growth allows.
    cubed = swap(O(eps1^2 / n, q"0.15"), O(eps1^3 / n, q"0.15")),
    any_growth = drop "small_C",
    any_sigma = drop "small_sigma",
    any_time = drop "phase",
    any_length = drop "(24)",
  },
}

--- ## Everything has a value
---
--- Without a zero neuron the gradient and the angles are well-defined.

claim "gradient_and_angles_defined" {
  paper = "proof of Theorem 4, well-defined", arxiv = "proof of Theorem 4, well-defined",
  page = 20, kind = "step",
  printed = [[\|w_i(t')\| \ge s_1 > 0,\ \forall i \implies \nabla_i(t'), \theta_i(t'),
    \theta_{ij}(t') \text{ are well-defined}]],

  assume = { ["(24)"] = all(i, norm(w(i)):at_least(s1)) & s1:above(0) },
  assert = all(i, j, defined(grad(i)) & defined(theta(i)) & defined(theta(i, j))),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), sigma = decades(-9, -6) },

  mutants = {
    --- A neuron may be 0.
    any_length = drop "(24)",
    --- Across the teacher a neuron may have no direction.
    across = { assert = all(i, j, defined(kappa(i, j))) },
  },
}

--- ## (29): the gradient is bounded
---
--- The first line is the triangle inequality for (4), at any state without a zero neuron. In the
--- second, $j \ne i$ leaves $n - 1$ neurons, and the bound counts $n$.

local by_triangle = (sum(j, norm(w(j))) + norm(v)) / 2
  + (sum(j, j:differs(i), norm(w(j))) + norm(v) + sum(j, j:differs(i), pi * norm(w(j)))
    + pi * norm(v)) / (2 * pi)
local summed = q(1,2) * (q(1,3) + 1) * norm(v)
  + 1 / (2 * pi) * (q(1,3) + 1 + pi / 3 + pi) * norm(v)
local nonzero = all(i, w(i):differs(0))

claim "norm_grad_le" {
  paper = "(29)", arxiv = "(28)", page = 20, kind = "explicit", uses = { "norm_le_third" },
  printed = [[\|\nabla_i\| \le \frac12\Big(\sum_j \|w_j\| + \|v\|\Big) + \frac1{2\pi}\Big[
    \sum_{j \ne i} \|w_j\| + \|v\| + \sum_{j \ne i} \pi\|w_j\| + \pi\|v\|\Big] \le
    \frac12\left(\frac13 + 1\right)\|v\| + \frac1{2\pi}\left(\frac13 + 1 + \frac\pi3 +
    \pi\right)\|v\| \le 2\|v\|]],

  assume = { nonzero = nonzero, ["(28)"] = all(i, norm(w(i)):at_most(third)) },
  assert = all(i, chain(norm(grad(i)), "<=", by_triangle, "<=", summed, "<=", 2 * norm(v))),
  sample = states { n = {1, 2, 3, 5, 8, 16}, d = {1, 2, 3, 5}, v = decades(-2, 2),
    x = decades(-3, q"0.3"), b = anywhere, w = net(i, x(i) * third * unit(b(i))) },

  mutants = {
    --- Long neurons have long gradients.
    long = drop "(28)",
    --- Without the neurons' own share.
    teacher = swap(q(1,3), 0),
    --- The second line of (29) is $1.545\ldots\|v\|$.
    tight = swap(2 * norm(v), q"1.54" * norm(v)),
  },
}

--- At any lengths, without (28), as the main text has it on page 7: "the triangle inequality
--- implies an upper bound of gradient norm", and a length grows by at most $\eta\|\nabla_i\|$ in
--- a step. With (4) the constant is $\frac12 + \frac1{2\pi} + \frac12$; we assert $1.16$.

claim "norm_grad_le_of_lengths" {
  paper = "above (10), gradient", arxiv = "above (9), gradient", page = 7, kind = "hidden",
  printed = [[\|\nabla_i\| = O\Big(\|v\| + \sum_i \|w_i\|\Big), \quad
    \|w_i(t+1)\| - \|w_i(t)\| \le \eta\|\nabla_i\|]],

  assume = { nonzero = nonzero },
  assert = {
    gradient = all(i, norm(grad(i)):at_most(O(norm(v) + sum(j, norm(w(j))), q"1.16"))),
    rate = all(i, (norm(after(w(i))) - norm(w(i))):at_most(eta * norm(grad(i)))),
  },
  sample = states { n = {1, 2, 3, 5, 16}, d = {1, 2, 3, 5}, v = decades(-2, 2),
    eta = decades(-3, 1) },

  mutants = {
    --- Long neurons alone have long gradients.
    teacher = swap(O(norm(v) + sum(j, norm(w(j))), q"1.16"), O(norm(v), q"1.16")),
    --- A neuron along $v$ grows by the whole step.
    nearly = swap(eta * norm(grad(i)), q"0.99" * eta * norm(grad(i))),
  },
}

--- ## The right half of (24)
---
--- With (28), hence (29), at all times up to $t$, the length at $t + 1$ is at most $s_2 +
--- 2\eta(t+1)\|v\|$. This is checked on runs, where (28) is a hypothesis at each time up to
--- $t = N$; nothing else is needed of the theorem's. The states of a run are rounded at every
--- step, so the first sign of the chain, an equality, is asserted up to $10^{-10}\|v\|$.

local N = scalar "N"
local before = chain(0, "<=", t, "<=", N)
local spread = scalar "spread"

claim "norm_le_after_steps" {
  paper = "proof of (24), right", arxiv = "proof of (23), right", page = 21, kind = "step",
  uses = { "norm_grad_le" },
  printed = [[\|w_i(t+1)\| = \Big\|w_i(0) - \sum_{t'=0}^t \eta\nabla_i(t')\Big\| \le \|w_i(0)\| +
    \sum_{t'=0}^t \eta\|\nabla_i(t')\| \le s_2 + 2\eta(t+1)\|v\|]],

  assume = {
    start = at(0, all(i, norm(w(i)):at_most(s2))),
    ["(28)"] = all(t, i, before, norm(w(i)):at_most(third)),
  },
  assert = {
    sum = all(i, at(N + 1, w(i)):equals(at(0, w(i)) - sum(t, before, eta * grad(i)),
      q"1e-10" * norm(v))),
    triangle = all(i, at(N + 1, norm(w(i))):at_most(
      at(0, norm(w(i))) + sum(t, before, eta * norm(grad(i))))),
    bound = all(i, (at(0, norm(w(i))) + sum(t, before, eta * norm(grad(i)))):at_most(
      s2 + 2 * eta * (N + 1) * norm(v))),
  },
  sample = trajectory { by = descent, n = {1, 2, 3, 5}, d = {2, 5, 20}, v = decades(-2, 2),
    spread = decades(-6, -q"0.5"), sigma = spread * norm(v) / (n * sqrt(d)), N = {0, 1, 10, 50},
    part = decades(-6, -1), eta = part / n, t = {0} },

  mutants = {
    --- A neuron along $v$ grows at half of $\|v\|$ a step.
    slower = swap(s2 + 2 * eta * (N + 1) * norm(v), s2 + eta * (N + 1) * norm(v) / 4),
    --- The last step left out of the sum.
    short = swap(before, chain(0, "<=", t, "<=", N - 1)),
  },
}

--- ## The left half of (24): a step never shortens a neuron
---
--- The square of the length changes by the first display, so it is enough that $\langle \bar
--- w_i, \nabla_i\rangle < 0$. The two equalities below hold at every state without a zero
--- neuron; the sums run over all $j$, $j = i$ included, whose angle $\theta_{ii}$ is 0.

claim "norm_sq_after_eq" {
  paper = "proof of (24), square", arxiv = "proof of (23), square", page = 21, kind = "identity",
  printed = [[\|w_i(t+1)\|^2 - \|w_i(t)\|^2 = \|w_i(t) - \eta\nabla_i(t)\|^2 - \|w_i(t)\|^2 =
    -2\eta\langle w_i(t), \nabla_i(t)\rangle + \eta^2\|\nabla_i(t)\|^2, \quad
    \langle \bar w_i, \nabla_i\rangle < 0 \implies \|w_i(t+1)\| \ge \|w_i(t)\|]],

  assume = { nonzero = nonzero },
  assert = {
    square = all(i, chain(norm(after(w(i)))^2 - norm(w(i))^2, "=",
      norm(w(i) - eta * grad(i))^2 - norm(w(i))^2, "=",
      -2 * eta * dot(w(i), grad(i)) + eta^2 * norm(grad(i))^2)),
    enough = all(i, dot(unit(w(i)), grad(i)):below(0), norm(after(w(i))):at_least(norm(w(i)))),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3, 5}, v = decades(-2, 2),
    eta = decades(-3, 1) },

  mutants = {
    --- First order only.
    linear = swap(eta^2 * norm(grad(i))^2, 0),
    --- A gradient along $w_i$ shortens it.
    sign = swap(dot(unit(w(i)), grad(i)):below(0), dot(unit(w(i)), grad(i)):above(0)),
  },
}

local tt, tj = theta(i), theta(i, j)
local by_teacher = ((pi - tt) * cos(tt) + sin(tt)) / (2 * pi)

claim "dot_grad_eq" {
  paper = "proof of (24), inner product", arxiv = "proof of (23), inner product", page = 21,
  kind = "identity",
  printed = [[\langle \bar w_i, \nabla_i\rangle = -\frac{(\pi - \theta_i)\langle\bar w_i, v\rangle +
    \langle \bar w_i, \|v\|\sin\theta_i \bar w_i\rangle}{2\pi} + \sum_j \frac{\langle \bar w_i,
    (\pi - \theta_{ij})w_j\rangle}{2\pi} + \frac{\langle \bar w_i, (\sum_{j \ne i} \|w_j\|
    \sin\theta_{ij})\bar w_i\rangle}{2\pi} = -\frac{(\pi - \theta_i)\cos\theta_i +
    \sin\theta_i}{2\pi}\|v\| + \sum_j \frac{(\pi - \theta_{ij})\cos\theta_{ij} +
    \sin\theta_{ij}}{2\pi}\|w_j\|]],

  assume = { nonzero = nonzero },
  assert = all(i, chain(dot(unit(w(i)), grad(i)), "=",
    -((pi - tt) * dot(unit(w(i)), v) + dot(unit(w(i)), norm(v) * sin(tt) * unit(w(i))))
        / (2 * pi)
      + sum(j, dot(unit(w(i)), (pi - tj) * w(j)) / (2 * pi))
      + dot(unit(w(i)), sum(j, j:differs(i), norm(w(j)) * sin(tj)) * unit(w(i))) / (2 * pi),
    "=", -by_teacher * norm(v)
      + sum(j, ((pi - tj) * cos(tj) + sin(tj)) / (2 * pi) * norm(w(j))))),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    --- The neuron itself left out of the sum.
    others = swap(sum(j, dot(unit(w(i)), (pi - tj) * w(j)) / (2 * pi)),
                  sum(j, j:differs(i), dot(unit(w(i)), (pi - tj) * w(j)) / (2 * pi))),
    sine = swap((pi - tj) * cos(tj) + sin(tj), (pi - tj) * cos(tj)),
  },
}

--- ## The elementary function
---
--- $(\pi - \theta)\cos\theta + \sin\theta$ has the derivative $-(\pi - \theta)\sin\theta$. At
--- $2\pi/3$ it is $\frac{\sqrt3}2 - \frac\pi6 = 0.342\ldots$, four times the $1/12$ that the
--- proof keeps.

local value = (pi - th) * cos(th) + sin(th)

claim "pi_sub_mul_cos_add_sin_antitone" {
  paper = "proof of (24), function", arxiv = "proof of (23), function", page = 21, kind = "step",
  printed = [[\frac{d}{d\theta}\big((\pi - \theta)\cos\theta + \sin\theta\big) \le 0 \text{ on }
    [0, \pi], \quad \theta \le 2\pi/3 \implies (\pi - \theta)\cos\theta + \sin\theta \ge
    (\pi - 2\pi/3)\cos(2\pi/3) + \sin(2\pi/3) > 1/12]],

  assert = {
    decreasing = D(value, th):at_most(0),
    bound = implies(th:at_most(2 * pi / 3), chain(value, ">=",
      (pi - 2 * pi / 3) * cos(2 * pi / 3) + sin(2 * pi / 3), ">", q(1,12))),
  },
  sample = scalars { ["\\theta"] = between(0, pi) },

  mutants = {
    --- Up to a straight angle the value falls to 0.
    straight = swap(th:at_most(2 * pi / 3), th:at_most(pi)),
    --- The two terms apart: $(\pi - \theta)\cos\theta$ rises again.
    cosine = swap(value, (pi - th) * cos(th)),
    --- Just above the value at $2\pi/3$.
    tight = swap(q(1,12), q"0.343"),
  },
}

--- ## The chain, as stated
---
--- The sum over $j$ is at most $\frac12\sum_j \|w_j\| \le \frac32 nC\|v\| \le
--- 0.075\epsilon_1^2\|v\|$, the constant asserted for both $O(\epsilon_1^2)$. It is far below
--- $\frac1{24\pi} = 0.0132\ldots$ for $\epsilon_1 \le 1/100$.

claim "norm_le_norm_after" {
  paper = "proof of (24), left", arxiv = "proof of (23), left", page = 21, kind = "hidden",
  uses = { "norm_le_third", "norm_sq_after_eq", "dot_grad_eq",
           "pi_sub_mul_cos_add_sin_antitone", "angle_le_of_sin_sq_le" },
  printed = [[\langle \bar w_i, \nabla_i\rangle \le -\frac{(\pi - \theta_i)\cos\theta_i +
    \sin\theta_i}{2\pi}\|v\| + O(\epsilon_1^2)\|v\| \le -\frac{1/12}{2\pi}\|v\| +
    O(\epsilon_1^2)\|v\| < 0, \quad \|w_i(t+1)\| \ge \|w_i(t)\| \ge s_1]],

  where = { T1 = C / eta },
  assume = {
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    small_C = C:at_most(C_of_4),
    small_sigma = sigma:at_most(sigma_of_4),
    small_eta = eta:at_most(eta_of_4),
    phase = chain(0, "<=", m, "<=", T1 - 1),
    ["(24)"] = all(i, chain(s1, "<=", norm(w(i)), "<=", longest)),
    angles = all(i, theta(i):at_most(2 * pi / 3)),
  },
  assert = {
    inner = all(i, chain(dot(unit(w(i)), grad(i)), "<=",
      -by_teacher * norm(v) + O(eps1^2, q"0.075") * norm(v), "<=",
      -q(1,12) / (2 * pi) * norm(v) + O(eps1^2, q"0.075") * norm(v), "<", 0)),
    length = all(i, (norm(after(w(i))) - norm(w(i))):at_least(0) & norm(w(i)):at_least(s1)),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 10}, v = decades(-2, 2),
    eps1 = decades(-q"2.5", -2), loose = decades(-3, 0), slack = decades(-3, 0),
    C = loose * C_of_4, sigma = slack * sigma_of_4, eta = slack * eta_of_4,
    part = {0, q"1e-104", q"1e-60", q"0.01", q"0.9"}, m = part * C / eta,
    x = decades(-6, -q"1e-6"), f = {1, 1, 1, q"1e7"},
    ["\\alpha"] = between(0, q"0.9" * pi), b = anywhere, w = built },

  mutants = {
    --- A neuron may point away from $v$: then it shrinks first.
    any_angle = drop "angles",
    --- Long neurons hold each other back.
    any_length = drop "(24)",
    --- As fast as along $v$; at $2\pi/3$ the speed is an eighth of that.
    fast = swap((norm(after(w(i))) - norm(w(i))):at_least(0),
                (norm(after(w(i))) - norm(w(i))):at_least(eta * norm(v) / 3)),
    --- More than is left at $2\pi/3$.
    strong = swap(q(1,12), q(2,5)),
  },
}
