/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** as_real.h -- a template from here to as_none.h is an instance for real.
*/

#include "formula/real.h"

#define NUM obl_real
#define CX obl_real_cx
#define N(f) obl_real_##f
#define DUAL 0
#define BASE obl_real
#define BASE_N(f) obl_real_##f
