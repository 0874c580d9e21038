#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes formula.csv: the paper's formulas at exactly represented inputs.

An implementation of its own, from the printed (4), (23) and (51): plain sums
in 500 digits, so that no cancellation matters, printed to 40. Angles come from
the Gram determinant in exact rationals, not from minors. Run it as

    python3 formula.py > formula.csv

Records (comma separated, one a line):

    net,name,n,d,carried,"v h.. z.. [H R..]"     hex floats
    pair,name,d,"x.. y.."                        hex floats
    value,quantity,i,j,k,number,magnitude

A value belongs to the record above it. `k` is the entry of a vector, -1 for a
scalar; a number is decimal, or `none` where the quantity is undefined. The
magnitude is the sum of the absolute values of the printed terms.
"""

import random
from fractions import Fraction

from mpmath import mp, mpf, matrix, eigsy

mp.dps = 500


def big(x):
    """A rational as an mpf."""
    x = Fraction(x)
    return mpf(x.numerator) / mpf(x.denominator)


def dot(x, y):
    return sum((a * b for a, b in zip(x, y)), Fraction(0))


def norm(x):
    return mp.sqrt(big(dot(x, x)))


def angle(x, y):
    """None at a zero vector."""
    xx, yy, xy = dot(x, x), dot(y, y), dot(x, y)
    if xx == 0 or yy == 0:
        return None
    return mp.atan2(mp.sqrt(big(xx * yy - xy * xy)), big(xy))


class Net:
    """The printed formulas at one network, all inputs exact."""

    def __init__(self, v, h, z, H=None, R=None):
        self.n, self.d = len(h), len(z[0]) + 1
        self.floats = [v] + list(h) + [a for row in z for a in row]
        if H is not None:
            self.floats += [H] + list(R)
        self.carried = H is not None
        self.v = [Fraction(v)] + [Fraction(0)] * (self.d - 1)
        self.w = [[Fraction(a)] + [Fraction(b) for b in row]
                  for a, row in zip(h, z)]
        if self.carried:
            self.r = [-Fraction(H)] + [Fraction(a) for a in R]
        else:
            self.r = [sum(w[k] for w in self.w) - self.v[k]
                      for k in range(self.d)]
        self.norms = [norm(w) for w in self.w]

    def loss(self):
        """(23), with its terms."""
        def term(x, y):
            t = angle(x, y)
            if t is None:
                return mpf(0)
            return (mp.sin(t) - t * mp.cos(t)) * norm(x) * norm(y) / (2 * mp.pi)
        terms = [big(dot(self.r, self.r)) / 4]
        for i in range(self.n):
            terms += [term(self.w[i], self.w[j]) for j in range(i)]
            terms.append(-term(self.w[i], self.v))
        return sum(terms), sum(abs(t) for t in terms)

    def grad(self, i):
        """(4): for each entry its value and its magnitude, or None."""
        if self.norms[i] == 0:
            return None
        unit = [big(a) / self.norms[i] for a in self.w[i]]
        signed = [(1, self.w[j]) for j in range(self.n) if j != i]
        result = []
        for k in range(self.d):
            terms = [big(self.r[k]) / 2]
            for s, u in signed + [(-1, self.v)]:
                t = angle(self.w[i], u)
                if t is None:
                    continue
                terms.append(s * norm(u) * mp.sin(t) * unit[k] / (2 * mp.pi))
                terms.append(-s * t * big(u[k]) / (2 * mp.pi))
            result.append((sum(terms), sum(abs(t) for t in terms)))
        return result

    def hessian(self, i, j):
        """Lambda_ij of (51), and the magnitudes, as two matrices."""
        if self.norms[i] == 0 or self.norms[j] == 0:
            return None
        size = range(self.d)
        out, mag = matrix(self.d), matrix(self.d)

        def put(k, l, x):
            out[k, l] += x
            mag[k, l] += abs(x)

        def unit(x):
            return [big(a) / norm(x) for a in x]

        def away(x, y):
            """nbar_{x,y}, or None if parallel."""
            t = angle(x, y)
            if dot(x, x) * dot(y, y) == dot(x, y) ** 2:
                return None
            a = [p - mp.cos(t) * q for p, q in zip(unit(x), unit(y))]
            size = mp.sqrt(sum(p * p for p in a))
            return [p / size for p in a]

        def zeta(s, w, u):
            if dot(u, u) == 0:
                return
            n = away(u, w)
            if n is None:
                return
            e = unit(w)
            f = s * mp.sin(angle(w, u)) * norm(u) / (2 * mp.pi * norm(w))
            for k in size:
                put(k, k, f)
                for l in size:
                    put(k, l, -f * e[k] * e[l])
                    put(k, l, f * n[k] * n[l])

        if i == j:
            for k in size:
                put(k, k, mpf(1) / 2)
            for l in range(self.n):
                if l != i:
                    zeta(1, self.w[i], self.w[l])
            zeta(-1, self.w[i], self.v)
            return out, mag
        wi, wj = self.w[i], self.w[j]
        for k in size:
            put(k, k, (mp.pi - angle(wi, wj)) / (2 * mp.pi))
        ij, ji = away(wi, wj), away(wj, wi)
        if ij is not None:
            for k in size:
                for l in size:
                    put(k, l, ij[k] * unit(wj)[l] / (2 * mp.pi))
                    put(k, l, ji[k] * unit(wi)[l] / (2 * mp.pi))
        return out, mag

    def hessian_norm(self):
        if any(a == 0 for a in self.norms):
            return None
        whole = matrix(self.n * self.d)
        for i in range(self.n):
            for j in range(self.n):
                block = self.hessian(i, j)[0]
                for k in range(self.d):
                    for l in range(self.d):
                        whole[i * self.d + k, j * self.d + l] = block[k, l]
        with mp.workdps(60):
            values = eigsy(whole, eigvals_only=True)
        return max(abs(a) for a in values)


def show(x):
    return "none" if x is None else mp.nstr(x, 40, min_fixed=1, max_fixed=0)


def value(quantity, number, magnitude=None, i=-1, j=-1, k=-1):
    if magnitude is None:
        magnitude = abs(number) if number is not None else mpf(0)
    print("value", quantity, i, j, k, show(number), show(mpf(magnitude)),
          sep=",")


def probe(d):
    return [(-1) ** k * (k + 1) for k in range(d)]


def write_vectors(net):
    n, d = net.n, net.d
    for k in range(d):
        value("r", big(net.r[k]), k=k)
    value("H", -big(net.r[0]))
    total = sum((w[0] for w in net.w), Fraction(0))
    for i in range(n):
        star = net.w[i][0] * net.v[0] / total if total != 0 else None
        value("wstar", None if star is None else big(star), i=i, k=0)
        row = net.grad(i)
        for k in range(d):
            pair = (None, 0) if row is None else row[k]
            value("grad", pair[0], pair[1], i=i, k=k)


def write_hessian(net):
    for i in range(net.n):
        for j in range(net.n):
            block = net.hessian(i, j)
            for k in range(net.d):
                if block is None:
                    value("hessian", None, i=i, j=j, k=k)
                    continue
                x = probe(net.d)
                row = sum(block[0][k, l] * x[l] for l in range(net.d))
                mag = sum(block[1][k, l] * abs(x[l]) for l in range(net.d))
                value("hessian", row, mag, i=i, j=j, k=k)
    value("hessian_norm", net.hessian_norm())


def write_angles(net):
    n = net.n
    for i in range(n):
        value("theta", angle(net.w[i], net.v), i=i)
        for j in range(n):
            value("theta2", angle(net.w[i], net.w[j]), i=i, j=j)
            value("kappa", angle(net.w[i][1:], net.w[j][1:]), i=i, j=j)
    gaps = [norm([a - b for a, b in zip(net.w[i][1:], net.w[j][1:])])
            for i in range(n) for j in range(i)]
    value("Z", sum(gaps, mpf(0)))
    angles = [angle(w, net.v) for w in net.w]
    if None in angles:
        value("V", None)
    else:
        value("V", sum((mp.sin(t / 2) ** 2 for t in angles), mpf(0)))


def write_net(name, *args):
    net = Net(*args)
    print("net", name, net.n, net.d, int(net.carried),
          " ".join(float(a).hex() for a in net.floats), sep=",")
    value("loss", *net.loss())
    write_vectors(net)
    if not net.carried:
        write_angles(net)
        write_hessian(net)


def write_pair(name, x, y):
    print("pair", name, len(x), " ".join(float(a).hex() for a in x + y),
          sep=",")
    value("norm", norm([Fraction(a) for a in x]))
    value("norm2", norm([Fraction(a) for a in y]))
    value("angle", angle([Fraction(a) for a in x], [Fraction(a) for a in y]))


def corners():
    write_net("one neuron on a line", 1.0, [0.5], [[]])
    write_net("one neuron against a line", 2.0, [-0.5], [[]])
    write_net("a line", 1.5, [0.5, -0.25, 3.0], [[], [], []])
    write_net("one neuron", 1.0, [0.3], [[0.4, -0.2]])
    write_net("one orthogonal", 1.0, [0.0], [[0.7]])
    write_net("one aligned", 1.0, [0.5], [[0.0]])
    write_net("one opposed", 1.0, [-0.5], [[0.0]])
    write_net("aligned", 1.0, [0.25, 0.5], [[0.0, 0.0], [0.0, 0.0]])
    write_net("equal", 2.0, [0.5, 0.5], [[0.3, 0.1], [0.3, 0.1]])
    write_net("parallel", 2.0, [0.5, 1.5], [[0.25, 0.125], [0.75, 0.375]])
    write_net("opposed", 1.0, [0.5, -1.0], [[0.25, 0.125], [-0.5, -0.25]])
    write_net("a zero neuron", 1.0, [0.0, 0.5], [[0.0, 0.0], [0.1, 0.2]])
    write_net("a zero z", 1.0, [0.4, 0.5], [[0.0, 0.0], [0.1, 0.2]])
    write_net("no h", 1.0, [0.0, 0.0], [[1e-12, 0.25], [0.0, 0.25]])
    write_net("opposed z", 1.0, [0.5, 0.5], [[0.25], [-0.25]])
    write_net("far scales", 1.0, [1e-9, 30.0], [[1e-9, -2e-9], [5.0, 1.0]])
    write_net("farther scales", 1e3, [1e-60, 1e2, 1.0],
              [[2e-60, 1e-61], [1e-70, 1e2], [1.0, 1e-80]])
    write_net("tiny throughout", 1e-70, [3e-71, 5e-71], [[1e-71], [-2e-71]])


def small_angles():
    for e in (4, 8, 12, 50, 100, 140):
        s = 10.0 ** -e
        write_net(f"angles of 1e-{e}", 1.0, [0.3, 0.25, 0.45],
                  [[s, 2 * s], [-s, 0.5 * s], [0.25 * s, -3 * s]])
        write_net(f"angles of pi - 1e-{e}", 1.0, [-0.3, 0.25],
                  [[s, 2 * s], [-s, 0.5 * s]])


def carried():
    for e in range(1, 13):
        s = 10.0 ** -e
        write_net(f"carried at 1e-{e}", 1.0, [0.3, 0.25, 0.45],
                  [[s, 2 * s], [-s, 0.5 * s], [0.25 * s, -3 * s]],
                  0.7 * s ** 3, [0.3 * s * s, -0.2 * s * s])
        write_net(f"carried, one, at 1e-{e}", 1.0, [1.0], [[s]],
                  0.5 * s * s, [s])
        h = [1 / 3, 1 / 3, 1 - 2 / 3]
        write_net(f"carried, r = 0, at 1e-{e}", 1.0, h,
                  [[s, 0.0], [-0.5 * s, 0.75 * s], [-0.5 * s, -0.75 * s]],
                  0.0, [0.0, 0.0])


def pairs():
    for e in list(range(0, 141, 10)) + [160, 200]:
        s = 10.0 ** -e
        write_pair(f"apart by 1e-{e}", [1.0, s, 0.0], [0.75, 0.0, s])
        write_pair(f"short by 1e-{e}", [s, 0.3 * s], [0.1 * s, -s])
        write_pair(f"opposed but for 1e-{e}", [1.0, s], [-2.0, 0.5 * s])
        write_pair(f"beside 1e-{e}", [s, 1.0, 0.3], [0.0, 1.0, 0.3])
    for k in (1, 2, 10, 30, 52):
        write_pair(f"an ulp of 2^-{k}", [1.0, 0.7], [1.0, 0.7 + 2.0 ** -k])
    write_pair("parallel", [0.25, 0.75, -1.5], [0.5, 1.5, -3.0])
    write_pair("antiparallel", [0.25, 0.75, -1.5], [-0.5, -1.5, 3.0])
    write_pair("parallel, all bits", [0.1, 0.3, 0.7], [0.2, 0.6, 1.4])
    write_pair("parallel, far scales", [3e-140, 1e-140], [3e-140, 1e-140])
    write_pair("large", [1e150, 2e150], [1e150, -2e140])


def random_nets():
    draw = random.Random(20230712)
    for case in range(12):
        n, d = draw.choice([1, 2, 3, 4]), draw.choice([2, 3, 4])
        size = 10 ** draw.uniform(-3, 3)
        write_net(f"random {case}", size,
                  [draw.gauss(0.3, 1) * size for _ in range(n)],
                  [[draw.gauss(0, 1) * size for _ in range(d - 1)]
                   for _ in range(n)])


if __name__ == "__main__":
    corners()
    small_angles()
    carried()
    pairs()
    random_nets()
