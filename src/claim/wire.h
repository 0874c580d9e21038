/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
** wire.h -- how a claim crosses from the Lua worker to the parent.
**
** The parent holds no Lua and reads these bytes as hostile input: every
** number is range-checked, every operand is an earlier node, kinds are
** checked again, and whatever does not fit is one error with the line of the
** stream.
**
** The stream is lines of words. Words are separated by one space; a line ends
** in '\n'. In a word every byte outside [A-Za-z0-9_.+^()=<>,:;'!?#{}|~*-] is
** written %XX (a slash too); the empty word is written %. Numbers are decimal.
** ID below counts from 0 in the order of lines. LINE is one of the spec file.
**
**   obelus 1                      raise it where a record changes
**   error LINE MESSAGE REMEDY     the spec is wrong (then no claim follows)
**   claim NAME LINE               starts a claim; ended by `end`
**   set KEY VALUE                 paper arxiv page equation kind printed
**                                 expect because repair prose relaxed_expect
**                                 relaxed_because refuted_part (the label of
**                                 a part) units check story pinned (any once)
**   uses NAME                     a claim's name or paper label, as written
**   constant NAME P Q             ID is a constant; value P/Q
**   variable NAME SHAPE           ID is a variable; SHAPE scalar |
**                                 neurons (one real per neuron) | sequence |
**                                 vector | vectors (one vector per neuron)
**   node OP LINE [OPERAND...] [PAYLOAD...]      ID is a node (see ops.def);
**                                 operands are ids of earlier nodes
**   assume NAME LINE NODE TEXT    TEXT: the tree in the words of the language
**   part LABEL LINE NODE TEXT TEX LABEL is % for the only part
**   cover LINE NODE P Q           truth, least share of samples
**   mutant NAME by_hand|automatic LINE TEXT     then its changes:
**   change part K NODE            part K becomes NODE
**   change assume K NODE          hypothesis K becomes NODE, or is dropped: -
**   sampler stated|relaxed KIND   KIND states | trajectory | scalars
**   without K                     hypothesis K is suspended (relaxed only)
**   draw K RANGE...               variable K is drawn here, in this order:
**       list P Q P Q ...          one of these numbers
**       between NODE NODE         uniform, ends always drawn
**       decades NODE NODE         log10 uniform between 10^a and 10^b
**       tree NODE                 computed; for neurons/vectors a payload
**       tree NODE each S          slot S runs over the neurons
**       sequence RANGE | RANGE    first member, then each next one
**                                 (`counter` is the index of the last known)
**       anywhere                  vectors: like w anywhere
**   w anywhere                    12 decades and every corner
**   w gaussian                    N(0, sigma^2 I), sigma the variable
**   w near_minimum NODE NODE      spread: decades from, to
**   w net NODE
**   by descent|flow               trajectory only
**   grid decades A B | grid list P Q P Q ...    of t; its end is the horizon
**   end                           of the claim
**
** Variables named n d v sigma eta are what the sampler itself needs: n and d
** are drawn for states and trajectory, `v` is the length of the teacher
** (1 where not drawn).
**   witness LINE                  a pinned witness (expect refuted): a
**                                 sampler block of its own, `sampler witness
**                                 KIND`, all of whose draws are lists or trees
*/

#ifndef OBL_WIRE_H
#define OBL_WIRE_H

enum {
    OBL_NODES_MAX = 100000,
    OBL_DEPTH_MAX = 200,
    OBL_SLOTS_MAX = 8,     /* neuron indices bound at once */
    OBL_NAME_MAX = 80,     /* [a-z0-9_]{1,80} */
};

#endif
