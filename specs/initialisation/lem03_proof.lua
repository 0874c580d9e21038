-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 3, its proof: from one neuron to all
---
--- `lem03_initial_condition.lua` has the two tail bounds of one neuron and the implication for its
--- angle. Here are the other lines: what the tails become under $d = \Omega(\log(n/\delta))$, and
--- the union bounds. The laws are exact, so the probabilities are not estimated.
---
--- ## What we found
---
--- Both tails are said to be at most $\delta/(3n)$. A power of $\delta/n$ is below a third of
--- itself only where $n/\delta$ keeps away from 1: with $n = 1$ and $\delta$ near 1 the hypothesis
--- admits $d = 1$ whatever its constant is, and $\exp(-\frac{9}{384}) = 0.977$ is above $\frac13$.
--- This is the gap of Lemma 3 itself. For $n/\delta \ge 2$ (two neurons, or $\delta \le \frac12$)
--- both lines hold as soon as the constant is 115: $115 \cdot \frac{9}{384} = 2.69\ldots$ and
--- $2^{1.69} > 3$; $115 / 32 = 3.59\ldots$ and $2^{2.59} > 6$. With a constant of 100 the two
--- lines fail from $n/\delta = 2$ to $2.27$ and $2.33$, though the lemma does not.
---
--- The proof's bound $\exp(-(3/4)^2 d/24)$ stands without the factor 2 that such a two-sided bound
--- has in general; by the exact law it is right for every $d$, and far from tight.

local s, y = scalar "s", scalar "y"
local wide = d:at_least(Omega(log(n / delta), 115))
local floor = (n / delta):at_least(2)
local norm_tail = exp(-((q(3,4)^2 * d) / 24))
local projection_tail = 2 * exp(-((sigma * sqrt(d) / 4)^2 / (2 * sigma^2)))
local outside = norm(w(i)):below(s1) | norm(w(i)):above(s2)
local laws = scalars { n = {1, 2, 3, 10, 100}, d = decades(0, q"3.3"), delta = decades(-6, 0),
  sigma = decades(-3, 3) }

--- ## The event

claim "norm_sq_far_of_norm_outside" {
  paper = "proof of Lemma 3, event", arxiv = "proof of Lemma 3, event", page = 37, kind = "step",
  printed = [[\|w_i(0)\| < \frac12\sigma\sqrt d \vee \|w_i(0)\| > 2\sigma\sqrt d \implies
    \left|\|w_i(0)\|^2 - \sigma^2 d\right| > \frac34\sigma^2 d]],

  assert = {
    event = all(i, outside, abs(norm(w(i))^2 - sigma^2 * d):above(q(3,4) * sigma^2 * d)),
    --- The event on the right, as the spec of the tail bound has it.
    same = all(i, abs(norm(w(i))^2 - sigma^2 * d):above(q(3,4) * sigma^2 * d),
      norm(w(i)):below(s1) | norm(w(i)):above(sqrt(7) / 2 * sigma * sqrt(d))),
  },
  sample = states { n = {1, 2, 3}, d = {1, 2, 3, 10}, v = decades(-2, 2), sigma = decades(-3, 3),
    w = gaussian },
  cover = { some(i, outside), q(1,10) },

  mutants = {
    --- The full $\sigma^2 d$: a short neuron is not that far off.
    full = swap(q(3,4), 1),
    --- Without the root.
    unit_slip = swap(sqrt(7) / 2 * sigma * sqrt(d), q(7,2) * sigma * sqrt(d)),
  },
}

--- ## The tails under $d = \Omega(\log(n/\delta))$, as printed
---
--- The constant of the hypothesis stands inside the assertion, so that a family of witnesses can
--- speak against every value of it: $\delta = 1 - s$ with $s \to 0$.

claim "norm_tail_le_share_of_any_delta" {
  paper = "proof of Lemma 3, shares", arxiv = "proof of Lemma 3, shares", page = 37,
  kind = "hidden",
  printed = [[d = \Omega(\log(n/\delta)) \implies \exp\left(-\left(\frac34\right)^2 d/24\right) \le
    \exp(-\Omega(\log(n/\delta))) \le \frac{\delta}{3n}]],

  assume = { delta_range = chain(0, "<", delta, "<=", 1) },
  assert = implies(wide, norm_tail:at_most(delta / (3 * n))),
  sample = laws,

  mutants = {
    --- However small $d$.
    low_dimension = swap(log(n / delta), 0),
    --- A tail that falls forty times slower.
    slower = swap((q(3,4)^2 * d) / 24, (q(3,4)^2 * d) / 960),
  },

  expect = refuted { n = 1, d = 1, sigma = 1,
    s = { q"0.5", q"0.05", q"0.005", q"5e-4", q"5e-5", q"5e-6" }, delta = 1 - s,
    repair = "tails_le_share: n/delta >= 2" },
  because = "with n = 1 and delta near 1 the hypothesis admits d = 1",
  check = [[
    from mpmath import *
    mp.dps = 40
    n = d = 1
    for k in range(-3, 10):
        C = mpf(10)**k  # the constant of the hypothesis, whatever it is
        delta = exp(-1 / (2*C))
        assert 0 < delta < 1 and d >= C * log(n / delta)
        assert exp(-(mpf(3)/4)**2 * d / 24) > delta / (3*n)
    print("refuted")
  ]],
}

--- ## The repair, for both tails

claim "tails_le_share" {
  paper = "proof of Lemma 3, shares, repaired", arxiv = "proof of Lemma 3, shares, repaired",
  page = 37, kind = "hidden",
  uses = { "norm_tail_probability_le", "projection_tail_probability_le" },
  printed = [[n/\delta \ge 2, d = \Omega(\log(n/\delta)) \implies \exp\left(-\left(\frac34\right)^2
    d/24\right) \le \exp(-\Omega(\log(n/\delta))) \le \frac{\delta}{3n}, \quad 2\exp\left(
    -\frac{(\frac14\sigma\sqrt d)^2}{2\sigma^2}\right) \le \frac{\delta}{3n}]],

  assume = { floor = floor, wide = wide },
  assert = {
    norm = chain(norm_tail, "<=", exp(-Omega(log(n / delta), q"2.69")), "<=", delta / (3 * n)),
    projection = projection_tail:at_most(delta / (3 * n)),
  },
  sample = scalars { n = {1, 2, 3, 10, 100}, d = decades(0, q"3.3"),
    delta = decades(-6, q"0.3"), sigma = decades(-3, 3) },

  mutants = {
    low_dimension = drop "wide",
    --- The proof's constants are spent: a third of the tail would not do.
    slower = swap((q(3,4)^2 * d) / 24, (q(3,4)^2 * d) / 480),
  },
}

--- ## The union bounds
---
--- The union bounds hold in every dimension, with nothing said of $\delta$: over the neurons each
--- probability is at most $n$ times that of one; for one neuron, the angle is outside its window
--- only where the projection is long or the neuron short; and the last line combines (56) and (57).

local wrong_angle = theta(1):below(pi / 3) | theta(1):above(2 * pi / 3)
local wrong_norm = norm(w(1)):below(s1) | norm(w(1)):above(s2)
local long_projection = abs(h(1)):above(sigma * sqrt(d) / 4)
local share = let("\\Pr[(56)]", probability(all(i, chain(s1, "<=", norm(w(i)), "<=", s2))))
local turned = let("\\Pr[(57)]",
  probability(all(i, chain(pi / 3, "<=", theta(i), "<=", 2 * pi / 3))))

claim "union_bounds" {
  paper = "proof of Lemma 3, unions", arxiv = "proof of Lemma 3, unions", page = 37,
  kind = "probability", uses = { "angle_window_of_projection", "norm_sq_far_of_norm_outside" },
  printed = [[\Pr\left[\theta_i(0) < \frac\pi3 \vee \theta_i(0) > \frac{2\pi}3\right] \le
    \Pr\left[|\langle w_i(0), \bar v\rangle| > \frac14\sigma\sqrt d\right] +
    \Pr\left[\|w_i(0)\| < \frac12\sigma\sqrt d\right], \quad \Pr[\exists i] \le n\Pr[1], \quad
    \Pr[(56) \wedge (57)] \ge \Pr[(56)] + \Pr[(57)] - 1]],

  assert = {
    angle = probability(wrong_angle):at_most(
      probability(long_projection) + probability(norm(w(1)):below(s1))),
    ["(56)"] = (1 - share):at_most(n * probability(wrong_norm)),
    ["(57)"] = (1 - turned):at_most(n * probability(wrong_angle)),
    both = probability(initial_condition):at_least(share + turned - 1),
  },
  sample = scalars { n = {2, 3, 10}, d = decades(0, q"1.5"), sigma = decades(-3, 3) },

  mutants = {
    --- Only projections above three quarters.
    steep = swap(sigma * sqrt(d) / 4, sigma * sqrt(d) * 3 / 4),
    --- All neurons for the price of one.
    one = swap(n * probability(wrong_angle), probability(wrong_angle)),
    --- The lengths alone.
    lengths = swap(share + turned - 1, share),
  },
}

--- With the shares of $\delta$.

claim "probabilities_ge_shares" {
  paper = "proof of Lemma 3, sums", arxiv = "proof of Lemma 3, sums", page = 37,
  kind = "probability", uses = { "tails_le_share", "union_bounds" },
  printed = [[\Pr\left[\theta_i(0) < \frac\pi3 \vee \theta_i(0) > \frac{2\pi}3\right] \le
    \frac{2\delta}{3n}, \quad \Pr[(56)] \ge 1 - \frac\delta3, \quad \Pr[(57)] \ge 1 -
    \frac{2\delta}3, \quad 1 - \frac\delta3 - \frac{2\delta}3 = 1 - \delta]],

  assume = { floor = floor, wide = wide },
  assert = {
    angle = probability(wrong_angle):at_most(2 * delta / (3 * n)),
    ["(56)"] = share:at_least(1 - delta / 3),
    ["(57)"] = turned:at_least(1 - 2 * delta / 3),
    both = (1 - delta / 3 - 2 * delta / 3):equals(1 - delta),
  },
  sample = scalars { n = {1, 2, 3, 10}, d = decades(0, 3), y = decades(-4, q"0.8"),
    delta = exp(-y), sigma = decades(-3, 3) },

  mutants = {
    any_share = drop "floor",
    low_dimension = drop "wide",
    --- Angles within $\pi/50$ of a right angle: that takes more dimensions.
    narrower = swap(pi / 3, 12 * pi / 25),
  },
}
