/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** test_formula_number.inl -- the edges of domains, for the type in force.
*/

/* One operation at the edge of its domain and what must come out. */
typedef struct {
    const char *what;
    NUM         result;
    char        want; /* u undefined, ? unknown, v the value */
    double      value;
} N(edge);


static void N(check_edges)(CX *cx, const N(edge) *edges, size_t count) {
    for (size_t k = 0; k < count; k++) {
        const obl_sign sign = N(sign)(cx, edges[k].result);
        const double x = N(mid)(edges[k].result);
        const char got = sign == OBL_NO_VALUE ? 'u' : isnan(x) ? '?' : 'v';

        cr_expect_eq(got, edges[k].want, "%s gives %c, not %c",
                     edges[k].what, got, edges[k].want);
        if (got == 'v' && edges[k].want == 'v')
            cr_expect_float_eq(x, edges[k].value,
                               4e-16 * fabs(edges[k].value), "%s gives %.17g",
                               edges[k].what, x);
    }
}


static void N(check_scalar_edges)(CX *cx) {
    const NUM zero = N(int)(cx, 0), one = N(int)(cx, 1);
    const NUM minus = N(int)(cx, -8), none = N(undefined)(cx);
    const NUM third = N(fraction)(cx, "1", "3"), lost = N(unknown)(cx);
    const N(edge) edges[] = {
        { "1/0", N(div)(cx, one, zero), 'u', 0 },
        { "0/0", N(div)(cx, zero, zero), 'u', 0 },
        { "unknown/0", N(div)(cx, lost, zero), 'u', 0 },
        { "sqrt(-8)", N(sqrt)(cx, minus), 'u', 0 },
        { "sqrt(0)", N(sqrt)(cx, zero), 'v', 0 },
        { "log(0)", N(log)(cx, zero), 'u', 0 },
        { "log(-8)", N(log)(cx, minus), 'u', 0 },
        { "0^-8", N(pow)(cx, zero, minus), 'u', 0 },
        { "0^0", N(pow)(cx, zero, zero), 'v', 1 },
        { "0^(1/3)", N(pow)(cx, zero, third), 'v', 0 },
        { "0^(-1/3)", N(pow)(cx, zero, N(neg)(cx, third)), 'u', 0 },
        { "(-8)^(1/3)", N(pow)(cx, minus, third), 'u', 0 },
        { "(-8)^3", N(pow)(cx, minus, N(int)(cx, 3)), 'v', -512 },
        { "(-8)^-1", N(pow)(cx, minus, N(int)(cx, -1)), 'v', -0.125 },
        { "exp(4e9)", N(log)(cx, N(neg)(cx, lost)), '?', 0 },
        { "infinity", N(double)(cx, INFINITY), '?', 0 },
        { "NaN", N(double)(cx, NAN), '?', 0 },
        { "undefined + unknown", N(add)(cx, none, lost), 'u', 0 },
        { "unknown * undefined", N(mul)(cx, lost, none), 'u', 0 },
        { "0 * undefined", N(mul)(cx, zero, none), 'u', 0 },
        { "0 * unknown", N(mul)(cx, zero, lost), '?', 0 },
        { "max(1, undefined)", N(max)(cx, one, none), 'u', 0 },
        { "min(unknown, 1)", N(min)(cx, lost, one), '?', 0 },
        { "max(1, -8)", N(max)(cx, one, minus), 'v', 1 },
        { "min(1, -8)", N(min)(cx, one, minus), 'v', -8 },
        { "ceil(1/3)", N(ceil)(cx, third), 'v', 1 },
        { "ceil(-8)", N(ceil)(cx, minus), 'v', -8 },
        { "|-8|", N(abs)(cx, minus), 'v', 8 },
        { "-undefined", N(neg)(cx, none), 'u', 0 },
        { "sin undefined", N(sin)(cx, none), 'u', 0 },
        { "cos unknown", N(cos)(cx, lost), '?', 0 },
        { "x - sin x at 0", N(x_minus_sin)(cx, zero), 'v', 0 },
        { "sin x - x cos x at 0", N(sin_minus_xcos)(cx, zero), 'v', 0 },
        { "1 - cos 0", N(one_minus_cos)(cx, zero), 'v', 0 },
        { "pi", N(pi)(cx), 'v', M_PI },
        { "a long fraction", N(fraction)(cx,
          "100000000000000000000000000000000000000000000000000",
          "300000000000000000000000000000000000000000000000000"),
          'v', 1.0 / 3.0 },
    };

    N(check_edges)(cx, edges, sizeof edges / sizeof *edges);
}


static void N(check_vector_edges)(CX *cx) {
    const NUM zero = N(int)(cx, 0), one = N(int)(cx, 1);
    const NUM none = N(undefined)(cx), lost = N(unknown)(cx);
    const NUM nil[2] = { zero, zero }, e[2] = { one, zero };
    const NUM f[2] = { zero, one }, bad[2] = { one, none };
    const NUM dim[2] = { lost, one }, back[2] = { N(int)(cx, -1), zero };
    const N(edge) edges[] = {
        { "|0|", N(norm)(cx, nil, 2), 'v', 0 },
        { "the norm of no numbers", N(norm)(cx, nil, 0), 'v', 0 },
        { "the sum of no numbers", N(sum)(cx, nil, 0), 'v', 0 },
        { "angle(0, e)", N(angle)(cx, nil, e, 2), 'u', 0 },
        { "angle(e, 0)", N(angle)(cx, e, nil, 2), 'u', 0 },
        { "angle of no numbers", N(angle)(cx, nil, e, 0), 'u', 0 },
        { "angle(0, unknown)", N(angle)(cx, nil, dim, 2), 'u', 0 },
        { "angle(e, unknown)", N(angle)(cx, e, dim, 2), '?', 0 },
        { "angle(e, undefined)", N(angle)(cx, e, bad, 2), 'u', 0 },
        { "angle(e, e)", N(angle)(cx, e, e, 2), 'v', 0 },
        { "angle(e, -e)", N(angle)(cx, e, back, 2), 'v', M_PI },
        { "angle(e, f)", N(angle)(cx, e, f, 2), 'v', M_PI / 2 },
        { "cos_angle(e, -e)", N(cos_angle)(cx, e, back, 2), 'v', -1 },
        { "sin_angle(e, -e)", N(sin_angle)(cx, e, back, 2), 'v', 0 },
        { "sin_angle(e, 0)", N(sin_angle)(cx, e, nil, 2), 'u', 0 },
        { "norm undefined", N(norm)(cx, bad, 2), 'u', 0 },
        { "norm unknown", N(norm)(cx, dim, 2), '?', 0 },
        { "dot undefined", N(dot)(cx, bad, nil, 2), 'u', 0 },
        { "sum unknown", N(sum)(cx, dim, 2), '?', 0 },
    };

    N(check_edges)(cx, edges, sizeof edges / sizeof *edges);
}


/* keep() must bring results down whatever was made around them. */
static void N(check_keeping)(CX *cx) {
    const NUM old = N(int)(cx, 7);
    NUM kept[40];
    const obl_arena_mark mark = N(mark)(cx);

    for (int k = 0; k < 600; k++) {
        const NUM x = N(int)(cx, k);
        if (k % 3 == 0 && k / 3 < 40)
            kept[k / 3] = x;
    }
    kept[5] = old;
    kept[6] = kept[7];
    N(keep_all)(cx, mark, kept, 40);
    for (int k = 0; k < 100; k++)
        N(int)(cx, -1);
    for (int k = 0; k < 40; k++)
        cr_expect_eq(N(mid)(kept[k]), k == 5 ? 7 : k == 6 ? 21 : 3 * k,
                     "kept %d is %g", k, N(mid)(kept[k]));
    N(double)(cx, 0.5);
    const NUM one = N(keep)(cx, mark, N(double)(cx, 0.25));
    N(int)(cx, 9);
    cr_expect_eq(N(mid)(one), 0.25);
    cr_expect_eq(N(mid)(old), 7);
    N(int)(cx, 3);
    const NUM same = N(keep)(cx, mark, old);
    N(int)(cx, 9);
    cr_expect_eq(N(mid)(same), 7);
    cr_expect_eq(N(mid)(old), 7);
}


static void N(check_edges_all)(void) {
    CX cx;

    N(open)(&cx, 128);
    N(check_scalar_edges)(&cx);
    N(check_vector_edges)(&cx);
    N(check_keeping)(&cx);
    N(close)(&cx);
    flint_cleanup();
}
