"""What the built program is protected by, read from the program itself, and what it does not believe of its environment."""

import os
import platform
import shutil
import subprocess
import unittest

from harness import ROOT, PROGRAM, CadranTest, program_has


def readelf(*options):
    return subprocess.run(["readelf", "-W", *options, PROGRAM], capture_output=True, text=True, check=True).stdout


def is_instrumented():
    return program_has(b"__asan_init") or program_has(b"__gcov_dump")


@unittest.skipUnless(shutil.which("readelf"), "no readelf here")
class Elf(unittest.TestCase):
    def setUp(self):
        if is_instrumented():
            self.skipTest("a program with sanitizers or counters in it has other protections")

    def test_it_may_be_loaded_anywhere(self):
        self.assertIn("DYN", readelf("-h"))
        self.assertIn("PIE", readelf("-d"))

    def test_what_was_linked_cannot_be_overwritten(self):
        self.assertIn("GNU_RELRO", readelf("-l"))
        self.assertIn("BIND_NOW", readelf("-d"))
        self.assertNotIn("TEXTREL", readelf("-d"))

    def test_no_memory_is_both_writable_and_executable(self):
        for line in readelf("-l").splitlines():
            self.assertNotIn(" RWE ", line)
        self.assertRegex(readelf("-l"), r"GNU_STACK .* RW +0x")

    def test_libraries_are_looked_for_where_the_system_keeps_them_alone(self):
        self.assertNotRegex(readelf("-d"), "RPATH|RUNPATH")

    def test_stacks_and_buffers_are_watched(self):
        symbols = readelf("--dyn-syms")
        self.assertIn("__stack_chk_fail", symbols)
        self.assertRegex(symbols, r"__v?snprintf_chk")

    @unittest.skipUnless(platform.machine() == "x86_64", "endbr64 is an instruction of x86-64")
    def test_jumps_land_where_functions_begin(self):
        with open(PROGRAM, "rb") as stream:
            self.assertGreater(stream.read().count(b"\xf3\x0f\x1e\xfa"), 500)


def can_be_set_user_id(folder):
    return os.geteuid() == 0 and not os.statvfs(folder).f_flag & os.ST_NOSUID


class OtherRights(CadranTest):
    """The program with rights that are not those of who started it."""

    def setUp(self):
        super().setUp()
        if is_instrumented() or not can_be_set_user_id(self.folder):
            self.skipTest("needs a program as people run it, root, and a place where programs may be set-user-ID")
        self.copy = self.path("cadran")
        shutil.copy(PROGRAM, self.copy)
        for folder in (self.folder, self.work):
            os.chmod(folder, 0o777)

    def run_copy(self, mode, **changes):
        os.chown(self.copy, 65534, 65534)
        os.chmod(self.copy, mode)
        return subprocess.run([self.copy, "--lang", "en", "new", self.path(f"{mode:o}.cadran"), "--name", "A"],
                              env=self.environment(CADRAN_DATA=ROOT, **changes), capture_output=True, check=False)

    def test_a_set_user_id_program_reads_no_content_that_its_caller_chose(self):
        plain, other = self.run_copy(0o755), self.run_copy(0o4755)
        self.assertEqual(plain.returncode, 0, plain)
        self.assertNotEqual(other.returncode, 0, other)
        self.assertNotIn(ROOT.encode(), other.stderr)
        self.assertFalse(os.path.exists(self.path("4755.cadran")))


class Modes(CadranTest):
    """Notes of people are nobody else's, whatever the umask."""

    def mode(self, name):
        return os.stat(self.path(name)).st_mode & 0o777

    def test_what_is_made_is_for_its_owner_alone(self):
        before = os.umask(0)
        self.addCleanup(os.umask, before)
        self.small()
        self.ok("export", "d.cadran", "--to", "html", "-o", "d.html")
        self.ok("export", "d.cadran", "--to", "xlsx", "-o", "d.xlsx")
        self.ok("compact", "d.cadran")
        for name in os.listdir(self.work):
            self.assertEqual(self.mode(name), 0o600, name)


if __name__ == "__main__":
    unittest.main()
