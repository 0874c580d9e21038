-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Equation (60): how the neurons move across the teacher
---
--- The lower bound of Section 5 watches only $z_i$, what $w_i$ has orthogonal to $v$. Projected
--- there, the gradient (4) loses the teacher's own direction: what is left pulls $z_i$ along
--- itself and pushes it away from every other $z_j$, with weight $\pi - \theta_{ij}$. That push
--- is why neurons that lean to the same side separate (Lemma 17), and why the loss cannot fall
--- fast.
---
--- ## How it is held
---
--- The left side is the derivative of $z_i$ along the flow $\dot w_i = -\nabla_i$, which the
--- engine takes from its gradient; the right side is spelled out as printed. No neuron may be
--- 0, as for (4) itself; a $z_i$ may be.

local nonzero = all(i, w(i):differs(0))
local own = pi + sum(j, j:differs(i), norm(w(j)) / norm(w(i)) * sin(theta(i, j)))
  - norm(v) / norm(w(i)) * sin(theta(i))
local others = sum(j, j:differs(i), (pi - theta(i, j)) / (2 * pi) * z(j))

claim "transverse_flow_eq" {
  paper = "(60)", arxiv = "(59)", page = 40, equation = "(60)", kind = "identity",
  uses = { "gradient_eq_closed_form" },
  printed = [[\frac{\partial z_i}{\partial t} = -\frac{1}{2\pi} \left(\pi + \sum_{j \ne i}
    \frac{\|w_j\|}{\|w_i\|} \sin\theta_{ij} - \frac{\|v\|}{\|w_i\|} \sin\theta_i\right) z_i
    - \sum_{j \ne i} \frac{\pi - \theta_{ij}}{2\pi} z_j]],

  assume = { nonzero = nonzero },
  assert = all(i, D(z(i)):equals(-(1 / (2 * pi)) * own * z(i) - others)),
  sample = states { n = {1, 2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2) },
  --- The sum over the others says something only where some $z_j$ is not 0.
  cover = { some(i, j, i:differs(j), z(i):differs(0) & z(j):differs(0)), q(1,4) },

  mutants = {
    --- The push of the others as a pull.
    attract = swap(others, -others),
    --- Lengths where ratios of lengths belong.
    unit_slip = swap(norm(v) / norm(w(i)), norm(v)),
    --- Without the $\frac12$ that $w_i$ has from its own term in $r$.
    own_half = swap(pi + sum(j, j:differs(i), norm(w(j)) / norm(w(i)) * sin(theta(i, j))),
      sum(j, j:differs(i), norm(w(j)) / norm(w(i)) * sin(theta(i, j)))),
  },
}
