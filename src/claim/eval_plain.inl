/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval_plain.inl -- relations, derivatives, means and loading, for the number
** types without slopes.
*/

/* --------------------------------------------------------- relations */

typedef struct { obl_sign sign; bool touching; double margin; } N(order);

/* The order of a and b as the sign of b - a, relative to `scale`. */
static N(order) N(compare)(N(eval) *ev, NUM a, NUM b, NUM scale) {
    const obl_sign none_a = N(sign)(ev->cx, a), none_b = N(sign)(ev->cx, b);
    N(order) order = { OBL_UNSURE, false, NAN };

    if (none_a == OBL_NO_VALUE || none_b == OBL_NO_VALUE) {
        order.sign = OBL_NO_VALUE;
        return order;
    }
    order.margin = N(margin)(a, b, scale);
    order.sign = N(gap_sign)(ev->cx, a, b, scale, &order.touching);
    if (order.sign == OBL_ZERO)
        order.margin = 0;
    return order;
}


static void N(note)(N(eval) *ev, const obl_node *node, NUM a, NUM b,
                    double margin) {
    obl_sides *sides = ev->sides;

    if (!sides || !(fabs(margin) == fabs(sides->margin)
                    || (isnan(margin) && isnan(sides->margin))))
        return;
    N(print)(sides->left, sizeof sides->left, a);
    N(print)(sides->right, sizeof sides->right, b);
    sides->line = (int)node->line;
    snprintf(sides->relation, sizeof sides->relation, "%s",
             obl_op_symbol(node->op));
    int at = 0;
    for (unsigned s = 0; s < OBL_SLOTS_MAX && at < 80; s++)
        if (node->slots >> s & 1)
            at += snprintf(sides->where + at, sizeof sides->where - (size_t)at,
                           " %c=%u", (int)"ijklmopq"[s], ev->slot[s] + 1);
    if (node->uses_t || ev->t_stamp)
        snprintf(sides->where + at, sizeof sides->where - (size_t)at,
                 " t=%.17Lg", ev->t_time);
}


/* The truth of a relation from the order of its sides. */
static obl_truth N(decide_order)(obl_op op, N(order) o) {
    const bool strict = op == OP_lt || op == OP_gt;
    obl_truth p = { OBL_UNKNOWN, o.touching, o.margin, false };

    if (o.sign == OBL_NO_VALUE)
        return obl_truth_of(OBL_UNDEFINED, NAN);
    if (op == OP_ge || op == OP_gt) {
        o.sign = o.sign == OBL_POSITIVE ? OBL_NEGATIVE
            : o.sign == OBL_NEGATIVE ? OBL_POSITIVE : o.sign;
        p.margin = -o.margin;
    }
    if (op == OP_eq || op == OP_ne)
        p.margin = op == OP_eq ? 0 - fabs(o.margin) : fabs(o.margin);
    if (o.sign == OBL_UNSURE || (o.touching && (strict || op == OP_ne)))
        return p;
    if (op == OP_eq || op == OP_ne)
        p.is = (o.sign == OBL_ZERO) == (op == OP_eq) ? OBL_TRUE : OBL_FALSE;
    else
        p.is = o.sign == OBL_POSITIVE || (o.sign == OBL_ZERO && !strict)
            ? OBL_TRUE : OBL_FALSE;
    return p;
}


/* a = b for vectors: norm(a - b) against norm a + norm b. */
static obl_truth N(vector_relation)(N(eval) *ev, const obl_node *node) {
    const size_t d = ev->sample->d;
    const NUM *a = N(operand_vec)(ev, node, 0);
    const NUM *b = N(operand_vec)(ev, node, 1);
    NUM *gap = N(numbers)(ev, d);

    for (size_t k = 0; k < d; k++)
        gap[k] = N(sub)(ev->cx, a[k], b[k]);
    const NUM zero = N(int)(ev->cx, 0), size = N(norm)(ev->cx, gap, d);
    const NUM scale = N(add)(ev->cx, N(norm)(ev->cx, a, d),
                             N(norm)(ev->cx, b, d));
    const N(order) order = N(compare)(ev, zero, size, scale);

    N(note)(ev, node, size, zero, order.margin);
    return N(decide_order)(node->op, order);
}


/* norm(a - b) <= s, for reals and vectors. */
static obl_truth N(near_relation)(N(eval) *ev, const obl_node *node) {
    const size_t d = ev->sample->d;
    const N(val) a = N(eval_node)(ev, node->operand[0]);
    const N(val) b = N(eval_node)(ev, node->operand[1]);
    const NUM s = N(operand)(ev, node, 2);
    NUM size;

    if (a.vec) {
        NUM *gap = N(numbers)(ev, d);

        for (size_t k = 0; k < d; k++)
            gap[k] = N(sub)(ev->cx, a.vec[k], b.vec[k]);
        size = N(norm)(ev->cx, gap, d);
    } else {
        size = N(abs)(ev->cx, N(sub)(ev->cx, a.r, b.r));
    }
    const N(order) order
        = N(compare)(ev, size, s, N(sum_of_sizes)(ev->cx, size, s));

    N(note)(ev, node, size, s, order.margin);
    return N(decide_order)(OP_le, order);
}


/* Whether two nodes are one formula of the same neurons, `a` as bound by
** `slot`, `b` as bound now. A pair may be written either way round. */
static bool N(alike)(N(eval) *ev, const obl_node *a, const unsigned *slot,
                     const obl_node *b) {
    if (a->op == OP_slot && b->op == OP_slot)
        return slot[a->payload] == ev->slot[b->payload];
    if (a == b && a->slots == 0)
        return true;
    if (a->op != b->op || a->operands != b->operands || a->operands == 0
        || a->payload != b->payload || a->bound != 0)
        return false;
    bool straight = true, turned = a->op == OP_kappa || a->op == OP_theta2;

    for (unsigned k = 0; k < a->operands; k++) {
        const obl_node *x = N(child)(ev, a, k);

        straight = straight && N(alike)(ev, x, slot, N(child)(ev, b, k));
        turned = turned && N(alike)(ev, x, slot, N(child)(ev, b, 1 - k));
    }
    return straight || turned;
}


typedef struct {
    NUM x; bool least; bool open, undefined, found; double margin; obl_is is;
    const obl_node *node, *side; N(loop) *loop;
    unsigned slot[OBL_SLOTS_MAX]; /* as the side is bound */
} N(extreme);


static void N(extreme_each)(N(eval) *ev, void *user) {
    N(extreme) *e = user;

    e->open |= e->loop->met.is != OBL_TRUE;
    e->undefined |= e->loop->met.is == OBL_UNDEFINED;
    if (e->loop->met.is != OBL_TRUE)
        return;
    if (N(alike)(ev, e->side, e->slot, N(child)(ev, e->node, 1))) {
        e->found = true;
        return;
    }
    const NUM y = N(operand)(ev, e->node, 1);
    const N(order) o = N(compare)(ev, e->least ? e->x : y,
        e->least ? y : e->x, N(sum_of_sizes)(ev->cx, e->x, y));
    const obl_truth p = N(decide_order)(OP_le, o);

    if (p.is == OBL_UNDEFINED)
        e->undefined = true;
    else if (p.is == OBL_FALSE || (p.is == OBL_UNKNOWN && e->is == OBL_TRUE))
        e->is = p.is;
    e->margin = fmin(e->margin, p.margin);
}


/* x = max(k, f(k)) with x one of the f(k) says x >= every f(k), which balls
** can decide where the equality itself would only touch. */
static bool N(extreme_relation)(N(eval) *ev, const obl_node *node,
                                obl_truth *p) {
    for (unsigned side = 0; side < 2 && node->op == OP_eq; side++) {
        const obl_node *most = N(child)(ev, node, 1 - side);

        if (most->op != OP_maxof && most->op != OP_minof)
            continue;
        N(loop) loop = { .node = most };
        N(extreme) e = { .x = N(operand)(ev, node, side), .is = OBL_TRUE,
                         .least = most->op == OP_minof, .margin = 1,
                         .node = most, .loop = &loop,
                         .side = N(child)(ev, node, side) };

        memcpy(e.slot, ev->slot, sizeof e.slot);
        if (N(sign)(ev->cx, e.x) == OBL_NO_VALUE)
            e.undefined = true;
        loop.each = N(extreme_each);
        loop.user = &e;
        if (!N(run_loop)(ev, &loop))
            e.open = true;
        if (N(misses_times)(ev, most) && e.is == OBL_TRUE)
            e.open = true;
        if (!e.found)
            continue;
        *p = obl_truth_of(e.undefined ? OBL_UNDEFINED
                          : e.open ? OBL_UNKNOWN : e.is, e.margin);
        return true;
    }
    return false;
}


static obl_truth N(two_sides)(N(eval) *ev, const obl_node *node) {
    obl_truth p;

    if (N(extreme_relation)(ev, node, &p))
        return p;
    if (N(child)(ev, node, 0)->kind == 'V')
        return N(vector_relation)(ev, node);
    const NUM a = N(operand)(ev, node, 0), b = N(operand)(ev, node, 1);
    const N(order) order
        = N(compare)(ev, a, b, N(sum_of_sizes)(ev->cx, a, b));

    p = N(decide_order)(node->op, order);
    N(note)(ev, node, a, b, p.margin);
    return p;
}


static obl_truth N(has_value)(N(eval) *ev, N(val) x) {
    const size_t count = x.vec ? ev->sample->d : 1;
    obl_truth p = obl_truth_of(OBL_TRUE, 1);

    for (size_t k = 0; k < count; k++) {
        const NUM part = x.vec ? x.vec[k] : x.r;

        if (N(sign)(ev->cx, part) == OBL_NO_VALUE)
            return obl_truth_of(OBL_FALSE, -1);
        if (!isfinite(N(mid)(part)) && N(sign)(ev->cx, part) == OBL_UNSURE)
            p = obl_truth_of(OBL_UNKNOWN, 0);
    }
    return p;
}


static obl_truth N(connective)(N(eval) *ev, const obl_node *node) {
    const obl_truth p = N(operand_truth)(ev, node, 0);

    switch (node->op) {
    case OP_and:
        return p.is == OBL_FALSE && !ev->sides ? p
            : obl_and(p, N(operand_truth)(ev, node, 1));
    case OP_or:
        return p.is == OBL_TRUE ? p
            : obl_or(p, N(operand_truth)(ev, node, 1));
    case OP_implies:
        return p.is == OBL_FALSE ? obl_not(p)
            : obl_or(obl_not(p), N(operand_truth)(ev, node, 1));
    default:
        return obl_not(p);
    }
}


static obl_truth N(differentiable)(N(eval) *ev, const obl_node *node);

static N(val) N(relation)(N(eval) *ev, const obl_node *node) {
    obl_truth p;

    switch (node->op) {
    case OP_true: p = obl_truth_of(OBL_TRUE, 1); break;
    case OP_and: case OP_or: case OP_not: case OP_implies:
        p = N(connective)(ev, node);
        break;
    case OP_defined:
        p = N(has_value)(ev, N(eval_node)(ev, node->operand[0]));
        break;
    case OP_differentiable: p = N(differentiable)(ev, node); break;
    case OP_near: p = N(near_relation)(ev, node); break;
    default: p = N(two_sides)(ev, node);
    }
    return N(truth_value)(ev, p);
}


/* ------------------------------------------------------- derivatives */

/* The two-sided derivative: undefined at a kink, where right and left
** differ for certain. */
static NUM N(slope)(N(eval) *ev, DUAL_NUM x) {
    const NUM right = DUAL_N(right)(x), left = DUAL_N(left)(x);
    const obl_sign gap = N(sign)(ev->cx, N(sub)(ev->cx, right, left));

    if (N(sign)(ev->cx, DUAL_N(value)(x)) == OBL_NO_VALUE)
        return N(undefined)(ev->cx);
    if (N(twin)(ev->cx, right, left))
        return right;
    if (gap == OBL_NO_VALUE || gap == OBL_POSITIVE || gap == OBL_NEGATIVE)
        return N(undefined)(ev->cx);
    return N(unknown)(ev->cx);
}


/* w moving along the flow: dw_i/dt = -grad_i. */
static DUAL_N(place) *N(flowing)(N(eval) *ev) {
    N(place) *p = ev->place;
    const size_t n = p->net.n, d = p->net.d;

    if (p->flow)
        return p->flow;
    NUM **rows = N(take)(ev, n, sizeof *rows);

    for (size_t i = 0; i < n; i++) {
        const NUM *slope = N(grad_in)(ev, p, i);

        rows[i] = N(numbers)(ev, d);
        for (size_t k = 0; k < d; k++)
            rows[i][k] = N(neg)(ev->cx, slope[k]);
    }
    return p->flow = DUAL_N(place_moving)(ev->dual, p, rows);
}


static DUAL_N(place) *N(directed)(N(eval) *ev, const obl_node *node) {
    N(place) *to = N(network)(ev, node);
    const size_t n = ev->place->net.n, d = ev->sample->d;
    NUM **rows = N(take)(ev, n, sizeof *rows);

    if (!to || to->net.n != n)
        return NULL;
    for (size_t i = 0; i < n; i++) {
        rows[i] = N(numbers)(ev, d);
        N(get_row)(rows[i], to, i);
    }
    return DUAL_N(place_moving)(ev->dual, ev->place, rows);
}


/* The slopes of a node while the place moves, or scalar `by`. */
static N(val) N(slopes)(N(eval) *ev, uint32_t id, DUAL_N(place) *place,
                        int by, bool flow) {
    if (!flow || ev->dual->by >= 0 || !ev->dual->t_moves)
        memset(ev->dual->memo, 0,
               ev->claim->nodes * sizeof *ev->dual->memo);
    DUAL_N(begin_at)(ev->dual, place, by, flow);
    const DUAL_N(val) x = DUAL_N(eval_node)(ev->dual, id);

    if (!x.vec)
        return N(real_value)(N(slope)(ev, x.r));
    NUM *vec = N(numbers)(ev, ev->sample->d);

    for (size_t k = 0; k < ev->sample->d; k++)
        vec[k] = N(slope)(ev, x.vec[k]);
    return N(vector_value)(ev, vec);
}


static N(val) N(derivative)(N(eval) *ev, const obl_node *node) {
    const bool flow = node->op == OP_dflow, by = node->op == OP_dscalar;
    DUAL_N(place) *place = NULL;

    if (!ev->place && !by)
        return N(nothing)(ev, node->kind,
                          ev->sample->run.end == OBL_ZERO_NEURON);
    if (flow)
        place = N(flowing)(ev);
    else if (!by)
        place = N(directed)(ev, N(child)(ev, node, 1));
    else if (ev->place)
        place = DUAL_N(place_lifted)(ev->dual, ev->place);
    if (!place && !by)
        return N(nothing)(ev, node->kind, false);
    return N(slopes)(ev, node->operand[0], place,
                     by ? (int)node->payload : -1, flow);
}


/* Whether x has one slope in the direction of n d numbers. */
static obl_truth N(smooth_along)(N(eval) *ev, uint32_t id, NUM *direction) {
    const size_t n = ev->place->net.n, d = ev->sample->d;
    NUM **rows = N(take)(ev, n, sizeof *rows);

    for (size_t i = 0; i < n; i++)
        rows[i] = direction + i * d;
    return N(has_value)(ev, N(slopes)(ev, id,
        DUAL_N(place_moving)(ev->dual, ev->place, rows), -1, false));
}


/* Along each axis of each neuron, and along one direction across all. */
static obl_truth N(differentiable)(N(eval) *ev, const obl_node *node) {
    const uint32_t id = node->operand[0];
    const size_t size = ev->place ? ev->place->net.n * ev->sample->d : 0;
    obl_truth p = N(has_value)(ev, N(eval_node)(ev, id));
    NUM *direction = N(numbers)(ev, size);

    for (size_t k = 0; k <= size && ev->place && p.is != OBL_FALSE; k++) {
        for (size_t m = 0; m < size; m++)
            direction[m] = N(int)(ev->cx, k == size ? (long)m + 1 : m == k);
        p = obl_and(p, N(smooth_along)(ev, id, direction));
    }
    return p;
}


/* ----------------------------------------------- means over the plane */

/* E over x ~ N(0, I) in the plane of a function that on each sector between
** the lines orthogonal to v and to the w_i is a quadratic form of x:
** E f = (1/pi) * integral of f(cos w, sin w) over the circle, and on a sector
** of half-width 2s about c the form is A + B cos 2(w - c) + C sin 2(w - c),
** whose integral 4sA + B sin 4s needs f at c and at c -+ s only. */

static NUM *N(on_circle)(N(eval) *ev, NUM angle) {
    NUM *x = N(numbers)(ev, 2);

    x[0] = N(cos)(ev->cx, angle);
    x[1] = N(sin)(ev->cx, angle);
    return x;
}


/* The direction of a row of the plane, in (-pi, pi]. */
static NUM N(polar)(N(eval) *ev, const NUM *row) {
    NUM axis[2] = { N(int)(ev->cx, 1), N(int)(ev->cx, 0) };
    const NUM angle = N(angle)(ev->cx, row, axis, 2);

    return N(mid)(row[1]) < 0 ? N(neg)(ev->cx, angle) : angle;
}


static int N(by_angle)(const void *a, const void *b) {
    const NUM x = *(const NUM *)a, y = *(const NUM *)b;

    return N(less)(y, x) - N(less)(x, y);
}


static bool N(parallel)(N(eval) *ev, const NUM *x, const NUM *y) {
    return N(sign)(ev->cx, N(fma2)(ev->cx, x[0], y[1], x[1], y[0]))
        == OBL_ZERO;
}


/* The ends of the sectors, ascending, the first again at the end + 2 pi. */
static NUM *N(sectors)(N(eval) *ev, size_t *count) {
    const size_t n = ev->place->net.n;
    NUM *ends = N(numbers)(ev, 2 * (n + 1) + 1);
    NUM **rows = N(take)(ev, n + 1, sizeof *rows);
    const NUM half = N(div)(ev->cx, N(pi)(ev->cx), N(int)(ev->cx, 2));
    const NUM turn = N(mul)(ev->cx, N(int)(ev->cx, 2), N(pi)(ev->cx));

    size_t lines = 0;

    *count = 0;
    for (size_t i = 0; i <= n; i++) {
        NUM *row = i < n ? N(row_of)(ev, i, false) : N(teacher)(ev, false);
        bool known = N(sign)(ev->cx, N(norm)(ev->cx, row, 2)) == OBL_ZERO;

        for (size_t j = 0; j < lines && !known; j++)
            known = N(parallel)(ev, row, rows[j]);
        if (known)
            continue;
        rows[lines++] = row;
        const NUM angle = N(polar)(ev, row);
        const bool upper = N(mid)(angle) >= 0;

        ends[(*count)++] = N(sub)(ev->cx, angle, half);
        ends[(*count)++] = upper
            ? N(sub)(ev->cx, N(add)(ev->cx, angle, half), turn)
            : N(add)(ev->cx, angle, half);
    }
    qsort(ends, *count, sizeof *ends, N(by_angle));
    ends[*count] = N(add)(ev->cx, ends[0], turn);
    return ends;
}


static N(val) N(body_at)(N(eval) *ev, const obl_node *node, NUM angle) {
    ev->variable[node->payload] = N(on_circle)(ev, angle);
    return N(eval_node)(ev, node->operand[0]);
}


/* The integral over one sector from the values at c, c - s, c + s. */
static NUM N(sector)(N(eval) *ev, NUM s, NUM at, NUM before, NUM behind) {
    CX *cx = ev->cx;
    const NUM two = N(int)(cx, 2), four_s = N(mul)(cx, N(int)(cx, 4), s);
    const NUM mean = N(div)(cx, N(add)(cx, before, behind), two);
    const NUM b = N(div)(cx, N(sub)(cx, at, mean),
                         N(one_minus_cos)(cx, N(mul)(cx, two, s)));

    return N(sub)(cx, N(mul)(cx, four_s, at),
                  N(mul)(cx, b, N(x_minus_sin)(cx, four_s)));
}


static void N(add_sector)(N(eval) *ev, const obl_node *node, NUM from, NUM to,
                          NUM *sum, size_t width) {
    CX *cx = ev->cx;
    const NUM two = N(int)(cx, 2), four = N(int)(cx, 4);
    const NUM c = N(div)(cx, N(add)(cx, from, to), two);
    const NUM s = N(div)(cx, N(sub)(cx, to, from), four);
    const N(val) at = N(body_at)(ev, node, c);
    const N(val) before = N(body_at)(ev, node, N(sub)(cx, c, s));
    const N(val) behind = N(body_at)(ev, node, N(add)(cx, c, s));

    for (size_t k = 0; k < width; k++)
        sum[k] = N(add)(cx, sum[k], N(sector)(ev, s,
            at.vec ? at.vec[k] : at.r, before.vec ? before.vec[k] : before.r,
            behind.vec ? behind.vec[k] : behind.r));
}


static N(val) N(mean)(N(eval) *ev, const obl_node *node) {
    const bool vector = node->kind == 'V';
    const size_t width = vector ? 2 : 1;
    NUM *const kept = ev->variable[node->payload];
    size_t count;

    if (ev->sample->d != 2 || !ev->place)
        return N(nothing)(ev, node->kind, false);
    NUM *sum = N(filled)(ev, N(int)(ev->cx, 0));
    NUM *ends = N(sectors)(ev, &count);

    bool ordered = true;

    for (size_t k = 0; k < count && ordered; k++) {
        ordered = N(sign)(ev->cx, N(sub)(ev->cx, ends[k + 1], ends[k]))
            == OBL_POSITIVE;
        N(add_sector)(ev, node, ends[k], ends[k + 1], sum, width);
    }
    ev->variable[node->payload] = kept;
    if (!ordered)
        return N(nothing)(ev, node->kind, false);
    for (size_t k = 0; k < width; k++)
        sum[k] = N(div)(ev->cx, sum[k], N(pi)(ev->cx));
    return vector ? N(vector_value)(ev, sum) : N(real_value)(sum[0]);
}


static N(val) N(special)(N(eval) *ev, const obl_node *node) {
    switch (node->op) {
    case OP_dflow: case OP_dscalar: case OP_dnet:
        return N(derivative)(ev, node);
    case OP_mean:
        return N(mean)(ev, node);
    case OP_probability:
        return N(real_value)(N(law)(ev, node));
    case OP_integral:
        return N(real_value)(N(integral)(ev, node));
    default:
        return N(real_value)(N(opnorm)(ev, node));
    }
}


/* ----------------------------------------------------------- bounds */

/* The other side of a relation one side of which is the bare `name`. */
static bool N(other_side)(N(eval) *ev, const obl_node *node, obl_op name,
                          unsigned *other) {
    for (unsigned k = 0; k < 2; k++) {
        const obl_node *far = N(child)(ev, node, 1 - k);

        if (N(child)(ev, node, k)->op == name
            && !(name == OP_time ? far->uses_t : far->uses_u)) {
            *other = 1 - k;
            return true;
        }
    }
    return false;
}


static bool N(is_order)(obl_op op) {
    return op == OP_le || op == OP_lt || op == OP_ge || op == OP_gt
        || op == OP_eq;
}


/* Narrows [from, to] to the integers that the condition can allow. */
static void N(bounds)(N(eval) *ev, uint32_t condition, obl_op name,
                      long *from, long *to) {
    const obl_node *node = &ev->claim->node[condition];
    unsigned other;

    if (node->op == OP_and) {
        N(bounds)(ev, node->operand[0], name, from, to);
        N(bounds)(ev, node->operand[1], name, from, to);
        return;
    }
    if (!N(is_order)(node->op) || !N(other_side)(ev, node, name, &other))
        return;
    const double exact = N(mid)(N(operand)(ev, node, other));
    const double whole = rint(exact);
    const bool near = fabs(whole - exact) <= 1e-9 * fabs(whole);

    if (!(fabs(exact) < 0x1p52))
        return;
    const bool above = node->op == OP_eq
        || ((node->op == OP_ge || node->op == OP_gt) == (other == 1));
    const bool below = node->op == OP_eq || !above;
    const long low = (long)(near ? whole : ceil(exact));
    const long high = near ? low : low - 1;

    if (above && low > *from)
        *from = low;
    if (below && high < *to)
        *to = high;
}


/* ------------------------------------------------------------ loading */

/* An entry of a state, in the sample's unit. */
static NUM N(entry)(N(eval) *ev, double x) {
    const NUM entry = N(double)(ev->cx, x);

    return ev->sample->unit ? N(mul)(ev->cx, N(unit)(ev), entry) : entry;
}


static N(place) *N(place_of)(N(eval) *ev, const obl_state *state) {
    N(place) *p = N(place_new)(ev, state->n);
    const size_t across = state->d - 1;

    p->net.v = N(double)(ev->cx, state->v);
    for (size_t i = 0; i < state->n; i++)
        ((NUM *)p->net.h)[i] = N(entry)(ev, state->h[i]);
    for (size_t k = 0; k < state->n * across; k++)
        ((NUM *)p->net.z)[k] = N(entry)(ev, state->z[k]);
    if (state->carried) {
        NUM *carried = N(numbers)(ev, state->d);

        carried[0] = N(double)(ev->cx, state->H);
        for (size_t k = 0; k < across; k++)
            carried[k + 1] = N(double)(ev->cx, state->R[k]);
        p->net.H = carried;
        p->net.R = carried + 1;
    }
    return p;
}


/* The teacher's length as drawn; 1 where it is not. */
static NUM N(teacher_length)(N(eval) *ev) {
    const int v = ev->claim->var_v;

    return v >= 0 && ev->variable[v] ? ev->variable[v][0]
                                     : N(int)(ev->cx, 1);
}


/* A place with a teacher and neurons without value: what trees see that are
** evaluated before w is known. */
static N(place) *N(place_empty)(N(eval) *ev) {
    const obl_sample *sample = ev->sample;
    N(place) *p = N(place_new)(ev, sample->n);

    p->net.v = N(teacher_length)(ev);
    for (size_t i = 0; i < sample->n; i++)
        ((NUM *)p->net.h)[i] = N(undefined)(ev->cx);
    for (size_t k = 0; k < sample->n * (sample->d - 1); k++)
        ((NUM *)p->net.z)[k] = N(undefined)(ev->cx);
    return p;
}


void N(begin)(N(eval) *ev, const obl_sample *sample) {
    const obl_claim *claim = ev->claim;

    N(release)(ev->cx, (obl_arena_mark){ 0 });
    ev->sample = sample;
    ev->place = NULL;
    ev->at = NULL;
    ev->t = N(unknown)(ev->cx);
    ev->t_time = NAN;
    ev->t_stamp = ev->u_stamp = ev->stamps = 0;
    memset(ev->memo, 0, claim->nodes * sizeof *ev->memo);
    memset(ev->variable, 0, (claim->variables + 1) * sizeof *ev->variable);
    ev->dual->sample = sample;
    ev->dual->by = -1;
    ev->dual->t_moves = false;
    memset(ev->dual->memo, 0, claim->nodes * sizeof *ev->dual->memo);
}


/* Forgets what was computed, since what it rests on has changed. */
static void N(forget)(N(eval) *ev) {
    memset(ev->memo, 0, ev->claim->nodes * sizeof *ev->memo);
    memset(ev->dual->memo, 0, ev->claim->nodes * sizeof *ev->dual->memo);
}


static void N(compute_variable)(N(eval) *ev, const obl_draw *draw) {
    const unsigned k = draw->variable;
    const obl_shape shape = ev->claim->variable[k].shape;
    const size_t members = shape == OBL_SHAPE_NEURONS
        || shape == OBL_SHAPE_VECTORS ? ev->sample->n : 1;
    const bool vector = shape == OBL_SHAPE_VECTOR
        || shape == OBL_SHAPE_VECTORS;
    const size_t width = vector ? ev->sample->d : 1;
    NUM *x = N(numbers)(ev, members * width);

    for (size_t m = 0; m < members; m++) {
        if (draw->range.each >= 0)
            ev->slot[draw->range.each] = (unsigned)m;
        const N(val) value = N(eval_node)(ev, draw->range.a);

        for (size_t c = 0; c < width; c++)
            x[m * width + c] = vector ? value.vec[c] : value.r;
    }
    ev->variable[k] = x;
    ev->sample->count[k] = members * width;
}


/* Number m of a variable that is drawn. */
static NUM N(drawn_number)(N(eval) *ev, const obl_sample *sample,
                           const obl_draw *draw, size_t m) {
    const size_t entry = obl_sample_entry(sample, draw, m);

    if (entry == SIZE_MAX)
        return N(double)(ev->cx, sample->value[draw->variable][m]);
    return N(fraction)(ev->cx, draw->range.num[entry],
                       draw->range.den[entry]);
}


void N(drawn)(N(eval) *ev, const obl_sample *sample, const obl_draw *draw) {
    const unsigned k = draw->variable;

    ev->place = ev->empty = N(place_empty)(ev);
    if (sample->value[k]) {
        NUM *x = N(numbers)(ev, sample->count[k]);

        for (size_t m = 0; m < sample->count[k]; m++)
            x[m] = N(drawn_number)(ev, sample, draw, m);
        ev->variable[k] = x;
    } else {
        N(compute_variable)(ev, draw);
    }
    ev->place = NULL;
    N(forget)(ev);
}


void N(set_member)(N(eval) *ev, unsigned variable, size_t m, double x) {
    ev->variable[variable][m] = N(double)(ev->cx, x);
    N(forget)(ev);
}


/* The network that the sample speaks of, in place. */
static bool N(settle_network)(N(eval) *ev) {
    const obl_sampler *sampler = ev->sample->sampler;

    ev->place = N(place_empty)(ev);
    if (ev->sample->state)
        ev->place = N(place_of)(ev, ev->sample->state);
    else if (sampler->w == OBL_W_NET && sampler->kind == OBL_STATES)
        ev->place = N(network)(ev, &ev->claim->node[sampler->w_node]);
    N(forget)(ev);
    return ev->place != NULL;
}


static void N(take_run)(N(eval) *ev) {
    const size_t count = ev->sample->run.count;

    ev->at = N(take)(ev, count, sizeof *ev->at);
    for (size_t k = 0; k < count; k++)
        ev->at[k] = NULL;
    if (ev->sample->sampler->kind == OBL_TRAJECTORY)
        ev->place = N(place_empty)(ev);
    N(forget)(ev);
}


bool N(load)(N(eval) *ev, const obl_sample *sample, long bits) {
    const double scale = ev->scale;

    /* A sample is drawn with its constants as declared. */
    N(scale_constants)(ev, 1);
    N(set_precision)(ev->cx, bits);
    N(begin)(ev, sample);
    for (size_t k = 0; k < sample->sampler->draws; k++)
        N(drawn)(ev, sample, &sample->sampler->draw[k]);
    const bool settled = N(settle_network)(ev);

    N(scale_constants)(ev, scale);
    if (settled)
        N(take_run)(ev);
    return settled;
}


obl_truth N(truth)(N(eval) *ev, uint32_t node) {
    return N(eval_node)(ev, node).p;
}


void N(reload_run)(N(eval) *ev) {
    N(take_run)(ev);
}


void N(scale_constants)(N(eval) *ev, double scale) {
    ev->scale = ev->dual->scale = scale;
    if (ev->sample)
        N(forget)(ev);
}


obl_truth N(explain)(N(eval) *ev, uint32_t node, obl_sides *sides) {
    const obl_truth p = N(truth)(ev, node);

    *sides = (obl_sides){ .margin = p.margin };
    N(forget)(ev);
    ev->sides = sides;
    N(truth)(ev, node);
    ev->sides = NULL;
    N(forget)(ev);
    return p;
}


/* -------------------------------------------------------------- times */

static long double N(bare_time)(N(eval) *ev, uint32_t id) {
    const obl_node *node = &ev->claim->node[id];

    if (node->slots || node->uses_u || node->kind != 'R')
        return NAN;
    return N(time_of)(N(eval_node)(ev, id).r);
}


/* The ends of t's range in a binder's condition. */
static void N(range_ends)(N(eval) *ev, uint32_t condition,
                          obl_time_sink *add, void *user) {
    const obl_node *node = &ev->claim->node[condition];
    unsigned other;

    if (node->op == OP_and) {
        N(range_ends)(ev, node->operand[0], add, user);
        N(range_ends)(ev, node->operand[1], add, user);
    } else if (N(is_order)(node->op)
               && N(other_side)(ev, node, OP_time, &other)) {
        const long double end = N(bare_time)(ev, node->operand[other]);

        if (isfinite(end))
            add(user, end, true);
    }
}


void N(times)(N(eval) *ev, long double t, obl_time_sink *add, void *user) {
    ev->t = N(instant)(ev->cx, t);
    ev->t_time = t;
    ev->t_stamp = ++ev->stamps;
    for (size_t id = 0; id < ev->claim->nodes; id++) {
        const obl_node *node = &ev->claim->node[id];
        const obl_node *when = node->operands
            ? &ev->claim->node[node->operand[0]] : NULL;

        if (!ev->plan->heard[id])
            continue;
        if (node->op == OP_at_time && when->uses_t == !isnan(t)) {
            const long double time = N(bare_time)(ev, node->operand[0]);

            if (isfinite(time))
                add(user, time, false);
        }
        if ((node->bound & OBL_BINDS_T) && isnan(t))
            N(range_ends)(ev, node->operand[0], add, user);
    }
}


double N(on_run)(N(eval) *ev, uint32_t node, size_t state, bool logarithm) {
    N(place) *outer = ev->place;
    double value = NAN;

    ev->t_time = ev->sample->run.time[state];
    ev->t = N(instant)(ev->cx, ev->t_time);
    ev->t_stamp = ++ev->stamps;
    ev->place = N(place_of_state)(ev, state);
    if (ev->place) {
        const NUM x = N(eval_node)(ev, node).r;

        value = N(mid)(logarithm ? N(log)(ev->cx, x) : x);
    }
    ev->place = outer;
    ev->t = N(unknown)(ev->cx);
    ev->t_time = NAN;
    ev->t_stamp = 0;
    return value;
}


/* --------------------------------------------------------- life cycle */

void N(eval_free)(N(eval) *ev) {
    if (!ev)
        return;
    if (ev->cx)
        N(close)(ev->cx);
    free(ev->cx);
    free(ev->variable);
    free(ev->memo);
    if (ev->dual)
        free(ev->dual->memo);
    free(ev->dual);
    free(ev);
}


N(eval) *N(eval_new)(const obl_claim *claim, const obl_plan *plan) {
    N(eval) *ev = calloc(1, sizeof *ev);

    if (!ev)
        return NULL;
    ev->claim = claim;
    ev->plan = plan;
    ev->cx = calloc(1, sizeof *ev->cx);
    ev->variable = calloc(claim->variables + 1, sizeof *ev->variable);
    ev->memo = calloc(claim->nodes + 1, sizeof *ev->memo);
    ev->dual = calloc(1, sizeof *ev->dual);
    if (ev->dual)
        ev->dual->memo = calloc(claim->nodes + 1, sizeof *ev->dual->memo);
    if (!ev->cx || !ev->variable || !ev->memo || !ev->dual
        || !ev->dual->memo) {
        N(eval_free)(ev);
        return NULL;
    }
    N(open)(ev->cx, 128);
    ev->dual->claim = claim;
    ev->dual->plan = plan;
    ev->dual->cx = ev->cx;
    ev->dual->base = ev;
    N(scale_constants)(ev, 1);
    return ev;
}
