/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** claim.h -- a claim as the parent holds it: trees, hypotheses, parts,
** samplers and mutants, read from a worker's bytes (wire.h) and checked.
**
** A spec owns all of it; everything inside is read-only once loaded and may
** be shared between threads.
*/

#ifndef OBL_CLAIM_H
#define OBL_CLAIM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "claim/wire.h"

typedef enum {
#define OP(name, result, operands) OP_##name,
#include "claim/ops.def"
#undef OP
    OP_COUNT
} obl_op;

typedef struct {
    obl_op    op;
    char      kind;        /* R V P I N */
    unsigned  line;        /* in the spec file */
    unsigned  operands;    /* how many */
    uint32_t *operand;     /* ids of earlier nodes */
    unsigned  payload;     /* constant, variable, slot; binders: a set */
    unsigned  bound;       /* binders: slots bound, OBL_BINDS_T, _U */
    char     *num, *den;   /* OP_num */
    unsigned  slots;       /* free slots, as a set */
    bool      uses_t, uses_u, uses_now; /* free t, free u, a current state */
} obl_node;

#define OBL_BINDS_T (1u << 30)
#define OBL_BINDS_U (1u << 31)

typedef struct { char *name, *num, *den; } obl_constant;

typedef enum {
    OBL_SHAPE_SCALAR, OBL_SHAPE_NEURONS, OBL_SHAPE_SEQUENCE,
    OBL_SHAPE_VECTOR, OBL_SHAPE_VECTORS,
} obl_shape;

typedef struct { char *name; obl_shape shape; } obl_variable;

typedef enum {
    OBL_RANGE_LIST, OBL_RANGE_BETWEEN, OBL_RANGE_DECADES, OBL_RANGE_TREE,
    OBL_RANGE_ANYWHERE,
} obl_range_kind;

typedef struct {
    obl_range_kind kind;
    size_t   count;        /* list */
    char   **num, **den;   /* list */
    uint32_t a, b;         /* nodes: between, decades, tree (a) */
    int      each;         /* tree: slot that runs over the neurons, or -1 */
} obl_range;

typedef struct {
    unsigned  variable;
    obl_range range;       /* a sequence: its first member ... */
    obl_range next;        /* ... and each next one */
    bool      sequence;
} obl_draw;

typedef enum { OBL_STATES, OBL_TRAJECTORY, OBL_SCALARS } obl_sampler_kind;
typedef enum {
    OBL_W_ANYWHERE, OBL_W_GAUSSIAN, OBL_W_NEAR_MINIMUM, OBL_W_NET,
} obl_w_kind;

typedef struct {
    bool             present;
    obl_sampler_kind kind;
    size_t           draws;
    obl_draw        *draw;
    obl_w_kind       w;
    uint32_t         w_node, w_from, w_to; /* net; near_minimum's spread */
    bool             flow;   /* trajectory: by flow, not by descent */
    obl_range        grid;   /* trajectory: a list, or decades */
    bool            *suspended; /* relaxed: hypotheses left out */
    unsigned         line;
} obl_sampler;

typedef struct { char *name; unsigned line; uint32_t node; char *text; }
    obl_hypothesis;
typedef struct { char *label; unsigned line; uint32_t node; char *text, *tex; }
    obl_part;
typedef struct { unsigned line; uint32_t node; char *num, *den; } obl_cover;

typedef struct {
    bool     hypothesis;   /* else a part */
    unsigned which;
    bool     dropped;      /* a hypothesis left out */
    uint32_t node;
} obl_change;

typedef struct {
    char       *name, *text;
    bool        by_hand;
    unsigned    line;
    size_t      changes;
    obl_change *change;
} obl_mutant;

typedef struct {
    char *name, *paper, *arxiv, *page, *equation, *kind, *printed, *expect,
         *because, *repair, *prose, *relaxed_expect, *relaxed_because,
         *refuted_part, /* the label of the part that is meant */
         *units,        /* sides of unequal weight, a line each */
         *check,        /* a Python program that says `refuted` */
         *story,        /* the prose without that on mutants */
         *analogue,     /* the claim on descent that is said of the flow */
         *pinned;       /* the witness in the words of the spec; all of these
                        ** are NULL where not given */
    unsigned line;
    size_t uses_count, constants, variables, nodes, hypotheses, parts, covers,
        mutants;
    char          **uses;
    obl_constant   *constant;
    obl_variable   *variable;
    obl_node       *node;
    obl_hypothesis *hypothesis;
    obl_part       *part;
    obl_cover      *cover;
    obl_mutant     *mutant;
    obl_sampler     stated, relaxed, witness;
    int             var_n, var_d, var_v, var_sigma, var_eta; /* or -1 */
} obl_claim;

/* One spec file: its claims, or what is wrong with it. */
typedef struct {
    char      *path;       /* as the user would write it */
    char      *chapter;    /* the name of its folder */
    size_t     claims;
    obl_claim *claim;
    unsigned   error_line; /* 0: the file as a whole */
    char      *error, *remedy; /* NULL: the spec is good */
    struct obl_pool *pool;     /* holds all of the above */
} obl_spec;

/* Runs the worker on `path` (a file under the folder of specs `root`) and
** reads what it sends. Never NULL but for memory: a bad spec is a spec with
** an error. */
obl_spec *obl_spec_load(const char *root, const char *path);
void      obl_spec_free(obl_spec *spec);

/* Reads a worker's bytes into `spec` (path and chapter already set). */
void obl_wire_read(obl_spec *spec, const char *bytes, size_t length);

#endif
