/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** slope.c -- the power of t in a tree, and on a run.
*/

#include "claim/slope.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What stands of t in a factor: its power, beside something of the network
** (`moves`) or not. */
typedef struct { bool is_power, moves; double degree; } power;

enum { BITS = 128 };

static const power no_power = { false, false, NAN };


/* -------------------------------------------------------- in the tree */

static bool is_number(const obl_claim *claim, uint32_t id, double *value) {
    const obl_node *node = &claim->node[id];

    if (node->op == OP_neg && is_number(claim, node->operand[0], value)) {
        *value = -*value;
        return true;
    }
    if (node->op != OP_num)
        return false;
    *value = strtod(node->num, NULL) / strtod(node->den, NULL);
    return true;
}


/* Whether the value changes with the students. The teacher stands still. */
static bool is_of_network(const obl_claim *claim, uint32_t id) {
    const obl_node *node = &claim->node[id];
    bool found = node->op == OP_after || node->op == OP_dflow
        || node->op == OP_dnet || node->op == OP_now
        || (node->op >= OP_w && node->op <= OP_Z);

    if (!node->uses_now)
        return false;
    for (unsigned k = 0; k < node->operands && !found; k++)
        found = is_of_network(claim, node->operand[k]);
    return found;
}


static power power_of(const obl_claim *claim, uint32_t id);


/* Of a sum, without the network, the greatest power counts in the end. */
static power power_of_sum(power a, power b) {
    if (!a.is_power || !b.is_power || a.moves || b.moves)
        return no_power;
    return a.degree > b.degree ? a : b;
}


static power power_of_product(power a, power b, double sign) {
    if (!a.is_power || !b.is_power)
        return no_power;
    return (power){ true, a.moves || b.moves, a.degree + sign * b.degree };
}


static power power_of_power(const obl_claim *claim, const obl_node *node) {
    power base = power_of(claim, node->operand[0]);
    double exponent;

    if (!is_number(claim, node->operand[1], &exponent))
        return no_power;
    base.degree *= exponent;
    return base;
}


static power power_of(const obl_claim *claim, uint32_t id) {
    const obl_node *node = &claim->node[id];
    power p;

    if (!node->uses_t)
        return (power){ true, is_of_network(claim, id), 0 };
    switch (node->op) {
    case OP_time:
        return (power){ true, false, 1 };
    case OP_add: case OP_sub:
        return power_of_sum(power_of(claim, node->operand[0]),
                            power_of(claim, node->operand[1]));
    case OP_mul: case OP_div:
        return power_of_product(power_of(claim, node->operand[0]),
                                power_of(claim, node->operand[1]),
                                node->op == OP_mul ? 1 : -1);
    case OP_pow:
        return power_of_power(claim, node);
    case OP_sqrt:
        p = power_of(claim, node->operand[0]);
        p.degree /= 2;
        return p;
    case OP_neg:
        return power_of(claim, node->operand[0]);
    default:
        return no_power;
    }
}


/* Whether a node says how fast something falls: a logarithm, a derivative. */
static bool is_rate(const obl_claim *claim, uint32_t id) {
    const obl_node *node = &claim->node[id];

    if (node->op == OP_log || node->op == OP_dflow)
        return true;
    for (unsigned k = 0; k < node->operands; k++)
        if (is_rate(claim, node->operand[k]))
            return true;
    return false;
}


/* ------------------------------------------------------- all of a part */

typedef struct {
    obl_slope **slope;
    size_t     *count, first;
    obl_slope   model;
    bool        memory;
} finding;


/* Both sides of a chain may ask for the same power. */
static void add(finding *f, obl_slope found) {
    obl_slope *all = *f->slope;

    for (size_t k = f->first; k < *f->count; k++)
        if (all[k].node == found.node && all[k].printed == found.printed)
            return;
    all = realloc(all, (*f->count + 1) * sizeof *all);
    f->memory = f->memory && all;
    if (!all)
        return;
    *f->slope = all;
    all[(*f->count)++] = found;
}


static void add_bound(finding *f, const obl_node *node, unsigned side) {
    const power network = power_of(f->model.claim, node->operand[side]);
    const power rest = power_of(f->model.claim, node->operand[1 - side]);
    obl_slope found = f->model;

    if (!network.is_power || !rest.is_power || !network.moves || rest.moves
        || (network.degree == 0 && rest.degree == 0))
        return;
    found.node = node->operand[side];
    found.inner = network.degree;
    found.printed = rest.degree - network.degree;
    add(f, found);
}


static void add_exponent(finding *f, const obl_node *node) {
    obl_slope found = f->model;

    if (!is_number(found.claim, node->operand[1], &found.printed)
        || !found.claim->kind || strcmp(found.claim->kind, "rate") != 0
        || !is_rate(found.claim, node->operand[0]))
        return;
    found.node = node->operand[0];
    found.local = true;
    add(f, found);
}


/* Relations that speak of the network as a whole. */
static void find(finding *f, uint32_t id, bool all_t) {
    const obl_node *node = &f->model.claim->node[id];

    switch (node->op) {
    case OP_and:
        find(f, node->operand[0], all_t);
        find(f, node->operand[1], all_t);
        break;
    case OP_all:
        find(f, node->operand[1], all_t || (node->bound & OBL_BINDS_T));
        break;
    case OP_near:
        if (node->slots == 0)
            add_exponent(f, node);
        break;
    case OP_le: case OP_lt: case OP_ge: case OP_gt:
        if (node->slots == 0 && all_t) {
            add_bound(f, node, 0);
            add_bound(f, node, 1);
        }
        break;
    default:
        break;
    }
}


bool obl_slopes_find(obl_slope **slope, size_t *count, const obl_spec *spec,
                     const obl_claim *claim, size_t part) {
    finding f = { .slope = slope, .count = count, .first = *count,
                  .model = { .spec = spec, .claim = claim, .part = part },
                  .memory = true };

    if (claim->stated.present && claim->stated.kind == OBL_TRAJECTORY)
        find(&f, claim->part[part].node, false);
    return f.memory;
}


/* ----------------------------------------------------------- on a run */

/* The last checkpoint before state `end`; SIZE_MAX where there is none. */
static size_t checkpoint_before(const obl_run *run, size_t end) {
    while (end-- > 0)
        if (run->domain[end] && run->state[end] && run->time[end] > 0)
            return end;
    return SIZE_MAX;
}


/* In balls where doubles do not hold the run. */
static double value(const obl_slope *slope, obl_judge *judge, size_t state) {
    const bool log_of = !slope->local;

    if (!judge->sample.unit)
        return obl_real_on_run(judge->real, slope->node, state, log_of);
    judge->bits = 0;
    return obl_ball_load(judge->ball, &judge->sample, BITS)
        ? obl_ball_on_run(judge->ball, slope->node, state, log_of) : NAN;
}


static double measured(const obl_slope *slope, obl_judge *judge) {
    const obl_run *run = &judge->sample.run;
    const size_t last = checkpoint_before(run, run->count);

    if (last == SIZE_MAX || run->end != OBL_OK)
        return NAN;
    const size_t before = checkpoint_before(run, last);

    if (slope->local)
        return value(slope, judge, last);
    if (before == SIZE_MAX)
        return NAN;
    return (value(slope, judge, last) - value(slope, judge, before))
        / (double)logl(run->time[last] / run->time[before]) - slope->inner;
}


void obl_slope_add(obl_slope *slope, obl_judge *judge) {
    const double found = measured(slope, judge);
    double *larger;

    if (!isfinite(found))
        return;
    larger = realloc(slope->measured,
                     (slope->runs + 1) * sizeof *slope->measured);
    if (!larger)
        return;
    slope->measured = larger;
    larger[slope->runs++] = found;
}


static int ascending(const void *a, const void *b) {
    const double *x = a, *y = b;

    return (*x > *y) - (*x < *y);
}


void obl_slope_finish(obl_slope *slope) {
    if (slope->runs > 0)
        qsort(slope->measured, slope->runs, sizeof *slope->measured,
              ascending);
}
