/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_findings.c -- `obelus findings`: an audit, told as a page for readers.
*/

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "evidence/findings.h"
#include "evidence/output.h"
#include "evidence/settings.h"

static const char NAME[] = "findings";

static const char HELP[] =
"usage: obelus findings [OPTION...] [CLAIM | CHAPTER | FILE ...]\n\n"
"Judges claims and writes what was found against the paper as Markdown: the\n"
"printed formula, the verdict, the exact witness, why, what holds instead,\n"
"and for each refuted claim a short Python program that shows it without\n"
"Obelus.\n\n"
"  --out FILE   where to (default: standard output)\n"
"  --seed S     of all samples (default 1, or $OBL_SEED)\n"
"  --effort X   multiplies the numbers of samples (default 1, or $OBL_EFFORT)\n"
"  --threads N  (default: one per processor, or $OBL_THREADS)\n"
"  -h, --help   this text\n";

typedef struct {
    obl_audit_options options;
    cli_selection     selection;
    obl_result      **result;
    const char       *out;
    bool              help;
} findings;


static bool read_value(void *user, int option, const char *value) {
    findings *run = user;

    switch (option) {
    case 'o':
        run->out = value;
        return value[0] != '\0';
    default:
        return run->help = true;
    }
}


static int read_options(findings *run, int argc, char **argv) {
    static const struct option options[] = {
        { "out", required_argument, NULL, 'o' },
        { "seed", required_argument, NULL, 's' },
        { "effort", required_argument, NULL, 'e' },
        { "threads", required_argument, NULL, 't' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };

    return cli_read_options(NAME, argc, argv, "h", options,
                            &run->options, read_value, run);
}


static bool go_on(void *user, uint64_t done, uint64_t total) {
    (void)user;
    (void)done;
    (void)total;
    return !cli_is_interrupted();
}


static int judge_all(findings *run) {
    const size_t claims = run->selection.claims;
    const bool told = isatty(STDERR_FILENO);

    run->result = calloc(claims + 1, sizeof *run->result);
    run->options.progress = go_on;
    for (size_t k = 0; run->result != NULL && k < claims; k++) {
        const struct cli_claim *entry = &run->selection.claim[k];

        if (told)
            fprintf(stderr, "\r\033[K%zu/%zu %.60s", k + 1, claims,
                    entry->claim->name);
        run->result[k] = obl_audit(entry->spec, entry->claim, &run->options);
        if (run->result[k] == NULL || cli_is_interrupted())
            break;
    }
    if (told)
        fputs("\r\033[K", stderr);
    if (cli_is_interrupted())
        return CLI_INTERRUPTED;
    if (run->result == NULL || (claims > 0 && !run->result[claims - 1]))
        return cli_fail(CLI_INTERNAL, NAME, "out of memory");
    return CLI_OK;
}


static int outcome(const findings *run) {
    for (size_t k = 0; k < run->selection.claims; k++)
        if (!run->result[k]->passed)
            return CLI_UNEXPECTED;
    return CLI_OK;
}


static int run_selected(findings *run) {
    obl_output output = { 0 };
    int status;

    if (!obl_output_open(&output, run->out))
        return cli_fail_errno(NAME, run->out);
    status = judge_all(run);
    if (status != CLI_OK) {
        obl_output_abandon(&output);
        return status;
    }
    obl_findings_write(output.file, run->result, run->selection.claims,
                       &run->options);
    if (!obl_output_commit(&output))
        return cli_fail_errno(NAME, run->out != NULL ? run->out
                                                     : "standard output");
    return cli_worse(outcome(run), cli_report_wrong(&run->selection));
}


int cmd_findings(int argc, char **argv) {
    findings run = { .out = NULL };
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
        obl_result_free(run.result[k]);
    free(run.result);
    cli_selection_free(&run.selection);
    return status;
}
