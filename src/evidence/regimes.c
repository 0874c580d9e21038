/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** regimes.c -- counts, and their lines.
*/

#include "evidence/regimes.h"


void obl_regimes_add(obl_regimes *regimes, const obl_result *result) {
    const unsigned own = obl_regime_of(result->claim, false);

    for (size_t k = 0; k < result->claim->parts; k++) {
        if (result->stated.present)
            regimes->parts[own][result->stated.verdict[k]]++;
        if (result->relaxed.present)
            regimes->parts[OBL_LOOSENED][result->relaxed.verdict[k]]++;
    }
}


void obl_regimes_print(FILE *out, const obl_regimes *regimes) {
    for (unsigned r = 0; r < OBL_REGIMES; r++) {
        const char *before = ":";

        for (unsigned v = 0; v <= OBL_NOT_RUN; v++) {
            if (regimes->parts[r][v] == 0)
                continue;
            if (*before == ':')
                fprintf(out, "parts %s", obl_regime_text(r));
            fprintf(out, "%s %zu %s", before, regimes->parts[r][v],
                    obl_verdict_text((obl_verdict)v));
            before = ",";
        }
        if (*before == ',')
            fputc('\n', out);
    }
}
