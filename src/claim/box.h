/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** box.h -- the evaluator in balls where states or variables are balls
** themselves: what it says there, it says of every point in them.
**
** On a box of scalars two sides are equal only where their balls are the same
** exact number; agreement to 2^-200, which is taken for equality at one state,
** is none.
*/

#ifndef OBL_BOX_H
#define OBL_BOX_H

#include "claim/eval.h"
#include "formula/ball.h"

/* The states of a run as balls (enclose.h): centre +- radius in each entry. */
typedef struct obl_enclosure {
    size_t     count, entries;
    arb_ptr   *state;  /* per state its h_i, then the rows z_i */
    arb_struct v;
    double     radius; /* of the last one */
    uint64_t   steps;
} obl_enclosure;

/* obl_enclose() with the step size, the teacher's length and the start, its
** entries in that order; a start of balls is their enclosure. */
bool obl_enclose_from(obl_sample *sample, const arb_struct *eta,
                      const arb_struct *v, arb_srcptr start);

/* The network that a net(...) node describes into `entries`, its teacher into
** `v`. False where it has none, or is not of n neurons in R^d. */
bool obl_ball_start(obl_ball_eval *eval, uint32_t node, size_t n, size_t d,
                    arb_struct *v, arb_ptr entries);

/* Loads `sample`, whose sampler draws scalars: variable k is the ball box[k],
** or computed by its tree where that is NULL. */
bool obl_ball_load_box(obl_ball_eval *eval, const obl_sample *sample,
                       const arb_struct *const *box, long bits);

/* The value of a scalar variable, undefined where it has none. */
obl_ball obl_ball_scalar(obl_ball_eval *eval, unsigned variable);

/* sigma, where sample->unit: what its state is to be multiplied by. */
long double obl_ball_unit_size(obl_ball_eval *eval);
/* The same in decimal; returns `text`, of `size` bytes. */
const char *obl_ball_unit_text(obl_ball_eval *eval, char *text, size_t size);

/* A closed real node, at what is loaded. Lives until the next load. */
obl_ball obl_ball_number(obl_ball_eval *eval, uint32_t node);

#endif
