-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 21: a small loss makes the residual vector small
---
--- The gradient near a minimum is about $r/2$, so the angles are only half of the story: Theorem 7
--- needs $r = \sum_i w_i - v$ to be small too. The proof reads $r$ off the closed form (23), where
--- everything but $\frac14\|r\|^2$ is cubic in the angles, and Lemma 20 bounds these.
---
--- ## Constants
---
--- In the hypothesis we take $L \le \|v\|^2/n^2$. The constants of the proof's lines are those
--- that its own means give with Lemma 20 in the repaired form $\|w_i\|^2 \theta_i^3 \le 4\pi^3
--- L$ and $\|w_i\| \ge \|v\|/(4n)$: $\theta_i \le 4\pi (n^2 L/\|v\|^2)^{1/3}$, and so on. They
--- hold for every $n$.
---
--- ## What we found
---
--- - The lemma holds, and much more does: **$\|r\|^2 \le 8 L$ for every network**, with no factor
---   $n$ and no hypothesis. For $R_1(x) = r^\top x\,\mathbb 1\{v^\top x \ge 0\}$ and the even
---   function $R_2$ of Lemma 8, $2L = \mathbb E[(R_1 + R_2)^2]$ is the mean over $v^\top x > 0$
---   of $R_2^2 + (r^\top x + R_2)^2 \ge \frac12 (r^\top x)^2$, hence $2L \ge \frac14\|r\|^2$.
---   There is equality at $w_1 = -av$, $w_2 = (1-a)v$.
--- - With that, the error term in the proof of Theorem 7 is $O(n^{4/3} L^{7/6} \|v\|^{-1/3})$
---   rather than $n^{7/3}$, and its hypothesis $L = O(\|v\|^2/n^{14})$ could be $O(\|v\|^2/n^8)$;
---   with it $\epsilon_2 = O(n^{-14})$, from which all other parameters descend.
--- - The proof's "$= o(1)$" is false: $L = O(\|v\|^2/n^2)$ does not make the angles small. One
---   neuron of length $\|v\|/(4n)$ may stand at any angle at a loss of that order. Nothing is
---   lost, as $|\sin\theta - \theta\cos\theta| \le \theta^3/3$ needs no small angle.

local th = scalar "\\theta"
local a = scalar "a"
local small = loss:at_most(O(norm(v)^2 / n^2))
local ell = loss / norm(v)^2
local lean = n^q(2,3) * ell^q(1,3)
local single = (sin(theta(i)) - theta(i) * cos(theta(i))) * norm(w(i)) * norm(v)
local pair = (sin(theta(i, j)) - theta(i, j) * cos(theta(i, j))) * norm(w(i)) * norm(w(j))
local near = near_minimum { spread = decades(-8, 1) }

--- ## The lemma
---
--- The constant $3 > \sqrt 8$ holds for every $n$ by the sharper bound below.

claim "norm_residual_le_sqrt_loss" {
  paper = "Lemma 21", arxiv = "Lemma 19", page = 31, kind = "hidden",
  uses = { "norm_residual_sq_eq", "norm_residual_sq_le", "angle_cube_le_loss_of_any_angle" },
  printed = [[\frac{4\|v\|}{n} \ge \|w_i\| \ge \frac{\|v\|}{4n}\ \forall i,\ L(w) =
    O(n^{-2}\|v\|^2) \implies \|r\| = O(n L^{1/2}(w))]],

  assume = { balanced = balanced, small_loss = small },
  assert = norm(r):at_most(O(n * loss^q(1,2), 3)),
  sample = states { n = {1, 2, 3, 5, 8, 16}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- A residual like the loss itself.
    first_power = swap(loss^q(1,2), loss / norm(v)),
    --- The sides then scale differently.
    unit_slip = swap(loss^q(1,2), ell^q(1,2)),
    --- The factor $n$ below the line.
    below = swap(n * loss^q(1,2), loss^q(1,2) / n),
  },
}

--- ## What holds without hypotheses

claim "norm_residual_sq_le_eight_loss" {
  paper = "Lemma 21, sharpened", arxiv = "Lemma 19, sharpened", page = 31, kind = "explicit",
  printed = [[\|r\|^2 \le 8 L(w)]],

  assert = (norm(r)^2):at_most(8 * loss),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    --- One neuron against the teacher, about as long, needs nearly 8.
    seven = swap(8 * loss, 7 * loss),
    unit_slip = swap(8 * loss, 8 * loss / norm(v)^2),
  },
}

--- The bound is met: $r = -2av$, and the network is $a|v^\top x|$ away from the teacher.

claim "norm_residual_sq_eq_eight_loss" {
  paper = "Lemma 21, sharpened, equality", arxiv = "Lemma 19, sharpened, equality", page = 31,
  kind = "existence",
  printed = [[w_1 = -av,\ w_2 = (1 - a)v \implies \|r\|^2 = 8 L(w)]],

  assert = (norm(r)^2):equals(8 * loss),
  sample = states { n = 2, d = {1, 2, 3}, v = decades(-2, 2), a = between(0, 1),
    w = net({-a * v, (1 - a) * v}, v) },

  mutants = {
    seven = swap(8 * loss, 7 * loss),
    unit_slip = swap(8 * loss, 8 * loss / norm(v)^2),
  },
}

--- ## The proof: the angles

claim "angle_le_of_balanced" {
  paper = "proof of Lemma 21, angles", arxiv = "proof of Lemma 19, angles", page = 32,
  kind = "step", uses = { "angle_cube_le_loss_of_any_angle" },
  printed = [[\theta_i = O\left(n^{2/3} \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right), \quad
    \theta_{ij} \le \theta_i + \theta_j \le
    O\left(n^{2/3} \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right)]],

  assume = { balanced = balanced, small_loss = small },
  assert = {
    teacher = all(i, theta(i):at_most(O(lean, 13))),
    pairs = all(i, j, i:below(j),
      chain(theta(i, j), "<=", theta(i) + theta(j), "<=", O(lean, 26))),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- Angles like $L^{1/2}$, as if the loss were quadratic in them.
    half = swap(ell^q(1,3), ell^q(1,2)),
    --- Every length counted as $\|v\|$: a short neuron may turn further.
    whole_length = swap(n^q(2,3), n^-q(2,3)),
    --- The larger angle alone: two neurons may lean to different sides.
    one_side = swap(theta(i) + theta(j), max(theta(i), theta(j))),
  },
}

--- ## The proof: "$= o(1)$"
---
--- Read as: below $1/10$ once $n$ is large, here 20. The first neuron, of length $\|v\|/(4n)$,
--- stands across $v$, the others share the rest of $v$.

claim "angle_small_of_small_loss" {
  paper = "proof of Lemma 21, o(1)", arxiv = "proof of Lemma 19, o(1)", page = 32, kind = "step",
  printed = [[\theta_i = O\left(n^{2/3} \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right) = o(1)]],

  assume = { balanced = balanced, small_loss = small },
  assert = all(i, theta(i):at_most(q"0.1")),
  sample = states { n = 20, d = 2, v = decades(-2, 2), w = near },

  mutants = {
    --- A hundredth of that, and no bound on the loss.
    smaller = swap(q"0.1", q"0.001"),
    any_loss = drop "small_loss",
  },

  expect = refuted { n = 20, d = 2, v = 1,
    w = net(i, ind(i:equals(1)) * vperp / (3 * n) + ind(i:differs(1)) * v / (n - 1)),
    repair = "O(1); the Taylor bound behind it holds for every angle" },
  because = "a neuron of length norm(v)/(3n) across v costs a loss of order norm(v)^2/n^2 only",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, v = 20, mpc(1)
    w = [j / (3*n)] + [mpc(1) / (n - 1)] * (n - 1)
    relu = lambda u, a: max((u * expj(-a)).real, 0)
    def square(a):  # of the residual, in the direction a
        return (sum(relu(u, a) for u in w) - relu(v, a))**2
    loss = quad(square, [0, pi/2, pi, 3*pi/2, 2*pi]) / (2*pi)
    assert all(4/mpf(n) >= abs(u) >= 1/mpf(4*n) for u in w)
    assert loss <= 1/mpf(n)**2
    assert abs(arg(w[0] / v)) > 1.5  # printed: o(1), here read as 0.1
    print("refuted")
  ]],
}

--- The same for every $n$: a right angle at a loss of at most $\|v\|^2/n^2$.

claim "angle_stays_of_short_neuron" {
  paper = "proof of Lemma 21, o(1), counterexample",
  arxiv = "proof of Lemma 19, o(1), counterexample", page = 32, kind = "existence",
  printed = [[\forall n \ge 2\ \exists w :\ \frac{4\|v\|}{n} \ge \|w_i\| \ge \frac{\|v\|}{4n},\
    L(w) \le \frac{\|v\|^2}{n^2},\ \theta_1 = \frac{\pi}{2}]],

  assert = {
    lengths = balanced,
    loss = small,
    angle = theta(1):equals(pi / 2),
  },
  sample = states { n = {2, 3, 5, 8, 16, 64}, d = {2, 3}, v = decades(-2, 2),
    w = net(i, ind(i:equals(1)) * vperp / (3 * n) + ind(i:differs(1)) * v / (n - 1)) },

  mutants = {
    --- A loss of third order in $1/n$.
    smaller = swap(n^2, n^3),
    angle = swap(pi / 2, pi / 3),
  },
}

--- ## The proof: Taylor's expansion
---
--- $\sin\theta - \theta\cos\theta = \int_0^\theta s \sin s\,ds \le \theta^3/3$, for every angle.

claim "sin_sub_mul_cos_le_cube" {
  paper = "proof of Lemma 21, Taylor", arxiv = "proof of Lemma 19, Taylor", page = 32,
  kind = "step",
  printed = [[|\sin\theta_i - \theta_i \cos\theta_i| = O(\theta_i^3)]],

  assert = abs(sin(th) - th * cos(th)):at_most(O(th^3, q(1,3))),
  sample = scalars { ["\\theta"] = between(0, pi) },

  mutants = {
    fourth = swap(th^3, th^4),
    --- Half the coefficient.
    sixth = swap(O(th^3, q(1,3)), (th^3) / 6),
  },
}

claim "cubic_terms_le_loss" {
  paper = "proof of Lemma 21, cubic terms", arxiv = "proof of Lemma 19, cubic terms", page = 32,
  kind = "step", uses = { "angle_le_of_balanced", "sin_sub_mul_cos_le_cube" },
  printed = [[|(\sin\theta_i - \theta_i \cos\theta_i) \|w_i\| \cdot \|v\|| =
    O(\theta_i^3) \|w_i\| \cdot \|v\| = O(n L(w)), \quad
    |(\sin\theta_{ij} - \theta_{ij} \cos\theta_{ij}) \|w_i\| \cdot \|w_j\|| =
    O(\theta_{ij}^3) \|w_i\| \cdot \|w_j\| = O(L(w))]],

  assume = { balanced = balanced, small_loss = small },
  assert = {
    teacher = all(i, chain(abs(single), "<=", O(theta(i)^3, q(1,3)) * norm(w(i)) * norm(v), "<=",
      O(n * loss, 166))),
    pairs = all(i, j, i:below(j), chain(abs(pair), "<=",
      O(theta(i, j)^3, q(1,3)) * norm(w(i)) * norm(w(j)), "<=", O(loss, 2660))),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    fourth = swap(theta(i)^3, theta(i)^4),
    fourth_of_pair = swap(theta(i, j)^3, theta(i, j)^4),
    --- The sides then scale differently.
    unit_slip = swap(n * loss, n * loss^2),
  },
}

--- ## The proof: the display
---
--- The first line is (23), solved for $\|r\|^2$, and holds for every network without a zero
--- neuron. In the second the sum over pairs has the sign that helps, and is only bounded in
--- size.

claim "norm_residual_sq_eq" {
  paper = "proof of Lemma 21, first line", arxiv = "proof of Lemma 19, first line", page = 32,
  kind = "step", uses = { "loss_eq_closed_form" },
  printed = [[\|r\|^2 = 4L(w) - \frac{2}{\pi} \left[\sum_{i<j} (\sin\theta_{ij} -
    \theta_{ij} \cos\theta_{ij}) \|w_i\| \cdot \|w_j\| - \sum_i (\sin\theta_i -
    \theta_i \cos\theta_i) \|w_i\| \cdot \|v\|\right] ]],

  assume = { nonzero = all(i, w(i):differs(0)) },
  assert = (norm(r)^2):equals(
    4 * loss - 2 / pi * (sum(i, j, i:below(j), pair) - sum(i, single))),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    sign = swap(4 * loss, -4 * loss),
    prefactor = swap(2 / pi, 1 / pi),
    ordered_pairs = swap(i:below(j), i:differs(j)),
  },
}

claim "norm_residual_sq_le" {
  paper = "proof of Lemma 21, second line", arxiv = "proof of Lemma 19, second line", page = 32,
  kind = "step", uses = { "norm_residual_sq_eq", "cubic_terms_le_loss" },
  printed = [[\|r\|^2 \le 4L(w) + n^2 O(L(w)) + n O(n L(w)) \le O(n^2 L(w))]],

  assume = { balanced = balanced, small_loss = small },
  assert = chain(norm(r)^2, "<=", 4 * loss + n^2 * O(loss, 2) + n * O(n * loss, 2), "<=",
    O(n^2 * loss, 8)),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- Only one of the $n^2$ pairs.
    one_pair = swap(O(n^2 * loss, 8), O(n * loss, 8)),
    unit_slip = swap(4 * loss + n^2 * O(loss, 2), 4 * ell + n^2 * O(ell, 2)),
  },
}
