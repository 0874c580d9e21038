-- SPDX-License-Identifier: GPL-3.0-or-later

--- # Sections 2 and 3: what H and the angles measure
---
--- $H$ is what is missing along the teacher, $\theta_i$ how far a neuron is from its direction.
--- Section 3 defines $H := \|v\| - \sum_i h_i = \langle\bar v, -r\rangle$; Section 2 has the same
--- with $\langle w_i, \bar v\rangle$ for $h_i$.
---
--- ## What we found
---
--- A slip of the pen: Section 2 says that "$\theta_i$ represents the radial difference between
--- teacher and students, while $H$ represents the tangential difference". It is the other way
--- round. $\theta_i$ does not depend on lengths, and where all neurons point along $\pm v$, $|H|$
--- is the length of the whole residual. Nothing rests on the two words.

local s = scalar "s"

claim "residual_along_teacher" {
  paper = "Section 3, H", arxiv = "Section 3, H", page = 6, kind = "identity",
  printed = [[H := \|v\| - \sum_{i \in [n]} h_i = \langle\bar v, -r\rangle]],

  assert = chain(H, "=", norm(v) - sum(i, dot(w(i), vbar)), "=", dot(vbar, -r)),
  sample = states { n = {1, 2, 3, 8}, d = {1, 2, 3, 5}, v = decades(-2, 2) },

  mutants = {
    --- The other sign of $r$.
    sign = swap(dot(vbar, -r), dot(vbar, r)),
    --- The teacher where its direction belongs.
    unit_slip = swap(dot(vbar, -r), dot(v, -r)),
    --- The residual's length, which is as large only where it is parallel to $v$.
    length = swap(dot(vbar, -r), norm(r)),
  },
}

claim "angles_of_direction_residual_of_length" {
  paper = "Section 2, radial and tangential, repaired",
  arxiv = "Section 2, radial and tangential, repaired", page = 4, kind = "identity",
  printed = [[\theta(s w_i, v) = \theta(w_i, v), \quad |H| = \Big\|\sum_i h_i\bar v - v\Big\|]],

  assume = { nonzero = all(i, w(i):differs(0)), positive = s:above(0) },
  assert = {
    tangential = all(i, at(net(i, s * w(i)), theta(i)):equals(theta(i))),
    radial = abs(H):equals(at(net(i, h(i) * vbar), norm(r))),
  },
  sample = states { n = {1, 2, 3}, d = {1, 2, 3, 5}, v = decades(-2, 2), s = between(-2, 2) },

  mutants = {
    --- As printed: $H$ would not depend on the lengths.
    printed = { assert = at(net(i, s * w(i)), H):equals(H) },
    --- A neuron turned round.
    any_sign = drop "positive",
    --- The residual of the neurons as they are.
    turned = swap(at(net(i, h(i) * vbar), norm(r)), norm(r)),
  },
}
