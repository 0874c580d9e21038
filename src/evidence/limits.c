/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** limits.c -- hidden constants and powers of t as text and as CSV.
*/

#include "evidence/limits.h"

#include <math.h>
#include <string.h>

#include "evidence/table.h"


double obl_slope_median(const obl_slope *slope) {
    const size_t half = slope->runs / 2;

    if (slope->runs == 0)
        return NAN;
    return slope->runs % 2 == 1 ? slope->measured[half]
        : (slope->measured[half - 1] + slope->measured[half]) / 2;
}


static const char *or_nothing(const char *text) {
    return text != NULL ? text : "";
}


/* ------------------------------------------------------------------ text */

static void put_name(FILE *out, const obl_claim *claim, size_t part,
                     bool relaxed) {
    char text[200];

    obl_table_label(text, sizeof text, claim, part);
    fputs(text, out);
    if (claim->page != NULL)
        fprintf(out, ", p. %s", claim->page);
    obl_part_name(text, sizeof text, claim, part);
    fputs(" (", out);
    obl_put_text(out, text);
    fprintf(out, ")%s", relaxed ? ", relaxed" : "");
}


typedef void column(FILE *out, const obl_limit *limit, size_t k);


static void put_size(FILE *out, const obl_limit *limit, size_t k) {
    (void)limit;
    if (k < OBL_SIZES)
        fprintf(out, " %9u", obl_sizes[k]);
    else
        fprintf(out, " %9s", "-");
}


static void put_value(FILE *out, double value, const char *otherwise) {
    if (isnan(value))
        fprintf(out, " %9s", otherwise);
    else
        fprintf(out, " %9.4g", value);
}


static void put_observed(FILE *out, const obl_limit *limit, size_t k) {
    (void)k;
    put_value(out, limit->none || !limit->limited ? NAN : limit->value,
              limit->none ? "none" : "any");
}


static void put_certified(FILE *out, const obl_limit *limit, size_t k) {
    (void)k;
    put_value(out, limit->certified, "-");
}


static void put_moved(FILE *out, const obl_limit *limit, size_t k) {
    (void)k;
    if (limit->none || !limit->limited)
        fprintf(out, " %9s", "-");
    else if (limit->moved < 10)
        fprintf(out, " %8.1f%%", 100 * limit->moved);
    else
        fprintf(out, " %8.0e%%", 100 * limit->moved);
}


static void put_line(FILE *out, const char *name, const obl_limit_row *row,
                     column *put) {
    fprintf(out, "  %-9s", name);
    for (size_t k = 0; k <= OBL_SIZES; k++)
        if (row->limit[k].present)
            put(out, &row->limit[k], k);
    putc('\n', out);
}


static void put_row(FILE *out, const obl_limit_row *row) {
    const char *side = row->largest ? "at most" : "at least";
    char reading[160];

    put_name(out, row->claim, row->part, row->relaxed);
    if (row->constants > 1)
        fprintf(out, "\n  %zu constants scaled together by %s", row->constants,
                side);
    else
        fprintf(out, "\n  asserted %.4g, %s %s", row->asserted,
                row->largest ? "allowed" : "needed", side);
    putc('\n', out);
    if (obl_limit_places(row, false) > 0) {
        put_line(out, "n", row, put_size);
        put_line(out, "observed", row, put_observed);
        put_line(out, "certified", row, put_certified);
        put_line(out, "moved by", row, put_moved);
    }
    if (!isnan(row->power))
        fprintf(out, "  n^(%.3f +- %.3f): ", row->power, row->uncertainty);
    else
        fputs("  ", out);
    obl_limit_reading(reading, sizeof reading, row);
    fprintf(out, "%s\n\n", reading);
}


static void put_slope(FILE *out, const obl_slope *slope) {
    put_name(out, slope->claim, slope->part, slope->relaxed);
    fprintf(out, "\n  printed t^%.4g, measured ", slope->printed);
    if (slope->runs > 0)
        fprintf(out, "%.3f (from %.3f to %.3f on %zu runs)\n",
                obl_slope_median(slope), slope->measured[0],
                slope->measured[slope->runs - 1], slope->runs);
    else
        fputs("on no run\n", out);
}


void obl_limits_text(FILE *out, const obl_limits *limits) {
    if (limits->count + limits->slopes == 0)
        fputs("no claim among these has a constant that nobody printed, or a"
              " power of t\n", out);
    for (size_t k = 0; k < limits->count; k++)
        put_row(out, &limits->row[k]);
    if (limits->slopes > 0)
        fputs("Powers of t at the last checkpoint, median over the runs\n\n",
              out);
    for (size_t k = 0; k < limits->slopes; k++)
        put_slope(out, &limits->slope[k]);
}


/* -------------------------------------------------------------- Markdown */

/* Of a spec: bars and stars would be read as Markdown. */
static void put_escaped(FILE *out, const char *text) {
    for (; *text != '\0'; text++) {
        const char one[2] = { *text, '\0' };

        if (strchr("|*_`\\<", *text) != NULL)
            putc('\\', out);
        obl_put_text(out, *text == '\n' ? " " : one);
    }
}


static void put_cell_name(FILE *out, const obl_claim *claim, size_t part,
                          bool relaxed) {
    char text[200];

    obl_part_label(text, sizeof text, claim, part);
    fputs("| ", out);
    put_escaped(out, text);
    fputs(" | ", out);
    put_escaped(out, or_nothing(claim->page));
    fputs(relaxed ? ", relaxed |" : " |", out);
}


/* In italics where it moved by 1 % or more, in bold where balls certify. */
static void put_cell(FILE *out, const obl_limit *limit) {
    const char *mark = !isnan(limit->certified) ? "**" : "";
    const char *lean = limit->converged ? "" : "*";

    if (!limit->present)
        fputs(" |", out);
    else if (limit->none)
        fputs(" none |", out);
    else if (!limit->limited)
        fputs(" any |", out);
    else
        fprintf(out, " %s%s%.4g%s%s |", mark, lean, limit->value, lean, mark);
}


static void put_markdown_row(FILE *out, const obl_limit_row *row) {
    char reading[160];

    put_cell_name(out, row->claim, row->part, row->relaxed);
    if (row->constants > 1)
        fprintf(out, " %zu, by %s", row->constants,
                row->largest ? "at most" : "at least");
    else
        fprintf(out, " %.4g, %s", row->asserted,
                row->largest ? "at most" : "at least");
    fputs(" |", out);
    for (size_t k = 0; k <= OBL_SIZES; k++)
        put_cell(out, &row->limit[k]);
    if (isnan(row->power))
        fputs(" |", out);
    else
        fprintf(out, " %.3f ± %.3f |", row->power, row->uncertainty);
    obl_limit_reading(reading, sizeof reading, row);
    fprintf(out, " %s |\n", reading);
}


static void put_markdown_slope(FILE *out, const obl_slope *slope) {
    put_cell_name(out, slope->claim, slope->part, slope->relaxed);
    fprintf(out, " %.4g |", slope->printed);
    if (slope->runs > 0)
        fprintf(out, " %.3f | %.3f to %.3f | %zu |\n",
                obl_slope_median(slope), slope->measured[0],
                slope->measured[slope->runs - 1], slope->runs);
    else
        fputs(" | | 0 |\n", out);
}


void obl_limits_markdown(FILE *out, const obl_limits *limits) {
    fputs("| paper | page | asserted |", out);
    for (size_t k = 0; k < OBL_SIZES; k++)
        fprintf(out, " n = %u |", obl_sizes[k]);
    fputs(" no n | power of n | reading |\n|---|---|---|", out);
    for (size_t k = 0; k <= OBL_SIZES; k++)
        fputs("---|", out);
    fputs("---|---|\n", out);
    for (size_t k = 0; k < limits->count; k++)
        put_markdown_row(out, &limits->row[k]);
    fputs("\n| paper | page | printed power of t | measured | range | runs |"
          "\n|---|---|---|---|---|---|\n", out);
    for (size_t k = 0; k < limits->slopes; k++)
        put_markdown_slope(out, &limits->slope[k]);
}


/* ------------------------------------------------------------------- CSV */

/* Quoted, with quotes doubled. */
static void put_quoted(FILE *out, const char *text) {
    putc('"', out);
    for (; *text != '\0'; text++) {
        const char one[2] = { *text, '\0' };

        if (*text == '"')
            putc('"', out);
        obl_put_text(out, *text == '\n' ? " " : one);
    }
    putc('"', out);
}


static void put_number(FILE *out, double value) {
    putc(',', out);
    if (isfinite(value))
        fprintf(out, "%.17g", value);
}


static void put_start(FILE *out, const obl_claim *claim, size_t part,
                      bool relaxed) {
    char text[512];

    obl_part_name(text, sizeof text, claim, part);
    put_quoted(out, text);
    putc(',', out);
    obl_part_label(text, sizeof text, claim, part);
    put_quoted(out, text);
    putc(',', out);
    put_quoted(out, or_nothing(claim->page));
    fprintf(out, ",%s,", relaxed ? "relaxed" : "as stated");
}


static void put_csv_limit(FILE *out, const obl_limit_row *row, size_t k) {
    const obl_limit *limit = &row->limit[k];
    const bool limited = limit->limited && !limit->none;
    char reading[160];

    put_start(out, row->claim, row->part, row->relaxed);
    fprintf(out, "%s,%zu", row->largest ? "at most" : "at least",
            row->constants);
    put_number(out, row->asserted);
    putc(',', out);
    if (k < OBL_SIZES)
        fprintf(out, "%u", obl_sizes[k]);
    fprintf(out, ",%s", limit->none ? "none" : limited ? "limit" : "any");
    put_number(out, limited ? limit->value : NAN);
    put_number(out, limited ? limit->certified : NAN);
    put_number(out, limited ? limit->moved : NAN);
    fprintf(out, ",%llu", (unsigned long long)limit->valid);
    put_number(out, row->power);
    put_number(out, row->uncertainty);
    putc(',', out);
    obl_limit_reading(reading, sizeof reading, row);
    put_quoted(out, reading);
    putc('\n', out);
}


/* Of a power of t: asserted is the printed one, observed the median, and the
** reading says the range. */
static void put_csv_slope(FILE *out, const obl_slope *slope) {
    char range[80] = "";

    put_start(out, slope->claim, slope->part, slope->relaxed);
    fputs("power of t,0", out);
    put_number(out, slope->printed);
    fputs(",,", out);
    fputs(slope->runs > 0 ? "limit" : "any", out);
    put_number(out, obl_slope_median(slope));
    fprintf(out, ",,,%zu,,,", slope->runs);
    if (slope->runs > 0)
        snprintf(range, sizeof range, "from %.17g to %.17g",
                 slope->measured[0], slope->measured[slope->runs - 1]);
    put_quoted(out, range);
    putc('\n', out);
}


void obl_limits_csv(FILE *out, const obl_limits *limits) {
    fputs("claim,paper,page,regime,side,constants,asserted,n,found,observed,"
          "certified,moved,samples,power,uncertainty,reading\n", out);
    for (size_t r = 0; r < limits->count; r++)
        for (size_t k = 0; k <= OBL_SIZES; k++)
            if (limits->row[r].limit[k].present)
                put_csv_limit(out, &limits->row[r], k);
    for (size_t k = 0; k < limits->slopes; k++)
        put_csv_slope(out, &limits->slope[k]);
}
