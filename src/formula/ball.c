/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** ball.c -- the arena of balls, arithmetic and functions, and the formulas.
**
** Slots are initialised once, chunk by chunk, and used again after a release:
** a handle is the address of a slot, and keep() moves a result down to the
** mark by swapping two slots.
*/

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "formula/ball_inside.h"

enum { SLOTS = 256 };


void obl_ball_open(obl_ball_cx *cx, long prec) {
    assert(prec >= 2);
    *cx = (obl_ball_cx){ .prec = prec };
}


void obl_ball_close(obl_ball_cx *cx) {
    for (size_t k = 0; k < cx->count; k++) {
        for (size_t s = 0; s < SLOTS; s++)
            arb_clear(&cx->chunk[k][s].value);
        free(cx->chunk[k]);
    }
    free(cx->chunk);
    obl_arena_close(&cx->arena);
    *cx = (obl_ball_cx){ .prec = cx->prec };
}


static void *or_die(void *memory) {
    if (memory == NULL) {
        fputs("obelus: out of memory\n", stderr);
        abort();
    }
    return memory;
}


static void grow(obl_ball_cx *cx) {
    const size_t count = cx->count;
    obl_ball_slot *slots = or_die(malloc(SLOTS * sizeof *slots));

    cx->chunk = or_die(realloc(cx->chunk, (count + 1) * sizeof *cx->chunk));
    for (size_t s = 0; s < SLOTS; s++) {
        arb_init(&slots[s].value);
        slots[s].index = count * SLOTS + s;
        slots[s].undefined = false;
    }
    cx->chunk[count] = slots;
    cx->count = count + 1;
}


static obl_ball_slot *slot_at(obl_ball_cx *cx, size_t index) {
    return &cx->chunk[index / SLOTS][index % SLOTS];
}


obl_ball_slot *obl_ball_fresh(obl_ball_cx *cx) {
    if (cx->used == cx->count * SLOTS)
        grow(cx);
    obl_ball_slot *slot = slot_at(cx, cx->used++);
    slot->undefined = false;
    return slot;
}


obl_arena_mark obl_ball_mark(obl_ball_cx *cx) {
    return (obl_arena_mark){ cx->arena.now, cx->arena.used, cx->used };
}


void obl_ball_release(obl_ball_cx *cx, obl_arena_mark mark) {
    assert(mark.balls <= cx->used);
    obl_arena_release(&cx->arena, mark);
    cx->used = mark.balls;
}


static void move_slot(obl_ball_slot *to, obl_ball_slot *from) {
    if (to == from)
        return;
    arb_swap(&to->value, &from->value);
    to->undefined = from->undefined;
}


obl_ball obl_ball_keep(obl_ball_cx *cx, obl_arena_mark mark, obl_ball x) {
    obl_ball_release(cx, mark);
    if (x->index < mark.balls)
        return x;
    obl_ball_slot *to = obl_ball_fresh(cx);
    move_slot(to, slot_at(cx, x->index));
    return to;
}


/* Copies at the top, moved down in order: the place that a copy moves to is
** below every copy that has still to move. */
void obl_ball_keep_all(obl_ball_cx *cx, obl_arena_mark mark, obl_ball *x,
                       size_t count) {
    const size_t top = cx->used;

    for (size_t k = 0; k < count; k++) {
        obl_ball_slot *copy = obl_ball_fresh(cx);
        arb_set(&copy->value, &x[k]->value);
        copy->undefined = x[k]->undefined;
    }
    for (size_t k = 0; k < count; k++) {
        obl_ball_slot *to = slot_at(cx, mark.balls + k);
        move_slot(to, slot_at(cx, top + k));
        x[k] = to;
    }
    obl_ball_release(cx, mark);
    cx->used += count;
}


obl_ball *obl_ball_array(obl_ball_cx *cx, size_t count) {
    return obl_arena_get(&cx->arena, count * sizeof(obl_ball));
}


/* ------------------------------------------------------------ leaves */

obl_ball obl_ball_settled(obl_ball_slot *slot) {
    if (!arb_is_finite(&slot->value))
        arb_indeterminate(&slot->value);
    return slot;
}


obl_ball obl_ball_of_arb(obl_ball_cx *cx, const arb_struct *value) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_set(&r->value, value);
    return obl_ball_settled(r);
}


obl_ball obl_ball_undefined(obl_ball_cx *cx) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_indeterminate(&r->value);
    r->undefined = true;
    return r;
}


obl_ball obl_ball_unknown(obl_ball_cx *cx) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_indeterminate(&r->value);
    return r;
}


obl_ball obl_ball_int(obl_ball_cx *cx, long k) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_set_si(&r->value, k);
    return r;
}


obl_ball obl_ball_double(obl_ball_cx *cx, double x) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_set_d(&r->value, x);
    return obl_ball_settled(r);
}


obl_ball obl_ball_fraction(obl_ball_cx *cx, const char *p, const char *q) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    fmpq_t ratio;

    fmpq_init(ratio);
    const int bad_p = fmpz_set_str(fmpq_numref(ratio), p, 10);
    const int bad_q = fmpz_set_str(fmpq_denref(ratio), q, 10);
    assert(bad_p == 0);
    assert(bad_q == 0);
    assert(fmpz_sgn(fmpq_denref(ratio)) > 0);
    (void)bad_p, (void)bad_q;
    fmpq_canonicalise(ratio);
    /* An integer, or a fraction by a power of two, stays exact. */
    if (fmpz_is_one(fmpq_denref(ratio)))
        arb_set_fmpz(&r->value, fmpq_numref(ratio));
    else
        arb_set_fmpq(&r->value, ratio, cx->prec);
    fmpq_clear(ratio);
    return r;
}


obl_ball obl_ball_pi(obl_ball_cx *cx) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_const_pi(&r->value, cx->prec);
    return r;
}


/* -------------------------------------------------------- arithmetic */

/* A place for the result of an operation on x and y; *done if it is already
** known, for want of a value in one of them. */
static obl_ball_slot *begin(obl_ball_cx *cx, obl_ball x, obl_ball y,
                            bool *done) {
    obl_ball_slot *r = obl_ball_fresh(cx);

    r->undefined = x->undefined || y->undefined;
    *done = r->undefined || !arb_is_finite(&x->value)
         || !arb_is_finite(&y->value);
    if (*done)
        arb_indeterminate(&r->value);
    return r;
}


/* An operation that Arb has as such. */
#define BINARY(name, call)                                                   \
    obl_ball obl_ball_##name(obl_ball_cx *cx, obl_ball x, obl_ball y) {      \
        bool done;                                                           \
        obl_ball_slot *r = begin(cx, x, y, &done);                           \
        if (!done)                                                           \
            call(&r->value, &x->value, &y->value, cx->prec);                 \
        return obl_ball_settled(r);                                          \
    }

#define UNARY(name, call)                                                    \
    obl_ball obl_ball_##name(obl_ball_cx *cx, obl_ball x) {                  \
        bool done;                                                           \
        obl_ball_slot *r = begin(cx, x, x, &done);                           \
        if (!done)                                                           \
            call(&r->value, &x->value, cx->prec);                            \
        return obl_ball_settled(r);                                          \
    }

BINARY(add, arb_add)
BINARY(sub, arb_sub)
BINARY(mul, arb_mul)
BINARY(max, arb_max)
BINARY(min, arb_min)
UNARY(exp, arb_exp)
UNARY(sin, arb_sin)
UNARY(cos, arb_cos)
UNARY(tan, arb_tan)
UNARY(ceil, arb_ceil)


obl_ball obl_ball_neg(obl_ball_cx *cx, obl_ball x) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_neg(&r->value, &x->value);
    r->undefined = x->undefined;
    return r;
}


obl_ball obl_ball_abs(obl_ball_cx *cx, obl_ball x) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_abs(&r->value, &x->value);
    r->undefined = x->undefined;
    return obl_ball_settled(r);
}


obl_ball obl_ball_div(obl_ball_cx *cx, obl_ball x, obl_ball y) {
    bool done;
    obl_ball_slot *r = begin(cx, x, y, &done);

    if (!y->undefined && arb_is_zero(&y->value))
        return obl_ball_undefined(cx);
    if (!done)
        arb_div(&r->value, &x->value, &y->value, cx->prec);
    return obl_ball_settled(r);
}


obl_ball obl_ball_sqrt(obl_ball_cx *cx, obl_ball x) {
    bool done;
    obl_ball_slot *r = begin(cx, x, x, &done);

    if (done)
        return r;
    if (arb_is_negative(&x->value))
        return obl_ball_undefined(cx);
    arb_sqrt(&r->value, &x->value, cx->prec);
    return obl_ball_settled(r);
}


obl_ball obl_ball_log(obl_ball_cx *cx, obl_ball x) {
    bool done;
    obl_ball_slot *r = begin(cx, x, x, &done);

    if (done)
        return r;
    if (arb_is_nonpositive(&x->value))
        return obl_ball_undefined(cx);
    arb_log(&r->value, &x->value, cx->prec);
    return obl_ball_settled(r);
}


/* 0^y. */
static obl_ball power_of_zero(obl_ball_cx *cx, const arb_struct *y) {
    if (arb_is_positive(y))
        return obl_ball_int(cx, 0);
    if (arb_is_zero(y))
        return obl_ball_int(cx, 1);
    return arb_is_negative(y) ? obl_ball_undefined(cx) : obl_ball_unknown(cx);
}


/* x to an exact integer that fits 64 bits; a larger one is left unknown
** unless x is positive. */
static obl_ball integer_power(obl_ball_cx *cx, const arb_struct *x,
                              const arb_struct *y) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    fmpz_t power;

    fmpz_init(power);
    arf_get_fmpz(power, arb_midref(y), ARF_RND_NEAR);
    arb_pow_fmpz(&r->value, x, power, cx->prec);
    fmpz_clear(power);
    return obl_ball_settled(r);
}


obl_ball obl_ball_pow(obl_ball_cx *cx, obl_ball x, obl_ball y) {
    bool done;
    obl_ball_slot *r = begin(cx, x, y, &done);

    if (done)
        return r;
    if (arb_is_zero(&x->value))
        return power_of_zero(cx, &y->value);
    if (arb_is_int(&y->value)
        && arf_cmpabs_2exp_si(arb_midref(&y->value), 62) < 0)
        return integer_power(cx, &x->value, &y->value);
    if (arb_is_positive(&x->value))
        arb_pow(&r->value, &x->value, &y->value, cx->prec);
    else if (arb_is_negative(&x->value) && !arb_contains_int(&y->value))
        return obl_ball_undefined(cx);
    else
        arb_indeterminate(&r->value);
    return obl_ball_settled(r);
}


/* ------------------------------------------- accurate kin of sin, cos */

/* 2 sin^2(x/2). */
static void one_minus_cos(arb_t r, const arb_t x, slong prec) {
    arb_mul_2exp_si(r, x, -1);
    arb_sin(r, r, prec);
    arb_sqr(r, r, prec);
    arb_mul_2exp_si(r, r, 1);
}

UNARY(one_minus_cos, one_minus_cos)


/* sum_k (-1)^k c_k x^(2k+3)/(2k+3)! for exact 0 < |x| < 2^-12, c_k = 1, or
** 2 (k + 1) if `grows`. With |x| < 2^-e each term is below 2^-2e of the one
** before and they alternate, so the first one left out bounds the error. */
static void cubic_series(arb_t r, const arb_t x, bool grows, slong prec) {
    arb_t power, term, square;
    const slong e = -arf_abs_bound_lt_2exp_si(arb_midref(x));
    const slong last = 3 + 2 * (prec / e / 2 + 1);

    arb_init(power), arb_init(term), arb_init(square);
    arb_sqr(square, x, prec);
    arb_mul(power, square, x, prec);
    arb_div_ui(power, power, 6, prec);
    arb_zero(r);
    for (slong order = 3; order <= last; order += 2) {
        arb_mul_ui(term, power, grows ? (ulong)(order - 1) : 1u, prec);
        if (order == last)
            break;
        arb_add(r, r, term, prec);
        arb_mul(power, power, square, prec);
        arb_div_ui(power, power, (ulong)((order + 1) * (order + 2)), prec);
        arb_neg(power, power);
    }
    arb_add_error(r, term);
    arb_clear(power), arb_clear(term), arb_clear(square);
}


/* sin x - x cos x, or x - sin x, at an exact x of at least 2^-12. */
static void direct(arb_t r, const arb_t x, bool grows, slong prec) {
    arb_t s, c;

    arb_init(s), arb_init(c);
    if (grows) {
        arb_sin_cos(s, c, x, prec + 40);
        arb_mul(c, c, x, prec + 40);
        arb_sub(r, s, c, prec);
    } else {
        arb_sin(s, x, prec + 40);
        arb_sub(r, x, s, prec);
    }
    arb_clear(s), arb_clear(c);
}


/* An upper bound of |f'| over the ball: min(u^2, u) for sin x - x cos x,
** min(u^2/2, 2) for x - sin x, u the far end of |x|. */
static void slope_bound(mag_t bound, const arb_struct *x, bool grows) {
    mag_t other;

    mag_init(other);
    arf_get_mag(bound, arb_midref(x));
    mag_add(bound, bound, arb_radref(x));
    if (grows)
        mag_set(other, bound);
    else
        mag_set_ui(other, 2);
    mag_mul(bound, bound, bound);
    if (!grows)
        mag_mul_2exp_si(bound, bound, -1);
    mag_min(bound, bound, other);
    mag_clear(other);
}


/* The value at the exact midpoint, widened by radius times slope. */
static void cubic(arb_t r, const arb_struct *x, bool grows, slong prec) {
    arb_t middle;
    mag_t widen;

    arb_init(middle), mag_init(widen);
    slope_bound(widen, x, grows);
    arb_get_mid_arb(middle, x);
    mag_mul(widen, widen, arb_radref(x));
    if (arb_is_zero(middle))
        arb_zero(r);
    else if (arf_cmpabs_2exp_si(arb_midref(middle), -12) < 0)
        cubic_series(r, middle, grows, prec + 10);
    else
        direct(r, middle, grows, prec);
    arb_set_round(r, r, prec);
    arb_add_error_mag(r, widen);
    arb_clear(middle), mag_clear(widen);
}


static void sin_minus_xcos(arb_t r, const arb_struct *x, slong prec) {
    cubic(r, x, true, prec);
}


static void x_minus_sin(arb_t r, const arb_struct *x, slong prec) {
    cubic(r, x, false, prec);
}

UNARY(sin_minus_xcos, sin_minus_xcos)
UNARY(x_minus_sin, x_minus_sin)


/* --------------------------------------------------------- questions */

obl_ball obl_ball_within(obl_ball_cx *cx, obl_ball x) {
    bool done;
    obl_ball_slot *r = begin(cx, x, x, &done);
    mag_t bound;

    if (done)
        return r;
    mag_init(bound);
    arb_get_mag(bound, &x->value);
    arb_zero(&r->value);
    arb_add_error_mag(&r->value, bound);
    mag_clear(bound);
    return obl_ball_settled(r);
}


obl_sign obl_ball_sign(obl_ball_cx *cx, obl_ball x) {
    (void)cx;
    if (x->undefined)
        return OBL_NO_VALUE;
    if (!arb_is_finite(&x->value))
        return OBL_UNSURE;
    if (arb_is_zero(&x->value))
        return OBL_ZERO;
    return arb_is_positive(&x->value) ? OBL_POSITIVE
         : arb_is_negative(&x->value) ? OBL_NEGATIVE : OBL_UNSURE;
}


obl_sign obl_ball_decide(obl_ball_cx *cx, obl_ball x) {
    return obl_ball_sign(cx, x);
}


double obl_ball_mid(obl_ball x) {
    if (x->undefined || !arb_is_finite(&x->value))
        return NAN;
    return arf_get_d(arb_midref(&x->value), ARF_RND_NEAR);
}


obl_ball obl_ball_lift(obl_ball_cx *cx, obl_ball x) {
    (void)cx;
    return x;
}


obl_ball obl_ball_value(obl_ball x) {
    return x;
}


#include "formula/as_ball.h"
#include "formula/formulas.inl"
#include "formula/as_none.h"
