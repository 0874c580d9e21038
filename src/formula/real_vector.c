/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** real_vector.c -- norms, products and angles of vectors of reals.
**
** A vector is first brought near 1 by a power of two, so that no square and
** no 2x2 minor underflows, and its noise, the part of the magnitudes that
** does not stand for exact numbers, is kept as one number relative to its
** norm: an angle moves by no more than the relative noise of its sides.
*/

#include <assert.h>
#include <gsl/gsl_eigen.h>
#include <string.h>

#include "formula/real.h"

/* 2^exponent x is the vector. */
typedef struct {
    double  *x;
    int      exponent;
    double   norm;     /* of x: in [1/2, sqrt(d)), or 0 for the vector 0 */
    double   noise;    /* relative to the norm; infinite if it hides it */
    obl_real fault;    /* a real that is not a number, if there is one */
} scaled;


/* The fault of two: undefined wins. 0 stands for none. */
static obl_real worse(obl_real a, obl_real b) {
    if (isnan(a.x) && isnan(b.x))
        return a.m == 0.0 ? a : b;
    return isnan(a.x) ? a : b;
}


/* The exponent that brings the largest of |x| and m into [1/2, 1). */
static int exponent_of(const obl_real *x, size_t d, bool magnitude) {
    double largest = 0.0;
    int exponent = 0;

    for (size_t k = 0; k < d; k++)
        largest = fmax(largest, magnitude ? x[k].m : fabs(x[k].x));
    frexp(largest, &exponent);
    return exponent;
}


/* 2^exponent as a product, since it may be no double itself. */
typedef struct { double half, rest; } power;


static power power_of_two(int exponent) {
    return (power){ ldexp(1.0, exponent / 2),
                    ldexp(1.0, exponent - exponent / 2) };
}


/* The norm of the magnitudes; of the inexact entries alone if asked. */
static double norm_of_magnitudes(const obl_real *x, size_t d,
                                 bool inexact_only) {
    const int exponent = exponent_of(x, d, true);
    const power down = power_of_two(-exponent);
    double squares = 0.0;

    for (size_t k = 0; k < d; k++) {
        const double m = x[k].m * down.half * down.rest;
        if (!inexact_only || !obl_real_is_exact(x[k]))
            squares += m * m;
    }
    return ldexp(sqrt(squares), exponent);
}


static scaled scale(obl_real_cx *cx, const obl_real *x, size_t d) {
    scaled s = { .exponent = exponent_of(x, d, false) };
    const power down = power_of_two(-s.exponent);
    double squares = 0.0;

    s.x = obl_arena_get(&cx->arena, (d + 1) * sizeof *s.x);
    for (size_t k = 0; k < d; k++) {
        s.fault = worse(s.fault, x[k]);
        s.x[k] = x[k].x * down.half * down.rest;
        squares += s.x[k] * s.x[k];
    }
    if (!isnan(s.fault.x))
        s.fault = (obl_real){ 0.0, 0.0 };
    s.norm = sqrt(squares);
    const double noise = norm_of_magnitudes(x, d, true);
    const double norm = ldexp(s.norm, s.exponent);
    s.noise = noise == 0.0 ? 0.0
            : OBL_REAL_NOISE * noise >= norm ? INFINITY : noise / norm;
    return s;
}


/* a b - c d to 2 units in the last place (Kahan). */
static double minor(double a, double b, double c, double d) {
    const double cd = c * d;
    return fma(a, b, -cd) + fma(-c, d, cd);
}


/* The root of the sum of the squared minors, each times `factor`. */
static double wedge_times(const double *x, const double *y, size_t d,
                          double factor, double *largest) {
    double squares = 0.0;

    *largest = 0.0;
    for (size_t j = 1; j < d; j++)
        for (size_t k = 0; k < j; k++) {
            const double m = factor * minor(x[k], y[j], x[j], y[k]);
            *largest = fmax(*largest, fabs(m));
            squares += m * m;
        }
    return sqrt(squares);
}


/* |x| |y| sin(angle): a second pass only where squares have underflowed. */
static double wedge(const double *x, const double *y, size_t d) {
    double largest;
    const double plain = wedge_times(x, y, d, 1.0, &largest);

    if (plain > 0x1p-400 || largest == 0.0)
        return plain;
    int exponent;
    frexp(largest, &exponent);
    const double factor = ldexp(1.0, exponent < -1000 ? 1000 : -exponent);
    return wedge_times(x, y, d, factor, &largest) / factor;
}


static double dot_of_doubles(const double *x, const double *y, size_t d,
                             double *magnitude) {
    double sum = 0.0;

    *magnitude = 0.0;
    for (size_t k = 0; k < d; k++) {
        sum += x[k] * y[k];
        *magnitude += fabs(x[k] * y[k]);
    }
    return sum;
}


/* Both sides of an angle, and whether it has a value. */
typedef struct {
    scaled   x, y;
    double   noise;
    bool     valid;
    obl_real fault; /* the result if not valid */
} corner;


static bool is_zero_vector(const scaled *s) {
    return !isnan(s->fault.x) && s->norm == 0.0 && s->noise == 0.0;
}


static corner corner_of(obl_real_cx *cx, const obl_real *x,
                        const obl_real *y, size_t d) {
    corner c = { .x = scale(cx, x, d), .y = scale(cx, y, d) };

    c.noise = c.x.noise + c.y.noise;
    c.fault = worse(c.x.fault, c.y.fault);
    if (is_zero_vector(&c.x) || is_zero_vector(&c.y))
        c.fault = obl_real_undefined(cx);
    else if (!isnan(c.fault.x) && isfinite(c.noise))
        c.valid = true;
    else if (!isnan(c.fault.x))
        c.fault = obl_real_unknown(cx);
    return c;
}


obl_real obl_real_angle(obl_real_cx *cx, const obl_real *x,
                        const obl_real *y, size_t d) {
    const obl_arena_mark mark = obl_real_mark(cx);
    const corner c = corner_of(cx, x, y, d);
    obl_real result = c.fault;

    if (c.valid) {
        double magnitude;
        const double dot = dot_of_doubles(c.x.x, c.y.x, d, &magnitude);
        const double sine = wedge(c.x.x, c.y.x, d);
        result.x = atan2(sine, dot);
        result.m = 2.0 * result.x + c.noise;
    }
    return obl_real_keep(cx, mark, result);
}


obl_real obl_real_cos_angle(obl_real_cx *cx, const obl_real *x,
                            const obl_real *y, size_t d) {
    const obl_arena_mark mark = obl_real_mark(cx);
    const corner c = corner_of(cx, x, y, d);
    obl_real result = c.fault;

    if (c.valid) {
        double magnitude;
        const double size = c.x.norm * c.y.norm;
        const double dot = dot_of_doubles(c.x.x, c.y.x, d, &magnitude);
        result.x = fmax(-1.0, fmin(1.0, dot / size));
        result.m = fabs(result.x) + magnitude / size + c.noise;
    }
    return obl_real_keep(cx, mark, result);
}


obl_real obl_real_sin_angle(obl_real_cx *cx, const obl_real *x,
                            const obl_real *y, size_t d) {
    const obl_arena_mark mark = obl_real_mark(cx);
    const corner c = corner_of(cx, x, y, d);
    obl_real result = c.fault;

    if (c.valid) {
        result.x = fmin(1.0, wedge(c.x.x, c.y.x, d)
                             / (c.x.norm * c.y.norm));
        result.m = 2.0 * result.x + c.noise;
    }
    return obl_real_keep(cx, mark, result);
}


/* sum_j (y_k x_j - x_k y_j) x_j / |x|^2 into `out`; returns its norm. */
static double reject_doubles(double *out, const double *x, double norm,
                             const double *y, size_t d) {
    double largest = 0.0;

    for (size_t k = 0; k < d; k++) {
        double sum = 0.0;
        for (size_t j = 0; j < d; j++)
            sum += minor(y[k], x[j], x[k], y[j]) * (x[j] / norm / norm);
        out[k] = sum;
        largest = fmax(largest, fabs(sum));
    }
    return largest * sqrt((double)d);
}


/* y = 0 is a side of no angle, but what is left of it is 0. */
void obl_real_reject(obl_real_cx *cx, obl_real *out, const obl_real *x,
                     const obl_real *y, size_t d) {
    const obl_arena_mark mark = obl_real_mark(cx);
    const corner c = corner_of(cx, x, y, d);
    double *part = obl_arena_get(&cx->arena, (d + 1) * sizeof *part);
    const bool nothing = is_zero_vector(&c.y) && !is_zero_vector(&c.x)
        && !isnan(c.x.fault.x) && isfinite(c.x.noise);
    double size = 0.0;

    if (c.valid)
        size = reject_doubles(part, c.x.x, c.x.norm, c.y.x, d);
    const double m = ldexp(4.0 * size + 2.0 * c.noise * c.y.norm,
                           c.y.exponent);
    for (size_t k = 0; k < d; k++)
        out[k] = nothing ? (obl_real){ 0.0, 0.0 }
               : !c.valid ? c.fault
               : obl_real_settle(ldexp(part[k], c.y.exponent),
                                 m > 0.0 ? fmax(m, DBL_MIN) : 0.0,
                                 c.fault, c.fault);
    obl_real_release(cx, mark);
}


obl_real obl_real_norm(obl_real_cx *cx, const obl_real *x, size_t d) {
    const obl_arena_mark mark = obl_real_mark(cx);
    const scaled s = scale(cx, x, d);
    const double norm = ldexp(s.norm, s.exponent);
    const double m = norm + norm_of_magnitudes(x, d, false);

    obl_real_release(cx, mark);
    if (isnan(s.fault.x))
        return s.fault;
    return obl_real_settle(norm, m > 0.0 ? fmax(m, DBL_MIN) : 0.0, s.fault,
                           s.fault);
}


obl_real obl_real_dot(obl_real_cx *cx, const obl_real *x, const obl_real *y,
                      size_t d) {
    obl_real fault = { 0.0, 0.0 };
    double sum = 0.0, m = 0.0;

    for (size_t k = 0; k < d; k++) {
        const obl_real term = obl_real_mul(cx, x[k], y[k]);
        sum += term.x;
        m += term.m;
        fault = worse(fault, term);
    }
    if (isnan(fault.x))
        return fault;
    return obl_real_settle(sum, m, fault, fault);
}


/* Neumaier: the rounding errors of the sum are added to it. */
obl_real obl_real_sum(obl_real_cx *cx, const obl_real *x, size_t count) {
    double sum = 0.0, errors = 0.0, m = 0.0;
    obl_real fault = { 0.0, 0.0 };

    (void)cx;
    for (size_t k = 0; k < count; k++) {
        const double next = sum + x[k].x;
        errors += obl_real_two_sum_error(next, sum, x[k].x);
        sum = next;
        m += x[k].m;
        fault = worse(fault, x[k]);
    }
    if (isnan(fault.x))
        return fault;
    sum += errors;
    return obl_real_settle(sum, m + fabs(sum), fault, fault);
}


/* The largest |eigenvalue|, by GSL. */
static double largest_eigenvalue(const obl_real *a, size_t size) {
    gsl_matrix *matrix = gsl_matrix_alloc(size, size);
    gsl_vector *values = gsl_vector_alloc(size);
    gsl_eigen_symm_workspace *work = gsl_eigen_symm_alloc(size);
    double largest = 0.0;

    for (size_t k = 0; k < size * size; k++)
        gsl_matrix_set(matrix, k / size, k % size, a[k].x);
    gsl_eigen_symm(matrix, values, work);
    for (size_t k = 0; k < size; k++)
        largest = fmax(largest, fabs(gsl_vector_get(values, k)));
    gsl_eigen_symm_free(work);
    gsl_vector_free(values);
    gsl_matrix_free(matrix);
    return largest;
}


obl_real obl_real_spectral_norm(obl_real_cx *cx, const obl_real *a,
                                size_t size) {
    obl_real fault = { 0.0, 0.0 };

    assert(size > 0);
    for (size_t k = 0; k < size * size; k++)
        fault = worse(fault, a[k]);
    (void)cx;
    if (isnan(fault.x))
        return fault;
    const double norm = largest_eigenvalue(a, size);
    const double m = norm_of_magnitudes(a, size * size, false);
    return obl_real_settle(norm, norm + m, fault, fault);
}
