/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** table.c -- results as text for people: one row per part and regime.
**
** Every row stands alone, so it can be printed as soon as it is decided.
*/

#include "evidence/table.h"

#include <inttypes.h>
#include <string.h>

#define ROW "%-28s  %s%-12s%s  %-13s  %17s  %10s  %8s\n"

static const char *const RED = "\033[31m", *const GREEN = "\033[32m",
                  *const YELLOW = "\033[33m", *const PLAIN = "\033[0m";


static char harmless(char c) {
    return ((unsigned char)c < ' ' && c != '\n') || c == 127 ? '?' : c;
}


void obl_put_text(FILE *out, const char *text) {
    for (; *text != '\0'; text++)
        putc(harmless(*text), out);
}


void obl_table_label(char *text, size_t size, const obl_claim *claim,
                     size_t k) {
    obl_part_label(text, size, claim, k);
    for (; *text != '\0'; text++)
        *text = harmless(*text);
}


/* Nothing for a text that is not there. */
static void put_line(FILE *out, const char *before, const char *text) {
    if (text == NULL || text[0] == '\0')
        return;
    fputs(before, out);
    obl_put_text(out, text);
    putc('\n', out);
}


void obl_table_heading(FILE *out, bool colour) {
    fprintf(out, ROW, "claim", colour ? "\033[1m" : "", "verdict",
            colour ? PLAIN : "", "regime", "valid/tried", "margin", "seconds");
}


bool obl_stands_relaxed(const obl_result *result) {
    return !result->stated.present && result->relaxed.present;
}


const char *obl_regime_text(const obl_result *result, bool relaxed) {
    const obl_claim *claim = result->claim;

    if (!relaxed)
        return "as stated";
    if (claim->stated.present && !claim->stated.flow && claim->relaxed.flow)
        return "flow analogue";
    return "relaxed";
}


const obl_mark *obl_mark_to_show(const obl_part_tally *part) {
    if (part->witness.present)
        return &part->witness;
    return part->tightest.present ? &part->tightest : NULL;
}


static bool expects_holds(const obl_claim *claim) {
    return claim->expect == NULL || strcmp(claim->expect, "holds") == 0;
}


static const char *colour_of(const obl_result *result, size_t k) {
    if (!result->as_expected[k])
        return RED;
    return expects_holds(result->claim) ? GREEN : YELLOW;
}


static void print_counts(char *text, size_t size, const obl_tally *tally) {
    snprintf(text, size, "%" PRIu64 "/%" PRIu64, tally->valid, tally->tried);
}


static void print_margin(char *text, size_t size, const obl_part_tally *part) {
    if (part->tightest.present)
        snprintf(text, size, "%.3g", part->tightest.margin);
    else
        snprintf(text, size, "-");
}


static void print_row(FILE *out, const obl_result *result, size_t k,
                      bool relaxed, bool first, bool colour) {
    const obl_regime_result *regime =
        relaxed ? &result->relaxed : &result->stated;
    char label[160] = "", counts[64] = "", margin[32] = "-", seconds[32] = "";
    obl_verdict verdict = OBL_NOT_RUN;

    if (first)
        obl_table_label(label, sizeof label, result->claim, k);
    if (regime->present) {
        verdict = regime->verdict[k];
        print_counts(counts, sizeof counts, &regime->tally);
        print_margin(margin, sizeof margin, &regime->tally.part[k]);
    }
    if (first && k == 0)
        snprintf(seconds, sizeof seconds, "%.2f", result->seconds);
    fprintf(out, ROW, label,
            !colour ? "" : first ? colour_of(result, k) : PLAIN,
            obl_verdict_text(verdict), colour ? PLAIN : "",
            obl_regime_text(result, relaxed), counts, margin, seconds);
}


void obl_table_rows(FILE *out, const obl_result *result, bool colour) {
    const bool stands_relaxed = obl_stands_relaxed(result);

    for (size_t k = 0; k < result->claim->parts; k++) {
        print_row(out, result, k, stands_relaxed, true, colour);
        if (result->relaxed.present && !stands_relaxed)
            print_row(out, result, k, true, false, colour);
    }
    fflush(out);
}


static void print_replay(FILE *out, const obl_result *result, size_t k,
                         bool relaxed, uint64_t seed) {
    const obl_regime_result *regime =
        relaxed ? &result->relaxed : &result->stated;

    if (!regime->present)
        return;
    const obl_mark *mark = obl_mark_to_show(&regime->tally.part[k]);
    if (mark != NULL)
        fprintf(out, "    obelus replay %s --seed %" PRIu64 " --index %" PRIu64
                "%s\n", result->claim->name, seed, mark->index,
                relaxed ? " --relaxed" : "");
}


void obl_table_failure(FILE *out, const obl_result *result, uint64_t seed) {
    if (result->passed)
        return;
    fprintf(out, "%s:%u: %s: ", result->spec->path, result->claim->line,
            result->claim->name);
    put_line(out, "",
             result->failure != NULL ? result->failure : "not as expected");
    for (size_t k = 0; k < result->claim->parts; k++) {
        if (result->as_expected[k])
            continue;
        char label[160];
        obl_table_label(label, sizeof label, result->claim, k);
        fprintf(out, "  %s\n", label);
        print_replay(out, result, k, false, seed);
        print_replay(out, result, k, true, seed);
    }
}


void obl_table_findings(FILE *out, const obl_result *result, uint64_t seed) {
    const obl_claim *claim = result->claim;
    const bool relaxed = obl_stands_relaxed(result);

    if (expects_holds(claim) || !result->passed)
        return;
    for (size_t k = 0; k < claim->parts; k++) {
        char label[160];

        obl_table_label(label, sizeof label, claim, k);
        fprintf(out, "  %s: %s\n", label,
                obl_verdict_text(obl_result_verdict(result, k)));
        print_replay(out, result, k, relaxed, seed);
    }
    put_line(out, "    ", claim->because);
    put_line(out, "    repair: ", claim->repair);
}


void obl_table_spec_error(FILE *out, const obl_spec *spec) {
    fputs(spec->path, out);
    if (spec->error_line > 0)
        fprintf(out, ":%u", spec->error_line);
    put_line(out, ": ", spec->error);
    put_line(out, "    ", spec->remedy);
}
