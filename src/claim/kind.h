/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** kind.h -- what an operation takes and gives.
*/

#ifndef OBL_KIND_H
#define OBL_KIND_H

#include "claim/claim.h"

/* The operation called `name`, or OP_COUNT. */
obl_op      obl_op_find(const char *name);
/* A relation's sign as a report prints it; <= for `near`, of a distance. */
const char *obl_op_symbol(obl_op op);
/* Its operands as kinds, as ops.def spells them. */
const char *obl_op_operands(obl_op op);

/* Sets kind and the free names of `node` from its operands, all of them
** earlier nodes of the claim. Returns NULL, or what is wrong. */
const char *obl_node_check(const obl_claim *claim, obl_node *node);

#endif
