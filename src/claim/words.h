/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** words.h -- a sample in the words of a spec.
*/

#ifndef OBL_WORDS_H
#define OBL_WORDS_H

#include "claim/sample.h"

/* "refuted { n = 2, ..., w = net({ ... }, v) }", as a spec pins it; to be
** freed by the caller, NULL without memory. */
char *obl_sample_words(const obl_sample *sample);

#endif
