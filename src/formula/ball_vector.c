/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** ball_vector.c -- norms, products and angles of vectors of balls.
**
** A 2x2 minor of exact numbers is formed exactly and rounded once, so the
** wedge of parallel exact vectors is exactly 0 and that of nearly parallel
** ones keeps all its bits. The angle is branched by hand on the sign of the
** dot product: arb_atan2 would lose all near pi.
*/

#include "formula/ball_inside.h"


/* Whether all are finite; *undefined if one has no meaning. */
static bool all_known(const obl_ball *x, size_t d, bool *undefined) {
    bool known = true;

    for (size_t k = 0; k < d; k++) {
        *undefined = *undefined || x[k]->undefined;
        known = known && arb_is_finite(&x[k]->value);
    }
    return known && !*undefined;
}


static bool all_zero(const obl_ball *x, size_t d) {
    for (size_t k = 0; k < d; k++)
        if (x[k]->undefined || !arb_is_zero(&x[k]->value))
            return false;
    return true;
}


static obl_ball fault(obl_ball_cx *cx, bool undefined) {
    return undefined ? obl_ball_undefined(cx) : obl_ball_unknown(cx);
}


static void product(arb_t r, const arb_struct *a, const arb_struct *b,
                    slong prec) {
    const bool exact = arb_is_exact(a) && arb_is_exact(b);
    arb_mul(r, a, b, exact ? ARF_PREC_EXACT : prec);
}


/* a b - c d. */
static void minor(arb_t r, const arb_struct *a, const arb_struct *b,
                  const arb_struct *c, const arb_struct *d, slong prec) {
    arb_t cd;

    arb_init(cd);
    product(cd, c, d, prec);
    product(r, a, b, prec);
    arb_sub(r, r, cd, prec);
    arb_clear(cd);
}


obl_ball obl_ball_fma2(obl_ball_cx *cx, obl_ball a, obl_ball b, obl_ball c,
                       obl_ball d) {
    const obl_ball all[4] = { a, b, c, d };
    bool undefined = false;

    if (!all_known(all, 4, &undefined))
        return fault(cx, undefined);
    obl_ball_slot *r = obl_ball_fresh(cx);
    minor(&r->value, &a->value, &b->value, &c->value, &d->value, cx->prec);
    return obl_ball_settled(r);
}


obl_ball obl_ball_sum(obl_ball_cx *cx, const obl_ball *x, size_t count) {
    bool undefined = false;

    if (!all_known(x, count, &undefined))
        return fault(cx, undefined);
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_zero(&r->value);
    for (size_t k = 0; k < count; k++)
        arb_add(&r->value, &r->value, &x[k]->value, cx->prec);
    return obl_ball_settled(r);
}


/* The balls in a row, as Arb takes a vector: borrowed, to be read only. */
static const arb_struct *gather(obl_ball_cx *cx, const obl_ball *x,
                                size_t d) {
    arb_struct *row = obl_arena_get(&cx->arena, d * sizeof *row);

    for (size_t k = 0; k < d; k++)
        row[k] = x[k]->value;
    return row;
}


static void dot(arb_t r, obl_ball_cx *cx, const obl_ball *x,
                const obl_ball *y, size_t d) {
    const obl_arena_mark mark = obl_ball_mark(cx);
    arb_srcptr a = gather(cx, x, d), b = gather(cx, y, d);

    arb_dot(r, NULL, 0, a, 1, b, 1, (slong)d, cx->prec);
    obl_ball_release(cx, mark);
}


static void norm(arb_t r, obl_ball_cx *cx, const obl_ball *x, size_t d) {
    dot(r, cx, x, x, d);
    arb_sqrtpos(r, r, cx->prec);
}


obl_ball obl_ball_dot(obl_ball_cx *cx, const obl_ball *x, const obl_ball *y,
                      size_t d) {
    bool undefined = false;
    const bool known = all_known(x, d, &undefined);

    if (!all_known(y, d, &undefined) || !known)
        return fault(cx, undefined);
    obl_ball_slot *r = obl_ball_fresh(cx);
    dot(&r->value, cx, x, y, d);
    return obl_ball_settled(r);
}


obl_ball obl_ball_norm(obl_ball_cx *cx, const obl_ball *x, size_t d) {
    bool undefined = false;

    if (!all_known(x, d, &undefined))
        return fault(cx, undefined);
    obl_ball_slot *r = obl_ball_fresh(cx);
    if (d == 1)
        arb_abs(&r->value, &x[0]->value);
    else
        norm(&r->value, cx, x, d);
    return obl_ball_settled(r);
}


/* The square of the wedge, from the 2x2 minors. */
static void square_by_minors(arb_t r, const obl_ball *x, const obl_ball *y,
                             size_t d, slong prec) {
    arb_t m;

    arb_init(m);
    arb_zero(r);
    for (size_t j = 1; j < d; j++)
        for (size_t k = 0; k < j; k++) {
            minor(m, &x[k]->value, &y[j]->value, &x[j]->value, &y[k]->value,
                  prec);
            arb_sqr(m, m, prec);
            arb_add(r, r, m, prec);
        }
    arb_clear(m);
}


/* The same as |x|^2 |y|^2 - (x.y)^2, of which an angle of 2^-k takes 2 k of
** the bits. */
static void square_by_lagrange(arb_t r, obl_ball_cx *cx, const obl_ball *x,
                               const obl_ball *y, size_t d, slong prec) {
    const obl_arena_mark mark = obl_ball_mark(cx);
    const arb_struct *a = gather(cx, x, d), *b = gather(cx, y, d);
    arb_t xx, yy, xy;

    arb_init(xx), arb_init(yy), arb_init(xy);
    arb_dot(xx, NULL, 0, a, 1, a, 1, (slong)d, prec);
    arb_dot(yy, NULL, 0, b, 1, b, 1, (slong)d, prec);
    arb_dot(xy, NULL, 0, a, 1, b, 1, (slong)d, prec);
    arb_sqr(xy, xy, prec);
    arb_mul(r, xx, yy, prec);
    arb_sub(r, r, xy, prec);
    arb_clear(xx), arb_clear(yy), arb_clear(xy);
    obl_ball_release(cx, mark);
}


/* |x| |y| sin(angle). There are d (d - 1) / 2 minors, so where d is large
** Lagrange's identity is tried first, with bits to spare; the minors keep
** theirs however near to parallel the two are. */
static void wedge(arb_t r, obl_ball_cx *cx, const obl_ball *x,
                  const obl_ball *y, size_t d) {
    const slong prec = cx->prec;
    bool by_minors = d <= 3;

    if (!by_minors) {
        square_by_lagrange(r, cx, x, y, d, 2 * prec);
        by_minors = arb_rel_accuracy_bits(r) < prec;
    }
    if (by_minors)
        square_by_minors(r, x, y, d, prec);
    arb_sqrtpos(r, r, prec);
}


/* atan2(sine, cosine) for sine >= 0, not both 0. */
static void upper_angle(arb_t r, const arb_t sine, const arb_t cosine,
                        slong prec) {
    arb_t half;

    arb_init(half);
    if (arb_is_positive(cosine)) {
        arb_div(r, sine, cosine, prec);
        arb_atan(r, r, prec);
    } else {
        const bool obtuse = arb_is_negative(cosine);
        arb_const_pi(half, prec);
        if (!obtuse)
            arb_mul_2exp_si(half, half, -1);
        if (obtuse)
            arb_div(r, sine, cosine, prec);
        else
            arb_div(r, cosine, sine, prec);
        arb_atan(r, r, prec);
        if (obtuse)
            arb_add(r, half, r, prec);
        else
            arb_sub(r, half, r, prec);
    }
    arb_clear(half);
}


/* Whether an angle with these sides has a value; else *result says so. */
static bool sides(obl_ball_cx *cx, const obl_ball *x, const obl_ball *y,
                  size_t d, obl_ball *result) {
    bool undefined = all_zero(x, d) || all_zero(y, d);
    const bool known = all_known(x, d, &undefined);

    if (all_known(y, d, &undefined) && known)
        return true;
    *result = fault(cx, undefined);
    return false;
}


obl_ball obl_ball_angle(obl_ball_cx *cx, const obl_ball *x,
                        const obl_ball *y, size_t d) {
    obl_ball result;
    arb_t sine, cosine;

    if (!sides(cx, x, y, d, &result))
        return result;
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_init(sine), arb_init(cosine);
    dot(cosine, cx, x, y, d);
    wedge(sine, cx, x, y, d);
    upper_angle(&r->value, sine, cosine, cx->prec);
    arb_clear(sine), arb_clear(cosine);
    return obl_ball_settled(r);
}


/* `over` / (|x| |y|). */
static obl_ball over_norms(obl_ball_cx *cx, arb_t over, const obl_ball *x,
                           const obl_ball *y, size_t d) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_t size;

    arb_init(size);
    norm(size, cx, x, d);
    arb_div(&r->value, over, size, cx->prec);
    norm(size, cx, y, d);
    arb_div(&r->value, &r->value, size, cx->prec);
    arb_clear(size);
    return obl_ball_settled(r);
}


obl_ball obl_ball_cos_angle(obl_ball_cx *cx, const obl_ball *x,
                            const obl_ball *y, size_t d) {
    obl_ball result;
    arb_t cosine;

    if (!sides(cx, x, y, d, &result))
        return result;
    arb_init(cosine);
    dot(cosine, cx, x, y, d);
    result = over_norms(cx, cosine, x, y, d);
    arb_clear(cosine);
    return result;
}


obl_ball obl_ball_sin_angle(obl_ball_cx *cx, const obl_ball *x,
                            const obl_ball *y, size_t d) {
    obl_ball result;
    arb_t sine;

    if (!sides(cx, x, y, d, &result))
        return result;
    arb_init(sine);
    wedge(sine, cx, x, y, d);
    result = over_norms(cx, sine, x, y, d);
    arb_clear(sine);
    return result;
}


/* sum_j (y_k x_j - x_k y_j) x_j / |x|^2. */
static obl_ball rejected(obl_ball_cx *cx, const obl_ball *x,
                         const obl_ball *y, size_t d, size_t k,
                         const arb_t square) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    arb_t m;

    arb_init(m);
    arb_zero(&r->value);
    for (size_t j = 0; j < d; j++) {
        minor(m, &y[k]->value, &x[j]->value, &x[k]->value, &y[j]->value,
              cx->prec);
        arb_addmul(&r->value, m, &x[j]->value, cx->prec);
    }
    if (!arb_is_zero(&r->value) || arb_contains_zero(square))
        arb_div(&r->value, &r->value, square, cx->prec);
    arb_clear(m);
    return obl_ball_settled(r);
}


/* y = 0 is a side of no angle, but what is left of it is 0. */
void obl_ball_reject(obl_ball_cx *cx, obl_ball *out, const obl_ball *x,
                     const obl_ball *y, size_t d) {
    bool undefined = all_zero(x, d);
    const bool known = all_known(x, d, &undefined);
    const bool valid = all_known(y, d, &undefined) && known && !undefined;
    arb_t square;

    arb_init(square);
    if (valid)
        dot(square, cx, x, x, d);
    for (size_t k = 0; k < d; k++)
        out[k] = valid ? rejected(cx, x, y, d, k, square)
                       : fault(cx, undefined);
    arb_clear(square);
}
