/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** real.c -- functions of one or two reals, and the formulas in them.
**
** Every function returns f(x) with m_f = |f(x)| + S m_x, S a bound of |f'|
** over the interval that x stands for. Near the edge of a domain, where no
** such bound exists, the argument is moved by its noise instead.
*/

#include <assert.h>
#include <mpfr.h>
#include <stdlib.h>
#include <string.h>

#include "formula/real.h"

/* The width of what x may stand for is this times m_x; 1/GRAIN turns an error
** back into a magnitude. */
#define GRAIN 0x1p-50


/* A result with its magnitude kept off 0 unless it is exact. */
static obl_real inexact(double x, double m, obl_real a, obl_real b) {
    return obl_real_settle(x, fmax(m, DBL_MIN), a, b);
}


/* x may be 0 or of the other sign. */
static bool noisy(obl_real a) {
    return !obl_real_is_exact(a) && fabs(a.x) <= OBL_REAL_NOISE * a.m;
}


/* The farthest that |x| may be from 0. */
static double far_end(obl_real a) {
    return fabs(a.x) + GRAIN * a.m;
}


/* A number that x is nearest to, or is. */
static obl_real nearest(double x, bool exact) {
    if (exact)
        return (obl_real){ x, fabs(x) };
    return inexact(x, 2.0 * fabs(x), (obl_real){ 0, 0 }, (obl_real){ 0, 0 });
}


static obl_real value_of_ratio(mpq_t ratio) {
    mpfr_t rounded;

    mpfr_init2(rounded, DBL_MANT_DIG);
    const int ternary = mpfr_set_q(rounded, ratio, MPFR_RNDN);
    const double x = mpfr_get_d(rounded, MPFR_RNDN);
    const bool exact = ternary == 0 && mpfr_cmp_d(rounded, x) == 0;
    mpfr_clear(rounded);
    return nearest(x, exact);
}


/* Most fractions are of short numbers, which doubles hold. */
obl_real obl_real_fraction(obl_real_cx *cx, const char *p, const char *q) {
    mpq_t ratio;

    (void)cx;
    if (strlen(p) <= DBL_DIG && strlen(q) <= DBL_DIG) {
        const double a = strtod(p, NULL), b = strtod(q, NULL);

        assert(b > 0.0);
        return nearest(a / b, fma(a / b, b, -a) == 0.0);
    }
    mpq_init(ratio);
    const int bad_p = mpz_set_str(mpq_numref(ratio), p, 10);
    const int bad_q = mpz_set_str(mpq_denref(ratio), q, 10);
    assert(bad_p == 0);
    assert(bad_q == 0);
    assert(mpz_sgn(mpq_denref(ratio)) > 0);
    (void)bad_p, (void)bad_q;
    mpq_canonicalize(ratio);
    const obl_real result = value_of_ratio(ratio);
    mpq_clear(ratio);
    return result;
}


obl_real obl_real_div(obl_real_cx *cx, obl_real a, obl_real b) {
    const double size = fabs(b.x);

    if (b.x == 0.0 && b.m == 0.0)
        return obl_real_undefined(cx);
    if (noisy(b) && !obl_real_is_undefined(a))
        return obl_real_unknown(cx);
    const double m = (a.m + fabs(a.x) * (b.m / size)) / size;
    const double q = a.x / b.x;
    if (obl_real_is_exact(a) && obl_real_is_exact(b)
        && obl_real_product_is_exact(a.x, q, b.x))
        return obl_real_settle(q, fabs(q), a, b);
    if (a.x == 0.0 && a.m == 0.0)
        return obl_real_settle(0.0, m, a, b);
    return inexact(q, m, a, b);
}


obl_real obl_real_max(obl_real_cx *cx, obl_real a, obl_real b) {
    (void)cx;
    if (isnan(a.x) || isnan(b.x))
        return obl_real_settle(NAN, 0.0, a, b);
    if (obl_real_is_exact(a) && obl_real_is_exact(b))
        return a.x >= b.x ? a : b;
    return (obl_real){ fmax(a.x, b.x), fmax(a.m, b.m) };
}


obl_real obl_real_min(obl_real_cx *cx, obl_real a, obl_real b) {
    return obl_real_neg(cx, obl_real_max(cx, obl_real_neg(cx, a),
                                         obl_real_neg(cx, b)));
}


/* 0^y, and x^y with x a computed 0. */
static obl_real power_of_zero(obl_real_cx *cx, obl_real a, obl_real b) {
    if (b.x == 0.0 && b.m == 0.0)
        return (obl_real){ 1.0, 1.0 };
    if (noisy(b) || (b.x < 0.0 && a.m > 0.0))
        return obl_real_unknown(cx);
    if (b.x < 0.0)
        return obl_real_undefined(cx);
    if (a.m == 0.0)
        return (obl_real){ 0.0, 0.0 };
    return inexact(0.0, pow(GRAIN * a.m, b.x) / GRAIN, a, b);
}


/* x < 0 to a power that is not an exact integer. */
static obl_real power_of_negative(obl_real_cx *cx, obl_real a, obl_real b) {
    const obl_real off = { b.x - rint(b.x), b.m };

    if (noisy(a) || (!obl_real_is_exact(b) && noisy(off)))
        return obl_real_unknown(cx);
    return obl_real_undefined(cx);
}


obl_real obl_real_pow(obl_real_cx *cx, obl_real a, obl_real b) {
    const bool integer = obl_real_is_exact(b) && b.x == rint(b.x);

    if (isnan(a.x) || isnan(b.x))
        return obl_real_settle(NAN, 0.0, a, b);
    if (a.x == 0.0)
        return power_of_zero(cx, a, b);
    if (a.x < 0.0 && !integer)
        return power_of_negative(cx, a, b);
    if (noisy(a) && (!integer || b.x < 0.0))
        return obl_real_unknown(cx);
    const double f = pow(a.x, b.x);
    if (fabs(a.x) < 0x1p-40 * a.m)
        return inexact(f, pow(far_end(a), b.x) / GRAIN, a, b);
    const double b_noise = obl_real_is_exact(b) ? 0.0 : b.m;
    const double from_a = fabs(b.x) * (a.m / fabs(a.x));
    const double from_b = fabs(log(fabs(a.x))) * b_noise;
    return inexact(f, fabs(f) * (1.0 + from_a + from_b), a, b);
}


obl_real obl_real_sqrt(obl_real_cx *cx, obl_real a) {
    if (isnan(a.x) || (a.x == 0.0 && a.m == 0.0))
        return a;
    if (a.x < 0.0)
        return noisy(a) ? obl_real_unknown(cx) : obl_real_undefined(cx);
    if (a.x == 0.0)
        return inexact(0.0, sqrt(far_end(a)) / GRAIN, a, a);
    const double f = sqrt(a.x); /* off by |error| / f at most */
    return inexact(f, f + a.m / f, a, a);
}


obl_real obl_real_exp(obl_real_cx *cx, obl_real a) {
    const double f = exp(a.x), far = exp(a.x + GRAIN * a.m);

    (void)cx;
    return inexact(f, f + far * a.m, a, a);
}


obl_real obl_real_log(obl_real_cx *cx, obl_real a) {
    if (isnan(a.x))
        return a;
    if (a.x <= 0.0 && !noisy(a))
        return obl_real_undefined(cx);
    if (noisy(a))
        return obl_real_unknown(cx);
    const double f = log(a.x);
    return inexact(f, fabs(f) + a.m / a.x, a, a);
}


obl_real obl_real_sin(obl_real_cx *cx, obl_real a) {
    (void)cx;
    if (a.x == 0.0 && a.m == 0.0)
        return a;
    const double f = sin(a.x);
    return inexact(f, fabs(f) + a.m, a, a);
}


obl_real obl_real_cos(obl_real_cx *cx, obl_real a) {
    const double f = cos(a.x);

    (void)cx;
    return inexact(f, fabs(f) + fmin(far_end(a), 1.0) * a.m, a, a);
}


obl_real obl_real_tan(obl_real_cx *cx, obl_real a) {
    const double f = tan(a.x), near_pole = fabs(f) * GRAIN * a.m;

    if (a.x == 0.0 && a.m == 0.0)
        return a;
    if (near_pole > 0x1p-6)
        return obl_real_unknown(cx);
    return inexact(f, fabs(f) + 2.0 * (1.0 + f * f) * a.m, a, a);
}


/* Near an integer its noise hides on which side the number is: then ceil may
** be off by 1, which among numbers of 2^52 is noise as well. */
obl_real obl_real_ceil(obl_real_cx *cx, obl_real a) {
    const double off = fabs(a.x - rint(a.x));

    if (isnan(a.x))
        return a;
    if (!obl_real_is_exact(a) && off <= OBL_REAL_NOISE * a.m)
        return fabs(a.x) < 0x1p52 ? obl_real_unknown(cx)
                                  : (obl_real){ ceil(a.x), a.m + 0x1p44 };
    return (obl_real){ ceil(a.x), fabs(ceil(a.x)) };
}


/* Kahan: each product's rounding error is recovered by a fused operation. */
obl_real obl_real_fma2(obl_real_cx *cx, obl_real a, obl_real b, obl_real c,
                       obl_real d) {
    const double cd = c.x * d.x;
    const double x = fma(a.x, b.x, -cd) + fma(-c.x, d.x, cd);
    const obl_real ab = obl_real_mul(cx, a, b), mcd = obl_real_mul(cx, c, d);
    double m = ab.m + mcd.m;

    if (obl_real_is_exact(a) && obl_real_is_exact(b) && obl_real_is_exact(c)
        && obl_real_is_exact(d))
        m = x == 0.0 ? 0.0 : fmax(2.0 * fabs(x), DBL_MIN);
    /* The residues of products that small are not representable. */
    if (fmax(ab.m, mcd.m) < 0x1p-900 && ab.m + mcd.m > 0.0)
        m = fmax(m, DBL_MIN);
    return obl_real_settle(x, m, ab, mcd);
}


obl_real obl_real_one_minus_cos(obl_real_cx *cx, obl_real a) {
    const double s = sin(0.5 * a.x), f = 2.0 * s * s;

    (void)cx;
    if (a.x == 0.0 && a.m == 0.0)
        return a;
    return inexact(f, 2.0 * f + fmin(far_end(a), 1.0) * a.m, a, a);
}


/* x^3 times sum_k (-x^2)^k c_k; the first term left out is below 1e-19 of
** the sum for |x| <= 1. */
static double cubic_series(double x, const double *c) {
    const double minus_square = -x * x;
    double sum = 0.0;

    for (int k = 8; k >= 0; k--)
        sum = sum * minus_square + c[k];
    return x * x * x * sum;
}


/* (-1)^k-free coefficients 2(k+1)/(2k+3)! of sin x - x cos x. */
static const double sin_minus_xcos_terms[9] = {
    2.0 / 6.0, 4.0 / 120.0, 6.0 / 5040.0, 8.0 / 362880.0, 10.0 / 39916800.0,
    12.0 / 6227020800.0, 14.0 / 1307674368000.0, 16.0 / 355687428096000.0,
    18.0 / 121645100408832000.0,
};

/* 1/(2k+3)! of x - sin x. */
static const double x_minus_sin_terms[9] = {
    1.0 / 6.0, 1.0 / 120.0, 1.0 / 5040.0, 1.0 / 362880.0, 1.0 / 39916800.0,
    1.0 / 6227020800.0, 1.0 / 1307674368000.0, 1.0 / 355687428096000.0,
    1.0 / 121645100408832000.0,
};


obl_real obl_real_sin_minus_xcos(obl_real_cx *cx, obl_real a) {
    const double u = far_end(a), x = a.x;
    const double f = fabs(x) <= 1.0 ? cubic_series(x, sin_minus_xcos_terms)
                                    : sin(x) - x * cos(x);

    (void)cx;
    if (x == 0.0 && a.m == 0.0)
        return a;
    const double rounding = fabs(x) <= 1.0 ? fabs(f) : 1.0 + fabs(x);
    return inexact(f, rounding + fabs(f) + fmin(u * u, u) * a.m, a, a);
}


obl_real obl_real_x_minus_sin(obl_real_cx *cx, obl_real a) {
    const double u = far_end(a), x = a.x;
    const double f = fabs(x) <= 1.0 ? cubic_series(x, x_minus_sin_terms)
                                    : x - sin(x);

    (void)cx;
    if (x == 0.0 && a.m == 0.0)
        return a;
    const double rounding = fabs(x) <= 1.0 ? fabs(f) : 1.0 + fabs(x);
    return inexact(f, rounding + fabs(f) + fmin(0.5 * u * u, 2.0) * a.m, a, a);
}


#include "formula/as_real.h"
#include "formula/formulas.inl"
#include "formula/as_none.h"
