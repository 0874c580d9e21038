/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** law.inl -- probability(p) by exact laws.
**
** Known: p = all(i, ...) over conjunctions of bounds on norm(w(i)) and
** theta(i) at time 0, with bounds that do not depend on w. Neurons are
** independent, and so are length and direction: P is
** (P(norm bounds) P(theta bounds))^n. Anything else is unknown.
*/

typedef struct {
    NUM low[2], high[2]; /* 0: norm, 1: theta */
    bool has_low[2], has_high[2], known;
    unsigned bound;      /* the neurons that `all` runs over */
} N(bounds_of_law);


/* at(0, x) is x, because the law is that of w(0). */
static const obl_node *N(at_start)(const N(eval) *ev, const obl_node *node) {
    while (node->op == OP_at_time && N(child)(ev, node, 0)->op == OP_num
           && strcmp(N(child)(ev, node, 0)->num, "0") == 0)
        node = N(child)(ev, node, 1);
    return node;
}


/* norm(w(i)) is 0, theta(i) is 1, i a neuron that `all` runs over; anything
** else -1. */
static int N(observable)(const N(eval) *ev, const obl_node *node,
                         unsigned bound) {
    node = N(at_start)(ev, node);
    const int which = node->op == OP_theta ? 1 : 0;

    if (node->op == OP_norm)
        node = N(child)(ev, node, 0);
    if (node->op != (which ? OP_theta : OP_w))
        return -1;
    node = N(child)(ev, node, 0);
    return node->op == OP_slot && (bound >> node->payload & 1) ? which : -1;
}


static void N(collect_relation)(N(eval) *ev, const obl_node *node,
                                N(bounds_of_law) *b) {
    for (unsigned side = 0; side < 2; side++) {
        const int which
            = N(observable)(ev, N(child)(ev, node, side), b->bound);
        const obl_node *far = N(child)(ev, node, 1 - side);
        const bool at_least = (node->op == OP_ge || node->op == OP_gt)
            == (side == 0);

        if (which < 0)
            continue;
        if (far->uses_now || far->slots)
            break;
        const NUM bound = N(operand)(ev, node, 1 - side);
        NUM *place = at_least ? &b->low[which] : &b->high[which];
        bool *has = at_least ? &b->has_low[which] : &b->has_high[which];

        *place = !*has ? bound : at_least ? N(max)(ev->cx, *place, bound)
                                          : N(min)(ev->cx, *place, bound);
        *has = true;
        return;
    }
    b->known = false;
}


static void N(collect)(N(eval) *ev, const obl_node *node,
                       N(bounds_of_law) *b) {
    node = N(at_start)(ev, node);
    switch (node->op) {
    case OP_true:
        break;
    case OP_and:
        N(collect)(ev, N(child)(ev, node, 0), b);
        N(collect)(ev, N(child)(ev, node, 1), b);
        break;
    case OP_le: case OP_lt: case OP_ge: case OP_gt:
        N(collect_relation)(ev, node, b);
        break;
    default:
        b->known = false;
    }
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


static NUM N(chance)(N(eval) *ev, const N(bounds_of_law) *b, int which) {
    NUM (*cdf)(N(eval) *, NUM) = which ? N(theta_cdf) : N(norm_cdf);
    const NUM above = b->has_high[which] ? cdf(ev, b->high[which])
                                         : N(int)(ev->cx, 1);

    /* Bounds that exclude each other leave nothing. */
    return !b->has_low[which] ? above
        : N(max)(ev->cx, N(int)(ev->cx, 0),
                 N(sub)(ev->cx, above, cdf(ev, b->low[which])));
}


static NUM N(law)(N(eval) *ev, const obl_node *node) {
    const obl_node *all = N(at_start)(ev, N(child)(ev, node, 0));
    const obl_claim *claim = ev->claim;
    N(bounds_of_law) b = { .known = true, .bound = all->bound };

    if (all->op != OP_all || all->bound >= OBL_BINDS_T || claim->var_n < 0
        || claim->var_d < 0 || claim->var_sigma < 0
        || N(child)(ev, all, 0)->op != OP_true)
        return N(unknown)(ev->cx);
    N(collect)(ev, N(child)(ev, all, 1), &b);
    if (!b.known)
        return N(unknown)(ev->cx);
    const NUM one = N(mul)(ev->cx, N(chance)(ev, &b, 0),
                           N(chance)(ev, &b, 1));

    return N(pow)(ev->cx, one,
                  N(variable)(ev, (unsigned)claim->var_n, 0));
}
