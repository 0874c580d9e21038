/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_law.c -- the exact laws of a Gaussian neuron against draws of it.
**
** Neurons are drawn as the engine draws them, obl_gaussian, and those in
** Lemma 3's window are counted: by length, by angle, by both. The count must
** lie within the binomial bounds that leave out 0.05 % on either side. Seeds
** are fixed, so a test that passes goes on passing.
*/

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "claim/law.h"
#include "obelus.h"

enum { NEURONS = 10, DRAWS = 12000, PREC = 512 };

static const double SIGMA = 0.25, V = 3.0, TAIL = 0.0005;

typedef struct { unsigned length, angle, both; } tally;


/* |w|^2 / sigma^2 in [d/4, 4d]. */
static bool in_length(double h, double across, size_t d) {
    const double norm = hypot(h, across), unit = SIGMA * sqrt((double)d);

    return norm >= unit / 2 && norm <= 2 * unit;
}


/* theta in [pi/3, 2 pi/3]: |h| at most half of |w|. */
static bool in_angle(double h, double across) {
    return fabs(h) <= hypot(h, across) / 2;
}


static void count(tally *t, const obl_state *s, size_t d) {
    const size_t width = s->d - 1;

    for (size_t i = 0; i < s->n; i++) {
        double square = 0;

        for (size_t k = 0; k < width; k++)
            square += s->z[i * width + k] * s->z[i * width + k];
        const bool length = in_length(s->h[i], sqrt(square), d);
        const bool angle = in_angle(s->h[i], sqrt(square));

        t->length += length;
        t->angle += angle;
        t->both += length && angle;
    }
}


static tally draw(size_t d) {
    tally t = { 0 };

    for (uint64_t k = 0; k < DRAWS; k++) {
        obl_random random = { .seed = 1, .stream = d, .index = k };
        obl_state *s = obl_gaussian(&random, NEURONS, d, V, SIGMA);

        cr_assert_not_null(s);
        count(&t, s, d);
        obl_state_free(s);
    }
    return t;
}


static double length_law(obl_real_cx *cx, double d) {
    const obl_real a = obl_real_double(cx, d / 2);

    return obl_real_gamma_p(cx, a, obl_real_double(cx, 2 * d)).x
        - obl_real_gamma_p(cx, a, obl_real_double(cx, d / 8)).x;
}


/* P(sin^2 theta >= 3/4), sin^2 theta ~ beta((d-1)/2, 1/2); on a line it is
** 0. */
static double angle_law(obl_real_cx *cx, double d) {
    return d == 1 ? 0
        : 1 - obl_real_beta_i(cx, obl_real_double(cx, (d - 1) / 2),
                              obl_real_double(cx, 0.5),
                              obl_real_double(cx, 0.75)).x;
}


/* k of `trials` is no surprise where each has chance p. */
static void expect_likely(unsigned k, double p, const char *what, size_t d) {
    const unsigned trials = DRAWS * NEURONS;

    if (p == 0) {
        cr_expect_eq(k, 0, "%s, d = %zu: %u of chance 0", what, d, k);
        return;
    }
    const double below = gsl_cdf_binomial_P(k, p, trials);
    const double above = k == 0 ? 1 : gsl_cdf_binomial_Q(k - 1, p, trials);

    cr_expect(below > TAIL && above > TAIL,
              "%s, d = %zu: %u of %u, law %.6f (tails %g, %g)", what, d, k,
              trials, p, below, above);
}


ParameterizedTestParameters(law, agrees_with_draws) {
    static size_t dimensions[] = { 1, 2, 3, 10, 100 };

    return cr_make_param_array(size_t, dimensions,
                               sizeof dimensions / sizeof *dimensions);
}

ParameterizedTest(size_t *d, law, agrees_with_draws) {
    const tally t = draw(*d);
    obl_real_cx cx;

    obl_real_open(&cx, 53);
    const double length = length_law(&cx, (double)*d);
    const double angle = angle_law(&cx, (double)*d);

    expect_likely(t.length, length, "length", *d);
    expect_likely(t.angle, angle, "angle", *d);
    /* Length and direction are independent. */
    expect_likely(t.both, length * angle, "both", *d);
    obl_real_close(&cx);
}


/* Closed forms: on a line the length is that of one normal number, in the
** plane and in space the angle has a density that can be integrated. */
Test(law, meets_closed_forms) {
    obl_real_cx cx;

    obl_real_open(&cx, 53);
    cr_expect_float_eq(length_law(&cx, 1), erf(sqrt(2)) - erf(sqrt(0.125)),
                       1e-13);
    cr_expect_float_eq(length_law(&cx, 2), exp(-0.25) - exp(-4), 1e-13);
    cr_expect_float_eq(angle_law(&cx, 2), 1.0 / 3, 1e-13);
    cr_expect_float_eq(angle_law(&cx, 3), 0.5, 1e-13);
    obl_real_close(&cx);
}


/* The same laws in balls; where a = x = 1024, 128 bits leave a wide one. */
Test(law, is_the_same_in_balls) {
    obl_ball_cx balls;
    obl_real_cx cx;

    obl_real_open(&cx, 53);
    obl_ball_open(&balls, PREC);
    for (long d = 2; d <= 2048; d *= 4) {
        const obl_ball p = obl_ball_gamma_p(&balls,
            obl_ball_double(&balls, (double)d / 2),
            obl_ball_double(&balls, (double)d / 2));
        const obl_ball angle = obl_ball_beta_i(&balls,
            obl_ball_double(&balls, (double)(d - 1) / 2),
            obl_ball_double(&balls, 0.5), obl_ball_double(&balls, 0.75));
        const double gamma_p = obl_real_gamma_p(&cx,
            obl_real_double(&cx, (double)d / 2),
            obl_real_double(&cx, (double)d / 2)).x;

        cr_expect_float_eq(obl_ball_mid(p), gamma_p, 1e-12, "d = %ld", d);
        cr_expect_float_eq(1 - obl_ball_mid(angle),
                           angle_law(&cx, (double)d), 1e-12, "d = %ld", d);
    }
    obl_ball_close(&balls);
    obl_real_close(&cx);
    flint_cleanup();
}
