-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Definition 13: a random start is non-degenerate
---
--- Non-degenerate means that every $z_i(0) \ne 0$ and that the $z_i(0)$ are not all parallel to
--- each other: $\kappa_{\max}(0) > 0$. The text adds that the degenerate starts have measure
--- zero, so that a Gaussian start is non-degenerate with probability 1.
---
--- ## As printed
---
--- The definition asks for $n \ge 2$ and says nothing of $d$. The $z_i$ live in the orthogonal
--- complement of $v$, of dimension $d - 1$. For $d = 2$ that is a line: all $z_i$ have the same
--- sign with probability $2^{1-n}$, an open set of starts, and then $\kappa_{\max}(0) = 0$. For
--- $d = 1$ every $z_i$ is 0. The claim below says that no start in general position is
--- degenerate, which fails at $w_1 = (1, 1)$, $w_2 = (1, 2)$ and at every start near it.
---
--- What survives: Theorem 14 asks for $d = \Omega(\log(n/\delta))$, which excludes $d = 2$ once
--- the hidden constant is 5 or more. The repair is to ask for $d \ge 3$, where two directions
--- agree with probability 0.

local general = all(i, z(i):differs(0)) & all(i, j, i:below(j), z(i):differs(z(j)))

claim "nondegenerate_of_gaussian" {
  paper = "Definition 13", arxiv = "Definition 11", page = 12, kind = "existence",
  printed = [[\forall i \in [n],\ z_i(0) \ne 0, \qquad \kappa_{\max}(0) > 0]],
  assume = { over = n:at_least(2), general = at(0, general) },
  assert = nondegenerate,
  sample = states { n = {2, 3, 5}, d = {2, 3, 5}, sigma = decades(-3, 0), w = gaussian },
  mutants = {
    --- At least a right angle between two of the $z_i$.
    wide = swap(kappa_max:above(0), kappa_max:above(pi / 2)),
    --- Some pair exactly opposed.
    opposed = swap(kappa_max:above(0), kappa_max:equals(pi)),
  },
  expect = refuted { n = 2, d = 2, v = 1, sigma = 1,
    w = net({v + vperp, v + 2 * vperp}, v), repair = "nondegenerate_of_gaussian_of_three_le_d" },
  check = [[
    from mpmath import *
    mp.dps = 40
    w = [mpc(1, 1), mpc(1, 2)]  # d = 2, v along the first axis
    kappa = lambda a, b: acos(a*b / abs(a*b))
    for k in range(100):  # and so at every start near it: an open set
        z = [a.imag + (rand() - mpf(1)/2)/2 for a in w]
        assert z[0] != 0 and z[1] != 0 and z[0] != z[1]
        assert not kappa(z[0], z[1]) > 0
    print("refuted")
  ]],
}

claim "nondegenerate_of_gaussian_of_three_le_d" {
  paper = "Definition 13, repaired", page = 12, kind = "existence",
  printed = [[\forall i \in [n],\ z_i(0) \ne 0, \qquad \kappa_{\max}(0) > 0]],
  assume = { over = n:at_least(2), room = d:at_least(3) },
  assert = nondegenerate,
  sample = states { n = {2, 3, 5}, d = {2, 3, 4, 5, 20}, sigma = decades(-3, 0), w = gaussian },
  mutants = {
    wide = swap(kappa_max:above(0), kappa_max:above(pi / 2)),
    opposed = swap(kappa_max:above(0), kappa_max:equals(pi)),
  },
}
