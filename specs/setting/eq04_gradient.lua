-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Equation (4): the gradient in closed form
---
--- The gradient of the loss by $w_i$ is the mean of the residual $R(x)$ over the half-space in
--- which neuron $i$ is awake. For Gaussian inputs only the angles between the neurons are left
--- of that mean, and (4) is the whole dynamics of the paper: every later formula for $h_i$,
--- $z_i$ or $\theta_i$ is a projection of it.
---
--- ## How it is held
---
--- Page 20 prints two lines, an expectation and a closed form, and says that they are the
--- gradient of the loss. So there are three things to compare, by routes that share no formula:
--- the expectation, integrated sector by sector in the plane; the closed form, spelled out
--- below as it is printed; and the derivative of the loss (23) in a direction $b$. A fourth
--- claim is ours: the engine's own code for $\nabla_i$, which all other specs trust, agrees
--- with the printed form.

local b, x = vector("b", i), vector "x"
local nonzero = all(i, w(i):differs(0))
local along = sum(j, j:differs(i), norm(w(j)) * sin(theta(i, j))) - norm(v) * sin(theta(i))
local turned = sum(j, j:differs(i), theta(i, j) * w(j))
local printed_form = let("\\nabla_i", i, q(1,2) * (sum(j, w(j)) - v)
  + 1 / (2 * pi) * (along * unit(w(i)) - turned + theta(i) * v))

--- ## The expectation is the closed form
---
--- Rotational invariance reduces any two neurons to a plane, but three or more neurons and the
--- teacher need not lie in one. The plane is where the mean is exact here; each pair of vectors
--- enters (4) by itself, so a formula that is right for all pairs in the plane is right.

claim "gradient_mean_eq_closed_form" {
  paper = "(4)", arxiv = "(3)", page = 20, equation = "(4)", kind = "identity",
  printed = [[\mathbb E_x\left[\left(\sum_{j=1}^n [w_j^\top x]_+ - [v^\top x]_+\right)
    \mathbb 1\{w_i^\top x \ge 0\}\, x\right] = \frac12\left(\sum_j w_j - v\right)
    + \frac{1}{2\pi}\left[\left(\sum_{j \ne i} \|w_j\| \sin\theta_{ij} - \|v\| \sin\theta_i\right)
    \bar w_i - \sum_{j \ne i} \theta_{ij} w_j + \theta_i v\right] ]],

  assume = { nonzero = nonzero },
  assert = all(i, mean(x, R(x) * on(w(i), x) * x):equals(printed_form(i))),
  sample = states { n = {1, 2, 3}, d = 2, v = decades(-2, 2) },

  mutants = {
    --- The sign with which the teacher's angle enters.
    sign = swap(theta(i) * v, -theta(i) * v),
    --- $w_i$ where its direction belongs: the term then has the square of a length.
    unit_slip = swap(unit(w(i)), w(i)),
    --- Half-spaces at the wrong neuron.
    awake = swap(on(w(i), x), on(v, x)),
  },
}

--- ## The closed form is the gradient of the loss
---
--- "When $w_i \ne 0$ for all $i$ the loss is differentiable": the derivative exists in every
--- direction, and it is what the closed form says. Where a neuron is 0 the loss has a kink, so
--- without the hypothesis the first part fails.

claim "loss_derivative_eq_gradient" {
  paper = "(4)", arxiv = "(3)", page = 20, equation = "(4)", kind = "identity",
  printed = [[\nabla_i = \frac{\partial L(w)}{\partial w_i}]],

  assume = { nonzero = nonzero },
  assert = {
    differentiable = defined(D(loss, net(i, b(i)))),
    slope = D(loss, net(i, b(i))):equals(sum(i, dot(printed_form(i), b(i)))),
  },
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3, 5}, v = decades(-2, 2), b = anywhere },

  mutants = {
    --- A neuron at 0: one-sided derivatives exist, and differ.
    zero_neuron = drop "nonzero",
    --- The prefactor of the loss (23) is half of this one.
    prefactor = swap(1 / (2 * pi), 1 / (4 * pi)),
    --- The sum over $j \ne i$ with its own sign.
    sign = swap(turned, -turned),
  },
}

--- ## The engine's gradient is the printed one

claim "gradient_eq_closed_form" {
  paper = "(4)", arxiv = "(3)", page = 6, equation = "(4)", kind = "identity",
  printed = [[\nabla_i = \frac12\left(\sum_j w_j - v\right)
    + \frac{1}{2\pi}\left[\left(\sum_{j \ne i} \|w_j\| \sin\theta_{ij} - \|v\| \sin\theta_i\right)
    \bar w_i - \sum_{j \ne i} \theta_{ij} w_j + \theta_i v\right] ]],

  assume = { nonzero = nonzero },
  assert = all(i, grad(i):equals(printed_form(i))),
  sample = states { n = {1, 2, 3, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    half = swap(q(1,2), 1),
    unit_slip = swap(norm(v) * sin(theta(i)), sin(theta(i))),
  },
}
