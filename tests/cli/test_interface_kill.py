"""The interface ended at any moment: kill -9, SIGHUP, SIGTERM, SIGINT, a terminal that is closed.

What the screen called saved is in the journal, and at most one change besides; of a text being typed the last second
is lost at most, nothing at all where the program was told to end; the terminal is put back and the file is free.

CADRAN_KILLS says how many programs are ended in all (1000).
"""

import csv
import fcntl
import io
import itertools
import os
import random
import re
import signal
import threading
import time
import traceback
import unittest
import zlib

from harness import CadranTest, raw_records
from terminal import PATIENCE, Terminal

KILLS = int(os.environ.get("CADRAN_KILLS", "1000"))
FRESH = 100  # after so many runs another dossier: replaying must not become the longest part
LOOK_LEAST, LOOK_MOST = 0.012, 0.03  # seconds
HANG_UP = 0
ENDS = [signal.SIGKILL] * 3 + [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, HANG_UP]
LETTERS = "aeéèçœßłñ ij«»€漢👍"
STROKES = ["1", "2", "3", "4", "5", "5", "0", "c", "c", "u", "U", "f", "\r", "\r", "\033[C", "\033[D", "j", "k", " ", "\t\033[Z", "\0332\r", "\0333\r",
           "\177", "n", "n", "e"]
WORDS = {"NA": "not applicable", "?": "don't know", "": "no answer"}
SURE = {"high": "confidence: sure", "medium": "confidence: fairly sure", "low": "confidence: not sure"}
BOX = re.compile("─ (Note|Evidence|Why)")
CLAIM = re.compile(" (?:✓ )?((?:saved|taken back|done again): .*)")
SHOWN = 15  # characters of a text that the message line has for certain


def read_tail(path, offset, torn_is_fine):
    """The records behind `offset`, each with its check held against it."""
    with open(path, "rb") as stream:
        stream.seek(offset)
        data = stream.read()
    whole = []
    for record in raw_records(data):
        if record.endswith(b"\n") and b"%08x\n" % zlib.crc32(record[:-9]) == record[-9:]:
            whole.append(next(csv.reader(io.StringIO(record.decode(), newline=""))))
        elif not torn_is_fine:
            raise AssertionError(f"a record that is none: {record!r}")
    return whole, len(data)


def is_free(path):
    with open(path, "rb+") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.lockf(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)


def told_of(record):
    """What the message line has to say of a change."""
    field, value = record[5:7]
    if record[3] != "answer" or field not in ("level", "target", "note", "evidence"):
        return SURE.get(value, value) if record[3] == "answer" and field == "confidence" else ""
    if field == "level" or field == "target" and value:
        return f"{field}: {WORDS.get(value, value)}"
    return f"{field}: «{value[:SHOWN]}".replace("\n", " ") if value else f"{field}: –"


def rest_had_end(records, last):
    """Whether a record follows that one: the «commit»."""
    return records[-1] is not last


class Typist:
    """One dossier in one terminal, opened, typed at and ended again and again."""

    def __init__(self, test, number):
        self.test, self.number, self.chance = test, number, random.Random(number)
        self.counts = {"runs": 0, "saved": 0, "ahead": 0, "drafts": 0, "closed": 0}
        self.terminal = Terminal()
        test.addCleanup(self.terminal.close)
        self.renew()
        self.pace = self.usual()

    def usual(self):
        """How long to look at the screen at most, in seconds: some times what a key takes with this program."""
        times = []
        self.open()
        self.terminal.until(lambda screen: "quit" in screen.line(-1))
        self.terminal.type("\0332\r")
        for level in "1234512345":
            begin = time.monotonic()
            self.terminal.type(level)
            self.terminal.until(lambda screen: re.match(f" ✓ saved: .*level: {level}", screen.line(-2)))
            times.append(time.monotonic() - begin)
        self.terminal.kill()
        self.terminal.open()
        self.length = os.path.getsize(self.path)
        return min(max(4 * sorted(times)[len(times) // 2], LOOK_LEAST), LOOK_MOST)

    def renew(self):
        self.path = self.test.path(f"{self.number}.cadran")
        if os.path.exists(self.path):
            os.unlink(self.path)
        self.test.small(os.path.basename(self.path))
        self.length = os.path.getsize(self.path)
        self.by_seq, self.draft = {}, None

    # One run

    def type(self, keys):
        self.typed += len(keys)
        self.terminal.type(keys)

    def open(self):
        self.terminal.run(self.test.command(os.path.basename(self.path)), self.test.environment(TERM="xterm-256color"), self.test.work)
        self.terminal.screen.watch(-2)

    def start(self):
        """Up to the first question; now and then not even to the first screen."""
        self.open()
        self.typed = 1
        if self.chance.random() < 0.05:
            time.sleep(self.chance.random() * 0.01)
            return False
        self.terminal.until(lambda screen: "quit" in screen.line(-1))
        self.type(self.chance.choice(("\0332\r", "\0333\r", "\t\r")))
        return True

    def box(self):
        """Whether a text is being typed; the screen says so in its line of keys."""
        return "give up" in self.terminal.screen.line(-1)

    def type_text(self):
        """Into the open field, character by character; then it is kept, given up, or left as it is."""
        typed = f"{self.chance.randrange(10 ** 6)} " + "".join(self.chance.choices(LETTERS, k=self.chance.randint(1, 14)))
        typed += f"{self.chance.randrange(10)}"  # a blank at the end cannot be seen
        self.type("\025")
        for letter in typed:
            self.type(letter)
            if self.chance.random() < 0.1:
                self.terminal.read(0.001)
        self.look()
        last = self.chance.choice(("\r", "\r", "\r", "\033", ""))
        if last == "\033":  # alone, or it would belong to the next key
            self.type(last)
            self.terminal.until(lambda screen: not self.box())
        else:
            self.type(last)
        return last != ""

    def play(self):
        for _ in range(self.chance.randint(1, 12)):
            if self.box() and not self.type_text():
                return
            self.type(self.chance.choice(STROKES))
            self.look()
        self.look()

    def look(self):
        """At what is on the screen by now; sometimes typing runs ahead."""
        if self.chance.random() < 0.8:
            limit = time.monotonic() + self.chance.random() * self.pace
            while time.monotonic() < limit:
                self.terminal.read(max(limit - time.monotonic(), 0))

    def end(self, how):
        terminal = self.terminal
        if how == HANG_UP:
            terminal.hang_up()
        else:
            terminal.signal(how)
        status = terminal.wait(2)
        if status is None:
            raise AssertionError(f"still running 2 s after {how or 'its terminal was closed'}")
        return status

    # What must hold afterwards

    def shown_text(self):
        """What stands in the field at the foot of the body; the cursor and the line of keys have gone with the program."""
        screen = self.terminal.screen
        for row in range(screen.height):
            if BOX.match(screen.line(row)):
                return "".join(screen.line(below) for below in range(row + 1, screen.height - 2))
        return ""

    def claims(self):
        """What the screen called done, in order."""
        done = []
        for above, text in zip(self.terminal.screen.above, self.terminal.screen.seen):
            claim = CLAIM.match(text) or CLAIM.match(above + text)  # a long one takes two rows
            if claim:
                done.append(claim[1])
        return done

    def whole(self, records):
        """Of what stands between «begin» and «commit» the first, which the screen names; what has no end is no unit."""
        units, rest = [], iter(records)
        for record in rest:
            if record[3] != "begin":
                units.append(record)
                continue
            inside = list(itertools.takewhile(lambda other: other[3] != "commit", rest))
            if not inside:
                continue
            self.by_seq[record[0]] = inside[0]
            if rest_had_end(records, inside[-1]):
                units.append(inside[0])
        return units

    def changes(self, records):
        """The units among the records, without the draft of the last run that the opening took up."""
        units = self.whole([record for record in records if not record[3].startswith("draft-")])
        if self.draft and units and units[0][3:7] == [self.draft[3].removeprefix("draft-"), *self.draft[4:7]]:
            kept = units.pop(0)
            self.by_seq[kept[0]] = kept
        return units

    def compare(self, how, claims, units):
        for record in units:
            self.by_seq[record[0]] = record
        most = len(claims) + (self.typed if how == HANG_UP else 1)  # what was painted after a closing is not known
        if not len(claims) <= len(units) <= most:
            raise AssertionError(f"{len(claims)} were called saved, {len(units)} are in the journal: {claims} {units}")
        for claim, record in zip(claims, units):
            word = {"undo": "taken back: ", "redo": "done again: "}.get(record[3], "saved: ")
            subject = self.by_seq.get(record[4]) if record[3] in ("undo", "redo") else record
            if not claim.startswith(word) or told_of(subject or record) not in claim:
                raise AssertionError(f"the screen said {claim!r}, the journal says {record} of {subject}; all of them: {self.terminal.screen.seen} {units}")
        self.counts["saved"] += len(claims)
        self.counts["ahead"] += len(units) - len(claims)

    def compare_draft(self, how, status, records, shown):
        """What was typed and neither kept nor given up."""
        if records:
            self.draft = records[-1] if records[-1][3].startswith("draft-") and records[-1][3] != "draft-end" else None
        kept, shown = self.draft[6] if self.draft else "", "".join(shown.split())
        told = how not in (signal.SIGKILL, HANG_UP) and status > 0
        if told and shown not in ["".join(text.split()) for text in (kept, *self.old_texts())]:
            raise AssertionError(f"the field had {shown!r}, the journal {kept!r}")
        self.counts["drafts"] += bool(kept)

    def old_texts(self):
        return {record[6] for record in self.by_seq.values() if record[5] in ("note", "evidence")} | {""}

    def check_terminal(self, how, status):
        terminal = self.terminal
        if how in (HANG_UP, signal.SIGKILL):
            return
        if status not in (128 + how, -how):
            raise AssertionError(f"ended with {status} after {how}")
        if terminal.screen.alternate or terminal.modes() != terminal.before:
            raise AssertionError(f"the terminal is not as it was after {how}: {terminal.raw[-200:]!r}")
        if terminal.screen.unknown:
            raise AssertionError(f"not known to the tests: {terminal.screen.unknown}")

    def run(self):
        how = self.chance.choice(ENDS)
        if self.start():
            self.play()
        status = self.end(how)
        is_free(self.path)
        records, length = read_tail(self.path, self.length, how == signal.SIGKILL)
        claims, shown = self.claims(), self.shown_text()
        self.compare(how, claims, self.changes(records))
        self.compare_draft(how, status, records, shown)
        self.check_terminal(how, status)
        self.terminal.open()
        self.length += length
        self.counts["runs"] += 1
        self.counts["closed"] += how == HANG_UP

    def finish(self):
        """The file as others see it."""
        name = os.path.basename(self.path)
        self.test.ok("check", name)
        self.test.ok("set", name, "service.size", f"{self.counts['runs']}")
        self.test.ok("export", name, "--to", "json")
        self.length, self.draft = os.path.getsize(self.path), None

    def many(self, count):
        for turn in range(count):
            if turn % FRESH == FRESH - 1:
                self.finish()
                self.renew()
            self.run()
        self.finish()


class Writer:
    """Types one long note and is stopped in the middle of it."""

    QUESTION = "data.d0.q0"
    ENDS = [(how, 128 + how) for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)] + [(HANG_UP, 0, 128 + signal.SIGHUP)]

    def __init__(self, test, number):
        self.test, self.number, self.chance = test, number, random.Random(number)
        self.name = test.small(f"w{number}.cadran")
        self.terminal = Terminal()
        test.addCleanup(self.terminal.close)

    def open(self):
        self.terminal.run(self.test.command(self.name), self.test.environment(TERM="xterm-256color"), self.test.work)
        return self.terminal.until(lambda screen: "quit" in screen.line(-1))

    def begin(self):
        self.open()
        self.terminal.type("\0333\rn")
        self.terminal.until(lambda screen: "give up" in screen.line(-1))

    def write(self, text):
        """Waits for each character to be shown; when each was typed, and how long the slowest took."""
        times, slowest, shown = [], 0, ""
        for letter in text:
            times.append(time.monotonic())
            shown += letter
            self.terminal.type(letter)
            self.terminal.until(lambda screen: shown.rstrip() in screen.line(screen.row))
            slowest = max(slowest, time.monotonic() - times[-1])
            time.sleep(0.035)
        return times, slowest

    def kept(self):
        """As the next program reads it."""
        rows = self.test.rows("answers", self.name)
        return next((row["note"] for row in rows if f"{row['grid']}.{row['question']}" == self.QUESTION), "")

    def stop_in_the_middle(self):
        text = f"{self.number} " + "".join(self.chance.choices("aeéèçœßłñ", k=self.chance.randint(32, 50)))
        self.begin()
        times, slowest = self.write(text)
        if self.number % 2:
            time.sleep(1.1)
        stopped = time.monotonic()
        self.terminal.kill()
        lost = max(1, 0.75 + 2 * slowest)  # a machine that was held up for longer held up the program too
        due = text[:sum(moment < stopped - lost for moment in times)]
        kept = self.kept()
        if not (due and text.startswith(kept) and kept.startswith(due)):
            raise AssertionError(f"{due!r} was typed a second before the end, {kept!r} is kept")
        self.terminal.open()
        if "is kept; u takes it back" not in self.open().text():
            raise AssertionError("the next opening says nothing of it")

    def end_in_the_middle(self):
        """By number: each way of ending that the program hears of."""
        how, *expected = self.ENDS[self.number]
        text = f"{self.number} à la fin"
        self.begin()
        self.write(text)
        if how == "\003":
            self.terminal.type(how)
        elif how == HANG_UP:
            self.terminal.hang_up()
        else:
            self.terminal.signal(how)
        status = self.terminal.wait(2)
        if status not in expected:
            raise AssertionError(f"ended with {status}, expected one of {expected}")
        if how != HANG_UP and (self.terminal.screen.alternate or self.terminal.modes() != self.terminal.before):
            raise AssertionError(f"the terminal is not as it was after {how!r}")
        if self.kept() != text:
            raise AssertionError(f"{text!r} was shown, {self.kept()!r} is kept")


class InterfaceKill(CadranTest):
    def together(self, kind, count, work):
        """So many at once; a fault of one is the test's."""
        faults = []

        def run(one):
            try:
                work(one)
            except Exception:
                faults.append(f"{traceback.format_exc()}\n{one.terminal.screen.text()}")

        ones = [kind(self, number) for number in range(count)]
        threads = [threading.Thread(target=run, args=(one,)) for one in ones]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            self.fail("\n\n".join(faults))
        return ones

    def test_what_was_called_saved_is_there_however_it_ended(self):
        ones = self.together(Typist, 2, lambda one: one.many(KILLS // 2))
        counts = {name: sum(one.counts[name] for one in ones) for name in ones[0].counts}
        if os.environ.get("CADRAN_VERBOSE"):
            print(self.id(), counts)
        if KILLS >= 100:
            self.assertGreater(counts["saved"], KILLS // 4, f"too little was typed to prove anything: {counts}")
            self.assertGreater(counts["ahead"], 0, f"none was ended between the disk and the screen: {counts}")
            self.assertGreater(counts["drafts"], KILLS // 200, f"too few were ended while a text was typed: {counts}")
            self.assertGreater(counts["closed"], KILLS // 20, counts)

    def test_of_a_text_that_is_typed_at_most_the_last_second_is_lost(self):
        self.together(Writer, max(4, min(20, KILLS // 50)), Writer.stop_in_the_middle)

    def test_a_program_that_is_told_to_end_keeps_what_is_typed_and_puts_the_terminal_back(self):
        self.together(Writer, len(Writer.ENDS), Writer.end_in_the_middle)


if __name__ == "__main__":
    unittest.main()
