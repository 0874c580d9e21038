/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** common.c -- messages, colour and interrupts, alike in every subcommand.
*/

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "evidence/output.h"
#include "evidence/settings.h"

static volatile sig_atomic_t interrupted;


int cli_worse(int a, int b) {
    return a > b ? a : b;
}


int cli_fail(int status, const char *command, const char *format, ...) {
    va_list arguments;

    fflush(stdout);
    fprintf(stderr, "obelus %s: ", command);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return status;
}


int cli_fail_errno(const char *command, const char *path) {
    return cli_fail(CLI_IO, command, "%s: %s", path, strerror(errno));
}


int cli_bad_option(const char *command) {
    fprintf(stderr, "`obelus %s --help` lists the options\n", command);
    return CLI_USAGE;
}


bool cli_flush_fails(void) {
    if (fflush(stdout) == 0 && !ferror(stdout))
        return false;
    fprintf(stderr, "obelus: standard output: %s\n", strerror(errno));
    return true;
}


bool cli_read_colour(const char *text, cli_colour *colour) {
    static const char *const names[] = { "auto", "always", "never" };

    for (int k = 0; k < 3; k++) {
        if (strcmp(text, names[k]) == 0) {
            *colour = (cli_colour)k;
            return true;
        }
    }
    return false;
}


bool cli_is_coloured(cli_colour wish, FILE *stream) {
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");

    if (wish != CLI_COLOUR_AUTO)
        return wish == CLI_COLOUR_ALWAYS;
    if (refused != NULL && refused[0] != '\0')
        return false;
    return isatty(fileno(stream)) && terminal != NULL
        && strcmp(terminal, "dumb") != 0;
}


static void end_now(int number) {
    (void)number;
    obl_output_remove_pending();
    _exit(CLI_INTERRUPTED);
}


static void note_interrupt(int number) {
    if (interrupted)
        end_now(number);
    interrupted = 1;
}


static void handle(void (*handler)(int), int flags) {
    struct sigaction action;

    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = flags;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
}


void cli_catch_interrupts(void) {
    handle(note_interrupt, SA_RESTART);
}


bool cli_is_interrupted(void) {
    return interrupted != 0;
}


void cli_end_on_interrupt(void) {
    handle(end_now, 0);
}

int cli_read_options(const char *command, int argc, char **argv,
                     const char *shorts, const struct option *known,
                     obl_audit_options *options, cli_take *take, void *user) {
    const char *variable = obl_settings_read(options);
    int option, index = 0;

    if (variable != NULL)
        return cli_fail(CLI_USAGE, command, "%s=%s is not such a number",
                        variable, getenv(variable));
    while ((option = getopt_long(argc, argv, shorts, known, &index)) != -1) {
        if (option == '?')
            return cli_bad_option(command);
        const bool taken
            = option == 's' ? obl_read_count(optarg, &options->seed)
            : option == 'e' ? obl_read_effort(optarg, &options->effort)
            : option == 't' ? obl_read_threads(optarg, &options->threads)
            : take(user, option, optarg);

        if (!taken)
            return cli_fail(CLI_USAGE, command, "--%s: `%s` is not a value "
                            "for it", known[index].name, optarg);
    }
    return CLI_OK;
}
