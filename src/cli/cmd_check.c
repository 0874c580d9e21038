/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_check.c -- `obelus check`: reads specs and says what is wrong.
*/

#include <getopt.h>

#include "cli/cli.h"

static const char NAME[] = "check";

static const char HELP[] =
"usage: obelus check [FILE | CHAPTER ...]\n\n"
"Reads specs, judges nothing. Each problem is a line\n"
"    FILE:LINE: what is wrong\n"
"followed by what to do about it. With no name, all specs are read.\n\n"
"  -h, --help  this text\n\n"
"Exit status: 0 all specs are good, 2 usage, 3 a spec is wrong, 4 a file\n"
"cannot be read.\n";


static int check(char **words, size_t count) {
    cli_selection selection;
    int status = cli_select(&selection, NAME, words, count, 0);

    if (status == CLI_OK) {
        status = cli_report_wrong(&selection);
        if (status == CLI_OK)
            printf("nothing wrong (specs: %zu, claims: %zu)\n", selection.specs,
                   selection.claims);
    }
    cli_selection_free(&selection);
    return status;
}


int cmd_check(int argc, char **argv) {
    static const struct option options[] = {
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };
    const int option = getopt_long(argc, argv, "h", options, NULL);

    if (option == 'h') {
        fputs(HELP, stdout);
        return CLI_OK;
    }
    if (option != -1)
        return cli_bad_option(NAME);
    return check(argv + optind, (size_t)(argc - optind));
}
