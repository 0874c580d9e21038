/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** search.c -- a (1+1) evolution strategy on the margin of one part.
**
** One sample is varied at random; a variation that lowers the goal is kept.
** The step grows on success and shrinks on failure. Before that the start
** may be put into a corner, or onto the edge of a hypothesis, where a claim
** whose hypothesis is a little too wide breaks first.
*/

#include "claim/search.h"

#include <math.h>
#include <stdlib.h>

#include "claim/coordinates.h"
#include "claim/scatter.h"

/* Variations tried from one start: cheap samples, trajectories, sequences. A
** search that so many in a row did not help is over. */
enum { TRIES = 240, TRIES_LEAST = 24, TRIES_OF_RUN = 12,
       TRIES_OF_SEQUENCE = 48, STALE = 100 };

/* Additions that the way down from one start may take, about. */
static const double WORK = 1e6;

/* The edge of a hypothesis is looked for as far as 2^DOUBLINGS steps away,
** and then to 2^-HALVINGS of that distance. */
enum { DOUBLINGS = 12, HALVINGS = 60 };

/* The part stands above the start in an index. */
enum { PART_SHIFT = 48, PARTS = 0xfff };

/* The goal of a sample that a hypothesis rejects, or without value; margins
** lie below. */
static const double REJECTED = 2, NO_VALUE = 8;

typedef struct {
    obl_judge *judge;
    size_t     part;
    obl_coordinates all;
    obl_random random;
    double     step, scale;
    unsigned   patience;
    bool       edge;    /* to be moved onto an edge once it is accepted */
    size_t     turn;    /* hypotheses and corners take turns */
} descent;


uint64_t obl_search_index(size_t part, uint64_t start) {
    return OBL_SEARCHED | (uint64_t)part << PART_SHIFT | start;
}


/* ----------------------------------------------------------- the goal */

/* Loads the sample as it now is; what its sequences are follows from what
** else it holds. */
static bool load(descent *s) {
    if (s->all.grows) {
        obl_real_load(s->judge->real, &s->judge->sample, 0);
        obl_sample_grow(&s->judge->sample, s->judge->real);
    }
    return obl_judge_load(s->judge);
}


static bool is_asked(const descent *s, size_t hypothesis, bool initial) {
    return s->judge->plan->initial[hypothesis] == initial
        && !s->judge->sampler->suspended[hypothesis];
}


static obl_truth hypothesis(descent *s, size_t k) {
    return obl_real_truth(s->judge->real,
                          s->judge->claim->hypothesis[k].node);
}


/* How far the hypotheses are from holding: 0 where they hold. */
static double rejection(descent *s, bool initial) {
    double sum = 0;

    for (size_t k = 0; k < s->judge->claim->hypotheses; k++) {
        if (!is_asked(s, k, initial))
            continue;
        const obl_truth p = hypothesis(s, k);

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

    if (!load(s))
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


/* Whether balls reject a sample that lies within rounding of an edge. */
static bool is_beyond_edge(descent *s) {
    obl_judge *judge = s->judge;

    for (size_t k = 0; k < judge->claim->hypotheses; k++) {
        if (judge->sampler->suspended[k]
            || hypothesis(s, k).is != OBL_UNKNOWN)
            continue;
        if (obl_judge_truth(judge, judge->claim->hypothesis[k].node,
                            false).truth.is == OBL_FALSE)
            return true;
    }
    return false;
}


/* --------------------------------------------------- where to start */

/* Into a corner that the hypotheses allow, if one is found. */
static void go_to_corner(descent *s, double near) {
    obl_state *w = s->judge->sample.state;

    if (!w || s->judge->sampler->w == OBL_W_NET)
        return;
    obl_coordinates_keep(&s->all);
    for (int k = 0; k < OBL_CORNERS; k++) {
        obl_scatter_corner(&s->random, w, s->turn + (size_t)k, near);
        if (load(s) && rejection(s, true) == 0)
            return;
        obl_coordinates_undo(&s->all);
    }
}


/* Whether hypothesis k holds at t on the way to `to`, in doubles. */
static bool holds_at(descent *s, size_t k, const double *to, double t) {
    obl_coordinates_go(&s->all, to, t);
    return load(s) && hypothesis(s, k).margin >= 0;
}


/* The last t that hypothesis k allows on the way to `to` and beyond. */
static double last_inside(descent *s, size_t k, const double *to) {
    double inside = 0, outside = 1;

    for (int j = 0; holds_at(s, k, to, outside); j++) {
        if (j == DOUBLINGS)
            return NAN;
        inside = outside;
        outside *= 2;
    }
    for (int j = 0; j < HALVINGS; j++) {
        const double middle = inside + (outside - inside) / 2;

        if (middle == inside || middle == outside)
            break;
        *(holds_at(s, k, to, middle) ? &inside : &outside) = middle;
    }
    return inside;
}


/* Onto the edge of hypothesis k along a ray; at its last double inside, or as
** near to it as balls allow. */
static bool go_to_edge_of(descent *s, size_t k, double *to) {
    obl_coordinates_keep(&s->all);
    obl_coordinates_vary(&s->all, &s->random, 0.5);
    for (size_t j = 0; j < s->all.count; j++)
        to[j] = *s->all.c[j].at;
    const double end = last_inside(s, k, to);

    for (double back = 0; end > 0 && back < 1e-3;
         back = back > 0 ? 64 * back : 0x1p-52) {
        obl_coordinates_go(&s->all, to, end * (1 - back));
        if (load(s) && rejection(s, true) == 0 && !is_beyond_edge(s))
            return true;
    }
    obl_coordinates_undo(&s->all);
    return false;
}


/* Onto the edge of a hypothesis about the start, whose turn it is or the
** next that has one in some direction. */
static void go_to_edge(descent *s) {
    const size_t hypotheses = s->judge->claim->hypotheses;
    double *to = calloc(s->all.count + 1, sizeof *to);

    for (size_t j = 0; to && j < 2 * hypotheses; j++) {
        const size_t k = (s->turn + j) % hypotheses;

        if (is_asked(s, k, true) && go_to_edge_of(s, k, to))
            break;
    }
    free(to);
}


/* ------------------------------------------------------- the way down */

/* Fewer where one is dear. */
static unsigned tries_of(const descent *s) {
    const obl_sample *sample = &s->judge->sample;

    if (sample->sampler->kind == OBL_TRAJECTORY)
        return s->patience * TRIES_OF_RUN;
    if (s->all.grows)
        return s->patience * TRIES_OF_SEQUENCE;
    const double cost = obl_plan_cost(s->judge->plan, s->judge->claim,
                                      (double)sample->n, (double)sample->d);

    return s->patience * (unsigned)fmax(TRIES_LEAST,
                                        fmin(TRIES, WORK / cost));
}


static void go_down(descent *s) {
    const unsigned tries = tries_of(s);
    unsigned stale = 0;
    double best = goal(s);

    for (unsigned k = 0; k < tries && stale < s->patience * STALE; k++) {
        if (s->edge && best < REJECTED) {
            s->edge = false;
            go_to_edge(s);
            best = goal(s);
        }
        obl_coordinates_keep(&s->all);
        obl_coordinates_vary(&s->all, &s->random, s->step);
        const double now = goal(s);

        if (now < best && (now >= REJECTED || !is_beyond_edge(s))) {
            best = now;
            stale = 0;
            s->step = fmin(s->step * 1.5, 2);
        } else {
            obl_coordinates_undo(&s->all);
            stale++;
            s->step = s->step > 1e-6 ? s->step * 0.93 : 0.5;
        }
    }
}


void obl_search_down(obl_judge *judge, size_t part, uint64_t stream,
                     double scale, unsigned patience) {
    const uint64_t ordinal = stream & OBL_ORDINAL;
    descent s = {
        .judge = judge, .part = part, .step = 0.5, .scale = scale,
        .patience = patience, .all = obl_coordinates_of(judge),
        .edge = stream & OBL_FROM_EDGE, .turn = ordinal,
        .random = { .seed = judge->seed, .stream = stream,
                    .index = ordinal },
    };

    if (s.all.count > 0 && stream & OBL_FROM_CORNER)
        go_to_corner(&s, ordinal / 4 % 2
                     ? pow(10, -2 - 10 * obl_random_uniform(&s.random)) : 0);
    if (s.all.count > 0)
        go_down(&s);
    load(&s);
    obl_coordinates_free(&s.all);
}


bool obl_search(obl_judge *judge, uint64_t index) {
    const size_t part = (index >> PART_SHIFT) & PARTS;

    if (part >= judge->claim->parts
        || !obl_judge_draw(judge, index & (OBL_BEYOND | OBL_ORDINAL))
        || judge->sample.unit)
        return false;
    obl_search_down(judge, part, index, 1, 1);
    judge->sample.index = index;
    return obl_judge_load(judge);
}
