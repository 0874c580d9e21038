/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_replay.c -- `obelus replay`: draws one sample of a claim again.
*/

#include <getopt.h>
#include <inttypes.h>
#include <string.h>

#include "cli/cli.h"
#include "evidence/settings.h"

static const char NAME[] = "replay";

static const char HELP[] =
"usage: obelus replay [FILE] CLAIM --index K [--seed S]\n"
"              [--relaxed | --simplest]\n"
"       obelus replay [FILE] CLAIM --witness [--index K]\n\n"
"Draws sample K of a claim again and prints all there is to see: each\n"
"hypothesis with its margin, both sides of each part, and the state, in\n"
"decimal and in hex floats.\n\n"
"  --index K   as the audit printed it\n"
"  --seed S    of the run (1, or OBL_SEED)\n"
"  --relaxed   a sample of the relaxed regime\n"
"  --simplest  a sample that breaks the claim, made simple\n"
"  --witness   the state that the spec pins as a counterexample; where it is\n"
"              a family, --index is the member (0)\n"
"  -h, --help  this text\n";

typedef struct {
    uint64_t seed, index;
    bool     has_index, help;
    obl_regime regime;
} request;


static bool read_value(request *wish, int option, const char *value) {
    switch (option) {
    case 's':
        return obl_read_count(value, &wish->seed);
    case 'i':
        return wish->has_index = obl_read_count(value, &wish->index);
    case 'r':
        wish->regime = OBL_RELAXED;
        return true;
    case 'm':
        wish->regime = OBL_SIMPLEST;
        return true;
    case 'w':
        wish->regime = OBL_PINNED;
        return true;
    default:
        return wish->help = true;
    }
}


static int read_options(request *wish, int argc, char **argv) {
    static const struct option options[] = {
        { "seed", required_argument, NULL, 's' },
        { "index", required_argument, NULL, 'i' },
        { "relaxed", no_argument, NULL, 'r' },
        { "simplest", no_argument, NULL, 'm' },
        { "witness", no_argument, NULL, 'w' },
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
            return cli_fail(CLI_USAGE, NAME, "`%s` is not a number from 0 to"
                            " 2^64 - 1", optarg);
    }
    return CLI_OK;
}


/* The one claim that was selected, or, of those in a file, the one called
** `name`. */
static const struct cli_claim *find(const cli_selection *selection,
                                    const char *name) {
    if (name == NULL)
        return selection->claims == 1 ? selection->claim : NULL;
    for (size_t k = 0; k < selection->claims; k++)
        if (strcmp(selection->claim[k].claim->name, name) == 0)
            return &selection->claim[k];
    return NULL;
}


static int replay(const request *wish, const cli_selection *selection,
                  char **words) {
    static const char *const missing[]
        = { "no sampler", "no relaxed regime", "no pinned witness",
            "no sampler" };
    const struct cli_claim *entry = find(selection, words[1]);

    if (entry == NULL && words[1] != NULL)
        return cli_fail(CLI_USAGE, NAME, "%s holds no claim `%s`", words[0],
                        words[1]);
    if (entry == NULL)
        return cli_fail(CLI_USAGE, NAME, "`%s` names %zu claims; one is"
                        " wanted", words[0], selection->claims);
    const obl_sampler *const from[] = { &entry->claim->stated,
        &entry->claim->relaxed, &entry->claim->witness,
        &entry->claim->stated };
    if (!from[wish->regime]->present)
        return cli_fail(CLI_USAGE, NAME, "%s has %s", entry->claim->name,
                        missing[wish->regime]);
    if (obl_replay(stdout, entry->spec, entry->claim, wish->regime,
                   wish->seed, wish->index))
        return CLI_OK;
    if (wish->regime == OBL_SIMPLEST)
        return cli_fail(CLI_USAGE, NAME, "sample %" PRIu64 " of %s breaks no"
                        " part for certain", wish->index, entry->claim->name);
    return cli_fail(CLI_USAGE, NAME, "sample %" PRIu64 " of %s cannot be"
                    " drawn%s", wish->index, entry->claim->name,
                    from[OBL_RELAXED]->present
                        && wish->regime == OBL_AS_STATED
                        ? "; it has a relaxed regime, --relaxed" : "");
}


int cmd_replay(int argc, char **argv) {
    request wish = { 0 };
    cli_selection selection;
    int status = read_options(&wish, argc, argv);

    if (status != CLI_OK)
        return status;
    if (wish.help) {
        fputs(HELP, stdout);
        return CLI_OK;
    }
    if (argc - optind < 1 || argc - optind > 2
        || (!wish.has_index && wish.regime != OBL_PINNED))
        return cli_fail(CLI_USAGE, NAME, "one claim and --index are wanted");
    status = cli_select(&selection, NAME, argv + optind, 1, 0);
    if (status == CLI_OK)
        status = cli_report_wrong(&selection);
    if (status == CLI_OK)
        status = replay(&wish, &selection, argv + optind);
    cli_selection_free(&selection);
    return status;
}
