/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** dual.h -- dual numbers over BASE, declared for the type in force.
**
** x(s) at s = 0 with its derivative from the right and from the left, both
** taken in the direction of growing s. A template without a guard.
*/

typedef struct {
    BASE v; /* value */
    BASE r; /* right derivative */
    BASE l; /* left derivative */
} NUM;

void     N(open)(CX *cx, long prec);
void     N(close)(CX *cx);
obl_arena_mark N(mark)(CX *cx);
void     N(release)(CX *cx, obl_arena_mark mark);
NUM      N(keep)(CX *cx, obl_arena_mark mark, NUM x);
void     N(keep_all)(CX *cx, obl_arena_mark mark, NUM *x, size_t count);
NUM     *N(array)(CX *cx, size_t count);

NUM  N(make)(BASE value, BASE right, BASE left);
BASE N(value)(NUM x);
BASE N(right)(NUM x);
BASE N(left)(NUM x);
NUM  N(lift)(CX *cx, BASE x);

NUM N(undefined)(CX *cx);
NUM N(unknown)(CX *cx);
NUM N(int)(CX *cx, long k);
NUM N(double)(CX *cx, double x);
NUM N(fraction)(CX *cx, const char *p, const char *q);
NUM N(pi)(CX *cx);

NUM N(add)(CX *cx, NUM x, NUM y);
NUM N(sub)(CX *cx, NUM x, NUM y);
NUM N(mul)(CX *cx, NUM x, NUM y);
NUM N(div)(CX *cx, NUM x, NUM y);
NUM N(max)(CX *cx, NUM x, NUM y);
NUM N(min)(CX *cx, NUM x, NUM y);
NUM N(pow)(CX *cx, NUM x, NUM y);
NUM N(neg)(CX *cx, NUM x);
NUM N(abs)(CX *cx, NUM x);
NUM N(sqrt)(CX *cx, NUM x);
NUM N(exp)(CX *cx, NUM x);
NUM N(log)(CX *cx, NUM x);
NUM N(sin)(CX *cx, NUM x);
NUM N(cos)(CX *cx, NUM x);
NUM N(tan)(CX *cx, NUM x);
NUM N(ceil)(CX *cx, NUM x);
NUM N(fma2)(CX *cx, NUM a, NUM b, NUM c, NUM d);
NUM N(one_minus_cos)(CX *cx, NUM x);
NUM N(sin_minus_xcos)(CX *cx, NUM x);
NUM N(x_minus_sin)(CX *cx, NUM x);

NUM  N(sum)(CX *cx, const NUM *x, size_t count);
NUM  N(norm)(CX *cx, const NUM *x, size_t d);
NUM  N(dot)(CX *cx, const NUM *x, const NUM *y, size_t d);
NUM  N(angle)(CX *cx, const NUM *x, const NUM *y, size_t d);
NUM  N(cos_angle)(CX *cx, const NUM *x, const NUM *y, size_t d);
NUM  N(sin_angle)(CX *cx, const NUM *x, const NUM *y, size_t d);
void N(reject)(CX *cx, NUM *out, const NUM *x, const NUM *y, size_t d);
NUM  N(spectral_norm)(CX *cx, const NUM *a, size_t size);

NUM      N(within)(CX *cx, NUM x);
obl_sign N(sign)(CX *cx, NUM x);
obl_sign N(decide)(CX *cx, NUM x);
double   N(mid)(NUM x);
