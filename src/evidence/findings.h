/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** findings.h -- what a run found against the paper, as Markdown for its
** readers and its authors.
*/

#ifndef OBL_FINDINGS_H
#define OBL_FINDINGS_H

#include <stdio.h>

#include "claim/audit.h"

/* Writes every finding once, by what was found: false as printed; broken in
** doubles or outside the statement; vacuous; out of reach; undecided. Then
** the claims whose hidden constants have slack, and whatever did not come out
** as its spec expects. */
void obl_findings_write(FILE *out, obl_result *const *result, size_t count,
                        const obl_audit_options *options);

#endif
