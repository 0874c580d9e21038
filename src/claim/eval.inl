/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval.inl -- the evaluator, for one number type (NUM, CX, N; number.h).
**
** A tree is walked from its root; every node remembers its value under the
** key of what it depends on (neurons bound, time, counter, place), so that
** equal subtrees are computed once. With DUAL this is the derivative's
** evaluator: numbers carry slopes, truths and whatever does not move are
** asked of the plain evaluator `base`.
*/

static void *N(take)(N(eval) *ev, size_t count, size_t size) {
    return obl_arena_get(&ev->cx->arena, (count ? count : 1) * size);
}


static NUM *N(numbers)(N(eval) *ev, size_t count) {
    return N(array)(ev->cx, count ? count : 1);
}


static N(val) N(real_value)(NUM x) {
    N(val) value = { .p = { OBL_UNKNOWN, false, NAN, false } };

    value.r = x;
    return value;
}


static N(val) N(truth_value)(N(eval) *ev, obl_truth p) {
    N(val) value = N(real_value)(N(undefined)(ev->cx));

    value.p = p;
    return value;
}


static N(val) N(vector_value)(N(eval) *ev, NUM *vec) {
    N(val) value = N(real_value)(N(undefined)(ev->cx));

    value.vec = vec;
    return value;
}


/* A vector of one number repeated: the undefined or unknown vector. */
static NUM *N(filled)(N(eval) *ev, NUM x) {
    NUM *vec = N(numbers)(ev, ev->sample->d);

    for (size_t k = 0; k < ev->sample->d; k++)
        vec[k] = x;
    return vec;
}


/* A value without meaning, of the node's kind. */
static N(val) N(nothing)(N(eval) *ev, char kind, bool undefined) {
    NUM x = undefined ? N(undefined)(ev->cx) : N(unknown)(ev->cx);

    if (kind == 'V')
        return N(vector_value)(ev, N(filled)(ev, x));
    if (kind == 'P')
        return N(truth_value)(ev, obl_truth_of(
            undefined ? OBL_UNDEFINED : OBL_UNKNOWN, NAN));
    return N(real_value)(x);
}


static NUM N(operand)(N(eval) *ev, const obl_node *node, unsigned k) {
    return N(eval_node)(ev, node->operand[k]).r;
}


static NUM *N(operand_vec)(N(eval) *ev, const obl_node *node, unsigned k) {
    return N(eval_node)(ev, node->operand[k]).vec;
}


static obl_truth N(operand_truth)(N(eval) *ev, const obl_node *node,
                                  unsigned k) {
    return N(eval_node)(ev, node->operand[k]).p;
}


static const obl_node *N(child)(const N(eval) *ev, const obl_node *node,
                                unsigned k) {
    return &ev->claim->node[node->operand[k]];
}


/* ------------------------------------------------------------- places */

static N(place) *N(place_new)(N(eval) *ev, size_t n) {
    N(place) *p = N(take)(ev, 1, sizeof *p);
    const size_t d = ev->sample->d;

    *p = (N(place)){ .stamp = ++ev->stamps };
    p->net.n = n;
    p->net.d = d;
    p->net.h = N(numbers)(ev, n);
    p->net.z = N(numbers)(ev, n * (d - 1));
    return p;
}


static void N(set_row)(N(place) *p, size_t i, const NUM *row) {
    const size_t across = p->net.d - 1;

    ((NUM *)p->net.h)[i] = row[0];
    for (size_t k = 0; k < across; k++)
        ((NUM *)p->net.z)[i * across + k] = row[1 + k];
}


static void N(get_row)(NUM *row, const N(place) *p, size_t i) {
    const size_t across = p->net.d - 1;

    row[0] = p->net.h[i];
    for (size_t k = 0; k < across; k++)
        row[1 + k] = p->net.z[i * across + k];
}


/* The network here, measured: for what needs its lengths and angles. */
static const N(net) *N(measured_net)(N(eval) *ev, N(place) *p) {
    if (!p->net.measures)
        p->net.measures = N(measure)(ev->cx, &p->net);
    return &p->net;
}


/* dL/dw_i in a place. */
static NUM *N(grad_in)(N(eval) *ev, N(place) *p, size_t i) {
    if (!p->grad) {
        p->grad = N(take)(ev, p->net.n, sizeof *p->grad);
        for (size_t k = 0; k < p->net.n; k++)
            p->grad[k] = NULL;
    }
    if (!p->grad[i]) {
        p->grad[i] = N(numbers)(ev, p->net.d);
        N(grad)(ev->cx, p->grad[i], N(measured_net)(ev, p), i);
    }
    return p->grad[i];
}


/* The place moves: everything remembered of `now` is of another place. */
static N(val) N(eval_in)(N(eval) *ev, N(place) *place, uint32_t id) {
    N(place) *outer = ev->place;

    ev->place = place;
    const N(val) value = N(eval_node)(ev, id);
    ev->place = outer;
    return value;
}


/* Number k of a drawn variable; undefined until it is drawn. */
static NUM N(variable)(N(eval) *ev, unsigned which, size_t k) {
#if DUAL
    const NUM x = N(lift)(ev->cx,
                          BASE_N(variable)(ev->base, which, k));

    return (int)which != ev->by ? x
        : N(make)(N(value)(x), BASE_N(int)(ev->cx, 1),
                  BASE_N(int)(ev->cx, 1));
#else
    return ev->variable[which] ? ev->variable[which][k]
                               : N(undefined)(ev->cx);
#endif
}


static NUM *N(variables)(N(eval) *ev, unsigned which, size_t from,
                         size_t count) {
    NUM *x = N(numbers)(ev, count);

    for (size_t k = 0; k < count; k++)
        x[k] = N(variable)(ev, which, from + k);
    return x;
}


/* Adds -eta times the sum of the gradients to H and R, where they are state:
** H grows by what the h_i lose. */
static void N(carry_after)(N(eval) *ev, N(place) *next, const N(place) *now,
                           NUM eta, const NUM *total) {
    const size_t d = now->net.d;
    NUM *carried = N(numbers)(ev, d);

    carried[0] = N(add)(ev->cx, now->net.H[0],
                        N(mul)(ev->cx, eta, total[0]));
    for (size_t k = 1; k < d; k++)
        carried[k] = N(sub)(ev->cx, now->net.R[k - 1],
                            N(mul)(ev->cx, eta, total[k]));
    next->net.H = carried;
    next->net.R = carried + 1;
}


/* One descent step later: w_i - eta grad_i, eta the claim's parameter. */
static N(place) *N(place_after)(N(eval) *ev) {
    N(place) *now = ev->place;
    const size_t d = now->net.d;

    if (now->after)
        return now->after;
    const NUM eta = ev->claim->var_eta < 0 ? N(undefined)(ev->cx)
        : N(variable)(ev, (unsigned)ev->claim->var_eta, 0);
    N(place) *next = N(place_new)(ev, now->net.n);
    NUM *row = N(numbers)(ev, d);
    NUM *total = N(filled)(ev, N(int)(ev->cx, 0));

    next->net.v = now->net.v;
    next->outer = now;
    for (size_t i = 0; i < now->net.n; i++) {
        const NUM *slope = N(grad_in)(ev, now, i);

        N(get_row)(row, now, i);
        for (size_t k = 0; k < d; k++) {
            total[k] = N(add)(ev->cx, total[k], slope[k]);
            row[k] = N(sub)(ev->cx, row[k], N(mul)(ev->cx, eta, slope[k]));
        }
        N(set_row)(next, i, row);
    }
    if (now->net.H)
        N(carry_after)(ev, next, now, eta, total);
    return now->after = next;
}


/* ------------------------------------------------------------ leaves */

static size_t N(neuron)(N(eval) *ev, const obl_node *node, unsigned k) {
    const obl_node *index = N(child)(ev, node, k);

    if (index->op == OP_slot)
        return ev->slot[index->payload];
    const double which = N(mid)(N(operand)(ev, node, k));

    return which >= 1 && which <= 1e9 && which == rint(which)
        ? (size_t)which - 1 : SIZE_MAX;
}


/* The members of a family: one per neuron, or one per counter from 0. */
static NUM N(member)(N(eval) *ev, const obl_node *node) {
    const bool neurons
        = ev->claim->variable[node->payload].shape == OBL_SHAPE_NEURONS;
    size_t k;

    if (neurons) {
        k = N(neuron)(ev, node, 0);
    } else {
        const double u = N(mid)(N(operand)(ev, node, 0));

        k = u >= 0 && u <= 1e9 && u == rint(u) ? (size_t)u : SIZE_MAX;
    }
    if (k >= ev->sample->count[node->payload])
        return N(undefined)(ev->cx);
    return N(variable)(ev, node->payload, k);
}


static NUM *N(member_vec)(N(eval) *ev, const obl_node *node) {
    const size_t d = ev->sample->d, k = N(neuron)(ev, node, 0);

    if ((k + 1) * d > ev->sample->count[node->payload])
        return N(filled)(ev, N(undefined)(ev->cx));
    return N(variables)(ev, node->payload, k * d, d);
}


static NUM *N(teacher)(N(eval) *ev, bool across) {
    NUM *vec = N(filled)(ev, N(int)(ev->cx, 0));

    if (across && ev->sample->d < 2)
        return N(filled)(ev, N(undefined)(ev->cx));
    vec[across ? 1 : 0] = ev->place->net.v;
    return vec;
}


/* kappa_ij, remembered: the largest over all pairs asks for each twice. */
static NUM N(kappa_of)(N(eval) *ev, size_t i, size_t j) {
    N(place) *p = ev->place;
    const size_t n = p->net.n, a = i < j ? i : j, b = i < j ? j : i;

    if (!p->kappa) {
        p->kappa = N(take)(ev, n * n, sizeof *p->kappa);
        for (size_t k = 0; k < n * n; k++)
            p->kappa[k].known = false;
    }
    if (!p->kappa[a * n + b].known)
        p->kappa[a * n + b] = (N(known)){
            N(kappa)(ev->cx, &p->net, a, b), true };
    return p->kappa[a * n + b].value;
}


static NUM N(pair)(N(eval) *ev, const obl_node *node) {
    const size_t i = N(neuron)(ev, node, 0), j = N(neuron)(ev, node, 1);

    if (i >= ev->place->net.n || j >= ev->place->net.n)
        return N(undefined)(ev->cx);
    return node->op == OP_kappa ? N(kappa_of)(ev, i, j)
        : N(theta2)(ev->cx, N(measured_net)(ev, ev->place), i, j);
}


/* What is asked of one neuron: real-valued. */
static NUM N(of_neuron)(N(eval) *ev, const obl_node *node) {
    const size_t i = N(neuron)(ev, node, 0);

    if (i >= ev->place->net.n)
        return N(undefined)(ev->cx);
    return node->op == OP_h ? ev->place->net.h[i]
                            : N(theta)(ev->cx, &ev->place->net, i);
}


/* w_i, or z_i as a vector of R^d. */
static NUM *N(row_of)(N(eval) *ev, size_t i, bool across) {
    N(place) *p = ev->place;
    NUM *vec = N(numbers)(ev, p->net.d);

    if (i >= p->net.n)
        return N(filled)(ev, N(undefined)(ev->cx));
    N(get_row)(vec, p, i);
    if (across)
        vec[0] = N(int)(ev->cx, 0);
    return vec;
}


static NUM *N(gradient)(N(eval) *ev, size_t i) {
    if (i >= ev->place->net.n)
        return N(filled)(ev, N(undefined)(ev->cx));
    return N(grad_in)(ev, ev->place, i);
}


static NUM *N(hessian_vec)(N(eval) *ev, const obl_node *node) {
    const size_t i = N(neuron)(ev, node, 0), j = N(neuron)(ev, node, 1);
    const NUM *x = N(operand_vec)(ev, node, 2);
    NUM *vec = N(numbers)(ev, ev->sample->d);

    if (i >= ev->place->net.n || j >= ev->place->net.n)
        return N(filled)(ev, N(undefined)(ev->cx));
    N(hessian)(ev->cx, vec, &ev->place->net, i, j, x);
    return vec;
}


static N(val) N(network_leaf)(N(eval) *ev, const obl_node *node) {
    const N(net) *net = &ev->place->net;
    NUM *vec;

    switch (node->op) {
    case OP_v: return N(vector_value)(ev, N(teacher)(ev, false));
    case OP_vperp: return N(vector_value)(ev, N(teacher)(ev, true));
    case OP_w: case OP_z:
        return N(vector_value)(ev, N(row_of)(ev, N(neuron)(ev, node, 0),
                                             node->op == OP_z));
    case OP_grad:
        return N(vector_value)(ev,
            N(gradient)(ev, N(neuron)(ev, node, 0)));
    case OP_hessian: return N(vector_value)(ev, N(hessian_vec)(ev, node));
    case OP_hessian_norm: return N(real_value)(N(hessian_norm)(ev->cx, net));
    case OP_loss:
        return N(real_value)(N(loss)(ev->cx,
                                     N(measured_net)(ev, ev->place)));
    case OP_theta: case OP_h:
        return N(real_value)(N(of_neuron)(ev, node));
    case OP_theta2: case OP_kappa: return N(real_value)(N(pair)(ev, node));
    case OP_H: return N(real_value)(N(H)(ev->cx, net));
    case OP_Z: return N(real_value)(N(Z)(ev->cx, net));
    default:
        vec = N(numbers)(ev, net->d);
        N(r)(ev->cx, vec, net);
        return N(vector_value)(ev, vec);
    }
}


static N(val) N(leaf)(N(eval) *ev, const obl_node *node) {
    const obl_constant *constant;

    switch (node->op) {
    case OP_num:
        return N(real_value)(N(fraction)(ev->cx, node->num, node->den));
    case OP_pi: return N(real_value)(N(pi)(ev->cx));
    case OP_const:
        constant = &ev->claim->constant[node->payload];
        return N(real_value)(N(mul)(ev->cx,
            N(double)(ev->cx, ev->scale),
            N(fraction)(ev->cx, constant->num, constant->den)));
    case OP_scalar:
        return N(real_value)(N(variable)(ev, node->payload, 0));
    case OP_family: return N(real_value)(N(member)(ev, node));
    case OP_vector:
        return N(vector_value)(ev,
            N(variables)(ev, node->payload, 0, ev->sample->d));
    case OP_vectors: return N(vector_value)(ev, N(member_vec)(ev, node));
    case OP_slot:
        return N(real_value)(
            N(int)(ev->cx, (long)ev->slot[node->payload] + 1));
    case OP_time: return N(real_value)(ev->t);
    case OP_counter: return N(real_value)(N(int)(ev->cx, ev->u));
    default: return N(nothing)(ev, 'R', false); /* infinity is no number */
    }
}


/* -------------------------------------------------------- arithmetic */

/* ceil, but a number that balls show to agree with an integer to 2^-200 is
** that integer: T_1 = C / eta with eta = C / T_1 is one. */
static NUM N(ceiling)(N(eval) *ev, NUM x) {
    const double nearest = rint(N(mid)(x));

    if (fabs(nearest) < 0x1p52) {
        NUM whole = N(double)(ev->cx, nearest);

        if (N(agree)(ev->cx, x, whole))
            return whole;
    }
    return N(ceil)(ev->cx, x);
}


static NUM N(unary)(N(eval) *ev, obl_op op, NUM x) {
    CX *cx = ev->cx;

    switch (op) {
    case OP_neg: return N(neg)(cx, x);
    case OP_sqrt: return N(sqrt)(cx, x);
    case OP_exp: return N(exp)(cx, x);
    case OP_log: return N(log)(cx, x);
    case OP_sin: return N(sin)(cx, x);
    case OP_cos: return N(cos)(cx, x);
    case OP_tan: return N(tan)(cx, x);
    case OP_abs: return N(abs)(cx, x);
    default: return N(ceiling)(ev, x);
    }
}


static NUM N(binary)(N(eval) *ev, obl_op op, NUM x, NUM y) {
    CX *cx = ev->cx;

    switch (op) {
    case OP_add: return N(add)(cx, x, y);
    case OP_sub: return N(sub)(cx, x, y);
    case OP_mul: return N(mul)(cx, x, y);
    case OP_div: return N(div)(cx, x, y);
    case OP_pow: return N(pow)(cx, x, y);
    case OP_max: return N(max)(cx, x, y);
    default: return N(min)(cx, x, y);
    }
}


/* Entry by entry; for mul and div one operand is real. */
static NUM *N(vector_arithmetic)(N(eval) *ev, const obl_node *node) {
    const size_t d = ev->sample->d;
    const N(val) a = N(eval_node)(ev, node->operand[0]);
    NUM *vec = N(numbers)(ev, d);

    if (node->op == OP_neg) {
        for (size_t k = 0; k < d; k++)
            vec[k] = N(neg)(ev->cx, a.vec[k]);
        return vec;
    }
    const N(val) b = N(eval_node)(ev, node->operand[1]);

    for (size_t k = 0; k < d; k++)
        vec[k] = N(binary)(ev, node->op, a.vec ? a.vec[k] : a.r,
                           b.vec ? b.vec[k] : b.r);
    return vec;
}


static NUM *N(unit_vector)(N(eval) *ev, const obl_node *node) {
    const size_t d = ev->sample->d;
    const NUM *x = N(operand_vec)(ev, node, 0);
    const NUM length = N(norm)(ev->cx, x, d);
    NUM *vec = N(numbers)(ev, d);

    for (size_t k = 0; k < d; k++)
        vec[k] = N(div)(ev->cx, x[k], length);
    return vec;
}


/* 1 - cos x written so is computed without its cancellation. */
static bool N(is_one_minus_cos)(const N(eval) *ev, const obl_node *node) {
    const obl_node *one = N(child)(ev, node, 0);

    return node->op == OP_sub && one->op == OP_num
        && strcmp(one->num, "1") == 0 && strcmp(one->den, "1") == 0
        && N(child)(ev, node, 1)->op == OP_cos;
}


/* cos and sin of an angle come from its vectors, without the angle. */
static bool N(of_angle)(N(eval) *ev, const obl_node *node, NUM *result) {
    const obl_node *angle = N(child)(ev, node, 0);
    const size_t d = ev->sample->d;
    const NUM *x, *y;

    if (node->op != OP_cos && node->op != OP_sin)
        return false;
    if (angle->op == OP_angle) {
        x = N(operand_vec)(ev, angle, 0);
        y = N(operand_vec)(ev, angle, 1);
    } else if (!ev->place) {
        return false;
    } else if (angle->op == OP_theta) {
        x = N(row_of)(ev, N(neuron)(ev, angle, 0), false);
        y = N(teacher)(ev, false);
    } else if (angle->op == OP_theta2 || angle->op == OP_kappa) {
        x = N(row_of)(ev, N(neuron)(ev, angle, 0), angle->op == OP_kappa);
        y = N(row_of)(ev, N(neuron)(ev, angle, 1), angle->op == OP_kappa);
    } else {
        return false;
    }
    *result = node->op == OP_cos ? N(cos_angle)(ev->cx, x, y, d)
                                 : N(sin_angle)(ev->cx, x, y, d);
    return true;
}


static N(val) N(arithmetic)(N(eval) *ev, const obl_node *node) {
    const size_t d = ev->sample->d;

    if (node->kind == 'V')
        return N(vector_value)(ev, node->op == OP_unit
            ? N(unit_vector)(ev, node) : N(vector_arithmetic)(ev, node));
    switch (node->op) {
    case OP_norm:
        return N(real_value)(
            N(norm)(ev->cx, N(operand_vec)(ev, node, 0), d));
    case OP_dot: case OP_angle: {
        const NUM *x = N(operand_vec)(ev, node, 0);
        const NUM *y = N(operand_vec)(ev, node, 1);

        return N(real_value)(node->op == OP_dot
            ? N(dot)(ev->cx, x, y, d) : N(angle)(ev->cx, x, y, d));
    }
    default:
        break;
    }
    if (N(is_one_minus_cos)(ev, node))
        return N(real_value)(N(one_minus_cos)(ev->cx,
            N(operand)(ev, N(child)(ev, node, 1), 0)));
    NUM x;

    if (N(of_angle)(ev, node, &x))
        return N(real_value)(x);
    x = N(operand)(ev, node, 0);
    if (node->operands == 1)
        return N(real_value)(N(unary)(ev, node->op, x));
    return N(real_value)(N(binary)(ev, node->op, x,
                                   N(operand)(ev, node, 1)));
}


static N(val) N(indicator)(N(eval) *ev, const obl_node *node) {
    const obl_truth p = N(operand_truth)(ev, node, 0);

    if (p.is == OBL_TRUE || p.is == OBL_FALSE)
        return N(real_value)(N(int)(ev->cx, p.is == OBL_TRUE));
    return N(nothing)(ev, 'R', p.is == OBL_UNDEFINED);
}


/* ------------------------------------------------ bindings and binders */

typedef struct {
    const obl_node *node;
    void (*each)(N(eval) *ev, void *user);
    void *user;
    bool  more;    /* set false to stop early */
    obl_truth met; /* the condition, where the body runs */
} N(loop);

static void N(bind_neurons)(N(eval) *ev, N(loop) *loop, unsigned slot);


/* All bound: the condition, then the body. */
static void N(bound)(N(eval) *ev, N(loop) *loop) {
    loop->met = N(operand_truth)(ev, loop->node, 0);
    if (loop->met.is != OBL_FALSE)
        loop->each(ev, loop->user);
}


static void N(bind_neurons)(N(eval) *ev, N(loop) *loop, unsigned slot) {
    while (slot < OBL_SLOTS_MAX && !(loop->node->bound >> slot & 1))
        slot++;
    if (slot == OBL_SLOTS_MAX) {
        N(bound)(ev, loop);
        return;
    }
    const unsigned kept = ev->slot[slot];
    const size_t n = ev->place ? ev->place->net.n : ev->sample->n;

    for (size_t i = 0; i < n && loop->more; i++) {
        ev->slot[slot] = (unsigned)i;
        N(bind_neurons)(ev, loop, slot + 1);
    }
    ev->slot[slot] = kept;
}


/* Over the states of the trajectory: those of the grid and the named times,
** or every step where a sum asks for it. */
static void N(bind_states)(N(eval) *ev, N(loop) *loop, bool every) {
    const obl_run *run = &ev->sample->run;
    const NUM t = ev->t;
    const long double t_time = ev->t_time;
    const uint32_t stamp = ev->t_stamp;
    N(place) *place = ev->place;

    for (size_t k = 0; k < run->count && loop->more; k++) {
        if (!every && !run->domain[k])
            continue;
        ev->t_time = run->time[k];
        ev->t = N(instant)(ev->cx, run->time[k]);
        ev->t_stamp = ++ev->stamps;
        ev->place = N(place_of_state)(ev, k);
        N(bind_neurons)(ev, loop, 0);
    }
    ev->t = t;
    ev->t_time = t_time;
    ev->t_stamp = stamp;
    ev->place = place;
}


/* Over the integers that the condition's bounds allow. */
static bool N(bind_integers)(N(eval) *ev, N(loop) *loop) {
    const bool is_t = loop->node->bound & OBL_BINDS_T;
    long from = LONG_MIN, to = LONG_MAX;
    const long u = ev->u;
    const uint32_t u_stamp = ev->u_stamp, t_stamp = ev->t_stamp;
    const NUM t = ev->t;

    N(bounds)(ev, loop->node->operand[0], is_t ? OP_time : OP_counter, &from,
              &to);
    if (from == LONG_MIN || to == LONG_MAX || to - from > OBL_TERMS_MAX)
        return false;
    for (long k = from; k <= to && loop->more; k++) {
        if (is_t) {
            ev->t = N(int)(ev->cx, k);
            ev->t_stamp = ++ev->stamps;
        } else {
            ev->u = k;
            ev->u_stamp = ++ev->stamps;
        }
        N(bind_neurons)(ev, loop, 0);
    }
    ev->u = u;
    ev->u_stamp = u_stamp;
    ev->t = t;
    ev->t_stamp = t_stamp;
    return true;
}


/* Neurons to bind: none where n is only a number, too large to have any. */
static size_t N(neurons)(const N(eval) *ev) {
    return ev->place ? ev->place->net.n : ev->sample->n;
}


/* Runs the loop; false where its range is not known. */
static bool N(run_loop)(N(eval) *ev, N(loop) *loop) {
    const obl_node *node = loop->node;
    const bool sums = node->op == OP_sum || node->op == OP_prod;
    const bool run = ev->sample->run.count > 0;

    loop->more = true;
    if ((node->bound & ~(OBL_BINDS_T | OBL_BINDS_U)) && N(neurons)(ev) == 0)
        return false;
    if (!(node->bound & (OBL_BINDS_T | OBL_BINDS_U))) {
        N(bind_neurons)(ev, loop, 0);
        return true;
    }
    if ((node->bound & OBL_BINDS_T) && run) {
        if (sums && !ev->sample->run.whole)
            return false;
        N(bind_states)(ev, loop, sums);
        return true;
    }
    return N(bind_integers)(ev, loop);
}


typedef struct {
    const obl_node *node;
    N(loop)  *loop;
    obl_truth truth;
    NUM       number;
    NUM      *vec;
    bool      any, open; /* met once; a condition was not decided */
    bool      undefined;
} N(fold);


static void N(fold_truth)(N(eval) *ev, void *user) {
    N(fold) *fold = user;
    const bool all = fold->node->op == OP_all;
    const obl_truth body = N(operand_truth)(ev, fold->node, 1);
    const obl_truth met = fold->loop->met;

    fold->any = true;
    fold->truth = all
        ? obl_and(fold->truth, met.is == OBL_TRUE ? body
                                                  : obl_or(obl_not(met), body))
        : obl_or(fold->truth, met.is == OBL_TRUE ? body : obl_and(met, body));
}


/* An undecided condition leaves the whole sum undecided. */
static bool N(fold_open)(N(fold) *fold) {
    fold->undefined |= fold->loop->met.is == OBL_UNDEFINED;
    fold->open |= fold->loop->met.is != OBL_TRUE;
    return fold->open;
}


static void N(fold_number)(N(eval) *ev, void *user) {
    N(fold) *fold = user;

    if (N(fold_open)(fold))
        return;
    const NUM x = N(operand)(ev, fold->node, 1);

    switch (fold->node->op) {
    case OP_sum: fold->number = N(add)(ev->cx, fold->number, x); break;
    case OP_prod: fold->number = N(mul)(ev->cx, fold->number, x); break;
    case OP_maxof:
        fold->number = fold->any ? N(max)(ev->cx, fold->number, x) : x;
        break;
    default:
        fold->number = fold->any ? N(min)(ev->cx, fold->number, x) : x;
    }
    fold->any = true;
}


static void N(fold_vector)(N(eval) *ev, void *user) {
    N(fold) *fold = user;

    if (N(fold_open)(fold))
        return;
    const NUM *x = N(operand_vec)(ev, fold->node, 1);
    NUM *sum = N(numbers)(ev, ev->sample->d);

    for (size_t k = 0; k < ev->sample->d; k++)
        sum[k] = N(add)(ev->cx, fold->vec[k], x[k]);
    fold->vec = sum;
}


/* Whether a binder runs over the run's times while those between count. */
static bool N(misses_times)(const N(eval) *ev, const obl_node *node) {
    return (node->bound & OBL_BINDS_T) && ev->sample->run.count > 0
        && ev->sample->run.sceptical;
}


static N(val) N(binder)(N(eval) *ev, const obl_node *node) {
    const bool truth = node->kind == 'P', vector = node->kind == 'V';
    N(loop) loop = { .node = node };
    N(fold) fold = { .node = node, .loop = &loop };

    fold.truth = obl_truth_of(node->op == OP_all ? OBL_TRUE : OBL_FALSE,
                              node->op == OP_all ? 1 : -1);
    fold.number = N(int)(ev->cx, node->op == OP_prod);
    if (vector)
        fold.vec = N(filled)(ev, fold.number);
    loop.each = truth ? N(fold_truth) : vector ? N(fold_vector)
                                               : N(fold_number);
    loop.user = &fold;
    if (!N(run_loop)(ev, &loop) || fold.open)
        return N(nothing)(ev, node->kind, fold.undefined);
    /* A time between two checkpoints may be the one. */
    if (node->op == OP_some && (node->bound & OBL_BINDS_T)
        && ev->sample->run.count > 0 && fold.truth.is == OBL_FALSE)
        fold.truth.is = OBL_UNKNOWN;
    if (N(misses_times)(ev, node)
        && (node->op == OP_maxof || node->op == OP_minof
            || (node->op == OP_all && fold.truth.is == OBL_TRUE)))
        return N(nothing)(ev, node->kind, false);
    if (truth)
        return N(truth_value)(ev, fold.truth);
    if (vector)
        return N(vector_value)(ev, fold.vec);
    const bool nothing = !fold.any && node->op != OP_sum
        && node->op != OP_prod;
    return nothing ? N(nothing)(ev, 'R', true) : N(real_value)(fold.number);
}


/* ------------------------------------------------------ other places */

/* The state k of the trajectory. */
static N(place) *N(place_of_state)(N(eval) *ev, size_t k) {
#if DUAL
    BASE_N(place) *plain = BASE_N(place_of_state)(ev->base, k);

    return plain ? N(place_lifted)(ev, plain) : NULL;
#else
    if (!ev->at[k] && ev->sample->run.state[k])
        ev->at[k] = N(place_on_run)(ev, k);
    return ev->at[k];
#endif
}


/* The index of the state at a time, or SIZE_MAX. */
static size_t N(find_state)(const N(eval) *ev, long double time) {
    const obl_run *run = &ev->sample->run;
    size_t low = 0, high = run->count;

    while (low < high) {
        const size_t middle = (low + high) / 2;

        if (run->time[middle] < time - 1e-9L * fabsl(time))
            low = middle + 1;
        else
            high = middle;
    }
    return low < run->count
        && fabsl(run->time[low] - time) <= 1e-9L * fabsl(time)
        ? low : SIZE_MAX;
}


static N(val) N(at_time)(N(eval) *ev, const obl_node *node) {
    const obl_run *run = &ev->sample->run;
    const long double time = N(time_of)(N(operand)(ev, node, 0));
    const size_t k = isnan(time) ? SIZE_MAX : N(find_state)(ev, time);

    /* A drawn state is the start of its own trajectory. */
    if (time == 0 && ev->sample->sampler->kind == OBL_STATES)
        return N(eval_node)(ev, node->operand[1]);
    if (k == SIZE_MAX || !run->state[k])
        return N(nothing)(ev, node->kind, run->end == OBL_ZERO_NEURON);
    return N(eval_in)(ev, N(place_of_state)(ev, k), node->operand[1]);
}


static bool N(along_first_axis)(N(eval) *ev, const NUM *v) {
    for (size_t k = 1; k < ev->sample->d; k++)
        if (N(sign)(ev->cx, v[k]) != OBL_ZERO)
            return false;
    return N(sign)(ev->cx, v[0]) == OBL_POSITIVE;
}


/* The network that a node describes, or NULL where its teacher is not a
** positive multiple of v: the frame of (h, z) is that of v. */
static N(place) *N(network)(N(eval) *ev, const obl_node *node) {
    if (node->op == OP_now)
        return ev->place->outer;
    const bool each = node->op == OP_net_each;
    const size_t n = each ? ev->place->net.n : node->operands - 1;
    N(place) *p = N(place_new)(ev, n);

    p->outer = ev->place;
    p->net.v = ev->place->net.v;
    for (size_t i = 0; i < n && each; i++) {
        const unsigned kept = ev->slot[node->payload];

        ev->slot[node->payload] = (unsigned)i;
        N(set_row)(p, i, N(operand_vec)(ev, node, 0));
        ev->slot[node->payload] = kept;
    }
    if (each)
        return p;
    for (size_t i = 0; i < n; i++)
        N(set_row)(p, i, N(operand_vec)(ev, node, (unsigned)i));
    const NUM *v = N(operand_vec)(ev, node, (unsigned)n);

    p->net.v = v[0];
    return N(along_first_axis)(ev, v) ? p : NULL;
}


static N(val) N(elsewhere)(N(eval) *ev, const obl_node *node) {
    N(place) *p;

    if (node->op == OP_at_time)
        return N(at_time)(ev, node);
    if (!ev->place)
        return N(nothing)(ev, node->kind,
                          ev->sample->run.end == OBL_ZERO_NEURON);
    if (node->op == OP_after)
        return N(eval_in)(ev, N(place_after)(ev), node->operand[0]);
    p = N(network)(ev, N(child)(ev, node, 0));
    return p ? N(eval_in)(ev, p, node->operand[1])
             : N(nothing)(ev, node->kind, false);
}


/* ---------------------------------------------------------- the walk */

static N(val) N(eval_fresh)(N(eval) *ev, const obl_node *node) {
    switch (node->op) {
    case OP_num: case OP_pi: case OP_infinity: case OP_const: case OP_scalar:
    case OP_family: case OP_vector: case OP_vectors: case OP_slot:
    case OP_time: case OP_counter:
        return N(leaf)(ev, node);
    case OP_v: case OP_vperp: case OP_w: case OP_grad: case OP_hessian:
    case OP_hessian_norm: case OP_loss: case OP_theta: case OP_theta2:
    case OP_h: case OP_H: case OP_r: case OP_z: case OP_kappa: case OP_Z:
        return ev->place ? N(network_leaf)(ev, node)
            : N(nothing)(ev, node->kind,
                         ev->sample->run.end == OBL_ZERO_NEURON);
    case OP_ind: return N(indicator)(ev, node);
    case OP_sum: case OP_prod: case OP_maxof: case OP_minof: case OP_all:
    case OP_some:
        return N(binder)(ev, node);
    case OP_at_time: case OP_at_net: case OP_after:
        return N(elsewhere)(ev, node);
    case OP_dflow: case OP_dscalar: case OP_dnet: case OP_mean:
    case OP_integral: case OP_opnorm: case OP_probability:
        return N(special)(ev, node);
    default:
        return node->kind == 'P' ? N(relation)(ev, node)
                                 : N(arithmetic)(ev, node);
    }
}


/* Where a node's value is remembered, or NULL where it is not. */
static N(memo) *N(memory)(N(eval) *ev, uint32_t id, const obl_node *node) {
    const size_t n = ev->sample->n;
    size_t size = 1, index = 0;

    if (ev->plan->moves[id])
        return NULL;
    for (unsigned s = 0; s < OBL_SLOTS_MAX; s++) {
        if (!(node->slots >> s & 1))
            continue;
        if (ev->slot[s] >= n || size > 1 << 14)
            return NULL;
        index = index * n + ev->slot[s];
        size *= n;
    }
    if (!ev->memo[id]) {
        ev->memo[id] = N(take)(ev, size, sizeof(N(memo)));
        for (size_t k = 0; k < size; k++)
            ev->memo[id][k].full = false;
    }
    return &ev->memo[id][index];
}


/* What a report shows is the relation that decides, not a comparison within a
** number: ind(p), or the condition of a sum. */
static N(val) N(eval_noting)(N(eval) *ev, const obl_node *node) {
#if DUAL
    return N(eval_fresh)(ev, node);
#else
    obl_sides *const sides = ev->sides;

    if (node->kind != 'P')
        ev->sides = NULL;
    const N(val) value = N(eval_fresh)(ev, node);

    ev->sides = sides;
    return value;
#endif
}


static N(val) N(eval_node)(N(eval) *ev, uint32_t id) {
    const obl_node *node = &ev->claim->node[id];
#if DUAL
    N(val) constant;

    if (N(stands_still)(ev, id, node, &constant))
        return constant;
#endif
    N(memo) *memo = N(memory)(ev, id, node);
    const uint32_t t = node->uses_t ? ev->t_stamp : 0;
    const uint32_t u = node->uses_u ? ev->u_stamp : 0;
    const uint32_t place = node->uses_now && ev->place ? ev->place->stamp : 0;

    if (memo && memo->full && memo->t == t && memo->u == u
        && memo->place == place)
        return memo->value;
    const N(val) value = N(eval_noting)(ev, node);

    if (memo)
        *memo = (N(memo)){ true, t, u, place, value };
    return value;
}
