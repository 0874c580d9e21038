-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Remark 18: parallel $z_i$ are an unstable equilibrium
---
--- In toy case 3 all $z_i$ stay parallel, and Lemma 17 does not separate them. The remark explains
--- it by $\dot x = -\tilde C(1 - x^2)$ with $x = \cos\kappa$: $x \equiv 1$ is a solution, but every
--- other start moves away from 1 exponentially fast.
---
--- ## How it is read
---
--- The bracket is $1 - x^2$, so the remark reads (20) as $1 - \cos^2\kappa$, as it was proved. A
--- perturbation of $x(0) = 1$ is one of a cosine, $-1 < x(0) < 1$; a start above 1 would not
--- lead to the printed solution, whose values lie in $(-1, 1)$. Then $c_0 = \log\frac{1 -
--- x(0)}{1 + x(0)}$. "An exponential increase of the perturbation" holds as long as the
--- perturbation is small: we assert $1 - x(t) \ge \frac12(1 - x(0)) e^{2\tilde Ct}$ while $x(t)
--- \ge 0$, and a speed of at least $\tilde C(1 - x)$ there.

local tau, Ct, c0, x0 = scalar "\\tau", scalar "\\tilde C", scalar "c_0", scalar "x_0"
local b = vector "b"
local x = let("x", tau, (1 - exp(2 * Ct * tau + c0)) / (1 + exp(2 * Ct * tau + c0)))
local positive = Ct:above(0)

claim "separation_equation_solution" {
  paper = "Remark 18, solution", arxiv = "Remark 16, solution", page = 13, kind = "identity",
  printed = [[\dot x = -\tilde C(1 - x^2), \quad
    x(t) = \frac{1 - \exp(2\tilde Ct + c_0)}{1 + \exp(2\tilde Ct + c_0)}]],

  assume = { positive = positive },
  assert = D(x(tau), tau):equals(-Ct * (1 - x(tau)^2)),
  sample = scalars { ["\\tau"] = between(0, 5), ["\\tilde C"] = decades(-2, 1),
    c_0 = between(-10, 10) },

  mutants = {
    --- The exponent without its 2.
    once = swap(2 * Ct * tau, Ct * tau),
    sign = swap(-Ct * (1 - x(tau)^2), Ct * (1 - x(tau)^2)),
  },
}

claim "separation_equation_unstable" {
  paper = "Remark 18", arxiv = "Remark 16", page = 13, kind = "explicit",
  uses = { "separation_equation_solution" },
  printed = [[\text{any perturbation of } x(0) \text{ results in solution }
    x(t) = \frac{1 - \exp(2\tilde Ct + c_0)}{1 + \exp(2\tilde Ct + c_0)}, \text{ which implies an
    exponential increase of the perturbation}]],

  choose = { c_0 = log((1 - x0) / (1 + x0)) },
  assume = { positive = positive, cosine = chain(-1, "<", x0, "<", 1) },
  assert = {
    start = x(0):equals(x0),
    increase = implies(x(tau):at_least(0),
      (1 - x(tau)):at_least((1 - x0) / 2 * exp(2 * Ct * tau))),
    speed = implies(x(tau):at_least(0), D(1 - x(tau), tau):at_least(Ct * (1 - x(tau)))),
  },
  sample = scalars { ["\\tau"] = decades(-2, 1), ["\\tilde C"] = decades(-2, 1),
    gap = decades(-9, 0), x_0 = 1 - scalar "gap" },
  cover = { x(tau):at_least(0), q(1,4) },

  mutants = {
    --- Twice the exponent.
    fast = swap(2 * Ct * tau, 4 * Ct * tau),
    --- Past a right angle the increase is over.
    always = swap(x(tau):at_least(0), x(tau):at_most(0)),
    sign = swap((1 - x0) / (1 + x0), (1 + x0) / (1 - x0)),
  },
}

--- ## Toy case 3

claim "parallel_z_stay_parallel" {
  paper = "Remark 18, toy case 3", arxiv = "Remark 16, toy case 3", page = 13, kind = "existence",
  uses = { "transverse_flow_eq", "equal_students_step" },
  printed = [[w_1 = \dots = w_n \implies \text{all } z_i \text{ remain parallel}]],

  assume = { over = n:at_least(2), equal = all(i, w(i):equals(w(1))), off_line = z(1):differs(0) },
  assert = {
    kappa = kappa_max:equals(0),
    flow = all(i, D(unit(z(i))):equals(0)),
    descent = all(i, after(z(i)):equals(after(z(1)))),
  },
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), eta = decades(-3, 0),
    b = anywhere, w = net(i, b) },

  mutants = {
    --- The $z_i$ themselves move.
    length = swap(D(unit(z(i))), D(z(i))),
    still = swap(after(z(1)), z(1)),
  },
}
