-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 31: the potential is at least a share of the longest $z_i$
---
--- By Lemma 30 either some $z_k$ is 0 or two of the $z_i$ point in directions that are
--- $\kappa_{\max}(0)/3$ apart. In both cases two of them differ by a share of the longest one,
--- and $Z$, the sum of all differences, is at least that.
---
--- ## Constants
---
--- The proof's own steps give $\frac{1}{2\pi}$: the longest $z_1$ is at an angle of at least
--- $\kappa_{\max}(0)/6 \le \frac\pi6$ to some $z_i$, $\sin x \ge \frac3\pi x$ up to $\frac\pi6$,
--- and $\|z_1 - z_i\| \ge \|z_1\| \sin\kappa_{1i}$ up to a right angle. That is the constant
--- declared for the lemma and for (65). Where a $z_k$ is 0, $\kappa_{\max}(0) \le \pi$ gives
--- $\frac1\pi$.
---
--- ## How it is read
---
--- "W.L.O.G., suppose $z_1(t) = \max_i \|z_i(t)\|$" leaves out the bars on the left, and
--- "$\|z_1(t)\| \ge O(\kappa_{\max}(0) \max_i \|z_i(t)\|)$" in the first case has to be an
--- $\Omega$. "By Lemma 29, $k \ne 1$" says that the longest $z_i$ is not 0.
---
--- The lemma speaks of the flow and is checked along flows that go on, as Lemma 29 is; it has no
--- hypothesis on $\sigma$ (see Corollary 28 for flows that end). The proof's steps speak of one
--- state and of the number $\kappa_{\max}(0)$, here a drawn one: they hold at every state that
--- meets what Lemmas 29 and 30 say of it.

local k0, spread = scalar "k_0", scalar "spread"
local longest = let("\\max_i \\|z_i\\|", max(i, norm(z(i))))
local widest = let("\\max_{i,j} \\|z_i - z_j\\|", max(i, j, norm(z(i) - z(j))))
local is_longest = let("1", i, norm(z(i)):equals(longest))
local start = chain(0, "<", k0, "<=", pi)
local some_off = some(i, Qplus(i))
local some_zero = some(i, z(i):equals(0))
local all_off = all(i, Qplus(i))
local alive = all(t, t:at_least(0), all(i, w(i):differs(0)))
local apart = all_off & kappa_max:at_least(k0 / 3)

claim "potential_ge_longest" {
  paper = "Lemma 31", arxiv = "Lemma 29", page = 42, kind = "hidden",
  uses = { "exists_z_ne_zero", "kappa_max_ge_third", "widest_ge_longest" },
  printed = [[Z(t) \ge \Omega(\kappa_{\max}(0) \max_{i \in [n]} \|z_i(t)\|)]],

  assume = { initial = initial_condition, over = n:at_least(2), nondegenerate = nondegenerate,
    alive = alive },
  assert = {
    lemma = all(t, t:at_least(0), Z:at_least(Omega(at(0, kappa_max) * longest, q"0.159"))),
    ["(65)"] = all(t, t:at_least(0),
      widest:at_least(Omega(at(0, kappa_max) * longest, q"0.159"))),
  },
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
    spread = decades(-4, 1), sigma = spread * norm(v) / sqrt(d), t = decades(-3, 6) },

  mutants = {
    --- A constant of 16.
    total = swap(longest, 100 * longest),
    --- Without $z$'s length.
    unit_slip = swap(longest, norm(v)),
  },
}

claim "widest_ge_longest" {
  paper = "(65)", arxiv = "(64)", page = 42, equation = "(65)", kind = "hidden",
  uses = { "widest_ge_longest_of_zero", "widest_ge_longest_of_kappa" },
  printed = [[\max_{i,j \in [n]} \|z_i(t) - z_j(t)\| \ge
    \Omega(\kappa_{\max}(0) \max_{i \in [n]} \|z_i(t)\|), \quad
    Z(t) \ge \max_{i,j \in [n]} \|z_i(t) - z_j(t)\|]],

  assume = { over = n:at_least(2), start = start, ["Lemma 29"] = some_off,
    ["Lemma 30"] = some_zero | kappa_max:at_least(k0 / 3) },
  assert = {
    ["(65)"] = widest:at_least(Omega(k0 * longest, q"0.159")),
    sum = Z:at_least(widest),
  },
  sample = states { n = {2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), k_0 = between(0, pi) },

  mutants = {
    --- Parallel $z_i$: what Lemma 30 excludes.
    parallel = drop "Lemma 30",
    twice = swap(k0 * longest, 8 * k0 * longest),
    half = swap(Z, Z / 2),
  },
}

--- ## The first case

claim "widest_ge_longest_of_zero" {
  paper = "proof of Lemma 31, first case", arxiv = "proof of Lemma 29, first case", page = 42,
  kind = "step", uses = { "exists_z_ne_zero" },
  printed = [[z_k(t) = 0 \implies \max_{i,j} \|z_i(t) - z_j(t)\| \ge \|z_1(t) - z_k(t)\|
    = \|z_1(t)\| \ge \Omega(\kappa_{\max}(0) \max_i \|z_i(t)\|)]],

  assume = { start = start, ["Lemma 29"] = some_off, some_zero = some_zero },
  assert = {
    other = all(i, k, is_longest(i) & z(k):equals(0), i:differs(k)),
    chain = all(i, k, is_longest(i) & z(k):equals(0), chain(widest, ">=", norm(z(i) - z(k)), "=",
      norm(z(i)), ">=", Omega(k0 * longest, q"0.318"))),
  },
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), k_0 = between(0, pi) },

  mutants = {
    --- The longest neuron beside one that is not 0.
    any = swap(z(k):equals(0), i:differs(k)),
    twice = swap(k0 * longest, 2 * k0 * longest),
  },
}

--- ## The second case
---
--- The triangle inequality of angles, for the pair that is furthest apart and the longest
--- $z_1$; then one of the two angles at $z_1$ is at least a sixth of $\kappa_{\max}(0)$.

claim "widest_ge_longest_of_kappa" {
  paper = "proof of Lemma 31, second case", arxiv = "proof of Lemma 29, second case", page = 42,
  kind = "step", uses = { "kappa_max_ge_third" },
  printed = [[\kappa_{1i}(t) + \kappa_{1j}(t) \ge \kappa_{ij}(t) \ge \frac{\kappa_{\max}(0)}{3}
    \implies \max\{\kappa_{1i}(t), \kappa_{1j}(t)\} \ge \frac{\kappa_{\max}(0)}{6}, \quad
    \|z_1(t) - z_i(t)\| \ge \|z_1(t)\| \sin\kappa_{1i} \ge
    \Omega(\kappa_{\max}(0) \max_i \|z_i(t)\|), \quad \kappa_{1i}(t) > \frac\pi2 \implies
    \|z_1(t) - z_i(t)\| \ge \|z_1(t)\| \ge \Omega(\kappa_{\max}(0) \max_i \|z_i(t)\|)]],

  assume = { start = start, ["Lemma 30"] = apart },
  assert = {
    triangle = all(k, i, j, is_longest(k) & kappa(i, j):equals(kappa_max),
      chain(kappa(k, i) + kappa(k, j), ">=", kappa(i, j), ">=", k0 / 3)
      & max(kappa(k, i), kappa(k, j)):at_least(k0 / 6)),
    acute = all(k, i, is_longest(k) & kappa(k, i):at_least(k0 / 6)
      & kappa(k, i):at_most(pi / 2), chain(norm(z(k) - z(i)), ">=",
      norm(z(k)) * sin(kappa(k, i)), ">=", Omega(k0 * longest, q"0.159"))),
    obtuse = all(k, i, is_longest(k) & kappa(k, i):above(pi / 2),
      chain(norm(z(k) - z(i)), ">=", norm(z(k)), ">=", Omega(k0 * longest, q"0.159"))),
  },
  sample = states { n = {2, 3, 4}, d = {2, 3, 4}, v = decades(-2, 2), k_0 = between(0, pi) },

  mutants = {
    --- A third for a sixth: one angle need not carry all.
    third = swap(k0 / 6, k0 / 2),
    --- An obtuse angle where the sine falls again.
    any_angle = swap(kappa(k, i):at_most(pi / 2), kappa(k, i):at_most(pi)),
    --- Not the longest.
    any = swap(kappa(k, i):above(pi / 2), kappa(k, i):above(0)),
  },
}
