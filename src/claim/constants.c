/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** constants.c -- which limits there are, and who measures them.
**
** One unit of work is one claim, so the result does not depend on threads.
*/

#include "claim/constants.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include <flint/flint.h>

#include "claim/measure.h"

const unsigned obl_sizes[OBL_SIZES] = { 1, 2, 3, 5, 8, 16, 32 };

enum { THREADS_MAX = 64 };

typedef struct {
    obl_limit_unit *u;
    size_t  count, next;
    uint64_t done, total;
    bool    stopped;
    pthread_mutex_t lock;
    const obl_audit_options *options;
} crew;


static bool tick(void *user) {
    crew *all = user;

    pthread_mutex_lock(&all->lock);
    all->done++;
    if (all->options->progress
        && !all->options->progress(all->options->user, all->done, all->total))
        all->stopped = true;
    const bool going_on = !all->stopped;

    pthread_mutex_unlock(&all->lock);
    return going_on;
}


static obl_limit_unit *next_unit(crew *all) {
    obl_limit_unit *u = NULL;

    pthread_mutex_lock(&all->lock);
    if (!all->stopped && all->next < all->count)
        u = &all->u[all->next++];
    pthread_mutex_unlock(&all->lock);
    return u;
}


static void *work(void *argument) {
    crew *all = argument;

    for (obl_limit_unit *u; (u = next_unit(all)) != NULL;)
        obl_limit_measure(u, all->options, tick, all);
    return NULL;
}


/* A thread of its own: FLINT's caches go with it. */
static void *work_apart(void *argument) {
    work(argument);
    flint_cleanup();
    return NULL;
}


static void run_crew(crew *all) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = all->options->threads ? all->options->threads
        : processors > 0 ? (unsigned)processors : 1;
    pthread_t apart[THREADS_MAX];
    unsigned started = 0;

    pthread_mutex_init(&all->lock, NULL);
    while (started + 1 < threads && started < THREADS_MAX
           && pthread_create(&apart[started], NULL, work_apart, all) == 0)
        started++;
    work(all);
    while (started > 0)
        pthread_join(apart[--started], NULL);
    pthread_mutex_destroy(&all->lock);
}


/* -------------------------------------------------------- what to measure */

static double value_of(const obl_constant *constant) {
    return strtod(constant->num, NULL) / strtod(constant->den, NULL);
}


/* The constants below a part: how many, and the value of the last. */
static size_t constants_of(const obl_claim *claim, size_t part,
                           double *value) {
    bool *below = calloc(claim->nodes + 1, 1);
    bool *counted = calloc(claim->constants + 1, 1);
    size_t found = 0;

    if (below && counted)
        below[claim->part[part].node] = true;
    for (size_t id = claim->nodes; below && counted && id-- > 0;) {
        const obl_node *node = &claim->node[id];

        for (unsigned k = 0; below[id] && k < node->operands; k++)
            below[node->operand[k]] = true;
        if (!below[id] || node->op != OP_const || counted[node->payload])
            continue;
        counted[node->payload] = true;
        *value = value_of(&claim->constant[node->payload]);
        found++;
    }
    free(below);
    free(counted);
    return found;
}


static bool add_rows(obl_limits *limits, const obl_spec *spec,
                     const obl_claim *claim, size_t part) {
    obl_limit_row *larger = realloc(limits->row,
        (limits->count + 2) * sizeof *larger);
    double value = 1;

    if (!larger)
        return false;
    limits->row = larger;
    const size_t constants = constants_of(claim, part, &value);

    for (int largest = 0; largest < 2; largest++)
        larger[limits->count++] = (obl_limit_row){
            .spec = spec, .claim = claim, .part = part, .largest = largest,
            .constants = constants, .asserted = constants == 1 ? value : 1,
        };
    return true;
}


/* The rows and slopes of one claim. */
static bool add_claim(obl_limits *limits, const obl_spec *spec,
                      const obl_claim *claim, const obl_plan *plan) {
    for (size_t k = 0; k < claim->parts && claim->stated.present; k++)
        if ((plan->hidden[k] && !add_rows(limits, spec, claim, k))
            || !obl_slopes_find(&limits->slope, &limits->slopes, spec, claim,
                                k))
            return false;
    return true;
}


/* Rows and slopes stand still now. Of each claim that has any, a unit. */
static void find_units(crew *all, obl_limits *limits,
                       const obl_claim *const *claim, obl_plan **plan,
                       size_t count) {
    size_t row = 0, slope = 0;

    for (size_t c = 0; c < count; c++) {
        obl_limit_unit u = { .claim = claim[c], .plan = plan[c],
                             .row = limits->row + row,
                             .slope = limits->slope + slope };

        for (; row < limits->count && limits->row[row].claim == claim[c];
             row++)
            u.rows++;
        for (; slope < limits->slopes
               && limits->slope[slope].claim == claim[c]; slope++)
            u.slopes++;
        if (u.rows + u.slopes == 0)
            continue;
        all->total += obl_limit_ticks(claim[c]);
        all->u[all->count++] = u;
    }
}


/* A row that says nothing is left out. Where no scale holds the row of the
** least says so, and that of the greatest need not; so it is for a part of
** which no n gave enough samples. */
static bool says_something(const obl_limit_row *row) {
    bool measured = false;

    for (size_t k = 0; k <= OBL_SIZES; k++)
        measured |= row->limit[k].present;
    if (row->largest)
        return obl_limit_places(row, false) > 0
            && obl_limit_places(row, true) == 0;
    return obl_limit_places(row, false) > 0 || !measured;
}


static void free_states(obl_limit_row *row) {
    for (size_t k = 0; k <= OBL_SIZES; k++)
        free(row->limit[k].state);
}


static void keep_limiting(obl_limits *limits) {
    size_t kept = 0;

    for (size_t k = 0; k < limits->count; k++) {
        if (!says_something(&limits->row[k])) {
            free_states(&limits->row[k]);
            continue;
        }
        obl_limit_fit(&limits->row[k]);
        limits->row[kept++] = limits->row[k];
    }
    limits->count = kept;
}


static bool find_all(obl_limits *limits, const obl_spec *const *spec,
                     const obl_claim *const *claim, obl_plan **plan,
                     size_t count) {
    for (size_t c = 0; c < count; c++) {
        plan[c] = obl_plan_new(claim[c]);
        if (!plan[c] || !add_claim(limits, spec[c], claim[c], plan[c]))
            return false;
    }
    return true;
}


bool obl_limits_measure(obl_limits *limits, const obl_spec *const *spec,
                        const obl_claim *const *claim, size_t count,
                        const obl_audit_options *options) {
    obl_plan **plan = calloc(count + 1, sizeof *plan);
    crew all = { .options = options };

    *limits = (obl_limits){ 0 };
    all.u = calloc(count + 1, sizeof *all.u);
    const bool found = plan && all.u
        && find_all(limits, spec, claim, plan, count);

    if (found) {
        find_units(&all, limits, claim, plan, count);
        run_crew(&all);
        keep_limiting(limits);
    }
    for (size_t c = 0; plan && c < count; c++)
        obl_plan_free(plan[c]);
    free(plan);
    free(all.u);
    return found && !all.stopped;
}


void obl_limits_free(obl_limits *limits) {
    for (size_t k = 0; k < limits->count; k++)
        free_states(&limits->row[k]);
    for (size_t k = 0; k < limits->slopes; k++)
        free(limits->slope[k].measured);
    free(limits->slope);
    free(limits->row);
    *limits = (obl_limits){ 0 };
}
