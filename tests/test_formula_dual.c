/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_formula_dual.c -- one-sided derivatives.
**
** In balls of 600 bits a one-sided difference with step 2^-150 knows 100 bits
** of the derivative, at kinks too, so every rule is held to the function it
** belongs to. Then loss' is held to grad, and grad' to the Hessian: (23), (4)
** and (51) are printed apart and must agree, at corners first.
*/

#include <criterion/criterion.h>
#include <math.h>

#include "formula/dball.h"
#include "formula/dreal.h"

enum { PREC = 600, STEP = -150, CLOSE = -100, D = 3 };


/* |x - y| < 2^CLOSE (1 + |y|). */
static bool agree(obl_ball x, obl_ball y) {
    arb_t gap, size;

    if (x->undefined || y->undefined || !arb_is_finite(&x->value)
        || !arb_is_finite(&y->value))
        return false;
    arb_init(gap), arb_init(size);
    arb_sub(gap, &x->value, &y->value, PREC);
    arb_abs(gap, gap);
    arb_abs(size, &y->value);
    arb_add_ui(size, size, 1, PREC);
    arb_mul_2exp_si(size, size, CLOSE);
    const bool close = arb_lt(gap, size);
    arb_clear(gap), arb_clear(size);
    return close;
}


/* x + s with derivative 1, s = sign 2^STEP or 0. */
static obl_dball variable(obl_ball_cx *cx, double x, int sign) {
    const obl_ball one = obl_ball_int(cx, 1);
    const obl_ball s = obl_ball_double(cx, ldexp(sign, STEP));

    return obl_dball_make(obl_ball_add(cx, obl_ball_double(cx, x), s), one,
                          one);
}


/* Every function of one number made from s, at s = 0 (or another place). */
typedef struct {
    const char *name;
    double      at;
    obl_dball (*f)(obl_ball_cx *cx, obl_dball s);
} curve;

static obl_dball c_int(obl_ball_cx *cx, long k) {
    return obl_dball_int(cx, k);
}

#define CURVE(name, expression)                                              \
    static obl_dball name(obl_ball_cx *cx, obl_dball s) { return expression; }

CURVE(f_sqrt, obl_dball_sqrt(cx, s))
CURVE(f_exp, obl_dball_exp(cx, s))
CURVE(f_log, obl_dball_log(cx, s))
CURVE(f_sin, obl_dball_sin(cx, s))
CURVE(f_cos, obl_dball_cos(cx, s))
CURVE(f_tan, obl_dball_tan(cx, s))
CURVE(f_omc, obl_dball_one_minus_cos(cx, s))
CURVE(f_smx, obl_dball_sin_minus_xcos(cx, s))
CURVE(f_xms, obl_dball_x_minus_sin(cx, s))
CURVE(f_neg, obl_dball_neg(cx, s))
CURVE(f_add, obl_dball_add(cx, s, c_int(cx, 3)))
CURVE(f_sub, obl_dball_sub(cx, c_int(cx, 3), s))
CURVE(f_mul, obl_dball_mul(cx, s, obl_dball_sin(cx, s)))
CURVE(f_div, obl_dball_div(cx, obl_dball_exp(cx, s), s))
CURVE(f_cube, obl_dball_pow(cx, s, c_int(cx, 3)))
CURVE(f_inverse, obl_dball_pow(cx, s, c_int(cx, -2)))
CURVE(f_root, obl_dball_pow(cx, s, obl_dball_fraction(cx, "5", "3")))
CURVE(f_base, obl_dball_pow(cx, c_int(cx, 3), s))
CURVE(f_self, obl_dball_pow(cx, s, s))
CURVE(f_abs, obl_dball_abs(cx, s))
CURVE(f_abs_neg, obl_dball_abs(cx, obl_dball_neg(cx, s)))
CURVE(f_max, obl_dball_max(cx, s, c_int(cx, 0)))
CURVE(f_min, obl_dball_min(cx, s, c_int(cx, 0)))
CURVE(f_max2, obl_dball_max(cx, obl_dball_neg(cx, s),
                            obl_dball_mul(cx, s, c_int(cx, 2))))
CURVE(f_min2, obl_dball_min(cx, obl_dball_neg(cx, s),
                            obl_dball_mul(cx, s, c_int(cx, 2))))
CURVE(f_ceil, obl_dball_ceil(cx, s))
CURVE(f_fma2, obl_dball_fma2(cx, s, obl_dball_exp(cx, s), c_int(cx, 2),
                             obl_dball_cos(cx, s)))
CURVE(f_kinks, obl_dball_abs(cx, obl_dball_abs(cx, obl_dball_sub(cx,
    obl_dball_abs(cx, s), obl_dball_max(cx, s, c_int(cx, 0))))))


/* (1, s, 2s) and a vector that it meets, is opposed to, or neither. */
static void moving(obl_ball_cx *cx, obl_dball *x, obl_dball s, long first) {
    x[0] = c_int(cx, first);
    x[1] = s;
    x[2] = obl_dball_add(cx, s, s);
}

static void fixed(obl_ball_cx *cx, obl_dball *x, long a, long b, long c) {
    x[0] = c_int(cx, a), x[1] = c_int(cx, b), x[2] = c_int(cx, c);
}

#define VECTORS(name, first, a, b, c, expression)                            \
    static obl_dball name(obl_ball_cx *cx, obl_dball s) {                    \
        obl_dball x[D], y[D], out[D];                                        \
        (void)out;                                                           \
        moving(cx, x, s, first);                                             \
        fixed(cx, y, a, b, c);                                               \
        return expression;                                                   \
    }

VECTORS(g_norm, 0, 1, 1, 1, obl_dball_norm(cx, x, D))
VECTORS(g_norm_one, 1, 1, 1, 1, obl_dball_norm(cx, x, D))
VECTORS(g_dot, 1, 1, 2, 3, obl_dball_dot(cx, x, y, D))
VECTORS(g_sum, 1, 1, 2, 3, obl_dball_sum(cx, x, D))
VECTORS(g_angle, 1, 1, 2, 3, obl_dball_angle(cx, x, y, D))
VECTORS(g_meets, 1, 2, 0, 0, obl_dball_angle(cx, x, y, D))
VECTORS(g_met, 1, 2, 0, 0, obl_dball_angle(cx, y, x, D))
VECTORS(g_opposed, 1, -2, 0, 0, obl_dball_angle(cx, x, y, D))
VECTORS(g_cos, 1, 2, 0, 0, obl_dball_cos_angle(cx, x, y, D))
VECTORS(g_cos_far, 1, 1, 2, 3, obl_dball_cos_angle(cx, x, y, D))
VECTORS(g_sin, 1, 2, 0, 0, obl_dball_sin_angle(cx, x, y, D))
VECTORS(g_sin_opposed, 1, -2, 0, 0, obl_dball_sin_angle(cx, x, y, D))
VECTORS(g_sin_far, 1, 1, 2, 3, obl_dball_sin_angle(cx, x, y, D))
VECTORS(g_reject, 1, 1, 2, 3,
        (obl_dball_reject(cx, out, x, y, D), out[1]))

static const curve curves[] = {
    { "sqrt", 2, f_sqrt }, { "exp", 1, f_exp }, { "log", 2, f_log },
    { "sin", 1, f_sin }, { "cos", 1, f_cos }, { "tan", 1, f_tan },
    { "1 - cos", 1, f_omc }, { "sin - x cos", 1, f_smx },
    { "x - sin", 1, f_xms }, { "1 - cos at 0", 0, f_omc },
    { "sin - x cos at 0", 0, f_smx }, { "x - sin at 0", 0, f_xms },
    { "neg", 1, f_neg }, { "add", 1, f_add }, { "sub", 1, f_sub },
    { "mul", 1, f_mul }, { "div", 2, f_div }, { "s^3", 2, f_cube },
    { "s^3 at -2", -2, f_cube }, { "s^3 at 0", 0, f_cube },
    { "s^-2 at -2", -2, f_inverse }, { "s^(5/3)", 2, f_root },
    { "3^s", 2, f_base }, { "s^s", 2, f_self },
    { "abs", 0, f_abs }, { "abs at 2", 2, f_abs }, { "abs at -2", -2, f_abs },
    { "abs of -s", 0, f_abs_neg }, { "max(s, 0)", 0, f_max },
    { "min(s, 0)", 0, f_min }, { "max(-s, 2s)", 0, f_max2 },
    { "min(-s, 2s)", 0, f_min2 }, { "max at 1", 1, f_max },
    { "ceil at 1/2", 0.5, f_ceil }, { "fma2", 1, f_fma2 },
    { "nested kinks", 0, f_kinks },
    { "norm at 0", 0, g_norm }, { "norm", 1, g_norm },
    { "norm of (1, s, 2s)", 0, g_norm_one }, { "dot", 1, g_dot },
    { "sum", 1, g_sum }, { "angle", 1, g_angle }, { "angle at 0", 0, g_meets },
    { "angle at 0, second", 0, g_met }, { "angle at pi", 0, g_opposed },
    { "cos_angle at 0", 0, g_cos }, { "cos_angle", 1, g_cos_far },
    { "sin_angle at 0", 0, g_sin }, { "sin_angle at pi", 0, g_sin_opposed },
    { "sin_angle", 1, g_sin_far }, { "reject", 1, g_reject },
    { "reject at 0", 0, g_reject },
};


Test(formula_dual, rules_agree_with_one_sided_differences) {
    obl_ball_cx cx;

    obl_dball_open(&cx, PREC);
    for (size_t k = 0; k < sizeof curves / sizeof *curves; k++) {
        const curve *c = &curves[k];
        const obl_dball now = c->f(&cx, variable(&cx, c->at, 0));
        const obl_dball ahead = c->f(&cx, variable(&cx, c->at, 1));
        const obl_dball behind = c->f(&cx, variable(&cx, c->at, -1));
        const obl_ball h = obl_ball_double(&cx, ldexp(1.0, STEP));
        const obl_ball right = obl_ball_div(&cx,
            obl_ball_sub(&cx, ahead.v, now.v), h);
        const obl_ball left = obl_ball_div(&cx,
            obl_ball_sub(&cx, now.v, behind.v), h);
        cr_expect(agree(now.r, right), "%s: right %g, difference %g",
                  c->name, obl_ball_mid(now.r), obl_ball_mid(right));
        cr_expect(agree(now.l, left), "%s: left %g, difference %g", c->name,
                  obl_ball_mid(now.l), obl_ball_mid(left));
    }
    obl_dball_close(&cx);
    flint_cleanup();
}


Test(formula_dual, ceil_and_roots_have_no_derivative_at_their_edge) {
    obl_ball_cx cx;

    obl_dball_open(&cx, PREC);
    const obl_dball up = variable(&cx, 2, 0);
    const obl_dball jump = obl_dball_ceil(&cx, up);
    cr_expect(jump.r->undefined);
    cr_expect_eq(obl_ball_sign(&cx, jump.l), OBL_ZERO);
    const obl_dball turned = obl_dball_ceil(&cx, obl_dball_neg(&cx, up));
    cr_expect_eq(obl_ball_sign(&cx, turned.r), OBL_ZERO);
    cr_expect(turned.l->undefined);
    const obl_dball root = obl_dball_sqrt(&cx, variable(&cx, 0, 0));
    cr_expect_eq(obl_ball_sign(&cx, root.v), OBL_ZERO);
    cr_expect(root.r->undefined);
    obl_dball_close(&cx);
    flint_cleanup();
}


/* ------------------------------------- loss', grad' and the formulas */

enum { N_MAX = 3 };

/* A network and a direction to move it in, both in doubles. */
typedef struct {
    const char *name;
    size_t      n, d;
    double      v, h[N_MAX], z[2 * N_MAX];
} place;

static const place places[] = {
    { "generic", 3, 3, 1, { 0.3, -0.2, 0.9 }, { 0.1, 0.4, 0.7, -1, 2, 0.2 } },
    { "one on a line", 1, 1, 1, { 0.5 }, { 0 } },
    { "two on a line", 2, 1, 1, { 0.5, -0.25 }, { 0 } },
    { "aligned", 2, 3, 1, { 0.5, 0.25 }, { 0 } },
    { "opposed to v", 2, 2, 1, { -0.5, 0.25 }, { 0, 0.5 } },
    { "equal", 2, 3, 1, { 0.5, 0.5 }, { 0.25, 0.5, 0.25, 0.5 } },
    { "parallel", 2, 3, 1, { 0.5, 1 }, { 0.25, 0.5, 0.5, 1 } },
    { "opposed", 2, 3, 1, { 0.5, -1 }, { 0.25, 0.5, -0.5, -1 } },
    { "orthogonal", 2, 2, 2, { 0, 1 }, { 1, 0 } },
    { "tiny angles", 2, 2, 1, { 0.5, 0.5 }, { 1e-12, -1e-12 } },
    { "far scales", 2, 2, 1, { 1e-9, 30 }, { 2e-9, 1 } },
};

static const double directions[N_MAX * 3] = { 1, -2, 0.5, 0.25, 3, -1, 2, 1,
                                              -0.5 };


/* The number at place k of row i, moving. */
static obl_dball number(obl_ball_cx *cx, double x, size_t i, size_t k) {
    const obl_ball slope = obl_ball_double(cx, directions[i * 3 + k]);
    return obl_dball_make(obl_ball_double(cx, x), slope, slope);
}


typedef struct {
    obl_dball     h[N_MAX], z[2 * N_MAX];
    obl_ball      plain_h[N_MAX], plain_z[2 * N_MAX];
    obl_dball_net net;
    obl_ball_net  plain;
} moved;


static void move(obl_ball_cx *cx, moved *m, const place *p) {
    const size_t across = p->d - 1;

    for (size_t i = 0; i < p->n; i++) {
        m->h[i] = number(cx, p->h[i], i, 0);
        m->plain_h[i] = m->h[i].v;
        for (size_t k = 0; k < across; k++) {
            const size_t at = i * across + k;
            m->z[at] = number(cx, p->z[at], i, k + 1);
            m->plain_z[at] = m->z[at].v;
        }
    }
    m->net = (obl_dball_net){ .n = p->n, .d = p->d, .h = m->h, .z = m->z,
                              .v = obl_dball_double(cx, p->v) };
    m->plain = (obl_ball_net){ .n = p->n, .d = p->d, .h = m->plain_h,
                               .z = m->plain_z,
                               .v = obl_ball_double(cx, p->v) };
}


/* The direction's row. */
static void row_of(obl_ball_cx *cx, obl_ball *out, size_t i, size_t d) {
    for (size_t k = 0; k < d; k++)
        out[k] = obl_ball_double(cx, directions[i * 3 + k]);
}


static void check_loss(obl_ball_cx *cx, const place *p) {
    obl_ball grad[D], row[D], want = obl_ball_int(cx, 0);
    moved m;

    move(cx, &m, p);
    const obl_dball loss = obl_dball_loss(cx, &m.net);
    cr_expect(agree(loss.v, obl_ball_loss(cx, &m.plain)));
    for (size_t i = 0; i < p->n; i++) {
        obl_ball_grad(cx, grad, &m.plain, i);
        row_of(cx, row, i, p->d);
        want = obl_ball_add(cx, want, obl_ball_dot(cx, grad, row, p->d));
    }
    cr_expect(agree(loss.r, want), "%s: loss' %g, grad %g", p->name,
              obl_ball_mid(loss.r), obl_ball_mid(want));
    cr_expect(agree(loss.l, want), "%s: left loss' %g, grad %g", p->name,
              obl_ball_mid(loss.l), obl_ball_mid(want));
}


static void check_grad(obl_ball_cx *cx, const place *p, size_t i) {
    obl_ball want[D], part[D], row[D];
    obl_dball grad[D];
    moved m;

    move(cx, &m, p);
    obl_dball_grad(cx, grad, &m.net, i);
    for (size_t k = 0; k < p->d; k++)
        want[k] = obl_ball_int(cx, 0);
    for (size_t j = 0; j < p->n; j++) {
        row_of(cx, row, j, p->d);
        obl_ball_hessian(cx, part, &m.plain, i, j, row);
        for (size_t k = 0; k < p->d; k++)
            want[k] = obl_ball_add(cx, want[k], part[k]);
    }
    for (size_t k = 0; k < p->d; k++) {
        cr_expect(agree(grad[k].r, want[k]), "%s: grad_%zu' [%zu] %g, (51) %g",
                  p->name, i, k, obl_ball_mid(grad[k].r),
                  obl_ball_mid(want[k]));
        cr_expect(agree(grad[k].l, want[k]), "%s: left grad_%zu' [%zu] %g, %g",
                  p->name, i, k, obl_ball_mid(grad[k].l),
                  obl_ball_mid(want[k]));
    }
}


Test(formula_dual, loss_grad_and_hessian_are_derivatives) {
    obl_ball_cx cx;

    obl_dball_open(&cx, PREC);
    for (size_t c = 0; c < sizeof places / sizeof *places; c++) {
        const obl_arena_mark mark = obl_dball_mark(&cx);
        check_loss(&cx, &places[c]);
        for (size_t i = 0; i < places[c].n; i++)
            check_grad(&cx, &places[c], i);
        obl_dball_release(&cx, mark);
    }
    obl_dball_close(&cx);
    flint_cleanup();
}


/* The loss where the network has moved by sign 2^STEP. */
static obl_ball loss_after(obl_ball_cx *cx, const place *p, int sign) {
    const obl_ball s = obl_ball_double(cx, ldexp(sign, STEP));
    moved m;

    move(cx, &m, p);
    for (size_t i = 0; i < p->n; i++) {
        m.plain_h[i] = obl_ball_add(cx, m.plain_h[i],
                                    obl_ball_mul(cx, s, m.h[i].r));
        for (size_t k = i * (p->d - 1); k < (i + 1) * (p->d - 1); k++)
            m.plain_z[k] = obl_ball_add(cx, m.plain_z[k],
                                        obl_ball_mul(cx, s, m.z[k].r));
    }
    return obl_ball_loss(cx, &m.plain);
}


static const place zeros[] = {
    { "one zero", 2, 3, 1, { 0, 0.5 }, { 0, 0, 0.25, 0.5 } },
    { "last of three", 3, 2, 2, { 1, -1, 0 }, { 0.5, 1, 0 } },
    { "two zeros", 3, 3, 1, { 0, 0.5, 0 }, { 0, 0, 0.25, -0.5, 0, 0 } },
    { "all zero", 2, 2, 1, { 0, 0 }, { 0, 0 } },
    { "on a line", 2, 1, 1, { 0, 2 }, { 0 } },
};


Test(formula_dual, loss_has_a_kink_at_a_zero_neuron) {
    obl_ball_cx cx;

    obl_dball_open(&cx, PREC);
    const obl_ball h = obl_ball_double(&cx, ldexp(1.0, STEP));
    for (size_t c = 0; c < sizeof zeros / sizeof *zeros; c++) {
        const place *p = &zeros[c];
        moved m;

        move(&cx, &m, p);
        const obl_dball loss = obl_dball_loss(&cx, &m.net);
        const obl_ball right = obl_ball_div(&cx,
            obl_ball_sub(&cx, loss_after(&cx, p, 1), loss.v), h);
        const obl_ball left = obl_ball_div(&cx,
            obl_ball_sub(&cx, loss.v, loss_after(&cx, p, -1)), h);
        cr_expect(agree(loss.r, right), "%s: right %g, difference %g",
                  p->name, obl_ball_mid(loss.r), obl_ball_mid(right));
        cr_expect(agree(loss.l, left), "%s: left %g, difference %g", p->name,
                  obl_ball_mid(loss.l), obl_ball_mid(left));
        cr_expect_not(agree(loss.r, loss.l), "%s: no kink", p->name);
    }
    obl_dball_close(&cx);
    flint_cleanup();
}


/* ------------------------------------------------ the duals over reals */

static obl_dreal real_number(double x, size_t i, size_t k) {
    const double s = directions[i * 3 + k];
    return obl_dreal_make((obl_real){ x, fabs(x) }, (obl_real){ s, fabs(s) },
                          (obl_real){ s, fabs(s) });
}


static void expect_same(obl_ball_cx *cx, obl_real got, obl_ball want,
                        const char *what, const char *name) {
    const double gap = fabs(got.x - obl_ball_mid(want));

    (void)cx;
    cr_expect_leq(gap, 300 * 0x1p-53 * got.m, "%s: %s %.17g, balls %.17g, m %g",
                  name, what, got.x, obl_ball_mid(want), got.m);
    cr_expect_leq(gap, 1e-12 * (1 + fabs(got.x)), "%s: %s %.17g, balls %.17g",
                  name, what, got.x, obl_ball_mid(want));
}


static void check_reals(obl_ball_cx *cx, obl_real_cx *rcx, const place *p) {
    const size_t across = p->d - 1;
    obl_dreal h[N_MAX], z[2 * N_MAX], grad[D];
    obl_dball want[D];
    moved m;

    move(cx, &m, p);
    for (size_t i = 0; i < p->n; i++) {
        h[i] = real_number(p->h[i], i, 0);
        for (size_t k = 0; k < across; k++)
            z[i * across + k] = real_number(p->z[i * across + k], i, k + 1);
    }
    const obl_dreal_net net = { .n = p->n, .d = p->d, .h = h, .z = z,
                                .v = obl_dreal_double(rcx, p->v) };
    const obl_dreal loss = obl_dreal_loss(rcx, &net);
    const obl_dball loss_want = obl_dball_loss(cx, &m.net);
    expect_same(cx, loss.v, loss_want.v, "loss", p->name);
    expect_same(cx, loss.r, loss_want.r, "loss'", p->name);
    expect_same(cx, loss.l, loss_want.l, "left loss'", p->name);
    obl_dreal_grad(rcx, grad, &net, 0);
    obl_dball_grad(cx, want, &m.net, 0);
    for (size_t k = 0; k < p->d; k++) {
        expect_same(cx, grad[k].v, want[k].v, "grad", p->name);
        expect_same(cx, grad[k].r, want[k].r, "grad'", p->name);
        expect_same(cx, grad[k].l, want[k].l, "left grad'", p->name);
    }
}


Test(formula_dual, reals_agree_with_balls) {
    obl_ball_cx cx;
    obl_real_cx rcx;

    obl_dball_open(&cx, PREC);
    obl_dreal_open(&rcx, 53);
    for (size_t c = 0; c + 1 < sizeof places / sizeof *places; c++)
        check_reals(&cx, &rcx, &places[c]);
    obl_dreal_close(&rcx);
    obl_dball_close(&cx);
    flint_cleanup();
}
