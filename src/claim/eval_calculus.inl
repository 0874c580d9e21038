/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval_calculus.inl -- integrals over a scalar and norms of linear maps, for
** the number types without slopes. N(integrate), the rule of quadrature, is
** the number type's own.
*/

/* From limit[0] to limit[1], where infinite[k] is not 0 to that infinity. */
static NUM N(integrate)(N(eval) *ev, const obl_node *node,
                        const NUM limit[2], const int infinite[2]);


/* +1 and -1 for an infinite limit, else 0. */
static int N(infinite)(const N(eval) *ev, const obl_node *limit) {
    if (limit->op == OP_neg)
        return -N(infinite)(ev, N(child)(ev, limit, 0));
    return limit->op == OP_infinity;
}


/* The body of an integral where its variable is x. */
static NUM N(integrand)(N(eval) *ev, const obl_node *node, NUM x) {
    NUM *const kept = ev->variable[node->payload];
    NUM place[1] = { x };

    ev->variable[node->payload] = place;
    const NUM y = N(operand)(ev, node, 0);
    ev->variable[node->payload] = kept;
    return y;
}


static NUM N(integral)(N(eval) *ev, const obl_node *node) {
    NUM limit[2];
    int infinite[2];

    for (unsigned k = 0; k < 2; k++) {
        infinite[k] = N(infinite)(ev, N(child)(ev, node, k + 1));
        limit[k] = infinite[k] ? N(int)(ev->cx, 0)
                               : N(operand)(ev, node, k + 1);
        if (N(sign)(ev->cx, limit[k]) == OBL_NO_VALUE)
            return N(undefined)(ev->cx);
        if (!isfinite(N(mid)(limit[k])))
            return N(unknown)(ev->cx);
    }
    return N(integrate)(ev, node, limit, infinite);
}


/* Entry (i, j) of A'A, A given by its columns. */
static NUM N(of_columns)(N(eval) *ev, NUM *const *column, size_t i,
                         size_t j) {
    return N(dot)(ev->cx, column[i], column[j], ev->sample->d);
}


/* The root of the largest eigenvalue of A'A, A column by column. */
static NUM N(opnorm)(N(eval) *ev, const obl_node *node) {
    const size_t d = ev->sample->d;
    NUM *const kept = ev->variable[node->payload];
    NUM *axis = N(numbers)(ev, d), *square = N(numbers)(ev, d * d);
    NUM **column = N(take)(ev, d, sizeof *column);

    ev->variable[node->payload] = axis;
    for (size_t k = 0; k < d; k++) {
        for (size_t m = 0; m < d; m++)
            axis[m] = N(int)(ev->cx, m == k);
        column[k] = N(operand_vec)(ev, node, 0);
    }
    ev->variable[node->payload] = kept;
    for (size_t i = 0; i < d; i++)
        for (size_t j = 0; j <= i; j++)
            square[i * d + j] = square[j * d + i]
                = N(of_columns)(ev, column, i, j);
    return N(sqrt)(ev->cx, N(spectral_norm)(ev->cx, square, d));
}
