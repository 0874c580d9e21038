/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** cmd_new.c -- `obelus new`: a first draft of a spec that already runs.
**
** The draft states Lemma 20 of the paper: there is something to judge from
** the first minute, and every line of it is there to be changed.
*/

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "claim/wire.h"
#include "cli/cli.h"
#include "evidence/settings.h"

static const char NAME[] = "new";

static const char HELP[] =
"usage: obelus new NAME [--chapter CHAPTER]\n\n"
"Writes the first draft of a spec, NAME.lua, in the current folder or in a\n"
"chapter of the folder of specs. NAME is of [a-z0-9_]. Nothing is ever\n"
"overwritten.\n\n"
"  --chapter CHAPTER  a folder that `obelus list` shows, such as phase-3\n"
"  -h, --help         this text\n";

/* @ stands for the name. */
static const char DRAFT[] =
"-- SPDX-License-Identifier: GPL-3.0-or-later\n"
"--- # What the statement says, in one line\n"
"---\n"
"--- What it is for, and where its constants come from. The draft below is\n"
"--- Lemma 20 for neurons on the teacher's side: the loss bounds angles.\n"
"\n"
"claim \"@\" {\n"
"  paper = \"Lemma 20\", arxiv = \"Lemma 18\", page = 31,\n"
"  kind = \"explicit\",\n"
"  printed = [[\\|w_i\\|^2 \\theta_i^3 \\le 30 \\pi L(w)]],\n"
"\n"
"  --- Each hypothesis has a name, under which rejected samples are counted.\n"
"  assume = { alive = all(i, w(i):differs(0)),\n"
"             near_side = all(i, theta(i):at_most(pi / 2)) },\n"
"  assert = all(i, (norm(w(i))^2 * theta(i)^3):at_most(30 * pi * loss)),\n"
"\n"
"  --- Where to look. The bound is tight, if anywhere, near a minimum.\n"
"  sample = states {\n"
"    n = {1, 2, 3, 5}, d = {2, 3, 5}, v = decades(-2, 2),\n"
"    w = near_minimum { spread = decades(-4, 0) },\n"
"  },\n"
"\n"
"  --- Wrong variants that some sample must refute: a mutant that survives\n"
"  --- says that the samples are blind.\n"
"  mutants = {\n"
"    --- An exponent.\n"
"    square = swap(theta(i)^3, theta(i)^2),\n"
"    --- The sides then scale differently under (w, v) -> (sw, sv).\n"
"    unit_slip = swap(norm(w(i))^2, norm(w(i))),\n"
"  },\n"
"}\n";


static bool is_name(const char *text) {
    const size_t length = strlen(text);

    return length > 0 && length <= OBL_NAME_MAX
        && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_") == length;
}


/* A folder's name, so that nothing is written anywhere else. */
static bool is_chapter(const char *text) {
    return text[0] != '\0' && text[0] != '.' && strlen(text) <= OBL_NAME_MAX
        && strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-")
           == strlen(text);
}


static bool write_draft(FILE *out, const char *name) {
    for (const char *c = DRAFT; *c != '\0'; c++) {
        if (*c == '@')
            fputs(name, out);
        else
            putc(*c, out);
    }
    const bool failed = ferror(out) != 0;
    return fclose(out) == 0 && !failed;
}


static int create(const char *path, const char *name) {
    const int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
    FILE *out = descriptor >= 0 ? fdopen(descriptor, "w") : NULL;

    if (out == NULL)
        return cli_fail_errno(NAME, path);
    if (!write_draft(out, name)) {
        const int reason = errno;
        unlink(path);
        errno = reason;
        return cli_fail_errno(NAME, path);
    }
    printf("%s\nNext: edit it, then `obelus audit %s`\n", path, path);
    return CLI_OK;
}


static int draft(const char *name, const char *chapter) {
    char path[PATH_MAX];

    if (!is_name(name))
        return cli_fail(CLI_USAGE, NAME, "`%s` is no name: use 1 to %d of"
                        " a-z 0-9 _", name, OBL_NAME_MAX);
    if (chapter != NULL && !is_chapter(chapter))
        return cli_fail(CLI_USAGE, NAME, "`%s` is no chapter: use a-z 0-9 _"
                        " -", chapter);
    if (chapter != NULL)
        snprintf(path, sizeof path, "%s/%s/%s.lua", obl_specs_folder(),
                 chapter, name);
    else
        snprintf(path, sizeof path, "%s.lua", name);
    return create(path, name);
}


int cmd_new(int argc, char **argv) {
    static const struct option options[] = {
        { "chapter", required_argument, NULL, 'c' },
        { "help", no_argument, NULL, 'h' },
        { 0 },
    };
    const char *chapter = NULL;
    int option;

    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        if (option == 'h') {
            fputs(HELP, stdout);
            return CLI_OK;
        }
        if (option == '?')
            return cli_bad_option(NAME);
        chapter = optarg;
    }
    if (argc - optind != 1)
        return cli_fail(CLI_USAGE, NAME, "one name is wanted");
    return draft(argv[optind], chapter);
}
