/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** carry.c -- neurons split, joined, repeated and left out.
*/

#include "claim/carry.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/pool.h"

/* How the neurons beyond those of the old sample are made; where there are
** fewer, the first two leave neurons out and the others do not apply. */
typedef enum {
    SCALED,     /* like one of the old; all keep their length over |v|/n */
    WHOLE,      /* like one of the old; all keep their length */
    IDLE,       /* the same, but tiny */
    AT_MINIMUM, /* v/n */
    ACROSS,     /* as long as one of the old, across v */
    FILLS
} fill;

/* Manner 0 splits or joins evenly, which keeps the sum; the others fill with
** the most ordinary neuron, then with the oddest. */
static fill fill_of(unsigned manner) { return (fill)((manner - 1) % FILLS); }
static bool fills_with_odd(unsigned manner) { return manner > FILLS; }

static const double TINY = 1e-6;
enum { NEURONS_MAX = 4096 };

/* Neuron `to` gets so much of the old neuron `from`. */
typedef struct { size_t to, from; double factor; } share;

typedef struct { size_t count; share *share; } shares;


static double *copy_numbers(obl_sample *to, const double *from,
                            size_t count) {
    double *copy = from ? obl_pool_take(to->pool, (count + 1) * sizeof *copy)
                        : NULL;

    return copy ? memcpy(copy, from, count * sizeof *copy) : NULL;
}


bool obl_sample_copy(obl_sample *to, const obl_sample *from) {
    const size_t variables = from->claim->variables;

    *to = *from;
    to->run = (obl_run){ 0 };
    to->state = NULL;
    to->pool = obl_pool_new();
    if (!to->pool) {
        *to = (obl_sample){ 0 };
        return false;
    }
    to->value = obl_pool_take(to->pool,
                              (variables + 1) * sizeof *to->value);
    to->place = obl_pool_take(to->pool,
                              (variables + 1) * sizeof *to->place);
    to->count = obl_pool_take(to->pool,
                              (variables + 1) * sizeof *to->count);
    for (size_t k = 0; k < variables; k++) {
        to->count[k] = from->count[k];
        to->value[k] = copy_numbers(to, from->value[k], from->count[k]);
        to->place[k] = copy_numbers(to, from->place[k], from->count[k]);
    }
    if (!from->state)
        return true;
    to->state = obl_state_new(from->state->n, from->state->d, from->state->v);
    if (to->state) {
        obl_state_copy(to->state, from->state);
        return true;
    }
    obl_sample_clear(to);
    return false;
}


/* ------------------------------------------------- who becomes whom */

/* How far row i of the state is from the mean row, squared. */
static double oddness(const obl_state *w, size_t i) {
    double mean = 0, square;

    for (size_t j = 0; j < w->n; j++)
        mean += w->h[j] / (double)w->n;
    square = (w->h[i] - mean) * (w->h[i] - mean);
    for (size_t k = 0; k < w->d - 1; k++) {
        mean = 0;
        for (size_t j = 0; j < w->n; j++)
            mean += w->z[j * (w->d - 1) + k] / (double)w->n;
        square += pow(w->z[i * (w->d - 1) + k] - mean, 2);
    }
    return square;
}


/* How many of the old neurons are odder than i, or, `odd` false, more
** ordinary. Without a network in doubles their order has to do. */
static size_t rank(const obl_sample *from, size_t i, bool odd) {
    size_t before = 0;

    for (size_t j = 0; j < from->n; j++) {
        const double gap = from->state
            ? oddness(from->state, j) - oddness(from->state, i) : 0;

        before += gap == 0 ? j < i : odd ? gap > 0 : gap < 0;
    }
    return before;
}


static void add_share(shares *all, size_t to, size_t from, double factor) {
    all->share[all->count++] = (share){ to, from, factor };
}


/* The old neurons stand on a line; each new one takes its stretch of it. */
static void split_evenly(shares *all, size_t old, size_t n) {
    const size_t steps = old > n ? old : n;
    size_t parts[NEURONS_MAX] = { 0 };

    for (size_t k = 0; k < steps; k++)
        parts[k * old / steps]++;
    for (size_t k = 0; k < steps; k++)
        add_share(all, k * n / steps, k * old / steps,
                  1 / (double)parts[k * old / steps]);
}


/* The n odder (more ordinary) ones stay, in their order; further ones are
** copies of the last in rank. */
static void keep_and_fill(shares *all, const obl_sample *from, size_t n,
                          unsigned manner) {
    const fill how = fill_of(manner);
    const double old = (double)from->n / (double)n;
    const double factor = how == SCALED || how == AT_MINIMUM ? old : 1;
    const double extra = how == IDLE ? TINY : factor;
    size_t to = 0, last = 0;

    for (size_t i = 0; i < from->n; i++) {
        const size_t r = rank(from, i, !fills_with_odd(manner));

        if (r < n)
            add_share(all, to++, i, factor);
        if (r + 1 == from->n)
            last = i;
    }
    while (to < n)
        add_share(all, to++, last, extra);
}


/* ---------------------------------------------------------- carried */

static void apply(const shares *all, double *to, const double *from,
                  size_t width) {
    for (size_t s = 0; s < all->count; s++)
        for (size_t k = 0; k < width; k++)
            to[all->share[s].to * width + k]
                += all->share[s].factor * from[all->share[s].from * width + k];
}


/* Neurons from `first` on as AT_MINIMUM and ACROSS have them. */
static void place_extras(obl_state *w, size_t first, fill how) {
    const size_t across = w->d - 1;

    for (size_t i = first; i < w->n; i++) {
        double *z = w->z + i * across, square = w->h[i] * w->h[i];

        for (size_t k = 0; k < across; k++) {
            square += z[k] * z[k];
            z[k] = 0;
        }
        w->h[i] = how == ACROSS ? 0 : w->v / (double)w->n;
        if (how == ACROSS)
            z[i % across] = sqrt(square);
    }
}


static bool carry_state(obl_sample *s, const obl_sample *from,
                        const shares *all, unsigned manner) {
    const obl_state *old = from->state;
    const bool placed = manner > 0 && s->n > from->n
        && (fill_of(manner) == AT_MINIMUM || fill_of(manner) == ACROSS);

    if (!old)
        return !placed;
    if (placed && fill_of(manner) == ACROSS && old->d == 1)
        return false;
    obl_state_free(s->state);
    s->state = obl_state_new(s->n, old->d, old->v);
    if (!s->state)
        return false;
    apply(all, s->state->h, old->h, 1);
    apply(all, s->state->z, old->z, old->d - 1);
    if (placed)
        place_extras(s->state, from->n, fill_of(manner));
    return true;
}


/* Numbers and vectors that stand one for each neuron. */
static void carry_families(obl_sample *s, const obl_sample *from,
                           const shares *all) {
    for (size_t k = 0; k < s->claim->variables; k++) {
        const obl_shape shape = s->claim->variable[k].shape;
        const size_t width = shape == OBL_SHAPE_NEURONS ? 1
            : shape == OBL_SHAPE_VECTORS ? s->d : 0;

        if (width == 0 || !from->value[k]
            || from->count[k] != from->n * width)
            continue;
        s->count[k] = s->n * width;
        s->value[k] = obl_pool_take(s->pool,
                                    (s->count[k] + 1) * sizeof(double));
        apply(all, s->value[k], from->value[k], width);
    }
}


static double end_of(obl_judge *judge, const obl_range *range, uint32_t end) {
    const double x = obl_real_number(judge->real, end, -1, 0, 0);

    return range->kind == OBL_RANGE_DECADES ? pow(10, x) : x;
}


/* Drawn numbers that left their range go to its end. */
static void clamp(obl_judge *judge) {
    obl_sample *s = &judge->sample;

    for (size_t k = 0; k < s->sampler->draws; k++) {
        const obl_draw *draw = &s->sampler->draw[k];
        double *x = s->value[draw->variable];

        if (!x || draw->sequence || (draw->range.kind != OBL_RANGE_BETWEEN
                                     && draw->range.kind != OBL_RANGE_DECADES))
            continue;
        const double a = end_of(judge, &draw->range, draw->range.a);
        const double b = end_of(judge, &draw->range, draw->range.b);

        for (size_t m = 0; m < s->count[draw->variable]; m++)
            x[m] = x[m] < a ? a : x[m] > b ? b : x[m];
    }
}


static bool carry(obl_judge *judge, const obl_sample *from, size_t n,
                  const shares *all, unsigned manner) {
    obl_sample *s = &judge->sample;
    const int var_n = from->claim->var_n;

    if (!obl_sample_copy(s, from))
        return false;
    s->sampler = judge->sampler;
    s->n = n;
    if (var_n < 0 || !s->value[var_n])
        return false;
    s->value[var_n][0] = (double)n;
    carry_families(s, from, all);
    if (!carry_state(s, from, all, manner) || !obl_judge_load(judge))
        return false;
    clamp(judge);
    return obl_judge_load(judge);
}


bool obl_carry(obl_judge *judge, const obl_sample *from, size_t n,
               unsigned manner) {
    shares all = { 0 };
    bool carried = false;

    if (from->n == 0 || n == 0 || n > NEURONS_MAX || from->n > NEURONS_MAX
        || (manner > 0 && n < from->n && fill_of(manner) >= IDLE))
        return false;
    all.share = calloc(n + from->n, sizeof *all.share);
    if (all.share) {
        if (manner == 0)
            split_evenly(&all, from->n, n);
        else
            keep_and_fill(&all, from, n, manner);
        carried = carry(judge, from, n, &all, manner);
    }
    free(all.share);
    return carried;
}


bool obl_carry_closer(obl_judge *judge) {
    obl_state *w = judge->sample.state;
    double H;

    if (!w || judge->sampler->w == OBL_W_NET)
        return false;
    H = w->v;
    for (size_t i = 0; i < w->n; i++)
        H -= w->h[i];
    for (size_t i = 0; i < w->n; i++)
        w->h[i] += 0.75 * H / (double)w->n;
    for (size_t k = 0; k < w->n * (w->d - 1); k++)
        w->z[k] /= 2;
    return obl_judge_load(judge);
}
