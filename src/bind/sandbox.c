/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** sandbox.c -- a Lua state that can neither reach out nor run on.
**
** The count hook is not called inside C functions, in particular not in
** string.rep, table.move or a pattern: so those are taken away, and what is
** left is stopped by RLIMIT_CPU and by the parent's clock. pcall swallows the
** hook's error, so the hook comes back after one instruction, for ever.
*/

#include "bind/sandbox.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <lauxlib.h>
#include <lualib.h>

enum {
    COUNT_STEP = 100000,
    COUNT_MAX = 700,              /* steps: a second or two */
    CPU_SECONDS = 8,
};

static const size_t bytes_max = (size_t)256 << 20;
static const rlim_t address_max = (rlim_t)1 << 30;

#if defined(__SANITIZE_ADDRESS__)
enum { SANITIZED = 1 };
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
enum { SANITIZED = 1 };
#else
enum { SANITIZED = 0 };
#endif
#else
enum { SANITIZED = 0 };
#endif

static size_t bytes_used;
static unsigned steps;
static volatile unsigned *shared_line;
static volatile unsigned own_line;


static void *take(void *ud, void *old, size_t old_size, size_t size) {
    (void)ud;
    if (!old)
        old_size = 0;
    if (size == 0) {
        bytes_used -= old_size;
        free(old);
        return NULL;
    }
    if (size > old_size && size - old_size > bytes_max - bytes_used)
        return NULL;
    void *block = realloc(old, size);
    if (block)
        bytes_used += size - old_size;
    return block;
}


static void hook(lua_State *L, lua_Debug *ar) {
    if (ar->event == LUA_HOOKLINE) {
        lua_getinfo(L, "S", ar);
        if (strcmp(ar->source, "=spec") == 0)
            *shared_line = (unsigned)ar->currentline;
        return;
    }
    if (++steps < COUNT_MAX)
        return;
    lua_sethook(L, hook, LUA_MASKCOUNT, 1);
    luaL_error(L, "the spec runs too long");
}


static int last_line(lua_State *L) {
    lua_pushinteger(L, (lua_Integer)*shared_line);
    return 1;
}


static void forget(lua_State *L, int table, const char *const *names) {
    for (; *names; names++) {
        lua_pushnil(L);
        lua_setfield(L, table, *names);
    }
}


/* The string metatable: no methods, and no arithmetic on strings. */
static void bare_strings(lua_State *L) {
    lua_pushliteral(L, "");
    lua_newtable(L);
    lua_newtable(L);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}


static int load_language(lua_State *L) {
    const char *folder = lua_touserdata(L, 1);

    luaL_openlibs(L);
    lua_getglobal(L, "package");
    lua_pushfstring(L, "%s/../?.lua;%s/../?/init.lua", folder, folder);
    lua_setfield(L, -2, "path");
    lua_pushliteral(L, "");
    lua_setfield(L, -2, "cpath");
    lua_getglobal(L, "require");
    lua_pushliteral(L, "obelus");
    lua_call(L, 1, 1);
    return 1;
}


lua_State *obl_sandbox_open(const char *folder, volatile unsigned *line) {
    lua_State *L = lua_newstate(take, NULL);

    if (!L)
        return NULL;
    shared_line = line ? line : &own_line;
    lua_pushcfunction(L, load_language);
    lua_pushlightuserdata(L, (void *)(uintptr_t)folder);
    if (lua_pcall(L, 1, 1, 0) != LUA_OK)
        return L; /* the message is on top */
    lua_pushcfunction(L, last_line);
    lua_setfield(L, -2, "last_line");
    return L;
}


void obl_sandbox_close(lua_State *L) {
    static const char *const globals[] = {
        "collectgarbage", "coroutine", "debug", "dofile", "io", "load",
        "loadfile", "os", "package", "print", "require", "warn", NULL,
    };
    static const char *const of_string[]
        = { "dump", "pack", "packsize", "unpack", "rep", NULL };

    lua_pushglobaltable(L);
    forget(L, lua_gettop(L), globals);
    lua_getfield(L, -1, "string");
    forget(L, lua_gettop(L), of_string);
    lua_pop(L, 2);
    lua_pushnil(L);
    lua_setfield(L, LUA_REGISTRYINDEX, LUA_LOADED_TABLE);
    bare_strings(L);
    steps = 0;
    lua_sethook(L, hook, LUA_MASKLINE | LUA_MASKCOUNT, COUNT_STEP);
}


static void limit(int what, rlim_t most) {
    struct rlimit now;

    if (getrlimit(what, &now) == 0
        && (now.rlim_max == RLIM_INFINITY || now.rlim_max > most))
        now.rlim_max = most;
    now.rlim_cur = now.rlim_max < most ? now.rlim_max : most;
    (void)setrlimit(what, &now);
}


void obl_sandbox_limits(void) {
    limit(RLIMIT_CPU, CPU_SECONDS);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_NOFILE, 0);
    if (!SANITIZED)
        limit(RLIMIT_AS, address_max);
}
