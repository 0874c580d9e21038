/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval_ball.c -- the evaluator in balls: what it says, it says for certain
** of the exact state that the sample's doubles and trees describe.
*/

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#if __has_include(<flint/acb_calc.h>)
#include <flint/acb_calc.h>
#else
#include <acb_calc.h>
#endif

#include "claim/box.h"
#include "claim/enclose.h"
#include "claim/kind.h"
#include "claim/law.h"
#include "formula/ball.h"
#include "formula/dball.h"

/* Longer sums are left to doubles: a ball a term would fill the memory. */
enum { OBL_TERMS_MAX = 20000 };

#define DUAL_N(f) obl_dball_##f
#define DUAL_NUM obl_dball

#include "formula/as_ball.h"
#include "claim/eval_types.inl"
#include "formula/as_none.h"
#include "formula/as_dball.h"
#include "claim/eval_types.inl"
#include "formula/as_none.h"


static void obl_ball_set_precision(obl_ball_cx *cx, long bits) {
    cx->prec = bits;
    cx->strict = false;
}


/* Whether |gap| <= 2^-200 |scale| for certain; if strict, whether it is 0. */
static bool negligible(obl_ball_cx *cx, obl_ball gap, obl_ball scale) {
    arb_t size, limit;
    bool small;

    if (cx->strict)
        return arb_is_zero(&gap->value);
    arb_init(size);
    arb_init(limit);
    arb_abs(size, &gap->value);
    arb_abs(limit, &scale->value);
    arb_mul_2exp_si(limit, limit, -200);
    small = arb_le(size, limit);
    arb_clear(size);
    arb_clear(limit);
    return small;
}


static obl_ball obl_ball_sum_of_sizes(obl_ball_cx *cx, obl_ball a,
                                      obl_ball b) {
    return obl_ball_add(cx, obl_ball_abs(cx, a), obl_ball_abs(cx, b));
}


static bool obl_ball_agree(obl_ball_cx *cx, obl_ball x, obl_ball y) {
    return negligible(cx, obl_ball_sub(cx, x, y),
                      obl_ball_sum_of_sizes(cx, x, y));
}


static bool obl_dball_agree(obl_ball_cx *cx, obl_dball x, obl_dball y) {
    return obl_ball_agree(cx, x.v, y.v);
}


static double obl_ball_margin(obl_ball a, obl_ball b, obl_ball scale) {
    arb_t gap;

    arb_init(gap);
    arb_sub(gap, &b->value, &a->value, 64);
    if (!arb_is_zero(gap))
        arb_div(gap, gap, &scale->value, 64);
    const double margin = arf_get_d(arb_midref(gap), ARF_RND_NEAR);

    arb_clear(gap);
    return margin;
}


/* Where no kink was met both derivatives are the same operations on the same
** balls. Where one was met whose jump is 0, they overlap at every precision,
** and the cap takes them as one. */
static bool obl_ball_twin(obl_ball_cx *cx, obl_ball right, obl_ball left) {
    if (right->undefined || left->undefined)
        return right == left;
    return arb_equal(&right->value, &left->value)
        || (cx->prec >= OBL_BITS_CAP && !cx->strict
            && arb_overlaps(&right->value, &left->value));
}


static int obl_ball_less(obl_ball x, obl_ball y) {
    return arf_cmp(arb_midref(&x->value), arb_midref(&y->value)) < 0;
}


/* Sides touch when they agree to 2^-200 or, at the cap, where both may
** vanish, to 2^-500. A gap that is wider says nothing. */
static bool touches(obl_ball_cx *cx, obl_ball gap, obl_ball scale) {
    if (negligible(cx, gap, scale))
        return true;
    if (cx->prec < OBL_BITS_CAP || cx->strict)
        return false;
    return arf_cmpabs_2exp_si(arb_midref(&gap->value), -500) < 0
        && mag_cmp_2exp_si(arb_radref(&gap->value), -500) < 0;
}


static obl_sign obl_ball_gap_sign(obl_ball_cx *cx, obl_ball a, obl_ball b,
                                  obl_ball scale, bool *touching) {
    const obl_ball gap = obl_ball_sub(cx, b, a);
    const obl_sign sign = obl_ball_sign(cx, gap);

    *touching = false;
    if (sign != OBL_UNSURE || !arb_is_finite(&gap->value))
        return sign;
    *touching = touches(cx, gap, scale);
    return *touching ? OBL_ZERO : OBL_UNSURE;
}


#include "formula/as_dball.h"
#include "claim/eval.inl"
#include "claim/eval_dual.inl"
#include "formula/as_none.h"
#include "formula/as_ball.h"
#include "claim/eval.inl"
#include "claim/law.inl"
#include "claim/eval_calculus.inl"
#include "claim/eval_plain.inl"
#include "formula/as_none.h"


/* ------------------------------------------------- integrals, by Arb */

/* f(a + (b - a) s) (b - a) over s in [0, 1]. On the real line the evaluator
** itself is asked, with a ball for the variable; what it says of a ball holds
** for each of its numbers. Off the real line, where Arb asks whether f is
** analytic on a disc, a tree of the operations below answers for itself and
** anything else does not: such an integrand is enclosed piece by piece. */
typedef struct {
    obl_ball_eval  *ev;
    const obl_node *node;
    acb_t           from, length;
    bool            undefined;
} path;

enum { EVALUATIONS_MAX = 4096, PIECES_MAX = 1024 };


static void set_to_ball(acb_t y, path *p, obl_ball x) {
    p->undefined |= x->undefined;
    if (x->undefined)
        acb_indeterminate(y);
    else
        acb_set_arb(y, &x->value);
}


static void apply(acb_t y, obl_op op, const acb_t a, const acb_t b,
                  slong prec) {
    switch (op) {
    case OP_add: acb_add(y, a, b, prec); break;
    case OP_sub: acb_sub(y, a, b, prec); break;
    case OP_mul: acb_mul(y, a, b, prec); break;
    case OP_div: acb_div(y, a, b, prec); break;
    case OP_pow: acb_pow_analytic(y, a, b, 1, prec); break;
    case OP_neg: acb_neg(y, a); break;
    case OP_sqrt: acb_sqrt_analytic(y, a, 1, prec); break;
    case OP_exp: acb_exp(y, a, prec); break;
    case OP_log: acb_log_analytic(y, a, 1, prec); break;
    case OP_sin: acb_sin(y, a, prec); break;
    case OP_cos: acb_cos(y, a, prec); break;
    case OP_tan: acb_tan(y, a, prec); break;
    case OP_abs: acb_real_abs(y, a, 1, prec); break;
    case OP_max: acb_real_max(y, a, b, 1, prec); break;
    case OP_min: acb_real_min(y, a, b, 1, prec); break;
    default: acb_indeterminate(y);
    }
}


/* The tree at x, a disc; not finite where it may not be analytic there. */
static void walk_disc(acb_t y, path *p, uint32_t id, const acb_t x,
                      slong prec) {
    const obl_node *node = &p->ev->claim->node[id];
    acb_t operand[2];

    if (node->op == OP_scalar && node->payload == p->node->payload) {
        acb_set(y, x);
        return;
    }
    if (!p->ev->plan->moves[id]) {
        set_to_ball(y, p, obl_ball_eval_node(p->ev, id).r);
        return;
    }
    acb_init(operand[0]);
    acb_init(operand[1]);
    for (unsigned k = 0; k < node->operands && k < 2; k++) {
        if (strchr("RI", obl_ball_child(p->ev, node, k)->kind))
            walk_disc(operand[k], p, node->operand[k], x, prec);
        else
            acb_indeterminate(operand[k]);
    }
    apply(y, node->op, operand[0], operand[1], prec);
    acb_clear(operand[0]);
    acb_clear(operand[1]);
}


static int path_at(acb_ptr y, const acb_t s, void *user, slong order,
                   slong prec) {
    path *p = user;
    acb_t x;

    acb_init(x);
    acb_mul(x, p->length, s, prec);
    acb_add(x, x, p->from, prec);
    if (order == 0 && acb_is_real(x))
        set_to_ball(y, p, obl_ball_integrand(p->ev, p->node,
            obl_ball_of_arb(p->ev->cx, acb_realref(x))));
    else
        walk_disc(y, p, p->node->operand[0], x, prec);
    acb_mul(y, y, p->length, prec);
    acb_clear(x);
    return 0;
}


/* Whether the tree answers off the real line: it does at the point s. */
static bool is_analytic(path *p, const acb_t s, slong prec) {
    acb_t x;

    acb_init(x);
    acb_mul(x, p->length, s, prec);
    acb_add(x, x, p->from, prec);
    walk_disc(x, p, p->node->operand[0], x, prec);
    const bool analytic = acb_is_finite(x);

    acb_clear(x);
    return analytic;
}


static obl_ball enclose(path *p) {
    const long prec = p->ev->cx->prec;
    acb_calc_integrate_opt_t options;
    acb_t from, to, y;
    mag_t tolerance;

    acb_calc_integrate_opt_init(options);
    acb_init(from);
    acb_init(to);
    acb_init(y);
    mag_init(tolerance);
    acb_one(to);
    acb_set_d(y, 0.5);
    options->eval_limit = is_analytic(p, y, prec) ? EVALUATIONS_MAX
                                                  : PIECES_MAX;
    path_at(y, y, p, 0, prec);
    acb_get_mag(tolerance, y);
    mag_mul_2exp_si(tolerance, tolerance, -prec);
    acb_calc_integrate(y, path_at, p, from, to, prec, tolerance, options,
                       prec);
    const obl_ball result = p->undefined ? obl_ball_undefined(p->ev->cx)
        : obl_ball_of_arb(p->ev->cx, acb_realref(y));

    acb_clear(from);
    acb_clear(to);
    acb_clear(y);
    mag_clear(tolerance);
    return result;
}


/* An infinite integral has a tail that nothing here bounds: unknown. Balls
** are wide here because the variable's is: none that straddles 0 is 0. */
static obl_ball obl_ball_integrate(obl_ball_eval *ev, const obl_node *node,
                                   const obl_ball limit[2],
                                   const int infinite[2]) {
    path p = { .ev = ev, .node = node };
    const bool strict = ev->cx->strict;

    if (infinite[0] || infinite[1])
        return obl_ball_unknown(ev->cx);
    ev->cx->strict = true;
    acb_init(p.from);
    acb_init(p.length);
    acb_set_arb(p.from, &limit[0]->value);
    acb_set_arb(p.length, &limit[1]->value);
    acb_sub(p.length, p.length, p.from, ev->cx->prec);
    const obl_ball result = enclose(&p);
    acb_clear(p.from);
    acb_clear(p.length);
    ev->cx->strict = strict;
    return result;
}


static obl_ball obl_ball_unit(obl_ball_eval *ev) {
    return obl_ball_variable(ev, (unsigned)ev->claim->var_sigma, 0);
}


/* A long double has more digits and a wider exponent than a double. */
static obl_ball obl_ball_instant(obl_ball_cx *cx, long double t) {
    int exponent = 0;
    long double rest = frexpl(t, &exponent);
    arb_t sum, part;

    if (!isfinite(t))
        return obl_ball_unknown(cx);
    arb_init(sum), arb_init(part);
    while (rest != 0) {
        const double leading = (double)rest;

        arb_set_d(part, leading);
        arb_add(sum, sum, part, ARF_PREC_EXACT);
        rest -= leading;
    }
    arb_mul_2exp_si(sum, sum, exponent);
    const obl_ball result = obl_ball_of_arb(cx, sum);

    arb_clear(sum), arb_clear(part);
    return result;
}


static long double obl_ball_time_of(obl_ball t) {
    arf_t middle, leading;
    fmpz_t exponent;
    long double sum = 0;

    if (t->undefined || !arb_is_finite(&t->value))
        return NAN;
    arf_init(middle), arf_init(leading), fmpz_init(exponent);
    arf_frexp(middle, exponent, arb_midref(&t->value));
    for (int k = 0; k < 3; k++) {
        const double part = arf_get_d(middle, ARF_RND_NEAR);

        sum += part;
        arf_set_d(leading, part);
        arf_sub(middle, middle, leading, ARF_PREC_EXACT, ARF_RND_DOWN);
    }
    const long power = COEFF_IS_MPZ(*exponent) ? fmpz_sgn(exponent) * INT_MAX
                                               : fmpz_get_si(exponent);
    const int shift = power > INT_MAX ? INT_MAX : power < -INT_MAX ? -INT_MAX
        : (int)power;

    arf_clear(middle), arf_clear(leading), fmpz_clear(exponent);
    return ldexpl(sum, shift);
}


static void obl_ball_print(char *text, size_t size, obl_ball x) {
    char *digits = arb_get_str(&x->value, 17, ARB_STR_NO_RADIUS);

    snprintf(text, size, "%s", x->undefined ? "undefined" : digits);
    flint_free(digits);
}


/* a x + b y. */
static obl_ball combine(obl_ball_cx *cx, double a, obl_ball x, double b,
                        obl_ball y) {
    return obl_ball_add(cx, obl_ball_mul(cx, obl_ball_double(cx, a), x),
                        obl_ball_mul(cx, obl_ball_double(cx, b), y));
}


/* e^-x, or 0 where that is far below the S^3 of any long double S. */
static obl_ball decay(obl_ball_cx *cx, long double x) {
    return x > 1e6L ? obl_ball_int(cx, 0)
        : obl_ball_exp(cx, obl_ball_instant(cx, -x));
}


/* z_i = S zeta_i, and H and R by powers of S. */
static obl_ball_place *place_vanishing(obl_ball_eval *ev,
                                      const obl_vanishing_state *state) {
    obl_ball_place *p = obl_ball_place_new(ev, state->n);
    const size_t across = state->d - 1;
    obl_ball_cx *cx = ev->cx;
    const obl_ball S = obl_ball_unit(ev), S2 = obl_ball_mul(cx, S, S);
    const obl_ball S3 = obl_ball_mul(cx, S, S2);
    const obl_ball left = decay(cx, (long double)state->n / 2 * state->t);
    const obl_ball S_left = obl_ball_mul(cx, S, left);
    obl_ball *carried = obl_ball_numbers(ev, state->d);

    p->net.v = obl_ball_double(cx, state->v);
    for (size_t i = 0; i < state->n; i++)
        ((obl_ball *)p->net.h)[i] = obl_ball_instant(cx, state->h[i]);
    for (size_t m = 0; m < state->n * across; m++)
        ((obl_ball *)p->net.z)[m]
            = obl_ball_mul(cx, S, obl_ball_double(cx, state->zeta[m]));
    carried[0] = combine(cx, state->v, left, state->H3, S3);
    for (size_t k = 0; k < across; k++)
        carried[k + 1] = combine(cx, state->R1[k], S_left, state->R2[k], S2);
    p->net.H = carried;
    p->net.R = carried + 1;
    return p;
}


/* A state of the run: exactly as it is, or where it is enclosed. */
static obl_ball_place *obl_ball_place_on_run(obl_ball_eval *ev, size_t k) {
    const obl_state *state = ev->sample->run.state[k];
    const obl_enclosure *e = ev->sample->run.enclosure;

    if (ev->sample->run.vanishing)
        return place_vanishing(ev, &ev->sample->run.vanishing[k]);
    if (!e)
        return obl_ball_place_of(ev, state);
    obl_ball_place *p = obl_ball_place_new(ev, state->n);

    p->net.v = obl_ball_of_arb(ev->cx, &e->v);
    for (size_t i = 0; i < state->n; i++)
        ((obl_ball *)p->net.h)[i] = obl_ball_of_arb(ev->cx, e->state[k] + i);
    for (size_t m = 0; m < state->n * (state->d - 1); m++)
        ((obl_ball *)p->net.z)[m]
            = obl_ball_of_arb(ev->cx, e->state[k] + state->n + m);
    return p;
}


bool obl_ball_start(obl_ball_eval *eval, uint32_t node, size_t n, size_t d,
                    arb_struct *v, arb_ptr entries) {
    const obl_ball_place *p
        = obl_ball_network(eval, &eval->claim->node[node]);
    bool finite = p && p->net.n == n && p->net.d == d
        && arb_is_finite(&p->net.v->value);

    if (!finite)
        return false;
    arb_set(v, &p->net.v->value);
    for (size_t m = 0; m < n * d; m++) {
        const obl_ball x = m < n ? p->net.h[m] : p->net.z[m - n];

        finite &= !x->undefined && arb_is_finite(&x->value);
        arb_set(entries + m, &x->value);
    }
    return finite;
}


bool obl_ball_load_box(obl_ball_eval *eval, const obl_sample *sample,
                       const arb_struct *const *box, long bits) {
    const obl_sampler *sampler = sample->sampler;

    obl_ball_set_precision(eval->cx, bits);
    eval->cx->strict = true;
    obl_ball_begin(eval, sample);
    for (size_t k = 0; k < sampler->draws; k++) {
        const unsigned which = sampler->draw[k].variable;

        if (box[which]) {
            eval->variable[which] = obl_ball_numbers(eval, 1);
            eval->variable[which][0]
                = obl_ball_of_arb(eval->cx, box[which]);
        } else {
            obl_ball_drawn(eval, sample, &sampler->draw[k]);
        }
    }
    const bool settled = obl_ball_settle_network(eval);

    if (settled)
        obl_ball_take_run(eval);
    return settled;
}


obl_ball obl_ball_scalar(obl_ball_eval *eval, unsigned variable) {
    return obl_ball_variable(eval, variable, 0);
}


long double obl_ball_unit_size(obl_ball_eval *eval) {
    return obl_ball_time_of(obl_ball_unit(eval));
}


const char *obl_ball_unit_text(obl_ball_eval *eval, char *text, size_t size) {
    obl_ball_print(text, size, obl_ball_unit(eval));
    return text;
}


obl_ball obl_ball_number(obl_ball_eval *eval, uint32_t node) {
    return obl_ball_eval_node(eval, node).r;
}


/* log10 of a positive number of any exponent. */
static double log10_of(obl_ball x) {
    arb_t log, ten;
    double result = -INFINITY;

    if (x->undefined || !arb_is_positive(&x->value))
        return result;
    arb_init(log);
    arb_init(ten);
    arb_log(log, &x->value, 64);
    arb_const_log10(ten, 64);
    arb_div(log, log, ten, 64);
    result = arf_get_d(arb_midref(log), ARF_RND_NEAR);
    arb_clear(log);
    arb_clear(ten);
    return result;
}


static double bare_log10(obl_ball_eval *eval, uint32_t id) {
    const obl_node *node = &eval->claim->node[id];

    if (node->slots || node->uses_u || node->uses_t || node->kind != 'R')
        return -INFINITY;
    return log10_of(obl_ball_eval_node(eval, id).r);
}


static double latest_end(obl_ball_eval *eval, uint32_t condition) {
    const obl_node *node = &eval->claim->node[condition];
    unsigned other;

    if (node->op == OP_and)
        return fmax(latest_end(eval, node->operand[0]),
                    latest_end(eval, node->operand[1]));
    if (obl_ball_is_order(node->op)
        && obl_ball_other_side(eval, node, OP_time, &other))
        return bare_log10(eval, node->operand[other]);
    return -INFINITY;
}


double obl_ball_horizon(obl_ball_eval *eval) {
    double latest = -INFINITY;

    for (size_t id = 0; id < eval->claim->nodes; id++) {
        const obl_node *node = &eval->claim->node[id];

        if (!eval->plan->heard[id])
            continue;
        if (node->op == OP_at_time)
            latest = fmax(latest, bare_log10(eval, node->operand[0]));
        if (node->bound & OBL_BINDS_T)
            latest = fmax(latest, latest_end(eval, node->operand[0]));
    }
    return latest;
}
