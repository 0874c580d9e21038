/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** scatter.h -- states for pointwise claims: anywhere, and near a minimum.
**
** Deliberately unfair draws. Where a formula breaks is where random points
** never fall: neurons that vanish, coincide, oppose each other or v, stand
** orthogonal to it, or sum to it exactly.
*/

#ifndef OBL_SCATTER_H
#define OBL_SCATTER_H

#include "obelus.h"

/* A vector whose length is log-uniform over 12 decades around 1; one in
** eight lies along a coordinate axis. */
void obl_scatter_vector(obl_random *random, double *x, size_t d);

/* States for "every w": lengths over 12 decades, corners among them. */
obl_state *obl_scatter_anywhere(obl_random *random, size_t n, size_t d,
                                double v);

/* Puts some neurons of a state, of at most 4096 dimensions, into corner number
** `which` of OBL_CORNERS: exactly where `near` is 0, else all but so much of
** the way. */
enum { OBL_CORNERS = 8 };
void obl_scatter_corner(obl_random *random, obl_state *s, size_t which,
                        double near);

/* States at distance about `spread` |v|/n from a global minimum with
** unequal shares: angles near `spread`, H and R of its order or smaller. */
obl_state *obl_scatter_near_minimum(obl_random *random, size_t n, size_t d,
                                    double v, double spread);

#endif
