-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Figure 1, right: the exponent tends to $-3$, slowly
---
--- The same setting up to 50000 iterations, $n = 2, 5, 10$. The figure plots $\log_{\eta T}
--- L(w(T))$, which at its right end stands at about $-2.96$, $-3.11$ and $-3.20$.
---
--- The plotted quantity is $-3 + \log C/\log(\eta T)$ for $L = C(\eta T)^{-3}$, so it tells the
--- constant more than the exponent. The exponent itself is the local slope between two
--- iterations, read at a point without a fit.

local slope = log(after(loss) / loss) / log((t + 1) / t)

claim "loss_exponent_tends_to_minus_three_in_figure_1" {
  paper = "Figure 1", page = 2, kind = "rate", equation = "right",
  printed = [[\text{Right: } \log_{(\eta T)} L(w(T)) \text{ converges to } -3,
    \text{ with a small perturbation}]],
  assert = {
    height = at(50000, log(loss) / log(eta * 50000)):equals(-3, q"0.4"),
    slope = all(t, chain(20000, "<=", t, "<=", 50000), slope:equals(-3, q"0.3")),
  },
  sample = trajectory { by = descent, n = {2, 5, 10}, d = {5, 10, 20}, v = 1, sigma = q"0.1",
    eta = q"0.05", t = {20000, 50000} },
  mutants = {
    --- The rate that a loss with a Polyak-Lojasiewicz exponent of 3/4 would have.
    square = swap(slope:equals(-3, q"0.3"), slope:equals(-2, q"0.3")),
    --- Iterations counted without the step size.
    unit_slip = swap(log(eta * 50000), log(50000)),
  },
}
