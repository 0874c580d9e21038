/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** worker.h -- the process in which a spec's Lua runs.
**
** A spec is a program that somebody sent: it runs in a process of its own
** with limits, in a cut-down Lua, and only bytes come back (claim/wire.h).
*/

#ifndef OBL_WORKER_H
#define OBL_WORKER_H

#include <stddef.h>

/* What main() calls first in every program of ours that loads specs: where
** argv[1] is "--spec-worker" this does not return. */
void obl_worker_entry(int argc, char **argv);

/* Runs /proc/self/exe --spec-worker on one spec file and collects its bytes.
** `root` is the folder of all specs (for claims that another file holds) or
** NULL. The bytes always form a stream of wire.h: where the worker was killed
** or ran out of time, memory or output, one `error LINE MESSAGE REMEDY` made
** here with the last line it reached. Returns NULL without memory; the caller
** frees. */
char *obl_worker_run(const char *root, const char *path, size_t *length);

/* The folder with our Lua files: $OBELUS_LUA, else that of the build tree or
** of the installation. */
const char *obl_lua_folder(void);

#endif
