-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 5, its proof: the angles may grow, but slowly
---
--- (44) at $t + 1$. In Phase 2 the neurons feel each other, and $\theta_i$ may rise because another
--- neuron pushes. The change of $\cos\theta_i$ is again $I_1 + I_2$ of (30); $I_1$ is bounded from
--- below by all the angles, and summed over $i$ this is a bound on $V = \sum_i \sin^2(\theta_i/2)$
--- in terms of $V$ alone.
---
--- States and hypotheses are those of `thm05_projections.lua`: (41) to (44) at $t$, with only
--- $\epsilon_2 \le 1/500$ and $n\eta \le 1/100$ of the schedule, so that the steps run as stated.
---
--- ## What we found
---
--- *The second line of the chain for $I_1$ (page 27).* It replaces $\frac1{2\pi}(\pi -
--- \theta_{ij})$ by $\frac12$ in front of $\cos\theta_j - \cos\theta_i\cos\theta_{ij}$. That is an
--- upper bound only where this difference is not negative. It is negative when $w_i$ lies between
--- $v$ and $w_j$: for three vectors in a plane it is $-\sin\theta_i\sin(\theta_j - \theta_i)$. The
--- first term, which the line drops, makes up for it unless $\theta_i$ is much smaller than
--- $\theta_j^2$; then the line is false. The witness has $\theta_1 = 3 \cdot
--- 10^{-8}$ and $\theta_2 = 0.0018$, nearly.
---
--- Nothing is lost. The third line follows from the first: where the difference is negative its
--- term helps, and where it is positive $\frac12$ may stand and the reason given bounds it. So the
--- repair is to put the positive part into the second line; the third line, and all that is built
--- on it, is right. Page 9 has the third line only.

local y, x, a, b = scalar "y", scalar("x", i), scalar("\\alpha", i), vector("b", i)
local m, part, loose, rho = scalar "m", scalar "part", scalar "loose", scalar "\\rho"
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
  y = between(-q"0.02", q"1.02"), x = decades(0, q"0.305"), ["\\alpha"] = decades(-6, q"0.01"),
  f = {1, 1, 1, 1, 1000}, ["\\rho"] = decades(-6, q"0.2"),
  sigma = 2 * rho * reached / (n * sqrt(d)), b = anywhere, w = built }

local next_long = norm(after(w(i)))
local cos_step = cos(after(theta(i))) - cos(theta(i))
local I1 = let("I_1", i, eta / norm(after(w(i)))
  * dot(dot(unit(w(i)), vbar) * unit(w(i)) - vbar, grad(i)))
local I2 = let("I_2", i, eta * dot(unit(w(i)), vbar) / norm(after(w(i)))
  * (dot(unit(w(i)), grad(i)) * (norm(w(i)) - norm(after(w(i))))
       / (norm(w(i)) + norm(after(w(i))))
    - eta * norm(grad(i))^2 / (norm(w(i)) + norm(after(w(i))))))

local tt, tj, tij = theta(i), theta(j), theta(i, j)
local push = cos(tj) - cos(tt) * cos(tij)
local line1 = eta / (2 * pi * next_long) * ((pi - tt) * sin(tt)^2 * norm(v)
  - sum(j, j:differs(i), (pi - tij) * push * norm(w(j))))
local line2 = -(eta / 2) * sum(j, j:differs(i), push * (norm(w(j)) / next_long))
local line2_repaired = -(eta / 2)
  * sum(j, j:differs(i), max(push, 0) * (norm(w(j)) / next_long))
local line3 = -(eta / 2)
  * sum(j, j:differs(i), sin(tt) * sin(tt + tj) * (norm(w(j)) / next_long))
local with_ratio = -(eta / 2)
  * sum(j, j:differs(i), sin(tt) * (sin(tt) + sin(tj)) * (2 * h(j) / h(i)))
local balanced_sum = sum(j, j:differs(i), sin(tt) * (sin(tt) + sin(tj)))

--- ## The chain for $I_1$, as printed

claim "turning_part_ge_printed" {
  paper = "proof of (44), chain for I_1", arxiv = "proof of (43), chain for I_1", page = 27,
  kind = "step", uses = { "turning_part_eq" },
  printed = [[I_1 = \frac{\eta}{2\pi\|w_i(t+1)\|}\Big[(\pi - \theta_i)\sin^2\theta_i\|v\| -
    \sum_{j \ne i}(\pi - \theta_{ij})(\cos\theta_j - \cos\theta_i\cos\theta_{ij})\|w_j\|\Big] \ge
    -\frac\eta2\sum_{j \ne i}(\cos\theta_j - \cos\theta_i\cos\theta_{ij})
    \frac{\|w_j(t)\|}{\|w_i(t+1)\|} \ge -\frac\eta2\sum_{j \ne i}\sin\theta_i\sin(\theta_i +
    \theta_j)\frac{\|w_j(t)\|}{\|w_i(t+1)\|}]],

  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_step = chain(0, "<", n * eta, "<=", c_eta),
    steps = m:at_least(0),
    ["(41)"] = all(i, j, h(i):at_most(2 * h(j))),
    ["(42)"] = chain(upper, ">=", H, ">=", lower, ">=", 18 * eps2 * norm(v)),
    ["(43)"] = all(i, chain(2 * norm(v) / n, ">=", h(i), ">=", s1 / 2)),
    ["(44)"] = all(i, theta(i):at_most(eps2)),
  },
  assert = {
    ["line 1"] = all(i, I1(i):equals(line1)),
    ["line 2"] = all(i, line1:at_least(line2)),
    ["line 3"] = all(i, line2:at_least(line3)),
  },
  sample = near,

  mutants = {
    --- The sine once.
    sine = swap(sin(tt)^2, sin(tt)),
    --- As if the other neuron lay on $v$'s side.
    difference = swap(sin(tt + tj), sin(tt)),
  },

  --- Two neurons on one side of $v$: $\cos\theta_2 - \cos\theta_1\cos\theta_{12} = -\sin\theta_1
  --- \sin(\theta_2 - \theta_1) < 0$, and $(\pi - \theta_1)\sin^2\theta_1\|v\| \approx 2.8 \cdot
  --- 10^{-15}$ is less than $\theta_{12}\sin\theta_1\sin\theta_{12}\|w_2\| \approx 1.5 \cdot
  --- 10^{-14}$.
  expect = refuted { part = "line 2", n = 2, d = 2, v = 1, eps2 = q"0.0019", eta = q"0.001", m = 0,
    sigma = q"0.1",
    w = net({q"0.15" * v + q"4.5e-9" * vperp, q"0.15" * v + q"0.00027" * vperp}, v),
    repair = "turning_part_ge: only the positive part of each difference" },
  because = "where the difference is negative, 1/2 in front of it is no upper bound",
  check = [[
    from mpmath import *
    mp.dps = 40
    v, n, d, m, eps2, eta = mpc(1), 2, 2, 0, mpf("0.0019"), mpf("0.001")
    sigma, w = mpf("0.1"), [mpc("0.15", "4.5e-9"), mpc("0.15", "0.00027")]
    ang = lambda a, b: abs(arg(a / b))
    H = 1 - sum(w).real
    assert eps2 <= mpf("0.002") and n*eta <= mpf("0.01")
    assert w[0].real == w[1].real  # (41)
    assert 1 + 6*eps2 >= H >= mpf(2)/3 - 6*eps2 >= 18*eps2  # (42) at m = 0
    assert all(1 >= a.real >= sigma*sqrt(d)/4 and ang(a, v) <= eps2 for a in w)
    ti, tj, tij = ang(w[0], v), ang(w[1], v), ang(w[0], w[1])
    push = (cos(tj) - cos(ti)*cos(tij)) * abs(w[1])
    first = ((pi - ti)*sin(ti)**2 - (pi - tij)*push) / (2*pi)  # times eta/norm(w_1(t+1))
    second = -push/2  # times the same
    assert second - first > 1e-15
    print("refuted")
  ]],
}

--- ## The chain, repaired
---
--- And the reason of the last line, with page 9's words.

claim "turning_part_ge" {
  paper = "proof of (44), chain for I_1, repaired",
  arxiv = "proof of (43), chain for I_1, repaired", page = 27, kind = "step",
  under = "turning_part_ge_printed", uses = { "turning_part_eq" },
  printed = [[I_1 \ge -\frac\eta2\sum_{j \ne i}[\cos\theta_j - \cos\theta_i\cos\theta_{ij}]_+
    \frac{\|w_j(t)\|}{\|w_i(t+1)\|} \ge -\frac\eta2\sum_{j \ne i}\sin\theta_i\sin(\theta_i +
    \theta_j)\frac{\|w_j(t)\|}{\|w_i(t+1)\|}, \quad \theta_{ij} \le \theta_i + \theta_j \le
    2\epsilon_2 < \pi, \quad \cos\theta_j - \cos\theta_i\cos\theta_{ij} \le \cos\theta_j -
    \cos\theta_i\cos(\theta_i + \theta_j) = \sin\theta_i\sin(\theta_i + \theta_j)]],

  assert = {
    chain = all(i, chain(I1(i), ">=", line2_repaired, ">=", line3)),
    reason = all(i, j, j:differs(i), chain(tij, "<=", tt + tj, "<=", 2 * eps2, "<", pi)
      & chain(push, "<=", cos(tj) - cos(tt) * cos(tt + tj), "=", sin(tt) * sin(tt + tj))),
  },

  mutants = {
    --- The printed line.
    printed = swap(max(push, 0), push),
    half = swap(sin(tt + tj), sin(tj)),
    any_angle = drop "(44)",
  },
}

--- The line above (17) on page 9, for itself.

claim "turning_part_ge_overview" {
  paper = "above (17)", arxiv = "above (16)", page = 9, kind = "step",
  under = "turning_part_ge_printed", uses = { "turning_part_ge", "cos_theta_after_sub_eq" },
  printed = [[\cos(\theta_i(t+1)) - \cos(\theta_i(t)) = I_1 + I_2, \quad I_1 \ge -\frac\eta2
    \sum_{j \ne i}\sin\theta_i(t)\sin(\theta_i(t) + \theta_j(t))
    \frac{\|w_j(t)\|}{\|w_i(t+1)\|}]],

  assert = {
    split = all(i, cos_step:equals(I1(i) + I2(i))),
    bound = all(i, I1(i):at_least(line3)),
  },

  mutants = {
    --- An eighth of the bound: neurons do push each other.
    eighth = swap(-(eta / 2), -(eta / 16)),
    first_order = swap(I1(i) + I2(i), I1(i)),
  },
}

--- ## With balanced lengths
---
--- $\|w_j(t)\|/\|w_i(t+1)\| \le 2h_j/h_i \le 4$.

claim "turning_part_ge_of_balanced" {
  paper = "proof of (44), balanced", arxiv = "proof of (43), balanced", page = 27, kind = "step",
  under = "turning_part_ge_printed", uses = { "turning_part_ge", "h_after_ge" },
  printed = [[\|w_i(t+1)\| \ge h_i(t+1) \ge h_i(t), \quad \|w_j(t)\| = h_j(t)/\cos\theta_j(t) \le
    2h_j(t), \quad I_1 \ge -\frac\eta2\sum_{j \ne i}\sin\theta_i(\sin\theta_i + \sin\theta_j)
    \frac{2h_j(t)}{h_i(t)} \ge -2\eta\sum_{j \ne i}\sin\theta_i(\sin\theta_i + \sin\theta_j)]],

  assert = {
    next = all(i, chain(next_long, ">=", after(h(i)), ">=", h(i))),
    length = all(j, chain(norm(w(j)), "=", h(j) / cos(tj), "<=", 2 * h(j))),
    chain = all(i, chain(I1(i), ">=", with_ratio, ">=", -2 * eta * balanced_sum)),
  },

  mutants = {
    any_lengths = drop "(41)",
    any_angle = drop "(44)",
    --- A twentieth of the constant.
    small = swap(-2 * eta * balanced_sum, -eta / 10 * balanced_sum),
    cubed = swap(2 * h(j) / h(i), 2 * h(j) / (100 * h(i))),
  },
}

--- ## The part of second order
---
--- Lengths alone bound the gradient: $4\|v\|(\frac12 + \frac1{2\pi} + \frac12) = 4.63\ldots\|v\|$.

claim "norm_grad_le_five" {
  paper = "proof of (44), gradient", arxiv = "proof of (43), gradient", page = 28, kind = "step",
  uses = { "gradient_mean_eq_closed_form" },
  printed = [[\|w_i(t)\| \le 3\|v\|/n \implies \|\nabla_i(t)\| \le 5\|v\|]],

  assume = {
    nonzero = all(i, w(i):differs(0)),
    ["(45)"] = all(i, norm(w(i)):at_most(3 * norm(v) / n)),
  },
  assert = all(i, norm(grad(i)):at_most(5 * norm(v))),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), x = decades(-2, q"1.5"),
    b = anywhere, w = net(i, x(i) / 9 * 3 * norm(v) / n * unit(b(i))) },

  mutants = {
    any_length = drop "(45)",
    --- Neurons against $v$, of $3\|v\|$ in all, have a gradient of $\frac32\|v\|$.
    small = swap(5 * norm(v), q(6,5) * norm(v)),
  },
}

claim "second_order_part_ge" {
  paper = "proof of (44), I_2", arxiv = "proof of (43), I_2", page = 28, kind = "step",
  under = "turning_part_ge_printed", uses = { "norm_grad_le_five", "h_after_ge" },
  printed = [[\|\nabla_i(t)\| \le 5\|v\|, \quad \|w_i(t+1)\| \ge h_i(t+1) \ge s_1/2, \quad I_2 \ge
    -\frac\eta{s_1/2}\cdot\frac{\|\nabla_i(t)\|\cdot\eta\|\nabla_i(t)\| +
    \eta\|\nabla_i(t)\|^2}{s_1} \ge -100\frac{\eta^2\|v\|^2}{s_1^2}]],

  assert = {
    gradient = all(i, norm(grad(i)):at_most(5 * norm(v))),
    length = all(i, chain(next_long, ">=", after(h(i)), ">=", s1 / 2)),
    chain = all(i, chain(I2(i), ">=", -(eta / (s1 / 2))
      * ((norm(grad(i)) * (eta * norm(grad(i))) + eta * norm(grad(i))^2) / s1), ">=",
      -100 * (eta^2 * norm(v)^2 / s1^2))),
  },

  mutants = {
    any_short = drop "(43)",
    --- A thousandth: the gradient is nearly $\frac12\|v\|$ at the start of the phase.
    thousandth = swap(eta^2 * norm(v)^2 / s1^2, eta^2 * norm(v)^2 / (1000 * s1^2)),
    third_order = swap(eta^2 * norm(v)^2 / s1^2, eta^3 * norm(v)^2 / s1^2),
  },
}

--- ## (17) and (49)

local error = eta^2 * norm(v)^2 / s1^2

claim "cos_theta_after_sub_ge" {
  paper = "(17), (49)", arxiv = "(16), (48)", page = 28, kind = "step",
  under = "turning_part_ge_printed",
  uses = { "cos_theta_after_sub_eq", "turning_part_ge_of_balanced", "second_order_part_ge" },
  printed = [[\cos(\theta_i(t+1)) - \cos(\theta_i(t)) = I_1 + I_2 \ge -2\eta\sum_{j \ne i}
    \sin\theta_i(\sin\theta_i + \sin\theta_j) + I_2, \quad \cos(\theta_i(t+1)) - \cos\theta_i(t)
    \ge -2\eta\sum_{j \ne i}\sin\theta_i(t)(\sin\theta_i(t) + \sin\theta_j(t)) -
    100\frac{\eta^2\|v\|^2}{s_1^2}]],

  assert = {
    ["(17)"] = all(i, chain(cos_step, "=", I1(i) + I2(i), ">=", -2 * eta * balanced_sum + I2(i))),
    ["(49)"] = all(i, cos_step:at_least(-2 * eta * balanced_sum - 100 * error)),
  },

  mutants = {
    small = swap(-2 * eta * balanced_sum, -eta / 10 * balanced_sum),
    --- Without the second order, where the angles are small.
    first_order = swap(I1(i) + I2(i), I1(i)),
    improves = swap(-2 * eta * balanced_sum - 100 * error, 2 * eta * balanced_sum),
  },
}

--- ## (50): the potential
---
--- The third line uses $\sin\theta_i\sin\theta_j \le \frac12(\sin^2\theta_i + \sin^2\theta_j)$; the
--- last one has room to spare only in $\cos^2(\theta_i/2) \le 1$.

local squares = sum(j, sin(theta(j))^2)

claim "potential_step_le" {
  paper = "(50)", arxiv = "(49)", page = 28, kind = "step", under = "turning_part_ge_printed",
  uses = { "cos_theta_after_sub_ge" },
  printed = [[V(t+1) - V(t) = \frac12\sum_i(\cos\theta_i(t) - \cos\theta_i(t+1)) \le \frac12\sum_i
    \Big(2\eta\sum_{j \ne i}\sin\theta_i(\sin\theta_i + \sin\theta_j) + 100\frac{\eta^2\|v\|^2}
    {s_1^2}\Big) \le \eta\sum_i\Big(\frac32 n\sin^2\theta_i + \sum_j\sin^2\theta_j\Big) +
    50\frac{n\eta^2\|v\|^2}{s_1^2} \le 10n\eta\sum_i\sin^2\left(\frac{\theta_i}2\right) +
    50\frac{n\eta^2\|v\|^2}{s_1^2}, \quad \sin^2\theta_i = 4\sin^2(\theta_i/2)\cos^2(\theta_i/2)
    \le 4\sin^2(\theta_i/2), \quad V(t+1) + \frac{5\eta\|v\|^2}{s_1^2} \le (1 + 10n\eta)\left(V(t)
    + \frac{5\eta\|v\|^2}{s_1^2}\right)]],

  assert = {
    ["line 1"] = (after(V) - V):equals(q(1,2) * sum(i, cos(theta(i)) - cos(after(theta(i))))),
    ["line 2"] = (q(1,2) * sum(i, cos(theta(i)) - cos(after(theta(i))))):at_most(
      q(1,2) * sum(i, 2 * eta * balanced_sum + 100 * error)),
    ["line 3"] = (q(1,2) * sum(i, 2 * eta * balanced_sum + 100 * error)):at_most(
      eta * sum(i, q(3,2) * n * sin(tt)^2 + squares) + 50 * n * error),
    ["line 4"] = (eta * sum(i, q(3,2) * n * sin(tt)^2 + squares) + 50 * n * error):at_most(
      10 * n * eta * V + 50 * n * error),
    reason = all(i, chain(sin(tt)^2, "=", 4 * sin(tt / 2)^2 * cos(tt / 2)^2, "<=",
      4 * sin(tt / 2)^2)),
    step = (after(V) + 5 * eta * norm(v)^2 / s1^2):at_most(
      (1 + 10 * n * eta) * (V + 5 * eta * norm(v)^2 / s1^2)),
  },

  mutants = {
    nine = swap(10 * n * eta * V, 9 * n * eta * V),
    --- A third of the squares, and those of the others forgotten.
    third = swap(q(3,2) * n * sin(tt)^2 + squares, q(1,2) * n * sin(tt)^2),
    --- Double angles as single ones.
    sine = swap(4 * sin(tt / 2)^2, 2 * sin(tt / 2)^2),
  },
}

--- ## The end
---
--- $V_1$ is $V(T_1)$, and $P(u)$ is $V(T_1 + u)$, a sequence that obeys the bound of one step
--- nearly with equality. $\eta = O(\epsilon_1^2\sigma^2 d/\|v\|^2)$ is used here, with the declared
--- $1/100$: it gives $5\eta\|v\|^2/s_1^2 \le \frac15\epsilon_1^2$. Nothing else is asked of
--- $\sigma$, so it may be large here and $\eta$ of a size that doubles can count steps with. With
--- $\epsilon_1 \le \frac1{100}\epsilon_2^6 n^{-1/2}$ the end of the chain is at most $3 \cdot
--- 10^{-4} \cdot 36^{-10}\epsilon_2^2 e^{10n\eta}$: the power 6 is just enough, and no constant is
--- missing.

local P, N, e, V1 = scalar("P", u), scalar "N", scalar "e", scalar "V_1"
local slack = scalar "slack"
local steps = chain(0, "<=", u, "<=", N - 1)
local left_over = 5 * eta * norm(v)^2 / s1^2
local widest = 2 * sqrt(((1 + 10 * n * eta)^N * (V1 + left_over) - left_over) / n)

claim "potential_le_of_steps" {
  paper = "proof of (44), iteration", arxiv = "proof of (43), iteration", page = 28,
  kind = "step", uses = { "potential_step_le" },
  printed = [[V(t+1) + \frac{5\eta\|v\|^2}{s_1^2} \le (1 + 10n\eta)\left(V(t) +
    \frac{5\eta\|v\|^2}{s_1^2}\right) \le \cdots \le (1 + 10n\eta)^{t+1-T_1}\left(V(T_1) +
    \frac{5\eta\|v\|^2}{s_1^2}\right)]],

  assume = {
    step = all(u, steps, (P(u + 1) + left_over):at_most((1 + 10 * n * eta) * (P(u) + left_over))),
  },
  assert = (P(N) + left_over):at_most((1 + 10 * n * eta)^N * (P(0) + left_over)),
  sample = scalars { n = {1, 2, 5, 100}, d = {1, 5}, v = decades(-2, 2), N = {1, 2, 10, 40},
    loose = decades(-6, 0), eta = loose * c_eta / n, sigma = decades(-6, 0), V_1 = decades(-9, 0),
    e = between(-q(1,4), 1), P = seq { V1, ((1 + 10 * n * eta) * (P(u) + left_over)) * (1 - e * eta)
      - left_over } },

  mutants = {
    slower = swap((1 + 10 * n * eta)^N, (1 + 5 * n * eta)^N),
    no_hypothesis = drop "step",
    --- The left-over term of the start forgotten.
    forgotten = swap(P(0) + left_over, P(0)),
  },
}

claim "potential_le_at_start" {
  paper = "proof of (44), start", arxiv = "proof of (43), start", page = 28, kind = "step",
  uses = { "chi_le_of_late" },
  printed = [[\text{by (35) we have } V(T_1) \le 2n\epsilon_1^2]],

  assume = {
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    ["(35)"] = all(i, (sin(theta(i) / 2)^2 - eps1^2):at_most(eps1^2)),
  },
  assert = V:at_most(2 * n * eps1^2),
  sample = states { n = {1, 2, 5}, d = {2, 3}, v = decades(-2, 2), eps1 = decades(-9, -2),
    x = decades(-3, 1), ["\\alpha"] = between(0, 3), b = anywhere,
    w = net(i, x(i) * (vbar + tan(a(i) * eps1) * unit(across))) },

  mutants = {
    any_angle = drop "(35)",
    --- As if each angle met $\epsilon_1^2$ itself.
    half = swap(2 * n * eps1^2, n * eps1^2),
  },
}

claim "potential_le_at_end" {
  paper = "proof of (44), end", arxiv = "proof of (43), end", page = 28, kind = "step",
  uses = { "potential_le_of_steps", "potential_le_at_start" },
  printed = [[V(T_1) \le 2n\epsilon_1^2, \quad \eta = O\left(\frac{\epsilon_1^2\sigma^2 d}
    {\|v\|^2}\right) = O\left(\frac{\epsilon_1^2 s_1^2}{\|v\|^2}\right), \quad
    \frac{5\eta\|v\|^2}{s_1^2} \le n\epsilon_1^2, \quad
    V(t+1) \le (1 + 10n\eta)^{t+1-T_1}3n\epsilon_1^2 \le \exp(10n\eta(T_2 - T_1))3n\epsilon_1^2
    \le \epsilon_2^2/16]],

  where = { T1 = 0, T2 = T1 + ceil(1 / (n * eta) * log(1 / (36 * eps2))) },
  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_eps1 = chain(0, "<", eps1, "<=", eps1_of_5),
    small_eta = chain(0, "<", eta, "<=", eta_of_5),
    small_step = (n * eta):at_most(c_eta),
    phase = chain(0, "<=", N, "<=", T2 - T1),
    start = V1:at_most(2 * n * eps1^2),
    iterated = (V + left_over):at_most((1 + 10 * n * eta)^N * (V1 + left_over)),
  },
  assert = {
    eta = eta_of_5:equals(O(eps1^2 * s1^2 / norm(v)^2, q"0.04")),
    left_over = left_over:at_most(n * eps1^2),
    chain = chain(V, "<=", (1 + 10 * n * eta)^N * (3 * n * eps1^2), "<=",
      exp(10 * n * eta * (T2 - T1)) * (3 * n * eps1^2), "<=", (eps2^2) / 16),
    ["(44)"] = all(i, theta(i):at_most(eps2)),
  },
  sample = states { n = {1, 2, 5}, d = {2, 3}, v = decades(-2, 2), eps2 = decades(-20, -q"2.6"),
    loose = decades(-4, q"0.1"), eps1 = loose * eps1_of_5, e = decades(-9, 0), eta = e * c_eta / n,
    slack = decades(-3, 2), sigma = sqrt(100 * eta / (slack * d)) * norm(v) / eps1,
    part = between(0, 1),
    N = ceil(part * phase), ["\\rho"] = decades(-3, 1), V_1 = rho * 2 * n * eps1^2,
    ["\\alpha"] = between(0, q"1.5"), b = anywhere,
    w = net(i, vbar + tan(a(i) * widest) * unit(across)) },

  mutants = {
    any_start = drop "start",
    any_eta = drop "small_eta",
    --- The power 6 of $\epsilon_2$ in $\epsilon_1$ gives the second power and not the third.
    cube = swap((eps2^2) / 16, (eps2^3) / 16),
    no_hypothesis = drop "iterated",
  },
}
