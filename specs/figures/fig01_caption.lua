-- SPDX-License-Identifier: GPL-3.0-or-later

--- # The caption of Figure 1: how slowly the exponent settles
---
--- For $L = C/(\eta T)^3$ the plotted $\log_{\eta T} L$ is $-3 + \log C/\log(\eta T)$. The
--- caption notes that being within $\epsilon$ of $-3$ needs $T \ge \frac1\eta C^{1/\epsilon}$.
---
--- Write $x = \eta T$; in the figure it runs from 10 to 2500, and we take $x > 1$, below which the
--- logarithm to base $x$ turns round. For $C \ge 1$ the two then say the same: $|\log C| <
--- \epsilon\log x$. For $C < 1$ the printed bound is below $1/\eta$ and no longer enough, but it is
--- still *needed*, which is all that the caption says.

local x, c, eps = scalar "x", scalar "C", scalar "epsilon"
local exponent = log(c / x^3) / log(x)

claim "time_ge_of_exponent_near_minus_three" {
  paper = "Caption of Figure 1", page = 2, kind = "step",
  printed = [[\log_{(\eta T)} \frac{C}{(\eta T)^3} \in (-3-\epsilon, -3+\epsilon)
    \Rightarrow T \ge \frac1\eta C^{1/\epsilon}]],
  assume = { base = x:above(1), positive = c:above(0), small = eps:above(0),
    near = chain(-3 - eps, "<", exponent, "<", -3 + eps) },
  assert = x:at_least(c^(1 / eps)),
  sample = scalars { x = decades(-1, 9), C = decades(-2, 2), epsilon = decades(-1, 1) },
  mutants = {
    --- A little more than the exponent.
    more = swap(c^(1 / eps), c^(q"1.1" / eps)),
    --- Without being near.
    anywhere = drop "near",
    --- Before $\eta T = 1$.
    early = drop "base",
  },
}
