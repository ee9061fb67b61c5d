"""The interface beside tig, htop and the least that a list takes, in one run: when the first screen is there, how long
a key takes until its last byte, memory, and what happens while nobody types. The dossier has 200 use cases and 2,000
votes.

Usage: screen.py FOLDER MINIMAL_LIST
"""

import csv
import os
import random
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

USE_CASES, VOTES = 200, 10  # ten votes for each, on the criteria in turn
STARTS, KEYS, IDLE = 15, 100, 3.0
QUIET, QUIET_AT_START, RESTED = 0.025, 0.25, 1.0  # seconds without a byte after which no more is expected
GAP, FOLLOWS = 0.002, 0.2  # seconds without a byte that part one painting from the next; after which no more follows
MOVES = ("j" * 3 + "k" * 3) * KEYS
WEIGHTS = ("l" * 3 + "h" * 3) * KEYS
ANSWERS = "34" * KEYS
SCORES = "24" * KEYS
NAN = float("nan")
FRAME = 16.7  # milliseconds
# Each page: what opens it, what is pressed on it, and keys alike; all on one dossier.
PAGES = (("home", (), MOVES), ("list of use cases", ("\0334",), MOVES), ("matrix", ("\0336",), MOVES),
         ("matrix, zoomed", ("\0336", "z"), MOVES), ("live weights", ("\0336", "w"), WEIGHTS),
         ("live weights, sliders", ("\0336", "w"), MOVES), ("ranking", ("\0336", "r"), MOVES),
         ("ranking in words", ("\0336", "r", "v"), MOVES), ("roadmap as bars", ("\0337", "v"), MOVES),
         ("radar", ("R",), MOVES), ("what unlocks what", ("L",), MOVES), ("history", ("J",), MOVES),
         ("scoring, one use case", ("\0335",), MOVES), ("scoring, one criterion", ("\0335", "v"), MOVES),
         ("giving a score", ("\0335",), SCORES), ("questions", ("\0332", "\r"), MOVES), ("answering", ("\0332", "\r"), ANSWERS))
# What is sampled follows the painting that answers the key, as long as nobody types: it has a row of its own.
SAMPLED = "live weights"
ON_DISK = ("giving a score", "answering")  # wait for the disk too


class Subject:
    """A program in a terminal of its own; times in milliseconds."""

    def __init__(self, command, folder=ROOT, first=b""):
        self.command, self.folder, self.first = command, folder, first
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
        """Milliseconds until the first screen is whole: it has `first` in it, and then it is quiet."""
        self.terminal.open()
        self.terminal.run(self.command, self.env, self.folder)
        seen, last = b"", 0
        while self.first not in seen or select.select([self.terminal.master], [], [], QUIET_AT_START)[0]:
            seen += os.read(self.terminal.master, 1 << 16)
            last = time.monotonic()
        return 1000 * (last - self.terminal.begun)

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

    def burst(self, wait):
        """The next bytes that come together: when the last of them was there; None where none comes."""
        last = None
        while select.select([self.terminal.master], [], [], GAP if last else wait)[0]:
            os.read(self.terminal.master, 1 << 16)
            last = time.monotonic()
        return last

    def paintings(self, keys):
        """Milliseconds to the first painting of each key, and to the one after it."""
        first, second = [], []
        for key in keys[:KEYS]:
            begin = time.monotonic()
            self.terminal.type(key)
            for times in (first, second):
                painted = self.burst(FOLLOWS)
                if painted is None:
                    break
                times.append(1000 * (painted - begin))
            while painted is not None:
                painted = self.burst(FOLLOWS)
        return first, second

    def open(self, prepare=()):
        self.start()
        for key in prepare:
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

    def page(self, prepare, keys, sampled=False):
        """How long each key takes, and the computing for one; with `sampled`, to its own painting, and to what follows."""
        self.open(prepare)
        before = self.computing()
        times, follows = self.paintings(keys) if sampled else (self.keys(keys), [])
        computing = (self.computing() - before) / KEYS
        figures = {"times": times, "follows": follows, "computing": computing, "memory": self.status("VmHWM") / 1024}
        while self.read(RESTED)[1]:
            pass
        figures["bytes"], figures["wakes"] = self.idle()
        self.leave()
        return figures

    def close(self):
        self.terminal.close()
        shutil.rmtree(self.home, ignore_errors=True)


def rows(path, header, lines):
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        writer.writerows(lines)
    return path


def make_dossier(folder):
    """200 use cases, 2,000 votes."""
    program, path, chance = os.path.join(ROOT, "cadran"), os.path.join(folder, "large.cadran"), random.Random(1)
    with open(os.path.join(ROOT, "questionnaires", "criteria.ini"), encoding="utf-8") as stream:
        criteria = re.findall(r"^\[criterion (\S+)\]", stream.read(), re.M)
    with open(os.path.join(ROOT, "questionnaires", "data.ini"), encoding="utf-8") as stream:
        dimensions = re.findall(r"^\[dimension (\S+)\]", stream.read(), re.M)
    ids = ["L%03d" % n for n in range(USE_CASES)]
    cases = rows(os.path.join(folder, "cases.csv"), ("id", "name", "need", "sponsor", "indicator", "delay", "ai_act", "requires"),
                 [(one, "Use case %s of a large service" % one, "Two hours a day", "Director", "Hours", chance.randint(1, 12),
                   "minimal", f"data.{chance.choice(dimensions)}:{chance.randint(2, 4)}") for one in ids])
    votes = [(one, criteria[vote * len(criteria) // VOTES], "Participant %d" % vote, 1, chance.randint(1, 5))
             for one in ids for vote in range(VOTES)]
    scores = rows(os.path.join(folder, "votes.csv"), ("use_case", "criterion", "participant", "round", "score"), votes)
    for words in (["new", path, "--name", "Large"], ["import", path, cases], ["import", path, scores]):
        subprocess.run([program, "--lang", "en", *words], check=True, stdout=subprocess.DEVNULL)
    return path


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


def verdict(words, met):
    print(f"{'met   ' if met else 'MISSED'}  {words}")


def figure(value, form="%.2f"):
    return "–" if value != value else form % value


def start_table(subjects):
    print(f"\n{'first screen, 80 x 24':<30} {'median ms':>10} {'best ms':>9}")
    for name, one in subjects.items():
        print(f"{name:<30} {figure(quantile(one.starts, 0.5)):>10} {figure(quantile(one.starts, 0)):>9}")


def page_row(name, figures, least):
    median = quantile(figures["times"], 0.5)
    cells = (median, quantile(figures["times"], 0.95), figures["computing"], figures["memory"])
    print(f"{name:<30}" + "".join(f"{figure(cell):>10}" for cell in cells)
          + f"{figures['bytes']:>7d} {figures['wakes']:>6d}   {figure(median / least, '%.1f'):>6}")


def main():
    folder, minimal = sys.argv[1:]
    dossier = make_dossier(folder)
    subjects = {"cadran": Subject([os.path.join(ROOT, "cadran"), "--lang", "en", dossier], first=b"Next:")}
    subjects["minimal list"] = Subject([os.path.abspath(minimal)])
    if shutil.which("tig") and shutil.which("git"):
        subjects["tig log"] = Subject([shutil.which("tig"), "log"], folder=make_repository(os.path.join(folder, "repository")))
    if shutil.which("htop"):
        subjects["htop"] = Subject([shutil.which("htop"), "-d", "100"])
    first_screens(subjects.values())
    ours, least = subjects["cadran"], subjects["minimal list"]
    start_table(subjects)

    print(f"\n{'a key to its last byte':<30}{'median ms':>10}{'p95 ms':>10}{'computing':>10}{'MiB':>10}  bytes  wakes x least")
    # Before and after: what else the machine does changes meanwhile.
    bare = [least.page((), MOVES)]
    others = {name: one.page((), MOVES) for name, one in subjects.items() if one not in (ours, least)}
    pages = {name: ours.page(prepare, keys, name == SAMPLED) for name, prepare, keys in PAGES}
    bare.append(least.page((), MOVES))
    middle = quantile(bare[0]["times"] + bare[1]["times"], 0.5)
    for name, figures in [("minimal list", bare[0]), ("minimal list, once more", bare[1]), *others.items(), *pages.items()]:
        page_row(name, figures, middle)
    follows = pages[SAMPLED]["follows"]
    print(f"{'what is sampled after the key':<30}{figure(quantile(follows, 0.5)):>10}{figure(quantile(follows, 0.95)):>10}")
    write = disk(folder)
    print(f"{'one fdatasync, without us':<30}{figure(quantile(write, 0.5)):>10}{figure(quantile(write, 0.95)):>10}")
    for one in subjects.values():
        one.close()

    moves = {name: figures for name, figures in pages.items() if name not in ON_DISK}
    verdict("painted no later than tig", "tig log" not in subjects
            or quantile(ours.starts, 0.5) <= quantile(subjects["tig log"].starts, 0.5))
    for name, figures in moves.items():
        verdict(f"{name}: within 3 times the minimal list", quantile(figures["times"], 0.5) <= 3 * middle)
    verdict("moving: p95 under 8 ms", all(quantile(figures["times"], 0.95) < 8 for figures in moves.values()))
    verdict(f"{SAMPLED}: what is sampled within a frame", quantile(follows, 0.5) < FRAME)
    verdict("nothing while nobody types", all(not figures["bytes"] and not figures["wakes"] for figures in pages.values()))
    verdict("under 10 MiB", all(figures["memory"] < 10 for figures in pages.values()))


if __name__ == "__main__":
    main()
