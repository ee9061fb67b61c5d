"""Each call about a file fails, is done in part, or is the last one: the files are as before or as after, never between.

failing_calls.c makes the nth call of a command fail. For each n and each way to fail: what was reported done is there, what
was reported failed and unchanged is unchanged, the message is one sentence, nothing is left beside.

Points are sampled, fewer with CADRAN_TEST_SHARE=N; CADRAN_EVERY_POINT=1 tries all of them.
"""

import errno
import os
import re
import select
import shutil
import subprocess
import tempfile
import time
import unittest

from harness import HERE, PROGRAM, WORKED, CadranTest, failing_library
from terminal import Terminal

SAMPLE = 40 // max(1, int(os.environ.get("CADRAN_TEST_SHARE", "1")))
EVERY = os.environ.get("CADRAN_EVERY_POINT")

FULL = ["ENOSPC", "EDQUOT", "EIO", "EROFS", "EINTR"]
NAMING = FULL + ["EPERM", "EBUSY", "EXDEV", "EEXIST", "EACCES"]
# Of each call: the errors it is tried with.
FAULTS = {
    "open": FULL + ["EACCES", "EMFILE"], "mkstemp": FULL + ["EACCES", "EMFILE"], "write": FULL, "read": ["EIO", "EINTR"],
    "pread": ["EIO", "EINTR"], "fsync": FULL, "fdatasync": FULL, "ftruncate": FULL, "fchmod": ["EPERM", "EIO", "EROFS", "EINTR"],
    "close": FULL, "rename": NAMING, "link": NAMING + ["EMLINK"], "unlink": ["EIO", "EROFS", "EPERM", "EINTR", "EBUSY"],
    "flock": ["ENOLCK", "EOPNOTSUPP", "EIO", "EINTR", "EWOULDBLOCK"], "fcntl": ["ENOLCK", "EOPNOTSUPP", "EIO", "EINTR", "EAGAIN"],
    "stat": ["EIO", "EACCES", "ENOENT"], "lstat": ["EIO", "EACCES"], "fstat": ["EIO"], "lseek": ["EIO"],
}
# What a program that was killed, or that could not remove it, may leave: each is named in the manual.
LEFT = re.compile(r"\..+\.[A-Za-z0-9]{6}$|\.new(-\d+)?$|^cadran-[A-Za-z0-9]{6}/")
LIBRARY = "failing_calls.c"


class FaultTest(CadranTest):
    def setUp(self):
        super().setUp()
        if not failing_library(LIBRARY):
            self.skipTest("calls of this program cannot be made to fail")
        self.states = {}
        self.small()
        for key, value in {"answer.data.d0.q0": "3", "use-case.U1.name": "Notes", "vote.U1.impact.c0.Ana": "4"}.items():
            self.ok("set", "d.cadran", key, value)

    def environment(self, **changes):
        return super().environment(**{"SOURCE_DATE_EPOCH": "1790000000", "LOGNAME": "essai", "TMPDIR": self.work, **changes})

    def failing(self, at=0, how="", on="", **more):
        return {"LD_PRELOAD": failing_library(LIBRARY), "CADRAN_FAULT_FOLDER": self.work, "CADRAN_FAULT_AT": str(at),
                "CADRAN_FAULT_HOW": str(getattr(errno, how, how)), "CADRAN_FAULT_ON": on, **more}

    def snapshot(self):
        files = {}
        for folder, _, names in os.walk(self.work):
            for name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as stream:
                    files[os.path.relpath(path, self.work)] = stream.read()
        return files

    def restore(self, files):
        for name in os.listdir(self.work):
            path = self.path(name)
            if os.path.isdir(path) and not os.path.islink(path):
                shutil.rmtree(path)
            elif name not in files or self.read(name) != files[name]:
                os.unlink(path)
        for name, content in files.items():
            if not os.path.exists(self.path(name)):
                self.write(name, content)

    def state(self, content):
        """What a dossier of these bytes says, read by the program, which then writes to it and finds no fault."""
        if content not in self.states:
            self.write("state.cadran", content)
            said = (self.json_bytes("state.cadran"), *(str(self.rows(what, "state.cadran")) for what in ("answers", "use-cases", "votes")),
                    self.ok("milestone", "state.cadran").out)
            self.ok("set", "state.cadran", "service.size", "77")
            self.assertEqual(self.ok("check", "state.cadran").text, "0 faults\n")
            os.unlink(self.path("state.cadran"))
            self.states[content] = said
        return self.states[content]

    def assert_file(self, name, content, where):
        """Whole, old or new; a dossier may be a new one cut short, which says what the old one said."""
        allowed = {self.before.get(name), self.after.get(name)}
        if content in allowed:
            return
        self.assertTrue(content is not None and name.endswith(".cadran") and None not in allowed, f"{name} is neither old nor new: {where}")
        self.assertIn(self.state(content), [self.state(whole) for whole in allowed], where)

    def assert_files(self, where, may_leave):
        got = self.snapshot()
        for name in set(got) | set(self.before) | set(self.after):
            if name in self.before or name in self.after:
                self.assert_file(name, got.get(name), where)
            else:
                self.assertTrue(may_leave and LEFT.search(name), f"{name} is left: {where}")
        return got

    def points(self, calls):
        """Number, name, way to fail, and whether others fail with it."""
        every = []
        for number, name in enumerate(calls, 1):
            ways = [(how, "") for how in FAULTS[name]] + [("before", ""), ("after", ""), ("EIO", "all")]
            if name in ("write", "read", "pread"):
                ways += [("short", ""), ("short", "same")]
            if name == "write":
                ways += [("torn", ""), ("ENOSPC", "same"), ("EDQUOT", "same")]
            if name in ("flock", "fcntl"):
                ways += [("ENOLCK", "same")]
            every += [(number, name, *way) for way in ways]
        return every

    def calls(self, log):
        with open(log, encoding="ascii") as stream:
            return stream.read().split()


class Commands(FaultTest):
    def try_point(self, point, arguments):
        number, name, how, on = point
        self.restore(self.before)
        done = subprocess.run(self.command(*arguments), env=self.environment(**self.failing(number, how, on)), cwd=self.work,
                              stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
        where = f"call {number}, {name}: {how} {on}\n$ {arguments}: {done.returncode} {done.stdout} {done.stderr}"
        killed = how in ("before", "after", "torn")
        self.assertIn(done.returncode, (0, 1, -9) if killed else (0, 1), where)
        # The process that writes a workbook counts its calls for itself: the same number may be an unlink of the other one.
        got = self.assert_files(where, killed or on == "all" or name == "unlink" or "xlsx" in arguments)
        if done.returncode == 0:
            for path, content in self.after.items():
                self.assertEqual(got.get(path), content, f"called done: {where}")
        elif done.returncode == 1:
            self.assertEqual(done.stdout, b"", where)
            self.assertEqual(done.stderr.count(b"\n"), 1, f"one sentence: {where}")
            self.assertRegex(done.stderr.decode(), r"\w{3}.*\w{3}", where)
            self.assert_safe(done.stderr.decode())
            if b"nothing was changed" in done.stderr:
                self.assertEqual(got.get("d.cadran"), self.before["d.cadran"], f"called unchanged: {where}")
        if how.startswith("short"):
            self.assertEqual(done.returncode, 0, f"a short one is no fault: {where}")
        return done.returncode

    def walk(self, *arguments):
        self.before = self.snapshot()
        log = os.path.join(self.folder, "calls")
        self.ok(*arguments, env=self.failing(CADRAN_FAULT_LOG=log))
        self.after = self.snapshot()
        every = self.points(self.calls(log))
        tried = every if EVERY else [every[i] for i in sorted(self.random.sample(range(len(every)), min(SAMPLE, len(every))))]
        counts = {0: 0, 1: 0, -9: 0}
        for point in tried:
            counts[self.try_point(point, arguments)] += 1
        print(f"{arguments[0]}: {len(self.calls(log))} calls, {len(tried)} of {len(every)} points tried and survived: "
              f"{counts[0]} done all the same, {counts[1]} refused, {counts[-9]} killed")

    def test_set(self):
        self.walk("set", "d.cadran", "answer.data.d0.q0.note", "vu avec la direction\net relu")

    def test_set_after_a_record_cut_short(self):
        whole = self.read("d.cadran")
        self.write("d.cadran", whole[:-7])
        self.states.clear()
        self.walk_torn()

    def walk_torn(self):
        self.before = self.snapshot()
        arguments = ("set", "d.cadran", "service.size", "12")
        log = os.path.join(self.folder, "calls")
        self.cadran(*arguments, env=self.failing(CADRAN_FAULT_LOG=log))
        self.after = self.snapshot()
        for point in [point for point in self.points(self.calls(log)) if point[1] in ("ftruncate", "write", "fdatasync", "lseek")]:
            number, name, how, on = point
            self.restore(self.before)
            done = subprocess.run(self.command(*arguments), env=self.environment(**self.failing(number, how, on)), cwd=self.work,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
            where = f"call {number}, {name}: {how} {on}: {done}"
            self.assertIn(done.returncode, (0, 1, -9), where)
            self.assertIn(self.state(self.read("d.cadran")), [self.state(self.before["d.cadran"]), self.state(self.after["d.cadran"])], where)
            if done.returncode == 0:
                self.assertEqual(self.read("d.cadran"), self.after["d.cadran"], where)

    def test_import(self):
        self.write("u.csv", "id,name,need\nU1,Notes,x\nU9,Autre,y\n")
        self.walk("import", "d.cadran", "u.csv")

    def test_undo(self):
        self.walk("undo", "d.cadran")

    def test_milestone(self):
        self.walk("milestone", "d.cadran", "un")

    def test_new(self):
        self.walk("new", "n.cadran", "--name", "Essai", "--content", os.path.join(WORKED, "content"))

    def test_export_into_a_new_file(self):
        self.walk("export", "d.cadran", "--to", "json", "-o", "out.json")

    def test_export_over_a_file(self):
        self.write("out.csv", "what was there")
        self.walk("export", "d.cadran", "--to", "csv", "-o", "out.csv")

    def test_export_of_a_workbook(self):
        self.walk("export", "d.cadran", "--to", "xlsx", "-o", "out.xlsx")

    def test_merge_into_the_first(self):
        self.other()
        self.walk("merge", "d.cadran", "e.cadran")

    def test_merge_into_a_new_file(self):
        self.other()
        self.walk("merge", "d.cadran", "e.cadran", "-o", "m.cadran")

    def other(self):
        shutil.copy(self.path("d.cadran"), self.path("e.cadran"))
        self.ok("set", "e.cadran", "answer.data.d0.q0", "4")
        self.ok("set", "e.cadran", "use-case.U2.name", "Autre")

    def test_compact(self):
        for level in "1234512345":
            self.ok("set", "d.cadran", "answer.data.d0.q0", level)
        self.ok("milestone", "d.cadran", "un")
        self.ok("set", "d.cadran", "answer.data.d0.q0", "1")
        self.walk("compact", "d.cadran")

    def test_compact_that_withdraws_somebody(self):
        self.ok("set", "d.cadran", "vote.U1.impact.c0.Ben", "4")
        self.ok("milestone", "d.cadran", "un")
        self.walk("compact", "d.cadran", "--withdraw", "Ben", "--yes")


class Interface(FaultTest):
    """A key that answers a question, and the end: what the screen calls saved is there."""

    def run_in_terminal(self, environment):
        self.terminal.open()
        self.terminal.run(self.command("d.cadran"), self.environment(TERM="xterm-256color", **environment), self.work)
        screen = self.terminal.screen
        screen.watch(-2)
        self.terminal.until_end(lambda: "quit" in screen.line(-1))
        for keys, there in (("\0332\r", lambda: "answer" in screen.line(-1)), ("5", lambda: re.search("saved: |cannot|was changed|reading only", screen.line(-2)))):
            if self.terminal.status is None:
                self.terminal.type(keys)
                self.terminal.until_end(there, 1.5)
        for key in ("q", "\033", "q"):
            if self.terminal.status is None:
                self.terminal.type(key)
                self.terminal.until_end(lambda: False, 0.4)
        self.terminal.until_end(lambda: False, 10)
        status = self.terminal.status
        self.assertIsNotNone(status, f"it does not end:\n{screen.text()}")
        return status, any(re.match(r" ✓ saved: .*level: 5", text) for text in screen.seen)

    def test_whichever_call_fails_the_screen_calls_saved_what_is_saved(self):
        log = os.path.join(self.folder, "calls")
        self.terminal = Patient()
        self.addCleanup(self.terminal.close)
        self.before = self.snapshot()
        self.assertEqual(self.run_in_terminal(self.failing(CADRAN_FAULT_LOG=log)), (0, True))
        self.after = self.snapshot()
        self.assertNotEqual(self.before, self.after)
        every = self.points(self.calls(log))
        tried = every if EVERY else [every[i] for i in sorted(self.random.sample(range(len(every)), min(SAMPLE, len(every))))]
        counts = {"saved": 0, "not": 0, "killed": 0}
        for number, name, how, on in tried:
            self.restore(self.before)
            status, saved = self.run_in_terminal(self.failing(number, how, on))
            where = f"call {number}, {name}: {how} {on}: status {status}, saved {saved}:\n{self.terminal.screen.text()}"
            killed = how in ("before", "after", "torn")
            self.assertIn(status, (0, 1, -9) if killed else (0, 1), where)
            got = self.assert_files(where, killed or on == "all")
            if saved:
                self.assertEqual(got["d.cadran"], self.after["d.cadran"], where)
            if status >= 0:
                self.assertFalse(self.terminal.screen.alternate, where)
                self.assertEqual(self.terminal.modes(), self.terminal.before, where)
            counts["killed" if status == -9 else "saved" if saved else "not"] += 1
        print(f"the interface: {len(self.calls(log))} calls, {len(tried)} of {len(every)} points tried and survived: {counts}")

    def open(self, **more):
        self.terminal = Patient()
        self.addCleanup(self.terminal.close)
        self.terminal.run(self.command("d.cadran"), self.environment(TERM="xterm-256color", **self.failing(**more)), self.work)
        self.terminal.until(lambda screen: "quit" in screen.line(-1))
        self.terminal.type("\0332\r")
        self.terminal.until(lambda screen: "answer" in screen.line(-1))

    def test_what_another_program_does_to_the_open_file_is_never_written_over(self):
        """A sync client removes, replaces or appends; a share that forgets locks lets a second writer in."""
        def append():
            with open(self.path("d.cadran"), "ab") as stream:
                stream.write(b"d'ailleurs\n")

        def replace():
            self.ok("set", "e.cadran", "service.name", "Venu du nuage")
            os.replace(self.path("e.cadran"), self.path("d.cadran"))

        def second_writer():
            self.ok("set", "d.cadran", "service.name", "L'autre", env=self.failing(CADRAN_FAULT_LOCKS="none"))

        whole = self.read("d.cadran")
        for meddle in (append, replace, second_writer, lambda: os.unlink(self.path("d.cadran"))):
            self.write("d.cadran", whole)
            self.write("e.cadran", whole)
            self.open(CADRAN_FAULT_LOCKS="none")
            meddle()
            there = self.snapshot()
            self.terminal.type("5")
            self.terminal.until(lambda screen: "changed by another" in screen.text() or "another program" in screen.text())
            self.assertNotIn("✓ saved: ", self.terminal.screen.text())
            self.assertEqual(self.snapshot(), there)
            self.terminal.kill()


class Patient(Terminal):
    def until_end(self, there, seconds=20):
        """Reads until `there()` holds, the program has ended, or for so long."""
        limit = time.monotonic() + seconds
        while not there() and self.status is None and time.monotonic() < limit:
            ready, _, _ = select.select([self.keeper.stdout, self.master], [], [], 0.05)
            if self.master in ready:
                self.read(0)
            if self.keeper.stdout in ready:
                self.status, self.pid = self.reply(1)["status"], None
        while self.status is not None and not self.screen.ends and self.read(1):
            pass
        self.screen.look()


if __name__ == "__main__":
    unittest.main()
