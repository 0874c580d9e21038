/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** pool.c -- a list of blocks; taking moves a mark inside the newest.
*/

#include "claim/pool.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1 << 16 };

typedef struct block {
    struct block *older;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
} block;

struct obl_pool { block *newest; };


obl_pool *obl_pool_new(void) {
    return calloc(1, sizeof(obl_pool));
}


void obl_pool_free(obl_pool *pool) {
    while (pool && pool->newest) {
        block *older = pool->newest->older;

        free(pool->newest);
        pool->newest = older;
    }
    free(pool);
}


static block *block_for(obl_pool *pool, size_t size) {
    block *b = pool->newest;

    if (b && b->size - b->used >= size)
        return b;
    const size_t room = size > BLOCK ? size : BLOCK;
    b = calloc(1, sizeof *b + room);
    if (!b)
        abort();
    b->size = room;
    b->older = pool->newest;
    return pool->newest = b;
}


void *obl_pool_take(obl_pool *pool, size_t size) {
    const size_t unit = alignof(max_align_t);
    const size_t rounded = (size + unit - 1) / unit * unit;
    block *b = block_for(pool, rounded);
    void *bytes = b->bytes + b->used;

    b->used += rounded;
    return bytes;
}


char *obl_pool_text(obl_pool *pool, const char *text, size_t length) {
    char *copy = obl_pool_take(pool, length + 1);

    memcpy(copy, text, length);
    return copy;
}


void *obl_pool_more(obl_pool *pool, void *array, size_t count, size_t size) {
    if (count & (count - 1))
        return array;
    void *larger = obl_pool_take(pool, (count ? 2 * count : 1) * size);

    if (count)
        memcpy(larger, array, count * size);
    return larger;
}
