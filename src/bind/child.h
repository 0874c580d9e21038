/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** child.h -- what the worker process does.
*/

#ifndef OBL_CHILD_H
#define OBL_CHILD_H

/* The descriptor of the shared page, in which the worker leaves the line of
** the spec that it runs. */
enum { OBL_LINE_FD = 3 };

/* Reads the spec and the other specs under `root` (or ""), runs the spec and
** writes the stream on descriptor 1. Returns the exit status. */
int obl_child(const char *root, const char *path);

#endif
