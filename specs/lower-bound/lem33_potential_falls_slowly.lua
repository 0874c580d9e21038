-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 33: the potential falls slowly
---
--- The residual $r$ is the same for all neurons, so it drops out of every difference $z_i - z_j$.
--- What is left of the gradient (4), $I_2$, is of second order in the angles. So $Z = \sum_{i<j}
--- \|z_i - z_j\|$ falls by at most $O(n^2\|v\|\theta_{\max}^2)$ per unit of time.
---
--- ## What we found
---
--- The proof ends with two cases. In the first it says: "if $z_i(t) = z_j(t)$ then $\frac{\partial
--- z_i}{\partial t} = \frac{\partial z_j}{\partial t} \Rightarrow \frac{\partial}{\partial t}
--- \|z_i - z_j\| = 0$". That is false. By (60) the speed of $z_i$ holds the length of $w_i$ and
--- its angles, and two neurons with equal $z_i$ may have different $h_i$. Then the two $z$ move
--- apart, $\|z_i - z_j\|$ has a kink at 0, and $Z$ has no derivative. With $\|v\| = 1$, $w_1 =
--- \frac12 v + \frac12 v^\perp$ and $w_2 = v + \frac12 v^\perp$ meet (58) for $n = 2$.
---
--- ## What survives
---
--- Everything, with a derivative to one side. At a kink the right derivative of $\|z_i - z_j\|$
--- is $\|\dot z_i - \dot z_j\| \ge 0$, so the lower bound of the lemma holds for the right
--- derivative of $Z$ at every time, and that is all that (66) and (67) integrate. The lemma as
--- printed, that $\frac{\partial}{\partial t} Z$ exists for every $t \ge T_2$, holds where no two
--- $z_i$ are equal, or where neurons that share $z_i$ are equal. For $d \ge 3$ flows from a
--- random start do not meet other states except by accident; for $d = 2$ the $z_i$ are
--- numbers, which may pass each other.
---
--- ## Constants, and how it is held
---
--- The lemma supposes (58) and (59). Of these the proof uses (58) at the time itself, and the
--- conclusion speaks of one state; so do our claims, which makes them stronger. With $\sin x - x$
--- between $-0.32 x^2$ and 0 on $[0, \pi]$, $\theta_{ij} \le 2\theta_{\max}$ and $\sum_j \|w_j\|
--- \le 4\|v\|$ the proof's steps give $\|I_2\| \le 3.7\|v\|\theta_{\max}^2$, at any angles. We
--- declare 4 for $I_2$, 8 for a difference of two and 4 for $Z$, which has $n(n - 1)/2$ of them.

local b, a, spread = vector "b", scalar("a", i), scalar "spread"
local near = near_minimum { spread = decades(-8, 1) }
local norms = balanced
local nonzero = all(i, w(i):differs(0))
local I2_of_4 = let("I_2", i, 1 / (2 * pi) * (
  (sum(j, j:differs(i), norm(w(j)) * sin(theta(i, j))) - norm(v) * sin(theta(i))) * unit(w(i))
  - sum(j, j:differs(i), theta(i, j) * w(j)) + theta(i) * v))
local rewritten = let("I_2", i, 1 / (2 * pi) * (
  sum(j, j:differs(i), norm(w(j)) * (sin(theta(i, j)) - theta(i, j)) * unit(w(i)))
  + sum(j, j:differs(i), norm(w(j)) * theta(i, j) * (unit(w(i)) - unit(w(j))))
  - norm(v) * (sin(theta(i)) - theta(i)) * unit(w(i))
  - norm(v) * theta(i) * (unit(w(i)) - vbar)))
local only_z = i:below(j) & norm(w(i) - w(j)):above(norm(v) / (10 * n))
local apart = let("\\|z_i - z_j\\|", i, j, norm(z(i) - z(j)))

--- ## The lemma
---
--- Where no two of the $z_i$ are equal. Beside it the same along flows.

claim "potential_slope_ge" {
  paper = "Lemma 33", arxiv = "Lemma 31", page = 43, kind = "hidden",
  uses = { "pair_slope_ge", "equal_z_stay_equal" },
  printed = [[\forall t \ge T_2,\quad \frac{\partial}{\partial t} Z(t)
    \ge -O(n^2 \|v\| \theta_{\max}^2(t))]],

  assume = { ["(58)"] = norms, over = n:at_least(2), nondegenerate = nondegenerate,
    distinct = all(i, j, i:below(j), z(i):differs(z(j))) },
  assert = {
    differentiable = defined(D(Z)),
    slope = D(Z):at_least(-O(n^2 * norm(v) * theta_max^2, 4)),
  },
  sample = states { n = {2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    cubed = swap(theta_max^2, theta_max^3),
    --- $Z$ does not rise.
    rises = swap(D(Z), -D(Z) - norm(v)),
    unit_slip = swap(norm(v), norm(v)^2),
  },
}

claim "potential_slope_ge_along_flow" {
  paper = "Lemma 33, along flows", arxiv = "Lemma 31, along flows", page = 43, kind = "hidden",
  uses = { "potential_slope_ge" },
  printed = [[\forall t \ge T_2,\quad \frac{\partial}{\partial t} Z(t)
    \ge -O(n^2 \|v\| \theta_{\max}^2(t))]],

  choose = { T2 = O(log(n) / n, 100) },
  assume = { over = n:at_least(2), nondegenerate = nondegenerate, initial = initial_condition,
    ["(58)"] = all(t, t:at_least(T2), norms),
    ["(59)"] = all(t, t:at_least(T2), (loss * (t - T2)^3):at_most(O(n^4 * norm(v)^2))) },
  assert = all(t, t:at_least(T2), D(Z):at_least(-O(n^2 * norm(v) * theta_max^2, 4))),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
    spread = relaxed_spread, sigma = spread * norm(v) / sqrt(d), t = decades(0, 6) },

  mutants = {
    cubed = swap(theta_max^2, theta_max^3),
    --- The potential does not rise once the angles are small.
    rises = swap(-O(n^2 * norm(v) * theta_max^2, 4), 0),
  },
}

--- ## The two parts of the gradient

claim "gradient_eq_residual_add" {
  paper = "proof of Lemma 33, decomposition", arxiv = "proof of Lemma 31, decomposition",
  page = 43, kind = "identity", uses = { "gradient_eq_closed_form" },
  printed = [[\frac{\partial L(w)}{\partial w_i} = \underbrace{\frac12\left(\sum_j w_j - v\right)}
    _{I_1} + \underbrace{\frac{1}{2\pi}\left[\left(\sum_{j \ne i} \|w_j\| \sin\theta_{ij}
    - \|v\| \sin\theta_i\right) \bar w_i - \sum_{j \ne i} \theta_{ij} w_j + \theta_i v\right]}
    _{I_2}, \quad I_2 = \frac{1}{2\pi}\left[
    \sum_{j \ne i} \|w_j\|(\sin\theta_{ij} - \theta_{ij}) \bar w_i
    + \sum_{j \ne i} \|w_j\| \theta_{ij} (\bar w_i - \bar w_j) - \|v\|(\sin\theta_i - \theta_i)
    \bar w_i - \|v\| \theta_i (\bar w_i - \bar v)\right] ]],

  assume = { nonzero = nonzero },
  assert = {
    parts = all(i, grad(i):equals((sum(j, w(j)) - v) / 2 + I2_of_4(i))),
    I2 = all(i, I2_of_4(i):equals(rewritten(i))),
  },
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    whole = swap((sum(j, w(j)) - v) / 2, sum(j, w(j)) - v),
    sign = swap(unit(w(i)) - vbar, unit(w(i)) + vbar),
    unit_slip = swap(norm(w(j)) * theta(i, j) * (unit(w(i)) - unit(w(j))),
      theta(i, j) * (unit(w(i)) - unit(w(j)))),
  },
}

--- ## The second part is of second order
---
--- The four terms have one line each; the constants are $\frac86 = 1.34$ and $\frac16$ for the
--- cubes, 2 for the distance of two directions, and 4 for $I_2$.

claim "second_part_le" {
  paper = "proof of Lemma 33, I_2", arxiv = "proof of Lemma 31, I_2", page = 43, kind = "hidden",
  uses = { "gradient_eq_residual_add" },
  printed = [[\sin\theta_{ij} - \theta_{ij} = O(\theta_{ij}^3) = O(\theta_{\max}^3), \quad
    \sin\theta_i - \theta_i = O(\theta_{\max}^3), \quad \|\bar w_i - \bar w_j\|
    = 2\sin(\theta_{ij}/2) = O(\theta_{\max}), \quad \|I_2\| \le \cdots
    = O(\|v\| \theta_{\max}^2)]],

  assume = { ["(58)"] = norms },
  assert = {
    pair = all(i, j, chain(abs(sin(theta(i, j)) - theta(i, j)), "<=", O(theta(i, j)^3, q"0.17"),
      "<=", O(theta_max^3, q"1.4"))),
    single = all(i, abs(sin(theta(i)) - theta(i)):at_most(O(theta_max^3, q"0.17"))),
    direction = all(i, j, chain(norm(unit(w(i)) - unit(w(j))), "=", 2 * sin(theta(i, j) / 2),
      "<=", O(theta_max, 2))),
    I2 = all(i, norm(I2_of_4(i)):at_most(O(norm(v) * theta_max^2, 4))),
  },
  sample = states { n = {1, 2, 3, 4}, d = {2, 3}, v = decades(-2, 2), w = near },

  mutants = {
    fourth = swap(theta(i, j)^3, theta(i, j)^4),
    cubed = swap(theta_max^2, theta_max^3),
    linear = swap(O(theta_max, 2), O(theta_max^2, 2)),
    --- Any lengths.
    any_length = drop "(58)",
  },
}

--- ## The differences

claim "pair_speed_le" {
  paper = "proof of Lemma 33, difference", arxiv = "proof of Lemma 31, difference", page = 43,
  kind = "hidden", uses = { "second_part_le" },
  printed = [[\left\|\frac{\partial (w_i - w_j)}{\partial t}\right\| = \left\|\frac{\partial w_i}
    {\partial t} - \frac{\partial w_j}{\partial t}\right\| = O(\|v\| \theta_{\max}^2)]],

  assume = { ["(58)"] = norms },
  assert = {
    speed = all(i, D(w(i)):equals(-(sum(j, w(j)) - v) / 2, O(norm(v) * theta_max^2, 4))),
    difference = all(i, j, chain(norm(D(w(i) - w(j))), "=", norm(D(w(i)) - D(w(j))), "<=",
      O(norm(v) * theta_max^2, 8))),
  },
  sample = states { n = {2, 3, 4}, d = {2, 3}, v = decades(-2, 2), w = near },

  mutants = {
    cubed = swap(theta_max^2, theta_max^3),
    --- The speed itself, which holds the residual.
    one = swap(norm(D(w(i) - w(j))), norm(D(w(i)))),
    any_length = drop "(58)",
  },
}

--- ## The first case, as printed
---
--- Students that share $z_i = b$, projected, and not $h_i$.

claim "equal_z_stay_equal" {
  paper = "proof of Lemma 33, first case", arxiv = "proof of Lemma 31, first case", page = 43,
  kind = "step", uses = { "transverse_flow_eq" },
  printed = [[z_i(t) = z_j(t) \implies \frac{\partial z_i(t)}{\partial t}
    = \frac{\partial z_j(t)}{\partial t} \implies
    \frac{\partial}{\partial t} \|z_i(t) - z_j(t)\| = 0]],

  assume = { ["(58)"] = norms, over = n:at_least(2) },
  assert = {
    speeds = all(i, j, i:below(j) & z(i):equals(z(j)), D(z(i)):equals(D(z(j)))),
    norm = all(i, j, i:below(j) & z(i):equals(z(j)),
      defined(D(apart(i, j))) & D(apart(i, j)):equals(0)),
  },
  sample = states { n = {2, 3, 4}, d = {2, 3}, v = decades(-2, 2), a = between(q(1,4), 2),
    b = anywhere, spread = {0, q(1,100), q(1,2)},
    w = net(i, a(i) * v / n + spread * norm(v) / n * unit(b - dot(b, v) / norm(v)^2 * v)) },

  mutants = {
    --- On the teacher's line, where the claim holds, the neurons themselves move.
    whole = swap(D(z(j)), D(w(j))),
    lengths = swap(D(apart(i, j)), D(norm(w(i)))),
  },

  expect = refuted { part = "speeds", n = 2, d = 2, v = 1,
    w = net({v / 2 + vperp / 2, v + vperp / 2}, v),
    repair = "equal_z_separate: to one side, or for w_i = w_j" },
  because = "by (60) the speed of z_i depends on h_i as well",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, v, w = 2, mpc(1), [(1 + j)/2, 1 + j/2]
    ang = lambda a, b: abs(arg(a / b))
    def K(u, a):  # (4) is a sum of these, for the students less for the teacher
        return u/2 + (abs(u)*sin(ang(u, a))*a/abs(a) - ang(u, a)*u) / (2*pi)
    grad = [sum(K(u, a) for u in w) - K(v, a) for a in w]
    assert all(4/mpf(n) >= abs(a) >= 1/mpf(4*n) for a in w)  # (58)
    assert w[0].imag == w[1].imag  # z_1 = z_2
    assert abs(grad[0].imag - grad[1].imag) > 0.01
    print("refuted")
  ]],
}

--- ## The first case, repaired
---
--- Equal neurons stay equal. Where only the $z_i$ are equal the norm has a kink, at which it
--- rises to both sides. "Not equal" is asked with room, a tenth of a share and a millionth of
--- $\|v\|$, so that balls can decide it.

claim "equal_z_separate" {
  paper = "proof of Lemma 33, first case, repaired",
  arxiv = "proof of Lemma 31, first case, repaired", page = 43, kind = "step",
  uses = { "transverse_flow_eq" },
  printed = [[w_i = w_j \implies \frac{\partial z_i}{\partial t} = \frac{\partial z_j}{\partial t},
    \quad z_i = z_j, \frac{\partial z_i}{\partial t} \ne \frac{\partial z_j}{\partial t} \implies
    \|z_i - z_j\| \text{ has a kink}]],

  assume = { ["(58)"] = norms, over = n:at_least(2), shared = all(i, j, z(i):equals(z(j))) },
  assert = {
    equal = all(i, j, i:below(j) & w(i):equals(w(j)), D(z(i)):equals(D(z(j)))),
    kink = all(i, j, only_z & norm(D(z(i)) - D(z(j))):above(norm(v) / 1000000),
      ~defined(D(apart(i, j)))),
  },
  sample = states { n = {2, 3, 4}, d = {2, 3}, v = decades(-2, 2), a = {q(1,2), 1, q(3,2)},
    b = anywhere, spread = {0, q(1,100), q(1,2)},
    w = net(i, a(i) * v / n + spread * norm(v) / n * unit(b - dot(b, v) / norm(v)^2 * v)) },
  cover = { some(i, j, only_z & norm(D(z(i)) - D(z(j))):above(norm(v) / 1000000)), q(1,10) },

  mutants = {
    --- The square has no kink.
    smooth = swap(D(apart(i, j)), D(apart(i, j)^2)),
    --- For equal neurons: the whole speed, which is not across $v$.
    whole = swap(D(z(j)), D(w(j))),
  },
}

--- ## The second case, and the sum

claim "pair_slope_ge" {
  paper = "proof of Lemma 33, second case", arxiv = "proof of Lemma 31, second case", page = 43,
  kind = "step", uses = { "pair_speed_le" },
  printed = [[z_i \ne z_j \implies \frac{\partial}{\partial t}(\|z_i - z_j\|) = \left\langle
    \frac{\partial}{\partial t}(z_i - z_j), \overline{z_i - z_j} \right\rangle \ge
    -\left\|\frac{\partial}{\partial t}(z_i - z_j)\right\| \ge
    -\left\|\frac{\partial}{\partial t}(w_i - w_j)\right\| \ge -O(\|v\| \theta_{\max}^2), \quad
    \frac{\partial}{\partial t} Z = \sum_{i<j} \frac{\partial}{\partial t} \|z_i - z_j\|]],

  assume = { ["(58)"] = norms, over = n:at_least(2),
    distinct = all(i, j, i:below(j), z(i):differs(z(j))) },
  assert = {
    pair = all(i, j, i:below(j), chain(D(apart(i, j)), "=", dot(D(z(i) - z(j)), unit(z(i) - z(j))),
      ">=", -norm(D(z(i) - z(j))), ">=", -norm(D(w(i) - w(j))), ">=",
      -O(norm(v) * theta_max^2, 8))),
    sum = D(Z):equals(sum(i, j, i:below(j), D(apart(i, j)))),
  },
  sample = states { n = {2, 3, 4}, d = {2, 3}, v = decades(-2, 2), w = near },

  mutants = {
    cubed = swap(theta_max^2, theta_max^3),
    --- The distance of two $z_i$ may grow.
    sign = swap(dot(D(z(i) - z(j)), unit(z(i) - z(j))), -dot(D(z(i) - z(j)), unit(z(i) - z(j)))),
    --- Every pair twice.
    twice = swap(D(Z), 2 * D(Z)),
  },
}
