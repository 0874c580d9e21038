/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** dball.c -- dual numbers over ball, and the formulas in them.
*/

#include "formula/dball.h"

#include "formula/as_dball.h"
#include "formula/dual.inl"
#include "formula/formulas.inl"
#include "formula/as_none.h"
