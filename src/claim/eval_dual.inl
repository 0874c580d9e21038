/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval_dual.inl -- what is special when numbers carry slopes.
**
** A truth has no slope, and neither has what does not move: both are asked
** of the plain evaluator at the same bindings.
*/

/* The place without its slopes. */
static BASE_N(place) *N(plain)(N(eval) *ev) {
    N(place) *p = ev->place;
    const size_t d = ev->sample->d;

    if (!p || p->plain)
        return p ? p->plain : NULL;
    BASE_N(place) *plain = BASE_N(place_new)(ev->base, p->net.n);
    BASE *row = BASE_N(numbers)(ev->base, d);

    plain->net.v = N(value)(p->net.v);
    for (size_t i = 0; i < p->net.n; i++) {
        const NUM *moving = N(row_of)(ev, i, false);

        for (size_t k = 0; k < d; k++)
            row[k] = N(value)(moving[k]);
        BASE_N(set_row)(plain, i, row);
    }
    if (p->net.H) {
        BASE *carried = BASE_N(numbers)(ev->base, d);

        carried[0] = N(value)(*p->net.H);
        for (size_t k = 1; k < d; k++)
            carried[k] = N(value)(p->net.R[k - 1]);
        plain->net.H = carried;
        plain->net.R = carried + 1;
    }
    return p->plain = plain;
}


/* A node's value without slopes, at our bindings. */
static BASE_N(val) N(ask_plain)(N(eval) *ev, uint32_t id) {
    BASE_N(eval) *base = ev->base;
    BASE_N(eval) kept = *base;

    memcpy(base->slot, ev->slot, sizeof base->slot);
    base->place = N(plain)(ev);
    base->t = N(value)(ev->t);
    base->t_time = ev->t_time;
    base->t_stamp = ev->t_stamp;
    base->u = ev->u;
    base->u_stamp = ev->u_stamp;
    const BASE_N(val) value = BASE_N(eval_node)(base, id);

    kept.stamps = base->stamps;
    *base = kept;
    return value;
}


static NUM N(instant)(CX *cx, long double t) {
    return N(lift)(cx, BASE_N(instant)(cx, t));
}


static long double N(time_of)(NUM t) {
    return BASE_N(time_of)(N(value)(t));
}


static NUM *N(lifted_vec)(N(eval) *ev, const BASE *vec) {
    NUM *moving = N(numbers)(ev, ev->sample->d);

    for (size_t k = 0; k < ev->sample->d; k++)
        moving[k] = N(lift)(ev->cx, vec[k]);
    return moving;
}


static bool N(stands_still)(N(eval) *ev, uint32_t id, const obl_node *node,
                            N(val) *value) {
    const bool moves = node->uses_now || (node->uses_t && ev->t_moves)
        || ev->by >= 0 || ev->plan->moves[id];

    if (node->kind == 'N' || node->op == OP_slot)
        return false;
    if (node->kind != 'P' && node->op != OP_at_time && moves)
        return false;
    const BASE_N(val) plain = N(ask_plain)(ev, id);

    *value = N(real_value)(N(lift)(ev->cx, plain.r));
    value->p = plain.p;
    if (node->kind == 'V')
        value->vec = N(lifted_vec)(ev, plain.vec);
    return true;
}


static N(place) *N(place_lifted)(N(eval) *ev, BASE_N(place) *plain) {
    N(place) *p = N(place_new)(ev, plain->net.n);
    const size_t across = plain->net.d - 1;

    p->plain = plain;
    p->net.v = N(lift)(ev->cx, plain->net.v);
    for (size_t i = 0; i < plain->net.n; i++)
        ((NUM *)p->net.h)[i] = N(lift)(ev->cx, plain->net.h[i]);
    for (size_t k = 0; k < plain->net.n * across; k++)
        ((NUM *)p->net.z)[k] = N(lift)(ev->cx, plain->net.z[k]);
    if (plain->net.H) {
        NUM *carried = N(numbers)(ev, plain->net.d);

        carried[0] = N(lift)(ev->cx, *plain->net.H);
        for (size_t k = 0; k < across; k++)
            carried[k + 1] = N(lift)(ev->cx, plain->net.R[k]);
        p->net.H = carried;
        p->net.R = carried + 1;
    }
    return p;
}


/* Entry k of the sum of all rows. */
static BASE N(sum_of_rows)(CX *cx, BASE *const *rows, size_t n, size_t k) {
    BASE sum = BASE_N(int)(cx, 0);

    for (size_t i = 0; i < n; i++)
        sum = BASE_N(add)(cx, sum, rows[i][k]);
    return sum;
}


/* H and R move as the sums that they are. */
static void N(move_carried)(N(eval) *ev, N(place) *p, BASE *const *rows) {
    const size_t n = p->net.n, d = p->net.d;

    for (size_t k = 0; k < d; k++) {
        const BASE sum = N(sum_of_rows)(ev->cx, rows, n, k);
        const BASE slope = k ? sum : BASE_N(neg)(ev->cx, sum);
        NUM *x = k ? (NUM *)p->net.R + k - 1 : (NUM *)p->net.H;

        *x = N(make)(N(value)(*x), slope, slope);
    }
}


/* `plain` moving with velocity rows[i], n rows of d numbers. */
static N(place) *N(place_moving)(N(eval) *ev, BASE_N(place) *plain,
                                 BASE *const *rows) {
    N(place) *p = N(place_lifted)(ev, plain);
    const size_t d = plain->net.d;

    for (size_t i = 0; i < plain->net.n; i++)
        for (size_t k = 0; k < d; k++) {
            NUM *x = k ? (NUM *)p->net.z + i * (d - 1) + k - 1
                       : (NUM *)p->net.h + i;

            *x = N(make)(N(value)(*x), rows[i][k], rows[i][k]);
        }
    if (p->net.H)
        N(move_carried)(ev, p, rows);
    return p;
}


/* Truths never come here: stands_still has answered them. */
static N(val) N(relation)(N(eval) *ev, const obl_node *node) {
    return N(nothing)(ev, node->kind, false);
}


/* No derivative of a derivative, of a mean or of a law. */
static N(val) N(special)(N(eval) *ev, const obl_node *node) {
    return N(nothing)(ev, node->kind, false);
}


static void N(bounds)(N(eval) *ev, uint32_t condition, obl_op name,
                      long *from, long *to) {
    BASE_N(eval) *base = ev->base;
    BASE_N(place) *kept = base->place;

    base->place = N(plain)(ev);
    memcpy(base->slot, ev->slot, sizeof base->slot);
    BASE_N(bounds)(base, condition, name, from, to);
    base->place = kept;
}


/* Starts a derivative at the plain evaluator's bindings. */
static void N(begin_at)(N(eval) *ev, N(place) *place, int by, bool t_moves) {
    BASE_N(eval) *base = ev->base;
    const BASE one = BASE_N(int)(base->cx, 1);

    ev->sample = base->sample;
    ev->place = place;
    ev->by = by;
    ev->t_moves = t_moves;
    memcpy(ev->slot, base->slot, sizeof ev->slot);
    ev->t = t_moves ? N(make)(base->t, one, one)
                    : N(lift)(ev->cx, base->t);
    ev->t_time = base->t_time;
    ev->t_stamp = base->t_stamp;
    ev->u = base->u;
    ev->u_stamp = base->u_stamp;
}
