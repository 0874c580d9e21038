/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** worker.c -- starts a worker, collects its bytes, and never hangs.
**
** The program starts itself anew (posix_spawn of /proc/self/exe) rather than
** forking: the parent has threads. Whatever becomes of the worker, the caller
** is given a stream; a shared page tells which line it had reached.
*/

#define _GNU_SOURCE /* memfd_create */

#include "bind/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bind/child.h"

/* A worker that works is ended by its own limits, of instructions and of
** processor time; the clock is for one that waits, and on a loaded machine it
** must not come first. */
enum { BYTES_MAX = 16 << 20, WALL_MS = 60000 };

/* Why a worker's bytes cannot be used. */
typedef struct { const char *message, *remedy; } trouble;

static const trouble
    too_slow = { "the%20spec%20ran%20out%20of%20time",
        "a%20spec%20only%20builds%20trees%20and%20ends%20at%20once" },
    too_long = { "the%20spec%20builds%20too%20much",
        "split%20it%20into%20smaller%20claims" },
    killed = { "the%20spec%20was%20stopped%20by%20a%20limit",
        "it%20uses%20more%20time%20or%20memory%20than%20a%20claim%20needs" },
    not_started = { "no%20process%20could%20be%20started%20for%20the%20spec",
        "the%20system%20is%20out%20of%20processes,%20files%20or%20memory" };

typedef struct {
    pid_t     pid;
    int       out;      /* our end of its output */
    char     *bytes;
    size_t    length, room;
    long long deadline; /* in ms of the monotonic clock */
    const trouble *wrong;
} worker;


void obl_worker_entry(int argc, char **argv) {
    if (argc == 4 && strcmp(argv[1], "--spec-worker") == 0)
        _exit(obl_child(argv[2], argv[3]));
}


static int is_folder(const char *path) {
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}


/* ../lua/obelus beside the folder of this program. */
static const char *folder_beside(void) {
    static char path[4200];
    char program[4096];
    const ssize_t size
        = readlink("/proc/self/exe", program, sizeof program - 1);

    program[size < 0 ? 0 : size] = '\0';
    char *slash = strrchr(program, '/');
    if (slash)
        *slash = '\0';
    snprintf(path, sizeof path, "%s/../lua/obelus", program);
    return path;
}


const char *obl_lua_folder(void) {
    const char *given = getenv("OBELUS_LUA");

    if (given && *given)
        return given;
#ifdef OBL_LUA_BUILD_DIR
    if (is_folder(OBL_LUA_BUILD_DIR))
        return OBL_LUA_BUILD_DIR;
#endif
#ifdef OBL_LUA_DIR
    if (is_folder(OBL_LUA_DIR))
        return OBL_LUA_DIR;
#endif
    const char *beside = folder_beside();
    return is_folder(beside) ? beside : "lua/obelus";
}


static long long now_ms(void) {
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}


/* A page that the worker writes and cannot shrink under our feet. */
static int open_page(volatile unsigned **line) {
    const int fd = memfd_create("obelus-line", MFD_CLOEXEC | MFD_ALLOW_SEALING);

    *line = NULL;
    if (fd < 0)
        return -1;
    if (ftruncate(fd, 4096) == 0
        && fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW) == 0) {
        void *page = mmap(NULL, 4096, PROT_READ, MAP_SHARED, fd, 0);

        *line = page == MAP_FAILED ? NULL : page;
    }
    if (*line)
        return fd;
    close(fd);
    return -1;
}


/* Only what a worker needs: in particular nothing that a test runner left
** there to take over the programs it starts. */
static void clean_environment(char *folder, size_t size, char **env) {
    extern char **environ;
    static const char *const kept[]
        = { "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "LD_LIBRARY_PATH=" };
    size_t count = 0;

    snprintf(folder, size, "OBELUS_LUA=%s", obl_lua_folder());
    env[count++] = folder;
    for (char **e = environ; *e; e++)
        for (size_t k = 0; k < sizeof kept / sizeof *kept; k++)
            if (count < 7 && strncmp(*e, kept[k], strlen(kept[k])) == 0)
                env[count++] = *e;
    env[count] = NULL;
}


static int spawn(pid_t *pid, const char *root, const char *path, int out,
                 int page) {
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attr;
    sigset_t none, all;
    char folder[4300], *env[8];
    char *argv[] = { "obelus", "--spec-worker", (char *)(size_t)root,
                     (char *)(size_t)path, NULL };

    sigemptyset(&none);
    sigfillset(&all);
    clean_environment(folder, sizeof folder, env);
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&files, out, 1);
    posix_spawn_file_actions_adddup2(&files, page, OBL_LINE_FD);
    posix_spawnattr_init(&attr);
    posix_spawnattr_setsigmask(&attr, &none);
    posix_spawnattr_setsigdefault(&attr, &all);
    posix_spawnattr_setflags(&attr,
        POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const int status
        = posix_spawn(pid, "/proc/self/exe", &files, &attr, argv, env);
    posix_spawnattr_destroy(&attr);
    posix_spawn_file_actions_destroy(&files);
    return status;
}


/* A descriptor above those that the worker is given, so that none of the
** two is overwritten while they are moved into place. */
static int lifted(int fd) {
    const int high = fcntl(fd, F_DUPFD_CLOEXEC, 10);

    close(fd);
    return high;
}


static void start(worker *w, const char *root, const char *path, int page) {
    int ends[2] = { -1, -1 };

    w->out = -1;
    w->pid = -1;
    w->wrong = &not_started;
    if (page < 0 || pipe2(ends, O_CLOEXEC) != 0)
        return;
    ends[1] = lifted(ends[1]);
    if (ends[1] >= 0 && spawn(&w->pid, root, path, ends[1], page) == 0) {
        w->out = ends[0];
        w->wrong = NULL;
    } else {
        w->pid = -1;
        close(ends[0]);
    }
    if (ends[1] >= 0)
        close(ends[1]);
}


static int make_room(worker *w) {
    if (w->room - w->length > 1)
        return 1;
    const size_t room = w->room ? 2 * w->room : 1 << 16;
    char *larger = realloc(w->bytes, room);

    if (!larger)
        return 0;
    w->bytes = larger;
    w->room = room;
    return 1;
}


/* Reads until the worker closes its end, says too much or takes too long. */
static void collect(worker *w) {
    while (!w->wrong) {
        struct pollfd end = { .fd = w->out, .events = POLLIN };
        const long long left = w->deadline - now_ms();
        const int ready = left > 0 ? poll(&end, 1, (int)left) : 0;

        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            w->wrong = &too_slow;
        else if (w->length > BYTES_MAX || !make_room(w))
            w->wrong = &too_long;
        else {
            const ssize_t got = read(w->out, w->bytes + w->length,
                                     w->room - w->length - 1);

            if (got == 0)
                return;
            if (got > 0)
                w->length += (size_t)got;
            else if (errno != EINTR)
                w->wrong = &killed;
        }
    }
}


/* Waits for the worker until the deadline, then kills it; leaves no zombie. */
static void finish(worker *w) {
    int status = 0;
    pid_t got = 0;

    if (w->pid < 0)
        return;
    while (!w->wrong && got == 0 && now_ms() < w->deadline) {
        got = waitpid(w->pid, &status, WNOHANG);
        if (got == 0)
            nanosleep(&(struct timespec){ .tv_nsec = 500000 }, NULL);
    }
    if (got == 0) {
        if (!w->wrong)
            w->wrong = &too_slow;
        kill(w->pid, SIGKILL);
        do
            got = waitpid(w->pid, &status, 0);
        while (got < 0 && errno == EINTR);
    }
    if (!w->wrong && (!WIFEXITED(status) || WEXITSTATUS(status) != 0))
        w->wrong = &killed;
}


static char *error_stream(const trouble *wrong, unsigned line,
                          size_t *length) {
    char *text = malloc(400);

    if (!text)
        return NULL;
    *length = (size_t)snprintf(text, 400, "obelus 1\nerror %u %s %s\n",
                               line < 1u << 30 ? line : 0, wrong->message,
                               wrong->remedy);
    return text;
}


char *obl_worker_run(const char *root, const char *path, size_t *length) {
    volatile unsigned *line = NULL;
    int page = open_page(&line);
    worker w = { .deadline = now_ms() + WALL_MS };

    if (page >= 0)
        page = lifted(page);
    start(&w, root ? root : "", path, page);
    if (page >= 0)
        close(page);
    collect(&w);
    if (w.out >= 0)
        close(w.out);
    finish(&w);
    if (!w.wrong && (w.length == 0 || w.bytes[w.length - 1] != '\n'))
        w.wrong = &killed;
    if (w.wrong) {
        free(w.bytes);
        w.bytes = error_stream(w.wrong, line ? *line : 0, &w.length);
    } else
        w.bytes[w.length] = '\0';
    if (line)
        munmap((void *)(size_t)line, 4096);
    *length = w.length;
    return w.bytes;
}
