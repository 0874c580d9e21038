-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Remark 16: what the potential explains
---
--- For $n \ge 2$ the potential $Z$ falls like $1/t$, and takes the loss with it at $t^{-3}$. For
--- $n = 1$ and in toy cases 2 and 3 it is 0 all the time, and the loss falls exponentially.
---
--- ## How it is read
---
--- "$\sim$" is the exponent: $t\,\dot Z/Z$ and $t\,\dot L/L$, which are local slopes on the
--- log-log scale, read at a point of the flow and not fitted. From $t = 10^8$ on they
--- are asserted to be $-1$ and $-3$ within a tenth of themselves. Starts are on the shared grid,
--- where $\|v\|/(\sigma\sqrt d)$, the time at which $Z$ begins to fall, is at most $10^4$; and
--- they are non-degenerate by a margin, $\kappa_{\max}(0) \ge 1/100$. The remark asks for
--- $\kappa_{\max}(0) > 0$ alone, and then there is no common time: from two students $2.5 \cdot
--- 10^{-12}$ of an angle apart across $v$ neither slope is there yet at $t = 10^8$.

local b, l, spread = vector "b", scalar("lambda", i), scalar "spread"
local late = t:at_least(10^8)

claim "potential_exponent" {
  paper = "Remark 16", arxiv = "Remark 14", page = 13, kind = "rate",
  uses = { "loss_rpow_le_linear", "flow_phase_3" },
  printed = [[n \ge 2: \quad Z(t) \sim t^{-1}, \quad L(t) \sim t^{-3}]],

  assume = { over = n:at_least(2), initial = initial_condition, nondegenerate = nondegenerate,
    apart = at(0, kappa_max):at_least(q(1,100)) },
  assert = {
    Z = all(t, late, (t * D(Z) / Z):equals(-1, q"0.1")),
    loss = all(t, late, (t * D(loss) / loss):equals(-3, q"0.3")),
  },
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {3, 5}, v = decades(-2, 2),
    spread = relaxed_spread, sigma = spread * norm(v) / sqrt(d), t = decades(0, 10) },

  mutants = {
    --- The rate of a loss that falls like $t^{-2}$.
    square = swap((t * D(loss) / loss):equals(-3, q"0.3"),
      (t * D(loss) / loss):equals(-2, q"0.3")),
    root = swap((t * D(Z) / Z):equals(-1, q"0.1"), (t * D(Z) / Z):equals(-q(1,2), q"0.1")),
  },
}

--- ## Where it is 0
---
--- One student, or equal ones (toy case 3); students along the teacher (toy case 2).

claim "potential_zero_of_equal" {
  paper = "Remark 16, n = 1 and toy case 3", arxiv = "Remark 14, n = 1 and toy case 3", page = 13,
  kind = "existence", uses = { "equal_students_step" },
  printed = [[n = 1 \text{ or } w_1 = \dots = w_n \implies Z = 0]],

  assume = { equal = all(i, w(i):equals(w(1))), nonzero = w(1):differs(0) },
  assert = {
    now = Z:equals(0),
    after = after(Z):equals(0),
    flow = all(i, D(z(i)):equals(D(z(1)))),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), eta = decades(-3, 0),
    b = anywhere, w = net(i, b) },

  mutants = {
    --- The parts across $v$ do not vanish with their differences.
    across = swap(after(Z), norm(after(z(1)))),
    still = swap(D(z(1)), 2 * D(z(1))),
  },
}

claim "potential_zero_of_parallel" {
  paper = "Remark 16, toy case 2", arxiv = "Remark 14, toy case 2", page = 13,
  kind = "existence", uses = { "parallel_students_gradient" },
  printed = [[w_i = \lambda_i v,\ \lambda_i > 0 \implies Z = 0]],

  assume = { positive = all(i, l(i):above(0)) },
  assert = {
    now = Z:equals(0),
    after = after(Z):equals(0),
    flow = all(i, D(z(i)):equals(0)),
  },
  sample = states { n = {2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), eta = decades(-3, 0),
    lambda = decades(-3, 2), w = net(i, l(i) * v) },

  mutants = {
    along = swap(D(z(i)), D(w(i))),
    whole = swap(after(Z), norm(after(w(1)))),
  },
}
