/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** states.c -- networks at one instant, and their reduction to d = n + 1.
**
** The reduction is the triangular factor of (v, w_1, ..., w_n), whose columns
** are the coordinates of the vectors in a basis of their own span: it is made
** by reflections (Householder), each of which keeps all norms and angles. A
** column is brought near 1 by a power of two first, so no square underflows.
*/

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dynamics/internal.h"


const char *obl_status_text(obl_status status) {
    switch (status) {
    case OBL_OK:          return "all is well";
    case OBL_ZERO_NEURON: return "a neuron is 0, where L has no gradient";
    case OBL_NOT_FINITE:  return "an entry is infinite or not a number";
    case OBL_NO_PROGRESS: return "the step fell below what the time can hold";
    case OBL_NO_MEMORY:   return "out of memory";
    case OBL_ANTIPARALLEL: return "a neuron points exactly against v";
    }
    return "unknown status";
}


/* Whether rows * columns doubles, and some more, can be counted in bytes. */
static bool fits(size_t rows, size_t columns) {
    return rows < SIZE_MAX / 32 / columns;
}


/* One block holds the struct, h, z and R. */
obl_state *obl_state_new(size_t n, size_t d, double v) {
    assert(n > 0);
    assert(d > 0);
    if (n == SIZE_MAX || !fits(n + 1, d))
        return NULL;
    obl_state *state = calloc(1, sizeof *state
                                 + ((n + 1) * d) * sizeof(double));
    if (state == NULL)
        return NULL;
    double *numbers = (double *)(state + 1);
    *state = (obl_state){ .n = n, .d = d, .v = v };
    state->h = numbers;
    state->z = numbers + n;
    state->R = numbers + n * d;
    return state;
}


void obl_state_free(obl_state *state) {
    free(state);
}


void obl_state_copy(obl_state *to, const obl_state *from) {
    const size_t across = from->d - 1;

    assert(to->n == from->n);
    assert(to->d == from->d);
    to->v = from->v;
    memmove(to->h, from->h, from->n * sizeof *to->h);
    if (across > 0)
        memmove(to->z, from->z, from->n * across * sizeof *to->z);
    to->carried = from->carried;
    to->H = from->H;
    if (from->carried && across > 0)
        memmove(to->R, from->R, across * sizeof *to->R);
}


/* ----------------------------------------------------- the reduction */

/* The vectors, one a row, and the reflection that each of the first `d` gave:
** x -> x - scale (u.x) u on the entries from its own index on, where u has
** taken the place of the row's entries. */
typedef struct {
    size_t  n, dim, d;
    double *rows;     /* (n + 1) dim numbers, v first */
    int    *exponent; /* of two, taken out of each row */
    double *corner;   /* the reflected row's last nonzero entry */
    double *scale;    /* 0: no reflection */
} frame;


/* In four parts, so that rounding grows slower and the sum runs faster. */
static double dot(const double *x, const double *y, size_t count) {
    double part[4] = { 0.0 };
    size_t k = 0;

    for (; k + 4 <= count; k += 4)
        for (size_t lane = 0; lane < 4; lane++)
            part[lane] += x[k + lane] * y[k + lane];
    for (; k < count; k++)
        part[0] += x[k] * y[k];
    return (part[0] + part[1]) + (part[2] + part[3]);
}


/* Divides x by 2^e, e returned, to bring its largest entry into [1/2, 1). */
static int take_exponent(double *x, size_t count) {
    double largest = 0.0;
    int exponent;

    for (size_t k = 0; k < count; k++)
        largest = fmax(largest, fabs(x[k]));
    frexp(largest, &exponent);
    for (size_t k = 0; largest > 0.0 && k < count; k++)
        x[k] = ldexp(x[k], -exponent);
    return exponent;
}


/* Turns row k's entries from k on into the reflection that clears all but
** the first of them. */
static void make_reflection(frame *f, size_t k) {
    double *u = f->rows + k * f->dim + k;
    const size_t count = f->dim - k;
    bool clear = true;

    for (size_t m = 1; clear && m < count; m++)
        clear = u[m] == 0.0;
    f->corner[k] = u[0];
    f->scale[k] = 0.0;
    if (clear)
        return;
    const int exponent = take_exponent(u, count);
    const double norm = sqrt(dot(u, u, count));
    const double image = u[0] > 0.0 ? -norm : norm;
    f->corner[k] = ldexp(image, exponent);
    f->scale[k] = 1.0 / (norm * (norm + fabs(u[0])));
    u[0] -= image;
}


/* Applies the reflection of row k to row i. */
static void reflect(frame *f, size_t i, size_t k) {
    const double *u = f->rows + k * f->dim + k;
    double *x = f->rows + i * f->dim + k;
    const size_t count = f->dim - k;

    if (f->scale[k] == 0.0)
        return;
    const double factor = f->scale[k] * dot(u, x, count);
    for (size_t m = 0; m < count; m++)
        x[m] -= factor * u[m];
}


/* Reflects every row by those of the rows before it. Where d = dim there is
** nothing to save across v, and only the reflection of v is made. */
static void triangulate(frame *f) {
    const size_t reflections = f->d < f->dim ? f->d : 1;

    for (size_t i = 0; i <= f->n; i++) {
        f->exponent[i] = take_exponent(f->rows + i * f->dim, f->dim);
        for (size_t k = 0; k < reflections && k < i; k++)
            reflect(f, i, k);
        if (i < reflections)
            make_reflection(f, i);
    }
    for (size_t i = reflections; i < f->d; i++)
        f->scale[i] = 0.0;
}


/* Entry k of the reduced row i. */
static double reduced(const frame *f, size_t i, size_t k) {
    if (f->d == f->dim || k < i)
        return ldexp(f->rows[i * f->dim + k], f->exponent[i]);
    return k == i ? ldexp(f->corner[i], f->exponent[i]) : 0.0;
}


/* The state of a triangulated frame; v points forwards. */
static obl_state *state_of(const frame *f) {
    const double v = ldexp(f->corner[0], f->exponent[0]);
    obl_state *state = obl_state_new(f->n, f->d, fabs(v));
    bool finite = isfinite(v);

    for (size_t i = 0; state != NULL && i < f->n; i++) {
        const double along = reduced(f, i + 1, 0);
        state->h[i] = v < 0.0 ? -along : along;
        finite = finite && isfinite(along);
        for (size_t k = 1; k < f->d; k++) {
            const double entry = reduced(f, i + 1, k);
            state->z[i * (f->d - 1) + k - 1] = entry;
            finite = finite && isfinite(entry);
        }
    }
    if (finite)
        return state;
    obl_state_free(state);
    return NULL;
}


static void close_frame(frame *f) {
    free(f->rows);
    free(f->exponent);
    free(f->corner);
    free(f->scale);
}


/* Room for n + 1 rows, or false. */
static bool open_frame(frame *f, size_t n, size_t dim) {
    *f = (frame){ .n = n, .dim = dim, .d = dim <= n ? dim : n + 1 };
    if (n == SIZE_MAX || !fits(n + 1, dim))
        return false;
    f->rows = malloc((n + 1) * dim * sizeof *f->rows);
    f->exponent = malloc((n + 1) * sizeof *f->exponent);
    f->corner = malloc((n + 1) * sizeof *f->corner);
    f->scale = malloc((n + 1) * sizeof *f->scale);
    return f->rows != NULL && f->exponent != NULL && f->corner != NULL
        && f->scale != NULL;
}


static bool all_finite(const double *x, size_t count) {
    for (size_t k = 0; k < count; k++)
        if (!isfinite(x[k]))
            return false;
    return true;
}


obl_state *obl_reduce(const double *v, const double *rows, size_t n,
                      size_t dim) {
    obl_state *state = NULL;
    frame f;

    assert(n > 0);
    assert(dim > 0);
    if (open_frame(&f, n, dim)) {
        memcpy(f.rows, v, dim * sizeof *v);
        memcpy(f.rows + dim, rows, n * dim * sizeof *rows);
        if (all_finite(f.rows, (n + 1) * dim)) {
            triangulate(&f);
            assert(f.corner[0] != 0.0);
            state = state_of(&f);
        }
    }
    close_frame(&f);
    return state;
}
