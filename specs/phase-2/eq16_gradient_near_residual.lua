-- SPDX-License-Identifier: GPL-3.0-or-later

--- # (16): with small angles the gradient is half the residual
---
--- What Phase 2 runs on: every neuron moves by nearly $-\frac\eta2 r$, the same for all, until $r$
--- is no longer large beside the error.
---
--- ## How it is read
---
--- (16) is printed as a property of the gradient (4), so it is checked at all states without a
--- zero neuron, whatever the angles. What the text says next of its size in Phase 2 is checked on
--- states that satisfy (13) to (15); $m$ is $t - T_1$.
---
--- ## Constants
---
--- In (4) each neuron adds $\frac1{2\pi}\|w_j\| \cdot |\sin\theta_{ij}\bar w_i - \theta_{ij}\bar
--- w_j|$, which is at most $1.2\,\theta_{ij}$ for every angle, and $\theta_{ij} \le
--- 2\theta_{\max}$: the declared $\frac25$ is enough. With $\|w_j\| \le 3\|v\|/n$, (45), the error
--- is at most $\frac85\epsilon_2\|v\|$.
---
--- ## What we found
---
--- All of it holds. For small angles more is true than is printed: $\sin\theta\,\bar w_i -
--- \theta\bar w_j$ is of second order in the angles. The text says that Phase 2 ends because $r$
--- becomes no larger than $O(\epsilon_2\|v\|)$; the error of (16) is then still
--- $O(\epsilon_2^2\|v\|)$, so this is the end of the proof rather than of the approximation.

local y, x, a, b = scalar "y", scalar("x", i), scalar("\\alpha", i), vector("b", i)
local m, part, loose, rho = scalar "m", scalar "part", scalar "loose", scalar "\\rho"
local across = b(i) - dot(b(i), vbar) * vbar

local decay = (1 - n * eta / 2)^m
local upper = decay * norm(v) + 6 * eps2 * norm(v)
local lower = q(2,3) * decay * norm(v) - 6 * eps2 * norm(v)
local phase = log(1 / (36 * eps2)) / (n * eta)
local reached = max(norm(v) - (lower + y * (upper - lower)), q"1e-6" * norm(v))
local size = (n * max(i, norm(w(i))) + norm(v)) * theta_max

claim "gradient_near_residual" {
  paper = "(16)", arxiv = "(15)", page = 8, kind = "hidden",
  uses = { "gradient_mean_eq_closed_form" },
  printed = [[\nabla_i = \frac12 r + O\Big((n\max_i\|w_i\| + \|v\|)\max_i\theta_i\Big)]],

  assume = { nonzero = all(i, w(i):differs(0)) },
  assert = all(i, grad(i):equals(r / 2, O(size, q"0.4"))),
  sample = states { n = {1, 2, 3, 5, 16}, d = {1, 2, 3, 10}, v = decades(-2, 2) },

  mutants = {
    --- Without the number of neurons.
    one_neuron = swap(n * max(i, norm(w(i))), max(i, norm(w(i)))),
    --- The teacher's own part left out.
    students_only = swap(n * max(i, norm(w(i))) + norm(v), n * max(i, norm(w(i)))),
    cubed = swap(theta_max, theta_max^3),
  },
}

claim "gradient_near_residual_in_phase_2" {
  paper = "below (16)", arxiv = "below (15), on (15)", page = 8, kind = "hidden",
  uses = { "gradient_near_residual", "norm_le_of_phase_2" },
  printed = [[\max_i\theta_i \le \epsilon_2, \quad \max_i\|w_i\| = O(\|v\|/n), \quad
    O\Big((n\max_i\|w_i\| + \|v\|)\max_i\theta_i\Big) \le O(\epsilon_2\|v\|), \quad \nabla_i
    \approx r/2, \quad H = \langle\bar v, -r\rangle, \quad \|r/2\| \gg O(\epsilon_2\|v\|)]],

  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_step = chain(0, "<", n * eta, "<=", c_eta),
    steps = m:at_least(0),
    ["(13)"] = chain(upper, ">=", H, ">=", lower, ">=", 18 * eps2 * norm(v)),
    ["(14)"] = all(i, chain(2 * norm(v) / n, ">=", h(i), ">=", s1 / 2)),
    ["(15)"] = all(i, theta(i):at_most(eps2)),
  },
  assert = {
    angles = theta_max:at_most(eps2),
    lengths = max(i, norm(w(i))):at_most(O(norm(v) / n, 3)),
    error = chain(O(size, q"0.4"), "<=", O(eps2 * norm(v), q"1.6")),
    gradient = all(i, grad(i):equals(r / 2, O(eps2 * norm(v), q"1.6"))),
    along = H:equals(dot(vbar, -r)),
    --- The printed $18$ of (13) makes $\|r/2\|$ at least nine times $\epsilon_2\|v\|$.
    residual = norm(r / 2):at_least(9 * eps2 * norm(v)),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 10}, v = decades(-2, 2),
    eps2 = decades(-5, -q"2.6"),
    loose = decades(-6, 0), eta = loose * c_eta / n, part = between(0, 1), m = ceil(part * phase),
    y = between(-3, q"1.02"), x = decades(0, q"0.305"), ["\\alpha"] = between(0, q"1.02"),
    ["\\rho"] = decades(-6, q"0.2"), sigma = 2 * rho * reached / (n * sqrt(d)), b = anywhere,
    w = net(i, reached * x(i) / sum(j, x(j)) * (vbar + tan(a(i) * eps2) * unit(across))) },

  mutants = {
    --- A residual that falls below $9\epsilon_2\|v\|$.
    any_residual = drop "(13)",
    any_angle = drop "(15)",
    --- Of second order is true, of fourth order is not.
    fourth = swap(O(eps2 * norm(v), q"1.6"), O(eps2^4 * norm(v), q"1.6")),
    unit_slip = swap(norm(v) / n, 1 / n),
  },
}
