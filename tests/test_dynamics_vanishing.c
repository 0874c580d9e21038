/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_dynamics_vanishing.c -- the flow from a vanishing start.
**
** Routes to the same numbers: the ordinary flow at starts that doubles hold,
** where the gap must fall like S log 1/S; at the scale itself the gradient (4)
** in long doubles through the first two limits, and (4) and (23) in balls of
** up to 9000 bits in the third; and closed forms.
*/

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "formula/ball.h"
#include "obelus.h"

enum { N_MAX = 5, D_MAX = N_MAX + 1 };


static obl_state *unit_start(size_t n, double v, uint64_t seed) {
    obl_random random = { .seed = seed };
    obl_state *s = obl_gaussian(&random, n, n + 1, v, 1.0);

    cr_assert_not_null(s);
    return s;
}


/* The start S u_i itself. */
static obl_state *scaled(const obl_state *unit, double S) {
    obl_state *s = obl_state_new(unit->n, unit->d, unit->v);

    cr_assert_not_null(s);
    for (size_t i = 0; i < s->n; i++)
        s->h[i] = S * unit->h[i];
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        s->z[k] = S * unit->z[k];
    return s;
}


static obl_vanishing *open_flow(const obl_state *unit, long double S) {
    obl_vanishing *flow;

    cr_assert_eq(obl_vanishing_new(&flow, unit, S), OBL_OK);
    return flow;
}


static obl_vanishing_state state_at(obl_vanishing *flow, long double t) {
    obl_vanishing_state s;

    cr_assert_eq(obl_vanishing_at(flow, t, &s), OBL_OK);
    cr_assert_eq(s.t, t);
    return s;
}


/* ---------------------------------------------- against the ordinary flow */

/* Gaps over what they may be a small part of, the largest of them. */
typedef struct {
    double h, z, H, R, L;
} gaps;


static double larger(double a, double b) {
    return a > b || isnan(a) ? a : b;
}


static double loss_of(const obl_state *s) {
    double loss = NAN;

    cr_assert_eq(obl_evaluate(&loss, NULL, NULL, &s, 1), OBL_OK);
    return loss;
}


/* The longest z_i, and the largest |h_i|. */
static void sizes(double *longest, double *highest, const obl_state *s) {
    *longest = *highest = 0.0;
    for (size_t i = 0; i < s->n; i++) {
        double sum = 0.0;

        for (size_t k = 0; k < s->d - 1; k++)
            sum += pow(s->z[i * (s->d - 1) + k], 2.0);
        *longest = fmax(*longest, sqrt(sum));
        *highest = fmax(*highest, fabs(s->h[i]));
    }
}


/* The parts put together, in doubles. */
static gaps gaps_of(const obl_vanishing_state *a, const obl_state *s) {
    const double S = (double)a->S, x = 0.5 * (double)a->n * (double)a->t;
    const double H = a->v * exp(-x) + S * S * S * a->H3;
    double longest, highest, squares = 0.0, off = 0.0;
    gaps g = { 0 };

    sizes(&longest, &highest, s);
    const double theta = fmin(1.0, longest / highest);
    for (size_t i = 0; i < s->n; i++)
        g.h = larger(fabs((double)a->h[i] - s->h[i]) / highest, g.h);
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        g.z = larger(fabs(S * a->zeta[k] - s->z[k]) / longest, g.z);
    for (size_t k = 0; k < s->d - 1; k++) {
        const double R = S * exp(-x) * a->R1[k] + S * S * a->R2[k];

        off += (R - s->R[k]) * (R - s->R[k]);
        squares += R * R;
    }
    g.R = sqrt(off) / fmax(sqrt(squares), longest * theta);
    g.H = fabs(H - s->H) / fmax(fabs(H), longest * theta * theta);
    const double L = (H * H + squares) / 4.0 + S * S * S * a->L3;
    g.L = fabs(L / loss_of(s) - 1.0);
    return g;
}


/* The largest gaps over all three limits. */
static gaps worst_gaps(size_t n, double v, double S) {
    const double times[] = { 0.0, 0.3 * S, S, 3.0 * S, 100.0 * S, 0.01, 1.0,
        3.0, 10.0, 30.0, 100.0, 0.1 / S, 1.0 / S, 10.0 / S, 1e3 / S };
    obl_state *unit = unit_start(n, v, 1), *s = scaled(unit, S);
    obl_vanishing *flow = open_flow(unit, (long double)S);
    gaps most = { 0 };
    double t = 0.0;

    for (size_t m = 0; m < sizeof times / sizeof *times; m++) {
        cr_assert_eq(obl_flow_find(NULL)->run(s, &t, times[m], 1e-13), OBL_OK);
        const obl_vanishing_state a = state_at(flow, (long double)times[m]);
        const gaps g = gaps_of(&a, s);

        most = (gaps){ larger(g.h, most.h), larger(g.z, most.z),
                       larger(g.H, most.H), larger(g.R, most.R),
                       larger(g.L, most.L) };
    }
    obl_vanishing_free(flow);
    obl_state_free(unit);
    obl_state_free(s);
    return most;
}


static void shrinks(const char *what, double small, double large, size_t n) {
    cr_expect_lt(large, 1e-3, "n %zu, %s: %g", n, what, large);
    cr_expect_lt(small, 2.5e-3 * large, "n %zu, %s: %g after %g", n, what,
                 small, large);
}


/* What is left out is O(S log 1/S): a thousandth of S leaves a thousandth and
** half as much again, of R a little more. Over 100 starts for each n the gaps
** are at most 600 S at 1e-6. */
Test(vanishing, the_flow_tends_to_it) {
    for (size_t n = 2; n <= N_MAX; n++) {
        const double v = n == 3 ? 4.0 : 1.0;
        const gaps a = worst_gaps(n, v, 1e-6), b = worst_gaps(n, v, 1e-9);

        shrinks("h", b.h, a.h, n);
        shrinks("z", b.z, a.z, n);
        shrinks("H", b.H, a.H, n);
        shrinks("R", b.R, a.R, n);
        shrinks("L", b.L, a.L, n);
    }
}


/* The tail is where the flow in doubles is at its best: t = 1e18. */
Test(vanishing, the_tail_is_that_of_the_flow) {
    for (size_t n = 2; n <= N_MAX; n++) {
        obl_state *unit = unit_start(n, 1.0, 2), *s = scaled(unit, 1e-12);
        obl_vanishing *flow = open_flow(unit, 1e-12L);
        double t = 0.0;

        for (double T = 1e2; T <= 1e6; T *= 1e2) {
            cr_assert_eq(obl_flow_find(NULL)->run(s, &t, T / 1e-12, 1e-13),
                         OBL_OK);
            const obl_vanishing_state a = state_at(flow, (long double)t);

            cr_expect_float_eq(a.L3 * 1e-36 / loss_of(s), 1.0, 2e-11,
                               "n %zu, T %g: %g", n, T,
                               a.L3 * 1e-36 / loss_of(s) - 1.0);
        }
        obl_vanishing_free(flow);
        obl_state_free(unit);
        obl_state_free(s);
    }
}


/* ------------------------------------------- the scale itself, t up to 1 */

/* w_i, n rows of d numbers, by the formula (4) as it is printed, in long
** doubles. Squares of lengths leave even their range. */
typedef struct {
    size_t n, d;
    long double v;
    long double w[N_MAX * D_MAX];
} network;


static long double length(const long double *x, size_t count) {
    long double most = 0.0L, sum = 0.0L;

    for (size_t k = 0; k < count; k++)
        most = fmaxl(most, fabsl(x[k]));
    for (size_t k = 0; most > 0.0L && k < count; k++)
        sum += (x[k] / most) * (x[k] / most);
    return most * sqrtl(sum);
}


static long double angle(const long double *a, const long double *b,
                         size_t d) {
    const long double A = length(a, d), B = length(b, d);
    long double apart[D_MAX] = { 0 }, joined[D_MAX] = { 0 };

    for (size_t k = 0; k < d; k++) {
        apart[k] = a[k] / A - b[k] / B;
        joined[k] = a[k] / A + b[k] / B;
    }
    return 2.0L * atan2l(length(apart, d), length(joined, d));
}


/* Adds -sign [u/2 + (|u| sin t w_i/|w_i| - t u) / (2 pi)], t their angle. */
static void add_force(long double *out, const long double *w,
                      const long double *u, long double sign, size_t d) {
    const long double pi = acosl(-1.0L), t = angle(w, u, d);
    const long double turn = length(u, d) * sinl(t) / length(w, d);

    for (size_t k = 0; k < d; k++)
        out[k] -= sign * (u[k] / 2.0L + (turn * w[k] - t * u[k]) / (2.0L * pi));
}


/* dw_i/dt. */
static void set_slope(long double *slope, const network *p) {
    const long double v[D_MAX] = { p->v };

    memset(slope, 0, p->n * p->d * sizeof *slope);
    for (size_t i = 0; i < p->n; i++) {
        const long double *w = p->w + i * p->d;

        for (size_t j = 0; j < p->n; j++)
            add_force(slope + i * p->d, w, p->w + j * p->d, 1.0L, p->d);
        add_force(slope + i * p->d, w, v, -1.0L, p->d);
    }
}


/* The error of a step, h_i over |w_i| and z_i over |z_i|, over 1e-10. */
static double error_of(const long double *error, const network *p) {
    double worst = 0.0;

    for (size_t i = 0; i < p->n; i++) {
        const long double *e = error + i * p->d, *w = p->w + i * p->d;

        worst = larger((double)(fabsl(e[0]) / length(w, p->d)), worst);
        worst = larger((double)(length(e + 1, p->d - 1)
                                / length(w + 1, p->d - 1)), worst);
    }
    return worst / 1e-10;
}


/* One step of Dormand and Prince's 5(4); the error against order 4. */
static double step(network *to, const network *from, long double h) {
    static const long double a[7][7] = {
        { 0 }, { 1.0L/5 }, { 3.0L/40, 9.0L/40 },
        { 44.0L/45, -56.0L/15, 32.0L/9 },
        { 19372.0L/6561, -25360.0L/2187, 64448.0L/6561, -212.0L/729 },
        { 9017.0L/3168, -355.0L/33, 46732.0L/5247, 49.0L/176,
          -5103.0L/18656 },
        { 35.0L/384, 0, 500.0L/1113, 125.0L/192, -2187.0L/6784, 11.0L/84 },
    };
    static const long double e[7] = { 71.0L/57600, 0, -71.0L/16695,
        71.0L/1920, -17253.0L/339200, 22.0L/525, -1.0L/40 };
    long double slope[7][N_MAX * D_MAX], error[N_MAX * D_MAX] = { 0 };

    for (int s = 0; s < 7; s++) {
        *to = *from;
        for (int r = 0; r < s; r++)
            for (size_t k = 0; k < to->n * to->d; k++)
                to->w[k] += h * a[s][r] * slope[r][k];
        set_slope(slope[s], to);
        for (size_t k = 0; k < to->n * to->d; k++)
            error[k] += h * e[s] * slope[s][k];
    }
    return error_of(error, from);
}


/* From *t to `until`; *h is the step to begin with, and the next one. */
static void walk(network *p, long double *t, long double *h,
                 long double until) {
    while (*t < until) {
        const bool last = *t + *h >= until;
        const long double now = last ? until - *t : *h;
        network to;
        const double error = step(&to, p, now);
        const double factor = 0.9 * pow(fmax(error, 1e-15), -0.2);

        if (error <= 1.0) {
            *t = last ? until : *t + now;
            *p = to;
        }
        if (!last || error > 1.0)
            *h = now * (long double)fmax(factor, 0.2);
    }
}


static network network_of(const obl_state *unit, long double S) {
    network p = { .n = unit->n, .d = unit->d, .v = unit->v };

    for (size_t i = 0; i < p.n; i++) {
        p.w[i * p.d] = S * unit->h[i];
        for (size_t k = 1; k < p.d; k++)
            p.w[i * p.d + k] = S * unit->z[i * (p.d - 1) + k - 1];
    }
    return p;
}


/* h, z, H and R of both; the last two as they are while e^-x is all. */
static void expect_same(const obl_vanishing_state *a, const network *p) {
    const long double x = 0.5L * (long double)p->n * a->t;
    const size_t across = p->d - 1;
    long double H = p->v, R[N_MAX] = { 0 }, longest = 0.0L;

    for (size_t i = 0; i < p->n; i++)
        longest = fmaxl(longest, length(p->w + i * p->d + 1, across));
    for (size_t i = 0; i < p->n; i++) {
        const long double *w = p->w + i * p->d;

        H -= w[0];
        cr_expect_float_eq((double)(a->h[i] / w[0]), 1.0, 1e-8,
                           "n %zu, x %Lg: h_%zu", p->n, x, i);
        for (size_t k = 0; k < across; k++) {
            R[k] += w[k + 1];
            cr_expect_float_eq((double)(a->S * a->zeta[i * across + k]
                                        / longest),
                               (double)(w[k + 1] / longest), 1e-8,
                               "n %zu, x %Lg: z %zu", p->n, x, i);
        }
    }
    cr_expect_float_eq((double)(p->v * expl(-x) / H), 1.0, 1e-6,
                       "n %zu, x %Lg: H", p->n, x);
    for (size_t k = 0; k < across; k++)
        cr_expect_float_eq((double)(a->S * expl(-x) * a->R1[k] / longest),
                           (double)(R[k] / longest), 1e-8,
                           "n %zu, x %Lg: R", p->n, x);
}


/* S = n^-4226, the scale of Theorem 14, where doubles hold neither S nor the
** time, and long doubles no square: (4) as printed, from t = 0 to where R and
** H have lost four digits, over up to three thousand decades. At a tolerance
** of 1e-12 the two agree to 1e-10. */
Test(vanishing, the_first_two_limits_at_the_scale_itself) {
    const size_t sizes[] = { 2, 3, 5 };

    for (size_t m = 0; m < 3; m++) {
        const size_t n = sizes[m];
        const long double S = powl((long double)n, -4226.0L);
        const long double times[] = { 0.3L * S, S, 10.0L * S, 1e3L * S,
            1e-600L, 0.02L / (long double)n, 1.0L / (long double)n,
            4.0L / (long double)n, 18.0L / (long double)n };
        obl_state *unit = unit_start(n, 1.0, 3);
        obl_vanishing *flow = open_flow(unit, S);
        network p = network_of(unit, S);
        long double t = 0.0L, h = 0.01L * S;

        for (size_t k = 0; k < sizeof times / sizeof *times; k++) {
            if (times[k] < t)
                continue;
            walk(&p, &t, &h, times[k]);
            const obl_vanishing_state a = state_at(flow, t);
            expect_same(&a, &p);
        }
        obl_vanishing_free(flow);
        obl_state_free(unit);
    }
}


/* ------------------------------------------------- t S about 1 and more */

/* The state of the third limit in balls, exactly as its parts say. */
static obl_ball_net balls_of(obl_ball_cx *cx, const obl_vanishing_state *a,
                             obl_ball S) {
    const size_t across = a->d - 1;
    obl_ball *x = obl_ball_array(cx, (a->n + 1) * a->d);
    obl_ball *z = x + a->n, *H = z + a->n * across, *R = H + 1;
    const obl_ball S2 = obl_ball_mul(cx, S, S), v = obl_ball_double(cx, a->v);

    for (size_t i = 0; i < a->n; i++)
        x[i] = obl_ball_div(cx, v, obl_ball_int(cx, (long)a->n));
    for (size_t k = 0; k < a->n * across; k++)
        z[k] = obl_ball_mul(cx, S, obl_ball_double(cx, a->zeta[k]));
    *H = obl_ball_mul(cx, obl_ball_mul(cx, S, S2),
                      obl_ball_double(cx, a->H3));
    for (size_t k = 0; k < across; k++)
        R[k] = obl_ball_mul(cx, S2, obl_ball_double(cx, a->R2[k]));
    return (obl_ball_net){ .n = a->n, .d = a->d, .v = v, .h = x, .z = z,
                           .H = H, .R = R };
}


static double quotient(obl_ball_cx *cx, obl_ball x, obl_ball S, int power) {
    for (int k = 0; k < power; k++)
        x = obl_ball_div(cx, x, S);
    return obl_ball_mid(x);
}


/* d zeta/dT by differences of order 4 of the flow's own states. */
static void differences(double *slope, obl_vanishing *flow, long double t) {
    const double shift = 2e-3;
    const double weight[] = { 1.0, -8.0, 8.0, -1.0 };
    const long double places[] = { -2.0L, -1.0L, 1.0L, 2.0L };

    for (int m = 0; m < 4; m++) {
        const long double then = t * (1.0L + places[m] * (long double)shift);
        const obl_vanishing_state a = state_at(flow, then);
        const double by = 12.0 * shift * (double)(t * a.S);

        for (size_t k = 0; k < a.n * (a.d - 1); k++)
            slope[k] = (m == 0 ? 0.0 : slope[k]) + weight[m] * a.zeta[k] / by;
    }
}


/* What (4) and (23) say at one state: d zeta/dT, the sums over all neurons by
** which H and R would not be slaved, and L, each without its power of S. */
typedef struct {
    double slope[N_MAX * N_MAX], along, cross[N_MAX], loss;
} verdict;


static verdict asked_of_balls(const obl_vanishing_state *a, int power) {
    const double size = -power * log2((double)a->n); /* bits of 1/S */
    verdict said = { 0 };
    obl_ball_cx cx;

    obl_ball_open(&cx, (long)(2.0 * size) + 300);
    const obl_ball S = obl_ball_pow(&cx, obl_ball_int(&cx, (long)a->n),
                                    obl_ball_int(&cx, power));
    const obl_ball_net net = balls_of(&cx, a, S);
    obl_ball *g = obl_ball_array(&cx, a->d);
    for (size_t i = 0; i < a->n; i++) {
        obl_ball_grad(&cx, g, &net, i);
        said.along += quotient(&cx, g[0], S, 3);
        for (size_t k = 0; k + 1 < a->d; k++) {
            const double slope = -quotient(&cx, g[k + 1], S, 2);

            said.slope[i * (a->d - 1) + k] = slope;
            said.cross[k] += slope;
        }
    }
    said.loss = quotient(&cx, obl_ball_loss(&cx, &net), S, 3);
    obl_ball_close(&cx);
    flint_cleanup();
    return said;
}


static void expect_said(obl_vanishing *flow, long double t, int power) {
    const obl_vanishing_state a = state_at(flow, t);
    const verdict said = asked_of_balls(&a, power);
    const double T = (double)(t * a.S), H3 = a.H3, L3 = a.L3;
    const size_t across = a.d - 1, count = a.n * across;
    const double h = (double)a.h[0];
    double slope[N_MAX * N_MAX], zeta[N_MAX * N_MAX], most = 0.0;

    for (size_t k = 0; k < count; k++) {
        zeta[k] = a.zeta[k];
        most = fmax(most, fabs(zeta[k]));
    }
    cr_expect_float_eq(h, a.v / (double)a.n, 1e-16);
    cr_expect_float_eq(said.loss / L3, 1.0, 1e-13, "n %zu: L", a.n);
    cr_expect_lt(fabs(said.along), 1e-13 * most * most * most,
                 "n %zu, T %g: %g at H3 = %g", a.n, T, said.along, H3);
    for (size_t k = 0; k < across; k++)
        cr_expect_lt(fabs(said.cross[k]), 1e-13 * most * most);
    differences(slope, flow, t);
    for (size_t k = 0; k < count; k++)
        cr_expect_lt(fabs(said.slope[k] - slope[k]),
                     1e-9 * most / (T + 1.0 / most), "n %zu, T %g: %g %g",
                     a.n, T, said.slope[k], slope[k]);
}


/* dw_i/dt is minus the gradient, H and R do not move of themselves, and L is
** L: at n^-4226 for n = 2, and where S is of no account either for the rest. */
Test(vanishing, the_third_limit_by_the_formulas) {
    for (size_t n = 2; n <= N_MAX; n++) {
        const int power = n == 2 ? -4226 : -200;
        const long double S = powl((long double)n, (long double)power);
        obl_state *unit = unit_start(n, 1.0, 4);
        obl_vanishing *flow = open_flow(unit, S);

        for (long double T = 0.1L; T < 2e8L; T *= 3e4L)
            expect_said(flow, T / S, power);
        obl_vanishing_free(flow);
        obl_state_free(unit);
    }
}


/* -------------------------------------------------------- closed forms */

/* n neurons at right angles to v in the plane's n-th roots of 1. */
static obl_state *star(size_t n, double v) {
    obl_state *s = obl_state_new(n, 3, v);

    cr_assert_not_null(s);
    for (size_t i = 0; i < n; i++) {
        const double turn = 2.0 * acos(-1.0) * (double)i / (double)n;

        s->z[2 * i] = cos(turn);
        s->z[2 * i + 1] = sin(turn);
    }
    return s;
}


/* theta falls from pi/2 to 0, so |zeta| doubles first. Then each b_i is
** beta |zeta_i| zeta_i, and |zeta| = 1 / (1/2 + n beta T / (2 pi |v|)):
** beta = 2 for opposites, 3 (sqrt 3 - 1) for a triangle. */
Test(closed_form, stars_shrink) {
    const double beta[] = { 2.0, 3.0 * (sqrt(3.0) - 1.0) }, v = 4.0;
    const double pairs[] = { 8.0, 9.0 * sqrt(3.0) };

    for (size_t n = 2; n <= 3; n++) {
        obl_state *unit = star(n, v);
        obl_vanishing *flow = open_flow(unit, 1e-1000L);

        for (double T = 1e-6; T < 1e40; T *= 1e4) {
            const obl_vanishing_state a = state_at(flow, T * 1e1000L);
            const double y = 1.0 / (0.5 + (double)n * beta[n - 2] * T
                                          / (2.0 * acos(-1.0) * v));
            const double L3 = (double)n / (6.0 * acos(-1.0) * v)
                            * (pairs[n - 2] - (double)(n * n)) * y * y * y;

            for (size_t i = 0; i < n; i++)
                cr_expect_float_eq(hypot(a.zeta[2 * i], a.zeta[2 * i + 1]) / y,
                                   1.0, 1e-12, "n %zu, T %g", n, T);
            cr_expect_float_eq(a.L3 / L3, 1.0, 4e-12, "n %zu, T %g", n, T);
        }
        obl_vanishing_free(flow);
        obl_state_free(unit);
    }
}


/* r = 0 is invariant for n = 2, and n = 1 has no other spread. */
Test(closed_form, nothing_slaves_one_or_two) {
    for (size_t n = 1; n <= 2; n++) {
        obl_state *unit = unit_start(n, 1.0, 5);
        obl_vanishing *flow = open_flow(unit, 1e-300L);

        for (long double t = 1e-302L; t < 1e310L; t *= 1e10L) {
            const obl_vanishing_state a = state_at(flow, t);

            cr_expect_eq(a.H3, 0.0);
            for (size_t k = 0; k < n; k++)
                cr_expect_eq(a.R2[k], 0.0);
            cr_expect_eq(a.L3 > 0.0, n == 2);
        }
        obl_vanishing_free(flow);
        obl_state_free(unit);
    }
}


/* The sum of all z_i falls far faster than each, which fall like 1/T. */
Test(closed_form, far_tails_stay_centred) {
    for (size_t n = 3; n <= N_MAX; n++) {
        obl_state *unit = unit_start(n, 1.0, 11);
        obl_vanishing *flow = open_flow(unit, 1e-1000L);
        const obl_vanishing_state a = state_at(flow, 1e1055L);

        for (size_t k = 0; k < n; k++) {
            double sum = 0.0, most = 0.0;

            for (size_t i = 0; i < n; i++) {
                sum += a.zeta[i * n + k];
                most = fmax(most, fabs(a.zeta[i * n + k]));
            }
            cr_expect_gt(most, 1e-57);
            cr_expect_lt(most, 1e-54);
            cr_expect_lt(fabs(sum), 1e-14 * most);
        }
        obl_vanishing_free(flow);
        obl_state_free(unit);
    }
}


/* Toy case 2: on a line each h_i grows by the n-th part of the sum. The
** lengths at the start, here 1e-40, are kept. */
Test(closed_form, parallel_neurons) {
    const double h[] = { 1.0, 3.0, 0.25 };
    obl_state *unit = obl_state_new(3, 1, 2.0);

    memcpy(unit->h, h, sizeof h);
    obl_vanishing *flow = open_flow(unit, 1e-40L);
    for (long double t = 0.0L; t < 1e50L; t = 10.0L * t + 1e-41L) {
        const obl_vanishing_state a = state_at(flow, t);
        const long double risen = -2.0L / 3.0L * expm1l(-1.5L * t);

        for (size_t i = 0; i < 3; i++) {
            const long double now = 1e-40L * (long double)h[i] + risen;

            cr_expect_float_eq((double)(a.h[i] / now), 1.0, 1e-15);
        }
        cr_expect_eq(a.H3, 0.0);
        cr_expect_eq(a.L3, 0.0);
    }
    obl_vanishing_free(flow);
    obl_state_free(unit);
}


/* Toy case 3: equal neurons stay so, and z falls like e^-x. */
Test(closed_form, equal_neurons) {
    obl_state *unit = obl_state_new(4, 3, 1.0);

    for (size_t i = 0; i < 4; i++) {
        unit->h[i] = 0.5;
        unit->z[2 * i] = 1.0;
        unit->z[2 * i + 1] = -2.0;
    }
    obl_vanishing *flow = open_flow(unit, 1e-30L);
    const obl_vanishing_state a = state_at(flow, 10.0L);
    /* theta is 0 then: z has grown by pi / (pi - theta(0)). */
    const double grown = acos(-1.0) / atan2(sqrt(5.0), -0.5) * exp(-20.0);
    for (size_t i = 0; i < 4; i++) {
        cr_expect_float_eq(a.zeta[2 * i] / grown, 1.0, 1e-6);
        cr_expect_float_eq(a.zeta[2 * i + 1] / grown, -2.0, 1e-6);
    }
    cr_expect_lt(fabs(a.L3), 1e-40);
    obl_vanishing_free(flow);
    obl_state_free(unit);
}


/* ------------------------------------------------------------- corners */

/* At t = 0 it is the start, also of a neuron that all but opposes v. */
Test(corners, it_starts_where_it_should) {
    obl_state *unit = unit_start(3, 1.0, 7);

    unit->h[0] = -1.0;
    unit->z[0] = 3e-3;
    unit->z[1] = unit->z[2] = 0.0;
    obl_vanishing *flow = open_flow(unit, 1e-1000L);
    const obl_vanishing_state a = state_at(flow, 0.0L);
    for (size_t i = 0; i < 3; i++)
        cr_expect_float_eq((double)(a.h[i] / 1e-1000L) / unit->h[i], 1.0,
                           1e-14);
    for (size_t k = 0; k < 9; k++)
        cr_expect_float_eq(a.zeta[k], unit->z[k], 1e-14);
    for (size_t k = 0; k < 3; k++)
        cr_expect_float_eq(a.R1[k], unit->z[k] + unit->z[k + 3]
                                    + unit->z[k + 6], 1e-14);
    obl_vanishing_free(flow);
    obl_state_free(unit);
}


static bool same(const obl_vanishing_state *a, const obl_vanishing_state *b,
                 double lengths) {
    bool equal = a->H3 == b->H3 * pow(lengths, 3.0)
              && a->L3 == b->L3 * pow(lengths, 3.0);

    for (size_t i = 0; i < a->n; i++)
        equal = equal && a->h[i] == b->h[i];
    for (size_t k = 0; k < a->n * (a->d - 1); k++)
        equal = equal && a->zeta[k] == b->zeta[k] * lengths;
    for (size_t k = 0; k < a->d - 1; k++)
        equal = equal && a->R1[k] == b->R1[k] * lengths
             && a->R2[k] == b->R2[k] * lengths * lengths;
    return equal;
}


/* No bit depends on the calls before. */
Test(corners, times_come_in_any_order) {
    obl_state *unit = unit_start(4, 1.0, 8);
    obl_vanishing *often = open_flow(unit, 1e-100L);

    for (long double t = 1e-101L; t < 1e110L; t *= 1.7L)
        state_at(often, t);
    for (long double t = 1e108L; t > 1e-101L; t *= 1e-3L) {
        obl_vanishing *once = open_flow(unit, 1e-100L);
        const obl_vanishing_state b = state_at(once, t);
        const obl_vanishing_state back = state_at(often, t);

        cr_expect(same(&back, &b, 1.0), "t %Lg", t);
        state_at(often, t * 0.99L);
        const obl_vanishing_state on = state_at(often, t);
        cr_expect(same(&on, &b, 1.0), "t %Lg", t);
        obl_vanishing_free(once);
    }
    obl_vanishing_free(often);
    obl_state_free(unit);
}


/* S u_i is all that counts: 4 u_i at S / 4 is the same start, to the bit. */
Test(corners, only_the_product_counts) {
    obl_state *unit = unit_start(3, 1.0, 9), *larger_unit = scaled(unit, 4.0);
    obl_vanishing *a = open_flow(unit, 0x1p-5000L);
    obl_vanishing *b = open_flow(larger_unit, 0x1p-5002L);

    for (long double t = 0x1p-5001L; t < 0x1p5040L; t *= 0x1p40L) {
        const obl_vanishing_state small = state_at(a, t);
        const obl_vanishing_state large = state_at(b, t);

        cr_expect(same(&large, &small, 4.0), "t %Lg", t);
    }
    obl_vanishing_free(a);
    obl_vanishing_free(b);
    obl_state_free(unit);
    obl_state_free(larger_unit);
}


static void expect_refused(obl_state *unit, obl_status why) {
    obl_vanishing *flow = (obl_vanishing *)unit;

    cr_expect_eq(obl_vanishing_new(&flow, unit, 1e-9L), why);
    cr_expect_eq((void *)flow, (void *)unit, "*flow is as it was");
    obl_state_free(unit);
}


/* A start with the neuron (h, z), z twice. */
static obl_state *with(double h, double z) {
    obl_state *s = unit_start(2, 1.0, 10);

    s->h[1] = h;
    s->z[2] = s->z[3] = z;
    return s;
}


Test(corners, bad_starts_are_refused) {
    expect_refused(with(0.0, 0.0), OBL_ZERO_NEURON);
    expect_refused(with(-1.0, 0.0), OBL_ANTIPARALLEL);
    expect_refused(with(NAN, 1.0), OBL_NOT_FINITE);
    expect_refused(with(1.0, INFINITY), OBL_NOT_FINITE);
    expect_refused(with(2e30, 1.0), OBL_NOT_FINITE);
    expect_refused(unit_start(2, 1e-31, 1), OBL_NOT_FINITE);
    expect_refused(unit_start(2, 1e31, 1), OBL_NOT_FINITE);
    cr_expect_str_neq(obl_status_text(OBL_ANTIPARALLEL), "unknown status");
}


Test(corners, times_too_far_are_refused) {
    const long double far[] = { 1e2001L, INFINITY, NAN };
    obl_state *unit = with(1.0, 0.0);
    obl_vanishing *flow = open_flow(unit, 1e-1940L);

    for (size_t k = 0; k < 3; k++) {
        obl_vanishing_state a = { .n = 7 };

        cr_expect_eq(obl_vanishing_at(flow, far[k], &a), OBL_NOT_FINITE);
        cr_expect_eq(a.n, 7);
    }
    const obl_vanishing_state last = state_at(flow, 1e1999L);
    cr_expect(isfinite(last.L3));
    cr_expect_gt(last.L3, 0.0);
    obl_vanishing_free(flow);
    obl_vanishing_free(NULL);
    obl_state_free(unit);
}
