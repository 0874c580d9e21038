-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Section 1: one student learns at a linear rate
---
--- For $n = 1$ the introduction quotes $L(w(t)) \le \exp(-\Omega(t))$ for gradient descent. The
--- loss at the start is of the order of $\|v\|^2$, so the bound can hold at $t = 0$ only in units
--- where $\|v\| \le 1$; the figure beside it has $\|v\| = 1$, and so have we. The rate must
--- contain the step: we read $\Omega(t)$ as $\Omega(\eta t)$ and assert $1/5$.
---
--- Nothing is said of the start. A neuron that points against $v$ never turns, so some condition
--- is needed; we take (5), as everywhere in the paper.

claim "loss_le_exp_of_single_neuron" {
  paper = "Section 1, n = 1", page = 2, kind = "rate",
  printed = [[L(w(t)) \le \exp(-\Omega(t))]],
  assume = { initial = initial_condition, small_step = eta:at_most(q(1,10)) },
  assert = all(t, t:at_least(0), loss:at_most(exp(-O(eta * t, q"0.2")))),
  sample = trajectory { by = descent, n = 1, d = {2, 5, 20}, v = 1, sigma = decades(-3, -1),
    eta = decades(-2, -1), t = decades(0, q"3.5") },
  mutants = {
    --- Ten times the rate.
    fast = swap(eta * t, 10 * eta * t),
    --- A rate in iterations, without the step.
    unit_slip = swap(eta * t, t / 5),
    --- The eighth root of the loss falls at an eighth of the rate.
    root = swap(loss, loss^q(1,8)),
  },
}
