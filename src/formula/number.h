/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** number.h -- the number types in which the paper's formulas are written.
**
** A formula stands once, in a template (*.inl), and is compiled once per
** number type. The template sees a type NUM, passed by value, a context CX,
** and functions named N(op). Four types exist:
**
**   real    a double with a magnitude: value x and m >= |x|, the sum of the
**           absolute values of the terms that made it. |error| stays below a
**           few hundred 2^-53 m, so |a - b| > 2^-20 (m_a + m_b) decides.
**   ball    an Arb ball: midpoint, radius, all roundings inside.
**   dreal, dball   a value with its right and its left derivative.
**
** A value can be *undefined* (no meaning: the angle of 0, 0/0, 0^(-1/3)) or
** *unknown* (has a meaning, these bits do not show it: overflow, a divisor
** that straddles 0). Operations pass both on; undefined wins over unknown.
*/

#ifndef OBL_NUMBER_H
#define OBL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* The state of knowledge about a sign. */
typedef enum {
    OBL_NEGATIVE = -1,
    OBL_ZERO = 0,     /* exactly 0 (real: x = 0 with m = 0 or computed 0) */
    OBL_POSITIVE = 1,
    OBL_UNSURE,       /* the ball straddles or touches 0; unknown values */
    OBL_NO_VALUE,     /* undefined */
} obl_sign;

/* What every type provides, NUM standing for its handle and CX for its
** context. `x` and `y` are handles, results are handles that live until the
** context is released to an earlier mark.
**
**   N(int)(cx, long)              N(double)(cx, double)      exact
**   N(fraction)(cx, "p", "q")     decimal integers of any length, q > 0
**   N(pi)(cx)                     N(undefined)(cx)    N(unknown)(cx)
**   N(add) N(sub) N(mul) N(div) N(max) N(min) N(pow) (cx, x, y)
**   N(neg) N(abs) N(sqrt) N(exp) N(log) N(sin) N(cos) N(tan) N(ceil) (cx, x)
**   N(fma2)(cx, a, b, c, d)       a b - c d, fused (Kahan) in real
**   N(one_minus_cos) N(sin_minus_xcos) N(x_minus_sin) (cx, x)
**                                 accurate near 0
**   N(norm)(cx, const NUM *x, size_t d)
**   N(dot)(cx, const NUM *x, const NUM *y, size_t d)
**   N(angle)(cx, const NUM *x, const NUM *y, size_t d)
**                                 in [0, pi]; undefined at a zero vector;
**                                 1e-14 relative from 1e-140 to pi; exact 0
**                                 and pi for parallel and antiparallel
**   N(sign)(cx, x)                obl_sign
**   N(mid)(x)                     the nearest double, NaN if no value
**
** pow(x, y): x > 0, or y an exact integer, or x = 0 < y. div by exact 0,
** sqrt and log outside their domain: undefined; where the ball straddles the
** edge of the domain: unknown. N(d*) types: at a kink (abs, a tie in max or
** min, norm at 0) the right and left derivatives differ; norm(x) at x = 0
** has right derivative |x'| and left derivative -|x'|.
*/

#endif
