# SPDX-License-Identifier: GPL-3.0-or-later
#
# specs.sh -- from a first draft to a report, in a folder of specs that this
# test makes.

. "${0%/*}/tap.inc"

mkdir -p specs/global specs/phase-3
cp "$OBELUS_SPECS/setting.lua" specs/ 2>err
OBELUS_SPECS=$folder/specs
export OBELUS_SPECS

gives 0 "a draft" new first_claim --chapter phase-3
gives 4 "a second draft of that name is refused" new first_claim \
    --chapter phase-3
gives 0 "a draft outside the folder" new second_claim
gives 0 "the draft is good" check
gives 0 "a file outside is good" check ./second_claim.lua
gives 0 "the draft holds" audit first_claim
says out "Lemma 20" "its label is printed"
says out "1 of 1 claims as expected" "and counted"
gives 0 "by its label" audit "Lemma 20" --quiet
holds "quiet says nothing of what is as expected" [ ! -s out ]
gives 0 "by its chapter" audit phase-3
gives 2 "a chapter without specs" audit global
gives 0 "show" show first_claim
says out "square" "it names the mutants"

gives 0 "list as JSON" list --json
holds "it is valid" python3 -m json.tool out
for field in name file chapter paper arxiv page kind expect; do
    says out "\"$field\":" "it has $field"
done

# Everything but the seconds is a function of the seed.
report() {
    run audit first_claim --json "$1.json" --threads "$2" --seed "$3"
    grep -v '"seconds"' "$1.json" >"$1.txt"
}
report one 1 5
report two 4 5
report other 4 6
holds "the report is valid JSON" python3 -m json.tool one.json
holds "it has something in it" [ -s one.txt ]
holds "threads do not change the report" cmp one.txt two.txt
holds "the seed does" [ "$(cmp one.txt other.txt | wc -l)" = 1 ]
for field in schema verdict regime valid tried margin witness; do
    says one.json "\"$field\":" "it has $field"
done
gives 4 "a report that cannot be written" audit first_claim --json no/x.json

gives 0 "replay" replay first_claim --index 3
says out "alive" "it names the hypothesis"
gives 2 "replay of a regime that is not there" replay first_claim \
    --index 3 --relaxed
says err "no relaxed regime" "and what is missing is said"

printf 'claim "broken" {\n  assert = no_such_word,\n}\n' \
    >specs/global/broken.lua
gives 3 "a wrong spec" check
says err "broken.lua:2" "its line is named"
gives 0 "another claim is none the worse" audit first_claim
gives 3 "a run with a wrong spec" audit --json all.json
says out "1 of 1 claims as expected" "the others are judged"
says all.json "broken.lua" "and the report names it"

# A false claim: the loss is never at least 1.
sed -e 's/first_claim/false_claim/' -e 's/assert = .*/assert = loss:above(1),/' \
    -e '/square = /d' specs/phase-3/first_claim.lua >false_claim.lua
sed -i 's/unit_slip = .*/zero = swap(1, 2),/' false_claim.lua
gives 1 "a false claim" audit ./false_claim.lua
says out "obelus replay ./false_claim.lua false_claim --seed 1" \
    "with the command that shows the sample"
gives 0 "and that command" replay ./false_claim.lua false_claim --index 0
gives 2 "no such claim in a file" replay ./false_claim.lua true_claim --index 0

# What is made simple stays inside the ranges, lists included.
cat >ranges.lua <<'END'
claim "ranges" {
  assert = loss:above(1),
  sample = states { n = {2, 5}, d = {3, 5} },
}
END
gives 1 "a false claim about some n and d" audit ranges.lua
says out "made simple: refuted { n = 2, d = 3," "is made simple among these"
finish
