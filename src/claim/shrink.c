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

/* A trajectory is run and enclosed anew for each try: so many are tried. */
enum { TRIES_OF_RUN = 100 };

typedef struct {
    obl_judge *judge;
    size_t     part;
    double     margin; /* the most a simpler sample may have */
    unsigned   tries;  /* made */
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


/* Whether a drawn number lies where its range draws; n and d of a sample
** beyond the sampler are free, where their ranges stand for all. */
static bool in_range(obl_judge *judge, const obl_draw *draw) {
    const double *x = judge->sample.value[draw->variable];
    const bool decades = draw->range.kind == OBL_RANGE_DECADES;
    const obl_claim *claim = judge->claim;

    if ((judge->sample.index & OBL_BEYOND) != 0
        && obl_stands_for_all(&draw->range)
        && ((int)draw->variable == claim->var_n
            || (int)draw->variable == claim->var_d))
        return true;
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


/* The sample as it now is, a trajectory run to its end. */
static bool load(shrinker *s) {
    obl_judge *judge = s->judge;
    const bool run = judge->sampler->kind == OBL_TRAJECTORY;

    if (run && s->tries++ >= TRIES_OF_RUN)
        return false;
    return obl_judge_load(judge) && in_ranges(judge)
        && obl_judge_in_reach(judge) && obl_judge_run(judge);
}


/* The margin of the part where balls find it false, else NaN. */
static double falsehood(const shrinker *s) {
    const uint32_t node = s->judge->claim->part[s->part].node;

    obl_judge_doubt_times(s->judge, true);
    const obl_finding f = obl_judge_truth(s->judge, node, true);

    obl_judge_doubt_times(s->judge, false);
    return f.balls && f.truth.is == OBL_FALSE ? f.truth.margin : NAN;
}


/* The margin of the broken part, NaN where it is no counterexample. */
static double violation(shrinker *s) {
    obl_judge *judge = s->judge;

    if (!load(s))
        return NAN;
    const obl_truth quick
        = obl_real_truth(judge->real, judge->claim->part[s->part].node);

    if (quick.is == OBL_TRUE
        || (quick.is == OBL_FALSE && !(quick.margin <= s->margin))
        || !obl_judge_enclose(judge))
        return NAN;
    const double margin = falsehood(s);

    return margin <= s->margin && obl_judge_certifies_hypotheses(judge)
        ? margin : NAN;
}


static bool holds_up(shrinker *s) {
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
static bool try_without(shrinker *s, size_t i, size_t k) {
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


/* Whether n or d may be another: a single number is what the claim is about,
** and one that a tree gives follows from others. */
static bool is_free(const shrinker *s, int variable) {
    const obl_sampler *sampler = s->judge->sampler;

    for (size_t k = 0; k < sampler->draws; k++)
        if ((int)sampler->draw[k].variable == variable)
            return obl_stands_for_all(&sampler->draw[k].range);
    return false;
}


static bool is_computed(const shrinker *s, int variable) {
    return variable >= 0 && !s->judge->sample.value[variable];
}


static void fewer(shrinker *s) {
    obl_sample *sample = &s->judge->sample;
    const obl_claim *claim = sample->claim;

    if (!sample->state || sample->sampler->w == OBL_W_NET)
        return;
    if (is_free(s, claim->var_n) && !is_computed(s, claim->var_d))
        for (size_t i = sample->n; i-- > 0 && sample->n > 1;)
            try_without(s, i, sample->d);
    if (is_free(s, claim->var_d))
        for (size_t k = sample->d - 1; k-- > 0 && sample->d > 1;)
            try_without(s, sample->n, k);
}


/* ------------------------------------------------------ fewer digits */

/* x to `bits` significant bits, to the nearer or the other side; 0 bits: 0. */
static double rounded(double x, int bits, bool nearer) {
    int exponent;
    const double scaled = ldexp(frexp(x, &exponent), bits);
    const double near = rint(scaled);
    const double far = near + (scaled < near ? -1 : 1);

    return bits == 0 || x == 0 ? 0
        : ldexp(nearer ? near : far, exponent - bits);
}


/* The fewest bits that the sample bears; |x| = 1 is tried before. At the edge
** of a hypothesis one side of fine steps may be forbidden. */
enum { FINE = 12 };

static void simplify(shrinker *s, double *x) {
    static const int bits[] = { 0, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32 };
    const double kept = *x;

    if (kept == 0)
        return;
    *x = copysign(1, kept);
    if (holds_up(s))
        return;
    for (size_t k = 0; k < sizeof bits / sizeof *bits; k++) {
        *x = rounded(kept, bits[k], true);
        if (*x == kept || holds_up(s))
            return;
        *x = rounded(kept, bits[k], false);
        if (bits[k] >= FINE && holds_up(s))
            return;
    }
    *x = kept;
}


static void simplify_state(shrinker *s) {
    obl_state *w = s->judge->sample.state;

    if (!w)
        return;
    for (size_t i = 0; i < w->n; i++)
        simplify(s, &w->h[i]);
    for (size_t k = 0; k < w->n * (w->d - 1); k++)
        simplify(s, &w->z[k]);
}


static void simplify_variables(shrinker *s) {
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
static void simplify_scale(shrinker *s) {
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

bool obl_shrink_sample(obl_judge *judge, size_t part) {
    shrinker s = { .judge = judge, .part = part, .margin = 0 };
    const double worst = violation(&s);

    if (!(worst <= 0))
        return false;
    s.margin = worst / 2;
    fewer(&s);
    simplify_scale(&s);
    simplify_variables(&s);
    simplify_state(&s);
    fewer(&s);
    s.tries = 0;
    return load(&s);
}


/* The first time by which the part is false enough, of those that it runs
** over; NaN where it looks at none. */
static double first_time(obl_judge *judge, size_t part, double margin) {
    const shrinker s = { .judge = judge, .part = part };
    obl_run *run = &judge->sample.run;
    bool *domain = calloc(run->count + 1, sizeof *domain);
    double found = NAN;

    if (!domain || !obl_judge_enclose(judge)) {
        free(domain);
        return NAN;
    }
    memcpy(domain, run->domain, run->count * sizeof *domain);
    memset(run->domain, 0, run->count * sizeof *domain);
    for (size_t k = 0; k < run->count && isnan(found); k++) {
        run->domain[k] = domain[k];
        judge->bits = 0;
        obl_real_reload_run(judge->real);
        if (falsehood(&s) <= margin)
            found = run->time[k];
    }
    memcpy(run->domain, domain, run->count * sizeof *domain);
    free(domain);
    return found;
}


static bool runs_over_time(const obl_claim *claim) {
    for (size_t id = 0; id < claim->nodes; id++)
        if (claim->node[id].bound & OBL_BINDS_T)
            return true;
    return false;
}


/* The words with a time after them, or themselves. */
static char *with_time(char *words, double time) {
    char *longer = isnan(time) ? NULL : malloc(strlen(words) + 64);

    if (!longer)
        return words;
    snprintf(longer, strlen(words) + 64, "%s -- by t = %g", words, time);
    free(words);
    return longer;
}


char *obl_shrink(obl_judge *judge, size_t part, uint64_t index,
                 double margin) {
    char *words = NULL;

    if (obl_judge_draw(judge, index) && obl_shrink_sample(judge, part))
        words = obl_sample_words(&judge->sample);
    if (words && judge->sample.run.count && runs_over_time(judge->claim))
        words = with_time(words, first_time(judge, part, margin / 2));
    obl_judge_done(judge);
    return words;
}
