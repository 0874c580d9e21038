/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** obelus.h -- the dynamics engine: one teacher v, n student ReLU neurons
** w_1..w_n, input x ~ N(0, I) in R^d.
**
** The whole public face of the engine (libobelus). It knows nothing of Lua,
** of claims or of files. References are to Xu and Du, COLT 2023.
**
** Coordinates. The teacher lies along the first axis: v = (|v|, 0, ..., 0).
** A student is w_i = (h_i, z_i), h_i along v and z_i in R^(d-1) across it.
** Reduce any other frame to this one with obl_reduce().
**
** Every function that can fail returns an obl_status and leaves its results
** untouched unless it returns OBL_OK (or says otherwise). Nothing here keeps
** state between calls, and all of it may be called from any thread.
** Breaking a documented precondition is a bug in the caller and is asserted.
*/

#ifndef OBELUS_H
#define OBELUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum {
    OBL_OK = 0,
    OBL_ZERO_NEURON,  /* some w_i = 0: L has no gradient there (Remark 10) */
    OBL_NOT_FINITE,   /* an entry is, or became, infinite or NaN */
    OBL_NO_PROGRESS,  /* the integrator's step fell below what t can hold */
    OBL_NO_MEMORY,
    OBL_ANTIPARALLEL, /* some w_i points exactly against v */
} obl_status;

/* A sentence for a status, never NULL. */
const char *obl_status_text(obl_status status);

/* ------------------------------------------------------------- states */

/* A network at one instant. Owns its arrays.
**
** `H` = |v| - sum_i h_i and `R` = sum_i z_i are kept as variables of their
** own where `carried` is true: near a minimum the differences that define
** them have no correct digit left. Where it is false both are unused. */
typedef struct {
    size_t  n;       /* students, at least 1 */
    size_t  d;       /* input dimension, at least 1 */
    double  v;       /* |v| > 0 */
    double *h;       /* n numbers */
    double *z;       /* n rows of d-1 numbers */
    bool    carried; /* H and R are state */
    double  H;
    double *R;       /* d-1 numbers */
} obl_state;

/* A state with all entries 0 and carried = false, or NULL without memory. */
obl_state *obl_state_new(size_t n, size_t d, double v);
void       obl_state_free(obl_state *state); /* NULL is fine */
/* Copies everything; `to` has the same n and d. */
void       obl_state_copy(obl_state *to, const obl_state *from);

/* Puts rows of any frame into ours: `rows` is n rows of `dim` numbers, `v`
** the teacher's dim numbers, not all 0. The result has
** d = min(dim, n + 1): span{v, w_1, ..., w_n} is invariant under (4), so the
** reduction is exact up to rounding. All norms and angles are kept.
** NULL without memory, or where an entry is not finite. */
obl_state *obl_reduce(const double *v, const double *rows, size_t n,
                      size_t dim);

/* ------------------------------------------------ loss and gradient */

/* Loss (23) and gradient (4) of `count` states of any shapes.
**
** loss:  count numbers, or NULL.
** along: for each state its n numbers dL/dh_i, or NULL.
** cross: for each state its n rows of d-1 numbers dL/dz_i, or NULL.
** along and cross are arrays of `count` pointers. OBL_ZERO_NEURON only where
** a gradient is asked for. */
obl_status obl_evaluate(double *loss, double *const *along,
                        double *const *cross, const obl_state *const *states,
                        size_t count);

/* -------------------------------------------------- random numbers */

/* A counter-based stream (Philox 4x64, Random123): the same (seed, stream,
** index) gives the same numbers whatever was drawn elsewhere. Set the three
** and leave the rest 0. */
typedef struct {
    uint64_t seed, stream, index;
    uint64_t block;     /* private from here */
    uint64_t word[4];
    unsigned left;
} obl_random;

uint64_t obl_random_bits(obl_random *random);
/* In (0, 1): an odd multiple of 2^-53. */
double   obl_random_uniform(obl_random *random);
/* N(0, 1), one word each, at most 8.3 from 0. */
double   obl_random_normal(obl_random *random);

/* w_i ~ N(0, sigma^2 I_dim) independently, reduced to d = min(dim, n + 1)
** exactly in law and in value: the draw is that of all n*dim numbers in the
** order of the rows, which a dim of 1e5 allows. NULL without memory, or where
** a number is not finite. */
obl_state *obl_gaussian(obl_random *random, size_t n, size_t dim, double v,
                        double sigma);

/* --------------------------------------------------------- dynamics */

/* `steps` steps of gradient descent w_i <- w_i - eta grad_i, in place.
** Carries H and R if the state does. Stops at the first step that cannot be
** made: *done, if given, holds the number of steps made, and the state is the
** one they led to (OBL_ZERO_NEURON: a collapse at that time; OBL_NOT_FINITE:
** the next state would overflow). Steps made in parts give the same bits.
** A neuron that becomes 0 in the last step asked for is found by the next. */
obl_status obl_descend(obl_state *state, double eta, uint64_t steps,
                       uint64_t *done);

/* A way to follow the gradient flow dw/dt = -grad L(w). One value of this
** type is one file, src/dynamics/flow_<name>.c. */
typedef struct {
    const char *name;
    const char *about; /* one line for --help */
    /* Moves `state` from *t to `until` >= *t with relative error near
    ** `tolerance` (1e-13 .. 1e-3): of w_i and, until they are below the
    ** second and third order of the angles, of R and H. At n = 2 both decay
    ** exponentially, and no digit of them is promised after that. Sets
    ** carried, H and R. On failure *t and the state are those of the last good
    ** step; OBL_NO_PROGRESS after at most 100000 steps.
    **
    ** A neuron that reaches 0 is OBL_ZERO_NEURON with *t the time, to the
    ** tolerance. So is a neuron that falls exponentially, pointing away from
    ** v, once it is below the errors made since it was large (1e-4 tolerance
    ** of its largest length, or rounding): it is never 0 in truth, and *t then
    ** tells when it could no longer be told from 0. */
    obl_status (*run)(obl_state *state, double *t, double until,
                      double tolerance);
} obl_flow;

/* Every flow of this build, the default first, ended by NULL. */
extern const obl_flow *const obl_flows[];
/* The flow called `name` (NULL: the default), or NULL. */
const obl_flow *obl_flow_find(const char *name);

/* ------------------------------------------------- vanishing starts */

/* The gradient flow from w_i(0) = S u_i to leading order as S -> 0, for all
** times at once: for an S that doubles cannot hold, such as the n^-4226 |v|
** of Theorem 14, page 12, as for one at which a flow can still be run.
**
** With x = n t / 2 the flow is three limits in turn:
**   t ~ S      each neuron turns to v by itself;
**   t ~ 1      r = sum w_i - v falls like e^-x, and z_i - z_j stays;
**   t S ~ 1    h_i = |v| / n, and z_i / S obeys a flow of its own in the time
**              t S, which H and R follow in third and second order of S.
** They are composed without a seam. What is left out is O(S log 1/S) of h_i,
** of the longest z_i, of L, and of H and R until these are below the third
** and second order of the angles; S counts in units of |v| / |u_i|, and the
** factor grows where some u_i is near 0 or the direction of -v. Over 100
** Gaussian starts for each n = 2 to 5 the gap to obl_flow was at most 600 S at
** S = 1e-6 and 860 S at 1e-9.
**
** One such flow serves one thread at a time. */
typedef struct obl_vanishing obl_vanishing;

/* Such a network at time t. R = sum z_i, H = |v| - sum h_i and the loss (23)
** are kept in parts that stay in the range of their types:
**
**     H = |v| e^-x + S^3 H3,   R = S e^-x R1 + S^2 R2,
**     L = (H^2 + |R|^2) / 4 + S^3 L3.
**
** For n = 1 and n = 2, H3 and R2 are 0. The arrays are the flow's: they hold
** until its next call. */
typedef struct {
    size_t             n, d;
    double             v;
    long double        t, S;
    const long double *h;      /* n numbers: w_i along v */
    const double      *zeta;   /* n rows of d-1 numbers: z_i / S */
    double             H3, L3;
    const double      *R1, *R2; /* d-1 numbers each */
} obl_vanishing_state;

/* The flow from w_i(0) = S unit_i. `unit` is copied; it may be obl_gaussian's
** for sigma = 1, since v is not scaled. Its H and R are not read. S lies
** within 1e-4800 .. 1.
**
** On failure *flow is as it was: OBL_ZERO_NEURON; OBL_ANTIPARALLEL where some
** unit_i points exactly against v, a neuron that to leading order never moves;
** OBL_NOT_FINITE where some |unit_i| is above 1e30 or |v| not within
** 1e-30 .. 1e30; OBL_NO_MEMORY. */
obl_status obl_vanishing_new(obl_vanishing **flow, const obl_state *unit,
                             long double S);

/* The state at time t >= 0 with t S <= 1e60, else OBL_NOT_FINITE and *out is
** as it was. The result does not depend on other calls, to the bit, but calls
** in order of time share their work: to t S = 1e8 some 0.1 ms for n = 3, 0.3
** for n = 5, 0.9 for n = 8, and 1e-3 to 1e-2 ms for each call.
**
** The error of the arithmetic is 1e-12 of the longest zeta_j, and as long as
** t ~ S a few 1e-16 pi / (pi - theta_i(0)) of zeta_i. */
obl_status obl_vanishing_at(obl_vanishing *flow, long double t,
                            obl_vanishing_state *out);

void obl_vanishing_free(obl_vanishing *flow); /* NULL is fine */

#endif
