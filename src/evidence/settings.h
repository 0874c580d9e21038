/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** settings.h -- what the environment says to every program of ours.
*/

#ifndef OBL_SETTINGS_H
#define OBL_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "claim/audit.h"

/* The folder with the specs: $OBELUS_SPECS; for a program of the build tree
** that of its sources; for an installed one share/obelus/specs beside it.
** Written relative to the current folder where it lies below it. */
const char *obl_specs_folder(void);

/* An installed program that was moved as a whole finds its Lua files beside
** it: sets $OBELUS_LUA unless it is set. Call before any thread starts. */
void obl_settings_find_lua(void);

/* The defaults of an audit with $OBL_SEED, $OBL_EFFORT and $OBL_THREADS.
** Returns NULL, or the name of a variable whose value is no such number. */
const char *obl_settings_read(obl_audit_options *options);

/* The whole of `text` as a number in a range; false where it is not one. */
bool obl_read_count(const char *text, uint64_t *value);
bool obl_read_effort(const char *text, double *value);
bool obl_read_threads(const char *text, unsigned *value);

#endif
