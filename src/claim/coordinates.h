/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** coordinates.h -- the numbers of a drawn sample that may vary, and how.
**
** These are the rows of a drawn state, free vectors, the numbers that ranges
** gave, and the places of a sequence's members in their ranges. n, d and |v|
** shape the state and stay as drawn.
*/

#ifndef OBL_COORDINATES_H
#define OBL_COORDINATES_H

#include "claim/judge.h"

/* One number that may vary. */
typedef struct {
    double *at, kept;
    double  low, high; /* of a range; NaN for entries of a vector */
    bool    by_decades;
    size_t  group;     /* vectors: entries of one group vary together */
    double  scale;     /* vectors: their length */
} obl_coordinate;

typedef struct {
    size_t          count, groups;
    obl_coordinate *c;
    bool            grows; /* sequences are among them: obl_sample_grow() */
} obl_coordinates;

/* Of the sample that the judge holds, as long as it holds it. What memory
** does not suffice for does not vary. */
obl_coordinates obl_coordinates_of(obl_judge *judge);
void obl_coordinates_free(obl_coordinates *all);

/* Notes every number; sets every number as it was noted. */
void obl_coordinates_keep(obl_coordinates *all);
void obl_coordinates_undo(obl_coordinates *all);
/* Varies them: all together, a group, the length of a group, or a vector
** towards another; `step` is relative. */
void obl_coordinates_vary(obl_coordinates *all, obl_random *random,
                          double step);
/* To x + t (y - x), where x was noted and y is in `to`, a number for each;
** within ranges. */
void obl_coordinates_go(obl_coordinates *all, const double *to, double t);

#endif
