#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values for tests/test_dynamics_reference.c, by a route of their own.

Equation (4) as printed, in 40 digits and plain coordinates, followed by
extrapolated midpoint steps (Gragg, Bulirsch, Stoer). A neuron that falls into
0 is followed until a straight line says the rest.
"""
from mpmath import mp, mpf, sqrt, sin, atan2, pi

mp.dps = 40
LEVELS = 10
TOLERANCE = mpf(10) ** -26

CASES = [
    # name, |v|, rows, time (None: until a neuron is 0)
    ("three", 1, [[2, 4, -2], [-1, 2, 3], [4, -6, 1]], 4),
    ("unlike scales", 2, [["1/64", "1/128"], [8, -12]], 3),
    ("one", 1, [[-4, 3]], 6),
    ("falls", 1, [[24, 8, -4], [20, -2, 3], [1, "1/2", "1/4"]], None),
]


def sixteenths(x):
    p, _, q = str(x).partition("/")
    return mpf(p) / mpf(q or 1) / 16


def norm(x):
    return sqrt(sum(a * a for a in x))


def angle(x, y):
    a, b = norm(x), norm(y)
    apart = norm([p / a - q / b for p, q in zip(x, y)])
    joined = norm([p / a + q / b for p, q in zip(x, y)])
    return 2 * atan2(apart, joined)


def slope(rows, v):
    teacher = [v] + [mpf(0)] * (len(rows[0]) - 1)
    sums = [sum(c) - t for c, t in zip(zip(*rows), teacher)]
    out = []
    for i, w in enumerate(rows):
        others = [(1, u, angle(w, u)) for j, u in enumerate(rows) if j != i]
        others.append((-1, teacher, angle(w, teacher)))
        along = sum(s * norm(u) * sin(t) for s, u, t in others) / norm(w)
        out.append([-(r / 2 + (along * a
                    - sum(s * t * u[k] for s, u, t in others)) / (2 * pi))
                    for k, (r, a) in enumerate(zip(sums, w))])
    return out


def combine(x, factor, y):
    return [[a + factor * b for a, b in zip(p, q)] for p, q in zip(x, y)]


def midpoint(y, first, step, parts, v):
    h = step / parts
    before, now = y, combine(y, h, first)
    for _ in range(1, parts):
        before, now = now, combine(before, 2 * h, slope(now, v))
    last = combine(now, h, slope(now, v))
    return [[(a + b) / 2 for a, b in zip(p, q)] for p, q in zip(before, last)]


def extrapolate(y, first, step, v):
    table, best = [], None
    for j in range(LEVELS):
        table.append(midpoint(y, first, step, 2 * (j + 1), v))
        for m in range(j - 1, -1, -1):
            q = (mpf(j + 1) / (m + 1)) ** 2 - 1
            gap = combine(table[m + 1], -1, table[m])
            table[m] = combine(table[m + 1], 1 / q, gap)
        best, rest = table[0], best
    error = max(norm(d) / norm(w) for d, w in zip(combine(best, -1, rest), y))
    return best, error / TOLERANCE


def fall(y, first):
    times = [norm(w) ** 2 / -sum(a * b for a, b in zip(w, f))
             for w, f in zip(y, first)]
    return min([t for t in times if t > 0], default=mpf("inf"))


def follow(rows, v, end):
    y = [[sixteenths(x) for x in row] for row in rows]
    t, h = mpf(0), mpf("0.001")
    while end is None or t < end:
        first = slope(y, v)
        rest = fall(y, first)
        if rest < mpf(10) ** -14:
            return t + rest, y
        h = min(h, rest / 2)
        if end is not None:
            h = min(h, end - t)
        tried, error = extrapolate(y, first, h, v)
        if error <= 1:
            t, y = t + h, tried
        h *= min(2, max(mpf("0.2"), mpf("0.9") * error ** (mpf(-1) / 19)))
    return t, y


for name, v, rows, end in CASES:
    t, y = follow(rows, mpf(v), end)
    print(name, "t =", mp.nstr(t, 20))
    for w in y:
        print("   ", ", ".join(mp.nstr(a, 20) for a in w))
    print("    H =", mp.nstr(v - sum(w[0] for w in y), 20))
