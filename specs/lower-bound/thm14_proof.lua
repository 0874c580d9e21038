-- SPDX-License-Identifier: GPL-3.0-or-later

--- # The proof of Theorem 14: from the potential to the loss
---
--- Lemma 31 bounds the angles by $Z$, so Lemma 33 becomes $\frac{\partial}{\partial t} Z \ge
--- -O(Z^2)$, (66), whose solution falls no faster than $1/t$, (67). Lemma 20 bounds $Z^3$ by the
--- loss, (68). Together they are the theorem.
---
--- ## What we found
---
--- **The first line.** "For $\forall t \ge T_2$ we have $\max_i \|z_i(t)\| \ge \theta_{\max}(t)\,
--- \Theta(\|v\|/n)$." The length of $z_i$ is $\|w_i\| \sin\theta_i$, which is small for angles
--- near $\pi$ as well. Of the flow after $T_2$ the proof knows (58) and (59) only, and (59) says
--- nothing at $t = T_2$. The state $w_1 = -\frac12 v$, $w_2 = v$ meets both for a while, and has
--- $\theta_{\max} = \pi$, $z = 0$. What the line needs is a bound on the angles, say
--- $\theta_{\max} \le \frac\pi2$. Theorem 5 has one, (15), but Theorem 27 does not pass it on; by
--- Lemma 20 it also follows from (58) once $L \le \|v\|^2/(512 n^2)$, that is from (59) for $t -
--- T_2$ of the order of $n^2$. So the theorem survives, with (15) added to Theorem 27 or with a
--- $T_2$ that waits longer.
---
--- **The last line.** $\gamma$ is set to $n^{5/3}\|v\|^{1/3}/Z(T_2)$, but (68) has a constant $c$
--- in front, and what follows is $c^{-1/3}$ times that. Without a constant the bound at $t = T_2$,
--- $L^{-1/3} \le n^{5/3}\|v\|^{1/3}/Z$, fails under (58) at $w = \frac7{16} v \pm
--- \frac{39}{20} v^\perp$. Nothing depends on it, since $\gamma$ may be any constant of the
--- trajectory.
---
--- ## Constants
---
--- From the steps: $\frac{1}{2\pi}$ for the first line (with $\sin\theta \ge \frac2\pi\theta$ and
--- $\|w_i\| \ge \frac{\|v\|}{4n}$), hence $4\pi^2 < 40$ for $\theta_{\max}$ by Lemma 31, $4 \cdot
--- 40^2 = 6400$ for (66) by Lemma 33; 4 for $Z$ by $\theta_{\max}$; $4\pi < 12.6$ for
--- $\theta_{\max}$ by $L$, with the constant $4\pi^3$ of Lemma 20 as repaired. For (68) these
--- give a constant of $10^{-5}$, and $\frac12$ holds.
---
--- ## How it is held
---
--- The steps speak of one state after $T_2$, with (58), and with $\kappa_{\max}(0)$ a drawn
--- number $k_0$ of which Lemma 31 knows $Z \ge \frac{k_0}{2\pi} \max_i \|z_i\|$. (67) is also
--- followed along flows; its "$\frac1{Z(t)} = O(\cdots) + \cdots$" is a bound from above.
---
--- What Lemma 31 excludes is a network whose neurons lean the same way: $Z$ is small there and the
--- angles are not. So where $k_0$ counts, the neurons lean in a common direction up to a spread
--- $\mu$, and $k_0$ runs over decades: then $k_0$ and $Z$ are both of order $\mu$, and the powers
--- of $k_0$ in (66) matter.

local k0, wait, spread = scalar "k_0", scalar "T", scalar "spread"
local a, s, b, c = scalar("a", i), scalar "s", vector "b", vector("c", i)
local mu, scale = scalar "\\mu", scalar "scale"
local near = near_minimum { spread = decades(-8, 1) }
local longest = let("\\max_i \\|z_i\\|", max(i, norm(z(i))))
local start = chain(0, "<", k0, "<=", pi)
local lemma31 = Z:at_least(k0 / (2 * pi) * longest) & Z:above(0)
local acute = theta_max:at_most(pi / 2)
local distinct = all(i, j, i:below(j), z(i):differs(z(j)))
local angle_of_Z = n * Z / (k0 * norm(v))
local rate = n^4 / (k0^2 * norm(v))
local one_way = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
  k_0 = decades(-6, q"0.497"), a = {-1, q(1,2), 1, 2}, s = decades(-8, 0), b = anywhere,
  c = anywhere, ["\\mu"] = decades(-6, 1), scale = {1, 1, 1, q(1,30)},
  w = net(i, scale * (a(i) * v + s * norm(v) * (unit(b) + mu * unit(c(i)))) / n) }

--- ## The first line, as printed

claim "longest_z_ge_theta_max" {
  paper = "proof of Theorem 14, first line", arxiv = "proof of Theorem 12, first line", page = 44,
  kind = "hidden", uses = { "flow_phase_3" },
  printed = [[\forall t \ge T_2,\quad \max_{i \in [n]} \|z_i(t)\| \ge
    \theta_{\max}(t)\, \Theta(\|v\|/n)]],

  assume = { over = n:at_least(2), ["(58)"] = balanced,
    ["(59)"] = (loss * wait^3):at_most(O(n^4 * norm(v)^2)) },
  assert = longest:at_least(Omega(theta_max * norm(v) / n, q(1,10))),
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), T = decades(-3, 3),
    w = near },

  mutants = {
    unit_slip = swap(theta_max * norm(v), theta_max * norm(v)^2),
    square = swap(longest, longest^2 / norm(v)),
  },

  --- One neuron against the teacher, one as it should be: $L = \frac1{16}$.
  expect = refuted { n = 2, d = 1, v = 1, T = 1, w = net({-v / 2, v}, v),
    repair = "longest_z_ge_theta_max_of_acute: theta_max <= pi/2, as (15) has it" },
  because = "norm z_i is norm w_i sin theta_i, and neither (58) nor (59) keeps theta_i from pi",
  check = [[
    from mpmath import *
    mp.dps = 40
    def R(w, x):  # on a line: the students less the teacher v = 1
        return sum(max(a*x, 0) for a in w) - max(x, 0)
    def loss(w):  # half the mean of R^2, and x^2 has the mean 1/2 on each side
        return (R(w, 1)**2 + R(w, -1)**2) / 4
    n, w, T = 2, [-mpf(1)/2, mpf(1)], 1
    theta_max, longest = pi, 0  # on a line no neuron has a part across v
    assert all(4/mpf(n) >= abs(a) >= 1/mpf(4*n) for a in w)  # (58)
    assert loss(w) * T**3 <= n**4  # (59)
    assert all(longest < mpf(10)**-k * theta_max / n for k in range(300))
    print("refuted")
  ]],
}

claim "longest_z_ge_theta_max_of_acute" {
  paper = "proof of Theorem 14, first line, repaired",
  arxiv = "proof of Theorem 12, first line, repaired", page = 44, kind = "hidden",
  printed = [[\theta_{\max} \le \frac\pi2 \implies \max_{i \in [n]} \|z_i(t)\| \ge
    \theta_{\max}(t)\, \Theta(\|v\|/n)]],

  assume = { over = n:at_least(2), ["(58)"] = balanced, acute = acute },
  assert = longest:at_least(Omega(theta_max * norm(v) / n, q"0.159")),
  sample = states { n = {2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2),
    a = {-1, q(1,2), 1, 2}, s = decades(-8, 0), c = anywhere,
    w = net(i, (a(i) * v + s * norm(v) * unit(c(i))) / n) },

  mutants = {
    any_angle = drop "acute",
    --- Four times the angle.
    more = swap(theta_max * norm(v), 4 * theta_max * norm(v)),
    unit_slip = swap(theta_max * norm(v), theta_max * norm(v)^2),
  },
}

--- ## (66)

claim "theta_max_le_potential" {
  paper = "proof of Theorem 14, theta_max", arxiv = "proof of Theorem 12, theta_max", page = 44,
  kind = "hidden", uses = { "potential_ge_longest", "longest_z_ge_theta_max_of_acute" },
  printed = [[Z(t) \ge \Omega(\kappa_{\max}(0) \theta_{\max}(t) \|v\|/n) \implies \theta_{\max}(t)
    = O\left(\frac{n Z(t)}{\kappa_{\max}(0) \|v\|}\right)]],

  assume = { over = n:at_least(2), ["(58)"] = balanced, acute = acute, start = start,
    ["Lemma 31"] = lemma31 },
  assert = {
    Z = Z:at_least(Omega(k0 * theta_max * norm(v) / n, q(1,40))),
    theta = theta_max:at_most(O(angle_of_Z, 40)),
  },
  sample = one_way,

  mutants = {
    more = swap(k0 * theta_max * norm(v), 40 * k0 * theta_max * norm(v)),
    square = swap(angle_of_Z, angle_of_Z^2),
    unit_slip = swap(k0 * norm(v), k0),
  },
}

claim "potential_slope_ge_sq" {
  paper = "(66)", arxiv = "(65)", page = 44, equation = "(66)", kind = "hidden",
  uses = { "potential_slope_ge", "theta_max_le_potential" },
  printed = [[\frac{\partial}{\partial t} Z(t) \ge -O(n^2 \|v\| \theta_{\max}^2(t)) \ge
    -O\left(\frac{n^4 Z^2(t)}{\kappa_{\max}^2(0) \|v\|}\right)]],

  assume = { over = n:at_least(2), ["(58)"] = balanced, acute = acute, start = start,
    ["Lemma 31"] = lemma31, distinct = distinct },
  assert = chain(D(Z), ">=", -O(n^2 * norm(v) * theta_max^2, 4), ">=", -O(rate * Z^2, 6400)),
  sample = one_way,

  mutants = {
    --- A cube would make $Z$ fall like $t^{-1/2}$.
    cubed = swap(rate * Z^2, rate * Z^3),
    --- One power of $\kappa_{\max}(0)$: neurons that lean one way fall faster.
    once = swap(k0^2 * norm(v), k0 * norm(v)),
    theta_cubed = swap(theta_max^2, theta_max^3),
    --- $Z$ does not rise.
    rises = swap(D(Z), D(Z) - norm(v)),
  },
}

--- ## (67)

claim "inverse_potential_slope_le" {
  paper = "(67), derivative", arxiv = "(66), derivative", page = 44, equation = "(67)",
  kind = "hidden", uses = { "potential_slope_ge_sq" },
  printed = [[\frac{\partial}{\partial t} \frac{1}{Z(t)} = -\frac{1}{Z^2(t)}
    \frac{\partial}{\partial t} Z(t) \le O\left(\frac{n^4}{\kappa_{\max}^2(0) \|v\|}\right)]],

  assume = { over = n:at_least(2), ["(58)"] = balanced, acute = acute, start = start,
    ["Lemma 31"] = lemma31, distinct = distinct },
  assert = chain(D(1 / Z), "=", -(1 / Z^2) * D(Z), "<=", O(rate, 6400)),
  sample = one_way,

  mutants = {
    first_power = swap(1 / Z^2, 1 / Z),
    once = swap(k0^2 * norm(v), k0 * norm(v)),
    unit_slip = swap(k0^2 * norm(v), k0^2 * norm(v)^4),
    flat = swap(rate, 0),
  },
}

--- Along flows, with the constant 1. The initial condition is that of Theorem 14, $\sigma$ as in
--- its relaxed run.

claim "inverse_potential_le_linear" {
  paper = "(67)", arxiv = "(66)", page = 44, equation = "(67)", kind = "rate",
  uses = { "inverse_potential_slope_le" },
  printed = [[\frac{1}{Z(t)} = O\left(\frac{n^4}{\kappa_{\max}^2(0) \|v\|}(t - T_2)\right)
    + \frac{1}{Z(T_2)}]],

  choose = { T2 = O(log(n) / n, 100) },
  assume = { over = n:at_least(2), initial = initial_condition, nondegenerate = nondegenerate,
    ["(58)"] = all(t, t:at_least(T2), balanced) },
  assert = all(t, t:at_least(T2), (1 / Z):at_most(
    O(n^4 / (at(0, kappa_max)^2 * norm(v)) * (t - T2)) + 1 / at(T2, Z))),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {3, 5}, v = decades(-2, 2),
    spread = relaxed_spread, sigma = spread * norm(v) / sqrt(d), t = decades(0, 6) },

  mutants = {
    --- $Z$ does fall.
    stays = swap(O(n^4 / (at(0, kappa_max)^2 * norm(v)) * (t - T2)), 0),
    unit_slip = swap(norm(v), norm(v)^3),
  },
}

--- ## (68)

claim "potential_le_theta_max" {
  paper = "proof of Theorem 14, Z", arxiv = "proof of Theorem 12, Z", page = 44, kind = "hidden",
  uses = { "flow_phase_3" },
  printed = [[Z(t) \le \sum_{1 \le i < j \le n} (\|z_i(t)\| + \|z_j(t)\|) \le
    \sum_{1 \le i < j \le n} (\theta_i(t)\|w_i(t)\| + \theta_j(t)\|w_j(t)\|) \le
    O(n\|v\|\theta_{\max})]],

  assume = { ["(58)"] = balanced },
  assert = chain(Z, "<=", sum(i, j, i:below(j), norm(z(i)) + norm(z(j))), "<=",
    sum(i, j, i:below(j), theta(i) * norm(w(i)) + theta(j) * norm(w(j))), "<=",
    O(n * norm(v) * theta_max, 4)),
  sample = states { n = {2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    square = swap(O(n * norm(v) * theta_max, 4), O(n * norm(v) * theta_max^2, 4)),
    half = swap(norm(z(i)) + norm(z(j)), (norm(z(i)) + norm(z(j))) / 3),
    any_length = drop "(58)",
  },
}

claim "loss_ge_potential_cube" {
  paper = "(68)", arxiv = "(67)", page = 44, equation = "(68)", kind = "hidden",
  uses = { "angle_cube_le_loss_of_any_angle", "potential_le_theta_max" },
  printed = [[\theta_{\max}(t) = O\left(\left(\frac{L(w(t)) n^2}{\|v\|^2}\right)^{1/3}\right)
    \implies L(w(t)) \ge \Omega\left(\frac{Z^3(t)}{n^5 \|v\|}\right)]],

  assume = { ["(58)"] = balanced },
  assert = {
    theta = theta_max:at_most(O((loss * n^2 / norm(v)^2)^q(1,3), q"12.6")),
    loss = loss:at_least(Omega(Z^3 / (n^5 * norm(v)), q(1,2))),
  },
  sample = states { n = {2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    root = swap(q(1,3), q(1,2)),
    square = swap(Z^3 / (n^5 * norm(v)), Z^2 / n^5),
    any_length = drop "(58)",
  },
}

--- ## The last line
---
--- (68) and (67) together, with $c$ the constant of the one and $A$ that of the other; $\ell =
--- \|v\|$, $\tau = t - T_2$, $Z_2 = Z(T_2)$.

local L, Zt, Z2, length = scalar "L", scalar "Z", scalar "Z_2", scalar "\\ell"
local A, constant68, tau = scalar "A", scalar "c", scalar "\\tau"
local inverse = A * n^4 / (k0^2 * length) * tau + 1 / Z2
local more, over = scalar "more", scalar "over"

claim "loss_rpow_le_of_potential" {
  paper = "proof of Theorem 14, last display", arxiv = "proof of Theorem 12, last display",
  page = 44, kind = "step", uses = { "inverse_potential_le_linear", "loss_ge_potential_cube" },
  printed = [[L(w(t))^{-1/3} \le O\left(\frac{n^{17/3}}{\kappa_{\max}^2(0) \|v\|^{2/3}}\right)
    (t - T_2) + \frac{n^{5/3} \|v\|^{1/3}}{Z(T_2)}]],

  assume = { start = start, ["(67)"] = (1 / Zt):at_most(inverse),
    ["(68)"] = L:at_least(constant68 * Zt^3 / (n^5 * length)) },
  assert = (L^-q(1,3)):at_most(constant68^-q(1,3) * (A * n^q(17,3) / (k0^2 * length^q(2,3)) * tau
    + n^q(5,3) * length^q(1,3) / Z2)),
  sample = scalars { n = {2, 3, 5, 10, 100}, ["\\ell"] = decades(-3, 3),
    k_0 = decades(-3, q"0.497"), ["\\tau"] = decades(-15, 9), Z_2 = decades(-3, 3),
    A = decades(-2, 2), c = decades(-2, 0),
    over = decades(-q"0.5", 2), Z = over / inverse, more = decades(-q"0.5", 2),
    L = more * constant68 * Zt^3 / (n^5 * length) },

  mutants = {
    --- Each power, off by one step.
    n_of_slope = swap(n^q(17,3), n^q(16,3)),
    n_of_gamma = swap(n^q(5,3), n^q(4,3)),
    unit_of_slope = swap(length^q(2,3), length),
    unit_of_gamma = swap(length^q(1,3), length^q(2,3)),
    kappa = swap(k0^2 * length^q(2,3), k0 * length^q(2,3)),
    ["67"] = drop "(67)",
    ["68"] = drop "(68)",
  },
}

--- At $t = T_2$, with the $\gamma$ that is printed.

claim "loss_rpow_le_gamma" {
  paper = "proof of Theorem 14, gamma", arxiv = "proof of Theorem 12, gamma", page = 44,
  kind = "explicit", uses = { "loss_ge_potential_cube" },
  printed = [[L(w(T_2))^{-1/3} \le \gamma, \quad
    \gamma = \frac{n^{5/3}\|v\|^{1/3}}{Z(T_2)}]],

  assume = { over = n:at_least(2), ["(58)"] = balanced, start = Z:above(0) },
  assert = (loss^-q(1,3)):at_most(n^q(5,3) * norm(v)^q(1,3) / Z),
  sample = states { n = {2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    root = swap(loss^-q(1,3), loss^-q(1,2)),
    unit_slip = swap(norm(v)^q(1,3), 1),
  },

  --- $\|w_i\| = 1.998$ and $Z = 3.9$: the loss is 1.397, and $Z^3/2^5 = 1.854$.
  expect = refuted { n = 2, d = 2, v = 1,
    w = net({q(7,16) * v + q(39,20) * vperp, q(7,16) * v - q(39,20) * vperp}, v),
    repair = "a constant in gamma, here 5/4" },
  because = "the constant of (68) is lost in gamma",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, v, w = 2, mpc(1), [mpf(7)/16 + 39*j/20, mpf(7)/16 - 39*j/20]
    relu = lambda u, a: max((u * expj(-a)).real, 0)
    def square(a):  # of the residual, in the direction a
        return (sum(relu(u, a) for u in w) - relu(v, a))**2
    kinks = sorted(arg(u) + s*pi/2 for u in w + [v] for s in (-1, 1))
    loss = quad(square, kinks + [kinks[0] + 2*pi]) / (2*pi)
    Z = abs((w[0] - w[1]).imag)
    assert all(4/mpf(n) >= abs(u) >= 1/mpf(4*n) for u in w) and Z > 0
    assert loss**(-mpf(1)/3) > mpf(n)**(mpf(5)/3) / Z * 1.05
    print("refuted")
  ]],
}

claim "loss_rpow_le_gamma_repaired" {
  paper = "proof of Theorem 14, gamma, repaired", arxiv = "proof of Theorem 12, gamma, repaired",
  page = 44, kind = "hidden", uses = { "loss_ge_potential_cube" },
  printed = [[L(w(T_2))^{-1/3} \le \gamma, \quad
    \gamma = O\left(\frac{n^{5/3}\|v\|^{1/3}}{Z(T_2)}\right)]],

  assume = { over = n:at_least(2), ["(58)"] = balanced, start = Z:above(0) },
  assert = (loss^-q(1,3)):at_most(O(n^q(5,3) * norm(v)^q(1,3) / Z, q(5,4))),
  sample = states { n = {2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    root = swap(loss^-q(1,3), loss^-q(1,2)),
    unit_slip = swap(norm(v)^q(1,3), 1),
  },
}

--- ## Theorem 2: the introduction's form
---
--- $L(w(t)) \ge (\Gamma_1 t + \Gamma_2)^{-3}$ from time 0 on, with constants of the trajectory.
--- Free constants cannot be refuted by a finite run, so we name them: $\Gamma_1$ is the slope of
--- Theorem 14 with its hidden constant 1, and $\Gamma_2$ the $\gamma$ of page 44. Before $T_2$ the
--- loss is at least $L(w(T_2))$, since it falls along the flow, which is the second part: this is
--- how "for all $t \ge 0$" follows from "for all $t \ge T_2$". The loss at $T_2$ itself is no
--- $\Gamma_2^{-3}$: there $H$ still carries it, and it falls to a tiny fraction of that while $H$
--- dies out.
---
--- "The requirements in Theorem 1" print no powers; we take those of Theorem 9, and "with high
--- probability" is the event (5) of Lemma 3 and a non-degenerate start.
---
--- The text below Theorem 2 says that Theorems 1 and 2 "together imply an exact characterization
--- of the convergence rate for GD". Theorem 2 is about the flow; the paper states no lower bound
--- for descent.

local slope = O(n^q(17,3) / (at(0, kappa_max)^2 * norm(v)^q(2,3)))
local gamma = O(n^q(5,3) * norm(v)^q(1,3) / at(T2, Z))
local far = O(n^-4226 * d^-q(1,2) * norm(v))
local falling = log(norm(v) / (sigma * sqrt(d))) / log(10)

claim "loss_ge_inverse_cube" {
  paper = "Theorem 2", arxiv = "Theorem 2", page = 3, kind = "rate",
  uses = { "loss_rpow_le_linear" },
  printed = [[\forall t \ge 0,\quad L(w(t)) \ge (\Gamma_1 t + \Gamma_2)^{-3}]],

  choose = { T2 = O(log(n) / n, 100) },
  assume = {
    over = n:at_least(2),
    initial = initial_condition,
    nondegenerate = nondegenerate,
    small_sigma = sigma:at_most(far),
  },
  assert = {
    bound = all(t, t:at_least(0), loss:at_least((slope * t + gamma)^-3)),
    early = all(t, chain(0, "<=", t, "<=", T2), loss:at_least(at(T2, loss))),
  },
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {500, 1000}, v = decades(-2, 2),
    sigma = far, t = decades(falling - 3, falling + 4) },
  relaxed = { without = {"small_sigma"}, d = {5, 20}, spread = relaxed_spread,
    sigma = spread * norm(v) / sqrt(d), t = decades(-2, 7) },

  mutants = {
    --- A loss that stays.
    flat = swap(slope * t, 0),
    --- The weight of $\|v\|$ forgotten.
    unit_slip = swap(norm(v)^q(2,3), norm(v)^-q(2,3)),
  },
}
