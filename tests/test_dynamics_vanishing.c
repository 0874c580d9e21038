/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_dynamics_vanishing.c -- the flow from a vanishing start.
**
** Routes to the same numbers: the ordinary flow at starts that doubles hold,
** where the gap must fall like S log 1/S.
*/

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "obelus.h"

enum { N_MAX = 5 };


static obl_state *unit_start(size_t n, double v, uint64_t seed) {
    obl_random random = { .seed = seed };
    obl_state *s = obl_gaussian(&random, n, n + 1, v, 1.0);

    cr_assert_not_null(s);
    return s;
}


static obl_vanishing *open_flow(const obl_state *unit, long double S) {
    obl_vanishing *flow;

    cr_assert_eq(obl_vanishing_new(&flow, unit, S), OBL_OK);
    return flow;
}


static obl_vanishing_state state_at(obl_vanishing *flow, long double t) {
    obl_vanishing_state s;

    cr_assert_eq(obl_vanishing_at(flow, t, &s), OBL_OK);
    cr_assert_eq(s.t, t);
    return s;
}


/* ---------------------------------------------- against the ordinary flow */

/* Gaps over what they may be a small part of, the largest of them. */
typedef struct {
    double h, z, H, R, L;
} gaps;


static double larger(double a, double b) {
    return a > b || isnan(a) ? a : b;
}


static double loss_of(const obl_state *s) {
    double loss = NAN;

    cr_assert_eq(obl_evaluate(&loss, NULL, NULL, &s, 1), OBL_OK);
    return loss;
}


/* The longest z_i, and the largest |h_i|. */
static void sizes(double *longest, double *highest, const obl_state *s) {
    *longest = *highest = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        double sum = 0.0;

        for (size_t k = 0; k < s->d - 1; k++)
            sum += pow(s->z[i * (s->d - 1) + k], 2.0);
        *longest = fmax(*longest, sqrt(sum));
        *highest = fmax(*highest, fabs(s->h[i]));
    }
}


/* The parts put together, in doubles. */
static gaps gaps_of(const obl_vanishing_state *a, const obl_state *s) {
    const double S = (double)a->S, x = 0.5 * (double)a->n * (double)a->t;
    const double H = a->v * exp(-x) + S * S * S * a->H3;
    double longest, highest, squares = H * H;
    gaps g = { 0 };

    sizes(&longest, &highest, s);
    const double theta = fmin(1.0, longest / highest);
    for (size_t i = 0; i < s->n; i++)
        g.h = larger(fabs((double)a->h[i] - s->h[i]) / highest, g.h);
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        g.z = larger(fabs(S * a->zeta[k] - s->z[k]) / longest, g.z);
    for (size_t k = 0; k < s->d - 1; k++) {
        const double R = S * exp(-x) * a->R1[k] + S * S * a->R2[k];

        g.R = larger(fabs(R - s->R[k])
                     / fmax(fabs(R), longest * theta), g.R);
        squares += R * R;
    }
    g.H = fabs(H - s->H) / fmax(fabs(H), longest * theta * theta);
    g.L = fabs((squares / 4.0 + S * S * S * a->L3) / loss_of(s) - 1.0);
    return g;
}


/* The largest gaps over all three limits. */
static gaps worst_gaps(size_t n, double v, double S) {
    const double times[] = { 0.0, 0.3 * S, S, 3.0 * S, 100.0 * S, 0.01, 1.0,
        3.0, 10.0, 30.0, 100.0, 0.1 / S, 1.0 / S, 10.0 / S, 1e3 / S };
    obl_state *unit = unit_start(n, v, 1), *s = unit_start(n, v, 1);
    obl_vanishing *flow = open_flow(unit, (long double)S);
    gaps most = { 0 };
    double t = 0.0;

    for (size_t k = 0; k < n; k++)
        s->h[k] *= S;
    for (size_t k = 0; k < n * (s->d - 1); k++)
        s->z[k] *= S;
    for (size_t m = 0; m < sizeof times / sizeof *times; m++) {
        cr_assert_eq(obl_flow_find(NULL)->run(s, &t, times[m], 1e-13), OBL_OK);
        const obl_vanishing_state a = state_at(flow, (long double)times[m]);
        const gaps g = gaps_of(&a, s);

        most = (gaps){ larger(g.h, most.h), larger(g.z, most.z),
                       larger(g.H, most.H), larger(g.R, most.R),
                       larger(g.L, most.L) };
    }
    obl_vanishing_free(flow);
    obl_state_free(unit);
    obl_state_free(s);
    return most;
}


static void shrinks(const char *what, double small, double large, size_t n) {
    cr_expect_lt(large, 1e-3, "n %zu, %s: %g", n, what, large);
    cr_expect_lt(small, 2.5e-3 * large, "n %zu, %s: %g after %g", n, what,
                 small, large);
}


/* What is left out is O(S log 1/S): a thousandth of S leaves a thousandth and
** at most half as much again, R a little more. Measured: 7 to 430 S at
** S = 1e-6. */
Test(vanishing, the_flow_tends_to_it) {
    for (size_t n = 2; n <= N_MAX; n++) {
        const double v = n == 3 ? 4.0 : 1.0;
        const gaps a = worst_gaps(n, v, 1e-6), b = worst_gaps(n, v, 1e-9);

        shrinks("h", b.h, a.h, n);
        shrinks("z", b.z, a.z, n);
        shrinks("H", b.H, a.H, n);
        shrinks("R", b.R, a.R, n);
        shrinks("L", b.L, a.L, n);
    }
}
