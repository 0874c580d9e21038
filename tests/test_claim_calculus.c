/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_calculus.c -- integrals, norms of linear maps and kinks, in
** doubles and in balls.
**
** Method: integrals are held to closed forms, once as an identity of balls
** and once by a narrow strict bound that doubles alone must see; norms to
** matrices whose singular values are known; differentiability to functions
** with and without a kink.
*/

#include <criterion/criterion.h>

#include "claim/judge.h"
#include "claim_text.h"

/* v = (2, 0), w_1 = (1, 2), w_2 = 0 or (0, -2); x = 3. Variables by number:
** n 0, d 1, v 2, x 3, s 4 (to run over), b 5 (to run over), y 6 (the same). */
static const char plane[] =
    "variable n scalar\nvariable d scalar\nvariable v scalar\n"
    "variable x scalar\nvariable s scalar\nvariable b vector\n"
    "variable y scalar\n"
    "part %% 3 {%s} text tex\n"
    "sampler stated states\n"
    "draw 0 list 2 1\n" "draw 1 list 2 1\n" "draw 2 list 2 1\n"
    "draw 3 list 3 1\n"
    "w net {(net_list (add (mul (num 1 2) (v)) (vperp)) %s (v))}\n";

#define AWAY "(neg (vperp))"
#define GONE "(sub (v) (v))"
#define S "(scalar 4)"
#define X "(scalar 3)"
#define Y "(scalar 6)"
#define B "(vector 5)"
#define ZERO "(num 0 1)"
#define ONE "(num 1 1)"
#define TWO "(num 2 1)"
#define W1 "(w " ONE ")"

static const char *const words[] = { "false", "true", "undefined",
                                     "unknown" };

/* What doubles and balls say; where both decide, they agree. */
static void judge_tree(const char *second, const char *tree, obl_is *real,
                       obl_is *ball) {
    obl_spec *spec = claim_spec_of(plane, tree, second);
    obl_plan *plan = obl_plan_new(&spec->claim[0]);
    obl_judge judge;

    cr_assert(obl_judge_open(&judge, &spec->claim[0], &spec->claim[0].stated,
                             plan, 1));
    cr_assert(obl_judge_draw(&judge, 0), "%s", tree);
    const uint32_t node = spec->claim[0].part[0].node;

    *real = obl_real_truth(judge.real, node).is;
    const obl_finding f = obl_judge_truth(&judge, node, true);
    *ball = f.balls ? f.truth.is : OBL_UNKNOWN;
    cr_expect_not(f.contradicted, "%s: doubles say %s, balls %s", tree,
                  words[*real], words[*ball]);
    obl_judge_done(&judge);
    obl_judge_close(&judge);
    obl_plan_free(plan);
    obl_spec_free(spec);
}


typedef struct { obl_is real, ball; const char *tree; } row;

static void check_rows(const char *second, const row *rows, size_t count) {
    for (size_t k = 0; k < count; k++) {
        obl_is real, ball;

        judge_tree(second, rows[k].tree, &real, &ball);
        cr_expect_eq(real, rows[k].real, "%s: doubles say %s, not %s",
                     rows[k].tree, words[real], words[rows[k].real]);
        cr_expect_eq(ball, rows[k].ball, "%s: balls say %s, not %s",
                     rows[k].tree, words[ball], words[rows[k].ball]);
    }
}

#define CHECK(second, ...)                                                   \
    do {                                                                     \
        static const row rows[] = { __VA_ARGS__ };                           \
        check_rows(second, rows, sizeof rows / sizeof *rows);                \
    } while (0)

#define T OBL_TRUE
#define F OBL_FALSE
#define U OBL_UNDEFINED
#define K OBL_UNKNOWN

#define FROM(a, b, body) "(integral " body " " a " " b " 4)"
#define NEAR(a, b) "(near " a " " b " (num 1 1000))"


Test(calculus, integrals_are_their_closed_forms) {
    CHECK(AWAY,
        { K, T, "(eq " FROM(ZERO, X, "(mul " S " " S ")") " (num 9 1))" },
        { K, T, "(eq " FROM(ZERO, X, "(exp (neg " S "))")
                " (sub " ONE " (exp (neg " X "))))" },
        { K, T, "(eq " FROM(ONE, X, "(div " ONE " " S ")") " (log " X "))" },
        { K, T, "(eq " FROM(X, ONE, "(div " ONE " " S ")")
                " (neg (log " X ")))" },
        { K, T, "(eq " FROM(ZERO, "(theta " ONE ")", "(sin " S ")")
                " (sub " ONE " (cos (theta " ONE "))))" },
        { K, T, "(eq " FROM(ONE, TWO, "(pow " S " (num -4 3))")
                " (mul " X " (sub " ONE " (pow " TWO " (num -1 3)))))" },
        { K, T, "(eq " FROM(ZERO, X, "(loss)") " (mul " X " (loss)))" },
        { K, T, "(eq " FROM(X, X, S) " " ZERO ")" },
        /* One inside the other: the balls of the inner are too wide. */
        { T, K, "(near " FROM(ZERO, ONE, "(integral (mul " S " " Y ") " ZERO
                " " S " 6)") " (num 1 8) (num 1 100))" },
        { F, F, "(lt " FROM(ZERO, X, "(mul " S " " S ")") " (num 89 10))" },
        { T, T, NEAR(FROM(ZERO, X, "(mul " S " " S ")"), "(num 9 1)") });
}


Test(calculus, integrals_of_what_is_not_analytic) {
    CHECK(AWAY,
        { T, T, NEAR(FROM("(neg " ONE ")", TWO, "(abs " S ")"),
                     "(num 5 2)") },
        { T, T, NEAR(FROM("(neg " ONE ")", TWO, "(max " S " " ZERO ")"),
                     TWO) },
        /* Where it jumps no ball encloses it. */
        { T, K, NEAR(FROM(ZERO, X, "(ind (le " S " " ONE "))"), ONE) },
        /* No ball ends at 0 exactly. */
        { T, K, NEAR(FROM(ZERO, ONE, "(sqrt " S ")"), "(num 2 3)") },
        /* Along a line of networks: the loss falls by what its slope says.
        ** Here too balls are too wide at the cap to let <= stand. */
        { T, K, "(near " FROM(ZERO, ONE, "(at_net (net_each (add (w (slot 0))"
                " (mul " S " (v))) 0) (dot (v) (sum (true) (grad (slot 0))"
                " 1 0)))") " (sub (at_net (net_each (add (w (slot 0)) (v)) 0)"
                " (loss)) (loss)) (num 1 10))" });
}


Test(calculus, integrals_without_a_value) {
    CHECK(AWAY,
        { K, K, "(lt " FROM(ZERO, ONE, "(div " ONE " " S ")") " " ONE ")" },
        { U, U, "(lt " FROM("(neg " ONE ")", ZERO, "(log " S ")") " " ONE
                ")" },
        { U, U, "(lt " FROM("(log " ZERO ")", ZERO, S) " " ONE ")" },
        { K, K, "(lt " FROM("(infinity)", "(infinity)", S) " " ONE ")" });
}


Test(calculus, infinite_integrals_are_of_doubles) {
    CHECK(AWAY,
        { T, K, NEAR(FROM(ZERO, "(infinity)", "(exp (neg " S "))"), ONE) },
        { T, K, NEAR(FROM("(neg (infinity))", "(infinity)",
                     "(exp (neg (mul " S " " S ")))"), "(sqrt (pi))") },
        { T, K, NEAR(FROM("(neg (infinity))", ZERO, "(exp " S ")"), ONE) },
        { F, K, "(lt " FROM(ONE, "(infinity)", "(div " ONE " (mul " S " " S
                "))") " (num 9 10))" });
}


#define OPNORM(body) "(opnorm " body " 5)"

Test(calculus, norms_of_linear_maps) {
    CHECK(AWAY,
        { T, T, NEAR(OPNORM(B), ONE) },
        { T, T, NEAR(OPNORM("(mul (num -5 1) " B ")"), "(num 5 1)") },
        { T, T, "(near " OPNORM("(mul (dot (v) " B ") " W1 ")")
                " (mul " TWO " (sqrt (num 5 1))) (num 1 1000))" },
        /* ((1, 1), (0, 1)): its largest singular value is golden. */
        { T, T, NEAR(OPNORM("(add " B " (mul (div (dot (vperp) " B ")"
                     " (num 4 1)) (v)))"),
                     "(div (add " ONE " (sqrt (num 5 1))) " TWO ")") },
        { T, T, "(eq " OPNORM("(sub " B " " B ")") " " ZERO ")" },
        { T, T, "(le " OPNORM("(hessian " ONE " " TWO " " B ")")
                " (mul (num 1001 1000) (hessian_norm)))" });
}


Test(calculus, a_kink_is_no_derivative) {
    CHECK(AWAY,
        { T, T, "(differentiable (loss))" },
        { T, T, "(differentiable (grad " ONE "))" },
        { T, T, "(differentiable (norm " W1 "))" },
        { F, F, "(differentiable (abs (h " TWO ")))" },
        { F, F, "(differentiable (norm (sub " W1 " (add (div (v) " TWO ")"
                " (vperp)))))" },
        { F, F, "(differentiable (log (h " TWO ")))" },
        { F, F, "(differentiable (w (num 3 1)))" });
    CHECK(GONE,
        { F, F, "(differentiable (loss))" },
        { T, T, "(differentiable (norm " W1 "))" });
}
