/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_formula_ball.c -- formulas of networks that are known up to a radius.
**
** What a formula gives at any network inside the balls lies in what it gives
** for the balls, at corners where the balls cannot decide whether two neurons
** are parallel too; and there the Hessian is still bounded.
*/

#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

#include "formula/ball.h"

enum { N_MAX = 3, D_MAX = 3, POINTS = 6, QUANTITIES = 10 };

typedef struct {
    const char *name;
    size_t      n, d;
    double      v, h[N_MAX], z[N_MAX * (D_MAX - 1)];
} place;

static const place places[] = {
    { "generic", 3, 3, 1, { 0.3, -0.2, 0.9 }, { 0.1, 0.4, 0.7, -1, 2, 0.2 } },
    { "two on a line", 2, 1, 1, { 0.5, -0.25 }, { 0 } },
    { "aligned", 2, 3, 1, { 0.5, 0.25 }, { 0 } },
    { "opposed to v", 2, 2, 1, { -0.5, 0.25 }, { 0, 0.5 } },
    { "equal", 2, 3, 1, { 0.5, 0.5 }, { 0.25, 0.5, 0.25, 0.5 } },
    { "parallel", 2, 3, 1, { 0.5, 1 }, { 0.25, 0.5, 0.5, 1 } },
    { "opposed", 2, 3, 1, { 0.5, -1 }, { 0.25, 0.5, -0.5, -1 } },
    { "orthogonal", 2, 2, 2, { 0, 1 }, { 1, 0 } },
};

enum { PLACES = sizeof places / sizeof *places };

/* A network and its arrays. */
typedef struct {
    obl_ball     h[N_MAX], z[N_MAX * (D_MAX - 1)];
    obl_ball_net net;
} network;


static double uniform(uint64_t *seed) {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (double)(*seed >> 11) * 0x1p-53;
}


/* x moved by up to `radius`, exactly; the whole ball if `whole`. */
static obl_ball near(obl_ball_cx *cx, double x, double radius, bool whole,
                     uint64_t *seed) {
    const double share = whole ? 0.0 : 2 * uniform(seed) - 1;
    arb_t value, step;

    arb_init(value), arb_init(step);
    arb_set_d(value, x);
    arb_set_d(step, radius * share);
    arb_add(value, value, step, ARF_PREC_EXACT);
    if (whole)
        mag_set_d(arb_radref(value), radius);
    const obl_ball result = obl_ball_of_arb(cx, value);
    arb_clear(value), arb_clear(step);
    return result;
}


static void fill(obl_ball_cx *cx, network *w, const place *p, double radius,
                 bool whole, uint64_t *seed) {
    for (size_t i = 0; i < p->n; i++)
        w->h[i] = near(cx, p->h[i], radius, whole, seed);
    for (size_t k = 0; k < p->n * (p->d - 1); k++)
        w->z[k] = near(cx, p->z[k], radius, whole, seed);
    w->net = (obl_ball_net){ .n = p->n, .d = p->d, .h = w->h, .z = w->z,
                             .v = obl_ball_double(cx, p->v) };
}


/* One number of every kind; the last three always have a bound. */
static void quantities(obl_ball_cx *cx, obl_ball *out, const obl_ball_net *w) {
    obl_ball row[D_MAX], x[D_MAX];
    const size_t last = w->n - 1, k = w->d - 1;

    for (size_t l = 0; l < w->d; l++)
        x[l] = obl_ball_int(cx, (long)l + 1);
    out[0] = obl_ball_loss(cx, w);
    obl_ball_grad(cx, row, w, 0);
    out[1] = row[0], out[2] = row[k];
    out[3] = obl_ball_theta(cx, w, 0);
    out[4] = obl_ball_theta2(cx, w, 0, last);
    out[5] = obl_ball_Z(cx, w);
    out[6] = obl_ball_V(cx, w);
    obl_ball_hessian(cx, row, w, 0, 0, x);
    out[7] = row[k];
    obl_ball_hessian(cx, row, w, 0, last, x);
    out[8] = row[k];
    out[9] = obl_ball_hessian_norm(cx, w);
}


static void check(obl_ball_cx *cx, const place *p, double radius,
                  uint64_t *seed) {
    obl_ball whole[QUANTITIES], value[QUANTITIES];
    network w;

    fill(cx, &w, p, radius, true, seed);
    quantities(cx, whole, &w.net);
    for (int q = 0; q < QUANTITIES; q++)
        cr_expect(arb_is_finite(&whole[q]->value), "%s +- %g: %d has no bound",
                  p->name, radius, q);
    for (int k = 0; k < POINTS; k++) {
        const obl_arena_mark mark = obl_ball_mark(cx);
        cx->prec = 400;
        fill(cx, &w, p, radius, false, seed);
        quantities(cx, value, &w.net);
        cx->prec = 64;
        for (int q = 0; q < QUANTITIES; q++)
            cr_expect(arb_overlaps(&whole[q]->value, &value[q]->value),
                      "%s +- %g: %d misses a point", p->name, radius, q);
        obl_ball_release(cx, mark);
    }
}


Test(formula_ball, holds_every_network_inside) {
    uint64_t seed = 88172645463325252u;
    obl_ball_cx cx;

    obl_ball_open(&cx, 64);
    for (size_t c = 0; c < PLACES; c++)
        for (double radius = 1e-2; radius > 1e-30; radius *= 1e-3) {
            const obl_arena_mark mark = obl_ball_mark(&cx);
            check(&cx, &places[c], radius, &seed);
            obl_ball_release(&cx, mark);
        }
    obl_ball_close(&cx);
    flint_cleanup();
}


/* Radii shrink with the bits: nothing but rounding is added. */
Test(formula_ball, an_exact_network_is_known_to_the_precision) {
    uint64_t seed = 1;
    obl_ball_cx cx;

    obl_ball_open(&cx, 64);
    for (long prec = 64; prec <= 4096; prec *= 4)
        for (size_t c = 0; c < PLACES; c++) {
            const obl_arena_mark mark = obl_ball_mark(&cx);
            obl_ball value[QUANTITIES];
            network w;
            cx.prec = prec;
            fill(&cx, &w, &places[c], 0, true, &seed);
            quantities(&cx, value, &w.net);
            for (int q = 0; q < QUANTITIES; q++)
                cr_expect_lt(mag_cmp_2exp_si(arb_radref(&value[q]->value),
                                             24 - prec), 0,
                             "%s: %d at %ld bits", places[c].name, q, prec);
            obl_ball_release(&cx, mark);
        }
    obl_ball_close(&cx);
    flint_cleanup();
}
