/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** words.c -- a sample in the words of a spec. All its numbers are doubles,
** hence dyadic rationals that a spec can pin exactly.
*/

#include "claim/words.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>


static void put_number(FILE *out, double x) {
    int exponent;
    double whole = frexp(x, &exponent);
    int bits = 0;

    while (whole != rint(whole) && bits < 60) {
        whole *= 2;
        bits++;
    }
    const int shift = bits - exponent;

    if (x == rint(x) && fabs(x) < 0x1p53)
        fprintf(out, "%.0f", x);
    else if (shift > 0 && shift < 53)
        fprintf(out, "q(%.0f,%.0f)", whole, ldexp(1, shift));
    else
        fprintf(out, "q\"%.17g\"", x);
}


static void put_vector(FILE *out, const double *x, size_t count) {
    fputs("{", out);
    for (size_t k = 0; k < count; k++) {
        fputs(k ? ", " : " ", out);
        put_number(out, x[k]);
    }
    fputs(" }", out);
}


static void put_state(FILE *out, const obl_state *w) {
    double *row = calloc(w->d, sizeof *row);

    fputs(", w = net({", out);
    for (size_t i = 0; i < w->n && row; i++) {
        row[0] = w->h[i];
        memcpy(row + 1, w->z + i * (w->d - 1), (w->d - 1) * sizeof *row);
        fputs(i ? ", " : " ", out);
        put_vector(out, row, w->d);
    }
    fputs(" }, v)", out);
    free(row);
}


static void put_sample(FILE *out, const obl_sample *s) {
    const obl_claim *claim = s->claim;
    bool first = true;

    fputs("refuted { ", out);
    for (size_t k = 0; k < claim->variables; k++) {
        if (!s->value[k])
            continue;
        fprintf(out, "%s%s = ", first ? "" : ", ", claim->variable[k].name);
        first = false;
        if (claim->variable[k].shape == OBL_SHAPE_SCALAR)
            put_number(out, s->value[k][0]);
        else
            put_vector(out, s->value[k], s->count[k]);
    }
    if (s->state)
        put_state(out, s->state);
    fputs(" }", out);
}


char *obl_sample_words(const obl_sample *sample) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return NULL;
    put_sample(out, sample);
    fclose(out);
    return text;
}
