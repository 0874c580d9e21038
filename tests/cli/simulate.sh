# SPDX-License-Identifier: GPL-3.0-or-later
#
# simulate.sh -- one network from CSV: what is refused, and what comes out.

. "${0%/*}/tap.inc"

printf '0.3,0.1,0.2\n-0.1,0.4,0\n' >w.csv
printf '1,0,0\n' >v.csv
descent="--descent 0.1 --steps 20"

# refuses STATUS NAME TEXT STUDENTS : also leaves no output file
refuses() {
    printf "$4" >bad.csv
    # shellcheck disable=SC2086  # words
    gives "$1" "$2" simulate --students bad.csv --teacher v.csv $descent \
        --out result.csv
    says err "$3" "$2: says where"
    holds "$2: leaves no file" [ ! -e result.csv ]
}
refuses 2 "a short row" "bad.csv:2:2" '1,2,3\n4,5\n'
refuses 2 "a long row" "bad.csv:2:4" '1,2,3\n4,5,6,7\n'
refuses 2 "a word" "bad.csv:1:2" '1,two,3\n'
refuses 2 "a NaN" "bad.csv:1:3" '1,2,nan\n'
refuses 2 "an infinity" "bad.csv:1:1" 'inf,2,3\n'
refuses 2 "an overflow" "bad.csv:1:1" '1e999,2,3\n'
refuses 2 "a hole" "bad.csv:1:2" '1,,3\n'
refuses 2 "no student" "bad.csv" '# nobody\n'
refuses 2 "another dimension" "v.csv" '1,2\n'

printf '0,0,0\n' >zero.csv
printf '1,0,0\n0,1,0\n' >two.csv
at="simulate --students w.csv --teacher"
gives 2 "a zero teacher" $at zero.csv $descent
gives 2 "two teachers" $at two.csv $descent
gives 2 "both from stdin" simulate --students - --teacher - $descent
gives 2 "a negative step size" $at v.csv --descent -1 --steps 3
gives 2 "a step size of NaN" $at v.csv --descent nan --steps 3
gives 2 "descent without steps" $at v.csv --descent 0.1
gives 2 "descent and flow" $at v.csv $descent --flow 1
gives 2 "neither of them" $at v.csv
gives 2 "an unknown flow" $at v.csv --flow 1 --method none
gives 2 "an unknown observable" $at v.csv $descent --observables none
gives 2 "a time beyond the end" $at v.csv $descent --at 21
gives 2 "half a step" $at v.csv $descent --at 0.5
gives 4 "no such file" simulate --students none.csv --teacher v.csv $descent
gives 4 "a folder that is not there" $at v.csv $descent --out none/x.csv
gives 4 "a full device" $at v.csv $descent --out /dev/full

gives 0 "descent" $at v.csv $descent --at 0,1,20 --observables weights,loss
holds "a heading and a row per checkpoint" [ "$(wc -l <out)" = 4 ]
says out "t,w_1_1,w_1_2,w_1_3,w_2_1,w_2_2,w_2_3,loss" "weights by index"
gives 0 "flow" $at v.csv --flow 100 --log 2 --observables loss,H,theta
holds "loss falls along the flow" awk -F, '
    NR > 1 { if (NR > 2 && $2 > last) exit 1; last = $2 }
    END { if (NR < 8) exit 1 }' out
holds "H tends to 0" awk -F, 'END { exit !($3 < 1e-2 && $3 > -1e-2) }' out

# The frame is the user's: rotating all vectors rotates the weights. Here the
# axes are permuted, which is exact.
awk -F, '{ print $3 "," $1 "," $2 }' w.csv >w_turned.csv
awk -F, '{ print $3 "," $1 "," $2 }' v.csv >v_turned.csv
run simulate --students w_turned.csv --teacher v_turned.csv $descent \
    --at 0,20 --observables weights
mv out turned
run $at v.csv $descent --at 0,20 --observables weights
holds "a turned frame turns the weights" awk -F, '
    NR == FNR { for (k = 1; k <= NF; k++) a[FNR, k] = $k; next }
    FNR > 1 {
        for (i = 0; i < 2; i++) for (k = 0; k < 3; k++) {
            gap = $(2 + 3 * i + k) - a[FNR, 2 + 3 * i + (k + 1) % 3]
            if (gap > 1e-13 || gap < -1e-13) exit 1
        }
    }
    END { if (FNR != 3) exit 1 }' turned out
holds "at 0 the weights are the input" awk -F, '
    NR == 2 { good = $2 == 0.3 && $5 == -0.1 && $6 == 0.4 }
    END { exit !good }' out

gives 0 "JSON" $at v.csv $descent --format json --out run.json
holds "it is valid" python3 -m json.tool run.json
gives 0 "an existing file is replaced" $at v.csv $descent --out run.json
says run.json "t,loss" "by the new one"
holds "no temporary file is left" [ "$(ls | grep -c 'run.json')" = 1 ]
printf '0.1,0.2,0.3' | "$OBELUS" simulate --students - --teacher v.csv \
    $descent >out 2>err
holds "students from a pipe, without a last newline" [ "$(wc -l <out)" = 3 ]

gives 0 "a zero neuron ends the run" simulate --students zero.csv \
    --teacher v.csv --descent 0.1 --steps 5
says err "collapse" "and is told"
holds "and the start is reported" [ "$(wc -l <out)" = 2 ]
finish
