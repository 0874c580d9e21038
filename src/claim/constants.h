/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** constants.h -- the best hidden constants that samples allow.
**
** A part that holds constants nobody printed (O, Omega) is asserted with
** declared values. Multiplied by a scale, they are least where every accepted
** sample still holds, and greatest likewise; a part may limit them from
** either side or from both. How that limit goes with n says whether the part
** is right in its power of n, as far as anybody has looked.
*/

#ifndef OBL_CONSTANTS_H
#define OBL_CONSTANTS_H

#include "claim/audit.h"

/* The n that are tried, where the sampler leaves n open; beside them a place
** for claims without n, or with another one. */
enum { OBL_SIZES = 7, OBL_OTHER_SIZE = OBL_SIZES };
extern const unsigned obl_sizes[OBL_SIZES];

/* The limit at one n. */
typedef struct {
    bool     present;   /* enough samples were accepted */
    bool     limited;   /* some sample needs the constants so far up (down) */
    bool     none;      /* some sample holds at no scale */
    double   value;     /* of the constant; of the scale of several ones */
    double   moved;     /* share by which the last doubling of effort moved
                        ** the value */
    bool     converged; /* by less than 1 %, and two starts agree on it */
    bool     certified; /* in balls: the extreme sample holds at the value,
                        ** and fails 0.4 % beyond it */
    uint64_t valid;     /* samples accepted */
} obl_limit;

/* One limit of one part. */
typedef struct {
    const obl_spec  *spec;
    const obl_claim *claim;
    size_t    part;
    bool      largest;     /* the greatest that holds, else the least */
    size_t    constants;   /* several are scaled together */
    double    asserted;    /* 1 for several */
    obl_limit limit[OBL_SIZES + 1];
    size_t    points;      /* converged n: what the fit is made of */
    double    power, uncertainty; /* of n; NaN below three points */
    double    last_power;  /* between the last two of them; NaN below two */
} obl_limit_row;

typedef struct { size_t count; obl_limit_row *row; } obl_limits;

/* Measures every limit of the claims' parts, in their order. A side on which
** no sample limits the constants is left out; a part of which too few samples
** were accepted keeps one row, with no limit. A function of the claims, seed
** and effort alone. False without memory, or where progress() stopped it; free
** it anyway. */
bool obl_limits_measure(obl_limits *limits, const obl_spec *const *spec,
                        const obl_claim *const *claim, size_t count,
                        const obl_audit_options *options);
void obl_limits_free(obl_limits *limits);

/* What a row says of the statement, in words. At most `size` bytes. */
void obl_limit_reading(char *text, size_t size, const obl_limit_row *row);

#endif
