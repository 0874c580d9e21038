-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: `analogue` is for a claim on the flow
-- remedy: by = flow
claim "x" { sample = states { n = 1, d = 2 },
  analogue = "phase_1", assert = loss:at_least(0) }
