/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_enclose.c -- descent between bounds.
**
** Method: the enclosure of an exact start must hold the same descent made
** with 300 bits; an enclosure of a wide start must hold the descents from
** many points of it, which is where a wrong bound of the Hessian would show.
** Radii are held to what they were measured at.
*/

#include <criterion/criterion.h>
#include <math.h>

#include "claim/box.h"
#include "claim/enclose.h"
#include "claim_text.h"

/* Three neurons in R^3, eta = 1/20; what is drawn is overwritten. */
static const char claim[] =
    "variable n scalar\nvariable d scalar\nvariable sigma scalar\n"
    "variable eta scalar\npart % 3 {(true)} text tex\n"
    "sampler stated trajectory\n"
    "draw 0 list 3 1\ndraw 1 list 3 1\ndraw 2 list 1 10\ndraw 3 list 1 20\n"
    "w gaussian\nby descent\ngrid list 10 1\n";

enum { N = 3, D = 3, ENTRIES = N * D };

/* A sample of one trajectory through the times of a grid. */
typedef struct { obl_spec *spec; obl_sample sample; arb_t eta; } bench;


static void open_bench(bench *b, size_t count, const double *times,
                       double size) {
    static const double start[ENTRIES] = {
        0.3, -0.2, 0.7, /* h */ 0.5, -0.1, 0.2, 0.8, -0.4, 0.3, /* z */
    };

    b->spec = claim_spec(claim);
    b->sample = (obl_sample){ .claim = b->spec->claim,
                              .sampler = &b->spec->claim->stated,
                              .n = N, .d = D };
    obl_run *run = &b->sample.run;
    run->count = count;
    run->time = calloc(count, sizeof *run->time);
    run->state = calloc(count, sizeof *run->state);
    run->domain = calloc(count, sizeof *run->domain);
    for (size_t k = 0; k < count; k++) {
        run->time[k] = times[k];
        run->state[k] = obl_state_new(N, D, 1.0);
        for (size_t i = 0; i < N; i++)
            run->state[k]->h[i] = size * start[i];
        for (size_t m = 0; m < ENTRIES - N; m++)
            run->state[k]->z[m] = size * start[N + m];
    }
    arb_init(b->eta);
    arb_set_d(b->eta, 0.05);
}


static void close_bench(bench *b) {
    obl_run_clear(&b->sample.run);
    arb_clear(b->eta);
    obl_spec_free(b->spec);
}


static arb_ptr start_of(const bench *b) {
    arb_ptr x = _arb_vec_init(ENTRIES);
    const obl_state *s = b->sample.run.state[0];

    for (size_t i = 0; i < N; i++)
        arb_set_d(x + i, s->h[i]);
    for (size_t m = 0; m < ENTRIES - N; m++)
        arb_set_d(x + N + m, s->z[m]);
    return x;
}


/* From a ball of this radius about the first state. */
static bool enclose(bench *b, double wide) {
    arb_ptr start = start_of(b);
    arb_t v;

    arb_init(v);
    arb_one(v);
    for (size_t m = 0; m < ENTRIES; m++)
        mag_set_d(arb_radref(start + m), wide / 3);
    const bool enclosed = obl_enclose_from(&b->sample, b->eta, v, start);

    arb_clear(v);
    _arb_vec_clear(start, ENTRIES);
    return enclosed;
}


/* `steps` steps from x, rounded to so many bits. */
static void descend(arb_ptr x, const arb_t eta, long steps, long bits) {
    obl_ball_cx cx;

    obl_ball_open(&cx, bits);
    for (long t = 0; t < steps; t++) {
        obl_ball h[N], z[ENTRIES - N], slope[D];
        obl_ball_net net = { .n = N, .d = D, .h = h, .z = z };

        obl_ball_release(&cx, (obl_arena_mark){ 0 });
        net.v = obl_ball_int(&cx, 1);
        for (size_t i = 0; i < N; i++)
            h[i] = obl_ball_of_arb(&cx, x + i);
        for (size_t m = 0; m < ENTRIES - N; m++)
            z[m] = obl_ball_of_arb(&cx, x + N + m);
        for (size_t i = 0; i < N; i++) {
            obl_ball_grad(&cx, slope, &net, i);
            for (size_t k = 0; k < D; k++) {
                arb_ptr at = x + (k ? N + i * (D - 1) + k - 1 : i);

                arb_submul(at, eta, &slope[k]->value, bits);
                mag_zero(arb_radref(at));
            }
        }
    }
    obl_ball_close(&cx);
}


static bool holds(const obl_enclosure *e, size_t k, arb_srcptr x) {
    for (size_t m = 0; m < ENTRIES; m++)
        if (!arb_contains(e->state[k] + m, x + m))
            return false;
    return true;
}


Test(enclose, holds_the_descent_of_300_bits) {
    static const double times[] = { 0, 1, 10, 100, 1000 };

    for (int k = 0; k < 3; k++) {
        bench b;

        open_bench(&b, 5, times, pow(10, -k));
        arb_ptr x = start_of(&b);
        cr_assert(enclose(&b, 0));
        const obl_enclosure *e = b.sample.run.enclosure;

        for (size_t at = 0; at < 5; at++) {
            if (at > 0)
                descend(x, b.eta, (long)(times[at] - times[at - 1]), 300);
            cr_expect(holds(e, at, x), "size 1e-%d, t = %g", k, times[at]);
        }
        cr_expect_eq(e->steps, 1000u);
        cr_expect_lt(e->radius, 1e-45, "size 1e-%d: %g", k, e->radius);
        _arb_vec_clear(x, ENTRIES);
        close_bench(&b);
    }
}


/* Points at the rim, where a bound that is too small lets them out. */
Test(enclose, holds_the_descents_from_a_wide_start) {
    static const double times[] = { 0, 1, 5, 25, 100 };
    const double wide = 1e-4;
    bench b;

    open_bench(&b, 5, times, 1);
    cr_assert(enclose(&b, wide));
    for (uint64_t trial = 0; trial < 60; trial++) {
        obl_random random = { .seed = 1, .index = trial };
        arb_ptr x = start_of(&b);
        double way[ENTRIES], size = 0;

        for (size_t m = 0; m < ENTRIES; m++) {
            way[m] = trial < 2 * ENTRIES
                ? (m == trial / 2) * (trial % 2 ? 1.0 : -1.0)
                : obl_random_normal(&random);
            size += way[m] * way[m];
        }
        for (size_t m = 0; m < ENTRIES; m++) {
            arb_t part;

            arb_init(part);
            arb_set_d(part, 0.999999 * wide * way[m] / sqrt(size));
            arb_add(x + m, x + m, part, 300);
            arb_clear(part);
        }
        for (size_t at = 0; at < 5; at++) {
            if (at > 0)
                descend(x, b.eta, (long)(times[at] - times[at - 1]), 128);
            cr_expect(holds(b.sample.run.enclosure, at, x),
                      "trial %d, t = %g", (int)trial, times[at]);
        }
        _arb_vec_clear(x, ENTRIES);
    }
    close_bench(&b);
}


/* Measured: 2e-53 after 20000 steps from a small start, of which rounding to
** 192 bits makes 1e-57 each. */
Test(enclose, stays_narrow_over_long_runs) {
    static const double times[] = { 0, 20000 };
    bench b;

    open_bench(&b, 2, times, 0.01);
    cr_assert(enclose(&b, 0));
    cr_log_info("radius %g after 20000 steps",
                b.sample.run.enclosure->radius);
    cr_expect_lt(b.sample.run.enclosure->radius, 1e-40);
    close_bench(&b);
}


Test(enclose, refuses_a_neuron_that_may_be_zero) {
    static const double times[] = { 0, 1 };
    bench b;

    open_bench(&b, 2, times, 1);
    cr_expect_not(enclose(&b, 1));
    cr_expect_null(b.sample.run.enclosure);
    for (size_t k = 0; k < 2; k++)
        b.sample.run.state[0]->z[k] = b.sample.run.state[0]->h[0] = 0;
    cr_expect_not(enclose(&b, 0));
    close_bench(&b);
}


/* v/3 and its like are no doubles: a start that a tree gives is enclosed, not
** rounded, or a network built of parallel neurons would not be one. */
Test(enclose, takes_the_start_from_its_tree) {
    static const char records[] =
        "variable n scalar\nvariable d scalar\nvariable v scalar\n"
        "variable eta scalar\n"
        "part % 3 {(le (at_time (num 5 1) (loss)) (num 1 1))} text tex\n"
        "sampler stated trajectory\ndraw 0 list 1 1\ndraw 1 list 2 1\n"
        "draw 2 list 7 1\ndraw 3 tree {(div (num 1 1) (num 30 1))}\n"
        "w net {(net_list (add (div (v) (num 3 1)) (vperp)) (v))}\n"
        "by descent\n";
    obl_spec *spec = claim_spec(records);
    const obl_claim *c = spec->claim;
    obl_plan *plan = obl_plan_new(c);
    obl_real_eval *real = obl_real_eval_new(c, plan);
    obl_ball_eval *ball = obl_ball_eval_new(c, plan);
    obl_reach reach = { .steps_max = 100 };
    obl_sample sample;
    arb_t third;

    arb_init(third);
    arb_set_ui(third, 7);
    arb_div_ui(third, third, 3, 600);
    cr_assert(obl_sample_draw(&sample, real, c, &c->stated, 1, 0));
    cr_assert(obl_real_load(real, &sample, 0));
    cr_assert(obl_run_start(&sample, real));
    cr_assert(obl_run_follow(&sample, real, ball, plan, &reach));
    cr_assert(obl_ball_load(ball, &sample, 384));
    cr_assert(obl_enclose(&sample, ball));
    const obl_enclosure *e = sample.run.enclosure;

    cr_expect_eq(e->steps, 5u);
    cr_expect(arb_contains(e->state[0], third));
    cr_expect(mag_cmp_2exp_si(arb_radref(e->state[0]), -300) < 0);
    cr_expect(arf_cmp_d(arb_midref(e->state[0]), 7.0 / 3.0) != 0);
    arb_clear(third);
    obl_sample_clear(&sample);
    obl_ball_eval_free(ball);
    obl_real_eval_free(real);
    obl_plan_free(plan);
    obl_spec_free(spec);
}
