/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** series.c -- trees to power series in balls.
**
** Arb's series do the work. Where an operation is no series at the place (a
** kink in the box, a zero divisor, an operation of the network), a value that
** is one exact number on the whole box is a constant, and all else has no
** series.
*/

#include "claim/series.h"

#include <stdlib.h>


bool obl_series_open(obl_series *s, const obl_claim *claim,
                     const obl_sampler *sampler, obl_ball_eval *eval,
                     long bits) {
    *s = (obl_series){ .claim = claim, .eval = eval, .bits = bits };
    for (size_t k = 0; k < OBL_AXES_MAX; k++)
        arb_init(&s->at[k]);
    s->draw = calloc(claim->variables + 1, sizeof *s->draw);
    s->axis = calloc(claim->variables + 1, sizeof *s->axis);
    s->moves = calloc(claim->nodes + 1, sizeof *s->moves);
    s->memo = calloc(claim->nodes + 1, sizeof *s->memo);
    s->stamp = calloc(claim->nodes + 1, sizeof *s->stamp);
    if (!s->draw || !s->axis || !s->moves || !s->memo || !s->stamp)
        return false;
    for (size_t k = 0; k < claim->variables; k++)
        s->axis[k] = -1;
    for (size_t k = 0; k < sampler->draws; k++)
        s->draw[sampler->draw[k].variable] = &sampler->draw[k];
    for (size_t id = 0; id < claim->nodes; id++)
        arb_poly_init(&s->memo[id]);
    s->pass = 2;
    return true;
}


void obl_series_close(obl_series *s) {
    for (size_t id = 0; s->stamp && s->memo && id < s->claim->nodes; id++)
        arb_poly_clear(&s->memo[id]);
    for (size_t k = 0; k < OBL_AXES_MAX; k++)
        arb_clear(&s->at[k]);
    free(s->draw);
    free(s->axis);
    free(s->moves);
    free(s->memo);
    free(s->stamp);
}


/* ------------------------------------------------------- what moves */

static bool reads(const obl_node *node) {
    return node->op == OP_scalar || node->op == OP_family;
}


/* The axes that a variable moves with. */
static uint8_t variable_moves(const obl_series *s, unsigned k) {
    if (s->axis[k] >= 0)
        return (uint8_t)(1u << s->axis[k]);
    if (s->draw[k] && s->draw[k]->range.kind == OBL_RANGE_TREE)
        return s->moves[s->draw[k]->range.a];
    return 0;
}


static uint8_t node_moves(const obl_series *s, const obl_node *node) {
    uint8_t moves = reads(node) ? variable_moves(s, node->payload) : 0;

    for (unsigned k = 0; k < node->operands; k++)
        moves |= s->moves[node->operand[k]];
    return moves;
}


/* A drawn variable's tree may have any id: until nothing changes. */
void obl_series_settle(obl_series *s) {
    bool changed = true;

    while (changed) {
        changed = false;
        for (size_t id = 0; id < s->claim->nodes; id++) {
            const uint8_t moves = node_moves(s, &s->claim->node[id]);

            changed |= moves != s->moves[id];
            s->moves[id] = moves;
        }
    }
    for (size_t k = 0; k < s->claim->variables; k++)
        s->trees_move |= s->axis[k] < 0
            && variable_moves(s, (unsigned)k) != 0;
}


/* ------------------------------------------------------ the operations */

/* What stands still, and what is one number on the whole box. */
static bool constant(obl_series *s, arb_poly_struct *out, uint32_t id) {
    const obl_ball x = obl_ball_number(s->eval, id);

    if (x->undefined || !arb_is_finite(&x->value)
        || (s->moves[id] && !arb_is_exact(&x->value)))
        return false;
    arb_poly_set_arb(out, &x->value);
    return true;
}


static bool variable(obl_series *s, arb_poly_struct *out,
                     const obl_node *node) {
    const int axis = s->axis[node->payload];
    const arb_poly_struct *tree;

    if (axis < 0) {
        tree = obl_series_of(s, s->draw[node->payload]->range.a);
        if (tree)
            arb_poly_set(out, tree);
        return tree != NULL;
    }
    arb_poly_set_arb(out, &s->at[axis]);
    if ((unsigned)axis == s->along && s->length > 1)
        arb_poly_set_coeff_si(out, 1, 1);
    return true;
}


/* The sign of the constant coefficient, 0 where it is not certain. */
static int sign_of(const arb_poly_struct *x) {
    arb_t first;
    int sign;

    arb_init(first);
    arb_poly_get_coeff_arb(first, x, 0);
    sign = arb_is_positive(first) - arb_is_negative(first);
    arb_clear(first);
    return sign;
}


/* |x| is x or -x on the whole box. At x = 0, an end, the series of the box
** itself must be told from that of the other side: so the sign is read off
** the box, not off the pass. */
static bool absolute(obl_series *s, arb_poly_struct *out, uint32_t operand,
                     const arb_poly_struct *x) {
    const obl_ball whole = obl_ball_number(s->eval, operand);

    if (arb_is_nonnegative(&whole->value))
        arb_poly_set(out, x);
    else if (arb_is_nonpositive(&whole->value))
        arb_poly_neg(out, x);
    else
        return false;
    return true;
}


/* max, or min, of two that keep their order on the box. */
static bool extreme(obl_series *s, arb_poly_struct *out, bool most,
                    const arb_poly_struct *x, const arb_poly_struct *y) {
    arb_poly_sub(out, x, y, s->bits);
    const int sign = most ? sign_of(out) : -sign_of(out);

    arb_poly_set(out, sign > 0 ? x : y);
    return sign != 0;
}


/* x^y: a constant exponent is left to Arb, whose powers of integers need no
** sign; else exp(y log x). */
static bool power(obl_series *s, arb_poly_struct *out,
                  const arb_poly_struct *x, const arb_poly_struct *y) {
    if (arb_poly_length(y) <= 1) {
        arb_t exponent;

        arb_init(exponent);
        arb_poly_get_coeff_arb(exponent, y, 0);
        const bool known = sign_of(x) > 0 || (arb_is_int(exponent)
            && (arb_is_nonnegative(exponent) || sign_of(x) < 0));

        if (known)
            arb_poly_pow_arb_series(out, x, exponent, s->length, s->bits);
        arb_clear(exponent);
        return known;
    }
    if (sign_of(x) <= 0)
        return false;
    arb_poly_log_series(out, x, s->length, s->bits);
    arb_poly_mullow_classical(out, out, y, s->length, s->bits);
    arb_poly_exp_series(out, out, s->length, s->bits);
    return true;
}


static bool function(obl_series *s, arb_poly_struct *out,
                     const obl_node *node, const arb_poly_struct *x) {
    const slong n = s->length, bits = s->bits;

    switch (node->op) {
    case OP_neg: arb_poly_neg(out, x); return true;
    case OP_exp: arb_poly_exp_series(out, x, n, bits); return true;
    case OP_sin: arb_poly_sin_series(out, x, n, bits); return true;
    case OP_cos: arb_poly_cos_series(out, x, n, bits); return true;
    case OP_tan: arb_poly_tan_series(out, x, n, bits); return true;
    case OP_abs: return absolute(s, out, node->operand[0], x);
    default: break;
    }
    if (sign_of(x) <= 0)
        return false;
    if (node->op == OP_sqrt)
        arb_poly_sqrt_series(out, x, n, bits);
    else
        arb_poly_log_series(out, x, n, bits);
    return true;
}


static bool pair(obl_series *s, arb_poly_struct *out, obl_op op,
                 const arb_poly_struct *x, const arb_poly_struct *y) {
    const slong n = s->length, bits = s->bits;

    switch (op) {
    case OP_add: arb_poly_add(out, x, y, bits); return true;
    case OP_sub: arb_poly_sub(out, x, y, bits); return true;
    case OP_mul: arb_poly_mullow_classical(out, x, y, n, bits); return true;
    case OP_pow: return power(s, out, x, y);
    case OP_max: case OP_min: return extreme(s, out, op == OP_max, x, y);
    default: break;
    }
    if (sign_of(y) == 0)
        return false;
    arb_poly_div_series(out, x, y, n, bits);
    return true;
}


/* D along the axis. A variable computed by a tree is a constant to D, but
** moves here: then there is no answer. */
static bool derivative(obl_series *s, arb_poly_struct *out,
                       const obl_node *node) {
    if (s->axis[node->payload] != (int)s->along || s->trees_move
        || s->nested == OBL_NESTED_MAX)
        return false;
    s->nested++;
    const arb_poly_struct *x = obl_series_of(s, node->operand[0]);

    s->nested--;
    if (x)
        arb_poly_derivative(out, x, s->bits);
    return x != NULL;
}


static bool fill(obl_series *s, arb_poly_struct *out, uint32_t id) {
    const obl_node *node = &s->claim->node[id];
    const arb_poly_struct *x = NULL, *y = NULL;

    if (!s->moves[id])
        return constant(s, out, id);
    switch (node->op) {
    case OP_scalar:
        return variable(s, out, node);
    case OP_add: case OP_sub: case OP_mul: case OP_div: case OP_pow:
    case OP_max: case OP_min:
        x = obl_series_of(s, node->operand[0]);
        y = x ? obl_series_of(s, node->operand[1]) : NULL;
        return (y && pair(s, out, node->op, x, y)) || constant(s, out, id);
    case OP_neg: case OP_sqrt: case OP_exp: case OP_log: case OP_sin:
    case OP_cos: case OP_tan: case OP_abs:
        x = obl_series_of(s, node->operand[0]);
        return (x && function(s, out, node, x)) || constant(s, out, id);
    case OP_dscalar:
        return derivative(s, out, node) || constant(s, out, id);
    default:
        return constant(s, out, id);
    }
}


/* Stamps are even where the pass found a series, odd where it found none. */
void obl_series_start(obl_series *s, unsigned along, slong length) {
    s->along = along;
    s->length = length + OBL_NESTED_MAX;
    s->pass += 2;
    s->visits = 0;
}


const arb_poly_struct *obl_series_of(obl_series *s, uint32_t node) {
    if (s->stamp[node] < s->pass)
        s->stamp[node] = s->pass + !fill(s, &s->memo[node], node);
    return s->stamp[node] == s->pass ? &s->memo[node] : NULL;
}


/* --------------------------------------------------- exact series */

enum { VISITS_MAX = 2000 };


static bool exact_number(fmpq_poly_struct *out, const arb_struct *x) {
    fmpz_t man, exp;
    fmpq_t value;

    if (!arb_is_exact(x) || !arb_is_finite(x)
        || arf_cmpabs_2exp_si(arb_midref(x), 64) > 0)
        return false;
    fmpz_init(man), fmpz_init(exp), fmpq_init(value);
    arf_get_fmpz_2exp(man, exp, arb_midref(x));
    const bool good = fmpz_cmp_si(exp, -4000) > 0;

    fmpq_set_fmpz(value, man);
    if (good && fmpz_sgn(exp) < 0)
        fmpq_div_2exp(value, value, (ulong)-fmpz_get_si(exp));
    else if (good)
        fmpq_mul_2exp(value, value, fmpz_get_ui(exp));
    fmpq_poly_set_fmpq(out, value);
    fmpz_clear(man), fmpz_clear(exp), fmpq_clear(value);
    return good;
}


static bool exact_fraction(fmpq_poly_struct *out, const char *num,
                           const char *den) {
    fmpq_t value;

    fmpq_init(value);
    const bool good = fmpz_set_str(fmpq_numref(value), num, 10) == 0
        && fmpz_set_str(fmpq_denref(value), den, 10) == 0;

    if (good) {
        fmpq_canonicalise(value);
        fmpq_poly_set_fmpq(out, value);
    }
    fmpq_clear(value);
    return good;
}


static bool exact_variable(obl_series *s, fmpq_poly_struct *out,
                           const obl_node *node) {
    const int axis = s->axis[node->payload];
    const obl_draw *draw = s->draw[node->payload];

    if (axis < 0 && draw && draw->range.kind == OBL_RANGE_TREE)
        return obl_series_exact(s, out, draw->range.a);
    if (axis < 0 || !exact_number(out, &s->at[axis]))
        return false;
    if ((unsigned)axis == s->along)
        fmpq_poly_set_coeff_si(out, 1, 1);
    return true;
}


/* Whether the constant coefficient is k. */
static bool starts_at(const fmpq_poly_struct *x, slong k) {
    fmpq_t first;

    fmpq_init(first);
    fmpq_poly_get_coeff_fmpq(first, x, 0);
    const bool equal = fmpq_cmp_si(first, k) == 0;

    fmpq_clear(first);
    return equal;
}


static bool exact_function(obl_series *s, fmpq_poly_struct *out, obl_op op,
                           const fmpq_poly_struct *x) {
    const slong n = s->length;
    const bool at_zero = starts_at(x, 0), at_one = starts_at(x, 1);

    switch (op) {
    case OP_neg: fmpq_poly_neg(out, x); return true;
    case OP_exp: if (at_zero) fmpq_poly_exp_series(out, x, n); break;
    case OP_sin: if (at_zero) fmpq_poly_sin_series(out, x, n); break;
    case OP_cos: if (at_zero) fmpq_poly_cos_series(out, x, n); break;
    case OP_tan: if (at_zero) fmpq_poly_tan_series(out, x, n); break;
    case OP_log: if (at_one) fmpq_poly_log_series(out, x, n); return at_one;
    case OP_sqrt: if (at_one) fmpq_poly_sqrt_series(out, x, n); return at_one;
    default: return false;
    }
    return at_zero;
}


/* x to a small natural number. */
static bool exact_power(obl_series *s, fmpq_poly_struct *out,
                        const fmpq_poly_struct *x,
                        const fmpq_poly_struct *y) {
    for (slong k = 0; k <= 64; k++)
        if (fmpq_poly_length(y) <= 1 && starts_at(y, k)) {
            fmpq_poly_pow(out, x, (ulong)k);
            fmpq_poly_truncate(out, s->length);
            return true;
        }
    return false;
}


static bool exact_pair(obl_series *s, fmpq_poly_struct *out, obl_op op,
                       const fmpq_poly_struct *x, const fmpq_poly_struct *y) {
    switch (op) {
    case OP_add: fmpq_poly_add(out, x, y); return true;
    case OP_sub: fmpq_poly_sub(out, x, y); return true;
    case OP_mul: fmpq_poly_mullow(out, x, y, s->length); return true;
    case OP_pow: return exact_power(s, out, x, y);
    case OP_div:
        if (!starts_at(y, 0))
            fmpq_poly_div_series(out, x, y, s->length);
        return !starts_at(y, 0);
    default: return false;
    }
}


static bool exact_operation(obl_series *s, fmpq_poly_struct *out,
                            const obl_node *node) {
    fmpq_poly_t x, y;
    bool good;

    fmpq_poly_init(x), fmpq_poly_init(y);
    good = obl_series_exact(s, x, node->operand[0]);
    if (node->operands == 1)
        good = good && exact_function(s, out, node->op, x);
    else
        good = good && obl_series_exact(s, y, node->operand[1])
            && exact_pair(s, out, node->op, x, y);
    fmpq_poly_clear(x), fmpq_poly_clear(y);
    return good;
}


bool obl_series_exact(obl_series *s, fmpq_poly_struct *out, uint32_t id) {
    const obl_node *node = &s->claim->node[id];
    const obl_constant *constant;

    if (++s->visits > VISITS_MAX)
        return false;
    switch (node->op) {
    case OP_num:
        return exact_fraction(out, node->num, node->den);
    case OP_const:
        constant = &s->claim->constant[node->payload];
        return exact_fraction(out, constant->num, constant->den);
    case OP_scalar:
        return exact_variable(s, out, node);
    case OP_add: case OP_sub: case OP_mul: case OP_div: case OP_pow:
    case OP_neg: case OP_sqrt: case OP_exp: case OP_log: case OP_sin:
    case OP_cos: case OP_tan:
        return exact_operation(s, out, node);
    default:
        return false;
    }
}
