-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 5, its proof: lengths and the residual along the teacher
---
--- The proof is an induction over $t$: (41) to (44) hold at $T_1$, and if they hold up to $t$ they
--- hold at $t + 1$. Every step speaks of one state and the next, so it is checked as stated, on
--- states that satisfy the four bounds; $m$ is $t - T_1$. (44) is in `thm05_angles.lua`.
---
--- ## What is supposed
---
--- Of the schedule the steps use only that $\epsilon_2$ is small ($\epsilon_2 \le 1/500$) and that
--- "$n\eta = o(1)$" (here $n\eta \le 1/100$); $\eta = O(\epsilon_1^2\sigma^2 d/\|v\|^2)$ implies
--- it. With these weaker hypotheses the claims say more than the page, and steps large enough to
--- be seen in doubles can be tried.
---
--- ## What we found
---
--- All of it holds as printed. In (46) the sum of the triangle inequalities is exactly $14
--- \epsilon_2\|v\|$, and the last sign uses all of $H \ge 18\epsilon_2\|v\|$: this is where the 18
--- of (42) comes from. There is room in it: at $T_2$ the power $(1 - n\eta/2)^{T_2 - T_1}$ is near
--- $(36\epsilon_2)^{1/2}$, while the chain on page 27 bounds it by $36\epsilon_2$ only. The text
--- below the theorem calls (12) "the continuation of (6)"; it is that of (9).

local y, x, a, b = scalar "y", scalar("x", i), scalar("\\alpha", i), vector("b", i)
local m, part, loose, rho = scalar "m", scalar "part", scalar "loose", scalar "\\rho"
local third = norm(v) / (3 * n)
local across = b(i) - dot(b(i), vbar) * vbar

local decay = (1 - n * eta / 2)^m
local upper = decay * norm(v) + 6 * eps2 * norm(v)
local lower = q(2,3) * decay * norm(v) - 6 * eps2 * norm(v)
local phase = log(1 / (36 * eps2)) / (n * eta)

-- The sum of the h(i), such that H lies in the window of (42) or just beside it.
local reached = max(norm(v) - (lower + y * (upper - lower)), q"1e-6" * norm(v))
local off = scalar "f"
local built = net(i, reached * x(i) / sum(j, x(j))
  * (vbar + tan(off * a(i) * eps2) * unit(across)))
local near = states { n = {1, 2, 2, 2, 3, 3, 3, 3, 5, 8}, d = {2, 3, 10}, v = decades(-2, 2),
  eps2 = decades(-5, -q"2.6"),
  loose = decades(-6, 0), eta = loose * c_eta / n, part = between(0, 1), m = ceil(part * phase),
  y = between(-q"0.02", q"1.02"), x = decades(0, q"0.305"), ["\\alpha"] = between(0, q"1.02"),
  f = {1, 1, 1, 10}, ["\\rho"] = decades(-6, q"0.2"),
  sigma = 2 * rho * reached / (n * sqrt(d)), b = anywhere, w = built }

-- The same at the end of the phase, with residuals down to 0, for what (42) is needed for.
local late = states { n = {1, 2, 2, 2, 3, 3, 3, 3, 5, 8}, d = {2, 3, 10}, v = decades(-2, 2),
  eps2 = decades(-5, -q"2.6"),
  loose = decades(-6, 0), eta = loose * c_eta / n, part = between(q"0.9", 1),
  m = ceil(part * phase), y = between(-3, q"1.02"), x = decades(0, q"0.305"),
  ["\\alpha"] = between(0, q"1.02"), f = {1, 1, 1, 10}, ["\\rho"] = decades(-6, q"0.2"),
  sigma = 2 * rho * reached / (n * sqrt(d)), b = anywhere, w = built }

--- ## The base
---
--- Theorem 4 at $T_1$: (24), (26), (27), and (28) of its proof. The last link of (42) at $t = T_1$
--- is $\frac23 \ge 24\epsilon_2$.

claim "phase_2_base" {
  paper = "proof of Theorem 5, base", page = 26, kind = "step",
  uses = { "phase_1", "norm_le_third" },
  printed = [[h_i(T_1) \le \|w_i(T_1)\| \le \frac{2\|v\|}n, \quad h_i(T_1) = \|w_i(T_1)\|\cos
    \theta_i(T_1) \ge \|w_i(T_1)\|/2 \ge s_1/2, \quad 0 \le h_i(T_1) \le \|w_i\| \le \|v\|/(3n)
    \implies \|v\| \ge H(T_1) \ge 2\|v\|/3]],

  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_eps1 = chain(0, "<", eps1, "<=", eps1_of_5),
    ["(24)"] = all(i, norm(w(i)):at_least(s1)),
    ["(26)"] = all(i, theta(i):at_most(4 * eps1)),
    ["(27)"] = all(i, j, h(i):at_most(2 * h(j))),
    ["(28)"] = all(i, norm(w(i)):at_most(third)),
  },
  assert = {
    ["(41)"] = all(i, j, h(i):at_most(2 * h(j))),
    ["(42)"] = all(i, chain(0, "<=", h(i), "<=", norm(w(i)), "<=", third))
      & chain(norm(v), ">=", H, ">=", 2 * norm(v) / 3)
      & chain(norm(v) + 6 * eps2 * norm(v), ">=", H, ">=",
        q(2,3) * norm(v) - 6 * eps2 * norm(v), ">=", 18 * eps2 * norm(v)),
    ["(43)"] = all(i, chain(h(i), "<=", norm(w(i)), "<=", 2 * norm(v) / n)
      & chain(h(i), "=", norm(w(i)) * cos(theta(i)), ">=", norm(w(i)) / 2, ">=", s1 / 2)),
    ["(44)"] = all(i, theta(i):at_most(eps2)),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 10}, v = decades(-2, 2),
    eps2 = decades(-5, -q"2.6"),
    loose = decades(-3, 0), eps1 = loose * eps1_of_5,
    y = decades(-3, q"0.02"), ["\\rho"] = decades(-6, q"0.1"), sigma = rho * y * third / sqrt(d),
    x = decades(-q"0.305", 0), ["\\alpha"] = between(0, q"4.1"), b = anywhere,
    w = net(i, y * x(i) * third * (vbar + tan(a(i) * eps1) * unit(across))) },

  mutants = {
    --- $H$ within $1/100$ of $\|v\|$.
    short = swap(2 * norm(v) / 3, q"0.99" * norm(v)),
    --- Neurons of any length above $s_1$: three per cent break $\|v\|/(3n)$.
    any_length = drop "(28)",
    any_start = drop "(24)",
  },
}

--- ## (45): $h_i$ is nearly the length
---
--- The sampler draws the sum of the $h_i$ for $H$ in the window of (42) at $m$ steps after $T_1$,
--- shares it out unevenly by up to a factor of 2, and turns each neuron by up to $\epsilon_2$;
--- $\sigma$ goes up to the one for which (43) is an equality.

claim "norm_le_of_phase_2" {
  paper = "(45)", arxiv = "(44)", page = 26, kind = "step",
  printed = [[\frac{3\|v\|}n \ge \frac{h_i(t)}{\cos\epsilon_2} \ge \frac{h_i(t)}
    {\cos\theta_i(t)} = \|w_i(t)\| \ge h_i \ge \frac{s_1}2]],

  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_step = chain(0, "<", n * eta, "<=", c_eta),
    steps = m:at_least(0),
    ["(41)"] = all(i, j, h(i):at_most(2 * h(j))),
    ["(42)"] = chain(upper, ">=", H, ">=", lower, ">=", 18 * eps2 * norm(v)),
    ["(43)"] = all(i, chain(2 * norm(v) / n, ">=", h(i), ">=", s1 / 2)),
    ["(44)"] = all(i, theta(i):at_most(eps2)),
  },
  assert = all(i, chain(3 * norm(v) / n, ">=", h(i) / cos(eps2), ">=", h(i) / cos(theta(i)), "=",
    norm(w(i)), ">=", h(i), ">=", s1 / 2)),
  sample = near,

  mutants = {
    --- A third of the bound: neurons may be longer than the average.
    third = swap(3 * norm(v) / n, norm(v) / n),
    --- Twice the length.
    twice = swap(norm(w(i)), 2 * norm(w(i))),
    any_short = drop "(43)",
    any_angle = drop "(44)",
  },
}

--- ## (46), (47) and (41) at $t + 1$
---
--- (36) is checked in `thm04_projections.lua`.

local push = eta / 2 * H

claim "abs_q_le_of_phase_2" {
  paper = "(46), (47)", arxiv = "(45), (46)", page = 26, kind = "step",
  under = "norm_le_of_phase_2", uses = { "h_after_eq", "norm_le_of_phase_2" },
  printed = [[\theta_{ij}(t) \le \theta_i(t) + \theta_j(t) \le 2\epsilon_2, \quad |Q_i(t)| \le
    \frac\eta{2\pi}14\epsilon_2\|v\| \le 3\epsilon_2\eta\|v\| \le \frac\eta2\cdot\frac13 H(t),
    \quad 0 < \frac\eta2\cdot\frac23 H(t) \le \frac\eta2 H(t) - Q_i(t) \le \frac\eta2\cdot\frac43
    H(t)]],

  assert = {
    angles = all(i, j, j:differs(i), chain(theta(i, j), "<=", theta(i) + theta(j), "<=",
      2 * eps2)),
    ["(46)"] = all(i, chain(abs(Q(i)), "<=", eta / (2 * pi) * (14 * eps2) * norm(v), "<=",
      3 * eps2 * eta * norm(v), "<=", eta / 2 * q(1,3) * H)),
    ["(47)"] = all(i, chain(0, "<", eta / 2 * q(2,3) * H, "<=", push - Q(i), "<=",
      eta / 2 * q(4,3) * H)),
  },
  sample = late,

  mutants = {
    --- The residual may be shorter than $18\epsilon_2\|v\|$.
    any_residual = drop "(42)",
    --- Two neurons on either side of $v$ are further apart.
    near = swap(2 * eps2, eps2),
    --- A third turned into a thirtieth.
    thirtieth = swap(q(1,3), q(1,30)),
    --- $Q_i$ of the order of $\epsilon_2^2$ is true; of $\epsilon_2^4$ it is not.
    fourth = swap(14 * eps2, 14 * eps2^4),
  },
}

claim "h_after_le_twice" {
  paper = "proof of (41)", arxiv = "proof of (40)", page = 26, kind = "step",
  under = "norm_le_of_phase_2", uses = { "h_after_eq", "abs_q_le_of_phase_2" },
  printed = [[\frac\eta2 H(t) - Q_i(t) \le 2\left(\frac\eta2 H(t) - Q_j(t)\right), \quad
    h_i(t+1) = h_i(t) + \frac\eta2 H(t) - Q_i(t) \le 2h_j(t) + 2\left(\frac\eta2 H(t) - Q_j(t)
    \right) = 2h_j(t+1)]],

  assert = {
    speeds = all(i, j, (push - Q(i)):at_most(2 * (push - Q(j)))),
    next = all(i, j, chain(after(h(i)), "=", h(i) + push - Q(i), "<=",
      2 * h(j) + 2 * (push - Q(j)), "=", 2 * after(h(j)))),
  },

  mutants = {
    --- Balanced exactly.
    equal = swap(2 * h(j) + 2 * (push - Q(j)), h(j) + (push - Q(j))),
    any_lengths = drop "(41)",
    sign = swap(h(i) + push - Q(i), h(i) - push - Q(i)),
  },
}

--- ## The step of $H$
---
--- The equalities hold at every state without a zero neuron. $Q_i$ enters with a plus, since
--- $H$ is $\|v\|$ minus the $h_i$.

claim "residual_after_eq" {
  paper = "proof of (42), dynamics", arxiv = "proof of (41), dynamics", page = 26,
  kind = "identity", uses = { "h_after_eq" },
  printed = [[H(t+1) = H(t) - \sum_i(h_i(t+1) - h_i(t)) = H(t) - \sum_i\frac\eta2 H(t) +
    \sum_i Q_i(t) = (1 - n\eta/2)H(t) + \sum_i Q_i(t)]],

  assume = { nonzero = all(i, w(i):differs(0)) },
  assert = chain(after(H), "=", H - sum(i, after(h(i)) - h(i)), "=",
    H - n * (eta / 2 * H) + sum(i, Q(i)), "=", (1 - n * eta / 2) * H + sum(i, Q(i))),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), eta = decades(-3, 1) },

  mutants = {
    sign = swap((1 - n * eta / 2) * H + sum(i, Q(i)), (1 - n * eta / 2) * H - sum(i, Q(i))),
    --- Without what the angles do.
    aligned = swap(sum(i, Q(i)), 0),
    one_neuron = swap(n * eta / 2, eta / 2),
  },
}

claim "residual_after_between" {
  paper = "proof of (42), one step", arxiv = "proof of (41), one step", page = 26, kind = "step",
  under = "norm_le_of_phase_2", uses = { "residual_after_eq", "abs_q_le_of_phase_2" },
  printed = [[\Big|\sum_i Q_i(t)\Big| \le 3n\epsilon_2\|v\|\eta, \quad H(t+1) -
    6\epsilon_2\|v\| \le \left(1 - \frac{n\eta}2\right)H(t) + 3n\epsilon_2\|v\|\eta -
    6\epsilon_2\|v\| = \left(1 - \frac{n\eta}2\right)(H(t) - 6\epsilon_2\|v\|), \quad H(t+1) +
    6\epsilon_2\|v\| \ge \left(1 - \frac{n\eta}2\right)(H(t) + 6\epsilon_2\|v\|)]],

  assert = {
    sum = abs(sum(i, Q(i))):at_most(3 * n * eps2 * norm(v) * eta),
    above = chain(after(H) - 6 * eps2 * norm(v), "<=",
      (1 - n * eta / 2) * H + 3 * n * eps2 * norm(v) * eta - 6 * eps2 * norm(v), "=",
      (1 - n * eta / 2) * (H - 6 * eps2 * norm(v))),
    below = (after(H) + 6 * eps2 * norm(v)):at_least(
      (1 - n * eta / 2) * (H + 6 * eps2 * norm(v))),
  },

  mutants = {
    --- A smaller error does not fit the 6.
    two = swap(3 * n * eps2 * norm(v) * eta, 2 * n * eps2 * norm(v) * eta),
    --- A residual that falls twice as fast.
    fast = swap(1 - n * eta / 2, 1 - n * eta),
    fourth = swap(3 * n * eps2 * norm(v) * eta, 3 * n * eps2^4 * norm(v) * eta),
  },
}

--- ## Iterated
---
--- $G(u)$ is $H(T_1 + u)$, any sequence that obeys the two bounds of one step; $N$ is $t + 1 -
--- T_1$. The sampler moves it by a share $e$ of the error $3n\eta\epsilon_2\|v\|$ a step. At the
--- end both bounds are combined with $\|v\| \ge H(T_1) \ge \frac23\|v\|$.

local G, N, e, start = scalar("G", u), scalar "N", scalar "e", scalar "G_0"
local steps = chain(0, "<=", u, "<=", N - 1)
local rate = 1 - n * eta / 2

claim "residual_between_of_steps" {
  paper = "proof of (42), iteration", arxiv = "proof of (41), iteration", page = 26,
  kind = "step", uses = { "residual_after_between", "phase_2_base" },
  printed = [[H(t+1) - 6\epsilon_2\|v\| \le \left(1 - \frac{n\eta}2\right)^{t+1-T_1}(H(T_1) -
    6\epsilon_2\|v\|), \quad H(t+1) + 6\epsilon_2\|v\| \ge \left(1 - \frac{n\eta}2
    \right)^{t+1-T_1}(H(T_1) + 6\epsilon_2\|v\|)]],

  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_step = chain(0, "<", n * eta, "<=", c_eta),
    start = chain(norm(v), ">=", G(0), ">=", 2 * norm(v) / 3),
    above = all(u, steps,
      (G(u + 1) - 6 * eps2 * norm(v)):at_most(rate * (G(u) - 6 * eps2 * norm(v)))),
    below = all(u, steps,
      (G(u + 1) + 6 * eps2 * norm(v)):at_least(rate * (G(u) + 6 * eps2 * norm(v)))),
  },
  assert = {
    above = (G(N) - 6 * eps2 * norm(v)):at_most(rate^N * (G(0) - 6 * eps2 * norm(v))),
    below = (G(N) + 6 * eps2 * norm(v)):at_least(rate^N * (G(0) + 6 * eps2 * norm(v))),
    ["(42)"] = chain(rate^N * norm(v) + 6 * eps2 * norm(v), ">=", G(N), ">=",
      q(2,3) * rate^N * norm(v) - 6 * eps2 * norm(v)),
  },
  sample = scalars { n = {1, 2, 5, 100}, v = decades(-2, 2), eps2 = decades(-5, -q"2.6"),
    loose = decades(-4, 0), eta = loose * c_eta / n, N = {1, 2, 10, 40},
    y = between(q"0.6", q"1.1"), G_0 = y * norm(v), e = between(-q"1.3", q"1.3"),
    G = seq { start, rate * G(u) + 3 * e * n * eta * eps2 * norm(v) } },

  mutants = {
    --- Twice as many steps.
    twice = swap(rate^N, rate^(2 * N)),
    --- A smaller allowance.
    five = swap(G(N) - 6 * eps2 * norm(v), G(N) - 5 * eps2 * norm(v)),
    any_start = drop "start",
    any_rise = drop "above",
    any_fall = drop "below",
  },
}

--- ## The rightmost sign of (42)
---
--- Numbers only. "$n\eta = o(1)$" is $n\eta \le 1/100$; both reasons would do with $n\eta \le
--- 1/2$ and $\epsilon_2 \le 1/500$. The chain needs $\epsilon_2 < 1/36$, else $T_2 < T_1$.

local window = ceil(1 / (n * eta) * log(1 / (36 * eps2)))

claim "decay_ge_of_phase_2" {
  paper = "proof of (42), right", arxiv = "proof of (41), right", page = 27, kind = "step",
  printed = [[1 - n\eta/2 \ge \exp(-2n\eta/3), \quad \frac23\left(1 - \frac{n\eta}2
    \right)^{t-T_1}\|v\| - 6\epsilon_2\|v\| \ge \frac23\exp(-2n\eta(T_2 - T_1)/3)\|v\| -
    6\epsilon_2\|v\| \ge \frac23\exp\left(-\frac{2n\eta}3\cdot\frac32\frac1{n\eta}\ln\left(
    \frac1{36\epsilon_2}\right)\right)\|v\| - 6\epsilon_2\|v\| = \frac23\cdot 36\epsilon_2\|v\| -
    6\epsilon_2\|v\| = 18\epsilon_2\|v\|, \quad T_2 - T_1 = \left\lceil\frac1{n\eta}\ln\left(
    \frac1{36\epsilon_2}\right)\right\rceil \le \frac32\frac1{n\eta}\ln\left(
    \frac1{36\epsilon_2}\right)]],

  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_step = chain(0, "<", n * eta, "<=", c_eta),
    phase = chain(0, "<=", m, "<=", window),
  },
  assert = {
    rate = (1 - n * eta / 2):at_least(exp(-2 * n * eta / 3)),
    steps = window:at_most(q(3,2) * (1 / (n * eta)) * log(1 / (36 * eps2))),
    ["line 1"] = (q(2,3) * decay * norm(v) - 6 * eps2 * norm(v)):at_least(
      q(2,3) * exp(-2 * n * eta * window / 3) * norm(v) - 6 * eps2 * norm(v)),
    ["line 2"] = (q(2,3) * exp(-2 * n * eta * window / 3) * norm(v)
      - 6 * eps2 * norm(v)):at_least(q(2,3) * exp(-2 * n * eta / 3
        * (q(3,2) * (1 / (n * eta)) * log(1 / (36 * eps2)))) * norm(v) - 6 * eps2 * norm(v)),
    ["lines 3, 4"] = chain(q(2,3) * exp(-2 * n * eta / 3
        * (q(3,2) * (1 / (n * eta)) * log(1 / (36 * eps2)))) * norm(v) - 6 * eps2 * norm(v), "=",
      q(2,3) * (36 * eps2) * norm(v) - 6 * eps2 * norm(v), "=", 18 * eps2 * norm(v)),
  },
  sample = scalars { n = {1, 2, 5, 100}, v = decades(-2, 2), eps2 = decades(-5, -q"2.6"),
    loose = decades(-9, q"2.2"), eta = loose * c_eta / n, part = between(0, q"1.6"),
    m = ceil(part * phase) },

  mutants = {
    --- The whole of the first order: $1 - x \ge e^{-x}$ is false.
    first_order = swap(exp(-2 * n * eta / 3), exp(-n * eta / 2)),
    --- The number of steps without its half in reserve.
    no_reserve = swap(q(3,2) * (1 / (n * eta)) * log(1 / (36 * eps2)),
                      (1 / (n * eta)) * log(1 / (36 * eps2))),
    twenty = swap(18 * eps2 * norm(v), 20 * eps2 * norm(v)),
    any_time = drop "phase",
    any_step = drop "small_step",
  },
}

--- ## (43) at $t + 1$, and (48)
---
--- The first two lines speak of the state at $t + 1$ alone, of which (41) and the last bound of
--- (42) are known by then.

claim "h_le_of_balanced" {
  paper = "proof of (43), left", arxiv = "proof of (42), left", page = 27, kind = "step",
  printed = [[H(t+1) \ge 18\epsilon_2\|v\| > 0 \implies \frac n2 h_i(t+1) \le \sum_j h_j(t+1)
    \le \|v\| \implies h_i(t+1) \le \frac2n\|v\|]],

  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    ["(41)"] = all(i, j, h(i):at_most(2 * h(j))),
    ["(42)"] = H:at_least(18 * eps2 * norm(v)),
  },
  assert = {
    sum = all(i, chain(n / 2 * h(i), "<=", sum(j, h(j)), "<=", norm(v))),
    bound = all(i, h(i):at_most(2 / n * norm(v))),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 10}, v = decades(-2, 2),
    eps2 = decades(-5, -q"2.6"),
    y = decades(-3, q"0.2"), x = decades(-q"0.5", 0), ["\\alpha"] = between(0, q"1.4"),
    b = anywhere,
    w = net(i, y * norm(v) * x(i) / sum(j, x(j)) * (vbar + tan(a(i)) * unit(across))) },

  mutants = {
    --- Unbalanced neurons: one may hold nearly all.
    any_lengths = drop "(41)",
    any_residual = drop "(42)",
    half = swap(2 / n * norm(v), 1 / n * norm(v)),
  },
}

claim "h_after_ge" {
  paper = "(48)", arxiv = "(47)", page = 27, kind = "step", under = "norm_le_of_phase_2",
  uses = { "h_after_eq", "abs_q_le_of_phase_2" },
  printed = [[h_i(t+1) = h_i(t) + \frac\eta2 H(t) - Q_i(t) \ge h_i(t) \ge \frac{s_1}2]],

  assert = all(i, after(h(i)):equals(h(i) + push - Q(i)) & (after(h(i)) - h(i)):at_least(0)
    & h(i):at_least(s1 / 2)),

  mutants = {
    --- (47) has $\frac43$ at most.
    faster = swap((after(h(i)) - h(i)):at_least(0), (after(h(i)) - h(i)):at_least(q(3,2) * push)),
    any_short = drop "(43)",
    sign = swap(h(i) + push - Q(i), h(i) - push - Q(i)),
  },
}

--- ## What the text says of (13)
---
--- "It shows that $H(t)$ exponentially decreases." (47), summed over $i$, says at what rate.

claim "residual_decreases" {
  paper = "below (15)", arxiv = "below (14)", page = 8, kind = "step",
  under = "norm_le_of_phase_2", uses = { "abs_q_le_of_phase_2" },
  printed = [[\left(1 - \frac{2n\eta}3\right)H(t) \le H(t+1) \le \left(1 - \frac{n\eta}3\right)
    H(t)]],

  assert = chain(2 * n * eta / 3 * H, ">=", H - after(H), ">=", n * eta / 3 * H),
  sample = late,

  mutants = {
    slower = swap(2 * n * eta / 3, n * eta / 3),
    any_residual = drop "(42)",
  },
}
