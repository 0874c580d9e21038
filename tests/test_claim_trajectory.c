/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_trajectory.c -- verdicts on descents that are enclosed.
**
** Method: whole audits of small claims. Where the claim is decided at every
** time that is looked at it becomes CERTIFIED, where an exact start breaks it
** REFUTED; and a violation that rests on times between the states is neither.
*/

#include <criterion/criterion.h>

#include "claim/audit.h"
#include "claim_text.h"

/* Three neurons in R^3, eta = 1/20. */
#define START                                                                \
    "variable n scalar\nvariable d scalar\nvariable v scalar\n"              \
    "variable sigma scalar\nvariable eta scalar\n"                          \
    "%spart %% 3 {%s} text tex\n"                                            \
    "sampler stated trajectory\n"                                            \
    "draw 0 list 3 1\ndraw 1 list 3 1\ndraw 2 list 1 1\n"                    \
    "draw 3 list 1 10\ndraw 4 list 1 20\n"                                  \
    "w gaussian\nby descent\ngrid list 0 1 %s\n"


static obl_verdict verdict(const char *assume, const char *part,
                           const char *grid) {
    obl_spec *spec = claim_spec_of(START, assume, part, grid);
    const obl_audit_options options = { .seed = 1, .threads = 1 };
    obl_result *result = obl_audit(spec, spec->claim, &options);
    const obl_verdict v = obl_result_verdict(result, 0);

    obl_result_free(result);
    obl_spec_free(spec);
    return v;
}

#define AT(t, x) "(at_time (num " #t " 1) " x ")"
#define ALL(p) "(all (true) " p " 1 t)"


Test(trajectory, certifies_and_refutes_claims_about_trajectories) {
    /* The loss falls. */
    cr_expect_eq(verdict("", "(lt " AT(100, "(loss)") " " AT(0, "(loss)") ")",
                         "100 1"), OBL_CERTIFIED);
    cr_expect_eq(verdict("", "(lt " AT(100, "(loss)") " (num 1 1000000))",
                         "100 1"), OBL_REFUTED);
    cr_expect_eq(verdict("", ALL("(le (loss) (num 1 1))"), "100 1"),
                 OBL_CERTIFIED);
    cr_expect_eq(verdict("", ALL("(ge (loss) (num 1 10))"), "100 1"),
                 OBL_REFUTED);
}


/* What holds at the states of a run may not hold between them: as a
** hypothesis it is not certain, and no counterexample rests on it. */
Test(trajectory, rests_no_refutation_on_times_between_the_states) {
    static const char certain[] = "assume h 2 {(le " AT(0, "(loss)")
        " (num 1 1))} text\n";
    static const char between[] = "assume h 2 {" ALL("(le (loss) (num 1 1))")
        "} text\n";
    static const char part[] = "(lt " AT(100, "(loss)") " (num 1 1000000))";

    cr_expect_eq(verdict(certain, part, "100 1"), OBL_REFUTED);
    cr_expect_eq(verdict(between, part, "100 1"), OBL_SUSPECT);
}
