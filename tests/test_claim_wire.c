/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_claim_wire.c -- a worker's bytes, good and hostile.
**
** Method: one stream that holds every record is read into the tree it should
** be. Then it is damaged: cut at every byte, every byte changed, every line
** dropped or given twice, and by a table with one entry for each thing that
** the reader must refuse. Whatever is left must be a whole spec or one error,
** and what is accepted must survive being judged: that is what the reader's
** checks are for.
*/

#include <criterion/criterion.h>
#include <math.h>

#include "bind/worker.h"
#include "claim/audit.h"
#include "claim/judge.h"
#include "claim_text.h"

/* Every record and every kind of range, node by node. */
static const char good[] =
    "obelus 1\n"
    "claim every_record 3\n"
    "set paper Theorem%204\n" "set arxiv %\n" "set page 7\n"
    "set equation (7)\n" "set kind explicit\n" "set printed x%5C%7C\n"
    "set expect refuted\n" "set because why\n" "set repair how\n"
    "set prose a%0Ab\n" "set relaxed_expect suspect\n"
    "set relaxed_because why\n" "set refuted_part (7)\n"
    "set units 10:%20x%0A11:%20y\n"
    "uses other\n" "uses Lemma%208\n"
    "constant c_1 -1 100\n" "constant g 2 1\n"
    "variable n scalar\n" "variable d scalar\n" "variable eta scalar\n"
    "variable share neurons\n" "variable L sequence\n"
    "variable b vector\n" "variable star vectors\n"
    "node num 4 1 2\n"              /* 0 */
    "node const 4 0\n"              /* 1 */
    "node scalar 4 2\n"             /* 2 */
    "node slot 5 0\n"               /* 3 */
    "node h 5 3\n"                  /* 4 */
    "node le 5 4 2\n"               /* 5 */
    "node true 5\n"                 /* 6 */
    "node all 5 6 5 1 0\n"          /* 7 */
    "node vectors 6 3 6\n"          /* 8 */
    "node net_each 6 8 0\n"         /* 9 */
    "node loss 6\n"                 /* 10 */
    "node at_net 6 9 10\n"          /* 11 */
    "node counter 6\n"              /* 12 */
    "node family 6 12 4\n"          /* 13 */
    "node v 6\n"                    /* 14 */
    "node net_list 6 14 14 14\n"    /* 15 */
    "node lt 6 11 0\n"              /* 16 */
    "node and 6 7 16\n"             /* 17 */
    "node time 6\n"                 /* 18 */
    "node le 6 18 0\n"              /* 19 */
    "node all 6 19 16 2 0 t\n"      /* 20 */
    "node family 6 3 3\n"           /* 21 */
    "assume small 8 17 h<=eta\n"
    "assume later 9 20 all%20t\n"
    "part (6) 10 7 text tex\n"
    "part (7) 11 20 text tex\n"
    "cover 12 7 1 10\n"
    "mutant swapped by_hand 13 text\n"
    "change part 1 17\n"
    "mutant dropped automatic 14 text\n"
    "change assume 0 -\n" "change assume 1 7\n"
    "sampler stated trajectory\n"
    "draw 0 list 2 1 3 1\n" "draw 1 list 2 1\n"
    "draw 2 decades 0 0\n" "draw 3 between 0 2\n"
    "draw 4 sequence between 0 0 | tree 13\n"
    "draw 5 anywhere\n" "draw 6 tree 14 each 0\n"
    "w gaussian\n" "by flow\n" "grid decades 0 2\n"
    "sampler relaxed states\n"
    "without 1\n"
    "draw 0 list 2 1\n" "draw 1 list 2 1\n" "draw 2 tree 0\n"
    "draw 3 tree 21 each 0\n"
    "w near_minimum 0 0\n"
    "witness 20\n"
    "sampler witness states\n"
    "draw 0 list 2 1\n" "draw 1 list 2 1\n"
    "w net 15\n"
    "end\n";


static obl_spec *read_text(const char *text) {
    return claim_read(text, strlen(text));
}


/* A good claim has what the evaluator relies on; a bad spec has one error and
** no claims. */
static void check_whole(const obl_spec *spec) {
    if (spec->error) {
        cr_expect_eq(spec->claims, 0);
        cr_expect_not_null(spec->remedy);
        return;
    }
    cr_expect_gt(spec->claims, 0);
    for (size_t k = 0; k < spec->claims; k++) {
        cr_expect_gt(spec->claim[k].parts, 0);
        cr_expect(spec->claim[k].stated.present);
    }
}


/* ------------------------------------------------------- a good stream */

static obl_spec *whole;

static void read_good(void) {
    whole = read_text(good);
    cr_assert_null(whole->error, "%s", whole->error);
    cr_assert_eq(whole->claims, 1);
}

static void drop_good(void) {
    obl_spec_free(whole);
}

TestSuite(good, .init = read_good, .fini = drop_good);


Test(good, names_and_texts) {
    const obl_claim *c = &whole->claim[0];

    cr_expect_str_eq(c->name, "every_record");
    cr_expect_eq(c->line, 3);
    cr_expect_str_eq(c->paper, "Theorem 4");
    cr_expect_str_eq(c->arxiv, "");
    cr_expect_str_eq(c->printed, "x\\|");
    cr_expect_str_eq(c->prose, "a\nb");
    cr_expect_str_eq(c->refuted_part, "(7)");
    cr_expect_str_eq(c->units, "10: x\n11: y");
    cr_expect_str_eq(c->relaxed_expect, "suspect");
    cr_expect_eq(c->uses_count, 2);
    cr_expect_str_eq(c->uses[1], "Lemma 8");
}


Test(good, constants_and_variables) {
    const obl_claim *c = &whole->claim[0];

    cr_assert_eq(c->constants, 2);
    cr_expect_str_eq(c->constant[0].num, "-1");
    cr_expect_str_eq(c->constant[0].den, "100");
    cr_assert_eq(c->variables, 7);
    cr_expect_eq(c->variable[6].shape, OBL_SHAPE_VECTORS);
    cr_expect_eq(c->var_n, 0);
    cr_expect_eq(c->var_d, 1);
    cr_expect_eq(c->var_eta, 2);
    cr_expect_eq(c->var_v, -1);
    cr_expect_eq(c->var_sigma, -1);
}


Test(good, kinds_and_free_names_of_nodes) {
    const struct { unsigned id; char kind; unsigned slots; bool t, u, now; }
    want[] = {
        { 0, 'R', 0, false, false, false }, { 3, 'I', 1, false, false, false },
        { 4, 'R', 1, false, false, true }, { 5, 'P', 1, false, false, true },
        { 7, 'P', 0, false, false, true }, { 8, 'V', 1, false, false, false },
        { 9, 'N', 0, false, false, false }, { 11, 'R', 0, false, false, true },
        { 12, 'R', 0, false, true, false }, { 13, 'R', 0, false, true, false },
        { 18, 'R', 0, true, false, false },
        /* Binding t gives the body its state. */
        { 20, 'P', 0, false, false, false },
    };
    const obl_claim *c = &whole->claim[0];

    cr_assert_eq(c->nodes, 22);
    for (size_t k = 0; k < sizeof want / sizeof *want; k++) {
        const obl_node *node = &c->node[want[k].id];

        cr_expect_eq(node->kind, want[k].kind, "node %u", want[k].id);
        cr_expect_eq(node->slots, want[k].slots, "node %u", want[k].id);
        cr_expect_eq(node->uses_t, want[k].t, "node %u", want[k].id);
        cr_expect_eq(node->uses_u, want[k].u, "node %u", want[k].id);
        cr_expect_eq(node->uses_now, want[k].now, "node %u", want[k].id);
    }
    cr_expect_eq(c->node[20].bound, 1u | OBL_BINDS_T);
    cr_expect_eq(c->node[15].operands, 3);
}


Test(good, statement_and_mutants) {
    const obl_claim *c = &whole->claim[0];

    cr_assert_eq(c->hypotheses, 2);
    cr_expect_str_eq(c->hypothesis[0].name, "small");
    cr_expect_eq(c->hypothesis[1].node, 20);
    cr_assert_eq(c->parts, 2);
    cr_expect_str_eq(c->part[1].label, "(7)");
    cr_expect_eq(c->covers, 1);
    cr_expect_str_eq(c->cover[0].den, "10");
    cr_assert_eq(c->mutants, 2);
    cr_expect(c->mutant[0].by_hand);
    cr_expect_not(c->mutant[0].change[0].hypothesis);
    cr_expect_eq(c->mutant[0].change[0].which, 1);
    cr_expect_not(c->mutant[1].by_hand);
    cr_assert_eq(c->mutant[1].changes, 2);
    cr_expect(c->mutant[1].change[0].dropped);
    cr_expect_not(c->mutant[1].change[1].dropped);
    cr_expect_eq(c->mutant[1].change[1].node, 7);
}


Test(good, samplers) {
    const obl_claim *c = &whole->claim[0];
    const obl_sampler *s = &c->stated;

    cr_assert(s->present && c->relaxed.present && c->witness.present);
    cr_expect_eq(s->kind, OBL_TRAJECTORY);
    cr_assert_eq(s->draws, 7);
    cr_expect_eq(s->draw[0].range.count, 2);
    cr_expect_str_eq(s->draw[0].range.num[1], "3");
    cr_expect_eq(s->draw[2].range.kind, OBL_RANGE_DECADES);
    cr_expect_eq(s->draw[3].range.kind, OBL_RANGE_BETWEEN);
    cr_expect(s->draw[4].sequence);
    cr_expect_eq(s->draw[4].next.kind, OBL_RANGE_TREE);
    cr_expect_eq(s->draw[5].range.kind, OBL_RANGE_ANYWHERE);
    cr_expect_eq(s->draw[6].range.each, 0);
    cr_expect(s->flow);
    cr_expect_eq(s->w, OBL_W_GAUSSIAN);
    cr_expect_eq(s->grid.kind, OBL_RANGE_DECADES);
    cr_expect_not(c->relaxed.suspended[0]);
    cr_expect(c->relaxed.suspended[1]);
    cr_expect_eq(c->relaxed.w, OBL_W_NEAR_MINIMUM);
    cr_expect_eq(c->witness.w, OBL_W_NET);
    cr_expect_eq(c->witness.w_node, 15);
    cr_expect_eq(c->witness.line, 20);
}


Test(good, two_claims_keep_apart) {
    char text[2 * sizeof good];

    snprintf(text, sizeof text, "%s%s", good, strchr(good, '\n') + 1);
    obl_spec *spec = read_text(text);

    cr_assert_null(spec->error, "%s", spec->error);
    cr_assert_eq(spec->claims, 2);
    cr_expect_eq(spec->claim[0].nodes, spec->claim[1].nodes);
    cr_expect_eq(spec->claim[1].mutants, 2);
    obl_spec_free(spec);
}


Test(good, an_error_of_the_spec_is_passed_on) {
    obl_spec *spec = read_text("obelus 1\nerror 12 no%20such%20word try%21\n");

    cr_expect_eq(spec->claims, 0);
    cr_expect_eq(spec->error_line, 12);
    cr_expect_str_eq(spec->error, "no such word");
    cr_expect_str_eq(spec->remedy, "try!");
    obl_spec_free(spec);
}


/* ----------------------------------------------------- every damage */

/* Judges a few samples: what the reader lets through must not break what
** comes after it. Numbers may be huge now, so no trajectory is run. */
static void try_out(const obl_spec *spec) {
    for (size_t k = 0; k < spec->claims; k++) {
        const obl_claim *claim = &spec->claim[k];
        obl_plan *plan = obl_plan_new(claim);
        obl_judge judge;
        obl_tally tally;

        if (!claim->relaxed.present || claim->relaxed.kind == OBL_TRAJECTORY
            || !obl_judge_open(&judge, claim, &claim->relaxed, plan, 1)) {
            obl_plan_free(plan);
            continue;
        }
        cr_assert(obl_tally_open(&tally, claim));
        obl_judge_sample(&judge, 0, true, &tally);
        obl_tally_close(&tally);
        obl_judge_close(&judge);
        obl_plan_free(plan);
    }
}


Test(damage, cut_anywhere) {
    char *copy = strdup(good);

    for (size_t length = 0; length < sizeof good - 1; length++) {
        /* Not a byte more than was read: ASan sees what goes beyond. */
        char *part = malloc(length + 1);
        memcpy(part, copy, length);
        part = realloc(part, length ? length : 1);
        obl_spec *spec = claim_read(part, length);

        cr_expect_not_null(spec->error, "cut at %zu", length);
        cr_expect_eq(spec->claims, 0, "cut at %zu", length);
        obl_spec_free(spec);
        free(part);
    }
    free(copy);
}


Test(damage, a_changed_byte_anywhere) {
    static const char others[] = { '\0', ' ', '\n', '%', '0', '9', 'z', '-',
                                   '|', '\x80', '\xff' };
    char copy[sizeof good];

    memcpy(copy, good, sizeof good);
    for (size_t at = 0; at < sizeof good - 1; at++)
        for (size_t k = 0; k < sizeof others; k++) {
            copy[at] = others[k];
            obl_spec *spec = claim_read(copy, sizeof good - 1);

            check_whole(spec);
            if (others[k] == '\0')
                cr_expect_not_null(spec->error, "byte %zu", at);
            if (!spec->error && k % 4 == at % 4)
                try_out(spec);
            obl_spec_free(spec);
            copy[at] = good[at];
        }
}


/* Bits of a keyword: none of them may turn one meaning into another. */
Test(damage, a_flipped_bit_in_a_keyword) {
    static const char *const words[] = {
        "obelus", "claim", "set", "paper", "uses", "constant",
        "trajectory", "variable", "scalar", "neurons", "node", "le", "all",
        "assume ", "part ", "cover", "mutant", "by_hand", "automatic",
        "change", "sampler", "stated", "without", "draw", "list", "decades",
        "between", "sequence", "anywhere", "each", "near_minimum", "gaussian",
        "flow", "net ", "grid", "witness", "end",
    };
    char copy[sizeof good];

    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        char *at = strstr(strcpy(copy, good), words[k]);

        cr_assert_not_null(at, "%s", words[k]);
        for (size_t c = 0; words[k][c] && words[k][c] != ' '; c++)
            for (int bit = 0; bit < 8; bit++) {
                at[c] = (char)(at[c] ^ 1 << bit);
                obl_spec *spec = claim_read(copy, sizeof good - 1);

                cr_expect_not_null(spec->error, "%s, byte %zu, bit %d",
                                   words[k], c, bit);
                obl_spec_free(spec);
                at[c] = (char)(at[c] ^ 1 << bit);
            }
    }
}


/* Line k of `good` dropped (copies = 0) or given several times. */
static obl_spec *repeated(size_t k, int copies, const char **line,
                          int *length) {
    char text[2 * sizeof good] = "";
    const char *at = good;

    for (size_t row = 0; *at; row++) {
        const int size = (int)strcspn(at, "\n") + 1;

        if (row == k) {
            *line = at;
            *length = size;
        }
        for (int c = 0; c < (row == k ? copies : 1); c++)
            strncat(text, at, (size_t)size);
        at += size;
    }
    return read_text(text);
}


static size_t lines_of_good(void) {
    size_t count = 0;

    for (const char *at = good; *at; at++)
        count += *at == '\n';
    return count;
}


Test(damage, a_line_dropped_or_given_twice) {
    const size_t lines = lines_of_good();
    const char *line;
    int length;

    for (size_t k = 0; k < lines; k++)
        for (int copies = 0; copies <= 2; copies += 2) {
            obl_spec *spec = repeated(k, copies, &line, &length);

            check_whole(spec);
            if (copies == 2 && (strncmp(line, "set ", 4) == 0
                    || strncmp(line, "sampler ", 8) == 0
                    || strncmp(line, "grid ", 5) == 0
                    || strncmp(line, "claim ", 6) == 0
                    || strncmp(line, "end", 3) == 0))
                cr_expect_not_null(spec->error, "%.*s", length, line);
            if (!spec->error)
                try_out(spec);
            obl_spec_free(spec);
        }
}


/* --------------------------------------------- what must be refused */

/* A small claim in which one record can be replaced. */
static const char frame_head[] =
    "obelus 1\n"
    "claim one 1\n"
    "constant c 1 1\n"
    "variable x scalar\n" "variable f neurons\n" "variable s sequence\n"
    "variable b vector\n" "variable bs vectors\n"
    "node num 2 1 1\n"      /* 0 R */
    "node true 2\n"         /* 1 P */
    "node v 2\n"            /* 2 V */
    "node slot 2 0\n"       /* 3 I */
    "node now 2\n"          /* 4 N */
    "node time 2\n"         /* 5 R, t */
    "node counter 2\n"      /* 6 R, u */
    "node le 2 3 0\n";      /* 7 P, slot 0 */
static const char frame_tail[] =
    "part % 3 1 text tex\n"
    "sampler stated states\n"
    "end\n";

typedef struct { const char *record, *says; } refusal;


/* `record` stands before the part, or, after "...", before the end. */
static obl_spec *framed(const char *record) {
    char text[4096];
    const bool late = strncmp(record, "...", 3) == 0;
    const size_t end = sizeof frame_tail - 1 - 4;

    snprintf(text, sizeof text, "%s%s%s%.*s%s%send\n", frame_head,
             late ? "" : record, late ? "" : "\n", (int)end, frame_tail,
             late ? record + 3 : "", late ? "\n" : "");
    return read_text(text);
}


static const refusal refusals[] = {
    /* nodes */
    { "node frob 2", "unknown operation" },
    { "node le 2 0", "number is missing" },
    { "node le 2 0 0 0", "left over" },
    { "node le 2 0 8", "out of range" },   /* itself */
    { "node le 2 0 9", "out of range" },   /* a later one */
    { "node le 2 0 -1", "number is missing" },
    { "node le 2 0 99999999999999999999999", "out of range" },
    { "node le 2 0 0x0", "out of range" },
    { "node le 99999999999 0 0", "out of range" },
    { "node le 2 0 1", "wrong kind" },
    { "node le 2 0 2", "wrong kind" },
    { "node le 2 0 4", "wrong kind" },
    { "node le 2 2 2", "wrong kind" },
    { "node eq 2 0 2", "real beside a vector" },
    { "node add 2 2 0", "real beside a vector" },
    { "node mul 2 2 2", "wrong kind" },
    { "node mul 2 2 0", "wrong kind" },
    { "node div 2 0 2", "wrong kind" },
    { "node and 2 1 0", "wrong kind" },
    { "node all 2 0 1 1 0", "wrong kind" },
    { "node all 2 1 1 0", "binds nothing" },
    { "node all 2 1 1 1", "word is missing" },
    { "node all 2 1 1 2 0", "word is missing" },
    { "node all 2 1 1 1 8", "out of range" },
    { "node all 2 1 1 1 x", "number is missing" },
    { "node all 2 1 1 99 0", "out of range" },
    { "node prod 2 1 2 1 0", "wrong kind" },
    { "node num 2 1", "word is missing" },
    { "node num 2 1 0", "denominator is 0" },
    { "node num 2 1 000", "denominator is 0" },
    { "node num 2 1 -2", "decimal integer" },
    { "node num 2 1.5 2", "decimal integer" },
    { "node num 2 - 2", "decimal integer" },
    { "node num 2 --1 2", "decimal integer" },
    { "node num 2 % 2", "decimal integer" },
    { "node num 2 1e9 2", "decimal integer" },
    { "node const 2 1", "out of range" },
    { "node scalar 2 5", "out of range" },
    { "node scalar 2 1", "another shape" },
    { "node family 2 0 0", "another shape" },
    { "node vector 2 4", "another shape" },
    { "node vectors 2 0 3", "another shape" },
    { "node mean 2 2 0", "another shape" },
    { "node dscalar 2 0 3", "another shape" },
    { "node slot 2 8", "out of range" },
    { "node net_each 2 2 8", "out of range" },
    { "node net_each 2 0 0", "wrong kind" },
    { "node net_list 2", "number of operands" },
    { "node net_list 2 2", "number of operands" },
    { "node net_list 2 2 0", "wrong kind" },
    { "node at_net 2 2 0", "wrong kind" },
    { "node", "word is missing" },
    { "node le", "number is missing" },
    /* free names in what must be closed */
    { "part % 3 7 t t", "name is free" },
    { "assume a 3 7 t", "name is free" },
    { "cover 3 7 1 2", "name is free" },
    { "part % 3 0 t t", "truth is wanted" },
    { "part % 3 4 t t", "truth is wanted" },
    { "part % 3 8 t t", "out of range" },
    /* names, keys and numbers */
    { "claim two 2", "out of place" },
    { "error 1 a b", "out of place" },
    { "frobnicate", "unknown record" },
    { "", "unknown record" },
    { "set colour red", "unknown key" },
    { "set page", "too few or too many" },
    { "set page 1 2", "too few or too many" },
    { "constant e 1", "too few or too many" },
    { "constant e 1 0", "denominator is 0" },
    { "variable y matrix", "unknown shape" },
    { "variable y", "too few or too many" },
    { "mutant m by_foot 3 t", "unknown word" },
    { "change part 0 1", "change of no mutant" },
    { "end", "without a conclusion" },
    /* escapes */
    { "uses a%2", "bad escape" },
    { "uses a%zz", "bad escape" },
    { "uses a%2f", "bad escape" },
    { "uses a%00", "bad escape" },
    { "uses a%", "bad escape" },
    /* samplers */
    { "draw 0 list 1 1", "draw of no sampler" },
    { "w anywhere", "w of no sampler" },
    { "by flow", "of no sampler" },
    { "grid list 1 1", "of no sampler" },
    { "without 0", "out of range" },
    { "...sampler stated states", "given twice" },
    { "...sampler other states", "unknown sampler" },
    { "...sampler relaxed stately", "unknown kind" },
    { "...assume a 3 1 t", "hypothesis after a sampler" },
    { "...draw 9 list 1 1", "out of range" },
    { "...draw 0 list", "empty list" },
    { "...draw 0 list 1", "empty list" },
    { "...draw 0 list 1 1 1", "left over" },
    { "...draw 0 list 1 0", "denominator is 0" },
    { "...draw 0 between 0", "number is missing" },
    { "...draw 0 between 0 0 0", "left over" },
    { "...draw 0 between 0 1", "another kind" },
    { "...draw 0 between 0 4", "another kind" },
    { "...draw 0 tree 2", "another kind" },
    { "...draw 0 tree 4", "another kind" },
    { "...draw 0 tree 3", "name is free" },
    { "...draw 0 tree 5", "name is free" },
    { "...draw 0 tree 6", "name is free" },
    { "...draw 0 tree 0 each 0", "no family" },
    { "...draw 1 tree 3 each 1", "name is free" },
    { "...draw 1 tree 3 each 8", "out of range" },
    { "...draw 0 anywhere", "another shape" },
    { "...draw 3 tree 0", "another kind" },
    { "...draw 4 list 1 1", "another shape" },
    { "...draw 4 between 0 0", "another shape" },
    { "...draw 4 tree 0 each 0", "another kind" },
    { "...draw 0 sequence list 1 1 | list 1 1", "another shape" },
    { "...draw 2 sequence list 1 1", "first and a next" },
    { "...draw 2 sequence list 1 1 |", "word is missing" },
    { "...draw 0 beneath 0 0", "unknown word" },
    { "...draw 0", "word is missing" },
    { "...w nowhere", "unknown way" },
    { "...w near_minimum 0", "unknown way" },
    { "...w near_minimum 0 1", "another kind" },
    { "...w net 2", "another kind" },
    { "...w net", "unknown way" },
    { "...by car", "unknown word" },
    { "...grid between 0 0", "list or decades" },
    { "...grid tree 0", "list or decades" },
    { "...grid list 1 1 2", "left over" },
    { "...sampler witness states\ndraw 0 between 0 0", "at random" },
    { "...sampler witness states\ndraw 3 anywhere", "at random" },
    { "...sampler witness states\nwithout 0", "out of range" },
};


Test(refused, one_record_at_a_time) {
    for (size_t k = 0; k < sizeof refusals / sizeof *refusals; k++) {
        const refusal *row = &refusals[k];
        obl_spec *spec = framed(row->record);

        cr_assert_not_null(spec->error, "accepted: %s", row->record);
        cr_expect_not_null(strstr(spec->error, row->says), "%s: %s",
                           row->record, spec->error);
        cr_expect_not_null(strstr(spec->error, "damaged at its line"));
        cr_expect_eq(spec->claims, 0);
        obl_spec_free(spec);
    }
}


Test(refused, the_language_of_another_version) {
    obl_spec *spec = read_text("obelus 2\nclaim x 1\n");

    cr_assert_not_null(spec->error);
    cr_expect_not_null(strstr(spec->error, obl_lua_folder()));
    cr_expect_not_null(strstr(spec->error, "of another version"));
    cr_expect_not_null(strstr(spec->remedy, "OBELUS_LUA"));
    obl_spec_free(spec);
}


Test(refused, but_the_frame_itself_is_good) {
    static const char *const fine[] = {
        "uses x", "node le 2 3 0", "...w anywhere",
        "...draw 1 tree 3 each 0", "...draw 4 tree 2 each 0",
        "...draw 2 sequence list 1 1 | tree 6", "...grid list 1 1",
        "node all 2 1 7 1 0\npart b 4 8 t t",
        "assume a 2 1 t\nsampler relaxed states\nwithout 0",
    };

    for (size_t k = 0; k < sizeof fine / sizeof *fine; k++) {
        obl_spec *spec = framed(fine[k]);

        cr_expect_null(spec->error, "%s: %s", fine[k], spec->error);
        obl_spec_free(spec);
    }
}


Test(refused, only_a_relaxed_sampler_suspends) {
    obl_spec *spec = framed(
        "assume a 2 1 t\nsampler witness states\nwithout 0");

    cr_assert_not_null(spec->error);
    cr_expect_not_null(strstr(spec->error, "only a relaxed"));
    obl_spec_free(spec);
}


Test(refused, streams_of_another_form) {
    static const struct { const char *bytes; size_t length; } table[] = {
        { "", 0 }, { "\n", 1 }, { "obelus 1", 8 }, { "obelus 1\n", 9 },
        { "obelus 2\n", 9 }, { "obelus\n", 7 }, { "obelus 1 \n", 10 },
        { "obelus 1\n\n", 10 }, { "obelus 1\nend\n", 13 },
        { "\0obelus 1\n", 10 }, { "obelus 1\nerror 1 a\n", 19 },
        { "obelus 1\nerror 1 a b c\n", 23 },
        { "obelus 1\nclaim A 1\n", 19 }, { "obelus 1\nclaim a-b 1\n", 21 },
        { "obelus 1\nclaim % 1\n", 19 },
    };

    for (size_t k = 0; k < sizeof table / sizeof *table; k++) {
        obl_spec *spec = claim_read(table[k].bytes, table[k].length);

        cr_expect_not_null(spec->error, "stream %zu", k);
        cr_expect_eq(spec->claims, 0);
        obl_spec_free(spec);
    }
}


/* ------------------------------------------------------------ limits */

/* A stream with `count` rows made by `row` between a head and a tail. */
static obl_spec *long_stream(const char *head, unsigned count,
                             int (*row)(char *, unsigned),
                             const char *tail) {
    char *text = malloc(strlen(head) + strlen(tail) + 64 * (size_t)count + 64);

    cr_assert_not_null(text);
    size_t at = (size_t)sprintf(text, "%s", head);
    for (unsigned k = 0; k < count; k++)
        at += (size_t)row(text + at, k);
    strcpy(text + at, tail);
    obl_spec *spec = read_text(text);
    free(text);
    return spec;
}


static int row_deeper(char *text, unsigned k) {
    return k ? sprintf(text, "node neg 1 %u\n", k - 1)
             : sprintf(text, "node pi 1\n");
}

static int row_leaf(char *text, unsigned k) {
    (void)k;
    return sprintf(text, "node true 1\n");
}

static int row_word(char *text, unsigned k) {
    return sprintf(text, "%s1 1 ", k ? "" : "draw 0 list ");
}

static int row_digit(char *text, unsigned k) {
    return sprintf(text, "%s7", k ? "" : "node num 1 ");
}

static int row_letter(char *text, unsigned k) {
    (void)k;
    return sprintf(text, "a");
}

typedef struct {
    int (*row)(char *, unsigned);
    unsigned most;
    const char *head, *tail, *says;
} limit;


Test(limits, are_where_the_header_says) {
    static const limit limits[] = {
        { row_deeper, OBL_DEPTH_MAX, "obelus 1\nclaim a 1\n",
          "node true 1\npart % 1 200 t t\nsampler stated states\nend\n",
          "deeper than 200" },
        { row_leaf, OBL_NODES_MAX, "obelus 1\nclaim a 1\n",
          "part % 1 0 t t\nsampler stated states\nend\n", "too many nodes" },
        { row_word, 2045, "obelus 1\nclaim a 1\nvariable x scalar\n"
          "node true 1\npart % 1 0 t t\nsampler stated scalars\n",
          "1 1\nend\n", "too many words" },
        { row_digit, 4000, "obelus 1\nclaim a 1\nnode true 1\n",
          " 1\npart % 1 0 t t\nsampler stated states\nend\n",
          "decimal integer" },
        { row_letter, OBL_NAME_MAX, "obelus 1\nclaim ",
          " 1\nnode true 1\npart % 1 0 t t\nsampler stated states\nend\n",
          "claim's name" },
    };

    for (size_t k = 0; k < sizeof limits / sizeof *limits; k++) {
        const limit *l = &limits[k];
        obl_spec *most = long_stream(l->head, l->most, l->row, l->tail);
        obl_spec *more = long_stream(l->head, l->most + 1, l->row, l->tail);

        cr_expect(!most->error || (k == 0 && strstr(most->error, "part")),
                  "%s: %s", l->says, most->error);
        cr_assert_not_null(more->error, "%s", l->says);
        cr_expect_not_null(strstr(more->error, l->says), "%s: %s", l->says,
                           more->error);
        obl_spec_free(most);
        obl_spec_free(more);
    }
}


/* A tree as deep as allowed is evaluated, by derivatives too. */
Test(limits, the_deepest_tree_is_evaluated) {
    char text[20000] = "obelus 1\nclaim a 1\nvariable x scalar\n"
                       "node scalar 1 0\n";
    unsigned id = 0;

    for (; id < OBL_DEPTH_MAX - 3; id++)
        sprintf(text + strlen(text), "node sin 1 %u\n", id);
    sprintf(text + strlen(text), "node dscalar 1 %u 0\nnode le 1 %u %u\n"
            "part %% 1 %u t t\nsampler stated scalars\ndraw 0 list 1 2\nend\n",
            id, id, id + 1, id + 2);
    obl_spec *spec = read_text(text);
    cr_assert_null(spec->error, "%s", spec->error);
    const obl_claim *claim = &spec->claim[0];
    obl_plan *plan = obl_plan_new(claim);
    obl_judge judge;

    cr_assert(obl_judge_open(&judge, claim, &claim->stated, plan, 1));
    cr_assert(obl_judge_draw(&judge, 0));
    cr_expect_eq(obl_judge_truth(&judge, claim->part[0].node, true).truth.is,
                 OBL_FALSE);
    obl_judge_done(&judge);
    obl_judge_close(&judge);
    obl_plan_free(plan);
    obl_spec_free(spec);
}
