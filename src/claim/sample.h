/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** sample.h -- one sample of a claim: what was drawn, and what it led to.
**
** A sample is a pure function of (seed, claim, regime, index). It holds
** doubles; the evaluators (eval.h) read them as exact numbers and compute
** what is defined by trees in their own arithmetic.
*/

#ifndef OBL_SAMPLE_H
#define OBL_SAMPLE_H

#include "claim/claim.h"
#include "obelus.h"

/* A trajectory: states at times. Times are steps for descent. */
typedef struct {
    size_t       count;
    long double *time;   /* ascending; up to 1e4000 where a start is tiny */
    obl_state  **state;
    obl_vanishing_state *vanishing; /* per time where sample->unit, else
                         ** NULL; in the sample's pool */
    bool       *domain;  /* a time that `all(t, ...)` runs over */
    bool        whole;   /* every step from 0 on is there */
    obl_status  end;     /* OBL_OK, or why it ended early ... */
    long double end_time;/* ... and when */
    struct obl_enclosure *enclosure; /* the states in balls, or NULL */
    bool        sceptical; /* of times between the states nothing is known:
                         ** what holds at all of these may not hold at all */
} obl_run;

typedef struct {
    const obl_claim   *claim;
    const obl_sampler *sampler;
    uint64_t   seed, index;
    size_t     n, d;     /* of the state; d reduced to n + 1 if gaussian */
    double   **value;    /* per variable: its numbers, or NULL if computed */
    size_t    *count;    /* per variable: how many numbers */
    double   **place;    /* per sequence: where in its range, from 0 to 1, each
                         ** member lies; NULL for other variables */
    obl_state *state;    /* the drawn network, or NULL where a tree gives it */
    obl_run    run;      /* trajectory only */
    bool       unit;     /* w(0) is sigma times `state`, since sigma is below
                         ** what squares of doubles hold */
    bool       too_small;/* so it is, and a descent from there is not run */
    struct obl_pool *pool; /* holds value and what it points to */
} obl_sample;

/* What the plan of a claim knows before any sample: which nodes change with
** an integration variable, and so on. Made once, shared. */
typedef struct {
    bool *moves;         /* per node: depends on a variable that a mean or an
                         ** integral runs over, so it is never remembered */
    bool *bound;         /* per variable: such a variable */
    bool  sums_over_time;/* needs every step of a trajectory */
    bool *initial;       /* per hypothesis: speaks of time 0 only */
    bool *heard;         /* per node: below a hypothesis, a part, a cover or a
                         ** mutant by hand, not of an automatic one alone */
    bool  starts_bound;  /* a hypothesis speaks of the network */
    bool *hidden;        /* per part: holds a constant that is not printed */
} obl_plan;

obl_plan *obl_plan_new(const obl_claim *claim);
void      obl_plan_free(obl_plan *plan);
/* What a sample of n neurons in d dimensions costs, about, in additions of
** doubles; the same for all samples of a size. */
double    obl_plan_cost(const obl_plan *plan, const obl_claim *claim,
                        double n, double d);

struct obl_real_eval;
struct obl_ball_eval;

/* An index has 64 bits: a number, and above it the part that the sample is
** searched for (search.h) and whence. */
#define OBL_ORDINAL ((UINT64_C(1) << 48) - 1)

/* Beyond the sampler: drawn networks are put into corners, exactly or nearly;
** and of a claim about states n is one of 1, 2, 3, 5, 8, 16 and d one of 1,
** 2, 3, n + 1, 17, where their ranges stand for all, and half of the
** states are anywhere, or near a minimum where the sampler's are anywhere.
** Hypotheses are what then keeps to the claim. */
#define OBL_BEYOND (UINT64_C(1) << 62)

/* Whether a range of n or d stands for every n or d: one of several numbers
** does, a single number is what the claim is about. */
bool obl_stands_for_all(const obl_range *range);

/* Draws sample `index` of a sampler. `eval` computes what ranges ask for and
** is left holding the draws. A witness takes member `index` of every list.
** False where the draw has no meaning (a range without value, no memory); the
** sample may be cleared all the same. */
bool obl_sample_draw(obl_sample *sample, struct obl_real_eval *eval,
                     const obl_claim *claim, const obl_sampler *sampler,
                     uint64_t seed, uint64_t index);
/* Computes every sequence anew from its places and what is loaded. */
void obl_sample_grow(obl_sample *sample, struct obl_real_eval *eval);
void obl_sample_clear(obl_sample *sample);

/* The entry of a list that gives number m of a draw exactly, since a pinned
** witness is what its spec writes; SIZE_MAX where the double is all there is:
** in every other sample, and in a sequence. */
size_t obl_sample_entry(const obl_sample *sample, const obl_draw *draw,
                        size_t m);

/* A run of which every step is kept has no more than so many. */
enum { OBL_WHOLE_MAX = 100000 };

/* How the states of a trajectory come to be. */
typedef struct {
    uint64_t steps_max;    /* of a descent that is run */
    double   steps_asked;  /* log10 of what was asked, where it is more */
} obl_reach;

/* Frees the states; the run is empty again. */
void obl_run_clear(obl_run *run);
/* Puts the first state alone into sample->run, at t = 0. False where w(0)
** has no value. */
bool obl_run_start(obl_sample *sample, struct obl_real_eval *eval);
/* Runs to every time that the claim's trees and the grid name. `ball`, which
** has the sample loaded, is asked where sample->unit. False where the descent
** is out of reach, no horizon is given, or without memory. */
bool obl_run_follow(obl_sample *sample, struct obl_real_eval *eval,
                    struct obl_ball_eval *ball, const obl_plan *plan,
                    obl_reach *reach);

#endif
