/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** as_dreal.h -- a template from here to as_none.h is an instance for duals
** over real.
*/

#include "formula/dreal.h"

#define NUM obl_dreal
#define CX obl_dreal_cx
#define N(f) obl_dreal_##f
#define DUAL 1
#define BASE obl_real
#define BASE_N(f) obl_real_##f
