"""The matrix of a dossier can be changed, and changed back."""

import unittest

from harness import CadranTest


class Matrix(CadranTest):
    def setUp(self):
        super().setUp()
        self.new()
        self.ok("add", "d.cadran", "meeting-notes")

    def test_a_shipped_matrix_is_put_in_use_and_taken_back(self):
        before = self.json()
        self.assertEqual(before["matrix"], "valeur-facilite")
        result = self.ok("set", "d.cadran", "matrix.id", "roi-risque")
        self.assertEqual(result.text, "matrix.id: «valeur-facilite» → «roi-risque»\n")
        after = self.json()
        self.assertEqual(after["matrix"], "roi-risque")
        self.assertNotEqual(after["use_cases"][0]["x"], before["use_cases"][0]["x"], "the axes are others")
        self.ok("undo", "d.cadran")
        self.assertEqual(self.json(), before)
        self.ok("redo", "d.cadran")
        self.assertEqual(self.json(), after)
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")

    def test_each_matrix_is_copied_once_and_the_copy_serves_when_the_content_is_gone(self):
        for name in ("roi-risque", "impact-faisabilite", "valeur-facilite", "roi-risque", "roi-risque"):
            self.ok("set", "d.cadran", "matrix.id", name)
            self.assertEqual(self.json()["matrix"], name)
        kept = [record[4] for record in self.records() if record[3] == "content" and record[4].startswith("matrix.")]
        self.assertEqual(kept, ["matrix.valeur-facilite", "matrix.roi-risque", "matrix.impact-faisabilite"])
        nowhere = {"CADRAN_DATA": self.path("nowhere")}
        self.ok("set", "d.cadran", "matrix.id", "impact-faisabilite", env=nowhere)
        self.assertEqual(self.json()["matrix"], "impact-faisabilite")
        self.assertIn("as it was", self.ok("set", "d.cadran", "matrix.id", "impact-faisabilite", env=nowhere).text)

    def test_empty_is_the_matrix_that_the_dossier_was_made_with(self):
        self.ok("set", "d.cadran", "matrix.id", "roi-risque")
        self.ok("set", "d.cadran", "matrix.id", "")
        self.assertEqual(self.json()["matrix"], "valeur-facilite")

    def test_an_unknown_matrix_is_refused_with_those_that_there_are(self):
        before = self.read("d.cadran")
        self.refused("set", "d.cadran", "matrix.id", "nothing", words=("nothing", "valeur-facilite", "roi-risque", "impact-faisabilite"))
        self.refused("set", "d.cadran", "matrix.id", "\x1b[2J")
        self.refused("set", "d.cadran", "matrix.name", "roi-risque", words="name")
        self.refused("set", "d.cadran", "matrix", "roi-risque", words="matrix.id", code=2)
        self.assertEqual(self.read("d.cadran"), before)

    def test_a_dossier_of_a_content_of_its_own_takes_a_shipped_matrix_too(self):
        self.small("s.cadran")
        self.ok("set", "s.cadran", "matrix.id", "roi-risque")
        self.assertEqual(self.json("s.cadran")["matrix"], "roi-risque")
        self.ok("undo", "s.cadran")
        self.assertEqual(self.json("s.cadran")["matrix"], "essai")


if __name__ == "__main__":
    unittest.main()
