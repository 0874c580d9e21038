/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** series.h -- a tree over scalars as a power series along one axis of a box.
**
** With a variable x at X + t and the others at balls, the coefficients of t^k
** are balls that hold f^(k)(x)/k! for every x in X and every value of the
** others. So at an end a of an interval of width w,
**
**     f(a + t) = c_0 + c_1 t + ... + c_(K-1) t^(K-1) + R t^K,   0 <= t <= w,
**
** with c_k from X = a and R the coefficient K from X = [a, a + w] (Taylor,
** Lagrange's remainder). A zero of f at a shows as exact zeros c_0, c_1, ...
** and costs nothing.
*/

#ifndef OBL_SERIES_H
#define OBL_SERIES_H

#include "claim/box.h"

#include <flint/fmpq_poly.h>
#if __has_include(<flint/arb_poly.h>)
#include <flint/arb_poly.h>
#else
#include <arb_poly.h>
#endif

/* D may stand in D so often; each takes one coefficient more. */
enum { OBL_AXES_MAX = 3, OBL_NESTED_MAX = 2 };

/* One claim's series. The evaluator is loaded with a box that holds every
** place asked for: what does not move is read off it. */
typedef struct {
    const obl_claim  *claim;
    obl_ball_eval    *eval;
    const obl_draw  **draw;    /* per variable: what draws it, or NULL */
    int              *axis;    /* per variable: its axis, or -1 */
    uint8_t          *moves;   /* per node: the set of axes it moves with */
    arb_struct        at[OBL_AXES_MAX]; /* where the axes are */
    unsigned          along;   /* the axis of t */
    slong             length;  /* how many coefficients are computed */
    unsigned          nested;  /* derivatives around what is computed */
    bool              trees_move; /* a variable's tree leans on an axis */
    long              bits;
    arb_poly_struct  *memo;    /* per node */
    uint32_t         *stamp;   /* per node: of the pass that filled memo */
    uint32_t          pass;
    unsigned          visits;  /* of the exact walk, which remembers nothing */
} obl_series;

/* For a sampler of scalars. `axis` is filled by the caller, then
** obl_series_settle() finds what moves. False without memory; close is fine
** all the same. */
bool obl_series_open(obl_series *s, const obl_claim *claim,
                     const obl_sampler *sampler, obl_ball_eval *eval,
                     long bits);
void obl_series_settle(obl_series *s);
void obl_series_close(obl_series *s);

/* Starts a pass at `at`, along an axis; of its series the first `length`
** coefficients are good. */
void obl_series_start(obl_series *s, unsigned along, slong length);
/* The series of a real node in this pass, NULL where it is not known to have
** one. Lives until the next pass. */
const arb_poly_struct *obl_series_of(obl_series *s, uint32_t node);
/* The same in rationals, where all that moves is at exact numbers at which
** every function has a rational series (sin at 0, log at 1): in balls 1/2 -
** 1/6 - 1/3 is not 0. False where it is not so. */
bool obl_series_exact(obl_series *s, fmpq_poly_struct *out, uint32_t node);

#endif
