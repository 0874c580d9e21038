/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_dynamics_flow.c -- every flow of obl_flows[] held to its claims.
**
** Routes to the same numbers: closed forms (the paper's toy cases), the two
** integrators against each other, tolerances against each other, symmetries
** of the flow, and the identity dL/dt = -|grad L|^2.
*/

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "obelus.h"

enum { N_MAX = 5 };

/* A state at a time, and how its flow ended. */
typedef struct {
    obl_status status;
    double     t;
    obl_state *s;
} end;


static const obl_flow *each(size_t k) {
    return obl_flows[k];
}


/* Follows `s` and keeps it. */
static end follow(const obl_flow *flow, obl_state *s, double until,
                  double tolerance) {
    end e = { .s = s };

    cr_assert_not_null(s);
    e.status = flow->run(s, &e.t, until, tolerance);
    return e;
}


/* The same Gaussian start each time. */
static obl_state *start(size_t n, double sigma, uint64_t seed) {
    obl_random random = { .seed = seed };

    return obl_gaussian(&random, n, n + 1, 1.0, sigma);
}


static obl_state *line(size_t n, double v, const double *h) {
    obl_state *s = obl_state_new(n, 1, v);

    cr_assert_not_null(s);
    memcpy(s->h, h, n * sizeof *h);
    return s;
}


static double loss_of(const obl_state *s) {
    double loss = NAN;

    cr_assert_eq(obl_evaluate(&loss, NULL, NULL, &s, 1), OBL_OK);
    return loss;
}


/* The farthest of `count` numbers from `y`, over the largest of y. */
static double apart(const double *x, const double *y, size_t count) {
    double far = 0.0, size = 0.0;

    for (size_t k = 0; k < count; k++) {
        far = fmax(far, fabs(x[k] - y[k]));
        size = fmax(size, fabs(y[k]));
    }
    return far == 0.0 ? 0.0 : far / size;
}


/* Relative distance in L, H, R, h and z, the largest of them. */
static double distance(const obl_state *a, const obl_state *b) {
    const size_t across = a->d - 1;
    double far = fabs(loss_of(a) / loss_of(b) - 1.0);

    far = fmax(far, fabs(a->H / b->H - 1.0));
    far = fmax(far, apart(a->R, b->R, across));
    far = fmax(far, apart(a->h, b->h, a->n));
    return fmax(far, apart(a->z, b->z, a->n * across));
}


static void close_end(end e) {
    obl_state_free(e.s);
}


/* ---------------------------------------------------------------- list */

Test(flows, are_found_by_name_and_the_default_leads) {
    cr_assert_str_eq(obl_flow_find(NULL)->name, "radau");
    cr_assert_null(obl_flow_find("no such flow"));
    for (size_t k = 0; each(k) != NULL; k++) {
        cr_expect_eq(obl_flow_find(each(k)->name), each(k));
        cr_expect_gt(strlen(each(k)->about), 0);
        for (size_t j = 0; j < k; j++)
            cr_expect_str_neq(each(j)->name, each(k)->name);
    }
}


/* ------------------------------------------------------------- corners */

Test(corners, no_time_changes_nothing_but_carries) {
    for (size_t k = 0; each(k) != NULL; k++) {
        obl_state *before = start(3, 0.1, 1);
        end e = follow(each(k), start(3, 0.1, 1), 0.0, 1e-10);

        cr_expect_eq(e.status, OBL_OK);
        cr_expect_eq(apart(e.s->h, before->h, 3), 0.0);
        cr_expect_eq(apart(e.s->z, before->z, 9), 0.0);
        cr_expect(e.s->carried);
        cr_expect_float_eq(e.s->H, 1.0 - before->h[0] - before->h[1]
                                   - before->h[2], 1e-15);
        obl_state_free(before);
        close_end(e);
    }
}


Test(corners, what_is_not_finite_is_refused_untouched) {
    const double bad[] = { NAN, INFINITY, -INFINITY };

    for (size_t k = 0; each(k) != NULL; k++)
        for (size_t b = 0; b < 3; b++) {
            end e = { .t = 2.0, .s = start(2, 0.1, 1) };

            e.s->z[1] = bad[b];
            cr_expect_eq(each(k)->run(e.s, &e.t, 3.0, 1e-8), OBL_NOT_FINITE);
            cr_expect_eq(e.t, 2.0);
            cr_expect_not(e.s->carried);
            close_end(e);
            e = (end){ .t = 2.0, .s = start(2, 0.1, 1) };
            e.s->carried = true;
            e.s->H = bad[b];
            cr_expect_eq(each(k)->run(e.s, &e.t, 3.0, 1e-8), OBL_NOT_FINITE);
            e.s->carried = false;
            cr_expect_eq(each(k)->run(e.s, &e.t, INFINITY, 1e-8),
                         OBL_NOT_FINITE);
            close_end(e);
        }
}


Test(corners, a_zero_neuron_is_refused_at_once) {
    const double h[] = { 0.5, 0.0 };

    for (size_t k = 0; each(k) != NULL; k++) {
        end e = follow(each(k), line(2, 1.0, h), 1.0, 1e-8);

        cr_expect_eq(e.status, OBL_ZERO_NEURON);
        cr_expect_eq(e.t, 0.0);
        cr_expect_eq(e.s->h[0], 0.5);
        close_end(e);
    }
}


/* At the minimum nothing moves, for as long as one likes. */
Test(corners, the_minimum_stays) {
    const double h[] = { 0.25, 0.75 };

    for (size_t k = 0; each(k) != NULL; k++) {
        end e = follow(each(k), line(2, 1.0, h), 1e12, 1e-10);

        cr_expect_eq(e.status, OBL_OK);
        cr_expect_eq(e.t, 1e12);
        cr_expect_eq(apart(e.s->h, h, 2), 0.0);
        close_end(e);
    }
}


/* -------------------------------------------------------- closed forms */

/* Toy case 2: sum lambda - 1 falls like exp(-n t / 2), and each neuron moves
** by the n-th part of it, here over 58 decades. */
Test(closed_form, parallel_neurons) {
    const double h[] = { 0.125, 0.5, 0.75 }, v = 4.0;
    const double times[] = { 0.1, 1.0, 10.0, 90.0 };

    for (size_t k = 0; each(k) != NULL; k++)
        for (size_t m = 0; m < 4; m++) {
            end e = follow(each(k), line(3, v, h), times[m], 1e-10);
            const double H = (v - 1.375) * exp(-1.5 * times[m]);
            const double error = 2e-8 * (1.0 + times[m]);

            cr_expect_eq(e.status, OBL_OK);
            cr_expect_float_eq(e.s->H / H, 1.0, error, "%s at %g: %g is not %g",
                               each(k)->name, times[m], e.s->H, H);
            for (size_t i = 0; i < 3; i++)
                cr_expect_float_eq(e.s->h[i], h[i] + (v - 1.375 - H) / 3.0,
                                   1e-9);
            cr_expect_float_eq(loss_of(e.s) / (H * H / 4.0), 1.0,
                               2.0 * error);
            close_end(e);
        }
}


/* Toy case 3: n equal neurons are one, with teacher v/n and n times as fast.
*/
Test(closed_form, equal_neurons) {
    const size_t n = 4;

    for (size_t k = 0; each(k) != NULL; k++)
        for (double t = 0.5; t < 20.0; t *= 3.0) {
            obl_state *many = obl_state_new(n, 3, 1.0);
            obl_state *one = obl_state_new(1, 3, 1.0 / (double)n);

            for (size_t i = 0; i < n; i++) {
                many->h[i] = -0.125;
                many->z[2 * i] = 0.25;
                many->z[2 * i + 1] = -0.5;
            }
            one->h[0] = -0.125;
            one->z[0] = 0.25;
            one->z[1] = -0.5;
            end a = follow(each(k), many, t, 1e-11);
            end b = follow(each(k), one, (double)n * t, 1e-11);
            cr_expect_eq(a.status, OBL_OK);
            cr_expect_eq(b.status, OBL_OK);
            for (size_t i = 0; i < n; i++) {
                cr_expect_float_eq(many->h[i], one->h[0], 1e-9);
                cr_expect_lt(apart(many->z + 2 * i, one->z, 2), 1e-8);
            }
            cr_expect_float_eq(many->H / one->H, (double)n, 1e-7);
            close_end(a);
            close_end(b);
        }
}


/* One neuron: r decays like exp(-t/2) in the end, and to nothing. */
Test(closed_form, one_neuron_decays_exponentially) {
    for (size_t k = 0; each(k) != NULL; k++) {
        end a = follow(each(k), start(1, 0.1, 3), 100.0, 1e-10);
        const double early = a.s->R[0];

        cr_expect_eq(a.status, OBL_OK);
        cr_expect_eq(each(k)->run(a.s, &a.t, 120.0, 1e-10), OBL_OK);
        cr_expect_float_eq(a.s->R[0] / early, exp(-10.0), 1e-12);
        cr_expect_eq(each(k)->run(a.s, &a.t, 1e12, 1e-10), OBL_OK);
        cr_expect_float_eq(a.s->h[0], 1.0, 1e-15);
        cr_expect_lt(fabs(a.s->R[0]), 1e-100);
        close_end(a);
    }
}


/* n = 2: r = 0 stays, while z falls like 1/t. */
Test(closed_form, two_neurons_keep_their_sum) {
    for (size_t k = 0; each(k) != NULL; k++) {
        obl_state *s = obl_state_new(2, 2, 1.0);

        s->h[0] = s->h[1] = 0.5;
        s->z[0] = 0.25;
        s->z[1] = -0.25;
        end e = follow(each(k), s, 1e6, 1e-10);
        const double z = s->z[0];
        cr_expect_eq(e.status, OBL_OK);
        cr_expect_lt(fabs(s->H) + fabs(s->R[0]), 1e-16);
        cr_expect_eq(each(k)->run(s, &e.t, 1e9, 1e-10), OBL_OK);
        cr_expect_float_eq(s->z[0] / z, 1e-3, 1e-7);
        cr_expect_float_eq(s->z[0] / s->z[1], -1.0, 1e-9);
        close_end(e);
    }
}


/* ------------------------------------------------------------ collapse */

/* On a line, positive neurons fall together: h_i(t) = h_i - r (1 - e^-nt/2)
** / n while all are positive. The smaller reaches 0 at a known time. */
Test(collapse, on_a_line) {
    const double h[] = { 2.0, 0.125 }, v = 1.0;
    const double t = -log(1.0 - 2.0 * 0.125 / (2.125 - v));
    const double tolerances[] = { 1e-4, 1e-8, 1e-12 };

    for (size_t k = 0; each(k) != NULL; k++)
        for (size_t m = 0; m < 3; m++) {
            end e = follow(each(k), line(2, v, h), 1e6, tolerances[m]);

            cr_expect_eq(e.status, OBL_ZERO_NEURON);
            cr_expect_float_eq(e.t / t, 1.0, tolerances[m], "%s: %.17g, %.17g",
                               each(k)->name, e.t, t);
            cr_expect_lt(fabs(e.s->h[1]), tolerances[m]);
            cr_expect_float_eq(e.s->h[0], 2.0 - 0.125, tolerances[m]);
            cr_expect(e.s->carried);
            close_end(e);
        }
}


/* Off the line: all agree on the time. */
Test(collapse, in_the_plane) {
    double time = NAN;

    for (size_t k = 0; each(k) != NULL; k++) {
        obl_random random = { .seed = 1 };
        end e = follow(each(k), obl_gaussian(&random, 4, 2, 1.0, 1.0), 1e12,
                       1e-9);
        double least = INFINITY;

        for (size_t i = 0; i < 4; i++)
            least = fmin(least, hypot(e.s->h[i], e.s->z[i]));
        cr_expect_eq(e.status, OBL_ZERO_NEURON);
        cr_expect_lt(least, 1e-8);
        time = k == 0 ? e.t : time;
        cr_expect_float_eq(e.t / time, 1.0, 1e-8, "%.17g", e.t);
        close_end(e);
    }
}


/* w = -c v, n = 1: w falls like exp(-t/2) for ever; in doubles it ends. */
Test(collapse, against_the_teacher) {
    const double h[] = { -1.0 };

    for (size_t k = 0; each(k) != NULL; k++) {
        end e = follow(each(k), line(1, 2.0, h), 10.0, 1e-10);

        cr_expect_eq(e.status, OBL_OK);
        cr_expect_float_eq(e.s->h[0] / -exp(-5.0), 1.0, 1e-9);
        cr_expect_eq(each(k)->run(e.s, &e.t, 1e12, 1e-10), OBL_ZERO_NEURON);
        cr_expect_gt(e.t, 30.0);
        cr_expect_lt(e.t, 2000.0);
        cr_expect_lt(fabs(e.s->h[0]), 1e-9);
        close_end(e);
    }
}


/* ----------------------------------------------------------- tolerance */

/* Errors against a tight run stay near the tolerance, and shrink with it. */
Test(tolerance, is_honoured) {
    const double tolerances[] = { 1e-4, 1e-6, 1e-8, 1e-10 };
    const double times[] = { 0.5, 5.0, 1e3 };

    for (size_t m = 0; m < 3; m++) {
        end tight = follow(each(0), start(3, 0.1, 1), times[m], 1e-13);

        for (size_t k = 0; each(k) != NULL; k++)
            for (size_t j = 0; j < 4; j++) {
                end e = follow(each(k), start(3, 0.1, 1), times[m],
                               tolerances[j]);
                const double far = distance(e.s, tight.s);

                cr_expect_eq(e.status, OBL_OK);
                cr_expect_lt(far, 3.0 * tolerances[j], "%s, %g, t = %g: %g",
                             each(k)->name, tolerances[j], times[m], far);
                close_end(e);
            }
        close_end(tight);
    }
}


/* Late H is v less a sum that equals v to the last digit: at 1e12 the h_i
** alone hold none of it. Measured at most 1e-12. */
Test(tolerance, late_numbers_are_right) {
    const double times[] = { 1e6, 1e12 };

    for (size_t n = 3; n <= N_MAX; n += 2)
        for (size_t m = 0; m < 2; m++) {
            end a = follow(each(0), start(n, 0.1, 1), times[m], 1e-10);
            end b = follow(each(0), start(n, 0.1, 1), times[m], 1e-12);

            cr_expect_eq(a.status, OBL_OK);
            cr_expect_eq(b.status, OBL_OK);
            cr_expect_lt(distance(a.s, b.s), 1e-11, "n %zu, t %g: %g", n,
                         times[m], distance(a.s, b.s));
            close_end(a);
            close_end(b);
        }
}


Test(tolerance, the_flows_agree_at_1e12) {
    end a = follow(obl_flow_find("radau"), start(3, 0.1, 1), 1e12, 1e-10);
    end b = follow(obl_flow_find("bsimp"), start(3, 0.1, 1), 1e12, 1e-8);

    cr_expect_eq(a.status, OBL_OK);
    cr_expect_eq(b.status, OBL_OK);
    cr_expect_lt(distance(a.s, b.s), 1e-10, "%g", distance(a.s, b.s));
    close_end(a);
    close_end(b);
}


/* h_n is not to be recovered from H here: H is v to the last digit. */
Test(tolerance, tiny_starts_are_fine) {
    const double sigmas[] = { 1e-6, 1e-20, 1e-100 };

    for (size_t k = 0; each(k) != NULL; k++)
        for (size_t m = 0; m < 3; m++) {
            end a = follow(each(k), start(3, sigmas[m], 1), 3.0, 1e-8);
            end b = follow(each(0), start(3, sigmas[m], 1), 3.0, 1e-12);

            cr_expect_eq(a.status, OBL_OK, "%s, %g", each(k)->name, sigmas[m]);
            cr_expect_eq(b.status, OBL_OK);
            cr_expect_lt(apart(a.s->z, b.s->z, 9), 1e-6);
            cr_expect_lt(apart(a.s->h, b.s->h, 3), 1e-7);
            close_end(a);
            close_end(b);
        }
}


/* ---------------------------------------------------------- the law */

static double square_of_gradient(const obl_state *s) {
    double h[N_MAX], z[N_MAX * N_MAX], sum = 0.0;
    double *along[] = { h }, *cross[] = { z };

    cr_assert_eq(obl_evaluate(NULL, along, cross, &s, 1), OBL_OK);
    for (size_t i = 0; i < s->n; i++)
        sum += h[i] * h[i];
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        sum += z[k] * z[k];
    return sum;
}


/* d log L / d log t = -t |grad L|^2 / L goes to -3, and so do differences. */
Test(law, loss_falls_like_the_cube_of_time) {
    for (size_t n = 3; n <= N_MAX; n++) {
        end e = follow(each(0), start(n, 0.1, 2), 1e9, 1e-10);
        const double early = loss_of(e.s);

        cr_expect_eq(e.status, OBL_OK);
        cr_expect_eq(each(0)->run(e.s, &e.t, 1e10, 1e-10), OBL_OK);
        const double late = loss_of(e.s);
        const double rate = e.t * square_of_gradient(e.s) / late;
        cr_expect_float_eq(rate, 3.0, 1e-3, "n %zu: %.17g", n, rate);
        cr_expect_float_eq(log10(early / late), 3.0, 1e-3);
        close_end(e);
    }
}


/* dL/dt = -|grad L|^2, by differences of the flow's own losses. */
Test(law, loss_falls_at_the_square_of_the_gradient) {
    for (size_t k = 0; each(k) != NULL; k++) {
        const double h = 1e-3;
        end e = follow(each(k), start(4, 0.3, 1), 2.0 - h, 1e-12);
        const double before = loss_of(e.s);

        cr_expect_eq(each(k)->run(e.s, &e.t, 2.0, 1e-12), OBL_OK);
        const double square = square_of_gradient(e.s);
        cr_expect_eq(each(k)->run(e.s, &e.t, 2.0 + h, 1e-12), OBL_OK);
        const double slope = (loss_of(e.s) - before) / (2.0 * h);
        cr_expect_float_eq(slope / -square, 1.0, 1e-5);
        close_end(e);
    }
}


/* --------------------------------------------------------- symmetries */

/* The same flow after a turn about v, in the other order of neurons, and in
** other units: w and v times c take the same time. */
static obl_state *changed(const obl_state *s, double scale, double turn) {
    obl_state *to = obl_state_new(s->n, s->d, s->v * scale);

    cr_assert_not_null(to);
    for (size_t i = 0; i < s->n; i++) {
        const double *z = s->z + i * (s->d - 1);
        double *out = to->z + (s->n - 1 - i) * (s->d - 1);

        to->h[s->n - 1 - i] = scale * s->h[i];
        for (size_t k = 0; k < s->d - 1; k++)
            out[k] = scale * z[k];
        out[0] = scale * (cos(turn) * z[0] - sin(turn) * z[1]);
        out[1] = scale * (sin(turn) * z[0] + cos(turn) * z[1]);
    }
    return to;
}


Test(symmetry, turn_order_and_units) {
    const double scales[] = { 1.0, 1e-9, 1e9, 0x1p200 };

    for (size_t k = 0; each(k) != NULL; k++)
        for (size_t m = 0; m < 4; m++) {
            obl_state *s = start(3, 0.2, 5);
            obl_state *other = changed(s, scales[m], 1.0);
            end a = follow(each(k), s, 50.0, 1e-10);
            end b = follow(each(k), other, 50.0, 1e-10);
            obl_state *back = changed(s, scales[m], 1.0);

            cr_expect_eq(a.status, OBL_OK);
            cr_expect_eq(b.status, OBL_OK);
            cr_expect_lt(apart(other->z, back->z, 9), 1e-9);
            cr_expect_lt(apart(other->h, back->h, 3), 1e-9);
            cr_expect_float_eq(other->H / s->H / scales[m], 1.0, 1e-8);
            obl_state_free(back);
            close_end(a);
            close_end(b);
        }
}


/* A run in two parts, the second of which starts at a large t, is the whole.
*/
Test(symmetry, parts_make_the_whole) {
    const double middles[] = { 1e-3, 2.0, 1e4 };

    for (size_t k = 0; each(k) != NULL; k++)
        for (size_t m = 0; m < 3; m++) {
            end whole = follow(each(k), start(3, 0.1, 7), 1e5, 1e-10);
            end parts = follow(each(k), start(3, 0.1, 7), middles[m], 1e-10);

            cr_expect_eq(parts.t, middles[m]);
            cr_expect_eq(each(k)->run(parts.s, &parts.t, 1e5, 1e-10), OBL_OK);
            cr_expect_eq(parts.t, 1e5);
            cr_expect_lt(distance(whole.s, parts.s), 1e-9, "%s at %g: %g",
                         each(k)->name, middles[m],
                         distance(whole.s, parts.s));
            close_end(whole);
            close_end(parts);
        }
}


/* Bits do not depend on what ran before. */
Test(symmetry, the_same_run_is_the_same_bits) {
    for (size_t k = 0; each(k) != NULL; k++) {
        end a = follow(each(k), start(3, 0.1, 7), 10.0, 1e-8);
        end b = follow(each(k), start(3, 0.1, 7), 10.0, 1e-8);

        cr_expect_eq(memcmp(a.s->z, b.s->z, 9 * sizeof(double)), 0);
        cr_expect_eq(a.s->H, b.s->H);
        close_end(a);
        close_end(b);
    }
}


/* ---------------------------------------------------------------- ends */

/* Neurons a million times apart move on scales that far apart. Whatever
** comes of it, it comes soon and is finite. */
Test(ends, far_scales_end_and_are_finite) {
    for (double ratio = 1.0; ratio > 1e-7; ratio *= 0.1) {
        obl_state *s = start(4, 0.3, 9);

        s->h[1] *= ratio;
        for (size_t i = 0; i < 4; i++)
            s->z[4 + i] *= ratio;
        end e = follow(each(0), s, 1e12, 1e-8);
        cr_expect(e.status == OBL_OK || e.status == OBL_ZERO_NEURON,
                  "ratio %g: %s", ratio, obl_status_text(e.status));
        cr_expect(isfinite(s->H));
        cr_expect(isfinite(loss_of(s)));
        close_end(e);
    }
}
