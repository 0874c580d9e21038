/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** ball_spectral.c -- the spectral norm of a symmetric matrix of balls.
**
** GSL gives an approximate eigenbasis V in doubles, good for some 45 bits;
** where more are asked for, Jacobi rotations of the midpoints go on from it.
** Nothing in V is trusted. Then, in balls, B = V' A V and G = V' V - I:
** with g >= |G|, the singular values of V lie in [sqrt(1-g), sqrt(1+g)], so
**     |B| / (1 + g) <= |A| <= |B| / (1 - g),
** and |B| is within the Frobenius norm of its off-diagonal part of its
** largest |diagonal entry|. Multiple eigenvalues need no special case.
*/

#include <assert.h>
#include <gsl/gsl_eigen.h>

#if __has_include(<flint/arb_mat.h>)
#include <flint/arb_mat.h>
#else
#include <arb_mat.h>
#endif

#include "formula/ball_inside.h"

enum { SWEEPS_MAX = 60, DOUBLES_SERVE = 128 };

/* One rotation: cosine and sine, both exact. */
typedef struct {
    arb_t c, s;
} rotation;


/* The midpoint alone, at `prec` bits. */
static void trim(arb_t x, slong prec) {
    mag_zero(arb_radref(x));
    arb_set_round(x, x, prec);
    mag_zero(arb_radref(x));
}


/* The rotation that clears entry (p, q): t = sign(h)/(|h| + sqrt(h^2 + 1)),
** h = (a_qq - a_pp)/(2 a_pq). */
static void aim(rotation *turn, const arb_mat_t a, slong p, slong q,
                slong prec) {
    arb_t h, t;

    arb_init(h), arb_init(t);
    arb_sub(h, arb_mat_entry(a, q, q), arb_mat_entry(a, p, p), prec);
    arb_div(h, h, arb_mat_entry(a, p, q), prec);
    arb_mul_2exp_si(h, h, -1);
    trim(h, prec);
    arb_sqr(t, h, prec);
    arb_add_ui(t, t, 1, prec);
    arb_sqrt(t, t, prec);
    const bool negative = arb_is_negative(h);
    arb_abs(h, h);
    arb_add(t, t, h, prec);
    arb_inv(t, t, prec);
    if (negative)
        arb_neg(t, t);
    arb_sqr(h, t, prec);
    arb_add_ui(h, h, 1, prec);
    arb_rsqrt(turn->c, h, prec);
    arb_mul(turn->s, turn->c, t, prec);
    trim(turn->c, prec), trim(turn->s, prec);
    arb_clear(h), arb_clear(t);
}


/* (x, y) <- (c x - s y, s x + c y). */
static void turn_pair(arb_t x, arb_t y, const rotation *turn, slong prec) {
    arb_t u, w;

    arb_init(u), arb_init(w);
    arb_mul(u, turn->c, x, prec);
    arb_submul(u, turn->s, y, prec);
    arb_mul(w, turn->s, x, prec);
    arb_addmul(w, turn->c, y, prec);
    trim(u, prec), trim(w, prec);
    arb_swap(x, u), arb_swap(y, w);
    arb_clear(u), arb_clear(w);
}


static void rotate(arb_mat_t a, arb_mat_t v, slong p, slong q,
                   const rotation *turn, slong prec) {
    const slong size = arb_mat_nrows(a);

    for (slong k = 0; k < size; k++)
        turn_pair(arb_mat_entry(a, k, p), arb_mat_entry(a, k, q), turn, prec);
    for (slong k = 0; k < size; k++)
        turn_pair(arb_mat_entry(a, p, k), arb_mat_entry(a, q, k), turn, prec);
    for (slong k = 0; k < size; k++)
        turn_pair(arb_mat_entry(v, k, p), arb_mat_entry(v, k, q), turn, prec);
}


/* One sweep over all pairs; false if every entry was already below
** 2^-prec of the largest. */
static bool sweep(arb_mat_t a, arb_mat_t v, const arf_t least, slong prec) {
    const slong size = arb_mat_nrows(a);
    bool moved = false;
    rotation turn;

    arb_init(turn.c), arb_init(turn.s);
    for (slong p = 0; p < size; p++)
        for (slong q = p + 1; q < size; q++) {
            const arb_struct *entry = arb_mat_entry(a, p, q);
            if (arf_cmpabs(arb_midref(entry), least) <= 0)
                continue;
            aim(&turn, a, p, q, prec);
            rotate(a, v, p, q, &turn, prec);
            moved = true;
        }
    arb_clear(turn.c), arb_clear(turn.s);
    return moved;
}


/* V by GSL; a matrix beyond the range of doubles is scaled into it. */
static void basis_in_doubles(arb_mat_t v, const arb_mat_t a, slong scale) {
    const size_t size = (size_t)arb_mat_nrows(a);
    gsl_matrix *matrix = gsl_matrix_alloc(size, size);
    gsl_matrix *vectors = gsl_matrix_alloc(size, size);
    gsl_vector *values = gsl_vector_alloc(size);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(size);
    arf_t entry;

    arf_init(entry);
    for (size_t k = 0; k < size * size; k++) {
        const slong row = (slong)(k / size), column = (slong)(k % size);
        arf_mul_2exp_si(entry, arb_midref(arb_mat_entry(a, row, column)),
                        -scale);
        gsl_matrix_set(matrix, k / size, k % size,
                       arf_get_d(entry, ARF_RND_NEAR));
    }
    gsl_eigen_symmv(matrix, values, vectors, work);
    for (size_t k = 0; k < size * size; k++)
        arb_set_d(arb_mat_entry(v, (slong)(k / size), (slong)(k % size)),
                  gsl_matrix_get(vectors, k / size, k % size));
    arf_clear(entry);
    gsl_eigen_symmv_free(work);
    gsl_vector_free(values);
    gsl_matrix_free(vectors);
    gsl_matrix_free(matrix);
}


/* B = V' A V. */
static void congruence(arb_mat_t b, const arb_mat_t a, const arb_mat_t v,
                       slong prec) {
    arb_mat_t across;

    arb_mat_init(across, arb_mat_nrows(v), arb_mat_ncols(v));
    arb_mat_transpose(across, v);
    arb_mat_mul(b, a, v, prec);
    arb_mat_mul(b, across, b, prec);
    arb_mat_clear(across);
}


/* The largest |midpoint|. */
static void largest_entry(arf_t largest, const arb_mat_t a) {
    const slong size = arb_mat_nrows(a);

    arf_zero(largest);
    for (slong p = 0; p < size; p++)
        for (slong q = 0; q < size; q++) {
            const arb_struct *entry = arb_mat_entry(a, p, q);
            if (arf_cmpabs(arb_midref(entry), largest) > 0)
                arf_abs(largest, arb_midref(entry));
        }
}


/* GSL's columns are orthonormal to 2^-50 only: Gram and Schmidt see to the
** rest, so that rotations keep V orthonormal. */
static void orthonormalise(arb_mat_t v, slong prec) {
    const slong size = arb_mat_nrows(v);
    arb_t dot, square;

    arb_init(dot), arb_init(square);
    for (slong q = 0; q < size; q++) {
        for (slong p = 0; p <= q; p++) {
            arb_zero(dot);
            for (slong k = 0; k < size; k++)
                arb_addmul(dot, arb_mat_entry(v, k, p),
                           arb_mat_entry(v, k, q), prec);
            if (p == q)
                arb_rsqrt(square, dot, prec);
            for (slong k = 0; k < size; k++) {
                arb_struct *entry = arb_mat_entry(v, k, q);
                if (p == q)
                    arb_mul(entry, entry, square, prec);
                else
                    arb_submul(entry, dot, arb_mat_entry(v, k, p), prec);
                trim(entry, prec);
            }
        }
    }
    arb_clear(dot), arb_clear(square);
}


/* Rotates V on until V' A V is diagonal to `prec` bits. */
static void refine(arb_mat_t v, const arb_mat_t a, const arf_t largest,
                   slong prec) {
    const slong size = arb_mat_nrows(a);
    arb_mat_t work;
    arf_t least;

    arb_mat_init(work, size, size);
    arf_init(least);
    orthonormalise(v, prec);
    congruence(work, a, v, prec);
    arb_mat_get_mid(work, work);
    arf_mul_2exp_si(least, largest, -prec);
    for (int k = 0; k < SWEEPS_MAX; k++)
        if (!sweep(work, v, least, prec))
            break;
    arf_clear(least);
    arb_mat_clear(work);
}


/* V, the columns near eigenvectors of A. */
static void eigenbasis(arb_mat_t v, const arb_mat_t a, slong prec) {
    arf_t largest;

    arf_init(largest);
    largest_entry(largest, a);
    arb_mat_one(v);
    if (!arf_is_zero(largest)
        && arf_cmpabs_2exp_si(largest, 1000000) < 0
        && arf_cmpabs_2exp_si(largest, -1000000) > 0)
        basis_in_doubles(v, a, arf_abs_bound_lt_2exp_si(largest));
    if (prec > DOUBLES_SERVE)
        refine(v, a, largest, prec + 20);
    arf_clear(largest);
}


/* |B| as the ball max |b_kk| +- Frobenius norm of the rest. */
static void norm_of_nearly_diagonal(arb_t r, arb_mat_t b, slong prec) {
    const slong size = arb_mat_nrows(b);
    arb_t entry;
    mag_t rest;

    arb_init(entry), mag_init(rest);
    arb_zero(r);
    for (slong k = 0; k < size; k++) {
        arb_abs(entry, arb_mat_entry(b, k, k));
        arb_max(r, r, entry, prec);
        arb_zero(arb_mat_entry(b, k, k));
    }
    arb_mat_bound_frobenius_norm(rest, b);
    arb_add_error_mag(r, rest);
    arb_clear(entry), mag_clear(rest);
}


/* r / (1 +- g) as one ball, g >= |V' V - I|. */
static void widen_by_defect(arb_t r, const arb_mat_t v, slong prec) {
    const slong size = arb_mat_nrows(v);
    arb_mat_t defect, one;
    arb_t factor;
    mag_t g;

    arb_mat_init(defect, size, size), arb_mat_init(one, size, size);
    arb_init(factor), mag_init(g);
    arb_mat_transpose(defect, v);
    arb_mat_mul(defect, defect, v, prec);
    arb_mat_one(one);
    arb_mat_sub(defect, defect, one, prec);
    arb_mat_bound_frobenius_norm(g, defect);
    arb_one(factor);
    arb_add_error_mag(factor, g);
    arb_div(r, r, factor, prec);
    arb_mat_clear(defect), arb_mat_clear(one);
    arb_clear(factor), mag_clear(g);
}


static void spectral_norm(arb_t r, const arb_mat_t a, slong prec) {
    const slong size = arb_mat_nrows(a);
    arb_mat_t v, b;

    arb_mat_init(v, size, size), arb_mat_init(b, size, size);
    eigenbasis(v, a, prec);
    congruence(b, a, v, prec + 20);
    norm_of_nearly_diagonal(r, b, prec);
    widen_by_defect(r, v, prec + 20);
    arb_mat_clear(v), arb_mat_clear(b);
}


obl_ball obl_ball_spectral_norm(obl_ball_cx *cx, const obl_ball *a,
                                size_t size) {
    obl_ball_slot *r = obl_ball_fresh(cx);
    bool unknown = false;
    arb_mat_t matrix;

    assert(size > 0);
    for (size_t k = 0; k < size * size; k++) {
        r->undefined = r->undefined || a[k]->undefined;
        unknown = unknown || !arb_is_finite(&a[k]->value);
    }
    arb_indeterminate(&r->value);
    if (r->undefined || unknown)
        return r;
    arb_mat_init(matrix, (slong)size, (slong)size);
    for (size_t k = 0; k < size * size; k++)
        arb_set(arb_mat_entry(matrix, (slong)(k / size), (slong)(k % size)),
                &a[k]->value);
    spectral_norm(&r->value, matrix, cx->prec);
    arb_mat_clear(matrix);
    return obl_ball_settled(r);
}
