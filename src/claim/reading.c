/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** reading.c -- the power of n in a limit, and what it says.
*/

#include "claim/constants.h"

#include <math.h>
#include <string.h>

/* Powers of n below this are not told from 0; and a limit levels off where
** its last step has less than this share of the power that fits them all. */
static const double POWER_SEEN = 0.05, LAST_SHARE = 2.0 / 3;

typedef struct { size_t count; double x[OBL_SIZES], y[OBL_SIZES]; } points;


static points points_of(obl_limit_row *row) {
    points p = { 0 };

    for (size_t k = 0; k < OBL_SIZES; k++) {
        if (obl_sizes[k] == 1 || !row->limit[k].converged)
            continue;
        row->from = p.count == 0 ? obl_sizes[k] : row->from;
        row->to = obl_sizes[k];
        p.x[p.count] = log(obl_sizes[k]);
        p.y[p.count++] = log(row->limit[k].value);
    }
    return p;
}


/* The uncertainty is what the points leave, and no less than what 1 % of play
** in each value makes. */
static void fit(obl_limit_row *row, const points *p) {
    const double count = (double)p->count;
    double mx = 0, my = 0, sxx = 0, sxy = 0, rest = 0;

    for (size_t k = 0; k < p->count; k++) {
        mx += p->x[k] / count;
        my += p->y[k] / count;
    }
    for (size_t k = 0; k < p->count; k++) {
        sxx += (p->x[k] - mx) * (p->x[k] - mx);
        sxy += (p->x[k] - mx) * (p->y[k] - my);
    }
    row->power = sxy / sxx;
    for (size_t k = 0; k < p->count; k++)
        rest += pow(p->y[k] - my - row->power * (p->x[k] - mx), 2);
    row->uncertainty = sqrt((rest / (count - 2)
                             + OBL_CONVERGED * OBL_CONVERGED / 4) / sxx);
}


void obl_limit_fit(obl_limit_row *row) {
    const points p = points_of(row);
    const size_t last = p.count - 1;

    row->points = p.count;
    row->power = row->uncertainty = row->last_power = NAN;
    if (p.count > 1)
        row->last_power = (p.y[last] - p.y[last - 1])
            / (p.x[last] - p.x[last - 1]);
    if (p.count > 2)
        fit(row, &p);
}


size_t obl_limit_places(const obl_limit_row *row, bool none) {
    size_t found = 0;

    for (size_t k = 0; k <= OBL_SIZES; k++)
        found += row->limit[k].present
            && (none ? row->limit[k].none : row->limit[k].limited);
    return found;
}


/* Whether the declared value is refused by some sample. */
static bool is_exceeded(const obl_limit_row *row) {
    for (size_t k = 0; k <= OBL_SIZES; k++)
        if (row->limit[k].present && row->limit[k].limited
            && (row->largest ? row->limit[k].value < row->asserted * 0.999
                             : row->limit[k].value > row->asserted * 1.001))
            return true;
    return false;
}


static bool has_converged(const obl_limit_row *row) {
    for (size_t k = 0; k <= OBL_SIZES; k++)
        if (row->limit[k].limited && !row->limit[k].converged)
            return false;
    return true;
}


static void read_power(char *text, size_t size, const obl_limit_row *row) {
    const double power = row->largest ? -row->power : row->power;
    const double last = fabs(row->last_power);
    const char *levels = last < fmax(POWER_SEEN, LAST_SHARE * fabs(power))
        ? ", but levels off" : "";

    if (fabs(power) <= fmax(2 * row->uncertainty, POWER_SEEN))
        snprintf(text, size, "sound on what was seen");
    else if (power > 0)
        snprintf(text, size, "drifts like n^%.2f over n = %u..%u%s", power,
                 row->from, row->to, levels);
    else
        snprintf(text, size, "leaves n^%.2f on the table over n = %u..%u%s",
                 -power, row->from, row->to, levels);
}


/* Where no scale holds: everywhere, or at some n. */
static void read_none(char *text, size_t size, const obl_limit_row *row) {
    size_t at = (size_t)snprintf(text, size, "no constant holds");

    if (obl_limit_places(row, true) == obl_limit_places(row, false))
        return;
    for (size_t k = 0; k < OBL_SIZES && at < size; k++)
        if (row->limit[k].present && row->limit[k].none)
            at += (size_t)snprintf(text + at, size - at, "%s%u",
                                   strstr(text, "n =") ? ", " : " at n = ",
                                   obl_sizes[k]);
}


void obl_limit_reading(char *text, size_t size, const obl_limit_row *row) {
    if (obl_limit_places(row, false) == 0)
        snprintf(text, size, "not measured: too few samples accepted");
    else if (obl_limit_places(row, true) > 0)
        read_none(text, size, row);
    else if (is_exceeded(row))
        snprintf(text, size, "exceeded: the declared value does not hold");
    else if (row->points >= 3)
        read_power(text, size, row);
    else if (obl_limit_places(row, false) == 1 && has_converged(row))
        snprintf(text, size, "sound on what was seen, at one n");
    else
        snprintf(text, size, "too few n converged to tell");
}
