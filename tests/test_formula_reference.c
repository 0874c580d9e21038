/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_formula_reference.c -- the formulas against an independent table.
**
** reference/formula.csv holds the printed formulas in 500 digits, written by
** reference/formula.py, which shares no code and no rearrangement with ours.
** Reals must meet the promised accuracies and their own magnitudes; balls
** must hold the value, and at 1024 bits tightly.
*/

#include <criterion/criterion.h>
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "formula/ball.h"
#include "formula/real.h"

#ifndef TEST_REFERENCE_DIR
#define TEST_REFERENCE_DIR OBL_SPECS_BUILD_DIR "/../tests/reference"
#endif

enum { NUMBERS = 64, TEXT = 4096 };

/* One value of the table with the record that it belongs to. */
typedef struct {
    char   name[128];
    size_t n, d;
    bool   carried, pair;
    double numbers[NUMBERS];
    char   quantity[32];
    int    i, j, k;
    char   value[64]; /* decimal, or "none" */
    char   terms[64]; /* decimal: the sum of the absolute terms */
    double magnitude; /* the same, rounded */
} record;

typedef void visitor(const record *r, void *context);


static void parse_numbers(record *r, char *text) {
    size_t count = 0;

    for (char *at = text; *at != '\0' && *at != '\n' && *at != '\r';) {
        cr_assert_lt(count, NUMBERS);
        r->numbers[count++] = strtod(at, &at);
        while (*at == ' ')
            at++;
    }
}


/* "net,name,n,d,carried,numbers": the name may hold commas, so from behind. */
static void parse_head(record *r, char *line) {
    char *numbers = strrchr(line, ','), *field[3];
    const int fields = line[0] == 'p' ? 1 : 3;

    cr_assert_not_null(numbers);
    *numbers++ = '\0';
    for (int k = fields; k-- > 0;) {
        field[k] = strrchr(line, ',');
        *field[k]++ = '\0';
    }
    r->pair = fields == 1;
    r->n = r->pair ? 0 : strtoul(field[0], NULL, 10);
    r->d = strtoul(field[r->pair ? 0 : 1], NULL, 10);
    r->carried = !r->pair && field[2][0] == '1';
    snprintf(r->name, sizeof r->name, "%s", strchr(line, ',') + 1);
    parse_numbers(r, numbers);
}


static void parse_value(record *r, const char *line) {
    const int got = sscanf(line, "value,%31[^,],%d,%d,%d,%63[^,],%63s",
                           r->quantity, &r->i, &r->j, &r->k, r->value,
                           r->terms);
    cr_assert_eq(got, 6, "%s", line);
    r->magnitude = strtod(r->terms, NULL);
}


/* Calls `visit` for every value; returns how many there were. */
static size_t read_table(visitor *visit, void *context) {
    FILE *file = fopen(TEST_REFERENCE_DIR "/formula.csv", "r");
    char line[TEXT];
    record r = { .n = 0 };
    size_t count = 0;

    cr_assert_not_null(file, "no " TEST_REFERENCE_DIR "/formula.csv");
    while (fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, "value,", 6) != 0) {
            parse_head(&r, line);
            continue;
        }
        parse_value(&r, line);
        visit(&r, context);
        count++;
    }
    fclose(file);
    return count;
}


/* The value of the quantity that the record names, for each number type. */
#include "formula/as_real.h"
#include "test_formula_reference.inl"
#include "formula/as_none.h"
#include "formula/as_ball.h"
#include "test_formula_reference.inl"
#include "formula/as_none.h"


static bool is(const record *r, const char *quantity) {
    return strcmp(r->quantity, quantity) == 0;
}


static bool is_angle(const record *r) {
    return is(r, "theta") || is(r, "theta2") || is(r, "angle")
        || is(r, "kappa");
}


/* |v| + sum |w_i|. */
static double scale_of(const record *r) {
    const double *z = r->numbers + 1 + r->n;
    double scale = r->numbers[0];

    for (size_t i = 0; i < r->n; i++) {
        double square = r->numbers[1 + i] * r->numbers[1 + i];
        for (size_t k = 0; k + 1 < r->d; k++)
            square += z[i * (r->d - 1) + k] * z[i * (r->d - 1) + k];
        scale += sqrt(square);
    }
    return scale;
}


/* What the error may be. */
static double allowance(const record *r, long double value) {
    const double size = (double)fabsl(value);

    if (is(r, "r") || is(r, "H"))
        return fmin(4e-16 * scale_of(r), 0x1p-52 * size);
    if (is(r, "loss") && r->carried)
        return 1e-12 * size;
    if (is(r, "loss") || is(r, "grad") || is(r, "hessian"))
        return 1e-14 * r->magnitude;
    return 1e-14 * size;
}


/* The errors of a carried gradient, collected over its entries. */
typedef struct {
    obl_real_cx cx;
    char        name[128];
    long double error, size;
    double      worst, worst_m;
} real_run;


static void close_gradient(real_run *run, const char *name) {
    if (run->size > 0)
        cr_expect_leq(sqrtl(run->error), 1e-12L * sqrtl(run->size),
                      "%s: gradient off by %Lg of its norm", run->name,
                      sqrtl(run->error / run->size));
    run->error = run->size = 0;
    snprintf(run->name, sizeof run->name, "%s", name);
}


static void check_real_value(const record *r, real_run *run, obl_real got) {
    const long double want = strtold(r->value, NULL);
    const long double error = fabsl(got.x - want);
    const double allowed = allowance(r, want) + 0x1p-1070;

    cr_expect_leq(error, 300 * 0x1p-53 * got.m + 0x1p-1070,
                  "%s: %s %d %d %d: error %Lg outside magnitude %g", r->name,
                  r->quantity, r->i, r->j, r->k, error, got.m);
    if (r->carried && is(r, "grad")) {
        run->error += error * error;
        run->size += want * want;
        return;
    }
    cr_expect_leq(error, allowed,
                  "%s: %s %d %d %d is %.17g, should be %s, error %Lg > %g",
                  r->name, r->quantity, r->i, r->j, r->k, got.x, r->value,
                  error, allowed);
}


static void check_real(const record *r, void *context) {
    real_run *run = context;
    const obl_arena_mark mark = obl_real_mark(&run->cx);
    const obl_real got = obl_real_quantity(&run->cx, r);

    if (strcmp(r->name, run->name) != 0)
        close_gradient(run, r->name);
    if (strcmp(r->value, "none") == 0)
        cr_expect_eq(obl_real_sign(&run->cx, got), OBL_NO_VALUE,
                     "%s: %s %d %d has a value, %g", r->name, r->quantity,
                     r->i, r->j, got.x);
    else
        check_real_value(r, run, got);
    obl_real_release(&run->cx, mark);
}


Test(formula_reference, reals_are_as_accurate_as_promised) {
    real_run run = { .name = "" };

    obl_real_open(&run.cx, 53);
    cr_assert_gt(read_table(check_real, &run), 2000);
    close_gradient(&run, "");
    obl_real_close(&run.cx);
}


/* Exact 0 and the double nearest to pi, for parallel vectors. */
static void check_exact_angle(const record *r, void *context) {
    const char *pi = "3.1415926535897932384626433832795028841";
    const double want = strcmp(r->value, "0.0") == 0 ? 0.0 : M_PI;
    obl_real_cx *cx = context;

    if (!is_angle(r))
        return;
    if (want == 0.0 || strncmp(r->value, pi, strlen(pi)) == 0)
        cr_expect(obl_real_quantity(cx, r).x == want, "%s: %s %d %d",
                  r->name, r->quantity, r->i, r->j);
}


Test(formula_reference, parallel_reals_are_exactly_parallel) {
    obl_real_cx cx;

    obl_real_open(&cx, 53);
    cr_assert_gt(read_table(check_exact_angle, &cx), 2000);
    obl_real_close(&cx);
}


/* The table's decimal with its last digit in doubt. */
static void table_ball(arb_t want, const record *r) {
    arb_t doubt;

    arb_init(doubt);
    cr_assert_eq(arb_set_str(want, r->value, 256), 0);
    arb_mul_2exp_si(doubt, want, -120);
    arb_add_error(want, doubt);
    arb_clear(doubt);
}


/* The radius is below 2^-200 of the terms; exact where there are none. */
static bool is_tight(const arb_struct *got, const char *terms) {
    arb_t size;
    mag_t limit;

    arb_init(size), mag_init(limit);
    cr_assert_eq(arb_set_str(size, terms, 256), 0);
    arb_get_mag(limit, size);
    mag_mul_2exp_si(limit, limit, -200);
    const bool tight = mag_cmp(arb_radref(got), limit) <= 0;
    arb_clear(size), mag_clear(limit);
    return tight;
}


static void check_ball(const record *r, void *context) {
    obl_ball_cx *cx = context;
    const obl_arena_mark mark = obl_ball_mark(cx);
    const obl_ball got = obl_ball_quantity(cx, r);
    arb_t want;

    arb_init(want);
    if (strcmp(r->value, "none") == 0) {
        cr_expect(got->undefined, "%s: %s %d %d has a value", r->name,
                  r->quantity, r->i, r->j);
    } else {
        table_ball(want, r);
        cr_expect(!got->undefined && arb_overlaps(&got->value, want),
                  "%s: %s %d %d %d misses %s", r->name, r->quantity, r->i,
                  r->j, r->k, r->value);
        cr_expect(strcmp(r->value, "0.0") != 0 || !is_angle(r)
                  || arb_is_zero(&got->value), "%s: %s %d %d is not exactly 0",
                  r->name, r->quantity, r->i, r->j);
        cr_expect(cx->prec < 1024 || is_tight(&got->value, r->terms),
                  "%s: %s %d %d %d is loose", r->name, r->quantity, r->i,
                  r->j, r->k);
    }
    arb_clear(want);
    obl_ball_release(cx, mark);
}


static void check_balls(long prec) {
    obl_ball_cx cx;

    obl_ball_open(&cx, prec);
    cr_assert_gt(read_table(check_ball, &cx), 2000);
    obl_ball_close(&cx);
    flint_cleanup();
}


Test(formula_reference, balls_hold_the_value) {
    check_balls(53);
    check_balls(128);
}


Test(formula_reference, balls_are_tight) {
    check_balls(1024);
}
