/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** formulas.h -- the paper's formulas, declared for the number type in force.
**
** A template without a guard: each type's header includes it once. Neurons
** count from 0. Scalars are results that live as number.h says; vectors are
** written to `out`, d handles (d-1 for z), which the caller provides.
**
** Measured in reals against reference/formula.csv (500 digits): theta, theta2,
** kappa, Z and V within 3e-16 relative from 1e-200 to pi; loss, grad and
** hessian within 4e-16 of the sum of the absolute terms; with H and R given,
** loss within 2e-15 relative and grad within 6e-16 of its norm, at angles down
** to 1e-12; r and H by subtraction within half an ulp of the exact sum.
*/

/* What loss and gradients share: the lengths, directions and angles of a
** network, and r. */
typedef struct N(measures) N(measures);

/* A network in the coordinates of obelus.h. Borrows its arrays. H and R are
** NULL, or the numbers |v| - sum h_i and sum z_i where they are state: then
** loss, grad and r use them and are accurate where the sums have no digit. */
typedef struct {
    size_t     n, d; /* both at least 1 */
    NUM        v;    /* the norm of the teacher, positive */
    const NUM *h;    /* n numbers */
    const NUM *z;    /* n rows of d-1 numbers */
    const NUM *H;    /* 1 number */
    const NUM *R;    /* d-1 numbers; given if and only if H is */
    const N(measures) *measures; /* of this network, or NULL */
} N(net);

/* Measures a network, n (n + 1) / 2 angles: worth it before asking for the
** loss and a gradient, or for two gradients. Those and theta, theta2 read
** net->measures where it is set; the results are the same. They live until
** the context is released to an earlier mark. */
const N(measures) *N(measure)(CX *cx, const N(net) *net);

/* The population loss (23). Defined at w_i = 0 too. */
NUM  N(loss)(CX *cx, const N(net) *net);
/* dL/dw_i, (4): undefined where w_i = 0. Another w_j = 0 adds 0. */
void N(grad)(CX *cx, NUM *out, const N(net) *net, size_t i);
/* Lambda_ij x, (51), by continuity where w_i and w_j, or w_i and v, are
** parallel. Undefined where w_i = 0 or w_j = 0; in a diagonal block another
** zero neuron adds 0. */
void N(hessian)(CX *cx, NUM *out, const N(net) *net, size_t i, size_t j,
                const NUM *x);
/* The spectral norm of the nd x nd matrix (51). */
NUM  N(hessian_norm)(CX *cx, const N(net) *net);

/* The angle of w_i and v, and of w_i and w_j. Undefined at 0. */
NUM  N(theta)(CX *cx, const N(net) *net, size_t i);
NUM  N(theta2)(CX *cx, const N(net) *net, size_t i, size_t j);
/* h_i; |v| - sum h_i; r = sum w_i - v; z_i. */
NUM  N(h)(CX *cx, const N(net) *net, size_t i);
NUM  N(H)(CX *cx, const N(net) *net);
void N(r)(CX *cx, NUM *out, const N(net) *net);
void N(z)(CX *cx, NUM *out, const N(net) *net, size_t i);
/* w_i, d numbers. */
void N(w)(CX *cx, NUM *out, const N(net) *net, size_t i);
/* The angle of z_i and z_j, undefined where one is 0. */
NUM  N(kappa)(CX *cx, const N(net) *net, size_t i, size_t j);
/* The potential sum_{i<j} |z_i - z_j|, and sum_i sin^2(theta_i/2). */
NUM  N(Z)(CX *cx, const N(net) *net);
NUM  N(V)(CX *cx, const N(net) *net);
/* w_i^* = h_i / (sum_j h_j) v. */
void N(wstar)(CX *cx, NUM *out, const N(net) *net, size_t i);
