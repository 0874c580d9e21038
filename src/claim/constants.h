/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** constants.h -- the best hidden constants that samples allow, and the powers
** of t that runs show.
**
** A part that holds constants nobody printed (O, Omega) is asserted with
** declared values. Multiplied by a scale, they must be at least what every
** accepted sample needs, or at most what it allows, or both. How that limit
** goes with n says whether the part is right in its power of n, as far as
** anybody has looked. What is found is a bound from one side: a sound
** constant is no better than the worst sample seen, and may be worse.
*/

#ifndef OBL_CONSTANTS_H
#define OBL_CONSTANTS_H

#include "claim/audit.h"
#include "claim/slope.h"

/* The n that are tried, where the sampler leaves n open; beside them a place
** for claims without n, or with another one. */
enum { OBL_SIZES = 7, OBL_OTHER_SIZE = OBL_SIZES };
extern const unsigned obl_sizes[OBL_SIZES];

/* The limit at one n. */
typedef struct {
    bool     present;   /* enough samples were accepted */
    bool     limited;   /* some sample needs the constants so far up (down) */
    bool     none;      /* some sample holds at no scale */
    double   value;     /* of the constant; of the scale of several ones: the
                        ** farthest at which some sample was seen to fail */
    double   moved;     /* share by which the last doubling of effort moved
                        ** the value */
    bool     converged; /* by less than 1 %, and balls were asked wherever
                        ** doubles left a failure open */
    double   certified; /* the farthest value at which balls say that this
                        ** sample meets every hypothesis and fails, no more
                        ** than 0.2 % short of `value`; NaN: none */
    uint64_t valid;     /* samples accepted, drawn or carried over */
    char    *state;     /* that sample in the words of a spec, or NULL */
} obl_limit;

/* One limit of one part. */
typedef struct {
    const obl_spec  *spec;
    const obl_claim *claim;
    size_t    part;
    bool      largest;     /* the greatest that holds, else the least */
    bool      relaxed;     /* out of reach as stated: of the relaxed regime */
    size_t    constants;   /* several are scaled together */
    double    asserted;    /* 1 for several */
    obl_limit limit[OBL_SIZES + 1];
    size_t    points;      /* n >= 2 that converged: what the fit is made of */
    unsigned  from, to;    /* the least and the greatest of them */
    double    power, uncertainty; /* of n, one standard deviation; NaN below
                           ** three points */
    double    last_power;  /* between the last two of them; NaN below two */
} obl_limit_row;

typedef struct {
    size_t count, slopes;
    obl_limit_row *row;
    obl_slope *slope;
} obl_limits;

/* Measures every limit of the claims' parts and every power of t they print,
** in their order. A side on which no sample limits the constants is left out;
** a part of which too few samples were accepted keeps one row, with no limit.
** A function of the claims, seed and effort alone. False without memory, or
** where progress() stopped it; free it anyway. */
bool obl_limits_measure(obl_limits *limits, const obl_spec *const *spec,
                        const obl_claim *const *claim, size_t count,
                        const obl_audit_options *options);
void obl_limits_free(obl_limits *limits);

/* ---- reading.c: what the limits at several n say together */

/* The share by which a value may move and still count. */
#define OBL_CONVERGED 0.01

/* Fits the power of n: least squares of log value over log n, n >= 2 (one
** student has no pair, and log 1 = 0), over the n that converged. */
void obl_limit_fit(obl_limit_row *row);

/* What a row says of the statement, in words. At most `size` bytes. */
void obl_limit_reading(char *text, size_t size, const obl_limit_row *row);

/* At how many n there is a limit, or, `none`, no scale holds. */
size_t obl_limit_places(const obl_limit_row *row, bool none);

#endif
