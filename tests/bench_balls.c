/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** bench_balls.c -- what it costs to be certain: `meson test --benchmark`.
**
** Loss, gradient, Lemma 20 for every neuron, Lemma 8 and Theorem 7 at one
** state, d = n + 1, one thread: by the formulas, and by the evaluator from
** the trees of specs/ (bench_balls.lua). In balls of 128 and 512 bits and,
** for the ratio, in doubles.
**
** A time is the mean over eight states near the minimum, spread 10^0 to
** 10^-7, the least of several rounds. Fails where balls of 128 bits cost more
** than the target, or where they leave a comparison open.
*/

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bind/worker.h"
#include "claim/eval.h"
#include "claim/scatter.h"
#include "evidence/settings.h"
#include "formula/ball.h"
#include "formula/real.h"

typedef obl_real_eval real_eval;
typedef obl_ball_eval ball_eval;

#include "formula/as_real.h"
#include "bench_balls.inl"
#include "formula/as_none.h"
#include "formula/as_ball.h"
#include "bench_balls.inl"
#include "formula/as_none.h"

enum { STATES = 8, ROUNDS = 5, VARIABLES = 3 };
static const double ROUND_SECONDS = 0.05;

typedef struct { size_t n; double target; } size_row;

static const size_row sizes[] = {
    { 2, 40e-6 }, { 4, 170e-6 }, { 8, 1e-3 }, { 16, 10e-3 },
};

typedef struct {
    obl_state       *state[STATES];
    obl_real_cx      real;
    obl_ball_cx      ball;
    obl_spec        *spec;
    const obl_claim *claim; /* draws n, d and v */
    obl_plan        *plan;
    obl_real_eval   *real_eval;
    obl_ball_eval   *ball_eval;
} bench;

/* One state's work at `bits` bits, or in doubles (0); how many comparisons are
** left open. */
typedef int work(bench *b, const obl_state *state, long bits);


static void die(const char *what) {
    fprintf(stderr, "bench_balls: %s\n", what);
    exit(EXIT_FAILURE);
}


/* ----------------------------------------------------------- the work */

static int by_formulas(bench *b, const obl_state *state, long bits) {
    if (bits == 0)
        return obl_real_formulas(&b->real, state);
    b->ball.prec = bits;
    return obl_ball_formulas(&b->ball, state);
}


static int by_trees(bench *b, const obl_state *state, long bits) {
    double size[2] = { (double)state->n, (double)state->d }, v = state->v;
    double *value[VARIABLES] = { NULL };
    size_t count[VARIABLES] = { 1, 1, 1 };
    obl_sample sample = { .claim = b->claim, .sampler = &b->claim->stated,
                          .n = state->n, .d = state->d, .value = value,
                          .count = count, .state = (obl_state *)state };

    value[b->claim->var_n] = &size[0];
    value[b->claim->var_d] = &size[1];
    value[b->claim->var_v] = &v;
    return bits == 0 ? obl_real_judged(b->real_eval, &sample, bits)
                     : obl_ball_judged(b->ball_eval, &sample, bits);
}


/* --------------------------------------------------------------- time */

static double now(void) {
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}


/* Seconds per state: the least of several rounds. */
static double cost(bench *b, work *run, long bits) {
    double least = 1e300;

    for (int round = 0; round < ROUNDS; round++) {
        const double start = now();
        double spent = 0.0;
        long states = 0;

        for (; spent < ROUND_SECONDS; spent = now() - start)
            for (int s = 0; s < STATES; s++, states++)
                run(b, b->state[s], bits);
        least = spent / (double)states < least ? spent / (double)states
                                               : least;
    }
    return least;
}


static bool decides(bench *b, work *run) {
    int open = 0;

    for (int s = 0; s < STATES; s++)
        open += run(b, b->state[s], 128);
    return open == 0;
}


static bool report(bench *b, work *run, const char *name,
                   const size_row *size) {
    const double real = cost(b, run, 0), ball = cost(b, run, 128);
    const double fine = cost(b, run, 512);
    const bool within = ball <= size->target, sure = decides(b, run);

    printf("%-10s %3zu %10.1f %10.1f %10.1f %8.1f %8.2f %10.0f  %s%s\n", name,
           size->n, 1e6 * real, 1e6 * ball, 1e6 * fine, ball / real,
           fine / ball, 1e6 * size->target,
           within ? "within" : "OVER", sure ? "" : ", UNDECIDED");
    fflush(stdout);
    return within && sure;
}


/* -------------------------------------------------------------- set-up */

static void open_claim(bench *b, const char *path) {
    b->spec = obl_spec_load(obl_specs_folder(), path);
    if (b->spec == NULL || b->spec->error != NULL)
        die(path);
    b->claim = &b->spec->claim[0];
    if (b->claim->variables != VARIABLES)
        die("the claim draws n, d and v");
    b->plan = obl_plan_new(b->claim);
    b->real_eval = obl_real_eval_new(b->claim, b->plan);
    b->ball_eval = obl_ball_eval_new(b->claim, b->plan);
}


static void close_claim(bench *b) {
    obl_real_eval_free(b->real_eval);
    obl_ball_eval_free(b->ball_eval);
    obl_plan_free(b->plan);
    obl_spec_free(b->spec);
}


static void make_states(bench *b, size_t n) {
    double spread = 1.0;

    for (int s = 0; s < STATES; s++, spread /= 10.0) {
        obl_random random = { .seed = 1, .stream = n,
                              .index = (uint64_t)s };

        b->state[s] = obl_scatter_near_minimum(&random, n, n + 1, 1.0,
                                               spread);
        if (b->state[s] == NULL)
            die("out of memory");
    }
}


int main(int argc, char **argv) {
    bench b = { 0 };
    bool good = true;

    obl_worker_entry(argc, argv);
    obl_real_open(&b.real, 53);
    obl_ball_open(&b.ball, 128);
    if (argc != 2)
        die("usage: bench_balls SPEC");
    open_claim(&b, argv[1]);
    printf("us per state   n    doubles       128b       512b  128b/dbl"
           "  512/128     target\n");
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        make_states(&b, sizes[k].n);
        good &= report(&b, by_formulas, "formulas", &sizes[k]);
        good &= report(&b, by_trees, "trees", &sizes[k]);
        for (int s = 0; s < STATES; s++)
            obl_state_free(b.state[s]);
    }
    close_claim(&b);
    obl_real_close(&b.real);
    obl_ball_close(&b.ball);
    flint_cleanup();
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
