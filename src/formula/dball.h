/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** dball.h -- the number type `dball`: a ball with its one-sided derivatives.
*/

#ifndef OBL_DBALL_H
#define OBL_DBALL_H

#include "formula/ball.h"

typedef obl_ball_cx obl_dball_cx;

#include "formula/as_dball.h"
#include "formula/dual.h"
#include "formula/formulas.h"
#include "formula/as_none.h"

#endif
