/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** as_dball.h -- from here to as_none.h a template speaks of the dual numbers over ball.
*/

#include "formula/dball.h"

#define NUM obl_dball
#define CX obl_dball_cx
#define N(f) obl_dball_##f
#define DUAL 1
#define BASE obl_ball
#define BASE_N(f) obl_ball_##f
