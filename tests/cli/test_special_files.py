"""What is no file of ours, as input and as output of every command: never waited for, never replaced, said in one sentence.

And names with path parts: where a name is asked for, no path is taken.
"""

import os
import re
import socket
import stat
import time
import unittest

from harness import WORKED, CadranTest, checked, raw_records

SHARE = max(1, int(os.environ.get("CADRAN_TEST_SHARE", "1")))
AT_ONCE = 20  # seconds, on a busy machine; who waits for a fifo waits for ever
CASES = os.path.join(WORKED, "usecases.csv")

# Each command, X standing for what is no file of ours. Folders are what some of them read.
READS = {
    "show": ["show", "X", "summary"], "without a command": ["X"], "set": ["set", "X", "service.name", "A"], "add": ["add", "X", "meeting-notes"],
    "import into": ["import", "X", CASES], "import of": ["import", "d.cadran", "X"], "import by a map": ["import", "d.cadran", CASES, "--map-file", "X"],
    "export": ["export", "X", "--to", "json"], "undo": ["undo", "X"], "redo": ["redo", "X"], "milestone": ["milestone", "X", "un"], "compact": ["compact", "X"],
    "withdraw": ["compact", "X", "--withdraw", "Ana", "--yes"], "merge into": ["merge", "X", "e.cadran"], "merge of": ["merge", "d.cadran", "X"],
    "compare": ["compare", "X", "d.cadran"], "compare with": ["compare", "d.cadran", "X"], "upgrade": ["upgrade", "X"], "pool with its own": ["pool", "e.cadran", "--mine", "X"],
    "pool by a list": ["pool", "--files-from", "X"], "pool by an @list": ["pool", "@X"], "new from": ["new", "n.cadran", "--from", "X"],
}
READS_FOLDERS = {
    "check": ["check", "X"], "pool": ["pool", "X"], "new with content": ["new", "n.cadran", "--content", "X"], "upgrade to content": ["upgrade", "d.cadran", "--content", "X"],
    "pool with content": ["pool", "e.cadran", "--content", "X"],
}
MAKES = {"new": ["new", "X", "--name", "A"], "new from": ["new", "X", "--from", "d.cadran"], "merge": ["merge", "d.cadran", "e.cadran", "-o", "X"]}
WRITES = {
    **{f"export to {form}": ["export", "d.cadran", "--to", form, "-o", "X"] for form in ("csv", "json", "html", "md", "svg", "xlsx")},
    "compare": ["compare", "d.cadran", "e.cadran", "--html", "-o", "X"], "compare to a workbook": ["compare", "d.cadran", "e.cadran", "--xlsx", "-o", "X"],
    "pool": ["pool", "d.cadran", "e.cadran", "--to", "csv", "-o", "X"],
}
# Each thing, and the exit codes of who writes to it.
ODD = {
    "fifo": 1, "folder": 1, "socket": 1, "loop": 1, "dangling": 1, "to-folder": 1, "to-fifo": 1, "hole": None, "d.cadran/": 1, "d.cadran/x": 1, "nowhere/x": 1,
    "/dev/full": 1, "/dev/zero": 0, "/dev/null": 0, "to-null": 0, "/dev/tty": 1, "/proc/self/mem": 1, "x" * 300: 1, "x/" * 900: 1,
}


class SpecialFiles(CadranTest):
    def setUp(self):
        super().setUp()
        self.worked()
        self.ok("set", "d.cadran", f"vote.{self.rows('use-cases')[0]['id']}.{self.criteria()[0]}.Ana", "4")
        self.write("e.cadran", self.read("d.cadran"))
        os.mkfifo(self.path("fifo"))
        os.mkdir(self.path("folder"))
        with open(self.path("hole"), "wb") as stream:
            stream.truncate(8 << 30)
        listening = socket.socket(socket.AF_UNIX)
        self.addCleanup(listening.close)
        before = os.getcwd()
        os.chdir(self.work)  # the address of a socket is short
        listening.bind("socket")
        os.chdir(before)
        for name, target in (("loop", "loop"), ("dangling", "nowhere"), ("to-folder", "folder"), ("to-fifo", "fifo"), ("to-null", "/dev/null")):
            os.symlink(target, self.path(name))

    def share(self, commands):
        """Another one in so many for each name."""
        return self.random.sample(sorted(commands.items()), max(len(commands) // SHARE, 2))

    def kinds(self):
        """Of everything there: what it is, where a link leads, what a small file holds."""
        found = {}
        for folder, folders, names in os.walk(self.work):
            for name in folders + names:
                path = os.path.join(folder, name)
                status = os.lstat(path)
                small = stat.S_ISREG(status.st_mode) and status.st_size < 1 << 24
                found[os.path.relpath(path, self.work)] = (stat.S_IFMT(status.st_mode), os.readlink(path) if stat.S_ISLNK(status.st_mode) else "",
                                                           self.read(os.path.relpath(path, self.work)) if small else status.st_size)
        for device in ("/dev/full", "/dev/null", "/dev/zero"):
            found[device] = (stat.S_IFMT(os.lstat(device).st_mode), "", os.lstat(device).st_rdev)
        return found

    def call(self, command, name):
        begin = time.monotonic()
        result = self.cadran(*[part.replace("X", name) if part in ("X", "@X") else part for part in command], timeout=60, start_new_session=True)
        self.assertLess(time.monotonic() - begin, AT_ONCE, result)
        return result

    def test_as_what_is_read(self):
        before = self.kinds()
        for name in [*ODD, "/proc/self/environ", "/dev/stdin"]:
            for what, command in self.share({**READS, **READS_FOLDERS}):
                with self.subTest(f"{what}: {name[:20]}"):
                    result = self.call(command, name)
                    empty_folder = what in READS_FOLDERS and name in ("folder", "to-folder")
                    self.assertIn(result.code, (0, 1, 2) if empty_folder else (1, 2) if what == "without a command" else (1,), result)
                    if result.code and what != "check":
                        self.assert_clear(result)
                    self.assert_safe(result.text)
                    self.assertEqual(self.kinds(), before, result)

    def test_as_what_is_made(self):
        before = self.kinds()
        for name in ODD:
            for what, command in MAKES.items():
                with self.subTest(f"{what}: {name[:20]}"):
                    self.assert_clear(self.refused(*[name if part == "X" else part for part in command], timeout=AT_ONCE))
                    self.assertEqual(self.kinds(), before)

    def test_as_what_is_written(self):
        hole = os.stat(self.path("hole")).st_mode
        for name, code in ODD.items():
            for what, command in self.share(WRITES):
                before = self.kinds()
                with self.subTest(f"{what}: {name[:20]}"):
                    result = self.call(command, name)
                    if code is not None:
                        self.assertEqual(result.code, code, result)
                        self.assertEqual(self.kinds(), before, result)
                    if result.code:
                        self.assert_clear(result)
                    self.assertEqual(os.stat(self.path("hole")).st_mode, hole)

    def test_a_link_to_a_file_stays_a_link_and_one_to_a_dossier_is_spared(self):
        self.write("there.json", "what was there")
        os.symlink("there.json", self.path("link.json"))
        os.symlink("d.cadran", self.path("link"))
        dossier = self.read("d.cadran")
        self.ok("export", "d.cadran", "--to", "json", "-o", "link.json")
        self.assertTrue(os.path.islink(self.path("link.json")))
        self.assertEqual(self.read("there.json"), self.json_bytes())
        for command in WRITES.values():
            self.refused(*["link" if part == "X" else part for part in command], code=2)
        self.assertEqual(self.read("d.cadran"), dossier)
        self.ok("set", "link", "service.name", "Par un lien")
        self.ok("compact", "link")
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertEqual(self.json()["service"]["name"], "Par un lien")

    def test_a_path_to_the_same_dossier_is_the_same_dossier(self):
        for path in ("./d.cadran", "../work/d.cadran", "folder/../d.cadran", self.path("d.cadran")):
            self.ok("set", path, "service.name", path)
            self.assertEqual(self.json()["service"]["name"], path)


class Names(CadranTest):
    """Where a name is asked for."""

    PATHS = ["../matrix", "../../etc/passwd", "/etc/passwd", "a/b", ".", "..", "", "x" * 300, "nul/../d"]

    def test_no_path_is_taken_for_a_name(self):
        self.worked()
        self.write("matrix.ini", "[matrix evil]\n")
        before = self.everything()
        for name in self.PATHS:
            for command in (["new", "n.cadran", "--matrix", name], ["new", "n.cadran", f"--demo={name}"], ["show", "d.cadran", name], ["add", "d.cadran", name],
                            ["export", "d.cadran", "--to", "svg", "--what", f"radar-{name}", "-o", "out"], ["export", "d.cadran", "--to", "csv", "--what", name, "-o", "out"],
                            ["compare", "d.cadran", "--from", name], ["show", "d.cadran", "explain", name], ["set", "d.cadran", f"answer.{name}.q0", "3"],
                            ["set", "d.cadran", f"score.{name}.impact.c0", "3"], ["export", "d.cadran", "--to", name, "-o", "out"]):
                result = self.cadran(*command)
                self.assertIn(result.code, (1, 2), result)
                self.assert_clear(result)
                self.assertEqual(self.everything(), before, result)

    def test_content_in_a_dossier_that_names_a_file_outside_is_not_looked_for(self):
        """Its key is a name within the dossier; the text stands beside it. What lies outside stays unread."""
        self.worked()
        self.write("secret.ini", "[matrix secret]\nname.en = Zorkmid\n")
        records = raw_records(self.read("d.cadran"))
        for name in ("../secret", "secret.ini", self.path("secret"), "/proc/self/environ", "../../secret"):
            def renamed(record):
                """Without its check, with a new one."""
                body = record[:-9].decode()
                for kind in ("matrix", "grid", "criteria"):
                    body = re.sub(f",content,{kind}\\.[^,]*,", f",content,{kind}.{name},", body, count=1)
                return checked(body)
            self.write("m.cadran", b"".join(records[:2] + [renamed(record) if b",content," in record else record for record in records[2:]]))
            for command in (["show", "m.cadran", "summary"], ["export", "m.cadran", "--to", "json"], ["check", "m.cadran"], ["upgrade", "m.cadran", "--dry-run"]):
                result = self.cadran(*command)
                self.assertNotIn(b"Zorkmid", result.out + result.err)
                self.assert_safe(result.words, result)
                self.assertNotIn("its check does not hold", result.text + result.words)
                if result.code and command[0] != "check":
                    self.assert_clear(result)


if __name__ == "__main__":
    unittest.main()
