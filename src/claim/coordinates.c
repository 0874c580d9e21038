/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** coordinates.c -- variations need no derivative, which margins lack wherever
** a minimum or a maximum changes hands, and they may jump: a neuron onto the
** direction of another, or to 0.
*/

#include "claim/coordinates.h"

#include <math.h>
#include <stdlib.h>


/* ---------------------------------------------------- what may vary */

static obl_coordinate *add(obl_coordinates *all, double *at) {
    obl_coordinate *larger
        = realloc(all->c, (all->count + 1) * sizeof *larger);

    if (!larger)
        return NULL;
    all->c = larger;
    larger[all->count] = (obl_coordinate){ .at = at, .low = NAN, .high = NAN,
                                           .scale = 1 };
    return &larger[all->count++];
}


static void add_vector(obl_coordinates *all, double *const *entry,
                       size_t count) {
    for (size_t k = 0; k < count; k++) {
        obl_coordinate *c = add(all, entry[k]);

        if (c)
            c->group = all->groups;
    }
    all->groups++;
}


static void add_neurons(obl_coordinates *all, obl_state *w) {
    const size_t across = w->d - 1;
    double **entry = calloc(w->d, sizeof *entry);

    for (size_t i = 0; i < w->n && entry; i++) {
        entry[0] = &w->h[i];
        for (size_t k = 0; k < across; k++)
            entry[k + 1] = &w->z[i * across + k];
        add_vector(all, entry, w->d);
    }
    free(entry);
}


static void add_between(obl_coordinates *all, double *value, size_t count,
                        double low, double high, bool decades) {
    for (size_t k = 0; k < count; k++) {
        obl_coordinate *c = add(all, &value[k]);

        if (!c)
            return;
        c->low = decades ? pow(10, low) : low;
        c->high = decades ? pow(10, high) : high;
        c->by_decades = decades;
        c->group = all->groups++;
    }
}


static void add_free_vectors(obl_coordinates *all, double *value,
                             size_t count, size_t d) {
    double **entry = calloc(d, sizeof *entry);

    for (size_t from = 0; from + d <= count && entry; from += d) {
        for (size_t k = 0; k < d; k++)
            entry[k] = &value[from + k];
        add_vector(all, entry, d);
    }
    free(entry);
}


static bool varies(const obl_range *range) {
    return range->kind == OBL_RANGE_BETWEEN
        || range->kind == OBL_RANGE_DECADES;
}


/* What a range gave to the sample. */
static void add_draw(obl_coordinates *all, obl_judge *judge,
                     const obl_draw *draw) {
    const obl_sample *sample = &judge->sample;
    const obl_claim *claim = judge->claim;
    const int k = (int)draw->variable;
    const size_t count = sample->count[k];

    if (!sample->value[k] || k == claim->var_n || k == claim->var_d
        || k == claim->var_v)
        return;
    if (sample->place[k]) {
        all->grows = true;
        if (varies(draw->sequence ? &draw->next : &draw->range))
            add_between(all, sample->place[k], count, 0, 1, false);
    } else if (varies(&draw->range)) {
        add_between(all, sample->value[k], count,
                    obl_real_number(judge->real, draw->range.a, -1, 0, 0),
                    obl_real_number(judge->real, draw->range.b, -1, 0, 0),
                    draw->range.kind == OBL_RANGE_DECADES);
    } else if (draw->range.kind == OBL_RANGE_ANYWHERE) {
        add_free_vectors(all, sample->value[k], count, sample->d);
    }
}


obl_coordinates obl_coordinates_of(obl_judge *judge) {
    const obl_sampler *sampler = judge->sampler;
    obl_coordinates all = { 0 };

    if (judge->sample.state && sampler->w != OBL_W_NET)
        add_neurons(&all, judge->sample.state);
    for (size_t k = 0; k < sampler->draws; k++)
        add_draw(&all, judge, &sampler->draw[k]);
    return all;
}


void obl_coordinates_free(obl_coordinates *all) {
    free(all->c);
    *all = (obl_coordinates){ 0 };
}


/* --------------------------------------------------------- variation */

void obl_coordinates_keep(obl_coordinates *all) {
    for (size_t k = 0; k < all->count; k++)
        all->c[k].kept = *all->c[k].at;
}


void obl_coordinates_undo(obl_coordinates *all) {
    for (size_t k = 0; k < all->count; k++)
        *all->c[k].at = all->c[k].kept;
}


/* The entries of a group stand together. */
static void measure_groups(obl_coordinates *all) {
    for (size_t from = 0, to; from < all->count; from = to) {
        double square = 0;

        for (to = from; to < all->count
             && all->c[to].group == all->c[from].group; to++)
            square += *all->c[to].at * *all->c[to].at;
        for (size_t k = from; k < to; k++)
            all->c[k].scale = square > 0 ? sqrt(square) : 1e-3;
    }
}


static void stay_in_range(obl_coordinate *c) {
    if (isnan(c->low))
        return;
    if (!(*c->at >= c->low))
        *c->at = c->low;
    if (!(*c->at <= c->high))
        *c->at = c->high;
}


static void vary_one(obl_coordinate *c, obl_random *random, double step) {
    const double by = step * obl_random_normal(random);

    if (isnan(c->low))
        *c->at += by * c->scale;
    else
        *c->at = c->by_decades ? *c->at * exp(3 * by)
                               : *c->at + by * (c->high - c->low);
    stay_in_range(c);
}


static size_t below(obl_random *random, size_t count) {
    return (size_t)(obl_random_uniform(random) * (double)count);
}


/* A group scaled as a whole, 0 among the factors. */
static void scale_group(obl_coordinates *all, size_t group,
                        obl_random *random, double step) {
    const double factor = obl_random_uniform(random) < 0.02 ? 0
        : exp(2 * step * obl_random_normal(random));

    for (size_t k = 0; k < all->count; k++)
        if (all->c[k].group == group && isnan(all->c[k].low))
            *all->c[k].at *= factor;
}


/* One vector moves towards another of the same size, or onto it. */
static void approach(obl_coordinates *all, size_t group, size_t other,
                     obl_random *random, double step) {
    const double whole = obl_random_uniform(random);
    const double part = whole < 0.2 ? 1 : step * whole;
    size_t from = 0;

    for (size_t k = 0; k < all->count; k++) {
        if (all->c[k].group != group || !isnan(all->c[k].low))
            continue;
        while (from < all->count && all->c[from].group != other)
            from++;
        if (from < all->count && isnan(all->c[from].low)) {
            *all->c[k].at += part * (*all->c[from].at - *all->c[k].at);
            from++;
        }
    }
}


void obl_coordinates_vary(obl_coordinates *all, obl_random *random,
                          double step) {
    const double manner = obl_random_uniform(random);
    const size_t group = below(random, all->groups);
    const size_t other = below(random, all->groups);

    measure_groups(all);
    if (manner < 0.65) {
        for (size_t k = 0; k < all->count; k++)
            if (manner < 0.35 || all->c[k].group == group)
                vary_one(&all->c[k], random, step);
    } else if (manner < 0.85) {
        scale_group(all, group, random, step);
    } else {
        approach(all, group, other, random, step);
    }
}


void obl_coordinates_go(obl_coordinates *all, const double *to, double t) {
    for (size_t k = 0; k < all->count; k++) {
        obl_coordinate *c = &all->c[k];

        *c->at = c->kept + t * (to[k] - c->kept);
        stay_in_range(c);
    }
}
