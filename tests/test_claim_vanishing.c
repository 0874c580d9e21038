/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_vanishing.c -- claims about starts that doubles do not hold.
**
** Method: one sample of a flow from sigma = 10^-1200 is run, and what balls
** say of its states with the formulas of the paper is held to what the engine
** says by closed forms. Its numbers lie far outside the range of doubles, so
** ratios are asked: a truth in balls of a claim with both sides.
*/

#include <criterion/criterion.h>
#include <math.h>

#include "claim/box.h"
#include "claim/judge.h"
#include "claim_text.h"

/* n = 3, d = 6, sigma = 10^-1200; the grid from 10^1195 to 10^1205. */
#define CLAIM                                                                \
    "variable n scalar\nvariable d scalar\nvariable v scalar\n"              \
    "variable sigma scalar\n"                                                \
    "part 0 3 {%s} text tex\n"                                               \
    "part 1 3 {%s} text tex\n"                                               \
    "sampler stated trajectory\n"                                            \
    "draw 0 list 3 1\ndraw 1 list 6 1\ndraw 2 list 2 1\n"                    \
    "draw 3 tree {(pow (num 10 1) (num -1200 1))}\n"                         \
    "w gaussian\nby flow\ngrid decades {(num 1195 1)} {(num 1205 1)}\n"

#define ALL(p) "(all (true) " p " 1 t)"

typedef struct {
    obl_spec *spec;
    obl_plan *plan;
    obl_judge judge;
} trial;


/* In place, since evaluators keep the address of the sample. */
static void run(trial *t, const char *first, const char *second) {
    t->spec = claim_spec_of(CLAIM, first, second);
    cr_assert_null(t->spec->error, "%s", t->spec->error);
    t->plan = obl_plan_new(t->spec->claim);
    cr_assert(obl_judge_open(&t->judge, t->spec->claim,
                             &t->spec->claim->stated, t->plan, 1));
    cr_assert(obl_judge_draw(&t->judge, 0));
    cr_assert(t->judge.sample.unit);
    cr_assert(obl_judge_run(&t->judge));
}


static bool holds(trial *t, size_t part) {
    const obl_finding f = obl_judge_truth(
        &t->judge, t->spec->claim->part[part].node, false);

    cr_expect(f.balls, "doubles cannot know");
    return f.truth.is == OBL_TRUE;
}


static void end(trial *t) {
    obl_judge_done(&t->judge);
    obl_judge_close(&t->judge);
    obl_plan_free(t->plan);
    obl_spec_free(t->spec);
}


#define SIGMA "(scalar 3)"

#define FIRST "(at_time (num 0 1) (norm (w (num 1 1))))"

/* |w_i(0)| over sigma is the length of a vector of six normal numbers. */
Test(vanishing, starts_at_sigma_times_what_was_drawn) {
    trial t;

    run(&t, "(le " FIRST " (mul (num 9 1) " SIGMA "))",
        "(ge " FIRST " (mul (num 1 10) " SIGMA "))");

    cr_expect(holds(&t, 0));
    cr_expect(holds(&t, 1));
    end(&t);
}


/* D(L) of the formula (23), moved along the flow, is -|grad L|^2: the one
** from the loss, the other from the gradient (4). */
Test(vanishing, keeps_the_digits_of_derivatives) {
#define SQUARE "(sum (true) (pow (norm (grad (slot 0))) (num 2 1)) 1 0)"
    trial t;

    run(&t,
        ALL("(le (dflow (loss)) (mul (num -99999999 100000000) " SQUARE "))"),
        ALL("(ge (dflow (loss)) (mul (num -100000001 100000000) " SQUARE "))"));

    cr_expect(holds(&t, 0));
    cr_expect(holds(&t, 1));
    end(&t);
}


/* The loss that balls find by (23) at the last state, over S^3, against the
** engine's L3. */
Test(vanishing, finds_the_loss_of_the_limit) {
    trial t;

    run(&t, "(ge (loss) (num 0 1))", "(ge (loss) (num 0 1))");
    const obl_run *r = &t.judge.sample.run;
    const obl_vanishing_state *last = &r->vanishing[r->count - 1];
    char low[200], high[200];

    cr_assert_gt(last->t, 1e1204L);
    cr_assert_gt(last->L3, 0.0);
#define LAST "(at_time (pow (num 10 1) (num 1205 1)) (loss))"
    snprintf(low, sizeof low, "(ge " LAST " (mul (num %.0f %.0f) (pow " SIGMA
             " (num 3 1))))", last->L3 * 0x1p120, 0x1p120 * (1 + 1e-9));
    snprintf(high, sizeof high, "(le " LAST " (mul (num %.0f %.0f) (pow "
             SIGMA " (num 3 1))))", last->L3 * 0x1p120, 0x1p120 * (1 - 1e-9));
    end(&t);
    run(&t, low, high);
    cr_expect(holds(&t, 0));
    cr_expect(holds(&t, 1));
    end(&t);
}


/* A verdict on such a claim; and a descent from there stays out of reach. */
Test(vanishing, judges_a_flow_and_no_descent) {
    obl_spec *spec = claim_spec_of(CLAIM, ALL("(ge (loss) (num 0 1))"),
                                   ALL("(le (loss) (num 0 1))"));
    const obl_audit_options options = { .seed = 1, .threads = 1 };
    obl_result *result = obl_audit(spec, spec->claim, &options);

    cr_expect_eq(result->stated.verdict[0], OBL_SUPPORTED);
    cr_expect_eq(result->stated.verdict[1], OBL_SUSPECT);
    cr_expect_geq(result->stated.tally.valid, 60u);
    obl_result_free(result);
    obl_spec_free(spec);
}
