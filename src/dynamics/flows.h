/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** flows.h -- what every way to follow the flow needs: a state with r at hand
** and a measure of the errors in it.
**
** The flow is integrated in all of (w, r), r = sum w_i - v = (-H, R):
**
**     dw_i/dt = -r/2 + b_i,   dr/dt = -(n/2) r + sum_i b_i,
**
** where b_i = -B_i/(2 pi) is free of r (internal.h). One of the two says more
** about the other at each moment; obl_reconcile makes it do so.
*/

#ifndef OBL_DYNAMICS_FLOWS_H
#define OBL_DYNAMICS_FLOWS_H

#include "obelus.h"

/* The numbers of (w, r): h, then z, then -H and R. */
typedef struct {
    size_t n, d;
    size_t size; /* (n + 1) d */
    double v;
} obl_shape;

/* The error that counts as 1 in each group of numbers. */
typedef struct {
    double *along, *cross; /* n numbers each: of h_i and of |z_i| */
    double *largest;       /* the |w_i| seen so far, 0 at first */
    double  H, R;
} obl_weights;

/* Checks that all is finite and no neuron 0, then carries H and R. */
obl_status obl_flow_begin(obl_state *state);

/* The state's numbers as one row, and back. */
void obl_flow_pack(double *y, const obl_state *state);
void obl_flow_unpack(obl_state *state, const double *y);

/* Makes r and the neurons agree again. Where r is larger than what is left
** over of the neurons' sum it follows from them; else they follow it, each in
** proportion to itself, so that no small neuron suffers. */
void obl_reconcile(double *y, const obl_shape *shape);

/* Weights at y for a step of length h. Late in the flow z, R and H are of
** first, second and third order in the angles, so R and H count against such
** orders of the largest ones; nothing is followed below 1e-150 of its scale,
** where n = 1 and n = 2 decay exponentially, nor below the rounding of dy/dt
** over h. */
void obl_flow_weigh(obl_weights *weights, const double *y, double h,
                    double tolerance, const obl_shape *shape);

/* The largest of the groups' errors, each over its weight; not finite where
** an entry is not. */
double obl_flow_norm(const double *error, const obl_weights *weights,
                     const obl_shape *shape);

/* The least time after which some neuron would be 0 at its present speed,
** counting only its motion towards 0; infinity if none moves so. `slope` is
** dy/dt, `gone` the time since the run began. *zero tells that this neuron
** has reached 0: that time is rounding, or less is left of the neuron than the
** errors made since it was large, or both it and its speed are rounding. */
double obl_flow_fall(bool *zero, const double *y, const double *slope,
                     double gone, double tolerance, obl_weights *weights,
                     const obl_shape *shape);

#endif
