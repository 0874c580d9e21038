-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 4, its proof: small angles and balanced projections
---
--- From $T_1/50$ on all angles are at most $4\epsilon_1$. Then every $h_i$ grows by nearly
--- $\frac\eta2 H$ a step, the same for all, and what it gained before $T_1/50$ is small beside
--- that: so the $h_i(T_1)$ agree within a factor $1.3/0.7 < 2$, which is (27).
---
--- The steps that speak of one time are checked as stated, on states with lengths below
--- $\|v\|/(3n)$, (28), and angles up to $4\epsilon_1$; (39), (40) and the last display on runs
--- that satisfy what the proof has shown of them by then.
---
--- ## What we found
---
--- (38), first line, prints $\theta_{ij}$ outside the sum over $j$. Read for every $j \ne i$ it is
--- false: with two neurons along $v$ and a third one turned by $4\epsilon_1$, the first neuron has
--- $\theta_{12} = 0$ and $\theta_1 = 0$, and the right side is 0. With $\max_j \theta_{ij}$ it is
--- right, and the second line bounds all of them by $8\epsilon_1$. All else is right as printed.
---
--- (35) is where the power 48 comes from: $(1/\epsilon_1^{48})^{-1/24} = \epsilon_1^2$. With
--- $\sigma\sqrt d \le C\epsilon_1^{48}\|v\|/100$ the middle term is exactly $\epsilon_1^2$, so this
--- constant is the largest that the display allows.

local x, angles, b = scalar("x", i), scalar("\\alpha", i), vector("b", i)
local slack, loose, late = scalar "slack", scalar "loose", scalar "late"
local spread, m, rho = scalar "spread", scalar "m", scalar "\\rho"
local th, th0 = scalar "\\theta", scalar "\\theta_0"
local third = norm(v) / (3 * n)
local across = b(i) - dot(b(i), vbar) * vbar
local built = net(i, x(i) * third
  * (cos(spread * angles(i) * eps1) * vbar + sin(spread * angles(i) * eps1) * unit(across)))

--- ## (35): from $T_1/50$ on the angles are small
---
--- $\theta$ is $\theta_i(t)$ and $m$ is $t$.

claim "chi_le_of_late" {
  paper = "(35)", arxiv = "(34)", page = 24, kind = "hidden",
  uses = { "prod_le_rpow", "s2_le_norm_v" },
  printed = [[\sin^2\left(\frac{\theta_i(t)}2\right) - \epsilon_1^2 \le \left(1 + \frac{\eta t}
    {s_2/\|v\|}\right)^{-1/24}\left(\sin^2\left(\frac{\theta_i(0)}2\right) - \epsilon_1^2\right)
    \le \left(\frac{\eta T_1/50}{O((\eta T_1)\epsilon_1^{48})}\right)^{-1/24} \le \epsilon_1^2]],

  where = { T1 = C / eta },
  assume = {
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    small_C = C:at_most(C_of_4),
    small_sigma = sigma:at_most(sigma_of_4),
    late = chain(T1 / 50, "<=", m, "<=", T1),
    start = chain(pi / 3, "<=", th0, "<=", 2 * pi / 3),
    ["(25)"] = (sin(th / 2)^2 - eps1^2):at_most(
      (1 + eta * m / (s2 / norm(v)))^-q(1,24) * (sin(th0 / 2)^2 - eps1^2)),
  },
  assert = {
    chain = chain(sin(th / 2)^2 - eps1^2, "<=",
      (1 + eta * m / (s2 / norm(v)))^-q(1,24) * (sin(th0 / 2)^2 - eps1^2), "<=",
      (eta * T1 / 50 / O(eta * T1 * eps1^48, q"0.02"))^-q(1,24), "<=", eps1^2),
    sine = sin(th / 2):at_most(sqrt(2) * eps1),
    angle = th:at_most(4 * eps1),
  },
  sample = scalars { n = {1, 2, 5, 100}, d = {1, 2, 10}, v = decades(-2, 2),
    eps1 = decades(-4, -2), loose = decades(-3, 0), C = loose * C_of_4,
    slack = {q"0.01", q"0.5", q"0.999", 100, q"1e4"}, sigma = slack * sigma_of_4,
    eta = decades(-9, 0), late = {q"1e-12", q"0.0201", q"0.3", 1, q"1e12"}, m = late * C / eta,
    ["\\theta_0"] = between(pi / 3, pi),
    ["\\rho"] = decades(-2, 1), ["\\theta"] = rho * eps1 },

  mutants = {
    --- $\sigma$ up to ten thousand times as large.
    any_sigma = drop "small_sigma",
    --- Before $T_1/50$ the angles may still be large.
    early = drop "late",
    no_hypothesis = drop "(25)",
    --- With every constant at its bound the angle is $2.64\epsilon_1$ at $T_1/50$.
    smaller = swap(4 * eps1, q"2.3" * eps1),
    --- $48/25 < 2$.
    exponent = swap(q(1,24), q(1,25)),
  },
}

--- ## (36): the step of $h_i$
---
--- With $Q_i$ as printed, at any state without a zero neuron.

local nonzero = all(i, w(i):differs(0))

claim "h_after_eq" {
  paper = "(36)", arxiv = "(35)", page = 24, kind = "identity",
  uses = { "gradient_mean_eq_closed_form" },
  printed = [[h_i(t+1) - h_i(t) = -\eta\langle\nabla_i(t), \bar v\rangle = \frac\eta2\Big(\|v\| -
    \sum_j h_j(t)\Big) - Q_i(t), \quad h_i(t+1) = h_i(t) + \frac\eta2 H(t) - Q_i(t)]],

  assume = { nonzero = nonzero },
  assert = {
    step = all(i, chain(after(h(i)) - h(i), "=", -eta * dot(grad(i), vbar), "=",
      eta / 2 * (norm(v) - sum(j, h(j))) - Q(i))),
    next = all(i, after(h(i)):equals(h(i) + eta / 2 * H - Q(i))),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2),
    eta = decades(-3, 1) },

  mutants = {
    sign = swap(h(i) + eta / 2 * H - Q(i), h(i) + eta / 2 * H + Q(i)),
    --- Neurons that do not feel each other's angles.
    aligned = swap(eta / 2 * (norm(v) - sum(j, h(j))) - Q(i), eta / 2 * (norm(v) - sum(j, h(j)))),
  },
}

--- ## (37) and (38): one term dominates

claim "abs_q_le_each" {
  paper = "(38), line 1", arxiv = "(37), line 1", page = 25, kind = "step",
  printed = [[|Q_i(t)| \le \frac{\eta}{2\pi}\left[n \cdot \frac{\|v\|}{3n}\theta_{ij}(t) +
    \|v\|\theta_i(t) + n \cdot \frac{\|v\|}{3n}\theta_{ij}(t) + \theta_i(t)\|v\|\right] ]],

  assume = {
    nonzero = nonzero,
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    ["(28)"] = all(i, norm(w(i)):at_most(third)),
    ["(26)"] = all(i, theta(i):at_most(4 * eps1)),
  },
  assert = all(i, j, j:differs(i), abs(Q(i)):at_most(eta / (2 * pi) * (n * third * theta(i, j)
    + norm(v) * theta(i) + n * third * theta(i, j) + theta(i) * norm(v)))),
  sample = states { n = {1, 2, 2, 3, 3, 5, 8, 16}, d = {2, 3, 10}, v = decades(-2, 2),
    eps1 = decades(-4, -q"1.8"), eta = decades(-9, 0), x = decades(-3, q"0.05"),
    ["\\alpha"] = between(0, q"3.99"), spread = {1, 1, 1, 3}, b = anywhere, w = built },

  mutants = {
    --- The angle to the teacher left out.
    no_teacher = { assert = all(i, j, j:differs(i),
      abs(Q(i)):at_most(eta / (2 * pi) * (2 * n * third * theta(i, j)))) },
    --- $Q_i$ is of third order in the angles, and no smaller.
    fourth = { assert = all(i, abs(Q(i)):at_most(eta * norm(v) * eps1^4)) },
  },

  --- $Q_1 = \frac\eta{2\pi}(\|w_3\|\sin\theta_3 - \theta_3 h_3) > 0$, the right side for $j = 2$
  --- is 0.
  expect = refuted { n = 3, d = 2, v = 1, eps1 = q"0.005", eta = q"0.01",
    w = net({q"0.1" * v, q"0.1" * v, q"0.1" * v + q"0.001" * vperp}, v),
    repair = "abs_q_le: the largest of the angles" },
  because = "the sum over j is bounded by the largest angle, not by any",
  check = [[
    from mpmath import *
    mp.dps = 40
    v, n, eps1, eta = mpc(1), 3, mpf("0.005"), mpf("0.01")
    w = [mpc("0.1"), mpc("0.1"), mpc("0.1", "0.001")]
    ang = lambda a, b: abs(arg(a / b))
    def K(u, a):  # (4) is a sum of these, for the students less for the teacher
        return u/2 + (abs(u)*sin(ang(u, a))*a/abs(a) - ang(u, a)*u) / (2*pi)
    assert all(abs(a) <= mpf(1)/(3*n) and ang(a, v) <= 4*eps1 for a in w)
    grad = sum(K(u, w[0]) for u in w) - K(v, w[0])
    Q = eta/2 * (1 - sum(w).real) + eta*grad.real  # (36): Q_1, by the step of h_1
    right = eta/(2*pi) * (2*n * 1/(3*n) * ang(w[0], w[1]) + 2*ang(w[0], v))
    assert abs(Q) > 1e-12 and right == 0
    print("refuted")
  ]],
}

--- With the largest angle, all lines. $H \ge \frac23\|v\|$ is (37); $9\epsilon_1 \le 0.1$ is what
--- "$\epsilon_1$ is a sufficiently small constant" stands for.

claim "abs_q_le" {
  paper = "proof of (27), one step", arxiv = "proof of (26), one step", page = 25,
  equation = "(37), (38)", kind = "step", under = "abs_q_le_each",
  uses = { "norm_le_third", "chi_le_of_late" },
  printed = [[H(t) \ge \|v\| - \sum_j \|w_j(t)\| \ge \|v\| - n \cdot \frac{\|v\|}{3n} =
    \frac{2\|v\|}3, \quad |Q_i(t)| \le \frac{\eta}{2\pi}\left[\frac{\|v\|}3 8\epsilon_1 +
    \|v\|4\epsilon_1 + \frac{\|v\|}3 8\epsilon_1 + 4\epsilon_1\|v\|\right] \le 3\eta\|v\|
    \epsilon_1 \le 9\epsilon_1\frac\eta2 H(t) \le 0.1\frac\eta2 H(t), \quad \theta_{ij} \le
    \theta_i + \theta_j \le 8\epsilon_1]],

  assert = {
    ["(37)"] = chain(H, "=", norm(v) - sum(j, h(j)), ">=", norm(v) - sum(j, norm(w(j))), ">=",
      norm(v) - n * third, "=", 2 * norm(v) / 3),
    ["(38)"] = all(i, chain(abs(Q(i)), "<=",
      eta / (2 * pi) * (n * third * max(j, theta(i, j)) + norm(v) * theta(i)
        + n * third * max(j, theta(i, j)) + theta(i) * norm(v)), "<=",
      eta / (2 * pi) * (norm(v) / 3 * 8 * eps1 + norm(v) * 4 * eps1 + norm(v) / 3 * 8 * eps1
        + 4 * eps1 * norm(v)), "<=",
      3 * eta * norm(v) * eps1, "<=", 9 * eps1 * (eta / 2) * H, "<=", q"0.1" * (eta / 2) * H)),
    reason = all(i, j, j:differs(i), chain(theta(i, j), "<=", theta(i) + theta(j), "<=", 8 * eps1)),
    step = all(i, chain(q"0.3" * eta * norm(v), "<=", q"0.9" * (eta / 2) * H, "<=",
      eta / 2 * H - Q(i), "<=", q"1.1" * (eta / 2) * H)),
    next = all(i, (after(h(i)) - h(i)):equals(eta / 2 * H - Q(i))),
  },

  mutants = {
    --- Two neurons on either side of $v$ are further apart.
    near = swap(8 * eps1, 6 * eps1),
    --- The 9 of (38) at the largest $\epsilon_1$.
    any_eps1 = drop "small_eps1",
    any_length = drop "(28)",
    any_angle = drop "(26)",
    --- A growth that differs by $10^{-5}$ only.
    equal = swap(q"0.9" * (eta / 2) * H, q"0.99999" * (eta / 2) * H),
  },
}

--- ## (39), (40) and the end, on runs
---
--- The hypotheses are (37) and (38) at every time from $T_1/50$ to $T_1 - 1$, (24) at $T_1/50$, and
--- that $s_2$ is at most $\frac1{100}\eta T_1\|v\|$, which is far more than $s_2 =
--- O(\eta T_1\epsilon_1^{48}\|v\|)$. "Without loss of generality" $T_1/50$ is a whole number, $k$
--- here. The equality in (39) is asserted up to $10^{-10}\|v\|$, as the states of a run are
--- rounded.

local k50, ratio = scalar "k", scalar "ratio"
local window = chain(k50, "<=", t, "<", T1)
local gained = sum(t, window, eta / 2 * H)

claim "h_end_between" {
  paper = "proof of (27), sums", arxiv = "proof of (26), sums", page = 25,
  equation = "(39), (40)", kind = "step",
  uses = { "abs_q_le", "norm_le_after_steps" },
  printed = [[0.9\Big(\sum_{t=T_1/50}^{T_1-1}\frac\eta2 H(t)\Big) \le h_i(T_1) - h_i(T_1/50) =
    \sum_{t=T_1/50}^{T_1-1}(h_i(t+1) - h_i(t)) \le 1.1\Big(\sum_{t=T_1/50}^{T_1-1}\frac\eta2
    H(t)\Big), \quad |h_i(T_1/50)| \le \|w_i(T_1/50)\| \le s_2 + 2\eta\|v\|\frac{T_1}{50} \le
    \frac1{20}\eta\|v\|T_1 \le 0.2\Big(\sum_{t=T_1/50}^{T_1-1}\frac\eta2 H(t)\Big), \quad
    0 < 0.7\Big(\ldots\Big) \le h_i(T_1) \le 1.3\Big(\ldots\Big)]],

  assume = {
    whole = T1:equals(50 * k50) & k50:equals(ceil(k50)),
    ["(24)"] = at(k50, all(i, norm(w(i)):at_most(s2 + 2 * eta * norm(v) * k50))),
    small_start = s2:at_most(eta * T1 * norm(v) / 100),
    ["(37)"] = all(t, window, H:at_least(2 * norm(v) / 3)),
    ["(38)"] = all(t, i, window, abs(Q(i)):at_most(q"0.1" * (eta / 2) * H)),
  },
  assert = {
    ["(39)"] = all(i, chain(q"0.9" * gained, "<=", at(T1, h(i)) - at(k50, h(i)), "<=",
      q"1.1" * gained)),
    sum = all(i, (at(T1, h(i)) - at(k50, h(i))):equals(
      sum(t, window, after(h(i)) - h(i)), q"1e-10" * norm(v))),
    ["(40)"] = all(i, chain(abs(at(k50, h(i))), "<=", at(k50, norm(w(i))), "<=",
      s2 + 2 * eta * norm(v) * k50, "<=", q(1,20) * eta * norm(v) * T1, "<=",
      q"0.2" * gained)),
    ends = all(i, chain(0, "<", q"0.7" * gained, "<=", at(T1, h(i)), "<=", q"1.3" * gained)),
    ["(27)"] = all(i, j, at(T1, h(i)):at_most(2 * at(T1, h(j)))),
  },
  sample = trajectory { by = descent, n = {1, 2, 3, 5}, d = {2, 5}, v = decades(-2, 2),
    k = {1, 2, 3}, T1 = {50, 100, 150}, loose = decades(-3, -1), ratio = decades(-7, -2),
    eta = loose / (n * T1), sigma = ratio * eta * T1 * norm(v) / sqrt(d), t = {0} },

  mutants = {
    --- What was gained before $T_1/50$ forgotten.
    no_start = swap(q"1.3" * gained, q"1.01" * gained),
    --- A neuron that is not parallel to $v$ lags behind by more.
    even = swap(q"0.9" * gained, q"0.9999" * gained),
    --- (40) with the 50 of $T_1/50$ alone.
    small = swap(q(1,20) * eta * norm(v) * T1, q(1,25) * eta * norm(v) * T1),
    --- Balanced to one part in $10^5$.
    equal = swap(2 * at(T1, h(j)), (1 + q"1e-5") * at(T1, h(j))),
  },
}
