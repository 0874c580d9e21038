/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** law.inl -- probability(p) by exact laws.
**
** Known: p about one neuron at time 0, w(1) or the like, and all(i, p) and
** some(i, p) of such. There p is a conjunction of bounds on norm(w(i)) and
** theta(i), which are independent, or on h(i) alone; abs(x) <= a counts as
** two bounds. Or it is what such a conjunction leaves: a disjunction. Bounds
** do not depend on w. Neurons are independent: the law of one to the power
** n. Anything else is unknown.
*/

enum { N(LAW_NORM), N(LAW_THETA), N(LAW_H), N(LAWS) };

typedef struct {
    NUM low[N(LAWS)], high[N(LAWS)];
    bool has_low[N(LAWS)], has_high[N(LAWS)], known;
    unsigned bound;          /* the neurons that a binder runs over, or 0 */
    const obl_node *subject; /* without one: the neuron, once it is seen */
} N(bounds_of_law);


/* at(0, x) is x, because the law is that of w(0). */
static const obl_node *N(at_start)(const N(eval) *ev, const obl_node *node) {
    while (node->op == OP_at_time && N(child)(ev, node, 0)->op == OP_num
           && strcmp(N(child)(ev, node, 0)->num, "0") == 0)
        node = N(child)(ev, node, 1);
    return node;
}


/* Which observable of the neuron in question it is; of anything else -1. */
static int N(observable)(const N(eval) *ev, const obl_node *node,
                         N(bounds_of_law) *b) {
    int which = N(LAW_NORM);

    node = N(at_start)(ev, node);
    switch (node->op) {
    case OP_theta: which = N(LAW_THETA); break;
    case OP_h: which = N(LAW_H); break;
    case OP_norm:
        node = N(child)(ev, node, 0);
        if (node->op == OP_w)
            break;
        return -1;
    default: return -1;
    }
    node = N(child)(ev, node, 0);
    if (b->bound)
        return node->op == OP_slot && (b->bound >> node->payload & 1)
            ? which : -1;
    /* Equal trees are one node. */
    if (!b->subject)
        b->subject = node;
    return node == b->subject ? which : -1;
}


static void N(narrow)(N(eval) *ev, N(bounds_of_law) *b, int which,
                      bool at_least, NUM bound) {
    NUM *place = at_least ? &b->low[which] : &b->high[which];
    bool *has = at_least ? &b->has_low[which] : &b->has_high[which];

    *place = !*has ? bound : at_least ? N(max)(ev->cx, *place, bound)
                                      : N(min)(ev->cx, *place, bound);
    *has = true;
}


static void N(collect_relation)(N(eval) *ev, const obl_node *node,
                                N(bounds_of_law) *b, bool negated) {
    for (unsigned side = 0; side < 2; side++) {
        const obl_node *near = N(at_start)(ev, N(child)(ev, node, side));
        const obl_node *far = N(child)(ev, node, 1 - side);
        const bool absolute = near->op == OP_abs;
        const int which = N(observable)(ev,
            absolute ? N(child)(ev, near, 0) : near, b);
        const bool at_least = ((node->op == OP_ge || node->op == OP_gt)
            == (side == 0)) != negated;

        if (which < 0)
            continue;
        if (far->uses_now || far->slots || (absolute && at_least))
            break;
        const NUM bound = N(operand)(ev, node, 1 - side);

        N(narrow)(ev, b, which, at_least, bound);
        if (absolute)
            N(narrow)(ev, b, which, true, N(neg)(ev->cx, bound));
        return;
    }
    b->known = false;
}


/* The bounds that the node, or what it excludes, amounts to. */
static void N(collect)(N(eval) *ev, const obl_node *node,
                       N(bounds_of_law) *b, bool negated) {
    node = N(at_start)(ev, node);
    switch (node->op) {
    case OP_not:
        N(collect)(ev, N(child)(ev, node, 0), b, !negated);
        return;
    case OP_true:
        if (!negated)
            return;
        break;
    case OP_and: case OP_or:
        if ((node->op == OP_or) != negated)
            break;
        N(collect)(ev, N(child)(ev, node, 0), b, negated);
        N(collect)(ev, N(child)(ev, node, 1), b, negated);
        return;
    case OP_le: case OP_lt: case OP_ge: case OP_gt:
        N(collect_relation)(ev, node, b, negated);
        return;
    default: break;
    }
    b->known = false;
}


static NUM N(dimension)(N(eval) *ev) {
    return N(variable)(ev, (unsigned)ev->claim->var_d, 0);
}


/* P(norm(w) <= x). */
static NUM N(norm_cdf)(N(eval) *ev, NUM x) {
    CX *cx = ev->cx;
    const NUM two = N(int)(cx, 2);
    const NUM y = N(div)(cx, x,
                         N(variable)(ev, (unsigned)ev->claim->var_sigma, 0));

    if (N(sign)(cx, y) == OBL_NEGATIVE)
        return N(int)(cx, 0);
    return N(gamma_p)(cx, N(div)(cx, N(dimension)(ev), two),
                      N(div)(cx, N(mul)(cx, y, y), two));
}


/* P(theta <= x): half the beta law below pi/2, one minus half above. */
static NUM N(theta_cdf)(N(eval) *ev, NUM x) {
    CX *cx = ev->cx;
    const NUM one = N(int)(cx, 1), two = N(int)(cx, 2);
    const NUM half = N(div)(cx, one, two), s = N(sin)(cx, x);
    const NUM over = N(sub)(cx, x, N(mul)(cx, half, N(pi)(cx)));

    /* On a line theta is 0 or pi, and a bound may fall on either. */
    if (N(mid)(N(dimension)(ev)) == 1)
        return N(mid)(x) > 0 && N(mid)(x) < 3.14159265 ? half
            : N(unknown)(cx);
    if (N(mid)(x) <= 0 || N(mid)(x) >= 3.14159265)
        return N(unknown)(cx);
    const NUM p = N(mul)(cx, half, N(beta_i)(cx,
        N(mul)(cx, half, N(sub)(cx, N(dimension)(ev), one)), half,
        N(mul)(cx, s, s)));

    switch (N(sign)(cx, over)) {
    case OBL_POSITIVE: return N(sub)(cx, one, p);
    case OBL_NEGATIVE: case OBL_ZERO: return p;
    default: return N(unknown)(cx);
    }
}


/* P(h <= x): the normal law of sigma, by the chi-squared law of one. */
static NUM N(h_cdf)(N(eval) *ev, NUM x) {
    CX *cx = ev->cx;
    const NUM one = N(int)(cx, 1), two = N(int)(cx, 2);
    const NUM half = N(div)(cx, one, two);
    const NUM y = N(div)(cx, x,
                         N(variable)(ev, (unsigned)ev->claim->var_sigma, 0));
    const NUM p = N(mul)(cx, half, N(gamma_p)(cx, half,
        N(div)(cx, N(mul)(cx, y, y), two)));

    switch (N(sign)(cx, y)) {
    case OBL_POSITIVE: return N(add)(cx, half, p);
    case OBL_NEGATIVE: return N(sub)(cx, half, p);
    case OBL_ZERO: return half;
    default: return N(unknown)(cx);
    }
}


static NUM N(chance)(N(eval) *ev, const N(bounds_of_law) *b, int which) {
    static NUM (*const cdfs[])(N(eval) *, NUM)
        = { N(norm_cdf), N(theta_cdf), N(h_cdf) };
    NUM (*cdf)(N(eval) *, NUM) = cdfs[which];
    const NUM above = b->has_high[which] ? cdf(ev, b->high[which])
                                         : N(int)(ev->cx, 1);

    /* Bounds that exclude each other leave nothing. */
    return !b->has_low[which] ? above
        : N(max)(ev->cx, N(int)(ev->cx, 0),
                 N(sub)(ev->cx, above, cdf(ev, b->low[which])));
}


/* The law of one neuron. */
static NUM N(law_of_one)(N(eval) *ev, const obl_node *node, unsigned bound) {
    for (int negated = 0; negated < 2; negated++) {
        N(bounds_of_law) b = { .known = true, .bound = bound };
        NUM p = N(int)(ev->cx, 1);

        N(collect)(ev, node, &b, negated);
        const bool has_h = b.has_low[N(LAW_H)] || b.has_high[N(LAW_H)];
        for (int which = 0; b.known && which < N(LAWS); which++) {
            if (!b.has_low[which] && !b.has_high[which])
                continue;
            b.known = !has_h || which == N(LAW_H);
            p = N(mul)(ev->cx, p, N(chance)(ev, &b, which));
        }
        if (b.known)
            return negated ? N(sub)(ev->cx, N(int)(ev->cx, 1), p) : p;
    }
    return N(unknown)(ev->cx);
}


static NUM N(law)(N(eval) *ev, const obl_node *node) {
    const obl_node *p = N(at_start)(ev, N(child)(ev, node, 0));
    const obl_claim *claim = ev->claim;
    const NUM one = N(int)(ev->cx, 1);

    if (claim->var_n < 0 || claim->var_d < 0 || claim->var_sigma < 0)
        return N(unknown)(ev->cx);
    if (p->op != OP_all && p->op != OP_some)
        return N(law_of_one)(ev, p, 0);
    if (p->bound >= OBL_BINDS_T || N(child)(ev, p, 0)->op != OP_true)
        return N(unknown)(ev->cx);

    const NUM n = N(variable)(ev, (unsigned)claim->var_n, 0);
    const NUM law = N(law_of_one)(ev, N(child)(ev, p, 1), p->bound);

    return p->op == OP_all ? N(pow)(ev->cx, law, n)
        : N(sub)(ev->cx, one, N(pow)(ev->cx, N(sub)(ev->cx, one, law), n));
}
