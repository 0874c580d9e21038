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

/* The first sample that tells a mutant from the claim, as stated, else in the
** relaxed regime. */
typedef struct { bool found, relaxed; uint64_t index; } obl_killer;

/* That of mutant number `mutant`. */
obl_killer obl_teeth_killer(const obl_result *result, size_t mutant);

/* What is known of a hypothesis: a sample that it alone rejects breaks the
** claim; no sample does; or the claim without it was not tried. */
typedef enum { OBL_LOAD_BEARING, OBL_NOT_SEEN_TO_MATTER, OBL_NOT_TESTED }
    obl_bearing;

/* The sample goes to `by` where the hypothesis is load-bearing. */
obl_bearing obl_teeth_hypothesis(const obl_result *result, size_t hypothesis,
                                 obl_killer *by);
/* "load-bearing", "not seen to matter", "not tested". */
const char *obl_bearing_text(obl_bearing bearing);
/* Whether no sample tells an automatic variant from the claim, and it is not
** that a hypothesis is dropped. */
bool obl_teeth_is_slack(const obl_result *result, size_t mutant);

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
