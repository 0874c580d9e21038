/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval_ball.c -- the evaluator in balls: what it says, it says for certain
** of the exact state that the sample's doubles and trees describe.
*/

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/eval.h"
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
}


/* Whether |gap| <= 2^-200 |scale| for certain. */
static bool negligible(obl_ball_cx *cx, obl_ball gap, obl_ball scale) {
    arb_t size, limit;
    bool small;

    arb_init(size);
    arb_init(limit);
    arb_abs(size, &gap->value);
    arb_abs(limit, &scale->value);
    arb_mul_2exp_si(limit, limit, -200);
    small = arb_le(size, limit);
    arb_clear(size);
    arb_clear(limit);
    (void)cx;
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
        || (cx->prec >= OBL_BITS_CAP
            && arb_overlaps(&right->value, &left->value));
}


static int obl_ball_less(obl_ball x, obl_ball y) {
    return arf_cmp(arb_midref(&x->value), arb_midref(&y->value)) < 0;
}


/* At the cap a gap that still holds 0 lets <= stand; = and < ask for more:
** that the sides agree to 2^-200 or, where both vanish, to 2^-500. */
static bool touches(obl_ball_cx *cx, obl_op op, obl_ball gap,
                    obl_ball scale) {
    const bool sharp = op != OP_le && op != OP_ge;

    if (negligible(cx, gap, scale))
        return true;
    if (cx->prec < OBL_BITS_CAP)
        return false;
    return !sharp
        || (arf_cmpabs_2exp_si(arb_midref(&gap->value), -500) < 0
            && mag_cmp_2exp_si(arb_radref(&gap->value), -500) < 0);
}


static obl_sign obl_ball_gap_sign(obl_ball_cx *cx, obl_op op, obl_ball a,
                                  obl_ball b, obl_ball scale,
                                  bool *touching) {
    const obl_ball gap = obl_ball_sub(cx, b, a);
    const obl_sign sign = obl_ball_sign(cx, gap);

    *touching = false;
    if (sign != OBL_UNSURE || !arb_is_finite(&gap->value))
        return sign;
    *touching = touches(cx, op, gap, scale);
    return *touching ? OBL_ZERO : OBL_UNSURE;
}


#include "formula/as_dball.h"
#include "claim/eval.inl"
#include "claim/eval_dual.inl"
#include "formula/as_none.h"
#include "formula/as_ball.h"
#include "claim/eval.inl"
#include "claim/law.inl"
#include "claim/eval_plain.inl"
#include "formula/as_none.h"


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
