/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** audit.h -- judging a claim: samples in, a tally out, a verdict from it.
**
** A tally is a commutative monoid: tallies of ranges of sample indices add up
** to the tally of their union, so the result does not depend on threads or
** on their order. The verdict is a function of the tally.
*/

#ifndef OBL_AUDIT_H
#define OBL_AUDIT_H

#include "claim/claim.h"
#include "claim/prove.h"

typedef enum {
    OBL_PROVED, OBL_CERTIFIED, OBL_SUPPORTED, OBL_INCONCLUSIVE, OBL_VACUOUS,
    OBL_OUT_OF_REACH, OBL_EXCEEDED, OBL_SUSPECT, OBL_REFUTED, OBL_ERROR,
    OBL_TIMEOUT,
    OBL_NOT_RUN, /* no such regime, or interrupted before it was judged */
} obl_verdict;

/* "SUPPORTED", "OUT OF REACH", ... */
const char *obl_verdict_text(obl_verdict verdict);

/* What a verdict speaks of: the statement as printed, or what counts neither
** for it nor against it. */
enum { OBL_STATED, OBL_ANALOGUE, OBL_LOOSENED, OBL_REGIMES };

/* The regime of a claim's own sampler, or of its relaxed one. */
unsigned obl_regime_of(const obl_claim *claim, bool relaxed);
/* "as stated", "flow analogue", "relaxed". */
const char *obl_regime_text(unsigned regime);

/* Where a sample comes from; the simplest is one as stated, shrunk. */
typedef enum { OBL_AS_STATED, OBL_RELAXED, OBL_PINNED, OBL_SIMPLEST }
    obl_regime;

/* One sample worth keeping. */
typedef struct {
    bool     present;
    uint64_t index;
    double   margin;      /* (b - a) / (|a| + |b|) of the deciding relation */
    bool     certified;   /* decided in balls */
} obl_mark;

/* What happened to one part of a claim in one regime. */
typedef struct {
    uint64_t held, failed, undefined, undecided; /* of the accepted samples */
    uint64_t certified;   /* of held and failed: decided in balls */
    uint64_t broken;      /* failed and certified at an exact state */
    uint64_t contradicted;/* doubles were decided, balls said otherwise */
    obl_mark tightest;    /* least margin */
    obl_mark witness;     /* first certified failure, else first failure */
    uint64_t boxes;       /* that prove the part on its whole domain, or 0 */
} obl_part_tally;

typedef struct {
    uint64_t tried, valid;         /* samples drawn, accepted */
    uint64_t searched;             /* samples that were searched for; they
                                   ** count only among failures and marks */
    uint64_t unknown, collapsed;   /* hypotheses undecided; runs that ended
                                   ** at some w_i = 0 */
    uint64_t too_small;            /* starts too small for doubles */
    uint64_t *rejected;            /* per hypothesis: how many it rejected */
    obl_part_tally *part;          /* per part */
    uint64_t *killed_by;           /* per mutant: least index, or UINT64_MAX */
    uint64_t *covered;             /* per cover: accepted samples that met it */
    double   steps_asked;          /* log10 of the least number of steps that
                                   ** a schedule beyond reach asks for */
} obl_tally;

typedef struct {
    uint64_t seed;      /* default 1 */
    double   effort;    /* multiplies every number of samples; default 1 */
    unsigned threads;   /* 0: one per processor */
    /* Called from one thread at a time, with work done so far; returning
    ** false stops the run (the rest is NOT RUN). May be NULL. */
    bool   (*progress)(void *user, uint64_t done, uint64_t total);
    void    *user;
} obl_audit_options;

/* One regime of a claim, judged. */
typedef struct {
    bool        present;
    obl_tally   tally;
    obl_verdict *verdict;  /* per part */
    char       **simplest; /* per part: its certified counterexample, shrunk,
                           ** in the words of a spec; NULL where none */
} obl_regime_result;

typedef struct {
    const obl_spec   *spec;
    const obl_claim  *claim;
    obl_regime_result stated, relaxed;
    obl_proof *proof;      /* per part, as stated */
    bool     *pinned;      /* per part: broken by the spec's own witness */
    bool     *as_expected; /* per part */
    bool      passed;      /* all as expected, no mutant by hand lives */
    size_t    survivors;   /* hand-written mutants that no sample killed */
    double    seconds;
    char     *failure;     /* why not passed, in sentences; NULL if passed */
} obl_result;

obl_result *obl_audit(const obl_spec *spec, const obl_claim *claim,
                      const obl_audit_options *options);
void obl_result_free(obl_result *result);

/* The part's verdict that stands for it: stated where there is one. */
obl_verdict obl_result_verdict(const obl_result *result, size_t part);

/* The printed label of part k: "Theorem 4 (7)". Writes at most size bytes. */
void obl_part_label(char *text, size_t size, const obl_claim *claim, size_t k);
/* The name of part k: "phase_1", or "phase_1:(7)" where there are several. */
void obl_part_name(char *text, size_t size, const obl_claim *claim, size_t k);

/* Draws sample `index` again and writes everything there is to see: the
** hypotheses with margins, each part with both sides at 17 digits, the state
** also in hex floats. Of OBL_SIMPLEST, the sample is made simple first, which
** asks that it breaks a part for certain. Returns false where the index cannot
** be drawn. */
bool obl_replay(FILE *out, const obl_spec *spec, const obl_claim *claim,
                obl_regime regime, uint64_t seed, uint64_t index);

/* Every spec file below `root`, as paths root/chapter/file.lua in chapter
** order of the paper, then by name; ended by NULL, freed by
** obl_spec_paths_free(). NULL where root cannot be read (errno). */
char **obl_spec_paths(const char *root);
void   obl_spec_paths_free(char **paths);

#endif
