/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** law.c -- GSL's incomplete gamma and beta in doubles, Arb's in balls.
*/

#include "claim/law.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>

#if __has_include(<flint/arb_hypgeom.h>)
#include <flint/arb_hypgeom.h>
#else
#include <arb_hypgeom.h>
#endif

/* GSL claims near 1e-13; a magnitude of 2^10 leaves room for its worst. */
enum { LAW_MAGNITUDE = 1024 };


static obl_real of_gsl(obl_real_cx *cx, int status, gsl_sf_result result) {
    if (status != GSL_SUCCESS && status != GSL_EUNDRFLW)
        return obl_real_unknown(cx);
    return (obl_real){ result.val, LAW_MAGNITUDE * (result.val + DBL_MIN) };
}


obl_real obl_real_gamma_p(obl_real_cx *cx, obl_real a, obl_real x) {
    gsl_sf_result result;

    if (!(a.x > 0) || !(x.x >= 0))
        return obl_real_undefined(cx);
    return of_gsl(cx, gsl_sf_gamma_inc_P_e(a.x, x.x, &result), result);
}


obl_real obl_real_beta_i(obl_real_cx *cx, obl_real a, obl_real b,
                         obl_real x) {
    gsl_sf_result result;

    if (!(a.x > 0) || !(b.x > 0) || !(x.x >= 0 && x.x <= 1))
        return obl_real_undefined(cx);
    return of_gsl(cx, gsl_sf_beta_inc_e(a.x, b.x, x.x, &result), result);
}


obl_ball obl_ball_gamma_p(obl_ball_cx *cx, obl_ball a, obl_ball x) {
    arb_t p;

    if (a->undefined || x->undefined)
        return obl_ball_undefined(cx);
    arb_init(p);
    arb_hypgeom_gamma_lower(p, &a->value, &x->value, 1, cx->prec);
    const obl_ball result = obl_ball_of_arb(cx, p);
    arb_clear(p);
    return result;
}


obl_ball obl_ball_beta_i(obl_ball_cx *cx, obl_ball a, obl_ball b,
                         obl_ball x) {
    arb_t p;

    if (a->undefined || b->undefined || x->undefined)
        return obl_ball_undefined(cx);
    arb_init(p);
    arb_hypgeom_beta_lower(p, &a->value, &b->value, &x->value, 1, cx->prec);
    const obl_ball result = obl_ball_of_arb(cx, p);
    arb_clear(p);
    return result;
}
