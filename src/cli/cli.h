/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cli.h -- what the subcommands of `obelus` share.
*/

#ifndef OBL_CLI_H
#define OBL_CLI_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "claim/audit.h"

/* Exit statuses. From 3 on they win over 1: see cli_worse(). */
enum {
    CLI_OK = 0,          /* every outcome as expected */
    CLI_UNEXPECTED = 1,
    CLI_USAGE = 2,
    CLI_SPEC = 3,        /* a spec is wrong */
    CLI_IO = 4,
    CLI_INTERNAL = 5,
    CLI_INTERRUPTED = 130,
};

/* The status that both together deserve. */
int cli_worse(int a, int b);

/* The subcommands; argv[0] is the subcommand's name. */
int cmd_audit(int argc, char **argv);
int cmd_check(int argc, char **argv);
int cmd_constants(int argc, char **argv);
int cmd_findings(int argc, char **argv);
int cmd_figure(int argc, char **argv);
int cmd_list(int argc, char **argv);
int cmd_new(int argc, char **argv);
int cmd_replay(int argc, char **argv);
int cmd_show(int argc, char **argv);
int cmd_simulate(int argc, char **argv);

/* ---------------------------------------------------------- messages */

/* "obelus audit: MESSAGE" on stderr; returns `status`. */
int cli_fail(int status, const char *command, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* cli_fail() with what errno says about `path`; returns CLI_IO. */
int cli_fail_errno(const char *command, const char *path);

/* What to do after getopt said `?` or `:`; returns CLI_USAGE. */
int cli_bad_option(const char *command);

/* Any option but --seed, --effort and --threads; false where `value` is none
** for it. */
typedef bool cli_take(void *user, int option, const char *value);

/* Reads the options of a command that judges: seed, effort and threads ('s',
** 'e', 't' in `known`) from the environment, then from the line, into
** `options`; the others go to `take`. Returns CLI_OK or CLI_USAGE. */
int cli_read_options(const char *command, int argc, char **argv,
                     const char *shorts, const struct option *known,
                     obl_audit_options *options, cli_take *take, void *user);

/* True where stdout could not take what was printed (then says so). */
bool cli_flush_fails(void);

/* ------------------------------------------------------------ colour */

typedef enum { CLI_COLOUR_AUTO, CLI_COLOUR_ALWAYS, CLI_COLOUR_NEVER }
    cli_colour;

/* Reads auto, always or never. */
bool cli_read_colour(const char *text, cli_colour *colour);

/* Whether to colour what goes to `stream`: NO_COLOR, TERM=dumb and a stream
** that is no terminal say no, unless the user said otherwise. */
bool cli_is_coloured(cli_colour wish, FILE *stream);

/* -------------------------------------------------------- interrupts */

/* From here on an interrupt (SIGINT, SIGTERM) only sets a flag; a second one
** ends the program at once. */
void cli_catch_interrupts(void);
bool cli_is_interrupted(void);

/* From here on an interrupt removes the temporary output and ends the
** program with status 130. */
void cli_end_on_interrupt(void);

/* ------------------------------------------------------------- specs */

/* Claims chosen on a command line, in the order of the paper. */
typedef struct {
    size_t     specs, claims;
    obl_spec **spec;    /* every file that was read, good or not */
    bool      *wanted;  /* per spec: its errors concern the user */
    struct cli_claim {
        const obl_spec  *spec;
        const obl_claim *claim;
        size_t           order;
    } *claim;
} cli_selection;

/* Reads the specs that `words` name: claims (`phase_1`), printed labels
** ("Theorem 4"), chapters (`phase-1`) or files (with a slash or ending in
** .lua); no words mean everything. Messages go to stderr. Returns CLI_OK,
** CLI_USAGE for a word that names nothing, CLI_IO, or CLI_INTERRUPTED; wrong
** specs are in the selection and are not an error here. */
int  cli_select(cli_selection *selection, const char *command, char **words,
                size_t count, unsigned threads);
void cli_selection_free(cli_selection *selection);

/* Prints what is wrong with the wanted specs; CLI_SPEC if anything, else
** CLI_OK. */
int cli_report_wrong(const cli_selection *selection);

#endif
