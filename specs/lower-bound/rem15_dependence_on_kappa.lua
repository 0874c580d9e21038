-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Remark 15: the bound depends on $\kappa_{\max}(0)$, and has to
---
--- "The bound in Theorem 14 depends on $1/\kappa_{\max}^{-2}(0)$. Such a dependence is reasonable
--- since we have shown that there would be counter-examples if $\kappa_{\max}(0) = 0$ (See toy
--- case 3)."
---
--- ## What we found
---
--- The power has a sign too many: $1/\kappa^{-2} = \kappa^2$, and Theorem 14 has $1/\kappa^2$. The
--- two agree at $\kappa = 1$ only. A bound that depended on $\kappa^2$ would be best where the
--- $z_i$ are parallel, which is where it is false.
---
--- The second sentence is right. Equal students with $z_i \ne 0$ have $\kappa_{\max} = 0$, and
--- along their flow $L^{-1/3}$ grows exponentially, so that no linear bound holds. (Students
--- that point against $v$ are an exception to the linear rate of toy case 3; we take angles up to
--- a right one.)

local kap, b = scalar "\\kappa", vector "b"

claim "slope_depends_on_inverse_inverse_square" {
  paper = "Remark 15, power", arxiv = "Remark 13, power", page = 12, kind = "identity",
  uses = { "loss_rpow_le_linear" },
  printed = [[\frac{1}{\kappa_{\max}^{-2}(0)} = \frac{1}{\kappa_{\max}^2(0)}]],

  assert = (1 / kap^-2):equals(1 / kap^2),
  sample = scalars { ["\\kappa"] = {q(1,100), q(1,2), 1, 2, 3} },

  mutants = {
    twice = swap(1 / kap^2, 2 / kap^2),
    plus_one = swap(1 / kap^2, 1 + 1 / kap^2),
  },

  expect = refuted { ["\\kappa"] = 2, repair = "kappa^-2 or 1/kappa^2, as Theorem 14 has it" },
  because = "1/kappa^-2 is kappa^2",
  check = [[
    from mpmath import *
    kappa = mpf(2)
    assert 1 / kappa**-2 == 4 and 1 / kappa**2 == 0.25
    print("refuted")
  ]],
}

--- ## Toy case 3 is a counterexample for $\kappa_{\max}(0) = 0$
---
--- The constant of the exponent is $\|\nabla L\|^2/(3L)$: near the minimum $\frac n3$, and
--- $0.0927\,n$ for students of length $\frac{\|v\|}{\pi n}$ at a right angle. We declare
--- $\frac{n}{11}$.

claim "loss_rpow_grows_exponentially_of_equal" {
  paper = "Remark 15", arxiv = "Remark 13", page = 12, kind = "existence",
  uses = { "equal_students_gradient" },
  printed = [[\kappa_{\max}(0) = 0: \quad w_1 = \dots = w_n \implies \kappa_{\max} = 0,
    \quad \frac{\partial}{\partial t} L^{-1/3} \ge \Omega(n) L^{-1/3}]],

  assume = { over = n:at_least(2), equal = all(i, w(i):equals(w(1))), off_line = z(1):differs(0),
    acute = theta(1):at_most(pi / 2), positive = loss:above(0) },
  assert = {
    kappa = kappa_max:equals(0),
    stays = all(i, D(w(i)):equals(D(w(1)))),
    derivative = D(loss^-q(1,3)):equals((grad_norm^2) / (3 * loss) * loss^-q(1,3)),
    growth = ((grad_norm^2) / (3 * loss)):at_least(Omega(n, q(1,11))),
  },
  sample = states { n = {2, 3, 4}, d = {2, 3}, v = decades(-2, 2), b = anywhere,
    w = net(i, b) },

  mutants = {
    --- A rate of order $n^2$.
    square = swap(Omega(n, q(1,11)), Omega(n^2, q(1,11))),
    fast = swap(Omega(n, q(1,11)), Omega(5 * n, q(1,11))),
  },
}
