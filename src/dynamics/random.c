/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** random.c -- random numbers as a function of (seed, stream, index).
**
** Philox 4x64 with 10 rounds (Salmon et al., SC 2011) is a bijection of a
** counter under a key: the key is (seed, stream), the counter (block, index,
** 0, 0). A normal is one word: the inverse of the tail, at 52 bits of it, with
** a sign of its own, so that no word depends on the one before.
*/

#include <assert.h>
#include <Random123/philox.h>
#include <gsl/gsl_cdf.h>
#include <stdlib.h>

#include "obelus.h"


uint64_t obl_random_bits(obl_random *random) {
    if (random->left == 0) {
        const philox4x64_ctr_t counter = {
            { random->block++, random->index, 0, 0 }
        };
        const philox4x64_key_t key = { { random->seed, random->stream } };
        const philox4x64_ctr_t out = philox4x64_R(10, counter, key);

        for (size_t k = 0; k < 4; k++)
            random->word[k] = out.v[k];
        random->left = 4;
    }
    return random->word[4 - random->left--];
}


/* An odd multiple of 2^-53: never 0, never 1, and exact. */
static double uniform_of(uint64_t bits) {
    return (double)(bits >> 12) * 0x1p-52 + 0x1p-53;
}


double obl_random_uniform(obl_random *random) {
    return uniform_of(obl_random_bits(random));
}


double obl_random_normal(obl_random *random) {
    const uint64_t bits = obl_random_bits(random);
    const double size = gsl_cdf_ugaussian_Qinv(0.5 * uniform_of(bits));

    return bits & 1 ? -size : size;
}


obl_state *obl_gaussian(obl_random *random, size_t n, size_t dim, double v,
                        double sigma) {
    obl_state *state = NULL;

    assert(n > 0);
    assert(dim > 0);
    assert(v > 0.0);
    if (n == SIZE_MAX || n + 1 > SIZE_MAX / 32 / dim)
        return NULL;
    double *teacher = calloc((n + 1) * dim, sizeof *teacher);
    if (teacher != NULL) {
        double *rows = teacher + dim;

        teacher[0] = v;
        for (size_t k = 0; k < n * dim; k++)
            rows[k] = sigma * obl_random_normal(random);
        state = obl_reduce(teacher, rows, n, dim);
    }
    free(teacher);
    return state;
}
