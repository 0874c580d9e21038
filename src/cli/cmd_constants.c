/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_constants.c -- `obelus constants`: what the constants that nobody
** printed would have to be, and how that goes with n.
*/

#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>

#include "claim/constants.h"
#include "cli/cli.h"
#include "evidence/json.h"
#include "evidence/limits.h"
#include "evidence/settings.h"

static const char NAME[] = "constants";

static const char HELP[] =
"usage: obelus constants [OPTION...] [CLAIM | CHAPTER | FILE ...]\n\n"
"For every claim with constants that the paper hides in O or Omega: the\n"
"asserted value, and for n = 1, 2, 3, 5, 8, 16, 32 (trajectories: to 8) the\n"
"best value seen, found by sampling and searching; the worst state of each n\n"
"is a start at every other. Several constants of a part are scaled together.\n"
"For every power of t in a bound or a rate: the printed one, and the one that\n"
"runs show.\n\n"
"  observed   a sample fails with the constant there; none: whatever it is;\n"
"             any: no sample asks anything of it\n"
"  certified  ball arithmetic says so of the same sample; a sound constant\n"
"             lies beyond\n"
"  moved by   what the last doubling of effort did to the value\n"
"  n^(p +- s) fitted over the n >= 2 that moved by less than 1 %, with one\n"
"             standard deviation\n\n"
"  --csv        a line for each n\n"
"  --json       the same with the states (docs/reference/json.md)\n"
"  --markdown   tables, as in docs/constants.md\n"
"  --seed S     of all samples (default 1, or $OBL_SEED)\n"
"  --effort X   multiplies the numbers of samples (default 1, or $OBL_EFFORT)\n"
"  --threads N  (default: one per processor, or $OBL_THREADS)\n"
"  -h, --help   this text\n";

typedef struct {
    obl_audit_options options;
    char form; /* 'c' CSV, 'j' JSON, 'm' Markdown, or 0 */
    bool help, told;
} wishes;


static bool read_value(void *user, int option, const char *value) {
    wishes *w = user;

    (void)value;
    switch (option) {
    case 'c':
    case 'j':
    case 'm':
        w->form = (char)option;
        return true;
    default:
        return w->help = true;
    }
}


static int read_options(wishes *w, int argc, char **argv) {
    static const struct option options[] = {
        { "csv", no_argument, NULL, 'c' },
        { "json", no_argument, NULL, 'j' },
        { "markdown", no_argument, NULL, 'm' },
        { "seed", required_argument, NULL, 's' },
        { "effort", required_argument, NULL, 'e' },
        { "threads", required_argument, NULL, 't' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };

    return cli_read_options(NAME, argc, argv, "h", options,
                            &w->options, read_value, w);
}


static bool go_on(void *user, uint64_t done, uint64_t total) {
    const wishes *w = user;

    if (w->told)
        fprintf(stderr, "\r\033[K%llu/%llu", (unsigned long long)done,
                (unsigned long long)total);
    return !cli_is_interrupted();
}


/* --------------------------------------------------------------- the run */

static int print_all(const wishes *w, const obl_limits *limits) {
    bool written = true;

    if (w->form == 'j') {
        json_t *report = obl_json_limits(limits, &w->options);

        written = obl_json_write(stdout, report);
        json_decref(report);
    } else if (w->form == 'c') {
        obl_limits_csv(stdout, limits);
    } else if (w->form == 'm') {
        obl_limits_markdown(stdout, limits);
    } else {
        obl_limits_text(stdout, limits);
    }
    return written ? CLI_OK : cli_fail_errno(NAME, "standard output");
}


static int measure(wishes *w, const cli_selection *selection) {
    const obl_spec **spec = calloc(selection->claims + 1, sizeof *spec);
    const obl_claim **claim = calloc(selection->claims + 1, sizeof *claim);
    obl_limits limits = { 0 };
    int status = CLI_INTERNAL;

    w->options.progress = go_on;
    w->options.user = w;
    w->told = isatty(STDERR_FILENO);
    for (size_t k = 0; spec && claim && k < selection->claims; k++) {
        spec[k] = selection->claim[k].spec;
        claim[k] = selection->claim[k].claim;
    }
    const bool measured = spec && claim
        && obl_limits_measure(&limits, spec, claim, selection->claims,
                              &w->options);

    if (w->told)
        fputs("\r\033[K", stderr);
    if (measured)
        status = print_all(w, &limits);
    else if (cli_is_interrupted())
        status = CLI_INTERRUPTED;
    else
        cli_fail(CLI_INTERNAL, NAME, "out of memory");
    obl_limits_free(&limits);
    free(spec);
    free(claim);
    return status;
}


int cmd_constants(int argc, char **argv) {
    wishes w = { .form = 0 };
    cli_selection selection = { 0 };
    int status = read_options(&w, argc, argv);

    if (status != CLI_OK)
        return status;
    if (w.help) {
        fputs(HELP, stdout);
        return CLI_OK;
    }
    cli_catch_interrupts();
    status = cli_select(&selection, NAME, argv + optind,
                        (size_t)(argc - optind), w.options.threads);
    if (status == CLI_OK && selection.specs == 0)
        status = cli_fail(CLI_USAGE, NAME, "there is no spec below %s",
                          obl_specs_folder());
    if (status == CLI_OK)
        status = measure(&w, &selection);
    if (status == CLI_OK)
        status = cli_report_wrong(&selection);
    cli_selection_free(&selection);
    return status;
}
