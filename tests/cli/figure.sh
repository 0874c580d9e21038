#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# `obelus figure 1`: the data of both panels, whole or not at all.

. "${0%/*}/tap.inc"

gives 0 "the figure is written" figure 1 --dimensions 3,5 --starts 2 --out f.csv
holds "the heading names the columns" \
    [ "$(head -n 1 f.csv)" = "panel,n,d,start,iteration,loss,log_loss" ]
holds "a curve for each n, d and start of the left panel" \
    [ "$(grep -c '^left,[0-9]*,[0-9]*,[0-9]*,500,' f.csv)" = 16 ]
holds "and of the right panel" \
    [ "$(grep -c '^right,[0-9]*,[0-9]*,[0-9]*,50000,' f.csv)" = 12 ]
awk -F, '$1 == "left" && $5 == 500 && $2 == 1 && $6 > 1e-8 { bad++ }
         $1 == "left" && $5 == 500 && $2 > 1 && $6 < 1e-7 { bad++ }
         END { exit bad > 0 }' f.csv
holds "one neuron is fast, several are slow" [ $? = 0 ]
awk -F, '$1 == "right" && $5 == 50000 && ($7 < -3.6 || $7 > -2.7) { bad++ }
         END { exit bad > 0 }' f.csv
holds "the exponent is near -3 at the end" [ $? = 0 ]
gives 0 "the same again" figure 1 --dimensions 3,5 --starts 2 --out g.csv
holds "bit for bit" cmp -s f.csv g.csv
gives 2 "another figure" figure 2
gives 2 "a dimension of 0" figure 1 --dimensions 0
gives 2 "a list with a hole" figure 1 --dimensions 3,,5
gives 4 "an output that cannot be written" figure 1 --out none/f.csv
finish
