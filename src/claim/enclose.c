/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** enclose.c -- centre and radius, step by step.
*/

#include "claim/enclose.h"
#include "claim/box.h"

#include <math.h>
#include <stdlib.h>

/* Of the centre; and of bounds, which need no more than to be bounds. */
enum { BITS = 192, BOUND_BITS = 64 };

/* Of w_i on the ball: bounds of |z_i| and |w_i| from above, and of |w_i| from
** below, not positive where w_i may be 0. */
typedef struct { arb_t across, most, least; } sizes;

typedef struct {
    obl_ball_cx  cx;
    size_t       n, d;
    arb_ptr      centre;  /* exact: n numbers h_i, n rows z_i of d - 1 */
    obl_ball     v, eta;
    mag_t        radius;
    obl_arena_mark mark; /* v and eta are older */
    obl_ball    *h, *z;   /* handles of a step */
    obl_ball    *slope;
    sizes       *size;    /* of the neurons */
} walk;


/* ------------------------------------------------ the step's bound */

static void sizes_init(sizes *s) {
    arb_init(s->across), arb_init(s->most), arb_init(s->least);
}


static void sizes_clear(sizes *s) {
    arb_clear(s->across), arb_clear(s->most), arb_clear(s->least);
}


static arb_srcptr row(const walk *w, size_t i) {
    return w->centre + w->n + i * (w->d - 1);
}


static void dot(arb_t r, const walk *w, size_t i, size_t j) {
    arb_mul(r, w->centre + i, w->centre + j, BOUND_BITS);
    arb_dot(r, r, 0, row(w, i), 1, row(w, j), 1, (slong)w->d - 1,
            BOUND_BITS);
}


static void measure(sizes *s, const walk *w, size_t i, const arb_t radius) {
    arb_dot(s->across, NULL, 0, row(w, i), 1, row(w, i), 1,
            (slong)w->d - 1, BOUND_BITS);
    dot(s->most, w, i, i);
    arb_sqrtpos(s->across, s->across, BOUND_BITS);
    arb_sqrtpos(s->most, s->most, BOUND_BITS);
    arb_sub(s->least, s->most, radius, BOUND_BITS);
    arb_add(s->across, s->across, radius, BOUND_BITS);
    arb_add(s->most, s->most, radius, BOUND_BITS);
}


/* Subtracts a lower bound of s_ij, the distance of w_j from the line of w_i:
** of the centre's, less rho and what the line turns by, rho |w_j| / |w_i|. */
static void less_distance(arb_t sum, const walk *w, size_t i, size_t j,
                          const sizes *of_i, const sizes *of_j,
                          const arb_t radius) {
    arb_t s, part;

    arb_init(s), arb_init(part);
    dot(part, w, i, j);
    arb_sqr(part, part, BOUND_BITS);
    dot(s, w, i, i);
    arb_div(part, part, s, BOUND_BITS);
    dot(s, w, j, j);
    arb_sub(s, s, part, BOUND_BITS);
    arb_sqrtpos(s, s, BOUND_BITS);
    arb_div(part, of_j->most, of_i->least, BOUND_BITS);
    arb_add_ui(part, part, 1, BOUND_BITS);
    arb_submul(s, part, radius, BOUND_BITS);
    if (arb_is_positive(s))
        arb_sub(sum, sum, s, BOUND_BITS);
    arb_clear(s), arb_clear(part);
}


/* Of neuron i: 2 s_i - sum_j s_ij into `falls`, 2 sum_j |w_j| into `rises`,
** both over 2 pi |w_i|. */
static void neuron_curvature(arb_t falls, arb_t rises, const walk *w,
                             const sizes *s, size_t i, const arb_t radius) {
    arb_t scale;

    arb_init(scale);
    arb_div(falls, s[i].across, s[i].least, BOUND_BITS);
    arb_mul(falls, falls, &w->v->value, BOUND_BITS);
    arb_mul_2exp_si(falls, falls, 1);
    arb_zero(rises);
    for (size_t j = 0; j < w->n; j++) {
        if (j == i)
            continue;
        arb_add(rises, rises, s[j].most, BOUND_BITS);
        less_distance(falls, w, i, j, &s[i], &s[j], radius);
    }
    arb_mul_2exp_si(rises, rises, 1);
    arb_const_pi(scale, BOUND_BITS);
    arb_mul(scale, scale, s[i].least, BOUND_BITS);
    arb_mul_2exp_si(scale, scale, 1);
    arb_div(falls, falls, scale, BOUND_BITS);
    arb_div(rises, rises, scale, BOUND_BITS);
    arb_clear(scale);
}


/* m and M of the header. False where some w_i may be 0. */
static bool curvature(arb_t least, arb_t most, walk *w, const arb_t radius) {
    arb_t falls, rises;
    bool apart = true;

    arb_init(falls), arb_init(rises);
    arb_zero(least), arb_zero(most);
    for (size_t i = 0; i < w->n; i++) {
        measure(&w->size[i], w, i, radius);
        apart = apart && arb_is_positive(w->size[i].least);
    }
    for (size_t i = 0; i < w->n && apart; i++) {
        neuron_curvature(falls, rises, w, w->size, i, radius);
        arb_max(least, least, falls, BOUND_BITS);
        arb_max(most, most, rises, BOUND_BITS);
    }
    arb_set_ui(rises, w->n);
    arb_mul_2exp_si(rises, rises, -1);
    arb_add(most, most, rises, BOUND_BITS);
    arb_clear(falls), arb_clear(rises);
    return apart;
}


/* radius <- radius max(1 + eta m, eta M - 1). */
static bool grow(walk *w) {
    arb_t radius, least, most;
    mag_t factor;

    arb_init(radius), arb_init(least), arb_init(most), mag_init(factor);
    arf_set_mag(arb_midref(radius), w->radius);
    bool apart = curvature(least, most, w, radius);

    arb_mul(least, least, &w->eta->value, BOUND_BITS);
    arb_mul(most, most, &w->eta->value, BOUND_BITS);
    arb_add_ui(least, least, 1, BOUND_BITS);
    arb_sub_ui(most, most, 1, BOUND_BITS);
    arb_max(least, least, most, BOUND_BITS);
    arb_get_mag(factor, least);
    mag_mul(w->radius, w->radius, factor);
    apart = apart && mag_is_finite(w->radius);
    arb_clear(radius), arb_clear(least), arb_clear(most), mag_clear(factor);
    return apart;
}


/* ---------------------------------------------------------- a step */

/* Entry k of neuron i among the centre's. */
static size_t place(const walk *w, size_t i, size_t k) {
    return k == 0 ? i : w->n + i * (w->d - 1) + k - 1;
}


/* The ball's middle becomes the centre; its radius is added to `rounding`,
** the square of a norm. */
static void settle(walk *w, size_t at, const arb_struct *x, mag_t rounding) {
    mag_addmul(rounding, arb_radref(x), arb_radref(x));
    arb_get_mid_arb(w->centre + at, x);
}


static bool step(walk *w) {
    obl_ball_cx *cx = &w->cx;
    obl_ball_net net = { .n = w->n, .d = w->d, .v = w->v,
                         .h = w->h, .z = w->z };
    mag_t rounding;

    if (!grow(w))
        return false;
    obl_ball_release(cx, w->mark);
    for (size_t i = 0; i < w->n; i++)
        w->h[i] = obl_ball_of_arb(cx, w->centre + i);
    for (size_t k = 0; k < w->n * (w->d - 1); k++)
        w->z[k] = obl_ball_of_arb(cx, w->centre + w->n + k);
    mag_init(rounding);
    net.measures = obl_ball_measure(cx, &net);
    bool good = true;

    for (size_t i = 0; i < w->n && good; i++) {
        obl_ball_grad(cx, w->slope, &net, i);
        for (size_t k = 0; k < w->d && good; k++) {
            const obl_ball x = k ? w->z[i * (w->d - 1) + k - 1] : w->h[i];
            const obl_ball next = obl_ball_sub(cx, x,
                obl_ball_mul(cx, w->eta, w->slope[k]));

            good = !next->undefined && arb_is_finite(&next->value);
            if (good)
                settle(w, place(w, i, k), &next->value, rounding);
        }
    }
    mag_sqrt(rounding, rounding);
    mag_add(w->radius, w->radius, rounding);
    mag_clear(rounding);
    return good;
}


/* ---------------------------------------------------------- the run */

static void start(walk *w, size_t n, size_t d, const arb_struct *eta,
                  const arb_struct *v, arb_srcptr entries) {
    obl_ball_open(&w->cx, BITS);
    w->n = n;
    w->d = d;
    w->centre = _arb_vec_init((slong)(n * d));
    mag_init(w->radius);
    for (size_t m = 0; m < n * d; m++)
        settle(w, m, entries + m, w->radius);
    mag_sqrt(w->radius, w->radius);
    w->h = obl_ball_array(&w->cx, n);
    w->z = obl_ball_array(&w->cx, n * (d - 1) + 1);
    w->slope = obl_ball_array(&w->cx, d);
    w->v = obl_ball_of_arb(&w->cx, v);
    w->eta = obl_ball_of_arb(&w->cx, eta);
    w->size = obl_arena_get(&w->cx.arena, n * sizeof *w->size);
    for (size_t i = 0; i < n; i++)
        sizes_init(&w->size[i]);
    w->mark = obl_ball_mark(&w->cx);
}


static void finish(walk *w) {
    _arb_vec_clear(w->centre, (slong)(w->n * w->d));
    mag_clear(w->radius);
    for (size_t i = 0; i < w->n; i++)
        sizes_clear(&w->size[i]);
    obl_ball_close(&w->cx);
}


static bool keep(obl_enclosure *e, size_t k, const walk *w) {
    e->state[k] = _arb_vec_init((slong)e->entries);
    for (size_t m = 0; m < e->entries; m++) {
        arb_set(e->state[k] + m, w->centre + m);
        arb_add_error_mag(e->state[k] + m, w->radius);
    }
    e->radius = mag_get_d(w->radius);
    return true;
}


/* To each time of the run in turn. */
static bool follow(obl_enclosure *e, walk *w, const obl_run *run) {
    for (size_t k = 0; k < run->count; k++) {
        if (!run->state[k])
            return false;
        while ((double)e->steps < run->time[k]) {
            if (!step(w))
                return false;
            e->steps++;
        }
        keep(e, k, w);
    }
    return true;
}


double obl_enclose_cost(const obl_sample *sample) {
    const double n = (double)sample->n, d = (double)sample->d;

    return n * (n + 1) * (4 + d);
}


bool obl_enclose_from(obl_sample *sample, const arb_struct *eta,
                      const arb_struct *v, arb_srcptr entries) {
    obl_run *run = &sample->run;
    obl_enclosure *e = calloc(1, sizeof *e);
    walk w = { 0 };

    if (!e)
        return false;
    e->count = run->count;
    e->entries = run->state[0]->n * run->state[0]->d;
    e->state = calloc(run->count, sizeof *e->state);
    arb_init(&e->v);
    arb_set(&e->v, v);
    start(&w, run->state[0]->n, run->state[0]->d, eta, v, entries);
    if (e->state && follow(e, &w, run))
        run->enclosure = e;
    else
        obl_enclosure_free(e);
    finish(&w);
    return run->enclosure != NULL;
}


/* The start: of a tree in balls, else the doubles that were drawn. */
static bool first_state(const obl_sample *sample, obl_ball_eval *ball,
                        arb_struct *v, arb_ptr entries) {
    const obl_state *s = sample->run.state[0];

    if (sample->sampler->w == OBL_W_NET)
        return obl_ball_start(ball, sample->sampler->w_node, s->n, s->d, v,
                              entries);
    arb_set_d(v, s->v);
    for (size_t i = 0; i < s->n; i++)
        arb_set_d(entries + i, s->h[i]);
    for (size_t k = 0; k < s->n * (s->d - 1); k++)
        arb_set_d(entries + s->n + k, s->z[k]);
    return true;
}


bool obl_enclose(obl_sample *sample, obl_ball_eval *ball) {
    const obl_run *run = &sample->run;
    const int which = sample->claim->var_eta;
    bool enclosed = false;
    arb_t eta, v;

    if (run->enclosure || which < 0 || run->count == 0 || !run->state[0]
        || run->time[0] != 0)
        return run->enclosure != NULL;
    const slong count = (slong)(run->state[0]->n * run->state[0]->d);
    const arb_ptr entries = _arb_vec_init(count);

    arb_init(eta), arb_init(v);
    arb_set(eta, &obl_ball_scalar(ball, (unsigned)which)->value);
    if (arb_is_finite(eta) && first_state(sample, ball, v, entries))
        enclosed = obl_enclose_from(sample, eta, v, entries);
    arb_clear(eta), arb_clear(v);
    _arb_vec_clear(entries, count);
    return enclosed;
}


void obl_enclosure_free(obl_enclosure *e) {
    if (!e)
        return;
    for (size_t k = 0; k < e->count && e->state; k++)
        if (e->state[k])
            _arb_vec_clear(e->state[k], (slong)e->entries);
    arb_clear(&e->v);
    free(e->state);
    free(e);
}
