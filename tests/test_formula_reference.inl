/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_formula_reference.inl -- a record's quantity, for the type in force.
*/

static NUM *N(numbers)(CX *cx, const double *x, size_t count) {
    NUM *out = N(array)(cx, count);

    for (size_t k = 0; k < count; k++)
        out[k] = N(double)(cx, x[k]);
    return out;
}


static N(net) N(record_net)(CX *cx, const record *r) {
    const size_t across = r->d - 1;
    const double *at = r->numbers + 1;
    N(net) net = { .n = r->n, .d = r->d };

    net.v = N(double)(cx, r->numbers[0]);
    net.h = N(numbers)(cx, at, r->n);
    net.z = N(numbers)(cx, at + r->n, r->n * across);
    if (r->carried) {
        at += r->n * r->d;
        net.H = N(numbers)(cx, at, 1);
        net.R = N(numbers)(cx, at + 1, across);
    }
    return net;
}


static NUM N(pair_quantity)(CX *cx, const record *r) {
    const NUM *x = N(numbers)(cx, r->numbers, r->d);
    const NUM *y = N(numbers)(cx, r->numbers + r->d, r->d);

    if (strcmp(r->quantity, "angle") == 0)
        return N(angle)(cx, x, y, r->d);
    return N(norm)(cx, strcmp(r->quantity, "norm") == 0 ? x : y, r->d);
}


/* Entry r->k of a vector. */
static NUM N(entry)(CX *cx, const record *r, const N(net) *net) {
    NUM *out = N(array)(cx, r->d), *probe = N(array)(cx, r->d);
    const size_t i = (size_t)r->i, j = (size_t)r->j;

    for (size_t k = 0; k < r->d; k++)
        probe[k] = N(int)(cx, k % 2 == 0 ? (long)k + 1 : -(long)k - 1);
    if (strcmp(r->quantity, "r") == 0)
        N(r)(cx, out, net);
    else if (strcmp(r->quantity, "grad") == 0)
        N(grad)(cx, out, net, i);
    else if (strcmp(r->quantity, "wstar") == 0)
        N(wstar)(cx, out, net, i);
    else
        N(hessian)(cx, out, net, i, j, probe);
    return out[r->k];
}


static NUM N(quantity)(CX *cx, const record *r) {
    const size_t i = (size_t)r->i, j = (size_t)r->j;

    if (r->pair)
        return N(pair_quantity)(cx, r);
    const N(net) net = N(record_net)(cx, r);
    if (strcmp(r->quantity, "loss") == 0)
        return N(loss)(cx, &net);
    if (strcmp(r->quantity, "H") == 0)
        return N(H)(cx, &net);
    if (strcmp(r->quantity, "theta") == 0)
        return N(theta)(cx, &net, i);
    if (strcmp(r->quantity, "theta2") == 0)
        return N(theta2)(cx, &net, i, j);
    if (strcmp(r->quantity, "kappa") == 0)
        return N(kappa)(cx, &net, i, j);
    if (strcmp(r->quantity, "Z") == 0)
        return N(Z)(cx, &net);
    if (strcmp(r->quantity, "V") == 0)
        return N(V)(cx, &net);
    if (strcmp(r->quantity, "hessian_norm") == 0)
        return N(hessian_norm)(cx, &net);
    return N(entry)(cx, r, &net);
}
