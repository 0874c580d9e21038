-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 8: the gradient points away from a global minimum
---
--- The first half of Theorem 7. The gradient, projected on the direction from a global minimum
--- $w^*$ to $w$, is at least $2L$, up to an error that is small where the angles are. With
--- $w_i^*$ chosen near $w_i$, Cauchy's inequality then bounds the gradient itself from below.
---
--- ## Two statements
---
--- Page 10 takes *any* global minimum. Page 29 takes one in particular, $w_i^* = (h_i / \sum_j
--- h_j)\,v$, and calls it a global minimum. It is one exactly when all $h_i / \sum_j h_j$ are
--- at least 0: a global minimum is $w_i^* = \lambda_i v$ with $\lambda_i \ge 0$ and $\sum_i
--- \lambda_i = 1$. The form of page 29 has no hypothesis that makes it so.
---
--- ## What we found
---
--- The main text is right, for all angles. The proof's own steps give the constant $3/(2\pi) =
--- 0.477\ldots$ (three Gaussian coordinates on one wedge of angle $\theta_i$); we assert
--- $\frac12$.
---
--- The appendix form is false for every constant. Let $h_1 = \|v\|$ and $h_2 = -(1 - s)\|v\|$.
--- Then $\sum_j h_j = s\|v\|$ and $w^*$ runs away like $1/s$, while $L$, $r$ and the angles
--- stay bounded. On a line, $\nabla_1 = 0$ and $\nabla_2 = \frac12 w_2$, and the claim becomes
--- $C\pi^2 \ge \frac{(1-s)^2}{2s} + \frac{1-s}{2}$.
---
--- One sign $=$ in the proof has to be $\ge$, and "$\sum_i \|w_i^*\| = \|v\|$" needs $h_i \ge 0$ as
--- well.
---
--- ## What survives
---
--- Theorem 7 uses the lemma where all angles are small, hence all $h_i > 0$; nothing is lost
--- there. The smallest repair is $h_i \ge 0$ for all $i$ (and some $h_i > 0$), which is what
--- "the global minimum" tacitly asks for.

local share, star = scalar("share", i), vector("w^*", i)
local s, x = scalar "s", vector "x"
local error_term = O(theta_max^2 * norm(r) * norm(v), q"0.5")
local nonzero = all(i, w(i):differs(0))
local half_space = let("\\mathbb 1_{w_i^*} - \\mathbb 1_{w_i}", i, x,
  on(star(i), x) - on(w(i), x))

--- ## The main text: any global minimum
---
--- Angles and gradient take neurons that are not 0.

claim "gradient_projection_ge_of_global_minimum" {
  paper = "Lemma 8", arxiv = "Lemma 8", page = 10, equation = "(19)", kind = "hidden",
  uses = { "gradient_projection_eq", "first_term_ge" },
  printed = [[\sum_{i=1}^n \left\langle \frac{\partial}{\partial w_i} L(w), w_i - w_i^*
    \right\rangle \ge 2L(w) - O(\theta_{\max}^2 \|r\| \cdot \|v\|)]],

  assume = { nonzero = nonzero, minimum = at(net(i, star(i)), loss):equals(0) },
  assert = sum(i, dot(grad(i), w(i) - star(i))):at_least(2 * loss - error_term),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2),
    share = between(0, 1), ["w^*"] = net(i, share(i) / sum(j, share(j)) * v) },

  mutants = {
    --- An error of third order: one neuron, $v$ turned by $\theta$, has one of second.
    cubed = swap(theta_max^2, theta_max^3),
    --- On a line along $v$ both sides are $2L$.
    twice = swap(2 * loss, 4 * loss),
    --- Any $w^*$ along $v$: with $\sum_i \lambda_i \ne 1$ it is no minimum.
    any_star = swap(w(i) - star(i), w(i) - 2 * star(i)),
  },
}

--- ## The appendix: the minimum given by the projections

claim "gradient_projection_ge_of_w_star" {
  paper = "Lemma 8", arxiv = "Lemma 8", page = 29, kind = "hidden",
  uses = { "gradient_projection_eq", "first_term_ge", "sum_norm_w_star_eq" },
  printed = [[w_i^* = \frac{h_i}{\sum_{j \in [n]} h_j} v, \quad \sum_{i=1}^n \left\langle
    \frac{\partial}{\partial w_i} L(w), w_i - w_i^* \right\rangle
    \ge 2L(w) - O(\theta_{\max}^2 \|r\| \cdot \|v\|)]],

  assume = { nonzero = nonzero, sum_nonzero = sum(j, h(j)):differs(0) },
  assert = sum(i, dot(grad(i), w(i) - w_star(i))):at_least(2 * loss - error_term),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    cubed = swap(theta_max^2, theta_max^3),
    twice = swap(2 * loss, 4 * loss),
  },

  --- Each decade of $s$ takes the constant that the claim needs up by a decade.
  expect = refuted { n = 2, d = 1, v = 1,
    s = { q"0.1", q"0.01", q"0.001", q"1e-4", q"1e-5", q"1e-6" },
    w = net({v, -(1 - s) * v}, v), repair = "all h_i >= 0, some h_i > 0" },
  because = "with h_i of both signs and sum h_j near 0, w^* is no minimum and runs away",
  check = [[
    from mpmath import *
    mp.dps = 60
    def R(w, x):  # on a line: the students less the teacher v = 1
        return sum(max(a*x, 0) for a in w) - max(x, 0)
    def loss(w):  # half the mean of R^2, and x^2 has the mean 1/2 on each side
        return (R(w, 1)**2 + R(w, -1)**2) / 4
    def grad(w, a):  # the mean of R(x) x where the neuron is awake
        side = 1 if a > 0 else -1
        return side * R(w, side) / 2
    for k in range(13):
        constant = mpf(10)**k  # in the printed O(): whatever it is, some s breaks it
        s = 1 / (1000*constant)
        w, theta = [mpf(1), -(1 - s)], [0, pi]
        star = [a / sum(w) for a in w]  # h_i = w_i on a line, and sum h_j = s
        left = sum(grad(w, a) * (a - b) for a, b in zip(w, star))
        error = max(theta)**2 * abs(sum(w) - 1)
        assert sum(w) != 0 and left < 2*loss(w) - constant*error
    print("refuted")
  ]],
}

--- ## The repair
---
--- With all $h_i \ge 0$ the point is a global minimum, the lemma holds with the same constant,
--- and so does the last line of its proof.

claim "gradient_projection_ge_of_h_nonneg" {
  paper = "Lemma 8, repaired", arxiv = "Lemma 8, repaired", page = 29, kind = "hidden",
  uses = { "gradient_projection_ge_of_global_minimum" },
  printed = [[h_i \ge 0\ \forall i \implies \sum_{i=1}^n \left\langle
    \frac{\partial}{\partial w_i} L(w), w_i - \frac{h_i}{\sum_j h_j} v \right\rangle
    \ge 2L(w) - O(\theta_{\max}^2 \|r\| \cdot \|v\|)]],

  assume = { nonzero = nonzero, sum_nonzero = sum(j, h(j)):differs(0),
             ahead = all(i, h(i):at_least(0)) },
  assert = {
    projection = sum(i, dot(grad(i), w(i) - w_star(i))):at_least(2 * loss - error_term),
    norms = sum(i, norm(w_star(i))):equals(norm(v)),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    --- Neurons of both signs: the claim as printed.
    behind = drop "ahead",
    cubed = swap(theta_max^2, theta_max^3),
    twice = swap(2 * loss, 4 * loss),
  },
}

--- ## The proof: two parts of the residual
---
--- $R_1$ is what the network would do if every neuron were awake with the teacher; $R_2$ is
--- what they do apart from it, and never negative.

claim "residual_eq_parts" {
  paper = "proof of Lemma 8, R", arxiv = "proof of Lemma 8, R", page = 29, kind = "step",
  printed = [[R(x) = r^\top x \cdot \mathbb 1\{v^\top x \ge 0\} + \sum_{j=1}^n w_j^\top x
    (\mathbb 1\{w_j^\top x \ge 0\} - \mathbb 1\{v^\top x \ge 0\}), \quad R_2(x) \ge 0]],

  assert = {
    sum = R(x):equals(R1(x) + R2(x)),
    each = all(j, (dot(w(j), x) * (on(w(j), x) - on(v, x))):at_least(0)),
    R2 = R2(x):at_least(0),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), x = anywhere },

  mutants = {
    --- The teacher awake where it sleeps.
    teacher = swap(R1(x), dot(r, x)),
    sign = swap(on(w(j), x) - on(v, x), on(v, x) - on(w(j), x)),
  },
}

--- ## The proof: the expansion
---
--- Line by line. The means are integrated in the plane. $I_2$ is a mean of products of two
--- numbers that are at least 0.

local projection = sum(i, dot(grad(i), w(i) - star(i)))
local flips = sum(i, half_space(i, x) * dot(x, star(i)))

claim "gradient_projection_eq_mean" {
  paper = "proof of Lemma 8, second and third line",
  arxiv = "proof of Lemma 8, second and third line", page = 30, kind = "step",
  uses = { "gradient_mean_eq_closed_form" },
  printed = [[\sum_{i=1}^n \left\langle \frac{\partial}{\partial w_i} L(w), w_i - w_i^*
    \right\rangle = \sum_{i=1}^n \mathbb E_x[R(x) \mathbb 1\{w_i^\top x \ge 0\} x^\top
    (w_i - w_i^*)] = \mathbb E_x\left[R(x) \sum_{i=1}^n \left([w_i^\top x]_+ -
    \mathbb 1\{w_i^\top x \ge 0\} x^\top w_i^*\right)\right] ]],

  assume = { nonzero = nonzero, minimum = at(net(i, star(i)), loss):equals(0) },
  assert = {
    ["line 2"] = projection:equals(
      sum(i, mean(x, R(x) * on(w(i), x) * dot(x, w(i) - star(i))))),
    ["line 3"] = projection:equals(mean(x, R(x)
      * sum(i, max(dot(w(i), x), 0) - on(w(i), x) * dot(x, star(i))))),
  },
  sample = states { n = {1, 2}, d = 2, v = decades(-2, 2),
    share = between(0, 1), ["w^*"] = net(i, share(i) / sum(j, share(j)) * v) },

  mutants = {
    --- A neuron that is always awake.
    awake = swap(on(w(i), x) * dot(x, star(i)), dot(x, star(i))),
    sign = swap(w(i) - star(i), w(i) + star(i)),
  },
}

claim "gradient_projection_eq" {
  paper = "proof of Lemma 8, expansion", arxiv = "proof of Lemma 8, expansion", page = 30,
  kind = "step", uses = { "gradient_projection_eq_mean", "loss_mean_eq_closed_form",
    "residual_eq_parts", "flip_near_boundary" },
  printed = [[\sum_{i=1}^n \left\langle \frac{\partial}{\partial w_i} L(w), w_i - w_i^*
    \right\rangle = 2L(w) + \mathbb E_x\left[R(x) \sum_{i=1}^n \left(
    \mathbb 1\{w_i^{*\top} x \ge 0\} - \mathbb 1\{w_i^\top x \ge 0\}\right) x^\top w_i^*\right]
    = 2L(w) + I_1 + I_2, \quad I_2 \ge 0]],

  assume = { nonzero = nonzero, minimum = at(net(i, star(i)), loss):equals(0) },
  assert = {
    expansion = projection:equals(2 * loss + mean(x, R(x) * flips)),
    I2 = mean(x, R2(x) * flips):at_least(0),
  },
  sample = states { n = {1, 2, 3}, d = 2, v = decades(-2, 2),
    share = between(0, 1), ["w^*"] = net(i, share(i) / sum(j, share(j)) * v) },

  mutants = {
    once = swap(2 * loss, loss),
    --- Half-spaces exchanged.
    sign = swap(on(star(i), x) - on(w(i), x), on(w(i), x) - on(star(i), x)),
    --- $I_1$ has no sign of its own.
    first = swap(R2(x), R1(x)),
  },
}

--- ## The proof: each term of the first part, pointwise
---
--- The product behind $I_2$ has one sign everywhere. Where the two half-spaces differ, $x$ is
--- within $\theta_i$ of the plane orthogonal to $v$. The
--- page has this for $\tilde x$, the projection on the span of $w_i^*, w_i, r$, which is $x$
--- itself for $d = 2$, and for $d = 3$ unless the three are dependent, as they are for $n = 1$
--- ("a three-dimensional Gaussian" is then a plane one). A $w_i^*$ that is 0 has no angle.

claim "flip_near_boundary" {
  paper = "proof of Lemma 8, wedge", arxiv = "proof of Lemma 8, wedge", page = 31, kind = "step",
  printed = [[\forall w_i^*, w_i,\ (\mathbb 1\{w_i^{*\top} x \ge 0\} -
    \mathbb 1\{w_i^\top x \ge 0\}) x^\top w_i^* \ge 0, \quad
    \mathbb 1\{w_i^{*\top} x \ge 0\} - \mathbb 1\{w_i^\top x \ge 0\} \ne 0 \implies
    \theta(w_i^*, x) \in [\pi/2 - \theta_i, \pi/2 + \theta_i] \implies |x^\top w_i^*| =
    |\tilde x^\top w_i^*| \le \|\tilde x\| \cdot \|w_i^*\| \theta_i]],

  assume = { nonzero = nonzero, minimum = at(net(i, star(i)), loss):equals(0),
    direction = x:differs(0) },
  assert = {
    sign = all(i, (half_space(i, x) * dot(x, star(i))):at_least(0)),
    angle = all(i, star(i):differs(0) & half_space(i, x):differs(0),
      chain(pi / 2 - theta(i), "<=", angle(star(i), x), "<=", pi / 2 + theta(i))),
    product = all(i, star(i):differs(0) & half_space(i, x):differs(0),
      abs(dot(x, star(i))):at_most(norm(x) * norm(star(i)) * theta(i))),
  },
  sample = states { n = {1, 2, 3}, d = {2, 3}, v = decades(-2, 2), x = anywhere,
    share = between(0, 1), ["w^*"] = net(i, share(i) / sum(j, share(j)) * v) },
  cover = { some(i, star(i):differs(0) & half_space(i, x):differs(0)), q(1,4) },

  mutants = {
    --- Half the width.
    half = swap(chain(pi / 2 - theta(i), "<=", angle(star(i), x), "<=", pi / 2 + theta(i)),
      chain(pi / 2 - theta(i) / 2, "<=", angle(star(i), x), "<=", pi / 2 + theta(i) / 2)),
    square = swap(norm(x) * norm(star(i)) * theta(i), norm(x) * norm(star(i)) * theta(i)^2),
    --- The half-spaces exchanged.
    exchanged = swap(half_space(i, x) * dot(x, star(i)), -half_space(i, x) * dot(x, star(i))),
    --- Any $x$.
    anywhere = swap(half_space(i, x):differs(0), x:differs(0)),
  },
}

--- ## The proof: an equality that is none
---
--- The next line of the page takes $\|r\|$ out of $\mathbb E[|r^\top x| \cdots \|\tilde x\|]$ and
--- leaves $\|\tilde x\|^2$, with the sign $=$. Since $|r^\top x| \le \|r\| \|\tilde x\|$ it is a
--- $\ge$: a slip, and nothing changes. In the plane, with $x$ at angle $\omega$ and $r$ at angle
--- $\rho$ to $v$, the two sides are as $\int |\cos(\omega - \rho)|\,d\omega$ to $\int d\omega$ over
--- the wedge from $\frac\pi2$ to $\frac\pi2 + \theta_i$. For $\theta_i \le \rho \le \pi$ the cosine
--- has one sign and the first is $\cos(\theta_i - \rho) - \cos\rho$.

local rho, th = scalar "\\rho", scalar "\\theta"
local wedge = let("I", cos(th - rho) - cos(rho))
local one_sign = chain(0, "<", th, "<=", rho, "<=", pi)
local wedges = scalars { ["\\theta"] = decades(-4, q"0.49"), s = between(0, 1),
  ["\\rho"] = th + s * (pi - th) }

claim "residual_out_of_mean_eq" {
  paper = "proof of Lemma 8, third line of I_1", arxiv = "proof of Lemma 8, third line of I_1",
  page = 30, kind = "step",
  printed = [[-\mathbb E_x\left[|r^\top x| \cdot \left|\mathbb 1\{w_i^{*\top} x \ge 0\} -
    \mathbb 1\{w_i^\top x \ge 0\}\right| \cdot \|\tilde x\| \cdot \|w_i^*\|\theta_i\right] =
    -\|r\|\theta_i\|w_i^*\| \cdot \mathbb E_{\tilde x}\left[\|\tilde x\|^2 \left|
    \mathbb 1\{w_i^{*\top} \tilde x \ge 0\} - \mathbb 1\{w_i^\top \tilde x \ge 0\}\right|\right] ]],

  assume = { one_sign = one_sign },
  assert = wedge:equals(th),
  sample = wedges,

  --- For a narrow wedge along $r$ the printed sign is right to leading order.
  mutants = {
    half = swap(wedge:equals(th), wedge:equals(th / 2)),
    square = swap(wedge:equals(th), wedge:equals(th^2)),
  },

  --- $w_1 = v^\perp$, $n = 1$: $\theta_1 = \frac\pi2$ and $r = v^\perp - v$ at $\frac{3\pi}4$.
  expect = refuted { ["\\theta"] = pi / 2, ["\\rho"] = 3 * pi / 4,
    repair = ">= for =" },
  because = "|r.x| is norm r norm x only along r: here sqrt 2 against pi / 2",
  check = [[
    from mpmath import *
    mp.dps = 30
    theta, rho = pi/2, 3*pi/4  # v along the first axis, w_1 = (0, 1), r = (-1, 1)
    left = quad(lambda a: abs(cos(a - rho)), [pi/2, pi/2 + theta])
    assert 0 < theta <= rho <= pi
    assert abs(left - sqrt(2)) < 1e-20 and theta - left > 0.15
    print("refuted")
  ]],
}

claim "residual_out_of_mean_le" {
  paper = "proof of Lemma 8, third line of I_1, repaired",
  arxiv = "proof of Lemma 8, third line of I_1, repaired", page = 30, kind = "step",
  printed = [[-\mathbb E_x[|r^\top x| \cdots \|\tilde x\| \cdot \|w_i^*\|\theta_i] \ge
    -\|r\|\theta_i\|w_i^*\| \cdot \mathbb E_{\tilde x}[\|\tilde x\|^2 \cdots] ]],

  assume = { one_sign = one_sign },
  assert = wedge:at_most(th),
  sample = wedges,

  mutants = {
    --- A narrow wedge along $r$ leaves no room.
    less = swap(wedge:at_most(th), wedge:at_most(q"0.99" * th)),
    square = swap(wedge:at_most(th), wedge:at_most(th^2)),
  },
}

--- ## The proof: each term of the first part
---
--- On the wedge between the two half-spaces $|x^\top w_i^*| \le \|x\|\,\|w_i^*\|\,\theta_i$,
--- and the wedge has $\mathbb E\|x\|^2 = O(\theta_i)$: in the plane $2\theta_i/\pi$ (both
--- wedges), rounded up to 0.64 below. For the whole term we assert $\frac12$, as for the lemma.

claim "first_term_ge" {
  paper = "proof of Lemma 8, I_1", arxiv = "proof of Lemma 8, I_1", page = 30, kind = "step",
  uses = { "flip_near_boundary", "residual_out_of_mean_le" },
  printed = [[\mathbb E_x\left[r^\top x \mathbb 1(v^\top x \ge 0) \left(
    \mathbb 1\{w_i^{*\top} x \ge 0\} - \mathbb 1\{w_i^\top x \ge 0\}\right) x^\top w_i^*\right]
    \ge -O(\|r\| \theta_i^2 \|w_i^*\|), \quad \mathbb E_{\tilde x}\left[\|\tilde x\|^2
    \left|\mathbb 1\{w_i^{*\top} \tilde x \ge 0\} - \mathbb 1\{w_i^\top \tilde x \ge 0\}\right|
    \right] = O(\theta_i)]],

  assume = { nonzero = nonzero, minimum = at(net(i, star(i)), loss):equals(0) },
  assert = {
    term = all(i, mean(x, R1(x) * half_space(i, x) * dot(x, star(i))):at_least(
      -O(norm(r) * theta(i)^2 * norm(star(i)), q"0.5"))),
    wedge = all(i, star(i):differs(0),
      mean(x, norm(x)^2 * abs(half_space(i, x))):at_most(O(theta(i), q"0.64"))),
  },
  sample = states { n = {1, 2, 3}, d = 2, v = decades(-2, 2),
    share = between(0, 1), ["w^*"] = net(i, share(i) / sum(j, share(j)) * v) },

  mutants = {
    cubed = swap(theta(i)^2, theta(i)^3),
    --- A wedge is of first order in the angle.
    square = swap(O(theta(i), q"0.64"), O(theta(i)^2, q"0.64")),
  },
}

--- ## The proof: the lengths of the minimum
---
--- With $h_i$ of both signs the lengths add up to more than $\|v\|$: $h = (2, -1)$ gives
--- $3\|v\|$.

claim "sum_norm_w_star_eq" {
  paper = "proof of Lemma 8, norms", arxiv = "proof of Lemma 8, norms", page = 31, kind = "step",
  printed = [[\sum_i \|w_i^*\| = \|v\|]],

  assume = { sum_nonzero = sum(j, h(j)):differs(0) },
  assert = sum(i, norm(w_star(i))):equals(norm(v)),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2) },

  mutants = {
    half = swap(norm(v), norm(v) / 2),
    unit_slip = swap(norm(v), 1),
  },

  expect = refuted { n = 2, d = 1, v = 1, w = net({2 * v, -v}, v), repair = "all h_i >= 0" },
  because = "lengths add up like the h_i only where these have one sign",
  check = [[
    from mpmath import *
    mp.dps = 40
    h, v = [mpf(2), mpf(-1)], 1  # on a line w_i = h_i
    assert sum(h) != 0
    star = [a / sum(h) * v for a in h]
    assert sum(abs(a) for a in star) - abs(v) == 2
    print("refuted")
  ]],
}
