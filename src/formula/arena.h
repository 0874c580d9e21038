/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** arena.h -- memory that is given back all at once.
**
** A chain of chunks: a request that does not fit opens the next chunk, so
** what was handed out never moves. A released chunk stays for reuse. As FLINT
** does, obl_arena_get ends the process when memory ends; a caller that can
** report that instead reserves first.
*/

#ifndef OBL_ARENA_H
#define OBL_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct obl_chunk obl_chunk;

typedef struct {
    obl_chunk *first, *now; /* both NULL until the first request */
    size_t     used;        /* bytes of `now` in use */
} obl_arena;

/* A moment in the life of a context: the numbers and arrays made after it go
** when the context is released to it. One type for every number type. */
typedef struct {
    obl_chunk *now;
    size_t     used;
    size_t     balls;
} obl_arena_mark;

/* An arena of zero bytes is open. Close gives all memory back. */
void  obl_arena_close(obl_arena *arena);
/* `size` bytes, aligned for every type. */
void *obl_arena_get(obl_arena *arena, size_t size);
/* Makes sure that `size` bytes can be had in one or many pieces without
** asking the system; false without memory. */
bool  obl_arena_reserve(obl_arena *arena, size_t size);
void  obl_arena_release(obl_arena *arena, obl_arena_mark mark);

#endif
