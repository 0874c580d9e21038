-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Toy case 1: two mirrored students
---
--- Two students that mirror each other across the teacher, $w_1 = \lambda_1 v + \lambda_2 v^\perp$
--- and $w_2 = \lambda_1 v - \lambda_2 v^\perp$, stay mirrored, so descent is a map of two numbers.
--- It is the smallest network whose loss falls like $t^{-3}$: $\lambda_1 - \frac12$ dies out
--- exponentially, $\lambda_2$ only like $1/t$.
---
--- ## What we found
---
--- In the last line of the display for $\nabla_1$, and so in (21), the term
--- $\frac{\sin 2\theta}{\lambda_1}$ should be $\frac{\sin 2\theta}{2\pi}$. The line before is
--- right. From it and from the identity that the paper prints below,
--- $\left(\sin 2\theta - \frac{\|v\|}{\|w_1\|}\sin\theta\right)\lambda_1 = (\lambda_1 - \frac12)
--- \sin 2\theta$, which the prefactor $\frac{1}{2\pi}$ then divides. With $\lambda_1 = \lambda_2
--- = 1$ the part of $\nabla_1$ along $v$ is $\frac12(\frac34 + \frac{1}{2\pi}) = 0.455$, and the
--- printed line says $\frac78$.
---
--- ## What survives
---
--- Everything that is read off (21): for $\theta \to 0$ both brackets tend to 1. Repaired, more
--- is true than the text says. The bracket $1 - \frac\theta\pi + \frac{\sin 2\theta}{2\pi}$ falls
--- from 1 to $\frac12$ as $\theta$ grows to a right angle, so for $\eta \le 1$ the distance of
--- $\lambda_1$ from $\frac12$ shrinks by $1 - \frac\eta2$ at least in every step, with no
--- hypothesis on $\theta$. The printed bracket is unbounded as $\lambda_1 \to 0$.
---
--- ## How it is held
---
--- The numbers $\lambda_1, \lambda_2$ of a later time are read off $w_1$ by projections. The
--- page names no bound on the step. None is needed for the identities; for the rates we name
--- one, $\eta \le 1$.

local l1, l2 = scalar "l1", scalar "l2"
local gap, side = scalar "gap", scalar "side"
local lambda1 = let("\\lambda_1", dot(w(1), v) / norm(v)^2)
local lambda2 = let("\\lambda_2", dot(w(1), vperp) / norm(v)^2)
local th = theta(1)
local positive = l1:above(0) & l2:above(0)
local ratio = norm(v) / norm(w(1))
local pair = net({l1 * v + l2 * vperp, l1 * v - l2 * vperp}, v)
local bracket = 2 * th + (lambda1 - q(1,2)) / lambda1 * sin(2 * th)

--- ## The symmetry is kept

claim "mirrored_pair_stays_mirrored" {
  paper = "Toy case 1, symmetry", page = 18, kind = "identity",
  uses = { "gradient_eq_closed_form" },
  printed = [[w_1(t) = \lambda_1(t) v + \lambda_2(t) v^\perp, \quad
    w_2(t) = \lambda_1(t) v - \lambda_2(t) v^\perp, \quad \theta_1(t) = \theta_2(t)]],

  assume = { positive = positive },
  assert = {
    w1 = after(w(1)):equals(after(lambda1) * v + after(lambda2) * vperp),
    w2 = after(w(2)):equals(after(lambda1) * v - after(lambda2) * vperp),
    theta = after(theta(1)):equals(after(theta(2))),
  },
  sample = states { n = 2, d = {2, 3, 5}, v = decades(-2, 2), eta = decades(-3, 1),
    l1 = decades(-3, 2), l2 = decades(-6, 2), w = pair },

  mutants = {
    --- A mirror that turns: $v$ and $v^\perp$ exchanged.
    other_mirror = swap(after(lambda1) * v - after(lambda2) * vperp,
      after(lambda2) * vperp - after(lambda1) * v),
    --- The second student as the first.
    equal = swap(after(lambda1) * v - after(lambda2) * vperp,
      after(lambda1) * v + after(lambda2) * vperp),
    --- Its angle twice.
    double = swap(after(theta(2)), 2 * after(theta(2))),
  },
}

--- ## The gradient
---
--- Three lines, each a part of its own: the third is the one that is wrong.

local line1 = (l1 - q(1,2)) * v + 1 / (2 * pi) * ((norm(w(2)) * sin(2 * th) - norm(v) * sin(th))
  * unit(w(1)) - 2 * th * w(2) + th * v)
local line2 = (l1 - q(1,2) + 1 / (2 * pi) * ((sin(2 * th) - ratio * sin(th)) * l1
    - th * (2 * l1 - 1))) * v
  + 1 / (2 * pi) * (2 * th + sin(2 * th) - ratio * sin(th)) * l2 * vperp
local across = 1 / (2 * pi) * (2 * th + (l1 - q(1,2)) / l1 * sin(2 * th)) * l2 * vperp
local line3 = (l1 - q(1,2)) * (1 - th / pi + sin(2 * th) / l1) * v + across
local line3_repaired = (l1 - q(1,2)) * (1 - th / pi + sin(2 * th) / (2 * pi)) * v + across

claim "mirrored_pair_gradient" {
  paper = "Toy case 1, gradient", page = 18, kind = "identity",
  uses = { "gradient_eq_closed_form" },
  printed = [[\nabla_1 = \left(\lambda_1 - \frac12\right) v + \frac{1}{2\pi}\left[(\|w_2\|
    \sin(2\theta) - \|v\| \sin\theta) \bar w_1 - 2\theta w_2 + \theta v\right]
    = \left(\lambda_1 - \frac12 + \frac{1}{2\pi}\left(\left(\sin(2\theta) - \frac{\|v\|}{\|w_1\|}
    \sin\theta\right) \lambda_1 - \theta(2\lambda_1 - 1)\right)\right) v + \frac{1}{2\pi}\left(
    2\theta + \sin(2\theta) - \frac{\|v\|}{\|w_1\|} \sin\theta\right) \lambda_2 v^\perp
    = \left(\lambda_1 - \frac12\right)\left(1 - \frac\theta\pi + \frac{\sin(2\theta)}{\lambda_1}
    \right) v + \frac{1}{2\pi}\left(2\theta + \frac{\lambda_1 - 1/2}{\lambda_1} \sin(2\theta)
    \right) \lambda_2 v^\perp]],

  assume = { positive = positive },
  assert = {
    ["line 1"] = grad(1):equals(line1),
    ["line 2"] = grad(1):equals(line2),
    ["line 3"] = grad(1):equals(line3),
  },
  sample = states { n = 2, d = {2, 3, 5}, v = decades(-2, 2), l1 = decades(-3, 2),
    l2 = decades(-6, 2), w = pair },

  mutants = {
    --- The angle between the students is $2\theta$.
    single_angle = swap(2 * th * w(2), th * w(2)),
    --- The teacher's pull across itself, left out.
    no_teacher = swap(ratio * sin(th), 0),
  },

  --- $\theta = \pi/4$: along $v$ the gradient is $\frac38 + \frac{1}{4\pi}$, printed is $\frac78$.
  expect = refuted { part = "line 3", n = 2, d = 2, v = 1, l1 = 1, l2 = 1, w = pair,
    repair = "sin 2 theta / (2 pi) for sin 2 theta / lambda_1 in the part along v" },
  because = "line 2 has (lambda_1 - 1/2) sin 2 theta there, behind the factor 1/(2 pi)",
  check = [[
    from mpmath import *
    mp.dps = 40
    v, l1, l2 = mpc(1), mpf(1), mpf(1)
    w = [l1 + l2*j, l1 - l2*j]
    ang = lambda a, b: abs(arg(a / b))
    def K(u, a):  # (4) is a sum of these, for the students less for the teacher
        return u/2 + (abs(u)*sin(ang(u, a))*a/abs(a) - ang(u, a)*u) / (2*pi)
    grad, t = sum(K(u, w[0]) for u in w) - K(v, w[0]), ang(w[0], v)
    along = (l1 - 0.5) * (1 - t/pi + sin(2*t)/l1)
    across = (2*t + (l1 - 0.5)/l1 * sin(2*t)) * l2 / (2*pi)
    assert abs(grad.imag - across) < 1e-30  # this half of line 3 is right
    assert abs(grad.real - along) > 0.4
    print("refuted")
  ]],
}

--- ## The gradient, repaired

claim "mirrored_pair_gradient_repaired" {
  paper = "Toy case 1, gradient, repaired", page = 18, kind = "identity",
  uses = { "gradient_eq_closed_form" },
  printed = [[\nabla_1 = \left(\lambda_1 - \frac12\right)\left(1 - \frac\theta\pi
    + \frac{\sin(2\theta)}{2\pi}\right) v + \frac{1}{2\pi}\left(2\theta
    + \frac{\lambda_1 - 1/2}{\lambda_1} \sin(2\theta)\right) \lambda_2 v^\perp]],

  assume = { positive = positive },
  assert = {
    ["line 3"] = grad(1):equals(line3_repaired),
    --- The reason that the paper gives for its last line.
    reason = chain(sin(2 * th) - ratio * sin(th), "=",
      sin(2 * th) - norm(v) / (l1 * norm(v) / cos(th)) * sin(th), "=",
      sin(2 * th) / l1 * (l1 - q(1,2))),
  },
  sample = states { n = 2, d = {2, 3, 5}, v = decades(-2, 2), l1 = decades(-3, 2),
    l2 = decades(-6, 2), w = pair },

  mutants = {
    --- As printed.
    printed_term = swap(sin(2 * th) / (2 * pi), sin(2 * th) / l1),
    sign = swap(th / pi, -th / pi),
    --- The other student's half of the teacher forgotten.
    whole = swap(sin(2 * th) / l1 * (l1 - q(1,2)), sin(2 * th) / l1 * (l1 - 1)),
  },
}

--- ## Equation (21)

claim "mirrored_pair_step_along" {
  paper = "Toy case 1 (21)", page = 18, equation = "(21)", kind = "identity",
  uses = { "mirrored_pair_gradient" },
  printed = [[\lambda_1(t + 1) - \frac12 = \left(\lambda_1(t) - \frac12\right)\left(1 - \eta\left(
    1 - \frac{\theta(t)}{\pi} + \frac{\sin(2\theta(t))}{\lambda_1(t)}\right)\right)]],

  assume = { positive = positive },
  assert = (after(lambda1) - q(1,2)):equals(
    (lambda1 - q(1,2)) * (1 - eta * (1 - th / pi + sin(2 * th) / lambda1))),
  sample = states { n = 2, d = {2, 3, 5}, v = decades(-2, 2), eta = decades(-3, 1),
    l1 = decades(-3, 2), l2 = decades(-6, 2), w = pair },

  mutants = {
    step = swap(eta, 2 * eta),
    --- The angle's term with the sign of the sine's.
    sign = swap(th / pi, -th / pi),
  },

  --- $\lambda_1(1) - \frac12 = \frac12(1 - \frac34 - \frac1{2\pi}) = 0.045$; printed is
  --- $\frac12(1 - \frac74) = -\frac38$.
  expect = refuted { n = 2, d = 2, v = 1, eta = 1, l1 = 1, l2 = 1, w = pair,
    repair = "mirrored_pair_step_along_repaired: sin 2 theta / (2 pi) for sin 2 theta / lambda_1" },
  because = "it inherits the last line of the gradient",
  check = [[
    from mpmath import *
    mp.dps = 40
    v, l1, l2 = mpc(1), mpf(1), mpf(1)
    w = [l1 + l2*j, l1 - l2*j]
    ang = lambda a, b: abs(arg(a / b))
    def K(u, a):  # (4) is a sum of these, for the students less for the teacher
        return u/2 + (abs(u)*sin(ang(u, a))*a/abs(a) - ang(u, a)*u) / (2*pi)
    grad, t = sum(K(u, w[0]) for u in w) - K(v, w[0]), ang(w[0], v)
    eta = 1
    left = (w[0] - eta*grad).real - 0.5
    right = (l1 - 0.5) * (1 - eta*(1 - t/pi + sin(2*t)/l1))
    assert abs(left - right) > 0.4
    print("refuted")
  ]],
}

claim "mirrored_pair_step_along_repaired" {
  paper = "Toy case 1 (21), repaired", page = 18, equation = "(21)", kind = "identity",
  uses = { "mirrored_pair_gradient_repaired" },
  printed = [[\lambda_1(t + 1) - \frac12 = \left(\lambda_1(t) - \frac12\right)\left(1 - \eta\left(
    1 - \frac{\theta(t)}{\pi} + \frac{\sin(2\theta(t))}{2\pi}\right)\right)]],

  assume = { positive = positive },
  assert = (after(lambda1) - q(1,2)):equals(
    (lambda1 - q(1,2)) * (1 - eta * (1 - th / pi + sin(2 * th) / (2 * pi)))),
  sample = states { n = 2, d = {2, 3, 5}, v = decades(-2, 2), eta = decades(-3, 1),
    l1 = decades(-3, 2), l2 = decades(-6, 2), w = pair },

  mutants = {
    step = swap(eta, 2 * eta),
    sign = swap(th / pi, -th / pi),
    --- As printed.
    printed_term = swap(sin(2 * th) / (2 * pi), sin(2 * th) / lambda1),
  },
}

--- ## Equation (22)

claim "mirrored_pair_step_across" {
  paper = "Toy case 1 (22)", page = 18, equation = "(22)", kind = "identity",
  uses = { "mirrored_pair_gradient_repaired" },
  printed = [[\lambda_2(t + 1) = \lambda_2(t)\left(1 - \frac{\eta}{2\pi}\left(2\theta
    + \frac{\lambda_1 - 1/2}{\lambda_1} \sin(2\theta)\right)\right)]],

  assume = { positive = positive },
  assert = after(lambda2):equals(lambda2 * (1 - eta / (2 * pi) * bracket)),
  sample = states { n = 2, d = {2, 3, 5}, v = decades(-2, 2), eta = decades(-3, 1),
    l1 = decades(-3, 2), l2 = decades(-6, 2), w = pair },

  mutants = {
    single_angle = swap(2 * th + (lambda1 - q(1,2)) / lambda1 * sin(2 * th),
      th + (lambda1 - q(1,2)) / lambda1 * sin(2 * th)),
    --- The teacher's pull left out.
    no_teacher = swap(lambda1 - q(1,2), lambda1),
    step = swap(eta, 2 * eta),
  },
}

--- ## What is read off the two
---
--- "Since $\theta = o(1)$ and $\lambda_1$ is a constant term". Exponential convergence is a
--- factor per step; the second part is the printed approximation with its error spelled out,
--- and needs no $o(1)$. The bracket differs from 1 by $(2\theta - \sin 2\theta)/(2\pi)$, which
--- is at most $\theta/\pi$: that is the constant asserted.

claim "mirrored_pair_converges_along" {
  paper = "Toy case 1, lambda_1", page = 18, kind = "rate",
  uses = { "mirrored_pair_step_along_repaired" },
  printed = [[\lambda_1(t + 1) - \frac12 \approx \left(\lambda_1(t) - \frac12\right)(1 - \eta),
    \quad \lambda_1 \text{ converges to } \frac12 \text{ exponentially fast}]],

  assume = { positive = positive, small_step = eta:at_most(1) },
  assert = {
    contraction = abs(after(lambda1) - q(1,2)):at_most(
      (1 - eta / 2) * abs(lambda1 - q(1,2))),
    approximation = (after(lambda1) - q(1,2)):equals((lambda1 - q(1,2)) * (1 - eta),
      O(eta * th * abs(lambda1 - q(1,2)), q"0.32")),
  },
  sample = states { n = 2, d = {2, 3}, v = decades(-2, 2), eta = decades(-3, 1),
    l1 = decades(-3, 2), l2 = decades(-6, 2), w = pair },

  mutants = {
    --- The factor $1 - \eta$ itself: right for $\theta = 0$ only.
    whole = swap(1 - eta / 2, 1 - eta),
    --- From $\eta = 2$ on the factor may be past $-1$.
    any_step = drop "small_step",
    --- An error of fourth order; it is of third.
    fourth = swap(eta * th * abs(lambda1 - q(1,2)), eta * th^4 * abs(lambda1 - q(1,2))),
  },
}

--- The chain for $\lambda_2$ has one exact sign, $2\tan\theta = 2\lambda_2/\lambda_1$. Its three
--- $\approx$ together leave out terms of order $\theta^3$ and of order $|\lambda_1 - \frac12|
--- \theta$. "$o(1)$" is read as $\theta \le \frac\pi4$ and $|\lambda_1 - \frac12| \le \frac14$;
--- the terms with $\theta^3$ are then at most $0.15\,\theta^3$, and the two with $\lambda_1 -
--- \frac12$ have opposite signs and differ by at most $5.1\,|\lambda_1 - \frac12|\theta/(2\pi)$,
--- so the constant 1 is enough.

claim "mirrored_pair_step_across_approx" {
  paper = "Toy case 1, lambda_2 approximately", page = 18, kind = "hidden",
  uses = { "mirrored_pair_step_across" },
  printed = [[2\theta + \frac{\lambda_1 - 1/2}{\lambda_1} \sin(2\theta) \approx 2\theta
    \approx 2\tan\theta = 2\frac{\lambda_2}{\lambda_1} \approx 4\lambda_2, \quad
    \lambda_2(t + 1) \approx \lambda_2(t)\left(1 - \frac{2\eta}{\pi} \lambda_2(t)\right)]],

  assume = { positive = positive, small_angle = th:at_most(pi / 4),
    near_half = abs(l1 - q(1,2)):at_most(q(1,4)) },
  assert = {
    tangent = (2 * tan(th)):equals(2 * lambda2 / lambda1),
    step = after(lambda2):equals(lambda2 * (1 - 2 * eta / pi * lambda2),
      O(eta * lambda2 * (th^3 + abs(lambda1 - q(1,2)) * th))),
  },
  sample = states { n = 2, d = {2, 3}, v = decades(-2, 2), eta = decades(-3, 0),
    gap = decades(-9, 0), side = {-1, 1}, l1 = q(1,2) + side * gap, l2 = decades(-9, 1), w = pair },

  mutants = {
    --- Twice the speed.
    twice = swap(2 * eta / pi, 4 * eta / pi),
    --- No error from $\lambda_1$.
    exact = swap(th^3 + abs(lambda1 - q(1,2)) * th, th^3),
    any_length = swap(2 * lambda2 / lambda1, 4 * lambda2),
  },
}

--- ## The loss
---
--- "Finally" speaks of late times, so $\theta = o(1)$ is still supposed; we take $\theta \le
--- \frac\pi4$. For $\lambda_1 = \frac12$ and $\lambda_2 \to \infty$ the loss grows like
--- $\lambda_2^2$ and the printed expression tends to 1, so some bound is needed. For small angles
--- $L/\|v\|^2$ is near $\frac14 (2\lambda_1 - 1)^2 + \frac{\lambda_1(4\lambda_1 - 1)}{\pi}
--- (\sin\theta - \theta\cos\theta)$.

local printed_loss = let("\\ell", ((2 * lambda1 - 1)^2 + (sin(th) - th * cos(th))) * norm(v)^2)

claim "mirrored_pair_loss" {
  paper = "Toy case 1, loss", page = 18, kind = "hidden", uses = { "loss_eq_closed_form" },
  printed = [[L(w) = \Theta\left((2\lambda_1 - 1)^2 + (\sin\theta - \theta\cos\theta)\right)
    \|v\|^2]],

  assume = { positive = positive, small_angle = th:at_most(pi / 4) },
  assert = chain(Omega(printed_loss, q(1,16)), "<=", loss, "<=", O(printed_loss)),
  sample = states { n = 2, d = {2, 3}, v = decades(-2, 2), gap = decades(-9, 1), side = {-1, 1},
    l1 = q(1,2) + side * gap, l2 = decades(-9, 1), w = pair },

  mutants = {
    --- A lean costs a third power of its angle.
    square = swap(sin(th) - th * cos(th), th^2),
    --- Only the residual.
    residual = swap((2 * lambda1 - 1)^2 + (sin(th) - th * cos(th)), (2 * lambda1 - 1)^2),
    any_angle = drop "small_angle",
    unit_slip = swap(norm(v)^2, norm(v)),
  },
}

--- $\sin\theta - \theta\cos\theta$ lies between $\frac{4}{15}\theta^3$ and $\frac13\theta^3$ for
--- $\theta \le \frac\pi2$, and $\theta$ near $2\lambda_2$ for $\lambda_1$ near $\frac12$.

claim "mirrored_pair_angle_term" {
  paper = "Toy case 1, angle term", page = 18, kind = "hidden",
  printed = [[\sin\theta - \theta\cos\theta \sim \theta^3 \sim \lambda_2^3]],

  assume = { positive = positive, small_angle = th:at_most(pi / 4),
    near_half = abs(l1 - q(1,2)):at_most(q(1,4)) },
  assert = {
    cube = chain(Omega(th^3, q"0.25"), "<=", sin(th) - th * cos(th), "<=", O(th^3, q"0.34")),
    lambda = chain(Omega(l2^3), "<=", th^3, "<=", O(l2^3, 64)),
  },
  sample = states { n = 2, d = {2, 3}, gap = decades(-9, 0), side = {-1, 1},
    l1 = q(1,2) + side * gap, l2 = decades(-9, 1), w = pair },

  mutants = {
    square = swap(O(th^3, q"0.34"), O(th^4, q"0.34")),
    lambda_square = swap(O(l2^3, 64), O(l2^4, 64)),
  },
}

--- ## The rates
---
--- On trajectories, from $\lambda_1(0)$ in $[0.1, 2]$ and $\lambda_2(0)$ in $[0.25, 2]$. The map
--- $x \mapsto x(1 - \frac{2\eta}{\pi}x)$ has $1/x = 1/x_0 + \frac{2\eta}{\pi}t + O(\log t)$, so
--- $\eta t \lambda_2 \to \frac\pi2 = 1.571$, and then $(\eta t)^3 L/\|v\|^2 \to \frac{8}{6\pi}
--- (\frac\pi2)^3 = 1.645$. Both are approached from below; from $\eta t = 300$ on we assert
--- $[1.4, 1.6]$ and $[1.2, 1.7]$, and for the exponents $0.05$ and $0.1$ around $-1$ and $-3$,
--- read between two iterations.

local late = t:at_least(300 / eta)
local slope = log((t + 1) / t)

claim "mirrored_pair_rates" {
  paper = "Toy case 1, rates", page = 18, kind = "rate",
  uses = { "mirrored_pair_step_across_approx", "mirrored_pair_loss" },
  printed = [[\lambda_2(t) \sim t^{-1}, \quad L(w(t)) \sim t^{-3}]],

  assume = { positive = positive, small_step = eta:at_most(1) },
  assert = {
    lambda2 = all(t, late, chain(Omega(1 / (eta * t), q"1.4"), "<=", lambda2, "<=",
      O(1 / (eta * t), q"1.6"))),
    ["lambda2, exponent"] = all(t, late,
      (log(after(lambda2) / lambda2) / slope):equals(-1, q"0.05")),
    loss = all(t, late, chain(Omega(norm(v)^2 / (eta * t)^3, q"1.2"), "<=", loss, "<=",
      O(norm(v)^2 / (eta * t)^3, q"1.7"))),
    ["loss, exponent"] = all(t, late, (log(after(loss) / loss) / slope):equals(-3, q"0.1")),
  },
  sample = trajectory { by = descent, n = 2, d = {2, 3}, v = decades(-2, 2), eta = decades(-1, 0),
    l1 = between(q(1,10), 2), l2 = between(q(1,4), 2), w = pair, t = decades(0, q"3.7") },

  mutants = {
    --- A rate of $t^{-2}$ for $\lambda_2$, and of $t^{-4}$ for the loss.
    square = swap(O(1 / (eta * t), q"1.6"), O(1 / (eta * t)^2, q"1.6")),
    fourth = swap(O(norm(v)^2 / (eta * t)^3, q"1.7"), O(norm(v)^2 / (eta * t)^4, q"1.7")),
    --- Iterations counted without the step.
    unit_slip = swap(O(1 / (eta * t), q"1.6"), O(1 / t, q"1.6")),
    exponent = swap((log(after(loss) / loss) / slope):equals(-3, q"0.1"),
      (log(after(loss) / loss) / slope):equals(-2, q"0.1")),
  },
}
