/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_dynamics_reference.c -- the flows against values of another program.
**
** reference/flow.py follows (4) as printed, in 40 digits and plain
** coordinates, by another method. Here every flow ends where it does, nearer
** for a smaller tolerance; and descent ends there as eta goes to 0.
*/

#include <criterion/criterion.h>
#include <criterion/parameterized.h>
#include <math.h>
#include <string.h>

#include "obelus.h"

enum { N_MAX = 3, ACROSS = 2 };

/* Where the flow goes. Rows of z have d - 1 numbers; the start is exact. */
typedef struct {
    char   name[32]; /* not a pointer: Criterion copies cases by value */
    size_t n, d;
    double v, t, h0[N_MAX], z0[N_MAX * ACROSS];
    double H, h[N_MAX], z[N_MAX * ACROSS];
} course;

static course courses[] = {
    { "three", 3, 3, 1, 4, { 0.125, -0.0625, 0.25 },
      { 0.25, -0.125, 0.125, 0.1875, -0.375, 0.0625 },
      0.0057536097595452547497,
      { 0.37266010371325085053, 0.13464531140475602639,
        0.48694097512244786833 },
      { 0.12502863289533641532, -0.085929768837091602266,
        0.046848296537934661878, 0.070743041774342070649,
        -0.17975220741279605009, 0.015522402148619763895 } },
    { "unlike scales", 2, 2, 2, 3, { 0x1p-10, 0.5 }, { 0x1p-11, -0.75 },
      0.082948182096740862178,
      { 0.74075285181542167928, 1.1762989660878374585 },
      { 0.25930775874523066392, -0.34628321685204446594 } },
    { "one", 1, 2, 1, 6, { -0.25 }, { 0.1875 }, 0.12504659800852685474,
      { 0.87495340199147314526 }, { 0.044831476498493700944 } },
};


static obl_state *start(const course *c) {
    obl_state *s = obl_state_new(c->n, c->d, c->v);

    cr_assert_not_null(s);
    memcpy(s->h, c->h0, c->n * sizeof *s->h);
    memcpy(s->z, c->z0, c->n * (c->d - 1) * sizeof *s->z);
    return s;
}


/* The farthest that a neuron is from its place, over its length. */
static double error_of(const obl_state *s, const course *c) {
    double far = 0.0;

    for (size_t i = 0; i < c->n; i++) {
        double gap = pow(s->h[i] - c->h[i], 2), size = pow(c->h[i], 2);

        for (size_t k = i * (c->d - 1); k < (i + 1) * (c->d - 1); k++) {
            gap += pow(s->z[k] - c->z[k], 2);
            size += pow(c->z[k], 2);
        }
        far = fmax(far, sqrt(gap / size));
    }
    return far;
}


static double flow_error(const obl_flow *flow, const course *c,
                         double tolerance) {
    obl_state *s = start(c);
    double t = 0.0;

    cr_assert_eq(flow->run(s, &t, c->t, tolerance), OBL_OK);
    cr_expect_eq(t, c->t);
    const double far = fmax(error_of(s, c), fabs(s->H / c->H - 1.0));
    obl_state_free(s);
    return far;
}


/* H too, relative to itself. A flow may be far better than it was asked to
** be, as bsimp is in short runs; then it need not get better still. */
ParameterizedTestParameters(dynamics_reference, flows_end_there) {
    return cr_make_param_array(course, courses,
                               sizeof courses / sizeof *courses);
}

ParameterizedTest(course *c, dynamics_reference, flows_end_there) {
    const double tolerances[] = { 1e-3, 1e-6, 1e-9, 1e-12 };

    for (const obl_flow *const *flow = obl_flows; *flow != NULL; flow++) {
        double far[4];

        for (size_t k = 0; k < 4; k++) {
            far[k] = flow_error(*flow, c, tolerances[k]);
            cr_expect_lt(far[k], 3.0 * tolerances[k], "%s, %s, %g: %g",
                         c->name, (*flow)->name, tolerances[k], far[k]);
        }
        cr_expect(far[0] < 1e-8 || far[2] < 0.01 * far[0],
                  "%s, %s: %g then %g", c->name, (*flow)->name, far[0],
                  far[2]);
    }
}


/* A neuron is 0 after a time that is known. */
Test(dynamics_reference, flows_collapse_then) {
    const course c = { "falls", 3, 3, 1, 1.3750782643851971251,
                       { 1.5, 1.25, 0.0625 },
                       { 0.5, -0.25, -0.125, 0.1875, 0.03125, 0.015625 },
                       0, { 0 }, { 0 } };
    const double tolerances[] = { 1e-3, 1e-6, 1e-9, 1e-12 };

    for (const obl_flow *const *flow = obl_flows; *flow != NULL; flow++)
        for (size_t k = 0; k < 4; k++) {
            obl_state *s = start(&c);
            double t = 0.0;

            cr_expect_eq((*flow)->run(s, &t, 5.0, tolerances[k]),
                         OBL_ZERO_NEURON);
            cr_expect(fabs(t / c.t - 1.0) < tolerances[k],
                      "%s, %g: %.17g is not %.17g", (*flow)->name,
                      tolerances[k], t, c.t);
            obl_state_free(s);
        }
}


static double descent_error(const course *c, bool carried, uint64_t steps) {
    obl_state *s = start(c);

    s->carried = carried;
    s->H = c->v;
    for (size_t i = 0; i < c->n; i++) {
        s->H -= s->h[i];
        for (size_t k = 0; k < c->d - 1; k++)
            s->R[k] += s->z[i * (c->d - 1) + k];
    }
    cr_assert_eq(obl_descend(s, c->t / (double)steps, steps, NULL), OBL_OK);
    const double far = error_of(s, c);
    obl_state_free(s);
    return far;
}


/* Descent is Euler's method for the flow: its error halves with eta. */
Test(dynamics_reference, descent_is_the_flow_as_eta_goes_to_0) {
    for (size_t c = 0; c < sizeof courses / sizeof *courses; c++)
        for (int carried = 0; carried < 2; carried++) {
            const double whole = descent_error(&courses[c], carried, 50000);
            const double half = descent_error(&courses[c], carried, 100000);

            cr_expect_lt(half, 1e-3, "%s: %g", courses[c].name, half);
            cr_expect_float_eq(whole / half, 2.0, 0.02, "%s: %g then %g",
                               courses[c].name, whole, half);
        }
}
