/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** ball_inside.h -- what the files of the number type `ball` share.
*/

#ifndef OBL_BALL_INSIDE_H
#define OBL_BALL_INSIDE_H

#include "formula/ball.h"

/* A place for a result, not undefined, its value still anything. */
obl_ball_slot *obl_ball_fresh(obl_ball_cx *cx);
/* The slot as a result: what is not finite becomes unknown. */
obl_ball       obl_ball_settled(obl_ball_slot *slot);

#endif
