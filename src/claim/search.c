/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** search.c -- a (1+1) evolution strategy on the margin of one part.
**
** One sample is varied at random; a variation that lowers the goal is kept.
** The step grows on success and shrinks on failure. That needs no
** derivative, which margins lack wherever a minimum or a maximum changes
** hands, and it may jump: a neuron onto the direction of another, or to 0.
*/

#include "claim/search.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Variations tried from one start: cheap samples, and trajectories. */
enum { TRIES = 240, TRIES_OF_RUN = 16, START_BITS = 48 };

/* The goal of a sample that a hypothesis rejects, or without value; margins
** lie below. */
static const double REJECTED = 2, NO_VALUE = 8;

/* One number that may vary. */
typedef struct {
    double *at, kept;
    double  low, high; /* of a range; NaN for entries of a vector */
    bool    by_decades;
    size_t  group;     /* vectors: entries of one group vary together */
    double  scale;     /* vectors: their length */
} coordinate;

typedef struct {
    obl_judge  *judge;
    size_t      part, count, groups;
    coordinate *c;
    obl_random  random;
    double      step, scale;
    unsigned    patience;
} descent;


uint64_t obl_search_index(size_t part, uint64_t start) {
    return OBL_SEARCHED | (uint64_t)part << START_BITS | start;
}


/* ----------------------------------------------------------- the goal */

/* How far the hypotheses are from holding: 0 where they hold. */
static double rejection(descent *s, bool initial) {
    const obl_claim *claim = s->judge->claim;
    double sum = 0;

    for (size_t k = 0; k < claim->hypotheses; k++) {
        if (s->judge->plan->initial[k] != initial
            || s->judge->sampler->suspended[k])
            continue;
        const obl_truth p
            = obl_real_truth(s->judge->real, claim->hypothesis[k].node);

        if (p.is == OBL_UNDEFINED)
            return NO_VALUE;
        if (p.is == OBL_FALSE || (p.is == OBL_UNKNOWN && p.margin < -1e-3))
            sum += REJECTED + fmin(1, fabs(p.margin));
    }
    return sum;
}


static double goal(descent *s) {
    obl_judge *judge = s->judge;
    double missed;

    if (!obl_judge_load(judge))
        return NO_VALUE;
    missed = rejection(s, true);
    if (missed > 0)
        return missed;
    if (!obl_judge_run(judge))
        return NO_VALUE;
    missed = rejection(s, false);
    if (missed > 0)
        return missed;
    if (s->scale != 1)
        obl_judge_scale(judge, s->scale);
    const obl_truth p
        = obl_real_truth(judge->real, judge->claim->part[s->part].node);

    if (s->scale != 1)
        obl_judge_scale(judge, 1);
    if (isnan(p.margin))
        return NO_VALUE;
    /* What doubles cannot vouch for is no way down. */
    return p.is == OBL_UNKNOWN ? fmax(p.margin, 0) : p.margin;
}


/* ---------------------------------------------------- what may vary */

static coordinate *add(descent *s, double *at) {
    coordinate *larger
        = realloc(s->c, (s->count + 1) * sizeof *larger);

    if (!larger)
        return NULL;
    s->c = larger;
    larger[s->count] = (coordinate){ .at = at, .low = NAN, .high = NAN,
                                     .scale = 1 };
    return &larger[s->count++];
}


static void add_vector(descent *s, double *const *entry, size_t count) {
    for (size_t k = 0; k < count; k++) {
        coordinate *c = add(s, entry[k]);

        if (c)
            c->group = s->groups;
    }
    s->groups++;
}


static void add_neurons(descent *s, obl_state *w) {
    const size_t across = w->d - 1;
    double **entry = calloc(w->d, sizeof *entry);

    for (size_t i = 0; i < w->n && entry; i++) {
        entry[0] = &w->h[i];
        for (size_t k = 0; k < across; k++)
            entry[k + 1] = &w->z[i * across + k];
        add_vector(s, entry, w->d);
    }
    free(entry);
}


static void add_range(descent *s, const obl_draw *draw, double *value,
                      size_t count) {
    const bool decades = draw->range.kind == OBL_RANGE_DECADES;
    obl_real_eval *real = s->judge->real;
    double low = obl_real_number(real, draw->range.a, -1, 0, 0);
    double high = obl_real_number(real, draw->range.b, -1, 0, 0);

    for (size_t k = 0; k < count; k++) {
        coordinate *c = add(s, &value[k]);

        if (!c)
            return;
        c->low = decades ? pow(10, low) : low;
        c->high = decades ? pow(10, high) : high;
        c->by_decades = decades;
        c->group = s->groups++;
    }
}


static void add_free_vectors(descent *s, double *value, size_t count) {
    const size_t d = s->judge->sample.d;
    double **entry = calloc(d, sizeof *entry);

    for (size_t from = 0; from + d <= count && entry; from += d) {
        for (size_t k = 0; k < d; k++)
            entry[k] = &value[from + k];
        add_vector(s, entry, d);
    }
    free(entry);
}


/* n, d and |v| shape the state and stay as drawn; sequences and families
** whose range looks at others stay too. */
static void add_draw(descent *s, const obl_draw *draw) {
    obl_sample *sample = &s->judge->sample;
    const obl_claim *claim = s->judge->claim;
    const int k = (int)draw->variable;
    const bool range = draw->range.kind == OBL_RANGE_BETWEEN
        || draw->range.kind == OBL_RANGE_DECADES;
    double *value = sample->value[draw->variable];

    if (!value || k == claim->var_n || k == claim->var_d
        || k == claim->var_v || draw->sequence
        || claim->variable[k].shape == OBL_SHAPE_SEQUENCE)
        return;
    if (range)
        add_range(s, draw, value, sample->count[k]);
    else if (draw->range.kind == OBL_RANGE_ANYWHERE)
        add_free_vectors(s, value, sample->count[k]);
}


static void find_coordinates(descent *s) {
    const obl_sampler *sampler = s->judge->sampler;

    if (s->judge->sample.state && sampler->w != OBL_W_NET)
        add_neurons(s, s->judge->sample.state);
    for (size_t k = 0; k < sampler->draws; k++)
        add_draw(s, &sampler->draw[k]);
}


/* --------------------------------------------------------- variation */

static void keep(descent *s) {
    for (size_t k = 0; k < s->count; k++)
        s->c[k].kept = *s->c[k].at;
}


static void undo(descent *s) {
    for (size_t k = 0; k < s->count; k++)
        *s->c[k].at = s->c[k].kept;
}


static void measure_groups(descent *s) {
    for (size_t k = 0; k < s->count; k++) {
        double square = 0;

        for (size_t j = 0; j < s->count; j++)
            if (s->c[j].group == s->c[k].group)
                square += *s->c[j].at * *s->c[j].at;
        s->c[k].scale = square > 0 ? sqrt(square) : 1e-3;
    }
}


static void vary_one(descent *s, coordinate *c) {
    const double by = s->step * obl_random_normal(&s->random);

    if (isnan(c->low)) {
        *c->at += by * c->scale;
        return;
    }
    *c->at = c->by_decades ? *c->at * exp(3 * by)
                           : *c->at + by * (c->high - c->low);
    if (!(*c->at >= c->low))
        *c->at = c->low;
    if (!(*c->at <= c->high))
        *c->at = c->high;
}


static size_t below(descent *s, size_t count) {
    return (size_t)(obl_random_uniform(&s->random) * (double)count);
}


/* A group scaled as a whole, 0 among the factors. */
static void scale_group(descent *s, size_t group) {
    const double factor = obl_random_uniform(&s->random) < 0.02 ? 0
        : exp(2 * s->step * obl_random_normal(&s->random));

    for (size_t k = 0; k < s->count; k++)
        if (s->c[k].group == group && isnan(s->c[k].low))
            *s->c[k].at *= factor;
}


/* One vector moves towards another of the same size, or onto it. */
static void approach(descent *s, size_t group, size_t other) {
    const double whole = obl_random_uniform(&s->random);
    const double part = whole < 0.2 ? 1 : s->step * whole;
    size_t from = 0;

    for (size_t k = 0; k < s->count; k++) {
        if (s->c[k].group != group || !isnan(s->c[k].low))
            continue;
        while (from < s->count && s->c[from].group != other)
            from++;
        if (from < s->count && isnan(s->c[from].low)) {
            *s->c[k].at += part * (*s->c[from].at - *s->c[k].at);
            from++;
        }
    }
}


static void vary(descent *s) {
    const double manner = obl_random_uniform(&s->random);
    const size_t group = below(s, s->groups), other = below(s, s->groups);

    measure_groups(s);
    if (manner < 0.65) {
        for (size_t k = 0; k < s->count; k++)
            if (manner < 0.35 || s->c[k].group == group)
                vary_one(s, &s->c[k]);
    } else if (manner < 0.85) {
        scale_group(s, group);
    } else {
        approach(s, group, other);
    }
}


static void go_down(descent *s) {
    const bool run = s->judge->sampler->kind == OBL_TRAJECTORY;
    const unsigned tries = s->patience * (run ? TRIES_OF_RUN : TRIES);
    double best = goal(s);

    for (unsigned k = 0; k < tries && s->count > 0; k++) {
        keep(s);
        vary(s);
        const double now = goal(s);

        if (now < best) {
            best = now;
            s->step = fmin(s->step * 1.5, 2);
        } else {
            undo(s);
            s->step = s->step > 1e-6 ? s->step * 0.93 : 0.5;
        }
    }
}


void obl_search_down(obl_judge *judge, size_t part, uint64_t stream,
                     double scale, unsigned patience) {
    const uint64_t start = stream & ((UINT64_C(1) << START_BITS) - 1);
    descent s = {
        .judge = judge, .part = part, .step = 0.5, .scale = scale,
        .patience = patience,
        .random = { .seed = judge->seed, .stream = stream, .index = start },
    };

    find_coordinates(&s);
    go_down(&s);
    free(s.c);
}


bool obl_search(obl_judge *judge, uint64_t index) {
    const uint64_t start = index & ((UINT64_C(1) << START_BITS) - 1);
    const size_t part = (size_t)((index ^ OBL_SEARCHED) >> START_BITS);

    if (part >= judge->claim->parts || !obl_judge_draw(judge, start)
        || judge->sample.unit)
        return false;
    obl_search_down(judge, part, index, 1, 1);
    judge->sample.index = index;
    return obl_judge_load(judge);
}
