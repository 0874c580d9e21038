-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Lemma 23: the loss is smooth where no neuron is short or long
---
--- Descent needs a bound on the Hessian, and (51) has $\|v\|/\|w_i\|$ in it. With every neuron
--- within a factor of 4 of its share of the teacher that is harmless. The bound decides how long
--- a step of Phase 3 may be: $\eta = O(1/n^2)$ in Theorem 6.
---
--- ## How it is read
---
--- $\|\cdot\|$ of a block is its spectral norm, the largest factor by which it stretches a vector
--- $e$; each bound is stated for a sampled $e$. $\zeta(w_i, w_j)$ has no value where the two are
--- parallel ($\bar n$ has none), so it is compared elsewhere; the blocks themselves extend there.
---
--- ## What we found
---
--- - The lemma holds. Even $\|\Lambda\|_2 = O(n)$ does: the blocks on the diagonal make one matrix
---   whose norm is the largest of theirs, $O(n)$, and the $n^2 - n$ others, of norm at most 1, make
---   one of norm at most $n - 1$. The proof adds up all norms instead. With $O(n)$ the steps of
---   Theorem 6 could be $\eta = O(1/n)$.
--- - In the proof, $\|\zeta(w_i, w_j)\| \le \|w_j\|/(2\pi\|w_i\|)$ is false by a factor of 2:
---   $I - \bar w\bar w^\top + \bar n\bar n^\top$ doubles $\bar n$, so $\|\zeta(w_i, w_j)\| =
---   \sin\theta_{ij} \|w_j\|/(\pi\|w_i\|)$. The next sign is $= O(1)$, so nothing else changes.
---
--- ## Constants
---
--- Lengths within a factor of 4 of $\|v\|/n$ have ratios up to 16, so $\|\Lambda_{ii}\| \le
--- \frac12 + \frac{16}{\pi}(n-1)$ from above and $\frac4\pi n$ from below, and
--- $\|\Lambda_{ij}\| \le (\pi + 2)/(2\pi) = 0.82$. Hence 6 in $O(n)$ and 2 in $O(n^2)$ hold for
--- every $n$.

local e, x, y, b = vector "e", vector "x", vector "y", vector("b", i)
local ratio, scale = scalar("\\rho", i), scalar "scale"
local apart = all(i, sin(theta(i)):above(0))
  & all(i, j, i:below(j), sin(theta(i, j)):above(0))

local nbar = let("\\bar n", x, y, unit(unit(x) - cos(angle(x, y)) * unit(y)))
local zeta = let("\\zeta", x, y, e, sin(angle(x, y)) * norm(y) / (2 * pi * norm(x))
  * (e - dot(unit(x), e) * unit(x) + dot(nbar(y, x), e) * nbar(y, x)))
local lengths = {1, 1, 1, 1, 1, 1, q(1,50), 20} -- some outside the window
local shares = net(i, scale * ratio(i) * norm(v) / n * unit(b(i)))

--- ## The lemma

claim "hessian_norm_le_sq" {
  paper = "Lemma 23", arxiv = "Lemma 21", page = 33, kind = "hidden",
  uses = { "hessian_eq_closed_form", "hessian_blocks_le" },
  printed = [[\frac{4\|v\|}{n} \ge \|w_i\| \ge \frac{\|v\|}{4n}\ \forall i
    \implies \|\Lambda\|_2 \le O(n^2)]],

  assume = { balanced = balanced },
  assert = hessian_norm:at_most(O(n^2, 2)),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths },

  mutants = {
    --- Neurons that are short beside $v$.
    any_length = drop "balanced",
    --- One bound for all $n$.
    flat = swap(n^2, 1),
    --- A bound with a unit.
    unit_slip = swap(n^2, n^2 * norm(v)),
  },
}

--- ## What the blocks give

claim "hessian_norm_le_linear" {
  paper = "Lemma 23, sharpened", arxiv = "Lemma 21, sharpened", page = 33, kind = "hidden",
  uses = { "hessian_eq_closed_form", "hessian_blocks_le" },
  printed = [[\frac{4\|v\|}{n} \ge \|w_i\| \ge \frac{\|v\|}{4n}\ \forall i
    \implies \|\Lambda\|_2 \le O(n)]],

  assume = { balanced = balanced },
  assert = hessian_norm:at_most(O(n, 6)),
  sample = states { n = {1, 2, 3, 5, 8, 16}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ["\\rho"] = {q(1,4), 1, 4}, w = shares, scale = lengths },

  mutants = {
    flat = swap(O(n, 6), O(1, 6)),
    unit_slip = swap(O(n, 6), O(n, 6) * norm(v)),
  },
}

--- ## The proof: lengths

claim "norm_ratios_le_of_balanced" {
  paper = "proof of Lemma 23, lengths", arxiv = "proof of Lemma 21, lengths", page = 34,
  kind = "step",
  printed = [[\|w_i\| = \Theta\left(\frac{\|v\|}{n}\right) \implies
    \frac{\|w_j\|}{\|w_i\|} = O(1)\ \forall i, j, \quad \frac{\|v\|}{\|w_i\|} = O(n)\ \forall i]],

  assume = { balanced = balanced },
  assert = {
    students = all(i, j, (norm(w(j)) / norm(w(i))):at_most(O(1, 16))),
    teacher = all(i, (norm(v) / norm(w(i))):at_most(O(n, 4))),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths },

  mutants = {
    eight = swap(O(1, 16), 8),
    flat = swap(O(n, 4), O(1, 4)),
  },
}

--- ## The proof: the terms on the diagonal, as printed

claim "zeta_le_printed" {
  paper = "proof of Lemma 23, zeta", arxiv = "proof of Lemma 21, zeta", page = 34, kind = "step",
  printed = [[\|\zeta(w_i, w_j)\| \le \frac{\|w_j\|}{2\pi\|w_i\|}]],

  assume = { balanced = balanced, apart = apart },
  assert = all(i, j, i:differs(j),
    norm(zeta(w(i), w(j), e)):at_most(norm(w(j)) / (2 * pi * norm(w(i))) * norm(e))),
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), b = anywhere, e = anywhere,
    ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths },

  mutants = {
    --- The ratio the other way round.
    inverse = swap(norm(w(j)) / (2 * pi * norm(w(i))), norm(w(i)) / (2 * pi * norm(w(j)))),
    half = swap(2 * pi * norm(w(i)), 4 * pi * norm(w(i))),
  },

  --- $w_1$ and $w_2$ at a right angle, $e$ along $w_2$: twice the bound.
  expect = refuted { n = 2, d = 2, v = 1, e = {q(1,2), q(-1,2)},
    w = net({(v + vperp) / 2, (v - vperp) / 2}, v),
    repair = "norm(w_j) / (pi norm(w_i))" },
  because = "I - w w^T + n n^T stretches n by 2",
  check = [[
    from mpmath import *
    mp.dps = 40
    v, n, w, e = mpc(1), 2, [(1 + j)/2, (1 - j)/2], (1 - j)/2
    inner, unit = lambda a, b: (a * conj(b)).real, lambda a: a / abs(a)
    ang = lambda a, b: abs(arg(a / b))
    assert all(4/mpf(n) >= abs(a) >= 1/mpf(4*n) for a in w)
    assert min(sin(ang(w[0], w[1])), sin(ang(w[0], v)), sin(ang(w[1], v))) > 0.5
    t, x, y = ang(w[0], w[1]), unit(w[0]), unit(w[1])
    nbar = unit(y - cos(t)*x)
    zeta = sin(t)*abs(w[1]) / (2*pi*abs(w[0])) * (e - inner(x, e)*x + inner(nbar, e)*nbar)
    bound = abs(w[1]) / (2*pi*abs(w[0])) * abs(e)
    assert zeta != 0 and abs(zeta) > 1.9*bound
    print("refuted")
  ]],
}

--- ## The proof: with the factor 2

claim "zeta_le_of_balanced" {
  paper = "proof of Lemma 23, zeta, repaired", arxiv = "proof of Lemma 21, zeta, repaired",
  page = 34, kind = "step", uses = { "norm_ratios_le_of_balanced" },
  printed = [[\|\zeta(w_i, w_j)\| \le \frac{\|w_j\|}{\pi\|w_i\|} = O(1), \quad
    \|\zeta(w_i, v)\| \le O(1) \frac{\|v\|}{\|w_i\|} \le O(n)]],

  assume = { balanced = balanced, apart = apart },
  assert = {
    students = all(i, j, i:differs(j), chain(norm(zeta(w(i), w(j), e)), "<=",
      norm(w(j)) / (pi * norm(w(i))) * norm(e), "<=", O(norm(e), q"5.1"))),
    teacher = all(i, chain(norm(zeta(w(i), v, e)), "<=",
      O(1, q"0.32") * norm(v) / norm(w(i)) * norm(e), "<=", O(n * norm(e), q"1.28"))),
  },
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), b = anywhere, e = anywhere,
    ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths },

  mutants = {
    --- The printed constant.
    printed_constant = swap(pi * norm(w(i)), 2 * pi * norm(w(i))),
    flat = swap(O(n * norm(e), q"1.28"), O(norm(e), q"1.28")),
  },
}

--- ## The proof: the blocks

claim "hessian_blocks_le" {
  paper = "proof of Lemma 23, blocks", arxiv = "proof of Lemma 21, blocks", page = 34,
  kind = "step", uses = { "zeta_le_of_balanced" },
  printed = [[\|\Lambda_{i,i}\| \le \left\|\frac12 I\right\| + \sum_{j \ne i} \|\zeta(w_i, w_j)\|
    + \|\zeta(w_i, v)\| \le O(n), \quad \|\Lambda_{i,j}\| \le \frac{1}{2\pi}(\pi + 1 + 1) \le 1
    \ \forall i \ne j]],

  assume = { balanced = balanced, apart = apart },
  assert = {
    diagonal = all(i, chain(norm(hessian(i, i, e)), "<=", norm(e) / 2
      + sum(j, j:differs(i), norm(zeta(w(i), w(j), e))) + norm(zeta(w(i), v, e)), "<=",
      O(n * norm(e), 6))),
    beside = all(i, j, i:differs(j), chain(norm(hessian(i, j, e)), "<=",
      1 / (2 * pi) * (pi + 1 + 1) * norm(e), "<=", norm(e))),
  },
  sample = states { n = {1, 2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2), b = anywhere,
    e = anywhere, ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths },

  mutants = {
    flat = swap(O(n * norm(e), 6), O(norm(e), 6)),
    --- Without the identity.
    no_half = swap(norm(e) / 2, 0 * norm(e)),
    --- Without the two outer products.
    no_outer = swap(pi + 1 + 1, pi - 1),
  },
}

--- ## The proof: all blocks
---
--- $\|\Lambda\|$ is at most the sum of the blocks' norms. For one direction $(e_1, \dots, e_n)$:
--- $\|\Lambda e\| \le \sum_{i,j} \|\Lambda_{ij} e_j\|$.

claim "hessian_norm_le_sum" {
  paper = "proof of Lemma 23, sum", arxiv = "proof of Lemma 21, sum", page = 34, kind = "step",
  uses = { "hessian_blocks_le" },
  printed = [[\|\Lambda(w)\| \le \sum_{i,j} \|\Lambda_{i,j}\| \le n\,O(n) + (n^2 - n)
    \le O(n^2)]],

  assume = { balanced = balanced },
  assert = {
    direction = sqrt(sum(i, norm(sum(j, hessian(i, j, b(j))))^2)):at_most(
      sum(i, j, norm(hessian(i, j, b(j))))),
    norm = chain(hessian_norm, "<=", n * O(n, 6) + (n^2 - n), "<=", O(n^2, 7)),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths },

  mutants = {
    --- The diagonal alone.
    diagonal = swap(sum(i, j, norm(hessian(i, j, b(j)))), sum(i, norm(hessian(i, i, b(i))))),
    flat = swap(O(n^2, 7), O(n, 7)),
  },
}
