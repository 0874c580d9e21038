/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_figure.c -- `obelus figure 1`: the data of the paper's Figure 1.
**
** Both panels come from the same runs: gradient descent with sigma = 0.1,
** eta = 0.05, |v| = 1 from a Gaussian start. The paper does not print d, so
** the dimensions and the number of starts are the caller's.
*/

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "evidence/output.h"
#include "evidence/settings.h"
#include "obelus.h"

static const char NAME[] = "figure";

static const char HELP[] =
"usage: obelus figure 1 [--dimensions LIST] [--starts N] [--seed S]"
" [--out FILE]\n\n"
"Writes the data of the paper's Figure 1 (p. 2) as CSV: gradient descent\n"
"with sigma = 0.1, eta = 0.05, |v| = 1; the left panel has n = 1, 2, 5, 10\n"
"and iterations 0 to 500, the right one n = 2, 5, 10 and 200 to 50000.\n"
"Columns: panel, n, d, start, iteration, loss, and log_loss, the logarithm\n"
"of the loss to the base eta * iteration (right panel).\n\n"
"  --dimensions LIST  values of d, comma separated (10; the paper has none)\n"
"  --starts N         Gaussian starts of each (1)\n"
"  --seed S           of the starts (1, or OBL_SEED)\n"
"  --out FILE         instead of standard output\n"
"  -h, --help         this text\n";

static const double SIGMA = 0.1, ETA = 0.05, V = 1;

enum { DIMENSIONS_MAX = 64, STARTS_MAX = 10000 };

typedef struct {
    uint64_t    seed, starts;
    size_t      count, d[DIMENSIONS_MAX];
    const char *out;
    bool        help;
} request;

typedef struct {
    const char *name;
    size_t      students[4]; /* ended by 0 where there are fewer */
    uint64_t    from, to, every;
} panel;

static const panel panels[] = {
    { "left", { 1, 2, 5, 10 }, 0, 500, 10 },
    { "right", { 2, 5, 10, 0 }, 200, 50000, 200 },
};


static bool read_dimensions(request *wish, const char *list) {
    char *end;

    wish->count = 0;
    for (;; list = end + 1) {
        const long d = strtol(list, &end, 10);

        if (end == list || d < 1 || d > 100000
            || wish->count == DIMENSIONS_MAX)
            return false;
        wish->d[wish->count++] = (size_t)d;
        if (*end != ',')
            return *end == '\0';
    }
}


static bool read_value(request *wish, int option, const char *value) {
    switch (option) {
    case 'd':
        return read_dimensions(wish, value);
    case 'n':
        return obl_read_count(value, &wish->starts) && wish->starts > 0
            && wish->starts <= STARTS_MAX;
    case 's':
        return obl_read_count(value, &wish->seed);
    case 'o':
        wish->out = value;
        return true;
    default:
        return wish->help = true;
    }
}


static int read_options(request *wish, int argc, char **argv) {
    static const struct option options[] = {
        { "dimensions", required_argument, NULL, 'd' },
        { "starts", required_argument, NULL, 'n' },
        { "seed", required_argument, NULL, 's' },
        { "out", required_argument, NULL, 'o' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };
    obl_audit_options defaults;
    const char *variable = obl_settings_read(&defaults);
    int option;

    if (variable != NULL)
        return cli_fail(CLI_USAGE, NAME, "%s is not such a number", variable);
    wish->seed = defaults.seed;
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == '?')
            return cli_bad_option(NAME);
        if (!read_value(wish, option, optarg))
            return cli_fail(CLI_USAGE, NAME, "`%s` is not what this option"
                            " takes; see obelus figure --help", optarg);
    }
    return CLI_OK;
}


static bool write_row(FILE *out, const panel *p, const obl_state *state,
                      size_t d, uint64_t start, uint64_t t) {
    double loss = NAN;

    if (obl_evaluate(&loss, NULL, NULL, (const obl_state *const *)&state, 1)
        != OBL_OK)
        return false;
    fprintf(out, "%s,%zu,%zu,%" PRIu64 ",%" PRIu64 ",%.17g,", p->name,
            state->n, d, start, t, loss);
    if (ETA * (double)t > 1)
        fprintf(out, "%.17g", log(loss) / log(ETA * (double)t));
    fputc('\n', out);
    return true;
}


/* One curve. A start is a pure function of the seed, its number, n and d. */
static int write_curve(FILE *out, const request *wish, const panel *p,
                       size_t n, size_t d, uint64_t start) {
    obl_random random = { .seed = wish->seed, .stream = n * 1000003 + d,
                          .index = start };
    obl_state *state = obl_gaussian(&random, n, d, V, SIGMA);
    obl_status status = state ? OBL_OK : OBL_NO_MEMORY;

    if (state)
        status = obl_descend(state, ETA, p->from, NULL);
    for (uint64_t t = p->from; status == OBL_OK && t <= p->to;
         t += p->every) {
        if (!write_row(out, p, state, d, start, t))
            status = OBL_NOT_FINITE;
        else if (t < p->to)
            status = obl_descend(state, ETA, p->every, NULL);
    }
    obl_state_free(state);
    return status == OBL_OK ? CLI_OK
        : cli_fail(CLI_INTERNAL, NAME, "n = %zu, d = %zu, start %" PRIu64
                   ": %s", n, d, start, obl_status_text(status));
}


static int write_panel(FILE *out, const request *wish, const panel *p) {
    int status = CLI_OK;

    for (size_t k = 0; k < 4 && p->students[k]; k++)
        for (size_t j = 0; j < wish->count; j++)
            for (uint64_t s = 0; s < wish->starts && status == CLI_OK; s++)
                status = write_curve(out, wish, p, p->students[k],
                                     wish->d[j], s);
    return status;
}


static int write_figure(const request *wish) {
    const char *name = wish->out != NULL ? wish->out : "standard output";
    obl_output out;
    int status = CLI_OK;

    if (!obl_output_open(&out, wish->out))
        return cli_fail_errno(NAME, name);
    fputs("panel,n,d,start,iteration,loss,log_loss\n", out.file);
    for (size_t k = 0; k < 2 && status == CLI_OK; k++)
        status = write_panel(out.file, wish, &panels[k]);
    if (status != CLI_OK)
        obl_output_abandon(&out);
    else if (!obl_output_commit(&out))
        status = cli_fail_errno(NAME, name);
    return status;
}


int cmd_figure(int argc, char **argv) {
    request wish = { .starts = 1, .count = 1, .d = { 10 } };
    const int status = read_options(&wish, argc, argv);

    if (status != CLI_OK)
        return status;
    if (wish.help) {
        fputs(HELP, stdout);
        return CLI_OK;
    }
    if (argc - optind != 1 || strcmp(argv[optind], "1") != 0)
        return cli_fail(CLI_USAGE, NAME, "the paper's only figure with data is"
                        " 1: write `obelus figure 1`");
    cli_end_on_interrupt();
    return write_figure(&wish);
}
