/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** limits.h -- hidden constants and powers of t, for people, for a page of
** documentation and as CSV. As JSON: json.h.
*/

#ifndef OBL_EVIDENCE_LIMITS_H
#define OBL_EVIDENCE_LIMITS_H

#include <stdio.h>

#include "claim/constants.h"

/* A block for each limit, then a table of the powers of t. */
void obl_limits_text(FILE *out, const obl_limits *limits);

/* Both as tables, a row for each limit. A value that moved by 1 % or more is
** in italics, one that balls certified in bold. */
void obl_limits_markdown(FILE *out, const obl_limits *limits);

/* A line for each limit at each n, and one for each power of t. */
void obl_limits_csv(FILE *out, const obl_limits *limits);

/* The measured value in the middle; NaN where there is no run. */
double obl_slope_median(const obl_slope *slope);

#endif
