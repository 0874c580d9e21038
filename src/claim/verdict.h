/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** verdict.h -- from a tally to a word, and whether it is the word expected.
*/

#ifndef OBL_VERDICT_H
#define OBL_VERDICT_H

#include "claim/audit.h"
#include "claim/sample.h"

/* Fewer accepted samples than these say nothing (VACUOUS). */
enum { OBL_VALID_MIN = 100, OBL_RUNS_MIN = 10 };

/* The verdict that the tally gives on a part: a pure function. */
obl_verdict obl_verdict_of(const obl_claim *claim, const obl_plan *plan,
                           const obl_sampler *sampler, bool relaxed,
                           const obl_tally *tally, size_t part);

/* Whether `verdict` is what `expect` names (NULL: holds). */
bool obl_verdict_is(obl_verdict verdict, const char *expect);

#endif
