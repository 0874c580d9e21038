-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Remark 26: one step may take every neuron to 0
---
--- Corollary 25 says that descent from a start as in Lemma 3 never meets a neuron that is 0,
--- where the gradient does not exist. The remark adds that some assumption on the start is
--- needed: from $w_i(0) = -cv$ for all $i$, one step of a certain length ends with every neuron
--- at 0.
---
--- ## What we found
---
--- The printed gradient is wrong. All $\theta_i$ are $\pi$ and all $\theta_{ij}$ are 0, so (4)
--- reads $\nabla_i = \frac12(-ncv - v) + \frac1{2\pi}\pi v = -\frac{nc}2 v$: the term $\theta_i
--- v$ cancels the teacher's part of the residual, as it must, since a neuron that points away
--- from $v$ is never awake with it. Printed is $-\frac{1+nc}2 v$, which leaves that term out.
--- The printed step $\eta = \frac{2c}{1+nc}$ then ends at $-\frac{c}{1+nc} v$, not at 0.
---
--- ## What survives
---
--- The remark itself. With $\eta = \frac2n$, whatever $c$ is, every neuron does reach 0 in one
--- step. Nothing in the paper uses the formula.

local c = scalar "c"

claim "all_neurons_vanish_after_printed_step" {
  paper = "Remark 26", arxiv = "Remark 24", page = 38, kind = "existence",
  uses = { "gradient_eq_closed_form" },
  printed = [[w_i(0) = -cv, \eta = \frac{2c}{1+nc} \implies \nabla_i(0) = -\frac{1+nc}{2} v
    \implies w_i(1) = 0]],

  assume = { positive = c:above(0) },
  assert = {
    gradient = all(i, grad(i):equals(-(1 + n * c) / 2 * v)),
    next = all(i, after(w(i)):equals(0)),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), c = decades(-3, 9),
    eta = 2 * c / (1 + n * c), w = net(i, -c * v) },

  --- For $nc \to \infty$ the printed gradient is right to leading order, and there a mutant
  --- shows.
  mutants = {
    sign = swap(-(1 + n * c), 1 + n * c),
    --- Without the number of neurons.
    alone = swap(-(1 + n * c), -(1 + c)),
  },

  --- $n = 1$, $w_1 = -v$, $\eta = 1$: the gradient is $-\frac12 v$, and one step ends at
  --- $-\frac12 v$.
  expect = refuted { n = 1, d = 1, v = 1, c = 1, eta = 1, w = net(i, -c * v),
    repair = "grad_i(0) = -(n c / 2) v and eta = 2 / n" },
  because = "the printed gradient leaves out the term theta_i v of (4)",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, c, v, w = 1, 1, mpf(1), [mpf(-1)]
    eta = mpf(2*c) / (1 + n*c)
    def K(u, a):  # (4) is a sum of these, for the students less for the teacher
        t = abs(arg(u / a))
        return u/2 + (abs(u)*sin(t)*a/abs(a) - t*u) / (2*pi)
    grad = sum(K(u, w[0]) for u in w) - K(v, w[0])
    assert w[0] == -c*v
    assert abs(grad - -mpf(1 + n*c)/2 * v) > 0.4  # printed -1, found -1/2
    assert abs(w[0] - eta*grad) > 0.4  # printed 0, found -1/2
    print("refuted")
  ]],
}

claim "all_neurons_vanish_after_step_two_over_n" {
  paper = "Remark 26, repaired", arxiv = "Remark 24, repaired", page = 38, kind = "existence",
  uses = { "gradient_eq_closed_form" },
  printed = [[w_i(0) = -cv, \eta = \frac2n \implies \nabla_i(0) = -\frac{nc}{2} v
    \implies w_i(1) = 0]],

  assume = { positive = c:above(0) },
  assert = {
    gradient = all(i, grad(i):equals(-(n * c) / 2 * v)),
    next = all(i, after(w(i)):equals(0)),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), c = decades(-3, 9),
    eta = 2 / n, w = net(i, -c * v) },

  mutants = {
    --- The printed gradient.
    printed_gradient = swap(-(n * c), -(1 + n * c)),
    --- Without the number of neurons.
    alone = swap(-(n * c), -c),
  },
}
