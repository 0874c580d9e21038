/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** shrink.h -- a counterexample made simple.
**
** Fewer neurons, fewer dimensions, fewer digits, for as long as balls confirm
** the counterexample and at least half of its relative violation is left, so
** that a threshold effect does not pass for rounding.
*/

#ifndef OBL_SHRINK_H
#define OBL_SHRINK_H

#include "claim/judge.h"

/* Shrinks the sample of `index`, which breaks `part` for certain, and returns
** it as the words of a spec that pin it, to be freed by the caller. NULL
** where it is not a counterexample, or without memory. */
char *obl_shrink(obl_judge *judge, size_t part, uint64_t index);

#endif
