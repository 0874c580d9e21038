/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** shrink.h -- a counterexample made simple.
**
** Fewer neurons, fewer dimensions, fewer digits, an earlier time, for as long
** as balls confirm the counterexample and at least half of its relative
** violation is left, so that a threshold effect does not pass for rounding.
*/

#ifndef OBL_SHRINK_H
#define OBL_SHRINK_H

#include "claim/judge.h"

/* Shrinks the sample that the judge holds. False where it does not break
** `part` for certain, or without memory. */
bool obl_shrink_sample(obl_judge *judge, size_t part);

/* Shrinks the sample of `index`, which breaks `part` for certain by `margin`,
** and returns it as the words of a spec that pin it, to be freed by the
** caller; of a claim that runs over time, with the time by which half of the
** violation is there, as a comment. NULL where it is not a counterexample. */
char *obl_shrink(obl_judge *judge, size_t part, uint64_t index,
                 double margin);

#endif
