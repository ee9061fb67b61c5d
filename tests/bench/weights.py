"""Live weights on a workshop of 200 use cases and 2 000 votes: how long a key takes until the exact figures are painted,
and until the sampled ones are, which follow while nobody types. Then the same with the key held down.

Usage: weights.py PROGRAM
"""

import os
import select
import sys
import tempfile
import time

import dossiers
from screen import FRAME, KEYS, NAN, QUIET_AT_START, Subject, quantile, verdict

USE_CASES, VOTES = 200, 2000
HELD = 0.033    # seconds between two keys of a key that is held
SWEEP = ("l" * 9 + "h" * 9) * KEYS


def held(subject):
    """The same while keys come as a keyboard repeats them: to the first painting of each."""
    times = []
    for key in SWEEP[:KEYS]:
        begin = time.monotonic()
        subject.terminal.type(key)
        painted = subject.burst(HELD)
        if painted is not None:
            times.append(1000 * (painted - begin))
        while time.monotonic() < begin + HELD and select.select([subject.terminal.master], [], [],
                                                                 max(0, begin + HELD - time.monotonic()))[0]:
            os.read(subject.terminal.master, 1 << 16)
    return times


def row(words, times):
    print(f"{words:<46} median {quantile(times, 0.5):6.2f} ms  p95 {quantile(times, 0.95):6.2f} ms")


def main():
    program = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "workshop.cadran")
        dossiers.workshop(program, path, USE_CASES, VOTES)
        subject = Subject([program, "--lang", "en", path], first=b"Next:")
        subject.open(("\0336", "w"))
        before = subject.computing()
        first, second = subject.paintings(SWEEP)
        computing = (subject.computing() - before) / KEYS
        repeated = held(subject)
        subject.read(QUIET_AT_START)
        memory = subject.status("VmHWM") / 1024
        subject.leave()
        subject.terminal.close()
    print(f"\nlive weights, {USE_CASES} use cases, {VOTES} votes, 80 x 24")
    row("a key, exact figures painted", first)
    row("a key, sampled figures painted", second)
    row("a key that is held, painted", repeated)
    print(f"{'computing, all samples of a key':<46} {computing:13.2f} ms    memory {memory:.2f} MiB")
    verdict("live weights within 8 ms, p95", quantile(first, 0.95) < 8 and quantile(repeated, 0.95) < 8)
    verdict("sampled figures within a frame, median", quantile(second, 0.5) < FRAME if second else NAN)


if __name__ == "__main__":
    main()
