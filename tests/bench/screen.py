"""The interface beside tig and beside the least that a list takes, in one run: when the first screen is there, how long
a key takes until its last byte, memory, and what happens while nobody types.

Usage: screen.py DOSSIER MINIMAL_LIST
"""

import os
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(ROOT, "tests", "cli"))

from terminal import Terminal  # noqa: E402

STARTS, KEYS, IDLE = 15, 200, 3.0
QUIET, QUIET_AT_START = 0.025, 0.25  # seconds without a byte after which no more is expected
MOVES = ("j" * 3 + "k" * 3) * KEYS
ANSWERS = "34" * KEYS
NAN = float("nan")
NOTHING = {"start": [], "move": [], "move computing": NAN, "memory": NAN, "bytes": NAN, "wakes": NAN}  # not installed


class Subject:
    """A program in a terminal of its own; times in milliseconds."""

    def __init__(self, command, prepare=(), folder=ROOT):
        self.command, self.prepare, self.folder = command, prepare, folder
        self.terminal, self.starts = Terminal(), []
        self.home = tempfile.mkdtemp(prefix="cadran-bench-")
        self.env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "HOME": self.home}

    def read(self, quiet):
        """Reads until it is quiet: when the last byte came, and how many there were."""
        last = count = 0
        while select.select([self.terminal.master], [], [], quiet)[0]:
            count += len(os.read(self.terminal.master, 1 << 16))
            last = time.monotonic()
        return last, count

    def start(self):
        self.terminal.open()
        self.terminal.run(self.command, self.env, self.folder)
        return 1000 * (self.read(QUIET_AT_START)[0] - self.terminal.begun)

    def leave(self):
        self.terminal.type("q")
        self.terminal.wait(5)
        self.terminal.kill()

    def keys(self, keys):
        times = []
        for key in keys[:KEYS]:
            begin = time.monotonic()
            self.terminal.type(key)
            last, count = self.read(QUIET)
            if count:
                times.append(1000 * (last - begin))
        return times

    def open(self):
        self.start()
        for key in self.prepare:
            self.terminal.type(key)
            self.read(QUIET_AT_START)

    def status(self, name):
        with open(f"/proc/{self.terminal.pid}/status", encoding="ascii") as stream:
            return int(re.search(rf"^{name}:\s*(\d+)", stream.read(), re.M)[1])

    def computing(self):
        """Milliseconds on a processor so far: what a busy machine does not change."""
        with open(f"/proc/{self.terminal.pid}/schedstat", encoding="ascii") as stream:
            return int(stream.read().split()[0]) / 1e6

    def idle(self):
        """Bytes and wake-ups while nobody types."""
        before, end, count = self.status("voluntary_ctxt_switches"), time.monotonic() + IDLE, 0
        while time.monotonic() < end:
            if select.select([self.terminal.master], [], [], end - time.monotonic())[0]:
                count += len(os.read(self.terminal.master, 1 << 16))
        return count, self.status("voluntary_ctxt_switches") - before

    def measure(self, answers=""):
        figures = {"start": self.starts}
        self.open()
        for name, keys in (("move", MOVES), ("answer", answers)):
            before = self.computing()
            figures[name] = self.keys(keys)
            figures[name + " computing"] = (self.computing() - before) / KEYS if keys else NAN
        figures["memory"] = self.status("VmHWM") / 1024
        figures["bytes"], figures["wakes"] = self.idle()
        self.leave()
        self.terminal.close()
        shutil.rmtree(self.home, ignore_errors=True)
        return figures


def make_repository(folder):
    """Of 200 commits; tig shows its log."""
    text = "".join(f"commit refs/heads/main\ncommitter A <a@b.ch> {1700000000 + n} +0000\ndata 12\nchange {n:5}\n" for n in range(200))
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    subprocess.run(["git", "-C", folder, "fast-import", "--quiet"], input=text.encode(), check=True)
    return folder


def first_screens(subjects):
    """In turn: what else the machine does then hits all of them."""
    for _ in range(STARTS):
        for one in subjects:
            one.starts.append(one.start())
            one.leave()


def disk(folder):
    """What a record takes to reach the disk, without us."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder) as stream:
        for _ in range(KEYS):
            begin = time.monotonic()
            os.write(stream.fileno(), b"x" * 70)
            os.fdatasync(stream.fileno())
            times.append(1000 * (time.monotonic() - begin))
    return times


def quantile(times, share):
    return sorted(times)[min(int(len(times) * share), len(times) - 1)] if times else NAN


def line(words, values, form="%.2f"):
    cells = ["–" if value != value else form % value for value in values]
    ours = values[0]
    ratios = [f"{ours / value:.1f}" if value == value and value and ours == ours else "–" for value in values[1:3]]
    print(f"{words:<30} {cells[0]:>9} {cells[1]:>9} {cells[2]:>9}   {ratios[0]:>7} {ratios[1]:>8}")


def verdict(words, met):
    print(f"{'met   ' if met else 'MISSED'}  {words}")


def main():
    dossier, minimal = sys.argv[1:]
    folder = os.path.dirname(dossier)
    ours = Subject([os.path.join(ROOT, "cadran"), "--lang", "en", dossier], ("\0332", "\r"))
    least = Subject([os.path.abspath(minimal)])
    tig = None
    if shutil.which("tig") and shutil.which("git"):
        tig = Subject([shutil.which("tig"), "log"], folder=make_repository(os.path.join(folder, "repository")))
    first_screens([one for one in (ours, tig, least) if one])
    ours, tig, least = ours.measure(ANSWERS), tig.measure() if tig else NOTHING, least.measure()
    three, write = (ours, tig, least), disk(folder)

    print(f"\n{'in a terminal, 80 x 24':<30} {'cadran':>9} {'tig log':>9} {'minimal':>9}   {'x tig':>7} {'x minimal':>8}")
    line("first screen, median ms", [quantile(one["start"], 0.5) for one in three])
    line("first screen, best ms", [quantile(one["start"], 0) for one in three])
    line("moving by a key, median ms", [quantile(one["move"], 0.5) for one in three])
    line("moving by a key, p95 ms", [quantile(one["move"], 0.95) for one in three])
    line("moving by a key, computing ms", [one["move computing"] for one in three])
    for words, share in (("median", 0.5), ("p95", 0.95)):
        line(f"answering by a key, {words} ms", [quantile(ours["answer"], share), NAN, quantile(least["move"], share)])
    line("answering, computing ms", [ours["answer computing"], NAN, least["move computing"]])
    print(f"{'one fdatasync, without us, ms':<30} median {quantile(write, 0.5):.2f}, p95 {quantile(write, 0.95):.2f}")
    line("memory, MiB", [one["memory"] for one in three])
    line("bytes while idle, 3 s", [one["bytes"] for one in three], "%d")
    line("wake-ups while idle, 3 s", [one["wakes"] for one in three], "%d")
    verdict("painted no later than tig", not quantile(ours["start"], 0.5) > quantile(tig["start"], 0.5))
    verdict("a key within 3 times the minimal list", quantile(ours["move"], 0.5) <= 3 * quantile(least["move"], 0.5))
    verdict("nothing while nobody types", ours["bytes"] == 0 and ours["wakes"] == 0)
    verdict("under 10 MiB", ours["memory"] < 10)


if __name__ == "__main__":
    main()
