/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** as_none.h -- the end of a template's instance: forgets the number type.
*/

#undef NUM
#undef CX
#undef N
#undef DUAL
#undef BASE
#undef BASE_N
