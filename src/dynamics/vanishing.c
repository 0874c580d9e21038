/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** vanishing.c -- the gradient flow from a start of size S, as S -> 0.
**
** Three limits, each read off (4), and their sum less what they share:
**
** t ~ S. Only the teacher acts. With a_i = cot theta_i |z_i| / (pi - theta_i),
** d theta_i/dt = -|v| (pi - theta_i) sin^2 theta_i / (2 pi |z_i|) leaves
** pull_i = z_i / (pi - theta_i) as it was, direction and all, and a_i grows by
** |v| t / (2 pi). So theta_i = atan2(|pull_i|, a_i), z_i = (pi - theta_i)
** pull_i and h_i = (pi - theta_i) a_i, which in the end is
** |v| t / 2 + pi a_i(0) - |pull_i|.
**
** t ~ 1. All angles are O(S), so dw_i/dt = -r/2: h_i grows by
** (|v|/n) (1 - e^-x) and each z_i loses (1 - e^-x) of their mean.
**
** t S ~ 1. With h = |v|/n and theta_ij = |z_i - z_j| / h the bracket of (4)
** across v is B_i = (1/h) b_i, where
**
**     b_i = sum_j |z_i - z_j| (z_i - z_j) - n |z_i| z_i.
**
** R is slaved: -(n/2) R = sum_i b_i / (2 pi h), so dz_i/dt is b_i less its
** mean, over -2 pi h. That is of second order in S: zeta_i = z_i / S obeys it
** in the time T = t S, from pi pull_i less the mean. Along v the brackets sum
** to third order, which slaves H: (n/2) H = sum_i B_i / (2 pi).
**
** In the end zeta falls like 1/T. That law is of degree 2 in zeta, so with
** T = T0 (e^s - 1) and zeta = e^-s eta it reads d eta/ds = eta + T0 (law at
** eta), which comes to rest: an explicit method needs few steps to any T.
*/

#include <assert.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_odeiv2.h>

#include "dynamics/internal.h"

_Static_assert(LDBL_MAX_10_EXP >= 4932, "long double must reach 1e-4932");

#define PI 3.14159265358979323846264338327950288L

/* Of the longest zeta_i; a shorter one counts as FLOOR of that at least. */
#define TOLERANCE 1e-13
#define FLOOR     0.05

#define STEP_FIRST 0.1

/* Within these no square of a length and no cube of zeta / |v| overflows, and
** no cube of zeta underflows. */
#define SIZE_MOST 1e30
#define T_MOST    1e60

/* The integrator makes steps in s of its own choice, whatever times are asked
** for: the state at s is one step from the last of its states before s. So it
** depends on no other call. */
struct obl_vanishing {
    size_t n, across, count; /* count = n across */
    double v;
    long double S;
    long double *lead;       /* n numbers: pi a_i(0) / S */
    double *pull;            /* n rows: pull_i / S */
    double *first;           /* rows of zeta at T = 0 */
    double  T0;
    double *now, *then;      /* rows of eta at s = `from` and at `to` */
    double *error, *force, *row;
    double  from, to, next;  /* the step made, and the length of the next */
    gsl_odeiv2_step  *step;
    gsl_odeiv2_system system;
    long double *h;          /* the arrays of a state */
    double *zeta, *R1, *R2;
};


/* ------------------------------------------------------------ vectors */

/* out += factor x. */
static void add(double *out, double factor, const double *x, size_t count) {
    for (size_t k = 0; k < count; k++)
        out[k] += factor * x[k];
}


static void copy(double *to, const double *from, size_t count) {
    for (size_t k = 0; k < count; k++)
        to[k] = from[k];
}


static void sum_rows(double *sum, const double *rows, const obl_vanishing *p) {
    for (size_t k = 0; k < p->across; k++)
        sum[k] = 0.0;
    for (size_t i = 0; i < p->n; i++)
        add(sum, 1.0, rows + i * p->across, p->across);
}


/* Takes the mean from all rows. Two rows end as exact opposites. */
static void center(double *rows, const obl_vanishing *p) {
    for (size_t k = 0; k < p->across; k++) {
        double sum = 0.0;

        for (size_t i = 0; i < p->n; i++)
            sum += rows[i * p->across + k];
        for (size_t i = 0; i < p->n; i++)
            rows[i * p->across + k] -= sum / (double)p->n;
    }
}


static double longest(const double *rows, const obl_vanishing *p) {
    double most = 0.0;

    for (size_t i = 0; i < p->n; i++)
        most = fmax(most, obl_norm(rows + i * p->across, p->across));
    return most;
}


/* ------------------------------------------------------------- t S ~ 1 */

/* |zeta_i - zeta_j|, and their difference. */
static double apart(double *difference, const double *zeta, size_t i,
                    size_t j, size_t across) {
    copy(difference, zeta + i * across, across);
    add(difference, -1.0, zeta + j * across, across);
    return obl_norm(difference, across);
}


/* -b_i. */
static void set_force(double *force, const double *zeta,
                      const obl_vanishing *p) {
    const size_t across = p->across;

    for (size_t k = 0; k < p->count; k++)
        force[k] = 0.0;
    for (size_t i = 0; i < p->n; i++) {
        const double *z = zeta + i * across;

        add(force + i * across, (double)p->n * obl_norm(z, across), z, across);
        for (size_t j = 0; j < i; j++) {
            const double gap = apart(p->row, zeta, i, j, across);

            add(force + i * across, -gap, p->row, across);
            add(force + j * across, gap, p->row, across);
        }
    }
}


/* d zeta_i/dT. */
static void set_law(double *law, const double *zeta, const obl_vanishing *p) {
    set_force(law, zeta, p);
    center(law, p);
    for (size_t k = 0; k < p->count; k++)
        law[k] *= (double)p->n / (2.0 * OBL_PI * p->v);
}


/* d eta_i/ds. */
static int slope_at(double s, const double *eta, double *slope, void *run) {
    const obl_vanishing *p = run;

    (void)s;
    set_law(slope, eta, p);
    for (size_t k = 0; k < p->count; k++)
        slope[k] = eta[k] + p->T0 * slope[k];
    return GSL_SUCCESS;
}


/* The step's error in units of the tolerance. */
static double error_of_step(const obl_vanishing *p) {
    const double most = longest(p->now, p);
    double worst = 0.0;

    for (size_t i = 0; i < p->n; i++) {
        const size_t at = i * p->across;
        const double size = fmax(obl_norm(p->now + at, p->across),
                                 FLOOR * most);
        const double ratio = obl_norm(p->error + at, p->across)
                           / (TOLERANCE * size);

        worst = ratio > worst || isnan(ratio) ? ratio : worst;
    }
    return worst;
}


/* eta at `to`, one step of length h from `now`. */
static void leap(double *to, double h, obl_vanishing *p) {
    copy(to, p->now, p->count);
    gsl_odeiv2_step_apply(p->step, 0.0, h, to, p->error, NULL, NULL,
                          &p->system);
    center(to, p);
}


/* Makes a good step from `from`. The law is Lipschitz and stays bounded, since
** it makes L3 fall: a step that is short enough is good. */
static void make_step(obl_vanishing *p) {
    const double power = -1.0 / gsl_odeiv2_step_order(p->step);
    double factor;

    do {
        assert(p->next > 0.0);
        leap(p->then, p->next, p);
        const double error = error_of_step(p);
        factor = isfinite(error) ? 0.9 * pow(fmax(error, 1e-8), power) : 0.2;
        p->to = p->from + p->next;
        p->next *= fmax(0.2, fmin(factor, 4.0));
    } while (factor < 0.9);
}


/* Back to s = 0. */
static void restart(obl_vanishing *p) {
    copy(p->now, p->first, p->count);
    p->from = 0.0;
    p->next = STEP_FIRST;
    make_step(p);
}


/* Writes eta at s. */
static void follow(double *eta, double s, obl_vanishing *p) {
    if (s < p->from)
        restart(p);
    while (p->to <= s) {
        copy(p->now, p->then, p->count);
        p->from = p->to;
        make_step(p);
    }
    leap(eta, s - p->from, p);
}


/* Writes zeta at T. Where it has no speed, as for one neuron, it stays. */
static void set_zeta(double T, obl_vanishing *p) {
    copy(p->zeta, p->first, p->count);
    if (p->step == NULL)
        return;
    follow(p->zeta, log1p(T / p->T0), p);
    for (size_t k = 0; k < p->count; k++)
        p->zeta[k] /= 1.0 + T / p->T0;
}


static double cube(double x) {
    return x * x * x;
}


/* R2, H3 and L3 of the state's zeta: in the limit sum_i B_i along v is
** (2/3) |v| sum_i theta_i^3 - (h/3) sum_{i<j} theta_ij^3, and in (23)
** sin x - x cos x is x^3/3. */
static void set_slaved(obl_vanishing_state *out, obl_vanishing *p) {
    const double n = (double)p->n;
    double pairs = 0.0, alone = 0.0;

    for (size_t i = 0; i < p->n; i++) {
        const double *z = p->zeta + i * p->across;

        alone += cube(obl_norm(z, p->across));
        for (size_t j = 0; j < i; j++)
            pairs += cube(apart(p->row, p->zeta, i, j, p->across));
    }
    out->H3 = n / (3.0 * OBL_PI * p->v * p->v) * (2.0 * n * alone - pairs);
    out->L3 = n / (6.0 * OBL_PI * p->v) * (pairs - n * alone);
    set_force(p->force, p->zeta, p);
    sum_rows(p->R2, p->force, p);
    for (size_t k = 0; k < p->across; k++)
        p->R2[k] /= OBL_PI * p->v;
}


/* ----------------------------------------------------- all times at once */

/* Adds to zeta, at T of the last limit, what the first two differ from it by:
** -theta_i pull_i, centred, and e^-x of the mean. S is kept in a_i and pull_i,
** for t/S may leave the range. */
static void compose(obl_vanishing_state *out, obl_vanishing *p) {
    const long double x = 0.5L * (long double)p->n * out->t;
    const long double risen = -expm1l(-x) * p->v / (long double)p->n;
    const double n = (double)p->n, left = (double)expl(-x);

    for (size_t k = 0; k < p->count; k++)
        p->force[k] = 0.0;
    for (size_t k = 0; k < p->across; k++)
        p->R1[k] = 0.0;
    for (size_t i = 0; i < p->n; i++) {
        const double *pull = p->pull + i * p->across;
        const long double lead = p->S * p->lead[i];
        const long double a = (lead + 0.5L * p->v * out->t) / PI;
        const long double size = p->S * obl_norm(pull, p->across);
        const long double theta = atan2l(size, a);

        p->h[i] = lead - theta * a + risen;
        add(p->force + i * p->across, -(double)theta, pull, p->across);
        add(p->R1, (double)atan2l(size, -a), pull, p->across);
    }
    center(p->force, p);
    add(p->zeta, 1.0, p->force, p->count);
    for (size_t i = 0; i < p->n; i++)
        add(p->zeta + i * p->across, left / n, p->R1, p->across);
}


obl_status obl_vanishing_at(obl_vanishing *p, long double t,
                            obl_vanishing_state *out) {
    const long double T = t * p->S;

    assert(!(t < 0.0L));
    if (!(T <= T_MOST))
        return OBL_NOT_FINITE;
    set_zeta((double)T, p);
    *out = (obl_vanishing_state){
        .n = p->n, .d = p->across + 1, .v = p->v, .t = t, .S = p->S,
        .h = p->h, .zeta = p->zeta, .R1 = p->R1, .R2 = p->R2,
    };
    set_slaved(out, p);
    compose(out, p);
    return OBL_OK;
}


/* -------------------------------------------------------------- the start */

/* What a neuron keeps. */
static obl_status set_neuron(obl_vanishing *p, const obl_state *unit,
                             size_t i) {
    const double *z = unit->z + i * p->across;
    const double size = obl_norm(z, p->across), h = unit->h[i];
    const double rest = atan2(size, -h); /* pi - theta_i */

    if (!(hypot(size, h) <= SIZE_MOST))
        return OBL_NOT_FINITE;
    if (size == 0.0 && h == 0.0)
        return OBL_ZERO_NEURON;
    if (rest == 0.0)
        return OBL_ANTIPARALLEL;
    p->lead[i] = PI * h / rest;
    for (size_t k = 0; k < p->across; k++) {
        p->pull[i * p->across + k] = z[k] / rest;
        p->first[i * p->across + k] = OBL_PI * z[k] / rest;
    }
    return OBL_OK;
}


static obl_status start(obl_vanishing *p, const obl_state *unit) {
    if (!(p->v >= 1.0 / SIZE_MOST && p->v <= SIZE_MOST))
        return OBL_NOT_FINITE;
    for (size_t i = 0; i < p->n; i++) {
        const obl_status status = set_neuron(p, unit, i);

        if (status != OBL_OK)
            return status;
    }
    center(p->first, p);
    set_law(p->force, p->first, p);
    const double speed = longest(p->force, p);
    if (speed == 0.0)
        return OBL_OK;
    p->T0 = longest(p->first, p) / speed;
    p->step = gsl_odeiv2_step_alloc(gsl_odeiv2_step_rk8pd, p->count);
    p->system = (gsl_odeiv2_system){ slope_at, NULL, p->count, p };
    if (p->step == NULL)
        return OBL_NO_MEMORY;
    restart(p);
    return OBL_OK;
}


/* All numbers in two blocks, which begin at lead and at pull; or NULL. */
static obl_vanishing *open_vanishing(const obl_state *unit, long double S) {
    const size_t n = unit->n, across = unit->d - 1, count = n * across;
    const size_t doubles = 7 * count + 3 * across + 1;
    obl_vanishing *p = calloc(1, sizeof *p);

    if (p == NULL || n > SIZE_MAX / 128 / unit->d) {
        free(p);
        return NULL;
    }
    *p = (obl_vanishing){
        .n = n, .across = across, .count = count, .v = unit->v, .S = S,
        .lead = calloc(2 * n, sizeof *p->lead),
        .pull = calloc(doubles, sizeof *p->pull),
    };
    if (p->lead == NULL || p->pull == NULL) {
        obl_vanishing_free(p);
        return NULL;
    }
    p->h = p->lead + n;
    p->first = p->pull + count;
    p->now = p->first + count;
    p->then = p->now + count;
    p->error = p->then + count;
    p->force = p->error + count;
    p->zeta = p->force + count;
    p->R1 = p->zeta + count;
    p->R2 = p->R1 + across;
    p->row = p->R2 + across;
    return p;
}


obl_status obl_vanishing_new(obl_vanishing **flow, const obl_state *unit,
                             long double S) {
    assert(unit->n > 0);
    assert(unit->d > 0);
    assert(unit->v > 0.0);
    assert(S > 0.0L);
    assert(S < 1.0L);
    obl_vanishing *p = open_vanishing(unit, S);
    const obl_status status = p == NULL ? OBL_NO_MEMORY : start(p, unit);

    if (status == OBL_OK)
        *flow = p;
    else
        obl_vanishing_free(p);
    return status;
}


void obl_vanishing_free(obl_vanishing *p) {
    if (p == NULL)
        return;
    if (p->step != NULL)
        gsl_odeiv2_step_free(p->step);
    free(p->lead);
    free(p->pull);
    free(p);
}
