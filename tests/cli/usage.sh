# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage.sh -- help, version, and what is said of a wrong command line.

. "${0%/*}/tap.inc"

mkdir -p specs/phase-3
OBELUS_SPECS=$folder/specs
export OBELUS_SPECS
gives 2 "no spec to judge is no success" audit
"$OBELUS" new some_claim --chapter phase-3 >out

gives 0 "help" --help
says out "usage: obelus" "help shows the usage"
gives 0 "version" --version
says out "GSL" "the version names the libraries"
gives 2 "no command"
gives 2 "an unknown command" nothing
says err "nothing" "it is named"
for command in audit findings list show replay check new simulate figure constants; do
    gives 0 "help of $command" "$command" --help
    says out "usage: obelus $command" "$command shows its usage"
    gives 2 "$command refuses an unknown option" "$command" --no-such-option
    says err "obelus $command: " "and says which command did"
done

gives 2 "a seed is no negative number" audit --seed -1
gives 2 "a seed has 64 bits" audit --seed 18446744073709551616
gives 2 "effort is positive" audit --effort 0
gives 2 "effort is a number" audit --effort nan
gives 2 "threads are a number" audit --threads many
gives 2 "colour is one of three words" audit --color sometimes
gives 2 "a claim that nobody stated" audit no_such_claim
says err "no_such_claim" "it is named"
gives 4 "a file that is not there" audit ./none.lua
says err "none.lua" "it is named"
gives 2 "show wants a claim" show
gives 2 "replay wants an index" replay some_claim
gives 2 "new wants a name" new
gives 2 "a name in capitals" new Lemma
gives 2 "a chapter outside the folder" new x --chapter ../up

"$OBELUS" --help >/dev/full 2>err
status=$?
holds "lost output is an error" [ "$status" = 4 ]

OBL_SEED=x gives 2 "a wrong seed in the environment" audit
says err "OBL_SEED" "the variable is named"
OBELUS_SPECS=$folder/none gives 4 "no folder of specs" list
finish
