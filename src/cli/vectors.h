/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** vectors.h -- vectors from CSV files, and the frame in which they move.
*/

#ifndef OBL_VECTORS_H
#define OBL_VECTORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "obelus.h"

/* Rows of equal length, from a file. */
typedef struct {
    size_t  rows, columns;
    double *entry;  /* rows * columns numbers */
} obl_vectors;

/* Reads one vector per line, its numbers separated by commas; blank lines and
** lines that start with # are passed over. On failure writes "NAME:ROW:COLUMN:
** what is wrong" to `problem` and returns false, with errno 0 unless the file
** could not be read. Finite numbers only, at least one row. */
bool obl_vectors_read(obl_vectors *vectors, FILE *in, const char *name,
                      char *problem, size_t size);
void obl_vectors_free(obl_vectors *vectors);

/* An orthonormal frame of a user's space: row 0 lies along the teacher, rows
** 1..count-1 span what the students add. All motion stays within. */
typedef struct {
    size_t  dim, count;
    double *axis;       /* count rows of dim numbers */
} obl_frame;

/* Puts students and teacher into the coordinates of obelus.h and says how to
** return. NULL without memory. */
obl_state *obl_frame_enter(obl_frame *frame, const double *teacher,
                           const obl_vectors *students);
/* Student i of the state in the user's frame: dim numbers. */
void       obl_frame_leave(double *w, const obl_frame *frame,
                           const obl_state *state, size_t i);
void       obl_frame_free(obl_frame *frame);

#endif
