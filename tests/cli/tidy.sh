# SPDX-License-Identifier: GPL-3.0-or-later
#
# tidy.sh -- the test of style, itself tested: a tree with one offence per
# rule, and each rule must speak.

TIDY=$(cd "${0%/*}/.." && pwd)/tidy.lua
. "${0%/*}/tap.inc"

mkdir -p src/formula src/claim src/cli lua specs/phase-3 tests
spdx='/* SPDX-License-Identifier: GPL-3.0-or-later */'
echo "$spdx" >src/formula/number.h

# speaks TEXT NAME : tidy fails and says TEXT
speaks() {
    lua5.4 "$TIDY" . >out 2>&1
    status=$?
    if [ "$status" != 0 ] && grep -qF -- "$1" out; then
        verdict yes "$2"
    else
        verdict no "$2 (no '$1')"
    fi
}

holds "nothing to say of a clean tree" lua5.4 "$TIDY" .

printf '%s\n/* %080d */\n' "$spdx" 0 >src/cli/a.c
speaks "src/cli/a.c:2: 86 columns" "a long line"
printf '%s\nint x;\t\n' "$spdx" >src/cli/a.c
speaks "src/cli/a.c:2: a tab" "a tab"
printf '%s\nint x; \n' "$spdx" >src/cli/a.c
speaks "src/cli/a.c:2: space at the end" "a space at the end"
printf '%s\nchar *x = "/%s/me";\n' "$spdx" home >src/cli/a.c
speaks "src/cli/a.c:2: an absolute path" "a path of one machine"
printf 'int x;\n' >src/cli/a.c
speaks "src/cli/a.c:1: no SPDX line" "no licence"

{ echo "$spdx"; printf 'static int f(int a,\n             int b) {\n'
  yes '    a++;' | head -n 58; echo '}'; } >src/cli/a.c
speaks "src/cli/a.c:2: 61 lines" "a long function"
{ echo "$spdx"; printf 'static const int table[] = {\n'
  yes '    1,' | head -n 99; echo '};'; } >src/cli/a.c
holds "a long table is none" lua5.4 "$TIDY" .

printf '%s\nint obl_f(int a);\n' "$spdx" >src/claim/a.h
speaks "src/claim/a.h:2: no comment" "a declaration without a comment"
printf '%s\n/* Why. */\nint obl_f(int a);\nint obl_g(int a);\n' "$spdx" \
    >src/claim/a.h
holds "a comment may introduce several" lua5.4 "$TIDY" .
printf '%s\n#include "cli/cli.h"\n' "$spdx" >src/claim/a.h
speaks "src/claim/a.h:2: claim includes cli" "an include that points up"
printf '%s\n#include <lauxlib.h>\n' "$spdx" >src/claim/a.h
speaks "src/claim/a.h:2: only src/bind knows Lua" "Lua outside src/bind"
rm src/claim/a.h

spec() {
    printf -- '-- SPDX-License-Identifier: GPL-3.0-or-later\n'
    printf 'claim "%s" {\n  paper = "Lemma 1", %s\n}\n' "$1" "$2"
}
spec one 'page = 1, printed = "x", mutants = { a = drop "b" },' \
    >specs/phase-3/a.lua
speaks "specs/phase-3/a.lua:2: one has fewer than two mutants" "one mutant"
spec one 'printed = "x", mutants = { a = drop "b", c = swap(d, e) },' \
    >specs/phase-3/a.lua
speaks "specs/phase-3/a.lua:2: one has no \`page\`" "no page"
spec one 'page = 1, printed = "x", mutants = { a = drop "b", c = swap(d, 1) },' \
    >specs/phase-3/a.lua
holds "a spec in order" lua5.4 "$TIDY" .
spec one 'page = 1, printed = "x", mutants = { a = drop "b", c = swap(d, 1) },
  expect = refuted { n = 1 },' >specs/phase-3/a.lua
speaks "specs/phase-3/a.lua:2: one is refuted without" "no check in Python"
spec one 'page = 1, printed = "x", mutants = { a = drop "b", c = swap(d, 1) },
  check = "print(1)", expect = refuted { n = 1 },' >specs/phase-3/a.lua
holds "a refuted claim with a check" lua5.4 "$TIDY" .
cp specs/phase-3/a.lua specs/phase-3/b.lua
speaks "specs/phase-3/b.lua:2: \`one\` stands in" "two claims of one name"
finish
