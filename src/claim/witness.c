/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** witness.c -- confirming a pinned counterexample in balls.
*/

#include "claim/witness.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "claim/judge.h"

/* The growth that speaks against every constant, and the scales searched for
** the constant that the first member of a family needs. */
enum { GROWTH = 1000, SCALE_DECADES = 12 };


/* How many members the family has: the longest list of a number. */
static uint64_t members(const obl_claim *claim) {
    const obl_sampler *sampler = &claim->witness;
    size_t most = 1;

    for (size_t k = 0; k < sampler->draws; k++)
        if (sampler->draw[k].range.kind == OBL_RANGE_LIST
            && claim->variable[sampler->draw[k].variable].shape
                != OBL_SHAPE_VECTOR
            && sampler->draw[k].range.count > most)
            most = sampler->draw[k].range.count;
    return most;
}


/* The truth of part k at a member, its constants scaled; UNKNOWN where the
** member does not meet the hypotheses for certain. */
static obl_is at_member(obl_judge *judge, uint64_t index, size_t part,
                        double scale) {
    obl_is is = OBL_UNKNOWN;

    obl_judge_scale(judge, 1);
    if (obl_judge_draw(judge, index) && obl_judge_run(judge)
        && obl_judge_enclose(judge)
        && obl_judge_certifies_hypotheses(judge)) {
        obl_judge_scale(judge, scale);
        obl_judge_doubt_times(judge, true);
        const obl_finding f = obl_judge_truth(
            judge, judge->claim->part[part].node, true);

        /* A strict relation whose sides touch to the cap is broken: the spec
        ** derives in two lines that they are equal. */
        is = f.balls ? f.truth.is
            : f.truth.touching ? OBL_FALSE : OBL_UNKNOWN;
    }
    obl_judge_done(judge);
    return is;
}


/* A scale of the constants at which the first member holds and the last, at
** GROWTH times as much, still fails: no less than as declared, since growth
** below that bound would speak against nothing. `up` is the direction that
** weakens: far enough along it the first member holds. */
static bool outgrows(obl_judge *judge, uint64_t last, size_t part, double up) {
    if (at_member(judge, 0, part, pow(10, up * SCALE_DECADES)) != OBL_TRUE)
        return false;
    for (int k = -SCALE_DECADES; k <= SCALE_DECADES; k++) {
        const double scale = pow(10, k), more = fmax(scale * GROWTH, 1);

        if (at_member(judge, 0, part, pow(scale, up)) == OBL_TRUE)
            return at_member(judge, last, part, pow(more, up)) == OBL_FALSE;
    }
    return false;
}


bool obl_witness_breaks(const obl_claim *claim, const obl_plan *plan,
                        size_t k) {
    const uint64_t last = members(claim) - 1;
    obl_judge judge;
    bool breaks;

    if (!obl_judge_open(&judge, claim, &claim->witness, plan, 1))
        return false;
    if (plan->hidden[k] && last > 0)
        breaks = outgrows(&judge, last, k, 1) || outgrows(&judge, last, k, -1);
    else if (plan->hidden[k])
        breaks = at_member(&judge, 0, k, 1e12) == OBL_FALSE
            && at_member(&judge, 0, k, 1e-12) == OBL_FALSE;
    else
        breaks = at_member(&judge, 0, k, 1) == OBL_FALSE;
    obl_judge_close(&judge);
    return breaks;
}


bool obl_witness_means(const obl_claim *claim, size_t k) {
    return !claim->refuted_part
        || strcmp(claim->refuted_part, claim->part[k].label) == 0;
}


/* What balls say of a truth. */
static const char *word_of(const obl_finding *f) {
    static const char *const words[] = { "false", "true", "undefined",
                                         "unknown" };

    return f->balls ? words[f->truth.is] : "not decided";
}


/* What keeps a member from being judged; false where nothing does. */
static bool explain_member(char *text, size_t size, obl_judge *judge,
                           uint64_t index) {
    const obl_claim *claim = judge->claim;

    if (!obl_judge_draw(judge, index) || !obl_judge_run(judge)) {
        snprintf(text, size, "it has no value");
        return true;
    }
    const bool enclosed = obl_judge_enclose(judge);

    for (size_t k = 0; k < claim->hypotheses; k++) {
        const obl_finding f
            = obl_judge_truth(judge, claim->hypothesis[k].node, true);

        if (f.balls && f.truth.is == OBL_TRUE)
            continue;
        snprintf(text, size, "hypothesis `%s` is %s there",
                 claim->hypothesis[k].name, word_of(&f));
        return true;
    }
    if (enclosed)
        return false;
    snprintf(text, size, "the states of its trajectory are rounded");
    return true;
}


void obl_witness_explain(char *text, size_t size, const obl_claim *claim,
                         const obl_plan *plan, size_t k) {
    const uint64_t last = members(claim) - 1;
    obl_judge judge;
    bool found = false;

    snprintf(text, size, "out of memory");
    if (!obl_judge_open(&judge, claim, &claim->witness, plan, 1))
        return;
    for (uint64_t index = 0; index <= last && !found; index++) {
        found = explain_member(text, size, &judge, index);
        if (!found && index == last) {
            const obl_finding f
                = obl_judge_truth(&judge, claim->part[k].node, true);

            snprintf(text, size, "the part is %s there%s", word_of(&f),
                     plan->hidden[k] ? ", or true with other constants" : "");
        }
        obl_judge_done(&judge);
    }
    obl_judge_close(&judge);
}
