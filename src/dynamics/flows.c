/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** flows.c -- the list of flows, and what they share.
**
** The build makes OBL_FLOWS of the names of the files flow_*.c, the default
** first: FLOW(radau) FLOW(...).
*/

#include <assert.h>
#include <float.h>
#include <math.h>
#include <string.h>

#include "dynamics/flows.h"
#include "dynamics/internal.h"
#include "flow_list.h"

#define FLOW(name) extern const obl_flow obl_flow_##name;
OBL_FLOWS
#undef FLOW

#define FLOW(name) &obl_flow_##name,
const obl_flow *const obl_flows[] = { OBL_FLOWS NULL };
#undef FLOW


const obl_flow *obl_flow_find(const char *name) {
    if (name == NULL)
        return obl_flows[0];
    for (const obl_flow *const *flow = obl_flows; *flow != NULL; flow++)
        if (strcmp((*flow)->name, name) == 0)
            return *flow;
    return NULL;
}


/* -------------------------------------------------- states and numbers */

static bool all_finite(const double *x, size_t count) {
    for (size_t k = 0; k < count; k++)
        if (!isfinite(x[k]))
            return false;
    return true;
}


static bool state_is_finite(const obl_state *s) {
    return isfinite(s->v) && all_finite(s->h, s->n)
        && all_finite(s->z, s->n * (s->d - 1))
        && (!s->carried
            || (isfinite(s->H) && all_finite(s->R, s->d - 1)));
}


obl_status obl_flow_begin(obl_state *s) {
    const size_t across = s->d - 1;

    assert(s->n > 0);
    assert(s->d > 0);
    assert(s->v > 0.0);
    if (!state_is_finite(s))
        return OBL_NOT_FINITE;
    for (size_t i = 0; i < s->n; i++)
        if (s->h[i] == 0.0 && obl_norm(s->z + i * across, across) == 0.0)
            return OBL_ZERO_NEURON;
    if (!s->carried) {
        s->H = -obl_residual(s->R, s);
        s->carried = true;
    }
    return isfinite(s->H) && all_finite(s->R, across) ? OBL_OK
                                                      : OBL_NOT_FINITE;
}


/* memcpy, for which no bytes at all are fine. */
static void copy(double *to, const double *from, size_t count) {
    for (size_t k = 0; k < count; k++)
        to[k] = from[k];
}


void obl_flow_pack(double *y, const obl_state *s) {
    const size_t across = s->d - 1;

    copy(y, s->h, s->n);
    copy(y + s->n, s->z, s->n * across);
    y[s->n * s->d] = -s->H;
    copy(y + s->n * s->d + 1, s->R, across);
}


void obl_flow_unpack(obl_state *s, const double *y) {
    const size_t across = s->d - 1;

    copy(s->h, y, s->n);
    copy(s->z, y + s->n, s->n * across);
    s->H = -y[s->n * s->d];
    copy(s->R, y + s->n * s->d + 1, across);
    s->carried = true;
}


/* ---------------------------------------------- neurons and their sum */

/* Along v. While most of v is missing, H follows from the h_i. */
static void reconcile_along(double *y, const obl_shape *p) {
    double *r = y + p->n * p->d;
    double sum = 0.0, size = 0.0;

    for (size_t i = 0; i < p->n; i++) {
        sum += y[i];
        size += fabs(y[i]);
    }
    if (fabs(*r) > 0.5 * p->v) {
        *r = sum - p->v;
        return;
    }
    const double excess = (sum - p->v - *r) / size;
    for (size_t i = 0; size > 0.0 && i < p->n; i++)
        y[i] -= excess * fabs(y[i]);
}


/* Across v, where entry k of every z_i is corrected by |z_i|'s share. */
static void reconcile_cross(double *y, const obl_shape *p) {
    const size_t across = p->d - 1;
    double *z = y + p->n, *R = y + p->n * p->d + 1;
    double size = 0.0;

    for (size_t i = 0; i < p->n; i++)
        size += obl_norm(z + i * across, across);
    const bool follows = obl_norm(R, across) > 0.5 * size;
    for (size_t k = 0; size > 0.0 && k < across; k++) {
        double sum = 0.0;

        for (size_t i = 0; i < p->n; i++)
            sum += z[i * across + k];
        if (follows)
            R[k] = sum;
        const double excess = (sum - R[k]) / size;
        for (size_t i = 0; excess != 0.0 && i < p->n; i++)
            z[i * across + k] -= excess
                               * obl_norm(z + i * across, across);
    }
}


void obl_reconcile(double *y, const obl_shape *shape) {
    reconcile_along(y, shape);
    reconcile_cross(y, shape);
}


/* -------------------------------------------------------------- errors */

/* What rounding leaves of dw_i/dt: along v the brackets are third order, and
** across it second, where all angles with v are sharp. */
typedef struct {
    double along, cross;
} blur;


static blur blur_of(const double *y, const obl_shape *p) {
    const size_t across = p->d - 1;
    const double *r = y + p->n * p->d;
    double wide = 0.0, sum = p->v;

    for (size_t i = 0; i < p->n; i++) {
        const double size = obl_norm(y + p->n + i * across, across);
        const double norm = hypot(y[i], size);

        sum += norm;
        wide = fmax(wide, y[i] > 0.0 ? size / norm : 1.0);
    }
    sum *= wide * wide;
    return (blur){ 0x1p-49 * (fabs(r[0]) + sum * wide),
                   0x1p-49 * (obl_norm(r + 1, across) + sum) };
}


void obl_flow_weigh(obl_weights *to, const double *y, double h,
                    double tolerance, const obl_shape *p) {
    const size_t across = p->d - 1;
    const blur least = blur_of(y, p);
    const double lag = h / (1.0 + 0.5 * (double)p->n * h) / tolerance;
    double wide = 0.0, largest = 1e-150 * p->v;

    for (size_t i = 0; i < p->n; i++) {
        const double size = obl_norm(y + p->n + i * across, across);

        to->along[i] = hypot(y[i], size);
        to->cross[i] = size;
        largest = fmax(largest, size);
        wide = fmax(wide, size / to->along[i]);
    }
    for (size_t i = 0; i < p->n; i++) {
        to->cross[i] = fmax(to->cross[i],
                            to->along[i] * fmax(0.05 * wide, 1e-150));
        to->cross[i] = fmax(to->cross[i], least.cross * h / tolerance);
        to->along[i] = fmax(to->along[i], least.along * h / tolerance);
    }
    to->H = fmax(fabs(y[p->n * p->d]), 0.01 * largest * wide * wide);
    to->H = fmax(to->H, fmax(1e-150 * p->v, least.along * lag));
    to->R = fmax(obl_norm(y + p->n * p->d + 1, across),
                 0.01 * largest * wide);
    to->R = fmax(to->R, fmax(1e-150 * p->v, least.cross * lag));
}


/* The larger, or the one that is not a number. */
static double larger(double a, double b) {
    return a > b || isnan(a) ? a : b;
}


double obl_flow_norm(const double *error, const obl_weights *weights,
                     const obl_shape *p) {
    const size_t across = p->d - 1;
    const double *r = error + p->n * p->d;
    double most = fabs(r[0]) / weights->H;

    most = larger(obl_norm(r + 1, across) / weights->R, most);
    for (size_t i = 0; i < p->n && !isnan(most); i++) {
        const double *z = error + p->n + i * across;

        most = larger(most, fabs(error[i]) / weights->along[i]);
        most = larger(most, obl_norm(z, across) / weights->cross[i]);
    }
    return most;
}


/* -d|w_i|/dt. */
static double inward(const double *y, const double *slope, size_t i,
                     const obl_shape *p) {
    const size_t across = p->d - 1, at = p->n + i * across;
    const double norm = hypot(y[i], obl_norm(y + at, across));
    double speed = y[i] / norm * slope[i];

    for (size_t k = 0; k < across; k++)
        speed += y[at + k] / norm * slope[at + k];
    return -speed;
}


double obl_flow_fall(bool *zero, const double *y, const double *slope,
                     double gone, double tolerance, obl_weights *weights,
                     const obl_shape *p) {
    const size_t across = p->d - 1;
    const double part = fmax(1e-4 * tolerance, 0x1p-44);
    const double noise = 2.0 * blur_of(y, p).along;
    double least = INFINITY;

    *zero = false;
    for (size_t i = 0; i < p->n; i++) {
        const double norm = hypot(y[i], obl_norm(y + p->n + i * across,
                                                 across));
        const double fall = norm / inward(y, slope, i, p);

        weights->largest[i] = fmax(weights->largest[i], norm);
        if (!(fall >= 0.0 && fall < least))
            continue;
        least = fall;
        *zero = fall <= 0x1p-47 * gone || norm < DBL_MIN
             || norm <= part * weights->largest[i]
             || (norm <= noise && norm <= noise * fall);
    }
    return least;
}
