"""Real media: a disk that is full, one that is read-only, a limit on the length of files, a stick that is pulled.

Each test runs in a process with mounts of its own, as root or as a user who may have such; nobody else sees them.
"""

import ctypes
import os
import re
import resource
import signal
import traceback
import unittest

from harness import WORKED, CadranTest
from terminal import Terminal

MINE, USER = 0x00020000, 0x10000000  # CLONE_NEWNS, CLONE_NEWUSER
PRIVATE, REMOUNT, READ_ONLY, BIND = 0x44000, 0x20, 0x1, 0x1000
DETACH = 2
LIBC = ctypes.CDLL(None, use_errno=True)
CASES = os.path.join(WORKED, "usecases.csv")
REFUSED = re.compile("cannot be written|No space left|File too large|changed by another|reading only|Read-only")


class Unable(Exception):
    """This machine lets nobody try it."""


def mount(source, path, kind, flags, words=None):
    if LIBC.mount(source, path.encode(), kind, flags, words):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), path)


def own_mounts():
    """As root of a container without the right to mount, or as a user: in a world where one is root."""
    user, group = os.geteuid(), os.getegid()
    if user == 0 and LIBC.unshare(MINE) == 0:
        return
    if LIBC.unshare(MINE | USER):
        raise Unable(f"mounts of one's own are not allowed here: {os.strerror(ctypes.get_errno())}")
    for name, line in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as stream:
            stream.write(line)


def alone(test):
    """The test in a process of its own, in which self.work is a small disk."""
    def inside(self):
        try:
            own_mounts()
            mount(None, "/", None, PRIVATE)
            mount(b"tmpfs", self.work, b"tmpfs", 0, b"size=%dk,mode=700" % self.ROOM)
        except (Unable, OSError) as fault:
            return f"skip: {fault}"
        try:
            test(self)
        except BaseException:
            return traceback.format_exc()
        finally:
            self.terminal.close()
        return ""

    def run(self):
        reading, writing = os.pipe()
        child = os.fork()
        if not child:
            try:
                os.close(reading)
                with os.fdopen(writing, "w", encoding="utf-8", errors="replace") as stream:
                    stream.write(inside(self))
            finally:
                os._exit(0)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as stream:
            said = stream.read()
        os.waitpid(child, 0)
        if said.startswith("skip: "):
            self.skipTest(said[6:])
        if said:
            self.fail(said)
    run.__doc__ = test.__doc__
    return run


class NoTerminal:
    def close(self):
        pass


class Media(CadranTest):
    ROOM = 400  # KiB

    def setUp(self):
        super().setUp()
        self.terminal = NoTerminal()

    # The disk

    def fill(self, leave=0):
        """All but `leave` bytes, in whole pages."""
        with open(self.path("filler"), "wb", buffering=0) as stream:
            try:
                while True:
                    stream.write(b"x" * 4096)
            except OSError:
                pass
            stream.truncate(max(stream.tell() - leave, 0))

    def free(self):
        os.unlink(self.path("filler"))

    def litter(self):
        return set(os.listdir(self.work)) - {"filler"}

    # The interface

    def open(self):
        self.terminal.close()
        self.terminal = Terminal()
        self.terminal.run(self.command("d.cadran"), self.environment(TERM="xterm-256color"), self.work)
        self.terminal.until(lambda screen: "quit" in screen.line(-1))
        self.terminal.type("\0332\r")
        self.terminal.until(lambda screen: "answer" in screen.line(-1))

    def answer(self, level):
        """Types a level; whether the screen calls it saved. What it says is a sentence."""
        self.terminal.screen.watch(-2)
        self.terminal.type(level)
        self.terminal.until(lambda screen: re.match(f" ✓ saved: .*level: {level}", screen.line(-2)) or REFUSED.search(screen.text()))
        self.terminal.still(0.05)
        return bool(re.match(f" ✓ saved: .*level: {level}", self.terminal.screen.line(-2)))

    def leave(self):
        for key in ("\033", "q", "q", "y"):
            if self.terminal.status is None:
                self.terminal.type(key)
                self.terminal.wait(0.5)
        if self.terminal.status is None:
            self.terminal.wait()
        self.assertEqual(self.terminal.modes(), self.terminal.before)
        self.assertFalse(self.terminal.screen.alternate)

    def levels(self):
        return [row["level"] for row in self.rows("answers") if row["level"]]


class FullDisk(Media):
    @alone
    def test_from_the_command_line_what_was_reported_done_is_there_and_freeing_space_lets_one_go_on(self):
        self.small()
        self.fill()
        kept, refused = "", 0
        for turn in range(200):
            text = f"{turn} " + "besoin " * 60
            before = self.read("d.cadran")
            result = self.cadran("set", "d.cadran", "service.priorities", text)
            if result.code:
                refused += 1
                self.assert_clear(result, "No space left on device")
                self.assertEqual(self.read("d.cadran"), before)
            else:
                kept = text
            self.assertEqual(self.json()["service"]["priorities"] or "", kept)
            if refused > 3:
                break
        self.assertGreater(refused, 3, "the disk was full")
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")
        self.free()
        self.ok("set", "d.cadran", "service.priorities", "Place")
        self.assertEqual(self.json()["service"]["priorities"], "Place")

    @alone
    def test_every_command_that_writes_is_whole_or_absent(self):
        self.worked()
        for turn in range(30):
            self.ok("set", "d.cadran", "service.name", f"{turn} " + "nom " * 30)
        self.write("e.cadran", self.read("d.cadran"))
        self.ok("set", "e.cadran", "use-case.NEW.name", "Autre")
        self.write("out", b"what was there")
        for leave in (0, 4096, 8192, 16384):
            self.fill(leave)
            before = {name: self.read(name) for name in self.litter()}
            for command in (["new", "n.cadran"], ["new", "n.cadran", "--from", "d.cadran"], ["export", "d.cadran", "--to", "html", "-o", "out"], ["export", "d.cadran", "--to", "xlsx", "-o", "out"],
                            ["merge", "d.cadran", "e.cadran", "-o", "n.cadran"], ["compact", "d.cadran"], ["compact", "d.cadran", "--withdraw", "Ana", "--yes"]):
                result = self.cadran(*command, env={"TMPDIR": self.folder})
                if result.code == 1:
                    self.assert_clear(result)
                    self.assertEqual({name: self.read(name) for name in self.litter()}, before, result)
                    continue
                self.assertEqual(result.code, 0, result)
                for name in self.litter():
                    if name.endswith(".cadran"):
                        self.assertEqual(self.ok("check", name).text, "0 faults\n", result)
                for name in self.litter():
                    if self.litter() - {name} and before.get(name) != self.read(name):
                        os.unlink(self.path(name))
                        if name in before:
                            self.write(name, before[name])
            self.free()
        for command in (["import", "d.cadran", CASES], ["merge", "d.cadran", "e.cadran"], ["compact", "d.cadran"]):
            self.ok(*command)

    @alone
    def test_in_the_interface_the_screen_says_it_and_freeing_space_lets_one_go_on(self):
        self.small()
        self.open()
        self.assertTrue(self.answer("3"))
        self.fill()
        saved, refused, level = "3", 0, 0
        for turn in range(4000):
            level = str(1 + turn % 5)
            if self.answer(level):
                saved = level
            else:
                refused += 1
                self.assertRegex(" ".join(self.terminal.screen.text().split()), "No space left on device|cannot be written")
            if refused > 2:
                break
        self.assertGreater(refused, 2, "the disk was full")
        self.assertEqual(self.levels(), [saved], "what was called saved is there, what was refused is not")
        self.free()
        self.assertTrue(self.answer("5" if saved != "5" else "4"))
        last = "5" if saved != "5" else "4"
        self.leave()
        self.assertEqual(self.terminal.status, 0)
        self.assertEqual(self.levels(), [last])
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")

    @alone
    def test_a_text_that_is_typed_on_a_full_disk_stays_on_the_screen_and_is_saved_once_there_is_room(self):
        self.small()
        self.open()
        self.answer("3")
        self.fill()
        whole = "mot " * 900
        self.terminal.type("n")
        self.terminal.still()
        self.terminal.type("\033[200~" + whole + "fin\033[201~")
        self.terminal.until(lambda screen: REFUSED.search(screen.text()))  # a pause is enough for it to be kept
        self.terminal.type("\r")
        self.terminal.still(0.5)
        self.assertIn("Enter keep", self.terminal.screen.line(-1), "the text is still there to be saved")
        self.assertNotIn("✓ saved", self.terminal.screen.text())
        self.free()
        self.terminal.type("\r")
        self.terminal.until(lambda screen: "✓ saved" in screen.text())
        self.leave()
        self.assertTrue(any(row["note"].endswith("fin") and len(row["note"]) > 3000 for row in self.rows("answers")))


class ReadOnly(Media):
    @alone
    def test_a_medium_that_may_not_be_written_is_shown_and_says_so(self):
        self.small()
        self.ok("set", "d.cadran", "answer.data.d0.q0", "3")
        mount(None, self.work, None, REMOUNT | READ_ONLY)
        before = self.read("d.cadran")
        self.ok("show", "d.cadran", "summary")
        for command in (["set", "d.cadran", "service.name", "A"], ["undo", "d.cadran"], ["import", "d.cadran", CASES], ["compact", "d.cadran"], ["milestone", "d.cadran", "un"],
                        ["export", "d.cadran", "--to", "json", "-o", "out"], ["new", "n.cadran"], ["merge", "d.cadran", "d.cadran", "-o", "n.cadran"], ["upgrade", "d.cadran"]):
            self.refused(*command)
        self.open()
        self.assertFalse(self.answer("5"))
        self.assertIn("reading only", " ".join(self.terminal.screen.text().split()))
        self.leave()
        self.assertEqual(self.read("d.cadran"), before)
        mount(None, self.work, None, REMOUNT)
        self.open()
        self.assertTrue(self.answer("5"))
        self.leave()

    @alone
    def test_a_place_that_becomes_read_only_while_the_dossier_is_open(self):
        """The way to it is closed by a mount above it; the file itself is open. Exports go nowhere, and say so."""
        self.small()
        self.open()
        self.assertTrue(self.answer("3"))
        mount(self.work.encode(), self.work, None, BIND)
        mount(None, self.work, None, REMOUNT | BIND | READ_ONLY)
        if self.answer("4"):
            self.assertEqual(self.levels(), ["4"])
        self.refused("export", "d.cadran", "--to", "json", "-o", "out", words="Read-only file system")
        self.leave()
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")


class Quota(Media):
    @alone
    def test_a_limit_on_the_length_of_files_is_an_error_like_a_full_disk(self):
        """As «ulimit -f» and some quotas have it: a signal that ends programs which do not think of it."""
        self.small()
        self.open()
        self.assertTrue(self.answer("3"))
        size = os.path.getsize(self.path("d.cadran"))
        for room in (0, 1, 9):
            resource.prlimit(self.terminal.pid, resource.RLIMIT_FSIZE, (size + room, resource.RLIM_INFINITY))
            self.assertFalse(self.answer("4"))
            self.assertIn("File too large", " ".join(self.terminal.screen.text().split()))
            self.assertEqual(os.path.getsize(self.path("d.cadran")), size)
        resource.prlimit(self.terminal.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        self.assertTrue(self.answer("4"))
        self.leave()
        self.assertEqual((self.terminal.status, self.levels()), (0, ["4"]))

    def test_a_command_under_such_a_limit_ends_with_a_sentence(self):
        self.small()
        before = self.read("d.cadran")

        def limited():
            resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 20, resource.RLIM_INFINITY))
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        self.refused("set", "d.cadran", "service.name", "Un nom assez long", words="File too large", preexec_fn=limited)
        self.refused("export", "d.cadran", "--to", "html", "-o", "out", words="File too large", preexec_fn=limited)
        self.assertEqual(self.read("d.cadran"), before)


class Stick(Media):
    @alone
    def test_a_stick_that_is_pulled_while_the_dossier_is_open(self):
        self.small()
        os.mkdir(self.path("stick"))
        mount(b"tmpfs", self.path("stick"), b"tmpfs", 0, b"size=400k")
        self.write("stick/d.cadran", self.read("d.cadran"))
        os.unlink(self.path("d.cadran"))
        os.symlink("stick/d.cadran", self.path("d.cadran"))
        self.open()
        self.assertTrue(self.answer("3"))
        kept = self.read("d.cadran")
        if LIBC.umount2(self.path("stick").encode(), DETACH):
            raise OSError(ctypes.get_errno(), "umount")
        self.assertFalse(self.answer("4"))
        self.assertEqual(os.listdir(self.path("stick")), [], "nothing is written beside it")
        # Another one is put in its place, with an older copy.
        mount(b"tmpfs", self.path("stick"), b"tmpfs", 0, b"size=400k")
        self.write("stick/d.cadran", kept)
        self.assertFalse(self.answer("5"), "it is another file")
        self.leave()
        self.assertEqual(self.read("d.cadran"), kept)
        self.assertEqual(self.levels(), ["3"])

    @alone
    def test_a_folder_that_is_removed_or_renamed_under_an_open_dossier(self):
        os.mkdir(self.path("folder"))
        self.small("folder/d.cadran")
        os.symlink("folder/d.cadran", self.path("d.cadran"))
        self.open()
        self.assertTrue(self.answer("3"))
        os.rename(self.path("folder"), self.path("elsewhere"))
        self.assertFalse(self.answer("4"))
        os.rename(self.path("elsewhere"), self.path("folder"))
        self.assertTrue(self.answer("4"), "it is back, and the same")
        os.unlink(self.path("folder/d.cadran"))
        os.rmdir(self.path("folder"))
        self.assertFalse(self.answer("5"))
        self.assertFalse(os.path.exists(self.path("folder")))
        self.leave()


class SyncClient(Media):
    """What a program that keeps folders alike does to an open file; and a share whose locks hold nothing."""

    def meddle(self, how):
        whole, path = self.read("d.cadran"), self.path("d.cadran")
        status = os.stat(path)
        if how == "replace by the same bytes":
            self.write("new", whole)
            os.utime(self.path("new"), ns=(status.st_atime_ns, status.st_mtime_ns))
            os.replace(self.path("new"), path)
        elif how == "write the same bytes into it":
            with open(path, "r+b") as stream:
                stream.write(whole)
        elif how == "cut it":
            os.truncate(path, len(whole) - 5)
        elif how == "append and put the time back":
            with open(path, "ab") as stream:
                stream.write(b"conflit\n")
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        elif how == "change its end and put the time back":
            with open(path, "r+b") as stream:
                stream.seek(-4, os.SEEK_END)
                stream.write(b"zzz")
            os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
        elif how == "keep a copy of its own beside it":
            os.rename(path, self.path("d (conflit).cadran"))
            self.write("d.cadran", whole)

    @alone
    def test_whatever_it_did_is_noticed_before_the_next_change_and_stays(self):
        for how in ("replace by the same bytes", "cut it", "append and put the time back", "change its end and put the time back", "keep a copy of its own beside it",
                    "write the same bytes into it"):
            for name in self.litter():
                os.unlink(self.path(name))
            self.small()
            self.open()
            self.assertTrue(self.answer("3"))
            self.meddle(how)
            there = {name: self.read(name) for name in self.litter()}
            self.assertFalse(self.answer("4"), how)
            self.assertIn("changed by another program", " ".join(self.terminal.screen.text().split()), how)
            self.assertEqual({name: self.read(name) for name in self.litter()}, there, how)
            self.leave()
            self.assertEqual({name: self.read(name) for name in self.litter()}, there, how)


if __name__ == "__main__":
    unittest.main()
