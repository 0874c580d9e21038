/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_formula_loss.c -- loss, gradient and Hessian by other routes.
**
** What (23), (4) and (51) are closed forms of: the mean over Gaussian x, by
** Monte Carlo and, in the plane, by quadrature; differences; the one-neuron
** form; and the symmetries of the network.
*/

#include <criterion/criterion.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "formula/real.h"
#include "obelus.h"

enum { N_MAX = 4, ACROSS = 3, DRAWS = 1000000 };

/* A state with room for the largest of these tests. */
typedef struct {
    const char *name;
    size_t      n, d;
    double      v, h[N_MAX], z[N_MAX * ACROSS];
} place;

static const place places[] = {
    { "generic", 3, 3, 1, { 0.3, -0.2, 0.9 }, { 0.1, 0.4, 0.7, -1, 2, 0.2 } },
    { "one on a line", 1, 1, 1, { 0.5 }, { 0 } },
    { "against a line", 2, 1, 1, { 0.5, -0.25 }, { 0 } },
    { "aligned", 2, 3, 1, { 0.5, 0.25 }, { 0 } },
    { "opposed to v", 2, 2, 1, { -0.5, 0.25 }, { 0, 0.5 } },
    { "equal", 2, 3, 1, { 0.5, 0.5 }, { 0.25, 0.5, 0.25, 0.5 } },
    { "opposed", 2, 3, 1, { 0.5, -1 }, { 0.25, 0.5, -0.5, -1 } },
    { "orthogonal", 2, 2, 2, { 0, 1 }, { 1, 0 } },
    { "far scales", 2, 2, 1, { 1e-3, 30 }, { 2e-3, 1 } },
    { "four in four", 4, 4, 3, { 1, 0.5, -1, 2 },
      { 1, 0, 0, 0, 1, 0, 0.5, 0.5, 2, -1, -1, -1 } },
};

enum { PLACES = sizeof places / sizeof *places };

/* Loss and gradient of a place. */
typedef struct {
    double loss, along[N_MAX], cross[N_MAX * ACROSS];
} result;


static obl_state state_of(const place *p) {
    return (obl_state){ .n = p->n, .d = p->d, .v = p->v,
                        .h = (double *)p->h, .z = (double *)p->z };
}


static result evaluate(const place *p) {
    const obl_state state = state_of(p);
    const obl_state *states[1] = { &state };
    result r = { .loss = NAN };
    double *along[1] = { r.along }, *cross[1] = { r.cross };

    cr_assert_eq(obl_evaluate(&r.loss, along, cross, states, 1), OBL_OK,
                 "%s", p->name);
    return r;
}


/* --------------------------------------------------- the mean over x */

static uint64_t bits(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}


/* Two normals at a time (Marsaglia's polar method). */
static void normal_pair(double *x, uint64_t *seed) {
    double a, b, s;

    do {
        a = (double)(bits(seed) >> 11) * 0x1p-52 - 1.0;
        b = (double)(bits(seed) >> 11) * 0x1p-52 - 1.0;
        s = a * a + b * b;
    } while (s >= 1.0 || s == 0.0);
    s = sqrt(-2.0 * log(s) / s);
    x[0] = a * s, x[1] = b * s;
}


/* w_i . x. */
static double field(const place *p, size_t i, const double *x) {
    double sum = p->h[i] * x[0];

    for (size_t k = 0; k + 1 < p->d; k++)
        sum += p->z[i * (p->d - 1) + k] * x[k + 1];
    return sum;
}


/* sum_i [w_i . x]_+ - [v . x]_+. */
static double residual(const place *p, const double *x) {
    double sum = -fmax(p->v * x[0], 0.0);

    for (size_t i = 0; i < p->n; i++)
        sum += fmax(field(p, i, x), 0.0);
    return sum;
}


/* Sums and sums of squares over the draws. */
typedef struct {
    double sum, square;
} tally;

static void count(tally *t, double x) {
    t->sum += x;
    t->square += x * x;
}


/* `value` lies within 5 standard errors; the first draws decide nothing. */
static void expect_mean(const tally *t, double value, const char *name) {
    const double mean = t->sum / DRAWS;
    const double spread = t->square / DRAWS - mean * mean;
    const double error = sqrt(fmax(spread, 0.0) / DRAWS);

    cr_expect_leq(fabs(mean - value), 5 * error + 1e-12 * fabs(value),
                  "%s: %.10g, mean of draws %.10g +- %.2g", name, value,
                  mean, error);
}


static void monte_carlo(const place *p, uint64_t *seed) {
    const result want = evaluate(p);
    tally loss = { 0, 0 }, grad[N_MAX][ACROSS + 1] = { 0 };
    double x[ACROSS + 2];

    for (int draw = 0; draw < DRAWS; draw++) {
        normal_pair(x, seed);
        normal_pair(x + 2, seed);
        const double f = residual(p, x);
        count(&loss, 0.5 * f * f);
        for (size_t i = 0; i < p->n; i++)
            for (size_t k = 0; k < p->d; k++)
                count(&grad[i][k], field(p, i, x) >= 0 ? f * x[k] : 0.0);
    }
    expect_mean(&loss, want.loss, p->name);
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->d; k++)
            expect_mean(&grad[i][k], k == 0 ? want.along[i]
                        : want.cross[i * (p->d - 1) + k - 1], p->name);
}


Test(formula_loss, is_the_mean_over_draws) {
    uint64_t seed = 88172645463325252u;

    for (size_t c = 0; c < PLACES; c++)
        monte_carlo(&places[c], &seed);
}


/* In the plane x = rho (cos a, sin a): the loss is the mean over a of
** residual^2 / 2 times the mean of rho^2, which is 2. */
static double on_the_circle(double a, void *context) {
    const double x[2] = { cos(a), sin(a) };
    const double f = residual(context, x);

    return f * f;
}


/* Angles where some [.]_+ has its kink, sorted, with both ends. */
static size_t kinks(double *at, const place *p) {
    size_t count = 0;

    at[count++] = -M_PI;
    at[count++] = -M_PI_2, at[count++] = M_PI_2, at[count++] = M_PI;
    for (size_t i = 0; i < p->n; i++) {
        const double z = p->d > 1 ? p->z[i] : 0.0;
        for (int side = -1; side <= 1; side += 2)
            at[count++] = remainder(atan2(z, p->h[i]) + side * M_PI_2,
                                    2 * M_PI);
    }
    for (size_t k = 1; k < count; k++)
        for (size_t l = k; l > 0 && at[l] < at[l - 1]; l--) {
            const double x = at[l];
            at[l] = at[l - 1], at[l - 1] = x;
        }
    return count;
}


Test(formula_loss, is_the_quadrature_in_the_plane) {
    gsl_integration_workspace *work = gsl_integration_workspace_alloc(1000);

    for (size_t c = 0; c < PLACES; c++) {
        place p = places[c];
        double at[4 + 2 * N_MAX], sum, error;
        gsl_function f = { on_the_circle, &p };
        if (p.d > 2)
            continue;
        const size_t points = kinks(at, &p);
        cr_assert_eq(gsl_integration_qagp(&f, at, points, 1e-14, 1e-13, 1000,
                                          work, &sum, &error), 0);
        const double want = sum / (2 * M_PI), got = evaluate(&p).loss;
        cr_expect_float_eq(got, want, 1e-12 * want, "%s: %.17g, %.17g",
                           p.name, got, want);
    }
    gsl_integration_workspace_free(work);
}


/* ------------------------------------------------------- differences */

/* The k-th number of row i. */
static double *entry(place *p, size_t i, size_t k) {
    return k == 0 ? &p->h[i] : &p->z[i * (p->d - 1) + k - 1];
}


static double slope(const place *p, size_t i, size_t k, double h) {
    place moved = *p;
    double *x = entry(&moved, i, k);
    const double start = *x, ahead = start + h, behind = start - h;

    *x = ahead;
    const double up = evaluate(&moved).loss;
    *x = behind;
    return (up - evaluate(&moved).loss) / (ahead - behind);
}


Test(formula_loss, gradient_is_its_slope) {
    for (size_t c = 0; c < PLACES; c++) {
        const place *p = &places[c];
        const result at = evaluate(p);
        for (size_t i = 0; i < p->n; i++)
            for (size_t k = 0; k < p->d; k++) {
                const double got = k == 0 ? at.along[i]
                    : at.cross[i * (p->d - 1) + k - 1];
                const double want = slope(p, i, k, 1e-6 * p->v);
                cr_expect_float_eq(got, want, 2e-6 * (p->v + fabs(got)),
                    "%s: dL/dw_%zu[%zu] is %.12g, difference %.12g", p->name,
                    i, k, got, want);
            }
    }
}


static void expect_hessian_column(const place *p, size_t j, size_t l) {
    obl_real_cx cx;
    obl_real h[N_MAX], z[N_MAX * ACROSS], basis[ACROSS + 1], out[ACROSS + 1];
    place up = *p, down = *p;
    const double step = 1e-6;

    obl_real_open(&cx, 53);
    for (size_t k = 0; k < p->n * p->d; k++)
        *(k < p->n ? &h[k] : &z[k - p->n]) = obl_real_double(&cx,
            k < p->n ? p->h[k] : p->z[k - p->n]);
    for (size_t k = 0; k < p->d; k++)
        basis[k] = obl_real_int(&cx, k == l);
    const obl_real_net net = { .n = p->n, .d = p->d, .h = h, .z = z,
                               .v = obl_real_double(&cx, p->v) };
    *entry(&up, j, l) += step, *entry(&down, j, l) -= step;
    const result ahead = evaluate(&up), behind = evaluate(&down);
    for (size_t i = 0; i < p->n; i++) {
        obl_real_hessian(&cx, out, &net, i, j, basis);
        for (size_t k = 0; k < p->d; k++) {
            const size_t at = i * (p->d - 1) + k - 1;
            const double rise = k == 0 ? ahead.along[i] - behind.along[i]
                                       : ahead.cross[at] - behind.cross[at];
            cr_expect_float_eq(out[k].x, rise / (2 * step),
                2e-5 * (1 + fabs(out[k].x)),
                "%s: Hessian (%zu %zu, %zu %zu) is %.10g, difference %.10g",
                p->name, i, k, j, l, out[k].x, rise / (2 * step));
        }
    }
    obl_real_close(&cx);
}


/* The place of far scales turns too fast for a difference. */
Test(formula_loss, hessian_is_the_slope_of_the_gradient) {
    for (size_t c = 0; c < PLACES; c++)
        if (strcmp(places[c].name, "far scales") != 0)
            for (size_t j = 0; j < places[c].n; j++)
                for (size_t l = 0; l < places[c].d; l++)
                    expect_hessian_column(&places[c], j, l);
}


/* ------------------------------------------ closed forms, symmetries */

/* n = 1: L = (|w|^2 + |v|^2)/4 - |w||v| (sin t + (pi - t) cos t)/(2 pi). */
Test(formula_loss, of_one_neuron) {
    for (int k = 0; k <= 32; k++) {
        const double t = M_PI * k / 32, w = 0.7, v = 1.3;
        const place p = { "one", 1, 2, v, { w * cos(t) }, { w * sin(t) } };
        const double want = (w * w + v * v) / 4
            - w * v * (sin(t) + (M_PI - t) * cos(t)) / (2 * M_PI);
        cr_expect_float_eq(evaluate(&p).loss, want, 1e-15, "angle %g: %.17g",
                           t, evaluate(&p).loss - want);
    }
}


static place scaled(const place *p, double c) {
    place s = *p;

    s.v *= c;
    for (size_t k = 0; k < N_MAX; k++)
        s.h[k] *= c;
    for (size_t k = 0; k < N_MAX * ACROSS; k++)
        s.z[k] *= c;
    return s;
}


/* By a power of two, bit for bit. */
Test(formula_loss, scales_with_the_square) {
    for (size_t c = 0; c < PLACES; c++)
        for (int e = -60; e <= 60; e += 20) {
            const place s = scaled(&places[c], ldexp(1.0, e));
            const result a = evaluate(&places[c]), b = evaluate(&s);
            cr_expect(b.loss == ldexp(a.loss, 2 * e), "%s", s.name);
            for (size_t i = 0; i < s.n; i++)
                cr_expect(b.along[i] == ldexp(a.along[i], e), "%s", s.name);
        }
}


/* The first two entries of every z turned by one angle. */
Test(formula_loss, keeps_its_value_when_z_is_turned) {
    const double c = cos(0.7), s = sin(0.7);

    for (size_t k = 0; k < PLACES; k++) {
        place turned = places[k];
        if (turned.d < 3)
            continue;
        for (size_t i = 0; i < turned.n; i++) {
            double *z = turned.z + i * (turned.d - 1);
            const double x = z[0], y = z[1];
            z[0] = c * x - s * y, z[1] = s * x + c * y;
        }
        const result a = evaluate(&places[k]), b = evaluate(&turned);
        cr_expect_float_eq(b.loss, a.loss, 1e-14 * a.loss, "%s", turned.name);
        for (size_t i = 0; i < turned.n; i++) {
            const double *g = a.cross + i * (turned.d - 1);
            const double *f = b.cross + i * (turned.d - 1);
            cr_expect_float_eq(b.along[i], a.along[i], 4e-15, "%s",
                               turned.name);
            cr_expect_float_eq(f[0], c * g[0] - s * g[1], 4e-15, "%s",
                               turned.name);
            cr_expect_float_eq(f[1], s * g[0] + c * g[1], 4e-15, "%s",
                               turned.name);
        }
    }
}


Test(formula_loss, does_not_know_the_order_of_neurons) {
    for (size_t c = 0; c < PLACES; c++) {
        place back = places[c];
        const size_t n = back.n, across = back.d - 1;
        for (size_t i = 0; i < n; i++) {
            back.h[i] = places[c].h[n - 1 - i];
            memcpy(back.z + i * across, places[c].z + (n - 1 - i) * across,
                   across * sizeof(double));
        }
        const result a = evaluate(&places[c]), b = evaluate(&back);
        cr_expect_float_eq(b.loss, a.loss, 1e-15 * a.loss, "%s", back.name);
        for (size_t i = 0; i < n; i++)
            cr_expect_float_eq(b.along[i], a.along[n - 1 - i], 1e-15 * back.v
                               + 1e-15 * fabs(b.along[i]), "%s", back.name);
    }
}


/* -------------------------------------------------- the public entry */

Test(formula_loss, zero_neuron_has_a_loss_and_no_gradient) {
    place p = { "zero", 2, 2, 1, { 0, 0.5 }, { 0, 0.25 } };
    const place without = { "without", 1, 2, 1, { 0.5 }, { 0.25 } };
    const obl_state state = state_of(&p);
    const obl_state *states[1] = { &state };
    double loss = 7, along[2] = { 7, 7 }, *rows[1] = { along };

    cr_expect_eq(obl_evaluate(&loss, rows, NULL, states, 1), OBL_ZERO_NEURON);
    cr_expect_eq(loss, 7);
    cr_expect_eq(along[0], 7);
    cr_expect_eq(obl_evaluate(&loss, NULL, NULL, states, 1), OBL_OK);
    cr_expect_float_eq(loss, evaluate(&without).loss, 1e-16);
}


Test(formula_loss, refuses_what_is_not_finite_and_writes_nothing) {
    const double bad[] = { NAN, INFINITY, 1e200 };

    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        place p = places[0], q = places[0];
        q.z[1] = bad[k];
        const obl_state a = state_of(&p), b = state_of(&q);
        const obl_state *states[2] = { &a, &b };
        double loss[2] = { 7, 7 };
        cr_expect_eq(obl_evaluate(loss, NULL, NULL, states, 2),
                     OBL_NOT_FINITE);
        cr_expect_eq(loss[0], 7);
        cr_expect_eq(loss[1], 7);
    }
}


/* A batch of different shapes gives each what it gets alone. */
Test(formula_loss, batches_are_their_states) {
    obl_state state[PLACES];
    const obl_state *states[PLACES];
    double loss[PLACES], along[PLACES][N_MAX], cross[PLACES][N_MAX * ACROSS];
    double *a[PLACES], *c[PLACES];

    for (size_t k = 0; k < PLACES; k++) {
        state[k] = state_of(&places[k]);
        states[k] = &state[k];
        a[k] = along[k], c[k] = cross[k];
    }
    cr_assert_eq(obl_evaluate(loss, a, c, states, PLACES), OBL_OK);
    for (size_t k = 0; k < PLACES; k++) {
        const result alone = evaluate(&places[k]);
        const size_t n = places[k].n, rows = n * (places[k].d - 1);
        cr_expect_eq(loss[k], alone.loss);
        cr_expect_eq(memcmp(along[k], alone.along, n * sizeof(double)), 0);
        cr_expect_eq(memcmp(cross[k], alone.cross, rows * sizeof(double)), 0);
    }
    cr_expect_eq(obl_evaluate(NULL, NULL, NULL, states, 0), OBL_OK);
}


/* H and R, where carried, are what the loss is made of. */
Test(formula_loss, uses_what_the_state_carries) {
    double h[1] = { 1.0 }, z[1] = { 1e-9 }, R[1] = { 1e-9 };
    const obl_state state = { .n = 1, .d = 2, .v = 1, .h = h, .z = z,
                              .carried = true, .H = 3e-17, .R = R };
    const obl_state *states[1] = { &state };
    double loss, along, *a[1] = { &along };
    const double cube = 1e-27 / 3;

    cr_assert_eq(obl_evaluate(&loss, a, NULL, states, 1), OBL_OK);
    cr_expect_float_eq(loss, (9e-34 + 1e-18) / 4 - cube / (2 * M_PI),
                       1e-13 * loss);
    /* -H/2 - [(sin t - t) cos t - t (1 - cos t)] / (2 pi) */
    cr_expect_float_eq(along, -1.5e-17 + 2 * cube / (2 * M_PI),
                       1e-12 * 1.5e-17);
}
