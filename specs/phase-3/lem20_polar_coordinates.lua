-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 20: the integral over the neuron's own wedge
---
--- The proof bounds the loss by what neuron $i$ costs on $S_i = \{x : w_i^\top x \ge 0,\ v^\top x
--- < 0\}$, where it is awake and the teacher asleep, and computes that cost in polar coordinates
--- of the plane of $w_i$ and $v$. The lemma, its first inequality and its last line stand beside
--- it in a file of their own; here are the set, the residual on it, and the integral.
---
--- ## How the integral is held
---
--- Nothing is integrated numerically. An integral with printed limits is the difference of an
--- antiderivative at these limits, so for each integral we state the antiderivative, by its
--- derivative, and its difference.
---
--- ## What we found
---
--- The second form of $S_i$, by angles, has $\theta(x, v) \ge \pi/2$ where the definition has
--- $v^\top x < 0$: it also holds the $x$ orthogonal to $v$. They have measure 0 and the integral
--- does not see them. A strict sign repairs it. All other lines are right, for every angle in
--- $[0, \pi]$.

local x = vector "x"
local rho, omega, th = scalar "\\rho", scalar "\\omega", scalar "\\theta"
local length = scalar "\\ell"
local awake = dot(w(i), x):at_least(0) & dot(v, x):below(0)
local nonzero = x:differs(0)

--- ## The set, by angles
---
--- The zero vector has no angles and is left out.

claim "awake_alone_iff_angles" {
  paper = "proof of Lemma 20, S_i", arxiv = "proof of Lemma 18, S_i", page = 31, kind = "step",
  printed = [[S_i = \{x : \theta(x, w_i) \le \pi/2, \theta(x, v) \ge \pi/2\}]],

  assume = { nonzero = nonzero },
  assert = {
    inside = all(i, w(i):differs(0), implies(awake,
      angle(x, w(i)):at_most(pi / 2) & angle(x, v):at_least(pi / 2))),
    outside = all(i, w(i):differs(0), implies(
      angle(x, w(i)):at_most(pi / 2) & angle(x, v):at_least(pi / 2), awake)),
  },
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2), x = anywhere },

  mutants = {
    --- The teacher awake as well.
    teacher = swap(angle(x, v):at_least(pi / 2), angle(x, v):at_most(pi / 2)),
    --- The neuron's half-space alone.
    neuron = swap(awake, dot(w(i), x):at_least(0)),
  },

  expect = refuted { n = 1, d = 2, v = 1, x = {0, 1}, w = net({vperp}, v), part = "outside",
    repair = "theta(x, v) > pi/2" },
  because = "x orthogonal to v has theta(x, v) = pi/2 and is not in S_i",
  check = [[
    from mpmath import *
    mp.dps = 40
    v, w, x = mpc(1, 0), mpc(0, 1), mpc(0, 1)
    inner = lambda a, b: (a * conj(b)).real
    ang = lambda a, b: acos(inner(a, b) / (abs(a)*abs(b)))
    assert ang(x, w) <= pi/2 and ang(x, v) >= pi/2  # in the set of angles
    assert not (inner(w, x) >= 0 and inner(v, x) < 0)  # not in S_i
    print("refuted")
  ]],
}

claim "awake_alone_iff_angles_of_strict" {
  paper = "proof of Lemma 20, S_i, repaired", arxiv = "proof of Lemma 18, S_i, repaired",
  page = 31, kind = "step",
  printed = [[S_i = \{x \ne 0 : \theta(x, w_i) \le \pi/2, \theta(x, v) > \pi/2\}
    \text{ up to } x = 0]],

  assume = { nonzero = nonzero },
  assert = {
    inside = all(i, w(i):differs(0), implies(awake,
      angle(x, w(i)):at_most(pi / 2) & angle(x, v):above(pi / 2))),
    outside = all(i, w(i):differs(0), implies(
      angle(x, w(i)):at_most(pi / 2) & angle(x, v):above(pi / 2), awake)),
  },
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2), x = anywhere },

  mutants = {
    teacher = swap(angle(x, v):above(pi / 2), angle(x, v):at_most(pi / 2)),
    neuron = swap(awake, dot(w(i), x):at_least(0)),
  },
}

--- ## The residual there
---
--- The teacher is silent and no student is negative, so nothing cancels the output of neuron $i$.

claim "residual_ge_relu_of_awake_alone" {
  paper = "proof of Lemma 20, R", arxiv = "proof of Lemma 18, R", page = 31, kind = "step",
  printed = [[\forall x \in S_i,\ R(x) = \sum_{j=1}^n [w_j^\top x]_+ - [v^\top x]_+
    \ge [w_i^\top x]_+ \ge 0]],

  assert = all(i, awake, chain(R(x), ">=", max(dot(w(i), x), 0), ">=", 0)),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), x = anywhere },

  mutants = {
    --- The teacher awake: it can be the louder one.
    everywhere = swap(awake, dot(w(i), x):at_least(0)),
    --- One neuron alone makes no more than its own output.
    twice = swap(max(dot(w(i), x), 0), 2 * max(dot(w(i), x), 0)),
  },
}

--- ## The limits of the angle
---
--- With $v$ along the first axis, $w_i$ at angle $\theta$ and $x = \rho(\cos\omega,
--- \sin\omega)$, the set is $\pi/2 < \omega \le \theta + \pi/2$. Its ends carry no area; they are
--- kept off by a hypothesis, since a rounded $\omega$ is never exactly $\pi/2$.

claim "awake_alone_iff_polar" {
  paper = "proof of Lemma 20, limits", arxiv = "proof of Lemma 18, limits", page = 31,
  kind = "step",
  printed = [[\int_{x \in S_i} = \int_{\rho=0}^{+\infty} \int_{\omega=\pi/2}^{\theta_i+\pi/2}]],

  assume = { off_ends = omega:differs(pi / 2) & omega:differs(th + pi / 2)
    & omega:differs(3 * pi / 2) },
  assert = {
    inside = implies(cos(omega - th):at_least(0) & cos(omega):below(0),
      chain(pi / 2, "<=", omega, "<=", th + pi / 2)),
    outside = implies(chain(pi / 2, "<=", omega, "<=", th + pi / 2),
      cos(omega - th):at_least(0) & cos(omega):below(0)),
  },
  sample = scalars { ["\\theta"] = between(0, pi), ["\\omega"] = between(0, 2 * pi) },

  mutants = {
    --- From the axis on.
    from_zero = swap(chain(pi / 2, "<=", omega, "<=", th + pi / 2),
      chain(0, "<=", omega, "<=", th + pi / 2)),
    --- Up to the neuron.
    to_neuron = swap(th + pi / 2, th),
  },
}

--- ## The integrand
---
--- The area element is $\rho\,d\rho\,d\omega$, and the other $d - 2$ coordinates of a Gaussian
--- integrate to 1. $\ell$ is $\|w_i\|$.

claim "awake_alone_integrand_eq_polar" {
  paper = "proof of Lemma 20, third line", arxiv = "proof of Lemma 18, third line", page = 31,
  kind = "step",
  printed = [[\frac12 (w_i^\top x)^2 \frac{e^{-\|x\|^2/2}}{2\pi} \rho
    = \frac{1}{4\pi} (\|w_i\| \rho \cos(\omega - \theta_i))^2 \rho e^{-\rho^2/2}]],

  assert = (q(1,2) * (length * cos(th) * rho * cos(omega) + length * sin(th) * rho * sin(omega))^2
    * (exp(-(rho^2) / 2) / (2 * pi) * rho)):equals(
    1 / (4 * pi) * (length * rho * cos(omega - th))^2 * rho * exp(-(rho^2) / 2)),
  sample = scalars { ["\\theta"] = between(0, pi), ["\\omega"] = between(0, 2 * pi),
    ["\\rho"] = between(0, 8), ["\\ell"] = decades(-3, 3) },

  mutants = {
    --- Without the radius of the area element.
    area = swap(exp(-(rho^2) / 2) / (2 * pi) * rho, exp(-(rho^2) / 2) / (2 * pi)),
    --- The density of one coordinate.
    density = swap(1 / (4 * pi), 1 / (2 * sqrt(2 * pi))),
  },
}

--- ## The radius
---
--- $\int_0^\infty \rho^3 e^{-\rho^2/2}\,d\rho = 2$: the antiderivative is $-(\rho^2 + 2)
--- e^{-\rho^2/2}$, which is $-2$ at 0 and tends to 0; at $\rho \ge 8$ it is above $-10^{-12}$.

claim "radial_integral_eq_two" {
  paper = "proof of Lemma 20, fourth line", arxiv = "proof of Lemma 18, fourth line", page = 31,
  kind = "step",
  printed = [[\int_0^\infty \int \frac{1}{4\pi} (\|w_i\| \rho \cos(\omega - \theta_i))^2
    \rho e^{-\rho^2/2} = \frac{\|w_i\|^2}{2\pi} \int \cos^2(\omega - \theta_i)]],

  assert = {
    slope = D(-(rho^2 + 2) * exp(-(rho^2) / 2), rho):equals(rho^3 * exp(-(rho^2) / 2)),
    start = implies(rho:equals(0), (-(rho^2 + 2) * exp(-(rho^2) / 2)):equals(-2)),
    tail = implies(rho:at_least(8), chain(-q"1e-12", "<=",
      -(rho^2 + 2) * exp(-(rho^2) / 2), "<=", 0)),
    constant = (1 / (4 * pi) * length^2 * 2):equals(length^2 / (2 * pi)),
  },
  sample = scalars { ["\\rho"] = between(0, 20), ["\\ell"] = decades(-3, 3) },

  mutants = {
    square = swap(rho^3, rho^2),
    half = swap(1 / (4 * pi) * length^2 * 2, 1 / (4 * pi) * length^2),
  },
}

--- ## The angle
---
--- The antiderivative of $\cos^2(\omega - \theta)$ is $\frac{\omega}{2} + \frac14 \sin(2(\omega -
--- \theta))$.

claim "angular_integral_eq" {
  paper = "proof of Lemma 20, fifth line", arxiv = "proof of Lemma 18, fifth line", page = 31,
  kind = "step",
  printed = [[\frac{\|w_i\|^2}{2\pi} \int_{\omega=\pi/2}^{\theta_i+\pi/2} \cos^2(\omega - \theta_i)
    \,d\omega = \frac{\|w_i\|^2}{8\pi} (2\theta_i - \sin(2\theta_i))]],

  assert = {
    slope = D(omega / 2 + sin(2 * (omega - th)) / 4, omega):equals(cos(omega - th)^2),
    difference = (length^2 / (2 * pi) * ((th + pi / 2) / 2 + sin(2 * (pi / 2)) / 4
      - (pi / 2 / 2 + sin(2 * (pi / 2 - th)) / 4))):equals(
      length^2 / (8 * pi) * (2 * th - sin(2 * th))),
  },
  sample = scalars { ["\\theta"] = between(0, pi), ["\\omega"] = between(0, 2 * pi),
    ["\\ell"] = decades(-3, 3) },

  mutants = {
    --- The sine of the single angle.
    single = swap(sin(2 * th), sin(th)),
    prefactor = swap(8 * pi, 4 * pi),
    square_of_sine = swap(cos(omega - th)^2, sin(omega - th)^2),
  },
}
