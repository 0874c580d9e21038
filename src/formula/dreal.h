/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** dreal.h -- the number type `dreal`: a real with its one-sided derivatives.
*/

#ifndef OBL_DREAL_H
#define OBL_DREAL_H

#include "formula/real.h"

typedef obl_real_cx obl_dreal_cx;

#include "formula/as_dreal.h"
#include "formula/dual.h"
#include "formula/formulas.h"
#include "formula/as_none.h"

#endif
