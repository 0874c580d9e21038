/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_search.c -- the search finds what it is there to find.
**
** Method: each claim below is false at one kind of place only: at an n or d
** that its sampler does not draw, in a corner, on the edge of a hypothesis, in
** a thin cone, at one sequence. An audit at standard effort must refute it,
** and replay must show the place again by its index. Claims that are false
** only where nothing is allowed must stand.
*/

#include <math.h>

#include "claim/judge.h"
#include "claim/scatter.h"
#include "claim/search.h"
#include "claim/shrink.h"
#include "claim_text.h"

#define N "variable n scalar\nvariable d scalar\n"
#define STATES(n, d, w)                                                      \
    "sampler stated states\ndraw 0 list " n "\ndraw 1 list " d "\nw " w "\n"
#define SMALL STATES("1 1 2 1 3 1", "1 1 2 1 3 1", "anywhere")
#define PLANE STATES("2 1 3 1", "2 1 3 1", "anywhere")
#define NEAR                                                                 \
    STATES("2 1 3 1", "2 1 3 1", "near_minimum {(num -6 1)} {(num -1 1)}")
#define PART(tree) "part % 3 {" tree "} t t\n"
#define ALL(body) "(all (true) " body " 1 0)"
#define PAIRS(body) ALL("(all (true) " body " 1 1)")
#define NONZERO "assume nonzero 3 {" ALL("(ne (norm (w (slot 0))) (num 0 1))")\
    "} t\n"
#define ONE "(norm (w (num 1 1)))"
/* 1 where a > b, against 1/2: no margin leads there. */
#define NEVER(a, b) "(le (ind (gt " a " " b ")) (num 1 2))"
#define MILLIONTH "(num 999999 1000000)"
#define LENGTH "(norm (sub (w (num 1 1)) (w (num 2 1))))"
#define HEAD                                                                 \
    "variable n scalar\nvariable d scalar\nvariable sigma scalar\n"          \
    "variable eta scalar\n"
/* Starts with |w_i| <= 4 sigma, of which equal neurons are a corner. */
#define RUNS                                                                 \
    "assume bounded 3 {(at_time (num 0 1) " ALL("(le (norm (w (slot 0)))"    \
    " (mul (num 4 1) (scalar 2)))") ")} t\n"                                 \
    "sampler stated trajectory\ndraw 0 list 2 1\ndraw 1 list 2 1\n"          \
    "draw 2 list 1 100\ndraw 3 list 1 100\nw gaussian\nby descent\n"
/* L(0) = 1, 0 <= L(u + 1) <= L(u)/2. */
#define SEQUENCE                                                             \
    "sampler stated scalars\n"                                               \
    "draw 0 sequence list 1 1 | between {(num 0 1)} {(mul (num 1 2) (family" \
    " (counter) 0))}\n"

typedef struct { const char *name, *records; bool stands; } place;

static const place places[] = {
    { "n = 8", N PART("(ne (scalar 0) (num 8 1))") SMALL, false },
    { "n = 1", N PART("(ge (scalar 0) (num 2 1))") PLANE, false },
    { "n = 16 with d = 17", N PART("(not (and (ge (scalar 0) (num 16 1)) (ge"
      " (scalar 1) (num 17 1))))") SMALL, false },
    { "n = 8, but n is 2", N PART("(ne (scalar 0) (num 8 1))")
      STATES("2 1", "2 1 3 1", "anywhere"), true },
    { "d = 17, but d is 2", N PART("(ne (scalar 1) (num 17 1))")
      STATES("2 1 3 1", "2 1", "anywhere"), true },
    { "n = 8, but a hypothesis forbids it", N
      "assume few 3 {(le (scalar 0) (num 5 1))} t\n"
      PART("(ne (scalar 0) (num 8 1))") SMALL, true },
    { "r = 0", N PART("(gt (norm (r)) (num 0 1))") PLANE, false },
    { "r = 0 near a minimum", N PART("(gt (norm (r)) (num 0 1))") NEAR,
      false },
    { "antiparallel", N NONZERO PART(PAIRS("(le (theta2 (slot 0) (slot 1))"
      " (num 314159265 100000000))")) PLANE, false },
    { "parallel to the last bit", N NONZERO
      "assume across 3 {(ne (norm (z (num 1 1))) (num 0 1))} t\n"
      "assume apart 3 {(ne (norm (w (num 2 1))) " ONE ")} t\n"
      "assume along 3 {(ne (h (num 1 1)) (num 0 1))} t\n"
      PART("(gt (norm (sub (mul (h (num 1 1)) (z (num 2 1))) (mul (h (num 2"
      " 1)) (z (num 1 1))))) (num 0 1))")
      STATES("2 1 3 1", "2 1", "anywhere"), false },
    { "lengths far apart", N NONZERO PART("(le " ONE " (mul (num"
      " 10000000000 1) (norm (w (num 2 1)))))")
      STATES("2 1", "2 1 3 1", "anywhere"), false },
    { "far from a minimum", N NONZERO PART(ALL("(le (theta (slot 0))"
      " (num 2 1))")) NEAR, false },
    { "the edge of a bound on a length", N
      "assume bound 3 {(le " ONE " (num 1 1))} t\n"
      PART(NEVER(ONE, MILLIONTH)) PLANE, false },
    { "the edge of a bound on an angle", N NONZERO
      "assume bound 3 {(le (maxof (true) (theta (slot 0)) 1 0) (num 1 1))} t\n"
      PART(NEVER("(maxof (true) (theta (slot 0)) 1 0)", MILLIONTH)) PLANE,
      false },
    { "the edge of a bound on the loss", N
      "assume bound 3 {(le (loss) (num 1 1000))} t\n"
      PART(NEVER("(loss)", "(mul (num 1 1000) " MILLIONTH ")")) NEAR, false },
    { "a thin cone", N NONZERO PART("(ge (angle (w (num 1 1)) (add (v) (vperp)"
      ")) (num 1 1000))") STATES("2 1 3 1", "3 1", "anywhere"), false },
    { "nearly equal starts", HEAD PART("(and (gt (at_time (num 0 1) " LENGTH
      ") (mul (num 1 100000000000) (scalar 2))) (ge (at_time (num 1 1) (loss))"
      " (num 0 1)))") RUNS, false },
    { "equal starts", HEAD PART("(and (ne (at_time (num 0 1) " LENGTH ")"
      " (num 0 1)) (ge (at_time (num 1 1) (loss)) (num 0 1)))") RUNS, false },
    { "the extremal sequence", "variable L sequence\n"
      PART("(lt (family (num 30 1) 0) (mul (num 999 1000) (pow (num 1 2)"
      " (num 30 1))))") SEQUENCE, false },
    { "a sequence that does not exist", "variable L sequence\n"
      PART("(le (family (num 30 1) 0) (mul (num 1001 1000) (pow (num 1 2)"
      " (num 30 1))))") SEQUENCE, true },
};


static obl_result *audit(const obl_spec *spec) {
    const obl_audit_options options = { .seed = 1, .effort = 1,
                                        .threads = 1 };
    obl_result *result = obl_audit(spec, &spec->claim[0], &options);

    cr_assert_not_null(result);
    return result;
}


/* What replay says of an index. */
static char *replayed(const obl_spec *spec, obl_regime regime,
                      uint64_t index) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    cr_assert_not_null(out);
    cr_expect(obl_replay(out, spec, &spec->claim[0], regime, 1, index));
    fclose(out);
    return text;
}


/* The worst witness and the simplest one are there again, and false. */
static void check_witness(const char *name, const obl_spec *spec,
                          const obl_regime_result *regime) {
    const obl_mark *mark = &regime->tally.part[0].witness;
    char *worst = replayed(spec, OBL_AS_STATED, mark->index);
    char *simple = replayed(spec, OBL_SIMPLEST, mark->index);

    cr_expect(mark->certified, "%s", name);
    cr_expect_not_null(strstr(worst, "): false, decided in balls"), "%s: %s",
                       name, worst);
    cr_expect_not_null(strstr(simple, "): false, decided in balls"), "%s: %s",
                       name, simple);
    cr_expect_not_null(regime->simplest[0], "%s", name);
    free(worst);
    free(simple);
}


Test(search, finds_the_only_place) {
    for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
        const place *p = &places[k];
        obl_spec *spec = claim_spec(p->records);
        obl_result *result = audit(spec);
        const obl_verdict verdict = obl_result_verdict(result, 0);

        if (p->stands)
            cr_expect_leq(verdict, OBL_SUPPORTED, "%s: %s", p->name,
                          obl_verdict_text(verdict));
        else
            cr_expect_eq(verdict, OBL_REFUTED, "%s: %s", p->name,
                         obl_verdict_text(verdict));
        if (verdict == OBL_REFUTED)
            check_witness(p->name, spec, &result->stated);
        obl_result_free(result);
        obl_spec_free(spec);
    }
}


/* ------------------------------------------------------------ shrinking */

/* False by more the shorter w_1 is: 0 is the simplest state and the worst; and
** by more the longer it is, where length 1, the simplest, is false by so little
** that it might be rounding. */
static const char *const thresholds[] = {
    N PART("(gt " ONE " (num 1 1000))") PLANE,
    N PART("(le " ONE " (num 999 1000))") PLANE,
    N NONZERO PART("(le " ONE " (mul (num 999 1000) (norm (w (num 2 1)))))")
        PLANE,
};


static double margin_of(const char *replay) {
    const char *part = strstr(replay, "part");
    double margin = NAN;

    cr_assert_not_null(part, "%s", replay);
    cr_assert_eq(sscanf(strstr(part, "margin"), "margin %lf", &margin), 1);
    return margin;
}


Test(shrink, keeps_half_of_the_worst_violation) {
    for (size_t k = 0; k < sizeof thresholds / sizeof *thresholds; k++) {
        obl_spec *spec = claim_spec(thresholds[k]);
        obl_result *result = audit(spec);
        const obl_part_tally *part = &result->stated.tally.part[0];
        char *worst = replayed(spec, OBL_AS_STATED, part->witness.index);
        char *simple = replayed(spec, OBL_SIMPLEST, part->witness.index);

        cr_expect_float_eq(margin_of(worst), part->witness.margin, 1e-12);
        cr_expect_float_eq(part->witness.margin, part->tightest.margin,
                           1e-12, "the worst of all is kept");
        cr_expect_leq(margin_of(simple), part->witness.margin / 2, "%s",
                      simple);
        cr_expect_lt(strlen(result->stated.simplest[0]), 90, "%s",
                     result->stated.simplest[0]);
        free(worst);
        free(simple);
        obl_result_free(result);
        obl_spec_free(spec);
    }
}


/* The loss of a descent does not double: false from the first step on, and
** that is the time that is told. */
Test(shrink, of_a_descent_tells_the_first_time) {
    obl_spec *spec = claim_spec(HEAD PART("(all (and (le (num 1 1) (time))"
        " (le (time) (num 100 1))) (ge (loss) (mul (num 2 1) (at_time (num 0"
        " 1) (loss)))) 1 t)") RUNS);
    obl_result *result = audit(spec);
    char *words = result->stated.simplest[0];

    cr_assert_eq(obl_result_verdict(result, 0), OBL_REFUTED);
    cr_assert_not_null(words);
    cr_expect_not_null(strstr(words, "w = net("), "%s", words);
    cr_expect_not_null(strstr(words, " -- by t = 1"), "%s", words);
    cr_expect_null(strstr(words, "t = 10"), "%s", words);
    obl_result_free(result);
    obl_spec_free(spec);
}


/* A single n is what the claim is about: no neuron is dropped. */
Test(shrink, leaves_a_single_n) {
    obl_spec *spec = claim_spec(N PART("(le (loss) (num 1 1))")
                                STATES("3 1", "3 1", "anywhere"));
    obl_result *result = audit(spec);

    cr_assert_eq(obl_result_verdict(result, 0), OBL_REFUTED);
    cr_expect_not_null(strstr(result->stated.simplest[0], "n = 3, d = 3"),
                       "%s", result->stated.simplest[0]);
    obl_result_free(result);
    obl_spec_free(spec);
}


/* ------------------------------------------------------------- corners */

/* Whether numbers sum to 0 exactly: pairs are replaced by their sum and what
** it lost, which changes no sum, until all is in the last. */
static bool sums_to_zero(double *x, size_t count) {
    for (int pass = 0; pass < 100; pass++)
        for (size_t k = 1; k < count; k++) {
            const double sum = x[k - 1] + x[k], moved = sum - x[k - 1];

            x[k - 1] = (x[k - 1] - (sum - moved)) + (x[k] - moved);
            x[k] = sum;
        }
    for (size_t k = 0; k < count; k++)
        if (x[k] != 0)
            return false;
    return true;
}


static bool is_closed(const obl_state *s) {
    double column[8];

    for (size_t k = 0; k < s->d; k++) {
        for (size_t i = 0; i < s->n; i++)
            column[i] = k == 0 ? s->h[i] : s->z[i * (s->d - 1) + k - 1];
        column[s->n] = k == 0 ? -s->v : 0;
        if (!sums_to_zero(column, s->n + 1))
            return false;
    }
    return true;
}


Test(scatter, closes_sums_exactly) {
    obl_random random = { .seed = 3 };
    int closed[2] = { 0 }, large = 0;

    for (int k = 0; k < 4000; k++) {
        obl_state *s = k % 2
            ? obl_scatter_anywhere(&random, 3, 3, 0.7)
            : obl_scatter_near_minimum(&random, 3, 3, 0.7, 1e-4);

        closed[k % 2] += is_closed(s);
        large += is_closed(s) && fabs(s->h[0]) > 20;
        obl_state_free(s);
    }
    /* 1 in 20 near a minimum, 1 in 16 anywhere. */
    cr_expect(closed[0] > 60 && closed[0] < 140, "%d", closed[0]);
    cr_expect(closed[1] > 80 && closed[1] < 170, "%d", closed[1]);
    cr_expect_gt(large, 5, "%d lengths far from that of v", large);
}
