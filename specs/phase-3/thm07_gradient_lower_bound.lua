-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Theorem 7: the gradient is bounded below
---
--- Phase 3 rests on this. Smoothness turns it into $L_{t+1} \le L_t - \Omega(L_t^{4/3})$, whose
--- solution decays like $t^{-3}$: the exponent $2/3$ is the rate of the whole paper. The
--- classical inequality has $1/2$ there, and would make the loss decay exponentially.
---
--- ## Constants
---
--- The paper names none. In the hypothesis we take $L \le \|v\|^2 / (100\,n^{14})$. It has to
--- be below about $1/4$: for $n = 1$ and $w_1 = -v/4$ the loss is $17\|v\|^2/64$, the length is
--- as it should be, and the gradient is $\|v\|/8$ only, since the neuron has its way to go
--- through 0.
---
--- In the conclusion we assert 1. On 3000 samples for each $n$ no state broke the constant 2
--- ($n = 1$), 2.5 ($n = 2$), 3.5 ($n = 3$), 6 ($n = 5$) and 10 ($n = 8, 16$), and some broke
--- 2.5, 3, 4 and 7 for $n = 1, 2, 3, 5$: the printed power of $n$ is not tight. That is a
--- measurement, not a proof.
---
--- ## Where we look
---
--- Near the minimum the loss falls like the square of the spread, or like its cube where the
--- leans cancel, so the spread runs over nine decades; its upper end is there for states that
--- the hypothesis must reject. $\|v\|$ runs over four decades: a bound that is right only at
--- $\|v\| = 1$ has lost a factor.

local root_v = norm(v)^q(1,3)
local projection = sum(i, dot(grad(i), w(i) - w_star(i)))
local small = loss:at_most(O(norm(v)^2 / n^14, q"0.01"))
local near = near_minimum { spread = decades(-8, 1) }

claim "gradient_norm_ge_of_balanced_of_small_loss" {
  paper = "Theorem 7", arxiv = "Theorem 7", page = 9, kind = "hidden",
  uses = { "loss_le_gradient_norm_mul", "gradient_norm_ge_of_loss_le_mul" },
  printed = [[\|\nabla_w L(w)\| \ge \Omega\left(\frac{L^{2/3}(w)}{n^{2/3}\|v\|^{1/3}}\right)]],

  assume = { balanced = balanced, small_loss = small },
  assert = grad_norm:at_least(Omega(loss^q(2,3) / (n^q(2,3) * root_v))),
  sample = states { n = {1, 2, 3, 5, 8, 16}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- The exponent of exponential decay: true for $n = 1$, false here.
    half = swap(loss^q(2,3), loss^q(1,2)),
    --- The two sides then scale differently under $(w, v) \mapsto (sw, sv)$.
    unit_slip = swap(root_v, 1),
    --- Any loss: neurons across $v$, or against it.
    any_loss = drop "small_loss",
  },
}

--- ## The proof: the projection is at least the loss
---
--- Lemma 8 with the error term in powers of $L$, by Lemmas 20 and 21. Here the hypothesis gets
--- its fourteenth power: the second inequality says $L^{1/6} \le \|v\|^{1/3} / (C n^{7/3})$.
--- With $C = 2$ it holds for $L \le \|v\|^2 / (64\,n^{14})$, which is why the hypothesis has
--- 100.

claim "gradient_projection_ge_loss" {
  paper = "proof of Theorem 7", arxiv = "proof of Theorem 7", page = 33, kind = "step",
  uses = { "gradient_projection_ge_sub_error" },
  printed = [[\sum_{i=1}^n \left\langle \frac{\partial}{\partial w_i} L(w), w_i - w_i^*
    \right\rangle \ge 2L(w) - O(n^{7/3} L^{7/6}(w) \|v\|^{-1/3}) \ge L(w)]],

  assume = { balanced = balanced, small_loss = small },
  assert = chain(projection, ">=",
    2 * loss - O(n^q(7,3) * loss^q(7,6) * norm(v)^-q(1,3), 2), ">=", loss),
  sample = states { n = {1, 2, 3, 5, 8, 16}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- The error term is not 0: one neuron, $v$ turned by a small angle.
    twice = swap(2 * loss, 3 * loss),
    --- An error larger by $n^{1/3}$ would ask for $L = O(\|v\|^2/n^{16})$.
    large = swap(n^q(7,3), n^q(8,3)),
    --- Projected on $w_i$ itself, with no minimum in it.
    no_minimum = swap(w(i) - w_star(i), w(i)),
  },
}

--- ## The proof: Cauchy, then Lemma 22
---
--- Lemma 22 bounds $\|w_i - w_i^*\|$ by a multiple of $\|w_i\|$; the display has $\|w_i^*\|$ in
--- its place, which is as good where $\|w_i^*\|$ and $\|w_i\|$ are alike. We assert the
--- constant 2; states that need more than 1 were seen for $n = 2, 3, 5$, none that need more
--- than 2.

claim "loss_le_gradient_norm_mul" {
  paper = "proof of Theorem 7, Cauchy", arxiv = "proof of Theorem 7, Cauchy", page = 33,
  kind = "step", uses = { "gradient_projection_ge_loss", "norm_sub_w_star_le" },
  printed = [[L(w) \le \sum_{i=1}^n \left\langle \frac{\partial}{\partial w_i} L(w), w_i - w_i^*
    \right\rangle \le \sum_{i=1}^n \left\|\frac{\partial}{\partial w_i} L(w)\right\| \cdot
    \|w_i - w_i^*\| \le \left\|\frac{\partial L(w)}{\partial w}\right\| \sum_{i \in [n]}
    \|w_i - w_i^*\| \le \left\|\frac{\partial L(w)}{\partial w}\right\| O\left(n^{2/3}
    \left(\frac{L(w)}{\|v\|^2}\right)^{1/3}\right) \sum_{i \in [n]} \|w_i^*\|
    = O(n^{2/3} L(w)^{1/3} \|v\|^{1/3}) \left\|\frac{\partial L(w)}{\partial w}\right\|]],

  assume = { balanced = balanced, small_loss = small },
  assert = chain(loss, "<=", projection, "<=", sum(i, norm(grad(i)) * norm(w(i) - w_star(i))),
    "<=", grad_norm * sum(i, norm(w(i) - w_star(i))), "<=",
    grad_norm * O(n^q(2,3) * (loss / norm(v)^2)^q(1,3), 2) * sum(i, norm(w_star(i))),
    "=", O(n^q(2,3) * loss^q(1,3) * root_v, 2) * grad_norm),
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near },

  mutants = {
    --- Distances to the minimum like $L^{1/2}$, as for one neuron.
    half = swap((loss / norm(v)^2)^q(1,3), (loss / norm(v)^2)^q(1,2)),
    unit_slip = swap(root_v, 1),
  },
}
