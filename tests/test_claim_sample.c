/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_sample.c -- what is drawn, and where trajectories are looked at.
**
** Method: one claim with a range of every kind is drawn again and again and
** compared by the bits of all its numbers; corners are looked for in states
** by definitions of their own, and counted; trajectories are held to the
** times that their trees name and to the engine run by hand.
*/

#include <criterion/criterion.h>
#include <math.h>

#include "claim/judge.h"
#include "claim/scatter.h"
#include "claim_text.h"

typedef struct {
    obl_spec  *spec;
    obl_plan  *plan;
    obl_judge  judge;
} bench;


static void open_spec(bench *b, obl_spec *spec, const obl_sampler *sampler) {
    b->spec = spec;
    b->plan = obl_plan_new(&spec->claim[0]);
    cr_assert(obl_judge_open(&b->judge, &spec->claim[0], sampler, b->plan,
                             1));
}


static void open_bench(bench *b, const char *records) {
    obl_spec *spec = claim_spec(records);

    open_spec(b, spec, &spec->claim[0].stated);
}


static void close_bench(bench *b) {
    obl_judge_close(&b->judge);
    obl_plan_free(b->plan);
    obl_spec_free(b->spec);
}


/* ------------------------------------------------- a pure function */

static const char all_ranges[] =
    "variable n scalar\nvariable d scalar\nvariable v scalar\n"   /* 0 1 2 */
    "variable a scalar\nvariable b scalar\nvariable c scalar\n"   /* 3 4 5 */
    "variable f neurons\nvariable L sequence\n"                   /* 6 7 */
    "variable x vector\nvariable xs vectors\nvariable g neurons\n"/* 8 9 10 */
    "assume some 3 {(true)} t\n"
    "part % 3 {(true)} text tex\n"
    "sampler stated states\n"
    "draw 0 list 1 1 2 1 5 1\n" "draw 1 between {(num 1 1)} {(num 4 1)}\n"
    "draw 2 decades {(num -2 1)} {(num 2 1)}\n"
    "draw 3 between {(num 2 1)} {(num 5 1)}\n"
    "draw 4 decades {(num -2 1)} {(scalar 3)}\n"
    "draw 5 tree {(mul (scalar 3) (scalar 4))}\n"
    "draw 6 between {(num 0 1)} {(scalar 0)}\n"
    "draw 7 sequence between {(num 0 1)} {(num 1 1)} | "
        "between {(num 0 1)} {(family (counter) 7)}\n"
    "draw 8 anywhere\n" "draw 9 anywhere\n"
    "draw 10 tree {(mul (slot 0) (scalar 3))} each 0\n"
    "w anywhere\n";


static uint64_t mix(uint64_t hash, const double *x, size_t count) {
    const unsigned char *bytes = (const unsigned char *)x;

    for (size_t k = 0; k < count * sizeof *x; k++)
        hash = (hash ^ bytes[k]) * UINT64_C(1099511628211);
    return hash;
}


/* All numbers of a sample in one. */
static uint64_t bits_of(const obl_sample *s) {
    uint64_t hash = UINT64_C(14695981039346656037);

    for (size_t k = 0; k < s->claim->variables; k++)
        if (s->value[k])
            hash = mix(hash, s->value[k], s->count[k]);
    if (s->state) {
        hash = mix(hash, &s->state->v, 1);
        hash = mix(hash, s->state->h, s->n);
        hash = mix(hash, s->state->z, s->n * (s->d - 1));
    }
    return hash;
}


static uint64_t draw_bits(bench *b, uint64_t seed, uint64_t index) {
    b->judge.seed = seed;
    cr_assert(obl_judge_draw(&b->judge, index));
    const uint64_t bits = bits_of(&b->judge.sample);

    obl_judge_done(&b->judge);
    return bits;
}


Test(sample, is_a_function_of_seed_and_index) {
    bench b, c;
    uint64_t bits[200];

    open_bench(&b, all_ranges);
    for (uint64_t k = 0; k < 200; k++)
        bits[k] = draw_bits(&b, 1, k);
    /* Another evaluator, another order, other draws between. */
    open_bench(&c, all_ranges);
    for (uint64_t k = 200; k-- > 0;) {
        draw_bits(&c, 2, k);
        cr_expect_eq(draw_bits(&c, 1, k), bits[k], "index %d", (int)k);
        cr_expect_neq(draw_bits(&c, 2, k), bits[k], "index %d", (int)k);
        for (uint64_t j = 0; j < k; j++)
            cr_expect_neq(bits[j], bits[k]);
    }
    close_bench(&b);
    close_bench(&c);
}


Test(sample, is_a_function_of_name_and_regime) {
    char records[4000], *stream, *name;
    bench b, c, relaxed;

    open_bench(&b, all_ranges);
    stream = claim_stream(all_ranges);
    name = strstr(stream, "claim test 1");
    cr_assert_not_null(name);
    memcpy(name, "claim tess 1", 12);
    obl_spec *spec = claim_read(stream, strlen(stream));
    open_spec(&c, spec, &spec->claim[0].stated);
    /* The same sampler twice, the second as the relaxed one. */
    const char *at = strstr(all_ranges, "sampler stated");
    snprintf(records, sizeof records, "%ssampler relaxed%s", all_ranges,
             at + strlen("sampler stated"));
    obl_spec *both = claim_spec(records);
    open_spec(&relaxed, both, &both->claim[0].relaxed);

    for (uint64_t k = 0; k < 20; k++) {
        cr_expect_neq(draw_bits(&b, 1, k), draw_bits(&c, 1, k));
        cr_expect_neq(draw_bits(&b, 1, k), draw_bits(&relaxed, 1, k));
    }
    free(stream);
    close_bench(&b);
    close_bench(&c);
    close_bench(&relaxed);
}


/* ------------------------------------------------------------ ranges */

enum { DRAWS = 4000 };

typedef struct { double low, high; int at_low, at_high; double sum; } spread;


static void see(spread *s, double x) {
    cr_assert(x >= s->low && x <= s->high, "%g of [%g, %g]", x, s->low,
              s->high);
    s->at_low += x == s->low;
    s->at_high += x == s->high;
    s->sum += x;
}


/* 1/16 of the draws at either end, give or take five deviations. */
static void check_ends(const spread *s) {
    const double expected = DRAWS / 16.0, band = 5 * sqrt(expected);

    cr_expect_float_eq(s->at_low, expected, band);
    cr_expect_float_eq(s->at_high, expected, band);
}


Test(sample, ends_of_ranges_are_drawn) {
    spread a = { .low = 2, .high = 5 }, v = { .low = 1e-2, .high = 1e2 };
    int sizes[6] = { 0 }, dims[6] = { 0 };
    bench b;

    open_bench(&b, all_ranges);
    for (uint64_t k = 0; k < DRAWS; k++) {
        cr_assert(obl_judge_draw(&b.judge, k));
        const obl_sample *s = &b.judge.sample;

        sizes[s->n]++;
        dims[s->d]++;
        see(&a, s->value[3][0]);
        see(&v, s->value[2][0]);
        cr_expect_eq(s->value[1][0], (double)s->d, "d is whole");
        cr_expect_eq(s->state->v, s->value[2][0]);
        cr_expect(s->value[4][0] >= 1e-2
                  && s->value[4][0] <= pow(10, s->value[3][0]));
        obl_judge_done(&b.judge);
    }
    check_ends(&a);
    check_ends(&v);
    cr_expect_float_eq(a.sum / DRAWS, 3.5, 0.1);
    for (int n = 1; n <= 5; n++)
        cr_expect_float_eq(sizes[n], n == 3 || n == 4 ? 0 : DRAWS / 3.0,
                           n == 3 || n == 4 ? 0 : 5 * sqrt(DRAWS / 3.0),
                           "n = %d", n);
    for (int d = 1; d <= 4; d++)
        cr_expect_gt(dims[d], DRAWS / 16, "d = %d", d);
    close_bench(&b);
}


Test(sample, families_sequences_and_computed_variables) {
    bench b;

    open_bench(&b, all_ranges);
    for (uint64_t k = 0; k < 100; k++) {
        cr_assert(obl_judge_draw(&b.judge, k));
        const obl_sample *s = &b.judge.sample;

        cr_assert_eq(s->count[6], s->n);
        for (size_t i = 0; i < s->n; i++)
            cr_expect(s->value[6][i] >= 0 && s->value[6][i] <= (double)s->n);
        /* Each member of L at most the one before. */
        for (size_t m = 1; m < s->count[7]; m++)
            cr_expect(s->value[7][m] >= 0
                      && s->value[7][m] <= s->value[7][m - 1]);
        cr_expect_eq(s->count[8], s->d);
        cr_expect_eq(s->count[9], s->n * s->d);
        /* What a tree gives is left to each arithmetic. */
        cr_expect_null(s->value[5]);
        cr_expect_null(s->value[10]);
        cr_expect_float_eq(obl_real_scalar(b.judge.real, 5),
            s->value[3][0] * s->value[4][0],
            1e-15 * s->value[3][0] * s->value[4][0]);
        obl_judge_done(&b.judge);
    }
    close_bench(&b);
}


Test(sample, vectors_span_twelve_decades_and_the_axes) {
    obl_random random = { .seed = 1 };
    int axis = 0, small = 0, large = 0;

    for (int k = 0; k < DRAWS; k++) {
        double x[3], square = 0;
        int zeros = 0;

        obl_scatter_vector(&random, x, 3);
        for (int c = 0; c < 3; c++) {
            square += x[c] * x[c];
            zeros += x[c] == 0;
        }
        axis += zeros == 2;
        small += square < 1e-10;
        large += square > 1e10;
        cr_expect(square >= 0.99e-12 && square <= 1.01e12);
    }
    cr_expect_float_eq(axis, DRAWS / 8.0, 5 * sqrt(DRAWS / 8.0));
    cr_expect_float_eq(small, DRAWS / 12.0, 5 * sqrt(DRAWS / 12.0));
    cr_expect_float_eq(large, DRAWS / 12.0, 5 * sqrt(DRAWS / 12.0));
}


/* A draw without meaning is told, not drawn. */
Test(sample, draws_without_meaning) {
    static const char *const ranges[] = {
        "draw 0 list 0 1\ndraw 1 list 1 1\n",        /* no neuron */
        "draw 0 list 5000 1\ndraw 1 list 1 1\n",     /* too many */
        "draw 0 list 1 1\ndraw 1 list 0 1\n",
        "draw 0 tree {(num 5 2)}\ndraw 1 list 1 1\n",/* not whole */
        "draw 0 tree {(log (num 0 1))}\ndraw 1 list 1 1\n",
        "draw 0 list 1 1\ndraw 1 list 1 1\ndraw 2 list -1 1\n",
        "draw 0 list 1 1\ndraw 1 list 1 1\ndraw 2 tree {(exp (num 800 1))}\n",
    };

    for (size_t k = 0; k < sizeof ranges / sizeof *ranges; k++) {
        char records[600];
        bench b;

        snprintf(records, sizeof records, "variable n scalar\n"
                 "variable d scalar\nvariable v scalar\n"
                 "part %% 3 {(true)} t t\nsampler stated states\n%s",
                 ranges[k]);
        open_bench(&b, records);
        cr_expect_not(obl_judge_draw(&b.judge, 0), "%s", ranges[k]);
        obl_judge_done(&b.judge);
        close_bench(&b);
    }
}


/* ----------------------------------------------------------- corners */

enum { ZERO, EQUAL, PARALLEL, ANTIPARALLEL, ALONG_V, AGAINST_V, ACROSS_V,
       MIRRORED, CLOSED, CORNERS };

static const char *const corner_names[] = {
    "zero", "equal", "parallel", "antiparallel", "along v", "against v",
    "across v", "mirrored", "r = 0",
};


static void row_of(const obl_state *s, size_t i, double *row) {
    row[0] = s->h[i];
    for (size_t k = 1; k < s->d; k++)
        row[k] = s->z[i * (s->d - 1) + k - 1];
}


static double product(const double *x, const double *y, size_t d) {
    double sum = 0;

    for (size_t k = 0; k < d; k++)
        sum += x[k] * y[k];
    return sum;
}


static void see_neuron(const obl_state *s, size_t i, bool *seen) {
    double w[8];

    row_of(s, i, w);
    const double across = product(w + 1, w + 1, s->d - 1);

    seen[ZERO] |= w[0] == 0 && across == 0;
    seen[ALONG_V] |= w[0] > 0 && across == 0;
    seen[AGAINST_V] |= w[0] < 0 && across == 0;
    seen[ACROSS_V] |= w[0] == 0 && across > 0;
}


/* Pairs off the line of v, so that corners with v are not counted here. */
static void see_pair(const obl_state *s, size_t i, size_t j, bool *seen) {
    double x[8], y[8];

    row_of(s, i, x);
    row_of(s, j, y);
    const double across = product(x + 1, y + 1, s->d - 1);
    const double both = product(x, y, s->d);
    const double lengths = sqrt(product(x, x, s->d) * product(y, y, s->d));

    if (across == 0)
        return;
    const bool equal = memcmp(x, y, s->d * sizeof *x) == 0;
    const bool line = fabs(fabs(both) - lengths) <= 1e-14 * lengths;

    seen[EQUAL] |= equal;
    seen[PARALLEL] |= line && both > 0 && !equal && x[0] != y[0];
    seen[ANTIPARALLEL] |= line && both < 0 && x[0] != 0 && x[0] != y[0];
    seen[MIRRORED] |= x[0] == y[0] && x[0] != 0 && across < 0
        && x[1] == -y[1];
}


static void see_state(const obl_state *s, bool *seen) {
    double sum[8] = { -s->v }, most = s->v;

    for (size_t i = 0; i < s->n; i++) {
        double row[8];

        row_of(s, i, row);
        see_neuron(s, i, seen);
        for (size_t j = 0; j < i; j++)
            see_pair(s, i, j, seen);
        for (size_t k = 0; k < s->d; k++) {
            cr_expect(isfinite(row[k]));
            sum[k] += row[k];
            most = fmax(most, fabs(row[k]));
        }
    }
    seen[CLOSED] |= sqrt(product(sum, sum, s->d)) <= 1e-14 * most;
}


Test(scatter, every_corner_occurs) {
    obl_random random = { .seed = 7 };
    int count[CORNERS] = { 0 };

    for (int k = 0; k < DRAWS; k++) {
        bool seen[CORNERS] = { false };
        obl_state *s = obl_scatter_anywhere(&random, 3, 3, 2);

        see_state(s, seen);
        for (int c = 0; c < CORNERS; c++)
            count[c] += seen[c];
        obl_state_free(s);
    }
    /* 2 in 5 states have corners, 2 in 5 of their neurons, 8 corners; a pair
    ** needs another neuron as its partner, and one that is off its line. */
    for (int c = 0; c < CORNERS; c++)
        cr_expect(count[c] > DRAWS / 50 && count[c] < DRAWS / 10,
                  "%s: %d of %d states", corner_names[c], count[c], DRAWS);
    cr_expect_gt(count[ZERO], count[EQUAL]);
    cr_expect_gt(count[CLOSED], DRAWS / 16 - 5 * sqrt(DRAWS / 16.0));
}


Test(scatter, lengths_run_over_twelve_decades) {
    obl_random random = { .seed = 8 };
    double least = INFINITY, most = 0;

    for (int k = 0; k < DRAWS; k++) {
        obl_state *s = obl_scatter_anywhere(&random, 2, 3, 2);
        double row[3];

        for (size_t i = 0; i < 2; i++) {
            row_of(s, i, row);
            const double size = sqrt(product(row, row, 3));

            least = size > 0 ? fmin(least, size) : least;
            most = fmax(most, size);
        }
        obl_state_free(s);
    }
    cr_expect_lt(least, 2e-5);
    cr_expect_gt(most, 2e5);
}


Test(scatter, smallest_and_wide_states) {
    static const size_t shapes[][2] = { { 1, 1 }, { 1, 2 }, { 5, 1 },
                                        { 1, 4096 }, { 40, 3 } };
    obl_random random = { .seed = 9 };

    for (int k = 0; k < 500; k++) {
        const size_t *shape = shapes[k % 5];
        obl_state *s = obl_scatter_anywhere(&random, shape[0], shape[1], 1);

        cr_assert_not_null(s);
        for (size_t i = 0; i < s->n; i++)
            cr_expect(isfinite(s->h[i]));
        obl_state_free(s);
    }
    cr_expect_null(obl_scatter_anywhere(&random, 1, 4097, 1));
}


static double angle_to_v(const obl_state *s, size_t i) {
    double row[8];

    row_of(s, i, row);
    return atan2(sqrt(product(row + 1, row + 1, s->d - 1)), row[0]);
}


Test(scatter, near_a_minimum_angles_are_near_the_spread) {
    obl_random random = { .seed = 10 };

    for (int decade = -10; decade <= -1; decade++) {
        const double width = pow(10, decade);
        int near = 0, closed = 0, still = 0;

        for (int k = 0; k < 500; k++) {
            obl_state *s = obl_scatter_near_minimum(&random, 4, 4, 2, width);
            double most = 0, sum = 0;

            for (size_t i = 0; i < 4; i++) {
                most = fmax(most, angle_to_v(s, i));
                sum += s->h[i];
                cr_expect_gt(s->h[i], 0);
                still += angle_to_v(s, i) == 0;
            }
            near += most > width / 5 && most < 10 * width;
            closed += fabs(sum - 2) <= 1e-15 * 8;
            cr_expect_lt(fabs(sum - 2), 2 * 6 * width + 1e-14);
            obl_state_free(s);
        }
        cr_expect_gt(near, 450, "spread 10^%d: %d of 500", decade, near);
        cr_expect_gt(closed, 25, "spread 10^%d", decade);
        cr_expect_gt(still, 25, "spread 10^%d", decade);
    }
}


Test(sample, gaussian_states_are_reduced_and_need_a_sigma) {
    static const struct { const char *sigma; bool drawn, unit; } rows[] = {
        { "list 1 10", true, false },
        { "list 1 1" "000000000000000000000000000000", true, false },
        { "tree {(pow (num 10 1) (num -160 1))}", true, true },
        { "tree {(pow (num 10 1) (num -4226 1))}", true, true },
        { "list -1 1", false, false },
        { "tree {(log (num 0 1))}", false, false },
    };

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char records[600];
        bench b;

        snprintf(records, sizeof records, "variable n scalar\n"
                 "variable d scalar\nvariable sigma scalar\n"
                 "part %% 3 {(true)} t t\nsampler stated states\n"
                 "draw 0 list 3 1\ndraw 1 list 50 1\ndraw 2 %s\nw gaussian\n",
                 rows[k].sigma);
        open_bench(&b, records);
        cr_expect_eq(obl_judge_draw(&b.judge, 0), rows[k].drawn, "%s",
                     rows[k].sigma);
        cr_expect_eq(b.judge.sample.unit, rows[k].unit, "%s",
                     rows[k].sigma);
        if (rows[k].drawn)
            cr_expect_eq(b.judge.sample.d, 4, "n + 1");
        obl_judge_done(&b.judge);
        close_bench(&b);
    }
}


/* ------------------------------------------------------ trajectories */

#define HEAD                                                                 \
    "variable n scalar\nvariable d scalar\nvariable sigma scalar\n"          \
    "variable eta scalar\n"
#define DRAWN                                                                \
    "draw 0 list 2 1\ndraw 1 list 2 1\ndraw 2 list 1 10\ndraw 3 list 1 20\n"
#define PHASE(to) "(and (le (num 0 1) (time)) (le (time) " to "))"

/* Ranges of t, a time beyond them, one seen from t, and a grid. */
static const char descent[] =
    HEAD
    "part a 3 {(all " PHASE("(num 100 1)") " (le (at_time (add (time) "
        "(num 1 1)) (loss)) (loss)) 1 t)} t t\n"
    "part b 3 {(le (at_time (num 250 1) (loss)) (num 10 1))} t t\n"
    "sampler stated trajectory\n" DRAWN "w gaussian\nby descent\n"
    "grid list 7 1 333 1\n";


static const obl_run *follow(bench *b, uint64_t index) {
    cr_assert(obl_judge_draw(&b->judge, index));
    cr_assert(obl_judge_in_reach(&b->judge));
    cr_assert(obl_judge_run(&b->judge));
    return &b->judge.sample.run;
}


/* The index of a time, or -1. */
static int find_time(const obl_run *run, double time) {
    for (size_t k = 0; k < run->count; k++)
        if (run->time[k] == time)
            return (int)k;
    return -1;
}


static void expect_time(const obl_run *run, double time, bool domain) {
    const int k = find_time(run, time);

    cr_assert(k >= 0, "t = %g is missing", time);
    cr_expect_eq(run->domain[k], domain, "t = %g", time);
}


Test(trajectory, holds_every_time_that_is_named) {
    bench b;

    open_bench(&b, descent);
    const obl_run *run = follow(&b, 0);

    cr_expect_eq(run->end, OBL_OK);
    cr_expect_not(run->whole);
    expect_time(run, 0, true);
    expect_time(run, 100, true);
    expect_time(run, 7, true);
    expect_time(run, 333, true);
    expect_time(run, 250, false);
    for (size_t k = 0; k < run->count; k++) {
        cr_expect_not_null(run->state[k]);
        cr_expect_eq(run->time[k], rint(run->time[k]), "a step is whole");
        if (k > 0)
            cr_expect_lt(run->time[k - 1], run->time[k]);
        if (run->domain[k])
            cr_expect_geq(find_time(run, run->time[k] + 1), 0, "t + 1 of %g",
                          run->time[k]);
    }
    /* Between the ends evenly and by decades. */
    for (int k = 1; k < 8; k++)
        cr_expect_geq(find_time(run, rint(100.0 * k / 8)), 0);
    for (int k = 0; k < 8; k++)
        cr_expect_geq(find_time(run, rint(pow(10, k / 4.0))), 0);
    obl_judge_done(&b.judge);
    close_bench(&b);
}


static void expect_same(const obl_state *s, const obl_state *t,
                        double tolerance) {
    for (size_t i = 0; i < s->n; i++)
        cr_expect_float_eq(s->h[i], t->h[i], tolerance);
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        cr_expect_float_eq(s->z[k], t->z[k], tolerance);
    cr_expect_float_eq(s->H, t->H, tolerance);
}


Test(trajectory, states_are_those_of_the_engine) {
    bench b;

    open_bench(&b, descent);
    const obl_run *run = follow(&b, 3);
    obl_state *now = obl_state_new(2, 2, 1);

    for (size_t k = 0; k < run->count; k++) {
        obl_state_copy(now, run->state[0]);
        cr_assert_eq(obl_descend(now, 0.05, (uint64_t)run->time[k], NULL),
                     OBL_OK);
        expect_same(now, run->state[k], 0);
    }
    obl_state_free(now);
    obl_judge_done(&b.judge);
    close_bench(&b);
}


static const char whole_run[] =
    HEAD
    "part a 3 {(eq (sum " PHASE("(num 9 1)") " (num 1 1) 1 t)"
        " (num 10 1))} t t\n"
    "part b 3 {(near (sum " PHASE("(num 9 1)") " (grad (num 1 1)) 1 t)"
        " (div (sub (at_time (num 0 1) (w (num 1 1))) (at_time (num 10 1)"
        " (w (num 1 1)))) (scalar 3)) (num 1 1000000000000))} t t\n"
    "part c 3 {(le (maxof " PHASE("(num 9 1)") " (loss) 1 t)"
        " (at_time (num 0 1) (loss)))} t t\n"
    "sampler stated trajectory\n" DRAWN "w gaussian\nby descent\n";


Test(trajectory, keeps_every_step_for_a_sum) {
    bench b;

    open_bench(&b, whole_run);
    const obl_run *run = follow(&b, 0);

    cr_expect(run->whole);
    cr_expect_eq(run->count, 11);
    for (int t = 0; t <= 10; t++)
        cr_expect_geq(find_time(run, t), 0);
    for (size_t k = 0; k < 3; k++)
        cr_expect_eq(obl_judge_truth(&b.judge,
            b.spec->claim[0].part[k].node, true).truth.is, OBL_TRUE,
            "part %zu", k);
    obl_judge_done(&b.judge);
    close_bench(&b);
}


static const char flow[] =
    HEAD
    "part a 3 {(all (and (le (num 1 3) (time)) (le (time) (num 5 2)))"
        " (le (loss) (at_time (num 0 1) (loss))) 1 t)} t t\n"
    "part b 3 {(all (and (le (num 1 3) (time)) (le (time) (num 5 2)))"
        " (eq (dflow (time)) (num 1 1)) 1 t)} t t\n"
    "sampler stated trajectory\n" DRAWN "w gaussian\nby flow\n"
    "grid decades {(num 0 1)} {(num 2 1)}\n";


Test(trajectory, follows_the_flow_to_times_that_are_not_whole) {
    bench b;

    open_bench(&b, flow);
    const obl_run *run = follow(&b, 1);
    obl_state *now = obl_state_new(2, 2, 1);
    double t = 0;

    expect_time(run, 2.5, true);
    expect_time(run, 1.0 / 3, true);
    expect_time(run, 0, false);
    expect_time(run, 100, true);
    for (int k = 0; k <= 8; k++)
        cr_expect_geq(find_time(run, pow(10, k / 4.0)), 0);
    obl_state_copy(now, run->state[0]);
    cr_assert_eq(obl_flow_find(NULL)->run(now, &t, 2.5, 1e-12), OBL_OK);
    expect_same(now, run->state[find_time(run, 2.5)], 1e-8);
    for (size_t k = 0; k < 2; k++)
        cr_expect_eq(obl_judge_truth(&b.judge,
            b.spec->claim[0].part[k].node, false).truth.is, OBL_TRUE);
    obl_state_free(now);
    obl_judge_done(&b.judge);
    close_bench(&b);
}


/* Two neurons along v, h = (1, 4): both lose (h_1 + h_2 - 1)/2 = 2 a unit of
** time at first, so a step of eta = 1/2 takes the first one to 0, exactly;
** along the flow both lose 2 (1 - exp(-t)), which is 1 at t = log 2. */
#define COLLAPSE(by)                                                         \
    HEAD                                                                     \
    "part a 3 {(eq (at_time (num 0 1) (H)) (num -4 1))} t t\n"       \
    "part b 3 {(le (at_time (num 2 1) (loss)) (num 9 1))} t t\n"             \
    "part c 3 {(all " PHASE("(num 5 1)") " (le (cos (theta (num 1 1)))"      \
        " (num 1 1)) 1 t)} t t\n"                                            \
    "part d 3 {(all " PHASE("(num 5 1)") " (le (dflow (loss)) (num 1 1))"    \
        " 1 t)} t t\n"                                                       \
    "part e 3 {(all " PHASE("(num 5 1)") " (le (dnet (loss) (net_each (v)"   \
        " 0)) (num 9 1)) 1 t)} t t\n"                                        \
    "part f 3 {(all " PHASE("(num 5 1)") " (le (after (loss)) (num 9 1))"    \
        " 1 t)} t t\n"                                                       \
    "part g 3 {(all " PHASE("(num 5 1)") " (le (at_net (net_list (v) (v))"   \
        " (loss)) (num 9 1)) 1 t)} t t\n"                                    \
    "part h 3 {(all " PHASE("(num 5 1)") " (defined (norm (w (num 1 1))))"   \
        " 1 t)} t t\n"                                                       \
    "part i 3 {(some " PHASE("(num 5 1)") " (eq (norm (w (num 1 1)))"        \
        " (num 0 1)) 1 t)} t t\n"                                            \
    "sampler stated trajectory\n"                                            \
    "draw 0 list 2 1\ndraw 1 list 2 1\ndraw 2 list 1 1\ndraw 3 list 1 2\n"   \
    "w net {(net_list (v) (mul (num 4 1) (v)) (v))}\nby " by "\n"

static void check_collapse(const char *records, double end) {
    static const obl_is truths[] = {
        OBL_TRUE, OBL_UNDEFINED, OBL_UNDEFINED, OBL_UNDEFINED, OBL_UNDEFINED,
        OBL_UNDEFINED, OBL_UNDEFINED, OBL_FALSE, OBL_TRUE,
    };
    bench b;

    open_bench(&b, records);
    const obl_run *run = follow(&b, 0);
    unsigned zero = 0;

    cr_expect_eq(run->end, OBL_ZERO_NEURON);
    cr_expect_float_eq(run->end_time, end, 1e-8);
    expect_time(run, 5, true);
    for (size_t k = 0; k < run->count; k++) {
        const obl_state *s = run->state[k];

        if (run->time[k] > run->end_time)
            cr_expect_null(s, "t = %g", run->time[k]);
        else
            cr_assert_not_null(s, "t = %g", run->time[k]);
        zero += s && s->h[0] == 0 && s->z[0] == 0
            && fabsl(run->time[k] - end) <= 1e-8 && run->domain[k];
    }
    cr_expect_geq(zero, 1, "the end itself is a state");
    for (size_t k = 0; k < sizeof truths / sizeof *truths; k++)
        cr_expect_eq(obl_judge_truth(&b.judge, b.spec->claim[0].part[k].node,
                                     true).truth.is, truths[k], "part %c",
                     (int)('a' + k));
    obl_judge_done(&b.judge);
    close_bench(&b);
}


Test(trajectory, a_collapse_by_descent_is_an_outcome) {
    check_collapse(COLLAPSE("descent"), 1);
}


Test(trajectory, a_collapse_along_the_flow_is_an_outcome) {
    check_collapse(COLLAPSE("flow"), log(2));
}


Test(trajectory, out_of_reach_says_how_many_steps) {
    static const struct { const char *to; double asked; } rows[] = {
        { "(num 200000 1)", 0 }, { "(num 10000000 1)", 7 },
        { "(pow (num 10 1) (num 400 1))", 400 },
        { "(div (num 1 1) (pow (num 10 1) (num -4226 1)))", 4226 },
    };

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char records[900];
        obl_tally tally;
        bench b;

        snprintf(records, sizeof records, HEAD "part %% 3 {(all (and (le "
                 "(num %s 1) (time)) (le (time) %s)) (le (num 0 1) (loss)) "
                 "1 t)} t t\nsampler stated trajectory\n" DRAWN
                 "w gaussian\nby descent\n", k ? "0" : "199999", rows[k].to);
        open_bench(&b, records);
        cr_assert(obl_tally_open(&tally, &b.spec->claim[0]));
        if (k == 0) {
            cr_assert(obl_judge_draw(&b.judge, 0));
            cr_expect(obl_judge_in_reach(&b.judge));
            obl_judge_done(&b.judge);
        } else {
            obl_judge_sample(&b.judge, 0, true, &tally);
            cr_expect_float_eq(tally.steps_asked, rows[k].asked, 1e-9, "%s",
                               rows[k].to);
            cr_expect_eq(tally.valid + tally.unknown, 0);
        }
        obl_tally_close(&tally);
        close_bench(&b);
    }
}


/* Where every step is kept fewer steps are in reach, and that is said too. */
Test(trajectory, a_long_sum_is_out_of_reach) {
    obl_tally tally;
    bench b;

    open_bench(&b, HEAD "part % 3 {(le (num 0 1) (sum "
               PHASE("(num 150000 1)") " (loss) 1 t))} t t\n"
               "sampler stated trajectory\n" DRAWN "w gaussian\nby descent\n");
    cr_assert(obl_tally_open(&tally, &b.spec->claim[0]));
    obl_judge_sample(&b.judge, 0, true, &tally);
    cr_expect_float_eq(tally.steps_asked, log10(150000), 1e-9);
    obl_tally_close(&tally);
    close_bench(&b);
}
