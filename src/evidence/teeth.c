/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** teeth.c -- mutants, counted and named.
*/

#include "evidence/teeth.h"

#include <inttypes.h>

#include "evidence/table.h"


obl_killer obl_teeth_killer(const obl_result *result, size_t m) {
    const obl_regime_result *const regimes[] = {
        &result->stated, &result->relaxed,
    };

    for (int k = 0; k < 2; k++)
        if (regimes[k]->present
            && regimes[k]->tally.killed_by[m] != UINT64_MAX)
            return (obl_killer){ true, k == 1,
                                 regimes[k]->tally.killed_by[m] };
    return (obl_killer){ false, false, 0 };
}


/* The hypothesis that is all the mutant drops, or SIZE_MAX. */
static size_t dropped(const obl_mutant *m) {
    return m->changes == 1 && m->change[0].dropped ? m->change[0].which
                                                   : SIZE_MAX;
}


void obl_teeth_add(obl_teeth *teeth, const obl_result *result) {
    const obl_claim *claim = result->claim;

    for (size_t m = 0; m < claim->mutants; m++) {
        const bool killed = obl_teeth_killer(result, m).found;

        if (claim->mutant[m].by_hand) {
            teeth->by_hand++;
            teeth->by_hand_killed += killed;
        } else {
            teeth->made++;
            teeth->made_killed += killed;
        }
    }
}


void obl_teeth_print(FILE *out, const obl_teeth *teeth) {
    fprintf(out, "mutants killed: %zu of %zu by hand, %zu of %zu automatic\n",
            teeth->by_hand_killed, teeth->by_hand, teeth->made_killed,
            teeth->made);
}


obl_bearing obl_teeth_hypothesis(const obl_result *result, size_t k,
                                 obl_killer *by) {
    const obl_claim *claim = result->claim;
    obl_bearing bearing = OBL_NOT_TESTED;

    for (size_t m = 0; m < claim->mutants; m++) {
        if (dropped(&claim->mutant[m]) != k)
            continue;
        *by = obl_teeth_killer(result, m);
        if (by->found)
            return OBL_LOAD_BEARING;
        bearing = OBL_NOT_SEEN_TO_MATTER;
    }
    return bearing;
}


const char *obl_bearing_text(obl_bearing bearing) {
    static const char *const words[] = {
        "load-bearing", "not seen to matter", "not tested",
    };

    return words[bearing];
}


bool obl_teeth_is_slack(const obl_result *result, size_t m) {
    const obl_mutant *mutant = &result->claim->mutant[m];

    return !mutant->by_hand && dropped(mutant) == SIZE_MAX
        && !obl_teeth_killer(result, m).found;
}


static void print_hypothesis(FILE *out, const obl_result *result, size_t k) {
    obl_killer by = { 0 };
    const obl_bearing bearing = obl_teeth_hypothesis(result, k, &by);

    fprintf(out, "    %s: %s", result->claim->hypothesis[k].name,
            obl_bearing_text(bearing));
    if (bearing == OBL_LOAD_BEARING)
        fprintf(out, " (%ssample %" PRIu64 ")", by.relaxed ? "relaxed " : "",
                by.index);
    fputc('\n', out);
}


void obl_teeth_claim(FILE *out, const obl_result *result) {
    const obl_claim *claim = result->claim;
    obl_teeth teeth = { 0 };

    obl_teeth_add(&teeth, result);
    fprintf(out, "  %s: ", claim->name);
    obl_teeth_print(out, &teeth);
    for (size_t k = 0; k < claim->hypotheses; k++)
        print_hypothesis(out, result, k);
    for (size_t m = 0; m < claim->mutants; m++) {
        if (!obl_teeth_is_slack(result, m))
            continue;
        fputs("    slack: ", out);
        obl_put_text(out, claim->mutant[m].text);
        fputc('\n', out);
    }
}
