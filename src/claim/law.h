/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** law.h -- the exact laws of one Gaussian neuron.
**
** w ~ N(0, sigma^2 I_d): |w|^2 / sigma^2 is chi-squared with d degrees, the
** angle to a fixed direction has cos^2 ~ beta(1/2, (d-1)/2) and is
** independent of |w|, and <w, vbar> is normal.
*/

#ifndef OBL_LAW_H
#define OBL_LAW_H

#include "formula/ball.h"
#include "formula/real.h"

/* The regularised incomplete gamma function P(a, x), a > 0, x >= 0. */
obl_real obl_real_gamma_p(obl_real_cx *cx, obl_real a, obl_real x);
obl_ball obl_ball_gamma_p(obl_ball_cx *cx, obl_ball a, obl_ball x);

/* The regularised incomplete beta function I_x(a, b), 0 <= x <= 1. */
obl_real obl_real_beta_i(obl_real_cx *cx, obl_real a, obl_real b, obl_real x);
obl_ball obl_ball_beta_i(obl_ball_cx *cx, obl_ball a, obl_ball b, obl_ball x);

#endif
