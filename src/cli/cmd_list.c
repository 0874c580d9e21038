/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_list.c -- `obelus list`: every part of every claim, one a line.
*/

#include <getopt.h>
#include <string.h>

#include "cli/cli.h"
#include "evidence/json.h"
#include "evidence/table.h"

static const char NAME[] = "list";

static const char HELP[] =
"usage: obelus list [--json] [CLAIM | CHAPTER | FILE ...]\n\n"
"Lists claims in the order of the paper: label, page, kind, expected\n"
"outcome, name.\n\n"
"  --json      an array of objects (docs/reference/json.md)\n"
"  -h, --help  this text\n";


static const char *or_dash(const char *text) {
    return text != NULL && text[0] != '\0' ? text : "-";
}


static void print_claim(const obl_claim *claim) {
    char label[160], name[512];

    for (size_t k = 0; k < claim->parts; k++) {
        obl_table_label(label, sizeof label, claim, k);
        obl_part_name(name, sizeof name, claim, k);
        printf("%-28s  %-7s  %-12s  %-12s  ", label, or_dash(claim->page),
               or_dash(claim->kind),
               claim->expect != NULL ? claim->expect : "holds");
        obl_put_text(stdout, name);
        putchar('\n');
    }
}


static void print_text(const cli_selection *selection) {
    const char *chapter = "";

    for (size_t k = 0; k < selection->claims; k++) {
        const struct cli_claim *entry = &selection->claim[k];

        if (strcmp(chapter, entry->spec->chapter) != 0) {
            chapter = entry->spec->chapter;
            printf("%s%s\n", k > 0 ? "\n" : "", chapter);
        }
        print_claim(entry->claim);
    }
}


static int print_json(const cli_selection *selection) {
    json_t *list = json_array();

    for (size_t k = 0; k < selection->claims; k++)
        obl_json_add_claim(list, selection->claim[k].spec,
                           selection->claim[k].claim);
    const bool written = obl_json_write(stdout, list);
    json_decref(list);
    return written ? CLI_OK : cli_fail_errno(NAME, "standard output");
}


static int list(bool json, char **words, size_t count) {
    cli_selection selection;
    int status = cli_select(&selection, NAME, words, count, 0);

    if (status == CLI_OK) {
        if (json)
            status = print_json(&selection);
        else
            print_text(&selection);
        status = cli_worse(status, cli_report_wrong(&selection));
    }
    cli_selection_free(&selection);
    return status;
}


int cmd_list(int argc, char **argv) {
    static const struct option options[] = {
        { "json", no_argument, NULL, 'j' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };
    bool json = false;
    int option;

    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return CLI_OK;
        }
        if (option == '?')
            return cli_bad_option(NAME);
        json = true;
    }
    return list(json, argv + optind, (size_t)(argc - optind));
}
