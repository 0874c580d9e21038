/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** spec.c -- finding spec files and loading one.
*/

#include <dirent.h>
#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "bind/worker.h"
#include "claim/claim.h"
#include "claim/audit.h"
#include "claim/pool.h"

/* The chapters in the order of the paper; others follow by name. */
static const char *const chapters[] = {
    "setting", "initialisation", "phase-1", "phase-2", "phase-3", "global",
    "lower-bound", "toy-cases", "schedule", "figures",
};


static char *folder_name(obl_pool *pool, const char *path) {
    char *copy = obl_pool_text(pool, path, strlen(path));
    char *name = basename(dirname(copy));

    return obl_pool_text(pool, name, strlen(name));
}


obl_spec *obl_spec_load(const char *root, const char *path) {
    obl_spec *spec = calloc(1, sizeof *spec);
    obl_pool *pool = obl_pool_new();
    size_t length = 0;
    char *bytes = spec && pool ? obl_worker_run(root, path, &length) : NULL;

    if (!bytes) {
        obl_pool_free(pool);
        free(spec);
        return NULL;
    }
    spec->pool = pool;
    spec->path = obl_pool_text(pool, path, strlen(path));
    spec->chapter = folder_name(pool, path);
    obl_wire_read(spec, bytes, length);
    free(bytes);
    return spec;
}


void obl_spec_free(obl_spec *spec) {
    if (spec)
        obl_pool_free(spec->pool);
    free(spec);
}


static size_t chapter_rank(const char *chapter, size_t length) {
    const size_t count = sizeof chapters / sizeof *chapters;

    for (size_t k = 0; k < count; k++)
        if (strlen(chapters[k]) == length
            && strncmp(chapters[k], chapter, length) == 0)
            return k;
    return count;
}


/* Paths end in chapter/file: by the chapter's rank, then by name. */
static int by_chapter(const void *a, const void *b) {
    const char *path[2] = { *(char *const *)a, *(char *const *)b };
    size_t rank[2];

    for (int k = 0; k < 2; k++) {
        const char *file = strrchr(path[k], '/'), *at = file;

        while (at > path[k] && at[-1] != '/')
            at--;
        rank[k] = chapter_rank(at, (size_t)(file - at));
    }
    if (rank[0] != rank[1])
        return rank[0] < rank[1] ? -1 : 1;
    return strcmp(path[0], path[1]);
}


static bool is_spec(const char *name) {
    const size_t length = strlen(name);

    return length > 4 && name[0] != '.'
        && strcmp(name + length - 4, ".lua") == 0;
}


typedef struct { char **path; size_t count; } list;


static void add_path(list *paths, const char *folder, const char *name) {
    char **larger = realloc(paths->path, (paths->count + 2) * sizeof *larger);
    const size_t size = strlen(folder) + strlen(name) + 2;

    if (!larger)
        abort();
    paths->path = larger;
    larger[paths->count] = malloc(size);
    if (!larger[paths->count])
        abort();
    snprintf(larger[paths->count++], size, "%s/%s", folder, name);
    larger[paths->count] = NULL;
}


static void add_chapter(list *paths, const char *folder) {
    DIR *dir = opendir(folder);

    for (struct dirent *e; dir && (e = readdir(dir));)
        if (is_spec(e->d_name))
            add_path(paths, folder, e->d_name);
    if (dir)
        closedir(dir);
}


char **obl_spec_paths(const char *root) {
    list paths = { calloc(1, sizeof(char *)), 0 };
    DIR *dir = opendir(root);

    if (!dir || !paths.path) {
        free(paths.path);
        return NULL;
    }
    for (struct dirent *e; (e = readdir(dir));) {
        char folder[4096];
        const int size
            = snprintf(folder, sizeof folder, "%s/%s", root, e->d_name);

        if (e->d_name[0] != '.' && size > 0 && (size_t)size < sizeof folder)
            add_chapter(&paths, folder);
    }
    closedir(dir);
    qsort(paths.path, paths.count, sizeof *paths.path, by_chapter);
    return paths.path;
}


void obl_spec_paths_free(char **paths) {
    for (size_t k = 0; paths && paths[k]; k++)
        free(paths[k]);
    free(paths);
}
