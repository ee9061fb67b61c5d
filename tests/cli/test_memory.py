"""No memory: whichever allocation fails, of ours or of a library, the program ends in one sentence and the files are whole.

The nth allocation fails, alone or with all that follow (failing_malloc.c). Points are sampled; CADRAN_EVERY_POINT=1 tries
all of them.
"""

import os
import re
import signal
import unittest

from harness import ROOT, CadranTest, failing_library, program_has
from keeper import END
from test_faults import Patient

POINTS = 15
STEP = 61  # from one point of the interface to the next, where the others try every one
SCREENS = max(3, 24 // max(1, int(os.environ.get("CADRAN_TEST_SHARE", "1"))))
EVERY = os.environ.get("CADRAN_EVERY_POINT")
CONTENT = os.path.join(ROOT, "tests", "fuzz", "content")
FILLED = {"answer.data.quality.errors": "3", "use-case.U1.name": "Notes", "use-case.U1.delay": "3", "score.U1.impact.one": "4",
          "score.U1.feasibility.ease": "5", "vote.U1.risk.harm.A": "2", "use-case.U1.hours": "1/2/3"}
LIBRARY = "failing_malloc.c"


class Failing(CadranTest):
    def setUp(self):
        super().setUp()
        if not failing_library(LIBRARY) or program_has(b"__gcov_dump"):
            self.skipTest("allocations of this program cannot be made to fail, or what counts its lines has some of its own")
        self.new("d.cadran", "--content", CONTENT, "--matrix", "m")
        for key, value in FILLED.items():
            self.ok("set", "d.cadran", key, value)
        self.write("u.csv", "id;nom;besoin\r\nU1;Notes é;x\r\nU9;Autre;=1+1\r\n".encode("cp1252"))
        self.before = self.read("d.cadran")

    def environment(self, **changes):
        return super().environment(**{"SOURCE_DATE_EPOCH": "1790000000", "LOGNAME": "essai", "TMPDIR": self.folder, **changes})


class Memory(Failing):
    def run_failing(self, at, alone, arguments):
        self.write("d.cadran", self.before)
        if os.path.exists(self.path("out")):
            os.unlink(self.path("out"))
        return self.cadran(*arguments, env={"LD_PRELOAD": failing_library(LIBRARY), "CADRAN_FAIL_AT": str(at), "CADRAN_FAIL_ON": "0" if alone else "1"})

    def count(self, arguments):
        """How many allocations there are, but for those of a process of its own, and what is there afterwards."""
        inward, outward = os.pipe()
        self.addCleanup(os.close, inward)
        self.write("d.cadran", self.before)
        result = self.cadran(*arguments, env={"LD_PRELOAD": failing_library(LIBRARY), "CADRAN_FAIL_COUNT": str(outward)}, pass_fds=(outward,))
        os.close(outward)
        self.assertEqual(result.code, 0, result)
        return int(os.read(inward, 100)), self.everything(), self.read("d.cadran"), self.out()

    def out(self):
        return self.read("out") if os.path.exists(self.path("out")) else b""

    def points(self, total):
        if EVERY:
            return range(1, total + 1)
        return sorted({1, 2, 3, total} | {self.random.randint(1, total) for _ in range(POINTS)})

    def check(self, *arguments, total=0):
        counted, afterwards, changed, out = self.count(arguments)
        self.assertGreater(counted, 100)
        for at in self.points(max(counted, total)):
            for alone in (True, False):
                result = self.run_failing(at, alone, arguments)
                where = f"allocation {at}{'' if alone else ' and all after it'}{result}"
                self.assertIn(result.code, (0, 1), where)
                self.assertIn(self.read("d.cadran"), (self.before, changed), where)
                if result.code:
                    self.assertLessEqual(result.err.count(b"\n"), 2, where)  # where in a file, then what came of it
                    self.assert_clear(result)
                    self.assertTrue(set(self.everything()) <= set(afterwards), where)
                else:
                    self.assertEqual(self.everything(), afterwards, where)
                    self.assertEqual(self.read("d.cadran"), changed, where)
                    # libxlsxwriter's workbook_close leaves a drawing out, and says nothing, where that one allocation fails alone.
                    self.assertTrue(self.out() == out or (total and alone), where)

    def test_show_ends_in_a_sentence(self):
        self.check("show", "d.cadran", "summary")

    def test_set_ends_in_a_sentence_and_the_dossier_is_whole(self):
        self.check("set", "d.cadran", "use-case.U1.need", "besoin")

    def test_import_ends_in_a_sentence_and_the_dossier_is_whole(self):
        self.check("import", "d.cadran", "u.csv")

    def test_export_of_figures_ends_in_a_sentence_and_leaves_no_part_of_a_file(self):
        self.check("export", "d.cadran", "--to", "json", "-o", "out")

    def test_export_of_a_page_ends_in_a_sentence_and_leaves_no_part_of_a_file(self):
        self.check("export", "d.cadran", "--to", "html", "-o", "out")

    def test_export_of_a_workbook_ends_in_a_sentence_whatever_its_library_does_without_memory(self):
        self.check("export", "d.cadran", "--to", "xlsx", "-o", "out", total=8400)


class Interface(Failing):
    """Curses allocates too, when it begins, for each window and when the window has another size."""

    def walk(self, **more):
        """Opens, answers, takes another size, shows a long page, leaves. What it ended with, and whether «saved» was shown."""
        self.write("d.cadran", self.before)
        self.terminal.open()
        self.terminal.run(self.command("d.cadran"), self.environment(TERM="xterm-256color", LD_PRELOAD=failing_library(LIBRARY), **more), self.work)
        screen = self.terminal.screen
        screen.watch(-2)
        ends = lambda: self.terminal.status is not None
        self.terminal.until_end(lambda: "quit" in screen.line(-1), 3)
        for keys, there in (("\0332\r", lambda: "answer" in screen.line(-1)), ("5", lambda: "saved: " in screen.line(-2)), (None, lambda: False), ("H", lambda: False), ("?", lambda: False)):
            if ends():
                break
            if keys:
                self.terminal.type(keys)
                self.terminal.until_end(there, 1)
            else:
                self.terminal.resize(132, 43)
                self.terminal.until_end(lambda: "quit" in screen.text(), 0.3)
        for key in ("\033", "q", "\033", "q"):
            if not ends():
                self.terminal.type(key)
                self.terminal.until_end(lambda: False, 0.3)
        self.terminal.until_end(lambda: False, 10)
        return self.terminal.status, any(re.match(" ✓ saved: .*level: 5", text) for text in screen.seen)

    def test_a_screen_that_cannot_be_had_is_said_and_the_terminal_is_as_before(self):
        self.terminal = Patient()
        self.addCleanup(self.terminal.close)
        count = os.path.join(self.folder, "count")
        self.assertEqual(self.walk(CADRAN_FAIL_COUNT=count), (0, True))
        with open(count, encoding="ascii") as stream:
            total = int(stream.read())
        self.assertGreater(total, 1000)
        counts = {}
        tried = range(1, total + 1, STEP) if EVERY else sorted(self.random.randint(1, total) for _ in range(SCREENS))
        for at in tried:
            for alone in (True, False):
                status, saved = self.walk(CADRAN_FAIL_AT=str(at), CADRAN_FAIL_ON="0" if alone else "1")
                said = self.terminal.raw.decode("utf-8", "replace").replace(END, "").split("\033")[-1]
                where = f"allocation {at}{'' if alone else ' and all after it'}: status {status}, saved {saved}, {said!r}\n{self.terminal.screen.text()}"
                # Curses itself crashes at some points (6.4: newterm, tparm, resize_term): the sentence and the terminal are there all the same.
                self.assertIn(status, (0, 1, -signal.SIGSEGV, -signal.SIGABRT), where)
                self.assertFalse(self.terminal.screen.alternate, where)
                self.assertEqual(self.terminal.modes(), self.terminal.before, where)
                if status:
                    self.assertRegex(said, "cadran: .{12}", where)
                    self.assertNotRegex(said, "not known here|cannot move", where)
                if saved:
                    self.assertIn("5", [row["level"] for row in self.rows("answers")], where)
                self.assertEqual(self.cadran("check", "d.cadran").text, "0 faults\n", where)
                counts[status, saved] = counts.get((status, saved), 0) + 1
        print(f"the interface: {total} allocations, {2 * len(tried)} points tried: {counts}")


if __name__ == "__main__":
    unittest.main()
