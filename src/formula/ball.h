/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** ball.h -- the number type `ball`: Arb balls in an arena.
**
** A handle points to a ball of the context that made it, which the holder
** does not change. A ball that is not finite is unknown; undefined is a flag
** of its own. The precision may be changed at any time; it holds for what is
** made from then on. FLINT keeps caches per thread: call flint_cleanup() at a
** thread's end.
*/

#ifndef OBL_BALL_H
#define OBL_BALL_H

#if __has_include(<flint/arb.h>)
#include <flint/arb.h>
#else
#include <arb.h>
#endif

#include "formula/number.h"

/* One place of the arena. */
typedef struct {
    arb_struct value;
    size_t     index; /* which place it is */
    bool       undefined;
} obl_ball_slot;

typedef const obl_ball_slot *obl_ball;

typedef struct {
    obl_arena       arena;  /* for arrays of handles */
    obl_ball_slot **chunk;  /* count chunks of initialised slots */
    size_t          count;
    size_t          used;   /* slots in use, the first ones */
    long            prec;   /* bits of a midpoint, at least 2 */
    bool            strict; /* callers: take no agreement for equality */
} obl_ball_cx;

void     obl_ball_open(obl_ball_cx *cx, long prec);
void     obl_ball_close(obl_ball_cx *cx);
obl_arena_mark obl_ball_mark(obl_ball_cx *cx);
void     obl_ball_release(obl_ball_cx *cx, obl_arena_mark mark);
obl_ball obl_ball_keep(obl_ball_cx *cx, obl_arena_mark mark, obl_ball x);
void     obl_ball_keep_all(obl_ball_cx *cx, obl_arena_mark mark, obl_ball *x,
                           size_t count);
obl_ball *obl_ball_array(obl_ball_cx *cx, size_t count);

/* A ball equal to `value`; not finite makes it unknown. */
obl_ball obl_ball_of_arb(obl_ball_cx *cx, const arb_struct *value);

obl_ball obl_ball_undefined(obl_ball_cx *cx);
obl_ball obl_ball_unknown(obl_ball_cx *cx);
obl_ball obl_ball_int(obl_ball_cx *cx, long k);
obl_ball obl_ball_double(obl_ball_cx *cx, double x);
obl_ball obl_ball_fraction(obl_ball_cx *cx, const char *p, const char *q);
obl_ball obl_ball_pi(obl_ball_cx *cx);

obl_ball obl_ball_add(obl_ball_cx *cx, obl_ball x, obl_ball y);
obl_ball obl_ball_sub(obl_ball_cx *cx, obl_ball x, obl_ball y);
obl_ball obl_ball_mul(obl_ball_cx *cx, obl_ball x, obl_ball y);
obl_ball obl_ball_div(obl_ball_cx *cx, obl_ball x, obl_ball y);
obl_ball obl_ball_max(obl_ball_cx *cx, obl_ball x, obl_ball y);
obl_ball obl_ball_min(obl_ball_cx *cx, obl_ball x, obl_ball y);
obl_ball obl_ball_pow(obl_ball_cx *cx, obl_ball x, obl_ball y);
obl_ball obl_ball_neg(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_abs(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_sqrt(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_exp(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_log(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_sin(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_cos(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_tan(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_ceil(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_fma2(obl_ball_cx *cx, obl_ball a, obl_ball b, obl_ball c,
                       obl_ball d);
obl_ball obl_ball_one_minus_cos(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_sin_minus_xcos(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_x_minus_sin(obl_ball_cx *cx, obl_ball x);

obl_ball obl_ball_sum(obl_ball_cx *cx, const obl_ball *x, size_t count);
obl_ball obl_ball_norm(obl_ball_cx *cx, const obl_ball *x, size_t d);
obl_ball obl_ball_dot(obl_ball_cx *cx, const obl_ball *x, const obl_ball *y,
                      size_t d);
obl_ball obl_ball_angle(obl_ball_cx *cx, const obl_ball *x,
                        const obl_ball *y, size_t d);
obl_ball obl_ball_cos_angle(obl_ball_cx *cx, const obl_ball *x,
                            const obl_ball *y, size_t d);
obl_ball obl_ball_sin_angle(obl_ball_cx *cx, const obl_ball *x,
                            const obl_ball *y, size_t d);
void     obl_ball_reject(obl_ball_cx *cx, obl_ball *out, const obl_ball *x,
                         const obl_ball *y, size_t d);
obl_ball obl_ball_spectral_norm(obl_ball_cx *cx, const obl_ball *a,
                                size_t size);

obl_ball obl_ball_within(obl_ball_cx *cx, obl_ball x);
obl_sign obl_ball_sign(obl_ball_cx *cx, obl_ball x);
obl_sign obl_ball_decide(obl_ball_cx *cx, obl_ball x);
double   obl_ball_mid(obl_ball x);
obl_ball obl_ball_lift(obl_ball_cx *cx, obl_ball x);
obl_ball obl_ball_value(obl_ball x);

#include "formula/as_ball.h"
#include "formula/formulas.h"
#include "formula/as_none.h"

#endif
