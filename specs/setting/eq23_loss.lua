-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Equation (23): the loss in closed form
---
--- The loss (3) is the mean of $\frac12 R(x)^2$, a sum of means of products of two rectified
--- Gaussians. Each such mean, $\Upsilon$, depends on two lengths and one angle (the arc-cosine
--- kernel of degree 1). Rearranged, the double sum becomes (23): a quarter of $\|\sum_i w_i -
--- v\|^2$ plus terms of third order in the angles. That shape is what the paper lives on. Near
--- a minimum the square decays exponentially and the cubic terms, $\sin\theta -
--- \theta\cos\theta \approx \theta^3/3$, do not.
---
--- ## How it is held
---
--- The page prints three forms: an expectation, a double sum over $\Upsilon$, and (23). The
--- expectation is integrated sector by sector in the plane, which knows nothing of angles; the
--- double sum and (23) are spelled out below as printed. The last claim is ours: `loss`, the
--- engine's own code, which reorders the sums to keep its digits near a minimum, is (23).
---
--- No hypothesis is printed. An angle with the vector 0 has no value, so that no neuron is 0 is
--- what it takes for the formulas to say something; the loss itself is defined there too.

local x, a, b = vector "x", vector "a", vector "b"
local nonzero = all(i, w(i):differs(0))
local relu = let("[\\cdot]_+", a, x, max(dot(a, x), 0))
local Upsilon = let("\\Upsilon", a, b,
  norm(a) * norm(b) / (2 * pi) * (sin(angle(a, b)) + (pi - angle(a, b)) * cos(angle(a, b))))
local double_sum = q(1,2) * sum(i, j, Upsilon(w(i), w(j))) - sum(i, Upsilon(w(i), v))
  + q(1,2) * Upsilon(v, v)
local pairs = sum(i, j, i:below(j),
  (sin(theta(i, j)) - theta(i, j) * cos(theta(i, j))) * norm(w(i)) * norm(w(j)))
local with_teacher = sum(i, (sin(theta(i)) - theta(i) * cos(theta(i))) * norm(w(i)) * norm(v))
local printed_form = q(1,4) * norm(sum(i, w(i)) - v)^2 + 1 / (2 * pi) * (pairs - with_teacher)

--- ## The mean of a product of two rectified Gaussians
---
--- For a pair of neurons, for a neuron and the teacher, and for a vector with itself, where the
--- angle is 0 and $\Upsilon$ is half the square of the length.

claim "relu_product_mean_eq_upsilon" {
  paper = "Appendix B, Upsilon", arxiv = "Appendix A, Upsilon", page = 19, kind = "identity",
  printed = [[\mathbb E_{x \sim N(0, I)}\left[[w^\top x]_+ [v^\top x]_+\right]
    = \frac{1}{2\pi} \|w\|\,\|v\| (\sin\theta_{w,v} + (\pi - \theta_{w,v}) \cos\theta_{w,v})]],

  assume = { nonzero = nonzero },
  assert = {
    pair = all(i, j, mean(x, relu(w(i), x) * relu(w(j), x)):equals(Upsilon(w(i), w(j)))),
    teacher = all(i, mean(x, relu(w(i), x) * relu(v, x)):equals(Upsilon(w(i), v))),
    itself = mean(x, relu(v, x)^2):equals(Upsilon(v, v)),
  },
  sample = states { n = {1, 2}, d = 2, v = decades(-2, 2) },

  mutants = {
    --- The angle itself in place of its supplement: right only at a right angle.
    supplement = swap(pi - angle(w(i), w(j)), angle(w(i), w(j))),
    --- Without the second length.
    unit_slip = swap(norm(w(i)) * norm(v), norm(w(i))),
    --- Without the rectifier the mean is the inner product.
    linear = swap(relu(v, x), dot(v, x)),
  },
}

--- ## The integral is the closed form

claim "loss_mean_eq_closed_form" {
  paper = "(23)", arxiv = "(22)", page = 19, equation = "(23)", kind = "identity",
  printed = [[\mathbb E_x\left[\tfrac12 R(x)^2\right] = \frac14 \left\|\sum_i w_i - v\right\|^2
    + \frac{1}{2\pi} \left[\sum_{i<j} (\sin\theta_{ij} - \theta_{ij} \cos\theta_{ij})
    \|w_i\|\,\|w_j\| - \sum_i (\sin\theta_i - \theta_i \cos\theta_i) \|w_i\|\,\|v\|\right] ]],

  assume = { nonzero = nonzero },
  assert = mean(x, (R(x)^2) / 2):equals(printed_form),
  sample = states { n = {1, 2, 3}, d = 2, v = decades(-2, 2) },

  mutants = {
    --- All ordered pairs: every pair counts twice.
    ordered_pairs = swap(i:below(j), i:differs(j)),
    --- The sign of the pairs with the teacher.
    sign = swap(pairs - with_teacher, pairs + with_teacher),
    --- The square without its half.
    half = swap((R(x)^2) / 2, R(x)^2),
  },
}

--- ## Rearranging the double sum yields (23)
---
--- The diagonal $\Upsilon(w_i, w_i) = \frac12\|w_i\|^2$ and the cosines of all pairs make up
--- the square; in any dimension.

claim "upsilon_double_sum_eq_closed_form" {
  paper = "(23)", arxiv = "(22)", page = 19, equation = "(23)", kind = "identity",
  uses = { "relu_product_mean_eq_upsilon" },
  printed = [[\frac12 \sum_{i,j=1}^n \Upsilon(w_i, w_j) - \sum_{i=1}^n \Upsilon(w_i, v)
    + \frac12 \Upsilon(v, v) = \frac14 \left\|\sum_i w_i - v\right\|^2
    + \frac{1}{2\pi} \left[\sum_{i<j} (\sin\theta_{ij} - \theta_{ij} \cos\theta_{ij})
    \|w_i\|\,\|w_j\| - \sum_i (\sin\theta_i - \theta_i \cos\theta_i) \|w_i\|\,\|v\|\right] ]],

  assume = { nonzero = nonzero },
  assert = double_sum:equals(printed_form),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    teacher_once = swap(q(1,2) * Upsilon(v, v), Upsilon(v, v)),
    prefactor = swap(1 / (2 * pi), 1 / (4 * pi)),
    unit_slip = swap(norm(w(i)) * norm(v), norm(w(i))),
  },
}

--- ## The engine's loss is (23)

claim "loss_eq_closed_form" {
  paper = "(23)", arxiv = "(22)", page = 19, equation = "(23)", kind = "identity",
  printed = [[L(w) = \frac14 \left\|\sum_i w_i - v\right\|^2
    + \frac{1}{2\pi} \left[\sum_{i<j} (\sin\theta_{ij} - \theta_{ij} \cos\theta_{ij})
    \|w_i\|\,\|w_j\| - \sum_i (\sin\theta_i - \theta_i \cos\theta_i) \|w_i\|\,\|v\|\right] ]],

  assume = { nonzero = nonzero },
  assert = loss:equals(printed_form),
  sample = states { n = {1, 2, 3, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    quarter = swap(q(1,4), q(1,2)),
    cosine = swap(theta(i) * cos(theta(i)), theta(i)),
  },
}
