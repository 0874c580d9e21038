/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** as_ball.h -- a template from here to as_none.h is an instance for ball.
*/

#include "formula/ball.h"

#define NUM obl_ball
#define CX obl_ball_cx
#define N(f) obl_ball_##f
#define DUAL 0
#define BASE obl_ball
#define BASE_N(f) obl_ball_##f
