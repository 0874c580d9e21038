/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** judge.h -- one sample to its place in a tally.
**
** Doubles propose, balls decide: a truth that doubles leave open is asked of
** balls at rising precision; a counterexample in doubles is asked again
** there, hypotheses and all; and one sample in OBL_AUDITED is asked again
** although doubles were sure.
*/

#ifndef OBL_JUDGE_H
#define OBL_JUDGE_H

#include "claim/audit.h"
#include "claim/eval.h"

enum { OBL_AUDITED = 1000 };

/* One thread's evaluators for one claim and one of its samplers. */
typedef struct {
    const obl_claim   *claim;
    const obl_sampler *sampler;
    const obl_plan    *plan;
    uint64_t           seed;
    obl_real_eval     *real;
    obl_ball_eval     *ball;
    obl_sample         sample;
    long               bits;   /* of the balls now loaded, 0 for none */
    obl_reach          reach;
} obl_judge;

/* How a claim's truth at the sample was found. */
typedef struct { obl_truth truth; bool balls, contradicted; } obl_finding;

/* For one sampler of a claim. False without memory. */
bool obl_judge_open(obl_judge *judge, const obl_claim *claim,
                    const obl_sampler *sampler, const obl_plan *plan,
                    uint64_t seed);
/* Frees the evaluators; NULL members are fine. */
void obl_judge_close(obl_judge *judge);

/* Draws sample `index` and, for a trajectory, its first state; an index with
** the bit OBL_SEARCHED is searched for (search.h). */
bool obl_judge_draw(obl_judge *judge, uint64_t index);
/* Loads the sample as it now is, its trajectory at the start again. */
bool obl_judge_load(obl_judge *judge);
/* Whether a descent asks for no more steps than are run; else
** reach.steps_asked is log10 of how many. Speaks of a drawn sample even where
** drawing its network failed, since sigma = n^-4226 is 0 in doubles. */
bool obl_judge_in_reach(obl_judge *judge);
/* For a trajectory: runs it. Nothing to do for other samplers. */
bool obl_judge_run(obl_judge *judge);
/* Encloses a trajectory that has run, if it is a descent of a length that one
** sample may cost: then balls speak of the whole sample, as they always do
** where there is no trajectory. */
bool obl_judge_enclose(obl_judge *judge);
/* From now on balls say what is certain though times between the states of
** the run are not looked at; or, `on` false, what is so at these. */
void obl_judge_doubt_times(obl_judge *judge, bool on);
/* A truth at the sample; `certify` asks balls even where doubles are sure. */
obl_finding obl_judge_truth(obl_judge *judge, uint32_t node, bool certify);
/* Every hypothesis certified true: what a counterexample needs. False where
** the sampler suspends one. */
bool obl_judge_certifies_hypotheses(obl_judge *judge);
/* Multiplies every hidden constant by `scale` from now on. */
void obl_judge_scale(obl_judge *judge, double scale);
/* Drops the sample. */
void obl_judge_done(obl_judge *judge);

/* Judges sample `index` and adds it to the tally, whose arrays fit the
** claim. `mutants` says whether mutants are tried on it. */
void obl_judge_sample(obl_judge *judge, uint64_t index, bool mutants,
                      obl_tally *tally);
/* Decides the sample of a mark in balls and updates the part's tally. */
void obl_judge_certify(obl_judge *judge, size_t part, obl_mark *mark,
                       obl_part_tally *tally);

/* Asks balls for the trajectory of a part's witness that is not confirmed. */
void obl_judge_confirm(obl_judge *judge, size_t part,
                       obl_part_tally *tally);

/* An empty tally whose arrays fit the claim. False without memory. */
bool obl_tally_open(obl_tally *tally, const obl_claim *claim);
/* Frees its arrays. */
void obl_tally_close(obl_tally *tally);
/* Adds what a search found: failures and marks, not the counts of a draw. */
void obl_tally_add_searched(obl_tally *to, const obl_tally *from,
                            const obl_claim *claim);
/* Adds `from` to `to`. */
void obl_tally_add(obl_tally *to, const obl_tally *from,
                   const obl_claim *claim);

#endif
