-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 6
-- says: where a sign belongs
-- remedy: "<="
claim "x" { sample = states { n = {1, 2}, d = {2, 3} },
  assert = chain(0, "=<", loss) }
