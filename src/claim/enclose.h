/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** enclose.h -- a trajectory of descent between bounds.
**
** The state after k steps is held by an exact binary centre c and one radius
** rho: |x - c| <= rho in the Euclidean norm of R^(nd). A step takes the centre
** to F(c) = c - eta grad L(c), in balls, and the radius to
**
**     rho' = rho sup |I - eta Lambda(y)| + what rounding made,  |y - c| <= rho.
**
** Balls iterated for themselves lose bits with every step; a centre loses
** none. The supremum comes from (51): Lambda is a Gram matrix, which has no
** negative eigenvalue and norm at most n/2, plus a block for each neuron,
**
**     (sum_j s_ij (P + nn') - s_i (P + nn')) / (2 pi |w_i|),
**     s_ij = |w_j| sin theta_ij,   s_i = |v| sin theta_i,   P <= P + nn' <= 2,
**
** so -m <= Lambda <= M with m = max_i (2 s_i - sum_j s_ij) / (2 pi |w_i|), or
** 0, and M = n/2 + max_i sum_(j != i) |w_j| / (pi |w_i|). In Phase 3, where
** the angles fall like 1/t, the product of all (1 + eta m) is a power of t.
*/

#ifndef OBL_ENCLOSE_H
#define OBL_ENCLOSE_H

#include "claim/eval.h"

/* Encloses the states of sample->run, a descent, and leaves them there; the
** ball evaluator, which has the sample loaded, knows the step size and, where
** a tree gives it, the start, which is not rounded. False where a neuron may
** be 0, where the radius outgrows the state, or without memory: then the run
** has no enclosure. */
bool obl_enclose(obl_sample *sample, obl_ball_eval *ball);

/* What a step of a run costs, in units of 0.2 to 0.4 us. */
double obl_enclose_cost(const obl_sample *sample);

/* NULL is fine. */
void obl_enclosure_free(struct obl_enclosure *enclosure);

#endif
