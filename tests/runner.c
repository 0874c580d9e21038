/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** runner.c -- every claim of a chapter as one Criterion test.
**
**     runner CHAPTER [Criterion's options]
**
** Tests are registered at run time, so a new spec needs no rebuild. Criterion
** runs each in a fresh process that never entered main(): all that it knows
** is its own name and the environment. So the parent leaves a folder with an
** index (test, file); a test looks itself up there, reads its one file,
** judges its claim and leaves its rows for the table at the end. Each row is
** printed when it is decided, so a run that is cut short has said what it
** knew.
*/

#include <criterion/criterion.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bind/worker.h"
#include "claim/audit.h"
#include "evidence/settings.h"
#include "evidence/table.h"

static const char FOLDER[] = "OBL_RUNNER_FOLDER"; /* in the environment */
static const double TEST_SECONDS_MAX = 240.0;

/* A test: a claim, or a file that cannot be read. */
typedef struct {
    char                            *name, *identifier, *path;
    struct criterion_test            test;
    struct criterion_test_extra_data extra;
} entry;

typedef struct {
    const char *chapter;
    char        folder[PATH_MAX];
    entry     **entry;
    size_t      count;
} chapter_run;


/* ------------------------------------------ in the process of a test */

static FILE *open_note(const char *name, const char *suffix,
                       const char *mode) {
    char path[PATH_MAX];
    const char *folder = getenv(FOLDER);

    cr_assert(folder != NULL, "the runner left no folder");
    snprintf(path, sizeof path, "%s/%s%s", folder, name, suffix);
    return fopen(path, mode);
}


/* The file that holds the test called `name`. */
static bool find_file(char *path, size_t size, const char *name) {
    FILE *index = open_note("index", "", "r");
    char line[PATH_MAX + 256];
    bool found = false;

    cr_assert(index != NULL, "the runner left no index");
    while (!found && fgets(line, sizeof line, index) != NULL) {
        char *tab = strchr(line, '\t');

        line[strcspn(line, "\n")] = '\0';
        if (tab == NULL)
            continue;
        *tab = '\0';
        found = strcmp(line, name) == 0;
        snprintf(path, size, "%s", tab + 1);
    }
    fclose(index);
    return found;
}


static const obl_claim *find_claim(const obl_spec *spec, const char *name) {
    for (size_t k = 0; k < spec->claims; k++)
        if (strcmp(spec->claim[k].name, name) == 0)
            return &spec->claim[k];
    return NULL;
}


/* Rows go to the screen at once and into a note for the table. */
static void report_rows(const obl_result *result, const char *name) {
    FILE *note = open_note(name, ".rows", "w");

    obl_table_rows(stdout, result, false);
    if (note != NULL) {
        obl_table_rows(note, result, false);
        fclose(note);
    }
}


static void judge(const obl_spec *spec, const obl_claim *claim, FILE *why) {
    obl_audit_options options;
    const char *variable = obl_settings_read(&options);

    cr_assert(variable == NULL, "%s is not such a number", variable);
    obl_result *result = obl_audit(spec, claim, &options);
    cr_assert(result != NULL, "out of memory");
    report_rows(result, claim->name);
    obl_table_failure(why, result, options.seed);
    obl_result_free(result);
}


/* Writes why the claim did not pass; nothing where it did. */
static void judge_file(const char *path, const char *name, FILE *why) {
    obl_spec *spec = obl_spec_load(obl_specs_folder(), path);

    cr_assert(spec != NULL, "out of memory");
    const obl_claim *claim = find_claim(spec, name);
    if (spec->error != NULL)
        obl_table_spec_error(why, spec);
    else if (claim == NULL)
        fprintf(why, "%s: no claim %s\n", path, name);
    else
        judge(spec, claim, why);
    obl_spec_free(spec);
}


static void test_body(void) {
    const char *name = criterion_current_test->name;
    char path[PATH_MAX], *reason = NULL;
    size_t size = 0;

    cr_assert(find_file(path, sizeof path, name), "no file holds %s", name);
    FILE *started = open_note(name, ".started", "w");
    if (started != NULL)
        fclose(started);
    FILE *why = open_memstream(&reason, &size);
    cr_assert(why != NULL, "out of memory");
    judge_file(path, name, why);
    fclose(why);
    cr_expect(size == 0, "%s", reason);
    free(reason);
}


/* ----------------------- what Criterion's own macros make of a Test() */

static void trampoline(void) {
    criterion_internal_test_setup();
    criterion_internal_test_main(test_body);
    criterion_internal_test_teardown();
}


static void register_entry(struct criterion_test_set *set, entry *one,
                           const char *chapter) {
    one->extra = (struct criterion_test_extra_data){
        .lang_ = CR_LANG_C, .kind_ = CR_TEST_NORMAL,
        .identifier_ = one->identifier, .file_ = one->path, .line_ = 1,
        .timeout = TEST_SECONDS_MAX,
    };
    one->test = (struct criterion_test){
        .name = one->name, .category = chapter, .test = trampoline,
        .data = &one->extra,
    };
    criterion_register_test(set, &one->test);
}


/* ------------------------------------------------- in the parent */

static void die(const char *message, const char *what) {
    fprintf(stderr, "runner: %s%s%s\n", message, what[0] != '\0' ? ": " : "",
            what);
    exit(EXIT_FAILURE);
}


static void *or_die(void *memory) {
    if (memory == NULL)
        die("out of memory", "");
    return memory;
}


static void add_entry(chapter_run *run, const char *name, const char *path) {
    entry *one = or_die(calloc(1, sizeof *one));
    char identifier[512];

    for (size_t k = 0; k < run->count; k++)
        if (strcmp(run->entry[k]->name, name) == 0)
            die("two claims of this chapter are called", name);
    snprintf(identifier, sizeof identifier, "%s/%s", run->chapter, name);
    one->name = or_die(strdup(name));
    one->identifier = or_die(strdup(identifier));
    one->path = or_die(strdup(path));
    run->entry = or_die(realloc(run->entry,
                                (run->count + 1) * sizeof(entry *)));
    run->entry[run->count++] = one;
}


/* A file that cannot be read is a test too: it fails with the reason. */
static void add_file(chapter_run *run, const char *path) {
    obl_spec *spec = or_die(obl_spec_load(obl_specs_folder(), path));

    if (spec->error != NULL) {
        char stem[256];
        const char *slash = strrchr(path, '/');

        snprintf(stem, sizeof stem, "%s", slash != NULL ? slash + 1 : path);
        stem[strcspn(stem, ".")] = '\0';
        add_entry(run, stem, path);
    }
    for (size_t k = 0; spec->error == NULL && k < spec->claims; k++)
        add_entry(run, spec->claim[k].name, path);
    obl_spec_free(spec);
}


/* root/chapter/file.lua */
static bool is_in_chapter(const char *path, const char *chapter) {
    char ending[PATH_MAX];
    const char *slash = strrchr(path, '/');

    snprintf(ending, sizeof ending, "/%s", chapter);
    const size_t length = strlen(ending);
    return slash != NULL && (size_t)(slash - path) >= length
        && memcmp(slash - length, ending, length) == 0;
}


static void find_tests(chapter_run *run) {
    char **path = obl_spec_paths(obl_specs_folder());

    if (path == NULL)
        die(obl_specs_folder(), strerror(errno));
    for (size_t k = 0; path[k] != NULL; k++)
        if (is_in_chapter(path[k], run->chapter))
            add_file(run, path[k]);
    obl_spec_paths_free(path);
    if (run->count == 0)
        die("no claim in chapter", run->chapter);
}


static char *note_path(char *path, const chapter_run *run, const char *name,
                       const char *suffix) {
    snprintf(path, PATH_MAX, "%.2000s/%.500s%s", run->folder, name, suffix);
    return path;
}


static void leave_index(chapter_run *run) {
    const char *place = getenv("TMPDIR");
    char path[PATH_MAX];

    snprintf(run->folder, sizeof run->folder, "%.2000s/obelus.XXXXXX",
             place != NULL && place[0] != '\0' ? place : "/tmp");
    if (mkdtemp(run->folder) == NULL)
        die(run->folder, strerror(errno));
    setenv(FOLDER, run->folder, 1);
    FILE *index = or_die(fopen(note_path(path, run, "index", ""), "w"));
    for (size_t k = 0; k < run->count; k++)
        fprintf(index, "%s\t%s\n", run->entry[k]->name, run->entry[k]->path);
    if (fclose(index) != 0)
        die(path, strerror(errno));
}


/* Copies the rows of a test into the table, and removes them. */
static void print_rows(const chapter_run *run, const char *name) {
    char path[PATH_MAX], line[1024];
    FILE *rows = fopen(note_path(path, run, name, ".rows"), "r");

    if (rows == NULL) {
        printf("%-28s  NOT JUDGED\n", name);
        return;
    }
    while (fgets(line, sizeof line, rows) != NULL)
        fputs(line, stdout);
    fclose(rows);
    unlink(path);
}


/* The table of what ran, in the order of the files; returns how many. */
static size_t print_table(const chapter_run *run) {
    char path[PATH_MAX];
    size_t ran = 0;

    printf("\n%s\n", run->chapter);
    obl_table_heading(stdout, false);
    for (size_t k = 0; k < run->count; k++) {
        const char *name = run->entry[k]->name;

        if (unlink(note_path(path, run, name, ".started")) != 0)
            continue;
        ran++;
        print_rows(run, name);
    }
    unlink(note_path(path, run, "index", ""));
    rmdir(run->folder);
    return ran;
}


static void free_entries(chapter_run *run) {
    for (size_t k = 0; k < run->count; k++) {
        free(run->entry[k]->name);
        free(run->entry[k]->identifier);
        free(run->entry[k]->path);
        free(run->entry[k]);
    }
    free(run->entry);
}


int main(int argc, char **argv) {
    chapter_run run = { 0 };
    bool passed = true;

    obl_worker_entry(argc, argv);
    if (argc < 2 || argv[1][0] == '-')
        die("usage: runner CHAPTER [Criterion's options]", "");
    run.chapter = argv[1];
    find_tests(&run);
    leave_index(&run);
    argv[1] = argv[0];
    struct criterion_test_set *set = criterion_initialize();
    for (size_t k = 0; k < run.count; k++)
        register_entry(set, run.entry[k], run.chapter);
    if (criterion_handle_args(argc - 1, argv + 1, true))
        passed = criterion_run_all_tests(set) != 0;
    criterion_finalize(set);
    if (print_table(&run) == 0)
        die("no test ran: does the filter match anything?", "");
    free_entries(&run);
    return passed ? EXIT_SUCCESS : EXIT_FAILURE;
}
