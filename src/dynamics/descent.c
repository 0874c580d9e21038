/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** descent.c -- gradient descent, the paper's algorithm, step by step.
**
** Where H and R are carried, they take a step of their own,
**
**     r <- r - eta (n r / 2 + sum_i B_i / (2 pi)),       r = (-H, R),
**
** and no difference of large numbers is ever formed. Each step depends on the
** state alone, so that steps made in parts are the same bits.
*/

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "dynamics/internal.h"

/* Where the next state is made, apart from the present one. */
typedef struct {
    double *h, *z, *R; /* h and z are one array, as are those of the state */
    double  H;
    double *residual;  /* d - 1 numbers */
    double *scratch;   /* for the gradient */
} next;


/* The sum of `count` numbers, `stride` apart. */
static double sum(const double *x, size_t count, size_t stride) {
    double total = 0.0;

    for (size_t i = 0; i < count; i++)
        total += x[i * stride];
    return total;
}


/* The next H and R, from the brackets that n.h and n.z hold. */
static void step_residual(next *to, const obl_state *s, double eta) {
    const size_t across = s->d - 1;
    const double half = 0.5 * (double)s->n, turn = 0.5 / OBL_PI;

    to->H = s->H - eta * (half * s->H - turn * sum(to->h, s->n, 1));
    for (size_t k = 0; k < across; k++)
        to->R[k] = s->R[k] - eta * (half * s->R[k]
                                    + turn * sum(to->z + k, s->n, across));
}


/* The next h and z, in the place of the brackets. */
static void step_neurons(next *to, const obl_state *s, double eta) {
    const size_t across = s->d - 1;
    const double r = obl_residual(to->residual, s), turn = 0.5 / OBL_PI;

    for (size_t i = 0; i < s->n; i++) {
        double *z = to->z + i * across;

        to->h[i] = s->h[i] - eta * (0.5 * r + turn * to->h[i]);
        for (size_t k = 0; k < across; k++)
            z[k] = s->z[i * across + k]
                 - eta * (0.5 * to->residual[k] + turn * z[k]);
    }
}


/* 0 times anything that is not finite is NaN. */
static bool is_finite(const next *to, const obl_state *s) {
    double nothing = s->carried ? 0.0 * to->H : 0.0;

    for (size_t i = 0; i < s->n; i++)
        nothing += 0.0 * to->h[i];
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        nothing += 0.0 * to->z[k];
    for (size_t k = 0; s->carried && k < s->d - 1; k++)
        nothing += 0.0 * to->R[k];
    return nothing == 0.0;
}


static void take(obl_state *s, const next *from) {
    for (size_t i = 0; i < s->n; i++)
        s->h[i] = from->h[i];
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        s->z[k] = from->z[k];
    if (!s->carried)
        return;
    s->H = from->H;
    for (size_t k = 0; k < s->d - 1; k++)
        s->R[k] = from->R[k];
}


/* One step, or the state as it was. */
static obl_status step(obl_state *s, next *to, double eta) {
    const obl_status status = obl_bracket(to->h, to->z, to->scratch, s);

    if (status != OBL_OK)
        return status;
    if (s->carried)
        step_residual(to, s, eta);
    step_neurons(to, s, eta);
    if (!is_finite(to, s))
        return OBL_NOT_FINITE;
    take(s, to);
    return OBL_OK;
}


obl_status obl_descend(obl_state *state, double eta, uint64_t steps,
                       uint64_t *done) {
    const size_t n = state->n, d = state->d;
    const size_t room = obl_gradient_scratch(n, d);
    obl_status status = OBL_NO_MEMORY;
    uint64_t made = 0;
    double *numbers = room == 0 || room > SIZE_MAX / 32 - n * d - 2 * d
        ? NULL : malloc((room + n * d + 2 * d) * sizeof *numbers);

    if (numbers != NULL) {
        next to = { .h = numbers, .z = numbers + n, .R = numbers + n * d,
                    .residual = numbers + n * d + d,
                    .scratch = numbers + n * d + 2 * d };

        status = OBL_OK;
        while (made < steps && status == OBL_OK) {
            status = step(state, &to, eta);
            made += status == OBL_OK;
        }
    }
    free(numbers);
    if (done != NULL)
        *done = made;
    return status;
}
