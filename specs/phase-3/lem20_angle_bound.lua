-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 20: a small loss makes every angle small
---
--- Where a neuron is awake and the teacher asleep nothing cancels the neuron's output, so a
--- neuron of length $\|w_i\|$ at angle $\theta_i$ costs a loss of order $\|w_i\|^2 \theta_i^3$.
--- Lemmas 21 and 22 and Theorem 7 turn a small loss into small angles by this bound.
---
--- ## What we found
---
--- As printed, for every $\theta_i$ in $[0, \pi]$, the lemma is false. Take one neuron against
--- the teacher, $w_1 = -2v$. Its half-space and that of $v$ do not overlap, so $L =
--- \frac14(\|w_1\|^2 + \|v\|^2) = \frac54\|v\|^2$, and the claim reads $4\pi^3 \le 37.5\pi$,
--- that is $\pi^2 \le 9.375$. A neuron need not be long for it: with $w_1 = -\lambda v$ and
--- $w_2 = v$ the loss is $\frac14\|w_1\|^2$ and the bound fails for every $\lambda > 0$.
---
--- The proof is right up to its last line, $2\theta - \sin 2\theta \ge (2\theta)^3/30$, which
--- holds only up to $\theta = 2.862\ldots$ (164 degrees).
---
--- ## What survives
---
--- Everything downstream, since there the constant is inside an $O$. The ratio
--- $8\theta^3/(2\theta - \sin 2\theta)$ increases on $[0, \pi]$ to $4\pi^2 = 39.48$, so $4\pi^3
--- L$ in place of $30\pi L$ is true for all angles, and no smaller constant is: with $w_1 =
--- -\lambda v$, $w_2 = v$ both sides are equal. With the printed constant the lemma holds for
--- $\theta_i \le 2.86$.

local x, th = vector "x", scalar "\\theta"
local awake_alone = ind(dot(w(i), x):at_least(0) & dot(v, x):below(0))

--- ## As printed
---
--- A neuron that is 0 has no angle and is left out.

claim "angle_cube_le_loss" {
  paper = "Lemma 20", arxiv = "Lemma 18", page = 31, kind = "explicit",
  uses = { "loss_ge_two_theta_sub_sin", "two_theta_sub_sin_ge_cube" },
  printed = [[\|w_i\|^2 \theta_i^3 \le 30\pi L(w), \forall i]],

  assert = all(i, w(i):differs(0), (norm(w(i))^2 * theta(i)^3):at_most(30 * pi * loss)),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    --- A square is too much: the loss of a lean is of third order.
    square = swap(theta(i)^3, theta(i)^2),
    --- The length once: the sides then scale differently.
    unit_slip = swap(norm(w(i))^2, norm(w(i))),
  },

  --- $w_1 = -2v$: the left side is $4\pi^3 = 124.0$, the right $37.5\pi = 117.8$.
  expect = refuted { n = 1, d = 1, v = 1, w = net({-2 * v}, v),
    repair = "4 pi^3 for 30 pi, or the hypothesis theta_i <= 2.86" },
  because = "the proof's last step needs theta <= 2.862..., and a neuron may point away from v",
  check = [[
    from mpmath import *
    mp.dps = 40
    def R(w, x):  # on a line: the students less the teacher v = 1
        return sum(max(a*x, 0) for a in w) - max(x, 0)
    def loss(w):  # half the mean of R^2, and x^2 has the mean 1/2 on each side
        return (R(w, 1)**2 + R(w, -1)**2) / 4
    w, theta = [mpf(-2)], pi
    left, right = abs(w[0])**2 * theta**3, 30*pi * loss(w)
    assert loss(w) == mpf(5)/4
    assert left - right > 6  # 124.0 and 117.8
    print("refuted")
  ]],
}

--- ## The repairs
---
--- For all angles, with the best constant: both sides are equal where $w_i = -\lambda v$ and
--- the other neurons add up to $v$ along $v$.

claim "angle_cube_le_loss_of_any_angle" {
  paper = "Lemma 20, repaired", arxiv = "Lemma 18, repaired", page = 31, kind = "explicit",
  uses = { "loss_ge_two_theta_sub_sin" },
  printed = [[\|w_i\|^2 \theta_i^3 \le 4\pi^3 L(w), \forall i]],

  assert = all(i, w(i):differs(0), (norm(w(i))^2 * theta(i)^3):at_most(4 * pi^3 * loss)),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    --- The printed constant.
    printed_constant = swap(4 * pi^3, 30 * pi),
    unit_slip = swap(norm(w(i))^2, norm(w(i)) * norm(v)),
    square = swap(theta(i)^3, theta(i)^2),
  },
}

--- With the printed constant, for neurons that do not point away from $v$.

claim "angle_cube_le_loss_of_angle_le" {
  paper = "Lemma 20, repaired", arxiv = "Lemma 18, repaired", page = 31, kind = "explicit",
  uses = { "loss_ge_two_theta_sub_sin" },
  printed = [[\theta_i \le 2.86\ \forall i
    \implies \|w_i\|^2 \theta_i^3 \le 30\pi L(w), \forall i]],

  assume = { turned = all(i, w(i):differs(0), theta(i):at_most(q"2.86")) },
  assert = all(i, w(i):differs(0), (norm(w(i))^2 * theta(i)^3):at_most(30 * pi * loss)),
  sample = states { n = {1, 2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    --- Any angle: the claim as printed.
    any_angle = drop "turned",
    square = swap(theta(i)^3, theta(i)^2),
  },
}

--- ## The proof: what neuron $i$ costs where it is awake alone
---
--- On $S_i = \{x : w_i^\top x \ge 0, v^\top x < 0\}$ the residual is at least $w_i^\top x$, and
--- the mean of $\frac12 (w_i^\top x)^2$ over $S_i$ is a multiple of $2\theta_i - \sin
--- 2\theta_i$. This line holds for every angle. The integral depends on the plane of $w_i$ and
--- $v$ alone, so it is compared there.

claim "loss_ge_awake_alone" {
  paper = "proof of Lemma 20", arxiv = "proof of Lemma 18", page = 31, kind = "step",
  uses = { "loss_mean_eq_closed_form" },
  printed = [[L(w) \ge \int_{S_i} \frac12 (w_i^\top x)^2 \frac{e^{-\|x\|^2/2}}{(2\pi)^{d/2}}\,dx
    = \frac{\|w_i\|^2}{8\pi} (2\theta_i - \sin(2\theta_i))]],

  assert = all(i, w(i):differs(0), chain(loss, ">=", mean(x, awake_alone * (dot(w(i), x)^2) / 2),
    "=", norm(w(i))^2 / (8 * pi) * (2 * theta(i) - sin(2 * theta(i))))),
  sample = states { n = {1, 2, 3}, d = 2, v = decades(-2, 2) },

  mutants = {
    --- Where the neuron is awake, be the teacher asleep or not.
    whole_half_space = swap(awake_alone, on(w(i), x)),
    --- The angle once where the integral has it twice.
    single = swap(2 * theta(i) - sin(2 * theta(i)), theta(i) - sin(theta(i))),
  },
}

claim "loss_ge_two_theta_sub_sin" {
  paper = "proof of Lemma 20", arxiv = "proof of Lemma 18", page = 31, kind = "step",
  uses = { "loss_ge_awake_alone" },
  printed = [[L(w) \ge \frac{\|w_i\|^2}{8\pi} (2\theta_i - \sin(2\theta_i))]],

  assert = all(i, w(i):differs(0),
    loss:at_least(norm(w(i))^2 / (8 * pi) * (2 * theta(i) - sin(2 * theta(i))))),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    --- Half the denominator: already one neuron against the teacher breaks it.
    twice = swap(8 * pi, 4 * pi),
    unit_slip = swap(norm(w(i))^2, norm(w(i)) * norm(v)),
  },
}

--- ## The proof: the last line
---
--- At $\theta = \pi$ it reads $2\pi \ge 8\pi^3/30$, that is $30 \ge 4\pi^2 = 39.5$.

claim "two_theta_sub_sin_ge_cube" {
  paper = "proof of Lemma 20, last line", arxiv = "proof of Lemma 18, last line", page = 31,
  kind = "step",
  printed = [[\frac{\|w_i\|^2}{8\pi} (2\theta_i - \sin(2\theta_i)) \ge
    \frac{\|w_i\|^2}{8\pi} \cdot \frac{(2\theta_i)^3}{30}]],

  assert = (2 * th - sin(2 * th)):at_least(((2 * th)^3) / 30),
  sample = scalars { ["\\theta"] = between(0, pi) },

  mutants = {
    --- The Taylor coefficient itself: right only at 0.
    taylor = swap(((2 * th)^3) / 30, ((2 * th)^3) / 6),
    square = swap((2 * th)^3, (2 * th)^2),
  },

  expect = refuted { ["\\theta"] = pi, repair = "theta <= 2.86" },
  because = "x - sin x >= x^3/30 fails from x = 5.72... on, and x = 2 theta runs to 2 pi",
  check = [[
    from mpmath import *
    mp.dps = 40
    theta = pi
    left, right = 2*theta - sin(2*theta), (2*theta)**3 / 30
    assert right - left > 1.9  # 6.28 and 8.27
    print("refuted")
  ]],
}

claim "two_theta_sub_sin_ge_cube_of_angle_le" {
  paper = "proof of Lemma 20, last line, repaired",
  arxiv = "proof of Lemma 18, last line, repaired", page = 31, kind = "step",
  printed = [[0 \le \theta \le 2.86 \implies 2\theta - \sin 2\theta \ge \frac{(2\theta)^3}{30}]],

  assert = (2 * th - sin(2 * th)):at_least(((2 * th)^3) / 30),
  sample = scalars { ["\\theta"] = between(0, q"2.86") },

  mutants = {
    taylor = swap(((2 * th)^3) / 30, ((2 * th)^3) / 6),
    --- One hundredth less in the denominator.
    sharper = swap(((2 * th)^3) / 30, ((2 * th)^3) / q"29.9"),
  },
}
