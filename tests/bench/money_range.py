"""Percentiles of ROI, payback and NPV of 20 use cases whose nine figures are ranges, 10 000 draws each, beside
vectorised numpy. Both draw the same figures, and their percentiles must be the same within what chance allows.

Usage: money_range.py PROGRAM
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

USE_CASES, SAMPLES, ROUNDS, HORIZON, TARGET = 20, 10000, 20, 4, 0.2
# Likely figures: hours a month, cost of an hour, other gain, days, day rate, build cost, run cost, discount, ramp-up.
LIKELY = (60, 35, 4000, 20, 500, 6000, 9000, 4, 4)
SHARES = (10, 50, 90)


def sheets():
    chance = random.Random(1)
    for _ in range(USE_CASES):
        yield [(0.5 * most, most, 2.2 * most) for most in (likely * chance.uniform(0.6, 1.6) for likely in LIKELY)]


def by_law(generator, low, likely, high):
    return generator.triangular(low, likely, high, SAMPLES)


def by_inverse(generator, low, likely, high):
    u = generator.random(SAMPLES)
    left = u < (likely - low) / (high - low)
    root = numpy.sqrt((high - low) * numpy.where(left, u * (likely - low), (1 - u) * (high - likely)))
    return numpy.where(left, low + root, high - root)


def outcome(figures):
    hours, hour_cost, other, days, rate, cost, run, discount, ramp_up = figures
    gain = 12 * hours * hour_cost + other
    build = days * rate + cost
    tco = build + run * HORIZON
    net = gain - run
    roi = (numpy.maximum(gain * (HORIZON - ramp_up / 12), 0) - tco) / tco
    payback = numpy.where(net > 0, ramp_up + (build + run * ramp_up / 12) / (net / 12), numpy.inf)
    npv, worth, factor = -build, numpy.ones(SAMPLES), 1 / (1 + discount / 100)
    for year in range(1, HORIZON + 1):
        worth *= factor
        npv += (gain * numpy.clip(year - ramp_up / 12, 0, 1) - run) * worth
    return [numpy.percentile(values, SHARES) for values in (roi, payback, npv)] + [numpy.mean(npv > 0)]


def theirs(draw, cases):
    best, found = math.inf, None
    for _ in range(ROUNDS):
        generator = numpy.random.default_rng(1)
        begin = time.perf_counter()
        with numpy.errstate(all="ignore"):
            found = [outcome([draw(generator, *figure) for figure in case]) for case in cases]
        best = min(best, 1000 * (time.perf_counter() - begin))
    return best, found


def ours(program, cases):
    lines = "".join(" ".join("%r %r %r" % figure for figure in case) + " %d\n" % HORIZON for case in cases)
    done = subprocess.run([program, str(SAMPLES), str(ROUNDS)], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    first, *rows = done.stdout.splitlines()
    return float(first), [[float(word) for word in row.split()] for row in rows]


def differences(rows, found):
    """How many percentiles lie further apart than five standard errors of a difference."""
    far = 0
    for row, figures in zip(rows, found):
        expected = [value for percentiles in figures[:3] for value in percentiles]
        for value, error, other in zip(row[0:18:2], row[1:18:2], expected):
            same_end = math.isinf(value) and not math.isfinite(other)
            far += not same_end and math.isfinite(error) and not abs(value - other) <= 5 * math.sqrt(2) * error
    return far


def main(program):
    cases = list(sheets())
    mine, rows = ours(program, cases)
    best = math.inf
    for draw in (by_law, by_inverse) if numpy else ():
        taken, found = theirs(draw, cases)
        best = min(best, taken)
        if len(rows) != len(found) or differences(rows, found):
            print("numpy %s gives other percentiles: %d" % (draw.__name__, differences(rows, found)))
            return 1
        # By turns: what else a machine does at a time falls on both.
        mine = min(mine, ours(program, cases)[0])
    print("%-34s best %6.2f ms" % ("ranges of money, 20 x 10 000", mine))
    if not numpy:
        print("%-34s not installed" % "numpy (python3-numpy)")
        return 0
    print("%-34s best %6.2f ms  cadran takes %.3f of its time, %.1f at most%s" %
          ("numpy " + numpy.__version__, best, mine / best, TARGET, "" if mine <= TARGET * best else ": TOO MUCH"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
