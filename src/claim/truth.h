/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** truth.h -- strong Kleene truths with margins.
**
** A margin says how far a truth is from turning: (b - a) / (|a| + |b|) for
** a <= b, negative when false. `and` takes the least, `or` the greatest,
** `not` the negative. Undefined wins over unknown where neither decides.
*/

#ifndef OBL_TRUTH_H
#define OBL_TRUTH_H

#include <math.h>
#include <stdbool.h>

typedef enum { OBL_FALSE, OBL_TRUE, OBL_UNDEFINED, OBL_UNKNOWN } obl_is;

typedef struct {
    obl_is is;
    bool   touching; /* a and b agree to 2^-200: true, or, of a < b, open */
    double margin;   /* NaN where undefined */
    bool   open;     /* undefined, but for a part still unknown: that may yet
                     ** turn out to decide */
} obl_truth;

/* Beyond this relative distance a comparison of doubles counts; and this
** close two balls are said to agree. Both stand here alone. */
#define OBL_DECISIVE 0x1p-20
#define OBL_AGREE 0x1p-200
/* The precision, in bits, at which balls give up. */
enum { OBL_BITS_CAP = 1024 };

static inline obl_truth obl_truth_of(obl_is is, double margin) {
    return (obl_truth){ is, false, margin, false };
}


/* Where a and b touch, a <= b is true and a < b is not: not decided, but
** broken where equality is shown otherwise. */
static inline bool obl_broken_by_touch(obl_truth p) {
    return p.is == OBL_UNKNOWN && p.touching;
}


/* A touching a < b turns into b <= a, and back. */
static inline obl_truth obl_not(obl_truth p) {
    if (p.touching)
        p.is = p.is == OBL_TRUE ? OBL_UNKNOWN : OBL_TRUE;
    else if (p.is == OBL_TRUE || p.is == OBL_FALSE)
        p.is = p.is == OBL_TRUE ? OBL_FALSE : OBL_TRUE;
    p.margin = -p.margin;
    return p;
}


/* What two truths give when neither is `decides`. */
static inline obl_truth obl_undecided(obl_truth p, obl_truth q,
                                      obl_truth both) {
    if (p.is == OBL_UNDEFINED || q.is == OBL_UNDEFINED)
        return (obl_truth){ OBL_UNDEFINED, false, NAN,
                            p.is == OBL_UNKNOWN || q.is == OBL_UNKNOWN
                                || p.open || q.open };
    if (p.is == OBL_UNKNOWN || q.is == OBL_UNKNOWN)
        both.is = OBL_UNKNOWN;
    return both;
}


static inline obl_truth obl_and(obl_truth p, obl_truth q) {
    if (p.is == OBL_FALSE || q.is == OBL_FALSE) {
        if (p.is != q.is)
            return p.is == OBL_FALSE ? p : q;
        return p.margin <= q.margin ? p : q;
    }
    obl_truth both = obl_undecided(p, q, p.margin <= q.margin ? p : q);

    if (both.is == OBL_UNKNOWN)
        both.touching = obl_broken_by_touch(p) || obl_broken_by_touch(q);
    return both;
}


static inline obl_truth obl_or(obl_truth p, obl_truth q) {
    if (p.is == OBL_TRUE || q.is == OBL_TRUE) {
        if (p.is != q.is)
            return p.is == OBL_TRUE ? p : q;
        return p.margin >= q.margin ? p : q;
    }
    obl_truth both = obl_undecided(p, q, p.margin >= q.margin ? p : q);

    if (both.is == OBL_UNKNOWN)
        both.touching = (p.is == OBL_FALSE || obl_broken_by_touch(p))
            && (q.is == OBL_FALSE || obl_broken_by_touch(q));
    return both;
}

#endif
