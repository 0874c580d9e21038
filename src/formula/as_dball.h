/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** as_dball.h -- a template from here to as_none.h is an instance for duals
** over ball.
*/

#include "formula/dball.h"

#define NUM obl_dball
#define CX obl_dball_cx
#define N(f) obl_dball_##f
#define DUAL 1
#define BASE obl_ball
#define BASE_N(f) obl_ball_##f
