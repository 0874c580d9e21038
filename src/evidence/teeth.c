/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** teeth.c -- mutants, counted and named.
*/

#include "evidence/teeth.h"

#include <inttypes.h>

#include "evidence/table.h"


/* The least index of a sample that killed mutant m in either regime. */
static uint64_t killer(const obl_result *result, size_t m) {
    uint64_t least = UINT64_MAX;

    if (result->stated.present)
        least = result->stated.tally.killed_by[m];
    if (result->relaxed.present
        && result->relaxed.tally.killed_by[m] < least)
        least = result->relaxed.tally.killed_by[m];
    return least;
}


static bool is_killed(const obl_result *result, size_t m) {
    return killer(result, m) != UINT64_MAX;
}


/* The hypothesis that is all the mutant drops, or SIZE_MAX. */
static size_t dropped(const obl_mutant *m) {
    return m->changes == 1 && m->change[0].dropped ? m->change[0].which
                                                   : SIZE_MAX;
}


void obl_teeth_add(obl_teeth *teeth, const obl_result *result) {
    const obl_claim *claim = result->claim;

    for (size_t m = 0; m < claim->mutants; m++) {
        const bool killed = is_killed(result, m);

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


static void print_hypothesis(FILE *out, const obl_result *result, size_t k) {
    const obl_claim *claim = result->claim;
    bool tested = false;

    for (size_t m = 0; m < claim->mutants; m++) {
        if (dropped(&claim->mutant[m]) != k)
            continue;
        tested = true;
        if (!is_killed(result, m))
            continue;
        fprintf(out, "    %s: load-bearing (sample %" PRIu64 ")\n",
                claim->hypothesis[k].name, killer(result, m));
        return;
    }
    fprintf(out, "    %s: %s\n", claim->hypothesis[k].name,
            tested ? "not seen to matter" : "not tested");
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
        const obl_mutant *mutant = &claim->mutant[m];

        if (mutant->by_hand || is_killed(result, m)
            || dropped(mutant) != SIZE_MAX)
            continue;
        fputs("    slack: ", out);
        obl_put_text(out, mutant->text);
        fputc('\n', out);
    }
}
