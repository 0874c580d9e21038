/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** vectors.c -- vectors from CSV files, and the frame in which they move.
**
** obl_reduce() keeps all norms and angles but not the way back; here the
** frame itself is kept. A component across the teacher comes from 2x2 minors,
**     z_k = sum_j v_j (v_j w_k - v_k w_j) / |v|^2,
** so that a student parallel to the teacher has z = 0 exactly.
*/

#include "cli/vectors.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>


/* ----------------------------------------------------------- reading */

/* Where the reader is, for its messages. */
typedef struct {
    const char *name;
    size_t      row;
    char       *problem;
    size_t      size;
} place;


static bool complain(const place *at, size_t column, const char *message,
                     const char *text) {
    snprintf(at->problem, at->size, "%s:%zu:%zu: %s%s%.40s%s", at->name,
             at->row, column, message, text[0] != '\0' ? " `" : "", text,
             text[0] != '\0' ? "`" : "");
    errno = 0;
    return false;
}


static char *trim(char *text) {
    char *end = text + strlen(text);

    while (isspace((unsigned char)*text))
        text++;
    while (end > text && isspace((unsigned char)end[-1]))
        *--end = '\0';
    return text;
}


static bool read_field(double *value, char *field, const place *at,
                       size_t column) {
    char *text = trim(field), *end;

    if (text[0] == '\0')
        return complain(at, column, "a number is missing", "");
    *value = strtod(text, &end);
    if (*end != '\0')
        return complain(at, column, "not a number:", text);
    if (!isfinite(*value))
        return complain(at, column, "not a finite number:", text);
    return true;
}


static bool append(obl_vectors *vectors, size_t used, double value) {
    /* Grow when the count reaches a power of two. */
    if ((used & (used - 1)) == 0) {
        const size_t room = used == 0 ? 1 : 2 * used;
        double *longer = realloc(vectors->entry, room * sizeof *longer);

        if (longer == NULL)
            return false;
        vectors->entry = longer;
    }
    vectors->entry[used] = value;
    return true;
}


static bool read_row(obl_vectors *vectors, char *line, const place *at) {
    size_t column = 0;
    const size_t start = vectors->rows * vectors->columns;
    char *rest = line;

    while (rest != NULL) {
        char *field = strsep(&rest, ",");
        double value = 0.0;

        if (!read_field(&value, field, at, ++column))
            return false;
        if (vectors->rows > 0 && column > vectors->columns)
            return complain(at, column, "more numbers than in the first row",
                            "");
        if (!append(vectors, start + column - 1, value))
            return complain(at, column, "out of memory", "");
    }
    if (vectors->rows > 0 && column < vectors->columns)
        return complain(at, column, "fewer numbers than in the first row", "");
    vectors->columns = column;
    vectors->rows++;
    return true;
}


bool obl_vectors_read(obl_vectors *vectors, FILE *in, const char *name,
                      char *problem, size_t size) {
    place at = { name, 0, problem, size };
    char *line = NULL;
    size_t room = 0;
    ssize_t length;
    bool good = true;

    *vectors = (obl_vectors){ 0 };
    errno = 0;
    while (good && (length = getline(&line, &room, in)) >= 0) {
        at.row++;
        if (strlen(line) != (size_t)length)
            good = complain(&at, 1, "a zero byte", "");
        else if (trim(line)[0] != '\0' && trim(line)[0] != '#')
            good = read_row(vectors, line, &at);
    }
    free(line);
    if (good && ferror(in)) {
        const int reason = errno;
        snprintf(problem, size, "%s: %s", name, strerror(reason));
        errno = reason;
        good = false;
    } else if (good && vectors->rows == 0) {
        at.row++;
        good = complain(&at, 1, "no vector in here", "");
    }
    return good;
}


void obl_vectors_free(obl_vectors *vectors) {
    free(vectors->entry);
    *vectors = (obl_vectors){ 0 };
}


/* ------------------------------------------------------------- frame */

static double dot(const double *x, const double *y, size_t dim) {
    double sum = 0.0;

    for (size_t k = 0; k < dim; k++)
        sum += x[k] * y[k];
    return sum;
}


/* Scaled, so that no square overflows or underflows. */
static double norm(const double *x, size_t dim) {
    double largest = 0.0, sum = 0.0;

    for (size_t k = 0; k < dim; k++)
        largest = fmax(largest, fabs(x[k]));
    if (largest == 0.0)
        return 0.0;
    for (size_t k = 0; k < dim; k++)
        sum += (x[k] / largest) * (x[k] / largest);
    return largest * sqrt(sum);
}


/* a b - c d with one rounding of each product's error (Kahan). */
static double minor(double a, double b, double c, double d) {
    const double cd = c * d;

    return fma(a, b, -cd) + fma(-c, d, cd);
}


/* What of w lies across the unit vector u along v: minors with v itself, so
** that parallel vectors cancel exactly; v scaled by a power of 2, which is
** exact, so that no product overflows. */
static void across(double *z, const double *w, const double *v,
                   const double *u, double v_norm, size_t dim) {
    const int scale = -ilogb(v_norm);

    for (size_t k = 0; k < dim; k++) {
        double sum = 0.0;

        for (size_t j = 0; j < dim; j++)
            sum += u[j] * minor(ldexp(v[j], scale), w[k],
                                ldexp(v[k], scale), w[j]);
        z[k] = sum / ldexp(v_norm, scale);
    }
}


/* Takes out of x what lies along the axes so far, twice: the second time
** removes what rounding left the first time. */
static void project_out(double *x, const obl_frame *frame) {
    for (int round = 0; round < 2; round++) {
        for (size_t a = 0; a < frame->count; a++) {
            const double *axis = frame->axis + a * frame->dim;
            const double along = dot(x, axis, frame->dim);

            for (size_t k = 0; k < frame->dim; k++)
                x[k] -= along * axis[k];
        }
    }
}


/* Adds the direction of z as an axis unless the axes span it already, up to
** rounding in z's own size. */
static void add_axis(obl_frame *frame, const double *z, double z_norm) {
    double *axis = frame->axis + frame->count * frame->dim;

    if (z_norm == 0.0)
        return;
    for (size_t k = 0; k < frame->dim; k++)
        axis[k] = z[k] / z_norm;
    project_out(axis, frame);
    const double left = norm(axis, frame->dim);
    if (left < 1e-15)
        return;
    for (size_t k = 0; k < frame->dim; k++)
        axis[k] /= left;
    project_out(axis, frame);
    frame->count++;
}


static void fill_state(obl_state *state, const obl_frame *frame,
                       const obl_vectors *students, const double *z) {
    const size_t dim = frame->dim;

    for (size_t i = 0; i < state->n; i++) {
        state->h[i] = dot(frame->axis, students->entry + i * dim, dim);
        for (size_t a = 1; a < frame->count; a++)
            state->z[i * (frame->count - 1) + a - 1] =
                dot(frame->axis + a * dim, z + i * dim, dim);
    }
}


obl_state *obl_frame_enter(obl_frame *frame, const double *teacher,
                           const obl_vectors *students) {
    const size_t n = students->rows, dim = students->columns;
    const size_t most = dim < n + 1 ? dim : n + 1;
    const double v = norm(teacher, dim);
    double *z = calloc(n * dim, sizeof *z);
    obl_state *state = NULL;

    /* One row of room more, where the last candidate is tried. */
    *frame = (obl_frame){ .dim = dim, .count = 1,
                          .axis = calloc((most + 1) * dim, sizeof(double)) };
    if (z != NULL && frame->axis != NULL) {
        for (size_t k = 0; k < dim; k++)
            frame->axis[k] = teacher[k] / v;
        for (size_t i = 0; i < n; i++) {
            across(z + i * dim, students->entry + i * dim, teacher,
                   frame->axis, v, dim);
            if (frame->count < most)
                add_axis(frame, z + i * dim, norm(z + i * dim, dim));
        }
        state = obl_state_new(n, frame->count, v);
    }
    if (state != NULL)
        fill_state(state, frame, students, z);
    free(z);
    if (state == NULL)
        obl_frame_free(frame);
    return state;
}


void obl_frame_leave(double *w, const obl_frame *frame,
                     const obl_state *state, size_t i) {
    for (size_t k = 0; k < frame->dim; k++) {
        w[k] = state->h[i] * frame->axis[k];
        for (size_t a = 1; a < frame->count; a++)
            w[k] += state->z[i * (frame->count - 1) + a - 1]
                * frame->axis[a * frame->dim + k];
    }
}


void obl_frame_free(obl_frame *frame) {
    free(frame->axis);
    *frame = (obl_frame){ 0 };
}
