/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** scatter.c -- states at corners and over many scales.
*/

#include "claim/scatter.h"

#include <math.h>
#include <string.h>

enum { DIMENSION_MAX = 4096 };

/* What is done to one neuron to put it into a corner. */
typedef enum {
    ZERO, EQUAL, PARALLEL, ANTIPARALLEL, ALONG_V, AGAINST_V, ACROSS_V,
    MIRRORED
} corner;


static double decades(obl_random *random, double from, double to) {
    return pow(10.0, from + (to - from) * obl_random_uniform(random));
}


static size_t below(obl_random *random, size_t count) {
    return (size_t)(obl_random_uniform(random) * (double)count);
}


static void direction(obl_random *random, double *x, size_t d) {
    double square = 0;

    while (square == 0)
        for (size_t k = 0; k < d; k++) {
            x[k] = obl_random_normal(random);
            square += x[k] * x[k];
        }
    for (size_t k = 0; k < d; k++)
        x[k] /= sqrt(square);
}


void obl_scatter_vector(obl_random *random, double *x, size_t d) {
    const double length = decades(random, -6, 6);
    const bool axis = obl_random_uniform(random) < 0.125;
    const size_t which = below(random, d);

    direction(random, x, d);
    for (size_t k = 0; k < d; k++)
        x[k] = length * (axis ? (double)(k == which) : x[k]);
}


static void set_row(obl_state *s, size_t i, const double *row) {
    s->h[i] = row[0];
    for (size_t k = 1; k < s->d; k++)
        s->z[i * (s->d - 1) + k - 1] = row[k];
}


static void copy_row(obl_state *s, size_t i, size_t j, double along,
                     double across) {
    s->h[i] = along * s->h[j];
    for (size_t k = 0; k < s->d - 1; k++)
        s->z[i * (s->d - 1) + k] = across * s->z[j * (s->d - 1) + k];
}


/* Half of the factors are powers of two, which keep parallel rows parallel
** to the last bit. */
static double draw_factor(obl_random *random) {
    const double factor = decades(random, -2, 2);
    int exponent;

    return frexp(factor, &exponent) < 0.75 ? ldexp(1, exponent) : factor;
}


static void put_in_corner(obl_random *random, obl_state *s, size_t i,
                          corner which) {
    const double factor = draw_factor(random);
    const size_t j = below(random, s->n);
    double *z = s->z + i * (s->d - 1);

    switch (which) {
    case EQUAL: copy_row(s, i, j, 1, 1); return;
    case PARALLEL: copy_row(s, i, j, factor, factor); return;
    case ANTIPARALLEL: copy_row(s, i, j, -factor, -factor); return;
    case MIRRORED: copy_row(s, i, j, 1, -1); return;
    case ACROSS_V: s->h[i] = 0; return;
    default: break;
    }
    for (size_t k = 0; k < s->d - 1; k++)
        z[k] = 0;
    s->h[i] = which == ZERO ? 0
        : (which == ALONG_V ? factor : -factor) * s->v / (double)s->n;
}


/* x to a multiple of `grid`, a power of two. */
static double on_grid(double x, double grid) {
    return rint(x / grid) * grid;
}


/* A power of two so small that sums of the entries, put to multiples of it,
** are exact, and v is a multiple of it unless an entry is far larger. */
static double fine_grid(const obl_state *s) {
    double most = s->v;
    int exponent;

    for (size_t i = 0; i < s->n; i++)
        most = fmax(most, fabs(s->h[i]));
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        most = fmax(most, fabs(s->z[k]));
    frexp(most * (double)s->n, &exponent);
    return ldexp(1, exponent - 52);
}


/* Whether a - b is a double. */
static bool is_exact_difference(double a, double b) {
    const double difference = a - b, moved = difference - a;

    return (a - (difference - moved)) + (-b - moved) == 0;
}


/* The last neuron makes r = sum w_i - v exactly 0. Where no double does, the
** last but one takes back the sum of those before it and the last is v. */
static void close_sum(obl_state *s) {
    const size_t last = s->n - 1, across = s->d - 1;
    const double grid = fine_grid(s);
    double sum = 0, before = 0;

    for (size_t i = 0; i < last; i++) {
        before = sum;
        sum += s->h[i] = on_grid(s->h[i], grid);
    }
    s->h[last] = s->v - sum;
    if (last > 0 && !is_exact_difference(s->v, sum)) {
        s->h[last - 1] = 0 - before;
        s->h[last] = s->v;
    }
    for (size_t k = 0; k < across; k++) {
        double *column = s->z + k;

        column[last * across] = 0;
        for (size_t i = 0; i < last; i++) {
            column[i * across] = on_grid(column[i * across], grid);
            column[last * across] -= column[i * across];
        }
    }
}


/* One neuron for each manner: any length; about |v|/n; nearly along v. */
static void scatter_row(obl_random *random, obl_state *s, size_t i,
                        double manner, double *row) {
    const double scale = s->v / (double)s->n;

    direction(random, row, s->d);
    if (manner < 0.35) {
        const double length = s->v * decades(random, -6, 6);

        for (size_t k = 0; k < s->d; k++)
            row[k] *= length;
    } else if (manner < 0.65) {
        const double length = scale * decades(random, -1, 1);

        for (size_t k = 0; k < s->d; k++)
            row[k] *= length;
    } else {
        const double length = scale * decades(random, -1, 0.7);
        const double lean = decades(random, -8, 0);

        for (size_t k = 1; k < s->d; k++)
            row[k] *= length * lean;
        row[0] = length;
    }
    set_row(s, i, row);
}


obl_state *obl_scatter_anywhere(obl_random *random, size_t n, size_t d,
                                double v) {
    obl_state *s = d <= DIMENSION_MAX ? obl_state_new(n, d, v) : NULL;
    const double manner = obl_random_uniform(random);
    const bool cornered = obl_random_uniform(random) < 0.4;
    double row[DIMENSION_MAX];

    if (!s)
        return NULL;
    for (size_t i = 0; i < n; i++)
        scatter_row(random, s, i, manner, row);
    for (size_t i = 0; i < n && cornered; i++)
        if (obl_random_uniform(random) < 0.4)
            put_in_corner(random, s, i,
                          (corner)below(random, OBL_CORNERS));
    if (obl_random_uniform(random) < 1.0 / 16)
        close_sum(s);
    return s;
}


void obl_scatter_corner(obl_random *random, obl_state *s, size_t which,
                        double near) {
    const size_t first = below(random, s->n), across = s->d - 1;

    for (size_t i = 0; i < s->n && s->d <= DIMENSION_MAX; i++) {
        if (i != first && obl_random_uniform(random) > 0.4)
            continue;
        const double h = s->h[i];
        double z[DIMENSION_MAX];

        memcpy(z, s->z + i * across, across * sizeof *z);
        put_in_corner(random, s, i, (corner)(which % OBL_CORNERS));
        s->h[i] += near * (h - s->h[i]);
        for (size_t k = 0; k < across; k++)
            s->z[i * across + k] += near * (z[k] - s->z[i * across + k]);
    }
}


/* Shares of v: equal, or within a factor of about 6 of each other. */
static void share_out(obl_random *random, obl_state *s, double total) {
    const bool equal = obl_random_uniform(random) < 0.25;
    double sum = 0;

    for (size_t i = 0; i < s->n; i++)
        sum += s->h[i] = equal ? 1 : decades(random, -0.4, 0.4);
    for (size_t i = 0; i < s->n; i++)
        s->h[i] *= total / sum;
}


/* Takes the mean out of the z_i, so that R = sum z_i is 0 up to rounding. */
static void centre(obl_state *s) {
    const size_t across = s->d - 1;

    for (size_t k = 0; k < across; k++) {
        double mean = 0;

        for (size_t i = 0; i < s->n; i++)
            mean += s->z[i * across + k] / (double)s->n;
        for (size_t i = 0; i < s->n; i++)
            s->z[i * across + k] -= mean;
    }
}


obl_state *obl_scatter_near_minimum(obl_random *random, size_t n, size_t d,
                                    double v, double spread) {
    obl_state *s = obl_state_new(n, d, v);
    const double order = floor(1 + 3 * obl_random_uniform(random));
    const double off = obl_random_normal(random) * pow(spread, order);
    const double manner = obl_random_uniform(random);
    const size_t active = 1 + below(random, n);

    if (!s)
        return NULL;
    share_out(random, s, v * (manner < 0.1 ? 1 : 1 + off));
    for (size_t i = 0; i < n; i++) {
        const bool moves = manner > 0.3 || i < active;

        for (size_t k = 0; k < d - 1; k++)
            s->z[i * (d - 1) + k] = obl_random_normal(random)
                * (moves ? spread * v / (double)n : 0);
    }
    if (manner > 0.6)
        centre(s);
    if (manner > 0.95 && n > 1) /* one neuron would be v itself */
        close_sum(s);
    return s;
}
