/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** internal.h -- what the files of src/dynamics/ share: the gradient (4) in
** plain doubles, in the coordinates (h, z, H, R).
**
** Equation (4) is  grad_i = r/2 + B_i/(2 pi),  where r = sum_j w_j - v is
** (-H, R), and the bracket B_i holds all that depends on angles:
**
**     B_i = sum_j [|w_j| sin theta_ij  w_i/|w_i| - theta_ij w_j]
**           - [|v| sin theta_i  w_i/|w_i| - theta_i v].
**
** Only the part r/2 is stiff, and only r suffers when it is a difference.
*/

#ifndef OBL_DYNAMICS_INTERNAL_H
#define OBL_DYNAMICS_INTERNAL_H

#include "obelus.h"

#define OBL_PI 3.14159265358979323846

/* The Euclidean norm of `count` numbers; no square over- or underflows. */
double obl_norm(const double *x, size_t count);

/* How many numbers obl_bracket and obl_gradient need at `scratch`. 0 where
** that number is too large to count in bytes. */
size_t obl_gradient_scratch(size_t n, size_t d);

/* The brackets B_i of the state's h, z and v; H and R are not read.
**
** along: n numbers, B_i along v; every term of them is third order in the
** angles, and so is the rounding error.
** cross: n rows of d-1 numbers, B_i across v; second order in the angles.
**
** The results may not overlap the state. OBL_ZERO_NEURON, with the results
** untouched, where some w_i is exactly 0. An entry that is not finite gives
** results that are not. */
obl_status obl_bracket(double *along, double *cross, double *scratch,
                       const obl_state *state);

/* The gradient (4), as obl_bracket returns its part. H and R are the state's
** where it carries them, else sums over its neurons. */
obl_status obl_gradient(double *along, double *cross, double *scratch,
                        const obl_state *state);

/* r = sum_j w_j - v across v, d-1 numbers, and along it, returned. */
double obl_residual(double *cross, const obl_state *state);

#endif
