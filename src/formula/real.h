/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** real.h -- the number type `real`: a double and its magnitude.
**
** Invariant: m >= |x|, and the distance of x from the value it stands for is
** at most a few hundred 2^-53 m. m = |x| says that x is exact, so a computed
** number has m > |x| or is 0. Undefined is x = NaN, m = 0; unknown is x = NaN,
** m = infinity.
**
** A function f carries m_f = |f(x)| + sup |f'| m_x. Underflow leaves
** m >= DBL_MIN: an honest bound, and never an exact 0.
*/

#ifndef OBL_REAL_H
#define OBL_REAL_H

#include <float.h>
#include <math.h>

#include "formula/number.h"

typedef struct {
    double x, m;
} obl_real;

typedef struct {
    obl_arena arena;
} obl_real_cx;

/* A value nearer to 0 than this times m may be 0 or of the other sign. */
#define OBL_REAL_NOISE 0x1p-44


static inline void obl_real_open(obl_real_cx *cx, long prec) {
    (void)prec;
    cx->arena = (obl_arena){ 0 };
}

static inline void obl_real_close(obl_real_cx *cx) {
    obl_arena_close(&cx->arena);
}

static inline obl_arena_mark obl_real_mark(obl_real_cx *cx) {
    return (obl_arena_mark){ cx->arena.now, cx->arena.used, 0 };
}

static inline void obl_real_release(obl_real_cx *cx, obl_arena_mark mark) {
    obl_arena_release(&cx->arena, mark);
}

static inline obl_real obl_real_keep(obl_real_cx *cx, obl_arena_mark mark,
                                     obl_real x) {
    obl_arena_release(&cx->arena, mark);
    return x;
}

static inline void obl_real_keep_all(obl_real_cx *cx, obl_arena_mark mark,
                                     obl_real *x, size_t count) {
    (void)x, (void)count;
    obl_arena_release(&cx->arena, mark);
}

static inline obl_real *obl_real_array(obl_real_cx *cx, size_t count) {
    return obl_arena_get(&cx->arena, count * sizeof(obl_real));
}


static inline obl_real obl_real_undefined(obl_real_cx *cx) {
    (void)cx;
    return (obl_real){ NAN, 0.0 };
}

static inline obl_real obl_real_unknown(obl_real_cx *cx) {
    (void)cx;
    return (obl_real){ NAN, INFINITY };
}

static inline bool obl_real_is_undefined(obl_real a) {
    return isnan(a.x) && a.m == 0.0;
}

static inline bool obl_real_is_exact(obl_real a) {
    return a.m == fabs(a.x);
}

/* x with m as the result of an operation on a and b. */
static inline obl_real obl_real_settle(double x, double m, obl_real a,
                                       obl_real b) {
    if (isfinite(x) && m < INFINITY)
        return (obl_real){ x, m };
    if (obl_real_is_undefined(a) || obl_real_is_undefined(b))
        return (obl_real){ NAN, 0.0 };
    return (obl_real){ NAN, INFINITY };
}

static inline obl_real obl_real_double(obl_real_cx *cx, double x) {
    (void)cx;
    return obl_real_settle(x, fabs(x), (obl_real){ 0.0, 0.0 },
                           (obl_real){ 0.0, 0.0 });
}

/* A long of more than 53 bits is rounded. */
static inline obl_real obl_real_int(obl_real_cx *cx, long k) {
    const double x = (double)k;
    (void)cx;
    return (obl_real){ x, fabs(x) <= 0x1p53 ? fabs(x) : 2.0 * fabs(x) };
}

static inline obl_real obl_real_pi(obl_real_cx *cx) {
    (void)cx;
    return (obl_real){ 3.14159265358979323846, 6.3 };
}


/* The rounding error of s = a + b (Knuth). */
static inline double obl_real_two_sum_error(double s, double a, double b) {
    const double part = s - a;
    return (a - (s - part)) + (b - part);
}

static inline obl_real obl_real_add(obl_real_cx *cx, obl_real a, obl_real b) {
    const double s = a.x + b.x;
    (void)cx;
    if (obl_real_is_exact(a) && obl_real_is_exact(b)
        && obl_real_two_sum_error(s, a.x, b.x) == 0.0)
        return obl_real_settle(s, fabs(s), a, b);
    return obl_real_settle(s, (a.m + b.m) * (1.0 + 0x1p-50), a, b);
}

static inline obl_real obl_real_neg(obl_real_cx *cx, obl_real a) {
    (void)cx;
    return (obl_real){ -a.x, a.m };
}

static inline obl_real obl_real_sub(obl_real_cx *cx, obl_real a, obl_real b) {
    return obl_real_add(cx, a, obl_real_neg(cx, b));
}

/* Whether p = a b exactly, for p far enough from underflow to tell. */
static inline bool obl_real_product_is_exact(double p, double a, double b) {
    return a == 0.0 || b == 0.0
        || (fabs(p) > 0x1p-900 && isfinite(p) && fma(a, b, -p) == 0.0);
}


static inline obl_real obl_real_mul(obl_real_cx *cx, obl_real a, obl_real b) {
    const double p = a.x * b.x;
    double m = fabs(a.x) * b.m + fabs(b.x) * a.m;
    (void)cx;
    if (obl_real_is_exact(a) && obl_real_is_exact(b)
        && obl_real_product_is_exact(p, a.x, b.x))
        m = fabs(p);
    if (m < DBL_MIN && a.m > 0.0 && b.m > 0.0)
        m = DBL_MIN;
    return obl_real_settle(p, m, a, b);
}

static inline obl_real obl_real_abs(obl_real_cx *cx, obl_real a) {
    (void)cx;
    return (obl_real){ fabs(a.x), a.m };
}

static inline obl_sign obl_real_sign(obl_real_cx *cx, obl_real a) {
    (void)cx;
    if (isnan(a.x))
        return a.m == 0.0 ? OBL_NO_VALUE : OBL_UNSURE;
    return a.x > 0.0 ? OBL_POSITIVE : a.x < 0.0 ? OBL_NEGATIVE : OBL_ZERO;
}

static inline obl_sign obl_real_decide(obl_real_cx *cx, obl_real a) {
    if (a.x != 0.0 && fabs(a.x) <= OBL_REAL_NOISE * a.m)
        return OBL_UNSURE;
    return obl_real_sign(cx, a);
}

static inline double obl_real_mid(obl_real a) {
    return a.x;
}

static inline obl_real obl_real_value(obl_real a) {
    return a;
}

static inline obl_real obl_real_lift(obl_real_cx *cx, obl_real a) {
    (void)cx;
    return a;
}

static inline obl_real obl_real_within(obl_real_cx *cx, obl_real a) {
    (void)cx;
    return obl_real_settle(a.x * 0.0, a.m * 0x1p53, a, a);
}

obl_real obl_real_fraction(obl_real_cx *cx, const char *p, const char *q);
obl_real obl_real_div(obl_real_cx *cx, obl_real a, obl_real b);
obl_real obl_real_max(obl_real_cx *cx, obl_real a, obl_real b);
obl_real obl_real_min(obl_real_cx *cx, obl_real a, obl_real b);
obl_real obl_real_pow(obl_real_cx *cx, obl_real a, obl_real b);
obl_real obl_real_sqrt(obl_real_cx *cx, obl_real a);
obl_real obl_real_exp(obl_real_cx *cx, obl_real a);
obl_real obl_real_log(obl_real_cx *cx, obl_real a);
obl_real obl_real_sin(obl_real_cx *cx, obl_real a);
obl_real obl_real_cos(obl_real_cx *cx, obl_real a);
obl_real obl_real_tan(obl_real_cx *cx, obl_real a);
obl_real obl_real_ceil(obl_real_cx *cx, obl_real a);
obl_real obl_real_fma2(obl_real_cx *cx, obl_real a, obl_real b, obl_real c,
                       obl_real d);
obl_real obl_real_one_minus_cos(obl_real_cx *cx, obl_real a);
obl_real obl_real_sin_minus_xcos(obl_real_cx *cx, obl_real a);
obl_real obl_real_x_minus_sin(obl_real_cx *cx, obl_real a);

obl_real obl_real_sum(obl_real_cx *cx, const obl_real *x, size_t count);
obl_real obl_real_norm(obl_real_cx *cx, const obl_real *x, size_t d);
obl_real obl_real_dot(obl_real_cx *cx, const obl_real *x, const obl_real *y,
                      size_t d);
obl_real obl_real_angle(obl_real_cx *cx, const obl_real *x,
                        const obl_real *y, size_t d);
obl_real obl_real_cos_angle(obl_real_cx *cx, const obl_real *x,
                            const obl_real *y, size_t d);
obl_real obl_real_sin_angle(obl_real_cx *cx, const obl_real *x,
                            const obl_real *y, size_t d);
void     obl_real_reject(obl_real_cx *cx, obl_real *out, const obl_real *x,
                         const obl_real *y, size_t d);
obl_real obl_real_spectral_norm(obl_real_cx *cx, const obl_real *a,
                                size_t size);

#include "formula/as_real.h"
#include "formula/formulas.h"
#include "formula/as_none.h"

#endif
