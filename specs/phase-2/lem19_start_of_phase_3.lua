-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 19: what Phase 2 leaves behind
---
--- Phase 3 needs neurons that share the teacher evenly and a small loss. Both follow from the four
--- bounds of Theorem 5 at $T_2$ alone.
---
--- ## How it is read
---
--- The statement speaks of one state, $w(T_2)$, and supposes (41) to (44) there. So it is checked
--- as stated, on states built to satisfy them, with $t - T_1 = T_2 - T_1 = \lceil\frac1{n\eta}\ln
--- \frac1{36\epsilon_2}\rceil$ in (42). Of $\eta$ it is enough that $n\eta \le 1/100$.
---
--- The lemma needs the constant of "$\epsilon_2 = O(1)$" in Theorem 5 smaller than that theorem
--- does: the proof has $H(T_2) \le 7\epsilon_2^{1/2}\|v\|$ and uses $H(T_2) \le
--- \frac13\|v\|$, which together ask for $\epsilon_2 \le 1/441$. `setting.lua` declares
--- $\epsilon_2 \le 1/500$ for the whole paper. With $1/100$, which is enough for Theorem 5, the
--- lemma itself would be false: $H(T_2)$ may be $0.6\|v\|$ and a neuron shorter than
--- $\|v\|/(3n)$. Theorem 6, for which the lemma is meant, has $\epsilon_2 = O(n^{-14})$.
---
--- ## What we found
---
--- The lemma holds. In the proof, $\exp(-\frac{n\eta}2(T_2 - T_1)) = (36\epsilon_2)^{1/2}$ forgets
--- that $T_2 - T_1$ is rounded up; the left side is smaller unless $\frac1{n\eta}\ln
--- \frac1{36\epsilon_2}$ is a whole number. It should read $\le$, which is all that is used.
---
--- The last display multiplies angles by $(\frac2n\|v\|)^2$, as if $\frac2n\|v\|$ bounded the
--- lengths; it bounds the $h_i$, and the lengths by $\frac3n\|v\|$. The display holds all the same,
--- with room: $\sin x - x\cos x$ is of the order of $x^3$, not of $x$.

local y, x, a, b = scalar "y", scalar("x", i), scalar("\\alpha", i), vector("b", i)
local loose, rho = scalar "loose", scalar "\\rho"
local across = b(i) - dot(b(i), vbar) * vbar

local steps = ceil(1 / (n * eta) * log(1 / (36 * eps2)))
local decay = (1 - n * eta / 2)^steps
local upper = decay * norm(v) + 6 * eps2 * norm(v)
local lower = q(2,3) * decay * norm(v) - 6 * eps2 * norm(v)
local reached = norm(v) - (lower + y * (upper - lower))
local built = net(i, reached * x(i) / sum(j, x(j)) * (vbar + tan(a(i) * eps2) * unit(across)))
local near = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 10}, v = decades(-2, 2),
  eps2 = decades(-9, -2), loose = decades(-9, 0), eta = loose * c_eta / n,
  y = between(-q"0.02", q"1.02"), x = decades(0, q"0.45"), ["\\alpha"] = between(0, q"1.02"),
  ["\\rho"] = decades(-9, q"0.2"), sigma = 2 * rho * reached / (n * sqrt(d)),
  b = anywhere, w = built }

claim "start_of_phase_3" {
  paper = "Lemma 19", arxiv = "Lemma 17", page = 28, kind = "explicit",
  uses = { "residual_small_at_end", "norm_residual_small_at_end", "loss_small_at_end" },
  printed = [[\|v\|/(3n) \le \|w_i(T_2)\| \le 3\|v\|/n, \quad L(w(T_2)) \le
    20\epsilon_2\|v\|^2]],

  assume = {
    small_eps2 = chain(0, "<", eps2, "<=", c_eps2),
    small_step = chain(0, "<", n * eta, "<=", c_eta),
    ["(41)"] = all(i, j, h(i):at_most(2 * h(j))),
    ["(42)"] = chain(upper, ">=", H, ">=", lower, ">=", 18 * eps2 * norm(v)),
    ["(43)"] = all(i, chain(2 * norm(v) / n, ">=", h(i), ">=", s1 / 2)),
    ["(44)"] = all(i, theta(i):at_most(eps2)),
  },
  assert = {
    lengths = all(i, chain(norm(v) / (3 * n), "<=", norm(w(i)), "<=", 3 * norm(v) / n)),
    loss = loss:at_most(20 * eps2 * norm(v)^2),
  },
  sample = near,

  mutants = {
    --- Up to $\epsilon_2 = 1/100$.
    any_eps2 = drop "small_eps2",
    --- The loss is near $9\epsilon_2\|v\|^2$ at most.
    five = swap(20 * eps2 * norm(v)^2, 5 * eps2 * norm(v)^2),
    unit_slip = swap(20 * eps2 * norm(v)^2, 20 * eps2 * norm(v)),
    square = swap(20 * eps2 * norm(v)^2, 20 * eps2^2 * norm(v)^2),
    --- Lengths within a factor of 2 of each other, but not all above $\|v\|/n$.
    even = swap(norm(v) / (3 * n), norm(v) / n),
  },
}

--- ## The first condition: the residual, as printed

local root, exponential = eps2^q(1,2), exp(-n * eta / 2 * steps)

claim "residual_small_at_end_printed" {
  paper = "proof of Lemma 19, residual", arxiv = "proof of Lemma 17, residual", page = 29,
  kind = "step", under = "start_of_phase_3",
  printed = [[H(T_2) \le \left(1 - \frac{n\eta}2\right)^{T_2-T_1}\|v\| + 6\epsilon_2\|v\| \le
    \exp(-\tfrac{n\eta}2(T_2 - T_1))\|v\| + 6\epsilon_2\|v\| = (36\epsilon_2)^{1/2}\|v\| +
    6\epsilon_2\|v\| \le 7\epsilon_2^{1/2}\|v\|]],

  assert = {
    ["link 1"] = H:at_most(decay * norm(v) + 6 * eps2 * norm(v)),
    ["link 2"] = (decay * norm(v) + 6 * eps2 * norm(v)):at_most(
      exponential * norm(v) + 6 * eps2 * norm(v)),
    ["link 3"] = (exponential * norm(v) + 6 * eps2 * norm(v)):equals(
      (36 * eps2)^q(1,2) * norm(v) + 6 * eps2 * norm(v)),
    ["link 4"] = ((36 * eps2)^q(1,2) * norm(v) + 6 * eps2 * norm(v)):at_most(
      7 * root * norm(v)),
  },

  mutants = {
    --- A rate of $n\eta$ a step.
    fast = swap(exponential, exp(-n * eta * steps)),
    --- Without room for the second term.
    six = swap(7 * root * norm(v), 6 * root * norm(v)),
  },

  --- $\frac1{n\eta}\ln\frac1{36\epsilon_2} = 415.5\ldots$ is rounded up to 416.
  expect = refuted { part = "link 3", n = 2, d = 2, v = 1, eps2 = q"0.001", eta = q"0.004",
    sigma = q"0.1", w = net({q"0.425" * v, q"0.425" * v}, v),
    repair = "residual_small_at_end: at most" },
  because = "T_2 - T_1 is rounded up to a whole number",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, d, eps2, eta, sigma = 2, 2, mpf("0.001"), mpf("0.004"), mpf("0.1")
    h = [mpf("0.425")] * n  # along v, of length 1
    steps = ceil(log(1/(36*eps2)) / (n*eta))  # T_2 - T_1 = 416
    decay, H = (1 - n*eta/2)**steps, 1 - sum(h)
    assert eps2 <= mpf("0.002") and n*eta <= mpf("0.01")
    assert decay + 6*eps2 >= H >= decay*2/3 - 6*eps2 >= 18*eps2  # (42)
    assert all(2/mpf(n) >= a >= sigma*sqrt(d)/4 for a in h)  # (43)
    assert abs(exp(-n*eta/2 * steps) - sqrt(36*eps2)) > 1e-4  # printed: equal
    print("refuted")
  ]],
}

claim "residual_small_at_end" {
  paper = "proof of Lemma 19, lengths", arxiv = "proof of Lemma 17, lengths", page = 29,
  kind = "step", under = "start_of_phase_3",
  printed = [[H(T_2) \le \exp(-\tfrac{n\eta}2(T_2 - T_1))\|v\| + 6\epsilon_2\|v\| \le
    (36\epsilon_2)^{1/2}\|v\| + 6\epsilon_2\|v\| \le 7\epsilon_2^{1/2}\|v\|, \quad \frac23\|v\| \le
    \|v\| - H(T_2) = \sum_j h_j(T_2) \le 2nh_i(T_2) \implies \|w_i(T_2)\| \ge h_i(T_2) \ge
    \|v\|/(3n), \quad H(T_2) \ge 0 \implies \|v\| \ge \sum_j h_j(T_2) \ge nh_i(T_2)/2 \implies
    h_i(T_2) \le 2\|v\|/n \implies \|w_i(T_2)\| = h_i(T_2)/\cos(\theta_i(T_2)) \le \frac32
    h_i(T_2) \le 3\|v\|/n]],

  assert = {
    residual = chain(H, "<=", decay * norm(v) + 6 * eps2 * norm(v), "<=",
      exponential * norm(v) + 6 * eps2 * norm(v), "<=",
      (36 * eps2)^q(1,2) * norm(v) + 6 * eps2 * norm(v), "<=", 7 * root * norm(v)),
    below = all(i, chain(q(2,3) * norm(v), "<=", norm(v) - H, "<=", 2 * n * h(i))
      & (norm(v) - H):equals(sum(j, h(j)))
      & chain(norm(w(i)), ">=", h(i), ">=", norm(v) / (3 * n))),
    above = H:at_least(0) & all(i, chain(norm(v), ">=", sum(j, h(j)), ">=", n * h(i) / 2)
      & h(i):at_most(2 * norm(v) / n)
      & chain(norm(w(i)), "=", h(i) / cos(theta(i)), "<=", q(3,2) * h(i), "<=", 3 * norm(v) / n)),
  },

  mutants = {
    six = swap(7 * root * norm(v), 6 * root * norm(v)),
    --- Nine tenths of the teacher.
    nine_tenths = swap(q(2,3) * norm(v), q(9,10) * norm(v)),
    any_lengths = drop "(41)",
    --- A residual beside the window.
    any_residual = drop "(42)",
  },
}

--- ## The second condition

claim "norm_residual_small_at_end" {
  paper = "proof of Lemma 19, second condition", arxiv = "proof of Lemma 17, second condition",
  page = 29, kind = "step", under = "start_of_phase_3", uses = { "residual_small_at_end" },
  printed = [[\Big\|\sum_i w_i(T_2) - v\Big\| \le \sum_i\|w_i(T_2) - h_i(T_2)\bar v\| +
    \Big\|\sum_i h_i(T_2)\bar v - v\Big\| = \sum_i h_i(T_2)\tan\theta_i(T_2) + H(T_2) \le
    8\epsilon_2^{1/2}\|v\|, \quad \tan\theta_i(T_2) \le 2\epsilon_2 \le o(\epsilon_2^{1/2})]],

  assert = {
    chain = chain(norm(r), "<=",
      sum(i, norm(w(i) - h(i) * vbar)) + norm(sum(i, h(i) * vbar) - v), "=",
      sum(i, h(i) * tan(theta(i))) + H, "<=", 8 * root * norm(v)),
    --- $2\epsilon_2/\epsilon_2^{1/2}$ tends to 0; here it is at most $0.09$.
    reason = all(i, chain(tan(theta(i)), "<=", 2 * eps2, "<=", O(eps2^q(1,2), q"0.09"))),
  },

  mutants = {
    five = swap(8 * root * norm(v), 5 * root * norm(v)),
    --- The tangent below half of $\epsilon_2$.
    half = swap(2 * eps2, eps2 / 2),
    sine = swap(h(i) * tan(theta(i)), h(i) * theta(i)^2),
  },
}

claim "loss_small_at_end" {
  paper = "proof of Lemma 19, loss", arxiv = "proof of Lemma 17, loss", page = 29, kind = "step",
  under = "start_of_phase_3", uses = { "norm_residual_small_at_end" },
  printed = [[L(w(T_2)) \le \frac14\left(8\epsilon_2^{1/2}\|v\|\right)^2 + \frac1{2\pi}\left(n^2
    \cdot 2\epsilon_2 \cdot \left(\frac2n\|v\|\right)^2 + n\epsilon_2\frac2n\|v\|^2\right) \le
    20\epsilon_2\|v\|^2]],

  assert = chain(loss, "<=", q(1,4) * (8 * root * norm(v))^2
    + 1 / (2 * pi) * (n^2 * (2 * eps2) * (2 / n * norm(v))^2 + n * eps2 * (2 / n) * norm(v)^2),
    "<=", 20 * eps2 * norm(v)^2),

  mutants = {
    --- Half of the residual: 4 in place of 8, and 5 in all.
    four = swap(8 * root * norm(v), 4 * root * norm(v)),
    twelve = swap(20 * eps2 * norm(v)^2, 12 * eps2 * norm(v)^2),
    square = swap((8 * root * norm(v))^2, (8 * eps2 * norm(v))^2),
  },
}
