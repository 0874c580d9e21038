/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** findings.c -- findings as Markdown, each to be read alone: the formula as
** printed, the verdict, the exact witness, the reason, what holds instead,
** the words of the spec, and a program that shows the same without Obelus.
*/

#include "evidence/findings.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "claim/sample.h"
#include "evidence/table.h"

/* A hidden constant is loose where the tightest sample leaves this factor. */
static const double SLACK = 2;

typedef struct {
    obl_verdict verdict;
    const char *title, *about;
} section;

static const section sections[] = {
    { OBL_REFUTED, "False as printed",
      "At an exact state every hypothesis is true and the conclusion false,"
      " both decided in ball arithmetic." },
    { OBL_SUSPECT, "False where balls cannot vouch for it (SUSPECT)",
      "A sample breaks the claim, but under relaxed hypotheses, or on a"
      " trajectory, whose rounded states balls cannot vouch for." },
    { OBL_VACUOUS, "Vacuous",
      "Too few samples meet the hypotheses for the claim to say anything." },
    { OBL_OUT_OF_REACH, "Out of reach",
      "The printed schedule cannot be run. The number of steps is what it"
      " asks for at least." },
    { OBL_INCONCLUSIVE, "Undecided",
      "Balls could not decide at the cap of their precision." },
};

enum { SECTIONS = sizeof sections / sizeof *sections };


static bool is_against(const char *expect) {
    return expect != NULL && strcmp(expect, "holds") != 0;
}


static const obl_regime_result *regime_of(const obl_result *result,
                                          bool relaxed) {
    return relaxed ? &result->relaxed : &result->stated;
}


/* Whether part k is a finding of this kind in the regime. */
static bool is_found(const obl_result *result, bool relaxed, size_t k,
                     obl_verdict verdict) {
    const obl_claim *claim = result->claim;
    const obl_regime_result *regime = regime_of(result, relaxed);

    return result->passed && regime->present
        && is_against(relaxed ? claim->relaxed_expect : claim->expect)
        && regime->verdict[k] == verdict;
}


static bool any_found(const obl_result *result, bool relaxed,
                      obl_verdict verdict) {
    for (size_t k = 0; k < result->claim->parts; k++)
        if (is_found(result, relaxed, k, verdict))
            return true;
    return false;
}


static size_t count_found(obl_result *const *result, size_t count,
                          obl_verdict verdict) {
    size_t found = 0;

    for (size_t r = 0; r < count; r++)
        for (int relaxed = 0; relaxed < 2; relaxed++)
            found += any_found(result[r], relaxed, verdict);
    return found;
}


/* ----------------------------------------------------------- one finding */

static void put_field(FILE *out, const char *name, const char *text) {
    if (text == NULL || text[0] == '\0')
        return;
    fprintf(out, "- **%s:** ", name);
    obl_put_text(out, text);
    putc('\n', out);
}


static void put_title(FILE *out, const obl_result *result) {
    const obl_claim *claim = result->claim;

    fputs("\n### ", out);
    obl_put_text(out, claim->paper != NULL ? claim->paper : claim->name);
    if (claim->page != NULL) {
        fputs(", page ", out);
        obl_put_text(out, claim->page);
    }
    if (claim->arxiv != NULL && claim->paper != NULL
        && strcmp(claim->arxiv, claim->paper) != 0) {
        fputs(" (arXiv: ", out);
        obl_put_text(out, claim->arxiv);
        putc(')', out);
    }
    fprintf(out, "\n\n`%s`, %s:%u\n", claim->name, result->spec->path,
            claim->line);
}


static void put_formula(FILE *out, const obl_claim *claim) {
    if (claim->printed != NULL) {
        fputs("\n$$\n", out);
        obl_put_text(out, claim->printed);
        fputs("\n$$\n", out);
    }
    putc('\n', out);
}


static void put_rejections(FILE *out, const obl_result *result,
                           const obl_tally *tally) {
    for (size_t k = 0; k < result->claim->hypotheses; k++)
        if (tally->rejected[k] > 0)
            fprintf(out, "; `%s` rejected %" PRIu64 " of %" PRIu64,
                    result->claim->hypothesis[k].name, tally->rejected[k],
                    tally->tried);
}


/* What the other regime says of a part that cannot be run as stated. */
static void put_relaxed(FILE *out, const obl_result *result, size_t k) {
    const obl_claim *claim = result->claim;
    const char *before = "; without ";

    if (!result->relaxed.present)
        return;
    fprintf(out, "; %s: %s (%" PRIu64 " of %" PRIu64 " samples",
            obl_regime_text(OBL_LOOSENED),
            obl_verdict_text(result->relaxed.verdict[k]),
            result->relaxed.tally.valid, result->relaxed.tally.tried);
    for (size_t h = 0; h < claim->hypotheses; h++) {
        if (!claim->relaxed.suspended[h])
            continue;
        fprintf(out, "%s`%s`", before, claim->hypothesis[h].name);
        before = ", ";
    }
    putc(')', out);
}


static void put_verdict(FILE *out, const obl_result *result, bool relaxed,
                        size_t k) {
    const obl_regime_result *regime = regime_of(result, relaxed);
    const obl_verdict verdict = regime->verdict[k];
    char label[160];

    obl_table_label(label, sizeof label, result->claim, k);
    fprintf(out, "- **%s:** %s, %s", label, obl_verdict_text(verdict),
            obl_regime_text(obl_regime_of(result->claim, relaxed)));
    if (verdict == OBL_OUT_OF_REACH && regime->tally.steps_asked > 0)
        fprintf(out, ", asks for 10^%.4g steps", regime->tally.steps_asked);
    else if (verdict == OBL_OUT_OF_REACH)
        fputs(", the start is too small for doubles", out);
    if (verdict == OBL_VACUOUS)
        put_rejections(out, result, &regime->tally);
    if (verdict == OBL_OUT_OF_REACH && !relaxed)
        put_relaxed(out, result, k);
    putc('\n', out);
}


/* The exact state, and the command that shows it. */
static void put_witness(FILE *out, const obl_result *result, bool relaxed,
                        size_t k, uint64_t seed) {
    const obl_claim *claim = result->claim;
    const obl_regime_result *regime = regime_of(result, relaxed);
    const obl_mark *mark = obl_mark_to_show(&regime->tally.part[k]);
    char words[OBL_REPLAY_WORDS];

    obl_replay_words(words, sizeof words, result);
    if (!relaxed && result->pinned[k]) {
        fputs("- **Witness:** `", out);
        obl_put_text(out, claim->pinned != NULL ? claim->pinned : "");
        fprintf(out, "`; `obelus replay %s --witness`\n", words);
        return;
    }
    if (regime->simplest[k] != NULL && mark != NULL)
        fprintf(out, "- **Simplest:** `%s`; `obelus replay %s --seed %" PRIu64
                " --index %" PRIu64 " --simplest`\n", regime->simplest[k],
                words, seed, mark->index);
    if (mark != NULL)
        fprintf(out, "- **Worst:** `obelus replay %s --seed %" PRIu64
                " --index %" PRIu64 "%s`\n", words, seed, mark->index,
                relaxed ? " --relaxed" : "");
}


/* The prose of the spec as a quotation; its headings do not structure this
** page. */
static void put_story(FILE *out, const char *story) {
    if (story == NULL || story[0] == '\0')
        return;
    putc('\n', out);
    for (const char *at = story; *at != '\0';) {
        const size_t marks = strspn(at, "# ");
        const bool heading = *at == '#';
        const size_t length = strcspn(at, "\n");
        char *line = strndup(at + (heading ? marks : 0),
                             length - (heading ? marks : 0));

        fputs(length == 0 ? ">" : heading ? "> **" : "> ", out);
        obl_put_text(out, line != NULL ? line : "");
        fputs(heading ? "**\n" : "\n", out);
        free(line);
        at += length + (at[length] == '\n');
    }
}


static void put_check(FILE *out, const char *check) {
    if (check == NULL)
        return;
    fputs("\nWithout Obelus (Python with mpmath):\n\n```python\n", out);
    obl_put_text(out, check);
    fputs("```\n", out);
}


static void put_finding(FILE *out, const obl_result *result, bool relaxed,
                        obl_verdict verdict, uint64_t seed) {
    const obl_claim *claim = result->claim;
    bool shown = false;

    put_title(out, result);
    put_formula(out, claim);
    for (size_t k = 0; k < claim->parts; k++)
        if (is_found(result, relaxed, k, verdict))
            put_verdict(out, result, relaxed, k);
    for (size_t k = 0; k < claim->parts && !shown; k++) {
        if (!is_found(result, relaxed, k, verdict))
            continue;
        shown = true;
        if (verdict == OBL_REFUTED || verdict == OBL_SUSPECT
            || verdict == OBL_INCONCLUSIVE)
            put_witness(out, result, relaxed, k, seed);
    }
    put_field(out, "Why", relaxed ? claim->relaxed_because : claim->because);
    put_field(out, "Repair", claim->repair);
    put_story(out, claim->story);
    if (verdict == OBL_REFUTED)
        put_check(out, claim->check);
}


static void put_section(FILE *out, obl_result *const *result, size_t count,
                        const section *s, uint64_t seed) {
    if (count_found(result, count, s->verdict) == 0)
        return;
    fprintf(out, "\n## %s\n\n%s\n", s->title, s->about);
    for (size_t r = 0; r < count; r++)
        for (int relaxed = 0; relaxed < 2; relaxed++)
            if (any_found(result[r], relaxed, s->verdict))
                put_finding(out, result[r], relaxed, s->verdict, seed);
}


/* ------------------------------------------------------- loose constants */

/* By how much the tightest sample misses equality: b/a of a <= b, from the
** margin (b - a)/(a + b) of numbers that are at least 0. */
static double slack_of(const obl_part_tally *part) {
    const double margin = part->tightest.margin;

    return part->tightest.present && margin > 0 && margin < 1
        ? (1 + margin) / (1 - margin) : 0;
}


static size_t put_loose_parts(FILE *out, const obl_result *result) {
    obl_plan *plan = obl_plan_new(result->claim);
    size_t found = 0;

    for (size_t k = 0; plan != NULL && k < result->claim->parts; k++) {
        const double slack = slack_of(&result->stated.tally.part[k]);
        char label[160];

        if (!plan->hidden[k] || slack < SLACK
            || result->stated.verdict[k] > OBL_SUPPORTED)
            continue;
        found++;
        obl_table_label(label, sizeof label, result->claim, k);
        if (out != NULL)
            fprintf(out, "| %s | %s | `%s` | %.3g |\n", label,
                    result->claim->page != NULL ? result->claim->page : "",
                    result->claim->name, slack);
    }
    obl_plan_free(plan);
    return found;
}


static size_t put_loose(FILE *out, obl_result *const *result, size_t count) {
    size_t found = 0;

    for (size_t r = 0; r < count; r++)
        if (result[r]->stated.present)
            found += put_loose_parts(out, result[r]);
    return found;
}


static void put_loose_section(FILE *out, obl_result *const *result,
                              size_t count) {
    if (put_loose(NULL, result, count) == 0)
        return;
    fprintf(out, "\n## Loose\n\nClaims with a hidden constant, declared by"
            " the spec, whose tightest sample still leaves a factor of %g or"
            " more. `obelus constants` measures the best constant.\n\n"
            "| | page | claim | factor |\n|---|---|---|---|\n", SLACK);
    put_loose(out, result, count);
}


/* ------------------------------------------------------------- the page */

static size_t count_passed(obl_result *const *result, size_t count) {
    size_t passed = 0;

    for (size_t r = 0; r < count; r++)
        passed += result[r]->passed;
    return passed;
}


static void put_unexpected(FILE *out, obl_result *const *result,
                           size_t count) {
    if (count_passed(result, count) == count)
        return;
    fputs("\n## Not as expected\n\nThe spec of each of these expects"
          " something else, so nothing is concluded from them.\n\n", out);
    for (size_t r = 0; r < count; r++) {
        if (result[r]->passed)
            continue;
        fprintf(out, "- `%s`, %s:%u\n\n  ```\n  ", result[r]->claim->name,
                result[r]->spec->path, result[r]->claim->line);
        for (const char *at = result[r]->failure; at && *at; at++) {
            const char text[2] = { *at, '\0' };

            obl_put_text(out, text);
            if (*at == '\n' && at[1] != '\0')
                fputs("  ", out);
        }
        fputs("  ```\n", out);
    }
}


void obl_findings_write(FILE *out, obl_result *const *result, size_t count,
                        const obl_audit_options *options) {
    const size_t passed = count_passed(result, count);

    fprintf(out, "# Findings\n\nObelus %s, seed %" PRIu64 ", effort %g."
            " %zu of %zu claims came out as their specs expect.\n\n"
            "| | claims |\n|---|---|\n", OBL_VERSION, options->seed,
            options->effort, passed, count);
    for (size_t s = 0; s < SECTIONS; s++)
        fprintf(out, "| %s | %zu |\n", sections[s].title,
                count_found(result, count, sections[s].verdict));
    fprintf(out, "| Loose | %zu |\n| Not as expected | %zu |\n",
            put_loose(NULL, result, count), count - passed);
    for (size_t s = 0; s < SECTIONS; s++)
        put_section(out, result, count, &sections[s], options->seed);
    put_loose_section(out, result, count);
    put_unexpected(out, result, count);
}
