/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** specs.c -- from words on the command line to claims in the order of the
** paper: find the files, read them side by side, keep what was asked for.
*/

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/cli.h"
#include "evidence/settings.h"
#include "evidence/table.h"

/* One reading of files by several threads. */
typedef struct {
    const char    *root;
    char         **path;
    obl_spec     **spec;
    size_t         count;
    atomic_size_t  next;
} reading;


static void *read_some(void *argument) {
    reading *all = argument;

    for (;;) {
        const size_t k = atomic_fetch_add(&all->next, 1);

        if (k >= all->count || cli_is_interrupted())
            return NULL;
        all->spec[k] = obl_spec_load(all->root, all->path[k]);
    }
}


/* A reading mostly waits for its worker process. */
static void read_all(reading *all, unsigned threads) {
    enum { THREADS_MAX = 64 };
    pthread_t thread[THREADS_MAX];
    size_t started = 0;

    if (threads == 0)
        threads = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    while (started + 1 < threads && started + 1 < all->count
           && started < THREADS_MAX
           && pthread_create(&thread[started], NULL, read_some, all) == 0)
        started++;
    read_some(all);
    while (started > 0)
        pthread_join(thread[--started], NULL);
}


static bool is_file(const char *word) {
    const size_t length = strlen(word);

    return strchr(word, '/') != NULL
        || (length > 4 && strcmp(word + length - 4, ".lua") == 0);
}


/* root/chapter/file.lua, without looking at the disk. */
static bool is_in_chapter(const char *path, const char *chapter) {
    const char *slash = strrchr(path, '/');
    const size_t length = strlen(chapter);

    return slash != NULL && (size_t)(slash - path) > length
        && slash[-1 - (ptrdiff_t)length] == '/'
        && memcmp(slash - length, chapter, length) == 0;
}


static bool is_same_file(const char *a, const char *b) {
    char *real_a = realpath(a, NULL), *real_b = realpath(b, NULL);
    const bool same = real_a != NULL && real_b != NULL
        && strcmp(real_a, real_b) == 0;

    free(real_a);
    free(real_b);
    return same;
}


static bool names_file(const char *word, const char *path) {
    return is_file(word) ? is_same_file(word, path)
                         : is_in_chapter(path, word);
}


/* "phase_1", "phase_1:(7)", "Theorem 4" or "Theorem 4 (7)". */
static bool names_claim(const char *word, const obl_claim *claim) {
    char text[512];

    if (strcmp(word, claim->name) == 0)
        return true;
    if (claim->paper != NULL && strcmp(word, claim->paper) == 0)
        return true;
    for (size_t k = 0; k < claim->parts; k++) {
        obl_part_name(text, sizeof text, claim, k);
        if (strcmp(word, text) == 0)
            return true;
        obl_part_label(text, sizeof text, claim, k);
        if (strcmp(word, text) == 0)
            return true;
    }
    return false;
}


/* How the search for files went so far. */
typedef struct {
    char **path;    /* all of the folder, then files outside it */
    size_t count;
    bool  *used;    /* per word: it named something */
    bool   needs_all;
} finding;


static void free_paths(char **path, size_t count) {
    for (size_t k = 0; k < count; k++)
        free(path[k]);
    free(path);
}


static bool keep_path(finding *found, const char *path) {
    char **longer = realloc(found->path, (found->count + 1) * sizeof *longer);

    if (longer == NULL)
        return false;
    found->path = longer;
    longer[found->count] = strdup(path);
    return longer[found->count] != NULL && ++found->count;
}


/* Every path of the folder that some word names, or that must be read
** because a word may be the name of a claim in it. */
static bool keep_folder(finding *found, char **all, char **words,
                        size_t count) {
    for (size_t w = 0; w < count; w++)
        for (size_t k = 0; all[k] != NULL && !found->used[w]; k++)
            found->used[w] = names_file(words[w], all[k]);
    for (size_t w = 0; w < count; w++)
        found->needs_all |= !found->used[w] && !is_file(words[w]);
    for (size_t k = 0; all[k] != NULL; k++) {
        bool keep = count == 0 || found->needs_all;
        for (size_t w = 0; w < count && !keep; w++)
            keep = names_file(words[w], all[k]);
        if (keep && !keep_path(found, all[k]))
            return false;
    }
    return true;
}


static bool needs_folder(char **words, size_t count) {
    for (size_t w = 0; w < count; w++)
        if (!is_file(words[w]))
            return true;
    return count == 0;
}


static int find_files(finding *found, const char *command, char **words,
                      size_t count) {
    const char *root = obl_specs_folder();
    char **all = obl_spec_paths(root);

    if (all == NULL && needs_folder(words, count))
        return cli_fail_errno(command, root);
    const bool kept = all == NULL || keep_folder(found, all, words, count);
    if (all != NULL)
        obl_spec_paths_free(all);
    if (!kept)
        return cli_fail(CLI_INTERNAL, command, "out of memory");
    for (size_t w = 0; w < count; w++) {
        if (found->used[w] || !is_file(words[w]))
            continue;
        if (access(words[w], R_OK) != 0)
            return cli_fail_errno(command, words[w]);
        found->used[w] = true;
        if (!keep_path(found, words[w]))
            return cli_fail(CLI_INTERNAL, command, "out of memory");
    }
    return CLI_OK;
}


static int by_paper_order(const void *a, const void *b) {
    const struct cli_claim *first = a, *second = b;

    return (first->order > second->order) - (first->order < second->order);
}


/* Files come in chapter order; within a chapter claims go by page, then as
** they were read. */
static void sort_claims(cli_selection *selection) {
    size_t chapter = 0;

    for (size_t k = 0; k < selection->claims; k++) {
        struct cli_claim *entry = &selection->claim[k];
        const char *page = entry->claim->page;

        if (k > 0 && strcmp(entry[-1].spec->chapter,
                            entry->spec->chapter) != 0)
            chapter++;
        entry->order = (chapter * 10000
            + (page != NULL ? strtoul(page, NULL, 10) % 10000 : 9999))
            * 100000 + k;
    }
    if (selection->claims > 0)
        qsort(selection->claim, selection->claims, sizeof *selection->claim,
              by_paper_order);
}


static bool is_wanted(const obl_spec *spec, const obl_claim *claim,
                      char **words, size_t count, finding *found) {
    bool wanted = count == 0;

    for (size_t w = 0; w < count; w++) {
        if (names_claim(words[w], claim))
            wanted = found->used[w] = true;
        else if (names_file(words[w], spec->path))
            wanted = true;
    }
    return wanted;
}


static bool keep_claim(cli_selection *selection, const obl_spec *spec,
                       const obl_claim *claim) {
    struct cli_claim *longer = realloc(selection->claim,
        (selection->claims + 1) * sizeof *longer);

    if (longer == NULL)
        return false;
    selection->claim = longer;
    longer[selection->claims++] = (struct cli_claim){ spec, claim, 0 };
    return true;
}


static bool keep_claims(cli_selection *selection, char **words, size_t count,
                        finding *found) {
    for (size_t s = 0; s < selection->specs; s++) {
        const obl_spec *spec = selection->spec[s];

        selection->wanted[s] = count == 0;
        for (size_t w = 0; w < count; w++)
            selection->wanted[s] |= names_file(words[w], spec->path);
        for (size_t c = 0; spec->error == NULL && c < spec->claims; c++)
            if (is_wanted(spec, &spec->claim[c], words, count, found)
                && !keep_claim(selection, spec, &spec->claim[c]))
                return false;
    }
    return true;
}


static int read_files(cli_selection *selection, finding *found,
                      const char *command, unsigned threads) {
    reading all = { .root = obl_specs_folder(), .path = found->path,
                    .count = found->count };

    selection->spec = calloc(found->count + 1, sizeof *selection->spec);
    selection->wanted = calloc(found->count + 1, sizeof *selection->wanted);
    if (selection->spec == NULL || selection->wanted == NULL)
        return cli_fail(CLI_INTERNAL, command, "out of memory");
    all.spec = selection->spec;
    selection->specs = found->count;
    atomic_init(&all.next, 0);
    read_all(&all, threads);
    if (cli_is_interrupted())
        return CLI_INTERRUPTED;
    for (size_t s = 0; s < selection->specs; s++)
        if (selection->spec[s] == NULL)
            return cli_fail(CLI_INTERNAL, command, "out of memory");
    return CLI_OK;
}


/* A name that nothing has may be that of a claim in a file that cannot be
** read: say so. */
static int complain(const cli_selection *selection, const char *command,
                    const char *word) {
    size_t wrong = 0;

    for (size_t s = 0; s < selection->specs; s++)
        wrong += selection->spec[s]->error != NULL;
    cli_fail(CLI_USAGE, command, "no claim, chapter or file is called `%s`;"
             " `obelus list` names them", word);
    if (wrong == 0)
        return CLI_USAGE;
    for (size_t s = 0; s < selection->specs; s++)
        if (selection->spec[s]->error != NULL)
            obl_table_spec_error(stderr, selection->spec[s]);
    return CLI_SPEC;
}


int cli_select(cli_selection *selection, const char *command, char **words,
               size_t count, unsigned threads) {
    finding found = { .used = calloc(count + 1, sizeof *found.used) };

    *selection = (cli_selection){ 0 };
    int status = found.used == NULL
        ? cli_fail(CLI_INTERNAL, command, "out of memory")
        : find_files(&found, command, words, count);
    if (status == CLI_OK)
        status = read_files(selection, &found, command, threads);
    if (status == CLI_OK && !keep_claims(selection, words, count, &found))
        status = cli_fail(CLI_INTERNAL, command, "out of memory");
    for (size_t w = 0; w < count && status == CLI_OK; w++)
        if (!found.used[w])
            status = complain(selection, command, words[w]);
    if (status == CLI_OK)
        sort_claims(selection);
    free_paths(found.path, found.count);
    free(found.used);
    return status;
}


void cli_selection_free(cli_selection *selection) {
    for (size_t s = 0; s < selection->specs; s++)
        obl_spec_free(selection->spec[s]);
    free(selection->spec);
    free(selection->wanted);
    free(selection->claim);
    *selection = (cli_selection){ 0 };
}


int cli_report_wrong(const cli_selection *selection) {
    int status = CLI_OK;

    for (size_t s = 0; s < selection->specs; s++) {
        if (!selection->wanted[s] || selection->spec[s]->error == NULL)
            continue;
        obl_table_spec_error(stderr, selection->spec[s]);
        status = CLI_SPEC;
    }
    return status;
}
