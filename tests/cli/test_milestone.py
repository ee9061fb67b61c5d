"""A dossier is frozen under a name; what was frozen is listed, and the file stays a dossier."""

import unittest

from harness import CadranTest, columns


class Milestone(CadranTest):
    def setUp(self):
        super().setUp()
        self.small()

    def lines(self, *options, **others):
        return self.ok("milestone", "d.cadran", *options, **others).text.splitlines()

    def test_milestones_are_listed_with_name_time_author_and_changes(self):
        self.assertEqual(self.lines(), ["There is no milestone yet."])
        self.assertEqual(self.lines("avril 2026", env={"CADRAN_AUTHOR": "Claire", "SOURCE_DATE_EPOCH": "1775059260"}),
                         ["the milestone «avril 2026» is set, after 1 change"])
        self.ok("set", "d.cadran", "answer.data.d0.q0", "3")
        self.assertEqual(self.lines("été"), ["the milestone «été» is set, after 2 changes"])
        listed = self.lines()
        self.assertEqual(len(listed), 4)
        self.assertRegex(listed[2], r"^avril 2026 +2026-04-01 16:01 Claire +1$")
        self.assertRegex(listed[3], r"^été +\d{4}-\d\d-\d\d \d\d:\d\d \S+ +2$")
        self.assertTrue(all(columns(line) <= 80 for line in listed))

    def test_a_milestone_changes_no_figure_and_is_no_fault(self):
        before = self.json_bytes()
        self.lines("un")
        self.assertEqual(self.json_bytes(), before)
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")

    def test_a_name_is_taken_once_and_free_again_when_it_is_taken_away(self):
        self.lines("un")
        self.refused("milestone", "d.cadran", "un", words="already")
        self.assertEqual(self.lines("un", "--remove"), ["the milestone «un» is taken away"])
        self.refused("milestone", "d.cadran", "un", "--remove", words="no milestone")
        self.lines("un")

    def test_wrong_calls(self):
        self.refused("milestone", code=2)
        self.refused("milestone", "d.cadran", "a", "b", code=2)
        self.refused("milestone", "d.cadran", "--remove", code=2)
        self.refused("milestone", "none.cadran", "a")
        self.refused("milestone", "d.cadran", "\x1b[31m", words="name")
        self.refused("milestone", "d.cadran", "")


if __name__ == "__main__":
    unittest.main()
