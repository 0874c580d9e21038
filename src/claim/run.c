/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** run.c -- the trajectory of a sample: first which times, then the states.
**
** The times are those that the claim's trees name, the ends of its ranges of
** t, points between them on a linear and a logarithmic grid, and the
** sampler's own grid. `all(t, ...)` runs over these; times seen from them,
** as in at(t + 1, x), are kept beside them.
*/

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/box.h"
#include "claim/pool.h"

enum { LINEAR_POINTS = 8, POINTS_PER_DECADE = 4, DECADES_AFTER = 5 };

/* The flow's relative tolerance; its error is far below OBL_DECISIVE. */
static const double tolerance = 1e-10;

/* `made`: a point between, which yields to a named time that it rounds to. */
typedef struct { long double time; bool domain, made; } moment;

typedef struct {
    bool    flow, wide, failed; /* wide: times beyond doubles */
    size_t  count;
    moment *at;
} moments;


static void put(moments *m, moment at) {
    moment *larger;

    at.time = m->wide ? at.time
        : m->flow ? (double)at.time : rint((double)at.time);
    if (!(at.time >= 0) || !isfinite(at.time))
        return;
    if ((m->count & (m->count - 1)) == 0) {
        larger = realloc(m->at,
                         (m->count ? 2 * m->count : 1) * sizeof *larger);
        if (!larger) {
            m->failed = true;
            return;
        }
        m->at = larger;
    }
    m->at[m->count++] = at;
}


static void add(void *user, long double time, bool domain) {
    put(user, (moment){ time, domain, false });
}


static void add_made(moments *m, long double time) {
    put(m, (moment){ time, true, true });
}


static int by_time(const void *a, const void *b) {
    const moment *x = a, *y = b;

    return (x->time > y->time) - (x->time < y->time);
}


/* Two times that are one: a domain time stays one, a named one itself. */
static void merge(moment *to, const moment *from) {
    if (to->made && !from->made)
        to->time = from->time;
    to->made &= from->made;
    to->domain |= from->domain;
}


/* Sorted, each time once. */
static void tidy_up(moments *m) {
    size_t kept = 0;

    qsort(m->at, m->count, sizeof *m->at, by_time);
    for (size_t k = 0; k < m->count; k++) {
        if (kept && fabsl(m->at[kept - 1].time - m->at[k].time)
                        <= 1e-9L * m->at[k].time)
            merge(&m->at[kept - 1], &m->at[k]);
        else
            m->at[kept++] = m->at[k];
    }
    m->count = kept;
}


/* Asks trees of numbers and times: in balls where doubles hold neither. */
typedef struct { obl_real_eval *real; obl_ball_eval *ball; } oracle;


static double number(const oracle *o, const moments *m, uint32_t node) {
    return m->wide ? obl_ball_mid(obl_ball_number(o->ball, node))
                   : obl_real_number(o->real, node, -1, 0, 0);
}


static void find_times(const oracle *o, moments *m, long double t) {
    if (m->wide)
        obl_ball_times(o->ball, t, add, m);
    else
        obl_real_times(o->real, t, add, m);
}


static void add_grid(moments *m, const oracle *o, const obl_range *grid) {
    if (grid->kind == OBL_RANGE_LIST) {
        for (size_t k = 0; k < grid->count; k++)
            add(m, strtod(grid->num[k], NULL) / strtod(grid->den[k], NULL),
                true);
        return;
    }
    const double from = number(o, m, grid->a);
    const double to = number(o, m, grid->b);
    const double steps = ceil((to - from) * POINTS_PER_DECADE);

    for (double k = 0; k <= steps && steps < 10000; k++)
        add_made(m, powl(10, k == steps ? to
                                        : from + k / POINTS_PER_DECADE));
}


/* Between two neighbouring ends: evenly, and by decades from the first. */
static void add_between(moments *m, long double from, long double to) {
    const long double length = to - from;
    const long double least = m->flow ? length * 1e-3L : 1;

    for (int k = 1; k < LINEAR_POINTS; k++)
        add_made(m, from + length * k / LINEAR_POINTS);
    for (long double step = least; step < length;
         step *= powl(10, 1.0L / POINTS_PER_DECADE))
        add_made(m, from + step);
}


/* From the last end to the grid it may be a thousand decades, in the first
** few of which r dies out. */
static void add_decades_after(moments *m, long double last) {
    for (int k = 1; k <= DECADES_AFTER * POINTS_PER_DECADE; k++)
        add_made(m, last * powl(10, (long double)k / POINTS_PER_DECADE));
}


/* The ends that the ranges of t name, filled in. */
static void fill_ranges(moments *m) {
    const size_t ends = m->count;
    long double last = NAN;

    for (size_t k = 0; k < ends; k++) {
        const moment end = m->at[k];

        if (!end.domain)
            continue;
        if (end.time > last)
            add_between(m, last, end.time);
        last = end.time;
    }
    if (m->wide && last > 0)
        add_decades_after(m, last);
}


/* Every step, where a sum over time asks for it. */
static void fill_steps(moments *m) {
    const long double last = m->count ? m->at[m->count - 1].time : 0;

    for (double t = 0; t <= last && last <= OBL_WHOLE_MAX && !m->failed; t++)
        add(m, t, false);
    tidy_up(m);
}


/* All moments of the sample, ascending; 0 is one of them. */
static void find_moments(moments *m, const obl_sample *s, const oracle *o,
                         const obl_plan *plan) {
    add(m, 0, false);
    find_times(o, m, NAN);
    tidy_up(m);
    fill_ranges(m);
    if (s->sampler->grid.kind != OBL_RANGE_LIST || s->sampler->grid.count)
        add_grid(m, o, &s->sampler->grid);
    tidy_up(m);
    const size_t named = m->count;

    for (size_t k = 0; k < named && !m->failed; k++)
        if (m->at[k].domain)
            find_times(o, m, m->at[k].time);
    tidy_up(m);
    if (plan->sums_over_time && !s->sampler->flow)
        fill_steps(m);
}


static bool room_for(obl_run *run, size_t count) {
    run->time = calloc(count, sizeof *run->time);
    run->state = calloc(count, sizeof *run->state);
    run->domain = calloc(count, sizeof *run->domain);
    return run->time && run->state && run->domain;
}


/* One more moment; without a state where the run did not reach it. */
static bool keep(obl_run *run, const obl_state *state, moment at) {
    obl_state *copy = state ? obl_state_new(state->n, state->d, state->v)
                            : NULL;

    if (state && !copy)
        return false;
    if (state)
        obl_state_copy(copy, state);
    run->time[run->count] = at.time;
    run->domain[run->count] = at.domain;
    run->state[run->count++] = copy;
    return true;
}


bool obl_run_start(obl_sample *sample, obl_real_eval *eval) {
    const obl_sampler *sampler = sample->sampler;

    if (sampler->w == OBL_W_NET) {
        obl_state_free(sample->state);
        sample->state = obl_real_state(eval, sampler->w_node);
    }
    if (sample->state)
        sample->d = sample->state->d;
    return sample->state && room_for(&sample->run, 1)
        && keep(&sample->run, sample->state, (moment){ 0, true, false });
}


static double step_size(const obl_sample *sample, obl_real_eval *eval) {
    return obl_real_scalar(eval, sample->claim->var_eta);
}


/* Moves `now` to the moment; OBL_OK, or why it could not be reached. */
static obl_status move(const obl_sample *s, obl_state *now, double *t,
                       double eta, double to) {
    uint64_t done = 0;
    obl_status status;

    if (s->sampler->flow)
        return obl_flow_find(NULL)->run(now, t, to, tolerance);
    status = obl_descend(now, eta, (uint64_t)(to - *t), &done);
    *t += (double)done;
    return status;
}


/* The neuron that reached 0 is there to the integrator's tolerance: make it
** exactly 0, so that a claim sees what happened. */
static void collapse(obl_state *state) {
    size_t least = 0;
    double smallest = INFINITY;

    for (size_t i = 0; i < state->n; i++) {
        double size = fabs(state->h[i]);

        for (size_t k = 0; k < state->d - 1; k++)
            size = fmax(size, fabs(state->z[i * (state->d - 1) + k]));
        if (size < smallest) {
            smallest = size;
            least = i;
        }
    }
    state->h[least] = 0;
    for (size_t k = 0; k < state->d - 1; k++)
        state->z[least * (state->d - 1) + k] = 0;
    state->carried = false;
}


/* The moments from `k` on, which the run did not reach: first the end itself,
** where a neuron is 0, then the others without a state. */
static bool keep_rest(obl_run *run, obl_state *now, double t,
                      const moments *m, size_t k) {
    bool memory = true;

    if (run->end == OBL_ZERO_NEURON) {
        collapse(now);
        memory = keep(run, now, (moment){ t, true, false });
    }
    for (; memory && k < m->count; k++)
        if (m->at[k].time > t)
            memory = keep(run, NULL, m->at[k]);
    return memory;
}


/* H and R become state, so that the loss keeps its digits when they fall
** below the rounding of the sums. */
static void carry(obl_state *state) {
    const size_t across = state->d - 1;

    state->H = state->v;
    for (size_t i = 0; i < state->n; i++)
        state->H -= state->h[i];
    for (size_t k = 0; k < across; k++) {
        state->R[k] = 0;
        for (size_t i = 0; i < state->n; i++)
            state->R[k] += state->z[i * across + k];
    }
    state->carried = true;
}


/* A copy of the state with arrays of its own, in the sample's pool. */
static bool keep_vanishing(obl_sample *s, const obl_vanishing_state *state) {
    const size_t across = state->d - 1, count = state->n * across;
    long double *h = obl_pool_take(s->pool, state->n * sizeof *h);
    double *rows = obl_pool_take(s->pool,
                                 (count + 2 * across + 1) * sizeof *rows);
    obl_vanishing_state *copy = &s->run.vanishing[s->run.count];

    if (!h || !rows)
        return false;
    *copy = *state;
    copy->h = memcpy(h, state->h, state->n * sizeof *h);
    copy->zeta = memcpy(rows, state->zeta, count * sizeof *rows);
    copy->R1 = memcpy(rows + count, state->R1, across * sizeof *rows);
    copy->R2 = memcpy(rows + count + across, state->R2,
                      across * sizeof *rows);
    return true;
}


/* The least start that a long double holds with room for t S. */
static const long double LEAST = 1e-4800L;


/* From a start S times the sample's state, in the limit of small S. */
static bool go_vanishing(obl_sample *s, const moments *m, long double S) {
    obl_run *run = &s->run;
    obl_vanishing_state now;
    obl_vanishing *flow = NULL;

    run->vanishing = obl_pool_take(s->pool, (m->count + 1)
                                            * sizeof *run->vanishing);
    run->end = !run->vanishing ? OBL_NO_MEMORY : !(S >= LEAST)
        ? OBL_NOT_FINITE : obl_vanishing_new(&flow, s->state, S);
    for (size_t k = 0; run->end == OBL_OK && k < m->count; k++) {
        run->end = obl_vanishing_at(flow, m->at[k].time, &now);
        if (run->end == OBL_OK
            && !(keep_vanishing(s, &now) && keep(run, s->state, m->at[k])))
            run->end = OBL_NO_MEMORY;
    }
    obl_vanishing_free(flow);
    return run->end == OBL_OK;
}


static bool go(obl_sample *s, const moments *m, double eta) {
    obl_state *now = obl_state_new(s->n, s->state->d, s->state->v);
    obl_run *run = &s->run;
    double t = 0;
    bool memory = now != NULL;

    if (memory) {
        obl_state_copy(now, s->state);
        carry(now);
    }
    for (size_t k = 0; memory && k < m->count && run->end == OBL_OK; k++) {
        if (m->at[k].time > t)
            run->end = move(s, now, &t, eta, (double)m->at[k].time);
        memory = run->end == OBL_OK ? keep(run, now, m->at[k])
                                    : keep_rest(run, now, t, m, k);
    }
    run->end_time = t;
    obl_state_free(now);
    return memory && run->end != OBL_NO_MEMORY;
}


bool obl_run_follow(obl_sample *sample, obl_real_eval *real,
                    obl_ball_eval *ball, const obl_plan *plan,
                    obl_reach *reach) {
    moments m = { .flow = sample->sampler->flow, .wide = sample->unit };
    const double eta = step_size(sample, real);
    const oracle o = { real, ball };
    bool good;

    find_moments(&m, sample, &o, plan);
    const double last = m.count ? (double)m.at[m.count - 1].time : 0;
    const double most = (double)reach->steps_max;

    if (!m.flow && last > most)
        reach->steps_asked = log10(last);
    good = !m.failed && (m.flow || (last <= most && eta > 0));
    obl_run_clear(&sample->run);
    good = good && room_for(&sample->run, m.count + 1)
        && (m.wide ? go_vanishing(sample, &m, obl_ball_unit_size(ball))
                   : go(sample, &m, eta));
    sample->run.whole = good && plan->sums_over_time && !m.flow;
    free(m.at);
    return good;
}
