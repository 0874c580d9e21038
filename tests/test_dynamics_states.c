/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_dynamics_states.c -- states, their reduction, and random draws.
**
** The reduction is held to what it must keep, computed in long doubles from
** the vectors it was given: norms, angles, and the loss. The generator is
** held to the published words of Philox and to the moments of its laws.
*/

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "obelus.h"

enum { ROWS_MAX = 4, DIM_MAX = 7 };


/* ------------------------------------------------------------- states */

Test(dynamics_states, every_status_has_a_sentence) {
    for (int status = OBL_OK; status <= OBL_NO_MEMORY + 1; status++) {
        const char *text = obl_status_text((obl_status)status);

        cr_assert_not_null(text);
        cr_expect_gt(strlen(text), 5);
        for (int other = OBL_OK; other < status; other++)
            cr_expect_str_neq(text, obl_status_text((obl_status)other));
    }
}


Test(dynamics_states, a_new_state_is_all_zero) {
    const size_t shapes[][2] = { { 1, 1 }, { 3, 1 }, { 1, 4 }, { 5, 6 } };

    for (size_t c = 0; c < 4; c++) {
        const size_t n = shapes[c][0], d = shapes[c][1];
        obl_state *s = obl_state_new(n, d, 2.5);

        cr_assert_not_null(s);
        cr_expect(s->n == n && s->d == d && s->v == 2.5);
        cr_expect(!s->carried && s->H == 0.0);
        for (size_t i = 0; i < n; i++)
            cr_expect_eq(s->h[i], 0.0);
        for (size_t k = 0; k < n * (d - 1); k++)
            cr_expect_eq(s->z[k], 0.0);
        for (size_t k = 0; k < d - 1; k++)
            cr_expect_eq(s->R[k], 0.0);
        obl_state_free(s);
    }
    obl_state_free(NULL);
}


Test(dynamics_states, sizes_that_no_memory_holds_are_refused) {
    cr_expect_null(obl_state_new(SIZE_MAX, 1, 1.0));
    cr_expect_null(obl_state_new(1, SIZE_MAX, 1.0));
    cr_expect_null(obl_state_new(SIZE_MAX / 16, SIZE_MAX / 16, 1.0));
    obl_random random = { .seed = 1 };
    cr_expect_null(obl_gaussian(&random, SIZE_MAX, 3, 1.0, 1.0));
    cr_expect_null(obl_gaussian(&random, 3, SIZE_MAX, 1.0, 1.0));
}


/* Entries that tell each place from each other. */
static void number_all(obl_state *s) {
    for (size_t i = 0; i < s->n; i++)
        s->h[i] = 1.0 + (double)i;
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        s->z[k] = 100.0 + (double)k;
    for (size_t k = 0; k < s->d - 1; k++)
        s->R[k] = 1000.0 + (double)k;
    s->carried = true;
    s->H = -7.0;
}


Test(dynamics_states, a_copy_is_whole_and_its_own) {
    obl_state *from = obl_state_new(3, 4, 2.0), *to = obl_state_new(3, 4, 1.0);

    number_all(from);
    obl_state_copy(to, from);
    from->h[0] = from->z[0] = from->R[0] = 0.0;
    cr_expect(to->v == 2.0 && to->carried && to->H == -7.0);
    cr_expect(to->h[0] == 1.0 && to->h[2] == 3.0);
    cr_expect(to->z[0] == 100.0 && to->z[8] == 108.0);
    cr_expect(to->R[0] == 1000.0 && to->R[2] == 1002.0);
    obl_state_free(from);
    obl_state_free(to);
}


/* ------------------------------------------------------ the reduction */

struct frame {
    char   name[40]; /* not pointers: Criterion copies cases by value */
    size_t n, dim;
    double v[DIM_MAX], rows[ROWS_MAX * DIM_MAX];
};

static struct frame frames[] = {
    { "a line", 2, 1, { 3 }, { 1, -2 } },
    { "a line, teacher to the left", 2, 1, { -3 }, { 1, -2 } },
    { "one student in the plane", 1, 2, { 0.6, 0.8 }, { -0.3, 0.9 } },
    { "one student in space", 1, 7, { 1, 2, -3, 4, 5, -6, 7 },
      { 7, -6, 5, 4, 3, 2, 1 } },
    { "teacher along the first axis", 2, 5, { 2 },
      { 1, 2, 3, 4, 5, -5, 4, -3, 2, 1 } },
    { "teacher against the first axis", 2, 5, { -2 },
      { 1, 2, 3, 4, 5, -5, 4, -3, 2, 1 } },
    { "teacher along the last axis", 2, 5, { 0, 0, 0, 0, 2 },
      { 1, 2, 3, 4, 5, -5, 4, -3, 2, 1 } },
    { "dim = n + 1", 2, 3, { 1, 1, 1 }, { 1, 0, 2, 0.5, -1, 3 } },
    { "dim < n + 1", 4, 3, { 1, -1, 2 },
      { 1, 0, 2, 0.5, -1, 3, 2, 2, 2, 0, 1, 0 } },
    { "equal students", 3, 5, { 1, 2, 0, 1, -1 },
      { 1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5 } },
    { "a zero student", 2, 4, { 1, 2, 3, 4 }, { 0, 0, 0, 0, 4, -3, 2, 1 } },
    { "all along the teacher", 2, 6, { 1, 2, 3, 4, 5, 6 },
      { 2, 4, 6, 8, 10, 12, 0.5, 1, 1.5, 2, 2.5, 3 } },
    { "against the teacher", 2, 4, { 1, 2, 3, 4 },
      { -1, -2, -3, -4, 1, 1, 1, 1 } },
    { "opposed students", 2, 5, { 1, 0, 1, 0, 1 },
      { 1, 2, 3, 4, 5, -2, -4, -6, -8, -10 } },
    { "three students in a plane", 3, 6, { 1 },
      { 0, 1, 1, 0, 0, 0, 0, 1, -1, 0, 0, 0, 0, 3, 1, 0, 0, 0 } },
    { "scales whose squares vanish", 2, 5, { 1e-200, 2e-200, 0, 0, 1e-200 },
      { 1e-250, 2e-250, 3e-250, 0, 0, 1, 2, -1, 0, 3 } },
    { "scales whose squares overflow", 2, 5, { 1e200, 2e200, 0, 0, 1e200 },
      { 1e250, 2e250, 3e250, 0, 0, 1, 2, -1, 0, 3 } },
    { "close to the largest double", 1, 3, { 1, 1, 0 },
      { 1e308, -1e308, 1e307 } },
};


static long double dot_of(const long double *x, const long double *y,
                          size_t count) {
    long double sum = 0;

    for (size_t k = 0; k < count; k++)
        sum += x[k] * y[k];
    return sum;
}


/* The angle of two vectors (Kahan), or -1 where one is 0. */
static long double angle_of(const long double *x, const long double *y,
                            size_t count) {
    const long double norm_x = sqrtl(dot_of(x, x, count));
    const long double norm_y = sqrtl(dot_of(y, y, count));
    long double apart = 0, joined = 0;

    if (norm_x == 0 || norm_y == 0)
        return -1;
    for (size_t k = 0; k < count; k++) {
        const long double a = x[k] / norm_x, b = y[k] / norm_y;
        apart += (a - b) * (a - b);
        joined += (a + b) * (a + b);
    }
    return 2 * atan2l(sqrtl(apart), sqrtl(joined));
}


/* Row i of the frame, row 0 being the teacher. */
static void given_row(long double *out, const struct frame *c, size_t i) {
    for (size_t k = 0; k < c->dim; k++)
        out[k] = i == 0 ? c->v[k] : c->rows[(i - 1) * c->dim + k];
}


static void reduced_row(long double *out, const obl_state *s, size_t i) {
    for (size_t k = 1; k < s->d; k++)
        out[k] = i == 0 ? 0 : s->z[(i - 1) * (s->d - 1) + k - 1];
    out[0] = i == 0 ? s->v : s->h[i - 1];
}


/* Norm of i, and angle of i and j, before and after. */
static void compare_rows(const struct frame *c, const obl_state *s, size_t i,
                         size_t j) {
    long double x[DIM_MAX], y[DIM_MAX], a[DIM_MAX], b[DIM_MAX];

    given_row(x, c, i);
    given_row(y, c, j);
    reduced_row(a, s, i);
    reduced_row(b, s, j);
    const double norm = (double)sqrtl(dot_of(x, x, c->dim));
    const double after = (double)sqrtl(dot_of(a, a, s->d));
    cr_expect_float_eq(after, norm, 8 * DBL_EPSILON * norm,
                       "%s: |row %zu| is %.17g, was %.17g", c->name, i,
                       after, norm);
    const double angle = (double)angle_of(x, y, c->dim);
    const double turned = (double)angle_of(a, b, s->d);
    cr_expect_float_eq(turned, angle, 16 * DBL_EPSILON,
                       "%s: angle %zu %zu is %.17g, was %.17g", c->name, i,
                       j, turned, angle);
}


ParameterizedTestParameters(dynamics_states, reduction_keeps_angles) {
    return cr_make_param_array(struct frame, frames,
                               sizeof frames / sizeof *frames);
}

ParameterizedTest(struct frame *c, dynamics_states, reduction_keeps_angles) {
    obl_state *s = obl_reduce(c->v, c->rows, c->n, c->dim);

    cr_assert_not_null(s, "%s", c->name);
    cr_expect_eq(s->n, c->n);
    cr_expect_eq(s->d, c->dim < c->n + 1 ? c->dim : c->n + 1);
    cr_expect(!s->carried);
    for (size_t i = 0; i <= c->n; i++)
        for (size_t j = 0; j <= i; j++)
            compare_rows(c, s, i, j);
    obl_state_free(s);
}


static bool is_along_first_axis(const struct frame *c) {
    for (size_t k = 1; k < c->dim; k++)
        if (c->v[k] != 0.0)
            return false;
    return c->v[0] > 0.0;
}


/* With the teacher on the first axis the given rows are a state themselves,
** whose loss asks nothing of the reduction. */
Test(dynamics_states, reduction_keeps_the_loss) {
    for (size_t c = 0; c < sizeof frames / sizeof *frames; c++) {
        const struct frame *f = &frames[c];
        double h[ROWS_MAX], z[ROWS_MAX * DIM_MAX], before, after;

        if (!is_along_first_axis(f))
            continue;
        for (size_t i = 0; i < f->n; i++) {
            h[i] = f->rows[i * f->dim];
            for (size_t k = 1; k < f->dim; k++)
                z[i * (f->dim - 1) + k - 1] = f->rows[i * f->dim + k];
        }
        const obl_state whole = { .n = f->n, .d = f->dim, .v = f->v[0],
                                  .h = h, .z = z };
        obl_state *s = obl_reduce(f->v, f->rows, f->n, f->dim);
        const obl_state *two[2] = { &whole, s };
        cr_assert_eq(obl_evaluate(&before, NULL, NULL, two, 1), OBL_OK);
        cr_assert_eq(obl_evaluate(&after, NULL, NULL, two + 1, 1), OBL_OK);
        cr_expect_float_eq(after, before, 1e-14 * before, "%s: %.17g %.17g",
                           f->name, after, before);
        obl_state_free(s);
    }
}


Test(dynamics_states, reduction_keeps_a_tiny_part_across) {
    const double v[4] = { 2, 0, 0, 0 };
    const double row[4] = { 1, 3e-200, 0, -4e-200 };
    obl_state *s = obl_reduce(v, row, 1, 4);

    cr_assert_not_null(s);
    cr_expect(s->d == 2 && s->v == 2.0 && s->h[0] == 1.0);
    cr_expect_float_eq(fabs(s->z[0]), 5e-200, 1e-215);
    obl_state_free(s);
}


/* Along the first axis and with no dimension to save, nothing is touched. */
Test(dynamics_states, reduction_of_a_reduced_state_is_itself) {
    const double v[3] = { 0.7, 0, 0 };
    const double rows[9] = { 0.1, 0.2, 0.3, -1, 1e-9, 7, 0, -3, 1e-300 };
    obl_state *s = obl_reduce(v, rows, 3, 3);

    cr_assert_not_null(s);
    cr_expect(s->d == 3 && s->v == 0.7);
    for (size_t i = 0; i < 3; i++) {
        cr_expect_eq(s->h[i], rows[3 * i]);
        cr_expect_eq(s->z[2 * i], rows[3 * i + 1]);
        cr_expect_eq(s->z[2 * i + 1], rows[3 * i + 2]);
    }
    obl_state_free(s);
}


Test(dynamics_states, reduction_refuses_what_is_not_finite) {
    const double bad[] = { NAN, INFINITY, -INFINITY };

    for (size_t b = 0; b < 3; b++)
        for (size_t at = 0; at < 6; at++) {
            double numbers[6] = { 1, 2, 3, 4, 5, 6 };

            numbers[at] = bad[b];
            cr_expect_null(obl_reduce(numbers, numbers + 3, 1, 3));
        }
    const double v[2] = { 1, 0 }, row[2] = { 0, 1 };
    const double large[2] = { 1.7e308, 1.7e308 }; /* the norm overflows */
    cr_expect_null(obl_reduce(large, row, 1, 2));
    cr_expect_null(obl_reduce((double[]){ 1, 1 }, large, 1, 2));
    obl_state *s = obl_reduce(v, row, 1, 2);
    cr_expect_not_null(s);
    obl_state_free(s);
}


/* ------------------------------------------------------ random numbers */

/* Counter (block, index, 0, 0), key (seed, stream), 10 rounds. The first
** block of zeros is in Random123's kat_vectors; the others are from a second
** implementation, in integers of any length, that gives all three of its
** philox4x64 10 vectors. */
Test(dynamics_random, words_are_those_of_philox) {
    static const struct {
        uint64_t seed, stream, index, word[8];
    } known[] = {
        { 0, 0, 0,
          { 0x16554d9eca36314c, 0xdb20fe9d672d0fdc, 0xd7e772cee186176b,
            0x7e68b68aec7ba23b, 0x02f4ba6408e4d89b, 0x3dd62b0b9ca8c5b2,
            0x1c8667a55d902e79, 0x907d7a052fd5b4dc } },
        { UINT64_MAX, UINT64_MAX, UINT64_MAX,
          { 0x43c78de41e619da4, 0xc1916085e6e382f1, 0x1f6db54f7049ec85,
            0xaec0af5071351adb, 0xa6de787e99b6661d, 0x475ec681ed69d93f,
            0x0e82a8490a55bc99, 0x1dae27593ac2a6a7 } },
        { 0x452821e638d01377, 0xbe5466cf34e90c6c, 0x13198a2e03707344,
          { 0x694e27d7b387fb75, 0x41e4dc8d80916ab0, 0xe0c2fe346bf45555,
            0x88e2fdd26c91731c, 0xa4212b4889a5c896, 0x37c4d502995d3bb1,
            0x4451b47b0fd515ec, 0xa6d6fcaea92145cb } },
    };

    for (size_t c = 0; c < 3; c++) {
        obl_random random = { .seed = known[c].seed,
                              .stream = known[c].stream,
                              .index = known[c].index };

        for (size_t k = 0; k < 8; k++)
            cr_expect_eq(obl_random_bits(&random), known[c].word[k],
                         "vector %zu, word %zu", c, k);
    }
}


Test(dynamics_random, each_of_the_three_names_a_stream) {
    obl_random plain = { .seed = 5, .stream = 6, .index = 7 };
    obl_random other[3] = { plain, plain, plain };
    const obl_random again = plain;

    other[0].seed++;
    other[1].stream++;
    other[2].index++;
    obl_random copy = again;
    for (size_t k = 0; k < 9; k++) {
        const uint64_t bits = obl_random_bits(&plain);

        cr_expect_eq(obl_random_bits(&copy), bits);
        for (size_t c = 0; c < 3; c++)
            cr_expect_neq(obl_random_bits(&other[c]), bits);
    }
}


/* A stream about to give `word`. */
static obl_random about_to_give(uint64_t word) {
    return (obl_random){ .word = { 0, 0, 0, word }, .left = 1 };
}


Test(dynamics_random, the_ends_of_the_range_are_inside) {
    obl_random least = about_to_give(0), most = about_to_give(UINT64_MAX);

    cr_expect(obl_random_uniform(&least) == 0x1p-53);
    cr_expect(obl_random_uniform(&most) == 1.0 - 0x1p-53);
    least = about_to_give(0);
    most = about_to_give(1);
    const double far = obl_random_normal(&least);
    cr_expect_float_eq(far, 8.29236110, 1e-7); /* Q(far) = 2^-54 */
    cr_expect(obl_random_normal(&most) == -far);
    most = about_to_give(UINT64_MAX);
    cr_expect(obl_random_normal(&most) < 0.0);
}


/* sqrt(2) erfinv(1 - u) in 40 digits, for the first words of stream 0. */
Test(dynamics_random, normals_are_the_inverse_of_the_tail) {
    const double known[4] = { 1.7101446734194453837, 0.18150372768518460246,
                              -0.19757784096299871302,
                              -0.6843007167845217872 };
    obl_random random = { .seed = 0 };

    for (size_t k = 0; k < 4; k++) {
        const double x = obl_random_normal(&random);

        cr_expect_float_eq(x, known[k], 1e-15 * fabs(known[k]),
                           "%.17g is not %.17g", x, known[k]);
    }
}


enum { DRAWS = 1000000, BINS = 64 };

/* Five standard deviations, once in 1.7 million for an honest law; the seed
** is fixed, so a failure is a change. */
Test(dynamics_random, moments_are_those_of_the_laws) {
    obl_random random = { .seed = 2023, .stream = 1, .index = 2 };
    double m[5] = { 0 }, lag = 0.0, before = 0.0, u = 0.0, uu = 0.0;
    const double unit = 5.0 / sqrt(DRAWS);

    for (size_t k = 0; k < DRAWS; k++) {
        const double x = obl_random_normal(&random);
        const double y = obl_random_uniform(&random);

        for (int p = 1; p <= 4; p++)
            m[p] += pow(x, p) / DRAWS;
        lag += x * before / DRAWS;
        before = x;
        u += y / DRAWS;
        uu += y * y / DRAWS;
    }
    cr_expect_float_eq(m[1], 0.0, unit);
    cr_expect_float_eq(m[2], 1.0, unit * sqrt(2.0));
    cr_expect_float_eq(m[3], 0.0, unit * sqrt(15.0));
    cr_expect_float_eq(m[4], 3.0, unit * sqrt(96.0));
    cr_expect_float_eq(lag, 0.0, unit);
    cr_expect_float_eq(u, 0.5, unit * sqrt(1.0 / 12.0));
    cr_expect_float_eq(uu, 1.0 / 3.0, unit * sqrt(4.0 / 45.0));
}


Test(dynamics_random, normals_fill_bins_of_equal_chance) {
    obl_random random = { .seed = 2023, .stream = 3 };
    double count[BINS] = { 0 }, square = 0.0;
    const double mean = (double)DRAWS / BINS;

    for (size_t k = 0; k < DRAWS; k++)
        count[(size_t)(BINS * gsl_cdf_ugaussian_P(
            obl_random_normal(&random)))]++;
    for (size_t b = 0; b < BINS; b++)
        square += (count[b] - mean) * (count[b] - mean) / mean;
    const double chance = gsl_cdf_chisq_Q(square, BINS - 1);
    cr_expect(chance > 1e-6 && chance < 1.0 - 1e-6, "p = %g", chance);
}


/* ------------------------------------------------------- Gaussian states */

/* The same rows drawn here, one after the other. */
static void draw_rows(double *rows, obl_random *random, size_t count,
                      double sigma) {
    for (size_t k = 0; k < count; k++)
        rows[k] = sigma * obl_random_normal(random);
}


Test(dynamics_gaussian, is_the_draw_itself_where_nothing_is_saved) {
    obl_random random = { .seed = 9 }, same = random;
    double rows[4 * 3];
    obl_state *s = obl_gaussian(&random, 4, 3, 2.0, 0.25);

    cr_assert_not_null(s);
    draw_rows(rows, &same, 12, 0.25);
    cr_expect(s->n == 4 && s->d == 3 && s->v == 2.0 && !s->carried);
    for (size_t i = 0; i < 4; i++)
        cr_expect(s->h[i] == rows[3 * i] && s->z[2 * i] == rows[3 * i + 1]
                  && s->z[2 * i + 1] == rows[3 * i + 2]);
    cr_expect_eq(obl_random_bits(&random), obl_random_bits(&same));
    obl_state_free(s);
}


Test(dynamics_gaussian, is_the_reduced_draw) {
    obl_random random = { .seed = 9, .index = 4 }, same = random;
    struct frame c = { "Gaussian", 3, 7, { 0.5 }, { 0 } };
    obl_state *s = obl_gaussian(&random, 3, 7, 0.5, 1e-3);

    cr_assert_not_null(s);
    draw_rows(c.rows, &same, 21, 1e-3);
    cr_expect_eq(s->d, 4);
    for (size_t i = 0; i < 3; i++)
        cr_expect_eq(s->h[i], c.rows[7 * i]);
    for (size_t i = 0; i <= 3; i++)
        for (size_t j = 0; j <= i; j++)
            compare_rows(&c, s, i, j);
    cr_expect_eq(obl_random_bits(&random), obl_random_bits(&same));
    obl_state_free(s);
}


/* |w|^2 / sigma^2 is chi-squared with dim degrees of freedom. */
Test(dynamics_gaussian, reaches_a_hundred_thousand_dimensions) {
    const size_t dim = 100000;
    const double sigma = 1e-5, spread = sqrt(2.0 * (double)dim);
    obl_random random = { .seed = 77 };
    obl_state *s = obl_gaussian(&random, 3, dim, 1.0, sigma);

    cr_assert_not_null(s);
    cr_expect_eq(s->d, 4);
    for (size_t i = 0; i < 3; i++) {
        double square = s->h[i] * s->h[i];

        for (size_t k = 0; k < 3; k++)
            square += s->z[3 * i + k] * s->z[3 * i + k];
        cr_expect_float_eq(square / (sigma * sigma), (double)dim,
                           5.0 * spread);
        cr_expect_lt(fabs(s->h[i]), 6.0 * sigma);
    }
    obl_state_free(s);
}


/* The mean of |w|^2 over reduced draws with d < dim: n dim sigma^2. */
Test(dynamics_gaussian, moments_survive_the_reduction) {
    enum { STATES = 20000, N = 2, DIM = 10 };
    double squares = 0.0, product = 0.0;

    for (uint64_t index = 0; index < STATES; index++) {
        obl_random random = { .seed = 8, .stream = 5, .index = index };
        obl_state *s = obl_gaussian(&random, N, DIM, 1.0, 2.0);

        for (size_t i = 0; i < N; i++)
            squares += s->h[i] * s->h[i] + s->z[2 * i] * s->z[2 * i]
                     + s->z[2 * i + 1] * s->z[2 * i + 1];
        product += s->h[0] * s->h[1] + s->z[0] * s->z[2]
                 + s->z[1] * s->z[3];
        obl_state_free(s);
    }
    cr_expect_float_eq(squares / (4.0 * STATES), N * DIM,
                       5.0 * sqrt(2.0 * N * DIM / STATES));
    cr_expect_float_eq(product / (4.0 * STATES), 0.0,
                       5.0 * sqrt((double)DIM / STATES));
}
