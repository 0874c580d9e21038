/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** teeth.h -- what the wrong variants of a claim say of the evidence for it.
*/

#ifndef OBL_TEETH_H
#define OBL_TEETH_H

#include <stdio.h>

#include "claim/audit.h"

/* Mutants made and killed, by hand and automatically. */
typedef struct { size_t by_hand, by_hand_killed, made, made_killed; }
    obl_teeth;

/* Adds the mutants of a result. */
void obl_teeth_add(obl_teeth *teeth, const obl_result *result);

/* One line: "mutants: 12 of 12 by hand, 310 of 402 automatic". */
void obl_teeth_print(FILE *out, const obl_teeth *teeth);

/* For one claim: its score, each hypothesis as load-bearing (a sample that it
** alone rejects breaks the claim) or not seen to matter, and the automatic
** variants that no sample tells from the claim: slack in the statement, or
** blindness of the samples. */
void obl_teeth_claim(FILE *out, const obl_result *result);

#endif
