-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Section 4.4.2: why the exponent of the gradient bound matters
---
--- The students must not move far in Phase 3, so $\sum_t \eta\|\nabla L(w(t))\|$ has to stay
--- bounded. In words: with the bound of Zhou et al. (2021), $\|\nabla L\| \sim L$, the loss falls
--- like $1/T$, the gradient too, and $\sum 1/t$ diverges. With the paper's, $\|\nabla L\| \sim
--- L^{2/3}$, the loss falls like $1/T^3$, the gradient like $1/T^2$, and $\sum 1/t^2$ is finite.
--- Lemma 24 is the rigorous form.
---
--- ## How it is read
---
--- As the flow $\dot L = -\|\nabla L\|^2$ with $\|\nabla L\| = cL^p$, from a loss $L_0$: a
--- solution, the exponent to which it tends, and the way up to a time $\tau$. All of it is right.
--- That the first way is unbounded is read so: for every length $A$ there is a time at which it is
--- longer.
---
--- ## What we found
---
--- Page 10 says of the older bound that it "scale[s] with $L^{-1}$"; page 9 has $\Omega(L(w))$,
--- which is meant. A slip of the pen.
---
--- "Lemma 22 shows that $\|w_i - w_i^*\| \le O(L^{1/3}(w))$" leaves out a power of $\|v\|$ and the
--- help of $n$: Lemma 22 and $\|w_i\| \le 4\|v\|/n$ give $O(n^{-1/3} \|v\|^{1/3} L^{1/3})$. That
--- is the last claim, with the constant of Lemma 22.

local c, L0, tau, A = scalar "c", scalar "L_0", scalar "\\tau", scalar "A"
local positive = c:above(0) & L0:above(0)

local slow = let("L", tau, 1 / (1 / L0 + c^2 * tau))
local slow_way = let("\\ell", tau, log(1 + c^2 * L0 * tau) / c)
local fast = let("L", tau, (L0^-q(1,3) + c^2 * tau / 3)^-3)
local fast_way = let("\\ell", tau, 3 / c * (L0^q(1,3) - 1 / (L0^-q(1,3) + c^2 * tau / 3)))

--- ## With the first power

claim "first_power_travel_unbounded" {
  paper = "Sec. 4.4.2, the weaker bound", page = 11, kind = "rate",
  printed = [[\|\nabla L(w(t))\| \sim L(w(t)) \implies L(w(T)) \sim \frac1T \implies
    \|\nabla L(w(t))\| \sim \frac1T, \quad \sum_{t=T_2}^T \eta\|\nabla L(w(t))\| \sim
    \sum_{t=T_2}^T \frac1t, \quad \sum_{t=T_2}^\infty \frac1t \text{ diverges}]],

  assume = { positive = positive },
  assert = {
    start = slow(0):equals(L0) & slow_way(0):equals(0),
    flow = D(slow(tau), tau):equals(-(c * slow(tau))^2),
    way = D(slow_way(tau), tau):equals(c * slow(tau)),
    rate = implies((c^2 * L0 * tau):at_least(100),
      (c^2 * tau * slow(tau)):equals(1, q"0.01")),
    unbounded = slow_way((exp(c * A) - 1) / (c^2 * L0)):equals(A),
  },
  sample = scalars { c = decades(-2, 1), L_0 = decades(-4, 2), ["\\tau"] = decades(-6, 12),
    A = decades(-2, 1) },
  cover = { (c^2 * L0 * tau):at_least(100), q(1,10) },

  mutants = {
    --- The gradient itself in place of its square.
    once = swap(-(c * slow(tau))^2, -(c * slow(tau))),
    --- A loss like $1/T^2$.
    square = swap((c^2 * tau * slow(tau)):equals(1, q"0.01"),
      ((c^2 * tau)^2 * slow(tau)):equals(1, q"0.01")),
    --- Half the way.
    half = swap(log(1 + c^2 * L0 * tau) / c, log(1 + c^2 * L0 * tau) / (2 * c)),
  },
}

--- ## With the power two thirds
---
--- The whole way is at most $3 L_0^{1/3}/c$. With $c = n^{-2/3} \|v\|^{-1/3}$ and $L_0 =
--- O(\|v\|^2/n^{14})$ that is $O(\|v\|/n^4)$, the room that Theorem 6 has.

claim "two_thirds_power_travel_bounded" {
  paper = "Sec. 4.4.2, the improved bound", page = 11, kind = "rate",
  printed = [[\|\nabla L(w(t))\| \sim L^{2/3}(w(t)) \implies L(w(T)) \sim \frac1{T^3} \implies
    \|\nabla L(w(t))\| \sim \frac1{T^2} \implies \sum_{t=T_2}^T \eta\|\nabla L(w(t))\| \sim
    \sum_{t=T_2}^T \frac1{t^2}, \text{ which is finite}]],

  assume = { positive = positive },
  assert = {
    start = fast(0):equals(L0) & fast_way(0):equals(0),
    flow = D(fast(tau), tau):equals(-(c * fast(tau)^q(2,3))^2),
    way = D(fast_way(tau), tau):equals(c * fast(tau)^q(2,3)),
    rate = implies((c^2 * L0^q(1,3) * tau):at_least(1000),
      ((c^2 * tau / 3)^3 * fast(tau)):equals(1, q"0.01")),
    gradient = implies((c^2 * L0^q(1,3) * tau):at_least(1000),
      ((c^2 * tau / 3)^2 * fast(tau)^q(2,3)):equals(1, q"0.01")),
    bounded = fast_way(tau):below(3 * L0^q(1,3) / c),
  },
  sample = scalars { c = decades(-2, 1), L_0 = decades(-4, 2), ["\\tau"] = decades(-6, 12) },
  cover = { (c^2 * L0^q(1,3) * tau):at_least(1000), q(1,10) },

  mutants = {
    --- A sixth of an exponent: the classical $L^{1/2}$, whose loss falls exponentially.
    half = swap(-(c * fast(tau)^q(2,3))^2, -(c * fast(tau)^q(1,2))^2),
    square = swap(((c^2 * tau / 3)^3 * fast(tau)):equals(1, q"0.01"),
      ((c^2 * tau / 3)^2 * fast(tau)):equals(1, q"0.01")),
    --- A third of the way.
    third = swap(3 * L0^q(1,3) / c, L0^q(1,3) / c),
  },
}

--- ## Lemma 22 as the overview quotes it

local near = near_minimum { spread = decades(-8, 0) }

claim "norm_sub_w_star_le_cbrt" {
  paper = "Sec. 4.4.1, Lemma 22", page = 10, kind = "hidden",
  uses = { "norm_sub_w_star_le" },
  printed = [[\|w_i - w_i^*\| \le O(L^{1/3}(w))]],

  assume = { balanced = balanced, small_loss = loss:at_most(O(norm(v)^2 / n^2, q"0.005")) },
  assert = all(i, norm(w(i) - w_star(i)):at_most(
    O(n^-q(1,3) * norm(v)^q(1,3) * loss^q(1,3), 36))),
  sample = states { n = {1, 2, 3, 5, 8, 16}, d = {1, 2, 3, 5}, v = decades(-9, 9), w = near },

  mutants = {
    --- The unit left out, as printed.
    unit_slip = swap(norm(v)^q(1,3), 1),
    --- A square root.
    half = swap(loss^q(1,3), norm(v)^-q(1,3) * loss^q(1,2)),
    --- A minimum that does not move with the network: equal shares.
    fixed = swap(w_star(i), v / n),
  },
}
