/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_audit.c -- from samples to tallies, verdicts and outcomes.
**
** Method: verdicts are read off tallies made by hand, one row for each way
** to each word. Tallies of real claims are added up in every order and over
** every split and number of threads, and compared bit by bit. Whole audits
** are held to claims that are true, false by a factor, empty, without value,
** blind, or out of reach; pinned witnesses to ones that break and ones that
** do not.
*/

#include <criterion/criterion.h>
#include <math.h>

#include "claim/audit.h"
#include "claim/judge.h"
#include "claim/verdict.h"
#include "claim/witness.h"
#include "claim_text.h"

#define ZERO "(num 0 1)"
#define ONE "(num 1 1)"
#define TWO "(num 2 1)"
#define PI_ZERO "(sin (pi))"


/* ----------------------------------------------------- words of verdicts */

Test(verdict, is_expected_by_its_own_word_alone) {
    static const char *const expected[] = {
        "inconclusive", "vacuous", "out of reach", "exceeded", "suspect",
        "refuted",
    };

    for (int v = OBL_PROVED; v <= OBL_NOT_RUN; v++) {
        cr_expect_eq(obl_verdict_is((obl_verdict)v, NULL),
                     v <= OBL_SUPPORTED);
        cr_expect_eq(obl_verdict_is((obl_verdict)v, "holds"),
                     v <= OBL_SUPPORTED);
        for (int k = 0; k < 6; k++)
            cr_expect_eq(obl_verdict_is((obl_verdict)v, expected[k]),
                         v == OBL_INCONCLUSIVE + k, "%s as %s",
                         obl_verdict_text((obl_verdict)v), expected[k]);
    }
}


Test(verdict, words_match_whole_and_in_any_case) {
    static const struct { const char *expect; bool matches; } rows[] = {
        { "OUT OF REACH", true }, { "Out of Reach", true },
        { "out", false }, { "out of", false }, { "out of reach ", false },
        { "out of reaches", false }, { "", false }, { " ", false },
        { "out_of_reach", false }, { "refuted", false },
        { "OUT\rOF\rREACH", false },
    };

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        /* On the heap, to the byte: nothing beyond its end is read. */
        char *word = malloc(strlen(rows[k].expect) + 1);

        cr_assert_not_null(word);
        strcpy(word, rows[k].expect);
        cr_expect_eq(obl_verdict_is(OBL_OUT_OF_REACH, word), rows[k].matches,
                     "%s", word);
        free(word);
    }
    cr_expect(obl_verdict_is(OBL_CERTIFIED, "Holds"));
    /* What broke can be expected of nothing. */
    cr_expect_not(obl_verdict_is(OBL_ERROR, "error"));
    cr_expect_not(obl_verdict_is(OBL_TIMEOUT, "timeout"));
    cr_expect_not(obl_verdict_is(OBL_NOT_RUN, "not run"));
    cr_expect_not(obl_verdict_is(OBL_SUPPORTED, "supported"));
}


/* Part 0 is printed in full, part 1 holds a hidden constant. */
static const char two_parts[] =
    "constant c 1 1\nvariable n scalar\nvariable d scalar\n"
    "variable eta scalar\n"
    "part a 3 {(le " ZERO " (loss))} t t\n"
    "part b 3 {(le (loss) (const 0))} t t\n"
    "cover 4 {(true)} 1 2\n"
    "sampler stated %s\ndraw 0 list 1 1\ndraw 1 list 1 1\ndraw 2 list 1 1\n";

typedef struct {
    obl_verdict is;
    const char *kind;
    unsigned part;
    bool relaxed;
    uint64_t tried, valid, covered, held, failed, broken, undefined,
        undecided, certified, contradicted;
    double steps_asked;
    uint64_t too_small;
} tally_row;

#define STATES "states", 0, false
#define HELD(valid, certified) valid, valid, valid, valid, 0, 0, 0, 0,       \
    certified, 0

static const tally_row tally_rows[] = {
    { OBL_CERTIFIED, STATES, HELD(100, 100), 0, 0 },
    { OBL_SUPPORTED, STATES, HELD(100, 99), 0, 0 },
    { OBL_SUPPORTED, STATES, HELD(5000, 1), 0, 0 },
    { OBL_VACUOUS, STATES, HELD(99, 99), 0, 0 },
    { OBL_VACUOUS, STATES, 50000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
    { OBL_SUPPORTED, "trajectory", 0, false, HELD(10, 0), 0, 0 },
    { OBL_VACUOUS, "trajectory", 0, false, HELD(9, 0), 0, 0 },
    { OBL_SUPPORTED, "scalars", 0, false, HELD(100, 0), 0, 0 },
    /* a cover of one half */
    { OBL_SUPPORTED, STATES, 100, 100, 50, 100, 0, 0, 0, 0, 0, 0, 0, 0 },
    { OBL_VACUOUS, STATES, 100, 100, 49, 100, 0, 0, 0, 0, 0, 0, 0, 0 },
    { OBL_INCONCLUSIVE, STATES, 100, 100, 100, 99, 0, 0, 1, 0, 0, 0, 0, 0 },
    { OBL_INCONCLUSIVE, STATES, 100, 100, 100, 99, 0, 0, 0, 1, 0, 0, 0, 0 },
    /* one certified failure is enough, however few the samples */
    { OBL_REFUTED, STATES, 1, 1, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0 },
    { OBL_REFUTED, STATES, 900, 900, 0, 890, 4, 1, 3, 3, 1, 0, 0, 0 },
    { OBL_SUSPECT, STATES, 100, 100, 100, 99, 1, 0, 0, 0, 0, 0, 0, 0 },
    { OBL_EXCEEDED, "states", 1, false,
      100, 100, 100, 99, 1, 1, 0, 0, 1, 0, 0, 0 },
    { OBL_SUSPECT, "states", 1, false,
      100, 100, 100, 99, 1, 0, 0, 0, 1, 0, 0, 0 },
    /* relaxed hypotheses refute nothing */
    { OBL_SUSPECT, "states", 0, true,
      100, 100, 100, 99, 1, 1, 0, 0, 1, 0, 0, 0 },
    { OBL_SUSPECT, "states", 1, true,
      100, 100, 100, 99, 1, 1, 0, 0, 1, 0, 0, 0 },
    { OBL_SUPPORTED, "states", 0, true, HELD(100, 0), 0, 0 },
    /* a contradiction is our error, whatever else was found */
    { OBL_ERROR, STATES, 100, 100, 100, 99, 1, 1, 0, 0, 1, 1, 0, 0 },
    { OBL_ERROR, STATES, 100, 100, 100, 100, 0, 0, 0, 0, 1, 1, 0, 0 },
    { OBL_NOT_RUN, STATES, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 },
    { OBL_OUT_OF_REACH, "trajectory", 0, false,
      24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0 },
    { OBL_OUT_OF_REACH, "trajectory", 0, false,
      24, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 24 },
    { OBL_SUPPORTED, "trajectory", 0, false, HELD(10, 0), 7, 0 },
};


static void fill(obl_tally *tally, const tally_row *row) {
    obl_part_tally *part = &tally->part[row->part];

    tally->tried = row->tried;
    tally->valid = row->valid;
    tally->covered[0] = row->covered;
    tally->steps_asked = row->steps_asked;
    tally->too_small = row->too_small;
    *part = (obl_part_tally){
        .held = row->held, .failed = row->failed, .broken = row->broken,
        .undefined = row->undefined, .undecided = row->undecided,
        .certified = row->certified, .contradicted = row->contradicted,
    };
}


Test(verdict, of_every_kind_of_tally) {
    bool reached[OBL_NOT_RUN + 1] = { false };

    for (size_t k = 0; k < sizeof tally_rows / sizeof *tally_rows; k++) {
        const tally_row *row = &tally_rows[k];
        obl_spec *spec = claim_spec_of(two_parts, row->kind);
        const obl_claim *claim = &spec->claim[0];
        obl_plan *plan = obl_plan_new(claim);
        obl_tally tally;

        cr_assert(obl_tally_open(&tally, claim));
        fill(&tally, row);
        const obl_verdict is = obl_verdict_of(claim, plan, &claim->stated,
                                              row->relaxed, &tally,
                                              row->part);
        cr_expect_eq(is, row->is, "row %zu: %s, not %s", k,
                     obl_verdict_text(is), obl_verdict_text(row->is));
        reached[is] = true;
        obl_tally_close(&tally);
        obl_plan_free(plan);
        obl_spec_free(spec);
    }
    for (int v = OBL_CERTIFIED; v <= OBL_NOT_RUN; v++)
        cr_expect(reached[v] || v == OBL_TIMEOUT, "%s",
                  obl_verdict_text((obl_verdict)v));
}


/* ------------------------------------------------------------ tallies */

static bool same_double(double a, double b) {
    return a == b || (isnan(a) && isnan(b));
}


static bool same_mark(const obl_mark *a, const obl_mark *b) {
    return a->present == b->present
        && (!a->present
            || (a->index == b->index && same_double(a->margin, b->margin)
                && a->certified == b->certified));
}


static bool same_part(const obl_part_tally *a, const obl_part_tally *b) {
    return a->held == b->held && a->failed == b->failed
        && a->undefined == b->undefined && a->undecided == b->undecided
        && a->certified == b->certified && a->broken == b->broken
        && a->contradicted == b->contradicted
        && same_mark(&a->tightest, &b->tightest)
        && same_mark(&a->witness, &b->witness);
}


static void expect_same(const obl_tally *a, const obl_tally *b,
                        const obl_claim *claim, const char *what) {
    cr_expect_eq(a->tried, b->tried, "%s: tried", what);
    cr_expect_eq(a->valid, b->valid, "%s: valid", what);
    cr_expect_eq(a->unknown, b->unknown, "%s: unknown", what);
    cr_expect_eq(a->collapsed, b->collapsed, "%s: collapsed", what);
    cr_expect_eq(a->searched, b->searched, "%s: searched", what);
    cr_expect_eq(a->too_small, b->too_small, "%s: too small", what);
    cr_expect_eq(a->steps_asked, b->steps_asked, "%s: steps", what);
    for (size_t k = 0; k < claim->hypotheses; k++)
        cr_expect_eq(a->rejected[k], b->rejected[k],
                     "%s: rejected by %zu: %d, %d", what, k,
                     (int)a->rejected[k], (int)b->rejected[k]);
    for (size_t k = 0; k < claim->parts; k++)
        cr_expect(same_part(&a->part[k], &b->part[k]), "%s: part %zu", what,
                  k);
    for (size_t k = 0; k < claim->mutants; k++)
        cr_expect_eq(a->killed_by[k], b->killed_by[k], "%s: mutant %zu", what,
                     k);
    for (size_t k = 0; k < claim->covers; k++)
        cr_expect_eq(a->covered[k], b->covered[k], "%s: cover %zu", what, k);
}


static obl_mark random_mark(obl_random *random) {
    static const double margins[] = { -0.5, 0, 0.25, 1 };
    const uint64_t bits = obl_random_bits(random);

    return (obl_mark){
        .present = bits & 1, .index = bits >> 8 & 7,
        .margin = bits & 2 ? margins[bits >> 16 & 3] : NAN,
        .certified = bits & 4,
    };
}


/* Small numbers, so that ties are frequent. Equal indices and margins are of
** one sample: then the rest agrees too. */
static void make_up(obl_tally *t, const obl_claim *claim, obl_random *random) {
    cr_assert(obl_tally_open(t, claim));
    t->tried = obl_random_bits(random) & 7;
    t->steps_asked = (double)(obl_random_bits(random) & 3);
    for (size_t k = 0; k < claim->parts; k++) {
        t->part[k].failed = obl_random_bits(random) & 7;
        t->part[k].broken = obl_random_bits(random) & 7;
        t->part[k].tightest = random_mark(random);
        t->part[k].tightest.certified = false;
        t->part[k].witness = random_mark(random);
    }
    for (size_t k = 0; k < claim->mutants; k++)
        t->killed_by[k] = obl_random_bits(random) & 1
            ? UINT64_MAX : obl_random_bits(random) & 7;
}


static const char busy[] =
    "variable n scalar\nvariable d scalar\nvariable eta scalar\n"
    "variable x scalar\n"
    "assume early 3 {(le (num 1 4) (scalar 3))} t\n"
    "assume late 3 {(le (after (scalar 3)) (num 3 4))} t\n"
    "part a 3 {(le (loss) (num 1 1))} t t\n"
    "part b 3 {(lt (log (sub (scalar 3) (num 1 2))) (num 1 1))} t t\n"
    "part c 3 {(or (lt (scalar 3) (num 1 2)) (lt (infinity) (scalar 3)))} t"
        " t\n"
    "part d 3 {(lt (num -1 1) (loss))} t t\n"
    "cover 4 {(le (num 1 2) (scalar 3))} 1 2\n"
    "mutant drop_early by_hand 5 t\nchange assume 0 -\n"
    "mutant drop_late by_hand 5 t\nchange assume 1 -\n"
    "mutant other by_hand 5 t\nchange part 3 {(lt (num 2 1) (loss))}\n"
    "mutant same automatic 5 t\nchange part 3 {(lt (num -1 1) (loss))}\n"
    "sampler stated states\ndraw 0 list 1 1 2 1\ndraw 1 list 2 1\n"
    "draw 2 list 1 10\ndraw 3 between {(num 0 1)} {(num 1 1)}\n"
    "w anywhere\n";


Test(tally, adding_is_associative_and_commutative_with_nothing) {
    obl_spec *spec = claim_spec(busy);
    const obl_claim *claim = &spec->claim[0];
    obl_random random = { .seed = 5 };

    for (int k = 0; k < 3000; k++) {
        obl_tally made[3], left, right, back, none;

        for (int m = 0; m < 3; m++)
            make_up(&made[m], claim, &random);
        cr_assert(obl_tally_open(&left, claim)
                  && obl_tally_open(&right, claim)
                  && obl_tally_open(&back, claim)
                  && obl_tally_open(&none, claim));
        /* left = (a + b) + c; right = a + (b + c); back = c + b + a. */
        for (int m = 0; m < 3; m++) {
            obl_tally_add(&left, &made[m], claim);
            obl_tally_add(&back, &made[2 - m], claim);
        }
        obl_tally_add(&made[1], &made[2], claim);
        obl_tally_add(&right, &made[0], claim);
        obl_tally_add(&right, &made[1], claim);
        expect_same(&left, &right, claim, "grouped");
        obl_tally_add(&left, &none, claim);
        expect_same(&left, &right, claim, "with nothing");
        if (left.part[0].witness.present)
            expect_same(&left, &back, claim, "turned around");
        for (int m = 0; m < 3; m++)
            obl_tally_close(&made[m]);
        obl_tally_close(&left);
        obl_tally_close(&right);
        obl_tally_close(&back);
        obl_tally_close(&none);
    }
    obl_spec_free(spec);
}


Test(tally, keeps_the_least_margin_then_the_least_index) {
    static const obl_mark marks[] = {
        { true, 9, NAN, false }, { true, 8, 0.5, false },
        { true, 7, 0.25, false }, { true, 6, 0.25, false },
        { true, 3, 0.5, false },
    };
    obl_spec *spec = claim_spec(busy);
    const obl_claim *claim = &spec->claim[0];
    const obl_mark sure = { true, 20, 0.75, true };
    obl_tally sum, one;

    cr_assert(obl_tally_open(&sum, claim) && obl_tally_open(&one, claim));
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        one.part[0].tightest = one.part[0].witness = marks[k];
        obl_tally_add(&sum, &one, claim);
    }
    cr_expect(same_mark(&sum.part[0].tightest, &marks[3]));
    cr_expect(same_mark(&sum.part[0].witness, &marks[3]));
    /* A certified witness comes before all that are not. */
    one.part[0].witness = sure;
    obl_tally_add(&sum, &one, claim);
    cr_expect(same_mark(&sum.part[0].witness, &sure));
    obl_tally_close(&sum);
    obl_tally_close(&one);
    obl_spec_free(spec);
}


/* Judges the indices [from, to) by `step` on a judge of its own. */
static void judge_range(const obl_claim *claim, const obl_plan *plan,
                        uint64_t from, uint64_t to, uint64_t step,
                        obl_tally *tally) {
    obl_judge judge;

    cr_assert(obl_judge_open(&judge, claim, &claim->stated, plan, 9));
    cr_assert(obl_tally_open(tally, claim));
    for (uint64_t k = from; k < to; k += step)
        obl_judge_sample(&judge, k, true, tally);
    obl_judge_close(&judge);
}


/* The tally of a range is the sum of the tallies of any of its splits. */
static void check_splits(const char *records, uint64_t count) {
    obl_spec *spec = claim_spec(records);
    const obl_claim *claim = &spec->claim[0];
    obl_plan *plan = obl_plan_new(claim);
    obl_tally whole;

    judge_range(claim, plan, 0, count, 1, &whole);
    for (uint64_t pieces = 2; pieces <= 7; pieces++)
        for (int strided = 0; strided < 2; strided++) {
            obl_tally sum, part;

            cr_assert(obl_tally_open(&sum, claim));
            for (uint64_t k = pieces; k-- > 0;) {
                judge_range(claim, plan,
                            strided ? k : k * count / pieces,
                            strided ? count : (k + 1) * count / pieces,
                            strided ? pieces : 1, &part);
                obl_tally_add(&sum, &part, claim);
                obl_tally_close(&part);
            }
            expect_same(&whole, &sum, claim,
                        strided ? "strided" : "split");
            obl_tally_close(&sum);
        }
    obl_tally_close(&whole);
    obl_plan_free(plan);
    obl_spec_free(spec);
}


/* A hypothesis about the start, one about a later time, and a mutant that
** drops the first: rejected runs are followed for its sake alone. */
static const char busy_run[] =
    "variable n scalar\nvariable d scalar\nvariable sigma scalar\n"
    "variable eta scalar\nvariable x scalar\n"
    "assume early 3 {(le (num 1 2) (scalar 4))} t\n"
    "assume late 3 {(le (at_time (num 3 1) (H)) (add (scalar 4) (num 1 2)))}"
        " t\n"
    "part a 3 {(le (at_time (num 5 1) (loss)) (at_time (num 0 1) (loss)))} t"
        " t\n"
    "part b 3 {(le (at_time (num 5 1) (H)) (num 1 2))} t t\n"
    "mutant drop_early by_hand 5 t\nchange assume 0 -\n"
    "mutant drop_late by_hand 5 t\nchange assume 1 -\n"
    "mutant grows by_hand 5 t\nchange part 0 {(le (at_time (num 0 1) (loss))"
        " (at_time (num 5 1) (loss)))}\n"
    "sampler stated trajectory\ndraw 0 list 2 1\ndraw 1 list 2 1\n"
    "draw 2 list 1 10\ndraw 3 list 1 10\n"
    "draw 4 between {(num 0 1)} {(num 1 1)}\nw gaussian\nby descent\n";


Test(tally, splits_of_states) {
    check_splits(busy, 420);
}


Test(tally, splits_of_trajectories) {
    check_splits(busy_run, 420);
}


Test(tally, counts_what_happened) {
    obl_spec *spec = claim_spec(busy);
    const obl_claim *claim = &spec->claim[0];
    obl_plan *plan = obl_plan_new(claim);
    obl_tally t;

    judge_range(claim, plan, 0, 1000, 1, &t);
    cr_expect_eq(t.tried, 1000);
    cr_expect_float_eq((double)t.valid, 500, 100);
    cr_expect_float_eq((double)t.rejected[0], 280, 90);
    for (size_t k = 0; k < claim->parts; k++)
        cr_expect_eq(t.part[k].held + t.part[k].failed + t.part[k].undefined
                     + t.part[k].undecided, t.valid, "part %zu", k);
    cr_expect_gt(t.part[0].broken, 0);
    cr_expect_eq(t.part[0].contradicted, 0);
    cr_expect(t.part[0].witness.certified);
    cr_expect_gt(t.part[1].undefined, 0);
    cr_expect_gt(t.part[2].undecided, 0);
    cr_expect_eq(t.part[3].held, t.valid);
    cr_expect_not(t.part[3].witness.present);
    cr_expect_geq(t.part[0].certified, t.part[0].broken);
    /* Dropping a hypothesis kills where part a fails outside of it. */
    cr_expect_lt(t.killed_by[0], UINT64_MAX);
    cr_expect_lt(t.killed_by[2], UINT64_MAX);
    cr_expect_eq(t.killed_by[3], UINT64_MAX);
    obl_tally_close(&t);
    obl_plan_free(plan);
    obl_spec_free(spec);
}


/* -------------------------------------------------------------- audits */

static obl_result *audit(const obl_spec *spec, unsigned threads,
                         uint64_t seed) {
    const obl_audit_options options = { .seed = seed, .effort = 0.15,
                                        .threads = threads };
    obl_result *result = obl_audit(spec, &spec->claim[0], &options);

    cr_assert_not_null(result);
    return result;
}


static void check_threads(const char *records) {
    obl_spec *spec = claim_spec(records);
    obl_result *one = audit(spec, 1, 4), *other = audit(spec, 1, 5);

    for (unsigned threads = 2; threads <= 5; threads += 3) {
        obl_result *many = audit(spec, threads, 4);

        expect_same(&one->stated.tally, &many->stated.tally,
                    &spec->claim[0], "threads");
        if (one->relaxed.present)
            expect_same(&one->relaxed.tally, &many->relaxed.tally,
                        &spec->claim[0], "threads, relaxed");
        for (size_t k = 0; k < spec->claim[0].parts; k++)
            cr_expect_eq(one->stated.verdict[k], many->stated.verdict[k]);
        cr_expect_eq(one->passed, many->passed);
        cr_expect_str_eq(one->failure ? one->failure : "",
                         many->failure ? many->failure : "");
        obl_result_free(many);
    }
    cr_expect(!same_mark(&one->stated.tally.part[0].tightest,
                         &other->stated.tally.part[0].tightest)
              || one->stated.tally.valid != other->stated.tally.valid,
              "another seed, other samples");
    obl_result_free(one);
    obl_result_free(other);
    obl_spec_free(spec);
}


Test(audit, same_bits_for_any_number_of_threads_states) {
    check_threads(busy);
}


Test(audit, same_bits_for_any_number_of_threads_trajectories) {
    check_threads(busy_run);
}


Test(audit, same_bits_for_any_number_of_threads_relaxed) {
    char records[4000];

    snprintf(records, sizeof records, "%ssampler relaxed states\nwithout 0\n"
             "draw 0 list 3 1\ndraw 1 list 2 1\ndraw 2 list 1 10\n"
             "draw 3 between {(num 0 1)} {(num 1 1)}\n"
             "w near_minimum {(num -3 1)} {(num -1 1)}\n", busy);
    check_threads(records);
}


/* loss(2w) = 4 loss(w), as the paper's loss is of second degree. */
#define SCALED(factor)                                                       \
    "(eq (at_net (net_list (mul (num 2 1) (w (num 1 1))) (mul (num 2 1) (v)" \
    ")) (loss)) (mul (num " factor " 1) (loss)))"
#define ONE_NEURON                                                           \
    "variable n scalar\nvariable d scalar\nvariable x scalar\n"
#define DRAWN                                                                \
    "sampler stated states\ndraw 0 list 1 1\ndraw 1 list 2 1\n"              \
    "draw 2 between {(num 0 1)} {(num 1 1)}\nw anywhere\n"

/* How an audit of a claim ends. */
typedef struct {
    const char *name, *records;
    obl_verdict verdict;  /* of part 0 */
    bool passed;
    const char *failure;  /* found in it, or NULL */
} ending;

static const ending endings[] = {
    { "true", ONE_NEURON "part % 3 {" SCALED("4") "} t t\n"
      "mutant m by_hand 5 t\nchange part 0 {" SCALED("8") "}\n" DRAWN,
      OBL_CERTIFIED, true, NULL },
    { "false by a factor", ONE_NEURON "part % 3 {" SCALED("8") "} t t\n"
      DRAWN, OBL_REFUTED, false, "REFUTED, expected holds" },
    { "expected so", ONE_NEURON "set expect Refuted\n"
      "part % 3 {" SCALED("8") "} t t\n" DRAWN, OBL_REFUTED, true, NULL },
    { "expected, and it is not", ONE_NEURON "set expect refuted\n"
      "part % 3 {" SCALED("4") "} t t\n" DRAWN, OBL_CERTIFIED, false,
      "expected refuted" },
    { "false with a hidden constant", "constant c 8 1\n" ONE_NEURON
      "part % 3 {(ge (loss) (mul (const 0) (loss)))} t t\n" DRAWN,
      OBL_EXCEEDED, false, "EXCEEDED" },
    { "never accepted", ONE_NEURON "assume never 3 {(lt (scalar 2) (num 0 1))"
      "} t\nassume mostly 3 {(le (scalar 2) (num 9 10))} t\n"
      "part % 3 {" SCALED("4") "} t t\n" DRAWN, OBL_VACUOUS, false,
      "hypothesis `never` rejected 7500 of 7500" },
    { "undecided hypothesis", ONE_NEURON "assume open 3 {(lt (infinity)"
      " (scalar 2))} t\npart % 3 {" SCALED("4") "} t t\n" DRAWN, OBL_VACUOUS,
      false, "7500 samples could not be drawn" },
    { "undefined hypothesis", ONE_NEURON "assume nowhere 3 {(lt (log (num 0 1"
      ")) (scalar 2))} t\npart % 3 {" SCALED("4") "} t t\n" DRAWN,
      OBL_VACUOUS, false, "`nowhere` rejected 7500" },
    { "uncovered", ONE_NEURON "part % 3 {" SCALED("4") "} t t\n"
      "cover 4 {(lt (num 9 10) (scalar 2))} 1 2\n" DRAWN, OBL_VACUOUS, false,
      "line 4" },
    { "without value", ONE_NEURON "part % 3 {(lt (log (sub (scalar 2) (num 1"
      " 2))) (num 1 1))} t t\n" DRAWN, OBL_INCONCLUSIVE, false,
      "has no value" },
    { "undecided", ONE_NEURON "part % 3 {(lt (infinity) (scalar 2))} t t\n"
      DRAWN, OBL_INCONCLUSIVE, false, "stayed undecided at 200 accepted" },
    { "strict and touching", ONE_NEURON "part % 3 {(lt " PI_ZERO " " ZERO
      ")} t t\n" DRAWN, OBL_INCONCLUSIVE, false, "INCONCLUSIVE" },
    { "not strict and touching", ONE_NEURON "part % 3 {(le " PI_ZERO " " ZERO
      ")} t t\n" DRAWN, OBL_CERTIFIED, true, NULL },
    { "a blind mutant", ONE_NEURON "part % 3 {" SCALED("4") "} t t\n"
      "mutant blind by_hand 5 t\nchange part 0 {(and " SCALED("4")
      " (true))}\n" DRAWN, OBL_CERTIFIED, false,
      "mutant `blind` (test:5) survives" },
    { "a blind automatic one", ONE_NEURON "part % 3 {" SCALED("4") "} t t\n"
      "mutant blind automatic 5 t\nchange part 0 {(and " SCALED("4")
      " (true))}\n" DRAWN, OBL_CERTIFIED, true, NULL },
    { "noise kills no mutant", ONE_NEURON "part % 3 {" SCALED("4") "} t t\n"
      "mutant noise by_hand 5 t\nchange part 0 {(eq (add (add (num 1 1) (loss)"
      ") (mul (scalar 2) (num 1 1000000000000))) (add (num 1 1) (loss)))}\n"
      "sampler stated states\ndraw 0 list 1 1\ndraw 1 list 2 1\n"
      "draw 2 between {(num 0 1)} {(num 1 1)}\n"
      "w near_minimum {(num 0 1)} {(num 0 1)}\n", OBL_CERTIFIED, false,
      "`noise`" },
    { "a dropped hypothesis", ONE_NEURON "assume small 3 {(le (scalar 2) (num"
      " 1 2))} t\npart % 3 {(le (scalar 2) (num 1 2))} t t\n"
      "mutant m by_hand 5 t\nchange assume 0 -\n" DRAWN, OBL_SUPPORTED, true,
      NULL },
    { "a needless hypothesis", ONE_NEURON "assume small 3 {(le (scalar 2)"
      " (num 1 2))} t\npart % 3 {(le (scalar 2) (num 1 1))} t t\n"
      "mutant m by_hand 5 t\nchange assume 0 -\n" DRAWN, OBL_SUPPORTED, false,
      "mutant `m`" },
    { "a range without value", "variable x scalar\n"
      "part % 3 {(lt (scalar 0) (num 1 1))} t t\nsampler stated scalars\n"
      "draw 0 tree {(log (num 0 1))}\n", OBL_INCONCLUSIVE, false,
      "has no value" },
    { "false when relaxed", ONE_NEURON "set relaxed_expect suspect\n"
      "assume small 3 {(le (scalar 2) (num 1 2))} t\n"
      "part % 3 {(le (scalar 2) (num 1 2))} t t\n" DRAWN
      "sampler relaxed states\nwithout 0\ndraw 0 list 1 1\ndraw 1 list 2 1\n"
      "draw 2 between {(num 0 1)} {(num 1 1)}\nw anywhere\n", OBL_SUPPORTED,
      true, NULL },
    { "false when relaxed, unexpected", ONE_NEURON
      "assume small 3 {(le (scalar 2) (num 1 2))} t\n"
      "part % 3 {(le (scalar 2) (num 1 2))} t t\n" DRAWN
      "sampler relaxed states\nwithout 0\ndraw 0 list 1 1\ndraw 1 list 2 1\n"
      "draw 2 between {(num 0 1)} {(num 1 1)}\nw anywhere\n", OBL_SUPPORTED,
      false, "(relaxed): SUSPECT, expected holds" },
    { "false along a descent", "variable n scalar\nvariable d scalar\n"
      "variable sigma scalar\nvariable eta scalar\n"
      "part % 3 {(le (at_time (num 0 1) (loss)) (at_time (num 3 1) (loss)))}"
      " t t\nsampler stated trajectory\ndraw 0 list 2 1\ndraw 1 list 2 1\n"
      "draw 2 list 1 10\ndraw 3 list 1 10\nw gaussian\nby descent\n",
      OBL_REFUTED, false, "REFUTED" },
    { "false along a flow", "variable n scalar\nvariable d scalar\n"
      "variable sigma scalar\nvariable eta scalar\n"
      "part % 3 {(le (at_time (num 0 1) (loss)) (at_time (num 3 1) (loss)))}"
      " t t\nsampler stated trajectory\ndraw 0 list 2 1\ndraw 1 list 2 1\n"
      "draw 2 list 1 10\ndraw 3 list 1 10\nw gaussian\nby flow\n",
      OBL_SUSPECT, false, "SUSPECT" },
    { "a schedule out of reach", "variable n scalar\nvariable d scalar\n"
      "variable sigma scalar\nvariable eta scalar\nset expect out%20of%20REACH"
      "\npart % 3 {(le (at_time (num 1000000 1) (loss)) (num 1 1))}"
      " t t\nsampler stated trajectory\ndraw 0 list 2 1\ndraw 1 list 2 1\n"
      "draw 2 list 1 10\ndraw 3 list 1 10\nw gaussian\nby descent\n",
      OBL_OUT_OF_REACH, true, NULL },
    { "out of reach, unexpected", "variable n scalar\nvariable d scalar\n"
      "variable sigma scalar\nvariable eta scalar\n"
      "part % 3 {(le (at_time (num 1000000 1) (loss)) (num 1 1))}"
      " t t\nsampler stated trajectory\ndraw 0 list 2 1\ndraw 1 list 2 1\n"
      "draw 2 list 1 10\ndraw 3 list 1 10\nw gaussian\nby descent\n",
      OBL_OUT_OF_REACH, false, "asks for 10^6 steps" },
};


Test(audit, ends_as_it_must) {
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
        const ending *e = &endings[k];
        obl_spec *spec = claim_spec(e->records);
        obl_result *result = audit(spec, 2, 1);
        const char *failure = result->failure ? result->failure : "";

        cr_expect_eq(obl_result_verdict(result, 0), e->verdict,
                     "%s: %s, not %s", e->name,
                     obl_verdict_text(obl_result_verdict(result, 0)),
                     obl_verdict_text(e->verdict));
        cr_expect_eq(result->passed, e->passed, "%s: %s", e->name, failure);
        cr_expect_eq(result->passed, result->failure == NULL, "%s", e->name);
        if (e->failure)
            cr_expect_not_null(strstr(failure, e->failure), "%s: %s",
                               e->name, failure);
        obl_result_free(result);
        obl_spec_free(spec);
    }
}


static bool stop(void *user, uint64_t done, uint64_t total) {
    unsigned *calls = user;

    cr_expect_leq(done, total);
    return ++*calls < 2;
}


Test(audit, can_be_interrupted) {
    obl_spec *spec = claim_spec(busy);
    unsigned calls = 0;
    const obl_audit_options options = { .seed = 1, .effort = 1, .threads = 2,
                                        .progress = stop, .user = &calls };
    obl_result *result = obl_audit(spec, &spec->claim[0], &options);

    cr_expect_eq(calls, 2);
    cr_expect_not(result->passed);
    cr_expect_eq(result->stated.verdict[3], OBL_NOT_RUN);
    cr_expect_gt(result->stated.tally.tried, 0);
    obl_result_free(result);
    obl_spec_free(spec);
}


/* --------------------------------------------------------------- replay */

static char *replayed(const obl_spec *spec, uint64_t seed, uint64_t index) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    cr_assert_not_null(out);
    cr_expect(obl_replay(out, spec, &spec->claim[0], OBL_AS_STATED, seed,
                         index));
    fclose(out);
    return text;
}


Test(replay, of_a_witness_shows_its_margin) {
    obl_spec *spec = claim_spec(ONE_NEURON "assume half 3 {(le (scalar 2) (num"
        " 1 2))} t\npart (8) 3 {" SCALED("8") "} t t\n" DRAWN);
    obl_result *result = audit(spec, 1, 11);
    const obl_mark *mark = &result->stated.tally.part[0].witness;
    double margin = NAN;

    cr_assert_eq(result->stated.verdict[0], OBL_REFUTED);
    cr_assert(mark->present && mark->certified);
    /* 4 against 8: -(8 - 4) / (8 + 4). */
    cr_expect_float_eq(mark->margin, -1.0 / 3, 1e-12);
    char *text = replayed(spec, 11, mark->index);
    char *again = replayed(spec, 11, mark->index);
    const char *part = strstr(text, "part (8) (line 3): false, decided in "
                              "balls");

    cr_assert_not_null(part, "%s", text);
    cr_assert_eq(sscanf(strstr(part, "margin"), "margin %lf", &margin), 1);
    cr_expect_float_eq(margin, mark->margin, 1e-15);
    cr_expect_not_null(strstr(text, "hypothesis half (line 3): true"));
    cr_expect_not_null(strstr(text, "w_1 = "));
    cr_expect_not_null(strstr(text, "0x"));
    cr_expect_not_null(strstr(part, " = "));
    cr_expect_str_eq(text, again);
    free(text);
    free(again);
    obl_result_free(result);
    obl_spec_free(spec);
}


/* ------------------------------------------------------ pinned witnesses */

static const char pinned[] =
    "constant c 3 1\nvariable x scalar\nvariable y scalar\n"
    "%s"
    "sampler stated scalars\n"
    "draw 0 between {(num 0 1)} {%s}\ndraw 1 list 1 1\n"
    "witness 9\nsampler witness scalars\n%s";

/* expect refuted; what is assumed and asserted, the end of x's range, the
** witness; whether it confirms and whether the audit passes. */
typedef struct {
    const char *statement, *most, *witness;
    bool breaks[2], passed;
} pin;

#define LIST(x, y) "draw 0 list " x "\ndraw 1 list " y "\n"
#define SQUARE "set expect refuted\n"                                        \
    "part a 3 {(le (mul (scalar 0) (scalar 0)) (scalar 0))} t t\n"
#define TWO_PARTS "set expect refuted\n"                                     \
    "part a 3 {(le (neg (scalar 0)) (num 1 1))} t t\n"                       \
    "part b 3 {(le (mul (scalar 0) (scalar 0)) (scalar 0))} t t\n"
#define SMALL "assume small 3 {(le (scalar 0) (num 3 2))} t\n"

static const pin pins[] = {
    /* The samples alone see nothing. */
    { SQUARE, ONE, LIST("2 1", "1 1"), { true }, true },
    { SQUARE, ONE, LIST("1 2", "1 1"), { false }, false },
    { SQUARE, ONE, LIST("1 1", "1 1"), { false }, false },
    /* The samples see it, but the witness is wrong. */
    { SQUARE, TWO, LIST("2 1", "1 1"), { true }, true },
    { SQUARE, TWO, LIST("1 2", "1 1"), { false }, false },
    /* A witness that a hypothesis rejects is none. */
    { SMALL SQUARE, ONE, LIST("2 1", "1 1"), { false }, false },
    { SMALL SQUARE, ONE, LIST("5 4", "1 1"), { true }, true },
    { "assume open 3 {(lt (infinity) (scalar 0))} t\n" SQUARE, ONE,
      LIST("2 1", "1 1"), { false }, false },
    /* One of two parts. */
    { TWO_PARTS, ONE, LIST("2 1", "1 1"), { false, true }, true },
    { TWO_PARTS, ONE, LIST("1 2", "1 1"), { false, false }, false },
    { TWO_PARTS, TWO, LIST("1 2", "1 1"), { false, false }, false },
    { "set refuted_part b\n" TWO_PARTS, ONE, LIST("2 1", "1 1"),
      { false, true }, true },
    /* The part that is named must be the one. */
    { "set refuted_part a\n" TWO_PARTS, ONE, LIST("2 1", "1 1"),
      { false, true }, false },
    /* Scalars are what is written: (1/100)^2 is 1/10^4, above which the
    ** square of the nearest double lies. */
    { "set expect refuted\npart a 3 {(lt (num 1 10000) (mul (scalar 0) (scalar"
      " 0)))} t t\n", "(num 1 100)", LIST("1 100", "1 1"), { true }, true },
    { "set expect refuted\npart a 3 {(le (mul (scalar 0) (scalar 0)) (num 1 1"
      "0000))} t t\n", "(num 1 200)", LIST("1 100", "1 1"), { false },
      false },
    /* Strict, and the sides touch: equality is the spec's to derive. */
    { "set expect refuted\npart a 3 {(lt (sin (mul (pi) (scalar 0))) (num 1 2"
      "000))} t t\n", "(num 1 10000)", LIST("1 1", "1 1"), { false }, false },
    { "set expect refuted\npart a 3 {(lt (neg (scalar 0)) (sin (mul (pi)"
      " (scalar 1))))} t t\n", ONE, LIST("0 1", "1 1"), { true }, true },
    { "set expect refuted\npart a 3 {(not (ge (neg (scalar 0)) (sin (mul (pi)"
      " (scalar 1)))))} t t\n", ONE, LIST("0 1", "1 1"), { true }, true },
    { "set expect refuted\npart a 3 {(not (gt (neg (scalar 0)) (sin (mul (pi)"
      " (scalar 1)))))} t t\n", ONE, LIST("0 1", "1 1"), { false }, false },
};


Test(witness, is_confirmed_or_fails) {
    for (size_t k = 0; k < sizeof pins / sizeof *pins; k++) {
        obl_spec *spec = claim_spec_of(pinned, pins[k].statement,
                                       pins[k].most, pins[k].witness);
        const obl_claim *claim = &spec->claim[0];
        obl_plan *plan = obl_plan_new(claim);
        obl_result *result = audit(spec, 1, 1);

        for (size_t p = 0; p < claim->parts; p++) {
            cr_expect_eq(obl_witness_breaks(claim, plan, p),
                         pins[k].breaks[p], "pin %zu, part %zu", k, p);
            cr_expect_eq(obl_result_verdict(result, p) == OBL_REFUTED,
                         pins[k].breaks[p], "pin %zu, part %zu: %s", k, p,
                         obl_verdict_text(obl_result_verdict(result, p)));
        }
        cr_expect_eq(result->passed, pins[k].passed, "pin %zu: %s", k,
                     result->failure);
        obl_result_free(result);
        obl_plan_free(plan);
        obl_spec_free(spec);
    }
}


/* A witness that breaks nothing is told what is the matter with it. */
Test(witness, that_breaks_nothing_is_told_why) {
    static const struct { const char *statement, *reason; } cases[] = {
        { SMALL SQUARE, "hypothesis `small` is false there" },
        { "assume open 3 {(lt (infinity) (scalar 0))} t\n" SQUARE,
          "hypothesis `open` is not decided there" },
        { "set refuted_part a\n" TWO_PARTS,
          "does not break test a: the part is true there" },
    };

    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        obl_spec *spec = claim_spec_of(pinned, cases[k].statement, ONE,
                                       LIST("2 1", "1 1"));
        obl_result *result = audit(spec, 1, 1);

        cr_assert_not_null(result->failure);
        cr_expect_not_null(strstr(result->failure, cases[k].reason), "%s",
                           result->failure);
        obl_result_free(result);
        obl_spec_free(spec);
    }
}


/* Families w(k): the hidden constant (declared 3) that member k would need
** grows by 1000 and past what is declared, or it does not. */
static const struct { const char *part, *witness; bool breaks; } families[] = {
    { "(le (scalar 0) (const 0))", LIST("1 1 1000 1 1000000 1", "1 1"),
      true },
    { "(le (scalar 0) (const 0))", LIST("1 1 10 1", "1 1"), false },
    { "(le (scalar 0) (const 0))", LIST("1 1 1 1", "1 1"), false },
    { "(le (scalar 0) (const 0))", LIST("1000000 1 1 1", "1 1"), false },
    /* Growth far below the declared constant speaks against nothing. */
    { "(le (scalar 0) (const 0))",
      LIST("1 1000000000000000 1 1000", "1 1"), false },
    /* Omega: the constant has to shrink. */
    { "(ge (scalar 0) (const 0))", LIST("10 1 1 1000000", "1 1"), true },
    { "(ge (scalar 0) (const 0))", LIST("10 1 1 1", "1 1"), false },
    { "(le (mul (const 0) (scalar 0)) (num 1 1))",
      LIST("1 1 1000000 1", "1 1"), true },
    /* Two lists go side by side; the shorter one stays at its last. */
    { "(le (scalar 0) (mul (const 0) (scalar 1)))",
      LIST("1 1 1000000 1", "1 1 1000000 1"), false },
    { "(le (scalar 0) (mul (const 0) (scalar 1)))",
      LIST("1 1 10 1 1000000 1", "1 1 2 1"), true },
    /* The member's own numbers keep their constants. */
    { "(le (scalar 0) (const 0))",
      "draw 1 list 1 1 1000000 1\ndraw 0 tree {(mul (const 0) (scalar 1))}\n",
      true },
    /* One member: the term of the constant is exactly 0, or it is not. */
    { "(le (scalar 0) (mul (const 0) (sub (scalar 1) (scalar 1))))",
      LIST("1 1", "1 1"), true },
    { "(le (scalar 0) (const 0))", LIST("5 1", "1 1"), false },
    { "(le (scalar 0) (const 0))", LIST("1 1", "1 1"), false },
};


Test(witness, families_tell_growth_from_none) {
    for (size_t k = 0; k < sizeof families / sizeof *families; k++) {
        char part[400];

        snprintf(part, sizeof part, "part a 3 {%s} t t\n", families[k].part);
        obl_spec *spec = claim_spec_of(pinned, part, ONE,
                                       families[k].witness);
        const obl_claim *claim = &spec->claim[0];
        obl_plan *plan = obl_plan_new(claim);

        cr_expect_eq(obl_witness_breaks(claim, plan, 0), families[k].breaks,
                     "family %zu: %s", k, families[k].part);
        obl_plan_free(plan);
        obl_spec_free(spec);
    }
}


/* A descent is enclosed; a flow is known to its tolerance. */
Test(witness, is_a_proof_on_a_descent_and_none_on_a_flow) {
    static const char *const by[] = { "descent", "flow" };

    for (int k = 0; k < 2; k++) {
        obl_spec *spec = claim_spec_of("set expect refuted\n"
            "variable n scalar\nvariable d scalar\nvariable sigma scalar\n"
            "variable eta scalar\npart %% 3 {(le (at_time (num 0 1) (loss)) "
            "(at_time (num 3 1) (loss)))} t t\nsampler stated trajectory\n"
            "draw 0 list 2 1\ndraw 1 list 2 1\ndraw 2 list 1 10\n"
            "draw 3 list 1 10\nw gaussian\nby %s\n"
            "witness 9\nsampler witness trajectory\ndraw 0 list 2 1\n"
            "draw 1 list 2 1\ndraw 2 list 1 10\ndraw 3 list 1 10\n"
            "w net {(net_list (vperp) (vperp) (v))}\nby %s\n", by[k], by[k]);
        obl_result *result = audit(spec, 1, 1);

        cr_expect_eq(obl_result_verdict(result, 0),
                     k == 0 ? OBL_REFUTED : OBL_SUSPECT, "%s", by[k]);
        cr_expect_eq(result->pinned[0], k == 0, "%s", by[k]);
        cr_expect_eq(result->passed, k == 0, "%s", by[k]);
        obl_result_free(result);
        obl_spec_free(spec);
    }
}


/* --------------------------------------------------------------- labels */

Test(label, of_one_part_and_of_several) {
    obl_spec *spec = claim_spec("set paper Theorem%204%20(6)\n"
        "part (6) 3 {(true)} t t\npart (7) 3 {(true)} t t\n"
        "sampler stated scalars\n");
    const obl_claim *claim = &spec->claim[0];
    char text[40], little[8];

    obl_part_label(text, sizeof text, claim, 0);
    cr_expect_str_eq(text, "Theorem 4 (6)");
    obl_part_label(text, sizeof text, claim, 1);
    cr_expect_str_eq(text, "Theorem 4 (6) (7)");
    obl_part_name(text, sizeof text, claim, 1);
    cr_expect_str_eq(text, "test:(7)");
    obl_part_label(little, sizeof little, claim, 0);
    cr_expect_str_eq(little, "Theorem");
    obl_spec_free(spec);
}
