/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** child.c -- the worker: reads all files, closes the sandbox, runs the spec.
**
** Other specs are read before the sandbox closes, since a claim may suppose
** what another file's claim concludes. They are data until then.
*/

#include "bind/child.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua.h>

#include "bind/sandbox.h"
#include "bind/worker.h"

enum { FILE_MAX = 1 << 20, TEXTS_MAX = 32 << 20, DEPTH_MAX = 8 };

/* What is being gathered: the table of texts is on top of the stack. */
typedef struct {
    lua_State *L;
    dev_t      device;  /* of the spec itself, which is left out */
    ino_t      inode;
    size_t     root;    /* length of the root's path and its slash */
    size_t     bytes;   /* read so far */
} gathering;


/* Opening a pipe would wait for somebody to write. */
static char *read_file(const char *path, size_t *length) {
    struct stat st;
    FILE *file = stat(path, &st) == 0 && S_ISFIFO(st.st_mode)
        ? NULL : fopen(path, "rb");
    char *text = file ? malloc(FILE_MAX) : NULL;

    *length = 0;
    if (text)
        *length = fread(text, 1, FILE_MAX, file);
    const int bad = !text || ferror(file) || *length == FILE_MAX;
    if (file)
        fclose(file);
    if (!bad)
        return text;
    free(text);
    return NULL;
}


static int is_lua(const char *name) {
    const size_t length = strlen(name);

    return length > 4 && strcmp(name + length - 4, ".lua") == 0;
}


static void add_text(gathering *g, const char *path) {
    size_t length;
    char *text = g->bytes < TEXTS_MAX ? read_file(path, &length) : NULL;

    if (!text)
        return;
    g->bytes += length;
    lua_pushlstring(g->L, text, length);
    lua_setfield(g->L, -2, path + g->root);
    free(text);
}


static void add_folder(gathering *g, const char *folder, int depth) {
    DIR *dir = depth < DEPTH_MAX ? opendir(folder) : NULL;

    for (struct dirent *e; dir && (e = readdir(dir));) {
        char path[PATH_MAX];
        struct stat st;
        const int size
            = snprintf(path, sizeof path, "%s/%s", folder, e->d_name);

        if (e->d_name[0] == '.' || size < 0 || (size_t)size >= sizeof path
            || stat(path, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            add_folder(g, path, depth + 1);
        else if (S_ISREG(st.st_mode) && is_lua(e->d_name)
                 && (st.st_dev != g->device || st.st_ino != g->inode))
            add_text(g, path);
    }
    if (dir)
        closedir(dir);
}


/* Sets `texts`, every spec under `root` but the one at `path`, and `setting`,
** the file of the paper's own names at the root. */
static void put_texts(lua_State *L, const char *root, const char *path) {
    gathering g = { .L = L, .root = strlen(root) + 1 };
    struct stat st;

    if (stat(path, &st) == 0) {
        g.device = st.st_dev;
        g.inode = st.st_ino;
    }
    lua_newtable(L);
    if (*root)
        add_folder(&g, root, 0);
    lua_getfield(L, -1, "setting.lua");
    lua_setfield(L, -3, "setting");
    lua_pushnil(L);
    lua_setfield(L, -2, "setting.lua");
    lua_setfield(L, -2, "texts");
}


static int put_source(lua_State *L, const char *path) {
    size_t length;
    char *text = read_file(path, &length);

    if (!text)
        return 0;
    lua_pushlstring(L, text, length);
    lua_setfield(L, -2, "source");
    lua_pushliteral(L, "spec");
    lua_setfield(L, -2, "name");
    free(text);
    return 1;
}


static int say(const char *text, size_t length) {
    while (length > 0) {
        const ssize_t put = write(STDOUT_FILENO, text, length);

        if (put <= 0)
            return 1;
        text += put;
        length -= (size_t)put;
    }
    return 0;
}


static int say_error(unsigned line, const char *words) {
    char text[400];
    const int size = snprintf(text, sizeof text, "obelus 1\nerror %u %s\n",
                              line, words);

    return say(text, (size_t)size);
}


/* What the library could not tell itself: once a limit is met, the hook lets
** no more Lua run. */
static int say_limit(lua_State *L, int status, unsigned line) {
    const char *message = lua_tostring(L, -1);

    if (status == LUA_ERRMEM)
        return say_error(line, "the%20spec%20needs%20too%20much%20memory "
            "it%20builds%20something%20far%20larger%20than%20a%20claim");
    if (message && strstr(message, "runs too long"))
        return say_error(line, "the%20spec%20runs%20too%20long "
            "a%20spec%20only%20builds%20trees:%20split%20it");
    return say_error(line, "the%20language's%20library%20failed "
        "this%20is%20a%20fault%20of%20the%20library,%20not%20of%20the%20spec");
}


static volatile unsigned *shared_page(void) {
    void *page = mmap(NULL, sizeof(unsigned), PROT_READ | PROT_WRITE,
                      MAP_SHARED, OBL_LINE_FD, 0);

    return page == MAP_FAILED ? NULL : page;
}


/* obelus.run(input), with obelus and input on the stack. */
static int run(lua_State *L, const volatile unsigned *line) {
    size_t length;

    lua_getfield(L, 1, "run");
    lua_insert(L, 2);
    const int status = lua_pcall(L, 1, 1, 0);
    if (status != LUA_OK)
        return say_limit(L, status, line ? *line : 0);
    const char *text = lua_tolstring(L, -1, &length);
    return text ? say(text, length) : 1;
}


int obl_child(const char *root, const char *path) {
    const char *folder = obl_lua_folder();
    volatile unsigned *line = shared_page();
    lua_State *L = obl_sandbox_open(folder, line);

    close(OBL_LINE_FD);
    if (!L || !lua_istable(L, -1)) {
        fprintf(stderr, "obelus: the language cannot be loaded from %s: %s\n",
                folder, L ? lua_tostring(L, -1) : "no memory");
        return say_error(0, "the%20language%20cannot%20be%20loaded "
            "set%20OBELUS_LUA%20to%20its%20folder%20lua%2Fobelus");
    }
    lua_newtable(L);
    lua_getfield(L, 1, "last_line");
    lua_setfield(L, 2, "last_line");
    if (!put_source(L, path))
        return say_error(0, "the%20file%20cannot%20be%20read "
            "look%20at%20its%20name,%20rights%20and%20size%20(1%20MB)");
    put_texts(L, root, path);
    obl_sandbox_close(L);
    obl_sandbox_limits();
    return run(L, line);
}
