-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Corollary 28: a flow that ends, with proof
---
--- As printed the corollary has one hypothesis, (5), which leaves $\sigma$ free. Then it is false:
--- a flow that starts as in (5) can drive a neuron into 0, and has no value after that. Flows are
--- not enclosed by balls, so the corollary itself is judged SUSPECT at best. Here a start is given
--- for which the end can be proved by hand, and the steps of that proof are claims.
---
--- ## The start
---
--- Let $d = 3$, $n = 5$, let $v, e, f$ be orthogonal, $e$ and $f$ of length 1, and $s \ge
--- 5\|v\|$. One neuron stands at $w_1 = sf$, two at $3.9\,se$, two at $-3.9\,se$. All angles with
--- $v$ are right, and the lengths lie in $[s_1, s_2] = [0.99\,s, 3.96\,s]$ for $\sigma\sqrt d =
--- 1.98\,s$: (5) holds.
---
--- ## The proof
---
--- The mirror across the plane of $v$ and $f$ exchanges the two pairs and leaves $w_1$ in its
--- place, so the flow keeps the form
---
--- $$w_1 \perp e, \qquad w_2 = w_4 = y + Ee, \qquad w_3 = w_5 = y - Ee, \qquad y \perp e.$$
---
--- $\nabla_i$ is the sum over all students, less the teacher, of $\mathbb E[[a^\top x]_+
--- x\,\mathbb 1\{w_i^\top x \ge 0\}] = \frac{1}{2\pi}((\pi - \phi) a + \|a\| \sin\phi\,\bar w_i)$
--- with $\phi = \angle(a, w_i)$, a vector no longer than $\frac12 \|a\|$. Its product with $\bar
--- w_i$ is $\frac{\|a\|}{2\pi} k(\phi)$, where $k(\phi) = \sin\phi + (\pi - \phi) \cos\phi$ falls
--- from $\pi$ to 0. The pairs themselves only make $y$ shorter, and take no more than $E$ off $E$.
--- With $\tan\alpha = \|y\|/E$ the angle of $w_1$ with the others is at most $\frac\pi2 + \alpha$,
--- where $k = \cos\alpha - (\frac\pi2 - \alpha) \sin\alpha$. Hence, as long as $w_1 \ne 0$ and $E
--- > 0$,
---
--- $$\dot{\|w_1\|} \le \tfrac12\|v\| - \tfrac2\pi\left(E - \tfrac\pi2\|y\|\right), \qquad
---   \dot E \ge -E - \tfrac{1}{2\pi}\|w_1\|, \qquad
---   \dot{\|y\|} \le \tfrac12(\|w_1\| + \|v\|).$$
---
--- While $\|w_1\| \le s$ the last two integrate to $\|y\| \le \frac12(s + \|v\|)t$ and $E \ge
--- (3.9\,s + \frac{s}{2\pi})e^{-t} - \frac{s}{2\pi}$. With these the right side of the first is
--- negative up to $t = \frac45$, so $\|w_1\| \le s$ does hold, and its integral from 0 to $\frac45$
--- is below $-s$. So $w_1$ reaches 0 before $t = \frac45$.
---
--- ## How it is held
---
--- The form and the three inequalities are claims on all states of that form, the integration is
--- one on two numbers, and the flow itself is followed to see that it ends. (The page prints $t \in
--- \mathbf N$; the flow has ended before $t = 1$.)

local b, x, z, p, y = vector "b", scalar "x", scalar "z", scalar "p", scalar "q"
local E, s, tau = scalar "E", scalar "s", scalar "\\tau"
local e = let("e", unit(vperp))
local f = let("f", unit(b - dot(b, vbar) * vbar - dot(b, e) * e))
local first = norm(v) * (x * vbar + z * f)
local plus = norm(v) * (p * vbar + y * f + E * e)
local minus = norm(v) * (p * vbar + y * f - E * e)
local form = net({first, plus, minus, plus, minus}, v)
local along = let("E", dot(w(2), e))
local across = let("y", w(2) - dot(w(2), e) * e)
local alive = w(1):differs(0) & E:above(0)

claim "mirrored_groups_stay" {
  paper = "Corollary 28, counterexample, form", page = 39, kind = "identity",
  uses = { "gradient_eq_closed_form" },
  printed = [[\dot w_1 \perp e, \quad \dot w_2 = \dot w_4, \quad \dot w_3 = \dot w_5 =
    \dot w_2 - 2 \langle \dot w_2, e \rangle e]],

  assume = { alive = alive },
  assert = {
    first = D(w(1)):equals(D(w(1)) - dot(D(w(1)), e) * e),
    plus = D(w(2)):equals(D(w(4))),
    minus = D(w(3)):equals(D(w(5))),
    mirror = D(w(3)):equals(D(w(2)) - 2 * dot(D(w(2)), e) * e),
  },
  sample = states { n = 5, d = 3, v = decades(-2, 2), b = anywhere, x = between(-10, 10),
    z = between(-10, 10), p = between(-10, 10), q = between(-10, 10), E = decades(-1, 3),
    w = form },

  mutants = {
    --- The pairs point the same way.
    same = swap(D(w(3)):equals(D(w(5))), D(w(3)):equals(D(w(4)))),
    --- Half a mirror.
    half = swap(2 * dot(D(w(2)), e), dot(D(w(2)), e)),
  },
}

claim "collapse_inequalities" {
  paper = "Corollary 28, counterexample, inequalities", page = 39, kind = "step",
  uses = { "mirrored_groups_stay" },
  printed = [[\dot{\|w_1\|} \le \frac12\|v\| - \frac2\pi\left(E - \frac\pi2\|y\|\right), \quad
    \dot E \ge -E - \frac{1}{2\pi}\|w_1\|, \quad \dot{\|y\|} \le \frac12(\|w_1\| + \|v\|)]],

  assume = { alive = alive },
  assert = {
    w1 = D(norm(w(1))):at_most(norm(v) / 2 - 2 / pi * (along - pi / 2 * norm(across))),
    E = D(along):at_least(-along - norm(w(1)) / (2 * pi)),
    y = dot(D(across), across):at_most((norm(w(1)) + norm(v)) / 2 * norm(across)),
    ["y at 0"] = implies(across:equals(0),
      norm(D(across)):at_most((norm(w(1)) + norm(v)) / 2)),
  },
  sample = states { n = 5, d = 3, v = decades(-2, 2), b = anywhere, x = between(-10, 10),
    z = between(-10, 10), p = between(-5, 5), q = between(-5, 5), E = decades(-1, 3), w = form },

  mutants = {
    --- A pull twice as strong.
    pull = swap(2 / pi, 4 / pi),
    --- Without the lean of the pairs.
    upright = swap(along - pi / 2 * norm(across), along),
    --- The pairs stay as they are.
    stay = swap(-along - norm(w(1)) / (2 * pi), -norm(w(1)) / (2 * pi)),
    --- The pairs do not turn.
    turn = swap((norm(w(1)) + norm(v)) / 2, (norm(w(1)) + norm(v)) / 100),
  },
}

--- ## The integration
---
--- In units of $\|v\|$. $\beta(\tau)$ is the bound on $\|w_1(\tau)\|$; its derivative is the first
--- right side with the bounds on $E$ and $\|y\|$ put in.

local E_least = (q"3.9" * s + s / (2 * pi)) * exp(-tau) - s / (2 * pi)
local y_most = (s + 1) / 2 * tau
local bound = let("\\beta", tau, s + tau / 2 - 2 / pi * ((q"3.9" * s + s / (2 * pi))
  * (1 - exp(-tau)) - s / (2 * pi) * tau) + (s + 1) / 4 * tau^2)

claim "collapse_bound_negative" {
  paper = "Corollary 28, counterexample, integration", page = 39, kind = "explicit",
  uses = { "collapse_inequalities" },
  printed = [[s \ge 5: \quad \beta(0) = s, \quad \dot\beta = \frac12 - \frac2\pi\left(\left(3.9s +
    \frac{s}{2\pi}\right) e^{-\tau} - \frac{s}{2\pi} - \frac\pi2 \frac{s + 1}{2} \tau\right) < 0
    \text{ on } \left[0, \frac45\right], \quad \beta\left(\frac45\right) < 0]],

  assert = {
    start = bound(0):equals(s),
    slope = D(bound(tau), tau):equals(q(1,2) - 2 / pi * (E_least - pi / 2 * y_most)),
    falls = (2 / pi * (E_least - pi / 2 * y_most)):above(q(1,2)),
    ["end"] = bound(q(4,5)):below(0),
  },
  sample = scalars { s = decades(q"0.7", 6), ["\\tau"] = between(0, q(4,5)) },

  mutants = {
    --- Pairs of length $3s$: the bound stays above 0.
    shorter = swap(q"3.9" * s + s / (2 * pi), 3 * s + s / (2 * pi)),
    --- A time too short.
    sooner = swap(bound(q(4,5)), bound(q(1,2))),
    --- Another lean.
    lean = swap((s + 1) / 4 * tau^2, (s + 1) / 2 * tau^2),
  },
}

--- ## The flow

local far = q"3.9" * s * norm(v) * e
local ends = ~defined(at(q(4,5), loss))

claim "flow_ends_from_initial_condition" {
  paper = "Corollary 28, counterexample", page = 39, kind = "existence",
  uses = { "collapse_bound_negative" },
  printed = [[\text{(5) and } w_1(t) \to 0 \text{ at some } t < \tfrac45]],

  where = { sigma = q"1.98" * s * norm(v) / sqrt(d) },
  assert = { initial = initial_condition, ["end"] = ends },
  sample = trajectory { by = flow, n = 5, d = 3, v = decades(-2, 2), b = anywhere,
    s = decades(q"0.7", 3), t = {q(4,5)}, w = net({s * norm(v) * f, far, -far, far, -far}, v) },

  mutants = {
    --- At $t = \frac1{10}$ it goes on.
    sooner = swap(at(q(4,5), loss), at(q(1,10), loss)),
    --- A window narrower than that of (5).
    window = swap(initial_condition, at(0, all(i, norm(w(i)):at_most(3 * s1)))),
  },
}
