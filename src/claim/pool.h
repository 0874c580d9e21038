/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** pool.h -- memory that is freed all at once.
**
** A spec is read once and dropped as a whole, so its parts need no owners of
** their own.
*/

#ifndef OBL_POOL_H
#define OBL_POOL_H

#include <stddef.h>

typedef struct obl_pool obl_pool;

obl_pool *obl_pool_new(void);            /* NULL without memory */
void      obl_pool_free(obl_pool *pool); /* NULL is fine */

/* `size` zeroed bytes, aligned for anything. Aborts without memory: the
** pools of a spec are bounded by the worker's output. */
void *obl_pool_take(obl_pool *pool, size_t size);
char *obl_pool_text(obl_pool *pool, const char *text, size_t length);

/* Room for one more after `count` elements of `size` bytes at `array`; the
** array moves when count is 0 or a power of two. */
void *obl_pool_more(obl_pool *pool, void *array, size_t count, size_t size);

/* PUSH(pool, array, count): the address of a new zeroed last element. */
#define OBL_PUSH(pool, array, count)                                         \
    ((array) = obl_pool_more((pool), (array), (count), sizeof *(array)),     \
     &(array)[(count)++])

#endif
