/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** sample.c -- drawing a sample: a pure function of (seed, claim, index).
**
** Random numbers are spent in a fixed order, n and d first, so that what is
** drawn never depends on how it will be evaluated.
*/

#include "claim/sample.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/enclose.h"
#include "claim/eval.h"
#include "formula/real.h"
#include "claim/pool.h"
#include "claim/scatter.h"

enum { NEURONS_MAX = 4096, DIMENSION_MAX = 1000000, MEMBERS = 128 };

/* Below this the fourth powers of a start, which D(loss) is of, are not
** normal doubles. */
static const double SIGMA_LEAST = 1e-75;

typedef struct {
    obl_sample    *sample;
    obl_real_eval *eval;
    obl_random     random;
    bool           witness;
} drawing;


/* FNV-1a: a claim's stream of random numbers follows its name. */
static uint64_t stream_of(const char *name, bool relaxed) {
    uint64_t hash = UINT64_C(14695981039346656037);

    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * UINT64_C(1099511628211);
    return 2 * hash + relaxed;
}


static double fraction(const char *num, const char *den) {
    obl_real_cx cx = { 0 };

    return obl_real_fraction(&cx, num, den).x;
}


/* The ends of a range are drawn with 1/16 each. */
static double between(obl_random *random, double a, double b) {
    const double u = obl_random_uniform(random);
    const double where = obl_random_uniform(random);

    if (u < 1.0 / 16)
        return a;
    return u > 15.0 / 16 ? b : a + where * (b - a);
}


static double draw_range(drawing *d, const obl_range *range, unsigned neuron,
                         long counter) {
    const size_t which = d->witness
        ? (d->sample->index < range->count ? d->sample->index
                                           : range->count - 1) : 0;

    if (range->kind == OBL_RANGE_LIST) {
        const size_t k = d->witness || range->count == 1 ? which
            : (size_t)(obl_random_uniform(&d->random)
                       * (double)range->count);

        return fraction(range->num[k], range->den[k]);
    }
    const double a = obl_real_number(d->eval, range->a, range->each, neuron,
                                     counter);
    if (range->kind == OBL_RANGE_TREE)
        return a;
    const double b = obl_real_number(d->eval, range->b, range->each, neuron,
                                     counter);
    const double x = between(&d->random, a, b);

    return range->kind == OBL_RANGE_DECADES ? pow(10.0, x) : x;
}


size_t obl_sample_entry(const obl_sample *sample, const obl_draw *draw,
                        size_t m) {
    const obl_claim *claim = sample->claim;
    const obl_range *range = &draw->range;
    const obl_shape shape = claim->variable[draw->variable].shape;

    if (sample->sampler != &claim->witness || range->kind != OBL_RANGE_LIST
        || shape == OBL_SHAPE_SEQUENCE)
        return SIZE_MAX;
    if (shape == OBL_SHAPE_VECTOR)
        return m < range->count ? m : SIZE_MAX;
    return sample->index < range->count ? sample->index : range->count - 1;
}


static double *room(drawing *d, unsigned variable, size_t count) {
    d->sample->count[variable] = count;
    return d->sample->value[variable]
        = obl_pool_take(d->sample->pool, (count + 1) * sizeof(double));
}


/* Vectors anywhere: a length over 12 decades, any direction. */
static void draw_vectors(drawing *d, unsigned variable, size_t members) {
    const size_t width = d->sample->d;
    double *x = room(d, variable, members * width);

    for (size_t m = 0; m < members; m++)
        obl_scatter_vector(&d->random, x + m * width, width);
}


/* A vector by its coordinates; those that the list leaves out are 0. */
static void set_vector(drawing *d, const obl_draw *draw) {
    const obl_range *range = &draw->range;
    double *x = room(d, draw->variable, d->sample->d);

    for (size_t k = 0; k < d->sample->d; k++)
        x[k] = k < range->count ? fraction(range->num[k], range->den[k]) : 0;
}


static void draw_members(drawing *d, const obl_draw *draw, size_t members) {
    double *x = room(d, draw->variable, members);

    for (size_t m = 0; m < members; m++)
        x[m] = draw_range(d, &draw->range, (unsigned)m, (long)m);
}


static void draw_variable(drawing *d, const obl_draw *draw) {
    const size_t n = d->sample->n;
    const bool tree = draw->range.kind == OBL_RANGE_TREE;

    switch (d->sample->claim->variable[draw->variable].shape) {
    case OBL_SHAPE_VECTOR:
        if (draw->range.kind == OBL_RANGE_LIST)
            set_vector(d, draw);
        else if (!tree)
            draw_vectors(d, draw->variable, 1);
        break;
    case OBL_SHAPE_VECTORS:
        if (!tree)
            draw_vectors(d, draw->variable, n);
        break;
    case OBL_SHAPE_NEURONS:
        if (!tree)
            draw_members(d, draw, n);
        break;
    default:
        if (!tree)
            draw_members(d, draw, 1);
    }
}


static bool is_sequence(const obl_claim *claim, const obl_draw *draw) {
    return claim->variable[draw->variable].shape == OBL_SHAPE_SEQUENCE;
}


/* Sequences grow side by side, since each next member may look at the last
** members of all of them. */
static void draw_sequences(drawing *d) {
    const obl_sampler *sampler = d->sample->sampler;
    const obl_claim *claim = d->sample->claim;

    for (size_t k = 0; k < sampler->draws; k++)
        if (is_sequence(claim, &sampler->draw[k]))
            room(d, sampler->draw[k].variable, MEMBERS);
    for (long m = 0; m < MEMBERS; m++)
        for (size_t k = 0; k < sampler->draws; k++) {
            const obl_draw *draw = &sampler->draw[k];
            const bool next = draw->sequence && m > 0;

            if (!is_sequence(claim, draw))
                continue;
            d->sample->value[draw->variable][m] = draw_range(d,
                next ? &draw->next : &draw->range, 0, next ? m - 1 : m);
            obl_real_drawn(d->eval, d->sample, draw);
        }
}


/* n and d, before anything else is known. Among scalars they are numbers;
** beyond NEURONS_MAX there are no neurons to speak of. */
static bool draw_size(drawing *d, int variable, double most, size_t *size) {
    const obl_sampler *sampler = d->sample->sampler;

    *size = 1;
    for (size_t k = 0; k < sampler->draws; k++) {
        const obl_draw *draw = &sampler->draw[k];

        if ((int)draw->variable != variable)
            continue;
        if (draw->range.kind != OBL_RANGE_TREE)
            draw_members(d, draw, 1);
        obl_real_drawn(d->eval, d->sample, draw);
        double x = obl_real_scalar(d->eval, variable);

        if (draw->range.kind != OBL_RANGE_TREE)
            d->sample->value[variable][0] = x = rint(x);
        obl_real_drawn(d->eval, d->sample, draw);
        if (!(x >= 1 && x <= most && x == rint(x)))
            return false;
        *size = x <= DIMENSION_MAX ? (size_t)x : 0;
    }
    return true;
}


static bool draw_variables(drawing *d) {
    const obl_claim *claim = d->sample->claim;
    const obl_sampler *sampler = d->sample->sampler;
    bool sequences = false;

    for (size_t k = 0; k < sampler->draws; k++) {
        const obl_draw *draw = &sampler->draw[k];
        const int variable = (int)draw->variable;

        if (variable == claim->var_n || variable == claim->var_d)
            continue;
        if (is_sequence(claim, draw)) {
            sequences = true;
            continue;
        }
        draw_variable(d, draw);
        obl_real_drawn(d->eval, d->sample, draw);
    }
    if (sequences)
        draw_sequences(d);
    return true;
}


/* |v| as drawn; 1 where this sampler does not draw it. */
static double teacher_length(const drawing *d) {
    const obl_sampler *sampler = d->sample->sampler;

    for (size_t k = 0; k < sampler->draws; k++)
        if ((int)sampler->draw[k].variable == d->sample->claim->var_v)
            return obl_real_scalar(d->eval, d->sample->claim->var_v);
    return 1.0;
}


static bool draw_network(drawing *d) {
    obl_sample *s = d->sample;
    const obl_sampler *sampler = s->sampler;
    const double v = teacher_length(d);
    double from, to, sigma;

    if (sampler->kind == OBL_SCALARS || sampler->w == OBL_W_NET)
        return true;
    if (!(v > 0 && isfinite(v)))
        return false;
    switch (sampler->w) {
    case OBL_W_GAUSSIAN:
        sigma = obl_real_scalar(d->eval, s->claim->var_sigma);
        s->unit = sigma >= 0 && sigma < SIGMA_LEAST;
        s->too_small = s->unit && sampler->kind == OBL_TRAJECTORY
            && !sampler->flow;
        if (!(sigma >= 0 && isfinite(sigma)) || s->too_small)
            return false;
        s->state = obl_gaussian(&d->random, s->n, s->d, v,
                                s->unit ? 1 : sigma);
        break;
    case OBL_W_NEAR_MINIMUM:
        from = obl_real_number(d->eval, sampler->w_from, -1, 0, 0);
        to = obl_real_number(d->eval, sampler->w_to, -1, 0, 0);
        s->state = obl_scatter_near_minimum(&d->random, s->n, s->d, v,
            pow(10.0, between(&d->random, from, to)));
        break;
    default:
        s->state = obl_scatter_anywhere(&d->random, s->n, s->d, v);
    }
    if (s->state)
        s->d = s->state->d;
    return s->state != NULL;
}


bool obl_sample_draw(obl_sample *sample, obl_real_eval *eval,
                     const obl_claim *claim, const obl_sampler *sampler,
                     uint64_t seed, uint64_t index) {
    const bool scalars = sampler->kind == OBL_SCALARS;
    obl_pool *pool = obl_pool_new();
    drawing d = {
        .sample = sample, .eval = eval, .witness = sampler == &claim->witness,
        .random = { .seed = seed, .index = index,
                    .stream = stream_of(claim->name,
                                        sampler == &claim->relaxed) },
    };

    *sample = (obl_sample){ .claim = claim, .sampler = sampler, .seed = seed,
                            .index = index, .n = 1, .d = 1, .pool = pool };
    if (!pool)
        return false;
    sample->value = obl_pool_take(pool,
        (claim->variables + 1) * sizeof *sample->value);
    sample->count = obl_pool_take(pool,
        (claim->variables + 1) * sizeof *sample->count);
    obl_real_begin(eval, sample);
    size_t dimension;

    if (!draw_size(&d, claim->var_n, scalars ? 1e300 : NEURONS_MAX,
                   &sample->n)
        || !draw_size(&d, claim->var_d, scalars ? 1e300 : DIMENSION_MAX,
                      &dimension))
        return false;
    if (!scalars)
        sample->d = dimension;
    if (sample->n > NEURONS_MAX)
        sample->n = 0;
    return draw_variables(&d) && draw_network(&d);
}


void obl_run_clear(obl_run *run) {
    for (size_t k = 0; k < run->count; k++)
        obl_state_free(run->state[k]);
    free(run->state);
    free(run->time);
    free(run->domain);
    obl_enclosure_free(run->enclosure);
    *run = (obl_run){ 0 };
}


void obl_sample_clear(obl_sample *sample) {
    obl_run_clear(&sample->run);
    obl_state_free(sample->state);
    obl_pool_free(sample->pool);
    *sample = (obl_sample){ 0 };
}
