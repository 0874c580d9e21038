/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_formula_number.c -- the number types.
**
** Edges of domains first, the same table for every type. Then, for every
** primitive, random points of random balls: the value at the point, from a
** naive evaluation in many bits, lies in the ball's result, and within the
** magnitude of the real's.
*/

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "formula/dball.h"
#include "formula/dreal.h"

#if __has_include(<flint/arb_mat.h>)
#include <flint/arb_mat.h>
#else
#include <arb_mat.h>
#endif

#include "formula/as_real.h"
#include "test_formula_number.inl"
#include "formula/as_none.h"
#include "formula/as_ball.h"
#include "test_formula_number.inl"
#include "formula/as_none.h"
#include "formula/as_dreal.h"
#include "test_formula_number.inl"
#include "formula/as_none.h"
#include "formula/as_dball.h"
#include "test_formula_number.inl"
#include "formula/as_none.h"

enum { NAIVE = 3000, POINTS = 4, VECTOR = 4 };


Test(formula_number, edges_of_domains) {
    obl_real_check_edges_all();
    obl_ball_check_edges_all();
    obl_dreal_check_edges_all();
    obl_dball_check_edges_all();
}


/* ------------------------------------------------------------ random */

static uint64_t bits(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return *seed;
}

static double uniform(uint64_t *seed) {
    return (double)(bits(seed) >> 11) * 0x1p-53;
}

/* Either sign, over `decades` decades around 1. */
static double anywhere(uint64_t *seed, double decades) {
    const double size = pow(10.0, decades * (2 * uniform(seed) - 1));
    return bits(seed) % 2 == 0 ? size : -size;
}


/* A ball around `middle` with a radius of any relative size up to `wide`. */
static obl_ball ball_around(obl_ball_cx *cx, double middle, double wide,
                            uint64_t *seed) {
    const double radius = bits(seed) % 4 == 0 ? 0.0
        : fabs(middle) * wide * pow(10.0, -20 * uniform(seed));
    arb_t value;

    arb_init(value);
    arb_set_d(value, middle);
    mag_set_d(arb_radref(value), radius);
    const obl_ball result = obl_ball_of_arb(cx, value);
    arb_clear(value);
    return result;
}


/* An exact point of a ball: an end, or anywhere. */
static void point_of(arb_t point, obl_ball ball, uint64_t *seed) {
    const double at = bits(seed) % 3 == 0 ? 1.0 : uniform(seed);
    arf_t step, share;

    arf_init(step), arf_init(share);
    arf_set_mag(step, arb_radref(&ball->value));
    arf_set_d(share, bits(seed) % 2 == 0 ? at : -at);
    arf_mul(step, step, share, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_add(arb_midref(point), arb_midref(&ball->value), step,
            ARF_PREC_EXACT, ARF_RND_DOWN);
    mag_zero(arb_radref(point));
    arf_clear(step), arf_clear(share);
}


/* --------------------------------------------------------- primitives */

static void naive_one_minus_cos(arb_t r, const arb_t x, slong prec) {
    arb_cos(r, x, prec);
    arb_sub_ui(r, r, 1, prec);
    arb_neg(r, r);
}

static void naive_sin_minus_xcos(arb_t r, const arb_t x, slong prec) {
    arb_t c;
    arb_init(c);
    arb_cos(c, x, prec);
    arb_sin(r, x, prec);
    arb_submul(r, x, c, prec);
    arb_clear(c);
}

static void naive_x_minus_sin(arb_t r, const arb_t x, slong prec) {
    arb_sin(r, x, prec);
    arb_sub(r, x, r, prec);
}

typedef struct {
    const char *name;
    obl_ball  (*ball)(obl_ball_cx *, obl_ball);
    obl_real  (*real)(obl_real_cx *, obl_real);
    void      (*naive)(arb_t, const arb_t, slong);
    double      decades;
    bool        positive;
} unary;

static const unary unaries[] = {
    { "sqrt", obl_ball_sqrt, obl_real_sqrt, arb_sqrt, 150, true },
    { "exp", obl_ball_exp, obl_real_exp, arb_exp, 2, false },
    { "log", obl_ball_log, obl_real_log, arb_log, 150, true },
    { "sin", obl_ball_sin, obl_real_sin, arb_sin, 5, false },
    { "cos", obl_ball_cos, obl_real_cos, arb_cos, 5, false },
    { "tan", obl_ball_tan, obl_real_tan, arb_tan, 3, false },
    { "ceil", obl_ball_ceil, obl_real_ceil, arb_ceil, 20, false },
    { "1 - cos x", obl_ball_one_minus_cos, obl_real_one_minus_cos,
      naive_one_minus_cos, 60, false },
    { "sin x - x cos x", obl_ball_sin_minus_xcos, obl_real_sin_minus_xcos,
      naive_sin_minus_xcos, 60, false },
    { "x - sin x", obl_ball_x_minus_sin, obl_real_x_minus_sin,
      naive_x_minus_sin, 60, false },
};

enum { UNARIES = sizeof unaries / sizeof *unaries };


/* A result that is unknown claims nothing. */
static bool holds(obl_ball result, const arb_t value) {
    return !result->undefined && (!arb_is_finite(&result->value)
        || arb_overlaps(&result->value, value));
}


static void check_unary(obl_ball_cx *cx, const unary *f, uint64_t *seed) {
    double middle = anywhere(seed, f->decades);
    if (f->naive == naive_sin_minus_xcos || f->naive == naive_x_minus_sin
        || f->naive == naive_one_minus_cos)
        middle = fmod(middle, 7.0);
    if (f->positive)
        middle = fabs(middle);
    const obl_ball x = ball_around(cx, middle, 0.9, seed);
    const obl_ball result = f->ball(cx, x);
    arb_t point, value;

    arb_init(point), arb_init(value);
    for (int k = 0; k < POINTS; k++) {
        point_of(point, x, seed);
        f->naive(value, point, NAIVE);
        cr_expect(holds(result, value), "%s near %a", f->name, middle);
    }
    arb_clear(point), arb_clear(value);
}


Test(formula_number, balls_of_functions_hold_their_points) {
    uint64_t seed = 88172645463325252u;
    obl_ball_cx cx;

    obl_ball_open(&cx, 53);
    for (size_t f = 0; f < UNARIES; f++)
        for (int k = 0; k < 400; k++) {
            const obl_arena_mark mark = obl_ball_mark(&cx);
            cx.prec = k % 2 == 0 ? 53 : 200;
            check_unary(&cx, &unaries[f], &seed);
            obl_ball_release(&cx, mark);
        }
    obl_ball_close(&cx);
    flint_cleanup();
}


/* Exact points at and around the switch to the series, 2^-12: every bit asked
** for is there, and true. */
static void check_series(obl_ball_cx *cx, const unary *f, double at) {
    const obl_ball got = f->ball(cx, obl_ball_double(cx, at));
    arb_t point, value;

    arb_init(point), arb_init(value);
    arb_set_d(point, at);
    f->naive(value, point, NAIVE);
    cr_expect(arb_contains(&got->value, value), "%s at %a, %ld bits", f->name,
              at, cx->prec);
    cr_expect_geq(arb_rel_accuracy_bits(&got->value), cx->prec - 6,
                  "%s at %a has %ld bits of %ld", f->name, at,
                  arb_rel_accuracy_bits(&got->value), cx->prec);
    arb_clear(point), arb_clear(value);
}


Test(formula_number, series_are_as_long_as_the_precision_asks) {
    const double at[] = { 0x1p-12, 0x1.ffffp-13, -0x1.fp-13, 0x1p-20, 1e-60,
                          0x1.0001p-12, 0.5, -3 };
    obl_ball_cx cx;

    obl_ball_open(&cx, 53);
    for (long prec = 30; prec < 700; prec += 7)
        for (size_t f = UNARIES - 3; f < UNARIES; f++)
            for (size_t k = 0; k < sizeof at / sizeof *at; k++) {
                const obl_arena_mark mark = obl_ball_mark(&cx);
                cx.prec = prec;
                check_series(&cx, &unaries[f], at[k]);
                obl_ball_release(&cx, mark);
            }
    obl_ball_close(&cx);
    flint_cleanup();
}


/* |got - value| <= 300 2^-53 m. */
static bool within_magnitude(obl_real got, const arb_t value) {
    arb_t error;
    arf_t limit;

    if (isnan(got.x))
        return got.m == INFINITY;
    arb_init(error), arf_init(limit);
    arb_set_d(error, got.x);
    arb_sub(error, error, value, NAIVE);
    arf_set_d(limit, fmax(got.m * 300 * 0x1p-53, 0x1p-1074));
    const bool good = arf_cmpabs(arb_midref(error), limit) <= 0;
    arb_clear(error), arf_clear(limit);
    return good;
}


/* At exact arguments the accurate kin are accurate: 8 units of 2^-53. */
static bool is_accurate(obl_real got, const arb_t value) {
    const obl_real strict = { got.x, fabs(got.x) * 8.0 / 300.0 };
    return fabs(got.x) < 1e-290 || within_magnitude(strict, value);
}


static void check_real_unary(const unary *f, double x) {
    obl_real_cx cx;
    arb_t point, value;

    obl_real_open(&cx, 53);
    arb_init(point), arb_init(value);
    arb_set_d(point, x);
    f->naive(value, point, NAIVE);
    const obl_real got = f->real(&cx, obl_real_double(&cx, x));
    cr_expect(within_magnitude(got, value), "%s at %a is %.17g with %g",
              f->name, x, got.x, got.m);
    if (f - unaries >= 7 && fabs(x) < 3.2)
        cr_expect(is_accurate(got, value), "%s at %a is %.17g", f->name, x,
                  got.x);
    arb_clear(point), arb_clear(value);
    obl_real_close(&cx);
}


Test(formula_number, reals_of_functions_stay_within_their_magnitude) {
    uint64_t seed = 1181783497276652981u;
    const double corners[] = { 1e-140, 1e-20, 0x1p-12, 0.99999, 1.0, 1.00001,
                               1.5, M_PI_2, 3.0, M_PI };

    for (size_t f = 0; f < UNARIES; f++) {
        for (size_t k = 0; k < sizeof corners / sizeof *corners; k++)
            check_real_unary(&unaries[f], corners[k]);
        for (int k = 0; k < 500; k++) {
            const double x = anywhere(&seed, unaries[f].decades);
            check_real_unary(&unaries[f],
                             unaries[f].positive ? fabs(x) : x);
        }
    }
    flint_cleanup();
}


/* f of a number that a subtraction has left noise in. */
static void check_noisy(const unary *f, double x, double big) {
    obl_real_cx cx;
    arb_t point, value;

    obl_real_open(&cx, 53);
    arb_init(point), arb_init(value);
    arb_set_d(point, x);
    f->naive(value, point, NAIVE);
    const obl_real rest = obl_real_double(&cx, big);
    const obl_real sum = obl_real_add(&cx, obl_real_double(&cx, x), rest);
    const obl_real got = f->real(&cx, obl_real_sub(&cx, sum, rest));
    cr_expect(within_magnitude(got, value), "%s at %a + %a is %.17g with %g",
              f->name, x, big, got.x, got.m);
    cr_expect_neq(obl_real_sign(&cx, got), OBL_NO_VALUE, "%s at %a + %a",
                  f->name, x, big);
    arb_clear(point), arb_clear(value);
    obl_real_close(&cx);
}


Test(formula_number, noise_stays_within_the_magnitude) {
    uint64_t seed = 3935559000370003845u;

    for (size_t f = 0; f < UNARIES; f++)
        for (int k = 0; k < 2000; k++) {
            const double x = 3 * pow(10.0, -20 * uniform(&seed));
            const double sign = unaries[f].positive || k % 2 == 0 ? 1 : -1;
            check_noisy(&unaries[f], sign * x, anywhere(&seed, 3));
        }
    flint_cleanup();
}


/* ------------------------------------------------------------- pairs */

typedef struct {
    const char *name;
    obl_ball  (*ball)(obl_ball_cx *, obl_ball, obl_ball);
    obl_real  (*real)(obl_real_cx *, obl_real, obl_real);
    void      (*naive)(arb_t, const arb_t, const arb_t, slong);
} binary;

static const binary binaries[] = {
    { "add", obl_ball_add, obl_real_add, arb_add },
    { "sub", obl_ball_sub, obl_real_sub, arb_sub },
    { "mul", obl_ball_mul, obl_real_mul, arb_mul },
    { "div", obl_ball_div, obl_real_div, arb_div },
    { "max", obl_ball_max, obl_real_max, arb_max },
    { "min", obl_ball_min, obl_real_min, arb_min },
    { "pow", obl_ball_pow, obl_real_pow, arb_pow },
};


/* Two exact arguments; pow has a positive base. */
static void draw_pair(double xy[2], const binary *f, uint64_t *seed) {
    xy[0] = anywhere(seed, f->naive == arb_pow ? 2 : 100);
    xy[1] = anywhere(seed, f->naive == arb_pow ? 1 : 100);
    if (bits(seed) % 4 == 0 && f->naive != arb_pow)
        xy[1] = -xy[0] * (1.0 + 1e-15 * uniform(seed));
    if (f->naive == arb_pow)
        xy[0] = fabs(xy[0]);
}


static void check_binary(obl_ball_cx *cx, const binary *f, uint64_t *seed) {
    double at[2];
    draw_pair(at, f, seed);
    const obl_ball x = ball_around(cx, at[0], 0.9, seed);
    const obl_ball y = ball_around(cx, at[1], 0.9, seed);
    const obl_ball result = f->ball(cx, x, y);
    obl_real_cx rcx;
    arb_t p, q, value;

    arb_init(p), arb_init(q), arb_init(value);
    for (int k = 0; k < POINTS; k++) {
        point_of(p, x, seed), point_of(q, y, seed);
        f->naive(value, p, q, NAIVE);
        cr_expect(holds(result, value), "%s near %a, %a", f->name, at[0],
                  at[1]);
    }
    obl_real_open(&rcx, 53);
    arb_set_d(p, at[0]), arb_set_d(q, at[1]);
    f->naive(value, p, q, NAIVE);
    const obl_real got = f->real(&rcx, obl_real_double(&rcx, at[0]),
                                 obl_real_double(&rcx, at[1]));
    cr_expect(within_magnitude(got, value), "real %s at %a, %a", f->name,
              at[0], at[1]);
    arb_clear(p), arb_clear(q), arb_clear(value);
    obl_real_close(&rcx);
}


Test(formula_number, operations_hold_their_points) {
    uint64_t seed = 2685821657736338717u;
    obl_ball_cx cx;

    obl_ball_open(&cx, 64);
    for (size_t f = 0; f < sizeof binaries / sizeof *binaries; f++)
        for (int k = 0; k < 400; k++) {
            const obl_arena_mark mark = obl_ball_mark(&cx);
            check_binary(&cx, &binaries[f], &seed);
            obl_ball_release(&cx, mark);
        }
    obl_ball_close(&cx);
    flint_cleanup();
}


/* ----------------------------------------------------------- vectors */

typedef struct {
    const char *name;
    obl_ball  (*ball)(obl_ball_cx *, const obl_ball *, const obl_ball *,
                      size_t);
    obl_real  (*real)(obl_real_cx *, const obl_real *, const obl_real *,
                      size_t);
} bilinear;

static obl_ball ball_norm(obl_ball_cx *cx, const obl_ball *x,
                          const obl_ball *y, size_t d) {
    (void)y;
    return obl_ball_norm(cx, x, d);
}

static obl_real real_norm(obl_real_cx *cx, const obl_real *x,
                          const obl_real *y, size_t d) {
    (void)y;
    return obl_real_norm(cx, x, d);
}

static obl_ball ball_sum(obl_ball_cx *cx, const obl_ball *x,
                         const obl_ball *y, size_t d) {
    (void)y;
    return obl_ball_sum(cx, x, d);
}

static obl_real real_sum(obl_real_cx *cx, const obl_real *x,
                         const obl_real *y, size_t d) {
    (void)y;
    return obl_real_sum(cx, x, d);
}

static obl_ball ball_fma2(obl_ball_cx *cx, const obl_ball *x,
                          const obl_ball *y, size_t d) {
    (void)d;
    return obl_ball_fma2(cx, x[0], y[1], x[1], y[0]);
}

static obl_real real_fma2(obl_real_cx *cx, const obl_real *x,
                          const obl_real *y, size_t d) {
    (void)d;
    return obl_real_fma2(cx, x[0], y[1], x[1], y[0]);
}

static obl_ball ball_reject(obl_ball_cx *cx, const obl_ball *x,
                            const obl_ball *y, size_t d) {
    obl_ball out[VECTOR];
    obl_ball_reject(cx, out, x, y, d);
    return out[1];
}

static obl_real real_reject(obl_real_cx *cx, const obl_real *x,
                            const obl_real *y, size_t d) {
    obl_real out[VECTOR];
    obl_real_reject(cx, out, x, y, d);
    return out[1];
}

/* A symmetric 3 x 3 matrix from six numbers. */
#define SYMMETRIC(x, y) { x[0], x[1], x[2], x[1], y[0], y[1], x[2], y[1], y[2] }

static obl_ball ball_spectral(obl_ball_cx *cx, const obl_ball *x,
                              const obl_ball *y, size_t d) {
    const obl_ball a[9] = SYMMETRIC(x, y);
    (void)d;
    return obl_ball_spectral_norm(cx, a, 3);
}

static obl_real real_spectral(obl_real_cx *cx, const obl_real *x,
                              const obl_real *y, size_t d) {
    const obl_real a[9] = SYMMETRIC(x, y);
    (void)d;
    return obl_real_spectral_norm(cx, a, 3);
}

static const bilinear bilinears[] = {
    { "norm", ball_norm, real_norm },
    { "sum", ball_sum, real_sum },
    { "dot", obl_ball_dot, obl_real_dot },
    { "fma2", ball_fma2, real_fma2 },
    { "angle", obl_ball_angle, obl_real_angle },
    { "cos_angle", obl_ball_cos_angle, obl_real_cos_angle },
    { "sin_angle", obl_ball_sin_angle, obl_real_sin_angle },
    { "reject", ball_reject, real_reject },
    { "spectral_norm", ball_spectral, real_spectral },
};


/* Vectors of balls that are often nearly parallel, antiparallel or, with a
** dot product that straddles 0, orthogonal. */
static void draw_vectors(obl_ball_cx *cx, obl_ball *x, obl_ball *y,
                         uint64_t *seed) {
    const double wide = bits(seed) % 2 == 0 ? 1e-6 : 0.5;
    const double near = pow(10.0, -18 * uniform(seed));
    const double factor = bits(seed) % 2 == 0 ? 2.0 : -0.5;
    const bool across = bits(seed) % 3 == 0;
    double dot = 0.0;

    for (int k = 0; k < VECTOR; k++) {
        const double a = anywhere(seed, 1), b = anywhere(seed, 1);
        double c = across ? b : factor * a + near * b;
        if (across && k == VECTOR - 1)
            c = -dot / a * (1.0 + wide * uniform(seed));
        x[k] = ball_around(cx, a, wide, seed);
        y[k] = ball_around(cx, c, wide, seed);
        dot += a * c;
    }
}


/* The exact points as balls at NAIVE bits, and as reals if doubles. */
static void check_bilinear(obl_ball_cx *cx, const bilinear *f,
                           uint64_t *seed) {
    obl_ball x[VECTOR], y[VECTOR], p[VECTOR], q[VECTOR];
    draw_vectors(cx, x, y, seed);
    const long prec = cx->prec;
    const obl_ball result = f->ball(cx, x, y, VECTOR);
    arb_t point;

    arb_init(point);
    cx->prec = 400;
    for (int t = 0; t < POINTS; t++) {
        for (int k = 0; k < VECTOR; k++) {
            point_of(point, x[k], seed);
            p[k] = obl_ball_of_arb(cx, point);
            point_of(point, y[k], seed);
            q[k] = obl_ball_of_arb(cx, point);
        }
        const obl_ball value = f->ball(cx, p, q, VECTOR);
        cr_expect(holds(result, &value->value), "%s", f->name);
    }
    cx->prec = prec;
    arb_clear(point);
}


/* Exact reals, and reals that carry the noise of a subtraction. */
static void check_real_bilinear(obl_ball_cx *cx, const bilinear *f,
                                bool noisy, uint64_t *seed) {
    obl_ball x[VECTOR], y[VECTOR];
    obl_real p[VECTOR], q[VECTOR];
    obl_real_cx rcx;

    obl_real_open(&rcx, 53);
    draw_vectors(cx, x, y, seed);
    for (int k = 0; k < VECTOR; k++) {
        const double big = noisy ? 0.3 * anywhere(seed, 4) : 0.0;
        const double a = obl_ball_mid(x[k]), b = obl_ball_mid(y[k]);
        const obl_real rbig = obl_real_double(&rcx, big);
        const obl_ball bbig = obl_ball_double(cx, big);
        p[k] = obl_real_add(&rcx, obl_real_double(&rcx, a), rbig);
        p[k] = obl_real_sub(&rcx, p[k], rbig);
        q[k] = obl_real_mul(&rcx, obl_real_double(&rcx, b),
                            obl_real_double(&rcx, noisy ? 0.3 : 1.0));
        if (!noisy)
            q[k] = obl_real_double(&rcx, b);
        x[k] = obl_ball_sub(cx, obl_ball_add(cx, obl_ball_double(cx, a),
                                             bbig), bbig);
        y[k] = obl_ball_mul(cx, obl_ball_double(cx, b),
                            obl_ball_double(cx, noisy ? 0.3 : 1.0));
    }
    const obl_real got = f->real(&rcx, p, q, VECTOR);
    const obl_ball want = f->ball(cx, x, y, VECTOR);
    cr_expect(!arb_is_finite(&want->value)
              || within_magnitude(got, &want->value),
              "%s is %.17g with magnitude %g, should be %.17g", f->name,
              got.x, got.m, obl_ball_mid(want));
    obl_real_close(&rcx);
}


Test(formula_number, vector_operations_hold_their_points) {
    uint64_t seed = 6364136223846793005u;
    obl_ball_cx cx;

    obl_ball_open(&cx, 64);
    for (size_t f = 0; f < sizeof bilinears / sizeof *bilinears; f++)
        for (int k = 0; k < 300; k++) {
            const obl_arena_mark mark = obl_ball_mark(&cx);
            cx.prec = 64;
            check_bilinear(&cx, &bilinears[f], &seed);
            cx.prec = 400;
            check_real_bilinear(&cx, &bilinears[f], k % 2 == 0, &seed);
            obl_ball_release(&cx, mark);
        }
    obl_ball_close(&cx);
    flint_cleanup();
}


/* diag(3, -3, 1) turned: two eigenvalues of the same size. */
Test(formula_number, spectral_norm_of_a_multiple_eigenvalue) {
    obl_ball_cx cx;
    obl_ball a[9];
    arb_t three;

    obl_ball_open(&cx, 300);
    const obl_ball c = obl_ball_fraction(&cx, "3", "5");
    const obl_ball s = obl_ball_fraction(&cx, "4", "5");
    const obl_ball v[3][3] = {
        { c, s, obl_ball_int(&cx, 0) },
        { obl_ball_neg(&cx, s), c, obl_ball_int(&cx, 0) },
        { obl_ball_int(&cx, 0), obl_ball_int(&cx, 0), obl_ball_int(&cx, 1) },
    };
    const long values[3] = { 3, -3, 1 };
    for (int k = 0; k < 9; k++) {
        a[k] = obl_ball_int(&cx, 0);
        for (int l = 0; l < 3; l++)
            a[k] = obl_ball_add(&cx, a[k], obl_ball_mul(&cx,
                obl_ball_int(&cx, values[l]),
                obl_ball_mul(&cx, v[l][k / 3], v[l][k % 3])));
    }
    const obl_ball got = obl_ball_spectral_norm(&cx, a, 3);
    arb_init(three);
    arb_set_ui(three, 3);
    cr_expect(arb_overlaps(&got->value, three));
    cr_expect_geq(arb_rel_accuracy_bits(&got->value), 280);
    arb_clear(three);
    obl_ball_close(&cx);
    flint_cleanup();
}


/* What a straddling ball does not show is unknown, not undefined. */
Test(formula_number, straddling_balls_are_unknown) {
    obl_ball_cx cx;
    arb_t wide;

    obl_ball_open(&cx, 64);
    arb_init(wide);
    arb_zero(wide);
    mag_set_d(arb_radref(wide), 1.0);
    const obl_ball x = obl_ball_of_arb(&cx, wide), one = obl_ball_int(&cx, 1);
    const obl_ball third = obl_ball_fraction(&cx, "1", "3");
    const obl_ball results[] = {
        obl_ball_div(&cx, one, x), obl_ball_sqrt(&cx, x),
        obl_ball_log(&cx, x), obl_ball_pow(&cx, x, third),
        obl_ball_angle(&cx, &x, &one, 1),
    };
    for (size_t k = 0; k < sizeof results / sizeof *results; k++)
        cr_expect(!results[k]->undefined
                  && obl_ball_sign(&cx, results[k]) == OBL_UNSURE
                  && isnan(obl_ball_mid(results[k])), "case %zu", k);
    arb_clear(wide);
    obl_ball_close(&cx);
    flint_cleanup();
}


/* Short numbers are divided as doubles, long ones as rationals. */
Test(formula_number, a_fraction_is_the_same_in_any_terms) {
    static const long rows[][2] = {
        { 0, 7 }, { 1, 2 }, { -1, 3 }, { 5, 1000 }, { 999999999999999, 7 },
        { -3, 64 }, { 1, 999999999999999 }, { 123456789, 1024 },
    };
    obl_real_cx cx;

    obl_real_open(&cx, 53);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char p[40], q[40], long_p[60], long_q[60];

        snprintf(p, sizeof p, "%ld", rows[k][0]);
        snprintf(q, sizeof q, "%ld", rows[k][1]);
        snprintf(long_p, sizeof long_p, "%s%s", p, "00000000000000000000");
        snprintf(long_q, sizeof long_q, "%s%s", q, "00000000000000000000");
        const obl_real a = obl_real_fraction(&cx, p, q);
        const obl_real b = obl_real_fraction(&cx, long_p, long_q);

        cr_expect_eq(a.x, b.x, "%s/%s", p, q);
        cr_expect_eq(a.m, b.m, "%s/%s", p, q);
    }
    obl_real_close(&cx);
}


/* 4 (1/3) - 4/3 and its kin: rounding noise, which may stand for 0. */
Test(formula_number, noise_divides_nothing) {
    obl_real_cx cx;

    obl_real_open(&cx, 53);
    const obl_real one = obl_real_int(&cx, 1), ten = obl_real_int(&cx, 10);
    const obl_real tenth = obl_real_fraction(&cx, "1", "10");
    const obl_real third = obl_real_fraction(&cx, "1", "3");
    obl_real zero = obl_real_int(&cx, -1);
    for (int k = 0; k < 10; k++)
        zero = obl_real_add(&cx, zero, tenth);
    cr_assert_neq(zero.x, 0.0);
    cr_expect_eq(obl_real_decide(&cx, zero), OBL_UNSURE);
    const obl_real nil = obl_real_sub(&cx, obl_real_mul(&cx, ten, tenth), one);
    cr_assert_eq(nil.x, 0.0);
    cr_assert_gt(nil.m, 0.0);
    const obl_real results[] = {
        obl_real_div(&cx, one, zero), obl_real_div(&cx, one, nil),
        obl_real_log(&cx, zero), obl_real_log(&cx, nil),
        obl_real_sqrt(&cx, zero), obl_real_pow(&cx, zero, third),
        obl_real_pow(&cx, nil, obl_real_int(&cx, -1)),
        obl_real_ceil(&cx, zero), obl_real_ceil(&cx, nil),
        obl_real_angle(&cx, &zero, &one, 1),
        obl_real_angle(&cx, &one, &nil, 1),
    };
    for (size_t k = 0; k < sizeof results / sizeof *results; k++)
        cr_expect(obl_real_sign(&cx, results[k]) == OBL_UNSURE
                  && results[k].m == INFINITY, "case %zu is %g", k,
                  results[k].x);
    obl_real_close(&cx);
}
