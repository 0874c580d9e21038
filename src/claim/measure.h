/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** measure.h -- the limits of one claim, by one thread in a fixed order.
*/

#ifndef OBL_MEASURE_H
#define OBL_MEASURE_H

#include "claim/constants.h"
#include "claim/sample.h"

/* A claim with the rows and slopes that are to be filled. */
typedef struct {
    const obl_claim *claim;
    const obl_plan  *plan;
    obl_limit_row   *row;
    obl_slope       *slope;
    size_t           rows, slopes;
} obl_limit_unit;

/* Called now and then; false stops the measurement. */
typedef bool obl_limit_tick(void *user);

/* How often at most tick() will be called for a claim. */
uint64_t obl_limit_ticks(const obl_claim *claim);

/* Fills the rows and slopes; leaves them empty without memory, or where it
** was stopped. */
void obl_limit_measure(const obl_limit_unit *u,
                       const obl_audit_options *options,
                       obl_limit_tick *tick, void *user);

#endif
