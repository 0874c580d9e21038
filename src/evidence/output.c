/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** output.c -- a file that appears whole or not at all: everything goes to a
** temporary file in the same folder, which is renamed at the end.
*/

#include "evidence/output.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* For signal handlers: the name to remove, or "". */
static char pending[PATH_MAX];


/* The file that `path` leads to: renaming must not replace a link. */
static char *follow_links(const char *path) {
    char *target = realpath(path, NULL);

    return target != NULL ? target : strdup(path);
}


static bool is_special(const char *path) {
    struct stat about;

    return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
}


static bool open_temporary(obl_output *output) {
    const mode_t mask = umask(0);

    umask(mask);
    const int descriptor = mkstemp(output->temporary);
    if (descriptor < 0)
        return false;
    if (strlen(output->temporary) < sizeof pending)
        strcpy(pending, output->temporary);
    fchmod(descriptor, 0666 & ~mask);
    output->file = fdopen(descriptor, "w");
    if (output->file == NULL)
        close(descriptor);
    return output->file != NULL;
}


bool obl_output_open(obl_output *output, const char *path) {
    *output = (obl_output){ 0 };
    if (path == NULL || strcmp(path, "-") == 0) {
        output->file = stdout;
        return true;
    }
    if (is_special(path))
        return (output->file = fopen(path, "w")) != NULL;
    output->path = follow_links(path);
    output->temporary = output->path == NULL
        ? NULL : malloc(strlen(output->path) + sizeof ".XXXXXX");
    if (output->temporary != NULL) {
        strcat(strcpy(output->temporary, output->path), ".XXXXXX");
        if (open_temporary(output))
            return true;
    }
    const int reason = errno;
    obl_output_abandon(output);
    errno = reason;
    return false;
}


/* Closes the stream; false where any byte of it was lost. */
static bool finish(obl_output *output) {
    FILE *file = output->file;
    const bool written = fflush(file) == 0 && !ferror(file);
    const int reason = errno;

    output->file = NULL;
    if (file == stdout)
        return written;
    const bool synced = output->path == NULL || fsync(fileno(file)) == 0;
    const bool closed = fclose(file) == 0;
    if (!written)
        errno = reason;
    return written && synced && closed;
}


bool obl_output_commit(obl_output *output) {
    bool done = finish(output);

    if (done && output->path != NULL)
        done = rename(output->temporary, output->path) == 0;
    const int reason = errno;
    if (done)
        pending[0] = '\0';
    else
        obl_output_remove_pending();
    free(output->path);
    free(output->temporary);
    *output = (obl_output){ 0 };
    errno = reason;
    return done;
}


void obl_output_abandon(obl_output *output) {
    if (output->file != NULL && output->file != stdout)
        fclose(output->file);
    obl_output_remove_pending();
    free(output->path);
    free(output->temporary);
    *output = (obl_output){ 0 };
}


void obl_output_remove_pending(void) {
    if (pending[0] != '\0')
        unlink(pending);
    pending[0] = '\0';
}
