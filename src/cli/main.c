/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** main.c -- the command `obelus`: finds the subcommand and hands over.
**
** A subcommand is one file, cmd_<name>.c, and one line in the table here.
*/

#include <stdio.h>
#include <string.h>

/* FLINT 3 holds Arb; before, it had a header of its own. */
#if __has_include(<flint/arb.h>)
#include <flint/arb.h>
#else
#include <arb.h>
#endif
#include <gsl/gsl_version.h>
#include <jansson.h>
#include <lua.h>

#include "bind/worker.h"
#include "cli/cli.h"
#include "evidence/settings.h"

typedef struct {
    const char *name;
    int       (*run)(int argc, char **argv);
    const char *about;
} command;

static const command commands[] = {
    { "audit", cmd_audit, "judge claims and say how far the evidence goes" },
    { "findings", cmd_findings, "write what was found against the paper" },
    { "constants", cmd_constants, "measure the constants nobody printed" },
    { "list", cmd_list, "list the claims" },
    { "show", cmd_show, "print a claim as the harness understands it" },
    { "replay", cmd_replay, "see one sample of a claim again" },
    { "check", cmd_check, "load spec files and say what is wrong with them" },
    { "new", cmd_new, "write the first draft of a spec" },
    { "simulate", cmd_simulate, "follow one network and print observables" },
    { "figure", cmd_figure, "write the data of a figure of the paper" },
};

enum { COMMANDS = sizeof commands / sizeof *commands };


static void print_usage(FILE *out) {
    fputs("usage: obelus COMMAND [OPTION...] [ARGUMENT...]\n\n", out);
    for (size_t k = 0; k < COMMANDS; k++)
        fprintf(out, "  %-10s%s\n", commands[k].name, commands[k].about);
    fputs("\n`obelus COMMAND --help` says more; `obelus --version` names the"
          " libraries.\n"
          "Exit status: 0 every outcome as expected, 1 some outcome not,"
          " 2 usage,\n3 a spec is wrong, 4 input or output failed,"
          " 5 internal error, 130 interrupted.\n", out);
}


static int print_version(void) {
    printf("obelus %s\n%s, GSL %s, FLINT %s, Jansson %s\n", OBL_VERSION,
           LUA_RELEASE, gsl_version, FLINT_VERSION, JANSSON_VERSION);
#if __FLINT_VERSION < 3
    printf("Arb %s\n", arb_version);
#endif
    return CLI_OK;
}


static int find_and_run(int argc, char **argv) {
    const char *name = argv[1];

    for (size_t k = 0; k < COMMANDS; k++)
        if (strcmp(name, commands[k].name) == 0) {
            char title[40]; /* what getopt begins its complaints with */

            snprintf(title, sizeof title, "obelus %s", name);
            argv[1] = title;
            return commands[k].run(argc - 1, argv + 1);
        }
    if (strcmp(name, "--version") == 0 || strcmp(name, "-V") == 0)
        return print_version();
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0
        || strcmp(name, "help") == 0) {
        print_usage(stdout);
        return CLI_OK;
    }
    fprintf(stderr, "obelus: there is no command `%s`\n\n", name);
    print_usage(stderr);
    return CLI_USAGE;
}


int main(int argc, char **argv) {
    obl_worker_entry(argc, argv);
    obl_settings_find_lua();
    if (argc < 2) {
        print_usage(stderr);
        return CLI_USAGE;
    }
    const int status = find_and_run(argc, argv);
    /* A full disk shows up here at the latest. */
    if (cli_flush_fails() && status != CLI_INTERRUPTED)
        return CLI_IO;
    return status;
}
