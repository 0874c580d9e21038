/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_audit.c -- `obelus audit`: judges claims one after another, each with
** every thread, and prints each row as soon as it is decided.
*/

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/cli.h"
#include "evidence/json.h"
#include "evidence/output.h"
#include "evidence/regimes.h"
#include "evidence/settings.h"
#include "evidence/table.h"
#include "evidence/teeth.h"

static const char NAME[] = "audit";

static const char HELP[] =
"usage: obelus audit [OPTION...] [CLAIM | CHAPTER | FILE ...]\n\n"
"Looks for a state that breaks each claim and says how far the evidence\n"
"goes. A claim is named as `obelus list` prints it or by its label in the\n"
"paper (\"Theorem 4\"); with no name, all are judged.\n\n"
"  --seed S        of the samples (1); the same seed gives the same result\n"
"  --effort X      multiplies the number of samples (1)\n"
"  --threads N     0, the default, is one per processor\n"
"  --json FILE     also write a report (docs/reference/json.md); - is stdout,\n"
"                  with no table then\n"
"  --teeth         also print, for each claim, which wrong variants no sample\n"
"                  tells from it, and which hypotheses are load-bearing\n"
"  --color WHEN    auto, always or never\n"
"  -q, --quiet     print only what did not come out as expected\n"
"  -h, --help      this text\n\n"
"OBL_SEED, OBL_EFFORT and OBL_THREADS in the environment are the defaults.\n"
"Exit status: 0 every outcome as expected, 1 some outcome not, 2 usage,\n"
"3 a spec is wrong, 4 input or output failed, 130 interrupted.\n";

/* One run of the subcommand. */
typedef struct {
    obl_audit_options options;
    const char   *json;
    cli_colour    colour;
    bool          quiet, teeth, help;
    cli_selection selection;
    obl_result  **result;      /* one per claim; NULL where not judged */
    size_t        current;     /* the claim being judged */
    bool          has_bar;
    double        drawn;       /* when the bar was, in seconds */
} audit;


static bool read_value(void *user, int option, const char *value) {
    audit *run = user;

    switch (option) {
    case 'c':
        return cli_read_colour(value, &run->colour);
    case 'j':
        run->json = value;
        return value[0] != '\0';
    case 'q':
        return run->quiet = true;
    case 'T':
        return run->teeth = true;
    default:
        return run->help = true;
    }
}


static int read_options(audit *run, int argc, char **argv) {
    static const struct option options[] = {
        { "seed", required_argument, NULL, 's' },
        { "effort", required_argument, NULL, 'e' },
        { "threads", required_argument, NULL, 't' },
        { "json", required_argument, NULL, 'j' },
        { "color", required_argument, NULL, 'c' },
        { "colour", required_argument, NULL, 'c' },
        { "quiet", no_argument, NULL, 'q' },
        { "teeth", no_argument, NULL, 'T' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };

    return cli_read_options(NAME, argc, argv, "qh", options,
                            &run->options, read_value, run);
}


static void clear_bar(const audit *run) {
    if (run->has_bar)
        fputs("\r\033[K", stderr);
}


static void draw_bar(const audit *run, double share) {
    enum { WIDTH = 24 };
    const double all = ((double)run->current + share)
        / (double)run->selection.claims;
    const int filled = (int)(all * WIDTH);
    char bar[WIDTH + 1];

    memset(bar, '.', WIDTH);
    memset(bar, '#', (size_t)(filled < WIDTH ? filled : WIDTH));
    bar[WIDTH] = '\0';
    fprintf(stderr, "\r\033[K[%s] %zu/%zu %.40s", bar, run->current + 1,
            run->selection.claims,
            run->selection.claim[run->current].claim->name);
}


/* A tenth of a second has passed since this last said so. */
static bool is_time_to_draw(audit *run) {
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    const double seconds = (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
    if (seconds < run->drawn + 0.1)
        return false;
    run->drawn = seconds;
    return true;
}


/* Draws the bar, and stops the run at an interrupt. */
static bool show_progress(void *user, uint64_t done, uint64_t total) {
    audit *run = user;

    if (run->has_bar && is_time_to_draw(run))
        draw_bar(run, total > 0 ? (double)done / (double)total : 0.0);
    return !cli_is_interrupted();
}


/* False where memory ran out. */
static bool judge(audit *run, size_t k, FILE *table, bool colour) {
    const struct cli_claim *entry = &run->selection.claim[k];

    run->current = k;
    show_progress(run, 0, 1);
    run->result[k] = obl_audit(entry->spec, entry->claim, &run->options);
    clear_bar(run);
    if (run->result[k] == NULL)
        return false;
    /* Cut short, it says nothing unless it had passed already. */
    if (cli_is_interrupted() && !run->result[k]->passed) {
        obl_result_free(run->result[k]);
        run->result[k] = NULL;
        return true;
    }
    if (table != NULL && !(run->quiet && run->result[k]->passed))
        obl_table_rows(table, run->result[k], colour);
    return true;
}


static int judge_all(audit *run, FILE *table) {
    const bool colour = table != NULL && cli_is_coloured(run->colour, table);
    const size_t claims = run->selection.claims;

    run->result = calloc(claims + 1, sizeof *run->result);
    if (run->result == NULL)
        return cli_fail(CLI_INTERNAL, NAME, "out of memory");
    run->options.progress = show_progress;
    run->options.user = run;
    run->has_bar = isatty(STDERR_FILENO) && cli_is_coloured(run->colour,
                                                            stderr);
    if (table != NULL && claims > 0 && !run->quiet)
        obl_table_heading(table, colour);
    for (size_t k = 0; k < claims && !cli_is_interrupted(); k++)
        if (!judge(run, k, table, colour))
            return cli_fail(CLI_INTERNAL, NAME, "out of memory");
    return cli_is_interrupted() ? CLI_INTERRUPTED : CLI_OK;
}


static void print_findings(const audit *run, FILE *out) {
    bool any = false;

    for (size_t k = 0; k < run->selection.claims; k++) {
        const obl_result *result = run->result[k];

        if (result == NULL || !obl_is_finding(result))
            continue;
        if (!any)
            fputs("\nfindings (expected, and why):\n", out);
        any = true;
        obl_table_finding(out, result, run->options.seed);
    }
}


static void print_regimes(const audit *run, FILE *out) {
    obl_regimes regimes = { 0 };

    for (size_t k = 0; k < run->selection.claims; k++)
        if (run->result[k] != NULL)
            obl_regimes_add(&regimes, run->result[k]);
    fputc('\n', out);
    obl_regimes_print(out, &regimes);
}


static void print_teeth(const audit *run, FILE *out) {
    obl_teeth teeth = { 0 };

    for (size_t k = 0; k < run->selection.claims; k++)
        if (run->result[k] != NULL)
            obl_teeth_add(&teeth, run->result[k]);
    if (run->teeth)
        fputs("\nteeth:\n", out);
    for (size_t k = 0; k < run->selection.claims && run->teeth; k++)
        if (run->result[k] != NULL)
            obl_teeth_claim(out, run->result[k]);
    if (run->teeth)
        fputc('\n', out);
    obl_teeth_print(out, &teeth);
}


/* Failures last, where a reader of a terminal looks first. */
static int print_failures(const audit *run, FILE *out) {
    size_t passed = 0, failed = 0;

    for (size_t k = 0; k < run->selection.claims; k++) {
        const obl_result *result = run->result[k];

        passed += result != NULL && result->passed;
        if (result == NULL || result->passed)
            continue;
        if (out != NULL && failed == 0)
            fputs("\nnot as expected:\n", out);
        failed++;
        if (out != NULL)
            obl_table_failure(out, result, run->options.seed);
    }
    if (out != NULL && !(run->quiet && failed == 0))
        fprintf(out, "\n%zu of %zu claims as expected (seed %" PRIu64 ")%s\n",
                passed, run->selection.claims, run->options.seed,
                cli_is_interrupted() ? "; interrupted" : "");
    return failed > 0 ? CLI_UNEXPECTED : CLI_OK;
}


static bool write_json(const audit *run, FILE *out, int status) {
    json_t *report = obl_json_report(&run->options);

    for (size_t k = 0; k < run->selection.claims; k++)
        if (run->result != NULL && run->result[k] != NULL)
            obl_json_add_result(report, run->result[k], run->options.seed);
    for (size_t s = 0; s < run->selection.specs; s++)
        if (run->selection.wanted[s] && run->selection.spec[s]->error != NULL)
            obl_json_add_wrong(report, run->selection.spec[s]);
    obl_json_finish(report, status == CLI_OK, status == CLI_INTERRUPTED);
    const bool written = obl_json_write(out, report);
    json_decref(report);
    return written;
}


/* Judges what was selected and reports it everywhere. */
static int report(audit *run, obl_output *json) {
    FILE *table = json->file == stdout ? NULL : stdout;
    int status = judge_all(run, table);

    if (status == CLI_INTERNAL)
        return status;
    if (table != NULL && !run->quiet) {
        print_findings(run, table);
        print_regimes(run, table);
        print_teeth(run, table);
    }
    status = cli_worse(status, print_failures(run, table));
    status = cli_worse(status, cli_report_wrong(&run->selection));
    if (json->file != NULL && !write_json(run, json->file, status))
        status = cli_worse(status, cli_fail_errno(NAME, run->json));
    return status;
}


static int run_selected(audit *run) {
    obl_output json = { 0 };

    if (run->json != NULL && !obl_output_open(&json, run->json))
        return cli_fail_errno(NAME, run->json);
    const int status = report(run, &json);
    if (status == CLI_IO || status == CLI_INTERNAL || json.file == NULL)
        obl_output_abandon(&json);
    else if (!obl_output_commit(&json))
        return cli_worse(status, cli_fail_errno(NAME, run->json));
    return status;
}


int cmd_audit(int argc, char **argv) {
    audit run = { .colour = CLI_COLOUR_AUTO };
    int status = read_options(&run, argc, argv);

    if (status != CLI_OK)
        return status;
    if (run.help) {
        fputs(HELP, stdout);
        return CLI_OK;
    }
    cli_catch_interrupts();
    status = cli_select(&run.selection, NAME, argv + optind,
                        (size_t)(argc - optind), run.options.threads);
    if (status == CLI_OK && run.selection.specs == 0)
        status = cli_fail(CLI_USAGE, NAME, "there is no spec below %s",
                          obl_specs_folder());
    if (status == CLI_OK)
        status = run_selected(&run);
    for (size_t k = 0; run.result != NULL && k < run.selection.claims; k++)
        if (run.result[k] != NULL)
            obl_result_free(run.result[k]);
    free(run.result);
    cli_selection_free(&run.selection);
    return status;
}
