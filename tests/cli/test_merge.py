"""What several people collected on one service becomes one dossier: conflicts are listed and nothing is dropped."""

import os
import shutil
import unittest

from harness import CadranTest


class Merge(CadranTest):
    def setUp(self):
        super().setUp()
        self.worked("a.cadran")
        for name in ("b.cadran", "c.cadran"):
            shutil.copy(self.path("a.cadran"), self.path(name))
        self.minute = 0

    def by(self, author):
        self.minute += 60
        return {"CADRAN_AUTHOR": author, "SOURCE_DATE_EPOCH": str(1900000000 + self.minute)}

    def set(self, name, author, key, value):
        self.ok("set", name, key, value, env=self.by(author))

    def disagree(self):
        identity = self.json("a.cadran")["use_cases"][0]["id"]
        criterion = self.criteria("a.cadran")[0]
        self.set("a.cadran", "Ana", "answer.data.d0.q0", "2")
        self.set("b.cadran", "Bea", "answer.data.d0.q0", "5")
        self.set("c.cadran", "Cléo", "answer.data.d0.q0", "3")
        self.set("a.cadran", "Ana", f"vote.{identity}.{criterion}.Ana", "4")
        self.set("b.cadran", "Bea", f"vote.{identity}.{criterion}.Bea", "1")
        self.set("b.cadran", "Bea", "use-case.NEU1.name", "Neuf chez Bea")
        self.set("c.cadran", "Cléo", "use-case.NEU1.name", "Neuf chez Cléo")
        self.set("c.cadran", "Cléo", "service.size", "77")

    def test_three_dossiers_merge_to_the_same_bytes_in_any_order(self):
        self.disagree()
        names, figures = ["a.cadran", "b.cadran", "c.cadran"], set()
        for number, order in enumerate(((0, 1, 2), (2, 1, 0), (1, 2, 0))):
            self.ok("merge", *(names[i] for i in order), "-o", f"m{number}.cadran")
            figures.add(self.json_bytes(f"m{number}.cadran"))
            self.assertEqual(self.ok("check", f"m{number}.cadran").text, "0 faults\n")
        self.ok("merge", "a.cadran", "b.cadran", "-o", "ab.cadran")
        self.ok("merge", "c.cadran", "ab.cadran", "-o", "cab.cadran")
        figures.add(self.json_bytes("cab.cadran"))
        self.assertEqual(len(figures), 1)
        names = [case["name"] for case in self.json("m0.cadran")["use_cases"]]
        self.assertIn("Neuf chez Bea", names)
        self.assertIn("Neuf chez Cléo", names)

    def test_the_list_of_conflicts_tells_times_alone_where_two_changes_share_one(self):
        for name, author, level in (("a.cadran", "Ana", "2"), ("b.cadran", "Bea", "5")):
            self.minute = 0
            self.set(name, author, "answer.data.d0.q0", level)
        text = self.ok("merge", "a.cadran", "b.cadran", "--dry-run").text
        self.assertEqual(text.count(", 2030-03-17 17:47, "), 2, text)
        text = self.ok("merge", "a.cadran", "b.cadran", "--dry-run", lang="fr").text
        self.assertEqual(text.count(", 17/03/2030 17:47, "), 2, text)

    def test_conflicts_are_listed_with_both_values_their_authors_and_files(self):
        self.disagree()
        before = [self.read(name) for name in ("b.cadran", "c.cadran")]
        text = self.ok("merge", "a.cadran", "b.cadran", "c.cadran", env=self.by("Ana")).text
        self.assertIn("2 conflicts", text)
        self.assertRegex(text, r"  kept: [^\n]* \(d0\.q0\), level: 3 [^\n]* \(Cléo, 2030-[^\n]*, c\.cadran\)\n    not kept: ")
        self.assertRegex(text, r"    not kept: [^\n]* \(d0\.q0\), level: 2 [^\n]* \(Ana, 2030-[^\n]*, a\.cadran\)\n")
        self.assertRegex(text, r"    not kept: [^\n]* \(d0\.q0\), level: 5 [^\n]* \(Bea, 2030-[^\n]*, b\.cadran\)\n")
        self.assertNotIn("answer.data", text)
        self.assertRegex(text, "c.cadran: «NEU1» .Neuf chez Cléo. .* becomes «NEU1~[0-9a-f]{6}»")
        self.assertEqual([self.read(name) for name in ("b.cadran", "c.cadran")], before)
        written = [record for record in self.records("a.cadran") if record[3:6] == ["answer", "data.d0.q0", "level"]]
        self.assertEqual([(record[2], record[6]) for record in written[-2:]], [("Bea", "5"), ("Cléo", "3")])

    def test_a_vote_of_a_hidden_round_in_conflict_says_nothing(self):
        vote, rounds = "vote.UC1.impact.c0.Zoé", "round.UC1.impact.c0.hidden"
        for name in ("a.cadran", "b.cadran"):
            self.set(name, "Ana", "use-case.UC1.name", "Un")
        self.set("a.cadran", "Ana", f"{vote}.1", "2")
        self.set("b.cadran", "Bea", f"{vote}.1", "4")
        self.set("a.cadran", "Ana", f"{vote}.2", "2")
        self.set("b.cadran", "Bea", f"{vote}.2", "4")
        self.assertIn(", round 2: 4 ", self.ok("merge", "a.cadran", "b.cadran", "--dry-run").text)
        # Hidden in one of them is enough, whichever comes first.
        self.set("b.cadran", "Bea", rounds, "2")
        for order in (("a.cadran", "b.cadran"), ("b.cadran", "a.cadran")):
            for options in (("--dry-run",), ("-o", "m-" + order[0])):
                lines = [line for line in self.ok("merge", *order, *options).text.splitlines() if "Zoé" in line]
                second = [line for line in lines if ", round 2" in line]
                self.assertEqual((len(lines), len(second)), (4, 2), lines)
                for line in second:
                    self.assertIn(", round 2: hidden until the votes are revealed (", line)
                for line in lines:
                    if line not in second:
                        self.assertRegex(line, "Zoé»: [24] ")

    def test_a_hidden_vote_says_nothing_where_its_use_case_gets_another_id(self):
        vote = "vote.NEU1.impact.c0.Zoé"
        self.set("b.cadran", "Bea", "use-case.NEU1.name", "Neuf chez Bea")
        self.set("c.cadran", "Cléo", "use-case.NEU1.name", "Neuf chez Cléo")
        shutil.copy(self.path("c.cadran"), self.path("d.cadran"))
        self.set("c.cadran", "Cléo", vote, "2")
        self.set("d.cadran", "Dan", vote, "4")
        self.assertIn("becomes «NEU1~", self.ok("merge", "b.cadran", "c.cadran", "d.cadran", "--dry-run").text)
        for hidden in ("c.cadran", "d.cadran"):
            before = self.read(hidden)
            self.set(hidden, "Dan", "round.NEU1.impact.c0.hidden", "1")
            for order in (("b.cadran", "c.cadran", "d.cadran"), ("d.cadran", "b.cadran", "c.cadran"), ("c.cadran", "d.cadran", "b.cadran")):
                lines = [line for line in self.ok("merge", *order, "--dry-run").text.splitlines() if "Zoé" in line]
                self.assertEqual(len(lines), 2, (order, lines))
                for line in lines:
                    self.assertIn("hidden until the votes are revealed (", line, order)
            self.write(hidden, before)

    def test_it_is_one_change_and_a_second_time_none(self):
        self.disagree()
        before = self.json("a.cadran")
        self.ok("merge", "a.cadran", "b.cadran")
        merged, length = self.json_bytes("a.cadran"), len(self.read("a.cadran"))
        self.assertIn("0 values taken, 0 conflicts", self.ok("merge", "a.cadran", "b.cadran").text)
        self.assertEqual(len(self.read("a.cadran")), length)
        self.ok("undo", "a.cadran")
        self.assertEqual(self.json("a.cadran"), before)
        self.ok("redo", "a.cadran")
        self.assertEqual(self.json_bytes("a.cadran"), merged)

    def test_a_merge_that_was_taken_back_or_done_again_merges_on_as_if_it_had_not_been_or_had(self):
        self.disagree()
        for done, ways in (("a.cadran", ["undo"]), ("m.cadran", ["undo", "redo"]), ("m.cadran", ["undo", "redo", "undo", "redo"])):
            for name in ("m.cadran", "turned.cadran"):
                shutil.copy(self.path("a.cadran"), self.path(name))
                self.ok("merge", name, "b.cadran", env={"CADRAN_AUTHOR": "Ana", "SOURCE_DATE_EPOCH": "1950000000"})
            for number, way in enumerate(ways):
                self.ok(way, "turned.cadran", env={"CADRAN_AUTHOR": "Ana", "SOURCE_DATE_EPOCH": str(1950000060 + 60 * number)})
            for name in (done, "turned.cadran"):
                self.ok("merge", name, "c.cadran", "-o", "then-" + name)
            self.assertEqual(self.json_bytes("then-turned.cadran"), self.json_bytes("then-" + done), ways)
            for name in (done, "turned.cadran"):
                os.unlink(self.path("then-" + name))
        self.assertIn("0 values taken, 0 conflicts", self.ok("merge", "turned.cadran", "b.cadran").text)

    def test_a_trial_writes_nothing_and_a_new_file_is_never_written_over(self):
        self.disagree()
        before = [self.read(name) for name in ("a.cadran", "b.cadran")]
        self.assertIn("conflict", self.ok("merge", "a.cadran", "b.cadran", "--dry-run").text)
        self.ok("merge", "a.cadran", "b.cadran", "--dry-run", "-o", "n.cadran")
        self.refused("merge", "a.cadran", "b.cadran", "-o", "c.cadran")
        self.assertEqual([self.read(name) for name in ("a.cadran", "b.cadran")], before)
        self.assertNotIn("work/n.cadran", self.everything())

    def test_what_cannot_be_merged_is_refused(self):
        self.new("d.cadran")
        self.refused("merge", "a.cadran", "d.cadran", words="content")
        self.refused("merge", "a.cadran", "none.cadran")
        self.write("text.cadran", "hello\n")
        self.refused("merge", "a.cadran", "text.cadran")
        self.refused("merge", "a.cadran", code=2)
        self.refused("merge", code=2)

    def test_another_matrix_comes_with_the_choice_of_it(self):
        self.ok("set", "b.cadran", "matrix.id", "roi-risque", env=self.by("Bea"))
        self.ok("merge", "a.cadran", "b.cadran", "-o", "m.cadran")
        self.ok("merge", "a.cadran", "b.cadran")
        self.assertEqual([self.json(name)["matrix"] for name in ("a.cadran", "m.cadran")], ["roi-risque"] * 2)
        self.assertEqual(self.ok("check", "a.cadran", "m.cadran").text, "0 faults\n")

    def test_spoiled_journals_are_merged_or_refused_and_never_crash(self):
        self.disagree()
        self.ok("merge", "a.cadran", "c.cadran")
        whole = self.read("a.cadran")
        start = whole.index(b"service,,name")
        for number in range(25):
            bytes_of = bytearray(whole)
            for _ in range(self.random.randrange(1, 6)):
                at = self.random.randrange(start, len(bytes_of))
                if self.random.random() < 0.3:
                    end = bytes_of.index(b"\n", at) if b"\n" in bytes_of[at:] else len(bytes_of)
                    bytes_of[at:at] = bytes_of[start:end] if self.random.random() < 0.5 else b"~000009"
                else:
                    bytes_of[at] = self.random.choice(b",\"\n~;:=0189aZ\x00\xff")
            self.write("x.cadran", bytes(bytes_of))
            for call in (("merge", "x.cadran", "b.cadran", "--dry-run"), ("merge", "b.cadran", "x.cadran", "-o", f"n{number}.cadran"),
                         ("compare", "x.cadran", "b.cadran"), ("milestone", "x.cadran")):
                result = self.cadran(*call)
                self.assertIn(result.code, (0, 1), result)
            if os.path.exists(self.path(f"n{number}.cadran")):
                self.ok("check", f"n{number}.cadran")
            self.cadran("compact", "x.cadran")


if __name__ == "__main__":
    unittest.main()
