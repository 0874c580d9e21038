/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** json.c -- results and claims as JSON (docs/reference/json.md).
**
** A number that JSON cannot hold (NaN, an infinity) is null, a text that is
** not there is null, and bytes that are not UTF-8 become U+FFFD: the output
** is valid whatever a spec brought.
*/

#include "evidence/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "evidence/table.h"
#include "evidence/teeth.h"


/* The length of the UTF-8 sequence at `text`, or 0 where it is none; jansson
** decides, so that what passes here is what it accepts. */
static size_t sequence_length(const char *text) {
    const size_t length = strnlen(text, 4);

    for (size_t size = 1; size <= length; size++) {
        json_t *value = json_stringn(text, size);
        if (value != NULL) {
            json_decref(value);
            return size;
        }
    }
    return 0;
}


static json_t *repaired_text(const char *text) {
    static const char unknown[] = "\xEF\xBF\xBD";
    char *clean = malloc(3 * strlen(text) + 1);
    size_t used = 0;

    if (clean == NULL)
        return json_null();
    while (*text != '\0') {
        const size_t size = sequence_length(text);
        memcpy(clean + used, size > 0 ? text : unknown, size > 0 ? size : 3);
        used += size > 0 ? size : 3;
        text += size > 0 ? size : 1;
    }
    json_t *value = json_stringn(clean, used);
    free(clean);
    return value;
}


static json_t *text_or_null(const char *text) {
    if (text == NULL)
        return json_null();
    json_t *value = json_string(text);
    return value != NULL ? value : repaired_text(text);
}


static json_t *number(double value) {
    json_t *real = json_real(value); /* NULL where JSON has no such number */

    return real != NULL ? real : json_null();
}


/* Seeds and indices are 64 bits, JSON integers here 63: the few above are
** texts rather than wrong numbers. */
static json_t *count(uint64_t value) {
    char text[32];

    if (value <= INT64_MAX)
        return json_integer((json_int_t)value);
    snprintf(text, sizeof text, "%" PRIu64, value);
    return json_string(text);
}


static void set(json_t *object, const char *key, json_t *value) {
    json_object_set_new(object, key, value);
}


static void set_text(json_t *object, const char *key, const char *text) {
    set(object, key, text_or_null(text));
}


/* What identifies part k of a claim. */
static json_t *part_object(const obl_spec *spec, const obl_claim *claim,
                           size_t k) {
    json_t *object = json_object();
    char text[512];

    obl_part_name(text, sizeof text, claim, k);
    set_text(object, "name", text);
    set_text(object, "claim", claim->name);
    obl_part_label(text, sizeof text, claim, k);
    set_text(object, "paper", text);
    set_text(object, "arxiv", claim->arxiv);
    set_text(object, "page", claim->page);
    set_text(object, "equation", claim->equation);
    set_text(object, "kind", claim->kind);
    set_text(object, "chapter", spec->chapter);
    set_text(object, "file", spec->path);
    set(object, "line", json_integer(claim->part[k].line));
    set_text(object, "expect",
             claim->expect != NULL ? claim->expect : "holds");
    set_text(object, "because", claim->because);
    set_text(object, "analogue", claim->analogue);
    return object;
}


void obl_json_add_claim(json_t *list, const obl_spec *spec,
                        const obl_claim *claim) {
    for (size_t k = 0; k < claim->parts; k++) {
        json_t *object = part_object(spec, claim, k);

        set_text(object, "printed", claim->printed);
        set_text(object, "text", claim->part[k].text);
        set_text(object, "tex", claim->part[k].tex);
        set_text(object, "check", claim->check);
        set(object, "mutants", count(claim->mutants));
        json_array_append_new(list, object);
    }
}


/* What every report begins with. */
static json_t *heading(const obl_audit_options *options) {
    json_t *report = json_object();

    set(report, "schema", json_integer(OBL_JSON_SCHEMA));
    set_text(report, "obelus", OBL_VERSION);
    set(report, "seed", count(options->seed));
    set(report, "effort", number(options->effort));
    return report;
}


json_t *obl_json_report(const obl_audit_options *options) {
    json_t *report = heading(options);

    set(report, "claims", json_array());
    set(report, "wrong", json_array());
    return report;
}


/* The sample as `obelus replay` prints it. */
static json_t *replayed(const obl_result *result, obl_regime regime,
                        uint64_t seed, uint64_t index) {
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (out == NULL)
        return json_null();
    const bool drawn = obl_replay(out, result->spec, result->claim, regime,
                                  seed, index);
    fclose(out);
    json_t *value = drawn ? text_or_null(text) : json_null();
    free(text);
    return value;
}


static json_t *witness(const obl_result *result, bool relaxed,
                       const obl_mark *mark, uint64_t seed) {
    if (!mark->present)
        return json_null();
    json_t *object = json_object();
    char words[OBL_REPLAY_WORDS], command[OBL_REPLAY_WORDS + 100];

    obl_replay_words(words, sizeof words, result);
    snprintf(command, sizeof command, "obelus replay %s --seed %" PRIu64
             " --index %" PRIu64 "%s", words, seed, mark->index,
             relaxed ? " --relaxed" : "");
    set_text(object, "replay", command);
    set(object, "seed", count(seed));
    set(object, "index", count(mark->index));
    set(object, "relaxed", json_boolean(relaxed));
    set(object, "margin", number(mark->margin));
    set(object, "certified", json_boolean(mark->certified));
    set(object, "sample", replayed(result,
        relaxed ? OBL_RELAXED : OBL_AS_STATED, seed, mark->index));
    return object;
}


/* The witness made simple, as the words of a spec that pin it. */
static json_t *simplest(const obl_result *result, bool relaxed, size_t k,
                        uint64_t seed) {
    const obl_regime_result *regime =
        relaxed ? &result->relaxed : &result->stated;
    char words[OBL_REPLAY_WORDS], command[OBL_REPLAY_WORDS + 100];

    if (regime->simplest == NULL || regime->simplest[k] == NULL)
        return json_null();
    json_t *object = json_object();
    obl_replay_words(words, sizeof words, result);
    snprintf(command, sizeof command, "obelus replay %s --seed %" PRIu64
             " --index %" PRIu64 " --simplest", words, seed,
             regime->tally.part[k].witness.index);
    set_text(object, "words", regime->simplest[k]);
    set_text(object, "replay", command);
    return object;
}


/* What subdivision of the whole domain came to: where it was covered, or the
** place that it refuted. */
static json_t *proof(const obl_proof *p) {
    json_t *object;

    if (p->outcome == OBL_PROOF_OPEN)
        return json_null();
    object = json_object();
    set(object, "boxes", count(p->boxes));
    set_text(object, "place", p->place[0] ? p->place : NULL);
    return object;
}


/* The witness that the spec pins, where it breaks the part. */
static json_t *pinned(const obl_result *result, size_t k) {
    return result->pinned[k] ? replayed(result, OBL_PINNED, 1, 0)
                             : json_null();
}


static json_t *tally_counts(const obl_part_tally *part) {
    json_t *object = json_object();

    set(object, "held", count(part->held));
    set(object, "failed", count(part->failed));
    set(object, "undefined", count(part->undefined));
    set(object, "undecided", count(part->undecided));
    set(object, "certified", count(part->certified));
    set(object, "broken", count(part->broken));
    return object;
}


static json_t *rejections(const obl_result *result, const obl_tally *tally) {
    json_t *object = json_object();

    for (size_t k = 0; k < result->claim->hypotheses; k++)
        set(object, result->claim->hypothesis[k].name,
            count(tally->rejected[k]));
    return object;
}


/* What one regime says of part k, its keys after `prefix`. */
static void set_regime(json_t *object, const char *prefix,
                       const obl_result *result, bool relaxed, size_t k,
                       uint64_t seed) {
    const obl_regime_result *regime =
        relaxed ? &result->relaxed : &result->stated;
    const obl_tally *tally = &regime->tally;
    const obl_part_tally *part = &tally->part[k];
    const struct { const char *key; json_t *value; } entries[] = {
        { "verdict", json_string(obl_verdict_text(regime->verdict[k])) },
        { "regime", json_string(obl_regime_text(
            obl_regime_of(result->claim, relaxed))) },
        { "valid", count(tally->valid) },
        { "tried", count(tally->tried) },
        { "collapsed", count(tally->collapsed) },
        { "unknown", count(tally->unknown) },
        { "log10_steps_asked", tally->steps_asked > 0.0
            ? number(tally->steps_asked) : json_null() },
        { "margin", part->tightest.present ? number(part->tightest.margin)
                                           : json_null() },
        { "tightest", part->tightest.present ? count(part->tightest.index)
                                             : json_null() },
        { "counts", tally_counts(part) },
        { "rejected", rejections(result, tally) },
        { "witness", witness(result, relaxed, &part->witness, seed) },
        { "simplest", simplest(result, relaxed, k, seed) },
        { "pinned", relaxed ? json_null() : pinned(result, k) },
        { "proof", relaxed ? json_null() : proof(&result->proof[k]) },
    };
    char key[64];

    for (size_t e = 0; e < sizeof entries / sizeof *entries; e++) {
        snprintf(key, sizeof key, "%s%s", prefix, entries[e].key);
        set(object, key, entries[e].value);
    }
}


static void set_no_regime(json_t *object) {
    set_text(object, "verdict", obl_verdict_text(OBL_NOT_RUN));
    set_text(object, "regime", "as stated");
    set(object, "valid", json_integer(0));
    set(object, "tried", json_integer(0));
    set(object, "margin", json_null());
    set(object, "witness", json_null());
}


/* The sample that tells a mutant from the claim. */
static void set_killer(json_t *object, obl_killer by) {
    set(object, "killed_by", by.found ? count(by.index) : json_null());
    set(object, "killed_relaxed", json_boolean(by.relaxed));
}


static json_t *mutants(const obl_result *result) {
    const obl_claim *claim = result->claim;
    json_t *list = json_array();

    for (size_t m = 0; m < claim->mutants; m++) {
        json_t *object = json_object();

        set_text(object, "name", claim->mutant[m].name);
        set_text(object, "text", claim->mutant[m].text);
        set(object, "by_hand", json_boolean(claim->mutant[m].by_hand));
        set_killer(object, obl_teeth_killer(result, m));
        json_array_append_new(list, object);
    }
    return list;
}


static json_t *hypotheses(const obl_result *result) {
    const obl_claim *claim = result->claim;
    json_t *list = json_array();

    for (size_t k = 0; k < claim->hypotheses; k++) {
        json_t *object = json_object();
        obl_killer by = { 0 };

        set_text(object, "name", claim->hypothesis[k].name);
        set_text(object, "text", claim->hypothesis[k].text);
        set(object, "line", json_integer(claim->hypothesis[k].line));
        set_text(object, "bearing", obl_bearing_text(
            obl_teeth_hypothesis(result, k, &by)));
        set(object, "sample", by.found ? count(by.index) : json_null());
        set(object, "relaxed", json_boolean(by.relaxed));
        json_array_append_new(list, object);
    }
    return list;
}


/* How many mutants there are and died, and the automatic ones that no sample
** tells from the claim. */
static void set_teeth(json_t *object, const obl_result *result) {
    obl_teeth teeth = { 0 };
    json_t *score = json_object(), *slack = json_array();

    obl_teeth_add(&teeth, result);
    set(score, "by_hand", count(teeth.by_hand));
    set(score, "by_hand_killed", count(teeth.by_hand_killed));
    set(score, "automatic", count(teeth.made));
    set(score, "automatic_killed", count(teeth.made_killed));
    for (size_t m = 0; m < result->claim->mutants; m++)
        if (obl_teeth_is_slack(result, m))
            json_array_append_new(slack,
                text_or_null(result->claim->mutant[m].text));
    set(object, "teeth", score);
    set(object, "slack", slack);
}


void obl_json_add_result(json_t *report, const obl_result *result,
                         uint64_t seed) {
    json_t *claims = json_object_get(report, "claims");

    for (size_t k = 0; k < result->claim->parts; k++) {
        json_t *object = part_object(result->spec, result->claim, k);

        if (result->stated.present)
            set_regime(object, "", result, false, k, seed);
        else
            set_no_regime(object);
        if (result->relaxed.present)
            set_regime(object, "relaxed_", result, true, k, seed);
        set(object, "as_expected", json_boolean(result->as_expected[k]));
        set(object, "passed", json_boolean(result->passed));
        set_text(object, "failure", result->failure);
        set(object, "hypotheses", hypotheses(result));
        set(object, "mutants", mutants(result));
        set_teeth(object, result);
        set(object, "seed", count(seed));
        set(object, "seconds", number(result->seconds));
        json_array_append_new(claims, object);
    }
}


void obl_json_add_wrong(json_t *report, const obl_spec *spec) {
    json_t *object = json_object();

    set_text(object, "file", spec->path);
    set(object, "line", json_integer(spec->error_line));
    set_text(object, "error", spec->error);
    set_text(object, "remedy", spec->remedy);
    json_array_append_new(json_object_get(report, "wrong"), object);
}


void obl_json_finish(json_t *report, bool passed, bool interrupted) {
    set(report, "passed", json_boolean(passed));
    set(report, "interrupted", json_boolean(interrupted));
}


/* ----------------------------------------------------------- constants */

static json_t *limit_object(const obl_limit *limit, size_t k) {
    const bool limited = limit->limited && !limit->none;
    json_t *object = json_object();

    set(object, "n", k < OBL_SIZES ? json_integer(obl_sizes[k])
                                   : json_null());
    set_text(object, "found",
             limit->none ? "none" : limited ? "limit" : "any");
    set(object, "observed", number(limited ? limit->value : NAN));
    set(object, "certified", number(limited ? limit->certified : NAN));
    set(object, "moved", number(limited ? limit->moved : NAN));
    set(object, "converged", json_boolean(limit->converged));
    set(object, "samples", count(limit->valid));
    set_text(object, "state", limit->state);
    return object;
}


static json_t *row_object(const obl_limit_row *row) {
    json_t *object = part_object(row->spec, row->claim, row->part);
    json_t *limits = json_array();
    char reading[160];

    set_text(object, "regime", row->relaxed ? "relaxed" : "as stated");
    set_text(object, "side", row->largest ? "at most" : "at least");
    set(object, "constants", count(row->constants));
    set(object, "asserted", number(row->asserted));
    for (size_t k = 0; k <= OBL_SIZES; k++)
        if (row->limit[k].present)
            json_array_append_new(limits, limit_object(&row->limit[k], k));
    set(object, "limits", limits);
    set(object, "power", number(row->power));
    set(object, "uncertainty", number(row->uncertainty));
    obl_limit_reading(reading, sizeof reading, row);
    set_text(object, "reading", reading);
    return object;
}


static json_t *slope_object(const obl_slope *slope) {
    json_t *object = part_object(slope->spec, slope->claim, slope->part);
    json_t *measured = json_array();

    set_text(object, "regime", slope->relaxed ? "relaxed" : "as stated");
    set(object, "printed_power", number(slope->printed));
    for (size_t k = 0; k < slope->runs; k++)
        json_array_append_new(measured, number(slope->measured[k]));
    set(object, "measured_powers", measured);
    return object;
}


json_t *obl_json_limits(const obl_limits *limits,
                        const obl_audit_options *options) {
    json_t *report = heading(options);
    json_t *rows = json_array(), *slopes = json_array();

    for (size_t k = 0; k < limits->count; k++)
        json_array_append_new(rows, row_object(&limits->row[k]));
    for (size_t k = 0; k < limits->slopes; k++)
        json_array_append_new(slopes, slope_object(&limits->slope[k]));
    set(report, "constants", rows);
    set(report, "powers_of_t", slopes);
    return report;
}


bool obl_json_write(FILE *out, const json_t *value) {
    const size_t flags = JSON_INDENT(2) | JSON_REAL_PRECISION(17);

    return json_dumpf(value, out, flags) == 0 && putc('\n', out) != EOF;
}
