/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** regimes.h -- how many parts came out how, the regimes kept apart.
**
** What is found of a flow analogue or of a relaxed statement counts for
** neither side of the statement as printed.
*/

#ifndef OBL_REGIMES_H
#define OBL_REGIMES_H

#include <stdio.h>

#include "claim/audit.h"

/* Parts by regime and verdict. */
typedef struct { size_t parts[OBL_REGIMES][OBL_NOT_RUN + 1]; } obl_regimes;

/* Adds the parts of a result. */
void obl_regimes_add(obl_regimes *regimes, const obl_result *result);

/* A line for each regime that occurs: its verdicts, each with its count. */
void obl_regimes_print(FILE *out, const obl_regimes *regimes);

#endif
