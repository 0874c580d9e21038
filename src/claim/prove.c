/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** prove.c -- subdivision, breadth first.
**
** A relation that balls leave open on a box is tried as a power series from
** either end of each axis (series.h). If all after the first coefficient is
** certainly not negative, the relation has its least gap on that face of the
** box, which is tried in turn: monotonicity, and, with more exact zeros in
** front, touching of any order up to ORDER.
*/

#include "claim/prove.h"

#include <stdlib.h>
#include <string.h>

#include "claim/series.h"

enum { BITS = 128, END_BITS = 256, ORDER = 8, COMBINATIONS_MAX = 64 };

/* Boxes and series that one part may cost; and a box this many halvings below
** the domain is given up, the sides meeting there. */
enum { WORK_MAX = 6000, HALVINGS_MAX = 40 };

/* An interval on each axis, with exact ends, without its first or last point
** where a cut has made a box of that; and how many cuts made it. */
typedef struct {
    arf_struct from[OBL_AXES_MAX], to[OBL_AXES_MAX];
    bool       open_from[OBL_AXES_MAX], open_to[OBL_AXES_MAX];
    unsigned   cuts;
} box;

typedef struct {
    const obl_claim   *claim;
    const obl_sampler *sampler;
    const obl_plan    *plan;
    uint32_t           part;
    obl_ball_eval     *eval;
    obl_series         series;
    obl_sample         sample;
    size_t             axes;
    const obl_draw    *axis[OBL_AXES_MAX];
    arb_struct         value[OBL_AXES_MAX]; /* the axes' balls, loaded */
    arb_struct        *member;  /* per variable: of its list */
    const arb_struct **loaded;  /* per variable: &value, &member or NULL */
    box                domain;
    bool               exact_from[OBL_AXES_MAX], exact_to[OBL_AXES_MAX];
                                /* the range's own ends: not rounded outward */
    uint8_t            asked;   /* the axes that the trees lean on */
    unsigned           work;
    obl_proof         *proof;
} prover;


static void box_init(box *b) {
    for (size_t k = 0; k < OBL_AXES_MAX; k++) {
        arf_init(&b->from[k]);
        arf_init(&b->to[k]);
        b->open_from[k] = b->open_to[k] = false;
    }
    b->cuts = 0;
}


static void box_clear(box *b) {
    for (size_t k = 0; k < OBL_AXES_MAX; k++) {
        arf_clear(&b->from[k]);
        arf_clear(&b->to[k]);
    }
}


static void box_set(box *to, const box *from) {
    for (size_t k = 0; k < OBL_AXES_MAX; k++) {
        arf_set(&to->from[k], &from->from[k]);
        arf_set(&to->to[k], &from->to[k]);
        to->open_from[k] = from->open_from[k];
        to->open_to[k] = from->open_to[k];
    }
    to->cuts = from->cuts;
}


static bool is_flat(const box *b, size_t axis) {
    return arf_equal(&b->from[axis], &b->to[axis]);
}


/* ----------------------------------- which claims this is for */

/* What the evaluator may be asked of wide balls: operations that never go by
** a midpoint. A member of a family must be told by its neuron. */
static bool allowed(const obl_claim *claim, const obl_node *node) {
    switch (node->op) {
    case OP_num: case OP_pi: case OP_infinity: case OP_const: case OP_scalar:
    case OP_slot: case OP_add: case OP_sub: case OP_mul: case OP_div:
    case OP_neg: case OP_pow: case OP_sqrt: case OP_exp: case OP_log:
    case OP_sin: case OP_cos: case OP_tan: case OP_abs: case OP_ceil:
    case OP_max: case OP_min: case OP_ind: case OP_le: case OP_lt: case OP_ge:
    case OP_gt: case OP_eq: case OP_ne: case OP_near: case OP_true:
    case OP_and: case OP_or: case OP_not: case OP_implies: case OP_defined:
    case OP_dscalar:
        return true;
    case OP_family:
        return claim->node[node->operand[0]].op == OP_slot;
    case OP_all: case OP_some: case OP_sum: case OP_prod: case OP_maxof:
    case OP_minof:
        return !(node->bound & (OBL_BINDS_T | OBL_BINDS_U));
    default:
        return false;
    }
}


/* Whether all below a node is allowed and of real numbers. */
static bool *find_allowed(const obl_claim *claim) {
    bool *good = calloc(claim->nodes + 1, sizeof *good);

    for (size_t id = 0; good && id < claim->nodes; id++) {
        const obl_node *node = &claim->node[id];

        good[id] = allowed(claim, node) && node->kind != 'V';
        for (unsigned k = 0; k < node->operands; k++)
            good[id] &= good[node->operand[k]];
    }
    return good;
}


static bool draw_is_simple(const prover *p, const obl_draw *draw,
                           const bool *good) {
    const obl_shape shape = p->claim->variable[draw->variable].shape;
    const bool size = (int)draw->variable == p->claim->var_n
        || (int)draw->variable == p->claim->var_d;

    switch (draw->range.kind) {
    case OBL_RANGE_LIST:
        return shape == OBL_SHAPE_SCALAR;
    case OBL_RANGE_TREE:
        return !size && good[draw->range.a]
            && (shape == OBL_SHAPE_SCALAR || shape == OBL_SHAPE_NEURONS);
    case OBL_RANGE_BETWEEN: case OBL_RANGE_DECADES:
        return !size && shape == OBL_SHAPE_SCALAR && good[draw->range.a]
            && good[draw->range.b];
    default:
        return false;
    }
}


static bool trees_are_simple(const prover *p, const bool *good) {
    bool simple = good[p->part];

    for (size_t k = 0; k < p->claim->hypotheses; k++)
        simple &= p->sampler->suspended[k]
            || good[p->claim->hypothesis[k].node];
    return simple;
}


static bool is_axis(const obl_draw *draw) {
    return draw->range.kind == OBL_RANGE_BETWEEN
        || draw->range.kind == OBL_RANGE_DECADES;
}


/* Finds the axes; false where the domain is no box of few sides. */
static bool find_axes(prover *p) {
    bool *good = find_allowed(p->claim);
    bool simple = good && p->sampler->kind == OBL_SCALARS
        && trees_are_simple(p, good);

    for (size_t k = 0; simple && k < p->sampler->draws; k++) {
        const obl_draw *draw = &p->sampler->draw[k];

        simple = draw_is_simple(p, draw, good)
            && (!is_axis(draw) || p->axes < OBL_AXES_MAX);
        if (!simple || !is_axis(draw))
            continue;
        p->series.axis[draw->variable] = (int)p->axes;
        p->loaded[draw->variable] = &p->value[p->axes];
        p->axis[p->axes++] = draw;
    }
    free(good);
    if (simple)
        obl_series_settle(&p->series);
    p->asked = p->series.moves[p->part];
    for (size_t k = 0; k < p->claim->hypotheses; k++)
        p->asked |= p->series.moves[p->claim->hypothesis[k].node];
    /* Ends that lean on another axis make no box. */
    for (size_t k = 0; k < p->axes && simple; k++)
        simple = !p->series.moves[p->axis[k]->range.a]
            && !p->series.moves[p->axis[k]->range.b];
    return simple && p->axes > 0;
}


/* ------------------------------------------------ loading a box */

/* The interval as a ball: exactly where its radius fits, so that [0, 1/4]
** holds no negative number. */
static void side(arb_struct *ball, const box *b, size_t axis) {
    arf_t radius;
    mag_t fits;

    arf_init(radius), mag_init(fits);
    arf_sub(radius, &b->to[axis], &b->from[axis], END_BITS, ARF_RND_UP);
    arf_mul_2exp_si(radius, radius, -1);
    arf_get_mag_lower(fits, radius);
    if (arf_cmpabs_mag(radius, fits) == 0) {
        arb_set_arf(ball, &b->from[axis]);
        arb_add_arf(ball, ball, radius, END_BITS);
        arb_add_error_mag(ball, fits);
    } else {
        arb_set_interval_arf(ball, &b->from[axis], &b->to[axis], END_BITS);
    }
    arf_clear(radius), mag_clear(fits);
}


static bool load(prover *p, const box *b, long bits) {
    for (size_t k = 0; k < p->axes; k++)
        side(&p->value[k], b, k);
    return obl_ball_load_box(p->eval, &p->sample, p->loaded, bits);
}


static bool end_of(prover *p, size_t axis, bool down) {
    const obl_range *range = &p->axis[axis]->range;
    const obl_ball x = obl_ball_number(p->eval, down ? range->a : range->b);
    arb_t end;

    if (x->undefined || !arb_is_finite(&x->value))
        return false;
    arb_init(end);
    arb_set(end, &x->value);
    if (range->kind == OBL_RANGE_DECADES) {
        arb_set_ui(end, 10);
        arb_pow(end, end, &x->value, END_BITS);
    }
    (down ? p->exact_from : p->exact_to)[axis] = arb_is_exact(end);
    if (down)
        arb_get_lbound_arf(&p->domain.from[axis], end, END_BITS);
    else
        arb_get_ubound_arf(&p->domain.to[axis], end, END_BITS);
    arb_clear(end);
    return arf_is_finite(&p->domain.from[axis])
        && arf_is_finite(&p->domain.to[axis]);
}


/* Whether the side is one point, or so much longer than the rounding of its
** ends that no place looked at lies outside the range. */
static bool long_enough(const box *b, size_t axis) {
    arf_t length, scale;

    arf_init(length), arf_init(scale);
    arf_sub(length, &b->to[axis], &b->from[axis], 64, ARF_RND_DOWN);
    arf_mul_2exp_si(length, length, 64);
    arf_abs(scale, &b->to[axis]);
    const bool good = is_flat(b, axis)
        || (arf_sgn(length) > 0 && arf_cmp(length, scale) > 0
            && arf_cmpabs(length, &b->from[axis]) > 0);

    arf_clear(length), arf_clear(scale);
    return good;
}


/* The ends know the lists' members, not the axes. */
static bool find_domain(prover *p) {
    bool good = true;

    for (size_t k = 0; k < p->axes; k++)
        arb_indeterminate(&p->value[k]);
    if (!obl_ball_load_box(p->eval, &p->sample, p->loaded, END_BITS))
        return false;
    for (size_t k = 0; k < p->axes && good; k++)
        good = end_of(p, k, true) && end_of(p, k, false)
            && long_enough(&p->domain, k);
    return good;
}


/* --------------------------------------- a relation as a power series */

/* The gap of a relation, to be shown >= 0, or > 0 where strict: large minus
** small, or plus small where that is turned. */
typedef struct { uint32_t large, small; bool strict, turned; } gap;


static void put_axes(prover *p, const box *b) {
    for (size_t k = 0; k < p->axes; k++)
        side(&p->series.at[k], b, k);
}


/* The coefficients of the gap along an axis, with the axes as they are. */
static bool gap_series(prover *p, arb_poly_struct *c, const gap *g,
                       unsigned along, slong length) {
    obl_series_start(&p->series, along, length);
    const arb_poly_struct *a = obl_series_of(&p->series, g->small);
    const arb_poly_struct *b = a ? obl_series_of(&p->series, g->large) : NULL;

    p->work++;
    if (b && g->turned)
        arb_poly_add(c, b, a, BITS);
    else if (b)
        arb_poly_sub(c, b, a, BITS);
    arb_poly_truncate(c, length);
    return b != NULL;
}


/* Puts the rational coefficients of the pass, where it has them. */
static void make_exact(prover *p, arb_poly_struct *c, const gap *g,
                       slong length) {
    fmpq_poly_t a, b;

    fmpq_poly_init(a), fmpq_poly_init(b);
    if (obl_series_exact(&p->series, a, g->small)
        && obl_series_exact(&p->series, b, g->large)) {
        if (g->turned)
            fmpq_poly_neg(a, a);
        fmpq_poly_sub(b, b, a);
        fmpq_poly_truncate(b, length);
        arb_poly_set_fmpq_poly(c, b, BITS);
    }
    fmpq_poly_clear(a), fmpq_poly_clear(b);
}


static bool not_negative(const arb_struct *x, bool strict) {
    return strict ? arb_is_positive(x) : arb_is_nonnegative(x);
}


/* What is certain of a number on an interval: >= 0; > 0; and > 0 but for the
** interval's first point. */
typedef struct { bool least, strict, inside; } signs;


static signs signs_of(const arb_struct *x) {
    const bool positive = arb_is_positive(x);

    return (signs){ arb_is_nonnegative(x), positive, positive };
}


/* Of c + t x with t >= 0 from the signs of c and x. */
static signs signs_from(signs c, signs x) {
    return (signs){ c.least && x.least, c.strict && x.least,
                    (c.strict && x.least) || (c.least && x.inside) };
}


static signs either(signs a, signs b) {
    return (signs){ a.least || b.least, a.strict || b.strict,
                    a.inside || b.inside };
}


/* The signs of c_0 + t (c_1 + t (... + t R)) on 0 <= t <= width, and of what
** c_0 is added to, divided by t. */
static signs horner(const arb_poly_struct *c, const arb_struct *remainder,
                    slong order, const arb_struct *width, signs *rest) {
    signs s = signs_of(remainder);
    arb_t sum, term;

    arb_init(sum), arb_init(term);
    arb_set(sum, remainder);
    for (slong k = order - 1; k >= 0; k--) {
        *rest = s;
        arb_poly_get_coeff_arb(term, c, k);
        arb_mul(sum, sum, width, BITS);
        arb_add(sum, sum, term, BITS);
        s = either(signs_of(sum), signs_from(signs_of(term), s));
    }
    arb_clear(sum), arb_clear(term);
    return s;
}


/* t |-> -t: the series from the far end of an axis. */
static void mirror(arb_poly_struct *c) {
    for (slong k = 1; k < arb_poly_length(c); k += 2)
        arb_neg(arb_poly_get_coeff_ptr(c, k), arb_poly_get_coeff_ptr(c, k));
}


static bool shown(prover *p, const gap *g, const box *b);


/* With the series of the whole side and of one end: the remainder of each
** order in turn. Of an end that is not in the box >= 0 is enough. */
static bool shown_from(prover *p, const gap *g, const box *face, bool open,
                       const arb_poly_struct *wide, const arb_poly_struct *c,
                       const arb_struct *width) {
    gap at_face = *g;
    arb_t remainder;
    signs whole = { false, false, false }, rest = whole;
    bool done = false;

    arb_init(remainder);
    for (slong order = 1; order <= ORDER && !done && !rest.least; order++) {
        arb_poly_get_coeff_arb(remainder, wide, order);
        if (!arb_is_finite(remainder))
            break;
        whole = horner(c, remainder, order, width, &rest);
        done = !g->strict ? whole.least : open ? whole.inside : whole.strict;
    }
    arb_clear(remainder);
    at_face.strict = g->strict && !(open && rest.inside);
    return done || (rest.least && shown(p, &at_face, face));
}


/* From one end of an axis, whose series over its whole side is `wide`. */
static bool shown_at_end(prover *p, const gap *g, const box *b,
                         unsigned axis, bool far, arb_poly_struct *wide) {
    box face;
    arb_poly_t c;
    arb_t width;

    box_init(&face);
    arb_poly_init(c);
    arb_init(width);
    box_set(&face, b);
    arf_set(far ? &face.from[axis] : &face.to[axis],
            far ? &b->to[axis] : &b->from[axis]);
    side(width, b, axis);
    arb_sub_arf(width, width, &face.from[axis], BITS);
    put_axes(p, &face);
    bool good = gap_series(p, c, g, axis, ORDER);

    if (good)
        make_exact(p, c, g, ORDER);
    if (far) {
        arb_neg(width, width);
        mirror(c);
        mirror(wide);
    }
    good = good && shown_from(p, g, &face,
                              far ? b->open_to[axis] : b->open_from[axis],
                              wide, c, width);
    if (far)
        mirror(wide);
    arb_clear(width);
    arb_poly_clear(c);
    box_clear(&face);
    return good;
}


static bool shown_along(prover *p, const gap *g, const box *b,
                        unsigned axis) {
    arb_poly_t wide;
    arb_t value;

    arb_poly_init(wide);
    arb_init(value);
    put_axes(p, b);
    bool good = gap_series(p, wide, g, axis, ORDER + 1);

    arb_poly_get_coeff_arb(value, wide, 0);
    good = good && arb_is_finite(value);
    if (good && !not_negative(value, g->strict))
        good = !is_flat(b, axis)
            && (shown_at_end(p, g, b, axis, false, wide)
                || shown_at_end(p, g, b, axis, true, wide));
    arb_clear(value);
    arb_poly_clear(wide);
    return good;
}


/* Whether the gap is >= 0 (> 0) on the whole box, for certain. */
static bool shown(prover *p, const gap *g, const box *b) {
    bool flat = true;

    for (unsigned k = 0; k < p->axes && p->work < WORK_MAX; k++) {
        if (is_flat(b, k))
            continue;
        flat = false;
        if (shown_along(p, g, b, k))
            return true;
    }
    return flat && shown_along(p, g, b, 0);
}


/* |x| <= y as x <= y and -x <= y: |x| has no series where x vanishes. */
static bool shown_within(prover *p, gap g, const box *b) {
    const obl_node *small = &p->claim->node[g.small];
    gap turned = g;

    if (small->op != OP_abs)
        return false;
    g.small = turned.small = small->operand[0];
    turned.turned = true;
    return shown(p, &g, b) && shown(p, &turned, b);
}


/* Equality certainly fails where one side is the larger. */
static obl_truth equality_on(prover *p, const obl_node *node, const box *b) {
    const gap up = { node->operand[0], node->operand[1], true, false };
    const gap down = { node->operand[1], node->operand[0], true, false };
    const bool differ = p->claim->node[node->operand[0]].kind != 'V'
        && (shown(p, &up, b) || shown(p, &down, b));

    return obl_truth_of(!differ ? OBL_UNKNOWN
                        : node->op == OP_ne ? OBL_TRUE : OBL_FALSE, 0);
}


static obl_truth relation_on(prover *p, const obl_node *node, const box *b) {
    const bool turned = node->op == OP_ge || node->op == OP_gt;
    const bool strict = node->op == OP_lt || node->op == OP_gt;
    const gap holds = { .small = node->operand[turned],
                        .large = node->operand[!turned], .strict = strict };
    const gap fails = { .small = node->operand[!turned],
                        .large = node->operand[turned], .strict = !strict };

    if (shown(p, &holds, b) || shown_within(p, holds, b))
        return obl_truth_of(OBL_TRUE, 0);
    return obl_truth_of(shown(p, &fails, b) ? OBL_FALSE : OBL_UNKNOWN, 0);
}


/* The truth of a node on the box that is loaded. */
static obl_truth truth_on(prover *p, uint32_t id, const box *b) {
    const obl_node *node = &p->claim->node[id];
    const obl_truth plain = obl_ball_truth(p->eval, id);
    const uint32_t *of = node->operand;

    if (plain.is != OBL_UNKNOWN)
        return plain;
    switch (node->op) {
    case OP_and:
        return obl_and(truth_on(p, of[0], b), truth_on(p, of[1], b));
    case OP_or:
        return obl_or(truth_on(p, of[0], b), truth_on(p, of[1], b));
    case OP_implies:
        return obl_or(obl_not(truth_on(p, of[0], b)), truth_on(p, of[1], b));
    case OP_not:
        return obl_not(truth_on(p, of[0], b));
    case OP_le: case OP_lt: case OP_ge: case OP_gt:
        return relation_on(p, node, b);
    case OP_eq: case OP_ne:
        return equality_on(p, node, b);
    default:
        return plain;
    }
}


/* ------------------------------------------------------ subdivision */

/* Writes p/q, or p*2^-k where that is long, of a binary fraction. */
static void write_number(char *text, size_t size, const arf_struct *x) {
    fmpz_t man, exp;

    fmpz_init(man), fmpz_init(exp);
    arf_get_fmpz_2exp(man, exp, x);
    const slong e = fmpz_get_si(exp);
    if (e >= 0 && e < 64)
        fmpz_mul_2exp(man, man, (ulong)e);
    char *digits = fmpz_get_str(NULL, 10, man);

    if (e >= 0 && e < 64)
        snprintf(text, size, "%s", digits);
    else if (e > -60 && e < 0)
        snprintf(text, size, "%s/%lld", digits, 1LL << -e);
    else
        snprintf(text, size, "%s*2^%ld", digits, (long)e);
    flint_free(digits);
    fmpz_clear(man), fmpz_clear(exp);
}


static void add_place(char *place, size_t size, const char *name,
                      const arf_struct *x) {
    const size_t have = strlen(place);
    char number[100];

    write_number(number, sizeof number, x);
    snprintf(place + have, size - have, "%s%s = %s", have ? ", " : "", name,
             number);
}


static void write_place(prover *p, const box *b) {
    const size_t size = sizeof p->proof->place;

    p->proof->place[0] = '\0';
    for (size_t k = 0; k < p->sampler->draws; k++) {
        const unsigned which = p->sampler->draw[k].variable;
        const int axis = p->series.axis[which];
        const char *name = p->claim->variable[which].name;

        if (axis >= 0)
            add_place(p->proof->place, size, name, &b->from[axis]);
        else if (p->loaded[which] == &p->member[which])
            add_place(p->proof->place, size, name,
                      arb_midref(&p->member[which]));
    }
}


/* The binary fraction of fewest digits in the middle half of a side; of a
** range of decades, in the middle half of its logarithm. */
static void middle(arf_struct *x, const prover *p, const box *b,
                   size_t axis) {
    arb_t from, to, low, high;
    fmpz_t k;
    const bool decades = p->axis[axis]->range.kind == OBL_RANGE_DECADES
        && arf_sgn(&b->from[axis]) > 0;

    arb_init(from), arb_init(to), arb_init(low), arb_init(high), fmpz_init(k);
    arb_set_arf(from, &b->from[axis]);
    arb_set_arf(to, &b->to[axis]);
    if (decades) {
        arb_log(from, from, BITS);
        arb_log(to, to, BITS);
    }
    arb_mul_ui(low, from, 3, END_BITS), arb_add(low, low, to, END_BITS);
    arb_mul_ui(high, to, 3, END_BITS), arb_add(high, high, from, END_BITS);
    arb_mul_2exp_si(low, low, -2), arb_mul_2exp_si(high, high, -2);
    if (decades) {
        arb_exp(low, low, BITS);
        arb_exp(high, high, BITS);
    }
    arb_sub(to, high, low, BITS);
    /* 2^e <= high - low < 2^(e+1): a multiple of 2^e lies between. */
    fmpz_sub_ui(k, ARF_EXPREF(arb_midref(to)), 1);
    fmpz_neg(k, k);
    arf_mul_2exp_fmpz(x, arb_midref(low), k);
    arf_ceil(x, x);
    fmpz_neg(k, k);
    arf_mul_2exp_fmpz(x, x, k);
    arb_clear(from), arb_clear(to), arb_clear(low), arb_clear(high);
    fmpz_clear(k);
}


/* How long a side is, of the domain's, in units of what middle() halves; 0
** where nobody asks for it. */
static double share(const prover *p, const box *b, size_t axis) {
    if (!(p->asked >> axis & 1))
        return 0;
    const bool decades = p->axis[axis]->range.kind == OBL_RANGE_DECADES
        && arf_sgn(&p->domain.from[axis]) > 0;
    const box *both[2] = { b, &p->domain };
    double size[2];
    arb_t from, to;

    arb_init(from), arb_init(to);
    for (int k = 0; k < 2; k++) {
        arb_set_arf(from, &both[k]->from[axis]);
        arb_set_arf(to, &both[k]->to[axis]);
        if (decades)
            arb_div(to, to, from, BITS), arb_log(to, to, BITS);
        else
            arb_sub(to, to, from, BITS);
        size[k] = arf_get_d(arb_midref(to), ARF_RND_NEAR);
    }
    arb_clear(from), arb_clear(to);
    return size[1] > 0 ? size[0] / size[1] : 0;
}


/* Whether a hypothesis rejects the whole box. A relation without value does;
** of what is made of several, a part still unknown could decide. */
static bool rejects(const obl_node *node, obl_is is) {
    return is == OBL_FALSE
        || (is == OBL_UNDEFINED && node->op >= OP_le && node->op <= OP_near);
}


/* Hypotheses together: FALSE where one is certainly not met. */
static obl_is premises(prover *p, const box *b) {
    obl_is all = OBL_TRUE;

    for (size_t k = 0; k < p->claim->hypotheses; k++) {
        if (p->sampler->suspended[k])
            continue;
        const uint32_t id = p->claim->hypothesis[k].node;
        const obl_is one = truth_on(p, id, b).is;

        if (rejects(&p->claim->node[id], one))
            return OBL_FALSE;
        if (one != OBL_TRUE)
            all = OBL_UNKNOWN;
    }
    return all;
}


/* What a single place in the middle of the box says of the claim: FALSE at a
** counterexample, UNKNOWN where the two sides cannot be told apart. */
static obl_is at_point(prover *p, const box *b) {
    box point;
    obl_is is = OBL_UNKNOWN;

    box_init(&point);
    for (size_t k = 0; k < p->axes; k++) {
        if (is_flat(b, k))
            arf_set(&point.from[k], &b->from[k]);
        else
            middle(&point.from[k], p, b, k);
        arf_set(&point.to[k], &point.from[k]);
    }
    for (long bits = BITS; bits <= 4 * BITS && is == OBL_UNKNOWN; bits *= 2) {
        if (!load(p, &point, bits))
            break;
        const obl_is met = premises(p, &point);

        is = met == OBL_FALSE ? OBL_TRUE
            : obl_ball_truth(p->eval, p->part).is;
        if (is == OBL_FALSE && met != OBL_TRUE)
            is = OBL_UNDEFINED;
        if (is == OBL_FALSE)
            write_place(p, &point);
    }
    box_clear(&point);
    return is;
}


/* Boxes still to look at, and those looked at: first in, first out. */
typedef struct { box *box; size_t count, next; } queue;


static bool push(queue *q, const box *b) {
    if ((q->count & (q->count - 1)) == 0) {
        box *larger = realloc(q->box,
                              (q->count ? 2 * q->count : 1) * sizeof *larger);

        if (!larger)
            return false;
        q->box = larger;
    }
    box_init(&q->box[q->count]);
    box_set(&q->box[q->count++], b);
    return true;
}


/* The part of a box from one place of an axis to another. */
static bool push_part(queue *q, const box *b, size_t axis,
                      const arf_struct *from, const arf_struct *to) {
    box part;

    box_init(&part);
    box_set(&part, b);
    part.cuts++;
    part.open_from[axis] |= !arf_equal(from, &b->from[axis]);
    part.open_to[axis] |= !arf_equal(to, &b->to[axis]);
    if (arf_equal(from, to))
        part.open_from[axis] = part.open_to[axis] = false;
    arf_set(&part.from[axis], from);
    arf_set(&part.to[axis], to);
    const bool memory = push(q, &part);

    box_clear(&part);
    return memory;
}


/* Cuts the longest side in two and the places between and at its ends: there
** a hypothesis may hold, or two sides meet, that do not beside it. An end that
** is rounded outward is no place of the domain. */
static bool cut(prover *p, queue *q, const box *b) {
    size_t axis = 0;
    box inner;
    arf_t at;

    for (size_t k = 1; k < p->axes; k++)
        if (share(p, b, k) > share(p, b, axis))
            axis = k;
    if (b->cuts >= HALVINGS_MAX * p->axes || is_flat(b, axis))
        return false;
    const arf_struct *from = &b->from[axis], *to = &b->to[axis];
    bool good = true;

    box_init(&inner);
    box_set(&inner, b);
    inner.open_from[axis] |= p->exact_from[axis];
    inner.open_to[axis] |= p->exact_to[axis];
    arf_init(at);
    middle(at, p, b, axis);
    if (!b->open_from[axis] && inner.open_from[axis])
        good = push_part(q, b, axis, from, from);
    if (!b->open_to[axis] && inner.open_to[axis])
        good = good && push_part(q, b, axis, to, to);
    good = good && push_part(q, &inner, axis, from, at)
        && push_part(q, &inner, axis, at, at)
        && push_part(q, &inner, axis, at, to);
    arf_clear(at);
    box_clear(&inner);
    return good;
}


/* Decides a box, or cuts it. A look at one place first tells claims apart
** that no box decides, such as an equality, before any work is done. */
static obl_proof_outcome look(prover *p, queue *q, const box *b) {
    const bool whole = b->cuts == 0;
    obl_is point = whole ? at_point(p, b) : OBL_TRUE;

    p->work++;
    p->proof->boxes++;
    if (point == OBL_TRUE && load(p, b, BITS)) {
        if (premises(p, b) == OBL_FALSE
            || truth_on(p, p->part, b).is == OBL_TRUE)
            return OBL_PROOF_HOLDS;
        point = whole ? OBL_TRUE : at_point(p, b);
    }
    if (point == OBL_FALSE)
        return OBL_PROOF_FAILS;
    if (whole && point != OBL_TRUE)
        return OBL_PROOF_OPEN;
    return cut(p, q, b) ? OBL_PROOF_HOLDS : OBL_PROOF_OPEN;
}


/* Open ends are kept in mind: a later box may still refute. */
static obl_proof_outcome subdivide(prover *p) {
    queue q = { NULL, 0, 0 };
    box now;
    bool open = !push(&q, &p->domain), failed = false;

    box_init(&now);
    while (q.next < q.count && !failed) {
        if (p->work >= WORK_MAX) {
            open = true;
            break;
        }
        box_set(&now, &q.box[q.next++]);
        const obl_proof_outcome one = look(p, &q, &now);

        open |= one == OBL_PROOF_OPEN;
        failed = one == OBL_PROOF_FAILS;
    }
    box_clear(&now);
    for (size_t k = 0; k < q.count; k++)
        box_clear(&q.box[k]);
    free(q.box);
    return failed ? OBL_PROOF_FAILS : open ? OBL_PROOF_OPEN : OBL_PROOF_HOLDS;
}


/* ------------------------------------------------ lists, one by one */

/* Sets the members of combination `which`; false past the last. */
static bool combine(prover *p, size_t which) {
    bool good = true;

    for (size_t k = 0; k < p->sampler->draws; k++) {
        const obl_draw *draw = &p->sampler->draw[k];
        const obl_range *range = &draw->range;

        if (range->kind != OBL_RANGE_LIST)
            continue;
        const size_t m = which % range->count;
        fmpq_t ratio;

        which /= range->count;
        fmpq_init(ratio);
        good &= fmpz_set_str(fmpq_numref(ratio), range->num[m], 10) == 0
            && fmpz_set_str(fmpq_denref(ratio), range->den[m], 10) == 0;
        fmpq_canonicalise(ratio);
        arb_set_fmpq(&p->member[draw->variable], ratio, END_BITS);
        if (fmpz_is_one(fmpq_denref(ratio)))
            arb_set_fmpz(&p->member[draw->variable], fmpq_numref(ratio));
        if ((int)draw->variable == p->claim->var_n)
            p->sample.n = fmpz_cmp_ui(fmpq_numref(ratio), 4096) <= 0
                ? fmpz_get_ui(fmpq_numref(ratio)) : 0;
        fmpq_clear(ratio);
        p->loaded[draw->variable] = &p->member[draw->variable];
    }
    return good && which == 0;
}


static size_t combinations(const prover *p) {
    size_t count = 1;

    for (size_t k = 0; k < p->sampler->draws; k++)
        if (p->sampler->draw[k].range.kind == OBL_RANGE_LIST)
            count *= count <= COMBINATIONS_MAX
                ? p->sampler->draw[k].range.count : 1;
    return count;
}


static void run(prover *p) {
    const size_t count = combinations(p);
    obl_proof_outcome outcome = count > COMBINATIONS_MAX
        ? OBL_PROOF_OPEN : OBL_PROOF_HOLDS;

    for (size_t k = 0; k < count && outcome == OBL_PROOF_HOLDS; k++)
        outcome = combine(p, k) && find_domain(p) ? subdivide(p)
                                                  : OBL_PROOF_OPEN;
    p->proof->outcome = outcome;
}


/* ---------------------------------------------------- life cycle */

static bool open_prover(prover *p) {
    const size_t variables = p->claim->variables;

    for (size_t k = 0; k < OBL_AXES_MAX; k++)
        arb_init(&p->value[k]);
    box_init(&p->domain);
    p->member = calloc(variables + 1, sizeof *p->member);
    p->loaded = calloc(variables + 1, sizeof *p->loaded);
    p->sample.value = calloc(variables + 1, sizeof *p->sample.value);
    p->sample.count = calloc(variables + 1, sizeof *p->sample.count);
    p->eval = obl_ball_eval_new(p->claim, p->plan);
    for (size_t k = 0; p->member && k < variables; k++)
        arb_init(&p->member[k]);
    for (size_t k = 0; p->sample.count && k < variables; k++)
        p->sample.count[k] = 1;
    return obl_series_open(&p->series, p->claim, p->sampler, p->eval, BITS)
        && p->member && p->loaded && p->sample.value && p->sample.count
        && p->eval;
}


static void close_prover(prover *p) {
    for (size_t k = 0; k < OBL_AXES_MAX; k++)
        arb_clear(&p->value[k]);
    box_clear(&p->domain);
    for (size_t k = 0; p->member && k < p->claim->variables; k++)
        arb_clear(&p->member[k]);
    free(p->member);
    free(p->loaded);
    free(p->sample.value);
    free(p->sample.count);
    obl_series_close(&p->series);
    obl_ball_eval_free(p->eval);
}


void obl_prove(obl_proof *proof, const obl_claim *claim,
               const obl_sampler *sampler, const obl_plan *plan,
               size_t part) {
    prover p = { .claim = claim, .sampler = sampler, .plan = plan,
                 .part = claim->part[part].node, .proof = proof,
                 .sample = { .claim = claim, .sampler = sampler,
                             .n = 1, .d = 1 } };

    *proof = (obl_proof){ .outcome = OBL_PROOF_OPEN };
    if (sampler->kind != OBL_SCALARS)
        return;
    if (open_prover(&p) && find_axes(&p))
        run(&p);
    close_prover(&p);
}
