/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** observables.h -- what `obelus simulate` can report of a state.
**
** To add one, add an entry to the table in observables.c.
*/

#ifndef OBL_OBSERVABLES_H
#define OBL_OBSERVABLES_H

#include <stdio.h>

#include "cli/vectors.h"

typedef struct obl_view obl_view;

/* One thing to report: a number, or one per neuron, or one per weight. */
typedef struct {
    const char *name, *about;
    enum { OBL_ONE, OBL_PER_NEURON, OBL_PER_WEIGHT } shape;
    void (*fill)(double *out, obl_view *view); /* NaN: has no value here */
} obl_observable;

/* All of them, ended by one without a name. */
extern const obl_observable obl_observables[];

/* The one called by the first `length` bytes of `name`, or NULL. */
const obl_observable *obl_observable_find(const char *name, size_t length);

/* How many numbers it has, and what the k-th is called: "theta_2". */
size_t obl_observable_width(const obl_observable *observable, size_t n,
                            size_t dim);
void   obl_observable_column(char *text, size_t size,
                             const obl_observable *observable, size_t k,
                             size_t dim);

/* A state with the formulas at hand; the state may change between uses, but
** not its shape. NULL without memory. */
obl_view *obl_view_open(const obl_state *state, const obl_frame *frame);
void      obl_view_refresh(obl_view *view);
void      obl_view_close(obl_view *view);

#endif
