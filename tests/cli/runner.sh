# SPDX-License-Identifier: GPL-3.0-or-later
#
# runner.sh -- the runner of spec tests, itself tested: what must make it fail
# does, and a run says what it decided.

. "${0%/*}/tap.inc"
: "${RUNNER:?the runner to test}"

mkdir -p specs/global specs/phase-3
cp "$OBELUS_SPECS/setting.lua" specs/
OBELUS_SPECS=$folder/specs
export OBELUS_SPECS

# ends STATUS NAME ARGUMENT... : the runner ends with STATUS
ends() {
    wanted=$1 name=$2
    shift 2
    "$RUNNER" "$@" --jobs=1 >out 2>err
    status=$?
    if [ "$status" = "$wanted" ]; then verdict yes "$name"; else
        verdict no "$name (status $status, not $wanted)"
    fi
}

"$OBELUS" new good_claim --chapter phase-3 >out 2>err
ends 0 "a claim that holds" phase-3
says err "Tested: 1 | Passing: 1 | Failing: 0" "it is one test"
holds "its row is printed when decided, and in the table" \
    [ "$(grep -c '^Lemma 20' out)" = 2 ]
ends 0 "a filter by name" phase-3 --filter 'phase-3/good*'
ends 1 "a filter that matches nothing" phase-3 --filter 'phase-3/none*'
ends 1 "a chapter without claims" global
ends 1 "a chapter that is not there" nowhere

sed -e 's/good_claim/false_claim/' -e 's/assert = .*/assert = loss:above(1),/' \
    -e '/square = /d' -e 's/unit_slip = .*/zero = swap(1, 2),/' \
    specs/phase-3/good_claim.lua >specs/global/false_claim.lua
ends 1 "a claim that does not hold" global
says err "obelus replay false_claim --seed 1" "with the sample that shows it"
says err "specs/global/false_claim.lua:" "and the line of the spec"

printf 'claim "broken" {\n  assert = no_such_word,\n}\n' \
    >specs/phase-3/broken.lua
ends 1 "a spec that cannot be read" phase-3
says err "broken.lua:2" "with its line"
says err "Tested: 2 | Passing: 1 | Failing: 1" "beside one that can"
says out "NOT JUDGED" "the table says so"
rm specs/phase-3/broken.lua

cp specs/phase-3/good_claim.lua specs/phase-3/twin.lua
ends 1 "two claims of one name" phase-3
holds "no folder of notes is left" [ -z "$(ls -d "$folder"/obelus.* 2>&-)" ]
finish
