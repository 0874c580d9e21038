/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** label.c -- how a part of a claim is called.
*/

#include "claim/audit.h"

#include <string.h>


void obl_part_label(char *text, size_t size, const obl_claim *claim,
                    size_t k) {
    const char *paper = claim->paper ? claim->paper : claim->name;
    const char *label = claim->part[k].label;

    if (!label[0] || strstr(paper, label))
        snprintf(text, size, "%s", paper);
    else
        snprintf(text, size, "%s %s", paper, label);
}


void obl_part_name(char *text, size_t size, const obl_claim *claim,
                   size_t k) {
    const char *label = claim->part[k].label;

    if (claim->parts == 1 || !label[0])
        snprintf(text, size, "%s", claim->name);
    else
        snprintf(text, size, "%s:%s", claim->name, label);
}
