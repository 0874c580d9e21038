-- SPDX-License-Identifier: GPL-3.0-or-later
-- line: 5
-- says: `uses` goes in a circle
-- remedy: cannot use what it proves
claim "one" { uses = { "two" }, sample = states { n = {1, 2}, d = {2, 3} }, assert = loss:at_least(0) }
claim "two" { uses = { "one" }, sample = states { n = {1, 2}, d = {2, 3} }, assert = loss:at_least(0) }
