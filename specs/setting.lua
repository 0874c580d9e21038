-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- setting.lua -- the paper's own names, over the words of the language.
--
-- Whatever is set here is a word in every spec. What a report prints is the
-- expression; for some of these names C has code of its own, which the tests
-- hold to the expression.

--- # The setting
---
--- Students $w_1, \dots, w_n$ learn one teacher $v$ from Gaussian inputs, at
--- population loss (Section 3). The names of the paper follow.

--- ## Directions and residuals

vbar = let("\\bar v", v / norm(v))
w_star = let("w^*", i, h(i) / sum(j, h(j)) * v)
theta_max = let("\\theta_{\\max}", max(i, theta(i)))
grad_norm = let("\\|\\nabla L\\|", sqrt(sum(i, norm(grad(i))^2)))

--- $\chi_i$ and $V$ measure how far the neurons are from the teacher's
--- direction (Section 4.2, Appendix D).

chi = let("\\chi", i, sin(theta(i) / 2)^2)
V = let("V", sum(i, sin(theta(i) / 2)^2))

--- $Q_i$ of (36), what the step of $h_i$ holds beside $\frac{\eta}{2} H$.

Q = let("Q", i, eta / (2 * pi) * (
  (sum(j, j:differs(i), norm(w(j)) * sin(theta(i, j)))
    - norm(v) * sin(theta(i))) * cos(theta(i))
  - sum(j, j:differs(i), theta(i, j) * h(j))
  + theta(i) * norm(v)))

--- ## Across the teacher (Section 5)

Qplus = let("Q^+", i, z(i):differs(0))
kappa_max = let("\\kappa_{\\max}",
  max(i, j, Qplus(i) & Qplus(j), kappa(i, j)))

--- ## The residual function and its decomposition (Lemma 8, p. 29)

local s, x = vector "s", vector "x"

on = let("1", s, x, ind(dot(s, x):at_least(0)))
R = let("R", x, sum(i, max(dot(w(i), x), 0)) - max(dot(v, x), 0))
R1 = let("R_1", x, dot(r, x) * on(v, x))
R2 = let("R_2", x, sum(i, dot(w(i), x) * (on(w(i), x) - on(v, x))))

--- ## Initialisation (Lemma 3)
---
--- Condition (5) with the norm window $[s_1, s_2]$. It speaks of time 0; a
--- drawn state counts as the start of its own trajectory.

s1 = let("s_1", sigma * sqrt(d) / 2)
s2 = let("s_2", 2 * sigma * sqrt(d))
initial_condition = let("(5)", at(0, all(i,
  chain(s1, "<=", norm(w(i)), "<=", s2)
  & chain(pi / 3, "<=", theta(i), "<=", 2 * pi / 3))))

--- Definition 13. Random initialisation meets it with probability 1.

nondegenerate = let("\\text{non-degenerate}", at(0,
  all(i, z(i):differs(0)) & kappa_max:above(0)))

--- ## Near the minimum (Theorem 7 and Lemmas 21 to 23)
---
--- Every neuron carries its share of the teacher, up to a factor of 4.

balanced = let("\\text{balanced}", all(i,
  chain(4 * norm(v) / n, ">=", norm(w(i)), ">=", norm(v) / (4 * n))))

--- ## Time since the end of Phase 2 (Theorem 6)

T = let("T", t - T2)

--- ## Declared constants
---
--- The paper hides them in O and Omega; here they are declared once for all
--- specs, small (or large) enough for the proofs' own displays. $d \ge 115
--- \log(n/\delta)$ is for the shares of Lemma 3's union bound, $\epsilon_1 \le
--- 1/100$ for $9\epsilon_1 \le 0.1$ in (38), $\epsilon_2 \le 1/500$ for $7
--- \epsilon_2^{1/2} \le \frac13$ in Lemma 19, and $n\eta \le 1/100$ stands for
--- "$n\eta = o(1)$".

c_wide = constant("c_d", 115)
c_eta = constant("c_eta", q"0.01")
c_eps1 = constant("c_eps1", q"0.01")
c_eps2 = constant("c_eps2", q"0.002")

--- ## The schedule
---
--- What the parameters of Theorems 4 and 5 may be at most. (33) needs $C \le
--- 0.053\epsilon_1^2/n$, (35) needs $\sigma\sqrt d \le C\epsilon_1^{48}\|v\|/100$.

C_of_4 = O(eps1^2 / n, q"0.05")
sigma_of_4 = O(C * eps1^48 * d^-q(1,2) * norm(v), q"0.01")
eta_of_4 = O(n * C * sigma * sqrt(d) / norm(v), q"0.01")
eps1_of_5 = O(eps2^6 * n^-q(1,2), q"0.01")
eta_of_5 = O(eps1^2 * sigma^2 * d / norm(v)^2, q"0.01")

--- ## The grid of relaxations
---
--- Where the stated parameters cannot be run, every spec relaxes them to the
--- same ranges.

relaxed_ratio = decades(-6, -3) -- sigma sqrt(d) / (C norm(v))
relaxed_spread = decades(-4, -1) -- sigma sqrt(d) / norm(v), up to Figure 1
relaxed_steps = between(100, 1000) -- T_1 = C / eta, rounded up
relaxed_eps1 = decades(-1, 0)
relaxed_eps2 = decades(-4, -q"2.7")
