/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** table.h -- results as text for people: one row per part and regime.
*/

#ifndef OBL_TABLE_H
#define OBL_TABLE_H

#include <stdbool.h>
#include <stdio.h>

#include "claim/audit.h"

/* The line of column names. */
void obl_table_heading(FILE *out, bool colour);

/* The rows of one result, each a line, in the order of its parts. */
void obl_table_rows(FILE *out, const obl_result *result, bool colour);

/* Why a result did not pass, with the command that shows the sample again.
** Prints nothing for one that passed. */
void obl_table_failure(FILE *out, const obl_result *result, uint64_t seed);

/* Whether a spec expects, in either regime, something else than that its
** claim holds, and was right. */
bool obl_is_finding(const obl_result *result);

/* A finding: the parts that did not hold, and why that was expected. */
void obl_table_finding(FILE *out, const obl_result *result, uint64_t seed);

/* The sample to look at first: the witness, else the tightest one. */
const obl_mark *obl_mark_to_show(const obl_part_tally *part);

/* Text that a spec brought, on its way to a terminal: control characters
** other than the end of a line become `?`. */
void obl_put_text(FILE *out, const char *text);

/* What `obelus replay` finds a claim by: its name, or, where its file lies
** outside the folder of specs, the file and the name. */
enum { OBL_REPLAY_WORDS = 4200 };
void obl_replay_words(char *text, size_t size, const obl_result *result);

/* The label of part k, as harmless as obl_put_text() prints it. */
void obl_table_label(char *text, size_t size, const obl_claim *claim,
                     size_t k);

/* A spec that cannot be read: file:line: message, then the remedy. */
void obl_table_spec_error(FILE *out, const obl_spec *spec);

#endif
