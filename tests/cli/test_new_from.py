"""A year later: a new dossier begins with the answers of the old one."""

import os
import shutil
import unittest

from harness import WORKED, CadranTest


class NewFrom(CadranTest):
    def setUp(self):
        super().setUp()
        self.worked("old.cadran")
        self.ok("set", "old.cadran", "service.date", "2025-11-01")
        self.ok("milestone", "old.cadran", "un")

    def content(self):
        return ["--content", os.path.join(WORKED, "content")]

    def test_all_but_the_date_is_there_and_nothing_has_moved(self):
        before = self.read("old.cadran")
        self.ok("new", "new.cadran", "--from", "old.cadran", *self.content())
        old, new = self.json("old.cadran"), self.json("new.cadran")
        self.assertEqual(old["service"].pop("date"), "2025-11-01")
        self.assertIsNone(new["service"].pop("date"))
        self.assertEqual(new, old)
        self.assertIn("Nothing has moved.", self.ok("compare", "old.cadran", "new.cadran").text)
        self.assertEqual(self.ok("milestone", "new.cadran").text, "There is no milestone yet.\n")
        self.assertEqual(self.read("old.cadran"), before)
        self.refused("undo", "new.cadran")
        self.ok("set", "new.cadran", "answer.data.d0.q0", "5")
        self.assertIn("→ 5", self.ok("compare", "old.cadran", "new.cadran").text)

    def test_newer_content_another_matrix_and_another_name_are_taken(self):
        newer = self.path("newer")
        shutil.copytree(os.path.join(WORKED, "content"), newer)
        path = os.path.join(newer, "data.ini")
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text.replace("version = 1\n", "version = 2\n", 1).replace("[question d2.q1]\n", "[question d2.first]\nwas = d2.q1\n", 1))
        self.ok("new", "new.cadran", "--from", "old.cadran", "--name", "Un an après", "--content", newer)
        answers = {row["question"]: row["level"] for row in self.rows("answers", "new.cadran") if row["grid"] == "data"}
        self.assertEqual(answers["d2.first"], "2")
        self.assertEqual(self.json("new.cadran")["service"]["name"], "Un an après")
        self.ok("new", "other.cadran", "--from", "old.cadran", "--matrix", "roi-risque")
        self.assertEqual(self.json("other.cadran")["matrix"], "roi-risque")

    def test_what_a_use_case_depends_on_may_be_gone(self):
        self.ok("set", "old.cadran", "use-case.A1.name", "Un")
        self.ok("set", "old.cadran", "use-case.B1.depends", "A1")
        self.ok("set", "old.cadran", "use-case.A1.present", "")
        self.ok("new", "new.cadran", "--from", "old.cadran", *self.content())
        self.assertEqual(self.json("new.cadran")["use_cases"], self.json("old.cadran")["use_cases"])

    def test_a_dossier_without_a_date_does_as_well(self):
        self.ok("set", "old.cadran", "service.date", "")
        self.ok("new", "new.cadran", "--from", "old.cadran", *self.content())
        self.assertEqual(self.json("new.cadran")["service"], self.json("old.cadran")["service"])

    def test_wrong_calls(self):
        self.refused("new", "new.cadran", "--from", "none.cadran")
        self.refused("new", "new.cadran", "--from", "old.cadran", "--demo", code=2)
        self.refused("new", "old.cadran", "--from", "old.cadran")
        self.refused("new", "new.cadran", "--from", "old.cadran", "--matrix", "none", code=2)


if __name__ == "__main__":
    unittest.main()
