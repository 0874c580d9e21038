/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_evidence.c -- what goes out is whole and valid, whatever came in.
**
** Method: results made by hand with the texts and numbers that break
** writers: quotes, control bytes, bytes that are not UTF-8, NaN, indices
** beyond 2^63. The JSON is read back by the library's parser.
*/

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "evidence/json.h"
#include "evidence/output.h"
#include "evidence/settings.h"
#include "evidence/table.h"

static const char hostile[] = "\"\\theta\" 100% \033[31m \xff\xc3 \xe2\x80\xa0";


/* A claim of one part that failed, its texts hostile. */
typedef struct {
    obl_part       part;
    obl_mutant     mutant;
    obl_claim      claim;
    obl_spec       spec;
    obl_part_tally tally;
    obl_verdict    verdict;
    uint64_t       killed_by;
    bool           as_expected, pinned;
    obl_proof      proof;
    obl_result     result;
} failure;


static void make_failure(failure *made) {
    *made = (failure){
        .part = { .label = "", .line = 3, .text = (char *)hostile },
        .mutant = { .name = "half", .text = (char *)hostile, .by_hand = true },
        .claim = { .name = "bad", .paper = (char *)hostile, .line = 2,
                   .parts = 1, .mutants = 1 },
        .spec = { .path = "specs/x/bad.lua", .chapter = "x", .claims = 1 },
        .tally = { .failed = 1,
                   .tightest = { true, UINT64_MAX - 1, NAN, false } },
        .proof = { OBL_PROOF_FAILS, 1, "" },
        .verdict = OBL_SUSPECT, .killed_by = UINT64_MAX,
    };
    snprintf(made->proof.place, sizeof made->proof.place, "%s", hostile);
    made->claim.part = &made->part;
    made->claim.mutant = &made->mutant;
    made->spec.claim = &made->claim;
    made->result = (obl_result){
        .spec = &made->spec, .claim = &made->claim,
        .as_expected = &made->as_expected, .pinned = &made->pinned,
        .proof = &made->proof,
        .seconds = INFINITY,
        .failure = (char *)hostile,
        .stated = { .present = true, .verdict = &made->verdict,
                    .tally = { .tried = 2, .valid = 1, .part = &made->tally,
                               .killed_by = &made->killed_by } },
    };
}


static json_t *written_and_read(const json_t *value) {
    char *text = NULL;
    size_t size = 0;
    json_error_t error;
    FILE *out = open_memstream(&text, &size);

    cr_assert(obl_json_write(out, value));
    fclose(out);
    json_t *back = json_loads(text, 0, &error);
    cr_assert(back != NULL, "%d: %s", error.line, error.text);
    free(text);
    return back;
}


Test(json, survives_hostile_texts_and_numbers) {
    const obl_audit_options options = { .seed = UINT64_MAX, .effort = 1.0 };
    json_t *report = obl_json_report(&options);
    failure made;

    make_failure(&made);
    obl_json_add_result(report, &made.result, options.seed);
    obl_json_finish(report, false, false);
    json_t *back = written_and_read(report);
    const json_t *claim = json_array_get(json_object_get(back, "claims"), 0);

    cr_expect_str_eq(json_string_value(json_object_get(claim, "failure")),
                     "\"\\theta\" 100% \033[31m \uFFFD\uFFFD \u2020");
    cr_expect_str_eq(json_string_value(json_object_get(claim, "verdict")),
                     "SUSPECT");
    cr_expect(json_is_null(json_object_get(claim, "margin")));
    cr_expect(json_is_null(json_object_get(claim, "seconds")));
    cr_expect(json_is_null(json_object_get(claim, "page")));
    cr_expect_str_eq(json_string_value(json_object_get(claim, "tightest")),
                     "18446744073709551614");
    json_decref(report);
    json_decref(back);
}


/* Two hypotheses, each dropped by a mutant, one of which died; and an
** automatic mutant that lives. */
Test(json, tells_which_hypotheses_bear) {
    obl_hypothesis hypothesis[] = { { "first", 4, 0, "p" },
                                    { "second", 5, 0, "q" } };
    obl_change drop[] = { { true, 0, true, 0 }, { true, 1, true, 0 } },
               turned = { false, 0, false, 0 };
    obl_mutant mutant[] = {
        { "a", "drop first", false, 0, 1, &drop[0] },
        { "b", "drop second", false, 0, 1, &drop[1] },
        { "c", "loose", false, 0, 1, &turned },
        { "d", "hand", true, 0, 1, &turned },
    };
    uint64_t killed_by[] = { 7, UINT64_MAX, UINT64_MAX, 3 };
    uint64_t rejected[2] = { 0 };
    const obl_audit_options options = { .seed = 1, .effort = 1.0 };
    json_t *report = obl_json_report(&options);
    failure made;

    make_failure(&made);
    made.claim.hypothesis = hypothesis;
    made.claim.hypotheses = 2;
    made.claim.mutant = mutant;
    made.claim.mutants = 4;
    made.result.stated.tally.killed_by = killed_by;
    made.result.stated.tally.rejected = rejected;
    obl_json_add_result(report, &made.result, options.seed);
    json_t *back = written_and_read(report), *claim
        = json_array_get(json_object_get(back, "claims"), 0);
    char *hypotheses = json_dumps(json_object_get(claim, "hypotheses"), 0);
    char *teeth = json_dumps(json_object_get(claim, "teeth"), 0);
    char *slack = json_dumps(json_object_get(claim, "slack"), 0);

    cr_expect_str_eq(hypotheses,
        "[{\"name\": \"first\", \"text\": \"p\", \"line\": 4, \"bearing\": "
        "\"load-bearing\", \"sample\": 7, \"relaxed\": false}, {\"name\": "
        "\"second\", \"text\": \"q\", \"line\": 5, \"bearing\": "
        "\"not seen to matter\", \"sample\": null, \"relaxed\": false}]");
    cr_expect_str_eq(teeth, "{\"by_hand\": 1, \"by_hand_killed\": 1, "
                     "\"automatic\": 3, \"automatic_killed\": 1}");
    cr_expect_str_eq(slack, "[\"loose\"]");
    free(hypotheses);
    free(teeth);
    free(slack);
    json_decref(report);
    json_decref(back);
}


Test(table, lets_no_control_character_through) {
    char *text = NULL;
    size_t size = 0;
    failure made;
    FILE *out = open_memstream(&text, &size);

    make_failure(&made);
    obl_table_rows(out, &made.result, false);
    obl_table_failure(out, &made.result, 1);
    fclose(out);
    cr_expect(strchr(text, '\033') == NULL, "%s", text);
    cr_expect(strstr(text, "obelus replay bad --seed 1 --index 184467440737095"
                           "51614") != NULL, "%s", text);
    free(text);
}


Test(output, appears_whole_or_not_at_all) {
    char folder[] = "/tmp/obelus.XXXXXX";
    obl_output output;

    cr_assert(mkdtemp(folder) != NULL && chdir(folder) == 0);
    cr_assert(obl_output_open(&output, "report"));
    fputs("half", output.file);
    fflush(output.file);
    cr_expect(access("report", F_OK) != 0, "seen before it is whole");
    obl_output_abandon(&output);
    cr_assert(rmdir(folder) == 0, "a trace is left");
    cr_assert(mkdir(folder, 0700) == 0 && chdir(folder) == 0);
    cr_assert(obl_output_open(&output, "report"));
    fputs("whole", output.file);
    cr_expect(obl_output_commit(&output));
    cr_expect(unlink("report") == 0);
    cr_expect(rmdir(folder) == 0, "a temporary file is left");
    cr_expect_not(obl_output_open(&output, "none/report"));
}


Test(settings, read_the_whole_text_or_nothing) {
    uint64_t seed = 7;
    double effort = 7.0;

    cr_expect(obl_read_count("18446744073709551615", &seed));
    cr_expect_eq(seed, UINT64_MAX);
    for (const char *const *wrong = (const char *const[]){
             "18446744073709551616", "-1", "+1", " 1", "1 ", "0x1", "", NULL };
         *wrong != NULL; wrong++)
        cr_expect_not(obl_read_count(*wrong, &seed), "`%s`", *wrong);
    cr_expect_eq(seed, UINT64_MAX);
    cr_expect(obl_read_effort("0.5", &effort));
    cr_expect_not(obl_read_effort("nan", &effort));
    cr_expect_not(obl_read_effort("-1", &effort));
    cr_expect_eq(effort, 0.5);
}
