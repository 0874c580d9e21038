/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** claim_text.h -- claims written by hand, for the tests of the claim layer.
**
** A claim is the records of wire.h, one a line, in which a tree in braces,
** {(le (h (slot 0)) (num 1 2))}, stands for the number of its node: lists are
** operands, bare words the payload. Equal trees become one node, as the
** language makes them.
*/

#ifndef CLAIM_TEXT_H
#define CLAIM_TEXT_H

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "claim/claim.h"
#include "claim/pool.h"

typedef struct {
    char   *text;
    size_t  length;
    char   *node[4096]; /* the node's record, for finding equal ones */
    unsigned nodes;
} claim_text;


static inline void claim_say(claim_text *c, const char *text, size_t length) {
    c->text = realloc(c->text, c->length + length + 1);
    cr_assert_not_null(c->text);
    memcpy(c->text + c->length, text, length);
    c->length += length;
    c->text[c->length] = '\0';
}


static inline unsigned claim_node(claim_text *c, const char *record) {
    for (unsigned k = 0; k < c->nodes; k++)
        if (strcmp(c->node[k], record) == 0)
            return k;
    cr_assert_lt(c->nodes, 4096u);
    c->node[c->nodes] = strdup(record);
    claim_say(c, record, strlen(record));
    claim_say(c, "\n", 1);
    return c->nodes++;
}


/* Reads one tree at *at, which stands on its '('. */
static inline unsigned claim_tree(claim_text *c, const char **at) {
    char record[2000], operands[1000] = "", payload[900] = "", op[40];
    size_t length = strcspn(++*at, " ()");

    snprintf(op, sizeof op, "%.*s", (int)length, *at);
    for (*at += length; **at != ')'; *at += strspn(*at, " \n")) {
        cr_assert(**at, "a tree without its end");
        *at += strspn(*at, " \n");
        if (**at == '(') {
            const unsigned id = claim_tree(c, at);

            length = strlen(operands);
            snprintf(operands + length, sizeof operands - length, " %u", id);
        } else {
            size_t word = strcspn(*at, " ()\n");

            length = strlen(payload);
            snprintf(payload + length, sizeof payload - length, " %.*s",
                     (int)word, *at);
            *at += word;
        }
    }
    ++*at;
    snprintf(record, sizeof record, "node %s 7%s%s", op, operands, payload);
    return claim_node(c, record);
}


/* One record, its trees before it. */
static inline void claim_record(claim_text *c, const char *line,
                                size_t length) {
    char record[4000] = "";

    for (const char *at = line; at < line + length;) {
        const size_t have = strlen(record);

        if (*at == '{') {
            at++;
            snprintf(record + have, sizeof record - have, "%u",
                     claim_tree(c, &at));
            cr_assert_eq(*at, '}', "%s", line);
            at++;
        } else {
            record[have] = *at++;
            record[have + 1] = '\0';
        }
    }
    claim_say(c, record, strlen(record));
    claim_say(c, "\n", 1);
}


/* The whole stream of one claim. The caller frees it. */
static inline char *claim_stream(const char *records) {
    claim_text c = { 0 };

    claim_record(&c, "obelus 1", 8);
    claim_record(&c, "claim test 1", 12);
    while (*records) {
        const size_t length = strcspn(records, "\n");

        claim_record(&c, records, length);
        records += length + (records[length] == '\n');
    }
    claim_record(&c, "end", 3);
    for (unsigned k = 0; k < c.nodes; k++)
        free(c.node[k]);
    return c.text;
}


static inline obl_spec *claim_read(const char *bytes, size_t length) {
    obl_spec *spec = calloc(1, sizeof *spec);

    cr_assert_not_null(spec);
    spec->pool = obl_pool_new();
    spec->path = spec->chapter = obl_pool_text(spec->pool, "test", 4);
    obl_wire_read(spec, bytes, length);
    return spec;
}


/* A spec of one claim; fails the test where it is not good. */
static inline obl_spec *claim_spec(const char *records) {
    char *stream = claim_stream(records);
    obl_spec *spec = claim_read(stream, strlen(stream));

    cr_assert_null(spec->error, "%s\n%s", spec->error, stream);
    free(stream);
    return spec;
}


/* The same with a format. */
static inline obl_spec *claim_spec_of(const char *format, ...) {
    char records[20000];
    va_list arguments;

    va_start(arguments, format);
    const int length = vsnprintf(records, sizeof records, format, arguments);
    va_end(arguments);
    cr_assert(length > 0 && (size_t)length < sizeof records);
    return claim_spec(records);
}

#endif
