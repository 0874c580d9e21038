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

#endif
