/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_check.c -- `obelus check`: reads specs and says what is wrong.
*/

#include <getopt.h>
#include <string.h>

#include "cli/cli.h"

static const char NAME[] = "check";

static const char HELP[] =
"usage: obelus check [FILE | CHAPTER ...]\n\n"
"Reads specs, judges nothing. Each problem is a line\n"
"    FILE:LINE: what is wrong\n"
"followed by what to do about it; a note tells of sides that scale apart when\n"
"students and teacher grow, and is no problem. With no name, all specs are\n"
"read.\n\n"
"  -h, --help  this text\n\n"
"Exit status: 0 all specs are good, 2 usage, 3 a spec is wrong, 4 a file\n"
"cannot be read.\n";


/* "FILE:LINE: note: ..." for each line of the claim's units. */
static void print_notes(const struct cli_claim *chosen) {
    const char *at = chosen->claim->units;

    while (at != NULL && *at != '\0') {
        const size_t length = strcspn(at, "\n");
        const size_t number = strspn(at, "0123456789");

        printf("%s:%.*s: note", chosen->spec->path, (int)number, at);
        printf("%.*s\n", (int)(length - number), at + number);
        at += length + (at[length] == '\n');
    }
}


static int check(char **words, size_t count) {
    cli_selection selection;
    int status = cli_select(&selection, NAME, words, count, 0);

    if (status == CLI_OK) {
        for (size_t k = 0; k < selection.claims; k++)
            print_notes(&selection.claim[k]);
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
