"""A smaller journal says the same: figures, milestones, authors; the old one is kept."""

import fcntl
import os
import shutil
import unittest

from harness import WORKED, CadranTest


class Compact(CadranTest):
    def state(self, name="d.cadran"):
        milestones = [line.split()[0] for line in self.ok("milestone", name).text.splitlines()[2:]]
        compared = [self.ok("compare", name, "--from", milestone, "--csv", "--dialect", "rfc4180").text for milestone in milestones]
        return [self.json_bytes(name), milestones, compared] + [
            sorted(map(str, self.rows(what, name))) for what in ("answers", "use-cases", "votes", "uses")]

    def test_the_figures_and_milestones_are_the_same_and_the_file_is_smaller(self):
        self.worked()
        for level in "12345" * 6:
            self.ok("set", "d.cadran", "answer.data.d0.q0", level)
        self.ok("milestone", "d.cadran", "un")
        for level in "12345" * 6:
            self.ok("set", "d.cadran", "answer.data.d0.q0", level, env={"CADRAN_AUTHOR": "Claire"})
        self.ok("set", "d.cadran", "answer.data.d0.q0", "2", env={"CADRAN_AUTHOR": "Claire"})
        before, old = self.state(), self.read("d.cadran")
        text = self.ok("compact", "d.cadran").text
        self.assertRegex(text, r"^\d+ bytes instead of \d+; the old journal is kept as d\.cadran\.old\n[^\n]* minutes [^\n]*\n$")
        self.assertLess(len(self.read("d.cadran")), len(old))
        self.assertEqual(self.read("d.cadran.old"), old)
        self.assertEqual(self.state(), before)
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")
        self.assertIn("Claire", [record[2] for record in self.records() if record[3:6] == ["answer", "data.d0.q0", "level"]])
        self.ok("set", "d.cadran", "answer.data.d0.q0", "1")

    def test_a_second_time_nothing_is_written(self):
        self.worked()
        self.ok("set", "d.cadran", "answer.data.d0.q0", "1")
        self.ok("compact", "d.cadran")
        small, files = self.read("d.cadran"), self.everything()
        text = self.ok("compact", "d.cadran").text
        self.assertEqual(text, "nothing to gain: %d bytes as before; nothing was written\n" % len(small))
        self.assertEqual(self.read("d.cadran"), small)
        self.assertEqual(sorted(self.everything()), sorted(files))

    def test_content_that_was_taken_up_between_milestones_stays_between_them(self):
        self.worked()
        newer = self.path("newer")
        shutil.copytree(os.path.join(WORKED, "content"), newer)
        self.ok("milestone", "d.cadran", "avant")
        for name, edits in (("data.ini", (("version = 1\n", "version = 2\n"), ("[question d2.q1]\n", "[question d2.first]\nwas = d2.q1\n"))),
                            ("criteria.ini", (("version = 1\n", "version = 2\n"),))):
            path = os.path.join(newer, name)
            with open(path, encoding="utf-8") as stream:
                text = stream.read()
            for one, other in edits:
                self.assertIn(one, text)
                text = text.replace(one, other, 1)
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(text)
        self.ok("upgrade", "d.cadran", "--content", newer)
        self.ok("set", "d.cadran", "answer.data.d2.first", "5")
        self.ok("milestone", "d.cadran", "après")
        self.ok("set", "d.cadran", "answer.data.d0.q0", "5")
        before = self.state()
        self.ok("compact", "d.cadran")
        self.assertEqual(self.state(), before)
        self.assertIn("version 1 → 2", self.ok("compare", "d.cadran", "--from", "avant").text)

    def test_what_another_program_has_open_is_refused(self):
        self.worked()
        before = self.read("d.cadran")
        with open(self.path("d.cadran"), "rb+") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX)
            self.refused("compact", "d.cadran", words="open elsewhere")
        self.assertEqual(self.read("d.cadran"), before)
        self.refused("compact", code=2)
        self.refused("compact", "none.cadran")


if __name__ == "__main__":
    unittest.main()
