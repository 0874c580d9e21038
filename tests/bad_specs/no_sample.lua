-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: has no sampler
-- remedy: sample = states
claim "x" { assert = loss:at_least(0) }
