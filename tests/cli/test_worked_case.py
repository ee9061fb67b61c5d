"""The worked case: one dossier from beginning to end and the figures it must give."""

import json
import os
import unittest

from harness import WORKED, CadranTest, read_csv, subset


def worked_rows(name):
    with open(os.path.join(WORKED, name), "rb") as stream:
        return read_csv(stream.read())


class WorkedCase(CadranTest):
    def setUp(self):
        super().setUp()
        with open(os.path.join(WORKED, "expected.json"), encoding="utf-8") as stream:
            self.expected = json.load(stream)

    def test_an_import_gives_the_expected_figures(self):
        self.worked()
        self.assertEqual(subset(self.expected, self.json()), [])

    def test_the_order_of_the_files_and_one_import_for_each_change_nothing(self):
        self.worked()
        self.small("e.cadran")
        for part in ("usecases.csv", "votes.csv", "answers.csv"):
            self.ok("import", "e.cadran", os.path.join(WORKED, part))
        self.assertEqual(self.json(), self.json("e.cadran"))

    def test_votes_before_use_cases_in_one_import_are_sorted_out_or_refused_whole(self):
        self.worked()
        self.small("e.cadran")
        before = self.read("e.cadran")
        result = self.cadran("import", "e.cadran", *(os.path.join(WORKED, part) for part in ("votes.csv", "usecases.csv", "answers.csv")))
        if result.code == 0:
            self.assertEqual(self.json(), self.json("e.cadran"))
        else:
            self.assertEqual((result.code, self.read("e.cadran")), (1, before), result)

    def test_the_dossier_made_by_set_alone_gives_the_same_json(self):
        self.worked()
        self.small("s.cadran")
        for row in worked_rows("answers.csv"):
            key = f"answer.{row['grid']}.{row['question']}"
            if row["level"]:
                self.ok("set", "s.cadran", key, row["level"])
            for field in ("target", "note", "evidence", "confidence"):
                if row[field]:
                    self.ok("set", "s.cadran", f"{key}.{field}", row[field])
        later = []
        for row in worked_rows("usecases.csv"):
            for field, value in row.items():
                if field != "id" and value:
                    (later.append if field == "depends" else lambda one: self.ok("set", "s.cadran", *one))((f"use-case.{row['id']}.{field}", value))
        for one in later:
            self.ok("set", "s.cadran", *one)
        for row in worked_rows("votes.csv"):
            if row["participant"]:
                self.ok("set", "s.cadran", f"vote.{row['use_case']}.{row['criterion']}.{row['participant']}.{row['round'] or 1}", row["score"])
            else:
                self.ok("set", "s.cadran", f"score.{row['use_case']}.{row['criterion']}", row["score"])
        self.assertEqual(self.json(), self.json("s.cadran"))
        for what in ("answers", "use-cases", "votes"):
            order = lambda row: sorted(row.items())
            self.assertEqual(sorted(self.rows(what), key=order), sorted(self.rows(what, "s.cadran"), key=order), what)

    def test_all_figures_are_numbers_or_null(self):
        self.worked()

        def refuse(word):
            raise AssertionError(f"{word} in the JSON")

        json.loads(self.json_bytes(), parse_constant=refuse)

    def test_the_json_lists_every_use_case_with_every_key_of_the_contract(self):
        self.worked()
        keys = {"id", "name", "priority", "rank", "quadrant", "ai_act", "x", "y", "quick_win", "conditions", "families",
                "feasibility_before_gate", "feasibility_after_gate", "maturity_shortfall", "money"}
        cases = self.json()["use_cases"]
        self.assertEqual({case["id"] for case in cases}, {row["id"] for row in worked_rows("usecases.csv")})
        for case in cases:
            self.assertEqual(keys - set(case), set(), case["id"])
            self.assertEqual(set(case["families"]), {"impact", "roi", "feasibility", "risk"})
            for condition in case["conditions"] or []:
                self.assertEqual({"id", "value", "limit", "met", "fixable"} - set(condition), set())

    def test_two_exports_of_one_dossier_are_the_same_bytes(self):
        self.worked()
        self.assertEqual(self.json_bytes(), self.json_bytes())

    def test_a_family_whose_criteria_all_weigh_0_has_no_value(self):
        """Weights of zero everywhere give null, never a division by zero."""
        os.makedirs(self.path("content"))
        for name in os.listdir(os.path.join(WORKED, "content")):
            with open(os.path.join(WORKED, "content", name), encoding="utf-8") as stream:
                text = stream.read()
            family = ""
            lines = []
            for line in text.splitlines():
                if line.startswith("[criterion "):
                    family = line[11:].split(".")[0]
                    lines += [line] + (["weight = 0"] if family == "impact" else [])
                elif not (family == "impact" and line.replace(" ", "").startswith("weight=")):
                    lines.append(line)
            self.write(os.path.join("content", name), "\n".join(lines) + "\n")
        self.ok("new", "z.cadran", "--name", "Zéro", "--content", self.path("content"))
        self.ok("import", "z.cadran", *(os.path.join(WORKED, part) for part in ("answers.csv", "usecases.csv", "votes.csv")))
        for case in self.json("z.cadran")["use_cases"]:
            self.assertIsNone(case["families"]["impact"]["value"], case["id"])
            self.assertIsNone(case["y"], "an axis made of a family without a value has none")
            self.assertIsNone(case["rank"])
            self.assertNotEqual(case["quick_win"], "yes")


if __name__ == "__main__":
    unittest.main()
