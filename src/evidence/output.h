/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** output.h -- a file that appears whole or not at all.
*/

#ifndef OBL_OUTPUT_H
#define OBL_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

/* Text on its way to a file. Write to `file`; nothing is visible at the path
** before obl_output_commit(). */
typedef struct {
    FILE *file;
    char *path, *temporary; /* NULL: a stream, written to directly */
} obl_output;

/* Opens an output that will replace `path`. NULL or "-" is stdout; a device
** or a pipe is written to directly. False with errno set where that cannot
** be. */
bool obl_output_open(obl_output *output, const char *path);

/* Puts everything on disk under its name. False with errno set, and nothing
** left behind, where that fails. Closes the output either way. */
bool obl_output_commit(obl_output *output);

/* Leaves no trace of the output. */
void obl_output_abandon(obl_output *output);

/* Removes the temporary file of the one open output, if any. Safe in a
** signal handler. */
void obl_output_remove_pending(void);

#endif
