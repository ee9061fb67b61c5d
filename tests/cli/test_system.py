"""Full disks, closed pipes and descriptors, things that are no files, two writers, read-only files."""

import json
import os
import resource
import signal
import subprocess
import time
import unittest

from harness import FEDERAL, FEDERAL_MAP, WORKED, CadranTest, failing_library


def full_after(size):
    """A disk that is full when a file has this many bytes."""
    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    return prepare


def closed(*descriptors):
    def prepare():
        for descriptor in descriptors:
            try:
                os.close(descriptor)
            except OSError:
                pass
    return prepare


class FullDisk(CadranTest):
    def test_a_set_on_a_full_disk_is_refused_and_the_file_stays_as_it_was(self):
        self.small()
        before = self.read("d.cadran")
        for room in (0, 1, 2, 7, 20, 40, 60):
            self.refused("set", "d.cadran", "service.name", "Un nom assez long pour ne pas tenir", preexec_fn=full_after(len(before) + room))
            self.assertEqual(self.read("d.cadran"), before, f"{room} bytes of room")
        self.assertEqual(self.ok("check", "d.cadran").err, b"")
        self.ok("set", "d.cadran", "service.name", "Place")
        self.assertEqual(self.json()["service"]["name"], "Place")

    def test_an_import_on_a_full_disk_is_absent(self):
        self.small()
        before, shown = self.read("d.cadran"), self.json_bytes()
        for room in (0, 1, 50, 500, 1000, 3000):
            self.refused("import", "d.cadran", os.path.join(WORKED, "usecases.csv"), preexec_fn=full_after(len(before) + room))
            self.assertEqual(self.json_bytes(), shown, f"{room} bytes of room")
            self.assertEqual(self.read("d.cadran"), before, f"{room} bytes of room: nothing half-written")
        self.ok("import", "d.cadran", os.path.join(WORKED, "usecases.csv"))

    def test_undo_and_redo_on_a_full_disk_are_refused(self):
        self.small()
        self.ok("set", "d.cadran", "service.name", "Deux")
        for command in ("undo", "redo"):
            before = self.read("d.cadran")
            self.refused(command, "d.cadran", preexec_fn=full_after(len(before) + 5))
            self.assertEqual(self.read("d.cadran"), before)
            self.ok(command, "d.cadran")

    def test_a_new_dossier_on_a_full_disk_leaves_no_file_behind(self):
        for room in (0, 1, 100, 5000, 50000):
            self.refused("new", "n.cadran", "--name", "Essai", preexec_fn=full_after(room))
        self.assertEqual(os.listdir(self.work), [])

    def test_an_export_on_a_full_disk_keeps_the_file_that_was_there(self):
        self.worked()
        self.write("old.json", "what was there")
        for room in (0, 1, 100, 1000):
            for options in (["--to", "json"], ["--to", "csv"], ["--to", "csv", "--what", "votes"]):
                self.refused("export", "d.cadran", *options, "-o", "old.json", preexec_fn=full_after(room), words="old.json")
                self.assertEqual(self.read("old.json"), b"what was there")
                self.refused("export", "d.cadran", *options, "-o", "new.json", preexec_fn=full_after(room), words="new.json")

    def test_results_to_a_full_device_are_a_failure(self):
        self.worked()
        for command in (["show", "d.cadran", "summary"], ["show", "d.cadran", "matrix"], ["export", "d.cadran", "--to", "json"], ["export", "d.cadran", "--to", "csv"],
                        ["export", "d.cadran", "--to", "json", "-o", "-"], ["check", "d.cadran"], ["add"], ["--help"], ["--version"], ["show", "--help"]):
            with open("/dev/full", "wb") as full:
                result = self.cadran(*command, stdout=full)
            self.assertEqual(result.code, 1, result)
            self.assert_clear(result)

    def test_a_report_that_cannot_be_given_is_a_failure_and_the_change_is_whole_or_absent(self):
        for command in (["set", "d.cadran", "service.name", "Nouveau"], ["import", "d.cadran", os.path.join(WORKED, "usecases.csv")], ["undo", "d.cadran"]):
            self.small()
            self.ok("set", "d.cadran", "service.name", "Avant")
            with open("/dev/full", "wb") as full:
                result = self.cadran(*command, stdout=full)
            self.assertEqual(result.code, 1, result)
            self.assert_clear(result)
            self.assertEqual(self.ok("check", "d.cadran").err, b"")
            os.unlink(self.path("d.cadran"))

    def test_an_export_into_a_full_device_is_a_failure(self):
        self.worked()
        self.refused("export", "d.cadran", "--to", "json", "-o", "/dev/full", words="/dev/full")
        self.assertTrue(os.path.exists("/dev/full"))


class ClosedPipes(CadranTest):
    def test_a_reader_that_has_gone_is_a_failure_said_in_words(self):
        self.worked()
        for command in (["show", "d.cadran", "matrix"], ["export", "d.cadran", "--to", "json"], ["export", "d.cadran", "--to", "csv"], ["--help"], ["--version"]):
            reader, writer = os.pipe()
            os.close(reader)
            try:
                result = self.cadran(*command, stdout=writer)
            finally:
                os.close(writer)
            self.assertEqual(result.code, 1, result)
            self.assert_clear(result)

    def test_a_change_with_a_reader_that_has_gone_is_whole(self):
        self.small()
        reader, writer = os.pipe()
        os.close(reader)
        try:
            result = self.cadran("set", "d.cadran", "service.name", "Nouveau", stdout=writer)
        finally:
            os.close(writer)
        self.assertEqual(result.code, 1, result)
        self.assertEqual(self.ok("check", "d.cadran").err, b"")
        self.assertIn(self.json()["service"]["name"], ("Essai", "Nouveau"))

    def test_standard_error_that_cannot_be_written_changes_no_exit_code(self):
        self.small()
        with open("/dev/full", "wb") as full:
            self.assertEqual(self.cadran("set", "d.cadran", "answer.data.d0.q0", "9", stderr=full).code, 1)
            self.assertEqual(self.cadran("zork", "d.cadran", stderr=full).code, 2)

    def test_closed_descriptors_never_become_the_dossier(self):
        sets = [(0,), (1,), (2,), (0, 1), (1, 2), (0, 2), (0, 1, 2)]
        for descriptors in sets:
            self.small("c.cadran")
            before = self.read("c.cadran")
            for command in (["set", "c.cadran", "service.name", "Nouveau"], ["set", "c.cadran", "answer.data.d0.q0", "9"], ["set", "c.cadran"],
                            ["import", "c.cadran", os.path.join(WORKED, "usecases.csv")], ["show", "c.cadran", "matrix"], ["export", "c.cadran", "--to", "json"],
                            ["undo", "c.cadran"], ["export", "c.cadran", "--to", "json", "-o", "out.json"], ["check", "c.cadran"]):
                result = self.cadran(*command, preexec_fn=closed(*descriptors), stdin=subprocess.DEVNULL)
                self.assertIn(result.code, (0, 1, 2), (descriptors, result))
            data = self.read("c.cadran")
            self.assertTrue(data.startswith(before), descriptors)
            self.assertEqual(self.ok("check", "c.cadran").err, b"", descriptors)
            if os.path.exists(self.path("out.json")):
                self.assertEqual(json.loads(self.read("out.json"))["cadran"], 1, descriptors)
                os.unlink(self.path("out.json"))
            os.unlink(self.path("c.cadran"))

    def test_a_wrong_level_fails_whichever_descriptor_is_closed(self):
        self.small()
        for descriptors in ((0,), (1,), (2,), (0, 1, 2)):
            self.assertEqual(self.cadran("set", "d.cadran", "answer.data.d0.q0", "9", preexec_fn=closed(*descriptors), stdin=subprocess.DEVNULL).code, 1)

    def test_an_import_from_a_closed_standard_input_fails(self):
        self.small()
        before = self.read("d.cadran")
        result = self.cadran("import", "d.cadran", "-", preexec_fn=closed(0), stdin=subprocess.DEVNULL)
        self.assertEqual(result.code, 1, result)
        self.assert_clear(result)
        self.assertEqual(self.read("d.cadran"), before)


class NoFiles(CadranTest):
    """A fifo, a folder, a device, a hole of eight gigabytes instead of a file: refused at once, never waited for."""

    def odd(self):
        os.mkfifo(self.path("fifo"))
        os.mkdir(self.path("folder"))
        with open(self.path("hole"), "wb") as stream:
            stream.truncate(8 << 30)
        os.symlink("loop", self.path("loop"))
        os.symlink("nowhere", self.path("dangling"))
        self.write("forbidden", "x")
        return ["fifo", "folder", "hole", "loop", "dangling", "/dev/zero", "/dev/null", "/dev/tty", "nowhere.cadran", "folder/nowhere/x", "hole/x", "x" * 300, ""]

    def test_as_a_dossier(self):
        for name in self.odd():
            for command in (["show", name, "summary"], ["set", name, "service.name", "A"], ["export", name, "--to", "json"], ["undo", name],
                            *([["check", name]] if name != "folder" else []), ["import", name, os.path.join(WORKED, "usecases.csv")]):
                begin = time.monotonic()
                result = self.cadran(*command, timeout=15)
                self.assertEqual(result.code, 2 if name == "" and result.code == 2 else 1, result)
                self.assert_clear(result)
                self.assertLess(time.monotonic() - begin, 5, result)
        self.assertEqual(os.listdir(self.path("folder")), [])

    def test_as_a_csv_file(self):
        self.small()
        before = self.read("d.cadran")
        for name in self.odd():
            begin = time.monotonic()
            result = self.refused("import", "d.cadran", name, timeout=15)
            self.assertLess(time.monotonic() - begin, 5, result)
            self.assertEqual(self.read("d.cadran"), before)

    def test_as_a_target_of_new(self):
        for name in self.odd():
            if name not in ("nowhere.cadran", "dangling", ""):
                self.refused("new", name, timeout=15)

    def test_as_a_folder_of_content(self):
        for name in self.odd():
            if name != "folder":
                result = self.cadran("new", "n.cadran", "--content", name, timeout=15)
                self.assertIn(result.code, (1, 2), result)
                self.assert_clear(result)
                self.assertFalse(os.path.exists(self.path("n.cadran")))
        result = self.cadran("new", "n.cadran", "--content", "folder")
        self.assertEqual(os.path.exists(self.path("n.cadran")), result.code == 0, result)
        if result.code:
            self.assert_clear(result)

    def test_odd_files_below_a_folder_of_content(self):
        os.makedirs(self.path("content/deep"))
        os.mkfifo(self.path("content/deep/a.ini"))
        os.mkdir(self.path("content/b.ini"))
        os.symlink("..", self.path("content/deep/up"))
        os.symlink("/dev/zero", self.path("content/zero.ini"))
        begin = time.monotonic()
        for command in (["check", "content"], ["new", "n.cadran", "--content", "content"]):
            result = self.cadran(*command, timeout=15)
            self.assertIn(result.code, (0, 1), result)
            self.assertRegex(result.text + result.words, "a.ini|zero.ini")
        self.assertLess(time.monotonic() - begin, 5)

    def test_an_export_onto_a_fifo_or_a_device_is_refused_or_done_never_waited_for(self):
        self.worked()
        os.mkfifo(self.path("fifo"))
        result = self.cadran("export", "d.cadran", "--to", "json", "-o", "fifo", timeout=5)
        self.assertEqual(result.code, 1, result)
        self.assert_clear(result, "fifo")
        self.assertTrue(os.path.exists("/dev/null"))
        self.cadran("export", "d.cadran", "--to", "json", "-o", "/dev/null", timeout=15)
        self.assertTrue(os.path.exists("/dev/null") and not os.path.isfile("/dev/null"), "/dev/null is still a device")

    def test_a_file_that_is_no_dossier(self):
        for name, content in (("text", "bonjour\n"), ("empty", ""), ("csv", "id,name\nUC1,Un\n"), ("png", b"\x89PNG\r\n\x1a\n\0\0"), ("zeros", b"\0" * 5000),
                              ("almost", "cadran\n"), ("words", "cadran,x\nseq\n"), ("negative", "cadran,-1\nseq\n"), ("zero", "cadran,0\nseq\n"), ("prefix", "cadran,1x\nseq\n"),
                              ("random", bytes(self.random.randrange(256) for _ in range(3000)))):
            self.write(name, content)
            for command in (["show", name, "summary"], ["set", name, "service.name", "A"], ["export", name, "--to", "json"]):
                self.refused(*command, words=name)
            self.assertEqual(self.read(name), content if isinstance(content, bytes) else content.encode())

    def test_a_dossier_from_a_newer_format(self):
        self.worked()
        for version in (b"2", b"10", b"99999999999999999999"):
            data = self.read("d.cadran").replace(b"cadran,1\n", b"cadran," + version + b"\n", 1)
            self.write("n.cadran", data)
            for command in (["show", "n.cadran", "summary"], ["set", "n.cadran", "service.name", "A"], ["undo", "n.cadran"], ["check", "n.cadran"],
                            ["import", "n.cadran", os.path.join(WORKED, "usecases.csv")], ["export", "n.cadran", "--to", "json"]):
                self.refused(*command, words=["n.cadran", "newer"] if len(version) < 5 else "n.cadran")
            self.assertEqual(self.read("n.cadran"), data)


class TwoWriters(CadranTest):
    def hold(self):
        process = self.start("import", "d.cadran", "-", stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        limit = time.monotonic() + 20
        while time.monotonic() < limit:
            result = self.cadran("set", "d.cadran", "service.sector", "spsti")
            if result.code == 1:
                return process, result
            self.assertEqual(result.code, 0, result)
            time.sleep(0.02)
        self.fail("a second writer is never refused while the first one has the file")

    def test_the_second_is_told_who_has_the_file_and_the_first_finishes(self):
        self.small()
        process, result = self.hold()
        self.assertEqual(result.out, b"")
        self.assertIn("d.cadran", result.words)
        self.assertIn(str(process.pid), result.words, "who has it")
        before = self.read("d.cadran")
        for command in (["set", "d.cadran", "service.name", "Autre"], ["import", "d.cadran", os.path.join(WORKED, "usecases.csv")], ["undo", "d.cadran"]):
            self.refused(*command, words=str(process.pid))
        self.assertEqual(self.read("d.cadran"), before)
        for view in ("summary", "matrix"):
            self.ok("show", "d.cadran", view)
        self.json()
        out, err = process.communicate(b"id,name\nUC1,Un\n", timeout=20)
        self.assertEqual(process.returncode, 0, (out, err))
        self.assertEqual([case["id"] for case in self.json()["use_cases"]], ["UC1"])
        self.ok("set", "d.cadran", "service.name", "Autre")
        self.ok("check", "d.cadran")

    def test_a_holder_that_is_killed_leaves_nothing_to_clean_up(self):
        self.small()
        process, _ = self.hold()
        process.kill()
        process.wait()
        self.ok("set", "d.cadran", "service.name", "Autre")
        self.assertEqual(self.everything(), ["work/d.cadran"])

    def test_a_file_that_was_replaced_while_it_was_open_is_never_overwritten(self):
        self.small()
        self.small("other.cadran")
        process, _ = self.hold()
        self.ok("set", "other.cadran", "service.name", "Venu du nuage")
        os.replace(self.path("other.cadran"), self.path("d.cadran"))
        replaced = self.read("d.cadran")
        out, err = process.communicate(b"id,name\nUC1,Un\n", timeout=20)
        self.assertEqual(self.read("d.cadran"), replaced)
        self.assertEqual(process.returncode, 1, (out, err))
        self.assertRegex(err.decode(), r"\w{3}")

    def test_a_file_that_grew_while_it_was_open_is_never_overwritten(self):
        self.small()
        process, _ = self.hold()
        line = self.read("d.cadran").splitlines(True)[-1]
        with open(self.path("d.cadran"), "ab") as stream:
            stream.write(line)
        grown = self.read("d.cadran")
        process.communicate(b"id,name\nUC1,Un\n", timeout=20)
        self.assertTrue(self.read("d.cadran").startswith(grown))
        self.assertEqual(process.returncode, 1)
        self.assertEqual(self.read("d.cadran"), grown)

    def test_ten_writers_at_once_lose_nothing_that_was_reported_done(self):
        self.small()
        processes = [self.start("set", "d.cadran", f"use-case.U{number}.name", f"Cas {number}", stdout=subprocess.PIPE, stderr=subprocess.PIPE) for number in range(10)]
        done = set()
        for number, process in enumerate(processes):
            out, err = process.communicate(timeout=30)
            if process.returncode == 0:
                done.add(f"U{number}")
            else:
                self.assertEqual(process.returncode, 1, err)
                self.assertIn(b"d.cadran", err)
        self.assertTrue(done)
        self.assertEqual({case["id"] for case in self.json()["use_cases"]}, done)
        self.ok("check", "d.cadran")


class ReadOnly(CadranTest):
    def setUp(self):
        super().setUp()
        self.worked()
        self.others = {}
        if os.geteuid() == 0:
            for folder in (self.folder, self.work, self.home):
                os.chmod(folder, 0o755)

            def nobody():
                os.setgroups([])
                os.setgid(65534)
                os.setuid(65534)
            self.others = {"preexec_fn": nobody}
            if self.cadran("--version", **self.others).code != 0:
                self.skipTest("the program cannot be run by another user here")

    def test_a_read_only_dossier_is_shown_and_never_changed(self):
        os.chmod(self.path("d.cadran"), 0o444)
        before = self.read("d.cadran")
        for view in ("summary", "matrix", "ranking"):
            self.ok("show", "d.cadran", view, **self.others)
        self.ok("export", "d.cadran", "--to", "json", **self.others)
        self.ok("check", "d.cadran", **self.others)
        for command in (["set", "d.cadran", "service.name", "A"], ["undo", "d.cadran"], ["import", "d.cadran", FEDERAL, *FEDERAL_MAP]):
            self.refused(*command, words="d.cadran", **self.others)
        self.assertEqual(self.read("d.cadran"), before)

    def test_a_dossier_that_may_not_be_read(self):
        os.chmod(self.path("d.cadran"), 0)
        for command in (["show", "d.cadran", "summary"], ["set", "d.cadran", "service.name", "A"], ["check", "d.cadran"]):
            self.refused(*command, words="d.cadran", **self.others)

    def test_a_folder_that_may_not_be_written(self):
        os.chmod(self.work, 0o555)
        self.addCleanup(os.chmod, self.work, 0o755)
        self.refused("new", "n.cadran", words="n.cadran", **self.others)
        os.chmod(self.path("d.cadran"), 0o444)
        self.refused("export", "d.cadran", "--to", "json", "-o", "out.json", words="out.json", **self.others)


class SmallMachine(CadranTest):
    def test_an_end_of_file_that_never_comes_is_not_waited_for_without_a_limit(self):
        """An endless standard input ends with a clear sentence, not with the whole memory."""
        if "asan" in os.environ.get("CADRAN", ""):
            self.skipTest("a sanitized program needs its address space")
        self.small()
        before = self.read("d.cadran")

        def little():
            resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
        with open("/dev/zero", "rb") as zeros:
            result = self.cadran("import", "d.cadran", "-", stdin=zeros, preexec_fn=little, timeout=30)
        self.assertEqual(result.code, 1, result)
        self.assert_clear(result)
        self.assertEqual(self.read("d.cadran"), before)


class MissingLibrary(CadranTest):
    def test_without_the_library_of_workbooks_one_is_refused_in_a_sentence_and_all_else_is_there(self):
        library = failing_library("missing_library.c")
        if not library:
            self.skipTest("there is no LD_PRELOAD here")
        self.small()
        env = {"LD_PRELOAD": library}
        result = self.refused("export", "d.cadran", "--to", "xlsx", "-o", "d.xlsx", env=env)
        self.assertIn(b"libxlsxwriter", result.err)
        self.assertFalse(os.path.exists(self.path("d.xlsx")))
        self.ok("export", "d.cadran", "--to", "csv", "-o", "out", env=env)
        self.ok("export", "d.cadran", "--to", "xlsx", "-o", "d.xlsx")


if __name__ == "__main__":
    unittest.main()
