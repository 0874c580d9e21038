/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** sandbox.h -- the Lua in which a stranger's spec runs.
**
** Three fences, each of which holds alone against what the others miss: the
** spec sees only the language's words; the state counts instructions and
** bytes; the process has limits of the operating system.
*/

#ifndef OBL_SANDBOX_H
#define OBL_SANDBOX_H

#include <stddef.h>

#include <lua.h>

/* A state with the language loaded from `folder`, or NULL; `line` (shared
** memory, or NULL) is told which line of the chunk "=spec" runs. One state
** per process: the limits are the process's. */
lua_State *obl_sandbox_open(const char *folder, volatile unsigned *line);

/* Takes away what only the loading needed, and starts to count. */
void obl_sandbox_close(lua_State *L);

/* Limits of this process: CPU, memory, files. Nothing can be opened after. */
void obl_sandbox_limits(void);

#endif
