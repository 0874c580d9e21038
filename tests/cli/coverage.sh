#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# docs/coverage.md against specs/: each row names specs that are there, and
# each spec stands in a row.

ROOT=$(cd "${0%/*}/../.." && pwd)
OBELUS=${OBELUS:-none}
. "${0%/*}/tap.inc"

table=$ROOT/docs/coverage.md
grep '^| ' "$table" | grep -v '^| statement' >rows
holds "the table has rows" [ "$(wc -l <rows)" -ge 60 ]
grep -v '](' rows >bare
holds "each statement has a spec" [ ! -s bare ]
tr ')' '\n' <rows | sed -n 's/.*(\.\.\/\(specs\/.*\.lua\)$/\1/p' |
    sort -u >named
(cd "$ROOT" && ls specs/*/*.lua) | sort -u >there
comm -23 named there >out
holds "each spec it names is there" [ ! -s out ]
comm -13 named there >out
holds "each spec stands in a row" [ ! -s out ]
finish
