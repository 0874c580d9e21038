/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** slope.h -- powers of t: the printed one beside the one that runs show.
**
** Two forms of a part say such a power. A bound for all t between something
** that the network gives and something that it does not, as in
** L(w(t)) <= O(n^4 |v|^2 / (t - T2)^3): printed is the power of t that the
** rest asks of the former, measured its local slope on the log-log scale
** between the last two checkpoints of a run. Or an exponent within a band,
** as in t D(Z) / Z = -1 +- 0.1: measured is its left side at the last
** checkpoint.
*/

#ifndef OBL_SLOPE_H
#define OBL_SLOPE_H

#include "claim/judge.h"

typedef struct {
    const obl_spec  *spec;
    const obl_claim *claim;
    size_t   part;
    bool     relaxed;  /* out of reach as stated: of the relaxed regime */
    uint32_t node;     /* what is measured */
    bool     local;    /* it is the exponent itself, not a quantity */
    double   inner;    /* the power of t that stands in the quantity */
    double   printed;
    size_t   runs;     /* with a value */
    double  *measured; /* ascending once the measurement is over */
} obl_slope;

/* Appends the powers of t of one part, on trajectories only. False without
** memory. */
bool obl_slopes_find(obl_slope **slope, size_t *count, const obl_spec *spec,
                     const obl_claim *claim, size_t part);

/* Adds the run that the judge holds. */
void obl_slope_add(obl_slope *slope, obl_judge *judge);

/* Sorts what was measured. */
void obl_slope_finish(obl_slope *slope);

#endif
