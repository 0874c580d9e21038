/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** flow_radau.c -- gradient flow by Radau IIA collocation with 7 stages.
**
** A step of length h finds the polynomial through the present state that
** obeys the equation at the 7 nodes c_i of Radau's quadrature, the last of
** which is the step's end (order 13). Of
**
**     dw_i/dt = -r/2 + b_i,   dr/dt = -(n/2) r + sum_i b_i
**
** only the part -(n/2) r is stiff: the rest changes on the scale of t itself.
** So a sweep takes the b_i at the stages as given, solves r with them exactly
** and the w_i by quadrature; a few sweeps converge, no Jacobian is needed,
** and steps grow in proportion to t.
*/

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dynamics/flows.h"
#include "dynamics/internal.h"

enum {
    STAGES = 7,
    SWEEPS_MAX = 30,
    STEPS_MAX = 100000, /* tried */
};

/* How far below the tolerance the sweeps go; changes that are always rounding,
** and those that are where they do not shrink; and a good rate of sweeps. */
#define SWEEP_SHARE 0.01
#define ROUNDING    2e-15
#define NOISE       1e-13
#define RATE_MOST   0.4

/* The method, from its nodes. `slope` is the derivative, at the nodes, of the
** polynomial that takes given values at 0 and at the nodes: the inverse of
** `sum`, bordered by the column `slope0` for 0. */
typedef struct {
    double node[STAGES];
    double sum[STAGES][STAGES];   /* a_ij = integral from 0 to c_i of l_j */
    double slope[STAGES][STAGES];
    double slope0[STAGES];
    double start[STAGES];         /* l_j(0) */
} tableau;

/* One run. Rows of `size` numbers each: `path` is the present state and the
** stages of the step from it, `past` those of the step before. */
typedef struct {
    obl_shape   shape;
    tableau     method;
    double      tolerance;
    double      solve[STAGES][STAGES]; /* (slope + h n/2)^-1 */
    double     *path, *past;
    double     *force;    /* per stage a row of dw_i/dt and sum b_i */
    double     *before;   /* the stages before a sweep */
    double     *slope0;   /* dy/dt at the present state */
    double     *row;      /* one to work in */
    double     *scratch;  /* for obl_bracket */
    obl_weights weights;
    double      h, h_past;
    double      rate;     /* by which the last sweeps converged */
    unsigned    tries, sweeps;
} walk;


/* ---------------------------------------------------------- the method */

/* P_s(x) and P_{s-1}(x) by their recurrence. */
static void legendre(double *p, double *below, double x) {
    *below = 1.0;
    *p = x;
    for (int k = 1; k < STAGES; k++) {
        const double next = ((2 * k + 1) * x * *p - k * *below) / (k + 1);
        *below = *p;
        *p = next;
    }
}


/* The zero of P_s - P_{s-1} on [-1, 1] next to x, by Newton's method;
** (1 - x^2) P_s' = s (P_{s-1} - x P_s), and likewise one lower, where the
** recurrence gives P_{s-2}. */
static double node_near(double x) {
    for (int pass = 0; pass < 20; pass++) {
        double p, below;

        legendre(&p, &below, x);
        const double lower = ((2 * STAGES - 1) * x * below - STAGES * p)
                           / (STAGES - 1);
        const double slope = (STAGES * (below - x * p)
            - (STAGES - 1) * (lower - x * below)) / (1.0 - x * x);
        x -= (p - below) / slope;
    }
    return x;
}


/* The polynomial of least degree that is 1 at point j and 0 at the others. */
static double cardinal(const double *point, int count, int j, double x) {
    double value = 1.0;

    for (int k = 0; k < count; k++)
        if (k != j)
            value *= (x - point[k]) / (point[j] - point[k]);
    return value;
}


/* Its derivative at point i. */
static double cardinal_slope(const double *point, int count, int j, int i) {
    double sum = 0.0;

    for (int m = 0; m < count; m++) {
        double term = 1.0 / (point[j] - point[m]);

        if (m == j)
            continue;
        for (int k = 0; k < count; k++)
            if (k != j && k != m)
                term *= (point[i] - point[k]) / (point[j] - point[k]);
        sum += term;
    }
    return sum;
}


/* a_ij = c_i sum_k b_k l_j(c_i c_k): the quadrature of the nodes themselves,
** exact to degree 2 s - 2, on [0, c_i]. Its weights are
** b_k = c_k / (s P_{s-1}(2 c_k - 1))^2. */
static void set_sums(tableau *m) {
    for (int i = 0; i < STAGES; i++)
        for (int j = 0; j < STAGES; j++) {
            m->sum[i][j] = 0.0;
            for (int k = 0; k < STAGES; k++) {
                double p, below;

                legendre(&p, &below, 2.0 * m->node[k] - 1.0);
                const double weight = m->node[k]
                    / (STAGES * below * STAGES * below);
                m->sum[i][j] += m->node[i] * weight
                    * cardinal(m->node, STAGES, j, m->node[i] * m->node[k]);
            }
        }
}


static void set_method(tableau *m) {
    double point[STAGES + 1] = { 0.0 };

    m->node[STAGES - 1] = 1.0;
    for (int i = 0; i < STAGES - 1; i++)
        m->node[i] = 0.5 + 0.5 * node_near(
            cos(2.0 * OBL_PI * (STAGES - 1 - i) / (2 * STAGES - 1)));
    memcpy(point + 1, m->node, sizeof m->node);
    for (int i = 0; i < STAGES; i++) {
        m->start[i] = cardinal(m->node, STAGES, i, 0.0);
        m->slope0[i] = cardinal_slope(point, STAGES + 1, 0, i + 1);
        for (int j = 0; j < STAGES; j++)
            m->slope[i][j] = cardinal_slope(point, STAGES + 1, j + 1, i + 1);
    }
    set_sums(m);
}


/* The inverse of slope + x, by elimination: the matrix is far from singular
** for all x >= 0. */
static void invert(double inverse[STAGES][STAGES], const tableau *m,
                   double x) {
    double a[STAGES][2 * STAGES] = { { 0.0 } };

    for (int i = 0; i < STAGES; i++) {
        memcpy(a[i], m->slope[i], sizeof m->slope[i]);
        a[i][i] += x;
        a[i][STAGES + i] = 1.0;
    }
    for (int p = 0; p < STAGES; p++) {
        int best = p;
        for (int i = p + 1; i < STAGES; i++)
            if (fabs(a[i][p]) > fabs(a[best][p]))
                best = i;
        for (int k = 0; k < 2 * STAGES; k++) {
            const double keep = a[best][k];
            a[best][k] = a[p][k];
            a[p][k] = keep;
        }
        for (int i = 0; i < STAGES; i++) {
            const double factor = a[i][p] / a[p][p];
            for (int k = p; i != p && k < 2 * STAGES; k++)
                a[i][k] -= factor * a[p][k];
        }
    }
    for (int i = 0; i < STAGES; i++)
        for (int j = 0; j < STAGES; j++)
            inverse[i][j] = a[i][STAGES + j] / a[i][i];
}


/* -------------------------------------------------------------- forces */

/* b_i and their sum at y, as a row of (w, r). */
static obl_status set_force(double *force, walk *w, double *y) {
    const size_t n = w->shape.n, d = w->shape.d, across = d - 1;
    const obl_state at = { .n = n, .d = d, .v = w->shape.v, .h = y,
                           .z = y + n };
    double *sum = force + n * d;
    const obl_status status = obl_bracket(force, force + n, w->scratch, &at);

    if (status != OBL_OK)
        return status;
    for (size_t k = 0; k < n * d; k++)
        force[k] *= -0.5 / OBL_PI;
    for (size_t k = 0; k < d; k++)
        sum[k] = 0.0;
    for (size_t i = 0; i < n; i++) {
        sum[0] += force[i];
        for (size_t k = 0; k < across; k++)
            sum[k + 1] += force[n + i * across + k];
    }
    return OBL_OK;
}


/* Adds `factor` r to dw_i/dt for all i. */
static void add_residual(double *slope, const walk *w, const double *r,
                         double factor) {
    const size_t n = w->shape.n, across = w->shape.d - 1;

    for (size_t i = 0; i < n; i++) {
        slope[i] += factor * r[0];
        for (size_t k = 0; k < across; k++)
            slope[n + i * across + k] += factor * r[k + 1];
    }
}


/* ------------------------------------------------------------ the step */

/* out += factor x, `count` numbers. */
static void add(double *out, double factor, const double *x, size_t count) {
    for (size_t k = 0; k < count; k++)
        out[k] += factor * x[k];
}


/* The first guess: the polynomial of the step before, continued. */
static void guess(walk *w) {
    const size_t size = w->shape.size;
    double point[STAGES + 1] = { 0.0 };

    memcpy(point + 1, w->method.node, sizeof w->method.node);
    for (int i = 0; i < STAGES; i++) {
        double *stage = w->path + (size_t)(i + 1) * size;
        const double x = 1.0 + w->method.node[i] * w->h / w->h_past;

        memcpy(stage, w->path, size * sizeof *stage);
        if (w->h_past == 0.0) {
            add(stage, w->h * w->method.node[i], w->slope0, size);
            continue;
        }
        for (int j = 0; j <= STAGES; j++) {
            const double share = cardinal(point, STAGES + 1, j, x);
            add(stage, share, w->past + (size_t)j * size, size);
            add(stage, -share, w->path, size);
        }
    }
}


/* r at the stages, given the sums of the b_i: with D the matrix `slope`,
** (D + h n/2) r = -D_0 r(0) + h sum b. */
static void solve_residual(walk *w) {
    const size_t size = w->shape.size, at = size - w->shape.d;
    const tableau *m = &w->method;

    for (size_t k = 0; k < w->shape.d; k++) {
        double side[STAGES];

        for (int j = 0; j < STAGES; j++)
            side[j] = w->h * w->force[(size_t)j * size + at + k]
                    - m->slope0[j] * w->path[at + k];
        for (int i = 0; i < STAGES; i++) {
            double value = 0.0;

            for (int j = 0; j < STAGES; j++)
                value += w->solve[i][j] * side[j];
            w->path[(size_t)(i + 1) * size + at + k] = value;
        }
    }
}


/* The neurons at stage i: w(0) + h sum_j a_ij dw/dt. */
static void set_neurons(walk *w, int i) {
    const size_t size = w->shape.size, count = size - w->shape.d;
    double *stage = w->path + (size_t)(i + 1) * size;

    for (size_t k = 0; k < count; k++)
        stage[k] = 0.0;
    for (int j = 0; j < STAGES; j++)
        add(stage, w->h * w->method.sum[i][j],
            w->force + (size_t)j * size, count);
    add(stage, 1.0, w->path, count);
}


/* One sweep over the stages; *change is the farthest that one moved. */
static obl_status sweep(walk *w, double *change) {
    const size_t size = w->shape.size, count = size - w->shape.d;
    double *stages = w->path + size;

    memcpy(w->before, stages, STAGES * size * sizeof *stages);
    for (size_t i = 0; i < STAGES; i++) {
        const obl_status status = set_force(w->force + i * size, w,
                                            stages + i * size);
        if (status != OBL_OK)
            return status;
    }
    solve_residual(w);
    for (size_t i = 0; i < STAGES; i++)
        add_residual(w->force + i * size, w, stages + i * size + count, -0.5);
    *change = 0.0;
    for (int i = 0; i < STAGES; i++) {
        double *moved = w->before + (size_t)i * size;

        set_neurons(w, i);
        add(moved, -1.0, stages + (size_t)i * size, size);
        const double far = obl_flow_norm(moved, &w->weights, &w->shape);
        *change = far > *change || isnan(far) ? far : *change;
    }
    return OBL_OK;
}


/* Sweeps until what further ones would change is far below the tolerance, or
** rounding. False where they diverge. Leaves the ratio of successive changes
** in w->rate: it is proportional to h. */
static bool converge(walk *w) {
    double change, last = INFINITY;

    w->rate = 0.0;
    for (int pass = 0; pass < SWEEPS_MAX; pass++) {
        if (sweep(w, &change) != OBL_OK || !isfinite(change))
            return false;
        w->sweeps++;
        if (change <= ROUNDING)
            return true;
        const double rate = change / last;
        if (pass > 0 && rate >= 1.0 && change <= NOISE)
            return true;
        if (pass > 3 && rate >= 1.0)
            return false;
        if (pass > 1 && last > NOISE)
            w->rate = rate;
        if (pass > 0 && rate < 1.0
            && change * rate / (1.0 - rate) <= SWEEP_SHARE * w->tolerance)
            return true;
        last = change;
    }
    return false;
}


/* An estimate of the step's error: how far dy/dt at its start is from that
** of the polynomial, which is of order s + 1 in h, and through an implicit
** step for r, where it is stiff. */
static double error_of_step(walk *w) {
    const size_t size = w->shape.size, count = size - w->shape.d;
    const double rate = 0.5 * (double)w->shape.n;
    const double share = w->h / (STAGES * STAGES);

    memcpy(w->row, w->slope0, size * sizeof *w->row);
    for (size_t j = 0; j < STAGES; j++) {
        const double *force = w->force + j * size;

        add(w->row, -w->method.start[j], force, size);
        add(w->row + count, rate * w->method.start[j],
            w->path + (j + 1) * size + count, w->shape.d);
    }
    for (size_t k = 0; k < size; k++)
        w->row[k] *= k < count ? share : share / (1.0 + share * rate);
    return obl_flow_norm(w->row, &w->weights, &w->shape);
}


/* ------------------------------------------------------------- the run */

/* dy/dt at the present state. */
static obl_status look(walk *w) {
    const size_t size = w->shape.size, count = size - w->shape.d;
    const double *r = w->path + count;
    const obl_status status = set_force(w->slope0, w, w->path);

    if (status != OBL_OK)
        return status;
    add_residual(w->slope0, w, r, -0.5);
    add(w->slope0 + count, -0.5 * (double)w->shape.n, r, w->shape.d);
    obl_flow_weigh(&w->weights, w->path, 0.0, w->tolerance, &w->shape);
    return isfinite(obl_flow_norm(w->slope0, &w->weights, &w->shape))
        ? OBL_OK : OBL_NOT_FINITE;
}


/* Tries a step of length h. Returns by what to multiply h for the next one,
** or, with *made = false, for another try. */
static double try_step(walk *w, bool *made) {
    double factor;

    *made = false;
    invert(w->solve, &w->method, 0.5 * (double)w->shape.n * w->h);
    obl_flow_weigh(&w->weights, w->path, w->h, w->tolerance, &w->shape);
    guess(w);
    w->tries++;
    if (!converge(w))
        return 0.4;
    const double error = error_of_step(w) / w->tolerance;
    if (!isfinite(error))
        return 0.4;
    factor = error > 0.0 ? 0.9 * pow(error, -1.0 / (STAGES + 1)) : 2.0;
    *made = error <= 1.0;
    factor = fmax(0.2, fmin(factor, *made ? 2.0 : 0.9));
    return *made && w->rate > 0.0 ? fmin(factor, RATE_MOST / w->rate) : factor;
}


/* Makes the end of the step the present state. */
static void accept(walk *w) {
    const size_t size = w->shape.size;
    double *path = w->past;

    w->past = w->path;
    w->path = path;
    memcpy(path, w->past + STAGES * size, size * sizeof *path);
    obl_reconcile(path, &w->shape);
    w->h_past = w->h;
}


/* A first step: a hundredth of what would change something by its size. */
static double first_step(const walk *w) {
    const double speed = obl_flow_norm(w->slope0, &w->weights, &w->shape);

    return speed > 0.0 ? 0.01 / speed : INFINITY;
}


/* Walks for the time `end`, of which *gone is then over. */
static obl_status follow(walk *w, double *gone, double end) {
    double next = 0.0;

    *gone = 0.0;
    while (*gone < end) {
        const obl_status status = look(w);
        double failed = INFINITY;
        bool made = false, zero;

        if (status != OBL_OK)
            return status;
        if (next == 0.0)
            next = first_step(w);
        const double fall = obl_flow_fall(&zero, w->path, w->slope0, *gone,
                                          w->tolerance, &w->weights,
                                          &w->shape);
        if (zero) {
            *gone += fall;
            return OBL_ZERO_NEURON;
        }
        next = fmin(next, 0.5 * fall);
        while (!made) {
            const double then = fmin(*gone + next, end);

            /* Where *gone is coarse, a shorter step may be the same one. */
            if (then <= *gone || then - *gone >= failed
                || w->tries >= STEPS_MAX)
                return OBL_NO_PROGRESS;
            w->h = then - *gone;
            next = w->h * try_step(w, &made);
            failed = w->h;
        }
        *gone = fmin(*gone + w->h, end);
        accept(w);
    }
    return OBL_OK;
}


/* One block for all rows, or NULL. */
static double *open_walk(walk *w, const obl_state *s, double tolerance) {
    const size_t n = s->n, d = s->d;
    const size_t scratch = obl_gradient_scratch(n, d);
    const size_t rows = 4 * STAGES + 4;

    *w = (walk){ .shape = { n, d, (n + 1) * d, s->v },
                 .tolerance = tolerance };
    if (scratch == 0 || n > SIZE_MAX / (64 * rows) / (d + 4))
        return NULL;
    const size_t size = w->shape.size;
    double *numbers = calloc(rows * size + 3 * n + scratch, sizeof *numbers);
    if (numbers == NULL)
        return NULL;
    w->path = numbers;
    w->past = w->path + (STAGES + 1) * size;
    w->force = w->past + (STAGES + 1) * size;
    w->before = w->force + STAGES * size;
    w->slope0 = w->before + STAGES * size;
    w->row = w->slope0 + size;
    w->weights.along = w->row + size;
    w->weights.cross = w->weights.along + n;
    w->weights.largest = w->weights.cross + n;
    w->scratch = w->weights.largest + n;
    set_method(&w->method);
    obl_flow_pack(w->path, s);
    return numbers;
}


static obl_status run(obl_state *state, double *t, double until,
                      double tolerance) {
    obl_status status;
    double gone;
    walk w;

    assert(tolerance >= 1e-13);
    assert(tolerance <= 1e-3);
    if (!isfinite(*t) || !isfinite(until))
        return OBL_NOT_FINITE;
    assert(until >= *t);
    status = obl_flow_begin(state);
    if (status != OBL_OK)
        return status;
    double *numbers = open_walk(&w, state, tolerance);
    if (numbers == NULL)
        return OBL_NO_MEMORY;
    status = follow(&w, &gone, until - *t);
    *t = status == OBL_OK ? until : *t + gone;
    obl_flow_unpack(state, w.path);
    free(numbers);
    return status;
}


const obl_flow obl_flow_radau = {
    .name = "radau",
    .about = "Radau IIA of order 13, implicit in sum w_i - v; to t = 1e12",
    .run = run,
};
