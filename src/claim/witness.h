/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** witness.h -- the exact state that a spec pins as a counterexample.
*/

#ifndef OBL_WITNESS_H
#define OBL_WITNESS_H

#include "claim/claim.h"
#include "claim/sample.h"

/* Whether the pinned witness breaks part k for certain: at the state, every
** hypothesis certified true and the part certified false. Where the part
** holds hidden constants, the witness is a family (lists of several values):
** it breaks the claim for every constant that a search can tell from
** infinity when, from its first member to its last, the constant that would
** be needed grows by 1000. */
bool obl_witness_breaks(const obl_claim *claim, const obl_plan *plan,
                        size_t k);

/* Whether the witness is to break part k: the part that the spec names, any
** part where it names none. */
bool obl_witness_means(const obl_claim *claim, size_t k);

/* Says in at most `size` bytes why the witness does not break part k: which
** hypothesis is not certified true, or what the part is there. */
void obl_witness_explain(char *text, size_t size, const obl_claim *claim,
                         const obl_plan *plan, size_t k);

#endif
