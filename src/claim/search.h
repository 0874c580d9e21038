/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** search.h -- from a drawn sample downhill on the margin.
**
** What is searched is everything the sampler may draw, and states beyond it:
** the state itself, the numbers that ranges gave, and sequences. The way down
** is a pure function of (seed, index), so a found sample needs no other name
** than its index: bits say that it was searched for and whence, the part it
** was searched for and the sample it started from fill the rest.
*/

#ifndef OBL_SEARCH_H
#define OBL_SEARCH_H

#include "claim/judge.h"

#define OBL_SEARCHED (UINT64_C(1) << 63)
/* Beside OBL_BEYOND of sample.h: the start is first moved onto the edge of a
** hypothesis about it; or first put into a corner, exactly or nearly. */
#define OBL_FROM_EDGE (UINT64_C(1) << 61)
#define OBL_FROM_CORNER (UINT64_C(1) << 60)

/* The index of what is found for `part` < 4096 from sample `start` < 2^48,
** with or without the bits OBL_BEYOND, OBL_FROM_EDGE and OBL_FROM_CORNER. */
uint64_t obl_search_index(size_t part, uint64_t start);

/* Draws the start of a searched index and goes downhill: the judge is left
** holding the best sample found. False where the start cannot be drawn. */
bool obl_search(obl_judge *judge, uint64_t index);

/* From the sample that is loaded, which it changes and leaves to be loaded
** again. The hidden constants of the part, and of no hypothesis, are `scale`
** times as large; there are `patience` times as many steps. `stream` names
** the random numbers: with the sample it is all that the way depends on. */
void obl_search_down(obl_judge *judge, size_t part, uint64_t stream,
                     double scale, unsigned patience);

#endif
