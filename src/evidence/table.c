/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** table.c -- results as text for people: one row per part and regime.
**
** Every row stands alone, so it can be printed as soon as it is decided.
*/

#include "evidence/table.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/settings.h"

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


/* One line, or several that end in one; nothing for a text that is not
** there. */
static void put_line(FILE *out, const char *before, const char *text) {
    if (text == NULL || text[0] == '\0')
        return;
    fputs(before, out);
    obl_put_text(out, text);
    if (text[strlen(text) - 1] != '\n')
        putc('\n', out);
}


void obl_table_heading(FILE *out, bool colour) {
    fprintf(out, ROW, "claim", colour ? "\033[1m" : "", "verdict",
            colour ? PLAIN : "", "regime", "valid/tried", "margin", "seconds");
}


const obl_mark *obl_mark_to_show(const obl_part_tally *part) {
    if (part->witness.present)
        return &part->witness;
    return part->tightest.present ? &part->tightest : NULL;
}


static bool is_against(const char *expect) {
    return expect != NULL && strcmp(expect, "holds") != 0;
}


static bool holds(obl_verdict verdict) {
    return verdict == OBL_PROVED || verdict == OBL_CERTIFIED
        || verdict == OBL_SUPPORTED;
}


static const char *colour_of(const obl_result *result, size_t k) {
    if (!result->as_expected[k])
        return RED;
    return holds(obl_result_verdict(result, k)) ? GREEN : YELLOW;
}


static const obl_regime_result *regime_of(const obl_result *result,
                                          bool relaxed) {
    return relaxed ? &result->relaxed : &result->stated;
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
                      bool relaxed, bool colour) {
    const obl_regime_result *regime = regime_of(result, relaxed);
    char label[160] = "", counts[64] = "", margin[32] = "-", seconds[32] = "";
    obl_verdict verdict = OBL_NOT_RUN;

    if (!relaxed)
        obl_table_label(label, sizeof label, result->claim, k);
    if (regime->present) {
        verdict = regime->verdict[k];
        print_counts(counts, sizeof counts, &regime->tally);
        print_margin(margin, sizeof margin, &regime->tally.part[k]);
    }
    if (!relaxed && k == 0)
        snprintf(seconds, sizeof seconds, "%.2f", result->seconds);
    fprintf(out, ROW, label,
            !colour ? "" : relaxed ? PLAIN : colour_of(result, k),
            obl_verdict_text(verdict), colour ? PLAIN : "",
            obl_regime_text(obl_regime_of(result->claim, relaxed)), counts,
            margin, seconds);
}


void obl_table_rows(FILE *out, const obl_result *result, bool colour) {
    for (size_t k = 0; k < result->claim->parts; k++) {
        print_row(out, result, k, false, colour);
        if (result->relaxed.present)
            print_row(out, result, k, true, colour);
    }
    fflush(out);
}


void obl_replay_words(char *text, size_t size, const obl_result *result) {
    char *file = realpath(result->spec->path, NULL);
    char *root = realpath(obl_specs_folder(), NULL);
    const size_t length = root != NULL ? strlen(root) : 0;
    const bool outside = file != NULL && root != NULL
        && (strncmp(file, root, length) != 0 || file[length] != '/');

    snprintf(text, size, "%s%s%s", outside ? result->spec->path : "",
             outside ? " " : "", result->claim->name);
    free(file);
    free(root);
}


static void print_replay(FILE *out, const obl_result *result, size_t k,
                         bool relaxed, uint64_t seed) {
    const obl_regime_result *regime = regime_of(result, relaxed);
    char words[OBL_REPLAY_WORDS];

    if (!regime->present)
        return;
    obl_replay_words(words, sizeof words, result);
    if (!relaxed && result->pinned[k]) {
        fprintf(out, "    obelus replay %s --witness\n", words);
        return;
    }
    const obl_mark *mark = obl_mark_to_show(&regime->tally.part[k]);
    if (mark != NULL)
        fprintf(out, "    obelus replay %s --seed %" PRIu64 " --index %" PRIu64
                "%s\n", words, seed, mark->index,
                relaxed ? " --relaxed" : "");
}


/* The sample itself, as `obelus replay` shows it. */
static void print_sample(FILE *out, const obl_result *result, size_t k,
                         bool relaxed, uint64_t seed) {
    const obl_regime_result *regime = regime_of(result, relaxed);
    const obl_mark *mark = regime->present
        ? obl_mark_to_show(&regime->tally.part[k]) : NULL;
    char words[OBL_REPLAY_WORDS];

    obl_replay_words(words, sizeof words, result);
    if (regime->present && regime->simplest != NULL
        && regime->simplest[k] != NULL)
        fprintf(out, "    made simple: %s\n"
                "    obelus replay %s --seed %" PRIu64 " --index %" PRIu64
                " --simplest\n", regime->simplest[k], words, seed,
                mark->index);
    if (mark != NULL)
        obl_replay(out, result->spec, result->claim,
                   relaxed ? OBL_RELAXED : OBL_AS_STATED, seed, mark->index);
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
        fprintf(out, "  %s%s%s\n", label,
                result->claim->page != NULL ? ", page " : "",
                result->claim->page != NULL ? result->claim->page : "");
        put_line(out, "    at ", result->proof[k].place);
        print_replay(out, result, k, false, seed);
        print_sample(out, result, k, false, seed);
        print_replay(out, result, k, true, seed);
        print_sample(out, result, k, true, seed);
    }
}


bool obl_is_finding(const obl_result *result) {
    const obl_claim *claim = result->claim;

    return result->passed && (is_against(claim->expect)
        || (result->relaxed.present && is_against(claim->relaxed_expect)));
}


static void print_finding(FILE *out, const obl_result *result, bool relaxed,
                          const char *because, uint64_t seed) {
    const obl_regime_result *regime = regime_of(result, relaxed);

    for (size_t k = 0; k < result->claim->parts; k++) {
        char label[160];

        if (holds(regime->verdict[k]))
            continue;
        obl_table_label(label, sizeof label, result->claim, k);
        fprintf(out, "  %s, %s: %s", label,
            obl_regime_text(obl_regime_of(result->claim, relaxed)),
                obl_verdict_text(regime->verdict[k]));
        if (regime->verdict[k] == OBL_OUT_OF_REACH
            && regime->tally.steps_asked > 0.0)
            fprintf(out, " (asks for 10^%.4g steps)",
                    regime->tally.steps_asked);
        putc('\n', out);
        if (!relaxed && result->proof[k].place[0])
            put_line(out, "    at ", result->proof[k].place);
        print_replay(out, result, k, relaxed, seed);
    }
    put_line(out, "    ", because);
}


void obl_table_finding(FILE *out, const obl_result *result, uint64_t seed) {
    const obl_claim *claim = result->claim;

    if (result->stated.present && is_against(claim->expect))
        print_finding(out, result, false, claim->because, seed);
    if (result->relaxed.present && is_against(claim->relaxed_expect))
        print_finding(out, result, true, claim->relaxed_because, seed);
    put_line(out, "    repair: ", claim->repair);
}


void obl_table_spec_error(FILE *out, const obl_spec *spec) {
    fputs(spec->path, out);
    if (spec->error_line > 0)
        fprintf(out, ":%u", spec->error_line);
    put_line(out, ": ", spec->error);
    put_line(out, "    ", spec->remedy);
}
