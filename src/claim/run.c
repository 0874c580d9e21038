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

#include "claim/eval.h"

enum { LINEAR_POINTS = 8, POINTS_PER_DECADE = 4 };

/* The flow's relative tolerance; its error is far below OBL_DECISIVE. */
static const double tolerance = 1e-10;

/* `made`: a point between, which yields to a named time that it rounds to. */
typedef struct { double time; bool domain, made; } moment;

typedef struct {
    bool    flow, failed;
    size_t  count;
    moment *at;
} moments;


static void put(moments *m, moment at) {
    moment *larger;

    at.time = m->flow ? at.time : rint(at.time);
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


static void add(void *user, double time, bool domain) {
    put(user, (moment){ time, domain, false });
}


static void add_made(moments *m, double time) {
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
        if (kept && fabs(m->at[kept - 1].time - m->at[k].time)
                        <= 1e-9 * m->at[k].time)
            merge(&m->at[kept - 1], &m->at[k]);
        else
            m->at[kept++] = m->at[k];
    }
    m->count = kept;
}


static void add_grid(moments *m, obl_real_eval *eval,
                     const obl_range *grid) {
    if (grid->kind == OBL_RANGE_LIST) {
        for (size_t k = 0; k < grid->count; k++)
            add(m, strtod(grid->num[k], NULL) / strtod(grid->den[k], NULL),
                true);
        return;
    }
    const double from = obl_real_number(eval, grid->a, -1, 0, 0);
    const double to = obl_real_number(eval, grid->b, -1, 0, 0);
    const double steps = ceil((to - from) * POINTS_PER_DECADE);

    for (double k = 0; k <= steps && steps < 10000; k++)
        add_made(m, pow(10, k == steps ? to
                                       : from + k / POINTS_PER_DECADE));
}


/* Between two neighbouring ends: evenly, and by decades from the first. */
static void add_between(moments *m, double from, double to) {
    const double length = to - from;
    const double least = m->flow ? length * 1e-3 : 1;

    for (int k = 1; k < LINEAR_POINTS; k++)
        add_made(m, from + length * k / LINEAR_POINTS);
    for (double step = least; step < length;
         step *= pow(10, 1.0 / POINTS_PER_DECADE))
        add_made(m, from + step);
}


/* The ends that the ranges of t name, filled in. */
static void fill_ranges(moments *m) {
    const size_t ends = m->count;
    double last = NAN;

    for (size_t k = 0; k < ends; k++) {
        const moment end = m->at[k];

        if (!end.domain)
            continue;
        if (end.time > last)
            add_between(m, last, end.time);
        last = end.time;
    }
}


/* Every step, where a sum over time asks for it. */
static void fill_steps(moments *m) {
    const double last = m->count ? m->at[m->count - 1].time : 0;

    for (double t = 0; t <= last && last <= OBL_WHOLE_MAX && !m->failed; t++)
        add(m, t, false);
    tidy_up(m);
}


/* All moments of the sample, ascending; 0 is one of them. */
static void find_moments(moments *m, const obl_sample *s,
                         obl_real_eval *eval, const obl_plan *plan) {
    add(m, 0, false);
    obl_real_times(eval, NAN, add, m);
    tidy_up(m);
    fill_ranges(m);
    if (s->sampler->grid.kind != OBL_RANGE_LIST || s->sampler->grid.count)
        add_grid(m, eval, &s->sampler->grid);
    tidy_up(m);
    const size_t named = m->count;

    for (size_t k = 0; k < named && !m->failed; k++)
        if (m->at[k].domain)
            obl_real_times(eval, m->at[k].time, add, m);
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
            run->end = move(s, now, &t, eta, m->at[k].time);
        memory = run->end == OBL_OK ? keep(run, now, m->at[k])
                                    : keep_rest(run, now, t, m, k);
    }
    run->end_time = t;
    obl_state_free(now);
    return memory && run->end != OBL_NO_MEMORY;
}


bool obl_run_follow(obl_sample *sample, obl_real_eval *eval,
                    const obl_plan *plan, obl_reach *reach) {
    moments m = { .flow = sample->sampler->flow };
    const double eta = step_size(sample, eval);
    bool good;

    find_moments(&m, sample, eval, plan);
    const double last = m.count ? m.at[m.count - 1].time : 0;
    const double most = (double)reach->steps_max;

    if (!m.flow && last > most)
        reach->steps_asked = log10(last);
    good = !m.failed && (m.flow || (last <= most && eta > 0));
    obl_run_clear(&sample->run);
    good = good && room_for(&sample->run, m.count + 1)
        && go(sample, &m, eta);
    sample->run.whole = good && plan->sums_over_time && !m.flow;
    free(m.at);
    return good;
}
