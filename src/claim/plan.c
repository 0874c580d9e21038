/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** plan.c -- what can be known of a claim's trees before any sample.
*/

#include <math.h>
#include <stdlib.h>

#include "claim/sample.h"


static bool reads_variable(const obl_node *node) {
    return node->op == OP_scalar || node->op == OP_family
        || node->op == OP_vector || node->op == OP_vectors;
}


static bool runs_over_variable(const obl_node *node) {
    return node->op == OP_mean || node->op == OP_integral
        || node->op == OP_opnorm;
}


/* A variable that integrals run over, among the first 64. */
static uint64_t bit_of(const obl_plan *plan, const obl_node *node) {
    return plan->bound[node->payload] ? UINT64_C(1) << node->payload % 64 : 0;
}


/* moves: a node changes while an integral above it runs. */
static void find_moving(obl_plan *plan, const obl_claim *claim) {
    uint64_t *moved = calloc(claim->nodes + 1, sizeof *moved);

    for (size_t id = 0; moved && id < claim->nodes; id++) {
        const obl_node *node = &claim->node[id];

        if (reads_variable(node))
            moved[id] = bit_of(plan, node);
        for (unsigned k = 0; k < node->operands; k++)
            moved[id] |= moved[node->operand[k]];
        if (runs_over_variable(node))
            moved[id] &= ~bit_of(plan, node);
        plan->moves[id] = moved[id] != 0;
    }
    free(moved);
}


/* later: the node needs more than time 0; holds: a hidden constant. Both
** go up the tree, so one pass in the order of ids finds them. */
static void find_later(const obl_claim *claim, bool *later, bool *holds) {
    for (size_t id = 0; id < claim->nodes; id++) {
        const obl_node *node = &claim->node[id];

        later[id] = (node->bound & OBL_BINDS_T) || node->op == OP_time
            || node->op == OP_after;
        holds[id] = node->op == OP_const;
        for (unsigned k = 0; k < node->operands; k++) {
            later[id] |= later[node->operand[k]];
            holds[id] |= holds[node->operand[k]];
        }
        if (node->op == OP_at_time) {
            const obl_node *when = &claim->node[node->operand[0]];

            later[id] = when->op != OP_num || when->num[0] != '0';
        }
    }
}


static bool reads_network(const obl_node *node) {
    return node->op >= OP_v && node->op <= OP_Z;
}


static void find_bound_starts(obl_plan *plan, const obl_claim *claim) {
    bool *reads = calloc(claim->nodes + 1, 1);

    for (size_t id = 0; reads && id < claim->nodes; id++) {
        const obl_node *node = &claim->node[id];

        reads[id] = reads_network(node) && node->op != OP_v;
        for (unsigned k = 0; k < node->operands; k++)
            reads[id] |= reads[node->operand[k]];
    }
    for (size_t k = 0; reads && k < claim->hypotheses; k++)
        plan->starts_bound |= reads[claim->hypothesis[k].node];
    free(reads);
}


static void find_levels(obl_plan *plan, const obl_claim *claim) {
    bool *later = calloc(claim->nodes + 1, 1);
    bool *holds = calloc(claim->nodes + 1, 1);

    if (later && holds) {
        find_later(claim, later, holds);
        for (size_t k = 0; k < claim->hypotheses; k++)
            plan->initial[k] = !later[claim->hypothesis[k].node];
        for (size_t k = 0; k < claim->parts; k++)
            plan->hidden[k] = holds[claim->part[k].node];
    }
    free(later);
    free(holds);
}


static void find_sums(obl_plan *plan, const obl_claim *claim) {
    for (size_t id = 0; id < claim->nodes; id++) {
        const obl_node *node = &claim->node[id];

        if (runs_over_variable(node))
            plan->bound[node->payload] = true;
        if (node->op == OP_sum || node->op == OP_prod)
            plan->sums_over_time
                |= (node->bound & (OBL_BINDS_T | OBL_BINDS_U)) != 0;
    }
}


/* From the roots down: operands have smaller ids. */
static void find_heard(obl_plan *plan, const obl_claim *claim) {
    for (size_t k = 0; k < claim->hypotheses; k++)
        plan->heard[claim->hypothesis[k].node] = true;
    for (size_t k = 0; k < claim->parts; k++)
        plan->heard[claim->part[k].node] = true;
    for (size_t k = 0; k < claim->covers; k++)
        plan->heard[claim->cover[k].node] = true;
    for (size_t m = 0; m < claim->mutants; m++)
        for (size_t k = 0; k < claim->mutant[m].changes; k++)
            if (claim->mutant[m].by_hand && !claim->mutant[m].change[k].dropped)
                plan->heard[claim->mutant[m].change[k].node] = true;
    for (size_t id = claim->nodes; id-- > 0;)
        for (unsigned k = 0; k < claim->node[id].operands; k++)
            plan->heard[claim->node[id].operand[k]] |= plan->heard[id];
}


/* ------------------------------------------------------ what it costs */

/* One evaluation of a node in a network of n neurons, in additions. */
static double weight(const obl_node *node, double n, double d) {
    switch (node->op) {
    case OP_theta: case OP_norm: case OP_dot: case OP_unit: return d;
    case OP_theta2: case OP_angle: case OP_kappa: return d * d;
    case OP_loss: case OP_Z: return n * n * d;
    case OP_grad: case OP_hessian: return n * d * d;
    case OP_hessian_norm: return pow(n * d, 3);
    default: return node->kind == 'V' ? d : node->kind == 'N' ? n * d : 1;
    }
}


/* How often a node has its operands evaluated, beside what it binds. */
static double repeats(const obl_node *node, double n, double d) {
    switch (node->op) {
    case OP_differentiable: return n * d;
    case OP_dflow: case OP_dscalar: case OP_dnet: return 2;
    case OP_opnorm: return d;
    case OP_mean: return 8 * n;
    case OP_integral: return 300;
    default: return 1;
    }
}


static double bindings(unsigned slots, double n) {
    double count = 1;

    for (; slots; slots &= slots - 1)
        count *= n;
    return count;
}


double obl_plan_cost(const obl_plan *plan, const obl_claim *claim, double n,
                     double d) {
    double *times = calloc(claim->nodes + 1, sizeof *times), cost = 0;

    for (size_t id = claim->nodes; times && id-- > 0;) {
        const obl_node *node = &claim->node[id];

        if (!plan->heard[id])
            continue;
        times[id] = fmax(times[id], 1);
        cost += times[id] * bindings(node->slots, n) * weight(node, n, d);
        for (unsigned k = 0; k < node->operands; k++)
            times[node->operand[k]] = fmax(times[node->operand[k]],
                                           times[id] * repeats(node, n, d));
    }
    free(times);
    return cost;
}


obl_plan *obl_plan_new(const obl_claim *claim) {
    obl_plan *plan = calloc(1, sizeof *plan);

    if (!plan)
        return NULL;
    plan->moves = calloc(claim->nodes + 1, 1);
    plan->bound = calloc(claim->variables + 1, 1);
    plan->initial = calloc(claim->hypotheses + 1, 1);
    plan->heard = calloc(claim->nodes + 1, 1);
    plan->hidden = calloc(claim->parts + 1, 1);
    if (!plan->moves || !plan->bound || !plan->initial
        || !plan->hidden || !plan->heard) {
        obl_plan_free(plan);
        return NULL;
    }
    find_sums(plan, claim);
    find_moving(plan, claim);
    find_levels(plan, claim);
    find_heard(plan, claim);
    find_bound_starts(plan, claim);
    return plan;
}


void obl_plan_free(obl_plan *plan) {
    if (!plan)
        return;
    free(plan->moves);
    free(plan->bound);
    free(plan->initial);
    free(plan->heard);
    free(plan->hidden);
    free(plan);
}
