-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Equation (55): one step of Phase 3
---
--- The induction step of Theorem 6. As long as every length is between $\|v\|/(4n)$ and
--- $4\|v\|/n$ and the loss is small, a step of descent takes at least $\frac\eta2 \|\nabla\|^2$
--- off the loss, and by Theorem 7 at least $\Omega(\eta L^{4/3}/(n^{4/3}\|v\|^{2/3}))$. Lemma 24
--- does the rest.
---
--- ## How it is read
---
--- The hypotheses are those of the induction at time $t$: (52), $L(w(t)) = O(\|v\|^2/n^{14})$
--- where it is used, and $\eta = O(1/n^2)$. So every line is a statement about one state, judged
--- as stated.
---
--- (55) is Taylor's formula with an integral for its remainder. Nothing is integrated. With
--- $\phi(\tau) = L(w - \tau\eta\nabla)$ the function $\phi + (1 - \tau)\phi'$ is $L(w) -
--- \eta\|\nabla\|^2$ at 0 and $L(w(t+1))$ at 1, and its derivative is the printed integrand;
--- these three facts are the formula, and $\int_0^1 (1 - \tau)\,d\tau$ is put as $\frac12$. The
--- derivatives are compared where no two vectors are parallel, as for (51): there the closed
--- forms extend, but the engine's derivatives do not decide an equality.
---
--- ## Constants
---
--- $\|\nabla_i\| \le \frac12(\sum_j \|w_j\| + \|v\|) \le \frac52 \|v\|$, since $\nabla_i =
--- \mathbb E[R(x)\,x\,\mathbb 1\{w_i^\top x \ge 0\}]$ and each part of $R$ gives at most half of
--- its length. With $\eta \le 1/(50 n^2)$ a neuron then moves by $\|v\|/(20n)$ at most, which is
--- the room between $\frac14$ and $\frac15$. On the way the Hessian is at most $3n^2$, by the count
--- in Lemma 23 with 5 for 4. The last constant, $\frac12$, is half the square of the 1 that is
--- asserted for Theorem 7.
---
--- ## What we found
---
--- "Then Lemma 23 implies the smoothness of $L$ at $w(t) - \tau\eta\nabla(t)$" is not so: the
--- lemma asks for lengths between $\|v\|/(4n)$ and $4\|v\|/n$, and on the way only $\|v\|/(5n)$
--- and $5\|v\|/n$ are known. The point may indeed leave the lemma's window. The lemma's proof works
--- for any two constants, so the bound that is drawn from it is right.

local tau, step = scalar "\\tau", scalar "step"
local ratio, scale, b = scalar("\\rho", i), scalar "scale", vector("b", i)
local small_eta = eta:at_most(O(1 / n^2, q"0.02")) & eta:above(0)
local small_loss = loss:at_most(O(norm(v)^2 / n^14, q"0.01"))
local moved = net(i, w(i) - tau * eta * grad(i))
local lengths = {1, 1, 1, 1, 1, 1, q(1,50), 20} -- some outside the window of (52)
local shares = net(i, scale * ratio(i) * norm(v) / n * unit(b(i)))
local near = near_minimum { spread = decades(-8, 0) }
local apart = all(i, sin(theta(i)):above(0))
  & all(i, j, i:below(j), sin(theta(i, j)):above(0))
local fraction = chain(0, "<=", tau, "<=", 1)
local value = at(moved, loss)
local slope = at(moved, sum(i, dot(grad(i), -eta * at(now, grad(i)))))
local curve = at(moved, sum(i, j, dot(eta * at(now, grad(i)),
  hessian(i, j, eta * at(now, grad(j))))))

--- ## The gradient

claim "gradient_norm_le_teacher" {
  paper = "(55), gradient", arxiv = "(54), gradient", page = 36, kind = "step",
  uses = { "gradient_mean_eq_closed_form" },
  printed = [[\|\nabla_i(t + T_2)\| = O(\|v\|), \forall 0 \le t \le T - 1]],

  assume = { balanced = balanced },
  assert = all(i, norm(grad(i)):at_most(O(norm(v), q"2.5"))),
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths },

  mutants = {
    --- All neurons against the teacher: $\frac12 \sum_j \|w_j\|$, up to $2\|v\|$.
    half = swap(O(norm(v), q"2.5"), norm(v)),
    unit_slip = swap(O(norm(v), q"2.5"), q"2.5"),
    share = swap(O(norm(v), q"2.5"), O(norm(v) / n, q"2.5")),
  },
}

--- ## Taylor's formula

claim "loss_taylor_along_gradient" {
  paper = "(55)", arxiv = "(54)", page = 36, equation = "(55)", kind = "identity",
  uses = { "gradient_derivative_eq_hessian_blocks", "segment_norms" },
  printed = [[L(w(t+1)) = L(w(t)) + \langle\nabla_W(t), -\eta\nabla_W(t)\rangle +
    \int_{\tau=0}^1 (1 - \tau) (-\eta\nabla_W(t))^\top \frac{\partial^2 L}{\partial w^2}
    (w(t) - \tau\eta\nabla_W(t)) (-\eta\nabla_W(t))\,d\tau]],

  assume = { balanced = balanced, small_eta = small_eta, fraction = fraction, apart = apart },
  assert = {
    integrand = D(value + (1 - tau) * slope, tau):equals((1 - tau) * curve),
    start = implies(tau:equals(0),
      (value + (1 - tau) * slope):equals(loss + sum(i, dot(grad(i), -eta * grad(i))))),
    finish = implies(tau:equals(1), (value + (1 - tau) * slope):equals(after(loss))),
  },
  sample = states { n = {1, 2, 3}, d = 2, v = decades(-2, 2), b = anywhere,
    ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths,
    step = decades(-4, -q"1.7"), eta = step / n^2, ["\\tau"] = between(0, 1) },

  mutants = {
    --- The remainder without its weight.
    weight = swap((1 - tau) * curve, curve),
    --- Uphill.
    backward = swap(w(i) - tau * eta * grad(i), w(i) + tau * eta * grad(i)),
    --- One $\eta$ too few.
    once = swap((1 - tau) * curve, (1 - tau) * curve / eta),
  },
}

--- ## The segment
---
--- $\tau$ from 0 to 1; for $\tau = 1$ the last terms of both chains are met.

claim "segment_norms" {
  paper = "(55), segment", arxiv = "(54), segment", page = 36, kind = "step",
  uses = { "gradient_norm_le_teacher" },
  printed = [[\forall \tau \in [0, 1],\ \|w_i(t) - \tau\eta\nabla_i(t)\| \ge \|w_i(t)\| -
    \eta\|\nabla_i(t)\| \ge \frac{\|v\|}{4n} - \eta O(\|v\|) \ge \frac{\|v\|}{5n}, \quad
    \|w_i(t) - \tau\eta\nabla_i(t)\| \le \|w_i(t)\| + \eta\|\nabla_i(t)\| \le \frac{5\|v\|}{n}]],

  assume = { balanced = balanced, small_eta = small_eta, fraction = fraction },
  assert = {
    below = all(i, chain(norm(w(i) - tau * eta * grad(i)), ">=",
      norm(w(i)) - eta * norm(grad(i)), ">=", norm(v) / (4 * n) - eta * O(norm(v), q"2.5"), ">=",
      norm(v) / (5 * n))),
    above = all(i, chain(norm(w(i) - tau * eta * grad(i)), "<=",
      norm(w(i)) + eta * norm(grad(i)), "<=", 5 * norm(v) / n)),
  },
  sample = states { n = {1, 2, 3, 5, 8}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ["\\rho"] = between(q(1,4), 4), w = shares, scale = lengths,
    step = decades(-4, 1), eta = step / n^2, ["\\tau"] = between(0, 1) },

  mutants = {
    --- A long step overshoots.
    long_step = drop "small_eta",
    --- The lengths do not stay where they were.
    stays = swap(5 * norm(v) / n, q"3.9" * norm(v) / n),
    --- The window before the step.
    tight = swap(norm(v) / (5 * n), norm(v) / (4 * n)),
  },
}

--- ## Lemma 23 on the segment, as printed
---
--- The hypotheses of the induction, with the small loss that (54) provides: still a neuron of
--- length $\|v\|/(4n)$ can be about to shrink.

claim "segment_balanced_printed" {
  paper = "(55), Lemma 23 on the segment", arxiv = "(54), Lemma 21 on the segment", page = 36,
  kind = "step",
  printed = [[\text{Then Lemma 23 implies the smoothness of } L \text{ at }
    w(t) - \tau\eta\nabla_W(t)]],

  assume = { balanced = balanced, small_loss = small_loss, small_eta = small_eta,
    fraction = fraction },
  assert = at(moved, balanced),
  sample = states { n = {1, 2, 3}, d = {1, 2, 3}, v = decades(-2, 2), w = near,
    step = decades(-4, -q"1.7"), eta = step / n^2, ["\\tau"] = between(0, 1) },

  mutants = {
    --- A window narrower than the start's.
    narrow = { assert = at(moved, all(i, norm(w(i)):at_least(norm(v) / (2 * n)))) },
    --- Without the factor of 4 above.
    exact = { assert = at(moved, all(i, norm(w(i)):at_most(norm(v) / n))) },
  },

  --- On a line: $r = v/1000$, $\nabla_1 = r/2$, and $w_1 = v/8$ grows shorter.
  expect = refuted { n = 2, d = 1, v = 1, eta = q(1,1000), ["\\tau"] = 1,
    w = net({v / 8, q(7,8) * v + v / 1000}, v),
    repair = "Lemma 23 with 1/5 and 5 for 1/4 and 4" },
  because = "on the segment only norm(v)/(5n) and 5 norm(v)/n bound the lengths",
  check = [[
    from mpmath import *
    mp.dps = 40
    def R(w, x):  # on a line: the students less the teacher v = 1
        return sum(max(a*x, 0) for a in w) - max(x, 0)
    def loss(w):  # half the mean of R^2, and x^2 has the mean 1/2 on each side
        return (R(w, 1)**2 + R(w, -1)**2) / 4
    def grad(w, a):  # the mean of R(x) x where the neuron is awake
        side = 1 if a > 0 else -1
        return side * R(w, side) / 2
    n, eta, tau = 2, mpf(1)/1000, 1
    w = [mpf(1)/8, mpf(7)/8 + mpf(1)/1000]
    inside = lambda a: 4/mpf(n) >= abs(a) >= 1/mpf(4*n)
    assert all(inside(a) for a in w)
    assert loss(w) <= mpf("0.01") / n**14 and eta <= mpf("0.02") / n**2
    moved = [a - tau*eta*grad(w, a) for a in w]
    assert not inside(moved[0])  # shorter than norm(v) / (4 n)
    print("refuted")
  ]],
}

claim "hessian_norm_le_on_segment" {
  paper = "(55), Hessian on the segment", arxiv = "(54), Hessian on the segment", page = 36,
  kind = "step", uses = { "segment_norms", "hessian_eq_closed_form" },
  printed = [[\left\|\frac{\partial^2 L}{\partial w^2}(w(t) - \tau\eta\nabla_W(t))\right\|
    \le O(n^2)]],

  assume = { balanced = balanced, small_eta = small_eta, fraction = fraction },
  assert = at(moved, hessian_norm):at_most(O(n^2, 3)),
  sample = states { n = {1, 2, 3, 5}, d = {1, 2, 3}, v = decades(-2, 2), b = anywhere,
    ["\\rho"] = {q(1,4), 1, 4}, w = shares, scale = lengths,
    step = decades(-4, 1), eta = step / n^2, ["\\tau"] = between(0, 1) },

  mutants = {
    --- A long step may land near 0, where the Hessian is unbounded.
    long_step = drop "small_eta",
    unit_slip = swap(n^2, n^2 / norm(v)),
  },
}

--- ## The loss falls
---
--- $\int_0^1 (1 - \tau)\,d\tau = \frac12$.

claim "loss_drop_ge" {
  paper = "(55), loss", arxiv = "(54), loss", page = 36, kind = "step",
  uses = { "loss_taylor_along_gradient", "hessian_norm_le_on_segment",
    "gradient_norm_ge_of_balanced_of_small_loss" },
  printed = [[L(w(t)) - L(w(t+1)) \ge \eta\|\nabla_W(t)\|^2 - \int_{\tau=0}^1 (1 - \tau) O(n^2)
    \|-\eta\nabla_W(t)\|^2\,d\tau \ge \frac\eta2 \|\nabla_W(t)\|^2 \ge
    \Omega\left(\frac{1}{n^{4/3} \|v\|^{2/3}}\right) \eta L^{4/3}(w(t))]],

  assume = { balanced = balanced, small_loss = small_loss, small_eta = small_eta },
  assert = chain(loss - after(loss), ">=",
    eta * grad_norm^2 - q(1,2) * O(n^2, 3) * (eta * grad_norm)^2, ">=",
    eta / 2 * grad_norm^2, ">=",
    Omega(1 / (n^q(4,3) * norm(v)^q(2,3)), q"0.5") * eta * loss^q(4,3)),
  sample = states { n = {1, 2, 3, 5, 8}, d = {2, 3, 5}, v = decades(-2, 2), w = near,
    step = decades(-4, 2), eta = step / n^2 },

  mutants = {
    --- Steps too long for the curvature.
    long_step = drop "small_eta",
    --- The exponent of linear convergence.
    linear = swap(loss^q(4,3), loss),
    unit_slip = swap(n^q(4,3) * norm(v)^q(2,3), n^q(4,3)),
    --- More than the gradient pays.
    double = swap(eta / 2 * grad_norm^2, 2 * eta * grad_norm^2),
  },
}
