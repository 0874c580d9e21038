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
  assume = { nonzero = all(i, w(i):differs(0)) },
  assert = all(i, (norm(w(i))^2 * theta(i)^3):at_most(O(loss, 200))),
  sample = states { n = 1, d = 2, v = decades(-1, 1) },
}
END
gives 0 "the table is printed" constants
says out "angle_cube_le" "the claim stands in it"
says out "200" "with the declared constant"
awk '/angle_cube_le/ { for (k = 1; k <= NF; k++) {
         x = $k; sub(/~$/, "", x)
         if (x > 123 && x < 124.6) good = 1 } }
     END { exit !good }' out
holds "the best constant seen is near 4 pi^3 = 124.03" [ $? = 0 ]
cp out first
gives 0 "again" constants --threads 1
holds "the same for one thread" cmp -s out first
gives 2 "an unknown option" constants --no-such-option
gives 2 "an unknown claim" constants no_such_claim
finish
