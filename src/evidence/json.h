/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** json.h -- results and claims as JSON. The schema is docs/reference/json.md.
*/

#ifndef OBL_JSON_H
#define OBL_JSON_H

#include <stdbool.h>
#include <stdio.h>

#include <jansson.h>

#include "claim/audit.h"
#include "claim/constants.h"

enum { OBL_JSON_SCHEMA = 1 };

/* Appends one object per part of a claim to `list`. */
void obl_json_add_claim(json_t *list, const obl_spec *spec,
                        const obl_claim *claim);

/* The report of a run, with no claims in it yet. */
json_t *obl_json_report(const obl_audit_options *options);

/* Appends one object per part of a result to the report's claims. */
void obl_json_add_result(json_t *report, const obl_result *result,
                         uint64_t seed);

/* Appends a spec that could not be read to the report's `wrong` specs. */
void obl_json_add_wrong(json_t *report, const obl_spec *spec);

/* How the run as a whole ended. */
void obl_json_finish(json_t *report, bool passed, bool interrupted);

/* What the hidden constants and the powers of t would have to be. */
json_t *obl_json_limits(const obl_limits *limits,
                        const obl_audit_options *options);

/* Writes the value as text; false where the stream failed. */
bool obl_json_write(FILE *out, const json_t *value);

#endif
