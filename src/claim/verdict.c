/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** verdict.c -- a pure function of the tally.
*/

#include "claim/verdict.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const words[] = {
    "PROVED", "CERTIFIED", "SUPPORTED", "INCONCLUSIVE", "VACUOUS",
    "OUT OF REACH", "EXCEEDED", "SUSPECT", "REFUTED", "ERROR", "TIMEOUT",
    "NOT RUN",
};


const char *obl_verdict_text(obl_verdict verdict) {
    return words[verdict];
}


unsigned obl_regime_of(const obl_claim *claim, bool relaxed) {
    return relaxed ? OBL_LOOSENED : claim->analogue ? OBL_ANALOGUE
        : OBL_STATED;
}


const char *obl_regime_text(unsigned regime) {
    static const char *const names[OBL_REGIMES] = {
        [OBL_STATED] = "as stated", [OBL_ANALOGUE] = "flow analogue",
        [OBL_LOOSENED] = "relaxed",
    };

    return names[regime];
}


static bool covers_met(const obl_claim *claim, const obl_tally *tally) {
    for (size_t k = 0; k < claim->covers; k++) {
        const double share = strtod(claim->cover[k].num, NULL)
            / strtod(claim->cover[k].den, NULL);

        if ((double)tally->covered[k] < share * (double)tally->valid)
            return false;
    }
    return true;
}


/* A counterexample: what it is worth depends on the regime, on whether balls
** confirmed it at an exact state, and on who chose the constant. */
static obl_verdict against(const obl_part_tally *t, bool hidden,
                           bool relaxed) {
    if (relaxed || t->broken == 0)
        return OBL_SUSPECT;
    return hidden ? OBL_EXCEEDED : OBL_REFUTED;
}


obl_verdict obl_verdict_of(const obl_claim *claim, const obl_plan *plan,
                           const obl_sampler *sampler, bool relaxed,
                           const obl_tally *tally, size_t part) {
    const obl_part_tally *t = &tally->part[part];
    const uint64_t least = sampler->kind == OBL_TRAJECTORY ? OBL_RUNS_MIN
                                                           : OBL_VALID_MIN;

    if (t->contradicted > 0 || (t->boxes > 0 && t->failed > 0))
        return OBL_ERROR;
    if (t->failed > 0)
        return against(t, plan->hidden[part], relaxed);
    if (tally->tried == 0)
        return OBL_NOT_RUN;
    if ((tally->steps_asked > 0 || tally->too_small > 0)
        && tally->valid < least)
        return OBL_OUT_OF_REACH;
    if (tally->valid < least || !covers_met(claim, tally))
        return OBL_VACUOUS;
    if (t->boxes > 0)
        return OBL_PROVED;
    if (t->undefined > 0 || t->undecided > 0)
        return OBL_INCONCLUSIVE;
    return t->certified >= tally->valid ? OBL_CERTIFIED : OBL_SUPPORTED;
}


bool obl_verdict_is(obl_verdict verdict, const char *expect) {
    if (!expect || strcasecmp(expect, "holds") == 0)
        return verdict <= OBL_SUPPORTED;
    return verdict >= OBL_INCONCLUSIVE && verdict <= OBL_REFUTED
        && strcasecmp(expect, words[verdict]) == 0;
}
