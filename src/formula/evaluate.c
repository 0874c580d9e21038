/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** evaluate.c -- loss and gradient of states, by the formulas in reals.
**
** Everything is computed before anything is written, so a failure leaves the
** results as they were.
*/

#include <assert.h>

#include "formula/real.h"
#include "obelus.h"


static obl_real *reals(obl_real_cx *cx, const double *x, size_t count) {
    obl_real *out = obl_real_array(cx, count);

    for (size_t k = 0; k < count; k++)
        out[k] = obl_real_double(cx, x[k]);
    return out;
}


static obl_real_net net_of(obl_real_cx *cx, const obl_state *s) {
    const size_t across = s->d - 1;
    obl_real_net net = { .n = s->n, .d = s->d,
                         .v = obl_real_double(cx, s->v) };

    assert(s->n > 0);
    assert(s->d > 0);
    net.h = reals(cx, s->h, s->n);
    net.z = reals(cx, s->z, s->n * across);
    if (s->carried) {
        net.H = reals(cx, &s->H, 1);
        net.R = reals(cx, s->R, across);
    }
    return net;
}


static bool has_zero_neuron(const obl_state *s) {
    const size_t across = s->d - 1;

    for (size_t i = 0; i < s->n; i++) {
        bool zero = s->h[i] == 0.0;
        for (size_t k = 0; k < across; k++)
            zero = zero && s->z[i * across + k] == 0.0;
        if (zero)
            return true;
    }
    return false;
}


/* Room for one state's numbers, rows of the gradient and scratch. */
static size_t bytes_for(const obl_state *s) {
    return 32 * sizeof(obl_real) * (s->n + 4) * (s->n + s->d + 4);
}


/* The loss, then the gradient row by row, as n d + 1 numbers. */
static obl_status compute(obl_real_cx *cx, double *out, bool slope,
                          const obl_state *s) {
    const obl_arena_mark mark = obl_real_mark(cx);
    obl_real_net net = net_of(cx, s);
    obl_real *row = obl_real_array(cx, s->d);
    bool finite = true;

    net.measures = obl_real_measure(cx, &net);
    out[0] = obl_real_loss(cx, &net).x;
    finite = isfinite(out[0]);
    for (size_t i = 0; slope && i < s->n; i++) {
        obl_real_grad(cx, row, &net, i);
        for (size_t k = 0; k < s->d; k++) {
            out[1 + i * s->d + k] = row[k].x;
            finite = finite && isfinite(row[k].x);
        }
    }
    obl_real_release(cx, mark);
    return finite ? OBL_OK : OBL_NOT_FINITE;
}


static void write_rows(double *along, double *cross, const double *rows,
                       const obl_state *s) {
    const size_t d = s->d;

    for (size_t i = 0; i < s->n; i++) {
        if (along != NULL)
            along[i] = rows[i * d];
        for (size_t k = 1; cross != NULL && k < d; k++)
            cross[i * (d - 1) + k - 1] = rows[i * d + k];
    }
}


/* results[s] points to the numbers of compute() for state s. */
static obl_status compute_all(obl_real_cx *cx, double **results, bool slope,
                              const obl_state *const *states, size_t count) {
    for (size_t s = 0; s < count; s++) {
        const size_t size = (states[s]->n * states[s]->d + 1)
                          * sizeof(double);
        if (slope && has_zero_neuron(states[s]))
            return OBL_ZERO_NEURON;
        if (!obl_arena_reserve(&cx->arena, size + bytes_for(states[s])))
            return OBL_NO_MEMORY;
        results[s] = obl_arena_get(&cx->arena, size);
        const obl_status status = compute(cx, results[s], slope, states[s]);
        if (status != OBL_OK)
            return status;
    }
    return OBL_OK;
}


obl_status obl_evaluate(double *loss, double *const *along,
                        double *const *cross, const obl_state *const *states,
                        size_t count) {
    const bool slope = along != NULL || cross != NULL;
    obl_status status = OBL_NO_MEMORY;
    obl_real_cx cx;

    obl_real_open(&cx, 53);
    if (obl_arena_reserve(&cx.arena, (count + 1) * sizeof(double *))) {
        double **results = obl_arena_get(&cx.arena,
                                         (count + 1) * sizeof *results);
        status = compute_all(&cx, results, slope, states, count);
        for (size_t s = 0; status == OBL_OK && s < count; s++) {
            if (loss != NULL)
                loss[s] = results[s][0];
            if (slope)
                write_rows(along != NULL ? along[s] : NULL,
                           cross != NULL ? cross[s] : NULL,
                           results[s] + 1, states[s]);
        }
    }
    obl_real_close(&cx);
    return status;
}
