-- SPDX-License-Identifier: GPL-3.0-or-later

--- # What bench_balls.c times
---
--- Lemma 20 for all neurons, Lemma 8 and Theorem 7 at one state.

claim "pointwise" {
  assert = {
    lemma_20 = conclusion "angle_cube_le_loss",
    lemma_8 = conclusion "gradient_projection_ge_of_w_star",
    theorem_7 = conclusion "gradient_norm_ge_of_balanced_of_small_loss",
  },
  sample = states { n = 2, d = 3, v = 1 },
}
