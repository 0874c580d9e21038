/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval_real.c -- the evaluator in doubles with magnitudes, and what only it
** does: numbers while a sample is drawn, times that a trajectory must hold,
** both sides of a deciding relation.
*/

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>

#include "claim/eval.h"
#include "claim/kind.h"
#include "claim/law.h"
#include "formula/dreal.h"
#include "formula/real.h"

enum { OBL_TERMS_MAX = 1000000 };

#define DUAL_N(f) obl_dreal_##f
#define DUAL_NUM obl_dreal

#include "formula/as_real.h"
#include "claim/eval_types.inl"
#include "formula/as_none.h"
#include "formula/as_dreal.h"
#include "claim/eval_types.inl"
#include "formula/as_none.h"


/* ------------------------------ what doubles mean by near and by decided */

static void obl_real_set_precision(obl_real_cx *cx, long bits) {
    (void)cx, (void)bits;
}


/* Doubles show agreement of exact numbers alone. */
static bool obl_real_agree(obl_real_cx *cx, obl_real x, obl_real y) {
    (void)cx;
    return x.x == y.x && obl_real_is_exact(x) && obl_real_is_exact(y);
}


static bool obl_dreal_agree(obl_real_cx *cx, obl_dreal x, obl_dreal y) {
    return obl_real_agree(cx, x.v, y.v);
}


static bool obl_real_same(obl_real x, obl_real y) {
    return x.x == y.x && x.m == y.m;
}


static obl_real obl_real_sum_of_sizes(obl_real_cx *cx, obl_real a,
                                      obl_real b) {
    return obl_real_add(cx, obl_real_abs(cx, a), obl_real_abs(cx, b));
}


static double obl_real_margin(obl_real a, obl_real b, obl_real scale) {
    return scale.x > 0 ? (b.x - a.x) / scale.x : 0;
}


static bool obl_real_twin(obl_real_cx *cx, obl_real right, obl_real left) {
    (void)cx;
    return obl_real_same(right, left)
        || fabs(right.x - left.x) <= OBL_REAL_NOISE * (right.m + left.m);
}


static int obl_real_less(obl_real x, obl_real y) {
    return x.x < y.x;
}


static obl_sign obl_real_gap_sign(obl_real_cx *cx, obl_real a, obl_real b,
                                  obl_real scale, bool *touching) {
    const double gap = b.x - a.x;
    const double size = fmax(scale.m, a.m + b.m);

    (void)cx;
    *touching = false;
    if (!isfinite(a.x) || !isfinite(b.x))
        return OBL_UNSURE;
    if (obl_real_is_exact(a) && obl_real_is_exact(b))
        return a.x < b.x ? OBL_POSITIVE : a.x > b.x ? OBL_NEGATIVE : OBL_ZERO;
    if (!(fabs(gap) > OBL_DECISIVE * size))
        return OBL_UNSURE;
    return gap > 0 ? OBL_POSITIVE : OBL_NEGATIVE;
}


#include "formula/as_dreal.h"
#include "claim/eval.inl"
#include "claim/eval_dual.inl"
#include "formula/as_none.h"
#include "formula/as_real.h"
#include "claim/eval.inl"
#include "claim/law.inl"
#include "claim/eval_calculus.inl"
#include "claim/eval_plain.inl"
#include "formula/as_none.h"


/* -------------------------------------------------- integrals, by GSL */

enum { INTERVALS_MAX = 500 };

typedef struct {
    obl_real_eval  *ev;
    const obl_node *node;
    double size, magnitude; /* sums of |f| and of its magnitudes */
    bool   undefined;
} integrand;


static double integrand_at(double x, void *user) {
    integrand *f = user;
    const obl_real y = obl_real_integrand(f->ev, f->node,
                                          obl_real_double(f->ev->cx, x));

    f->undefined |= obl_real_is_undefined(y);
    f->size += fabs(y.x);
    f->magnitude += y.m;
    return y.x;
}


static int quadrature(gsl_function *f, const obl_real limit[2],
                      const int infinite[2], double *value, double *error) {
    gsl_integration_workspace *w
        = gsl_integration_workspace_alloc(INTERVALS_MAX);
    const bool from = infinite[0] < 0, to = infinite[1] > 0;
    int status = GSL_EINVAL;

    if (!w)
        return GSL_ENOMEM;
    if (from && to)
        status = gsl_integration_qagi(f, 0, 1e-12, INTERVALS_MAX, w, value,
                                      error);
    else if (to && !infinite[0])
        status = gsl_integration_qagiu(f, limit[0].x, 0, 1e-12,
                                       INTERVALS_MAX, w, value, error);
    else if (from && !infinite[1])
        status = gsl_integration_qagil(f, limit[1].x, 0, 1e-12,
                                       INTERVALS_MAX, w, value, error);
    else if (!infinite[0] && !infinite[1])
        status = gsl_integration_qag(f, limit[0].x, limit[1].x, 0, 1e-12,
                                     INTERVALS_MAX, GSL_INTEG_GAUSS31, w,
                                     value, error);
    gsl_integration_workspace_free(w);
    return status;
}


/* GSL's estimate of its error becomes a magnitude that leaves every nearer
** comparison to balls; so do the roundings of the integrand and of the
** limits. Where GSL stops at its roundings the estimate still holds. */
static obl_real obl_real_integrate(obl_real_eval *ev, const obl_node *node,
                                   const obl_real limit[2],
                                   const int infinite[2]) {
    integrand f = { .ev = ev, .node = node };
    gsl_function function = { .function = integrand_at, .params = &f };
    double value = NAN, error = NAN;
    const int status = quadrature(&function, limit, infinite, &value, &error);

    if (f.undefined)
        return obl_real_undefined(ev->cx);
    if (!(isfinite(value) && isfinite(error) && isfinite(f.magnitude))
        || (status != GSL_SUCCESS && status != GSL_EROUND))
        return obl_real_unknown(ev->cx);
    double m = (fabs(value) + error / OBL_REAL_NOISE)
        * fmax(2, f.size > 0 ? f.magnitude / f.size : f.magnitude);

    for (unsigned k = 0; k < 2; k++) {
        const double end = infinite[k] ? 0 : integrand_at(limit[k].x, &f);

        if (isfinite(end))
            m += fabs(end) * limit[k].m;
    }
    return (obl_real){ value, m };
}


/* Whatever a tiny start leads to is beyond doubles. */
static obl_real obl_real_unit(obl_real_eval *ev) {
    return obl_real_unknown(ev->cx);
}


static obl_real_place *obl_real_place_on_run(obl_real_eval *ev, size_t k) {
    return obl_real_place_of(ev, ev->sample->run.state[k]);
}


/* Unknown where doubles do not hold it. */
static obl_real obl_real_instant(obl_real_cx *cx, long double t) {
    return (long double)(double)t == t ? obl_real_double(cx, (double)t)
                                       : obl_real_unknown(cx);
}


static long double obl_real_time_of(obl_real t) {
    return t.x;
}


static void obl_real_print(char *text, size_t size, obl_real x) {
    snprintf(text, size, "%.17g", x.x);
}


double obl_real_number(obl_real_eval *eval, uint32_t node, int slot,
                       unsigned neuron, long counter) {
    if (slot >= 0)
        eval->slot[slot] = neuron;
    eval->u = counter;
    eval->u_stamp = ++eval->stamps;
    if (!eval->place)
        eval->place = obl_real_place_empty(eval);
    obl_real_forget(eval);
    return obl_real_eval_node(eval, node).r.x;
}


double obl_real_scalar(obl_real_eval *eval, int variable) {
    return variable >= 0 && eval->variable[variable]
        ? eval->variable[variable][0].x : NAN;
}


obl_state *obl_real_state(obl_real_eval *eval, uint32_t node) {
    if (!eval->place)
        eval->place = obl_real_place_empty(eval);
    obl_real_forget(eval);
    const obl_real_place *p
        = obl_real_network(eval, &eval->claim->node[node]);
    obl_state *state = p ? obl_state_new(p->net.n, p->net.d, p->net.v.x)
                         : NULL;
    bool finite = state != NULL;

    for (size_t i = 0; finite && i < p->net.n; i++)
        finite = isfinite(state->h[i] = p->net.h[i].x);
    for (size_t k = 0; finite && k < p->net.n * (p->net.d - 1); k++)
        finite = isfinite(state->z[k] = p->net.z[k].x);
    if (finite)
        return state;
    obl_state_free(state);
    return NULL;
}
