"""`cadran pool` of many dossiers beside a bare libcsv loop over the same files, in the same run: the best of some
rounds in turn, and the most memory. 5000 dossiers of 20 kB with small content, some with all that is shipped, and
some where ten people voted on every criterion.

Usage: pool.py CADRAN LIBCSV_LOOP
"""

import os
import subprocess
import sys
import tempfile
import time

import dossiers

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SMALL = os.path.join(ROOT, "tests", "worked", "content")
# Dossiers, bytes of each, content, whether with votes, the ratio that is promised.
KINDS = ((5000, 20000, SMALL, False, 1.5), (300, 290000, None, False, 1.5), (500, 40000, SMALL, True, 1.8))
ROUNDS, MEMORY = 7, 32


def run(command):
    """Seconds of the clock, seconds of the processor, MiB."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit("%s fails" % command[0])
    return time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    cadran, loop = (os.path.abspath(path) for path in sys.argv[1:3])
    for count, most, content, votes, promised in KINDS:
        with tempfile.TemporaryDirectory() as folder:
            dossiers.make(cadran, folder, count, most, content, votes)
            paths = sorted(os.path.join(folder, name) for name in os.listdir(folder))
            total = sum(os.path.getsize(path) for path in paths) / 1e6
            pairs = [(run([loop, *paths]), run([cadran, "pool", *paths])) for _ in range(ROUNDS)]
        bare, ours = (tuple(min(figures) for figures in zip(*side)) for side in zip(*pairs))
        memory = max(pair[1][2] for pair in pairs)
        print("cadran pool, %4d dossiers, %3.0f MB%s %6.0f ms  libcsv alone %5.0f ms  ratio %.2f, of the processor %.2f"
              " (at most %.1f)  %.1f MiB (under %d)" % (count, total, ", votes" if votes else "  ", 1000 * ours[0], 1000 * bare[0], ours[0] / bare[0],
                                                       ours[1] / bare[1], promised, memory, MEMORY))


if __name__ == "__main__":
    main()
