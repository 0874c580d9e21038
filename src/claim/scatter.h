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

/* States at distance about `spread` |v|/n from a global minimum with
** unequal shares: angles near `spread`, H and R of its order or smaller. */
obl_state *obl_scatter_near_minimum(obl_random *random, size_t n, size_t d,
                                    double v, double spread);

#endif
