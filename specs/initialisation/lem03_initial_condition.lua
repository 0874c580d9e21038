-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 3: a random start lies in the window
---
--- All that the analysis asks of the random start is condition (5): every neuron has a length
--- between $s_1 = \frac12\sigma\sqrt d$ and $s_2 = 2\sigma\sqrt d$ and an angle to $v$ between
--- $\pi/3$ and $2\pi/3$. From there on the paper is deterministic.
---
--- ## How it is held
---
--- The law is known. For one neuron $\|w\|^2/\sigma^2$ is chi-squared with $d$ degrees, the
--- angle has $\cos^2\theta \sim \mathrm{Beta}(\frac12, \frac{d-1}2)$ and does not depend on the
--- length, and neurons are independent: the probability of (5) is the law of one to the power
--- $n$, and no sampling is needed.
---
--- ## What we found
---
--- For $n = 1$ and $\delta$ near 1 the hypothesis $d = \Omega(\log(n/\delta))$ asks for
--- nothing: whatever the constant $C$ in it, $\delta = e^{-1/(2C)}$ admits $d = 1$. On a line
--- every angle is 0 or $\pi$, (5) has probability 0, and $0 \ge 1 - \delta$ is false. The
--- proof's $\exp(-\Omega(\log(n/\delta))) \le \delta/(3n)$ fails there as well.
---
--- Nothing else breaks. As soon as $n/\delta \ge 2$ (two neurons, or $\delta \le \frac12$) the
--- logarithm has a floor and the lemma holds. The lower bound of Section 5 has $n \ge 2$
--- anyway.
---
--- ## Constants
---
--- `setting.lua` declares 115. The proof itself needs $e^{-9d/384} \le \delta/(3n)$, that is $d
--- \ge 42.7\,(\log(n/\delta) + \log 3)$, which 115 covers from $n/\delta = 2$ on.

local s, y = scalar "s", scalar "y"
local wide = d:at_least(c_wide * log(n / delta))
local floor = (n / delta):at_least(2)

--- ## As printed
---
--- The constant of the hypothesis stands inside the assertion here, so that a family of
--- witnesses can speak against every value of it: $\delta = 1 - s$ with $s \to 0$.

claim "initial_condition_probability_ge_of_any_delta" {
  paper = "Lemma 3", arxiv = "Lemma 3", page = 6, equation = "(5), (56), (57)",
  kind = "probability",
  printed = [[d = \Omega(\log(n/\delta)) \implies \Pr\left[\forall i \in [n],
    s_1 \le \|w_i(0)\| \le s_2 \text{ and } \frac\pi3 \le \theta_i(0) \le \frac{2\pi}3\right]
    \ge 1 - \delta]],

  assert = implies(d:at_least(Omega(log(n / delta), 115)),
    probability(initial_condition):at_least(1 - delta)),
  sample = scalars { n = {1, 2, 3, 10, 100}, d = decades(0, q"3.5"), delta = decades(-6, 0),
    sigma = decades(-3, 3) },

  mutants = {
    --- However small $d$.
    low_dimension = swap(log(n / delta), 0),
    --- For certain.
    certain = swap(1 - delta, 1),
  },

  expect = refuted { n = 1, d = 1, sigma = 1,
    s = { q"0.5", q"0.05", q"0.005", q"5e-4", q"5e-5", q"5e-6" }, delta = 1 - s,
    repair = "n/delta >= 2" },
  because = "with n = 1 and delta near 1 the hypothesis admits d = 1, where every angle is 0 or pi",
  check = [[
    from mpmath import *
    mp.dps = 40
    n = d = 1
    angles = [acos(mpf(s)) for s in (1, -1)]  # all directions that a line has
    assert not any(pi/3 <= t <= 2*pi/3 for t in angles)
    probability = 0
    for k in range(-3, 10):
        C = mpf(10)**k  # the constant of the hypothesis, whatever it is
        delta = exp(-1 / (2*C))
        assert 0 < delta < 1 and d >= C * log(n / delta)
        assert probability < 1 - delta
    print("refuted")
  ]],
}

--- ## The repair

claim "initial_condition_probability_ge" {
  paper = "Lemma 3, repaired", arxiv = "Lemma 3, repaired", page = 6,
  equation = "(5), (56), (57)", kind = "probability",
  uses = { "norm_tail_probability_le", "projection_tail_probability_le",
    "angle_window_of_projection" },
  printed = [[n/\delta \ge 2, d = \Omega(\log(n/\delta)) \implies \Pr\left[\forall i \in [n],
    s_1 \le \|w_i(0)\| \le s_2 \text{ and } \frac\pi3 \le \theta_i(0) \le \frac{2\pi}3\right]
    \ge 1 - \delta]],

  assume = { floor = floor, wide = wide },
  assert = probability(initial_condition):at_least(1 - delta),
  sample = scalars { n = {1, 2, 3, 10, 100}, d = decades(0, q"3.5"), y = decades(-4, q"1.1"),
    delta = exp(-y), sigma = decades(-3, 3) },

  mutants = {
    any_share = drop "floor",
    low_dimension = drop "wide",
    --- Angles within $\pi/50$ of a right angle: that takes more dimensions.
    narrower = swap(pi / 3, 12 * pi / 25),
    --- A window for the length that does not grow like $\sqrt d$.
    unit_slip = swap(sigma * sqrt(d) / 2, sigma * d / 2),
  },
}

--- ## The proof: tails of one neuron
---
--- $|\|w\|^2 - \sigma^2 d| > \frac34 \sigma^2 d$ says that $\|w\|$ is below $\frac12\sigma\sqrt
--- d$ or above $\frac{\sqrt7}2\sigma\sqrt d$. The bounds by exponentials hold for every $d$.

claim "norm_tail_probability_le" {
  paper = "proof of Lemma 3, norms", arxiv = "proof of Lemma 3, norms", page = 37, kind = "step",
  printed = [[\Pr\left[\|w_i(0)\| < \frac12\sigma\sqrt d \vee \|w_i(0)\| > 2\sigma\sqrt d\right]
    \le \Pr\left[|\|w_i(0)\|^2 - \sigma^2 d| > \frac34\sigma^2 d\right]
    \le \exp\left(-\left(\frac34\right)^2 d/24\right)]],

  assume = { one = n:equals(1) },
  assert = chain(
    probability(at(0, norm(w(1)):below(s1) | norm(w(1)):above(s2))), "<=",
    probability(at(0, norm(w(1)):below(s1) | norm(w(1)):above(sqrt(7) / 2 * sigma * sqrt(d)))),
    "<=", exp(-((q(3,4)^2 * d) / 24))),
  sample = scalars { n = 1, d = decades(0, 3), sigma = decades(-3, 3) },

  mutants = {
    --- Eight times the printed rate; four times is still true.
    faster = swap(q(3,4)^2 * d, 8 * q(3,4)^2 * d),
    --- A square where the root belongs.
    unit_slip = swap(sqrt(7) / 2 * sigma * sqrt(d), 7 * sigma * sqrt(d)),
  },
}

--- Footnote 1 on page 3: "Note that $\|w_i(0)\|$ scales with $\sigma\sqrt d$ rather than $\sigma$."
--- It does so for every $d$, and the window of (5) shows it: more often than not the length lies
--- there, and for large $d$ nearly always.

claim "norm_of_start_scales_like_sqrt_d" {
  paper = "Footnote 1", arxiv = "Footnote 1", page = 3, kind = "probability",
  printed = [[\|w_i(0)\| \text{ scales with } \sigma\sqrt d \text{ rather than } \sigma: \quad
    \Pr\left[\frac12\sigma\sqrt d \le \|w_i(0)\| \le 2\sigma\sqrt d\right] \ge \frac12]],

  assume = { one = n:equals(1) },
  assert = probability(at(0, chain(s1, "<=", norm(w(1)), "<=", s2))):at_least(q(1,2)),
  sample = scalars { n = 1, d = decades(0, 4), sigma = decades(-3, 3) },

  mutants = {
    --- A length that scales with $\sigma$.
    sigma_alone = swap(sqrt(d), 1),
    --- With $\sigma d$.
    linear = swap(sqrt(d), d),
    --- On a line, $d = 1$, the probability is $0.571\ldots$
    three_fifths = swap(q(1,2), q(3,5)),
  },
}

claim "projection_tail_probability_le" {
  paper = "proof of Lemma 3, projections", arxiv = "proof of Lemma 3, projections", page = 37,
  kind = "step",
  printed = [[\Pr\left[|\langle w_i(0), \bar v\rangle| > \frac14\sigma\sqrt d\right]
    \le 2\exp\left(-\frac{(\frac14\sigma\sqrt d)^2}{2\sigma^2}\right)]],

  assume = { one = n:equals(1) },
  assert = probability(at(0, h(1):below(-(sigma * sqrt(d)) / 4)
    | h(1):above(sigma * sqrt(d) / 4))):at_most(
    2 * exp(-(((sigma * sqrt(d) / 4)^2) / (2 * sigma^2)))),
  sample = scalars { n = 1, d = decades(0, 3), sigma = decades(-3, 3) },

  mutants = {
    --- Without the 2 in the denominator.
    faster = swap(2 * sigma^2, sigma^2),
    unit_slip = swap(2 * sigma^2, 2 * sigma),
  },
}

--- ## The proof: from the projection to the angle

claim "angle_window_of_projection" {
  paper = "proof of Lemma 3, angle", arxiv = "proof of Lemma 3, angle", page = 37, kind = "step",
  printed = [[|\langle w_i(0), \bar v\rangle| \le \frac14\sigma\sqrt d \wedge \|w_i(0)\| \ge
    \frac12\sigma\sqrt d \implies \frac{|\langle w_i(0), \bar v\rangle|}{\|w_i(0)\|} \le \frac12
    \implies \frac\pi3 \le \theta_i(0) \le \frac{2\pi}3]],

  assert = {
    ratio = all(i, abs(h(i)):at_most(sigma * sqrt(d) / 4) & norm(w(i)):at_least(s1),
      (abs(h(i)) / norm(w(i))):at_most(q(1,2))),
    angle = all(i, (abs(h(i)) / norm(w(i))):at_most(q(1,2)),
      chain(pi / 3, "<=", theta(i), "<=", 2 * pi / 3)),
  },
  sample = states { n = {1, 2, 3}, d = {1, 2, 3, 10}, v = decades(-2, 2),
    sigma = decades(-3, 3), w = gaussian },
  cover = { some(i, abs(h(i)):at_most(sigma * sqrt(d) / 4) & norm(w(i)):at_least(s1)), q(1,4) },

  mutants = {
    --- A projection of up to $s_1$: the neuron could be parallel to $v$.
    longer = swap(sigma * sqrt(d) / 4, sigma * sqrt(d) / 2),
    narrower = swap(pi / 3, 2 * pi / 5),
  },
}
