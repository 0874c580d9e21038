-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Appendix F.2: the values of the parameters
---
--- Each theorem asks its parameters to be small beside those before; here they get their values,
--- one after the other: $\epsilon_2, \epsilon_1, C, \sigma, \eta, T_1, T_2$. The powers
--- of $n$ in Theorem 9, $n^{-4226}$ and $n^{-169}$, come from here.
---
--- ## What we found
---
--- All powers are right. The last equality of the last line is not: $O(\frac{\log(1/\epsilon_2)}
--- {n\eta}) = O(\frac{\log n}{n\eta})$.
---
--- * For $n = 1$ the right side is 0 whatever its constant, and $T_2 > 0$. So $T_2 = O(\frac{\log
---   n}{n\eta})$ in Theorem 9, and its twin in Theorem 27, need $n \ge 2$.
--- * It needs $\epsilon_2$ to be of the order of $n^{-14}$, while "$\epsilon_2 = O(n^{-14})$" in
---   Theorem 6 allows any smaller value. Here $\epsilon_2$ is *set*, so this costs nothing.
---
--- Repaired, for $n \ge 2$ and $\epsilon_2 = n^{-14}/500$, the constant is $14 + \log 500/\log 2 <
--- 23$.
---
--- ## How it is read
---
--- Constants multiply, so the equalities between monomials are taken with all constants 1. They
--- hold for every real $n \ge 1$, and are tried at a few values near 1 as well, where the
--- 4226th power is a number that doubles hold. In $T_2$ constants matter, since $36\epsilon_2$ has
--- to be below 1; there $\epsilon_2 = n^{-14}/500$, as in `setting.lua`.

local s, nu = scalar "s", scalar "\\nu"
local x, share = scalar "x", scalar "share"
local near_one = {1, q(101,100), q(11,10), 2, 3, 10, 1000}

--- ## The powers
---
--- $s$ stands for $\sigma\sqrt d/\|v\|$, the only combination of the three in the list, and the
--- real number $\nu$ for $n$.

local e2 = let("\\epsilon_2", nu^-14)
local e1 = let("\\epsilon_1", e2^6 * nu^-q(1,2))
local c = let("C", e1^2 / nu)

claim "schedule_exponents" {
  paper = "Appendix F.2, powers", arxiv = "Appendix E.2, powers", page = 37, kind = "schedule",
  uses = { "phase_1", "phase_2", "phase_3" },
  printed = [[\epsilon_1 = O(\epsilon_2^6 n^{-1/2}) = O(n^{-84.5}), \quad
    C = O\left(\frac{\epsilon_1^2}{n}\right) = O(n^{-170}), \quad
    \sigma = O(C\epsilon_1^{48} d^{-1/2}\|v\|) = O(\epsilon_1^{50} d^{-1/2}\|v\|/n)
    = O(n^{-4226} d^{-1/2}\|v\|), \quad \eta = O\left(\frac{\epsilon_1^2 \sigma^2 d}{\|v\|^2}\right)
    = O\left(\frac{\sigma^2 d}{n^{169}\|v\|^2}\right)]],

  assert = {
    eps1 = e1:equals(nu^-q(169,2)),
    C = c:equals(nu^-170),
    sigma = chain(c * e1^48, "=", e1^50 / nu, "=", nu^-4226),
    eta = (e1^2 * s^2):equals(s^2 / nu^169),
  },
  sample = scalars { ["\\nu"] = near_one, s = decades(-9, 0) },

  mutants = {
    eps1 = swap(nu^-q(169,2), nu^-q(171,2)),
    share = swap(nu^-170, nu^-169),
    sigma = swap(nu^-4226, nu^-4225),
    eta = swap(nu^169, nu^168),
  },
}

--- ## The tightest bound on the step
---
--- Theorem 4 asks for $\eta = O(nC\sigma\sqrt d/\|v\|)$, Theorem 5 for $O(\epsilon_1^2\sigma^2
--- d/\|v\|^2)$, Theorem 6 for $O(1/n^2)$. All constants being equal, the second is the least,
--- for any $C$ and $\sigma$ that the list allows.

claim "step_of_phase_2_is_tightest" {
  paper = "Appendix F.2, step", arxiv = "Appendix E.2, step", page = 37, kind = "schedule",
  uses = { "phase_1", "phase_2", "phase_3" },
  printed = [[\text{in Phase 1 and 3, Theorem 4 and Theorem 6 also have requirements for } \eta,
    \text{ but the bound in Theorem 5 is the tightest one}]],

  assume = { eps1 = chain(0, "<", eps1, "<=", 1), C = chain(0, "<", C, "<=", eps1^2 / n),
    sigma = chain(0, "<", s, "<=", C * eps1^48) },
  assert = {
    ["Theorem 4"] = (eps1^2 * s^2):at_most(n * C * s),
    ["Theorem 6"] = (eps1^2 * s^2):at_most(1 / n^2),
  },
  sample = scalars { n = {1, 2, 3, 10, 1000}, eps1 = decades(-2, q"0.3"),
    share = decades(-6, 2), C = share * eps1^2 / n, x = decades(-6, 3), s = x * C * eps1^48 },

  mutants = {
    --- Were the step of Theorem 4 of second order in $\sigma$ too, it would be the tighter one.
    phase_1 = swap(n * C * s, n * C * s^2),
    --- So would that of Theorem 6 with this power, at $\epsilon_1 = 1$ and $s = C$.
    phase_3 = swap(1 / n^2, 1 / n^6),
    any_eps1 = drop "eps1",
    any_growth = drop "C",
    any_start = drop "sigma",
  },
}

--- ## The times
---
--- $\eta \le 1/n^2$ by Theorem 6. Each equality sign is a part; the last one as printed, for any
--- $n$.

local eps2_set = let("\\epsilon_2", n^-14 / 500)
local wait = let("W", log(1 / eps2_set) / (n * eta))
local steps2 = T1 + ceil(1 / (n * eta) * log(1 / (36 * eps2_set)))
local values = { eps1 = chain(0, "<", eps1, "<=", 1), C = chain(0, "<", C, "<=", eps1^2 / n),
  step = chain(0, "<", eta, "<=", 1 / n^2) }

claim "schedule_times" {
  paper = "Appendix F.2, times", arxiv = "Appendix E.2, times", page = 38, kind = "schedule",
  uses = { "phase_1", "phase_2" },
  printed = [[T_1 = \frac C\eta = O\left(\frac{\epsilon_1^2}{n\eta}\right), \quad
    T_2 = T_1 + \left\lceil \frac{1}{n\eta} \ln\left(\frac{1}{36\epsilon_2}\right) \right\rceil
    = O\left(\frac{\epsilon_1^2}{n\eta}\right) + O\left(\frac{\log(1/\epsilon_2)}{n\eta}\right)
    = O\left(\frac{\log(1/\epsilon_2)}{n\eta}\right) = O\left(\frac{\log n}{n\eta}\right)]],

  where = { T1 = C / eta },
  assume = values,
  assert = {
    T1 = T1:at_most(O(eps1^2 / (n * eta))),
    ["T2, first"] = steps2:at_most(O(eps1^2 / (n * eta)) + O(wait)),
    ["T2, second"] = (O(eps1^2 / (n * eta)) + O(wait)):at_most(O(wait, 2)),
    ["T2, third"] = wait:at_most(O(log(n) / (n * eta), 23)),
  },
  sample = scalars { n = {1, 2, 3, 10, 1000}, eps1 = decades(-9, q"0.7"),
    share = decades(-6, q"0.5"), C = share * eps1^2 / n, x = decades(-9, 2), eta = x / n^2 },

  mutants = {
    --- $T_1$ by the first power of $\epsilon_1$ is no mistake; by the third it is.
    cubed = swap(O(eps1^2 / (n * eta)), O(eps1^3 / (n * eta))),
    --- The two terms of $T_2$ add up to more than one and a tenth, at $n = 1$.
    one = swap(O(wait, 2), O(q"0.55" * wait, 2)),
    any_eps1 = drop "eps1",
    any_growth = drop "C",
    any_step = drop "step",
  },

  expect = refuted { part = "T2, third", n = 1, eps1 = q(1,100), share = 1, C = share * eps1^2 / n,
    x = q(1,10), eta = x / n^2, repair = "n >= 2" },
  because = "log 1 = 0, and T_2 is not 0 for n = 1",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, eps1, eta = 1, mpf(1)/100, mpf(1)/10
    C, eps2 = eps1**2 / n, mpf(n)**-14 / 500
    assert 0 < C <= eps1**2 / n and 0 < eta <= 1 / mpf(n)**2 and 36*eps2 < 1
    T2 = C/eta + ceil(log(1 / (36*eps2)) / (n*eta))
    assert T2 > 0 and log(1/eps2) / (n*eta) > 0
    assert log(n) / (n*eta) == 0  # times any constant
    print("refuted")
  ]],
}

claim "schedule_times_of_two_le" {
  paper = "Appendix F.2, times, repaired", arxiv = "Appendix E.2, times, repaired", page = 38,
  kind = "schedule", uses = { "phase_1", "phase_2" },
  printed = [[n \ge 2: \quad T_2 = O\left(\frac{\log(1/\epsilon_2)}{n\eta}\right)
    = O\left(\frac{\log n}{n\eta}\right)]],

  where = { T1 = C / eta },
  assume = { over = n:at_least(2), eps1 = chain(0, "<", eps1, "<=", 1),
    C = chain(0, "<", C, "<=", eps1^2 / n), step = chain(0, "<", eta, "<=", 1 / n^2) },
  assert = {
    third = wait:at_most(O(log(n) / (n * eta), 23)),
    T2 = steps2:at_most(O(log(n) / (n * eta), 46)),
  },
  sample = scalars { n = {1, 2, 3, 10, 1000}, eps1 = decades(-9, q"0.7"),
    share = decades(-6, q"0.5"), C = share * eps1^2 / n, x = decades(-9, 2), eta = x / n^2 },

  mutants = {
    one_neuron = drop "over",
    --- Below what two neurons need.
    small = swap(O(log(n) / (n * eta), 23), O(q"0.99" * log(n) / (n * eta), 23)),
    unit_slip = swap(O(log(n) / (n * eta), 46), O(log(n) / n, 46)),
  },
}

--- ## Any smaller value
---
--- With $\epsilon_2 \le n^{-14}$ only, as Theorem 6 has it. The drawn number is $\ell =
--- \log(1/\epsilon_2)$; along $\ell = 10, 100, \dots$ the constant would have to grow like $\ell$.

local ell = scalar "\\ell"

claim "schedule_last_step_of_any_eps2" {
  paper = "Appendix F.2, last equality", arxiv = "Appendix E.2, last equality", page = 38,
  kind = "schedule",
  printed = [[\epsilon_2 = O(n^{-14}) \implies O\left(\frac{\log(1/\epsilon_2)}{n\eta}\right)
    = O\left(\frac{\log n}{n\eta}\right)]],

  assume = { over = n:at_least(2), eps2 = ell:at_least(14 * log(n)),
    step = chain(0, "<", eta, "<=", 1 / n^2) },
  assert = (ell / (n * eta)):at_most(O(log(n) / (n * eta), 23)),
  sample = scalars { n = {2, 3, 10, 1000}, ["\\ell"] = decades(0, 3), x = decades(-9, 0),
    eta = x / n^2 },

  mutants = {
    --- Half of 23 is below the 14 that $\epsilon_2 = n^{-14}$ needs.
    small = swap(O(log(n) / (n * eta), 23), O(log(n) / (2 * n * eta), 23)),
    square = swap(ell / (n * eta), ell^2 / (n * eta)),
  },

  expect = refuted { n = 2, ["\\ell"] = { 10, 100, 1000, 10000, 100000, 1000000 }, x = q(1,10),
    eta = x / n^2, repair = "eps2 = Theta(n^-14), as it is set here" },
  because = "a smaller eps2 takes longer to reach, and O(n^-14) allows any",
  check = [[
    from mpmath import *
    mp.dps = 40
    n, eta = 2, mpf(1)/40
    assert 0 < eta <= 1 / mpf(n)**2
    for k in range(13):  # whatever the constant, some eps2 breaks it
        constant = mpf(10)**k
        eps2 = exp(-10 * constant)
        assert 0 < eps2 <= mpf(n)**-14
        assert log(1/eps2) / (n*eta) > constant * log(n) / (n*eta)
    print("refuted")
  ]],
}

--- ## Figure 3
---
--- "The arrow from $\epsilon_1$ to $\epsilon_2$ indicates that $\epsilon_1$ depends on
--- $\epsilon_2$": the graph has an arrow from each parameter to those in its value, $\epsilon_1 \to
--- \epsilon_2$; $C \to \epsilon_1$; $\sigma \to \epsilon_1, C$; $\eta \to \epsilon_1, \sigma$; $T_1
--- \to C, \eta$; $T_2 \to \epsilon_2, \eta, T_1$. The field `arrows` below is the graph as drawn,
--- and this file would be refused if a definition mentioned more or less than that. ($n$, $d$ and
--- $\|v\|$ are not drawn.) There is no circle, so the values can be set one after the other. The
--- node of $C$ is labelled $C = \eta T_1$.
---
--- The values have the constant $\frac12$ throughout. For $n = 1$ doubles hold them; for $n \ge 2$
--- they are decided in balls.

local half = q(1,2)

claim "parameter_dependencies" {
  paper = "Figure 3", arxiv = "Figure 3", page = 38, kind = "schedule",
  uses = { "schedule_exponents" },
  printed = [[\epsilon_1 \to \epsilon_2,\ C = \eta T_1 \to \epsilon_1,\ \sigma \to
    \epsilon_1, C,\ \eta \to \epsilon_1, \sigma,\ T_1 \to C, \eta,\ T_2 \to \epsilon_2, \eta, T_1]],

  where = {
    eps2 = half * n^-14,
    eps1 = half * eps2^6 * n^-q(1,2),
    C = half * eps1^2 / n,
    sigma = half * C * eps1^48 * d^-q(1,2) * norm(v),
    eta = half * eps1^2 * sigma^2 * d / norm(v)^2,
    T1 = C / eta,
    T2 = T1 + ceil(1 / (n * eta) * log(1 / (36 * eps2))),
  },
  arrows = { eps1 = "eps2", C = "eps1", sigma = "eps1 C", eta = "eps1 sigma", T1 = "C eta",
    T2 = "eps2 eta T1" },
  assert = {
    node = C:equals(eta * T1),
    sigma = sigma:equals(half^352 * n^-4226 * d^-q(1,2) * norm(v)),
    eta = eta:equals(half^15 * (sigma^2 * d / (n^169 * norm(v)^2))),
    T2 = T2:at_most(eps1^2 / (n * eta) + log(1 / eps2) / (n * eta)),
  },
  sample = scalars { n = {1, 2, 3, 10}, d = decades(0, 3), v = decades(-2, 2) },

  mutants = {
    --- The label without its $\eta$.
    label = swap(eta * T1, T1),
    --- A start that is smaller by the constant of $\epsilon_1$, once more.
    smaller = swap(half^352, half^359),
    unit_slip = swap(n^169 * norm(v)^2, n^169 * norm(v)),
  },
}
