/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** constants.c -- the least and the greatest scale of the hidden constants at
** which every sample still holds, for one n after the other.
**
** Scales lie on a lattice, 2^(k/LATTICE). The running limit is tested on each
** sample; where the sample fails, its own limit is found by bisection, and it
** becomes the running one. Downhill from samples that set it, and from some
** that did not, the search of search.c looks for worse. One unit of work is
** one claim at one n, done by one thread in a fixed order, so the result does
** not depend on threads.
*/

#include "claim/constants.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <flint/flint.h>

#include "claim/judge.h"
#include "claim/search.h"

const unsigned obl_sizes[OBL_SIZES] = { 1, 2, 3, 5, 8, 16, 32 };

enum { LATTICE = 512, REACH = 40 * LATTICE, PERCENT = 7 };
enum { THREADS_MAX = 64, RECORDS = 4, VOICES = 8, VALID_MIN = 10, AGREED = 3 };

/* At effort 1: samples accepted, samples drawn at most, searches for each
** limit and how long each is, and for how many truths that doubles leave open
** balls are asked. From n = 5 on there are fewer samples and questions, as
** each costs more. */
typedef struct {
    double   valid, tried, starts;
    unsigned patience;
    double   questions;
    unsigned n_max;
} budget;

static const budget budgets[] = {
    [OBL_STATES] = { 120, 1500, 6, 4, 600, 32 },
    [OBL_TRAJECTORY] = { 16, 160, 2, 1, 600, 5 },
    [OBL_SCALARS] = { 400, 8000, 8, 4, 2000, 32 },
};

static const double CONVERGED = 0.01;
/* Powers of n below this are not told from 0. */
static const double POWER_SEEN = 0.05;

/* Where a record came from: a sample, or a search at a scale from one. */
typedef struct { uint64_t index; double scale; } origin;

/* One limit on its way. `best` counts lattice steps upwards from the far end
** that asks nothing: for the greatest scale, downwards. The voices are starts
** that led to within 1 % of it: one may be stuck, several hardly are. */
typedef struct {
    size_t   part;
    bool     largest, none;
    long     best, half;
    size_t   records, voices;
    size_t   agreed; /* searches in a row that confirmed it */
    origin   record[RECORDS];
    uint64_t voice[VOICES];
} tracker;

/* One claim at one n. */
typedef struct {
    const obl_claim *claim;
    const obl_plan  *plan;
    size_t           place;  /* in limit[] */
    unsigned         n;      /* 0: as drawn */
    obl_limit_row   *row;    /* the first of the claim's */
    size_t           rows;
} unit;

typedef struct {
    unit      *u;
    obl_judge  judge;
    tracker   *t;
    uint64_t   seen[RECORDS]; /* the first accepted samples */
    uint64_t   valid, tried;
    double     share;         /* of the budget that this n gets */
    double     questions;     /* to balls, still free */
    unsigned   patience;
} measuring;


/* ------------------------------------------------------ one limit, moved */

static double scale_at(const tracker *t, long place) {
    return exp2((double)(t->largest ? -place : place) / LATTICE);
}


/* Not false: a sample without value at a scale says nothing of it, nor does
** one that doubles cannot decide where balls have been asked enough. */
static bool holds(measuring *m, const tracker *t, long place) {
    const uint32_t node = m->u->claim->part[t->part].node;

    obl_judge_scale(&m->judge, scale_at(t, place));
    obl_truth truth = obl_real_truth(m->judge.real, node);

    if (truth.is == OBL_UNKNOWN && m->questions > 0) {
        m->questions--;
        truth = obl_judge_truth(&m->judge, node, false).truth;
    }
    obl_judge_scale(&m->judge, 1);
    return truth.is != OBL_FALSE;
}


/* The first place beyond a failing one that is seen to hold; REACH + 1 where
** there is none. As declared comes first. */
static long holding_beyond(measuring *m, const tracker *t, long failing) {
    long place = failing < 0 ? 0 : failing + 1;

    for (long step = 1; place <= REACH; step *= 2) {
        if (holds(m, t, place))
            return place;
        place += step;
    }
    return holds(m, t, REACH) ? REACH : REACH + 1;
}


static void add_voice(tracker *t, origin from) {
    const uint64_t start = from.index & ~OBL_SEARCHED;

    for (size_t k = 0; k < t->voices; k++)
        if (t->voice[k] == start)
            return;
    if (t->voices < VOICES)
        t->voice[t->voices++] = start;
}


/* A sample that the running limit holds at may still speak for it. */
static void hear(measuring *m, tracker *t, origin from) {
    const bool searched = from.index & OBL_SEARCHED;

    if (t->best == -REACH || (!searched && t->voices > 1))
        return;
    const bool near = !holds(m, t, t->best - PERCENT);

    if (near)
        add_voice(t, from);
    if (searched)
        t->agreed = near ? t->agreed + 1 : 0;
}


/* Where the sample's own limit is beyond the running one it replaces it;
** where it is within 1 % it speaks for it. */
static void move(measuring *m, tracker *t, origin from) {
    const long before = t->best;
    long low = before, high;

    if (t->none)
        return;
    if (holds(m, t, before)) {
        hear(m, t, from);
        return;
    }
    high = holding_beyond(m, t, low);
    t->record[t->records++ % RECORDS] = from;
    t->none = high > REACH;
    while (!t->none && high - low > 1) {
        const long middle = low + (high - low) / 2;

        if (holds(m, t, middle))
            high = middle;
        else
            low = middle;
    }
    t->best = high;
    if (high - before > PERCENT)
        t->voices = t->agreed = 0;
    add_voice(t, from);
}


static void move_all(measuring *m, origin from) {
    for (size_t k = 0; k < m->u->rows; k++)
        move(m, &m->t[k], from);
}


/* ------------------------------------------------------------ samples */

static bool hypotheses_hold(measuring *m, bool initial) {
    const obl_claim *claim = m->u->claim;

    for (size_t k = 0; k < claim->hypotheses; k++)
        if (m->u->plan->initial[k] == initial
            && obl_judge_truth(&m->judge, claim->hypothesis[k].node,
                               false).truth.is != OBL_TRUE)
            return false;
    return true;
}


/* Of the sample that is loaded. */
static bool accepts(measuring *m) {
    return hypotheses_hold(m, true) && obl_judge_in_reach(&m->judge)
        && obl_judge_run(&m->judge) && hypotheses_hold(m, false);
}


static void sample(measuring *m, uint64_t index) {
    m->tried++;
    if (obl_judge_draw(&m->judge, index) && accepts(m)) {
        if (m->valid < RECORDS)
            m->seen[m->valid] = index;
        m->valid++;
        move_all(m, (origin){ index, 1 });
    }
    obl_judge_done(&m->judge);
}


/* The sample of an origin, found again. */
static bool restore(measuring *m, size_t part, origin from) {
    const uint64_t start = from.index & ~OBL_SEARCHED;

    return (from.index & OBL_SEARCHED
            ? obl_search_scaled(&m->judge,
                  obl_search_index(part, start), from.scale, m->patience)
            : obl_judge_draw(&m->judge, from.index))
        && accepts(m);
}


/* ------------------------------------------------------------- searches */

static uint64_t start_of(const measuring *m, const tracker *t, size_t k) {
    const size_t records = t->records < RECORDS ? t->records : RECORDS;

    if (k % 2 == 0 && k / 2 < records) /* the latest record first */
        return t->record[(t->records - 1 - k / 2) % RECORDS].index
            & ~OBL_SEARCHED;
    return m->seen[k % (m->valid < RECORDS ? m->valid : RECORDS)];
}


static void search(measuring *m, tracker *t, size_t from, size_t to) {
    for (size_t k = from; k < to && m->valid > 0 && !t->none
                          && t->agreed < AGREED; k++) {
        const origin at = { start_of(m, t, k) | OBL_SEARCHED,
                            scale_at(t, t->best) };

        /* A limit that nothing set has no neighbourhood. */
        if (t->best > -REACH && restore(m, t->part, at))
            move(m, t, at);
        obl_judge_done(&m->judge);
    }
}


/* A search would leave the law of a start of which no hypothesis speaks. */
static bool is_searched(const unit *u) {
    const obl_sampler *s = &u->claim->stated;

    return s->kind == OBL_SCALARS || s->w != OBL_W_GAUSSIAN
        || u->plan->starts_bound;
}


/* Half of the budget: the indices and starts of the first or second half. */
static void spend_half(measuring *m, const budget *b, int half,
                       double effort) {
    const double valid = ceil(b->valid * effort * m->share / 2);
    const double tried = ceil(b->tried * effort * m->share / 2);
    const size_t starts
        = (size_t)ceil(b->starts * effort * sqrt(m->share) / 2);

    while ((double)m->valid < valid * (half + 1)
           && (double)m->tried < tried * (half + 1))
        sample(m, m->tried);
    for (size_t k = 0; k < m->u->rows && is_searched(m->u); k++)
        search(m, &m->t[k], starts * (size_t)half,
               starts * (size_t)(half + 1));
}


/* --------------------------------------------------------- one unit */

/* Balls see the extreme sample hold at the limit and fail three steps of the
** lattice beyond: one more than rounding may take. */
static bool certify(measuring *m, const tracker *t) {
    const uint32_t node = m->u->claim->part[t->part].node;
    bool certified = false;

    if (t->none || t->records == 0
        || m->u->claim->stated.kind == OBL_TRAJECTORY)
        return false;
    if (restore(m, t->part, t->record[(t->records - 1) % RECORDS])
        && obl_judge_certifies_hypotheses(&m->judge)) {
        obl_judge_scale(&m->judge, scale_at(t, t->best));
        const obl_finding at = obl_judge_truth(&m->judge, node, true);

        obl_judge_scale(&m->judge, scale_at(t, t->best - 3));
        const obl_finding beyond = obl_judge_truth(&m->judge, node, true);

        obl_judge_scale(&m->judge, 1);
        certified = at.balls && at.truth.is == OBL_TRUE && beyond.balls
            && beyond.truth.is == OBL_FALSE;
    }
    obl_judge_done(&m->judge);
    return certified;
}


static void conclude(measuring *m, const tracker *t, obl_limit_row *row) {
    obl_limit *limit = &row->limit[m->u->place];

    limit->present = m->valid >= VALID_MIN
        || (m->u->claim->stated.kind == OBL_TRAJECTORY && m->valid > 2);
    limit->valid = m->valid;
    limit->none = t->none;
    limit->limited = t->records > 0;
    limit->value = row->asserted * scale_at(t, t->best);
    limit->moved = fabs(scale_at(t, t->best) / scale_at(t, t->half) - 1);
    limit->converged = limit->present && limit->limited && !t->none
        && limit->moved < CONVERGED && t->voices > 1;
    if (limit->present && limit->limited)
        limit->certified = certify(m, t);
}


static void begin_trackers(measuring *m) {
    for (size_t k = 0; k < m->u->rows; k++)
        m->t[k] = (tracker){ .part = m->u->row[k].part,
                             .largest = m->u->row[k].largest,
                             .best = -REACH, .half = -REACH };
}


static void measure(measuring *m, const obl_audit_options *options) {
    const budget *b = &budgets[m->u->claim->stated.kind];
    const double effort = options->effort > 0 ? options->effort : 1;

    m->share = m->u->n > 4 ? 4.0 / m->u->n : 1;
    m->patience = (unsigned)ceil(b->patience * m->share);
    m->questions = b->questions * m->share;
    begin_trackers(m);
    spend_half(m, b, 0, effort);
    for (size_t k = 0; k < m->u->rows; k++)
        m->t[k].half = m->t[k].best;
    spend_half(m, b, 1, effort);
    for (size_t k = 0; k < m->u->rows; k++)
        conclude(m, &m->t[k], &m->u->row[k]);
}


static obl_draw *draw_of_n(const obl_claim *claim) {
    for (size_t k = 0; k < claim->stated.draws; k++)
        if ((int)claim->stated.draw[k].variable == claim->var_n)
            return &claim->stated.draw[k];
    return NULL;
}


/* Opens the judge with a sampler that draws this n alone. */
static void run_unit(unit *u, const obl_audit_options *options) {
    char number[16], one[] = "1", *num[] = { number }, *den[] = { one };
    const size_t draws = u->claim->stated.draws;
    obl_sampler sampler = u->claim->stated;
    measuring m = { .u = u };

    snprintf(number, sizeof number, "%u", u->n);
    sampler.draw = calloc(draws + 1, sizeof *sampler.draw);
    m.t = calloc(u->rows + 1, sizeof *m.t);
    if (sampler.draw && m.t) {
        for (size_t k = 0; k < draws; k++) {
            sampler.draw[k] = u->claim->stated.draw[k];
            if (u->n > 0
                && (int)sampler.draw[k].variable == u->claim->var_n)
                sampler.draw[k].range = (obl_range){
                    .kind = OBL_RANGE_LIST, .count = 1, .num = num,
                    .den = den, .each = -1 };
        }
        if (obl_judge_open(&m.judge, u->claim, &sampler, u->plan,
                           options->seed)) {
            measure(&m, options);
            obl_judge_close(&m.judge);
        }
    }
    free(sampler.draw);
    free(m.t);
}


/* ---------------------------------------------------------- all of them */

typedef struct {
    unit   *u;
    size_t  count, next;
    bool    stopped;
    pthread_mutex_t lock;
    const obl_audit_options *options;
} crew;


static unit *next_unit(crew *all) {
    unit *u = NULL;

    pthread_mutex_lock(&all->lock);
    if (all->options->progress
        && !all->options->progress(all->options->user, all->next, all->count))
        all->stopped = true;
    if (!all->stopped && all->next < all->count)
        u = &all->u[all->next++];
    pthread_mutex_unlock(&all->lock);
    return u;
}


static void *work(void *argument) {
    crew *all = argument;

    for (unit *u; (u = next_unit(all)) != NULL;)
        run_unit(u, all->options);
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


static double least_of(const obl_range *range) {
    double least = INFINITY;

    for (size_t k = 0; k < range->count; k++)
        least = fmin(least, strtod(range->num[k], NULL)
                            / strtod(range->den[k], NULL));
    return least;
}


/* Whether n is the sampler's to choose. */
static bool is_open(const obl_draw *draw) {
    return draw && draw->range.kind != OBL_RANGE_TREE
        && !(draw->range.kind == OBL_RANGE_LIST && draw->range.count == 1);
}


/* The place of a claim whose n is not open. */
static size_t fixed_place(const obl_draw *draw) {
    for (size_t k = 0; draw && draw->range.kind == OBL_RANGE_LIST
                       && k < OBL_SIZES; k++)
        if (least_of(&draw->range) == obl_sizes[k])
            return k;
    return OBL_OTHER_SIZE;
}


/* The units of a claim that has rows from `first` on; u has room. */
static size_t make_units(unit *u, const obl_claim *claim,
                         const obl_plan *plan, obl_limit_row *row,
                         size_t rows) {
    const obl_draw *draw = draw_of_n(claim);
    unit model = { .claim = claim, .plan = plan, .row = row, .rows = rows };
    size_t made = 0;

    if (!is_open(draw)) {
        model.place = fixed_place(draw);
        u[0] = model;
        return 1;
    }
    for (size_t k = 0; k < OBL_SIZES; k++) {
        model.place = k;
        model.n = obl_sizes[k];
        if ((draw->range.kind != OBL_RANGE_LIST
             || model.n >= least_of(&draw->range))
            && model.n <= budgets[claim->stated.kind].n_max)
            u[made++] = model;
    }
    return made;
}


/* --------------------------------------------------------------- the fit */

typedef struct { size_t count; double x[OBL_SIZES], y[OBL_SIZES]; } points;


/* Least squares of log value over log n. The uncertainty is one standard
** deviation, and no less than what 1 % in each value makes. */
static void fit(obl_limit_row *row) {
    points p = { 0 };
    double mx = 0, my = 0, sxx = 0, sxy = 0, rest = 0;

    for (size_t k = 0; k < OBL_SIZES; k++)
        if (row->limit[k].converged) {
            p.x[p.count] = log(obl_sizes[k]);
            p.y[p.count++] = log(row->limit[k].value);
        }
    row->points = p.count;
    row->power = row->uncertainty = row->last_power = NAN;
    if (p.count > 1)
        row->last_power = (p.y[p.count - 1] - p.y[p.count - 2])
            / (p.x[p.count - 1] - p.x[p.count - 2]);
    if (p.count < 3)
        return;
    for (size_t k = 0; k < p.count; k++) {
        mx += p.x[k] / (double)p.count;
        my += p.y[k] / (double)p.count;
    }
    for (size_t k = 0; k < p.count; k++) {
        sxx += (p.x[k] - mx) * (p.x[k] - mx);
        sxy += (p.x[k] - mx) * (p.y[k] - my);
    }
    row->power = sxy / sxx;
    for (size_t k = 0; k < p.count; k++)
        rest += pow(p.y[k] - my - row->power * (p.x[k] - mx), 2);
    row->uncertainty = sqrt(rest / (double)(p.count - 2) / sxx
                            + CONVERGED * CONVERGED / 4 / sxx);
}


/* Whether the declared value is refused by some sample. */
static bool is_exceeded(const obl_limit_row *row) {
    for (size_t k = 0; k <= OBL_SIZES; k++)
        if (row->limit[k].present && row->limit[k].limited
            && (row->largest ? row->limit[k].value < row->asserted * 0.999
                             : row->limit[k].value > row->asserted * 1.001))
            return true;
    return false;
}


static bool any(const obl_limit_row *row, bool none) {
    for (size_t k = 0; k <= OBL_SIZES; k++)
        if (row->limit[k].present
            && (none ? row->limit[k].none : row->limit[k].limited))
            return true;
    return false;
}


static void read_power(char *text, size_t size, const obl_limit_row *row) {
    const double power = row->largest ? -row->power : row->power;
    const char *levels = fabs(row->last_power) < POWER_SEEN
        ? ", but levels off" : "";

    if (fabs(power) <= fmax(2 * row->uncertainty, POWER_SEEN))
        snprintf(text, size, "sound on what was seen");
    else if (power > 0)
        snprintf(text, size, "drifts with n over the measured range%s",
                 levels);
    else
        snprintf(text, size, "leaves n^%.2g on the table%s", -power, levels);
}


void obl_limit_reading(char *text, size_t size, const obl_limit_row *row) {
    if (!any(row, false))
        snprintf(text, size, "not measured: too few samples accepted");
    else if (any(row, true))
        snprintf(text, size, "no constant holds");
    else if (is_exceeded(row))
        snprintf(text, size, "exceeded: the declared value does not hold");
    else if (row->points >= 3)
        read_power(text, size, row);
    else if (row->limit[OBL_OTHER_SIZE].converged || row->points == 1)
        snprintf(text, size, "sound on what was seen, at one n");
    else
        snprintf(text, size, "too few n converged to tell");
}


/* ------------------------------------------------------------ the whole */

/* The first row of a part of which no n gave enough samples. */
static bool is_unmeasured(const obl_limits *limits, size_t row) {
    for (size_t k = 0; k <= OBL_SIZES; k++)
        if (limits->row[row].limit[k].present)
            return false;
    return !limits->row[row].largest;
}


/* Where no scale holds, the row of the least says so; that of the greatest
** need not. */
static bool is_limited(const obl_limit_row *row) {
    return any(row, false) && !any(row, true);
}


static void keep_limiting(obl_limits *limits) {
    size_t kept = 0;

    for (size_t k = 0; k < limits->count; k++) {
        if (limits->row[k].largest ? !is_limited(&limits->row[k])
                : !any(&limits->row[k], false) && !is_unmeasured(limits, k))
            continue;
        fit(&limits->row[k]);
        limits->row[kept++] = limits->row[k];
    }
    limits->count = kept;
}


static bool find_rows(obl_limits *limits, const obl_spec *const *spec,
                      const obl_claim *const *claim, obl_plan **plan,
                      size_t count) {
    for (size_t c = 0; c < count; c++) {
        plan[c] = obl_plan_new(claim[c]);
        if (!plan[c])
            return false;
        for (size_t k = 0; k < claim[c]->parts; k++)
            if (plan[c]->hidden[k] && claim[c]->stated.present
                && !add_rows(limits, spec[c], claim[c], k))
                return false;
    }
    return true;
}


static void find_units(crew *all, const obl_limits *limits,
                       const obl_claim *const *claim, obl_plan **plan,
                       size_t count) {
    size_t from = 0;

    for (size_t c = 0; c < count; c++) {
        size_t rows = 0;

        while (from + rows < limits->count
               && limits->row[from + rows].claim == claim[c])
            rows++;
        if (rows > 0)
            all->count += make_units(&all->u[all->count], claim[c], plan[c],
                                     &limits->row[from], rows);
        from += rows;
    }
}


bool obl_limits_measure(obl_limits *limits, const obl_spec *const *spec,
                        const obl_claim *const *claim, size_t count,
                        const obl_audit_options *options) {
    obl_plan **plan = calloc(count + 1, sizeof *plan);
    crew all = { .options = options };

    *limits = (obl_limits){ 0 };
    all.u = calloc(count * OBL_SIZES + 1, sizeof *all.u);
    const bool found = plan && all.u
        && find_rows(limits, spec, claim, plan, count);

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
    free(limits->row);
    *limits = (obl_limits){ 0 };
}
