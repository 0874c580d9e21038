-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Corollary 28: no neuron vanishes under gradient flow
---
--- The flow's version of Corollary 25, with the same gap: the only hypothesis on the page is (5),
--- which leaves $\sigma$ free. A neuron that is small beside the others can be driven into 0 in
--- finite time when $\sigma\sqrt d$ is not small beside $\|v\|$; `obelus replay` shows one. (The
--- page prints $t \in \mathbf{N}$ although the flow's time is real; we take every $t \ge 0$.)
---
--- A trajectory of the flow is not enclosed by balls, so the verdict is SUSPECT and not REFUTED.
--- The corollary is false all the same: `cor28_collapse.lua` has a start that meets (5), and a
--- proof that its flow ends before $t = \frac45$.
---
--- What survives: Lemmas 29 to 33 and Theorem 14 use the corollary under $\sigma =
--- O(n^{-4226}d^{-1/2}\|v\|)$, which is the hypothesis to add. The second claim relaxes that one
--- to $\sigma\sqrt d \le \|v\|/(10n)$.

local ratio, spread = scalar "ratio", scalar "spread"

claim "norm_pos_of_initial_condition_flow" {
  paper = "Corollary 28", arxiv = "Corollary 26", page = 39, kind = "explicit",
  printed = [[\forall i \in [n], t \in \mathbf{N}, \|w_i(t)\| > 0]],
  uses = { "Theorem 27" },
  assume = { initial = initial_condition },
  assert = all(t, i, t:at_least(0), norm(w(i)):above(0)),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
    ratio = decades(-3, 1), sigma = ratio * norm(v), t = decades(-2, 4) },
  mutants = {
    --- No neuron ever grows shorter.
    longer = swap(norm(w(i)):above(0), norm(w(i)):at_least(at(0, norm(w(i))))),
    --- Each keeps its share of the teacher from the start on.
    share = swap(norm(w(i)):above(0), norm(w(i)):above(norm(v) / (4 * n))),
  },
  expect = "suspect",
  because = "flows from sigma sqrt(d) near norm v reach w_i = 0: a proof is in cor28_collapse.lua",
  repair = "norm_pos_of_small_start_flow: sigma sqrt(d) <= norm(v) / (10 n)",
}

claim "norm_pos_of_small_start_flow" {
  paper = "Corollary 28, repaired", arxiv = "Corollary 26, repaired", page = 39,
  kind = "explicit",
  printed = [[\sigma\sqrt d \le \frac{\|v\|}{10n} \implies \|w_i(t)\| > 0]],
  assume = { initial = initial_condition, small = (sigma * sqrt(d)):at_most(norm(v) / (10 * n)) },
  assert = all(t, i, t:at_least(0), norm(w(i)):above(0)),
  sample = trajectory { by = flow, n = {2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),
    spread = decades(-4, 1), sigma = spread * norm(v) / (10 * n * sqrt(d)), t = decades(-2, 4) },
  mutants = {
    --- Above twice the lower end of the window, where it may start.
    longer = swap(norm(w(i)):above(0), norm(w(i)):above(2 * s1)),
    share = swap(norm(w(i)):above(0), norm(w(i)):above(norm(v) / (4 * n))),
  },
}
