/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_prove.c -- scalar claims decided on their whole domain.
**
** Method: a table of claims, each with what must come of it; beside every
** claim that must be proved stands its mutant, the same tree a little
** altered, which is false somewhere and must not be. A place at which a claim
** fails is checked in another arithmetic: by hand, in the table.
*/

#include <criterion/criterion.h>

#include "claim/prove.h"
#include "claim_text.h"

/* Variables 0..3: x, y, s, k. */
#define VARIABLES                                                            \
    "variable x scalar\nvariable y scalar\nvariable s scalar\n"              \
    "variable k scalar\n"

#define X "(scalar 0)"
#define Y "(scalar 1)"
#define S "(scalar 2)"
#define K "(scalar 3)"
#define N(a) "(num " #a " 1)"

static obl_proof prove(const char *assume, const char *draws,
                       const char *part) {
    obl_spec *spec = claim_spec_of(
        VARIABLES "%spart %% 3 {%s} text tex\nsampler stated scalars\n%s",
        assume, part, draws);
    const obl_claim *claim = &spec->claim[0];
    obl_plan *plan = obl_plan_new(claim);
    obl_proof proof;

    cr_assert_not_null(plan);
    obl_prove(&proof, claim, &claim->stated, plan, 0);
    obl_plan_free(plan);
    obl_spec_free(spec);
    return proof;
}


typedef struct {
    obl_proof_outcome outcome;
    const char *assume, *draws, *part;
} row;

static const char *const words[] = { "open", "holds", "fails" };


static void check(const row *rows, size_t count) {
    for (size_t k = 0; k < count; k++) {
        const obl_proof p
            = prove(rows[k].assume, rows[k].draws, rows[k].part);

        cr_expect_eq(p.outcome, rows[k].outcome,
                     "%s on %s: %s, not %s, after %llu boxes; %s",
                     rows[k].part, rows[k].draws, words[p.outcome],
                     words[rows[k].outcome], (unsigned long long)p.boxes,
                     p.place);
        cr_expect_eq(p.outcome == OBL_PROOF_FAILS, p.place[0] != '\0',
                     "%s", rows[k].part);
        cr_expect_leq(p.boxes, 400u, "%s: %llu boxes", rows[k].part,
                      (unsigned long long)p.boxes);
    }
}

#define CHECK(rows) check(rows, sizeof rows / sizeof *rows)

#define BETWEEN(v, a, b) "draw " #v " between {" a "} {" b "}\n"
#define UNIT(v) BETWEEN(v, N(0), N(1))

/* 2x - sin 2x, and (2x)^3 / den. */
#define BEND "(sub (mul (num 2 1) " X ") (sin (mul (num 2 1) " X ")))"
#define CUBE(p, q)                                                           \
    "(div (pow (mul (num 2 1) " X ") (num 3 1)) (num " #p " " #q "))"


Test(prove, tells_true_from_false_with_room_to_spare) {
    static const row rows[] = {
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(0), N(10)),
          "(lt (sin " X ") " N(2) ")" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), N(10)),
          "(lt (sin " X ") (num 999 1000))" },
        { OBL_PROOF_HOLDS, "", "draw 0 decades {(num -3 1)} {(num 3 1)}\n",
          "(gt (add " X " (div " N(1) " " X ")) (num 199 100))" },
        { OBL_PROOF_FAILS, "", "draw 0 decades {(num -3 1)} {(num 3 1)}\n",
          "(gt (add " X " (div " N(1) " " X ")) (num 201 100))" },
    };

    CHECK(rows);
}


/* The sides meet at an end, to first, second and third order. */
Test(prove, follows_series_from_an_end_where_the_sides_meet) {
    static const row rows[] = {
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(0), "(num 143 50)"),
          "(ge " BEND " " CUBE(30, 1) ")" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), "(num 143 50)"),
          "(ge " BEND " " CUBE(299, 10) ")" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), "(pi)"),
          "(ge " BEND " " CUBE(30, 1) ")" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), "(pi)"),
          "(ge " BEND " " CUBE(6, 1) ")" },
        { OBL_PROOF_HOLDS, "", UNIT(0),
          "(le (sub " N(1) " " X ") (exp (neg " X ")))" },
        { OBL_PROOF_FAILS, "", UNIT(0),
          "(lt (sub " N(1) " " X ") (exp (neg (mul (num 101 100) " X "))))" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(-7), N(0)),
          "(le (sub " N(1) " " X ") (exp (neg " X ")))" },
        /* The far end, and both: x(1 - x) >= 0. */
        { OBL_PROOF_HOLDS, "", UNIT(0),
          "(ge (mul " X " (sub " N(1) " " X ")) " N(0) ")" },
        { OBL_PROOF_FAILS, "", UNIT(0),
          "(ge (mul " X " (sub (num 99 100) " X ")) " N(0) ")" },
        /* log x <= x - 1 meets inside, at 1. */
        { OBL_PROOF_HOLDS, "", "draw 0 decades {(num -2 1)} {(num 2 1)}\n",
          "(le (log " X ") (sub " X " " N(1) "))" },
        { OBL_PROOF_FAILS, "", "draw 0 decades {(num -2 1)} {(num 2 1)}\n",
          "(le (log " X ") (sub (mul (num 101 100) " X ") "
          "(num 102 100)))" },
        /* Taylor's coefficient itself, and a little less. */
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(0), "(pi)"),
          "(le (abs (sub (sin " X ") (mul " X " (cos " X ")))) "
          "(mul (num 1 3) (pow " X " " N(3) ")))" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), "(pi)"),
          "(le (abs (sub (sin " X ") (mul " X " (cos " X ")))) "
          "(mul (num 332 1000) (pow " X " " N(3) ")))" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(0), N(3)),
          "(ge (log (add " N(1) " " X ")) "
          "(sub " X " (div (pow " X " " N(2) ") " N(2) ")))" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, "(num -1 2)", N(3)),
          "(ge (log (add " N(1) " " X ")) "
          "(sub " X " (div (pow " X " " N(2) ") " N(2) ")))" },
        /* Strict where the sides meet: false at 0, and there alone. */
        { OBL_PROOF_FAILS, "", UNIT(0), "(lt (sin " X ") " X ")" },
        { OBL_PROOF_HOLDS, "assume off 2 {(ne " X " " N(0) ")} text\n",
          UNIT(0), "(lt (sin " X ") " X ")" },
    };

    CHECK(rows);
}


Test(prove, takes_hypotheses_and_connectives) {
    static const row rows[] = {
        { OBL_PROOF_HOLDS, "assume off 2 {(gt " X " (num 1 8))} text\n",
          UNIT(0), "(lt (sin " X ") " X ")" },
        { OBL_PROOF_FAILS, "assume off 2 {(gt " X " (num 1 8))} text\n",
          UNIT(0), "(lt (tan " X ") " X ")" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(0), N(6)),
          "(or (ge " X " " N(3) ") (le " X " " N(3) "))" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), N(6)),
          "(or (ge " X " " N(3) ") (le " X " (num 29 10)))" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(0), N(3)),
          "(implies (le " X " " N(1) ") (le (pow " X " " N(2) ") " X "))" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), N(3)),
          "(implies (le " X " " N(2) ") (le (pow " X " " N(2) ") " X "))" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(-2), N(2)),
          "(le " X " (abs " X "))" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(-2), N(2)),
          "(le (abs " X ") " X ")" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(0), N(9)),
          "(implies (eq " X " " N(0) ") (eq (cos " X ") " N(1) "))" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), N(9)),
          "(implies (ne " X " " N(0) ") (ge (cos " X ") (num 9 10)))" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(0), N(20)) UNIT(1),
          "(implies (ge " X " " N(8) ") (and (le " N(8) " " X ") "
          "(lt (exp (neg " X ")) (num 1 2980))))" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(0), N(20)) UNIT(1),
          "(implies (ge " X " " N(8) ") (and (le " N(9) " " X ") "
          "(lt (exp (neg " X ")) (num 1 2980))))" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, N(1), N(2)),
          "(le (dscalar (log " X ") 0) " N(1) ")" },
        { OBL_PROOF_FAILS, "", BETWEEN(0, N(1), N(2)),
          "(lt (dscalar (log " X ") 0) (num 3 4))" },
    };

    CHECK(rows);
}


Test(prove, takes_up_to_three_ranges_lists_and_trees) {
    static const row rows[] = {
        /* The corner: both sides vanish at (0, 0). */
        { OBL_PROOF_HOLDS, "", UNIT(0) UNIT(1),
          "(ge (add " X " " Y ") (add (sin " X ") (sin " Y ")))" },
        { OBL_PROOF_FAILS, "", UNIT(0) UNIT(1),
          "(ge (add " X " " Y ") (add (sin " X ") (tan " Y ")))" },
        { OBL_PROOF_HOLDS, "", BETWEEN(0, "(num 1 8)", N(1)) UNIT(1) UNIT(2),
          "(le (mul " X " (mul " Y " " S ")) " X ")" },
        { OBL_PROOF_FAILS, "", UNIT(0) UNIT(1) BETWEEN(2, N(0), N(2)),
          "(le (mul " X " (mul " Y " " S ")) " X ")" },
        /* k one of 1, 2, 3: x^k <= x. */
        { OBL_PROOF_HOLDS, "", "draw 3 list 1 1 2 1 3 1\n" UNIT(0),
          "(le (pow " X " " K ") " X ")" },
        { OBL_PROOF_FAILS, "", "draw 3 list 1 1 2 1 0 1\n" UNIT(0),
          "(le (pow " X " " K ") " X ")" },
        /* s = x^2, and an end that knows the list. */
        { OBL_PROOF_HOLDS, "", "draw 3 list 1 1 4 1\n"
          BETWEEN(0, N(0), K) "draw 2 tree {(pow " X " " N(2) ")}\n",
          "(le " S " (mul " K " " X "))" },
        { OBL_PROOF_FAILS, "", "draw 3 list 1 1 4 1\n"
          BETWEEN(0, N(0), K) "draw 2 tree {(pow " X " " N(2) ")}\n",
          "(le " S " (mul (num 3 1) " X "))" },
    };

    CHECK(rows);
}


/* What it cannot decide it leaves open, in no time. */
Test(prove, leaves_open_what_boxes_cannot_decide) {
    static const row rows[] = {
        { OBL_PROOF_OPEN, "", UNIT(0),
          "(eq (add (pow (sin " X ") " N(2) ") (pow (cos " X ") " N(2) ")) "
          N(1) ")" },
        /* Meets inside, at 1/3. */
        { OBL_PROOF_OPEN, "", UNIT(0),
          "(ge (pow (sub " X " (num 1 3)) " N(2) ") " N(0) ")" },
        /* Agreement to 2^-200 is not equality. */
        { OBL_PROOF_OPEN, "", BETWEEN(0, N(0), "(num 1 8)"),
          "(le (add " N(1) " (pow " X " " N(100) ")) " N(1) ")" },
        /* No value at 0. */
        { OBL_PROOF_OPEN, "", BETWEEN(0, N(-1), N(1)),
          "(ge (pow (div " N(1) " " X ") " N(2) ") " N(1) ")" },
        { OBL_PROOF_OPEN, "", UNIT(0) UNIT(1) UNIT(2) UNIT(3),
          "(le " X " " N(2) ")" },
    };

    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        const obl_proof p
            = prove(rows[k].assume, rows[k].draws, rows[k].part);

        cr_expect_neq(p.outcome, OBL_PROOF_HOLDS, "%s after %llu boxes",
                      rows[k].part, (unsigned long long)p.boxes);
    }
}


Test(prove, names_the_exact_place_of_a_failure) {
    obl_proof p = prove("", BETWEEN(0, N(0), N(4)), "(le " X " (num 5 2))");

    cr_expect_eq(p.outcome, OBL_PROOF_FAILS);
    cr_expect_str_eq(p.place, "x = 4");
    p = prove("", BETWEEN(0, N(0), "(pi)"), "(le " X " (num 5 2))");
    cr_expect_eq(p.outcome, OBL_PROOF_FAILS);
    cr_expect_str_eq(p.place, "x = 11/4");
    /* Beyond an end that is no binary fraction there is no place. */
    p = prove("", BETWEEN(0, N(0), "(num 1 3)"),
              "(le (mul (num 3 1) " X ") " N(1) ")");
    cr_expect_eq(p.outcome, OBL_PROOF_OPEN, "%s", p.place);
}
