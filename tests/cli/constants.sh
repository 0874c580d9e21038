#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `obelus constants`: the best hidden constant seen, against a known one.

. "${0%/*}/tap.inc"

mkdir -p specs/phase-3
OBELUS_SPECS=$folder/specs
export OBELUS_SPECS
cat >specs/phase-3/angle.lua <<'END'
--- For one neuron |w|^2 theta^3 <= 4 pi^3 L, and no constant is better.
claim "angle_cube_le" {
  page = 31,
  assume = { nonzero = all(i, w(i):differs(0)) },
  assert = all(i, (norm(w(i))^2 * theta(i)^3):at_most(O(loss, 200))),
  sample = states { n = 1, d = 2, v = decades(-1, 1) },
}
END
gives 0 "the table is printed" constants
says out "(angle_cube_le)" "the claim stands in it"
says out "asserted 200, needed at least" "with the declared constant"
holds "the best constant seen is just below 4 pi^3 = 124.025" awk '
    $1 == "observed" { good = $2 > 123.9 && $2 < 124.03; seen = $2 }
    $1 == "certified" { good = good && $2 == seen }
    END { exit !good }' out
says out "moved by" "and what the last doubling of effort did"
holds "no line is longer than 100 columns" awk 'length > 100 { exit 1 }' out
cp out first
gives 0 "again" constants --threads 1
holds "the same for one thread" cmp -s out first
gives 0 "the claim alone" constants angle_cube_le
holds "is the same" cmp -s out first
gives 0 "as CSV" constants --csv
holds "a line for each n, with all columns" python3 - out <<'END'
import csv, sys
row, = csv.DictReader(open(sys.argv[1]), strict=True)
assert None not in row and None not in row.values()
assert (row["side"], row["asserted"], row["n"]) == ("at least", "200", "1")
assert 123.9 < float(row["certified"]) <= float(row["observed"]) < 124.0251
END
gives 0 "as JSON" constants --json
holds "with the fields that the reference names" python3 - out <<'END'
import json, math, sys
report = json.load(open(sys.argv[1]))
assert report["schema"] == 1 and report["powers_of_t"] == []
row, = report["constants"]
assert row["name"] == "angle_cube_le" and row["side"] == "at least"
assert row["asserted"] == 200 and row["power"] is None
limit, = row["limits"]
assert limit["n"] == 1 and limit["converged"] and limit["found"] == "limit"
best = 4 * math.pi**3
assert 0.999 * best < limit["certified"] <= limit["observed"] <= best
assert limit["state"].startswith("refuted { n = 1, ")
END
gives 0 "as Markdown" constants --markdown
says out "| 200, at least | **12" "in bold, since it is certified"
gives 2 "another effort" constants --effort none
gives 2 "an unknown option" constants --no-such-option
gives 2 "an unknown claim" constants no_such_claim
finish
