/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** settings.c -- what the environment says to every program of ours.
*/

#include "evidence/settings.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>


/* The folder that holds the running program, or "". */
static void own_folder(char *folder, size_t size) {
    const ssize_t length = readlink("/proc/self/exe", folder, size - 1);

    folder[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        *slash = '\0';
}


static bool starts_with(const char *text, const char *start) {
    return strncmp(text, start, strlen(start)) == 0;
}


/* An installed program may have been moved as a whole: look beside it. */
static bool find_beside(char *path, size_t size, const char *folder,
                        const char *name) {
    snprintf(path, size, "%.*s/../share/obelus/%s", (int)size / 2, folder,
             name);
    char *clean = realpath(path, NULL);
    if (clean == NULL)
        return false;
    snprintf(path, size, "%s", clean);
    free(clean);
    return true;
}


static const char *below_current_folder(const char *path) {
    char here[PATH_MAX];

    if (getcwd(here, sizeof here) == NULL || !starts_with(path, here))
        return path;
    const char *rest = path + strlen(here);
    return rest[0] == '/' && rest[1] != '\0' ? rest + 1 : path;
}


const char *obl_specs_folder(void) {
    static char beside[PATH_MAX];
    const char *named = getenv("OBELUS_SPECS");
    char folder[PATH_MAX];

    if (named != NULL && named[0] != '\0')
        return below_current_folder(named);
    own_folder(folder, sizeof folder);
    if (starts_with(folder, OBL_BUILD_DIR))
        return below_current_folder(OBL_SPECS_BUILD_DIR);
    if (find_beside(beside, sizeof beside, folder, "specs"))
        return below_current_folder(beside);
    return OBL_SPECS_DIR;
}


void obl_settings_find_lua(void) {
    char folder[PATH_MAX], beside[PATH_MAX];

    own_folder(folder, sizeof folder);
    if (!starts_with(folder, OBL_BUILD_DIR)
        && find_beside(beside, sizeof beside, folder, "lua/obelus"))
        setenv("OBELUS_LUA", beside, 0);
}


bool obl_read_count(const char *text, uint64_t *value) {
    char *end;

    if (!isdigit((unsigned char)text[0]))
        return false;
    errno = 0;
    const unsigned long long number = strtoull(text, &end, 10);
    if (*end != '\0' || errno != 0)
        return false;
    *value = number;
    return true;
}


bool obl_read_effort(const char *text, double *value) {
    char *end;

    const double number = strtod(text, &end);
    if (end == text || *end != '\0' || !(number > 0.0) || number > 1e6)
        return false;
    *value = number;
    return true;
}


bool obl_read_threads(const char *text, unsigned *value) {
    uint64_t number;

    if (!obl_read_count(text, &number) || number > 1024)
        return false;
    *value = (unsigned)number;
    return true;
}


static bool is_set(const char *text) {
    return text != NULL && text[0] != '\0';
}


const char *obl_settings_read(obl_audit_options *options) {
    const char *seed = getenv("OBL_SEED");
    const char *effort = getenv("OBL_EFFORT");
    const char *threads = getenv("OBL_THREADS");

    *options = (obl_audit_options){ .seed = 1, .effort = 1.0 };
    if (is_set(seed) && !obl_read_count(seed, &options->seed))
        return "OBL_SEED";
    if (is_set(effort) && !obl_read_effort(effort, &options->effort))
        return "OBL_EFFORT";
    if (is_set(threads) && !obl_read_threads(threads, &options->threads))
        return "OBL_THREADS";
    return NULL;
}
