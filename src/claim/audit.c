/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** audit.c -- a claim from first sample to verdict.
**
** Samples are judged in blocks; threads share a block by striding through
** its indices, and whether another block follows depends on the summed tally
** alone. So the result is the same for any number of threads.
*/

#include "claim/audit.h"

#include <math.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <flint/flint.h>

#include "claim/judge.h"
#include "claim/search.h"
#include "claim/shrink.h"
#include "claim/verdict.h"
#include "claim/witness.h"

enum { THREADS_MAX = 64 };

/* How much is tried at effort 1: samples that must be accepted, how many may
** be drawn for them, how many a block holds, and from how many samples the
** search goes downhill for each part. */
typedef struct { double valid, tried; uint64_t block; double starts; } budget;

static const budget budgets[] = {
    [OBL_STATES] = { 1000, 50000, 100, 24 },
    [OBL_TRAJECTORY] = { 60, 9600, 24, 6 },
    [OBL_SCALARS] = { 2000, 40000, 200, 24 },
};

/* At effort 1, so many samples are drawn beyond the sampler. */
static const double draws_beyond[] = {
    [OBL_STATES] = 48, [OBL_TRAJECTORY] = 16, [OBL_SCALARS] = 0,
};

/* While a hand-written mutant lives, so many times more is tried. */
enum { MORE_FOR_MUTANTS = 4 };

typedef struct {
    const obl_claim   *claim;
    const obl_sampler *sampler;
    const obl_plan    *plan;
    const obl_audit_options *options;
    bool               mutants;
    const uint64_t    *killed; /* by the other regime, or NULL */
    obl_tally          tally;
    bool               stopped;
    char             **simplest; /* per part */
} inquiry;

/* What a hand does with a number: draws the sample of the sampler, draws one
** beyond it, or searches from either. */
typedef enum { DRAW, DRAW_BEYOND, SEARCH } phase;

typedef struct {
    inquiry  *inquiry;
    obl_judge judge;
    obl_tally tally;
    bool      open;
    phase     phase;
    uint64_t  from, to;
    unsigned  stride, first;
} hand;


/* Number k of a search: the parts take turns. Half of the starts are from an
** edge, half from a corner, and of states half are beyond the sampler. */
static uint64_t search_index(const inquiry *q, uint64_t k) {
    const uint64_t number = k / q->claim->parts;
    const bool halved = q->sampler->kind == OBL_STATES;
    const uint64_t start = halved ? number / 2 : number;
    const bool is_beyond = halved && number % 2 == 1;

    return obl_search_index(k % q->claim->parts, start)
        | (is_beyond ? OBL_BEYOND : 0)
        | ((start + start / 6) % 2 == 1 ? OBL_FROM_EDGE : 0)
        | (start / 2 % 2 == 1 ? OBL_FROM_CORNER : 0);
}


static uint64_t index_of(const hand *h, uint64_t k) {
    switch (h->phase) {
    case SEARCH: return search_index(h->inquiry, k);
    case DRAW_BEYOND: return k | OBL_BEYOND;
    default: return k;
    }
}


static void *work(void *argument) {
    hand *h = argument;

    for (uint64_t k = h->from + h->first; k < h->to; k += h->stride)
        obl_judge_sample(&h->judge, index_of(h, k),
                         h->inquiry->mutants && h->phase == DRAW, &h->tally);
    return NULL;
}


/* A thread of its own: FLINT's caches go with it. */
static void *work_apart(void *argument) {
    work(argument);
    flint_cleanup();
    return NULL;
}


static void run_block(hand *hands, unsigned count, uint64_t from,
                      uint64_t to) {
    pthread_t thread[THREADS_MAX];
    bool apart[THREADS_MAX] = { false };

    for (unsigned k = 0; k < count; k++) {
        hands[k].from = from;
        hands[k].to = to;
        hands[k].stride = count;
        hands[k].first = k;
    }
    for (unsigned k = 1; k < count; k++)
        apart[k] = pthread_create(&thread[k], NULL, work_apart, &hands[k])
            == 0;
    work(&hands[0]);
    for (unsigned k = 1; k < count; k++) {
        if (apart[k])
            pthread_join(thread[k], NULL);
        else
            work(&hands[k]);
    }
}


static bool open_hand(hand *h, inquiry *q) {
    *h = (hand){ .inquiry = q };
    if (!obl_judge_open(&h->judge, q->claim, q->sampler, q->plan,
                        q->options->seed))
        return false;
    h->open = obl_tally_open(&h->tally, q->claim);
    return h->open;
}


static void close_hand(hand *h) {
    obl_judge_close(&h->judge);
    if (h->open)
        obl_tally_close(&h->tally);
}


static void collect(inquiry *q, hand *hands, unsigned count) {
    for (unsigned k = 0; k < count; k++) {
        if (hands[k].phase != DRAW)
            obl_tally_add_searched(&q->tally, &hands[k].tally, q->claim);
        else
            obl_tally_add(&q->tally, &hands[k].tally, q->claim);
        obl_tally_close(&hands[k].tally);
        hands[k].open = obl_tally_open(&hands[k].tally, q->claim);
        for (size_t m = 0; m < q->claim->mutants && hands[k].open; m++)
            hands[k].tally.killed_by[m] = q->tally.killed_by[m];
    }
}


static bool mutants_live(const inquiry *q) {
    for (size_t m = 0; m < q->claim->mutants && q->mutants; m++)
        if (q->claim->mutant[m].by_hand
            && q->tally.killed_by[m] == UINT64_MAX
            && !(q->killed && q->killed[m] != UINT64_MAX))
            return true;
    return false;
}


/* Whether another block is worth its cost. */
static bool goes_on(const inquiry *q) {
    const budget *b = &budgets[q->sampler->kind];
    const double effort = q->options->effort > 0 ? q->options->effort : 1;
    const double more = mutants_live(q) ? MORE_FOR_MUTANTS : 1;

    const bool beyond = q->tally.steps_asked > 0 || q->tally.too_small > 0;
    const bool reachable = !beyond || q->tally.valid > 0;

    return !q->stopped && reachable
        && (double)q->tally.valid < b->valid * effort * more
        && (double)q->tally.tried < b->tried * effort * more;
}


static void tell(inquiry *q) {
    const budget *b = &budgets[q->sampler->kind];
    const double effort = q->options->effort > 0 ? q->options->effort : 1;

    if (q->options->progress
        && !q->options->progress(q->options->user, q->tally.valid,
                                 (uint64_t)(b->valid * effort)))
        q->stopped = true;
}


static unsigned thread_count(const obl_audit_options *options) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const unsigned wanted = options->threads ? options->threads
        : processors > 0 ? (unsigned)processors : 1;

    return wanted < THREADS_MAX ? wanted : THREADS_MAX;
}


/* The tightest samples are decided in balls whatever doubles said, and so is
** a counterexample on a trajectory. */
static void certify_tightest(inquiry *q, obl_judge *judge) {
    for (size_t k = 0; k < q->claim->parts; k++)
        obl_judge_certify(judge, k, &q->tally.part[k].tightest,
                          &q->tally.part[k]);
    for (size_t k = 0; k < q->claim->parts; k++)
        obl_judge_confirm(judge, k, &q->tally.part[k]);
}


/* A Gaussian start of which no hypothesis speaks: the claim is about the law
** of the start, and a search would leave the law. */
static bool about_the_law(const inquiry *q) {
    return q->sampler->kind != OBL_SCALARS && q->sampler->w == OBL_W_GAUSSIAN
        && !q->plan->starts_bound;
}


static void run_phase(inquiry *q, hand *hands, unsigned count, phase what,
                      double samples) {
    for (unsigned k = 0; k < count; k++)
        hands[k].phase = what;
    run_block(hands, count, 0, (uint64_t)samples);
    collect(q, hands, count);
}


/* Everything the hypotheses allow: states beyond the sampler, then downhill
** for every part. */
static void search(inquiry *q, hand *hands, unsigned count) {
    const double effort = q->options->effort > 0 ? q->options->effort : 1;
    const double starts = ceil(budgets[q->sampler->kind].starts * effort);

    if (q->stopped || q->tally.valid == 0 || about_the_law(q))
        return;
    run_phase(q, hands, count, DRAW_BEYOND,
              ceil(draws_beyond[q->sampler->kind] * effort));
    run_phase(q, hands, count, SEARCH, starts * (double)q->claim->parts);
}


/* A counterexample that the spec does not pin itself, made simple. */
static void shrink(inquiry *q, obl_judge *judge) {
    for (size_t k = 0; k < q->claim->parts && q->simplest; k++) {
        const obl_mark *mark = &q->tally.part[k].witness;

        if (mark->certified && !q->claim->witness.present)
            q->simplest[k] = obl_shrink(judge, k, mark->index,
                                        mark->margin);
    }
}


static bool inquire(inquiry *q) {
    const uint64_t block = budgets[q->sampler->kind].block;
    const unsigned count = thread_count(q->options);
    hand hands[THREADS_MAX];
    unsigned open = 0;

    while (open < count && open_hand(&hands[open], q))
        open++;
    for (uint64_t from = 0; open > 0 && goes_on(q); from += block) {
        run_block(hands, open, from, from + block);
        collect(q, hands, open);
        tell(q);
    }
    search(q, hands, open);
    if (open > 0) {
        certify_tightest(q, &hands[0].judge);
        shrink(q, &hands[0].judge);
    }
    for (unsigned k = 0; k < open; k++)
        close_hand(&hands[k]);
    return open > 0;
}


/* A proof counts with the samples; so does the place of a failure, where
** every hypothesis is certified. */
static void prove_parts(obl_result *result, const obl_sampler *sampler,
                        const obl_plan *plan, obl_tally *tally) {
    for (size_t k = 0; k < result->claim->parts; k++) {
        obl_proof *proof = &result->proof[k];

        obl_prove(proof, result->claim, sampler, plan, k);
        if (proof->outcome == OBL_PROOF_HOLDS)
            tally->part[k].boxes = proof->boxes;
        tally->part[k].failed += proof->outcome == OBL_PROOF_FAILS;
        tally->part[k].broken += proof->outcome == OBL_PROOF_FAILS;
    }
}


static void judge_regime(obl_result *result, obl_regime_result *regime,
                         const obl_sampler *sampler, const obl_plan *plan,
                         const obl_audit_options *options, bool mutants) {
    const obl_claim *claim = result->claim;
    inquiry q = { .claim = claim, .sampler = sampler, .plan = plan,
                  .options = options, .mutants = mutants };

    if (regime == &result->relaxed)
        q.killed = result->stated.tally.killed_by;
    regime->verdict = calloc(claim->parts + 1, sizeof *regime->verdict);
    regime->simplest = calloc(claim->parts + 1, sizeof *regime->simplest);
    q.simplest = regime->simplest;
    regime->present = regime->verdict && obl_tally_open(&q.tally, claim);
    if (!regime->present)
        return;
    const bool run = inquire(&q);

    if (run && !q.stopped && sampler == &claim->stated)
        prove_parts(result, sampler, plan, &q.tally);
    regime->tally = q.tally;
    for (size_t k = 0; k < claim->parts; k++)
        regime->verdict[k] = !run ? OBL_ERROR
            : q.stopped ? OBL_NOT_RUN
            : obl_verdict_of(claim, plan, sampler,
                             sampler == &claim->relaxed || claim->analogue,
                             &q.tally, k);
}


/* A pinned witness speaks for its claim, whatever the samples met; one that
** breaks no part that is meant is pinned wrongly, and that is not hidden by a
** sample that does. */
static void hear_witness(obl_result *result, const obl_plan *plan) {
    const obl_claim *claim = result->claim;
    obl_verdict *verdict = result->stated.verdict;
    bool breaks = false;

    for (size_t k = 0; k < claim->parts && claim->witness.present; k++)
        if (obl_witness_breaks(claim, plan, k)) {
            result->pinned[k] = true;
            breaks |= obl_witness_means(claim, k);
            if (verdict[k] != OBL_ERROR)
                verdict[k] = OBL_REFUTED;
        }
    for (size_t k = 0; k < claim->parts && claim->witness.present; k++)
        if (!breaks && obl_witness_means(claim, k)
            && verdict[k] == OBL_REFUTED)
            verdict[k] = OBL_ERROR;
}


obl_verdict obl_result_verdict(const obl_result *result, size_t part) {
    if (result->stated.present)
        return result->stated.verdict[part];
    return result->relaxed.present ? result->relaxed.verdict[part]
                                   : OBL_ERROR;
}


/* ------------------------------------------------- what was expected */

typedef struct { char *text; size_t length; } report;


static void say(report *r, const char *format, ...) {
    char line[600];
    va_list arguments;

    va_start(arguments, format);
    const int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    const size_t kept = length < 0 ? 0
        : (size_t)length < sizeof line ? (size_t)length : sizeof line - 1;
    char *larger = realloc(r->text, r->length + kept + 1);

    if (!larger)
        return;
    memcpy(larger + r->length, line, kept + 1);
    r->text = larger;
    r->length += kept;
}


static void say_rejections(report *r, const obl_claim *claim,
                           const obl_tally *tally) {
    for (size_t k = 0; k < claim->hypotheses; k++)
        if (tally->rejected[k] > 0)
            say(r, "  hypothesis `%s` rejected %llu of %llu samples\n",
                claim->hypothesis[k].name,
                (unsigned long long)tally->rejected[k],
                (unsigned long long)tally->tried);
    if (tally->unknown > 0)
        say(r, "  %llu samples could not be drawn (n, d, sigma and v have "
            "limits) or decided\n",
            (unsigned long long)tally->unknown);
    for (size_t k = 0; k < claim->covers; k++)
        say(r, "  the cover of line %u was met by %llu of %llu\n",
            claim->cover[k].line, (unsigned long long)tally->covered[k],
            (unsigned long long)tally->valid);
}


static void say_part(report *r, const obl_result *result, size_t k,
                     const obl_regime_result *regime, const char *expect) {
    char label[200];

    obl_part_label(label, sizeof label, result->claim, k);
    say(r, "%s (%s): %s, expected %s\n", label,
        obl_regime_text(obl_regime_of(result->claim,
                                      regime == &result->relaxed)),
        obl_verdict_text(regime->verdict[k]), expect ? expect : "holds");
    if (regime->tally.part[k].undefined > 0)
        say(r, "  the conclusion has no value at %llu accepted samples; a "
            "hypothesis `defined(...)` would say so\n",
            (unsigned long long)regime->tally.part[k].undefined);
    if (regime->tally.part[k].undecided > 0)
        say(r, "  it stayed undecided at %llu accepted samples: its sides "
            "meet there, or it asks for what is not known, such as a time "
            "between the checkpoints\n",
            (unsigned long long)regime->tally.part[k].undecided);
    if (regime->verdict[k] == OBL_OUT_OF_REACH
        && regime->tally.steps_asked > 0)
        say(r, "  it asks for 10^%.4g steps of descent\n",
            regime->tally.steps_asked);
    if (regime->verdict[k] == OBL_VACUOUS)
        say_rejections(r, result->claim, &regime->tally);
}


/* Why the pinned witness breaks no part that it is to break. */
static void say_witness(report *r, const obl_result *result,
                        const obl_plan *plan) {
    const obl_claim *claim = result->claim;
    char label[200], reason[300];

    if (!claim->witness.present)
        return;
    for (size_t k = 0; k < claim->parts; k++)
        if (result->pinned[k] && obl_witness_means(claim, k))
            return;
    for (size_t k = 0; k < claim->parts; k++) {
        if (!obl_witness_means(claim, k))
            continue;
        obl_part_label(label, sizeof label, claim, k);
        obl_witness_explain(reason, sizeof reason, claim, plan, k);
        say(r, "the pinned witness does not break %s: %s\n", label, reason);
    }
}


/* A claim pinned as refuted by a witness may hold in its other parts. */
static bool part_expected(const obl_result *result, size_t k) {
    const obl_claim *claim = result->claim;
    const obl_verdict verdict = result->stated.verdict[k];
    const bool pinned = claim->expect && strcmp(claim->expect, "refuted") == 0;
    const bool named = claim->refuted_part && obl_witness_means(claim, k);

    if (pinned && claim->parts > 1 && !named && verdict <= OBL_SUPPORTED)
        return true;
    return obl_verdict_is(verdict, claim->expect);
}


static bool any_refuted(const obl_result *result) {
    const obl_claim *claim = result->claim;

    if (!claim->expect || strcmp(claim->expect, "refuted") != 0)
        return true;
    for (size_t k = 0; k < claim->parts; k++)
        if (result->stated.verdict[k] == OBL_REFUTED)
            return true;
    return false;
}


static void compare_parts(obl_result *result, report *r) {
    const obl_claim *claim = result->claim;

    for (size_t k = 0; k < claim->parts; k++) {
        const bool stated = part_expected(result, k);
        const bool relaxed = !result->relaxed.present
            || obl_verdict_is(result->relaxed.verdict[k],
                              claim->relaxed_expect);

        result->as_expected[k] = stated && relaxed;
        if (!stated)
            say_part(r, result, k, &result->stated, claim->expect);
        if (!relaxed)
            say_part(r, result, k, &result->relaxed, claim->relaxed_expect);
    }
    if (!any_refuted(result))
        say(r, "no part is refuted, though the spec pins one\n");
}


static bool killed(const obl_result *result, size_t m) {
    return (result->stated.present
            && result->stated.tally.killed_by[m] != UINT64_MAX)
        || (result->relaxed.present
            && result->relaxed.tally.killed_by[m] != UINT64_MAX);
}


static void count_survivors(obl_result *result, report *r) {
    const obl_claim *claim = result->claim;

    for (size_t m = 0; m < claim->mutants; m++) {
        if (!claim->mutant[m].by_hand || killed(result, m))
            continue;
        result->survivors++;
        say(r, "mutant `%s` (%s:%u) survives: no sample tells it from the "
            "claim\n", claim->mutant[m].name, result->spec->path,
            claim->mutant[m].line);
    }
}


static double now(void) {
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}


static void judge_all(obl_result *result, const obl_audit_options *options) {
    const obl_claim *claim = result->claim;
    obl_plan *plan = obl_plan_new(claim);
    report r = { NULL, 0 };

    if (!plan)
        return;
    judge_regime(result, &result->stated, &claim->stated, plan, options,
                 true);
    if (claim->relaxed.present)
        judge_regime(result, &result->relaxed, &claim->relaxed, plan,
                     options, true);
    if (result->stated.present) {
        hear_witness(result, plan);
        say_witness(&r, result, plan);
        compare_parts(result, &r);
        count_survivors(result, &r);
    }
    obl_plan_free(plan);
    result->failure = r.text;
    result->passed = result->stated.present && !r.text;
}


obl_result *obl_audit(const obl_spec *spec, const obl_claim *claim,
                      const obl_audit_options *options) {
    obl_result *result = calloc(1, sizeof *result);
    const double start = now();

    if (!result)
        return NULL;
    result->spec = spec;
    result->claim = claim;
    result->as_expected = calloc(claim->parts + 1, sizeof(bool));
    result->pinned = calloc(claim->parts + 1, sizeof(bool));
    result->proof = calloc(claim->parts + 1, sizeof *result->proof);
    if (!result->as_expected || !result->pinned || !result->proof) {
        obl_result_free(result);
        return NULL;
    }
    judge_all(result, options);
    result->seconds = now() - start;
    return result;
}


static void free_regime(obl_regime_result *regime, size_t parts) {
    for (size_t k = 0; k < parts && regime->simplest; k++)
        free(regime->simplest[k]);
    free(regime->simplest);
    if (regime->present)
        obl_tally_close(&regime->tally);
    free(regime->verdict);
}


void obl_result_free(obl_result *result) {
    if (!result)
        return;
    free_regime(&result->stated, result->claim->parts);
    free_regime(&result->relaxed, result->claim->parts);
    free(result->as_expected);
    free(result->pinned);
    free(result->proof);
    free(result->failure);
    free(result);
}
