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
**           m = |x| says that x is exact.
**   ball    an Arb ball: midpoint, radius, all roundings inside.
**   dreal, dball   a value with its right and its left derivative.
**
** A value can be *undefined* (no meaning: the angle of 0, 0/0, 0^(-1/3)) or
** *unknown* (has a meaning, these bits do not show it: overflow, a divisor
** that straddles 0). Operations pass both on; undefined wins over unknown.
**
** One instance of a template is written
**
**     #include "formula/as_ball.h"
**     #include "eval.inl"
**     #include "formula/as_none.h"
**
** and between the two the macros are NUM, CX, N(op), DUAL (0 or 1), and the
** type under a dual, BASE with BASE_N(op) (of real and ball: itself). A dual
** type has the context of its base: CX and BASE's context are one type, so
** base and dual numbers live in one arena.
*/

#ifndef OBL_NUMBER_H
#define OBL_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#include "formula/arena.h"

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
**   N(open)(cx, long prec)        a fresh context; prec in bits (real: unused)
**   N(close)(cx)                  frees all that it made
**   N(mark)(cx)                   an obl_arena_mark
**   N(release)(cx, mark)          drops all that was made since
**   N(keep)(cx, mark, x)          releases, but x survives as the result
**   N(keep_all)(cx, mark, NUM *x, count)   the same for an array of handles
**                                 that is itself older than the mark
**   N(array)(cx, count)           NUM *, room for handles, until release
**
**   N(int)(cx, long)              N(double)(cx, double)      exact
**   N(fraction)(cx, "p", "q")     decimal integers of any length, q > 0
**   N(pi)(cx)                     N(undefined)(cx)    N(unknown)(cx)
**   N(add) N(sub) N(mul) N(div) N(max) N(min) N(pow) (cx, x, y)
**   N(neg) N(abs) N(sqrt) N(exp) N(log) N(sin) N(cos) N(tan) N(ceil) (cx, x)
**   N(fma2)(cx, a, b, c, d)       a b - c d, fused (Kahan) in real
**   N(one_minus_cos) N(sin_minus_xcos) N(x_minus_sin) (cx, x)
**                                 accurate near 0
**   N(sum)(cx, const NUM *x, size_t count)   compensated in real
**   N(norm)(cx, const NUM *x, size_t d)
**   N(dot)(cx, const NUM *x, const NUM *y, size_t d)
**   N(angle)(cx, const NUM *x, const NUM *y, size_t d)
**                                 in [0, pi]; undefined at a zero vector;
**                                 1e-14 relative from 1e-140 to pi; exact 0
**                                 and pi for parallel and antiparallel
**   N(cos_angle)(cx, x, y, d)     cos and sin of that angle without the
**   N(sin_angle)(cx, x, y, d)     angle, so cos has a derivative at 0 too
**   N(reject)(cx, NUM *out, const NUM *x, const NUM *y, size_t d)
**                                 the part of y orthogonal to x, from 2x2
**                                 minors: accurate in norm however near to
**                                 parallel, exactly 0 if parallel
**   N(spectral_norm)(cx, const NUM *a, size_t size)  of a symmetric matrix;
**                                 ball: some 45 bits up to a precision of
**                                 128, all bits beyond
**   N(within)(cx, x)              some number no larger than |x|: the ball
**                                 [-|x|, |x|]; a real 0 of magnitude 2^53 |x|
**   N(sign)(cx, x)                obl_sign
**   N(decide)(cx, x)              the same, but OBL_UNSURE also where a real's
**                                 x is below 2^-44 m and not 0
**   N(mid)(x)                     the nearest double, NaN if no value
**   N(lift)(cx, BASE)             a constant: derivatives 0 (real, ball: x)
**   N(value)(x)                   the value, a BASE
**
** and the dual types alone
**
**   N(make)(value, right, left)   N(right)(x)   N(left)(x)     all BASE
**
** pow(x, y): x > 0, or y an exact integer, or x = 0 < y. div by exact 0,
** sqrt and log outside their domain: undefined; where the ball straddles the
** edge of the domain: unknown. N(d*) types: at a kink (abs, a tie in max or
** min, norm at 0) the right and left derivatives differ; norm(x) at x = 0
** has right derivative |x'| and left derivative -|x'|. Where a derivative is
** infinite (sqrt at 0) it is undefined; spectral_norm has none at all.
**
** `out` may not overlap an input.
*/

#endif
