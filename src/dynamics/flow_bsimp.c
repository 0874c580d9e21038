/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** flow_bsimp.c -- gradient flow by GSL's Bader-Deuflhard method, implicit in
** everything: the other opinion.
**
** It shares no formula with flow_radau.c. The right-hand side is the gradient
** (4) and the Jacobian the Hessian (51) of src/formula, and step and error
** come from extrapolation. GSL's own controls weigh numbers one by one, where
** one z_i may pass through 0, so the steps are chosen here.
**
** GSL bounds the moves in a step by absolute numbers: |v| is brought into
** [1/2, 1) by a power of two, which changes no digit and no time.
*/

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

#include "dynamics/flows.h"
#include "formula/real.h"

enum { TRIES_MAX = 20000 };

/* One run; rows have `size` numbers, in the order of flows.h. */
typedef struct {
    obl_shape         shape;
    obl_weights       weights;
    double            tolerance;
    double           *now, *next, *error, *slope;
    gsl_odeiv2_step  *step;
    gsl_odeiv2_system system;
    obl_real_cx       cx;
    obl_real_net      net;    /* its numbers are these: */
    obl_real         *numbers;
    obl_real         *vector; /* 2 d numbers */
    obl_arena_mark    mark;   /* before the measures of `net` */
} walk;


/* Where entry k of w_i stands in a row; r is i = n. */
static size_t place(const obl_shape *p, size_t i, size_t k) {
    if (i == p->n)
        return p->n * p->d + k;
    return k == 0 ? i : p->n + i * (p->d - 1) + k - 1;
}


static bool has_zero_neuron(const obl_shape *p, const double *y) {
    for (size_t i = 0; i < p->n; i++) {
        bool zero = true;

        for (size_t k = 0; zero && k < p->d; k++)
            zero = y[place(p, i, k)] == 0.0;
        if (zero)
            return true;
    }
    return false;
}


/* Shows y to the formulas; false where a neuron is 0. */
static bool show(walk *w, const double *y) {
    const obl_shape *p = &w->shape;

    if (has_zero_neuron(p, y))
        return false;
    for (size_t k = 0; k < p->size; k++)
        w->numbers[k] = obl_real_double(&w->cx, y[k]);
    w->numbers[p->n * p->d] = obl_real_double(&w->cx, -y[p->n * p->d]);
    obl_real_release(&w->cx, w->mark);
    w->net.measures = NULL;
    w->net.measures = obl_real_measure(&w->cx, &w->net);
    return true;
}


/* dw_i/dt = -grad_i, dr/dt = sum_i dw_i/dt. */
static int slope_at(double t, const double *y, double *slope, void *run) {
    walk *w = run;
    const obl_shape *p = &w->shape;

    (void)t;
    if (!show(w, y))
        return GSL_EBADFUNC;
    for (size_t k = 0; k < p->d; k++)
        slope[place(p, p->n, k)] = 0.0;
    for (size_t i = 0; i < p->n; i++) {
        obl_real_grad(&w->cx, w->vector, &w->net, i);
        for (size_t k = 0; k < p->d; k++) {
            const double value = -w->vector[k].x;

            if (!isfinite(value))
                return GSL_EBADFUNC;
            slope[place(p, i, k)] = value;
            slope[place(p, p->n, k)] += value;
        }
    }
    return GSL_SUCCESS;
}


/* The derivative by entry l of w_j: (51) without the half that r brings. */
static void set_column(walk *w, double *matrix, size_t j, size_t l) {
    const obl_shape *p = &w->shape;
    obl_real *basis = w->vector, *column = w->vector + p->d;
    const size_t at = place(p, j, l);

    for (size_t k = 0; k < p->d; k++)
        basis[k] = obl_real_int(&w->cx, k == l);
    for (size_t i = 0; i < p->n; i++) {
        obl_real_hessian(&w->cx, column, &w->net, i, j, basis);
        for (size_t k = 0; k < p->d; k++) {
            const double value = (k == l ? 0.5 : 0.0) - column[k].x;

            matrix[place(p, i, k) * p->size + at] = value;
            matrix[place(p, p->n, k) * p->size + at] += value;
        }
    }
}


static int jacobian_at(double t, const double *y, double *matrix,
                       double *slope_t, void *run) {
    walk *w = run;
    const obl_shape *p = &w->shape;

    (void)t;
    if (!show(w, y))
        return GSL_EBADFUNC;
    for (size_t k = 0; k < p->size * p->size; k++)
        matrix[k] = 0.0;
    for (size_t k = 0; k < p->size; k++)
        slope_t[k] = 0.0;
    for (size_t k = 0; k < p->d; k++) {
        const size_t at = place(p, p->n, k);

        for (size_t i = 0; i < p->n; i++) {
            set_column(w, matrix, i, k);
            matrix[place(p, i, k) * p->size + at] = -0.5;
        }
        matrix[at * p->size + at] = -0.5 * (double)p->n;
    }
    for (size_t k = 0; k < p->size * p->size; k++)
        if (!isfinite(matrix[k]))
            return GSL_EBADFUNC;
    return GSL_SUCCESS;
}


/* Tries a step of length h from `now` to `next`; returns by what to multiply
** h for the next one or, with *made = false, for another try. */
static double try_step(walk *w, double h, bool *made) {
    const obl_shape *p = &w->shape;

    *made = false;
    for (size_t k = 0; k < p->size; k++)
        w->next[k] = w->now[k];
    obl_flow_weigh(&w->weights, w->now, h, w->tolerance, p);
    if (gsl_odeiv2_step_apply(w->step, 0.0, h, w->next, w->error, w->slope,
                              NULL, &w->system) != GSL_SUCCESS)
        return 0.3;
    const double error = obl_flow_norm(w->error, &w->weights, p)
                       / w->tolerance;
    if (!isfinite(error))
        return 0.3;
    *made = error <= 1.0;
    const double order = (double)gsl_odeiv2_step_order(w->step);
    return fmax(0.2, fmin(0.9 * pow(fmax(error, 1e-30), -1.0 / order),
                          *made ? 2.0 : 0.7));
}


/* x, or 0 where it is below the error it may have. */
static double settled(double x, double error) {
    return fabs(x) < fmax(error, 0x1p-900) ? 0.0 : x;
}


/* GSL refuses a step in which some number changes many times over, unless it
** starts from 0: for an r that is noise that would be every step. */
static void accept(walk *w) {
    const obl_shape *p = &w->shape;
    double *now = w->next, *r = now + p->n * p->d;

    w->next = w->now;
    w->now = now;
    for (size_t k = p->n; k < p->n * p->d; k++)
        now[k] = settled(now[k], 0.0);
    r[0] = settled(r[0], w->tolerance * w->weights.H);
    for (size_t k = 1; k < p->d; k++)
        r[k] = settled(r[k], w->tolerance * w->weights.R);
    obl_reconcile(now, p);
}


/* Walks for the time `end`, of which *gone is then over. */
static obl_status follow(walk *w, double *gone, double end) {
    unsigned tries = 0;
    double h = 0.0;

    *gone = 0.0;
    while (*gone < end) {
        double failed = INFINITY;
        bool made = false, zero;

        if (has_zero_neuron(&w->shape, w->now))
            return OBL_ZERO_NEURON;
        if (slope_at(0.0, w->now, w->slope, w) != GSL_SUCCESS)
            return OBL_NOT_FINITE;
        if (h == 0.0) {
            obl_flow_weigh(&w->weights, w->now, 0.0, w->tolerance, &w->shape);
            h = 0.01 / obl_flow_norm(w->slope, &w->weights, &w->shape);
        }
        const double fall = obl_flow_fall(&zero, w->now, w->slope, *gone,
                                          w->tolerance, &w->weights,
                                          &w->shape);
        if (zero) {
            *gone += fall;
            return OBL_ZERO_NEURON;
        }
        h = fmin(h, 0.5 * fall);
        while (!made) {
            const double then = fmin(*gone + h, end), step = then - *gone;

            if (!(then > *gone && step < failed) || tries++ >= TRIES_MAX)
                return OBL_NO_PROGRESS;
            h = step * try_step(w, step, &made);
            failed = step;
            if (made)
                *gone = then;
        }
        accept(w);
    }
    return OBL_OK;
}


/* Room for the formulas and their numbers. */
static bool open_formulas(walk *w) {
    const size_t n = w->shape.n, d = w->shape.d;

    obl_real_open(&w->cx, 53);
    if (!obl_arena_reserve(&w->cx.arena, 64 * sizeof(obl_real)
                           * (n + 4) * (n + d + 4)))
        return false;
    w->numbers = obl_real_array(&w->cx, w->shape.size);
    w->vector = obl_real_array(&w->cx, 2 * d);
    w->net = (obl_real_net){
        .n = n, .d = d, .v = obl_real_double(&w->cx, w->shape.v),
        .h = w->numbers, .z = w->numbers + n,
        .H = w->numbers + n * d, .R = w->numbers + n * d + 1,
    };
    w->mark = obl_real_mark(&w->cx);
    return true;
}


static bool open_walk(walk *w, const obl_shape *shape, double tolerance) {
    *w = (walk){ .shape = *shape, .tolerance = tolerance };
    w->system = (gsl_odeiv2_system){ slope_at, jacobian_at, shape->size, w };
    /* GSL keeps a few dozen rows and matrices. */
    if (shape->size > SIZE_MAX / (1024 * sizeof(double)) / shape->size)
        return false;
    w->now = calloc(4 * shape->size + 3 * shape->n, sizeof *w->now);
    if (w->now == NULL || !open_formulas(w))
        return false;
    w->next = w->now + shape->size;
    w->error = w->next + shape->size;
    w->slope = w->error + shape->size;
    w->weights.along = w->slope + shape->size;
    w->weights.cross = w->weights.along + shape->n;
    w->weights.largest = w->weights.cross + shape->n;
    w->step = gsl_odeiv2_step_alloc(gsl_odeiv2_step_bsimp, shape->size);
    return w->step != NULL;
}


static void close_walk(walk *w, double *rows) {
    if (w->step != NULL)
        gsl_odeiv2_step_free(w->step);
    obl_real_close(&w->cx);
    free(rows);
}


static void scale(double *y, size_t count, int exponent) {
    for (size_t k = 0; k < count; k++)
        y[k] = ldexp(y[k], exponent);
}


static obl_status run(obl_state *state, double *t, double until,
                      double tolerance) {
    const size_t n = state->n, d = state->d;
    obl_status status;
    double gone = 0.0;
    int exponent;
    walk w;

    assert(tolerance >= 1e-13);
    assert(tolerance <= 1e-3);
    if (!isfinite(*t) || !isfinite(until))
        return OBL_NOT_FINITE;
    assert(until >= *t);
    status = obl_flow_begin(state);
    if (status != OBL_OK)
        return status;
    const obl_shape shape = { n, d, (n + 1) * d, frexp(state->v, &exponent) };
    const bool open = open_walk(&w, &shape, tolerance);
    double *rows = w.now;
    status = OBL_NO_MEMORY;
    if (open) {
        obl_flow_pack(w.now, state);
        scale(w.now, shape.size, -exponent);
        status = follow(&w, &gone, until - *t);
        *t = status == OBL_OK ? until : *t + gone;
        scale(w.now, shape.size, exponent);
        obl_flow_unpack(state, w.now);
    }
    close_walk(&w, rows);
    return status;
}


const obl_flow obl_flow_bsimp = {
    .name = "bsimp",
    .about = "GSL's Bader-Deuflhard with the Hessian (51), as a check",
    .run = run,
};
