"""What was being typed when the program stopped is the last change of the next opening."""

import re
import unittest

from harness import CadranTest, checked


class Draft(CadranTest):
    def add(self, kind, key, field, value):
        """Puts a record behind the last one, as a program that was stopped left it."""
        number = int(self.records()[-1][0]) + 1
        self.write("d.cadran", self.read("d.cadran") + checked(f"{number},2026-11-21T09:12:04Z,Ana,{kind},{key},{field},{value},"))

    def setUp(self):
        super().setUp()
        self.small()
        self.ok("set", "d.cadran", "service.size", "12")

    def test_reading_shows_it_and_writes_nothing(self):
        self.add("draft-service", "", "sector", "hospital")
        before = self.read("d.cadran")
        self.assertEqual(self.json()["service"]["sector"], "hospital")
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")
        self.assertEqual(self.read("d.cadran"), before)

    def test_the_next_change_comes_after_it_and_each_is_taken_back_alone(self):
        self.add("draft-service", "", "facilitator", "Zoé")
        self.ok("set", "d.cadran", "service.size", "20")
        self.assertEqual([record[2:7] for record in self.records()[-3:-1]],
                         [["Ana", "draft-service", "", "facilitator", "Zoé"], ["Ana", "service", "", "facilitator", "Zoé"]])
        self.ok("undo", "d.cadran")
        service = self.json()["service"]
        self.assertEqual((service["size"], service["facilitator"]), ("12", "Zoé"))
        self.assertIn("Zoé", self.ok("undo", "d.cadran").text)
        service = self.json()["service"]
        self.assertFalse(service["facilitator"])
        self.assertEqual(service["size"], "12")
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")

    def test_undo_takes_it_back_first(self):
        self.add("draft-service", "", "size", "99")
        self.assertIn("99", self.ok("undo", "d.cadran").text)
        self.assertEqual(self.json()["service"]["size"], "12")
        self.ok("undo", "d.cadran")
        self.assertFalse(self.json()["service"]["size"])

    def test_one_that_was_given_up_or_that_something_came_after_counts_for_nothing(self):
        before = self.json()
        self.add("draft-service", "", "size", "99")
        self.add("draft-end", "", "", "")
        self.assertEqual(self.json(), before)
        self.add("draft-service", "", "size", "99")
        self.add("service", "", "date", "2026")
        self.assertEqual(self.json()["service"]["size"], "12")
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")

    def test_one_that_cannot_be_taken_up_is_told_and_is_no_fault(self):
        before = self.json()
        self.add("draft-use-case", "ghost", "need", "un besoin de longue date")
        result = self.ok("check", "d.cadran")
        self.assertRegex(result.text, r"d\.cadran:\d+: note: .*un besoin de longue date")
        self.assertTrue(result.text.endswith("0 faults\n"), result)
        result = self.ok("export", "d.cadran", "--to", "json")
        self.assertIn("un besoin de longue date", result.words)
        self.assertEqual(self.json(), before)

    def test_an_unknown_kind_of_draft_is_a_fault_of_its_line(self):
        self.add("draft-dance", "", "size", "99")
        result = self.cadran("check", "d.cadran")
        self.assertEqual(result.code, 1)
        self.assertEqual(len(re.findall(r"d\.cadran:\d+: .*draft-dance", result.text)), 1, result)


if __name__ == "__main__":
    unittest.main()
