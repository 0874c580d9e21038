/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_constants.c -- `obelus constants`: what the constants that nobody
** printed would have to be, and how that goes with n.
*/

#include <getopt.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "claim/constants.h"
#include "cli/cli.h"
#include "evidence/settings.h"
#include "evidence/table.h"

static const char NAME[] = "constants";

static const char HELP[] =
"usage: obelus constants [OPTION...] [CLAIM | CHAPTER | FILE ...]\n\n"
"For every claim with constants that the paper hides in O or Omega: the\n"
"declared value, and for each n the least (>=) or greatest (<=) value with\n"
"which every sample holds, found by sampling and searching. Several constants\n"
"of one part are scaled together, and the number is the scale (x).\n\n"
"  ~      not converged: the last doubling of effort moved the value by 1 %\n"
"         or more, or no second start came within 1 % of it\n"
"  balls  at how many n the extreme sample was decided in ball arithmetic\n"
"  power  of n, fitted over the n that did not move, with one standard\n"
"         deviation\n\n"
"  --format text|csv\n"
"  --seed S     of all samples (default 1, or $OBL_SEED)\n"
"  --effort X   multiplies the numbers of samples (default 1, or $OBL_EFFORT)\n"
"  --threads N  (default: one per processor, or $OBL_THREADS)\n"
"  -h, --help   this text\n";

typedef struct {
    obl_audit_options options;
    bool csv, help, told;
} wishes;


static bool read_value(wishes *w, int option, const char *value) {
    switch (option) {
    case 's':
        return obl_read_count(value, &w->options.seed);
    case 'e':
        return obl_read_effort(value, &w->options.effort);
    case 't':
        return obl_read_threads(value, &w->options.threads);
    case 'f':
        w->csv = strcmp(value, "csv") == 0;
        return w->csv || strcmp(value, "text") == 0;
    default:
        return w->help = true;
    }
}


static int read_options(wishes *w, int argc, char **argv) {
    static const struct option options[] = {
        { "format", required_argument, NULL, 'f' },
        { "seed", required_argument, NULL, 's' },
        { "effort", required_argument, NULL, 'e' },
        { "threads", required_argument, NULL, 't' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };
    const char *variable = obl_settings_read(&w->options);
    int option, index = 0;

    if (variable != NULL)
        return cli_fail(CLI_USAGE, NAME, "%s=%s is not such a number",
                        variable, getenv(variable));
    while ((option = getopt_long(argc, argv, "h", options, &index)) != -1) {
        if (option == '?')
            return cli_bad_option(NAME);
        if (!read_value(w, option, optarg))
            return cli_fail(CLI_USAGE, NAME, "--%s: `%s` is not a value for"
                            " it", options[index].name, optarg);
    }
    return CLI_OK;
}


static bool go_on(void *user, uint64_t done, uint64_t total) {
    const wishes *w = user;

    if (w->told)
        fprintf(stderr, "\r\033[K%llu/%llu", (unsigned long long)done,
                (unsigned long long)total);
    return !cli_is_interrupted();
}


/* ------------------------------------------------------------------ text */

static void print_heading(void) {
    printf("%-36s %4s %9s   ", "claim", "page", "declared");
    for (size_t k = 0; k < OBL_SIZES; k++)
        printf(" n=%-6u", obl_sizes[k]);
    printf(" %-8s %5s  %-15s  reading\n", "other n", "balls", "power of n");
}


static void print_limit(const obl_limit *limit) {
    char text[32] = "-";

    if (limit->present && limit->none)
        snprintf(text, sizeof text, "none");
    else if (limit->present && limit->limited)
        snprintf(text, sizeof text, "%.4g%s", limit->value,
                 limit->converged ? "" : "~");
    else if (limit->present)
        snprintf(text, sizeof text, "any");
    printf(" %-8s", text);
}


static void print_certified(const obl_limit_row *row) {
    char text[32];
    size_t limited = 0, certified = 0;

    for (size_t k = 0; k <= OBL_SIZES; k++) {
        limited += row->limit[k].present && row->limit[k].limited;
        certified += row->limit[k].certified;
    }
    snprintf(text, sizeof text, "%zu/%zu", certified, limited);
    printf(" %5s", text);
}


static void print_power(const obl_limit_row *row) {
    char text[40] = "-";

    if (!isnan(row->power))
        snprintf(text, sizeof text, "%+.3f +- %.3f", row->power,
                 row->uncertainty);
    printf("  %-15s", text);
}


static void print_row(const obl_limit_row *row) {
    char label[160], declared[32], reading[160];

    obl_table_label(label, sizeof label, row->claim, row->part);
    if (row->constants > 1)
        snprintf(declared, sizeof declared, "x of %zu", row->constants);
    else
        snprintf(declared, sizeof declared, "%.4g", row->asserted);
    printf("%-36s %4s %9s %s", label,
           row->claim->page != NULL ? row->claim->page : "-", declared,
           row->largest ? "<=" : ">=");
    for (size_t k = 0; k <= OBL_SIZES; k++)
        print_limit(&row->limit[k]);
    print_certified(row);
    print_power(row);
    obl_limit_reading(reading, sizeof reading, row);
    printf("  %s\n", reading);
}


/* ------------------------------------------------------------------- CSV */

/* Quoted, with quotes doubled. */
static void put_quoted(const char *text) {
    putchar('"');
    for (; *text != '\0'; text++) {
        const char one[2] = { *text, '\0' };

        if (*text == '"')
            putchar('"');
        obl_put_text(stdout, *text == '\n' ? " " : one);
    }
    putchar('"');
}


static void put_number(double value) {
    if (isfinite(value))
        printf(",%.17g", value);
    else
        putchar(',');
}


static void print_csv_limit(const obl_limit_row *row, size_t k) {
    const obl_limit *limit = &row->limit[k];
    const bool limited = limit->limited && !limit->none;
    char text[512];

    obl_part_name(text, sizeof text, row->claim, row->part);
    put_quoted(text);
    putchar(',');
    obl_part_label(text, sizeof text, row->claim, row->part);
    put_quoted(text);
    printf(",%s,%zu,%.17g,%s,",
           row->claim->page != NULL ? row->claim->page : "", row->constants,
           row->asserted, row->largest ? "greatest" : "least");
    if (k < OBL_SIZES)
        printf("%u", obl_sizes[k]);
    put_number(limited ? limit->value : NAN);
    put_number(limited ? limit->moved : NAN);
    printf(",%s,%d,%d,%llu",
           limit->none ? "none" : limit->limited ? "limit" : "any",
           limit->converged, limit->certified,
           (unsigned long long)limit->valid);
    put_number(row->power);
    put_number(row->uncertainty);
    putchar(',');
    obl_limit_reading(text, sizeof text, row);
    put_quoted(text);
    putchar('\n');
}


static void print_csv(const obl_limits *limits) {
    puts("claim,paper,page,constants,declared,side,n,value,moved,found,"
         "converged,certified,samples,power,uncertainty,reading");
    for (size_t r = 0; r < limits->count; r++)
        for (size_t k = 0; k <= OBL_SIZES; k++)
            if (limits->row[r].limit[k].present)
                print_csv_limit(&limits->row[r], k);
}


/* --------------------------------------------------------------- the run */

static int print_all(const wishes *w, const obl_limits *limits) {
    if (w->csv) {
        print_csv(limits);
        return CLI_OK;
    }
    if (limits->count == 0) {
        puts("no claim among these has a constant that nobody printed");
        return CLI_OK;
    }
    print_heading();
    for (size_t r = 0; r < limits->count; r++)
        print_row(&limits->row[r]);
    return CLI_OK;
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
    wishes w = { .csv = false };
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
