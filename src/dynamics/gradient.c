/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** gradient.c -- the gradient (4) in plain doubles: one angle per pair.
**
** Two ideas keep it exact where angles are small. The part along v is summed
** from terms that are third order already: with c_j = 1 - cos theta_j,
**
**     |w_j| [(sin t - t) cos theta_i + t (c_j - c_i)],       t = theta_ij,
**
** and c_j = (|z_j|/|w_j|) (|z_j|/(|w_j| + h_j)) where h_j > 0. And the angle
** of two unit vectors a, b is 2 atan2(|a - b|, |a + b|) (Kahan): its error is
** a rounding of the angles with v, not the root of one, so that the gradient
** does not notice it. sin t = |a - b| |a + b| / 2 comes along with it.
*/

#include <assert.h>
#include <math.h>

#include "dynamics/internal.h"

/* What a state's neurons give before any pair is looked at. */
typedef struct {
    size_t  n, across;
    double *unit; /* n rows z_i / |w_i| */
    double *norm; /* |w_i| */
    double *cos;  /* cos theta_i */
    double *gap;  /* c_i = 1 - cos theta_i */
    double *turn; /* sum_j |w_j| sin theta_ij - |v| sin theta_i */
} neurons;


static double squares(const double *x, size_t count) {
    double sum = 0.0;

    for (size_t k = 0; k < count; k++)
        sum += x[k] * x[k];
    return sum;
}


/* The norm where squares leave the range of doubles. */
static double scaled_norm(const double *x, size_t count) {
    double largest = 0.0, sum = 0.0;

    for (size_t k = 0; k < count; k++) {
        if (!isfinite(x[k]))
            return x[k] * x[k];
        largest = fmax(largest, fabs(x[k]));
    }
    for (size_t k = 0; largest > 0.0 && k < count; k++)
        sum += (x[k] / largest) * (x[k] / largest);
    return largest * sqrt(sum);
}


double obl_norm(const double *x, size_t count) {
    const double sum = squares(x, count);

    if (sum > 0x1p-900 && sum < 0x1p1000)
        return sqrt(sum);
    return scaled_norm(x, count);
}


/* x - sin x >= 0, given sin x; near 0 by its series to x^15. */
static double x_minus_sin(double x, double sine) {
    const double y = x * x;

    if (x > 0.5)
        return x - sine;
    return x * y / 6.0 * (1.0 - y / 20.0 * (1.0 - y / 42.0 * (1.0 - y / 72.0
        * (1.0 - y / 110.0 * (1.0 - y / 156.0 * (1.0 - y / 210.0))))));
}


/* ---------------------------------------------------- neurons and pairs */

size_t obl_gradient_scratch(size_t n, size_t d) {
    if (n == SIZE_MAX || d > SIZE_MAX - 4 || n > SIZE_MAX / 32 / (d + 4))
        return 0;
    return n * (d + 3);
}


static neurons neurons_at(double *scratch, const obl_state *s) {
    neurons p = { .n = s->n, .across = s->d - 1, .unit = scratch };

    p.norm = p.unit + p.n * p.across;
    p.cos = p.norm + p.n;
    p.gap = p.cos + p.n;
    p.turn = p.gap + p.n;
    return p;
}


/* Norm and angle of neuron i, and the teacher's terms of its bracket. */
static void look_at(neurons *p, const obl_state *s, size_t i,
                    double *along) {
    const double *z = s->z + i * p->across;
    const double size = obl_norm(z, p->across);
    const double norm = hypot(s->h[i], size);
    const double sine = size / norm;
    const double theta = atan2(size, s->h[i]);

    p->norm[i] = norm;
    p->cos[i] = s->h[i] / norm;
    p->gap[i] = s->h[i] > 0.0 ? sine * (size / (norm + s->h[i]))
                              : 1.0 - p->cos[i];
    p->turn[i] = -s->v * sine;
    *along = s->v * (x_minus_sin(theta, sine) * p->cos[i]
                     + theta * p->gap[i]);
    for (size_t k = 0; k < p->across; k++)
        p->unit[i * p->across + k] = z[k] / norm;
}


/* |a + b|^2 or, with sign -1, |a - b|^2 of rows of `count` numbers. */
static double chord(const double *a, const double *b, double sign,
                    size_t count) {
    double even = 0.0, odd = 0.0;
    size_t k = 0;

    for (; k + 2 <= count; k += 2) {
        const double x = a[k] + sign * b[k];
        const double y = a[k + 1] + sign * b[k + 1];
        even += x * x;
        odd += y * y;
    }
    if (k < count)
        even += (a[k] + sign * b[k]) * (a[k] + sign * b[k]);
    return even + odd;
}


/* theta_ij and its sine. Up to a right angle |a + b|^2 = 4 - |a - b|^2 loses
** nothing. */
static double angle(double *sine, const neurons *p, size_t i, size_t j) {
    const double *a = p->unit + i * p->across;
    const double *b = p->unit + j * p->across;
    const double lean = p->gap[j] - p->gap[i];
    const double apart = chord(a, b, -1.0, p->across) + lean * lean;
    const double rise = p->cos[i] + p->cos[j];
    const double joined = apart <= 2.0 ? 4.0 - apart
        : chord(a, b, 1.0, p->across) + rise * rise;
    const double root = sqrt(apart), other = sqrt(joined);

    *sine = 0.5 * root * other;
    return 2.0 * atan2(root, other);
}


/* Adds the terms of i and j to each other's brackets. */
static void add_pair(double *along, double *cross, neurons *p,
                     const obl_state *s, size_t i, size_t j) {
    const double *z_i = s->z + i * p->across, *z_j = s->z + j * p->across;
    double *b_i = cross + i * p->across, *b_j = cross + j * p->across;
    double sine;
    const double t = angle(&sine, p, i, j);

    if (t == 0.0)
        return;
    const double lag = x_minus_sin(t, sine);
    const double lean = t * (p->gap[j] - p->gap[i]);

    along[i] += p->norm[j] * (lean - lag * p->cos[i]);
    along[j] -= p->norm[i] * (lean + lag * p->cos[j]);
    p->turn[i] += p->norm[j] * sine;
    p->turn[j] += p->norm[i] * sine;
    for (size_t k = 0; k < p->across; k++) {
        b_i[k] -= t * z_j[k];
        b_j[k] -= t * z_i[k];
    }
}


static bool has_zero_neuron(const obl_state *s) {
    for (size_t i = 0; i < s->n; i++) {
        bool zero = s->h[i] == 0.0;

        for (size_t k = 0; zero && k < s->d - 1; k++)
            zero = s->z[i * (s->d - 1) + k] == 0.0;
        if (zero)
            return true;
    }
    return false;
}


obl_status obl_bracket(double *along, double *cross, double *scratch,
                       const obl_state *s) {
    neurons p = neurons_at(scratch, s);

    assert(s->n > 0);
    assert(s->d > 0);
    assert(s->v > 0.0);
    if (has_zero_neuron(s))
        return OBL_ZERO_NEURON;
    for (size_t i = 0; i < p.n; i++)
        look_at(&p, s, i, &along[i]);
    for (size_t k = 0; k < p.n * p.across; k++)
        cross[k] = 0.0;
    for (size_t i = 0; i < p.n; i++)
        for (size_t j = 0; j < i; j++)
            add_pair(along, cross, &p, s, i, j);
    for (size_t i = 0; i < p.n; i++)
        for (size_t k = 0; k < p.across; k++)
            cross[i * p.across + k] += p.turn[i] * p.unit[i * p.across + k];
    return OBL_OK;
}


/* ------------------------------------------------------- the gradient */

double obl_residual(double *cross, const obl_state *s) {
    const size_t across = s->d - 1;
    double along = -s->v;

    for (size_t k = 0; k < across; k++)
        cross[k] = s->carried ? s->R[k] : 0.0;
    if (s->carried)
        return -s->H;
    for (size_t i = 0; i < s->n; i++) {
        along += s->h[i];
        for (size_t k = 0; k < across; k++)
            cross[k] += s->z[i * across + k];
    }
    return along;
}


obl_status obl_gradient(double *along, double *cross, double *scratch,
                        const obl_state *s) {
    const size_t across = s->d - 1;
    const double turn = 0.5 / OBL_PI;
    const obl_status status = obl_bracket(along, cross, scratch, s);

    if (status != OBL_OK)
        return status;
    /* The bracket is done with the scratch, which holds d - 1 numbers. */
    const double r = obl_residual(scratch, s);
    for (size_t i = 0; i < s->n; i++) {
        along[i] = 0.5 * r + turn * along[i];
        for (size_t k = 0; k < across; k++)
            cross[i * across + k] = 0.5 * scratch[k]
                                  + turn * cross[i * across + k];
    }
    return OBL_OK;
}
