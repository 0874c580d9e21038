/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** measure.c -- for each n the farthest scale of one claim's hidden constants
** at which some sample fails.
**
** Scales lie on a lattice, 2^(k/LATTICE). The farthest failing scale so far
** is tried on each sample; where the sample fails beyond it, bisection finds
** how far. Downhill from samples the search of search.c looks for worse ones,
** and the worst at each n is carried over to every other (carry.c). Effort is
** spent in two halves, so that the second says what doubling did.
*/

#include "claim/measure.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "claim/carry.h"
#include "claim/judge.h"
#include "claim/search.h"
#include "claim/words.h"

enum { LATTICE = 4096, REACH = 40 * LATTICE };
enum { SEEN = 64, VALID_MIN = 10, RUNS_MIN = 3 };
/* So many times a network that is carried over comes closer to a minimum. */
enum { CLOSER = 12 };

/* At effort 1: samples accepted, samples drawn at most, searches for each
** limit and how long each is, and for how many truths that doubles leave open
** balls are asked. Beyond four neurons there are fewer, as each costs more,
** and in balls more again. */
typedef struct {
    double   valid, tried, starts;
    unsigned patience;
    double   questions;
    unsigned n_max;   /* runs of more students cost too much */
    unsigned manners; /* in which a state is carried to another n */
} budget;

static const budget budgets[] = {
    [OBL_STATES] = { 120, 1500, 8, 2, 1000, 32, OBL_MANNERS },
    [OBL_TRAJECTORY] = { 16, 160, 2, 1, 600, 16, 2 },
    [OBL_SCALARS] = { 400, 8000, 8, 2, 2000, 32, 1 },
};

/* One limit on its way. `best` counts lattice steps from the scale as
** declared, upwards for the least scale, downwards for the greatest. */
typedef struct {
    size_t     part;
    bool       largest, none;
    long       best, half; /* fails there; -REACH: nothing failed yet */
    obl_sample at;         /* the sample that did; no pool: none */
} tracker;

/* One claim at one n. */
typedef struct {
    size_t      place;     /* in limit[] */
    unsigned    n;         /* 0: as drawn */
    obl_sampler sampler;   /* draws this n alone */
    char        number[16], *num[1], *den[1];
    uint64_t    seen[SEEN]; /* the first accepted samples */
    uint64_t    valid, tried, carried, searches;
    double      share;     /* of the budget that this n gets */
    double      questions; /* to balls, still free */
    tracker    *t;         /* one for each row */
} site;

/* One claim. */
typedef struct {
    const obl_limit_unit *u;
    obl_judge judge;
    site      site[OBL_SIZES], *now; /* now: whose sampler the judge has */
    size_t    sites;
    double    effort;
    budget    budget;
    obl_limit_tick *tick;
    void     *user;
} measuring;


/* ------------------------------------------------------ one limit, moved */

static double scale_at(const tracker *t, long place) {
    return exp2((double)(t->largest ? -place : place) / LATTICE);
}


/* For certain: a sample without value at a scale says nothing of it. Where
** doubles see it fail and cannot vouch for it balls are asked, and so often
** only. */
static bool fails(measuring *m, const tracker *t, long place) {
    const uint32_t node = m->u->claim->part[t->part].node;

    obl_judge_scale(&m->judge, scale_at(t, place));
    obl_truth truth = obl_real_truth(m->judge.real, node);

    if (truth.is == OBL_UNKNOWN
        && (m->judge.sample.unit || !(truth.margin >= 0))
        && m->now->questions > 0) {
        m->now->questions--;
        truth = obl_judge_truth(&m->judge, node, false).truth;
    }
    obl_judge_scale(&m->judge, 1);
    return truth.is == OBL_FALSE;
}


/* The first place beyond a failing one that does not fail; REACH + 1 where
** there is none. As declared comes first. */
static long holding_beyond(measuring *m, const tracker *t, long failing) {
    long place = failing < 0 ? 0 : failing + 1;

    for (long step = 1; place <= REACH; step *= 2) {
        if (!fails(m, t, place))
            return place;
        place += step;
    }
    return fails(m, t, REACH) ? REACH + 1 : REACH;
}


/* The sample that is loaded moves the limit where it fails beyond it. */
static void move(measuring *m, tracker *t) {
    obl_sample copy;
    long low = t->best + 1;

    if (t->none || !fails(m, t, low)
        || !obl_sample_copy(&copy, &m->judge.sample))
        return;
    obl_sample_clear(&t->at);
    t->at = copy;
    long high = holding_beyond(m, t, low);

    t->none = high > REACH;
    while (!t->none && high - low > 1) {
        const long middle = low + (high - low) / 2;

        if (fails(m, t, middle))
            low = middle;
        else
            high = middle;
    }
    t->best = low;
}


static void move_all(measuring *m) {
    for (size_t k = 0; k < m->u->rows; k++)
        move(m, &m->now->t[k]);
}


/* ------------------------------------------------------------ samples */

static bool hypotheses_hold(measuring *m, bool initial) {
    const obl_claim *claim = m->u->claim;

    for (size_t k = 0; k < claim->hypotheses; k++)
        if (m->u->plan->initial[k] == initial
            && !m->now->sampler.suspended[k]
            && obl_judge_truth(&m->judge, claim->hypothesis[k].node,
                               false).truth.is != OBL_TRUE)
            return false;
    return true;
}


/* Of the sample that is loaded: runs it, too. */
static bool accepts(measuring *m) {
    return hypotheses_hold(m, true) && obl_judge_in_reach(&m->judge)
        && obl_judge_run(&m->judge) && hypotheses_hold(m, false);
}


static void sample(measuring *m, uint64_t index) {
    site *now = m->now;

    now->tried++;
    if (obl_judge_draw(&m->judge, index) && accepts(m)) {
        if (now->valid < SEEN)
            now->seen[now->valid] = index;
        now->valid++;
        move_all(m);
        for (size_t k = 0; k < m->u->slopes; k++)
            obl_slope_add(&m->u->slope[k], &m->judge);
    }
    obl_judge_done(&m->judge);
}


/* ------------------------------------------------------------- searches */

/* Downhill from the sample that is loaded; there is no way in doubles where
** they do not hold the start. */
static void go_down(measuring *m, tracker *t) {
    const uint64_t number
        = (uint64_t)m->now->n << 32 | m->now->searches++;
    const unsigned patience
        = (unsigned)ceil(m->budget.patience * m->now->share);

    if (m->judge.sample.unit)
        return;
    obl_search_down(&m->judge, t->part, obl_search_index(t->part, number),
                    scale_at(t, t->best), patience);
    if (obl_judge_load(&m->judge) && accepts(m))
        move_all(m);
}


/* Loads the sample that set the limit again. */
static bool reload(measuring *m, const tracker *t) {
    return t->at.pool && obl_sample_copy(&m->judge.sample, &t->at)
        && obl_judge_load(&m->judge);
}


/* From the sample that set the limit and from those seen, in turn. A limit
** that nothing set has no neighbourhood to be searched. */
static void search(measuring *m, tracker *t, size_t from, size_t to) {
    const uint64_t seen = m->now->valid < SEEN ? m->now->valid : SEEN;

    for (size_t k = from; k < to && t->at.pool && !t->none; k++) {
        const bool ready = k % 2 == 1 && seen > 0
            ? obl_judge_draw(&m->judge, m->now->seen[k / 2 % seen])
            : reload(m, t);

        if (ready)
            go_down(m, t);
        obl_judge_done(&m->judge);
    }
}


/* A search would leave the law of a start of which no hypothesis speaks. */
static bool is_searched(const measuring *m) {
    const obl_sampler *s = &m->now->sampler;

    return s->kind == OBL_SCALARS || s->w != OBL_W_GAUSSIAN
        || m->u->plan->starts_bound;
}


/* Half of the budget: the indices and starts of the first or second half. */
static void spend_half(measuring *m, int half) {
    const double part = m->effort * m->now->share / 2;
    const double valid = ceil(m->budget.valid * part) * (half + 1);
    const double tried = ceil(m->budget.tried * part) * (half + 1);
    const size_t starts = (size_t)ceil(m->budget.starts * part);

    while ((double)m->now->valid < valid && (double)m->now->tried < tried)
        sample(m, m->now->tried);
    for (size_t k = 0; k < m->u->rows && is_searched(m); k++)
        search(m, &m->now->t[k], starts * (size_t)half,
               starts * (size_t)(half + 1));
}


/* -------------------------------------------------- from n to another n */

/* In doubles, which is enough to tell where to go. */
static bool is_rejected(measuring *m) {
    const obl_claim *claim = m->u->claim;

    for (size_t k = 0; k < claim->hypotheses; k++)
        if (m->u->plan->initial[k] && !m->now->sampler.suspended[k]
            && obl_real_truth(m->judge.real, claim->hypothesis[k].node).is
                == OBL_FALSE)
            return true;
    return false;
}


/* Loads what another n has, in one manner, as the hypotheses allow it, and
** lets it move the limits. */
static bool carry(measuring *m, const tracker *from, unsigned manner) {
    if (!obl_carry(&m->judge, &from->at, m->now->n, manner))
        return false;
    for (unsigned k = 0; k < CLOSER && is_rejected(m); k++)
        if (!obl_carry_closer(&m->judge))
            return false;
    if (!accepts(m))
        return false;
    m->now->carried++;
    move_all(m);
    return true;
}


/* How near the sample that is loaded comes to moving the limit. */
static double margin(measuring *m, const tracker *t) {
    obl_judge_scale(&m->judge, scale_at(t, t->best));
    const obl_truth truth = obl_real_truth(
        m->judge.real, m->u->claim->part[t->part].node);

    obl_judge_scale(&m->judge, 1);
    return truth.margin;
}


/* Every manner of every other n, then downhill from the best of them. */
static void carry_row(measuring *m, size_t row) {
    tracker *t = &m->now->t[row];
    const tracker *from = NULL;
    unsigned manner = 0;
    double least = INFINITY;

    for (size_t s = 0; s < m->sites && !t->none; s++) {
        const tracker *other = &m->site[s].t[row];

        if (other == t || !other->at.pool || other->none
            || other->at.unit)
            continue;
        for (unsigned k = 0; k < m->budget.manners; k++) {
            const long before = t->best;
            const double close = carry(m, other, k) ? margin(m, t) : NAN;

            if (t->best > before || close < least) {
                least = close;
                from = other;
                manner = k;
            }
            obl_judge_done(&m->judge);
        }
    }
    if (from && carry(m, from, manner))
        go_down(m, t);
    obl_judge_done(&m->judge);
}


/* ------------------------------------------------------- one claim */

/* Whether balls see the sample that is loaded fail at a place. */
static bool surely_fails(measuring *m, const tracker *t, long place) {
    obl_judge_doubt_times(&m->judge, true);
    obl_judge_scale(&m->judge, scale_at(t, place));
    const obl_finding f = obl_judge_truth(
        &m->judge, m->u->claim->part[t->part].node, true);

    obl_judge_scale(&m->judge, 1);
    obl_judge_doubt_times(&m->judge, false);
    return f.balls && f.truth.is == OBL_FALSE;
}


/* The scale at which balls see the extreme sample fail, the limit itself or
** a little short of it. */
static double certified(measuring *m, const tracker *t) {
    double scale = NAN;

    if (!t->none && reload(m, t) && accepts(m)
        && obl_judge_enclose(&m->judge)
        && obl_judge_certifies_hypotheses(&m->judge))
        for (long short_of = 0; isnan(scale) && short_of <= 8;
             short_of = short_of ? 2 * short_of : 1)
            if (surely_fails(m, t, t->best - short_of))
                scale = scale_at(t, t->best - short_of);
    obl_judge_done(&m->judge);
    return scale;
}


static void conclude(measuring *m, size_t k) {
    const tracker *t = &m->now->t[k];
    obl_limit_row *row = &m->u->row[k];
    obl_limit *limit = &row->limit[m->now->place];
    const bool runs = m->now->sampler.kind == OBL_TRAJECTORY;

    limit->valid = m->now->valid + m->now->carried;
    limit->present = limit->valid >= (runs ? RUNS_MIN : VALID_MIN);
    limit->none = t->none;
    limit->limited = t->at.pool != NULL;
    limit->value = row->asserted * scale_at(t, t->best);
    limit->moved = fabs(scale_at(t, t->best) / scale_at(t, t->half) - 1);
    limit->converged = limit->present && limit->limited && !t->none
        && limit->moved < OBL_CONVERGED && m->now->questions > 0;
    limit->certified = limit->present && limit->limited
        ? row->asserted * certified(m, t) : NAN;
    limit->state = limit->limited ? obl_sample_words(&t->at) : NULL;
}


static void look_at(measuring *m, site *s) {
    m->now = s;
    m->judge.sampler = &s->sampler;
}


static bool spend(measuring *m) {
    for (int half = 0; half < 2; half++) {
        for (size_t s = 0; s < m->sites; s++) {
            look_at(m, &m->site[s]);
            spend_half(m, half);
            if (!m->tick(m->user))
                return false;
        }
        for (size_t s = 0; s < m->sites && m->sites > 1; s++) {
            look_at(m, &m->site[s]);
            for (size_t k = 0; k < m->u->rows && is_searched(m); k++)
                carry_row(m, k);
            if (!m->tick(m->user))
                return false;
        }
        for (size_t s = 0; s < m->sites; s++)
            for (size_t k = 0; k < m->u->rows && half == 0; k++)
                m->site[s].t[k].half = m->site[s].t[k].best;
    }
    return true;
}


/* -------------------------------------------------------- its samplers */

static const obl_draw *draw_of_n(const obl_claim *claim,
                                 const obl_sampler *sampler) {
    for (size_t k = 0; k < sampler->draws; k++)
        if ((int)sampler->draw[k].variable == claim->var_n)
            return &sampler->draw[k];
    return NULL;
}


/* Below the least n that the sampler lists the claim does not speak. */
static bool is_spoken_of(const obl_draw *draw, unsigned n) {
    bool found = draw->range.kind != OBL_RANGE_LIST;

    for (size_t k = 0; k < draw->range.count && !found; k++)
        found = strtod(draw->range.num[k], NULL)
            <= n * strtod(draw->range.den[k], NULL);
    return found;
}


/* Whether n is the sampler's to choose: a claim that lists some n speaks of
** all beyond the least that its hypotheses allow. */
static bool is_open(const obl_draw *draw) {
    return draw && draw->range.kind != OBL_RANGE_TREE
        && !(draw->range.kind == OBL_RANGE_LIST && draw->range.count == 1);
}


/* The place of a claim whose n is not open. */
static size_t fixed_place(const obl_draw *draw) {
    const obl_range *range = draw ? &draw->range : NULL;

    for (size_t k = 0; range && range->kind == OBL_RANGE_LIST
                       && k < OBL_SIZES; k++)
        if (strtod(range->num[0], NULL)
            == obl_sizes[k] * strtod(range->den[0], NULL))
            return k;
    return OBL_OTHER_SIZE;
}


/* A site of n students, or, n = 0, of the sampler as it is. */
static bool add_site(measuring *m, const obl_sampler *base, size_t place,
                     unsigned n) {
    static char one[] = "1";
    site *s = &m->site[m->sites];
    const obl_draw *open = draw_of_n(m->u->claim, base);
    obl_draw *draw = calloc(base->draws + 1, sizeof *draw);

    *s = (site){ .place = place, .n = n, .sampler = *base, .den = { one },
                 .share = n > 4 ? 4.0 / n : 1 };
    s->questions = m->budget.questions * m->effort * s->share * s->share;
    s->sampler.draw = draw;
    s->t = calloc(m->u->rows + 1, sizeof *s->t);
    m->sites++;
    if (!draw || !s->t)
        return false;
    snprintf(s->number, sizeof s->number, "%u", n);
    s->num[0] = s->number;
    for (size_t k = 0; k < base->draws; k++) {
        draw[k] = base->draw[k];
        if (n > 0 && &base->draw[k] == open)
            draw[k].range = (obl_range){ .kind = OBL_RANGE_LIST, .count = 1,
                                         .num = s->num, .den = s->den,
                                         .each = -1 };
    }
    for (size_t k = 0; k < m->u->rows; k++)
        s->t[k] = (tracker){ .part = m->u->row[k].part,
                             .largest = m->u->row[k].largest,
                             .best = -REACH, .half = -REACH };
    return true;
}


static bool add_sites(measuring *m, const obl_sampler *base) {
    const obl_draw *draw = draw_of_n(m->u->claim, base);

    if (!is_open(draw))
        return add_site(m, base, fixed_place(draw), 0);
    for (size_t k = 0; k < OBL_SIZES; k++)
        if (obl_sizes[k] <= m->budget.n_max
            && is_spoken_of(draw, obl_sizes[k])
            && !add_site(m, base, k, obl_sizes[k]))
            return false;
    return true;
}


static void free_sites(measuring *m) {
    for (size_t s = 0; s < m->sites; s++) {
        for (size_t k = 0; m->site[s].t && k < m->u->rows; k++)
            obl_sample_clear(&m->site[s].t[k].at);
        free(m->site[s].t);
        free(m->site[s].sampler.draw);
    }
}


/* Whether the claim can be tried as stated; else the relaxed regime, which is
** there for it, is measured. */
static bool is_in_reach(measuring *m) {
    bool reached = false;

    for (uint64_t index = 0; index < 20 && !reached; index++) {
        reached = obl_judge_draw(&m->judge, index)
            && obl_judge_in_reach(&m->judge);
        obl_judge_done(&m->judge);
    }
    return reached;
}


static const obl_sampler *choose_regime(measuring *m) {
    const obl_claim *claim = m->u->claim;
    const bool relaxed = claim->relaxed.present && !is_in_reach(m);

    for (size_t k = 0; k < m->u->rows; k++)
        m->u->row[k].relaxed = relaxed;
    for (size_t k = 0; k < m->u->slopes; k++)
        m->u->slope[k].relaxed = relaxed;
    return relaxed ? &claim->relaxed : &claim->stated;
}


void obl_limit_measure(const obl_limit_unit *u,
                       const obl_audit_options *options,
                       obl_limit_tick *tick, void *user) {
    measuring m = { .u = u, .tick = tick, .user = user,
                    .effort = options->effort > 0 ? options->effort : 1 };

    if (!obl_judge_open(&m.judge, u->claim, &u->claim->stated, u->plan,
                        options->seed))
        return;
    const obl_sampler *base = choose_regime(&m);

    m.budget = budgets[base->kind];
    if (add_sites(&m, base) && spend(&m)) {
        for (size_t s = 0; s < m.sites; s++) {
            look_at(&m, &m.site[s]);
            for (size_t k = 0; k < u->rows; k++)
                conclude(&m, k);
        }
        for (size_t k = 0; k < u->slopes; k++)
            obl_slope_finish(&u->slope[k]);
    }
    free_sites(&m);
    obl_judge_close(&m.judge);
}


uint64_t obl_limit_ticks(const obl_claim *claim) {
    uint64_t sites = 0;

    for (size_t k = 0; k < OBL_SIZES; k++)
        sites += obl_sizes[k] <= budgets[claim->stated.kind].n_max;
    return is_open(draw_of_n(claim, &claim->stated)) ? 4 * sites : 2;
}
