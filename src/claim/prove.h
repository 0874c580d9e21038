/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** prove.h -- a claim about a few real numbers, decided on its whole domain.
**
** The domain is a box: at most OBL_AXES_MAX variables drawn from ranges with
** constant ends, variables from short lists taken member by member, and
** variables computed from these. It is cut into boxes until on each the part
** is certain, or some hypothesis is certainly false. Where two sides meet at
** an end of a box (x - sin x >= 0 at 0), power series from that end decide.
**
** What this cannot decide: equality on an interval; sides that meet inside
** the domain at a number that is no short binary fraction, or at an end that
** no binary fraction is; sums over time, networks, integrals. Such a claim is
** left to its samples. A claim is given up after a fixed amount of work, so
** the outcome depends on nothing but the claim.
*/

#ifndef OBL_PROVE_H
#define OBL_PROVE_H

#include "claim/sample.h"

typedef enum { OBL_PROOF_OPEN, OBL_PROOF_HOLDS, OBL_PROOF_FAILS }
    obl_proof_outcome;

typedef struct {
    obl_proof_outcome outcome;
    uint64_t          boxes;      /* looked at */
    char              place[240]; /* FAILS: "x = 3/8", every hypothesis true
                                  ** and the part false there for certain */
} obl_proof;

/* Part `part` of the claim on what `sampler` draws from. */
void obl_prove(obl_proof *proof, const obl_claim *claim,
               const obl_sampler *sampler, const obl_plan *plan, size_t part);

#endif
