/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** wire.c -- reads a worker's stream (wire.h) as hostile input.
**
** One table says which record is read by which function. A record that does
** not fit stops the reading with one error; the spec then has no claims.
*/

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "bind/worker.h"
#include "claim/claim.h"
#include "claim/kind.h"
#include "claim/pool.h"

enum { WORDS_MAX = 4096, DIGITS_MAX = 4000 };

typedef struct {
    obl_spec    *spec;
    obl_claim   *claim;   /* being read, or NULL */
    obl_sampler *sampler; /* being read, or NULL */
    obl_mutant  *mutant;  /* being read, or NULL */
    unsigned    *depth;   /* of each node of the claim */
    unsigned     line;    /* of the stream */
    size_t       words;
    char        *word[WORDS_MAX];
    const char  *wrong;   /* the first thing that did not fit */
    bool         foreign; /* it is a stream of another version */
} reader;


static void fail(reader *r, const char *what) {
    if (!r->wrong)
        r->wrong = what;
}


static char *keep(reader *r, size_t k) {
    if (k >= r->words) {
        fail(r, "a word is missing");
        return obl_pool_text(r->spec->pool, "", 0);
    }
    return obl_pool_text(r->spec->pool, r->word[k], strlen(r->word[k]));
}


/* Word k as a whole number below `limit`. */
static unsigned number(reader *r, size_t k, unsigned long limit) {
    char *end;

    if (k >= r->words || r->word[k][0] < '0' || r->word[k][0] > '9') {
        fail(r, "a number is missing");
        return 0;
    }
    errno = 0;
    const unsigned long value = strtoul(r->word[k], &end, 10);
    if (*end || errno || value >= limit) {
        fail(r, "a number out of range");
        return 0;
    }
    return (unsigned)value;
}


static uint32_t node_id(reader *r, size_t k) {
    return number(r, k, r->claim->nodes);
}


/* Word k as decimal digits, a minus before them where `sign` allows it. */
static char *digits(reader *r, size_t k, bool sign) {
    char *text = keep(r, k);
    const char *at = text + (sign && text[0] == '-');
    const size_t length = strspn(at, "0123456789");

    if (length == 0 || length > DIGITS_MAX || at[length])
        fail(r, "not a decimal integer");
    if (!sign && strspn(at, "0") == length)
        fail(r, "a denominator is 0");
    return text;
}


static bool good_name(const char *name) {
    const size_t length
        = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");

    return length > 0 && length <= OBL_NAME_MAX && !name[length];
}


/* Whether word k is `yes`, where only `yes` and `no` may stand. */
static bool either(reader *r, size_t k, const char *yes, const char *no) {
    const char *word = keep(r, k);

    if (strcmp(word, yes) != 0 && strcmp(word, no) != 0)
        fail(r, "an unknown word");
    return strcmp(word, yes) == 0;
}


static void read_error(reader *r) {
    r->spec->error_line = number(r, 1, 1u << 30);
    r->spec->error = keep(r, 2);
    r->spec->remedy = keep(r, 3);
}


static void read_claim(reader *r) {
    r->claim = OBL_PUSH(r->spec->pool, r->spec->claim, r->spec->claims);
    r->sampler = NULL;
    r->mutant = NULL;
    r->depth = NULL;
    r->claim->name = keep(r, 1);
    r->claim->line = number(r, 2, 1u << 30);
    r->claim->var_n = r->claim->var_d = r->claim->var_v = -1;
    r->claim->var_sigma = r->claim->var_eta = -1;
    if (!good_name(r->claim->name))
        fail(r, "a claim's name is [a-z0-9_]{1,80}");
}


static void read_set(reader *r) {
    obl_claim *c = r->claim;
    const struct { const char *key; char **value; } keys[] = {
        { "paper", &c->paper }, { "arxiv", &c->arxiv }, { "page", &c->page },
        { "equation", &c->equation }, { "kind", &c->kind },
        { "printed", &c->printed }, { "expect", &c->expect },
        { "because", &c->because }, { "repair", &c->repair },
        { "prose", &c->prose }, { "relaxed_expect", &c->relaxed_expect },
        { "relaxed_because", &c->relaxed_because },
        { "refuted_part", &c->refuted_part }, { "units", &c->units },
        { "check", &c->check }, { "story", &c->story },
        { "pinned", &c->pinned }, { "analogue", &c->analogue },
    };

    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (strcmp(r->word[1], keys[k].key) == 0) {
            if (*keys[k].value)
                fail(r, "a key given twice");
            *keys[k].value = keep(r, 2);
            return;
        }
    fail(r, "an unknown key");
}


static void read_uses(reader *r) {
    obl_claim *c = r->claim;

    *OBL_PUSH(r->spec->pool, c->uses, c->uses_count) = keep(r, 1);
}


static void read_constant(reader *r) {
    obl_claim *c = r->claim;
    obl_constant *k = OBL_PUSH(r->spec->pool, c->constant, c->constants);

    k->name = keep(r, 1);
    k->num = digits(r, 2, true);
    k->den = digits(r, 3, false);
}


static void name_parameter(obl_claim *c, const char *name, int id) {
    if (strcmp(name, "n") == 0)
        c->var_n = id;
    else if (strcmp(name, "d") == 0)
        c->var_d = id;
    else if (strcmp(name, "v") == 0)
        c->var_v = id;
    else if (strcmp(name, "sigma") == 0)
        c->var_sigma = id;
    else if (strcmp(name, "eta") == 0)
        c->var_eta = id;
}


static void read_variable(reader *r) {
    static const char *const shapes[]
        = { "scalar", "neurons", "sequence", "vector", "vectors" };
    obl_claim *c = r->claim;
    obl_variable *v = OBL_PUSH(r->spec->pool, c->variable, c->variables);
    const char *shape = keep(r, 2);

    v->name = keep(r, 1);
    for (unsigned k = 0; k < 5; k++)
        if (strcmp(shape, shapes[k]) == 0) {
            v->shape = (obl_shape)k;
            if (k == 0)
                name_parameter(c, v->name, (int)c->variables - 1);
            return;
        }
    fail(r, "an unknown shape");
}


/* A binder's payload: how many names it binds, then each. */
static size_t read_bound(reader *r, obl_node *node, size_t at) {
    const unsigned count = number(r, at++, OBL_SLOTS_MAX + 3);

    for (unsigned k = 0; k < count; k++, at++) {
        if (at >= r->words)
            fail(r, "a word is missing");
        else if (strcmp(r->word[at], "t") == 0)
            node->bound |= OBL_BINDS_T;
        else if (strcmp(r->word[at], "u") == 0)
            node->bound |= OBL_BINDS_U;
        else
            node->bound |= 1u << number(r, at, OBL_SLOTS_MAX);
    }
    if (!node->bound)
        fail(r, "a binder that binds nothing");
    return at;
}


static bool shape_fits(const obl_node *node, obl_shape shape) {
    switch (node->op) {
    case OP_family:
        return shape == OBL_SHAPE_NEURONS || shape == OBL_SHAPE_SEQUENCE;
    case OP_vector: case OP_mean: case OP_opnorm:
        return shape == OBL_SHAPE_VECTOR;
    case OP_vectors:
        return shape == OBL_SHAPE_VECTORS;
    default:
        return shape == OBL_SHAPE_SCALAR;
    }
}


static size_t read_payload(reader *r, obl_node *node, size_t at) {
    switch (node->op) {
    case OP_num:
        node->num = digits(r, at, true);
        node->den = digits(r, at + 1, false);
        return at + 2;
    case OP_const:
        node->payload = number(r, at, r->claim->constants);
        return at + 1;
    case OP_scalar: case OP_family: case OP_vector: case OP_vectors:
    case OP_dscalar: case OP_integral: case OP_mean: case OP_opnorm:
        node->payload = number(r, at, r->claim->variables);
        if (!r->wrong
            && !shape_fits(node, r->claim->variable[node->payload].shape))
            fail(r, "a variable of another shape");
        return at + 1;
    case OP_slot: case OP_net_each:
        node->payload = number(r, at, OBL_SLOTS_MAX);
        return at + 1;
    case OP_all: case OP_some: case OP_sum: case OP_prod: case OP_maxof:
    case OP_minof:
        return read_bound(r, node, at);
    default:
        return at;
    }
}


static void limit_depth(reader *r, const obl_node *node, size_t id) {
    unsigned depth = 1;
    size_t count = id;

    for (unsigned k = 0; k < node->operands; k++)
        if (r->depth[node->operand[k]] >= depth)
            depth = r->depth[node->operand[k]] + 1;
    *OBL_PUSH(r->spec->pool, r->depth, count) = depth;
    if (depth > OBL_DEPTH_MAX)
        fail(r, "a tree deeper than 200");
}


static void read_node(reader *r) {
    obl_claim *c = r->claim;
    const obl_op op = obl_op_find(keep(r, 1));
    obl_node node = { .op = op, .line = number(r, 2, 1u << 30) };

    if (op == OP_COUNT || c->nodes >= OBL_NODES_MAX) {
        fail(r, "an unknown operation, or too many nodes");
        return;
    }
    const char *kinds = obl_op_operands(op);
    const bool any = strchr(kinds, '*') != NULL;
    const size_t count = any ? (r->words > 3 ? r->words - 3 : 0)
        : strlen(kinds);

    node.operands = (unsigned)count;
    node.operand = obl_pool_take(r->spec->pool, (count + 1) * sizeof(uint32_t));
    for (size_t k = 0; k < count; k++)
        node.operand[k] = node_id(r, 3 + k);
    const size_t end = r->wrong ? 0 : read_payload(r, &node, 3 + count);
    if (!r->wrong && end != r->words)
        fail(r, "words left over");
    if (!r->wrong)
        fail(r, obl_node_check(c, &node));
    if (r->wrong)
        return;
    limit_depth(r, &node, c->nodes);
    *OBL_PUSH(r->spec->pool, c->node, c->nodes) = node;
}


/* Word k as a closed truth: what hypotheses, parts and covers are. */
static uint32_t truth(reader *r, size_t k) {
    const uint32_t id = node_id(r, k);

    if (!r->wrong) {
        const obl_node *node = &r->claim->node[id];

        if (node->kind != 'P')
            fail(r, "a truth is wanted");
        if (node->slots || node->uses_t || node->uses_u)
            fail(r, "a name is free");
    }
    return id;
}


static void read_assume(reader *r) {
    obl_claim *c = r->claim;

    /* A sampler says of each hypothesis whether it is suspended there. */
    if (c->stated.present || c->relaxed.present || c->witness.present) {
        fail(r, "a hypothesis after a sampler");
        return;
    }
    obl_hypothesis *h = OBL_PUSH(r->spec->pool, c->hypothesis, c->hypotheses);

    h->name = keep(r, 1);
    h->line = number(r, 2, 1u << 30);
    h->node = truth(r, 3);
    h->text = keep(r, 4);
}


static void read_part(reader *r) {
    obl_claim *c = r->claim;
    obl_part *p = OBL_PUSH(r->spec->pool, c->part, c->parts);

    p->label = keep(r, 1);
    p->line = number(r, 2, 1u << 30);
    p->node = truth(r, 3);
    p->text = keep(r, 4);
    p->tex = keep(r, 5);
}


static void read_cover(reader *r) {
    obl_claim *c = r->claim;
    obl_cover *k = OBL_PUSH(r->spec->pool, c->cover, c->covers);

    k->line = number(r, 1, 1u << 30);
    k->node = truth(r, 2);
    k->num = digits(r, 3, false);
    k->den = digits(r, 4, false);
}


static void read_mutant(reader *r) {
    obl_claim *c = r->claim;
    obl_mutant *m = OBL_PUSH(r->spec->pool, c->mutant, c->mutants);

    m->name = keep(r, 1);
    m->by_hand = either(r, 2, "by_hand", "automatic");
    m->line = number(r, 3, 1u << 30);
    m->text = keep(r, 4);
    r->mutant = m;
}


static void read_change(reader *r) {
    obl_mutant *m = r->mutant;

    if (!m) {
        fail(r, "a change of no mutant");
        return;
    }
    obl_change *change = OBL_PUSH(r->spec->pool, m->change, m->changes);

    change->hypothesis = either(r, 1, "assume", "part");
    change->which = number(r, 2, change->hypothesis ? r->claim->hypotheses
                                                    : r->claim->parts);
    change->dropped = strcmp(r->word[3], "-") == 0;
    if (change->dropped && !change->hypothesis)
        fail(r, "a part cannot be dropped");
    if (!change->dropped)
        change->node = truth(r, 3);
}


static void read_sampler(reader *r) {
    static const char *const kinds[] = { "states", "trajectory", "scalars" };
    obl_claim *c = r->claim;
    const char *which = keep(r, 1), *kind = keep(r, 2);
    obl_sampler *s = strcmp(which, "stated") == 0 ? &c->stated
        : strcmp(which, "relaxed") == 0 ? &c->relaxed
        : strcmp(which, "witness") == 0 ? &c->witness : NULL;

    if (!s || s->present) {
        fail(r, "an unknown sampler, or one given twice");
        return;
    }
    r->sampler = s;
    s->present = true;
    s->w_node = s->w_from = s->w_to = UINT32_MAX;
    s->suspended = obl_pool_take(r->spec->pool, c->hypotheses + 1);
    for (unsigned k = 0; k < 3; k++)
        if (strcmp(kind, kinds[k]) == 0) {
            s->kind = (obl_sampler_kind)k;
            return;
        }
    fail(r, "an unknown kind of sampler");
}


static void read_witness(reader *r) {
    r->claim->witness.line = number(r, 1, 1u << 30);
}


static void read_without(reader *r) {
    const unsigned k = number(r, 1, r->claim->hypotheses);

    if (r->sampler != &r->claim->relaxed)
        fail(r, "only a relaxed sampler leaves out a hypothesis");
    if (!r->wrong)
        r->sampler->suspended[k] = true;
}


static size_t read_list(reader *r, obl_range *range, size_t at) {
    size_t dens = 0;

    while (at + 1 < r->words && strcmp(r->word[at], "|") != 0) {
        *OBL_PUSH(r->spec->pool, range->num, range->count)
            = digits(r, at, true);
        *OBL_PUSH(r->spec->pool, range->den, dens)
            = digits(r, at + 1, false);
        at += 2;
    }
    if (range->count == 0)
        fail(r, "an empty list");
    return at;
}


/* Word k as a tree that a range is made of: a real of what was drawn before,
** with no name free but those it is told of. */
static uint32_t range_node(reader *r, size_t k, char kind, unsigned slots,
                           bool counter) {
    const uint32_t id = node_id(r, k);

    if (!r->wrong) {
        const obl_node *node = &r->claim->node[id];
        const bool number = node->kind == 'R' || node->kind == 'I';

        if (kind == 'R' ? !number : node->kind != kind)
            fail(r, "a range of another kind");
        if ((node->slots & ~slots) || node->uses_t
            || (node->uses_u && !counter))
            fail(r, "a name is free");
    }
    return id;
}


/* A tree, for each neuron or for all. */
static size_t read_tree(reader *r, obl_range *range, size_t at,
                        obl_shape shape) {
    const bool vector
        = shape == OBL_SHAPE_VECTOR || shape == OBL_SHAPE_VECTORS;
    const bool each = at + 1 < r->words && strcmp(r->word[at + 1], "each") == 0;

    range->kind = OBL_RANGE_TREE;
    if (each)
        range->each = (int)number(r, at + 2, OBL_SLOTS_MAX);
    if (each && shape != OBL_SHAPE_NEURONS && shape != OBL_SHAPE_VECTORS)
        fail(r, "a tree for each neuron of what is no family");
    range->a = range_node(r, at, vector ? 'V' : 'R',
                          each ? 1u << range->each : 0,
                          shape == OBL_SHAPE_SEQUENCE);
    return at + (each ? 3 : 1);
}


/* A list gives one vector its coordinates, the first along v. */
static size_t read_range(reader *r, obl_range *range, size_t at,
                         obl_shape shape) {
    const bool vector
        = shape == OBL_SHAPE_VECTOR || shape == OBL_SHAPE_VECTORS;
    const bool counter = shape == OBL_SHAPE_SEQUENCE;
    const char *kind = keep(r, at++);

    range->each = -1;
    if (strcmp(kind, "tree") == 0)
        return read_tree(r, range, at, shape);
    if (strcmp(kind, "list") == 0 && shape != OBL_SHAPE_VECTORS)
        return read_list(r, range, at);
    if (vector != (strcmp(kind, "anywhere") == 0)) {
        fail(r, "a range of another shape");
        return at;
    }
    if (vector) {
        range->kind = OBL_RANGE_ANYWHERE;
        return at;
    }
    range->kind = either(r, at - 1, "between", "decades")
        ? OBL_RANGE_BETWEEN : OBL_RANGE_DECADES;
    range->a = range_node(r, at++, 'R', 0, counter);
    range->b = range_node(r, at++, 'R', 0, counter);
    return at;
}


/* A pinned witness is one sample: nothing of it is drawn at random. */
static bool is_pinned(const obl_range *range) {
    return range->kind == OBL_RANGE_LIST || range->kind == OBL_RANGE_TREE;
}


static void read_draw(reader *r) {
    obl_claim *c = r->claim;
    const unsigned k = number(r, 1, c->variables);

    if (!r->sampler)
        fail(r, "a draw of no sampler");
    if (r->wrong)
        return;
    obl_draw *d = OBL_PUSH(r->spec->pool, r->sampler->draw, r->sampler->draws);
    const obl_shape shape = c->variable[k].shape;

    d->variable = k;
    d->sequence = r->words > 2 && strcmp(r->word[2], "sequence") == 0;
    if (d->sequence && shape != OBL_SHAPE_SEQUENCE)
        fail(r, "a sequence for a variable of another shape");
    size_t at = read_range(r, &d->range, d->sequence ? 3 : 2, shape);
    if (d->sequence) {
        if (at >= r->words || strcmp(r->word[at], "|") != 0)
            fail(r, "a sequence has a first and a next range");
        else
            at = read_range(r, &d->next, at + 1, shape);
    }
    if (!r->wrong && at != r->words)
        fail(r, "words left over");
    if (r->sampler == &c->witness
        && !(is_pinned(&d->range) && is_pinned(&d->next)))
        fail(r, "a witness draws at random");
}


static void read_w(reader *r) {
    static const struct { const char *word; size_t words; } kinds[] = {
        [OBL_W_ANYWHERE] = { "anywhere", 2 },
        [OBL_W_GAUSSIAN] = { "gaussian", 2 },
        [OBL_W_NEAR_MINIMUM] = { "near_minimum", 4 },
        [OBL_W_NET] = { "net", 3 },
    };
    obl_sampler *s = r->sampler;
    const char *word = keep(r, 1);
    unsigned kind = 0;

    while (kind < 4 && strcmp(word, kinds[kind].word) != 0)
        kind++;
    if (!s || kind == 4 || r->words != kinds[kind].words) {
        fail(r, "w of no sampler, or drawn in an unknown way");
        return;
    }
    s->w = (obl_w_kind)kind;
    if (kind == OBL_W_NET)
        s->w_node = range_node(r, 2, 'N', 0, false);
    if (kind == OBL_W_NEAR_MINIMUM) {
        s->w_from = range_node(r, 2, 'R', 0, false);
        s->w_to = range_node(r, 3, 'R', 0, false);
    }
}


static void read_by(reader *r) {
    if (!r->sampler)
        fail(r, "`by` of no sampler");
    else
        r->sampler->flow = either(r, 1, "flow", "descent");
}


static void read_grid(reader *r) {
    obl_range *grid = r->sampler ? &r->sampler->grid : NULL;

    if (!grid || grid->count || grid->kind != OBL_RANGE_LIST)
        fail(r, "a grid of no sampler, or given twice");
    else if (read_range(r, grid, 1, OBL_SHAPE_SCALAR) != r->words)
        fail(r, "words left over");
    else if (grid->kind != OBL_RANGE_LIST && grid->kind != OBL_RANGE_DECADES)
        fail(r, "a grid is a list or decades");
}


static bool has_part(const obl_claim *claim, const char *label) {
    for (size_t k = 0; k < claim->parts; k++)
        if (strcmp(claim->part[k].label, label) == 0)
            return true;
    return false;
}


static void read_end(reader *r) {
    if (r->claim->parts == 0 || !r->claim->stated.present)
        fail(r, "a claim without a conclusion or without a sampler");
    if (r->claim->refuted_part && !has_part(r->claim, r->claim->refuted_part))
        fail(r, "the part to be refuted is not there");
    r->claim = NULL;
}


/* Every record, and how many words it has (0: its reader counts them). */
static const struct {
    const char *word;
    bool in_claim;
    size_t words;
    void (*read)(reader *);
} records[] = {
    { "error", false, 4, read_error }, { "claim", false, 3, read_claim },
    { "set", true, 3, read_set }, { "uses", true, 2, read_uses },
    { "constant", true, 4, read_constant },
    { "variable", true, 3, read_variable }, { "node", true, 0, read_node },
    { "assume", true, 5, read_assume }, { "part", true, 6, read_part },
    { "cover", true, 5, read_cover }, { "mutant", true, 5, read_mutant },
    { "change", true, 4, read_change }, { "sampler", true, 3, read_sampler },
    { "witness", true, 2, read_witness }, { "without", true, 2, read_without },
    { "draw", true, 0, read_draw }, { "w", true, 0, read_w },
    { "by", true, 2, read_by }, { "grid", true, 0, read_grid },
    { "end", true, 1, read_end },
};


static int hex(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}


/* Undoes %XX in place; `%` alone is the empty word. */
static void unescape(reader *r, char *word) {
    char *to = word;

    if (strcmp(word, "%") == 0) {
        *word = '\0';
        return;
    }
    for (const char *at = word; *at; at++) {
        if (*at != '%') {
            *to++ = *at;
            continue;
        }
        const int high = at[1] ? hex(at[1]) : -1;
        const int low = high >= 0 ? hex(at[2]) : -1;

        if (low < 0 || 16 * high + low == 0) {
            fail(r, "a bad escape");
            return;
        }
        *to++ = (char)(16 * high + low);
        at += 2;
    }
    *to = '\0';
}


static void split(reader *r, char *line) {
    r->words = 0;
    while (line && !r->wrong) {
        char *next = strchr(line, ' ');

        if (r->words == WORDS_MAX) {
            fail(r, "too many words");
            return;
        }
        if (next)
            *next++ = '\0';
        unescape(r, line);
        r->word[r->words++] = line;
        line = next;
    }
}


static void read_line(reader *r, char *line) {
    r->line++;
    split(r, line);
    if (r->line == 1) {
        r->foreign = !r->wrong && r->words == 2
            && strcmp(r->word[0], "obelus") == 0
            && strcmp(r->word[1], "1") != 0;
        if (r->foreign || r->words != 2 || strcmp(r->word[0], "obelus") != 0)
            fail(r, "not a stream of claims");
        return;
    }
    for (size_t k = 0; k < sizeof records / sizeof *records; k++)
        if (!r->wrong && strcmp(r->word[0], records[k].word) == 0) {
            if (records[k].in_claim != (r->claim != NULL))
                fail(r, "a record out of place");
            else if (records[k].words && records[k].words != r->words)
                fail(r, "a record with too few or too many words");
            else
                records[k].read(r);
            return;
        }
    fail(r, "an unknown record");
}


static char *phrase(reader *r, const char *format, ...) {
    char text[4500];
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return obl_pool_text(r->spec->pool, text, strlen(text));
}


static void report(reader *r) {
    const char *folder = obl_lua_folder();

    r->spec->claims = 0;
    r->spec->error_line = 0;
    if (r->foreign) {
        r->spec->error = phrase(r, "the spec language in %s is of another"
            " version than this command", folder);
        r->spec->remedy = phrase(r, "set OBELUS_LUA to the folder lua/obelus"
            " that came with the command, or build both anew");
    } else {
        r->spec->error = phrase(r,
            "the worker's stream is damaged at its line %u: %s", r->line,
            r->wrong);
        r->spec->remedy = phrase(r, "this is a fault of the language's"
            " library in %s, or it is of another version; not of the spec",
            folder);
    }
}


void obl_wire_read(obl_spec *spec, const char *bytes, size_t length) {
    reader r = { .spec = spec };
    char *copy = obl_pool_text(spec->pool, bytes, length);
    char *line = copy;

    if (length == 0 || memchr(bytes, '\0', length)
        || bytes[length - 1] != '\n')
        fail(&r, "it is empty or cut short");
    while (!r.wrong && *line) {
        char *end = strchr(line, '\n');

        *end = '\0';
        read_line(&r, line);
        line = end + 1;
    }
    if (!r.wrong && r.claim)
        fail(&r, "it ends inside a claim");
    if (!r.wrong && !spec->error && spec->claims == 0)
        fail(&r, "it holds no claim");
    if (spec->error)
        spec->claims = 0;
    else if (r.wrong)
        report(&r);
}
