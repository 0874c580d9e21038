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

enum { NEURONS_MAX = 4096, DIMENSION_MAX = 1000000, MEMBERS = 128,
       SIZES = 6 };

/* Below this the fourth powers of a start, which D(loss) is of, are not
** normal doubles. */
static const double SIGMA_LEAST = 1e-75;

typedef struct {
    obl_sample    *sample;
    obl_real_eval *eval;
    obl_random     random;
    bool           witness;
} drawing;


static bool is_beyond(const drawing *d) {
    return (d->sample->index & OBL_BEYOND) != 0 && !d->witness;
}


/* Sizes are those of a trajectory claim as it names them. */
static bool is_resized(const drawing *d, const obl_range *range) {
    return is_beyond(d) && d->sample->sampler->kind == OBL_STATES
        && obl_stands_for_all(range);
}


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


/* A place in a range, 0 and 1 its ends, which are drawn with 1/16 each. */
static double draw_place(obl_random *random) {
    const double u = obl_random_uniform(random);
    const double where = obl_random_uniform(random);

    return u < 1.0 / 16 ? 0 : u > 15.0 / 16 ? 1 : where;
}


static double between(double a, double b, double place) {
    return place == 1 ? b : a + place * (b - a);
}


/* Which member of a list; a witness takes its own of each. */
static size_t member_of(const obl_sample *sample, const obl_range *range,
                        double place) {
    const size_t last = range->count - 1;
    const size_t k = sample->sampler == &sample->claim->witness
        ? sample->index : (size_t)(place * (double)range->count);

    return k < last ? k : last;
}


/* The number at a place of a range. */
static double number_at(const obl_sample *sample, obl_real_eval *eval,
                        const obl_range *range, double place, unsigned neuron,
                        long counter) {
    if (range->kind == OBL_RANGE_LIST) {
        const size_t k = member_of(sample, range, place);

        return fraction(range->num[k], range->den[k]);
    }
    const double a = obl_real_number(eval, range->a, range->each, neuron,
                                     counter);
    if (range->kind == OBL_RANGE_TREE)
        return a;
    const double b = obl_real_number(eval, range->b, range->each, neuron,
                                     counter);
    const double x = between(a, b, place);

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


/* Random numbers are spent only where there is something to choose. */
static double place_in(drawing *d, const obl_range *range) {
    if (range->kind == OBL_RANGE_TREE)
        return 0;
    if (range->kind != OBL_RANGE_LIST)
        return draw_place(&d->random);
    return range->count == 1 || d->witness ? 0
        : obl_random_uniform(&d->random);
}


static double draw_range(drawing *d, const obl_range *range, unsigned neuron) {
    return number_at(d->sample, d->eval, range, place_in(d, range), neuron,
                     (long)neuron);
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
        x[m] = draw_range(d, &draw->range, (unsigned)m);
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


/* Where each member of a sequence lies in its range. One in eight sequences
** lies at one end of all its ranges: a recursion met with equality. */
static void draw_places(drawing *d, const obl_draw *draw) {
    double *place = room(d, draw->variable, MEMBERS);
    const double u = obl_random_uniform(&d->random);

    d->sample->place[draw->variable] = place;
    for (size_t m = 0; m < MEMBERS; m++) {
        const double drawn = place_in(d, m > 0 && draw->sequence
                                         ? &draw->next : &draw->range);

        place[m] = u < 1.0 / 16 ? 0 : u > 15.0 / 16 ? 1 : drawn;
    }
    room(d, draw->variable, MEMBERS);
}


/* Member m of a sequence, from those before it. */
static void grow_member(obl_sample *sample, obl_real_eval *eval,
                        const obl_draw *draw, long m) {
    const bool next = draw->sequence && m > 0;
    const unsigned k = draw->variable;
    const double x = number_at(sample, eval, next ? &draw->next : &draw->range,
                               sample->place[k][m], next ? 0 : (unsigned)m,
                               next ? m - 1 : m);

    sample->value[k][m] = x;
    obl_real_set_member(eval, k, (size_t)m, x);
}


void obl_sample_grow(obl_sample *sample, obl_real_eval *eval) {
    const obl_sampler *sampler = sample->sampler;

    for (size_t k = 0; k < sampler->draws; k++)
        if (is_sequence(sample->claim, &sampler->draw[k]))
            obl_real_drawn(eval, sample, &sampler->draw[k]);
    for (long m = 0; m < MEMBERS; m++)
        for (size_t k = 0; k < sampler->draws; k++)
            if (is_sequence(sample->claim, &sampler->draw[k]))
                grow_member(sample, eval, &sampler->draw[k], m);
}


static void draw_sequences(drawing *d) {
    const obl_sampler *sampler = d->sample->sampler;

    for (size_t k = 0; k < sampler->draws; k++)
        if (is_sequence(d->sample->claim, &sampler->draw[k]))
            draw_places(d, &sampler->draw[k]);
    obl_sample_grow(d->sample, d->eval);
}


/* What n and d are beyond the sampler. The sizes take turns, so that a few
** samples meet all of them. */
static double size_beyond(drawing *d, int variable) {
    static const double sizes[SIZES] = { 1, 2, 3, 5, 8, 16 };
    const double n = (double)d->sample->n;
    const double dimensions[] = { 1, 2, 3, n + 1, 17 };

    if (variable == d->sample->claim->var_n)
        return sizes[(d->sample->index & OBL_ORDINAL) % SIZES];
    return dimensions[(size_t)(obl_random_uniform(&d->random) * 5)];
}


/* The corners take turns under each n; then nearly; then none. */
static void put_in_corner(drawing *d) {
    const uint64_t k = d->sample->index & OBL_ORDINAL;
    const uint64_t turn
        = d->sample->sampler->kind == OBL_STATES ? k / SIZES : k;
    const double near = turn / OBL_CORNERS % 3 == 0 ? 0
        : pow(10, -2 - 10 * obl_random_uniform(&d->random));

    if (d->sample->state && turn / OBL_CORNERS % 3 < 2)
        obl_scatter_corner(&d->random, d->sample->state, turn, near);
}


bool obl_stands_for_all(const obl_range *range) {
    return range->kind == OBL_RANGE_BETWEEN
        || (range->kind == OBL_RANGE_LIST && range->count > 1);
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
        if (is_resized(d, &draw->range))
            d->sample->value[variable][0] = size_beyond(d, variable);
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
    obl_w_kind manner = sampler->w;
    double from = -8, to = 0, sigma;

    if (sampler->kind == OBL_SCALARS || manner == OBL_W_NET)
        return true;
    if (!(v > 0 && isfinite(v)))
        return false;
    if (is_beyond(d) && sampler->kind == OBL_STATES
        && obl_random_uniform(&d->random) < 0.5)
        manner = manner == OBL_W_ANYWHERE ? OBL_W_NEAR_MINIMUM
                                          : OBL_W_ANYWHERE;
    switch (manner) {
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
        if (sampler->w == OBL_W_NEAR_MINIMUM) {
            from = obl_real_number(d->eval, sampler->w_from, -1, 0, 0);
            to = obl_real_number(d->eval, sampler->w_to, -1, 0, 0);
        }
        s->state = obl_scatter_near_minimum(&d->random, s->n, s->d, v,
            pow(10.0, between(from, to, draw_place(&d->random))));
        break;
    default:
        s->state = obl_scatter_anywhere(&d->random, s->n, s->d, v);
    }
    if (is_beyond(d))
        put_in_corner(d);
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
    sample->place = obl_pool_take(pool,
        (claim->variables + 1) * sizeof *sample->place);
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
