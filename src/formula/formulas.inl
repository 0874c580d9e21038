/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** formulas.inl -- the paper's formulas, once for every number type.
**
** Students and teacher are signed vectors: u stands for a student (+) or for
** v (-). With c_u = 1 - cos(angle of u and v), so c_v = 0, the bracket of (4)
** is a signed sum over u of
**
**     |u| (sin t - t) wbar_i  +  t (|u| wbar_i - u),     t = angle(w_i, u),
**
** whose entry along v is |u| [(sin t - t) cos theta_i + t (c_u - c_i)]: every
** term is third order in the angles, where (4) as printed subtracts first
** order ones. Its two sides are equal, so it serves at any angle.
*/

/* A student's row and what is derived from it. */
typedef struct {
    NUM     *w;        /* d numbers */
    NUM      norm;
    obl_sign size;     /* the sign of the norm */
    NUM     *unit;     /* w / |w|; this and the rest undefined where w is 0 */
    NUM      theta, c; /* the angle with v; 1 - cos theta */
} N(student);

struct N(measures) {
    N(student) *student; /* n */
    NUM        *angle;   /* n * n, symmetric; none on the diagonal */
    NUM        *r;       /* d */
};


static void N(teacher)(CX *cx, NUM *out, const N(net) *net) {
    out[0] = net->v;
    for (size_t k = 1; k < net->d; k++)
        out[k] = N(int)(cx, 0);
}


static NUM N(two_pi)(CX *cx) {
    return N(mul)(cx, N(int)(cx, 2), N(pi)(cx));
}


NUM N(h)(CX *cx, const N(net) *net, size_t i) {
    (void)cx;
    return net->h[i];
}


void N(z)(CX *cx, NUM *out, const N(net) *net, size_t i) {
    (void)cx;
    for (size_t k = 0; k + 1 < net->d; k++)
        out[k] = net->z[i * (net->d - 1) + k];
}


void N(w)(CX *cx, NUM *out, const N(net) *net, size_t i) {
    out[0] = net->h[i];
    N(z)(cx, out + 1, net, i);
}


/* sum w_i - v, entry by entry: -H along v, R across. */
void N(r)(CX *cx, NUM *out, const N(net) *net) {
    const size_t n = net->n, across = net->d - 1;
    NUM *terms = N(array)(cx, n + 1);

    if (net->H != NULL) {
        out[0] = N(neg)(cx, *net->H);
        for (size_t k = 0; k < across; k++)
            out[k + 1] = net->R[k];
        return;
    }
    for (size_t i = 0; i < n; i++)
        terms[i] = net->h[i];
    terms[n] = N(neg)(cx, net->v);
    out[0] = N(sum)(cx, terms, n + 1);
    for (size_t k = 0; k < across; k++) {
        for (size_t i = 0; i < n; i++)
            terms[i] = net->z[i * across + k];
        out[k + 1] = N(sum)(cx, terms, n);
    }
}


NUM N(H)(CX *cx, const N(net) *net) {
    NUM *terms = N(array)(cx, net->n + 1);

    if (net->H != NULL)
        return *net->H;
    for (size_t i = 0; i < net->n; i++)
        terms[i] = N(neg)(cx, net->h[i]);
    terms[net->n] = net->v;
    return N(sum)(cx, terms, net->n + 1);
}


/* In the plane of v and w_i: (h_i, |z_i|) against the first axis. */
NUM N(theta)(CX *cx, const N(net) *net, size_t i) {
    const size_t across = net->d - 1;
    if (net->measures != NULL)
        return net->measures->student[i].theta;
    const NUM side[2] = { net->h[i],
                          N(norm)(cx, net->z + i * across, across) };
    const NUM axis[2] = { N(int)(cx, 1), N(int)(cx, 0) };

    return N(angle)(cx, side, axis, 2);
}


NUM N(theta2)(CX *cx, const N(net) *net, size_t i, size_t j) {
    if (net->measures != NULL && i != j)
        return net->measures->angle[i * net->n + j];
    NUM *w = N(array)(cx, 2 * net->d);

    N(w)(cx, w, net, i);
    N(w)(cx, w + net->d, net, j);
    return N(angle)(cx, w, w + net->d, net->d);
}


NUM N(kappa)(CX *cx, const N(net) *net, size_t i, size_t j) {
    const size_t across = net->d - 1;

    return N(angle)(cx, net->z + i * across, net->z + j * across, across);
}


NUM N(Z)(CX *cx, const N(net) *net) {
    const size_t n = net->n, across = net->d - 1;
    NUM *gap = N(array)(cx, across), *terms = N(array)(cx, n * n);
    size_t count = 0;

    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++) {
            for (size_t k = 0; k < across; k++)
                gap[k] = N(sub)(cx, net->z[i * across + k],
                                net->z[j * across + k]);
            terms[count++] = N(norm)(cx, gap, across);
        }
    return N(sum)(cx, terms, count);
}


NUM N(V)(CX *cx, const N(net) *net) {
    NUM *terms = N(array)(cx, net->n);

    for (size_t i = 0; i < net->n; i++)
        terms[i] = N(one_minus_cos)(cx, N(theta)(cx, net, i));
    return N(div)(cx, N(sum)(cx, terms, net->n), N(int)(cx, 2));
}


void N(wstar)(CX *cx, NUM *out, const N(net) *net, size_t i) {
    const NUM sum = N(sum)(cx, net->h, net->n);

    N(teacher)(cx, out, net);
    out[0] = N(div)(cx, N(mul)(cx, net->h[i], net->v), sum);
    for (size_t k = 1; k < net->d; k++)
        out[k] = N(mul)(cx, out[k], out[0]); /* undefined with the first */
}


/* ------------------------------------------------------ the measures */

static N(student) N(student_of)(CX *cx, const N(net) *net, size_t i) {
    const size_t d = net->d;
    N(student) s;

    if (net->measures != NULL)
        return net->measures->student[i];
    s.w = N(array)(cx, d);
    s.unit = N(array)(cx, d);
    N(w)(cx, s.w, net, i);
    s.norm = N(norm)(cx, s.w, d);
    s.size = N(sign)(cx, s.norm);
    for (size_t k = 0; k < d; k++)
        s.unit[k] = N(div)(cx, s.w[k], s.norm);
    s.theta = N(theta)(cx, net, i);
    s.c = N(one_minus_cos)(cx, s.theta);
    return s;
}


const N(measures) *N(measure)(CX *cx, const N(net) *net) {
    const size_t n = net->n, d = net->d;
    N(measures) *m = obl_arena_get(&cx->arena, sizeof *m);

    m->student = obl_arena_get(&cx->arena, n * sizeof *m->student);
    m->angle = N(array)(cx, n * n);
    m->r = N(array)(cx, d);
    N(r)(cx, m->r, net);
    for (size_t i = 0; i < n; i++) {
        m->student[i] = N(student_of)(cx, net, i);
        for (size_t j = 0; j < i; j++)
            m->angle[i * n + j] = m->angle[j * n + i] = N(angle)(cx,
                m->student[j].w, m->student[i].w, d);
    }
    return m;
}


/* The network's measures, taken now where it has none. */
static const N(measures) *N(measured)(CX *cx, const N(net) *net) {
    return net->measures != NULL ? net->measures : N(measure)(cx, net);
}


/* ---------------------------------------------------------- the loss */

#if DUAL
/* (sin t - t cos t) |x| |y|, 0 where a side is 0. */
static BASE N(loss_side)(CX *cx, const BASE *x, const BASE *y, size_t d) {
    const BASE a = BASE_N(norm)(cx, x, d), b = BASE_N(norm)(cx, y, d);
    const obl_sign sign_a = BASE_N(sign)(cx, a);

    if (sign_a == OBL_ZERO || BASE_N(sign)(cx, b) == OBL_ZERO)
        return BASE_N(int)(cx, 0);
    const BASE t = BASE_N(angle)(cx, x, y, d);
    return BASE_N(mul)(cx, BASE_N(sin_minus_xcos)(cx, t),
                       BASE_N(mul)(cx, a, b));
}
#endif


/* The term where x is 0. It is homogeneous in x, so x = s x' gives s times
** the term of x' on the right and |s| times that of -x' on the left: a kink,
** except where y is 0 too. */
static NUM N(loss_term_at_zero)(CX *cx, const NUM *x, const NUM *y,
                                size_t d) {
#if DUAL
    const BASE *fixed = N(part_of)(cx, y, d, N(VALUES));
    const BASE *ahead = N(part_of)(cx, x, d, N(RIGHTS));
    BASE *behind = N(part_of)(cx, x, d, N(LEFTS));

    for (size_t k = 0; k < d; k++)
        behind[k] = BASE_N(neg)(cx, behind[k]);
    return N(make)(BASE_N(int)(cx, 0), N(loss_side)(cx, ahead, fixed, d),
                   BASE_N(neg)(cx, N(loss_side)(cx, behind, fixed, d)));
#else
    (void)x, (void)y, (void)d;
    return N(int)(cx, 0);
#endif
}


/* (sin t - t cos t) |x| |y|. */
static NUM N(loss_term)(CX *cx, const N(student) *x, const N(student) *y,
                        NUM angle, size_t d) {
    if (x->size == OBL_ZERO)
        return N(loss_term_at_zero)(cx, x->w, y->w, d);
    if (y->size == OBL_ZERO)
        return N(loss_term_at_zero)(cx, y->w, x->w, d);
    return N(mul)(cx, N(sin_minus_xcos)(cx, angle),
                  N(mul)(cx, x->norm, y->norm));
}


/* The signed terms of the bracket of (23), n (n + 1) / 2 of them. */
static size_t N(loss_terms)(CX *cx, NUM *terms, const N(net) *net,
                            const N(measures) *m) {
    const size_t n = net->n, d = net->d;
    const N(student) v = { .w = N(array)(cx, d), .norm = net->v,
                           .size = OBL_POSITIVE };
    size_t count = 0;

    N(teacher)(cx, v.w, net);
    for (size_t i = 0; i < n; i++) {
        const N(student) *s = &m->student[i];
        for (size_t j = 0; j < i; j++)
            terms[count++] = N(loss_term)(cx, s, &m->student[j],
                                          m->angle[i * n + j], d);
        terms[count++] = N(neg)(cx, N(loss_term)(cx, s, &v, s->theta, d));
    }
    return count;
}


NUM N(loss)(CX *cx, const N(net) *net) {
    const obl_arena_mark mark = N(mark)(cx);
    const N(measures) *m = N(measured)(cx, net);
    NUM *terms = N(array)(cx, net->n * (net->n + 1) / 2);
    const size_t count = N(loss_terms)(cx, terms, net, m);
    const NUM square = N(dot)(cx, m->r, m->r, net->d);
    const NUM quarter = N(div)(cx, square, N(int)(cx, 4));
    const NUM bracket = N(div)(cx, N(sum)(cx, terms, count),
                               N(two_pi)(cx));
    return N(keep)(cx, mark, N(add)(cx, quarter, bracket));
}


/* ------------------------------------------------------ the gradient */

/* The bracket of w_i's gradient, u by u: the turn s |u| (sin t - t), which
** multiplies wbar_i, and the entries of the swing s t (|u| wbar_i - u). */
typedef struct {
    const N(student) *pivot; /* w_i */
    NUM              *turn, **swing; /* swing: d arrays */
    size_t            count, d;
} N(bracket);


static N(bracket) N(bracket_of)(CX *cx, const N(student) *pivot, size_t n,
                                size_t d) {
    N(bracket) b = { .pivot = pivot, .turn = N(array)(cx, n), .d = d };

    b.swing = obl_arena_get(&cx->arena, d * sizeof *b.swing);
    for (size_t k = 0; k < d; k++)
        b.swing[k] = N(array)(cx, n);
    return b;
}


/* Adds u, of length s |u|; `spread` is |u| (c_u - c_i), the entry of
** |u| wbar_i - u along v, and `t` has the sign s. */
static void N(add_vector)(CX *cx, N(bracket) *b, const NUM *u, NUM norm,
                          NUM spread, NUM t, NUM turn) {
    const NUM one = N(int)(cx, 1);

    b->turn[b->count] = turn;
    b->swing[0][b->count] = N(mul)(cx, t, spread);
    for (size_t k = 1; k < b->d; k++)
        b->swing[k][b->count] = N(mul)(cx, t,
            N(fma2)(cx, norm, b->pivot->unit[k], one, u[k]));
    b->count++;
}


/* Another student; a zero neuron adds 0, a kink whose slopes are left
** unknown. */
static void N(add_student)(CX *cx, N(bracket) *b, const N(student) *s,
                           NUM t) {
    if (s->size == OBL_ZERO) {
        const NUM nothing = N(within)(cx, N(int)(cx, 0));

        b->turn[b->count] = nothing;
        for (size_t k = 0; k < b->d; k++)
            b->swing[k][b->count] = nothing;
        b->count++;
        return;
    }
    const NUM spread = N(mul)(cx, s->norm, N(sub)(cx, s->c, b->pivot->c));
    const NUM lag = N(x_minus_sin)(cx, t);

    N(add_vector)(cx, b, s->w, s->norm, spread, t,
                  N(neg)(cx, N(mul)(cx, s->norm, lag)));
}


static void N(add_teacher)(CX *cx, N(bracket) *b, const N(net) *net) {
    NUM *v = N(array)(cx, b->d);
    const NUM spread = N(neg)(cx, N(mul)(cx, net->v, b->pivot->c));
    const NUM lag = N(x_minus_sin)(cx, b->pivot->theta);

    N(teacher)(cx, v, net);
    N(add_vector)(cx, b, v, net->v, spread, N(neg)(cx, b->pivot->theta),
                  N(mul)(cx, net->v, lag));
}


void N(grad)(CX *cx, NUM *out, const N(net) *net, size_t i) {
    const size_t n = net->n, d = net->d;
    const obl_arena_mark mark = N(mark)(cx);
    const N(measures) *m = N(measured)(cx, net);
    N(bracket) b = N(bracket_of)(cx, &m->student[i], n, d);
    const bool zero = b.pivot->size == OBL_ZERO;
    const NUM two = N(int)(cx, 2), two_pi = N(two_pi)(cx);

    for (size_t j = 0; j < n && !zero; j++)
        if (j != i)
            N(add_student)(cx, &b, &m->student[j], m->angle[i * n + j]);
    if (!zero)
        N(add_teacher)(cx, &b, net);
    const NUM turn = N(sum)(cx, b.turn, b.count);

    for (size_t k = 0; k < d; k++) {
        const NUM bracket = N(add)(cx, N(mul)(cx, turn, b.pivot->unit[k]),
                                   N(sum)(cx, b.swing[k], b.count));
        out[k] = zero ? N(undefined)(cx)
            : N(add)(cx, N(div)(cx, m->r[k], two),
                     N(div)(cx, bracket, two_pi));
    }
    N(keep_all)(cx, mark, out, d);
}


/* ------------------------------------------------------- the Hessian */

/* y minus its part along the unit vector e. */
static void N(across)(CX *cx, NUM *out, const NUM *e, const NUM *y,
                      size_t d) {
    const NUM along = N(dot)(cx, e, y, d);

    for (size_t k = 0; k < d; k++)
        out[k] = N(fma2)(cx, N(int)(cx, 1), y[k], along, e[k]);
}


/* out_k += s a_k (b . x) / |b|, where |a| <= 1 and b may be 0 or not
** decided: then the term is 0, or only its bound s |x| is known. */
static void N(add_outer)(CX *cx, NUM *out, NUM s, const NUM *a, const NUM *b,
                         const NUM *x, size_t d) {
    const NUM norm = N(norm)(cx, b, d);
    const obl_sign sign = N(sign)(cx, norm);

    if (sign == OBL_ZERO)
        return;
    if (sign == OBL_UNSURE) {
        const NUM bound = N(within)(cx, N(mul)(cx, s, N(norm)(cx, x, d)));
        for (size_t k = 0; k < d; k++)
            out[k] = N(add)(cx, out[k], bound);
        return;
    }
    const NUM factor = N(div)(cx, N(mul)(cx, s, N(dot)(cx, b, x, d)), norm);
    for (size_t k = 0; k < d; k++)
        out[k] = N(add)(cx, out[k], N(mul)(cx, factor, a[k]));
}


/* x / |x|: any direction where x may be 0. */
static void N(unit_of)(CX *cx, NUM *out, const NUM *x, NUM norm, size_t d) {
    const obl_sign sign = N(sign)(cx, norm);

    for (size_t k = 0; k < d; k++)
        out[k] = sign == OBL_ZERO ? N(int)(cx, 0)
               : sign == OBL_UNSURE ? N(within)(cx, N(int)(cx, 1))
               : N(div)(cx, x[k], norm);
}


/* out += s 2 pi zeta(w, u) x. With q the part of u orthogonal to w,
** |q| = |u| sin t and q/|q| = nbar, so
**     2 pi |w| zeta(w, u) x = |q| (x - wbar wbar.x) + q (q . x)/|q|:
** the limit at q = 0 is 0 and nothing is divided by it. */
static void N(add_zeta)(CX *cx, NUM *out, int s, const N(student) *p,
                        const NUM *u, const NUM *x, size_t d) {
    NUM *q = N(array)(cx, d), *flat = N(array)(cx, d);
    NUM *unit = N(array)(cx, d);
    const NUM sign = N(int)(cx, s);

    N(reject)(cx, q, p->w, u, d);
    const NUM size = N(norm)(cx, q, d);
    const NUM factor = N(div)(cx, N(mul)(cx, sign, size), p->norm);
    N(across)(cx, flat, p->unit, x, d);
    for (size_t k = 0; k < d; k++)
        out[k] = N(add)(cx, out[k], N(mul)(cx, factor, flat[k]));
    N(unit_of)(cx, unit, q, size, d);
    N(add_outer)(cx, out, factor, unit, q, x, d);
}


/* 2 pi (Lambda_ii - I/2) x, added to `out`. */
static void N(add_diagonal)(CX *cx, NUM *out, const N(student) *p,
                            const N(net) *net, size_t i, const NUM *x) {
    NUM *u = N(array)(cx, net->d);

    for (size_t j = 0; j < net->n; j++) {
        if (j == i)
            continue;
        N(w)(cx, u, net, j);
        N(add_zeta)(cx, out, 1, p, u, x, net->d);
    }
    N(teacher)(cx, u, net);
    N(add_zeta)(cx, out, -1, p, u, x, net->d);
}


/* 2 pi Lambda_ij x, added to `out`. In the plane of the two the printed
** nbar wbar' + nbar wbar' is sin t times a reflection,
**     sin t (wbar_i wbar_j' + nbar_ji nbar_ij'),
** which shows the limit at parallel and antiparallel. */
static void N(add_mixed)(CX *cx, NUM *out, const N(student) *p,
                         const N(student) *q, const NUM *x, size_t d) {
    NUM *ji = N(array)(cx, d), *ij = N(array)(cx, d);
    NUM *unit = N(array)(cx, d);
    for (size_t k = 0; k < d; k++)
        unit[k] = N(neg)(cx, q->w[k]);
    const NUM far = N(angle)(cx, p->w, unit, d); /* pi - t, no less exact */

    N(reject)(cx, ji, p->w, q->w, d);
    N(reject)(cx, ij, q->w, p->w, d);
    const NUM size = N(norm)(cx, ji, d);
    const NUM sine = N(div)(cx, size, q->norm);
    for (size_t k = 0; k < d; k++)
        out[k] = N(add)(cx, out[k], N(mul)(cx, far, x[k]));
    N(add_outer)(cx, out, sine, p->unit, q->unit, x, d);
    N(unit_of)(cx, unit, ji, size, d);
    N(add_outer)(cx, out, sine, unit, ij, x, d);
}


void N(hessian)(CX *cx, NUM *out, const N(net) *net, size_t i, size_t j,
                const NUM *x) {
    const size_t d = net->d;
    const obl_arena_mark mark = N(mark)(cx);
    const N(student) p = N(student_of)(cx, net, i);
    const N(student) q = N(student_of)(cx, net, j);
    const bool zero = p.size == OBL_ZERO || q.size == OBL_ZERO;
    const NUM two = N(int)(cx, 2), two_pi = N(two_pi)(cx);

    for (size_t k = 0; k < d; k++)
        out[k] = zero ? N(undefined)(cx) : N(int)(cx, 0);
    if (!zero && i == j)
        N(add_diagonal)(cx, out, &p, net, i, x);
    if (!zero && i != j)
        N(add_mixed)(cx, out, &p, &q, x, d);
    for (size_t k = 0; k < d; k++) {
        out[k] = N(div)(cx, out[k], two_pi);
        if (i == j)
            out[k] = N(add)(cx, out[k], N(div)(cx, x[k], two));
    }
    N(keep_all)(cx, mark, out, d);
}


/* Block (i, j) into the nd x nd matrix, column by column. */
static void N(put_block)(CX *cx, NUM *matrix, const N(net) *net, size_t i,
                         size_t j) {
    const size_t d = net->d, size = net->n * d;
    NUM *basis = N(array)(cx, d), *column = N(array)(cx, d);

    for (size_t k = 0; k < d; k++) {
        for (size_t l = 0; l < d; l++)
            basis[l] = N(int)(cx, l == k);
        N(hessian)(cx, column, net, i, j, basis);
        for (size_t l = 0; l < d; l++) {
            matrix[(i * d + l) * size + j * d + k] = column[l];
            matrix[(j * d + k) * size + i * d + l] = column[l];
        }
    }
}


NUM N(hessian_norm)(CX *cx, const N(net) *net) {
    const size_t size = net->n * net->d;
    const obl_arena_mark mark = N(mark)(cx);
    NUM *matrix = N(array)(cx, size * size);
    N(net) measured = *net;

    measured.measures = N(measured)(cx, net);
    for (size_t i = 0; i < net->n; i++)
        for (size_t j = 0; j <= i; j++)
            N(put_block)(cx, matrix, &measured, i, j);
    return N(keep)(cx, mark, N(spectral_norm)(cx, matrix, size));
}
