/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** dreal.c -- dual numbers over real, and the formulas in them.
*/

#include "formula/dreal.h"

#include "formula/as_dreal.h"
#include "formula/dual.inl"
#include "formula/formulas.inl"
#include "formula/as_none.h"
