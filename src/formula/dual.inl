/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** dual.inl -- dual numbers over any number type.
**
** Each side of s = 0 follows the ordinary rules, so a smooth function is one
** slope for both. Only the kinks differ: abs, max and min at a tie, norm at 0,
** the angle at 0 and pi. Where the base cannot decide whether it stands at a
** kink, the derivatives are unknown.
*/

void N(open)(CX *cx, long prec) {
    BASE_N(open)(cx, prec);
}

void N(close)(CX *cx) {
    BASE_N(close)(cx);
}

obl_arena_mark N(mark)(CX *cx) {
    return BASE_N(mark)(cx);
}

void N(release)(CX *cx, obl_arena_mark mark) {
    BASE_N(release)(cx, mark);
}


NUM N(keep)(CX *cx, obl_arena_mark mark, NUM x) {
    BASE part[3] = { x.v, x.r, x.l };

    BASE_N(keep_all)(cx, mark, part, 3);
    return (NUM){ part[0], part[1], part[2] };
}


/* A dual is three bases and nothing else, so an array of duals is an array of
** bases, three times as long. */
void N(keep_all)(CX *cx, obl_arena_mark mark, NUM *x, size_t count) {
    _Static_assert(sizeof(NUM) == 3 * sizeof(BASE), "no padding");
    if (count > 0)
        BASE_N(keep_all)(cx, mark, &x[0].v, 3 * count);
    else
        BASE_N(release)(cx, mark);
}


NUM *N(array)(CX *cx, size_t count) {
    return obl_arena_get(&cx->arena, count * sizeof(NUM));
}


/* ------------------------------------------------------------ leaves */

NUM N(make)(BASE value, BASE right, BASE left) {
    return (NUM){ value, right, left };
}

BASE N(value)(NUM x) {
    return x.v;
}

BASE N(right)(NUM x) {
    return x.r;
}

BASE N(left)(NUM x) {
    return x.l;
}


NUM N(lift)(CX *cx, BASE x) {
    const BASE zero = BASE_N(int)(cx, 0);
    return (NUM){ x, zero, zero };
}


NUM N(undefined)(CX *cx) {
    const BASE x = BASE_N(undefined)(cx);
    return (NUM){ x, x, x };
}


NUM N(unknown)(CX *cx) {
    const BASE x = BASE_N(unknown)(cx);
    return (NUM){ x, x, x };
}


NUM N(int)(CX *cx, long k) {
    return N(lift)(cx, BASE_N(int)(cx, k));
}

NUM N(double)(CX *cx, double x) {
    return N(lift)(cx, BASE_N(double)(cx, x));
}

NUM N(fraction)(CX *cx, const char *p, const char *q) {
    return N(lift)(cx, BASE_N(fraction)(cx, p, q));
}

NUM N(pi)(CX *cx) {
    return N(lift)(cx, BASE_N(pi)(cx));
}


/* ------------------------------------------------------ smooth rules */

/* f(x) with slope f'(x). */
static NUM N(chain)(CX *cx, BASE f, BASE slope, NUM x) {
    return (NUM){ f, BASE_N(mul)(cx, slope, x.r),
                  BASE_N(mul)(cx, slope, x.l) };
}


NUM N(add)(CX *cx, NUM x, NUM y) {
    return (NUM){ BASE_N(add)(cx, x.v, y.v), BASE_N(add)(cx, x.r, y.r),
                  BASE_N(add)(cx, x.l, y.l) };
}


NUM N(sub)(CX *cx, NUM x, NUM y) {
    return (NUM){ BASE_N(sub)(cx, x.v, y.v), BASE_N(sub)(cx, x.r, y.r),
                  BASE_N(sub)(cx, x.l, y.l) };
}


NUM N(neg)(CX *cx, NUM x) {
    return (NUM){ BASE_N(neg)(cx, x.v), BASE_N(neg)(cx, x.r),
                  BASE_N(neg)(cx, x.l) };
}


static BASE N(product_slope)(CX *cx, BASE x, BASE dx, BASE y, BASE dy) {
    return BASE_N(add)(cx, BASE_N(mul)(cx, x, dy), BASE_N(mul)(cx, dx, y));
}


NUM N(mul)(CX *cx, NUM x, NUM y) {
    return (NUM){ BASE_N(mul)(cx, x.v, y.v),
                  N(product_slope)(cx, x.v, x.r, y.v, y.r),
                  N(product_slope)(cx, x.v, x.l, y.v, y.l) };
}


/* (x/y)' = (x' - (x/y) y') / y. */
static BASE N(quotient_slope)(CX *cx, BASE ratio, BASE dx, BASE y, BASE dy) {
    const BASE part = BASE_N(sub)(cx, dx, BASE_N(mul)(cx, ratio, dy));
    return BASE_N(div)(cx, part, y);
}


NUM N(div)(CX *cx, NUM x, NUM y) {
    const BASE ratio = BASE_N(div)(cx, x.v, y.v);

    return (NUM){ ratio, N(quotient_slope)(cx, ratio, x.r, y.v, y.r),
                  N(quotient_slope)(cx, ratio, x.l, y.v, y.l) };
}


static BASE N(fma2_slope)(CX *cx, NUM a, NUM b, NUM c, NUM d, bool right) {
    const BASE da = right ? a.r : a.l, db = right ? b.r : b.l;
    const BASE dc = right ? c.r : c.l, dd = right ? d.r : d.l;

    return BASE_N(add)(cx, BASE_N(fma2)(cx, da, b.v, dc, d.v),
                       BASE_N(fma2)(cx, a.v, db, c.v, dd));
}


NUM N(fma2)(CX *cx, NUM a, NUM b, NUM c, NUM d) {
    return (NUM){ BASE_N(fma2)(cx, a.v, b.v, c.v, d.v),
                  N(fma2_slope)(cx, a, b, c, d, true),
                  N(fma2_slope)(cx, a, b, c, d, false) };
}


NUM N(sqrt)(CX *cx, NUM x) {
    const BASE f = BASE_N(sqrt)(cx, x.v);
    const BASE twice = BASE_N(add)(cx, f, f);

    return N(chain)(cx, f, BASE_N(div)(cx, BASE_N(int)(cx, 1), twice), x);
}


NUM N(exp)(CX *cx, NUM x) {
    const BASE f = BASE_N(exp)(cx, x.v);
    return N(chain)(cx, f, f, x);
}


NUM N(log)(CX *cx, NUM x) {
    const BASE slope = BASE_N(div)(cx, BASE_N(int)(cx, 1), x.v);
    return N(chain)(cx, BASE_N(log)(cx, x.v), slope, x);
}


NUM N(sin)(CX *cx, NUM x) {
    return N(chain)(cx, BASE_N(sin)(cx, x.v), BASE_N(cos)(cx, x.v), x);
}


NUM N(cos)(CX *cx, NUM x) {
    const BASE slope = BASE_N(neg)(cx, BASE_N(sin)(cx, x.v));
    return N(chain)(cx, BASE_N(cos)(cx, x.v), slope, x);
}


NUM N(tan)(CX *cx, NUM x) {
    const BASE f = BASE_N(tan)(cx, x.v), one = BASE_N(int)(cx, 1);
    const BASE slope = BASE_N(add)(cx, one, BASE_N(mul)(cx, f, f));
    return N(chain)(cx, f, slope, x);
}


NUM N(one_minus_cos)(CX *cx, NUM x) {
    return N(chain)(cx, BASE_N(one_minus_cos)(cx, x.v),
                    BASE_N(sin)(cx, x.v), x);
}


NUM N(sin_minus_xcos)(CX *cx, NUM x) {
    const BASE slope = BASE_N(mul)(cx, x.v, BASE_N(sin)(cx, x.v));
    return N(chain)(cx, BASE_N(sin_minus_xcos)(cx, x.v), slope, x);
}


NUM N(x_minus_sin)(CX *cx, NUM x) {
    return N(chain)(cx, BASE_N(x_minus_sin)(cx, x.v),
                    BASE_N(one_minus_cos)(cx, x.v), x);
}


/* ------------------------------------------------------------- power */

static bool N(is_zero)(CX *cx, BASE x) {
    return BASE_N(sign)(cx, x) == OBL_ZERO;
}


/* y x^(y-1) x' + x^y log(x) y', the second part only where y moves: it needs
** x > 0 and the first does not. */
static BASE N(power_slope)(CX *cx, NUM x, NUM y, BASE f, BASE dx, BASE dy) {
    const BASE one = BASE_N(int)(cx, 1);
    const BASE lower = BASE_N(pow)(cx, x.v, BASE_N(sub)(cx, y.v, one));
    const BASE slope = BASE_N(mul)(cx, y.v, lower);
    BASE result = BASE_N(mul)(cx, slope, dx);

    if (N(is_zero)(cx, y.v))
        result = BASE_N(int)(cx, 0);
    if (N(is_zero)(cx, dy))
        return result;
    const BASE rate = BASE_N(mul)(cx, f, BASE_N(log)(cx, x.v));
    return BASE_N(add)(cx, result, BASE_N(mul)(cx, rate, dy));
}


NUM N(pow)(CX *cx, NUM x, NUM y) {
    const BASE f = BASE_N(pow)(cx, x.v, y.v);

    return (NUM){ f, N(power_slope)(cx, x, y, f, x.r, y.r),
                  N(power_slope)(cx, x, y, f, x.l, y.l) };
}


/* ------------------------------------------------------------- kinks */

/* A value whose derivatives cannot be told; undefined stays undefined. */
static NUM N(no_slope)(CX *cx, BASE f) {
    const BASE slope = BASE_N(sign)(cx, f) == OBL_NO_VALUE
        ? f : BASE_N(unknown)(cx);
    return (NUM){ f, slope, slope };
}


NUM N(abs)(CX *cx, NUM x) {
    switch (BASE_N(decide)(cx, x.v)) {
    case OBL_POSITIVE: return x;
    case OBL_NEGATIVE: return N(neg)(cx, x);
    case OBL_ZERO:
        return (NUM){ BASE_N(abs)(cx, x.v), BASE_N(abs)(cx, x.r),
                      BASE_N(neg)(cx, BASE_N(abs)(cx, x.l)) };
    default: return N(no_slope)(cx, BASE_N(abs)(cx, x.v));
    }
}


/* To the right of a tie the faster one leads, to the left the slower. */
NUM N(max)(CX *cx, NUM x, NUM y) {
    const BASE top = BASE_N(max)(cx, x.v, y.v);

    switch (BASE_N(decide)(cx, BASE_N(sub)(cx, x.v, y.v))) {
    case OBL_POSITIVE: return x;
    case OBL_NEGATIVE: return y;
    case OBL_ZERO: return (NUM){ top, BASE_N(max)(cx, x.r, y.r),
                                 BASE_N(min)(cx, x.l, y.l) };
    default: return N(no_slope)(cx, top);
    }
}


NUM N(min)(CX *cx, NUM x, NUM y) {
    return N(neg)(cx, N(max)(cx, N(neg)(cx, x), N(neg)(cx, y)));
}


/* ceil jumps just above an integer: a side has a derivative, 0, unless x comes
** from above there. `sense` is the sign of x - integer on that side. */
static BASE N(ceil_slope)(CX *cx, obl_sign above, bool integer) {
    if (!integer || above == OBL_NEGATIVE || above == OBL_ZERO)
        return BASE_N(int)(cx, 0);
    return above == OBL_UNSURE ? BASE_N(unknown)(cx)
                               : BASE_N(undefined)(cx);
}


NUM N(ceil)(CX *cx, NUM x) {
    const BASE f = BASE_N(ceil)(cx, x.v);
    const obl_sign gap = BASE_N(sign)(cx, BASE_N(sub)(cx, f, x.v));

    if (gap == OBL_UNSURE || gap == OBL_NO_VALUE)
        return N(no_slope)(cx, f);
    const BASE back = BASE_N(neg)(cx, x.l);
    return (NUM){ f,
        N(ceil_slope)(cx, BASE_N(sign)(cx, x.r), gap == OBL_ZERO),
        N(ceil_slope)(cx, BASE_N(sign)(cx, back), gap == OBL_ZERO) };
}


/* ----------------------------------------------------------- vectors */

typedef enum { N(VALUES), N(RIGHTS), N(LEFTS) } N(part);

/* One of the three parts of a vector. */
static BASE *N(part_of)(CX *cx, const NUM *x, size_t d, N(part) part) {
    BASE *out = BASE_N(array)(cx, d);

    for (size_t k = 0; k < d; k++)
        out[k] = part == N(VALUES) ? x[k].v
               : part == N(RIGHTS) ? x[k].r : x[k].l;
    return out;
}


NUM N(sum)(CX *cx, const NUM *x, size_t count) {
    return (NUM){
        BASE_N(sum)(cx, N(part_of)(cx, x, count, N(VALUES)), count),
        BASE_N(sum)(cx, N(part_of)(cx, x, count, N(RIGHTS)), count),
        BASE_N(sum)(cx, N(part_of)(cx, x, count, N(LEFTS)), count) };
}


NUM N(dot)(CX *cx, const NUM *x, const NUM *y, size_t d) {
    const BASE *a = N(part_of)(cx, x, d, N(VALUES));
    const BASE *b = N(part_of)(cx, y, d, N(VALUES));
    BASE slope[2];

    for (int side = 0; side < 2; side++) {
        const N(part) part = side == 0 ? N(RIGHTS) : N(LEFTS);
        const BASE *da = N(part_of)(cx, x, d, part);
        const BASE *db = N(part_of)(cx, y, d, part);
        slope[side] = BASE_N(add)(cx, BASE_N(dot)(cx, a, db, d),
                                  BASE_N(dot)(cx, da, b, d));
    }
    return (NUM){ BASE_N(dot)(cx, a, b, d), slope[0], slope[1] };
}


NUM N(norm)(CX *cx, const NUM *x, size_t d) {
    const BASE *value = N(part_of)(cx, x, d, N(VALUES));
    const BASE *right = N(part_of)(cx, x, d, N(RIGHTS));
    const BASE *left = N(part_of)(cx, x, d, N(LEFTS));
    const BASE f = BASE_N(norm)(cx, value, d);

    switch (BASE_N(decide)(cx, f)) {
    case OBL_ZERO:
        return (NUM){ f, BASE_N(norm)(cx, right, d),
                      BASE_N(neg)(cx, BASE_N(norm)(cx, left, d)) };
    case OBL_POSITIVE:
        return (NUM){ f,
            BASE_N(div)(cx, BASE_N(dot)(cx, value, right, d), f),
            BASE_N(div)(cx, BASE_N(dot)(cx, value, left, d), f) };
    default: return N(no_slope)(cx, f);
    }
}


/* A pair of vectors on one side of s = 0, as the angle's rules need it. */
typedef struct {
    const BASE *x, *y;    /* values */
    const BASE *dx, *dy;  /* derivatives */
    BASE        norm_x, norm_y;
    size_t      d;
} N(pair);


/* t' = -nbar_x . x' / |x| - nbar_y . y' / |y|, nbar_x the direction of the
** part of y orthogonal to x. */
static BASE N(half_turn)(CX *cx, const BASE *x, const BASE *y,
                         const BASE *dx, BASE norm_x, size_t d) {
    BASE *away = BASE_N(array)(cx, d);

    BASE_N(reject)(cx, away, x, y, d);
    const BASE size = BASE_N(norm)(cx, away, d);
    const BASE along = BASE_N(dot)(cx, away, dx, d);
    return BASE_N(div)(cx, BASE_N(div)(cx, along, size), norm_x);
}


static BASE N(turn)(CX *cx, const N(pair) *p) {
    const BASE a = N(half_turn)(cx, p->x, p->y, p->dx, p->norm_x, p->d);
    const BASE b = N(half_turn)(cx, p->y, p->x, p->dy, p->norm_y, p->d);

    return BASE_N(neg)(cx, BASE_N(add)(cx, a, b));
}


/* How fast parallel (antiparallel: sign -1) vectors part:
** the norm of what x'/|x| - sign y'/|y| has across x. */
static BASE N(parting)(CX *cx, const N(pair) *p, int sign) {
    BASE *gap = BASE_N(array)(cx, p->d), *across = BASE_N(array)(cx, p->d);
    const BASE s = BASE_N(int)(cx, sign);

    for (size_t k = 0; k < p->d; k++) {
        const BASE from_x = BASE_N(div)(cx, p->dx[k], p->norm_x);
        const BASE from_y = BASE_N(div)(cx, p->dy[k], p->norm_y);
        gap[k] = BASE_N(sub)(cx, from_x, BASE_N(mul)(cx, s, from_y));
    }
    BASE_N(reject)(cx, across, p->x, gap, p->d);
    return BASE_N(norm)(cx, across, p->d);
}


static N(pair) N(pair_of)(CX *cx, const NUM *x, const NUM *y, size_t d,
                          N(part) part) {
    N(pair) p = { .d = d };

    p.x = N(part_of)(cx, x, d, N(VALUES));
    p.y = N(part_of)(cx, y, d, N(VALUES));
    p.dx = N(part_of)(cx, x, d, part);
    p.dy = N(part_of)(cx, y, d, part);
    p.norm_x = BASE_N(norm)(cx, p.x, d);
    p.norm_y = BASE_N(norm)(cx, p.y, d);
    return p;
}


/* Both sides at an angle of 0 (sign 1) or pi (sign -1). */
static NUM N(angle_at_kink)(CX *cx, BASE f, const N(pair) *right,
                            const N(pair) *left, int sign) {
    const BASE r = N(parting)(cx, right, sign);
    const BASE l = N(parting)(cx, left, sign);

    if (sign > 0)
        return (NUM){ f, r, BASE_N(neg)(cx, l) };
    return (NUM){ f, BASE_N(neg)(cx, r), l };
}


NUM N(angle)(CX *cx, const NUM *x, const NUM *y, size_t d) {
    const N(pair) right = N(pair_of)(cx, x, y, d, N(RIGHTS));
    const N(pair) left = N(pair_of)(cx, x, y, d, N(LEFTS));
    const BASE f = BASE_N(angle)(cx, right.x, right.y, d);
    BASE *away = BASE_N(array)(cx, d);

    if (BASE_N(sign)(cx, f) == OBL_NO_VALUE)
        return N(no_slope)(cx, f);
    BASE_N(reject)(cx, away, right.x, right.y, d);
    switch (BASE_N(decide)(cx, BASE_N(norm)(cx, away, d))) {
    case OBL_POSITIVE:
        return (NUM){ f, N(turn)(cx, &right), N(turn)(cx, &left) };
    case OBL_ZERO: {
        const BASE dot = BASE_N(dot)(cx, right.x, right.y, d);
        const int sign = BASE_N(sign)(cx, dot) == OBL_NEGATIVE ? -1 : 1;
        return N(angle_at_kink)(cx, f, &right, &left, sign);
    }
    default: return N(no_slope)(cx, f);
    }
}


/* The value from the base's own kernel, the derivative from the quotient. */
NUM N(cos_angle)(CX *cx, const NUM *x, const NUM *y, size_t d) {
    const BASE *a = N(part_of)(cx, x, d, N(VALUES));
    const BASE *b = N(part_of)(cx, y, d, N(VALUES));
    const BASE f = BASE_N(cos_angle)(cx, a, b, d);

    if (BASE_N(sign)(cx, f) == OBL_NO_VALUE)
        return N(no_slope)(cx, f);
    const NUM size = N(mul)(cx, N(norm)(cx, x, d), N(norm)(cx, y, d));
    const NUM quotient = N(div)(cx, N(dot)(cx, x, y, d), size);
    return (NUM){ f, quotient.r, quotient.l };
}


NUM N(sin_angle)(CX *cx, const NUM *x, const NUM *y, size_t d) {
    const BASE *a = N(part_of)(cx, x, d, N(VALUES));
    const BASE *b = N(part_of)(cx, y, d, N(VALUES));
    const BASE f = BASE_N(sin_angle)(cx, a, b, d);
    const BASE slope = BASE_N(cos_angle)(cx, a, b, d);

    return N(chain)(cx, f, slope, N(angle)(cx, x, y, d));
}


void N(reject)(CX *cx, NUM *out, const NUM *x, const NUM *y, size_t d) {
    const NUM square = N(dot)(cx, x, x, d);
    NUM *terms = N(array)(cx, d);
    BASE *value = BASE_N(array)(cx, d);

    BASE_N(reject)(cx, value, N(part_of)(cx, x, d, N(VALUES)),
                   N(part_of)(cx, y, d, N(VALUES)), d);
    for (size_t k = 0; k < d; k++) {
        for (size_t j = 0; j < d; j++)
            terms[j] = N(mul)(cx, x[j],
                N(fma2)(cx, y[k], x[j], x[k], y[j]));
        out[k] = N(div)(cx, N(sum)(cx, terms, d), square);
        out[k].v = value[k];
    }
}


NUM N(spectral_norm)(CX *cx, const NUM *a, size_t size) {
    const size_t count = size * size;
    const BASE none = BASE_N(undefined)(cx);
    const BASE *value = N(part_of)(cx, a, count, N(VALUES));

    return (NUM){ BASE_N(spectral_norm)(cx, value, size), none, none };
}


/* --------------------------------------------------------- questions */

NUM N(within)(CX *cx, NUM x) {
    return N(no_slope)(cx, BASE_N(within)(cx, x.v));
}

obl_sign N(sign)(CX *cx, NUM x) {
    return BASE_N(sign)(cx, x.v);
}

obl_sign N(decide)(CX *cx, NUM x) {
    return BASE_N(decide)(cx, x.v);
}

double N(mid)(NUM x) {
    return BASE_N(mid)(x.v);
}
