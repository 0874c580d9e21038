-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Corollary 25: no neuron ever vanishes under gradient descent
---
--- The loss has no gradient where some $w_i = 0$. Theorems 4, 5 and 6 bound every $\|w_i(t)\|$
--- from below in their phases, and the corollary collects this.
---
--- ## As printed
---
--- The only hypothesis on the page is the initial condition (5). It bounds the lengths and angles
--- of the start, but neither $\sigma$ nor $\eta$, and a single step can then land exactly on 0.
--- Two neurons in the plane show it: with $\|v\| = 1$, $w_1 = 6 v^\perp$ and $w_2 = 3v -
--- 3\sqrt3\, v^\perp$ (so that $\theta_1 = \pi/2$, $\theta_2 = \pi/3$, $\theta_{12} = 5\pi/6$,
--- and (5) holds with $\sigma\sqrt d = 6$), (4) gives
---
--- $$\nabla_1 = \tfrac12 w_1 + \tfrac{1}{2\pi}(3 - 1) v^\perp + \tfrac1{12} w_2 - \tfrac14 v
---    = \left(3 + \tfrac1\pi - \tfrac{\sqrt3}{4}\right) v^\perp,$$
---
--- parallel to $w_1$: the step $\eta = 6/(3 + 1/\pi - \sqrt3/4)$ makes $w_1(1) = 0$.
---
--- Nothing in the paper breaks: the corollary is used under the hypotheses of the three theorems,
--- where $\eta$ is tiny. The smallest repair is to say so; it stands below as a claim of its own,
--- for Phase 1.

claim "norm_pos_of_initial_condition" {
  paper = "Corollary 25", arxiv = "Corollary 23", page = 38, kind = "explicit",
  printed = [[\forall i \in [n], t \in \mathbf{N}, \|w_i(t)\| > 0]],
  uses = { "phase_1", "phase_2", "phase_3" },
  assume = { initial = initial_condition },
  --- The first two times are enough to refute it.
  assert = all(i, norm(w(i)):above(0) & norm(after(w(i))):above(0)),
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), sigma = decades(-2, 2),
    eta = decades(-3, 1), w = gaussian },
  mutants = {
    --- A step never shortens a neuron: false for a long one.
    longer = swap(norm(after(w(i))):above(0), norm(after(w(i))):above(norm(w(i)))),
    --- Neurons not only nonzero but as long as the teacher.
    long = swap(norm(w(i)):above(0), norm(w(i)):above(norm(v))),
  },
  expect = refuted { n = 2, d = 2, v = 1, sigma = 3 * sqrt(2),
    eta = 6 / (3 + 1 / pi - sqrt(3) / 4),
    w = net({6 * vperp, 3 * v - 3 * sqrt(3) * vperp}, v),
    repair = "norm_pos_of_phase_1" },
  check = [[
    from mpmath import *
    for mp.dps in 50, 500:  # the step ends at 0 to every digit that is carried
        v, w = mpc(1), [6*j, 3 - 3*sqrt(3)*j]
        width, eta = 3*sqrt(2)*sqrt(2), 6 / (3 + 1/pi - sqrt(3)/4)
        ang = lambda a, b: abs(arg(a / b))
        def K(u, a):  # (4) is a sum of these, for the students less for the teacher
            return u/2 + (abs(u)*sin(ang(u, a))*a/abs(a) - ang(u, a)*u) / (2*pi)
        tiny = mpf(10)**(10 - mp.dps)  # theta_2 is exactly pi/3
        assert all(width/2 <= abs(a) <= 2*width for a in w)
        assert all(pi/3 - tiny <= ang(a, v) <= 2*pi/3 for a in w)
        assert abs(w[0] - eta * (sum(K(u, w[0]) for u in w) - K(v, w[0]))) < tiny
    print("refuted")
  ]],
}

--- ## The repair
---
--- With the hypotheses of Theorem 4 the lower half of (6) is the statement. As stated it shares
--- that theorem's schedule and cannot be run.

local phase = chain(0, "<=", t, "<=", T1)
local ratio, steps = scalar "ratio", scalar "steps"

claim "norm_pos_of_phase_1" {
  paper = "Corollary 25, repaired", page = 38, kind = "explicit",
  printed = [[\|w_i(t)\| > 0]],
  under = "phase_1", uses = { "phase_1" },
  assert = all(t, i, phase, norm(w(i)):above(0)),
  sample = trajectory { by = descent, n = {2, 3, 5}, d = {2, 5, 20}, v = decades(-2, 2),
    eps1 = decades(-4, -2), sigma = sigma_of_4, eta = C / ceil(C / eta_of_4) },
  relaxed = { without = {"small_eps1", "small_sigma", "small_eta"},
    eps1 = relaxed_eps1, ratio = relaxed_ratio, steps = relaxed_steps,
    sigma = ratio * C * norm(v) / sqrt(d), eta = C / ceil(steps) },
  mutants = {
    --- Longer than at the start from the first moment on.
    longer = swap(norm(w(i)):above(0), norm(w(i)):above(2 * s2)),
    --- As long as its share of the teacher.
    share = swap(norm(w(i)):above(0), norm(w(i)):above(norm(v) / n)),
  },
  expect = "out of reach",
  because = "with eps1 <= 1/100 the schedule asks for more than 10^100 steps",
}
