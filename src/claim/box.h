/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** box.h -- the evaluator in balls on a box: what it says there, it says of
** every point of the box.
**
** Two sides are equal here only where their balls are the same exact number;
** agreement to 2^-200, which eval.h takes for equality at one state, is none.
*/

#ifndef OBL_BOX_H
#define OBL_BOX_H

#include "claim/eval.h"
#include "formula/ball.h"

/* Loads `sample`, whose sampler draws scalars: variable k is the ball box[k],
** or computed by its tree where that is NULL. */
bool obl_ball_load_box(obl_ball_eval *eval, const obl_sample *sample,
                       const arb_struct *const *box, long bits);

/* A closed real node, at what is loaded. Lives until the next load. */
obl_ball obl_ball_number(obl_ball_eval *eval, uint32_t node);

#endif
