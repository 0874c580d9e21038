-- SPDX-License-Identifier: GPL-3.0-or-later

--- # (10): near the start the gradient is that of one neuron
---
--- In Phase 1 the neurons are so short that they hardly feel each other: each moves as if it
--- learnt the teacher alone from near 0. The overview of page 7 says so in two steps.
---
--- ## What we found
---
--- *The lengths.* Page 7 has $\|w_i\| = O(\eta\|v\|t) = O(\epsilon_1^2\|v\|/n)$, "given with the
--- upper bound" (6). That bound is $s_2 + 2\eta\|v\|t$, and its first term is not small beside the
--- second while $\eta\|v\|t$ is below $s_2$; at $t = 0$ the first equality says that all neurons
--- are 0. The last expression is right, and it is all that is used.
---
--- *The error.* (10) prints it as $O(\epsilon_1^2\|v\|^2)$. A gradient scales like $\|v\|$ and not
--- like its square, so this is false for every constant: shrink the whole picture by $k$ and the
--- error shrinks by $k$, the printed bound by $k^2$. With $\|v\|$ in place of $\|v\|^2$ the claim
--- holds; by (4) the error is at most $\frac12 \sum_j \|w_j\|$. Nothing depends on the slip: the
--- proof in Appendix C does not use (10), and has $O(\epsilon_1^2)\|v\|$ where it needs the same.

local m, part, late, f = scalar "m", scalar "part", scalar "late", scalar "f"
local x, slack, b = scalar("x", i), scalar "slack", vector("b", i)
local longest = s2 + 2 * eta * norm(v) * m
local window = states { n = {1, 2, 3, 5, 8}, d = {2, 5}, v = decades(-2, 2),
  eps1 = decades(-q"2.5", -2), slack = decades(-3, q"0.3"), C = slack * C_of_4,
  sigma = slack * sigma_of_4, eta = slack * eta_of_4,
  late = {0, 1}, part = decades(-105, 1), m = late * part * C / eta,
  x = between(0, 1), f = {1, 1, 1, 3}, b = anywhere,
  w = net(i, f * s1 * (longest / s1)^x(i) * unit(b(i))) }
local nonzero = all(i, w(i):differs(0))

--- ## The lengths

claim "norm_le_growth" {
  paper = "above (10)", arxiv = "above (9)", page = 7, kind = "hidden",
  printed = [[\|w_i\| = O(\eta\|v\|t) = O(\epsilon_1^2\|v\|/n)]],

  where = { T1 = C / eta },
  assume = {
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    small_C = C:at_most(C_of_4),
    small_sigma = sigma:at_most(sigma_of_4),
    phase = chain(0, "<=", m, "<=", T1),
    ["(6)"] = all(i, chain(s1, "<=", norm(w(i)), "<=", longest)),
  },
  assert = {
    first = all(i, norm(w(i)):at_most(O(eta * norm(v) * m, 2))),
    second = O(eta * norm(v) * m, 2):at_most(O(eps1^2 * norm(v) / n, q"0.15")),
  },
  sample = window,

  mutants = {
    --- A bound that shrinks with time.
    inverse = swap(eta * norm(v) * m, eta * norm(v) / (1 + m)),
    --- By the step alone.
    one_step = swap(O(eta * norm(v) * m, 2), O(eta * norm(v), 2)),
  },

  --- $m = 0$: the bound is 0, and no neuron is.
  expect = refuted { part = "first", n = 2, d = 4, v = 1, eps1 = q"0.005", C = q"1e-7",
    sigma = q"1e-121",
    eta = q"1e-130", m = 0, w = net({q"2e-121" * vperp, q"3e-121" * vperp}, v),
    repair = "norm_le_growth_of_s2: add s_2, or leave the first equality out" },
  because = "at t = 0 the neurons have their first lengths",
  check = [[
    from mpmath import *
    mp.dps = 400
    n, d, m = 2, 4, 0
    eps1, C, sigma, eta = mpf("0.005"), mpf("1e-7"), mpf("1e-121"), mpf("1e-130")
    lengths = [mpf("2e-121"), mpf("3e-121")]
    s1, s2 = sigma*sqrt(d)/2, 2*sigma*sqrt(d)
    assert 0 < eps1 <= mpf("0.01") and C <= eps1**2 / (20*n)
    assert sigma <= C * eps1**48 / (100*sqrt(d)) and 0 <= m <= C/eta
    assert all(s1 <= a <= s2 + 2*eta*m for a in lengths)  # (6), norm(v) = 1
    assert all(a > mpf(10)**k * eta*m for a in lengths for k in range(300))
    print("refuted")
  ]],
}

claim "norm_le_growth_of_s2" {
  paper = "above (10), repaired", arxiv = "above (9), repaired", page = 7, kind = "hidden",
  printed = [[\|w_i\| = O(s_2 + \eta\|v\|t) = O(\epsilon_1^2\|v\|/n)]],

  where = { T1 = C / eta },
  assume = {
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    small_C = C:at_most(C_of_4),
    small_sigma = sigma:at_most(sigma_of_4),
    phase = chain(0, "<=", m, "<=", T1),
    ["(6)"] = all(i, chain(s1, "<=", norm(w(i)), "<=", longest)),
  },
  assert = all(i, chain(norm(w(i)), "<=", O(s2 + eta * norm(v) * m, 2), "<=",
    O(eps1^2 * norm(v) / n, q"0.15"))),
  sample = window,

  mutants = {
    --- The page's first equality.
    printed = swap(O(s2 + eta * norm(v) * m, 2), O(eta * norm(v) * m, 2)),
    cubed = swap(O(eps1^2 * norm(v) / n, q"0.15"), O(eps1^3 * norm(v) / n, q"0.15")),
    any_time = drop "phase",
    any_length = drop "(6)",
  },
}

--- ## (10) as printed

local alone = -1 / (2 * pi) * (norm(v) * sin(theta(i)) * unit(w(i)) + (pi - theta(i)) * v)

claim "gradient_near_start_printed" {
  paper = "(10)", arxiv = "(9)", page = 7, kind = "hidden", uses = { "norm_le_growth_of_s2" },
  printed = [[\nabla_i = -\frac1{2\pi}(\|v\|\sin\theta_i\bar w_i + (\pi - \theta_i)v) +
    O(\epsilon_1^2\|v\|^2)]],

  assume = {
    nonzero = nonzero,
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    lengths = all(i, norm(w(i)):at_most(O(eps1^2 * norm(v) / n, q"0.15"))),
  },
  assert = all(i, grad(i):equals(alone, O(eps1^2 * norm(v)^2, q"0.075"))),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2),
    eps1 = decades(-4, -2), x = decades(-9, 0), b = anywhere,
    w = net(i, x(i) * q"0.15" * eps1^2 * norm(v) / n * unit(b(i))) },

  mutants = {
    cubed = swap(eps1^2 * norm(v)^2, eps1^3 * norm(v)^2),
    --- Without the direction of the neuron itself.
    teacher_only = swap(norm(v) * sin(theta(i)) * unit(w(i)), 0 * v),
  },

  --- Two equal neurons along $v$: $\nabla_i - (\ldots) = \frac12(w_1 + w_2) = 10^{-6}v =
  --- \frac1{25}\epsilon_1^2 v$, so the constant must be at least $1/(25\|v\|)$.
  expect = refuted { n = 2, d = 2, eps1 = q"0.005",
    v = {1, q"0.1", q"0.01", q"0.001", q"1e-4", q"1e-5", q"1e-6"},
    w = net({q"1e-6" * v, q"1e-6" * v}, v),
    repair = "gradient_near_start: norm(v) for its square" },
  because = "a gradient scales like v, the printed error like its square",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, eps1 = 2, mpf("0.005")
    for k in range(13):
        constant = mpf(10)**k  # in the printed O(): whatever it is, some v breaks it
        v = 1 / (30*constant)
        w = [v * mpf("1e-6")] * n
        assert all(0 < a <= mpf("0.15") * eps1**2 * v/n for a in w)
        # All angles are 0, so (4) is half the residual; alone it would be -v/2.
        grad, alone = (sum(w) - v)/2, -(v*sin(0) + (pi - 0)*v) / (2*pi)
        assert abs(grad - alone) > constant * eps1**2 * v**2
    print("refuted")
  ]],
}

--- ## The repair
---
--- With the length constant $0.15$ of (28) the error has the constant $0.075$: one half of the
--- sum of the lengths.

claim "gradient_near_start" {
  paper = "(10), repaired", arxiv = "(9), repaired", page = 7, kind = "hidden",
  uses = { "norm_le_growth_of_s2" },
  printed = [[\nabla_i = -\frac1{2\pi}(\|v\|\sin\theta_i\bar w_i + (\pi - \theta_i)v) +
    O(\epsilon_1^2\|v\|)]],

  assume = {
    nonzero = nonzero,
    small_eps1 = chain(0, "<", eps1, "<=", c_eps1),
    lengths = all(i, norm(w(i)):at_most(O(eps1^2 * norm(v) / n, q"0.15"))),
  },
  assert = all(i, grad(i):equals(alone, O(eps1^2 * norm(v), q"0.075"))),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2),
    eps1 = decades(-4, -2), x = decades(-9, 2), b = anywhere,
    w = net(i, x(i) * q"0.15" * eps1^2 * norm(v) / n * unit(b(i))) },

  mutants = {
    --- The printed unit.
    unit_slip = swap(O(eps1^2 * norm(v), q"0.075"), O(eps1^2 * norm(v)^2, q"0.075")),
    cubed = swap(O(eps1^2 * norm(v), q"0.075"), O(eps1^3 * norm(v), q"0.075")),
    --- Longer neurons do feel each other.
    long = drop "lengths",
  },
}

--- ## The update turns a neuron towards the teacher
---
--- "The update of $w_i$ is approximately a linear combination of $\bar w_i$ and $v$, the angle
--- between $w_i$ and $v$ is going to decrease": so it does at every state, for every step, when
--- the error of (10) is left out. Both coefficients are positive, so the new neuron lies between
--- the old one and $v$.

claim "angle_after_alone_le" {
  paper = "below (10)", arxiv = "below (9)", page = 7, kind = "step",
  printed = [[\theta\Big(w_i + \frac\eta{2\pi}(\|v\|\sin\theta_i\bar w_i + (\pi -
    \theta_i)v),\ v\Big) \le \theta_i]],

  assume = { nonzero = nonzero },
  assert = all(i, angle(w(i) - eta * alone, v):at_most(theta(i))),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3, 5}, v = decades(-2, 2), eta = decades(-3, 1) },

  mutants = {
    --- With the other neurons' share, (4), it may as well increase.
    with_others = swap(alone, grad(i)),
    --- Up the hill.
    sign = swap(w(i) - eta * alone, w(i) + eta * alone),
  },
}
