/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** tally.c -- counts that add: a commutative monoid.
**
** Every field is a sum, a minimum or a maximum; of equal margins the sample
** with the smaller index is kept.
*/

#include <math.h>
#include <stdlib.h>

#include "claim/judge.h"


bool obl_tally_open(obl_tally *tally, const obl_claim *claim) {
    *tally = (obl_tally){ 0 };
    tally->rejected = calloc(claim->hypotheses + 1, sizeof(uint64_t));
    tally->part = calloc(claim->parts + 1, sizeof(obl_part_tally));
    tally->killed_by = calloc(claim->mutants + 1, sizeof(uint64_t));
    tally->covered = calloc(claim->covers + 1, sizeof(uint64_t));
    if (!tally->rejected || !tally->part || !tally->killed_by
        || !tally->covered) {
        obl_tally_close(tally);
        return false;
    }
    for (size_t k = 0; k < claim->mutants; k++)
        tally->killed_by[k] = UINT64_MAX;
    return true;
}


void obl_tally_close(obl_tally *tally) {
    free(tally->rejected);
    free(tally->part);
    free(tally->killed_by);
    free(tally->covered);
    *tally = (obl_tally){ 0 };
}


/* A truth without value has no margin: it comes after all others. */
static double order_of(const obl_mark *mark) {
    return isnan(mark->margin) ? INFINITY : mark->margin;
}


/* Whether mark b comes before mark a: the least margin first, then the least
** index. */
static bool comes_before(const obl_mark *b, const obl_mark *a) {
    if (!b->present || !a->present)
        return b->present;
    if (order_of(b) != order_of(a))
        return order_of(b) < order_of(a);
    return b->index < a->index;
}


/* What speaks against a part, and the samples to show. */
static void add_findings(obl_part_tally *to, const obl_part_tally *from) {
    to->failed += from->failed;
    to->broken += from->broken;
    to->contradicted += from->contradicted;
    if (comes_before(&from->tightest, &to->tightest))
        to->tightest = from->tightest;
    const bool better = from->witness.certified != to->witness.certified
        ? from->witness.certified
        : comes_before(&from->witness, &to->witness);

    if (from->witness.present && (!to->witness.present || better))
        to->witness = from->witness;
}


static void add_part(obl_part_tally *to, const obl_part_tally *from) {
    add_findings(to, from);
    to->held += from->held;
    to->undefined += from->undefined;
    to->undecided += from->undecided;
    to->certified += from->certified;
    to->boxes += from->boxes;
}


void obl_tally_add_searched(obl_tally *to, const obl_tally *from,
                            const obl_claim *claim) {
    to->searched += from->tried;
    for (size_t k = 0; k < claim->parts; k++)
        add_findings(&to->part[k], &from->part[k]);
}


void obl_tally_add(obl_tally *to, const obl_tally *from,
                   const obl_claim *claim) {
    to->tried += from->tried;
    to->valid += from->valid;
    to->searched += from->searched;
    to->unknown += from->unknown;
    to->collapsed += from->collapsed;
    to->too_small += from->too_small;
    for (size_t k = 0; k < claim->hypotheses; k++)
        to->rejected[k] += from->rejected[k];
    for (size_t k = 0; k < claim->parts; k++)
        add_part(&to->part[k], &from->part[k]);
    for (size_t k = 0; k < claim->mutants; k++)
        if (from->killed_by[k] < to->killed_by[k])
            to->killed_by[k] = from->killed_by[k];
    for (size_t k = 0; k < claim->covers; k++)
        to->covered[k] += from->covered[k];
    if (from->steps_asked > 0
        && (to->steps_asked == 0 || from->steps_asked < to->steps_asked))
        to->steps_asked = from->steps_asked;
}
