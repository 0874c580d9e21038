# SPDX-License-Identifier: GPL-3.0-or-later
#
# findings.sh -- the page of findings, and every program that a spec carries
# to show a finding without Obelus: each is run.

. "${0%/*}/tap.inc"

# The programs of the page or of the list, one file each.
cat >programs.py <<'END'
import json, re, sys
if sys.argv[1] == "page":
    found = re.findall(r"```python\n(.*?)```", open("page.md").read(), re.S)
    programs = {"page_%d" % k: text for k, text in enumerate(found)}
else:
    programs = {claim["claim"]: claim["check"]
                for claim in json.load(open("list.json")) if claim["check"]}
for name, text in programs.items():
    open(name + ".check.py", "w").write(text)
END

# refutes FILE : the program ends well, and with this word
refutes() {
    python3 "$1" >out 2>err && [ "$(tail -n 1 out)" = refuted ]
}

run list --json
mv out list.json
python3 programs.py list 2>err
holds "there are checks" test -n "$(ls ./*.check.py 2>/dev/null)"
for check in *.check.py; do
    if refutes "$check"; then verdict yes "${check%.check.py}"; else
        verdict no "${check%.check.py}"
    fi
done
rm -f ./*.check.py

echo 'assert False' >wrong.check.py
holds "a check that raises is no check" eval '! refutes wrong.check.py'
echo 'print("refuted"); print("nearly")' >wrong.check.py
holds "nor one that says more" eval '! refutes wrong.check.py'
rm wrong.check.py

gives 0 "a page" findings 'Lemma 20' phase_1 --effort 0.5 --out page.md
says page.md "## False as printed" "it has a section of refuted claims"
says page.md "### Lemma 20, page 31 (arXiv: Lemma 18)" "label and page"
says page.md '\|w_i\|^2 \theta_i^3 \le 30\pi L(w)' "the formula as printed"
says page.md "**Lemma 20:** REFUTED, as stated" "verdict and regime"
says page.md 'n = 1, d = 1, v = 1, w = net({-2 * v}, v)' "the exact witness"
says page.md "obelus replay angle_cube_le_loss --witness" "how to see it"
says page.md "**Why:** the proof's last step" "why"
says page.md "**Repair:** 4 pi^3 for 30 pi" "what holds instead"
says page.md "> As printed, for every" "the words of the spec"
says page.md "## Out of reach" "a section of what cannot be run"
says page.md "asks for 10^11" "with the number of steps"
python3 programs.py page
holds "the program on the page runs" refutes page_0.check.py

mkdir -p specs/global
cp "$OBELUS_SPECS/setting.lua" specs/
cat >specs/global/found.lua <<'END'
--- # What this is
claim "nothing_meets_this" {
  assume = { never = loss:below(0) }, assert = loss:above(1),
  sample = states { n = 1, d = 2 },
  expect = "vacuous", because = "no loss is negative",
}
claim "relaxed_is_broken" {
  assume = { small = loss:below(1) }, assert = loss:below(2),
  sample = states { n = {1, 2}, d = 2, w = near_minimum { spread = decades(-2, -1) } },
  relaxed = { without = {"small"}, w = anywhere,
    expect = "suspect", because = "a loss may be large" },
}
claim "loose" {
  assert = norm(r):at_most(O(sqrt(loss) + norm(v), 30)),
  sample = states { n = {1, 2}, d = 2 },
}
claim "unexpected" {
  assert = loss:above(1), sample = states { n = {1, 2}, d = 2 },
}
END
OBELUS_SPECS=$folder/specs
export OBELUS_SPECS
gives 1 "a page of what is not as expected" findings --effort 0.2
says out '`never` rejected 10000 of 10000' "what makes a claim vacuous"
says out "(SUSPECT)" "what is false in another regime"
says out "obelus replay relaxed_is_broken --seed 1" "by its replay"
says out "a loss may be large" "and its own reason"
says out '| loose |  | `loose`' "a constant that is loose"
says out "## Not as expected" "the rest, apart"
says out '`unexpected`' "by name"
gives 4 "a page that cannot be written" findings --out no/page.md
finish
