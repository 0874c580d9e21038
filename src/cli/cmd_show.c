/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_show.c -- `obelus show`: a claim as the harness understands it, which
** is what was checked, not what was meant.
*/

#include <getopt.h>

#include "cli/cli.h"
#include "evidence/table.h"

static const char NAME[] = "show";

static const char HELP[] =
"usage: obelus show CLAIM ...\n\n"
"Prints claims as the harness understands them: the prose of the spec, the\n"
"printed formula, hypotheses, parts, samplers, variants that must fail and\n"
"the expected outcome.\n\n"
"  -h, --help  this text\n";


/* "name: text", or nothing where there is no text. */
static void print_field(const char *name, const char *text) {
    if (text == NULL || text[0] == '\0')
        return;
    printf("%s: ", name);
    obl_put_text(stdout, text);
    putchar('\n');
}


/* A named line of a list. */
static void print_item(const char *name, const char *text, unsigned line) {
    printf("  line %u, ", line);
    obl_put_text(stdout, name != NULL && name[0] != '\0' ? name : "assert");
    fputs(": ", stdout);
    obl_put_text(stdout, text != NULL ? text : "");
    putchar('\n');
}


static void print_identity(const obl_spec *spec, const obl_claim *claim) {
    printf("%s (%s:%u)\n", claim->name, spec->path, claim->line);
    print_field("paper", claim->paper);
    print_field("arXiv", claim->arxiv);
    print_field("page", claim->page);
    print_field("equation", claim->equation);
    print_field("kind", claim->kind);
    print_field("printed", claim->printed);
    for (size_t k = 0; k < claim->uses_count; k++)
        print_field("uses", claim->uses[k]);
    print_field("analogue", claim->analogue);
    if (claim->prose != NULL && claim->prose[0] != '\0') {
        putchar('\n');
        obl_put_text(stdout, claim->prose);
        putchar('\n');
    }
}


static void print_sampler(const obl_claim *claim, const obl_sampler *sampler,
                          const char *name) {
    static const char *const kinds[] = { "states", "trajectories",
                                         "scalars" };

    if (!sampler->present)
        return;
    printf("%s: %s", name, kinds[sampler->kind]);
    if (sampler->kind == OBL_TRAJECTORY)
        fputs(sampler->flow ? " by flow" : " by descent", stdout);
    fputs(sampler->draws > 0 ? ", drawing" : "", stdout);
    for (size_t k = 0; k < sampler->draws; k++) {
        fputs(k > 0 ? ", " : " ", stdout);
        obl_put_text(stdout, claim->variable[sampler->draw[k].variable].name);
    }
    for (size_t k = 0; sampler->suspended != NULL && k < claim->hypotheses;
         k++) {
        if (sampler->suspended[k]) {
            fputs("; without ", stdout);
            obl_put_text(stdout, claim->hypothesis[k].name);
        }
    }
    if (sampler->line > 0)
        printf(" (line %u)", sampler->line);
    putchar('\n');
}


static void print_mutants(const obl_claim *claim) {
    size_t automatic = 0;

    puts("\nvariants that must fail:");
    for (size_t k = 0; k < claim->mutants; k++) {
        const obl_mutant *mutant = &claim->mutant[k];

        automatic += !mutant->by_hand;
        if (mutant->by_hand)
            print_item(mutant->name, mutant->text, mutant->line);
    }
    if (automatic > 0)
        printf("  and %zu made automatically\n", automatic);
}


static void print_claim(const obl_spec *spec, const obl_claim *claim) {
    print_identity(spec, claim);
    puts("\nhypotheses:");
    for (size_t k = 0; k < claim->hypotheses; k++)
        print_item(claim->hypothesis[k].name, claim->hypothesis[k].text,
                   claim->hypothesis[k].line);
    puts("\nconclusion:");
    for (size_t k = 0; k < claim->parts; k++)
        print_item(claim->part[k].label, claim->part[k].text,
                   claim->part[k].line);
    for (size_t k = 0; k < claim->constants; k++)
        printf("  with %s = %s/%s\n", claim->constant[k].name,
               claim->constant[k].num, claim->constant[k].den);
    putchar('\n');
    print_sampler(claim, &claim->stated, "samples, as stated");
    print_sampler(claim, &claim->relaxed, "samples, relaxed");
    print_sampler(claim, &claim->witness, "pinned witness");
    if (claim->mutants > 0)
        print_mutants(claim);
    putchar('\n');
    print_field("expect", claim->expect != NULL ? claim->expect : "holds");
    print_field("because", claim->because);
    print_field("relaxed, expect", claim->relaxed_expect);
    print_field("relaxed, because", claim->relaxed_because);
    print_field("repair", claim->repair);
    if (claim->units != NULL) {
        puts("\nunits, by line, of sides that scale apart when w and v grow:");
        obl_put_text(stdout, claim->units);
        putchar('\n');
    }
}


static int show(char **words, size_t count) {
    cli_selection selection;
    int status = cli_select(&selection, NAME, words, count, 0);

    if (status == CLI_OK) {
        for (size_t k = 0; k < selection.claims; k++) {
            if (k > 0)
                putchar('\n');
            print_claim(selection.claim[k].spec, selection.claim[k].claim);
        }
        status = cli_report_wrong(&selection);
    }
    cli_selection_free(&selection);
    return status;
}


int cmd_show(int argc, char **argv) {
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
    if (optind == argc)
        return cli_fail(CLI_USAGE, NAME, "which claim? `obelus list` names"
                        " them");
    return show(argv + optind, (size_t)(argc - optind));
}
