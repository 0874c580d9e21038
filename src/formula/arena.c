/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** arena.c -- a chain of chunks and a position in it.
*/

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "formula/arena.h"

enum { ALIGN = 16, CHUNK = 1 << 16 };

struct obl_chunk {
    obl_chunk *next;
    size_t     size;
    _Alignas(ALIGN) char bytes[];
};


/* The current chunk has `size` bytes left. */
static bool fits(const obl_arena *arena, size_t size) {
    return arena->now != NULL && arena->now->size - arena->used >= size;
}


static obl_chunk **place_of_next(obl_arena *arena) {
    return arena->now != NULL ? &arena->now->next : &arena->first;
}


bool obl_arena_reserve(obl_arena *arena, size_t size) {
    obl_chunk **place = place_of_next(arena);
    size_t room = size < CHUNK ? CHUNK : size;

    if (fits(arena, size) || (*place != NULL && (*place)->size >= size))
        return true;
    if (room > SIZE_MAX / 2)
        return false;
    obl_chunk *chunk = malloc(sizeof *chunk + room);
    if (chunk == NULL)
        return false;
    chunk->next = *place;
    chunk->size = room;
    *place = chunk;
    return true;
}


void *obl_arena_get(obl_arena *arena, size_t size) {
    size = (size + ALIGN - 1) / ALIGN * ALIGN;
    if (!fits(arena, size)) {
        if (!obl_arena_reserve(arena, size)) {
            fputs("obelus: out of memory\n", stderr);
            abort();
        }
        arena->now = *place_of_next(arena);
        arena->used = 0;
    }
    void *bytes = arena->now->bytes + arena->used;
    arena->used += size;
    return bytes;
}


void obl_arena_release(obl_arena *arena, obl_arena_mark mark) {
    arena->now = mark.now;
    arena->used = mark.used;
}


void obl_arena_close(obl_arena *arena) {
    while (arena->first != NULL) {
        obl_chunk *next = arena->first->next;
        free(arena->first);
        arena->first = next;
    }
    arena->now = NULL;
    arena->used = 0;
}
