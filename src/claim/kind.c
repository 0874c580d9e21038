/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** kind.c -- kinds and free names of trees.
**
** The Lua side has checked all this with better messages. The parent checks
** it again because the evaluator relies on it and the bytes come from a
** process that ran a stranger's program.
*/

#include "claim/kind.h"

#include <string.h>

static const struct { const char *name; const char *result, *operands; }
table[] = {
#define OP(name, result, operands) { #name, #result, operands },
#include "claim/ops.def"
#undef OP
};


obl_op obl_op_find(const char *name) {
    for (unsigned k = 0; k < OP_COUNT; k++)
        if (strcmp(table[k].name, name) == 0)
            return (obl_op)k;
    return OP_COUNT;
}


const char *obl_op_symbol(obl_op op) {
    switch (op) {
    case OP_lt: return "<";
    case OP_ge: return ">=";
    case OP_gt: return ">";
    case OP_eq: return "=";
    case OP_ne: return "!=";
    default: return "<=";
    }
}


const char *obl_op_operands(obl_op op) {
    return table[op].operands;
}


/* Whether operand k may also be a vector (or, for places, a truth). */
static bool fits_loosely(obl_op op, unsigned k, char kind) {
    switch (op) {
    case OP_at_time: case OP_at_net:
        return k == 1 && (kind == 'V' || kind == 'P');
    case OP_after:
        return kind == 'V' || kind == 'P';
    case OP_add: case OP_sub: case OP_neg: case OP_eq: case OP_ne:
    case OP_defined: case OP_differentiable: case OP_dflow: case OP_mean:
        return kind == 'V';
    case OP_mul: case OP_sum:
        return k == 1 && kind == 'V';
    case OP_div: case OP_dscalar: case OP_dnet:
        return k == 0 && kind == 'V';
    case OP_near:
        return k < 2 && kind == 'V';
    default:
        return false;
    }
}


static bool fits(obl_op op, unsigned k, char wanted, char kind) {
    return kind == wanted || (wanted == 'R' && kind == 'I')
        || (wanted == 'I' && kind == 'R') || fits_loosely(op, k, kind);
}


static char wanted_kind(obl_op op, unsigned k) {
    const char *kinds = table[op].operands;
    const size_t length = strlen(kinds);

    if (length && kinds[length - 1] == '*' && k + 1 >= length)
        return kinds[length - 2];
    return k < length ? kinds[k] : '\0';
}


static char result_kind(const obl_claim *claim, const obl_node *node) {
    const char declared = table[node->op].result[0];
    char kind = declared;

    for (unsigned k = 0; k < node->operands; k++) {
        const char have = claim->node[node->operand[k]].kind;

        if (declared == 'R' && (have == 'V' || have == 'P')
            && wanted_kind(node->op, k) == 'R')
            kind = have;
    }
    return kind;
}


static bool two_sides_agree(const obl_claim *claim, const obl_node *node) {
    const bool both = node->op == OP_add || node->op == OP_sub
        || node->op == OP_eq || node->op == OP_ne || node->op == OP_near;

    return !both || (claim->node[node->operand[0]].kind == 'V')
        == (claim->node[node->operand[1]].kind == 'V');
}


static void free_names(const obl_claim *claim, obl_node *node) {
    static const obl_op of_now[] = {
        OP_v, OP_vperp, OP_w, OP_grad, OP_hessian, OP_hessian_norm, OP_loss,
        OP_theta, OP_theta2, OP_h, OP_H, OP_r, OP_z, OP_kappa, OP_Z,
        OP_after, OP_dflow, OP_dnet, OP_now, OP_differentiable,
    };

    node->uses_t = node->op == OP_time;
    node->uses_u = node->op == OP_counter;
    for (size_t k = 0; k < sizeof of_now / sizeof *of_now; k++)
        node->uses_now |= node->op == of_now[k];
    if (node->op == OP_slot)
        node->slots = 1u << node->payload;
    for (unsigned k = 0; k < node->operands; k++) {
        const obl_node *o = &claim->node[node->operand[k]];
        const bool placed = node->op == OP_at_time && k == 1;

        node->slots |= o->slots;
        node->uses_t |= o->uses_t;
        node->uses_u |= o->uses_u;
        node->uses_now |= o->uses_now && !placed;
    }
    if (node->op == OP_net_each)
        node->slots &= ~(1u << node->payload);
    if (node->bound & OBL_BINDS_T) {
        node->uses_t = false;
        node->uses_now = false;
    }
    if (node->bound & OBL_BINDS_U)
        node->uses_u = false;
    node->slots &= ~node->bound;
}


const char *obl_node_check(const obl_claim *claim, obl_node *node) {
    const char *kinds = table[node->op].operands;
    const size_t length = strlen(kinds);
    const bool any = length && kinds[length - 1] == '*';

    if (any ? node->operands < 2 : node->operands != length)
        return "wrong number of operands";
    for (unsigned k = 0; k < node->operands; k++)
        if (!fits(node->op, k, wanted_kind(node->op, k),
                  claim->node[node->operand[k]].kind))
            return "an operand of the wrong kind";
    if (!two_sides_agree(claim, node))
        return "a real beside a vector";
    node->kind = result_kind(claim, node);
    if (node->op == OP_mul && claim->node[node->operand[0]].kind == 'V')
        return "vector times something: the real stands first";
    if (node->op == OP_div && claim->node[node->operand[1]].kind == 'V')
        return "division by a vector";
    free_names(claim, node);
    return NULL;
}
