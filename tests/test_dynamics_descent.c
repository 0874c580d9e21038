/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_dynamics_descent.c -- the fast gradient, and descent by it.
**
** The kernel is held to the formulas at corners: neurons aligned, opposed,
** equal, far apart in scale, and near a minimum down to angles of 1e-12 with
** H = R = 0, where all that is left of the gradient is third order. Descent is
** held to the toy cases of Appendix A, whose recursions are written out here,
** and to the formulas in balls of 300 bits.
*/

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dynamics/internal.h"
#include "formula/ball.h"
#include "obelus.h"

enum { N_MAX = 4, ACROSS = 3 };

/* A state small enough to copy. */
typedef struct {
    char   name[32]; /* not a pointer: Criterion copies cases by value */
    size_t n, d;
    double v, h[N_MAX], z[N_MAX * ACROSS];
    bool   carried;
    double H, R[ACROSS];
} place;

/* Rows of z have d - 1 numbers. */
static place places[] = {
    { "generic", 3, 3, 1, { 0.3, -0.2, 0.9 }, { 0.1, 0.4, 0.7, -1, 2, 0.2 },
      false, 0, { 0 } },
    { "on a line", 1, 1, 1, { 0.5 }, { 0 }, false, 0, { 0 } },
    { "at the minimum", 2, 1, 1, { 0.25, 0.75 }, { 0 }, false, 0, { 0 } },
    { "against a line", 2, 1, 1, { 0.5, -0.25 }, { 0 }, false, 0, { 0 } },
    { "aligned", 2, 3, 1, { 0.5, 0.25 }, { 0 }, false, 0, { 0 } },
    { "opposed to v", 2, 2, 1, { -0.5, 0.25 }, { 0, 0.5 }, false, 0, { 0 } },
    { "all opposed to v", 2, 3, 2, { -0.5, -3 }, { 0 }, false, 0, { 0 } },
    { "equal", 2, 3, 1, { 0.5, 0.5 }, { 0.25, 0.5, 0.25, 0.5 },
      false, 0, { 0 } },
    { "parallel", 2, 3, 1, { 0.3, 0.9 }, { 0.1, 0.7, 0.3, 2.1 },
      false, 0, { 0 } },
    { "opposed", 2, 3, 1, { 0.5, -1 }, { 0.25, 0.5, -0.5, -1 },
      false, 0, { 0 } },
    { "almost opposed", 2, 3, 1, { 0.5, -1 }, { 0.25, 0.5, -0.5, -1 + 1e-9 },
      false, 0, { 0 } },
    { "almost equal", 2, 2, 1, { 0.5, 0.5 }, { 0.25, 0.25 + 1e-12 },
      false, 0, { 0 } },
    { "orthogonal", 2, 2, 2, { 0, 1 }, { 1, 0 }, false, 0, { 0 } },
    { "all across", 3, 3, 1, { 0 }, { 1, 0, 0, -1, 0.5, 0.5 },
      false, 0, { 0 } },
    { "far scales", 2, 2, 1, { 1e-3, 30 }, { 2e-3, 1 }, false, 0, { 0 } },
    { "squares that vanish", 3, 2, 1, { 1e-200, -2e-200, 1e-250 },
      { 2e-200, 1e-200, 0 }, false, 0, { 0 } },
    { "four in four", 4, 4, 3, { 1, 0.5, -1, 2 },
      { 1, 0, 0, 0, 1, 0, 0.5, 0.5, 2, -1, -1, -1 }, false, 0, { 0 } },
    { "carried", 3, 3, 1, { 0.3, 0.2, 0.5 }, { 1, 2, 3, -1, 0, 2 },
      true, 1e-3, { 1e-4, -1e-5 } },
};

/* Near a minimum, H = R = 0 carried; z is times the spread. */
static const place valleys[] = {
    { "one", 1, 2, 1, { 1 }, { 1 }, true, 0, { 0 } },
    { "two", 2, 2, 1, { 0.4, 0.6 }, { 1, -1 }, true, 0, { 0 } },
    { "three", 3, 3, 2, { 0.5, 0.5, 1 }, { 1, 0, -0.25, 0.5, 1, -2 },
      true, 0, { 0 } },
    { "four, two equal", 4, 4, 1, { 0.1, 0.2, 0.2, 0.5 },
      { 1, 2, 0, 0, 1, -1, 0, 1, -1, 3, 0, 1 }, true, 0, { 0 } },
    { "unlike lengths", 3, 2, 1, { 1e-6, 0.3, 0.7 }, { 1e-6, -0.5, 0.25 },
      true, 0, { 0 } },
};

/* A gradient, along v and across. */
typedef struct {
    double along[N_MAX], cross[N_MAX * ACROSS];
} slope;


static obl_state view(place *p) {
    return (obl_state){ .n = p->n, .d = p->d, .v = p->v, .h = p->h,
                        .z = p->z, .carried = p->carried, .H = p->H,
                        .R = p->R };
}


static obl_state *made(const place *p) {
    place copy = *p;
    const obl_state from = view(&copy);
    obl_state *s = obl_state_new(p->n, p->d, p->v);

    cr_assert_not_null(s);
    obl_state_copy(s, &from);
    return s;
}


static slope by_formula(const obl_state *s) {
    slope g = { { 0 }, { 0 } };
    double *along[1] = { g.along }, *cross[1] = { g.cross };

    const obl_status status = obl_evaluate(NULL, along, cross, &s, 1);
    cr_assert_eq(status, OBL_OK, "%s", obl_status_text(status));
    return g;
}


static slope by_kernel(const obl_state *s) {
    slope g = { { 0 }, { 0 } };
    const size_t room = obl_gradient_scratch(s->n, s->d);
    double *scratch = malloc(room * sizeof *scratch);

    cr_assert(room > 0 && scratch != NULL);
    cr_assert_eq(obl_gradient(g.along, g.cross, scratch, s), OBL_OK);
    free(scratch);
    return g;
}


static double largest(const double *x, size_t count) {
    double most = 0.0;

    for (size_t k = 0; k < count; k++)
        most = fmax(most, fabs(x[k]));
    return most;
}


/* Entries of x and y differ by at most `bound`. */
static void expect_close(const double *x, const double *y, size_t count,
                         double bound, const char *name, const char *part) {
    for (size_t k = 0; k < count; k++)
        cr_expect(fabs(x[k] - y[k]) <= bound,
                  "%s: %s %zu is %.17g, should be %.17g +- %g", name, part,
                  k, x[k], y[k], bound);
}


/* ---------------------------------------------------------- the kernel */

ParameterizedTestParameters(dynamics_gradient, is_the_formula) {
    return cr_make_param_array(place, places, sizeof places / sizeof *places);
}

ParameterizedTest(place *p, dynamics_gradient, is_the_formula) {
    const obl_state s = view(p);
    const slope fast = by_kernel(&s), exact = by_formula(&s);
    const double scale = fmax(p->v, fmax(largest(p->h, N_MAX),
                                         largest(p->z, N_MAX * ACROSS)));

    expect_close(fast.along, exact.along, p->n, 4e-16 * scale * (double)p->n,
                 p->name, "along");
    expect_close(fast.cross, exact.cross, p->n * (p->d - 1),
                 4e-16 * scale * (double)p->n, p->name, "cross");
}


static place scaled(const place *at, double scale) {
    place p = *at;

    p.v *= scale;
    p.H *= scale;
    for (size_t k = 0; k < ACROSS; k++)
        p.R[k] *= scale;
    for (size_t i = 0; i < N_MAX; i++)
        p.h[i] *= scale;
    for (size_t k = 0; k < N_MAX * ACROSS; k++)
        p.z[k] *= scale;
    return p;
}


/* The gradient is homogeneous of degree 1, also where squares leave the
** range of doubles. */
Test(dynamics_gradient, scales_with_the_network) {
    for (size_t c = 0; c < sizeof places / sizeof *places; c++)
        for (int sign = -1; sign <= 1; sign += 2) {
            const double scale = ldexp(1.0, 600 * sign);
            place p = places[c], q = scaled(&p, scale);

            if (p.h[0] != 0.0 && fabs(p.h[0]) < 1e-100)
                continue; /* scaled down it is 0 */
            const obl_state at_p = view(&p), at_q = view(&q);
            slope a = by_kernel(&at_p);
            const slope b = by_kernel(&at_q);
            const double bound = 1e-15 * scale * fmax(p.v,
                fmax(largest(p.h, N_MAX), largest(p.z, N_MAX * ACROSS)));
            for (size_t k = 0; k < N_MAX * ACROSS; k++) {
                a.along[k % N_MAX] *= k < N_MAX ? scale : 1.0;
                a.cross[k] *= scale;
            }
            expect_close(b.along, a.along, p.n, bound, p.name, "along");
            expect_close(b.cross, a.cross, p.n * (p.d - 1), bound, p.name,
                         "cross");
        }
}


static place valley(size_t c, double spread) {
    place p = valleys[c];

    for (size_t k = 0; k < N_MAX * ACROSS; k++)
        p.z[k] *= spread;
    return p;
}


/* Relative to the largest entry of each part: the part along v is third
** order in the spread, and keeps its digits, but for the one that its terms
** take from each other. */
Test(dynamics_gradient, keeps_its_digits_near_a_minimum) {
    for (size_t c = 0; c < sizeof valleys / sizeof *valleys; c++)
        for (double spread = 0.1; spread > 1e-13; spread *= 0.1) {
            place p = valley(c, spread);
            const obl_state s = view(&p);
            const size_t across = p.n * (p.d - 1);
            const slope fast = by_kernel(&s), exact = by_formula(&s);

            expect_close(fast.along, exact.along, p.n,
                         1e-14 * largest(exact.along, p.n), p.name, "along");
            expect_close(fast.cross, exact.cross, across,
                         4e-15 * largest(exact.cross, across), p.name,
                         "cross");
        }
}


/* Rounding may make |a - b| larger than 2, and the angle is still pi. */
Test(dynamics_gradient, has_a_value_at_random_opposed_pairs) {
    obl_random random = { .seed = 3 };

    for (int c = 0; c < 1000; c++) {
        place p = { .name = "opposed pair", .n = 2, .d = 4, .v = 1 };
        const double factor = -obl_random_uniform(&random);
        const obl_state s = view(&p);

        p.h[0] = obl_random_normal(&random);
        p.h[1] = factor * p.h[0];
        for (size_t k = 0; k < 3; k++) {
            p.z[k] = obl_random_normal(&random);
            p.z[k + 3] = factor * p.z[k];
        }
        const slope fast = by_kernel(&s), exact = by_formula(&s);
        expect_close(fast.along, exact.along, 2, 1e-14, p.name, "along");
        expect_close(fast.cross, exact.cross, 6, 1e-14, p.name, "cross");
    }
}


Test(dynamics_gradient, vanishes_at_a_global_minimum) {
    place p = { "minimum", 3, 3, 1, { 0.25, 0.25, 0.5 }, { 0 },
                false, 0, { 0 } };
    const obl_state s = view(&p);
    const slope g = by_kernel(&s);

    cr_expect_eq(largest(g.along, N_MAX), 0.0);
    cr_expect_eq(largest(g.cross, N_MAX * ACROSS), 0.0);
}


Test(dynamics_gradient, refuses_a_zero_neuron_and_writes_nothing) {
    place p = { "zero", 2, 3, 1, { 0.5, 0 }, { 1, 2, 0, -0.0 },
                false, 0, { 0 } };
    const obl_state s = view(&p);
    double along[2] = { 7, 7 }, cross[4] = { 7, 7, 7, 7 }, scratch[64];

    cr_assert_leq(obl_gradient_scratch(2, 3), 64);
    cr_expect_eq(obl_gradient(along, cross, scratch, &s), OBL_ZERO_NEURON);
    cr_expect_eq(obl_bracket(along, cross, scratch, &s), OBL_ZERO_NEURON);
    for (size_t k = 0; k < 4; k++)
        cr_expect(along[k % 2] == 7.0 && cross[k] == 7.0);
}


Test(dynamics_gradient, says_what_cannot_be_counted) {
    cr_expect_eq(obl_gradient_scratch(SIZE_MAX, 1), 0);
    cr_expect_eq(obl_gradient_scratch(1, SIZE_MAX), 0);
    cr_expect_eq(obl_gradient_scratch(SIZE_MAX / 8, 2), 0);
}


Test(dynamics_gradient, norm_has_no_range_to_leave) {
    cr_expect_eq(obl_norm(NULL, 0), 0.0);
    cr_expect_eq(obl_norm((double[]){ 0.0, -0.0 }, 2), 0.0);
    cr_expect_eq(obl_norm((double[]){ 3.0, -4.0 }, 2), 5.0);
    cr_expect_float_eq(obl_norm((double[]){ 3e-250, 4e-250 }, 2), 5e-250,
                       1e-265);
    cr_expect_float_eq(obl_norm((double[]){ 3e250, -4e250 }, 2), 5e250,
                       1e235);
    cr_expect_eq(obl_norm((double[]){ 5e-324 }, 1), 5e-324);
    cr_expect(isinf(obl_norm((double[]){ 1.0, -INFINITY }, 2)));
    cr_expect(isnan(obl_norm((double[]){ 1.0, NAN }, 2)));
}


/* ------------------------------------------------------- steps and ends */

Test(dynamics_descent, a_step_is_the_gradient) {
    for (size_t c = 0; c < sizeof places / sizeof *places; c++) {
        const place *p = &places[c];
        obl_state *s = made(p);
        const slope g = by_formula(s);
        uint64_t done = 77;

        cr_assert_eq(obl_descend(s, 0.125, 1, &done), OBL_OK, "%s", p->name);
        cr_expect_eq(done, 1);
        for (size_t i = 0; i < p->n; i++) {
            const double next = p->h[i] - 0.125 * g.along[i];
            const double scale = fmax(p->v, fabs(p->h[i]));
            cr_expect_float_eq(s->h[i], next, 1e-15 * scale, "%s", p->name);
        }
        obl_state_free(s);
    }
}


Test(dynamics_descent, no_step_is_no_change) {
    obl_state *s = made(&places[0]);
    uint64_t done = 77;

    cr_expect_eq(obl_descend(s, 0.1, 0, &done), OBL_OK);
    cr_expect_eq(done, 0);
    cr_expect(memcmp(s->h, places[0].h, 3 * sizeof *s->h) == 0);
    cr_expect(memcmp(s->z, places[0].z, 6 * sizeof *s->z) == 0);
    cr_expect_eq(obl_descend(s, 0.1, 3, NULL), OBL_OK);
    obl_state_free(s);
}


static void expect_same_bits(const obl_state *a, const obl_state *b) {
    const size_t across = a->d - 1;

    cr_expect(memcmp(a->h, b->h, a->n * sizeof *a->h) == 0);
    cr_expect(memcmp(a->z, b->z, a->n * across * sizeof *a->z) == 0);
    cr_expect(memcmp(&a->H, &b->H, sizeof a->H) == 0);
    cr_expect(memcmp(a->R, b->R, across * sizeof *a->R) == 0);
}


Test(dynamics_descent, steps_made_in_parts_are_the_same_bits) {
    const uint64_t parts[] = { 1, 0, 36, 2, 61 };

    for (size_t c = 0; c < sizeof places / sizeof *places; c++) {
        obl_state *whole = made(&places[c]), *split = made(&places[c]);

        cr_assert_eq(obl_descend(whole, 0.05, 100, NULL), OBL_OK);
        for (size_t k = 0; k < sizeof parts / sizeof *parts; k++)
            cr_assert_eq(obl_descend(split, 0.05, parts[k], NULL), OBL_OK);
        expect_same_bits(whole, split);
        obl_state_free(whole);
        obl_state_free(split);
    }
}


/* h = 2, v = 1: the gradient is 1/2, and eta = 4 leads to 0 exactly. */
Test(dynamics_descent, a_collapse_is_an_outcome_with_a_time) {
    const place two = { "to zero", 1, 1, 1, { 2 }, { 0 }, false, 0, { 0 } };

    for (int carried = 0; carried < 2; carried++) {
        obl_state *s = made(&two);
        uint64_t done = 77;

        s->carried = carried;
        s->H = -1.0;
        cr_expect_eq(obl_descend(s, 4.0, 1, &done), OBL_OK);
        cr_expect(done == 1 && s->h[0] == 0.0);
        cr_expect_eq(obl_descend(s, 4.0, 5, &done), OBL_ZERO_NEURON);
        cr_expect(done == 0 && s->h[0] == 0.0);
        s->h[0] = 2.0;
        s->H = -1.0;
        cr_expect_eq(obl_descend(s, 4.0, 9, &done), OBL_ZERO_NEURON);
        cr_expect(done == 1 && s->h[0] == 0.0);
        obl_state_free(s);
    }
}


/* Steps far too long: the state is the last one that is finite. */
Test(dynamics_descent, divergence_stops_at_the_last_finite_state) {
    obl_state *s = made(&places[0]);
    obl_state *again = made(&places[0]);
    uint64_t done = 0;

    cr_expect_eq(obl_descend(s, 1e30, 1000, &done), OBL_NOT_FINITE);
    cr_expect(done > 2 && done < 20, "%d steps", (int)done);
    for (size_t i = 0; i < 3; i++)
        cr_expect(isfinite(s->h[i]));
    cr_expect_eq(obl_descend(again, 1e30, done, NULL), OBL_OK);
    expect_same_bits(s, again);
    obl_state_free(s);
    obl_state_free(again);
}


Test(dynamics_descent, what_is_not_finite_is_left_alone) {
    const double bad[] = { NAN, INFINITY, -INFINITY };

    for (size_t b = 0; b < 3; b++)
        for (size_t at = 0; at < 5; at++) {
            place p = places[sizeof places / sizeof *places - 1];
            double *entries[5] = { &p.h[1], &p.z[5], &p.H, &p.R[1], NULL };
            uint64_t done = 77;

            if (entries[at] != NULL)
                *entries[at] = bad[b];
            obl_state *s = made(&p), *before = made(&p);
            const double eta = entries[at] == NULL ? bad[b] : 0.1;
            cr_expect_eq(obl_descend(s, eta, 3, &done), OBL_NOT_FINITE);
            cr_expect_eq(done, 0);
            expect_same_bits(s, before);
            obl_state_free(s);
            obl_state_free(before);
        }
}


/* Small steps from Gaussian starts: the loss falls at every one. */
Test(dynamics_descent, small_steps_lower_the_loss) {
    for (uint64_t index = 0; index < 20; index++) {
        obl_random random = { .seed = 11, .index = index };
        obl_state *s = obl_gaussian(&random, 1 + index % 8, 6, 1.0, 0.3);
        const obl_state *states[1] = { s };
        double before, after;

        cr_assert_eq(obl_evaluate(&before, NULL, NULL, states, 1), OBL_OK);
        for (int k = 0; k < 50; k++) {
            cr_assert_eq(obl_descend(s, 0.01, 1, NULL), OBL_OK);
            cr_assert_eq(obl_evaluate(&after, NULL, NULL, states, 1), OBL_OK);
            cr_expect_lt(after, before);
            before = after;
        }
        obl_state_free(s);
    }
}


/* ------------------------------------------------------- the toy cases */

/* Two students that mirror each other: lambda_1 and lambda_2 of |v| along
** and across v. The recursion, from (4), is
**
**     l1 - 1/2 <- (l1 - 1/2) (1 - eta (1 - theta/pi + sin 2 theta/(2 pi))),
**     l2       <- l2 (1 - eta (2 theta + (l1 - 1/2)/l1 sin 2 theta)/(2 pi)).
*/
Test(dynamics_descent, toy_case_1_mirrored_students) {
    const double v = 2.0, eta = 0.1;
    const place p = { "mirror", 2, 2, v, { 0.3 * v, 0.3 * v },
                      { 0.4 * v, -0.4 * v }, false, 0, { 0 } };
    const long double pi = 3.141592653589793238462643L;
    long double l1 = p.h[0] / v, l2 = p.z[0] / v;
    obl_state *s = made(&p);

    for (int k = 0; k < 500; k++) {
        const long double t = atan2l(l2, l1), e = l1 - 0.5L;
        const long double a = 1 - t / pi + sinl(2 * t) / (2 * pi);
        const long double b = (2 * t + e / l1 * sinl(2 * t)) / (2 * pi);

        l1 = 0.5L + e * (1 - eta * a);
        l2 *= 1 - eta * b;
        cr_assert_eq(obl_descend(s, eta, 1, NULL), OBL_OK);
        cr_expect(s->h[0] == s->h[1] && s->z[0] == -s->z[1]);
        cr_expect_float_eq(s->h[0], (double)l1 * v, 1e-14 * v);
        cr_expect_float_eq(s->z[0], (double)l2 * v, 1e-14 * v);
    }
    obl_state_free(s);
}


/* All along v: grad_i = r/2, so H_t = H_0 (1 - eta n/2)^t, in equal parts. */
static void check_parallel(const double *h, size_t n, size_t d, double v,
                           bool carried) {
    const double eta = 0.1;
    const long double shrink = 1 - (long double)eta * (long double)n / 2;
    obl_state *s = obl_state_new(n, d, v);
    long double H = v;

    for (size_t i = 0; i < n; i++) {
        s->h[i] = h[i];
        H -= h[i];
    }
    s->carried = carried;
    s->H = (double)H;
    for (int t = 1; t <= 300; t++) {
        const long double left = H * powl(shrink, t);

        cr_assert_eq(obl_descend(s, eta, 1, NULL), OBL_OK);
        for (size_t i = 0; i < n; i++) {
            const double next = (double)(h[i] + (H - left) / (long double)n);
            cr_expect_float_eq(s->h[i], next, 2e-14 * v,
                               "n = %zu, t = %d: h_%zu is %.17g, not %.17g",
                               n, t, i, s->h[i], next);
        }
        if (carried)
            cr_expect_float_eq(s->H, (double)left,
                               1e-13 * (double)fabsl(left));
        for (size_t k = 0; k < n * (d - 1); k++)
            cr_expect(s->z[k] == 0.0);
    }
    obl_state_free(s);
}


Test(dynamics_descent, toy_case_2_parallel_students) {
    const double h[4] = { 0.1, 0.5, 0.01, 0.3 }; /* none gets to 0 */

    for (size_t n = 1; n <= 4; n++)
        for (size_t d = 1; d <= 3; d++) {
            check_parallel(h, n, d, 1.0, false);
            check_parallel(h, n, d, 1.0, true);
            check_parallel(h, n, d, 16.0, false);
        }
}


/* One step of a single student (h, z) in the plane against the teacher v,
** from (4) as the paper prints it for n = 1. */
static void single_step(long double *h, long double *z, long double v,
                        long double eta) {
    const long double pi = 3.141592653589793238462643L;
    const long double t = atan2l(fabsl(*z), *h), norm = hypotl(*h, *z);
    const long double turn = -v * sinl(t) / norm;
    const long double along = (*h - v) / 2 + (turn * *h + t * v) / (2 * pi);
    const long double across = *z / 2 + turn * *z / (2 * pi);

    *h -= eta * along;
    *z -= eta * across;
}


/* All equal: one student with the teacher v/n and the step n eta. */
Test(dynamics_descent, toy_case_3_equal_students) {
    const double starts[][2] = { { 0.1, 0.5 }, { -0.4, 0.1 }, { 0, 1 },
                                 { 0.3, 1e-8 } };
    const double v = 1.5, eta = 0.05;

    for (size_t c = 0; c < 4; c++)
        for (size_t n = 1; n <= 4; n++) {
            obl_state *s = obl_state_new(n, 2, v);
            long double h = starts[c][0], z = starts[c][1];
            const long double count = (long double)n;

            for (size_t i = 0; i < n; i++) {
                s->h[i] = starts[c][0];
                s->z[i] = starts[c][1];
            }
            for (int t = 0; t < 400; t++) {
                single_step(&h, &z, v / count, eta * count);
                cr_assert_eq(obl_descend(s, eta, 1, NULL), OBL_OK);
                for (size_t i = 0; i < n; i++)
                    cr_expect(s->h[i] == s->h[0] && s->z[i] == s->z[0]);
                cr_expect_float_eq(s->h[0], (double)h, 2e-14 * v);
                cr_expect_float_eq(s->z[0], (double)z, 2e-14 * v);
            }
            obl_state_free(s);
        }
}


/* ----------------------------------------------- against balls, carried */

enum { BITS = 300, ENTRIES = N_MAX * (ACROSS + 1) };

/* h then z, in many bits. */
typedef struct {
    size_t n, d;
    double v;
    arb_t  x[ENTRIES];
} precise;


static obl_ball_net ball_net(obl_ball_cx *cx, const precise *p) {
    const size_t count = p->n * p->d;
    obl_ball *x = obl_ball_array(cx, count);

    for (size_t k = 0; k < count; k++)
        x[k] = obl_ball_of_arb(cx, p->x[k]);
    return (obl_ball_net){ .n = p->n, .d = p->d, .h = x, .z = x + p->n,
                           .v = obl_ball_double(cx, p->v) };
}


/* One step by the formula, H and R by subtraction: 300 bits have room. The
** radii are dropped: balls that grow for 1000 steps say nothing. */
static void precise_step(obl_ball_cx *cx, precise *p, double eta) {
    const obl_arena_mark mark = obl_ball_mark(cx);
    const obl_ball_net net = ball_net(cx, p);
    const obl_ball step = obl_ball_double(cx, eta);
    obl_ball *g = obl_ball_array(cx, p->d);

    for (size_t i = 0; i < p->n; i++) {
        obl_ball_grad(cx, g, &net, i);
        for (size_t k = 0; k < p->d; k++) {
            const size_t at = k == 0 ? i : p->n + i * (p->d - 1) + k - 1;
            const obl_ball move = obl_ball_mul(cx, step, g[k]);

            arb_sub(p->x[at], p->x[at], &move->value, BITS);
            mag_zero(arb_radref(p->x[at]));
        }
    }
    obl_ball_release(cx, mark);
}


/* |value - truth| <= bound |truth's scale|. */
static void expect_near(double value, obl_ball truth, double bound,
                        const char *what, double spread) {
    const double exact = obl_ball_mid(truth);

    cr_expect(fabs(value - exact) <= bound,
              "%s at spread %g is %.17g, should be %.17g", what, spread,
              value, exact);
}


static void compare_with_precise(obl_ball_cx *cx, const precise *p,
                                 const obl_state *s, double spread) {
    const obl_arena_mark mark = obl_ball_mark(cx);
    const obl_ball_net net = ball_net(cx, p);
    const obl_ball H = obl_ball_H(cx, &net), loss = obl_ball_loss(cx, &net);
    obl_ball *r = obl_ball_array(cx, p->d);
    const obl_state *states[1] = { s };
    double fast;

    obl_ball_r(cx, r, &net);
    expect_near(s->H, H, 2e-12 * fabs(obl_ball_mid(H)), "H", spread);
    for (size_t k = 1; k < p->d; k++)
        expect_near(s->R[k - 1], r[k], 2e-12 * spread * spread, "R", spread);
    for (size_t k = 0; k < p->n * (p->d - 1); k++)
        expect_near(s->z[k], net.z[k], 2e-13 * spread, "z", spread);
    cr_assert_eq(obl_evaluate(&fast, NULL, NULL, states, 1), OBL_OK);
    expect_near(fast, loss, 2e-12 * obl_ball_mid(loss), "L", spread);
    obl_ball_release(cx, mark);
}


/* A spread that is a power of two makes H = R = 0 exact at the start. */
static void follow_precisely(const place *at, double spread, int steps) {
    place p = *at;
    obl_ball_cx cx;
    precise exact = { .n = p.n, .d = p.d, .v = p.v };

    for (size_t k = 0; k < N_MAX * ACROSS; k++)
        p.z[k] *= spread;
    obl_state *s = made(&p);
    obl_ball_open(&cx, BITS);
    for (size_t k = 0; k < p.n * p.d; k++) {
        arb_init(exact.x[k]);
        arb_set_d(exact.x[k], k < p.n ? p.h[k] : p.z[k - p.n]);
    }
    for (int k = 0; k < steps; k++)
        precise_step(&cx, &exact, 0.05);
    cr_assert_eq(obl_descend(s, 0.05, (uint64_t)steps, NULL), OBL_OK);
    compare_with_precise(&cx, &exact, s, spread);
    for (size_t k = 0; k < p.n * p.d; k++)
        arb_clear(exact.x[k]);
    obl_ball_close(&cx);
    obl_state_free(s);
    flint_cleanup();
}


/* H is third order: at a spread of 2^-30 a difference of doubles would not
** have one digit of it. */
Test(dynamics_descent, carried_residuals_keep_their_digits) {
    const place three = { "three", 3, 3, 1, { 0.25, 0.25, 0.5 },
                          { 1, 2, -3, 0.5, 2, -2.5 }, true, 0, { 0 } };
    const place four = { "four", 4, 4, 2, { 0.5, 0.25, 0.25, 1 },
                         { 1, 0, 2, 0, 1, 1, -2, 0, -1, 1, -1, -2 },
                         true, 0, { 0 } };

    follow_precisely(&three, 0x1p-4, 300);
    follow_precisely(&three, 0x1p-16, 300);
    follow_precisely(&three, 0x1p-30, 300);
    follow_precisely(&four, 0x1p-30, 100);
}
