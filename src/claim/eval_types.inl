/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** eval_types.inl -- what an evaluator holds, for one number type.
*/

typedef struct { NUM r; NUM *vec; obl_truth p; } N(val);

typedef struct { bool full; uint32_t t, u, place; N(val) value; } N(memo);

typedef struct { NUM value; bool known; } N(known);

/* A network at one instant, with what has been computed of it. */
typedef struct N(place) N(place);

struct N(place) {
    N(net)    net;
    uint32_t  stamp;
    N(known) *kappa;           /* n*n, i < j; NULL until asked for */
    NUM     **grad;            /* n rows, NULL until asked for */
    N(place) *after, *outer;
#if DUAL
    BASE_N(place) *plain;      /* the values alone */
#else
    struct DUAL_N(place) *flow; /* moving along the flow */
#endif
};

typedef struct N(eval) N(eval);

struct N(eval) {
    const obl_claim  *claim;
    const obl_plan   *plan;
    const obl_sample *sample;
    CX               *cx;
    NUM             **variable; /* per variable: its numbers */
    N(memo)         **memo;     /* per node */
    N(place)         *place, *empty;
    N(place)        **at;       /* per state of the run */
    unsigned          slot[OBL_SLOTS_MAX];
    NUM               t;
    long double       t_time;
    long              u;
    uint32_t          t_stamp, u_stamp, stamps;
    double            scale;    /* of the hidden constants */
#if DUAL
    BASE_N(eval)     *base;
    int               by;       /* the scalar D runs over, or -1 */
    bool              t_moves;  /* D runs along the flow */
#else
    struct DUAL_N(eval) *dual;
    obl_sides        *sides;    /* where to note the deciding relation */
#endif
};

/* Of eval.inl. */
static N(val) N(eval_node)(N(eval) *ev, uint32_t id);
static NUM    N(variable)(N(eval) *ev, unsigned which, size_t k);
static N(place) *N(place_new)(N(eval) *ev, size_t n);
static N(place) *N(place_of_state)(N(eval) *ev, size_t k);
static void   N(set_row)(N(place) *p, size_t i, const NUM *row);
static NUM   *N(numbers)(N(eval) *ev, size_t count);
static NUM   *N(row_of)(N(eval) *ev, size_t i, bool across);

/* Of eval_plain.inl (real, ball) or eval_dual.inl; these two of eval_real.c,
** eval_ball.c or eval_dual.inl: a time as a number, and back. */
static NUM N(instant)(CX *cx, long double t);
static long double N(time_of)(NUM t);
static N(val) N(relation)(N(eval) *ev, const obl_node *node);
static N(val) N(special)(N(eval) *ev, const obl_node *node);
static void   N(bounds)(N(eval) *ev, uint32_t condition, obl_op name,
                        long *from, long *to);
#if DUAL
static bool N(stands_still)(N(eval) *ev, uint32_t id, const obl_node *node,
                            N(val) *value);
static N(place) *N(place_lifted)(N(eval) *ev, BASE_N(place) *plain);
#else
static N(place) *N(place_of)(N(eval) *ev, const obl_state *state);
/* Of eval_real.c or eval_ball.c: state k of the run. */
static N(place) *N(place_on_run)(N(eval) *ev, size_t k);
/* What sample->state is to be multiplied by, where it is a unit. */
static NUM N(unit)(N(eval) *ev);
static void N(print)(char *text, size_t size, NUM x);
#endif
