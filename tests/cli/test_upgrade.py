"""Newer content is taken up: what was kept, what is to be reviewed, what was dropped is said, and it is one step."""

import os
import shutil
import unittest

from harness import ROOT, WORKED, CadranTest


class Upgrade(CadranTest):
    """A dossier of the worked content, and a newer copy of it with one thing of each kind."""

    def setUp(self):
        super().setUp()
        self.newer = self.path("newer")
        shutil.copytree(os.path.join(WORKED, "content"), self.newer)
        self.small()
        for key, value in (("answer.data.d0.q0", "3"), ("answer.data.d0.q0.note", "vu"), ("answer.data.d1.q0", "2"),
                           ("answer.data.d2.q0", "4"), ("answer.data.d2.q1", "5"), ("answer.data.d2.q1.note", "à garder"),
                           ("answer.data.d2.q2", "1"), ("answer.ai.d0.q0", "1"), ("use-case.A1.name", "Un"),
                           ("use-case.A1.requires", "data.d1:3;ai.d0:2"), ("score.A1.impact.c1", "2"), ("score.A1.impact.c0", "4"),
                           ("vote.A1.risk.c2.Ana", "2"), ("score.A1.risk.c2", "3.5")):
            self.ok("set", "d.cadran", key, value)

    def edit(self, name, *pairs):
        path = os.path.join(self.newer, name)
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
        for old, new in pairs:
            self.assertIn(old, text)
            text = text.replace(old, new, 1)
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)

    def edit_all(self):
        self.edit("data.ini", ("version = 1\n", "version = 2\n"), ("[question d0.q0]\n", "[question d0.first]\nwas = d0.q0\n"),
                  ("text.en = Question d2.q0?", "text.en = Another question?"), ("[question d2.q1]\n", "[question d2.fresh]\n"))
        self.edit("criteria.ini", ("version = 1\n", "version = 2\n"), ("[criterion impact.c0]\n", "[criterion impact.first]\nwas = impact.c0\n"),
                  ("[criterion risk.c2]\n", "[criterion risk.fresh]\n"))
        self.edit("ai.ini", ("version = 1\n", "version = 2\n"), ("[dimension d0]\n", "[dimension e0]\n"), ("[question d0.q0]\n", "[question e0.q0]\n"),
                  ("[question d0.q1]\n", "[question e0.q1]\n"), ("[question d0.q2]\n", "[question e0.q2]\n"), ("[question d0.q3]\n", "[question e0.q3]\n"))

    def upgrade(self, *options, **others):
        return self.ok("upgrade", "d.cadran", "--content", self.newer, *options, **others)

    def answers(self):
        return {(row["grid"], row["question"]): (row["level"], row["note"]) for row in self.rows("answers") if row["level"] or row["note"]}

    def test_a_dropped_vote_of_a_hidden_round_says_nothing(self):
        self.ok("set", "d.cadran", "vote.A1.risk.c2.Ana.2", "5")
        self.edit("criteria.ini", ("version = 1\n", "version = 2\n"), ("[criterion risk.c2]\n", "[criterion risk.fresh]\n"))
        self.assertIn("vote of Ana, round 2: 5\n", self.upgrade("--dry-run").text)
        self.ok("set", "d.cadran", "round.A1.risk.c2.hidden", "2")
        text = self.upgrade().text
        self.assertIn("vote of Ana, round 1: 2\n", text)
        self.assertIn("vote of Ana, round 2: hidden until the votes are revealed\n", text)

    def test_nothing_newer_is_said_and_changes_nothing(self):
        before = self.read("d.cadran")
        for options in ((), ("--dry-run",)):
            self.assertEqual(self.upgrade(*options).text, "nothing newer\n")
        self.edit("data.ini", ("version = 1\n", "version = 0.5\n"), ("Question d0.q0?", "Another?"))
        self.assertEqual(self.upgrade().text, "nothing newer\n")
        self.assertEqual(self.read("d.cadran"), before)

    def test_what_the_shipped_content_has_is_found_without_a_folder(self):
        self.new("s.cadran")
        self.assertEqual(self.ok("upgrade", "s.cadran").text, "nothing newer\n")
        shutil.copytree(os.path.join(ROOT, "questionnaires"), self.path("data/questionnaires"))
        shutil.copytree(os.path.join(ROOT, "matrices"), self.path("data/matrices"))
        path = self.path("data/matrices/valeur-facilite.ini")
        with open(path, encoding="utf-8") as stream:
            text = stream.read()
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text.replace("version = ", "version = 9", 1))
        self.assertIn("matrix valeur-facilite", self.ok("upgrade", "s.cadran", env={"CADRAN_DATA": self.path("data")}).text)
        self.assertEqual(self.json("s.cadran")["matrix"], "valeur-facilite")

    def test_a_charter_and_an_inventory_are_carried_over_whole(self):
        self.new("s.cadran")
        for key, value in (("charter.oversight.state", "yes"), ("charter.oversight.note", "vu"), ("charter.privacy.state", "partly"),
                           ("use.U001.name", "Traduction"), ("use.U001.account", "private"), ("use.U002.name", "Résumé"),
                           ("use.U002.present", "")):
            self.ok("set", "s.cadran", key, value)
        before = self.json("s.cadran")
        shutil.copytree(os.path.join(ROOT, "questionnaires"), self.path("data/questionnaires"))
        shutil.copytree(os.path.join(ROOT, "matrices"), self.path("data/matrices"))
        for name in ("charter.ini", "ai.ini"):
            path = self.path("data/questionnaires/" + name)
            with open(path, encoding="utf-8") as stream:
                text = stream.read()
            with open(path, "w", encoding="utf-8") as stream:
                stream.write(text.replace("version = ", "version = 9", 1))
        text = self.ok("upgrade", "s.cadran", env={"CADRAN_DATA": self.path("data")}).text
        self.assertIn("grid ai", text)
        self.assertNotIn("charter", text)
        after = self.json("s.cadran")
        self.assertEqual(len(before["uses"]), 1)
        for member in ("charter", "uses"):
            self.assertEqual(after[member], before[member])
        self.ok("undo", "s.cadran")
        self.assertEqual(self.json("s.cadran"), before)

    def test_each_fate_is_told_and_dropped_values_are_listed(self):
        self.edit_all()
        text = self.upgrade().text
        for line in ("grid data (Grid data): version 1 → 2\n    2 answers kept\n",
                     "    d0.q0 → d0.first: to be reviewed, renamed: «Question d0.q0?»\n",
                     "    d2.q0: to be reviewed, reworded: «Another question?»\n",
                     "    d2.q1: dropped: «Question d2.q1?»\n      level: «5»\n      note: «à garder»\n",
                     "    d2.fresh: new question: «Question d2.q1?»\n",
                     "    A1, d0: dropped: «Dimension d0»\n      required level: «2»\n",
                     "    1 score kept\n",
                     "    impact.c0 → impact.first: to be reviewed, renamed: «", "»\n      A1\n",
                     "    A1, risk.c2: dropped: ", "      retained score: «3.5»\n      vote of Ana, round 1: 2\n", "    risk.fresh: new criterion: "):
            self.assertIn(line, text)
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")
        self.assertEqual(self.upgrade().text, "nothing newer\n")

    def test_answers_are_where_their_question_is_and_go_back_with_undo(self):
        self.edit_all()
        before, answers = self.json(), self.answers()
        self.upgrade()
        after = self.answers()
        self.assertEqual(after[("data", "d0.first")], ("3", "vu"))
        self.assertEqual({key: after.get(key) for key in (("data", "d1.q0"), ("data", "d2.q0"), ("data", "d2.q2"))},
                         {key: answers[key] for key in (("data", "d1.q0"), ("data", "d2.q0"), ("data", "d2.q2"))})
        self.assertEqual(len(after), 4)
        self.assertEqual(next(row for row in self.rows("use-cases") if row["id"] == "A1")["requires"], "data.d1:3")
        upgraded = self.json()
        self.assertIn("newer content", self.ok("undo", "d.cadran").text)
        self.assertEqual(self.json(), before)
        self.assertEqual(self.answers(), answers)
        self.ok("redo", "d.cadran")
        self.assertEqual(self.json(), upgraded)
        self.ok("set", "d.cadran", "answer.data.d2.fresh", "2")
        self.refused("set", "d.cadran", "answer.data.d2.q1", "2", words="d2.q1")

    def test_a_newer_version_that_asks_the_same_gives_the_same_figures(self):
        before = self.json_bytes()
        for name in ("data.ini", "ai.ini", "criteria.ini", "matrix.ini"):
            self.edit(name, ("version = 1\n", "version = 2\n"))
        text = self.upgrade().text
        self.assertNotRegex(text, "reviewed|dropped|new ")
        self.assertIn("5 answers kept", text)
        self.assertEqual(self.json_bytes(), before)
        copies = [record[4:6] for record in self.records() if record[3] == "content"]
        self.assertEqual(len(copies), 8)
        self.assertEqual({version for _, version in copies[4:]}, {"2"})

    def test_a_trial_changes_nothing_and_says_so(self):
        self.edit_all()
        before = self.read("d.cadran")
        trial = self.upgrade("--dry-run").text
        self.assertEqual(self.read("d.cadran"), before)
        done = self.upgrade().text
        self.assertTrue(trial.startswith(done))
        self.assertIn("Nothing was changed", trial)

    def test_content_with_a_fault_is_refused_with_its_place(self):
        self.edit("data.ini", ("version = 1\n", "version = 2\n"), ("[question d0.q0]\n", "[question d0.q0]\nwas = d1.q0\n"))
        before = self.read("d.cadran")
        self.refused("upgrade", "d.cadran", "--content", self.newer, words=("data.ini:", "d1.q0"))
        self.refused("upgrade", "d.cadran", "--content", self.path("nowhere"))
        self.refused("upgrade", code=2)
        self.refused("upgrade", "d.cadran", "e.cadran", code=2)
        self.refused("upgrade", "e.cadran")
        self.assertEqual(self.read("d.cadran"), before)

    def test_a_hostile_note_that_is_dropped_is_shown_safely(self):
        self.ok("set", "d.cadran", "answer.data.d2.q1.note", "a\u202eb\u200bc")
        self.edit_all()
        result = self.upgrade()
        self.assert_safe(result.text, result)


if __name__ == "__main__":
    unittest.main()
