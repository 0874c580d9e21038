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


/* Halves of v that lean 2^-500 of it to either side, along the diagonal of
** the d - 1 coordinates across: r = 0, and all angles are multiples of one. */
static obl_ball_net leaning(obl_ball_cx *cx, size_t d) {
    obl_ball *h = obl_ball_array(cx, 2), *z = obl_ball_array(cx, 2 * (d - 1));

    for (size_t i = 0; i < 2; i++) {
        h[i] = obl_ball_double(cx, 0.5);
        for (size_t k = 0; k < d - 1; k++)
            z[i * (d - 1) + k]
                = obl_ball_double(cx, i == 0 ? 0x1p-500 : -0x1p-500);
    }
    return (obl_ball_net){ .n = 2, .d = d, .h = h, .z = z,
                           .v = obl_ball_int(cx, 1) };
}


/* tan theta = 2^-499 sqrt(d - 1), and the loss (23) as printed, with bits for
** its cancellation. */
static void lean_and_loss(arb_t theta, arb_t loss, size_t d) {
    enum { PREC = 8000 };
    arb_t norm, s, c, half;

    arb_init(norm), arb_init(s), arb_init(c), arb_init(half);
    arb_sqrt_ui(theta, (unsigned long)(d - 1), PREC);
    arb_mul_2exp_si(theta, theta, -499);
    arb_mul(norm, theta, theta, PREC);
    arb_add_ui(norm, norm, 1, PREC);
    arb_sqrt(norm, norm, PREC);
    arb_mul_2exp_si(norm, norm, -1);
    arb_atan(theta, theta, PREC);
    for (unsigned k = 1; k <= 2; k++) {
        arb_mul_ui(half, theta, k, PREC);
        arb_sin_cos(s, c, half, PREC);
        arb_mul(c, c, half, PREC);
        arb_sub(s, s, c, PREC);
        arb_mul(s, s, norm, PREC);
        if (k == 1)
            arb_mul_si(loss, s, -2, PREC);
        else
            arb_addmul(loss, s, norm, PREC);
    }
    arb_const_pi(half, PREC);
    arb_mul_2exp_si(half, half, 1);
    arb_div(loss, loss, half, PREC);
    arb_clear(norm), arb_clear(s), arb_clear(c), arb_clear(half);
}


/* In the plane by the one minor, in six dimensions by Lagrange's identity
** where the bits suffice for it. */
Test(formula_ball, angles_down_to_2_to_the_minus_500) {
    static const struct { size_t d; long prec; } cases[] = {
        { 2, 128 }, { 6, 128 }, { 2, 1024 }, { 6, 1024 },
    };
    arb_t theta, loss;
    obl_ball_cx cx;

    arb_init(theta), arb_init(loss);
    obl_ball_open(&cx, 128);
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        cx.prec = cases[c].prec;
        const obl_ball_net net = leaning(&cx, cases[c].d);
        const obl_ball got[3] = { obl_ball_theta(&cx, &net, 0),
            obl_ball_div(&cx, obl_ball_theta2(&cx, &net, 0, 1),
                         obl_ball_int(&cx, 2)),
            obl_ball_loss(&cx, &net) };
        lean_and_loss(theta, loss, cases[c].d);
        for (int k = 0; k < 3; k++) {
            cr_expect(arb_contains(&got[k]->value, k < 2 ? theta : loss));
            cr_expect_geq(arb_rel_accuracy_bits(&got[k]->value), cx.prec - 12,
                          "d = %zu, %ld bits: quantity %d", cases[c].d,
                          cx.prec, k);
        }
    }
    arb_clear(theta), arb_clear(loss);
    obl_ball_close(&cx);
    flint_cleanup();
}
