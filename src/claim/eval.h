/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval.h -- trees to values, in doubles or in balls.
**
** One evaluator (eval.inl) is compiled for four number types. The two that
** callers see are `real` and `ball`; each holds a dual one for D().
** An evaluator serves one thread and one sample at a time.
*/

#ifndef OBL_EVAL_H
#define OBL_EVAL_H

#include "claim/sample.h"
#include "claim/truth.h"

/* Both sides of the relation that decides a truth, for a report. */
typedef struct {
    double margin;
    char   left[40], right[40]; /* 17 digits */
    char   relation[8];
    int    line;      /* of the spec */
    char   where[96]; /* the bindings: " i=1 t=3" */
} obl_sides;

typedef void obl_time_sink(void *user, long double time, bool domain);

/* What each of the two gives; `bits` is the precision of balls. */
#define OBL_EVALUATOR(type)                                                  \
    typedef struct obl_##type##_eval obl_##type##_eval;                      \
    /* For claims of one plan. NULL without memory. */                      \
    obl_##type##_eval *obl_##type##_eval_new(const obl_claim *claim,         \
                                             const obl_plan *plan);          \
    void obl_##type##_eval_free(obl_##type##_eval *eval);                    \
    /* Starts a sample of which nothing is drawn yet but n and d. */         \
    void obl_##type##_begin(obl_##type##_eval *eval,                         \
                            const obl_sample *sample);                       \
    /* Takes one more drawn variable, computing it where a tree gives it. */ \
    void obl_##type##_drawn(obl_##type##_eval *eval,                         \
                            const obl_sample *sample, const obl_draw *draw); \
    /* Member m of a variable taken before has another value now. */        \
    void obl_##type##_set_member(obl_##type##_eval *eval,                    \
                                 unsigned variable, size_t m, double x);     \
    /* Begins, takes every draw and settles the network. The sample must     \
    ** outlive the evaluations. False where the network has no value. */     \
    bool obl_##type##_load(obl_##type##_eval *eval,                          \
                           const obl_sample *sample, long bits);             \
    /* The states of the trajectory have come since the load. */             \
    void obl_##type##_reload_run(obl_##type##_eval *eval);                   \
    /* Multiplies every hidden constant by `scale` from now on (1). */       \
    void obl_##type##_scale_constants(obl_##type##_eval *eval,               \
                                      double scale);                         \
    /* Times that the trees ask for: with t = NaN those that name no current \
    ** time (and the ends of the ranges of t, domain = true), else those     \
    ** seen from t. */                                                       \
    void obl_##type##_times(obl_##type##_eval *eval, long double t,          \
                            obl_time_sink *add, void *user);                 \
    /* A real node at state `state` of the sample's run, t being its time, \
    ** or, `logarithm`, the log of it; NaN where it has no value. */        \
    double obl_##type##_on_run(obl_##type##_eval *eval, uint32_t node,       \
                               size_t state, bool logarithm);                \
    /* A closed truth of the claim. */                                       \
    obl_truth obl_##type##_truth(obl_##type##_eval *eval, uint32_t node);    \
    /* The same, noting both sides of the relation with its margin. */       \
    obl_truth obl_##type##_explain(obl_##type##_eval *eval, uint32_t node,   \
                                   obl_sides *sides);

OBL_EVALUATOR(real)
OBL_EVALUATOR(ball)
#undef OBL_EVALUATOR

/* A real node that needs no state, in doubles; NaN where it has no value.
** A free counter takes the value `counter`, a free neuron the value
** `neuron` (from 0) in slot `slot` (or -1). */
double obl_real_number(obl_real_eval *eval, uint32_t node, int slot,
                       unsigned neuron, long counter);
/* The value of a scalar variable taken so far, NaN where it has none. */
double obl_real_scalar(obl_real_eval *eval, int variable);

/* log10 of the latest time that the trees name without a current time, and of
** the ends of the ranges of t; -infinity where they name none. In balls, since
** a schedule may ask for 10^4000 steps. */
double obl_ball_horizon(obl_ball_eval *eval);

/* The network of a net(...) node, rounded to doubles; NULL where an entry has
** no value, or without memory. */
obl_state *obl_real_state(obl_real_eval *eval, uint32_t node);

#endif
