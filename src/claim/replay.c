/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** replay.c -- one sample again, with everything there is to see.
*/

#include <inttypes.h>
#include <math.h>

#include "claim/box.h"
#include "claim/judge.h"
#include "claim/shrink.h"

static const char *const is_text[] = { "false", "true", "undefined",
                                       "unknown" };


static void print_truth(FILE *out, obl_judge *judge, const char *what,
                        const char *name, unsigned line, uint32_t node) {
    const obl_finding f = obl_judge_truth(judge, node, true);
    obl_sides sides;

    if (judge->sample.unit)
        obl_ball_explain(judge->ball, node, &sides);
    else
        obl_real_explain(judge->real, node, &sides);
    fprintf(out, "%s%s%s (line %u): %s%s%s, margin %.17g\n", what,
            name[0] ? " " : "", name, line,
            is_text[f.truth.is], f.balls ? ", decided in balls" : "",
            f.truth.touching ? ", the sides touch" : "", f.truth.margin);
    if (f.contradicted)
        fprintf(out, "  doubles and balls contradict each other\n");
    if (sides.relation[0])
        fprintf(out, "  %s %s %s at line %d%s\n", sides.left,
                sides.relation, sides.right, sides.line, sides.where);
}


static void print_variables(FILE *out, const obl_judge *judge) {
    const obl_claim *claim = judge->claim;
    char text[40];

    for (size_t k = 0; k < claim->variables; k++) {
        const double x = obl_real_scalar(judge->real, (int)k);

        if (claim->variable[k].shape != OBL_SHAPE_SCALAR || isnan(x))
            continue;
        if (judge->sample.unit && (int)k == claim->var_sigma)
            fprintf(out, "sigma = %s\n", obl_ball_unit_text(
                judge->ball, text, sizeof text));
        else
            fprintf(out, "%s = %.17g (%a)\n", claim->variable[k].name, x, x);
    }
}


static void print_state(FILE *out, const obl_state *s, const char *when) {
    fprintf(out, "state %s: n = %zu, d = %zu, v = (%.17g, 0, ...) (%a)\n",
            when, s->n, s->d, s->v, s->v);
    for (size_t i = 0; i < s->n; i++) {
        fprintf(out, "  w_%zu = %.17g", i + 1, s->h[i]);
        for (size_t k = 0; k + 1 < s->d; k++)
            fprintf(out, ", %.17g", s->z[i * (s->d - 1) + k]);
        fprintf(out, "\n        %a", s->h[i]);
        for (size_t k = 0; k + 1 < s->d; k++)
            fprintf(out, ", %a", s->z[i * (s->d - 1) + k]);
        fputc('\n', out);
    }
}


static void print_run(FILE *out, const obl_sample *sample) {
    const obl_run *run = &sample->run;

    if (run->count == 0)
        return;
    print_state(out, run->state[0], sample->unit ? "at t = 0, over sigma"
                                                 : "at t = 0");
    fprintf(out, "trajectory: %zu times up to %.17Lg\n", run->count,
            run->time[run->count - 1]);
    if (run->end != OBL_OK)
        fprintf(out, "it ended at t = %.17Lg: %s\n", run->end_time,
                obl_status_text(run->end));
}


static void print_all(FILE *out, obl_judge *judge) {
    const obl_claim *claim = judge->claim;
    obl_state *net = judge->sample.state ? NULL
        : judge->sampler->w == OBL_W_NET && judge->sampler->kind == OBL_STATES
        ? obl_real_state(judge->real, judge->sampler->w_node) : NULL;

    print_variables(out, judge);
    if (judge->sampler->kind == OBL_STATES && (net || judge->sample.state))
        print_state(out, net ? net : judge->sample.state, "drawn");
    print_run(out, &judge->sample);
    obl_state_free(net);
    if (!obl_real_load(judge->real, &judge->sample, 0))
        return;
    for (size_t k = 0; k < claim->hypotheses; k++)
        print_truth(out, judge, judge->sampler->suspended[k]
                    ? "suspended hypothesis" : "hypothesis",
                    claim->hypothesis[k].name, claim->hypothesis[k].line,
                    claim->hypothesis[k].node);
    for (size_t k = 0; k < claim->parts; k++)
        print_truth(out, judge, "part", claim->part[k].label,
                    claim->part[k].line, claim->part[k].node);
}


/* The sample made simple for the first part that it breaks. */
static bool make_simple(FILE *out, obl_judge *judge) {
    for (size_t k = 0; k < judge->claim->parts; k++)
        if (obl_shrink_sample(judge, k)) {
            fprintf(out, "made simple%s%s\n", judge->claim->parts > 1
                    ? ", as it breaks part " : "",
                    judge->claim->parts > 1 ? judge->claim->part[k].label
                                            : "");
            return true;
        }
    return false;
}


bool obl_replay(FILE *out, const obl_spec *spec, const obl_claim *claim,
                obl_regime regime, uint64_t seed, uint64_t index) {
    const obl_sampler *sampler = regime == OBL_PINNED ? &claim->witness
        : regime == OBL_RELAXED ? &claim->relaxed : &claim->stated;
    obl_plan *plan = sampler->present ? obl_plan_new(claim) : NULL;
    obl_judge judge;
    bool drawn = false;

    if (plan && obl_judge_open(&judge, claim, sampler, plan, seed)) {
        fprintf(out, "%s, %s:%u, seed %" PRIu64 ", index %" PRIu64 "\n",
                claim->name, spec->path, claim->line, seed, index);
        drawn = obl_judge_draw(&judge, index) && obl_judge_run(&judge)
            && (regime != OBL_SIMPLEST || make_simple(out, &judge));
        if (drawn)
            obl_judge_enclose(&judge);
        if (drawn)
            print_all(out, &judge);
        obl_judge_done(&judge);
        obl_judge_close(&judge);
    }
    obl_plan_free(plan);
    return drawn;
}
