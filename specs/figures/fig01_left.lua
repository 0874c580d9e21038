-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Figure 1, left: one student is fast, several are slow
---
--- Setting: $\sigma = 0.1$, $\eta = 0.05$, $\|v\| = 1$, 500 iterations of gradient descent. The
--- figure prints one curve for each of $n = 1, 2, 5, 10$ and does not print $d$.
---
--- What is read off the picture: at iteration 500 the loss is between $10^{-12}$ and $10^{-10}$
--- for $n = 1$, and between $10^{-6}$ and $10^{-4}$ for the others. One curve is one random
--- start, so the claims below give the curves room: five decades for $n = 1$ and two on either
--- side for $n \ge 2$.
---
--- `obelus figure 1` writes the data of both panels; `docs/figure1.md` says which d agree.

claim "single_neuron_converges_linearly_in_figure_1" {
  paper = "Figure 1", page = 2, kind = "rate", equation = "left, n = 1",
  printed = [[\text{Left: The loss converges much slower when } n > 1,
    \text{ compared to the case of } n = 1]],
  assert = at(500, loss):at_most(q"1e-6"),
  sample = trajectory { by = descent, n = 1, d = {5, 10, 20}, v = 1, sigma = q"0.1",
    eta = q"0.05", t = {500} },
  mutants = {
    --- Faster than the picture: some starts are not that far yet.
    faster = swap(q"1e-6", q"1e-12"),
    --- A fifth of the iterations.
    early = swap(at(500, loss), at(100, loss)),
  },
}

claim "several_neurons_converge_slowly_in_figure_1" {
  paper = "Figure 1", page = 2, kind = "rate", equation = "left, n = 2, 5, 10",
  printed = [[\text{Left: The loss converges much slower when } n > 1,
    \text{ compared to the case of } n = 1]],
  assert = chain(q"1e-8", "<=", at(500, loss), "<=", q"1e-3"),
  sample = trajectory { by = descent, n = {2, 5, 10}, d = {5, 10, 20}, v = 1, sigma = q"0.1",
    eta = q"0.05", t = {500} },
  mutants = {
    --- The height of the curve for n = 1.
    fast = swap(at(500, loss), at(500, loss) / 100000),
    --- At iteration 10 the loss has hardly moved.
    early = swap(at(500, loss), at(10, loss)),
  },
}
