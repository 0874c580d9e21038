/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_eval.c -- trees to truths, in doubles and in balls.
**
** Method: a table of trees at one small exact state, each with the truth that
** it must have once balls have spoken; doubles must say the same or leave it
** open. Derivatives are held to difference quotients taken with another h by
** the same trees, means over the plane and laws to closed forms. At last the
** claims of specs/ are asked: wherever both evaluators decide, they agree.
*/

#include <criterion/criterion.h>
#include <math.h>

#include "bind/worker.h"
#include "claim/audit.h"
#include "claim/judge.h"
#include "claim_text.h"

/* The worker that loads specs is this very program. */
int main(int argc, char **argv) {
    obl_worker_entry(argc, argv);
    struct criterion_test_set *tests = criterion_initialize();
    int status = 0;

    if (criterion_handle_args(argc, argv, true))
        status = !criterion_run_all_tests(tests);
    criterion_finalize(tests);
    return status;
}


/* Variables by number, as the trees below write them. */
#define VARIABLES                                                            \
    "constant c 3 1\n"                                              \
    "variable n scalar\nvariable d scalar\nvariable v scalar\n"  /* 0 1 2 */ \
    "variable x scalar\nvariable f neurons\n"                    /* 3 4 */   \
    "variable L sequence\nvariable b vector\n"                   /* 5 6 */   \
    "variable eta scalar\nvariable bs vectors\n"                 /* 7 8 */

/* v = (2, 0), w_1 = (1, 2), w_2 = (0, -2), so that r = (-1, 0), H = 1; x = 3,
** f(i) = i^2, L(u) = 2^-u, b = (1, 3), eta = 1/2, bs(i) = i v. */
static const char plane[] =
    VARIABLES
    "part %% 3 {%s} text tex\n"
    "sampler stated states\n"
    "draw 0 list 2 1\n" "draw 1 list 2 1\n" "draw 2 list 2 1\n"
    "draw 3 list 3 1\n" "draw 4 tree {(pow (slot 0) (num 2 1))} each 0\n"
    "draw 5 sequence list 1 1 | "
        "tree {(div (family (counter) 5) (num 2 1))}\n"
    "draw 6 tree {(add (mul (num 1 2) (v)) (mul (num 3 2) (vperp)))}\n"
    "draw 7 list 1 2\n" "draw 8 tree {(mul (slot 0) (v))} each 0\n"
    "w net {(net_list (add (mul (num 1 2) (v)) (vperp)) (neg (vperp)) (v))}\n";

typedef struct {
    obl_spec  *spec;
    obl_plan  *plan;
    obl_judge  judge;
} bench;


/* Draws sample 0 of a claim. */
static void open_bench(bench *b, const char *format, const char *tree) {
    b->spec = claim_spec_of(format, tree);
    b->plan = obl_plan_new(&b->spec->claim[0]);
    cr_assert(obl_judge_open(&b->judge, &b->spec->claim[0],
                             &b->spec->claim[0].stated, b->plan, 1));
    cr_assert(obl_judge_draw(&b->judge, 0), "%s", tree);
}


static void close_bench(bench *b) {
    obl_judge_done(&b->judge);
    obl_judge_close(&b->judge);
    obl_plan_free(b->plan);
    obl_spec_free(b->spec);
}


static const char *const words[] = { "false", "true", "undefined",
                                     "unknown" };


/* Judges part 0 in both arithmetics. */
static obl_truth judge_part(bench *b, const char *tree, obl_truth *real) {
    const uint32_t node = b->spec->claim[0].part[0].node;

    *real = obl_real_truth(b->judge.real, node);
    const obl_finding plain = obl_judge_truth(&b->judge, node, false);
    const obl_finding f = obl_judge_truth(&b->judge, node, true);

    cr_expect_eq(plain.truth.is, f.truth.is, "%s: %s unless balls are asked",
                 tree, words[plain.truth.is]);
    cr_expect_not(f.contradicted, "%s: doubles say %s, balls %s", tree,
                  words[real->is], words[f.truth.is]);
    return f.truth;
}


static obl_truth truth_at(const char *format, const char *tree) {
    bench b;
    obl_truth real;

    open_bench(&b, format, tree);
    const obl_truth p = judge_part(&b, tree, &real);
    close_bench(&b);
    return p;
}


typedef struct { obl_is is; const char *tree; } row;

static void check_rows(const char *format, const row *rows, size_t count) {
    for (size_t k = 0; k < count; k++) {
        const obl_truth p = truth_at(format, rows[k].tree);

        cr_expect_eq(p.is, rows[k].is, "%s: %s, not %s", rows[k].tree,
                     words[p.is], words[rows[k].is]);
        cr_expect(isnan(p.margin) || fabs(p.margin) <= 1, "%s: margin %g",
                  rows[k].tree, p.margin);
    }
}

#define CHECK(format, ...)                                                   \
    do {                                                                     \
        static const row rows[] = { __VA_ARGS__ };                           \
        check_rows(format, rows, sizeof rows / sizeof *rows);                \
    } while (0)

#define T OBL_TRUE
#define F OBL_FALSE
#define U OBL_UNDEFINED
#define K OBL_UNKNOWN
#define ZERO "(num 0 1)"
#define ONE "(num 1 1)"
#define TWO "(num 2 1)"
#define X "(scalar 3)"
#define B "(vector 6)"
#define ALMOST_A_THIRD \
    "(num 333333333333333333333333333333 1000000000000000000000000000000)"


/* -------------------------------------------------------- arithmetic */

Test(eval, numbers_are_exact) {
    CHECK(plane,
        { T, "(eq (add (num 1 2) (num 1 3)) (num 5 6))" },
        { T, "(eq (add (num 1 10) (num 2 10)) (num 3 10))" },
        { T, "(eq (mul (num 1 3) (num 3 1)) " ONE ")" },
        { T, "(lt " ALMOST_A_THIRD " (num 1 3))" },
        { F, "(eq " ALMOST_A_THIRD " (num 1 3))" },
        { T, "(ne " ALMOST_A_THIRD " (num 1 3))" },
        { F, "(ge " ALMOST_A_THIRD " (num 1 3))" },
        { T, "(eq (num -6 4) (num -3 2))" },
        { T, "(eq (const 0) (num 3 1))" },
        { T, "(eq (add " X " (const 0)) (num 6 1))" },
        { T, "(lt (num 314159265358979323846 100000000000000000000) (pi))" },
        { T, "(gt (num 314159265358979323847 100000000000000000000) (pi))" },
        { T, "(lt (num 9007199254740992 1) (num 9007199254740993 1))" });
}


Test(eval, functions_and_their_domains) {
    CHECK(plane,
        { T, "(eq (pow (num 8 1) (num 1 3)) " TWO ")" },
        { T, "(eq (pow (num -2 1) (num 3 1)) (num -8 1))" },
        { T, "(eq (pow " TWO " (num -2 1)) (num 1 4))" },
        { T, "(eq (pow " ZERO " (num 1 2)) " ZERO ")" },
        { F, "(defined (pow (num -8 1) (num 1 3)))" },
        { F, "(defined (pow " ZERO " (num -1 3)))" },
        { F, "(defined (div " ONE " " ZERO "))" },
        { F, "(defined (div " ZERO " " ZERO "))" },
        { F, "(defined (sqrt (num -1 1)))" },
        { T, "(eq (sqrt " ZERO ") " ZERO ")" },
        { F, "(defined (log " ZERO "))" },
        { T, "(eq (log (exp " X ")) " X ")" },
        { T, "(eq (tan " X ") (div (sin " X ") (cos " X ")))" },
        { T, "(eq (abs (neg " X ")) " X ")" },
        { T, "(eq (max " X " " TWO ") " X ")" },
        { T, "(eq (min " X " " TWO ") " TWO ")" },
        { T, "(eq (sub " ONE " (neg " TWO ")) " X ")" },
        { T, "(eq (ind (lt " X " (num 4 1))) " ONE ")" },
        { T, "(eq (ind (gt " X " (num 4 1))) " ZERO ")" },
        { U, "(eq (ind (gt (log " ZERO ") " ONE ")) " ZERO ")" },
        /* A wider exponent than that of doubles decides. */
        { T, "(eq (div (exp (num 800 1)) (exp (num 800 1))) " ONE ")" },
        { T, "(lt (exp (num 800 1)) (exp (num 801 1)))" },
        { T, "(lt " ZERO " (exp (num -8000 1)))" },
        { T, "(defined (exp (num 800 1)))" },
        { K, "(lt (infinity) " ONE ")" });
}


Test(eval, ceil_takes_a_number_that_is_an_integer_for_one) {
    CHECK(plane,
        { T, "(eq (ceil (num 7 2)) (num 4 1))" },
        { T, "(eq (ceil (num -7 2)) (num -3 1))" },
        { T, "(eq (ceil " X ") " X ")" },
        { T, "(eq (ceil " ZERO ") " ZERO ")" },
        { T, "(eq (ceil (div (num 3 10) (div (num 3 10) (num 7 1)))) "
             "(num 7 1))" },
        { T, "(eq (ceil (pow (sqrt " TWO ") " TWO ")) " TWO ")" },
        { T, "(eq (ceil (num 21 10)) " X ")" },
        /* 3 + 2^-50 and, no double, 3 + 10^-14 */
        { T, "(eq (ceil (num 3377699720527873 1125899906842624)) "
             "(num 4 1))" },
        { T, "(eq (ceil (num 300000000000001 100000000000000)) "
             "(num 4 1))" },
        { T, "(eq (ceil (sub (num 3 1) (num 1 100000000000000))) " X ")" });
}


/* Beyond 2^53 every double is whole, and doubles decide. */
Test(eval, ceil_of_large_numbers_is_known_to_doubles) {
    bench b;
    obl_truth real;

    open_bench(&b, plane, "(lt (ceil (exp (num 80 1))) (exp (num 81 1)))");
    cr_expect_eq(judge_part(&b, "ceil(exp(80))", &real).is, OBL_TRUE);
    cr_expect_eq(real.is, OBL_TRUE);
    close_bench(&b);
}


/* 1 - cos x without its cancellation: doubles alone must see it. */
Test(eval, fused_operations_keep_the_digits_of_doubles) {
    static const char *const rows[] = {
        "(near (sub " ONE " (cos (num 1 10000000000))) "
            "(num 1 200000000000000000000) "
            "(num 1 10000000000000000000000000))",
        "(near (sub " ONE " (cos (angle (v) (add (v) (mul "
            "(num 1 10000000000) (vperp)))))) "
            "(num 1 200000000000000000000) "
            "(num 1 10000000000000000000000000))",
    };

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        bench b;
        obl_truth real;

        open_bench(&b, plane, rows[k]);
        cr_expect_eq(judge_part(&b, rows[k], &real).is, OBL_TRUE, "%s",
                     rows[k]);
        cr_expect_eq(real.is, OBL_TRUE, "doubles: %s, %s", words[real.is],
                     rows[k]);
        close_bench(&b);
    }
}


Test(eval, sides_that_touch) {
    /* sin pi is 0, but no ball is that narrow. */
    CHECK(plane,
        { T, "(eq (sin (pi)) " ZERO ")" }, { T, "(le (sin (pi)) " ZERO ")" },
        { T, "(ge (sin (pi)) " ZERO ")" }, { K, "(lt (sin (pi)) " ZERO ")" },
        { K, "(gt (sin (pi)) " ZERO ")" }, { K, "(ne (sin (pi)) " ZERO ")" },
        /* A negation says what the opposite relation says. */
        { K, "(not (eq (sin (pi)) " ZERO "))" },
        { K, "(not (le (sin (pi)) " ZERO "))" },
        { T, "(not (lt (sin (pi)) " ZERO "))" },
        { T, "(not (ne (sin (pi)) " ZERO "))" },
        { T, "(implies (lt (sin (pi)) " ZERO ") (lt " ONE " " ZERO "))" },
        { K, "(implies (le (sin (pi)) " ZERO ") (lt " ONE " " ZERO "))" },
        /* Exact numbers do not touch, they are equal. */
        { F, "(lt " X " (num 3 1))" }, { F, "(ne " X " (num 3 1))" },
        { T, "(le " X " (num 3 1))" },
        { T, "(eq " ZERO " (sub " X " " X "))" },
        { T, "(le (sqrt " TWO ") (pow " TWO " (num 1 2)))" },
        { K, "(lt (sqrt " TWO ") (pow " TWO " (num 1 2)))" });
}


/* Of an undecided truth, `touching` says that it is broken but for a proof
** of equality: a pinned witness relies on it. */
Test(eval, touching_needs_every_other_way_out_closed) {
    static const char strict[] = "(lt (sin (pi)) (num 0 1))",
        unknown[] = "(lt (infinity) (num 1 1))",
        loose[] = "(le (sin (pi)) (num 0 1))";
    static const struct {
        const char *op, *p, *q;
        bool touching;
    } rows[] = {
        { "and", strict, unknown, true }, { "and", loose, unknown, false },
        { "or", strict, unknown, false }, { "or", strict, strict, true },
        { "or", strict, "(lt (num 1 1) (num 0 1))", true },
        { "and", strict, loose, true },
    };

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        char tree[400];

        snprintf(tree, sizeof tree, "(%s %s %s)", rows[k].op, rows[k].p,
                 rows[k].q);
        const obl_truth p = truth_at(plane, tree);
        cr_expect_eq(p.is, OBL_UNKNOWN, "%s", tree);
        cr_expect_eq(p.touching, rows[k].touching, "%s", tree);
    }
}


/* ------------------------------------------------------------- truths */

static const struct { obl_is is; const char *tree; } values[] = {
    { F, "(lt " ONE " " ZERO ")" }, { T, "(lt " ZERO " " ONE ")" },
    { U, "(lt (log " ZERO ") " ONE ")" }, { K, "(lt (infinity) " ONE ")" },
};


/* Strong Kleene: what decides, decides; else undefined wins over unknown. */
static obl_is kleene(obl_is p, obl_is q, obl_is decides) {
    if (p == decides || q == decides)
        return decides;
    if (p == U || q == U)
        return U;
    if (p == K || q == K)
        return K;
    return decides == T ? F : T;
}


static obl_is negated(obl_is p) {
    return p == T ? F : p == F ? T : p;
}


static void check_pair(const char *op, size_t i, size_t j, obl_is want) {
    char tree[200];

    snprintf(tree, sizeof tree, "(%s %s %s)", op, values[i].tree,
             values[j].tree);
    const obl_truth p = truth_at(plane, tree);
    cr_expect_eq(p.is, want, "%s: %s, not %s", tree, words[p.is],
                 words[want]);
}


Test(eval, connectives_are_strong_kleene) {
    for (size_t i = 0; i < 4; i++) {
        char tree[100];

        snprintf(tree, sizeof tree, "(not %s)", values[i].tree);
        cr_expect_eq(truth_at(plane, tree).is, negated(values[i].is));
        for (size_t j = 0; j < 4; j++) {
            const obl_is p = values[i].is, q = values[j].is;

            check_pair("and", i, j, kleene(p, q, F));
            check_pair("or", i, j, kleene(p, q, T));
            check_pair("implies", i, j, kleene(negated(p), q, T));
        }
    }
}


/* all(i, condition, body) says: for each neuron, not condition or body. */
Test(eval, binders_pass_on_what_conditions_leave_open) {
    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            const obl_is p = values[i].is, q = values[j].is;
            char tree[300];

            snprintf(tree, sizeof tree, "(all %s %s 1 0)", values[i].tree,
                     values[j].tree);
            cr_expect_eq(truth_at(plane, tree).is, kleene(negated(p), q, T),
                         "%s", tree);
            snprintf(tree, sizeof tree, "(some %s %s 1 0)", values[i].tree,
                     values[j].tree);
            cr_expect_eq(truth_at(plane, tree).is, kleene(p, q, F), "%s",
                         tree);
        }
}


/* Undefined and unknown give undefined, but doubles may not stop there: here
** the unknown one is false, and that decides. */
Test(eval, what_is_undefined_waits_for_what_is_unknown) {
    CHECK(plane,
        { F, "(and (lt (num 1 3) " ALMOST_A_THIRD ") (lt (log " ZERO ") " ONE
             "))" },
        { F, "(and (lt (log " ZERO ") " ONE ") (lt (num 1 3) " ALMOST_A_THIRD
             "))" },
        { T, "(or (lt " ALMOST_A_THIRD " (num 1 3)) (lt (log " ZERO ") " ONE
             "))" },
        { F, "(not (or (lt " ALMOST_A_THIRD " (num 1 3)) (lt (log " ZERO ") "
             ONE ")))" },
        { U, "(and (lt " ALMOST_A_THIRD " (num 1 3)) (lt (log " ZERO ") " ONE
             "))" });
}


Test(eval, margins) {
    static const struct { const char *tree; double margin; } rows[] = {
        { "(le " ONE " " X ")", 0.5 }, { "(ge " ONE " " X ")", -0.5 },
        { "(eq " ONE " " X ")", -0.5 }, { "(ne " ONE " " X ")", 0.5 },
        { "(le " ZERO " " ZERO ")", 0 },
        { "(le (neg " ONE ") " ONE ")", 1 },
        { "(not (le " ONE " " X "))", -0.5 },
        { "(and (le " ONE " " X ") (le " TWO " " X "))", 0.2 },
        { "(or (le " ONE " " X ") (le " TWO " " X "))", 0.5 },
        { "(all (true) (le (slot 0) " X ") 1 0)", 0.2 },
        { "(some (true) (le (slot 0) " X ") 1 0)", 0.5 },
        { "(eq (v) (neg (v)))", -1 },
    };

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
        cr_expect_float_eq(truth_at(plane, rows[k].tree).margin,
                           rows[k].margin, 1e-15, "%s", rows[k].tree);
}


/* ------------------------------------------------------------ binders */

#define NONE "(lt (slot 0) " ONE ")"

Test(eval, binders_over_nothing) {
    CHECK(plane,
        { T, "(eq (sum " NONE " " X " 1 0) " ZERO ")" },
        { T, "(eq (sum " NONE " (w (slot 0)) 1 0) (sub (v) (v)))" },
        { T, "(eq (prod " NONE " " X " 1 0) " ONE ")" },
        { T, "(all " NONE " (lt " ONE " " ZERO ") 1 0)" },
        { F, "(some " NONE " (lt " ZERO " " ONE ") 1 0)" },
        { F, "(defined (maxof " NONE " " X " 1 0))" },
        { F, "(defined (minof " NONE " " X " 1 0))" },
        { U, "(eq " X " (maxof " NONE " " X " 1 0))" },
        { U, "(eq (minof " NONE " " X " 1 0) " X ")" },
        /* A false condition hides what its body cannot say. */
        { T, "(eq (sum " NONE " (log " ZERO ") 1 0) " ZERO ")" },
        /* An undecided one leaves the sum undecided. */
        { U, "(eq (sum (lt (log " ZERO ") " ONE ") " X " 1 0) " ZERO ")" },
        { K, "(eq (sum (lt (infinity) " ONE ") " X " 1 0) " ZERO ")" });
}


Test(eval, binders_over_neurons) {
    CHECK(plane,
        { T, "(eq (sum (true) (slot 0) 1 0) " X ")" },
        { T, "(eq (sum (true) (mul (slot 0) (slot 1)) 2 0 1) (num 9 1))" },
        { T, "(eq (sum (lt (slot 0) (slot 1)) " ONE " 2 0 1) " ONE ")" },
        { T, "(eq (sum (true) (sum (ne (slot 0) (slot 1)) (slot 1) 1 1) 1 0)"
             " " X ")" },
        { T, "(eq (prod (true) (add (slot 0) " ONE ") 1 0) (num 6 1))" },
        { T, "(eq (maxof (true) (mul (slot 0) (slot 0)) 1 0) (num 4 1))" },
        { T, "(eq (minof (true) (neg (slot 0)) 1 0) (num -2 1))" },
        { T, "(eq (sum (true) (w (slot 0)) 1 0) (add (v) (r)))" },
        { T, "(all (true) (some (true) (ne (slot 0) (slot 1)) 1 1) 1 0)" },
        { F, "(some (true) (all (true) (ne (slot 0) (slot 1)) 1 1) 1 0)" },
        { T, "(eq (sum (true) (family (slot 0) 4) 1 0) (num 5 1))" },
        { T, "(eq (vectors (num 2 1) 8) (mul " TWO " (v)))" });
}


Test(eval, indices_beyond_the_neurons_have_no_value) {
    CHECK(plane,
        { F, "(defined (w (num 3 1)))" }, { F, "(defined (w " ZERO "))" },
        { F, "(defined (theta (num 3 2)))" }, { F, "(defined (h (num 3 1)))" },
        { F, "(defined (grad (num 3 1)))" },
        { F, "(defined (theta2 " ONE " (num 3 1)))" },
        { F, "(defined (cos (theta (num 3 1))))" },
        { F, "(defined (family (num 3 1) 4))" },
        { F, "(defined (family (num 3 2) 4))" },
        { F, "(defined (vectors (num 3 1) 8))" },
        { F, "(defined (hessian " ONE " (num 3 1) (v)))" });
}


Test(eval, counters_and_sequences) {
    CHECK(plane,
        { T, "(eq (sum (and (le " ZERO " (counter)) (le (counter) (num 4 1)))"
             " (counter) 1 u) (num 10 1))" },
        { T, "(eq (prod (and (ge (counter) " ONE ") (ge (num 5 1) (counter)))"
             " (counter) 1 u) (num 120 1))" },
        { T, "(eq (sum (and (lt " ZERO " (counter)) (lt (counter) (num 4 1)))"
             " (counter) 1 u) (num 6 1))" },
        { T, "(eq (sum (and (gt (counter) (num 1 2)) (lt (counter) (num 7 2)))"
             " " ONE " 1 u) " X ")" },
        /* The only term is that of 0. */
        { T, "(eq (sum (and (le " ZERO " (counter)) (le (counter) " ZERO "))"
             " " X " 1 u) " X ")" },
        { T, "(eq (sum (eq (counter) " ZERO ") " X " 1 u) " X ")" },
        { T, "(eq (sum (eq (counter) (num 5 1)) (counter) 1 u) (num 5 1))" },
        { T, "(eq (sum (eq (counter) (num 11 2)) (counter) 1 u) " ZERO ")" },
        { T, "(eq (sum (and (le (num -2 1) (counter)) (lt (counter) " ZERO "))"
             " (counter) 1 u) (num -3 1))" },
        { T, "(eq (sum (and (le " ONE " (counter)) (le (counter) " ZERO "))"
             " " X " 1 u) " ZERO ")" },
        { K, "(all (ge (counter) " ZERO ") (true) 1 u)" },
        { K, "(eq (sum (le (counter) " X ") " ONE " 1 u) " X ")" },
        { T, "(eq (sum (and (le " ONE " (counter)) (le (counter) (slot 0)))"
             " (counter) 2 0 u) (num 4 1))" },
        { T, "(eq (family " ZERO " 5) " ONE ")" },
        { T, "(eq (family " X " 5) (num 1 8))" },
        { F, "(defined (family (num -1 1) 5))" },
        { F, "(defined (family (num 1 2) 5))" },
        { F, "(defined (family (num 128 1) 5))" },
        { T, "(all (and (le " ZERO " (counter)) (lt (counter) (num 20 1)))"
             " (eq (mul " TWO " (family (add (counter) " ONE ") 5))"
             " (family (counter) 5)) 1 u)" });
}


Test(eval, long_sums_in_balls) {
    CHECK(plane,
        { T, "(lt (sum (and (le " ONE " (counter)) (le (counter) (num 900 1)))"
             " (div " ONE " (mul (counter) (counter))) 1 u)"
             " (div (mul (pi) (pi)) (num 6 1)))" },
        { T, "(gt (sum (and (le " ONE " (counter)) (le (counter) (num 900 1)))"
             " (div " ONE " (mul (counter) (counter))) 1 u)"
             " (sub (div (mul (pi) (pi)) (num 6 1)) (num 1 900)))" });
}


#define MOST_THETA "(maxof (true) (theta (slot 0)) 1 0)"
#define LEAST_H "(minof (true) (h (slot 0)) 1 0)"

/* x = max(k, f(k)), x one of the f(k), is x >= every f(k). */
Test(eval, the_one_that_is_largest) {
    CHECK(plane,
        { T, "(eq (theta (num 2 1)) " MOST_THETA ")" },
        { T, "(eq " MOST_THETA " (theta (num 2 1)))" },
        { F, "(eq (theta (num 1 1)) " MOST_THETA ")" },
        { T, "(eq (h (num 2 1)) " LEAST_H ")" },
        { F, "(eq (h (num 1 1)) " LEAST_H ")" },
        { T, "(some (true) (eq (theta (slot 1)) " MOST_THETA ") 1 1)" },
        { F, "(all (true) (eq (theta (slot 1)) " MOST_THETA ") 1 1)" },
        /* Larger than all of them is not one of them. */
        { F, "(eq (num 10 1) " MOST_THETA ")" },
        { F, "(eq (pi) " MOST_THETA ")" },
        { F, "(eq (num -10 1) " LEAST_H ")" },
        { T, "(eq " X " (maxof (true) (add (slot 0) " ONE ") 1 0))" },
        /* A tie is a maximum too. */
        { T, "(all (true) (eq (norm (z (slot 1)))"
             " (maxof (true) (norm (z (slot 0))) 1 0)) 1 1)" },
        { T, "(eq (kappa " ONE " " TWO ")"
             " (maxof (lt (slot 0) (slot 1)) (kappa (slot 0) (slot 1)) 2 0 1"
             "))" },
        { U, "(eq (log " ZERO ") " MOST_THETA ")" });
}


/* -------------------------------------------------- the network, places */

Test(eval, the_network_now) {
    CHECK(plane,
        { T, "(eq (w " ONE ") (add (div (v) " TWO ") (vperp)))" },
        { T, "(eq (h " ONE ") " ONE ")" }, { T, "(eq (h " TWO ") " ZERO ")" },
        { T, "(eq (z " ONE ") (vperp))" }, { T, "(eq (H) " ONE ")" },
        { T, "(eq (r) (div (v) (num -2 1)))" },
        { T, "(eq (norm (w " ONE ")) (sqrt (num 5 1)))" },
        { T, "(eq (dot (w " ONE ") (w " TWO ")) (num -4 1))" },
        { T, "(eq (dot (v) (vperp)) " ZERO ")" },
        { T, "(eq (norm (vperp)) (norm (v)))" },
        { T, "(eq (theta " TWO ") (div (pi) " TWO "))" },
        { T, "(eq (tan (theta " ONE ")) " TWO ")" },
        { T, "(eq (kappa " ONE " " TWO ") (pi))" },
        { T, "(eq (theta2 " ONE " " TWO ") (angle (w " ONE ") (w " TWO ")))" },
        { T, "(eq (theta2 " ONE " " ONE ") " ZERO ")" },
        { T, "(eq (Z) (num 4 1))" },
        { T, "(eq (unit (v)) (div (v) (norm (v))))" },
        { F, "(defined (unit (sub (v) (v))))" },
        { F, "(defined (angle (v) (sub (v) (v))))" },
        { T, "(eq " B " (add (div (v) " TWO ") (mul (num 3 2) (vperp))))" },
        { T, "(ne (v) (vperp))" }, { F, "(eq (v) (vperp))" },
        { T, "(near (v) (add (v) (mul (num 1 10) (vperp))) (num 1 5))" },
        { F, "(near (v) (add (v) (mul (num 1 10) (vperp))) (num 1 6))" },
        { T, "(near " X " (num 31 10) (num 1 10))" },
        { F, "(near " X " (num 31 10) (num 9 100))" },
        /* (23) by its closed form for one neuron at v: nothing is left. */
        { T, "(le " ZERO " (loss))" },
        { T, "(le (norm (hessian " ONE " " TWO " (v)))"
             " (mul (hessian_norm) (norm (v))))" });
}


#define DOUBLED "(net_list (mul " TWO " (w " ONE ")) (mul " TWO " (w " TWO   \
                ")) (mul " TWO " (v)))"
#define AT_V "(net_list (v) (v))"

Test(eval, other_networks) {
    CHECK(plane,
        { T, "(eq (at_net " DOUBLED " (loss)) (mul (num 4 1) (loss)))" },
        { T, "(eq (at_net " DOUBLED " (grad " ONE ")) "
             "(mul " TWO " (grad " ONE ")))" },
        { T, "(eq (at_net " DOUBLED " (theta " ONE ")) (theta " ONE "))" },
        { T, "(eq (at_net " AT_V " (loss)) " ZERO ")" },
        { T, "(eq (at_net " AT_V " (norm (grad " ONE "))) " ZERO ")" },
        { F, "(eq (at_net (net_list (vperp) (v)) (loss)) " ZERO ")" },
        { T, "(eq (at_net (net_list (v) (v) (v) (v)) (sum (true) " ONE
             " 1 0)) " X ")" },
        { F, "(at_net " AT_V " (defined (w " TWO ")))" },
        { T, "(eq (at_net (net_each (neg (w (slot 0))) 0) (r))"
             " (sub (neg (add (r) (v))) (v)))" },
        { T, "(eq (at_net " AT_V " (at_net (now) (loss))) (loss))" },
        /* Inside and out again: nothing remembered of one is used in the
        ** other. */
        { T, "(eq (add (loss) (at_net " AT_V " (loss))) (loss))" },
        { T, "(eq (add (at_net " AT_V " (loss)) (loss)) (loss))" },
        { T, "(eq (at_net " AT_V " (theta " ONE ")) " ZERO ")" },
        { K, "(eq (at_net (net_list (v) (vperp)) (loss)) (loss))" },
        { K, "(eq (at_net (net_list (v) (neg (v))) (loss)) (loss))" });
}


#define ETA "(scalar 7)"

Test(eval, one_step_later) {
    CHECK(plane,
        { T, "(all (true) (eq (after (w (slot 0))) (sub (w (slot 0))"
             " (mul " ETA " (grad (slot 0))))) 1 0)" },
        { T, "(eq (after (v)) (v))" }, { T, "(eq (after " X ") " X ")" },
        { T, "(lt (after (loss)) (loss))" },
        { T, "(lt (after (after (loss))) (after (loss)))" },
        { T, "(eq (after (after (w " ONE "))) (sub (after (w " ONE "))"
             " (mul " ETA " (after (grad " ONE ")))))" },
        { T, "(eq (after (H)) (add (H) (mul " ETA " (div (dot (v) (sum (true)"
             " (grad (slot 0)) 1 0)) (norm (v))))))" },
        { T, "(after (eq (loss) (loss)))" },
        { T, "(eq (after (at_net " AT_V " (loss))) " ZERO ")" },
        { T, "(eq (at_net (net_each (after (w (slot 0))) 0) (loss))"
             " (after (loss)))" });
}


/* -------------------------------------------------------- derivatives */

/* Twice a difference quotient along the flow, h = 10^-15: an error of 10^-30
** that balls of 128 bits see. */
#define STEP "(num 1 1000000000000000)"
#define FLOWN(op) "(net_each (" op " (w (slot 5)) (mul " STEP                \
                  " (grad (slot 5)))) 5)"

static void check_slope(const char *x) {
    char tree[1000];

    snprintf(tree, sizeof tree, "(near (dflow %s) (div (sub (at_net "
             FLOWN("sub") " %s) (at_net " FLOWN("add") " %s)) (mul " TWO " "
             STEP ")) (num 1 100000000000000000000))", x, x, x);
    cr_expect_eq(truth_at(plane, tree).is, OBL_TRUE, "%s", x);
    snprintf(tree, sizeof tree, "(eq (dflow %s) " ZERO ")", x);
    cr_expect_eq(truth_at(plane, tree).is, OBL_FALSE, "%s stands still", x);
}


Test(eval, derivatives_along_the_flow_against_differences) {
    static const char *const observables[] = {
        "(loss)", "(theta " ONE ")", "(theta " TWO ")", "(H)", "(norm (r))",
        "(theta2 " ONE " " TWO ")", "(norm (w " TWO "))", "(Z)",
        "(norm (grad " ONE "))", "(h " TWO ")", "(cos (theta " ONE "))",
        "(sin (div (theta " ONE ") " TWO "))", "(pow (loss) (num 2 3))",
        "(sum (true) (pow (sin (theta (slot 0))) " TWO ") 1 0)",
        "(prod (true) (norm (w (slot 0))) 1 0)",
        "(maxof (true) (norm (w (slot 0))) 1 0)",
        "(max (h " ONE ") (h " TWO "))", "(exp (neg (loss)))",
        "(dot (w " ONE ") " B ")", "(div (loss) (norm (w " ONE ")))",
        "(log (norm (w " TWO ")))", "(after (loss))",
        "(at_net (net_each (mul " TWO " (w (slot 0))) 0) (loss))",
        "(dot (grad " ONE ") (w " TWO "))",
    };

    for (size_t k = 0; k < sizeof observables / sizeof *observables; k++)
        check_slope(observables[k]);
}


#define ALONG(i) "(net_each (mul (ind (eq (slot 5) " i ")) " B ") 5)"

Test(eval, derivatives_by_their_rules) {
    CHECK(plane,
        { T, "(all (true) (eq (dflow (w (slot 0))) (neg (grad (slot 0))))"
             " 1 0)" },
        { T, "(eq (dflow (loss)) (neg (sum (true) (pow (norm (grad (slot 0)))"
             " " TWO ") 1 0)))" },
        { T, "(eq (dnet (loss) " ALONG(ONE) ") (dot (grad " ONE ") " B "))" },
        { T, "(eq (dnet (loss) " ALONG(TWO) ") (dot (grad " TWO ") " B "))" },
        { T, "(eq (dnet (grad " ONE ") " ALONG(TWO) ") (hessian " ONE " " TWO
             " " B "))" },
        { T, "(eq (dnet (grad " TWO ") " ALONG(TWO) ") (hessian " TWO " " TWO
             " " B "))" },
        { T, "(eq (dscalar (pow " X " (num 3 1)) 3) (num 27 1))" },
        { T, "(eq (dscalar (sin " X ") 3) (cos " X "))" },
        { T, "(eq (dscalar (mul " X " (loss)) 3) (loss))" },
        { T, "(eq (dscalar (loss) 3) " ZERO ")" },
        { T, "(eq (dflow " X ") " ZERO ")" },
        { T, "(eq (dflow (v)) (sub (v) (v)))" },
        { T, "(eq (dscalar (div " ONE " " X ") 3) (num -1 9))" },
        /* The derivative itself is a number like any other. */
        { T, "(eq (mul " TWO " (dscalar (mul " X " " X ") 3)) (num 12 1))" },
        { K, "(eq (dflow (dflow (loss))) " ZERO ")" });
}


Test(eval, kinks_have_no_derivative) {
    CHECK(plane,
        { F, "(defined (dscalar (abs (sub " X " (num 3 1))) 3))" },
        { T, "(eq (dscalar (abs (neg " X ")) 3) " ONE ")" },
        { F, "(defined (dscalar (max " X " (num 3 1)) 3))" },
        { F, "(defined (dscalar (min (num 3 1) " X ") 3))" },
        { T, "(eq (dscalar (max " X " " X ") 3) " ONE ")" },
        { F, "(defined (dscalar (max " X " (sub (mul " TWO " " X ")"
             " (num 3 1))) 3))" },
        { F, "(defined (dscalar (sqrt (sub " X " (num 3 1))) 3))" },
        { F, "(defined (dflow (abs (h " TWO "))))" },
        { F, "(defined (dflow (max (h " TWO ") " ZERO ")))" },
        { T, "(eq (dflow (norm (sub (w " ONE ") (w " ONE ")))) " ZERO ")" },
        { F, "(defined (dnet (norm (sub (w " ONE ") (add (div (v) " TWO ")"
             " (vperp)))) " ALONG(ONE) "))" },
        /* cos of an angle has a derivative where the angle has none. */
        { T, "(defined (dflow (cos (kappa " ONE " " TWO "))))" },
        { F, "(defined (dflow (log " ZERO ")))" });
}


/* ------------------------------------------------- means over the plane */

#define RELU(w) "(max (dot " w " " B ") " ZERO ")"

Test(eval, means_over_the_plane) {
    CHECK(plane,
        { T, "(eq (mean (pow (dot (w " ONE ") " B ") " TWO ") 6) (num 5 1))" },
        { T, "(eq (mean (pow " RELU("(w " ONE ")") " " TWO ") 6) (num 5 2))" },
        { T, "(eq (mean (mul (dot (w " ONE ") " B ") (dot (w " TWO ") " B "))"
             " 6) (num -4 1))" },
        /* The kernel of two half-spaces. */
        { T, "(eq (mean (mul " RELU("(w " ONE ")") " " RELU("(v)") ") 6)"
             " (div (mul (norm (v)) (mul (norm (w " ONE ")) (add"
             " (sin (theta " ONE ")) (mul (sub (pi) (theta " ONE "))"
             " (cos (theta " ONE ")))))) (mul " TWO " (pi))))" },
        /* (23) and (4) are such means. */
        { T, "(eq (mean (div (pow (sub (sum (true) " RELU("(w (slot 0))")
             " 1 0) " RELU("(v)") ") " TWO ") " TWO ") 6) (loss))" },
        { T, "(all (true) (eq (mean (mul (mul (sub (sum (true) "
             RELU("(w (slot 0))") " 1 0) " RELU("(v)") ")"
             " (ind (ge (dot (w (slot 1)) " B ") " ZERO "))) " B ") 6)"
             " (grad (slot 1))) 1 1)" },
        { F, "(eq (mean (pow (dot (w " ONE ") " B ") " TWO ") 6) (num 51 10)"
             ")" },
        /* The variable is its sampled self again. */
        { T, "(eq (sub (dot " B " (v)) (mean (dot " B " " B ") 6)) " ZERO
             ")" });
}


/* --------------------------------------------------------------- laws */

static const char laws[] =
    "variable n scalar\nvariable d scalar\nvariable sigma scalar\n"
    "variable a scalar\n"
    "part %% 3 {%s} text tex\n"
    "sampler stated scalars\n"
    "draw 0 list 3 1\n" "draw 1 list 3 1\n" "draw 2 list 1 2\n"
    "draw 3 list 7 10\n";

#define P(body) "(probability (all (true) " body " 1 0))"
#define NORM "(norm (w (slot 0)))"
#define THETA "(theta (slot 0))"
#define A "(scalar 3)"
/* sigma = 1/2, a = 7/10: y = a / sigma = 7/5; P(|w| <= a) in three
** dimensions is erf(y / sqrt 2) - sqrt(2 / pi) y exp(-y^2/2). */

Test(eval, laws_of_the_start) {
    CHECK(laws,
        { T, "(eq " P("(le " THETA " " A ")") " (pow (div (sub " ONE
             " (cos " A ")) " TWO ") (num 3 1)))" },
        { T, "(eq " P("(ge " THETA " " A ")") " (pow (div (add " ONE
             " (cos " A ")) " TWO ") (num 3 1)))" },
        { T, "(eq " P("(gt (num 2 1) " THETA ")") " (pow (div (sub " ONE
             " (cos (num 2 1))) " TWO ") (num 3 1)))" },
        { T, "(eq " P("(and (le " A " " THETA ") (le " THETA " (num 2 1)))")
             " (pow (div (sub (cos " A ") (cos (num 2 1))) " TWO ")"
             " (num 3 1)))" },
        { T, "(lt (num 41 100) (pow " P("(le " NORM " " A ")")
             " (num 1 3)))" },
        { T, "(gt (num 42 100) (pow " P("(le " NORM " " A ")")
             " (num 1 3)))" },
        /* Length and direction are independent. */
        { T, "(eq " P("(and (le " NORM " " A ") (le " THETA " " A "))")
             " (mul " P("(le " NORM " " A ")") " " P("(le " THETA " " A ")")
             "))" },
        { T, "(eq " P("(true)") " " ONE ")" },
        { T, "(eq " P("(le " NORM " (num -1 1))") " " ZERO ")" },
        /* Bounds that exclude each other. */
        { T, "(eq " P("(and (le " NORM " " A ") (ge " NORM " (num 2 1)))")
             " " ZERO ")" },
        { T, "(eq (probability (at_time " ZERO " (all (true) (le " THETA " "
             A ") 1 0))) " P("(le (at_time " ZERO " " THETA ") " A ")") ")" },
        /* One neuron; some neuron; what a conjunction leaves. */
        { T, "(eq " P("(le " NORM " " A ")") " (pow (probability (le (norm (w "
             ONE ")) " A ")) (num 3 1)))" },
        { T, "(eq (add (probability (some (true) (le " NORM " " A ") 1 0)) "
             P("(gt " NORM " " A ")") ") " ONE ")" },
        { T, "(eq (add (probability (or (lt (norm (w " ONE ")) " A ") (lt "
             "(theta " ONE ") " A "))) (mul (probability (ge (norm (w "
             ONE ")) " A ")) (probability (ge (theta " ONE ") " A ")))) " ONE
             ")" },
        { T, "(eq (probability (not (le (theta " ONE ") " A "))) "
             "(probability (gt (theta " ONE ") " A ")))" },
        /* h is normal: 0.9192... at 7/5. */
        { T, "(lt (num 9192 10000) (probability (le (h " ONE ") " A ")))" },
        { T, "(gt (num 9193 10000) (probability (le (h " ONE ") " A ")))" },
        { T, "(eq (probability (ge " ZERO " (h " ONE "))) (num 1 2))" },
        { T, "(eq (probability (gt (abs (h " ONE ")) " A ")) (mul " TWO
             " (probability (lt (h " ONE ") (neg " A ")))))" },
        { T, "(eq (probability (or (gt (h " ONE ") " A ") (lt (h " ONE
             ") (neg " A ")))) (probability (gt (abs (h " ONE ")) " A ")))" },
        /* What has no law here stays open. */
        { K, "(le " P("(and (le (h (slot 0)) " A ") (le " NORM " " A "))")
             " " ONE ")" },
        { K, "(le " P("(le (norm (w " ONE ")) " A ")") " " ONE ")" },
        { K, "(le (probability (and (le (norm (w " ONE ")) " A ") (le (norm "
             "(w " TWO ")) " A "))) " ONE ")" },
        { K, "(le " P("(or (le " NORM " " A ") (true))") " " ONE ")" },
        { K, "(le " P("(le " NORM " (slot 0))") " " ONE ")" },
        { K, "(le (probability (at_time " ONE " (all (true) (le " THETA " "
             A ") 1 0))) " ONE ")" });
}


/* ---------------------------------------------------- n as a number only */

static const char huge[] =
    "variable n scalar\nvariable f neurons\n"
    "part %% 3 {%s} text tex\n"
    "sampler stated scalars\n"
    "draw 0 list 100000000000000000000 1\n" "draw 1 list 1 1\n";

Test(eval, n_may_be_larger_than_any_network) {
    CHECK(huge,
        { T, "(lt (pow (scalar 0) (num -1 2)) (num 1 1000000000))" },
        { K, "(all (true) (lt (slot 0) (num 2 1)) 1 0)" },
        { K, "(eq (sum (true) (family (slot 0) 1) 1 0) (scalar 0))" },
        { F, "(defined (family " ONE " 1))" });
}


/* ------------------------------------------------------ hidden constants */

Test(eval, scaling_constants_leaves_the_sample_alone) {
    /* x is drawn by the constant; scaled, it must not move with it. */
    bench b;
    obl_truth real;

    open_bench(&b, VARIABLES
        "part %% 3 {%s} text tex\n"
        "sampler stated scalars\n" "draw 3 tree {(const 0)}\n",
        "(eq (mul (const 0) " X ") (num 90 1))");
    obl_judge_scale(&b.judge, 10);
    cr_expect_eq(judge_part(&b, "scaled", &real).is, OBL_TRUE);
    obl_judge_scale(&b.judge, 1);
    cr_expect_eq(judge_part(&b, "as declared", &real).is, OBL_FALSE);
    close_bench(&b);
}


/* ----------------------------------------- both sides of a decision */

Test(eval, explains_the_relation_that_decides) {
    bench b;
    obl_sides sides;

    open_bench(&b, plane, "(all (true) (and (le (slot 0) (num 10 1))"
               " (lt (family (slot 0) 4) " X ")) 1 0)");
    const obl_truth p = obl_real_explain(b.judge.real,
        b.spec->claim[0].part[0].node, &sides);

    cr_expect_eq(p.is, OBL_FALSE);
    cr_expect_str_eq(sides.relation, "<");
    cr_expect_str_eq(sides.left, "4");
    cr_expect_str_eq(sides.right, "3");
    cr_expect_eq(sides.margin, p.margin);
    cr_expect_eq(sides.line, 7);
    cr_expect_str_eq(sides.where, " i=2");
    close_bench(&b);
}


/* Both have a margin of 1/2: the second is inside a number. */
Test(eval, explains_no_comparison_within_a_number) {
    bench b;
    obl_sides sides;

    open_bench(&b, plane, "(and (le " X " " ONE ") (le " ZERO
               " (ind (le " ONE " " X "))))");
    obl_real_explain(b.judge.real, b.spec->claim[0].part[0].node, &sides);
    cr_expect_eq(sides.margin, -0.5);
    cr_expect_str_eq(sides.left, "3");
    cr_expect_str_eq(sides.right, "1");
    close_bench(&b);
}


/* ------------------------------------------------------ claims of specs/ */

enum { SAMPLES = 6 };

typedef struct { unsigned long asked, decided; } count;


static void compare(obl_judge *judge, uint32_t node, const char *name,
                    uint64_t index, count *c) {
    const obl_truth real = obl_real_truth(judge->real, node);
    const obl_finding f = obl_judge_truth(judge, node, true);

    c->asked++;
    c->decided += real.is != OBL_UNKNOWN && f.balls;
    cr_expect_not(f.contradicted, "%s, seed 3, index %llu, node %u: doubles "
                  "say %s (margin %g), balls %s (margin %g)", name,
                  (unsigned long long)index, node, words[real.is],
                  real.margin, words[f.truth.is], f.truth.margin);
    /* What is true for both is so by the same margin; a false `all` may have
    ** a worse member that doubles leave open. */
    if (f.balls && real.is == OBL_TRUE && f.truth.is == OBL_TRUE
        && real.margin > 1e-3)
        cr_expect_float_eq(real.margin, f.truth.margin, 1e-4,
                           "%s, index %llu, node %u: %g and %g", name,
                           (unsigned long long)index, node, real.margin,
                           f.truth.margin);
}


static void compare_claim(const obl_claim *claim, count *c) {
    obl_plan *plan = obl_plan_new(claim);
    obl_judge judge;

    cr_assert(obl_judge_open(&judge, claim, &claim->stated, plan, 3));
    for (uint64_t index = 0; index < SAMPLES; index++) {
        if (obl_judge_draw(&judge, index)) {
            for (size_t k = 0; k < claim->hypotheses; k++)
                compare(&judge, claim->hypothesis[k].node, claim->name, index,
                        c);
            for (size_t k = 0; k < claim->parts; k++)
                compare(&judge, claim->part[k].node, claim->name, index, c);
            for (size_t m = 0; m < claim->mutants; m++)
                if (claim->mutant[m].by_hand && claim->mutant[m].changes
                    && !claim->mutant[m].change[0].dropped)
                    compare(&judge, claim->mutant[m].change[0].node,
                            claim->name, index, c);
        }
        obl_judge_done(&judge);
    }
    obl_judge_close(&judge);
    obl_plan_free(plan);
}


Test(eval, doubles_and_balls_agree_on_the_claims_of_the_paper) {
    const char *root = getenv("OBELUS_SPECS");
    char **paths = obl_spec_paths(root ? root : "specs");
    count c = { 0, 0 };

    cr_assert_not_null(paths);
    for (size_t k = 0; paths[k]; k++) {
        obl_spec *spec = obl_spec_load(root ? root : "specs", paths[k]);

        cr_assert_not_null(spec);
        for (size_t m = 0; m < spec->claims; m++)
            if (spec->claim[m].stated.kind != OBL_TRAJECTORY)
                compare_claim(&spec->claim[m], &c);
        obl_spec_free(spec);
    }
    obl_spec_paths_free(paths);
    cr_expect(c.decided > c.asked / 2, "%lu of %lu decided by both",
              c.decided, c.asked);
}
