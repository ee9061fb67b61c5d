"""Ranks, central weights, quick wins and pairs of use cases from 10 000 draws of the weights, beside vectorised numpy.
Both must find the same chances within what chance allows. Pairs of 1000 use cases are left out on both sides: their
table would be larger than everything else.

Usage: robustness.py PROGRAM
"""

import math
import random
import subprocess
import sys
import time

try:
    import numpy
except ImportError:
    numpy = None

SAMPLES, TARGET = 10000, 0.15
# Use cases, criteria, rounds, and how long the exact figures of a flat ranking may take, in milliseconds.
SIZES = ((20, 8, 20, 0.05), (100, 12, 10, 1.0), (1000, 16, 3, None))
FAMILIES, PAIRS_MOST = 4, 256


def utilities(count, criteria):
    chance = random.Random(1)
    return [[25 * chance.randrange(5) for _ in range(criteria)] for _ in range(count)]


def draw(values, generator):
    count, criteria = values.shape
    parts = [slice(criteria * f // FAMILIES, criteria * (f + 1) // FAMILIES) for f in range(FAMILIES)]
    weights = numpy.empty((SAMPLES, criteria))
    quick = numpy.ones((SAMPLES, count), dtype=bool)
    families = generator.dirichlet(numpy.ones(FAMILIES), SAMPLES)
    for f, part in enumerate(parts):
        inner = generator.dirichlet(numpy.ones(part.stop - part.start), SAMPLES)
        quick &= inner @ values[:, part].T >= 50 - 1e-9
        weights[:, part] = families[:, f:f + 1] * inner
    value = weights @ values.T
    order = numpy.argsort(-value, axis=1)
    ranks = numpy.empty_like(order)
    numpy.put_along_axis(ranks, order, numpy.arange(count)[None, :], axis=1)
    table = numpy.array([numpy.bincount(ranks[:, i], minlength=count) for i in range(count)])
    central = numpy.zeros((count, criteria))
    numpy.add.at(central, order[:, 0], weights)
    pairs = [(value[:, i:i + 1] > value).mean(axis=0) for i in range(count)] if count <= PAIRS_MOST else None
    return table[:, 0] / SAMPLES, quick.mean(axis=0), central, pairs


def theirs(rows, rounds):
    values, best, found = numpy.array(rows, dtype=float), math.inf, None
    for _ in range(rounds):
        begin = time.perf_counter()
        found = draw(values, numpy.random.default_rng(1))
        best = min(best, 1000 * (time.perf_counter() - begin))
    return best, found


def ours(program, rows, rounds):
    text = "\n".join(" ".join("%d" % value for value in row) for row in rows)
    command = [program, str(len(rows)), str(len(rows[0])), str(SAMPLES), str(rounds)]
    first, *lines = subprocess.run(command, input=text, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()
    drawn, exact, on_two = (float(word) for word in first.split())
    return drawn, exact, on_two, [[float(word) for word in line.split()] for line in lines]


def differ(lines, found):
    """How many chances lie further apart than five standard errors of a difference of two drawn ones."""
    far = 0
    for line, *figures in zip(lines, found[0], found[1]):
        for mine, other in zip(line, figures):
            far += abs(mine - other) > 5 * math.sqrt(2 * max(mine * (1 - mine), 1e-4) / SAMPLES)
    return far


def main():
    if not numpy:
        print("robustness: numpy is not installed")
        return 0
    status = 0
    for count, criteria, rounds, limit in SIZES:
        rows = utilities(count, criteria)
        mine, exact, on_two, lines = ours(sys.argv[1], rows, rounds)
        other, found = theirs(rows, rounds)
        if differ(lines, found):
            print("robustness %dx%d: the two do not agree" % (count, criteria))
            status = 1
        print("robustness %4d x %2d, %d draws   %7.2f ms  numpy %8.2f ms  ratio %.3f (at most %.2f)  two threads %7.2f ms%s" % (
            count, criteria, SAMPLES, mine, other, mine / other, TARGET, on_two,
            "" if limit is None else "  exact pairs %.3f ms (under %g)" % (exact, limit)))
    return status


if __name__ == "__main__":
    sys.exit(main())
