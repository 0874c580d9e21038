/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_worker.c -- from a spec's text to the worker's bytes.
**
** Method: every wrong spec of tests/bad_specs says in its first lines which
** line is wrong, what is said and what is advised; three good ones are held
** to the lines that their trees must become; and code that no lexer stood
** before runs in the sandbox itself.
*/

#define _GNU_SOURCE

#include <criterion/criterion.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <lauxlib.h>

#include "bind/sandbox.h"
#include "bind/worker.h"

/* The worker is this very program. */
int main(int argc, char **argv) {
    obl_worker_entry(argc, argv);
    struct criterion_test_set *tests = criterion_initialize();
    int status = 0;

    if (criterion_handle_args(argc, argv, true))
        status = !criterion_run_all_tests(tests);
    criterion_finalize(tests);
    return status;
}


/* A folder of fixtures, below tests/bad_specs of the source tree. */
static void find_folder(char *folder, size_t size, const char *name) {
    const char *specs = getenv("OBELUS_SPECS");

    snprintf(folder, size, "%s/../tests/bad_specs/%s",
             specs ? specs : "specs", name);
}


/* Undoes %XX in place. */
static void unescape(char *text) {
    char *to = text;

    for (char *at = text; *at; at++)
        if (*at == '%' && at[1] && at[2]) {
            const char code[3] = { at[1], at[2], '\0' };

            *to++ = (char)strtol(code, NULL, 16);
            at += 2;
        } else
            *to++ = *at;
    *to = '\0';
}


static char *run_file(const char *root, const char *path) {
    size_t length;
    char *bytes = obl_worker_run(root, path, &length);

    cr_assert_not_null(bytes);
    cr_assert_eq(strlen(bytes), length, "%s: a byte 0", path);
    cr_assert(length > 0 && bytes[length - 1] == '\n', "%s: cut", path);
    return bytes;
}


/* Runs a spec of this text, beside the specs of the root of fixtures. */
static char *run_text(const char *text) {
    char path[] = "/tmp/obelus-XXXXXX", root[4096];
    const int fd = mkstemp(path);

    cr_assert(fd >= 0);
    cr_assert_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    find_folder(root, sizeof root, "root");
    char *bytes = run_file(root, path);
    unlink(path);
    return bytes;
}


/* What follows `-- KEY: ` in the first lines of a fixture. */
static void read_note(char *note, size_t size, const char *text,
                      const char *key) {
    const char *at = strstr(text, key);

    cr_assert_not_null(at, "no `%s` in the fixture", key);
    at += strlen(key);
    snprintf(note, size, "%.*s", (int)strcspn(at, "\n"), at);
}


static void check_bad(const char *root, const char *path) {
    char head[1000], line[20], says[200], remedy[200], want[60];
    FILE *file = fopen(path, "r");

    cr_assert_not_null(file, "%s", path);
    head[fread(head, 1, sizeof head - 1, file)] = '\0';
    fclose(file);
    read_note(line, sizeof line, head, "-- line: ");
    read_note(says, sizeof says, head, "-- says: ");
    read_note(remedy, sizeof remedy, head, "-- remedy: ");
    char *bytes = run_file(root, path);
    snprintf(want, sizeof want, "obelus 1\nerror %s ", line);
    cr_expect(strncmp(bytes, want, strlen(want)) == 0, "%s: line %s: %s",
              path, line, bytes);
    unescape(bytes);
    cr_expect_not_null(strstr(bytes, says), "%s: %s", path, bytes);
    cr_expect_not_null(strstr(bytes, remedy), "%s: %s", path, bytes);
    free(bytes);
}


Test(worker, names_line_fault_and_remedy_of_every_bad_spec) {
    char folder[4096], root[4096], path[4500];
    unsigned count = 0;

    find_folder(folder, sizeof folder, "");
    find_folder(root, sizeof root, "root");
    DIR *dir = opendir(folder);
    cr_assert_not_null(dir, "%s", folder);
    for (struct dirent *e; (e = readdir(dir));)
        if (strstr(e->d_name, ".lua")) {
            snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
            check_bad(root, path);
            count++;
        }
    closedir(dir);
    cr_assert_gt(count, 40u);
}


Test(worker, finds_a_circle_through_two_files) {
    char root[4096], path[4500];

    find_folder(root, sizeof root, "circle");
    snprintf(path, sizeof path, "%s/a.lua", root);
    char *bytes = run_file(root, path);
    unescape(bytes);
    cr_expect_not_null(strstr(bytes, "error 2 b.lua, line 2: cycle: `one`"),
                       "%s", bytes);
    free(bytes);
}


Test(worker, says_when_the_setting_is_at_fault) {
    char root[4096], path[4500];

    find_folder(root, sizeof root, "broken");
    snprintf(path, sizeof path, "%s/../root/one/one.lua", root);
    char *bytes = run_file(root, path);
    unescape(bytes);
    cr_expect_not_null(strstr(bytes, "error 0 setting.lua, line 2: `los`"),
                       "%s", bytes);
    free(bytes);
}


/* Every line of `lines` (ended by NULL) stands in `bytes`. */
static void expect_lines(const char *bytes, const char *const *lines) {
    for (; *lines; lines++) {
        char line[500];

        snprintf(line, sizeof line, "\n%s\n", *lines);
        cr_expect_not_null(strstr(bytes, line), "no `%s` in\n%s", *lines,
                           bytes);
    }
}


Test(worker, writes_an_inequality_with_its_mutants) {
    static const char *const lines[] = {
        "claim weighted_angle 1", "set paper Lemma%2020", "set expect holds",
        "variable n scalar", "node slot 2 0", "node w 2 1", "node norm 2 2",
        "assume nonzero 2 6 all(i,%20w(i):differs(0))",
        "mutant squared by_hand 5 theta(i)^3%20->%20theta(i)^2",
        "mutant drop_1 automatic 2 without%20nonzero",
        "sampler stated states", "draw 0 list 1 1 2 1", "w anywhere", "end",
        NULL };
    char *bytes = run_text(
        "claim \"weighted_angle\" { paper = \"Lemma 20\",\n"
        "  assume = { nonzero = all(i, w(i):differs(0)) },\n"
        "  assert = all(i, (norm(w(i))^2 * theta(i)^3)"
        ":at_most(30 * pi * loss)),\n"
        "  sample = states { n = {1, 2}, d = {2} },\n"
        "  mutants = { squared = swap(theta(i)^3, theta(i)^2) } }\n");

    expect_lines(bytes, lines);
    free(bytes);
}


Test(worker, draws_in_the_order_of_need) {
    static const char *const lines[] = {
        "draw 4 decades 6 7\ndraw 5 tree 10\ndraw 1 list 1 8\n"
        "draw 0 tree 12", "variable T1 scalar", "variable eta scalar",
        "variable eps1 scalar\nvariable C scalar",
        "constant c_1 1 100", "by descent\nw gaussian",
        "part (8) 6 4 at(T1,%20loss):at_most(eta)"
        " L(T_1)%20%5Cle%20%5Ceta", NULL };
    char *bytes = run_text(
        "claim \"order\" {\n"
        "  where = { T1 = C / eta },\n"
        "  choose = { C = O(eps1, q\"0.01\") },\n"
        "  sample = trajectory { by = descent, n = 2, d = 2, eta = q(1,8),\n"
        "    sigma = 1, eps1 = decades(-2, 0) },\n"
        "  assert = { [\"(8)\"] = at(T1, loss):at_most(eta) } }\n");

    cr_expect_null(strstr(bytes, "\nerror "), "%s", bytes);
    expect_lines(bytes, lines);
    free(bytes);
}


Test(worker, says_which_part_is_refuted_and_what_scales_apart) {
    static const char *const lines[] = {
        "set refuted_part (8)",
        "set units 2:%20loss%20has%20weight%202,%20norm(v)%20has%20weight%201"
        "%0A3:%20exp(sigma)%20is%20taken%20of%20weight%201",
        NULL };
    char *bytes = run_text(
        "claim \"apart\" { sample = states { n = 1, d = 2, sigma = 1 },\n"
        "  assert = { [\"(7)\"] = loss:at_most(norm(v)),\n"
        "    [\"(8)\"] = exp(sigma):at_most(theta(1) + 1),\n"
        "    alike = sqrt(loss):equals(max(norm(v), sigma) * theta(1), H) },\n"
        "  expect = refuted { part = \"(8)\", n = 1, d = 2, sigma = 1,\n"
        "    w = net({v}, v) } }\n");

    expect_lines(bytes, lines);
    free(bytes);
}


Test(worker, makes_equal_trees_one_node) {
    char *bytes = run_text(
        "claim \"shared\" { sample = states { n = 2, d = 2 },\n"
        "  assert = { a = (loss + loss):at_least(0),\n"
        "    b = max(j, theta(j)):equals(max(i, theta(i))) } }\n");
    unsigned loss = 0, most = 0;

    for (const char *at = bytes; (at = strstr(at, "\nnode ")); at++) {
        loss += strncmp(at, "\nnode loss ", 11) == 0;
        most += strncmp(at, "\nnode maxof ", 12) == 0;
    }
    cr_expect_eq(loss, 1u, "%s", bytes);
    /* One, and its mutant with min. */
    cr_expect_eq(most, 1u, "%s", bytes);
    free(bytes);
}


/* A spec of `lines` lines, each of which copies a tree of some size. */
static char *slow_text(int lines) {
    char *text = malloc((size_t)lines * 8 + 4000), *to = text;

    cr_assert_not_null(text);
    to += sprintf(to, "local a = theta(i)\n");
    to += sprintf(to, "local f = let(\"f\", i, ");
    for (int k = 0; k < 90; k++)
        to += sprintf(to, "(a:at_least(%d) & ", k);
    to += sprintf(to, "a:above(0)");
    for (int k = 0; k < 90; k++)
        to += sprintf(to, ")");
    to += sprintf(to, ")\n");
    for (int k = 0; k < lines; k++)
        to += sprintf(to, "f(j)\n");
    return text;
}


/* A worker that is killed still leaves the line it had reached. */
Test(worker, tells_the_line_of_a_killed_worker, .timeout = 60) {
    char *text = slow_text(10000);

    cr_assert_eq(setrlimit(RLIMIT_CPU, &(struct rlimit){ 1, 1 }), 0);
    char *bytes = run_text(text);
    const char *error = strstr(bytes, "error ");
    cr_assert_not_null(error);
    cr_expect_not_null(strstr(error, "stopped%20by%20a%20limit"), "%s", error);
    cr_expect_gt(atoi(error + 6), 2, "%s", bytes);
    free(text);
    free(bytes);
    cr_expect_eq(waitpid(-1, NULL, WNOHANG), -1, "a zombie is left");
    cr_expect_eq(errno, ECHILD);
}


/* A spec that is merely too long is told so, where the sanitizers do not slow
** it down until the CPU limit comes first. */
#ifndef __SANITIZE_ADDRESS__
Test(worker, ends_a_spec_that_runs_too_long, .timeout = 100) {
    char *text = slow_text(10000);
    char *bytes = run_text(text);

    unescape(bytes);
    cr_expect_not_null(strstr(bytes, "the spec runs too long"), "%s", bytes);
    free(text);
    free(bytes);
}
#endif


Test(worker, reports_a_file_that_is_not_there) {
    char *bytes = run_file(NULL, "/nowhere/nothing.lua");

    unescape(bytes);
    cr_expect_not_null(strstr(bytes, "error 0 the file cannot be read"),
                       "%s", bytes);
    free(bytes);
}


/* Code that no lexer stood before, in the library's own environment. */
static int run_raw(const char *code) {
    lua_State *L = obl_sandbox_open(obl_lua_folder(), NULL);

    cr_assert_not_null(L);
    cr_assert(lua_istable(L, -1), "%s", lua_tostring(L, -1));
    obl_sandbox_close(L);
    const int loaded = luaL_loadbufferx(L, code, strlen(code), "=spec", "t");
    const int status = loaded ? loaded : lua_pcall(L, 0, 0, 0);
    if (status == LUA_OK || !lua_isstring(L, -1))
        lua_pushliteral(L, "");
    fprintf(stderr, "%s\n", lua_tostring(L, -1));
    lua_close(L);
    return status;
}


Test(sandbox, stops_loops_even_under_pcall, .timeout = 60) {
    cr_expect_eq(run_raw("while true do end"), LUA_ERRRUN);
    cr_expect_eq(run_raw("while true do pcall(function() while true do end"
                         " end) end"), LUA_ERRRUN);
}


Test(sandbox, stops_memory_and_recursion, .timeout = 60) {
    cr_expect_eq(run_raw("local t = {} for k = 1, 1e9 do t[k] = {k} end"),
                 LUA_ERRMEM);
    cr_expect_eq(run_raw("local s = 'xxxxxxxx' while true do s = s .. s end"),
                 LUA_ERRMEM);
    cr_expect_eq(run_raw("local function f() return 1 + f() end f()"),
                 LUA_ERRRUN);
    cr_expect_eq(run_raw("local function f(x) return"
                         " string.gsub('x', 'x', f) end f('x')"), LUA_ERRRUN);
}


Test(sandbox, holds_nothing_that_reaches_out) {
    static const char *const codes[] = {
        "io.open('/etc/passwd')", "os.execute('true')", "require 'os'",
        "load('return 1')", "loadfile('x')", "dofile('x')",
        "debug.getinfo(1)", "coroutine.create(print)", "package.loaded()",
        "string.rep('x', 10)", "('x'):rep(10)", "string.dump(pcall)",
        "getmetatable('').__index.rep()", "collectgarbage()", NULL };

    for (size_t k = 0; codes[k]; k++)
        cr_expect_eq(run_raw(codes[k]), LUA_ERRRUN, "%s", codes[k]);
    cr_expect_eq(run_raw("\x1bLua"), LUA_ERRSYNTAX);
}


/* A pattern runs in C, where no hook is called: the CPU limit ends it. */
Test(sandbox, limits_end_what_no_hook_sees, .signal = SIGKILL,
     .timeout = 60) {
    cr_assert_eq(setrlimit(RLIMIT_CPU, &(struct rlimit){ 1, 1 }), 0);
    run_raw("local s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' s = s .. s .. s"
            " s = s .. s .. s string.find(s, '.-.-.-.-.-.-.-.-b')");
}
