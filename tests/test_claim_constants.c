/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_constants.c -- hidden constants whose best value is known.
**
** Method: claims by hand whose least or greatest constant has a closed form,
** on networks (|w|^2 theta^3 <= 4 pi^3 L, where a search has to turn a neuron
** against the teacher, and |r| <= sqrt(8 L)) and on numbers, with every power
** of n. What is found is a bound from one side, to 1e-3: never beyond the
** closed form. Rows are compared bit by bit between numbers of threads. Powers
** of t are those of two students under the flow, as the paper has them.
*/

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "claim/carry.h"
#include "claim/constants.h"
#include "claim_text.h"

static const double FOUR_PI_CUBED = 124.02510672119926;


static obl_limits measured(const obl_spec *spec, unsigned threads) {
    const obl_audit_options options = { .seed = 3, .effort = 1,
                                        .threads = threads };
    const obl_claim *claim = &spec->claim[0];
    obl_limits limits;

    cr_assert(obl_limits_measure(&limits, &spec, &claim, 1, &options));
    return limits;
}


/* n x <= c x^2, x from 1 to 2: the least c is n; and the like. `sides` are
** the two sides of <=, `c` the declared constant. */
static obl_spec *numbers(const char *sides, const char *c) {
    return claim_spec_of(
        "constant c %s\nvariable n scalar\nvariable x scalar\n"
        "part %% 2 {(le %s)} t t\nsampler stated scalars\n"
        "draw 0 list 1 1 2 1 40 1\n"
        "draw 1 between {(num 1 1)} {(num 2 1)}\n", c, sides);
}


#define N "(scalar 0)"
#define X "(scalar 1)"
#define C "(const 0)"

typedef struct {
    const char *what, *sides, *c;
    bool        largest;
    double      at_one, power;
    const char *says;
} known;

static const known rows[] = {
    { "right in n", "(mul " N " " X ") (mul " C " (mul " N " (mul " X " " X
      ")))", "2 1", false, 1, 0, "sound on what was seen" },
    { "grows like n", "(mul " N " " X ") (mul " C " (mul " X " " X "))",
      "40 1", false, 1, 1, "drifts like n^1.00 over n = 2..32" },
    { "falls like 1/n", "(div " X " " N ") (mul " C " (mul " X " " X "))",
      "1 1", false, 1, -1, "leaves n^1.00 on the table over n = 2..32" },
    { "from below, falls", "(mul " C " " X ") (div (mul " X " " X ") " N ")",
      "1 64", true, 1, -1, "drifts like n^1.00 over n = 2..32" },
    { "from below, grows", "(mul " C " " X ") (mul " N " (mul " X " " X "))",
      "1 2", true, 1, 1, "leaves n^1.00 on the table over n = 2..32" },
    { "declared too small", "(mul " N " " X ") (mul " C " (mul " X " " X "))",
      "3 1", false, 1, 1, "exceeded" },
};


/* Short of the closed form by no more than 1e-3, and certified there. */
static void expect_limit(const obl_limit_row *row, size_t k, double best,
                         const char *what) {
    const obl_limit *limit = &row->limit[k];
    const double beyond = row->largest ? -1e-12 : 1e-12;
    const double within = row->largest ? 1e-3 : -1e-3;
    const double low = best * (1 + fmin(beyond, within));
    const double high = best * (1 + fmax(beyond, within));

    cr_expect(limit->present && limit->limited && !limit->none, "%s", what);
    cr_expect(limit->value >= low && limit->value <= high,
              "%s, n = %u: %.17g for %.17g", what, obl_sizes[k], limit->value,
              best);
    cr_expect(limit->certified >= low * 0.998
              && limit->certified <= high * 1.002,
              "%s, n = %u: certified %.17g", what, obl_sizes[k],
              limit->certified);
    cr_expect(row->largest ? limit->certified >= limit->value
                           : limit->certified <= limit->value,
              "%s, n = %u: certified beyond what was seen", what,
              obl_sizes[k]);
    cr_expect_not_null(limit->state);
}


static void expect_reading(const obl_limit_row *row, const char *says,
                           const char *what) {
    char text[200];

    obl_limit_reading(text, sizeof text, row);
    cr_expect_not_null(strstr(text, says), "%s: %s", what, text);
}


/* The ends of a range are drawn, so that each limit is met exactly, up to a
** step of the lattice. */
Test(constants, of_numbers_are_the_known_ones) {
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        obl_spec *spec = numbers(rows[k].sides, rows[k].c);
        obl_limits limits = measured(spec, 2);

        cr_assert_eq(limits.count, 1, "%s: one side", rows[k].what);
        const obl_limit_row *row = &limits.row[0];
        cr_expect_eq(row->largest, rows[k].largest, "%s", rows[k].what);
        for (size_t j = 0; j < OBL_SIZES; j++) {
            expect_limit(row, j,
                         rows[k].at_one * pow(obl_sizes[j], rows[k].power),
                         rows[k].what);
            cr_expect(row->limit[j].converged);
        }
        cr_expect_eq(row->points, OBL_SIZES - 1, "n = 1 is left out");
        cr_expect(fabs(row->power - rows[k].power) <= row->uncertainty
                  && row->uncertainty < 0.01, "%s: power %g +- %g",
                  rows[k].what, row->power, row->uncertainty);
        expect_reading(row, rows[k].says, rows[k].what);
        obl_limits_free(&limits);
        obl_spec_free(spec);
    }
}


/* A power is fitted to what converged alone, and read with its play. */
Test(constants, power_is_fitted_to_what_converged) {
    obl_limit_row row = { .asserted = 100 };
    char text[200];

    for (size_t k = 0; k < OBL_SIZES; k++)
        row.limit[k] = (obl_limit){ .present = true, .limited = true,
                                    .value = sqrt(obl_sizes[k]),
                                    .converged = true };
    row.limit[0].value = 50;
    row.limit[6] = (obl_limit){ .present = true, .limited = true,
                                .value = 50, .moved = 0.3 };
    obl_limit_fit(&row);
    cr_expect_eq(row.points, 5);
    cr_expect_float_eq(row.power, 0.5, 1e-12);
    cr_expect_eq(row.from, 2);
    cr_expect_eq(row.to, 16);
    obl_limit_reading(text, sizeof text, &row);
    cr_expect_str_eq(text, "drifts like n^0.50 over n = 2..16");
    row.limit[4].value *= 2;
    obl_limit_fit(&row);
    cr_expect_gt(row.uncertainty, 0.1, "%g", row.uncertainty);
    for (size_t k = 2; k < OBL_SIZES; k++)
        row.limit[k].converged = false;
    obl_limit_fit(&row);
    cr_expect(isnan(row.power));
    expect_reading(&row, "too few n converged", "one point");
}


/* 1 - 1/n grows to 1. */
Test(constants, limit_that_levels_off_is_no_drift_without_end) {
    obl_limit_row row = { .asserted = 1 };

    for (size_t k = 1; k < OBL_SIZES; k++)
        row.limit[k] = (obl_limit){ .present = true, .limited = true,
                                    .value = 1 - 1.0 / obl_sizes[k],
                                    .converged = true };
    obl_limit_fit(&row);
    expect_reading(&row, "drifts like n^0.22 over n = 2..32, but levels off",
                   "1 - 1/n");
}


/* Several constants of a part move together: x <= s (3 x + 5 x) / 4, s = 1/2;
** the number is the scale. */
Test(constants, of_one_part_are_scaled_together) {
    obl_spec *spec = claim_spec_of(
        "constant a 3 1\nconstant b 5 1\nvariable x scalar\n"
        "part %% 1 {(le (scalar 0) (div (add (mul (const 0) (scalar 0))"
        " (mul (const 1) (scalar 0))) (num 4 1)))} t t\n"
        "sampler stated scalars\ndraw 0 between {(num 1 1)} {(num 2 1)}\n");
    obl_limits limits = measured(spec, 1);

    cr_assert_eq(limits.count, 1);
    cr_expect_eq(limits.row[0].constants, 2);
    expect_limit(&limits.row[0], OBL_OTHER_SIZE, 0.5, "two together");
    expect_reading(&limits.row[0], "sound on what was seen, at one n", "two");
    obl_limits_free(&limits);
    obl_spec_free(spec);
}


/* The greatest is met where one neuron stands against the teacher and the
** others sum to it; at n = 1 it is approached as the neuron grows. At n > 1 a
** search would hardly come across it: what n = 1 and 2 found is carried. */
Test(constants, of_lemma_20_is_four_pi_cubed) {
    obl_spec *spec = claim_spec_of(
        "constant c 200 1\nvariable n scalar\nvariable d scalar\n"
        "part %% 1 {(le (mul (pow (norm (w (num 1 1))) (num 2 1))"
        " (pow (theta (num 1 1)) (num 3 1))) (mul (const 0) (loss)))} t t\n"
        "sampler stated states\ndraw 0 list 1 1 2 1\ndraw 1 list 2 1\n"
        "w anywhere\n");
    obl_limits limits = measured(spec, 2);

    cr_assert_eq(limits.count, 1);
    for (size_t j = 0; j < OBL_SIZES; j++)
        expect_limit(&limits.row[0], j, FOUR_PI_CUBED, "4 pi^3");
    expect_reading(&limits.row[0], "sound on what was seen", "4 pi^3");
    obl_limits_free(&limits);
    obl_spec_free(spec);
}


/* |r| <= c n L^(1/2) holds from sqrt(8) / n on: the n is not needed. */
Test(constants, of_lemma_21_leave_n_on_the_table) {
    obl_spec *spec = claim_spec_of(
        "constant c 3 1\nvariable n scalar\nvariable d scalar\n"
        "part %% 1 {(le (norm (r)) (mul (const 0) (mul (scalar 0)"
        " (pow (loss) (num 1 2)))))} t t\n"
        "sampler stated states\ndraw 0 list 1 1 2 1\ndraw 1 list 2 1\n"
        "w anywhere\n");
    obl_limits limits = measured(spec, 2);

    cr_assert_eq(limits.count, 1);
    for (size_t j = 0; j < OBL_SIZES; j++)
        expect_limit(&limits.row[0], j, sqrt(8) / obl_sizes[j], "sqrt 8");
    expect_reading(&limits.row[0], "leaves n^1.00 on the table", "sqrt 8");
    obl_limits_free(&limits);
    obl_spec_free(spec);
}


/* From sigma = 10^-1200 every h_i is |v|/n at t = 1000, which doubles do not
** know: h_1 <= c |v| needs 1/n. */
Test(constants, of_vanishing_starts_are_found_in_balls) {
    obl_spec *spec = claim_spec_of(
        "constant c 2 1\nvariable n scalar\nvariable d scalar\n"
        "variable sigma scalar\n"
        "part %% 3 {(le (at_time (num 1000 1) (h (num 1 1)))"
        " (mul (const 0) (norm (v))))} t t\nsampler stated trajectory\n"
        "draw 0 list 1 1 2 1 3 1\ndraw 1 list 3 1\n"
        "draw 2 tree {(pow (num 10 1) (num -1200 1))}\n"
        "w gaussian\nby flow\n");
    obl_limits limits = measured(spec, 2);

    cr_assert_eq(limits.count, 1);
    for (size_t j = 0; j < 3; j++) {
        const obl_limit *limit = &limits.row[0].limit[j];

        cr_assert(limit->present && limit->limited && !limit->none);
        cr_expect_float_eq(limit->value * obl_sizes[j], 1.0, 1e-3);
        cr_expect(isnan(limit->certified), "the flow is not enclosed");
    }
    obl_limits_free(&limits);
    obl_spec_free(spec);
}


static void expect_same(const obl_limits *a, const obl_limits *b) {
    cr_assert_eq(a->count, b->count);
    for (size_t k = 0; k < a->count; k++)
        for (size_t j = 0; j <= OBL_SIZES; j++) {
            const obl_limit *x = &a->row[k].limit[j], *y = &b->row[k].limit[j];

            cr_expect_eq(x->value, y->value);
            cr_expect(x->moved == y->moved
                      || (isnan(x->moved) && isnan(y->moved)));
            cr_expect_eq(x->valid, y->valid);
            cr_expect_eq(x->converged, y->converged);
            cr_expect(x->certified == y->certified
                      || (isnan(x->certified) && isnan(y->certified)));
        }
}


Test(constants, are_the_same_for_any_number_of_threads) {
    obl_spec *spec = claim_spec_of(
        "constant c 10 1\nvariable n scalar\nvariable d scalar\n"
        "part %% 1 {(le (norm (r)) (mul (const 0) (pow (loss) (num 1 2))))}"
        " t t\nsampler stated states\ndraw 0 list 1 1 2 1\ndraw 1 list 2 1"
        " 3 1\nw anywhere\n");
    obl_limits one = measured(spec, 1), four = measured(spec, 4);

    expect_same(&one, &four);
    obl_limits_free(&one);
    obl_limits_free(&four);
    obl_spec_free(spec);
}


/* A chain limits its constant from both sides: x <= c x <= 3 x. */
Test(constants, of_a_chain_have_two_sides) {
    obl_spec *spec = claim_spec_of(
        "constant c 2 1\nvariable x scalar\n"
        "part %% 1 {(and (le (scalar 0) (mul (const 0) (scalar 0)))"
        " (le (mul (const 0) (scalar 0)) (mul (num 3 1) (scalar 0))))} t t\n"
        "sampler stated scalars\ndraw 0 between {(num 1 1)} {(num 2 1)}\n");
    obl_limits limits = measured(spec, 1);

    cr_assert_eq(limits.count, 2);
    cr_expect(!limits.row[0].largest && limits.row[1].largest);
    expect_limit(&limits.row[0], OBL_OTHER_SIZE, 1, "from below");
    expect_limit(&limits.row[1], OBL_OTHER_SIZE, 3, "from above");
    cr_expect(isnan(limits.row[0].power), "without n there is no power");
    obl_limits_free(&limits);
    obl_spec_free(spec);
}


/* x <= c 0 holds for no c; a hypothesis without states measures nothing. */
Test(constants, that_do_not_exist_are_told) {
    obl_spec *spec = numbers(X " (mul " C " (num 0 1))", "1 1");
    obl_limits limits = measured(spec, 1);
    char text[200];

    cr_assert_eq(limits.count, 1);
    cr_expect(limits.row[0].limit[0].none);
    obl_limit_reading(text, sizeof text, &limits.row[0]);
    cr_expect_str_eq(text, "no constant holds");
    obl_limits_free(&limits);
    obl_spec_free(spec);

    spec = claim_spec_of(
        "constant c 1 1\nvariable x scalar\n"
        "assume never 1 {(lt (scalar 0) (num 0 1))} t\n"
        "part %% 1 {(le (scalar 0) (const 0))} t t\n"
        "sampler stated scalars\ndraw 0 between {(num 1 1)} {(num 2 1)}\n");
    limits = measured(spec, 1);
    cr_assert_eq(limits.count, 1);
    obl_limit_reading(text, sizeof text, &limits.row[0]);
    cr_expect_not_null(strstr(text, "not measured"), "%s", text);
    obl_limits_free(&limits);
    obl_spec_free(spec);
}


/* Two students from a start of size 1: L ~ t^-3 (Toy case 1), a power that
** is printed in a bound, in one times T^3, and as an exponent. */
Test(constants, powers_of_t_are_read_off_the_runs) {
    static const struct { const char *part; double printed; } bounds[] = {
        { "(le (loss) (mul (const 0) (pow (sub (time) (num 1 1))"
          " (num -2 1))))", -2 },
        { "(ge (const 0) (mul (loss) (pow (time) (num 3 1))))", -3 },
        { "(near (div (mul (time) (dflow (loss))) (loss)) (num -4 1)"
          " (num 2 1))", -4 },
    };

    for (size_t k = 0; k < sizeof bounds / sizeof *bounds; k++) {
        obl_spec *spec = claim_spec_of(
            "set kind rate\nconstant c 1000 1\nvariable n scalar\n"
            "variable d scalar\nvariable sigma scalar\n"
            "part %% 1 {(all (ge (time) (num 1 1)) %s 1 t)} t t\n"
            "sampler stated trajectory\n"
            "draw 0 list 2 1\ndraw 1 list 3 1\ndraw 2 list 1 2\n"
            "w gaussian\nby flow\n"
            "grid decades {(num 0 1)} {(num 6 1)}\n", bounds[k].part);
        obl_limits limits = measured(spec, 2);

        cr_assert_eq(limits.slopes, 1, "%s", bounds[k].part);
        const obl_slope *slope = &limits.slope[0];
        cr_expect_eq(slope->printed, bounds[k].printed);
        cr_assert_geq(slope->runs, 8, "%zu runs", slope->runs);
        cr_expect_float_eq(slope->measured[slope->runs / 2], -3, 0.01,
                           "%s: %g", bounds[k].part,
                           slope->measured[slope->runs / 2]);
        cr_expect_leq(slope->measured[0], slope->measured[slope->runs - 1]);
        for (size_t j = 0; j < limits.count; j++)
            cr_expect(isnan(limits.row[j].limit[1].certified),
                      "a flow is not enclosed");
        obl_limits_free(&limits);
        obl_spec_free(spec);
    }
}


/* L(10) <= c L(0) for descents that are enclosed: certified. A hypothesis on
** the time to come bounds what is needed. */
Test(constants, of_descents_are_certified) {
    static const char ratio[] = "{(le (at_time (num 10 1) (loss))"
        " (mul %s (at_time (num 0 1) (loss))))}";
    char bound[200], part[200];

    snprintf(bound, sizeof bound, ratio, "(num 1 4)");
    snprintf(part, sizeof part, ratio, "(const 0)");
    obl_spec *spec = claim_spec_of(
        "constant c 1 1\nvariable n scalar\nvariable d scalar\n"
        "variable sigma scalar\nvariable eta scalar\n"
        "assume fast 1 %s t\npart %% 1 %s t t\n"
        "sampler stated trajectory\n"
        "draw 0 list 2 1\ndraw 1 list 2 1\n"
        "draw 2 between {(num 1 100)} {(num 2 1)}\ndraw 3 list 1 10\n"
        "w gaussian\nby descent\ngrid list 0 1 10 1\n", bound, part);
    obl_limits limits = measured(spec, 2);

    cr_assert_eq(limits.count, 1);
    const obl_limit *limit = &limits.row[0].limit[1];
    cr_expect_gt(limit->value, 0.2);
    cr_expect_lt(limit->value, 0.2501);
    cr_expect_float_eq(limit->certified, limit->value, 2e-3 * limit->value);
    obl_limits_free(&limits);
    obl_spec_free(spec);
}


/* ------------------------------------------------- from n to another n */

typedef struct { double h, z; } row;

/* Three students in the plane, |v| = 2; the first is nearest to their mean,
** the second the odd one. */
static const row old[] = { { 0.5, 0.125 }, { 1, -2 }, { 0.75, 0.25 } };

static const struct {
    const char *what;
    unsigned    manner;
    size_t      n;
    row         is[5];
} carried[] = {
    { "split", 0, 5, { { 0.25, 0.0625 }, { 0.25, 0.0625 }, { 0.5, -1 },
                       { 0.5, -1 }, { 0.75, 0.25 } } },
    { "joined", 0, 2, { { 1.5, -1.875 }, { 0.75, 0.25 } } },
    { "repeated, shorter", 1, 4,
      { { 0.375, 0.09375 }, { 0.75, -1.5 }, { 0.5625, 0.1875 },
        { 0.375, 0.09375 } } },
    { "the ordinary left out, longer", 1, 2,
      { { 1.5, -3 }, { 1.125, 0.375 } } },
    { "repeated", 2, 4, { { 0.5, 0.125 }, { 1, -2 }, { 0.75, 0.25 },
                          { 0.5, 0.125 } } },
    { "the ordinary left out", 2, 2, { { 1, -2 }, { 0.75, 0.25 } } },
    { "idle", 3, 4, { { 0.5, 0.125 }, { 1, -2 }, { 0.75, 0.25 },
                      { 0.5e-6, 0.125e-6 } } },
    { "at the minimum", 4, 4,
      { { 0.375, 0.09375 }, { 0.75, -1.5 }, { 0.5625, 0.1875 },
        { 0.5, 0 } } },
    { "the odd repeated", 7, 4, { { 0.5, 0.125 }, { 1, -2 }, { 0.75, 0.25 },
                                  { 1, -2 } } },
    { "the odd left out", 7, 2, { { 0.5, 0.125 }, { 0.75, 0.25 } } },
    { "across", 10, 4, { { 0.5, 0.125 }, { 1, -2 }, { 0.75, 0.25 },
                         { 0, 2.23606797749979 } } },
};


static void expect_rows(const obl_state *w, const row *is, const char *what) {
    for (size_t i = 0; i < w->n; i++) {
        cr_expect_float_eq(w->h[i], is[i].h, 1e-15, "%s: h%zu is %g", what,
                           i + 1, w->h[i]);
        cr_expect_float_eq(w->z[i], is[i].z, 1e-15, "%s: z%zu is %g", what,
                           i + 1, w->z[i]);
    }
}


/* lambda is a number for each neuron, between 0 and 3/4. */
Test(constants, neurons_are_carried_in_every_manner) {
    obl_spec *spec = claim_spec_of(
        "variable n scalar\nvariable d scalar\nvariable v scalar\n"
        "variable lambda neurons\n"
        "part %% 1 {(ge (loss) (num 0 1))} t t\nsampler stated states\n"
        "draw 0 list 3 1\ndraw 1 list 2 1\ndraw 2 list 2 1\n"
        "draw 3 between {(num 0 1)} {(num 3 4)}\nw anywhere\n");
    obl_plan *plan = obl_plan_new(spec->claim);
    obl_judge judge;
    obl_sample from;

    cr_assert(obl_judge_open(&judge, spec->claim, &spec->claim->stated, plan,
                             1));
    cr_assert(obl_judge_draw(&judge, 0));
    for (size_t i = 0; i < 3; i++) {
        judge.sample.state->h[i] = old[i].h;
        judge.sample.state->z[i] = old[i].z;
        judge.sample.value[3][i] = 0.5;
    }
    cr_assert(obl_sample_copy(&from, &judge.sample));
    obl_judge_done(&judge);
    for (size_t k = 0; k < sizeof carried / sizeof *carried; k++) {
        const size_t n = carried[k].n;

        cr_assert(obl_carry(&judge, &from, n, carried[k].manner), "%s",
                  carried[k].what);
        cr_assert_eq(judge.sample.state->n, n);
        cr_expect_eq(judge.sample.value[0][0], (double)n);
        cr_expect_eq(judge.sample.count[3], n);
        for (size_t i = 0; i < n; i++)
            cr_expect(judge.sample.value[3][i] >= 0
                      && judge.sample.value[3][i] <= 0.75);
        expect_rows(judge.sample.state, carried[k].is, carried[k].what);
        obl_judge_done(&judge);
    }
    cr_expect(!obl_carry(&judge, &from, 2, 3), "nobody is idle among fewer");
    obl_judge_done(&judge);
    obl_sample_clear(&from);
    obl_judge_close(&judge);
    obl_plan_free(plan);
    obl_spec_free(spec);
}


/* H = 2 - 2.25 = -1/4 becomes a quarter of it, the leans a half. */
Test(constants, a_network_comes_closer_to_the_minimum) {
    obl_spec *spec = claim_spec_of(
        "variable n scalar\nvariable d scalar\nvariable v scalar\n"
        "part %% 1 {(ge (loss) (num 0 1))} t t\nsampler stated states\n"
        "draw 0 list 3 1\ndraw 1 list 2 1\ndraw 2 list 2 1\n"
        "w anywhere\n");
    static const row closer[] = { { 0.4375, 0.0625 }, { 0.9375, -1 },
                                  { 0.6875, 0.125 } };
    obl_plan *plan = obl_plan_new(spec->claim);
    obl_judge judge;

    cr_assert(obl_judge_open(&judge, spec->claim, &spec->claim->stated, plan,
                             1));
    cr_assert(obl_judge_draw(&judge, 0));
    for (size_t i = 0; i < 3; i++) {
        judge.sample.state->h[i] = old[i].h;
        judge.sample.state->z[i] = old[i].z;
    }
    cr_expect(obl_carry_closer(&judge));
    expect_rows(judge.sample.state, closer, "closer");
    obl_judge_done(&judge);
    obl_judge_close(&judge);
    obl_plan_free(plan);
    obl_spec_free(spec);
}


/* A claim that lists 3 and 5 speaks of 8, and not of 1 and 2. */
Test(constants, begin_at_the_least_n_that_is_listed) {
    obl_spec *spec = claim_spec_of(
        "constant c 2 1\nvariable n scalar\nvariable x scalar\n"
        "part %% 1 {(le (scalar 1) (mul (const 0) (scalar 1)))} t t\n"
        "sampler stated scalars\ndraw 0 list 5 1 3 1\n"
        "draw 1 between {(num 1 1)} {(num 2 1)}\n");
    obl_limits limits = measured(spec, 1);

    cr_assert_eq(limits.count, 1);
    for (size_t j = 0; j < OBL_SIZES; j++)
        cr_expect_eq(limits.row[0].limit[j].present, obl_sizes[j] >= 3,
                     "n = %u", obl_sizes[j]);
    obl_limits_free(&limits);
    obl_spec_free(spec);
}
