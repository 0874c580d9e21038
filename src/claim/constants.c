/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** constants.c -- for each n the farthest scale of the hidden constants at
** which some sample fails.
**
** Scales lie on a lattice, 2^(k/LATTICE). The farthest failing scale so far
** is tried on each sample; where the sample fails beyond it, bisection finds
** how far. Downhill from samples the search of search.c looks for worse ones,
** and the worst at each n is carried over to every other (carry.c).
**
** Effort is spent in two halves, so that the second says what doubling did.
** One unit of work is one claim, done by one thread in a fixed order: the
** result does not depend on threads.
*/

#include "claim/constants.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <flint/flint.h>

#include "claim/carry.h"
#include "claim/judge.h"
#include "claim/search.h"
#include "claim/words.h"

const unsigned obl_sizes[OBL_SIZES] = { 1, 2, 3, 5, 8, 16, 32 };

enum { LATTICE = 4096, REACH = 40 * LATTICE };
enum { THREADS_MAX = 64, SEEN = 64, VALID_MIN = 10, RUNS_MIN = 3 };
/* So many times a network that is carried over comes closer to a minimum. */
enum { CLOSER = 12 };

/* At effort 1: samples accepted, samples drawn at most, searches for each
** limit and how long each is, and for how many truths that doubles leave open
** balls are asked. Beyond four neurons there are fewer, as each costs more. */
typedef struct {
    double   valid, tried, starts;
    unsigned patience;
    double   questions;
    unsigned n_max;   /* runs of more students cost minutes each */
    unsigned manners; /* in which a state is carried to another n */
} budget;

static const budget budgets[] = {
    [OBL_STATES] = { 120, 1500, 8, 2, 600, 32, OBL_MANNERS },
    [OBL_TRAJECTORY] = { 16, 160, 2, 1, 600, 8, 2 },
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
    const obl_claim *claim;
    const obl_plan  *plan;
    obl_limit_row   *row;
    obl_slope       *slope;
    size_t           rows, slopes;
} unit;

typedef struct {
    unit     *u;
    obl_judge judge;
    site      site[OBL_SIZES], *now; /* now: whose sampler the judge has */
    size_t    sites;
    double    effort;
    budget    budget;
    struct crew *crew;
} measuring;

typedef struct crew {
    unit   *u;
    size_t  count, next;
    uint64_t done, total;
    bool    stopped;
    pthread_mutex_t lock;
    const obl_audit_options *options;
} crew;


/* ------------------------------------------------------ one limit, moved */

static double scale_at(const tracker *t, long place) {
    return exp2((double)(t->largest ? -place : place) / LATTICE);
}


/* For certain: a sample without value at a scale says nothing of it, nor does
** one that doubles cannot decide where balls have been asked enough. */
static bool fails(measuring *m, const tracker *t, long place) {
    const uint32_t node = m->u->claim->part[t->part].node;

    obl_judge_scale(&m->judge, scale_at(t, place));
    obl_truth truth = obl_real_truth(m->judge.real, node);

    if (truth.is == OBL_UNKNOWN && m->now->questions > 0) {
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
        && limit->moved < OBL_CONVERGED;
    limit->certified = limit->present && limit->limited
        ? row->asserted * certified(m, t) : NAN;
    limit->state = limit->limited ? obl_sample_words(&t->at) : NULL;
}


static void look_at(measuring *m, site *s) {
    m->now = s;
    m->judge.sampler = &s->sampler;
}


/* True where the run is to stop. */
static bool tick(crew *all) {
    pthread_mutex_lock(&all->lock);
    all->done++;
    if (all->options->progress
        && !all->options->progress(all->options->user, all->done, all->total))
        all->stopped = true;
    const bool stopped = all->stopped;

    pthread_mutex_unlock(&all->lock);
    return stopped;
}


static bool spend(measuring *m) {
    for (int half = 0; half < 2; half++) {
        for (size_t s = 0; s < m->sites; s++) {
            look_at(m, &m->site[s]);
            spend_half(m, half);
            if (tick(m->crew))
                return false;
        }
        for (size_t s = 0; s < m->sites && m->sites > 1; s++) {
            look_at(m, &m->site[s]);
            for (size_t k = 0; k < m->u->rows && is_searched(m); k++)
                carry_row(m, k);
            if (tick(m->crew))
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


/* Whether n is the sampler's to choose: a claim that lists some n speaks of
** all that its hypotheses allow. */
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
    s->questions = m->budget.questions * m->effort * s->share;
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


static void run_unit(unit *u, crew *all) {
    const double effort = all->options->effort;
    measuring m = { .u = u, .effort = effort > 0 ? effort : 1, .crew = all };

    if (!obl_judge_open(&m.judge, u->claim, &u->claim->stated, u->plan,
                        all->options->seed))
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


/* ---------------------------------------------------------- all of them */

static unit *next_unit(crew *all) {
    unit *u = NULL;

    pthread_mutex_lock(&all->lock);
    if (!all->stopped && all->next < all->count)
        u = &all->u[all->next++];
    pthread_mutex_unlock(&all->lock);
    return u;
}


static void *work(void *argument) {
    crew *all = argument;

    for (unit *u; (u = next_unit(all)) != NULL;)
        run_unit(u, all);
    return NULL;
}


/* A thread of its own: FLINT's caches go with it. */
static void *work_apart(void *argument) {
    work(argument);
    flint_cleanup();
    return NULL;
}


static void run_crew(crew *all) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned threads = all->options->threads ? all->options->threads
        : processors > 0 ? (unsigned)processors : 1;
    pthread_t apart[THREADS_MAX];
    unsigned started = 0;

    pthread_mutex_init(&all->lock, NULL);
    while (started + 1 < threads && started < THREADS_MAX
           && pthread_create(&apart[started], NULL, work_apart, all) == 0)
        started++;
    work(all);
    while (started > 0)
        pthread_join(apart[--started], NULL);
    pthread_mutex_destroy(&all->lock);
}


/* -------------------------------------------------------- what to measure */

static double value_of(const obl_constant *constant) {
    return strtod(constant->num, NULL) / strtod(constant->den, NULL);
}


/* The constants below a part: how many, and the value of the last. */
static size_t constants_of(const obl_claim *claim, size_t part,
                           double *value) {
    bool *below = calloc(claim->nodes + 1, 1);
    bool *counted = calloc(claim->constants + 1, 1);
    size_t found = 0;

    if (below && counted)
        below[claim->part[part].node] = true;
    for (size_t id = claim->nodes; below && counted && id-- > 0;) {
        const obl_node *node = &claim->node[id];

        for (unsigned k = 0; below[id] && k < node->operands; k++)
            below[node->operand[k]] = true;
        if (!below[id] || node->op != OP_const || counted[node->payload])
            continue;
        counted[node->payload] = true;
        *value = value_of(&claim->constant[node->payload]);
        found++;
    }
    free(below);
    free(counted);
    return found;
}


static bool add_rows(obl_limits *limits, const obl_spec *spec,
                     const obl_claim *claim, size_t part) {
    obl_limit_row *larger = realloc(limits->row,
        (limits->count + 2) * sizeof *larger);
    double value = 1;

    if (!larger)
        return false;
    limits->row = larger;
    const size_t constants = constants_of(claim, part, &value);

    for (int largest = 0; largest < 2; largest++)
        larger[limits->count++] = (obl_limit_row){
            .spec = spec, .claim = claim, .part = part, .largest = largest,
            .constants = constants, .asserted = constants == 1 ? value : 1,
        };
    return true;
}


/* The rows and slopes of one claim. */
static bool add_claim(obl_limits *limits, const obl_spec *spec,
                      const obl_claim *claim, const obl_plan *plan) {
    for (size_t k = 0; k < claim->parts && claim->stated.present; k++)
        if ((plan->hidden[k] && !add_rows(limits, spec, claim, k))
            || !obl_slopes_find(&limits->slope, &limits->slopes, spec, claim,
                                k))
            return false;
    return true;
}


/* Rows and slopes stand still now. Of each claim that has any, a unit. */
static void find_units(crew *all, obl_limits *limits,
                       const obl_claim *const *claim, obl_plan **plan,
                       size_t count) {
    size_t row = 0, slope = 0;

    for (size_t c = 0; c < count; c++) {
        unit u = { .claim = claim[c], .plan = plan[c],
                   .row = limits->row + row, .slope = limits->slope + slope };

        for (; row < limits->count && limits->row[row].claim == claim[c];
             row++)
            u.rows++;
        for (; slope < limits->slopes
               && limits->slope[slope].claim == claim[c]; slope++)
            u.slopes++;
        if (u.rows + u.slopes == 0)
            continue;
        all->total += is_open(draw_of_n(claim[c], &claim[c]->stated))
            ? 4 * OBL_SIZES : 2;
        all->u[all->count++] = u;
    }
}


/* A row that says nothing is left out. Where no scale holds the row of the
** least says so, and that of the greatest need not; so it is for a part of
** which no n gave enough samples. */
static bool says_something(const obl_limit_row *row) {
    bool measured = false;

    for (size_t k = 0; k <= OBL_SIZES; k++)
        measured |= row->limit[k].present;
    if (row->largest)
        return obl_limit_places(row, false) > 0
            && obl_limit_places(row, true) == 0;
    return obl_limit_places(row, false) > 0 || !measured;
}


static void free_states(obl_limit_row *row) {
    for (size_t k = 0; k <= OBL_SIZES; k++)
        free(row->limit[k].state);
}


static void keep_limiting(obl_limits *limits) {
    size_t kept = 0;

    for (size_t k = 0; k < limits->count; k++) {
        if (!says_something(&limits->row[k])) {
            free_states(&limits->row[k]);
            continue;
        }
        obl_limit_fit(&limits->row[k]);
        limits->row[kept++] = limits->row[k];
    }
    limits->count = kept;
}


static bool find_all(obl_limits *limits, const obl_spec *const *spec,
                     const obl_claim *const *claim, obl_plan **plan,
                     size_t count) {
    for (size_t c = 0; c < count; c++) {
        plan[c] = obl_plan_new(claim[c]);
        if (!plan[c] || !add_claim(limits, spec[c], claim[c], plan[c]))
            return false;
    }
    return true;
}


bool obl_limits_measure(obl_limits *limits, const obl_spec *const *spec,
                        const obl_claim *const *claim, size_t count,
                        const obl_audit_options *options) {
    obl_plan **plan = calloc(count + 1, sizeof *plan);
    crew all = { .options = options };

    *limits = (obl_limits){ 0 };
    all.u = calloc(count + 1, sizeof *all.u);
    const bool found = plan && all.u
        && find_all(limits, spec, claim, plan, count);

    if (found) {
        find_units(&all, limits, claim, plan, count);
        run_crew(&all);
        keep_limiting(limits);
    }
    for (size_t c = 0; plan && c < count; c++)
        obl_plan_free(plan[c]);
    free(plan);
    free(all.u);
    return found && !all.stopped;
}


void obl_limits_free(obl_limits *limits) {
    for (size_t k = 0; k < limits->count; k++)
        free_states(&limits->row[k]);
    for (size_t k = 0; k < limits->slopes; k++)
        free(limits->slope[k].measured);
    free(limits->slope);
    free(limits->row);
    *limits = (obl_limits){ 0 };
}
