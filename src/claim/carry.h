/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** carry.h -- a sample with n neurons made into one with another number.
**
** What is extreme at one n tells where to look at the next: one neuron off
** and the others at the minimum, k active ones among idle ones, all across
** the teacher but one. Which of these a sample is nobody knows; so it is
** carried over in every manner, and the claim says which was right.
*/

#ifndef OBL_CARRY_H
#define OBL_CARRY_H

#include "claim/judge.h"

/* A copy of what was drawn, without its trajectory, to be freed by
** obl_sample_clear(). False without memory: `to` is then empty. */
bool obl_sample_copy(obl_sample *to, const obl_sample *from);

/* So many manners, counted from 0. */
enum { OBL_MANNERS = 11 };

/* Loads `from` carried over to n neurons as the judge's sample, which is
** empty before; its sampler draws that n. Numbers are moved into their
** ranges. False where the manner makes nothing of it, or the result has no
** value: drop the sample all the same. */
bool obl_carry(obl_judge *judge, const obl_sample *from, size_t n,
               unsigned manner);

/* Moves the loaded network halfway to a global minimum: leans by 1/2, what
** the sum lacks along v by 1/4, as they go together where the gradient is
** small. Loads it; false where there is no network to be moved. */
bool obl_carry_closer(obl_judge *judge);

#endif
