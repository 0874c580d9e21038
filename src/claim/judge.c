/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** judge.c -- hypotheses, parts and mutants at one sample.
*/

#include "claim/judge.h"
#include "claim/enclose.h"
#include "claim/search.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>

/* Where doubles leave a truth open, balls of so many bits are asked in turn.
** The first is enough for most; the last shows an agreement to 2^-200. */
static const long ladder[] = { 128, 384, OBL_BITS_CAP };
enum { RUNGS = sizeof ladder / sizeof *ladder };

/* A descent of more steps than this is not run; and of the samples that one
** hypothesis alone rejects, one trajectory in so many is run for the mutant
** that drops it. */
enum { STEPS_MAX = 200000, RUN_REJECTED = 8 };

/* A descent is enclosed on every sample where that costs no more than the
** first (some 10 ms), and where a single sample matters, a counterexample or
** the tightest, up to the second: 20000 steps of three neurons. */
static const double ENCLOSE_ALWAYS = 3e4, ENCLOSE_ONE = 2e6;


/* A sample beyond the sampler may cost so many additions. */
static const double COST_BEYOND = 3e4;


bool obl_judge_open(obl_judge *judge, const obl_claim *claim,
                    const obl_sampler *sampler, const obl_plan *plan,
                    uint64_t seed) {
    /* GSL's default is to abort; law.c reads its status instead. */
    gsl_set_error_handler_off();
    *judge = (obl_judge){ .claim = claim, .sampler = sampler, .plan = plan,
                          .seed = seed,
                          .reach = {
                              .steps_max = plan->sums_over_time
                                  ? OBL_WHOLE_MAX : STEPS_MAX } };
    judge->real = obl_real_eval_new(claim, plan);
    judge->ball = obl_ball_eval_new(claim, plan);
    if (judge->real && judge->ball)
        return true;
    obl_judge_close(judge);
    return false;
}


void obl_judge_close(obl_judge *judge) {
    obl_real_eval_free(judge->real);
    obl_ball_eval_free(judge->ball);
    judge->real = NULL;
    judge->ball = NULL;
}


bool obl_judge_load(obl_judge *judge) {
    const bool trajectory = judge->sampler->kind == OBL_TRAJECTORY;

    judge->bits = 0;
    obl_run_clear(&judge->sample.run);
    if (!obl_real_load(judge->real, &judge->sample, 0))
        return false;
    if (!trajectory)
        return true;
    if (!obl_run_start(&judge->sample, judge->real))
        return false;
    obl_real_reload_run(judge->real);
    return true;
}


/* Beyond the sampler the spec did not choose the size, and 16 neurons may ask
** for minutes in balls. */
static bool is_dear(const obl_judge *judge) {
    return obl_plan_cost(judge->plan, judge->claim, (double)judge->sample.n,
                         (double)judge->sample.d) > COST_BEYOND;
}


bool obl_judge_draw(obl_judge *judge, uint64_t index) {
    judge->bits = 0;
    judge->reach.steps_asked = 0;
    if (index & OBL_SEARCHED)
        return obl_search(judge, index);
    return obl_sample_draw(&judge->sample, judge->real, judge->claim,
                           judge->sampler, judge->seed, index)
        && !((index & OBL_BEYOND) && is_dear(judge))
        && obl_judge_load(judge);
}


bool obl_judge_run(obl_judge *judge) {
    if (judge->sampler->kind != OBL_TRAJECTORY)
        return true;
    judge->bits = 0;
    if (judge->sample.unit
        && !obl_ball_load(judge->ball, &judge->sample, ladder[0]))
        return false;
    if (!obl_run_follow(&judge->sample, judge->real, judge->ball, judge->plan,
                        &judge->reach))
        return false;
    obl_real_reload_run(judge->real);
    return true;
}


/* Encloses the trajectory where that costs no more than `most`. */
static bool enclose(obl_judge *judge, double most) {
    const obl_run *run = &judge->sample.run;

    if (run->enclosure || judge->sampler->flow || run->count == 0
        || run->end != OBL_OK)
        return run->enclosure != NULL;
    if (run->time[run->count - 1] * obl_enclose_cost(&judge->sample) > most
        || !obl_ball_load(judge->ball, &judge->sample, ladder[1]))
        return false;
    judge->bits = 0;
    return obl_enclose(&judge->sample, judge->ball);
}


bool obl_judge_enclose(obl_judge *judge) {
    return judge->sampler->kind != OBL_TRAJECTORY
        || enclose(judge, ENCLOSE_ONE);
}


void obl_judge_scale(obl_judge *judge, double scale) {
    obl_real_scale_constants(judge->real, scale);
    obl_ball_scale_constants(judge->ball, scale);
}


void obl_judge_done(obl_judge *judge) {
    obl_sample_clear(&judge->sample);
}


/* log10 of the end of the sampler's own grid. */
static double grid_end(obl_judge *judge) {
    const obl_range *grid = &judge->sampler->grid;

    return grid->kind == OBL_RANGE_DECADES
        ? obl_real_number(judge->real, grid->b, -1, 0, 0) : -INFINITY;
}


bool obl_judge_in_reach(obl_judge *judge) {
    if (judge->sampler->kind != OBL_TRAJECTORY || judge->sampler->flow
        || !judge->sample.pool)
        return true;
    judge->bits = 0;
    obl_ball_load(judge->ball, &judge->sample, ladder[0]);
    judge->reach.steps_asked = fmax(obl_ball_horizon(judge->ball),
                                    grid_end(judge));
    return !(judge->reach.steps_asked
             > log10((double)judge->reach.steps_max));
}


static bool is_final(obl_truth p) {
    return p.is != OBL_UNKNOWN && !p.open;
}


/* Balls at the first of so many precisions that decides. */
static obl_truth climb(obl_judge *judge, uint32_t node, size_t rungs) {
    obl_truth truth = obl_truth_of(OBL_UNKNOWN, NAN);

    for (size_t k = 0; k < rungs; k++) {
        if (ladder[k] < judge->bits)
            continue;
        if (judge->bits != ladder[k]
            && !obl_ball_load(judge->ball, &judge->sample, ladder[k]))
            return truth;
        judge->bits = ladder[k];
        truth = obl_ball_truth(judge->ball, node);
        if (is_final(truth))
            return truth;
    }
    return truth;
}


/* Where the states themselves are balls the cap is not asked, since what it
** takes for equal may be apart. */
static obl_truth decide(obl_judge *judge, uint32_t node) {
    return climb(judge, node,
                 judge->sample.run.enclosure ? RUNGS - 1 : RUNGS);
}


/* Of the rounded states of an enclosed run, which settle nothing for certain
** but tell w(T) = w(T) from what is open. */
static obl_truth decide_rounded(obl_judge *judge, uint32_t node) {
    obl_run *run = &judge->sample.run;
    struct obl_enclosure *enclosure = run->enclosure;

    judge->bits = 0;
    run->enclosure = NULL;
    const obl_truth truth = climb(judge, node, RUNGS);

    run->enclosure = enclosure;
    judge->bits = 0;
    return truth;
}


obl_finding obl_judge_truth(obl_judge *judge, uint32_t node, bool certify) {
    obl_finding f = { obl_real_truth(judge->real, node), false, false };
    const obl_run *run = &judge->sample.run;
    const obl_truth real = f.truth;

    if (is_final(real) && !certify)
        return f;
    f.truth = decide(judge, node);
    f.balls = f.truth.is != OBL_UNKNOWN;
    /* A run in doubles may leave the trajectory: that is no contradiction. */
    f.contradicted = f.balls && is_final(real) && real.is != f.truth.is
        && !run->enclosure;
    if (!f.balls && is_final(real))
        f.truth = real;
    else if (!f.balls && run->enclosure && !run->sceptical)
        f.truth = decide_rounded(judge, node);
    return f;
}


/* ----------------------------------------------------- the hypotheses */

typedef struct {
    obl_judge   *judge;
    obl_tally   *tally;
    uint64_t     index;
    bool         mutants, known;
    size_t       rejections, rejecter; /* how many, and the last */
    bool         unknown;
    bool         lent;   /* rejected, and heard on for a mutant's sake only:
                         ** what mutants live depends on the threads, so the
                         ** counts must not see it */
    obl_finding *part;
} hearing;


static bool suspended(const hearing *h, size_t k) {
    return h->judge->sampler->suspended[k];
}


/* Hears the hypotheses that speak of time 0 only, or the others. */
static void hear_hypotheses(hearing *h, bool initial) {
    const obl_claim *claim = h->judge->claim;

    for (size_t k = 0; k < claim->hypotheses; k++) {
        if (h->judge->plan->initial[k] != initial || suspended(h, k))
            continue;
        const obl_finding f = obl_judge_truth(
            h->judge, claim->hypothesis[k].node, false);

        if (f.truth.is == OBL_UNKNOWN) {
            h->unknown = true;
        } else if (f.truth.is != OBL_TRUE) {
            h->tally->rejected[k] += !h->lent;
            h->rejections++;
            h->rejecter = k;
        }
    }
}


static bool mutant_changes(const obl_mutant *m, size_t hypothesis,
                           obl_change *change) {
    for (size_t k = 0; k < m->changes; k++)
        if (m->change[k].hypothesis && m->change[k].which == hypothesis) {
            *change = m->change[k];
            return true;
        }
    return false;
}


/* Whether a live mutant would take the sample in spite of its one rejecter. */
static bool mutant_wants(const hearing *h) {
    const obl_claim *claim = h->judge->claim;
    obl_change change;

    for (size_t m = 0; m < claim->mutants && h->mutants; m++)
        if (h->tally->killed_by[m] > h->index
            && mutant_changes(&claim->mutant[m], h->rejecter, &change))
            return true;
    return false;
}


/* ------------------------------------------------------------ mutants */

/* Doubles' own word, or that of balls where doubles hold no state. */
static obl_truth glance(obl_judge *judge, uint32_t node) {
    return judge->sample.unit ? obl_judge_truth(judge, node, false).truth
                              : obl_real_truth(judge->real, node);
}


/* The mutant's own hypotheses at the sample: changed ones are asked, the
** others are as heard. */
static bool mutant_accepts(const hearing *h, const obl_mutant *m) {
    obl_change change;
    size_t lifted = 0;

    for (size_t k = 0; k < h->judge->claim->hypotheses; k++) {
        if (suspended(h, k) || !mutant_changes(m, k, &change))
            continue;
        if (!change.dropped
            && glance(h->judge, change.node).is != OBL_TRUE)
            return false;
        lifted += h->rejections == 1 && h->rejecter == k;
    }
    return h->rejections == lifted && !h->unknown;
}


static bool clearly_false(obl_truth p) {
    return p.is == OBL_FALSE && p.margin < -OBL_DECISIVE;
}


/* The same of a mutant's tree. Where doubles see the margin but cannot vouch
** for it, balls confirm it, so that noise kills no mutant. */
static bool falls(const hearing *h, uint32_t node) {
    const obl_truth p = glance(h->judge, node);

    if (p.is != OBL_UNKNOWN)
        return clearly_false(p);
    return p.margin < -OBL_DECISIVE
        && clearly_false(obl_judge_truth(h->judge, node, false).truth);
}


/* Whether the mutant's part k is clearly false where the claim's is not. */
static bool part_kills(hearing *h, const obl_mutant *m, size_t k) {
    const bool accepted = h->rejections == 0;
    uint32_t node = h->judge->claim->part[k].node;
    bool changed = !accepted;

    for (size_t c = 0; c < m->changes; c++) {
        if (!m->change[c].hypothesis && m->change[c].which == k) {
            node = m->change[c].node;
            changed = true;
        }
    }
    return changed && !(accepted && clearly_false(h->part[k].truth))
        && falls(h, node);
}


static void try_mutants(hearing *h) {
    const obl_claim *claim = h->judge->claim;

    for (size_t m = 0; m < claim->mutants && h->mutants; m++) {
        uint64_t *killed = &h->tally->killed_by[m];
        bool kills = false;

        if (*killed <= h->index || !mutant_accepts(h, &claim->mutant[m]))
            continue;
        for (size_t k = 0; k < claim->parts && !kills; k++)
            kills = part_kills(h, &claim->mutant[m], k);
        if (kills)
            *killed = h->index;
    }
}


/* -------------------------------------------------------------- parts */

/* Whether balls may speak of the sample as a whole: a trajectory's later
** states are rounded unless they are enclosed. */
static bool exact_state(const obl_judge *judge) {
    return judge->sampler->kind != OBL_TRAJECTORY
        || judge->sample.run.enclosure;
}


void obl_judge_doubt_times(obl_judge *judge, bool on) {
    if (judge->sample.run.sceptical != on)
        judge->bits = 0;
    judge->sample.run.sceptical = on;
}


bool obl_judge_certifies_hypotheses(obl_judge *judge) {
    const obl_claim *claim = judge->claim;
    bool all = exact_state(judge);

    obl_judge_doubt_times(judge, true);
    for (size_t k = 0; k < claim->hypotheses && all; k++) {
        const obl_finding f
            = obl_judge_truth(judge, claim->hypothesis[k].node, true);

        all = !judge->sampler->suspended[k] && f.balls
            && f.truth.is == OBL_TRUE;
    }
    obl_judge_doubt_times(judge, false);
    return all;
}


/* Whether the part is false for certain, and the claim with it. */
static bool breaks(obl_judge *judge, uint32_t node) {
    obl_judge_doubt_times(judge, true);
    const obl_finding f = obl_judge_truth(judge, node, true);

    obl_judge_doubt_times(judge, false);
    return f.balls && f.truth.is == OBL_FALSE
        && obl_judge_certifies_hypotheses(judge);
}


static void keep_mark(obl_mark *mark, uint64_t index, const obl_finding *f,
                      bool certified) {
    const double margin = f->truth.margin;
    const bool better = !mark->present
        || (certified && !mark->certified)
        || (certified == mark->certified && margin < mark->margin);

    if (better && !(mark->certified && !certified))
        *mark = (obl_mark){ true, index, margin, certified };
}


static void keep_tightest(obl_mark *mark, uint64_t index,
                          const obl_finding *f) {
    const double margin = f->truth.margin;

    if (!isnan(margin) && (!mark->present || margin < mark->margin))
        *mark = (obl_mark){ true, index, margin + 0.0, f->balls };
}


static void count_failure(hearing *h, size_t k, const obl_finding *f) {
    obl_part_tally *t = &h->tally->part[k];
    const bool certified = f->balls && exact_state(h->judge)
        && breaks(h->judge, h->judge->claim->part[k].node);

    t->failed++;
    t->broken += certified;
    keep_mark(&t->witness, h->index, f, certified);
}


/* Beyond the sampler there are places where both sides vanish, as all that is
** across v does at d = 1: true, and no measure of how tight a claim is. */
static bool is_trivial(const hearing *h, const obl_finding *f) {
    return h->index >= OBL_BEYOND && f->truth.is == OBL_TRUE
        && f->truth.margin == 0;
}


static void hear_part(hearing *h, size_t k) {
    const uint32_t node = h->judge->claim->part[k].node;
    obl_part_tally *t = &h->tally->part[k];
    const bool audited = h->index % OBL_AUDITED == OBL_AUDITED / 2;
    const bool certify = audited || h->judge->sample.run.enclosure;
    obl_finding f = obl_judge_truth(h->judge, node, certify);

    if (f.truth.is == OBL_FALSE && !f.balls) {
        const obl_finding again = obl_judge_truth(h->judge, node, true);

        if (again.balls)
            f = again;
    }
    h->part[k] = f;
    t->contradicted += f.contradicted;
    t->certified += f.balls && exact_state(h->judge);
    if (f.truth.is == OBL_TRUE)
        t->held++;
    else if (f.truth.is == OBL_FALSE)
        count_failure(h, k, &f);
    else if (f.truth.is == OBL_UNDEFINED)
        t->undefined++;
    else
        t->undecided++;
    if (f.truth.is == OBL_UNDEFINED || f.truth.is == OBL_UNKNOWN)
        keep_mark(&t->witness, h->index, &f, false);
    else if (!is_trivial(h, &f))
        keep_tightest(&t->tightest, h->index, &f);
}


static void hear_covers(hearing *h) {
    const obl_claim *claim = h->judge->claim;

    for (size_t k = 0; k < claim->covers; k++)
        h->tally->covered[k] += obl_judge_truth(h->judge,
            claim->cover[k].node, false).truth.is == OBL_TRUE;
}


/* All that must be known before the parts are heard. */
static bool hear_premises(hearing *h) {
    obl_judge *judge = h->judge;

    hear_hypotheses(h, true);
    const bool rejected = h->rejections > 0 || h->unknown;
    const bool costly = judge->sampler->kind == OBL_TRAJECTORY;

    if (rejected && (h->rejections != 1 || h->unknown || !mutant_wants(h)
                     || (costly && h->index % RUN_REJECTED)))
        return false;
    h->lent = rejected;
    if (!obl_judge_run(judge)) {
        h->unknown = true;
        return false;
    }
    h->tally->collapsed
        += !h->lent && judge->sample.run.end == OBL_ZERO_NEURON;
    hear_hypotheses(h, false);
    return true;
}


static void hear(hearing *h) {
    const obl_claim *claim = h->judge->claim;

    if (!hear_premises(h)) {
        h->tally->unknown += h->unknown && h->rejections == 0;
        return;
    }
    if (h->rejections == 0 && h->unknown) {
        h->tally->unknown++;
        return;
    }
    if (h->rejections == 0) {
        h->tally->valid++;
        if (h->judge->sampler->kind == OBL_TRAJECTORY)
            enclose(h->judge, ENCLOSE_ALWAYS);
        for (size_t k = 0; k < claim->parts; k++)
            hear_part(h, k);
        hear_covers(h);
    }
    try_mutants(h);
}


void obl_judge_sample(obl_judge *judge, uint64_t index, bool mutants,
                      obl_tally *tally) {
    obl_tally one;
    hearing h = { .judge = judge, .tally = &one, .index = index,
                  .mutants = mutants };

    h.part = calloc(judge->claim->parts + 1, sizeof *h.part);
    if (!h.part || !obl_tally_open(&one, judge->claim)) {
        free(h.part);
        return;
    }
    for (size_t m = 0; m < judge->claim->mutants; m++)
        one.killed_by[m] = tally->killed_by[m];
    one.tried = 1;
    const bool drawn = obl_judge_draw(judge, index);

    if (!obl_judge_in_reach(judge))
        one.steps_asked = judge->reach.steps_asked;
    else if (drawn)
        hear(&h);
    else if (judge->sample.too_small)
        one.too_small++;
    else
        one.unknown++;
    obl_judge_done(judge);
    obl_tally_add(tally, &one, judge->claim);
    obl_tally_close(&one);
    free(h.part);
}


void obl_judge_certify(obl_judge *judge, size_t part, obl_mark *mark,
                       obl_part_tally *tally) {
    if (!mark->present || mark->certified)
        return;
    if (obl_judge_draw(judge, mark->index) && obl_judge_run(judge)) {
        obl_judge_enclose(judge);
        const uint32_t node = judge->claim->part[part].node;
        const obl_finding f = obl_judge_truth(judge, node, true);

        tally->contradicted += f.contradicted;
        tally->certified += f.balls && exact_state(judge);
        mark->certified = f.balls;
    }
    obl_judge_done(judge);
}


void obl_judge_confirm(obl_judge *judge, size_t part,
                       obl_part_tally *tally) {
    obl_mark *mark = &tally->witness;

    if (judge->sampler->kind != OBL_TRAJECTORY || tally->failed == 0
        || tally->broken > 0 || !mark->present)
        return;
    if (obl_judge_draw(judge, mark->index) && obl_judge_run(judge)
        && obl_judge_enclose(judge)
        && breaks(judge, judge->claim->part[part].node)) {
        tally->broken++;
        mark->certified = true;
    }
    obl_judge_done(judge);
}
