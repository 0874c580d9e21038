/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** bench_balls.inl -- what is timed, for the number type in force.
*/

static NUM *N(numbers)(CX *cx, const double *x, size_t count) {
    NUM *out = N(array)(cx, count);

    for (size_t k = 0; k < count; k++)
        out[k] = N(double)(cx, x[k]);
    return out;
}


static int N(undecided)(CX *cx, NUM gap) {
    return N(sign)(cx, gap) == OBL_UNSURE;
}


/* Lemma 20 for every i: 30 pi L - |w_i|^2 theta_i^3. */
static int N(lemma_20)(CX *cx, const N(net) *net, NUM loss) {
    const NUM three = N(int)(cx, 3);
    const NUM bound = N(mul)(cx, N(mul)(cx, N(int)(cx, 30), N(pi)(cx)),
                             loss);
    NUM *w = N(array)(cx, net->d);
    int open = 0;

    for (size_t i = 0; i < net->n; i++) {
        N(w)(cx, w, net, i);
        const NUM square = N(dot)(cx, w, w, net->d);
        const NUM cost = N(mul)(cx, square,
            N(pow)(cx, N(theta)(cx, net, i), three));

        open += N(undecided)(cx, N(sub)(cx, bound, cost));
    }
    return open;
}


static NUM N(theta_max)(CX *cx, const N(net) *net) {
    NUM most = N(theta)(cx, net, 0);

    for (size_t i = 1; i < net->n; i++)
        most = N(max)(cx, most, N(theta)(cx, net, i));
    return most;
}


/* Lemma 8: sum_i grad_i . (w_i - w_i^*) - 2 L + theta_max^2 |r| |v| / 2;
** `grad` is n rows of d numbers. */
static int N(lemma_8)(CX *cx, const N(net) *net, NUM loss, const NUM *grad) {
    const size_t d = net->d;
    NUM *w = N(array)(cx, d), *star = N(array)(cx, d);
    NUM *term = N(array)(cx, net->n), *r = N(array)(cx, d);
    const NUM two = N(int)(cx, 2), most = N(theta_max)(cx, net);

    for (size_t i = 0; i < net->n; i++) {
        N(w)(cx, w, net, i);
        N(wstar)(cx, star, net, i);
        for (size_t k = 0; k < d; k++)
            w[k] = N(sub)(cx, w[k], star[k]);
        term[i] = N(dot)(cx, grad + i * d, w, d);
    }
    N(r)(cx, r, net);
    const NUM size = N(mul)(cx, N(norm)(cx, r, d), net->v);
    const NUM error = N(mul)(cx, N(div)(cx, N(mul)(cx, most, most), two),
                             size);
    const NUM left = N(add)(cx, N(sum)(cx, term, net->n), error);

    return N(undecided)(cx, N(sub)(cx, left, N(mul)(cx, two, loss)));
}


/* Theorem 7: |grad L| - L^(2/3) / (n^(2/3) |v|^(1/3)). */
static int N(theorem_7)(CX *cx, const N(net) *net, NUM loss,
                        const NUM *grad) {
    const NUM third = N(fraction)(cx, "1", "3");
    const NUM two_thirds = N(fraction)(cx, "2", "3");
    const NUM root_v = N(pow)(cx, net->v, third);
    const NUM root_n = N(pow)(cx, N(int)(cx, (long)net->n), two_thirds);
    const NUM bound = N(div)(cx, N(pow)(cx, loss, two_thirds),
                             N(mul)(cx, root_n, root_v));
    const NUM size = N(norm)(cx, grad, net->n * net->d);

    return N(undecided)(cx, N(sub)(cx, size, bound));
}


/* How many of the n + 2 comparisons at a state are left open. */
static int N(formulas)(CX *cx, const obl_state *state) {
    const obl_arena_mark mark = N(mark)(cx);
    const size_t n = state->n, d = state->d;
    N(net) net = { .n = n, .d = d, .v = N(double)(cx, state->v),
                   .h = N(numbers)(cx, state->h, n),
                   .z = N(numbers)(cx, state->z, n * (d - 1)) };
    NUM *grad = N(array)(cx, n * d);

    net.measures = N(measure)(cx, &net);
    const NUM loss = N(loss)(cx, &net);
    for (size_t i = 0; i < n; i++)
        N(grad)(cx, grad + i * d, &net, i);
    const int open = N(lemma_20)(cx, &net, loss)
        + N(lemma_8)(cx, &net, loss, grad)
        + N(theorem_7)(cx, &net, loss, grad);

    N(release)(cx, mark);
    return open;
}


/* How many parts of a claim are left open at a sample. */
static int N(judged)(N(eval) *ev, const obl_sample *sample, long bits) {
    const obl_claim *claim = sample->claim;
    int open = 0;

    if (!N(load)(ev, sample, bits))
        return 1;
    for (size_t k = 0; k < claim->parts; k++)
        open += N(truth)(ev, claim->part[k].node).is == OBL_UNKNOWN;
    return open;
}
