-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Equation (51): the Hessian in closed form
---
--- Phase 3 needs smoothness, and Lemma 23 reads it off these blocks: $\Lambda_{ij}$ is bounded,
--- while $\Lambda_{ii}$ grows like $\|v\| / \|w_i\|$ as $w_i \to 0$. So the loss is smooth
--- exactly as long as no neuron is small.
---
--- ## How it is held
---
--- The blocks are printed, after Safran et al. (2020), not derived. We hold them to the
--- derivative of the gradient (4) when one neuron moves in a direction $b$, and the engine's
--- own code for $\Lambda_{ij} x$ to the printed form.
---
--- $\bar n_{v,w}$ is the direction of $\bar v - \cos\theta(v, w)\,\bar w$, the part of $v$
--- orthogonal to $w$. It has no value where the two are parallel. There $\sin\theta = 0$, and
--- in $\Lambda_{ij}$ the two outer products cancel, so the blocks extend continuously. The
--- printed form is therefore compared where no two vectors are parallel, and the statement that
--- the loss is twice differentiable wherever no neuron is 0 is a claim of its own, parallel
--- neurons included.
---
--- A derivative of (4) gives $\bar w_j \bar n_{w_i,w_j}^\top + \bar w_i \bar n_{w_j,w_i}^\top$
--- in $\Lambda_{ij}$; printed are the transposes. In the plane of the two vectors the sum is a
--- symmetric matrix, so both are the same.

local b, x, y, e = vector("b", i), vector "x", vector "y", vector "e"
local nonzero = all(i, w(i):differs(0))
local apart = all(i, sin(theta(i)):above(0))
  & all(i, j, i:below(j), sin(theta(i, j)):above(0))

local nbar = let("\\bar n", x, y, unit(unit(x) - cos(angle(x, y)) * unit(y)))
local zeta = let("\\zeta", x, y, e, sin(angle(x, y)) * norm(y) / (2 * pi * norm(x))
  * (e - dot(unit(x), e) * unit(x) + dot(nbar(y, x), e) * nbar(y, x)))
local Lambda_ii = let("\\Lambda_{i,i}", i, e,
  q(1,2) * e + sum(j, j:differs(i), zeta(w(i), w(j), e)) - zeta(w(i), v, e))
local Lambda_ij = let("\\Lambda_{i,j}", i, j, e, 1 / (2 * pi) * ((pi - theta(i, j)) * e
  + dot(unit(w(j)), e) * nbar(w(i), w(j)) + dot(unit(w(i)), e) * nbar(w(j), w(i))))

--- ## The blocks are derivatives of the gradient
---
--- Neuron $j$ alone moves, along $b_j$.

claim "gradient_derivative_eq_hessian_blocks" {
  paper = "(51)", arxiv = "(50)", page = 33, equation = "(51)", kind = "identity",
  uses = { "loss_derivative_eq_gradient" },
  printed = [[\Lambda_{i,i} = \frac12 I + \sum_{j \ne i} \zeta(w_i, w_j) - \zeta(w_i, v), \quad
    \zeta(w, v) = \frac{\sin\theta(w, v) \|v\|}{2\pi\|w\|}
    (I - \bar w \bar w^\top + \bar n_{v,w} \bar n_{v,w}^\top), \quad
    \Lambda_{i,j} = \frac{1}{2\pi} \left[(\pi - \theta(w_i, w_j)) I
    + \bar n_{w_i,w_j} \bar w_j^\top + \bar n_{w_j,w_i} \bar w_i^\top\right] ]],

  assume = { nonzero = nonzero, apart = apart },
  assert = {
    diagonal = all(i, D(grad(i), net(k, ind(k:equals(i)) * b(k))):equals(Lambda_ii(i, b(i)))),
    beside = all(i, j, i:differs(j),
      D(grad(i), net(k, ind(k:equals(j)) * b(k))):equals(Lambda_ij(i, j, b(j)))),
  },
  sample = states { n = {1, 2, 3}, d = {2, 3, 5}, v = decades(-2, 2), b = anywhere },

  mutants = {
    --- The teacher enters with the students' sign.
    teacher = swap(Lambda_ii(i, b(i)), Lambda_ii(i, b(i)) + 2 * zeta(w(i), v, b(i))),
    --- The angle in place of its supplement.
    supplement = swap(pi - theta(i, j), theta(i, j)),
    --- Outer products paired the other way round.
    pairing = swap(dot(unit(w(j)), b(j)), dot(unit(w(i)), b(j))),
    --- $\zeta$ without the length below: the Hessian would stay bounded as $w_i \to 0$.
    unit_slip = swap(2 * pi * norm(w(i)), 2 * pi),
  },
}

--- ## Twice differentiable where no neuron is 0
---
--- Stated on page 33 before (51). Parallel and opposed neurons are included: the engine
--- continues the blocks by their limits.

claim "gradient_differentiable_of_nonzero" {
  paper = "Appendix E.3, (51)", arxiv = "Appendix D.3, (50)", page = 33, equation = "(51)",
  kind = "identity",
  printed = [[w_i \ne 0\ \forall i \implies L \text{ is twice differentiable with Hessian }
    \Lambda = (\Lambda_{i,j})]],

  assume = { nonzero = nonzero },
  assert = {
    differentiable = all(i, defined(D(grad(i), net(j, b(j))))),
    slope = all(i, D(grad(i), net(j, b(j))):equals(sum(j, hessian(i, j, b(j))))),
  },
  sample = states { n = {1, 2, 3}, d = {1, 2, 3, 5}, v = decades(-2, 2), b = anywhere },

  mutants = {
    --- The block of a neuron alone: the other neurons' moves are felt too.
    diagonal_only = swap(sum(j, hessian(i, j, b(j))), hessian(i, i, b(i))),
    --- Half the slope.
    half = swap(sum(j, hessian(i, j, b(j))), sum(j, hessian(i, j, b(j))) / 2),
  },
}

--- ## The engine's blocks are the printed ones

claim "hessian_eq_closed_form" {
  paper = "(51)", arxiv = "(50)", page = 33, equation = "(51)", kind = "identity",
  printed = [[\Lambda_{i,i} = \frac12 I + \sum_{j \ne i} \zeta(w_i, w_j) - \zeta(w_i, v), \quad
    \Lambda_{i,j} = \frac{1}{2\pi} \left[(\pi - \theta(w_i, w_j)) I
    + \bar n_{w_i,w_j} \bar w_j^\top + \bar n_{w_j,w_i} \bar w_i^\top\right] ]],

  assume = { nonzero = nonzero, apart = apart },
  assert = {
    diagonal = all(i, hessian(i, i, b(i)):equals(Lambda_ii(i, b(i)))),
    beside = all(i, j, i:differs(j), hessian(i, j, b(j)):equals(Lambda_ij(i, j, b(j)))),
  },
  sample = states { n = {1, 2, 3}, d = {2, 3, 5}, v = decades(-2, 2), b = anywhere },

  mutants = {
    half = swap(q(1,2) * b(i), b(i)),
    supplement = swap(pi - theta(i, j), theta(i, j)),
  },
}
