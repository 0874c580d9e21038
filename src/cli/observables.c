/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** observables.c -- what `obelus simulate` can report of a state. The formulas
** are those of src/formula, in doubles.
*/

#include "cli/observables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "formula/real.h"

struct obl_view {
    const obl_state *state;
    const obl_frame *frame;
    obl_real_cx      cx;
    obl_arena_mark   fresh;  /* the arena before the net below */
    obl_real_net     net;
    double          *along, *cross; /* room for a gradient */
};


static obl_real *lifted(obl_view *view, const double *x, size_t count) {
    obl_real *y = obl_real_array(&view->cx, count > 0 ? count : 1);

    for (size_t k = 0; k < count; k++)
        y[k] = obl_real_double(&view->cx, x[k]);
    return y;
}


void obl_view_refresh(obl_view *view) {
    const obl_state *state = view->state;
    const size_t n = state->n, across = state->d - 1;

    obl_real_release(&view->cx, view->fresh);
    view->net = (obl_real_net){
        .n = n, .d = state->d,
        .v = obl_real_double(&view->cx, state->v),
        .h = lifted(view, state->h, n),
        .z = lifted(view, state->z, n * across),
        .H = state->carried ? lifted(view, &state->H, 1) : NULL,
        .R = state->carried ? lifted(view, state->R, across) : NULL,
    };
}


obl_view *obl_view_open(const obl_state *state, const obl_frame *frame) {
    obl_view *view = calloc(1, sizeof *view);

    if (view == NULL)
        return NULL;
    *view = (obl_view){
        .state = state, .frame = frame,
        .along = calloc(state->n, sizeof(double)),
        .cross = calloc(state->n * state->d, sizeof(double)),
    };
    obl_real_open(&view->cx, 53);
    view->fresh = obl_real_mark(&view->cx);
    if (view->along == NULL || view->cross == NULL) {
        obl_view_close(view);
        return NULL;
    }
    obl_view_refresh(view);
    return view;
}


void obl_view_close(obl_view *view) {
    if (view == NULL)
        return;
    obl_real_close(&view->cx);
    free(view->along);
    free(view->cross);
    free(view);
}


/* ------------------------------------------------ numbers of a state */

static void loss(double *out, obl_view *view) {
    if (obl_evaluate(out, NULL, NULL, &view->state, 1) != OBL_OK)
        *out = NAN;
}


static void gradient_norm(double *out, obl_view *view) {
    const size_t n = view->state->n;
    double sum = 0.0;

    *out = NAN;
    if (obl_evaluate(NULL, &view->along, &view->cross, &view->state, 1)
        != OBL_OK)
        return;
    for (size_t k = 0; k < n; k++)
        sum = hypot(sum, view->along[k]);
    for (size_t k = 0; k < n * (view->state->d - 1); k++)
        sum = hypot(sum, view->cross[k]);
    *out = sum;
}


static void lean(double *out, obl_view *view) {
    *out = obl_real_mid(obl_real_H(&view->cx, &view->net));
}


static void r_norm(double *out, obl_view *view) {
    const size_t d = view->net.d;
    obl_real *r = obl_real_array(&view->cx, d);

    obl_real_r(&view->cx, r, &view->net);
    *out = obl_real_mid(obl_real_norm(&view->cx, r, d));
}


static void potential(double *out, obl_view *view) {
    *out = obl_real_mid(obl_real_Z(&view->cx, &view->net));
}


static void angle_sum(double *out, obl_view *view) {
    *out = obl_real_mid(obl_real_V(&view->cx, &view->net));
}


static double theta_of(obl_view *view, size_t i) {
    return obl_real_mid(obl_real_theta(&view->cx, &view->net, i));
}


/* NaN as soon as one angle has no value. */
static void extreme_theta(double *out, obl_view *view, double sign) {
    *out = theta_of(view, 0);
    for (size_t i = 1; i < view->net.n; i++) {
        const double angle = theta_of(view, i);

        if (isnan(angle) || sign * angle > sign * *out)
            *out = angle;
        if (isnan(*out))
            return;
    }
}


static void theta_max(double *out, obl_view *view) {
    extreme_theta(out, view, 1.0);
}


static void theta_min(double *out, obl_view *view) {
    extreme_theta(out, view, -1.0);
}


/* Over the pairs with z_i and z_j not 0; NaN where there is none. */
static void kappa_max(double *out, obl_view *view) {
    *out = NAN;
    for (size_t i = 0; i < view->net.n; i++)
        for (size_t j = i + 1; j < view->net.n; j++)
            *out = fmax(*out, obl_real_mid(
                obl_real_kappa(&view->cx, &view->net, i, j)));
}


static void hessian_norm(double *out, obl_view *view) {
    *out = obl_real_mid(obl_real_hessian_norm(&view->cx, &view->net));
}


/* ---------------------------------------------- numbers of a neuron */

static void theta(double *out, obl_view *view) {
    for (size_t i = 0; i < view->net.n; i++)
        out[i] = theta_of(view, i);
}


static void along_teacher(double *out, obl_view *view) {
    memcpy(out, view->state->h, view->state->n * sizeof *out);
}


static void z_norm(double *out, obl_view *view) {
    const size_t across = view->net.d - 1;

    for (size_t i = 0; i < view->net.n; i++)
        out[i] = obl_real_mid(obl_real_norm(&view->cx,
            view->net.z + i * across, across));
}


static void neuron_norm(double *out, obl_view *view) {
    z_norm(out, view);
    for (size_t i = 0; i < view->net.n; i++)
        out[i] = hypot(out[i], view->state->h[i]);
}


static void weights(double *out, obl_view *view) {
    for (size_t i = 0; i < view->state->n; i++)
        obl_frame_leave(out + i * view->frame->dim, view->frame, view->state,
                        i);
}


const obl_observable obl_observables[] = {
    { "loss", "L, (23)", OBL_ONE, loss },
    { "gradient_norm", "|grad L|, (4)", OBL_ONE, gradient_norm },
    { "H", "|v| - sum of h_i", OBL_ONE, lean },
    { "r_norm", "|sum of w_i - v|", OBL_ONE, r_norm },
    { "Z", "sum over pairs of |z_i - z_j|", OBL_ONE, potential },
    { "V", "sum of sin^2(theta_i/2)", OBL_ONE, angle_sum },
    { "theta_max", "largest angle of a neuron and the teacher", OBL_ONE,
      theta_max },
    { "theta_min", "smallest angle of a neuron and the teacher", OBL_ONE,
      theta_min },
    { "kappa_max", "largest angle of z_i and z_j, both not 0", OBL_ONE,
      kappa_max },
    { "hessian_norm", "spectral norm of the Hessian, (51)", OBL_ONE,
      hessian_norm },
    { "theta", "angle of each neuron and the teacher", OBL_PER_NEURON, theta },
    { "h", "component of each neuron along the teacher", OBL_PER_NEURON,
      along_teacher },
    { "z_norm", "length of each neuron's part across the teacher",
      OBL_PER_NEURON, z_norm },
    { "norm", "length of each neuron", OBL_PER_NEURON, neuron_norm },
    { "weights", "every weight, in the frame of the input files",
      OBL_PER_WEIGHT, weights },
    { 0 },
};


const obl_observable *obl_observable_find(const char *name, size_t length) {
    const obl_observable *entry = obl_observables;

    for (; entry->name != NULL; entry++)
        if (strlen(entry->name) == length
            && memcmp(entry->name, name, length) == 0)
            return entry;
    return NULL;
}


size_t obl_observable_width(const obl_observable *observable, size_t n,
                            size_t dim) {
    const size_t width[] = { 1, n, n * dim };

    return width[observable->shape];
}


void obl_observable_column(char *text, size_t size,
                           const obl_observable *observable, size_t k,
                           size_t dim) {
    if (observable->shape == OBL_ONE)
        snprintf(text, size, "%s", observable->name);
    else if (observable->shape == OBL_PER_NEURON)
        snprintf(text, size, "%s_%zu", observable->name, k + 1);
    else
        snprintf(text, size, "w_%zu_%zu", k / dim + 1, k % dim + 1);
}
