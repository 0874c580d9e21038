-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 7
-- says: an analogue refutes nothing
-- remedy: expect = "suspect"
claim "x" { sample = trajectory { by = flow, n = 1, d = 2, sigma = 1 },
  analogue = "phase_1", assert = at(1, loss):at_least(0), because = "b",
  expect = "refuted" }
