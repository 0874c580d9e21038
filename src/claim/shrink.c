/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** shrink.c -- greedy: a change that leaves a certified counterexample stays.
**
** All numbers stay doubles, hence dyadic rationals that a spec can pin
** exactly.
*/

#include "claim/shrink.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/pool.h"
#include "claim/words.h"
#include "formula/real.h"

typedef struct {
    obl_judge *judge;
    size_t     part;
    double     margin; /* the most a simpler sample may have */
} shrinker;


/* ------------------------------------------------- is it one still? */

/* Whether a number is in a list; n and d, which go down by ones, whether they
** are between its ends. */
static bool in_list(const obl_claim *claim, const obl_draw *draw, double x) {
    const obl_range *list = &draw->range;
    bool below = false, above = false, among = false;

    for (size_t k = 0; k < list->count; k++) {
        obl_real_cx cx = { 0 };
        const double y
            = obl_real_fraction(&cx, list->num[k], list->den[k]).x;

        below |= y <= x;
        above |= y >= x;
        among |= y == x;
    }
    return (int)draw->variable == claim->var_n
            || (int)draw->variable == claim->var_d
        ? below && above : among;
}


/* Whether a drawn number lies where its range draws. */
static bool in_range(obl_judge *judge, const obl_draw *draw) {
    const double *x = judge->sample.value[draw->variable];
    const bool decades = draw->range.kind == OBL_RANGE_DECADES;
    const obl_claim *claim = judge->claim;

    if (x && draw->range.kind == OBL_RANGE_LIST
        && claim->variable[draw->variable].shape == OBL_SHAPE_SCALAR)
        return in_list(claim, draw, *x);
    if (!x || draw->sequence
        || (!decades && draw->range.kind != OBL_RANGE_BETWEEN))
        return true;
    const double a
        = obl_real_number(judge->real, draw->range.a, -1, 0, 0);
    const double b
        = obl_real_number(judge->real, draw->range.b, -1, 0, 0);

    return *x >= (decades ? pow(10, a) : a)
        && *x <= (decades ? pow(10, b) : b);
}


static bool in_ranges(obl_judge *judge) {
    for (size_t k = 0; k < judge->sampler->draws; k++)
        if (!in_range(judge, &judge->sampler->draw[k]))
            return false;
    return true;
}


/* The margin of the broken part, NaN where it is no counterexample. */
static double violation(const shrinker *s) {
    obl_judge *judge = s->judge;
    const uint32_t node = judge->claim->part[s->part].node;

    if (!obl_judge_load(judge) || !in_ranges(judge))
        return NAN;
    const obl_truth quick = obl_real_truth(judge->real, node);

    if (quick.is == OBL_TRUE || !(quick.margin <= s->margin))
        return NAN;
    const obl_finding f = obl_judge_truth(judge, node, true);

    return f.balls && f.truth.is == OBL_FALSE
        && obl_judge_certifies_hypotheses(judge) ? f.truth.margin : NAN;
}


static bool holds_up(const shrinker *s) {
    return violation(s) <= s->margin;
}


/* ------------------------------------------------ fewer of everything */

/* A copy of the state without neuron `i` (n for none) and without entry `k`
** of every z (d - 1 for none). */
static obl_state *without(const obl_state *from, size_t i, size_t k) {
    const size_t across = from->d - 1;
    obl_state *to = obl_state_new(from->n - (i < from->n),
                                  from->d - (k < across), from->v);
    size_t row = 0;

    for (size_t j = 0; to && j < from->n; j++) {
        size_t column = 0;

        if (j == i)
            continue;
        to->h[row] = from->h[j];
        for (size_t c = 0; c < across; c++)
            if (c != k)
                to->z[row * (to->d - 1) + column++] = from->z[j * across + c];
        row++;
    }
    return to;
}


/* Takes entry `which` of each block of `width` numbers out of a variable. */
static void cut(obl_sample *sample, size_t variable, size_t width,
                size_t which) {
    double *x = sample->value[variable];
    const size_t count = sample->count[variable];
    size_t kept = 0;

    for (size_t m = 0; x && m < count; m++)
        if (m % width != which)
            x[kept++] = x[m];
    if (x)
        sample->count[variable] = kept;
}


static void cut_neuron(obl_sample *s, size_t i) {
    for (size_t k = 0; k < s->claim->variables; k++) {
        if (s->claim->variable[k].shape == OBL_SHAPE_NEURONS)
            cut(s, k, s->count[k] ? s->count[k] : 1, i);
        /* A vector per neuron: its d entries stand together. */
        for (size_t c = 0; c < s->d
             && s->claim->variable[k].shape == OBL_SHAPE_VECTORS; c++)
            cut(s, k, s->count[k] ? s->count[k] : 1, i * s->d);
    }
}


static void cut_dimension(obl_sample *s, size_t column) {
    for (size_t k = 0; k < s->claim->variables; k++)
        if (s->claim->variable[k].shape == OBL_SHAPE_VECTOR
            || s->claim->variable[k].shape == OBL_SHAPE_VECTORS)
            cut(s, k, s->d, column);
}


typedef struct {
    obl_state *state;
    double   **value;
    size_t    *count, n, d;
} saved;


static saved save(obl_sample *s) {
    const size_t variables = s->claim->variables;
    saved kept = { s->state, s->value, s->count, s->n, s->d };

    s->value = obl_pool_take(s->pool, (variables + 1) * sizeof *s->value);
    s->count = obl_pool_take(s->pool, (variables + 1) * sizeof *s->count);
    for (size_t k = 0; k < variables; k++) {
        s->count[k] = kept.count[k];
        if (!kept.value[k])
            continue;
        s->value[k] = obl_pool_take(s->pool,
                                    (s->count[k] + 1) * sizeof(double));
        memcpy(s->value[k], kept.value[k], s->count[k] * sizeof(double));
    }
    return kept;
}


static void restore(obl_sample *s, saved kept) {
    obl_state_free(s->state);
    s->state = kept.state;
    s->value = kept.value;
    s->count = kept.count;
    s->n = kept.n;
    s->d = kept.d;
}


static void set_size(obl_sample *s, int variable, size_t size) {
    if (variable >= 0 && s->value[variable])
        s->value[variable][0] = (double)size;
}


/* Whether the sample bears the loss of neuron i, or of entry k of the z. */
static bool try_without(const shrinker *s, size_t i, size_t k) {
    obl_sample *sample = &s->judge->sample;
    const saved kept = save(sample);

    sample->state = without(kept.state, i, k);
    if (!sample->state) {
        restore(sample, kept);
        return false;
    }
    if (i < kept.n) {
        cut_neuron(sample, i);
        set_size(sample, sample->claim->var_n, sample->state->n);
    } else {
        cut_dimension(sample, k + 1);
        set_size(sample, sample->claim->var_d, sample->state->d);
    }
    sample->n = sample->state->n;
    sample->d = sample->state->d;
    if (holds_up(s)) {
        obl_state_free(kept.state);
        return true;
    }
    restore(sample, kept);
    return false;
}


static void fewer(const shrinker *s) {
    obl_sample *sample = &s->judge->sample;

    if (!sample->state || sample->sampler->w == OBL_W_NET)
        return;
    for (size_t i = sample->n; i-- > 0 && sample->n > 1;)
        try_without(s, i, sample->d);
    for (size_t k = sample->d - 1; k-- > 0 && sample->d > 1;)
        try_without(s, sample->n, k);
}


/* ------------------------------------------------------ fewer digits */

/* x to `bits` significant bits; 0 bits: 0. */
static double rounded(double x, int bits) {
    int exponent;
    const double mantissa = frexp(x, &exponent);

    return bits == 0 || x == 0 ? 0
        : ldexp(rint(ldexp(mantissa, bits)), exponent - bits);
}


/* The fewest bits that the sample bears; |x| = 1 is tried before. */
static void simplify(const shrinker *s, double *x) {
    static const int bits[] = { 0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32 };
    const double kept = *x;

    *x = copysign(1, kept);
    if (kept == 0 || holds_up(s))
        return;
    for (size_t k = 0; k < sizeof bits / sizeof *bits; k++) {
        *x = rounded(kept, bits[k]);
        if (*x == kept || holds_up(s))
            return;
    }
    *x = kept;
}


static void simplify_state(const shrinker *s) {
    obl_state *w = s->judge->sample.state;

    if (!w)
        return;
    for (size_t i = 0; i < w->n; i++)
        simplify(s, &w->h[i]);
    for (size_t k = 0; k < w->n * (w->d - 1); k++)
        simplify(s, &w->z[k]);
}


static void simplify_variables(const shrinker *s) {
    obl_sample *sample = &s->judge->sample;
    const obl_claim *claim = sample->claim;

    for (size_t k = 0; k < claim->variables; k++)
        for (size_t m = 0; sample->value[k] && m < sample->count[k]; m++)
            if ((int)k != claim->var_n && (int)k != claim->var_d
                && ((int)k != claim->var_v || !sample->state))
                simplify(s, &sample->value[k][m]);
}


static void scale_state(obl_sample *sample, double factor) {
    obl_state *w = sample->state;

    w->v *= factor;
    for (size_t i = 0; i < w->n; i++)
        w->h[i] *= factor;
    for (size_t k = 0; k < w->n * (w->d - 1); k++)
        w->z[k] *= factor;
    sample->value[sample->claim->var_v][0] = w->v;
}


/* Most claims scale with |v|: the same picture at |v| = 1. */
static void simplify_scale(const shrinker *s) {
    obl_sample *sample = &s->judge->sample;
    const int v = sample->claim->var_v;

    if (!sample->state || v < 0 || !sample->value[v])
        return;
    const saved kept = save(sample);

    sample->state = without(kept.state, kept.n, kept.d);
    if (sample->state) {
        scale_state(sample, 1 / kept.state->v);
        sample->state->v = sample->value[v][0] = 1;
        if (holds_up(s)) {
            obl_state_free(kept.state);
            return;
        }
        obl_state_free(sample->state);
    }
    sample->state = NULL;
    restore(sample, kept);
}


/* ------------------------------------------------------------ the whole */

char *obl_shrink(obl_judge *judge, size_t part, uint64_t index) {
    shrinker s = { .judge = judge, .part = part, .margin = 0 };
    char *text = NULL;

    if (obl_judge_draw(judge, index)) {
        const double worst = violation(&s);

        s.margin = worst / 2;
        if (worst < 0) {
            fewer(&s);
            simplify_scale(&s);
            simplify_variables(&s);
            simplify_state(&s);
            fewer(&s);
            text = obl_sample_words(&judge->sample);
        }
    }
    obl_judge_done(judge);
    return text;
}
