"""Reports that people read: Markdown on standard output and in files, the minutes, wrong usage."""

import re
import unittest

from harness import UNSAFE, CadranTest, checked

HOSTILE = ["a | b", "<script>alert(1)</script>", "[x](javascript:alert(1))", "**fort** _em_ `code`", "# titre", "- item", "1. un",
           "deux\nlignes", "ligne\\", "\x1b[31m".replace("\x1b", "^"), "&lt;b&gt;", "\u202eevil"]
SECTIONS = {"en": ["Summary", "Maturity", "Use cases", "Matrix", "Ranking", "Roadmap in waves", "Obligations"]}
DAY = {"SOURCE_DATE_EPOCH": "1763716324", "TZ": "UTC"}  # 2025-11-21 09:12:04


def rows(text):
    """The rows of tables, each as its cells: what stands between bars that are not escaped."""
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in text.splitlines() if line.startswith("|")]


class Report(CadranTest):
    def report(self, *options, name="d.cadran", **others):
        return self.ok("export", name, "--to", "md", *options, **others).text

    def test_the_report_has_its_sections_and_every_use_case_in_both_languages(self):
        self.ok("new", "d.cadran", "--demo")
        figures = self.json()
        for lang in ("en", "fr"):
            text = self.report(lang=lang)
            titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
            self.assertEqual(len(titles), 7, titles)
            if lang in SECTIONS:
                self.assertEqual(titles, SECTIONS[lang])
            for case in figures["use_cases"]:
                self.assertIn(f"| {case['id']} |", text)
            self.assertFalse(UNSAFE.search(text))

    def test_a_report_in_a_file_is_the_one_on_standard_output(self):
        self.worked()
        self.ok("export", "d.cadran", "--to", "md", "-o", "r.md")
        self.assertEqual(self.read("r.md").decode(), self.report())
        self.assertEqual(self.report(), self.report("--what", "report"))
        self.refused("export", "d.cadran", "--to", "md", "-o", "d.cadran", code=2, words=("dossier",))

    def test_a_row_has_the_cells_of_its_heading_whatever_people_wrote(self):
        self.ok("new", "d.cadran", "--demo")
        for number, text in enumerate(HOSTILE):
            self.ok("set", "d.cadran", f"use-case.H{number}.name", text)
            self.ok("set", "d.cadran", f"use-case.H{number}.need", text)
        self.ok("set", "d.cadran", "answer.data.quality.errors.note", " | ".join(HOSTILE))
        text, width = self.report(), None
        for line in text.splitlines():
            cells = rows(line)
            if not cells:
                width = None
                continue
            width = width or len(cells[0])
            self.assertEqual(len(cells[0]), width, line)
        self.assertEqual(re.findall(r".{9}<.{9}|.{9}(?<!\\)\[.{9}", text), [])
        self.assertFalse(UNSAFE.search(text))

    def test_the_figures_of_the_ranking_are_those_of_the_json(self):
        self.ok("new", "d.cadran", "--demo")
        section = self.report().split("## Ranking")[1].split("## Roadmap")[0]
        table = {row[1]: row for row in rows(section)[2:]}
        for case in self.json()["use_cases"]:
            row = table[case["id"]]
            if case["rank"] is None:
                self.assertEqual(row[0], "–")
                continue
            self.assertEqual(int(row[0]), case["rank"])
            self.assertAlmostEqual(float(row[3]), case["priority"], delta=0.05001)
            self.assertAlmostEqual(float(row[4]), case["robust"]["expected_rank"]["p"], delta=0.05001)

    def test_the_minutes_say_day_by_day_who_changed_what(self):
        self.ok("new", "d.cadran", "--demo")
        for author, value in (("Anne", "2"), ("Anne", "3"), ("Bruno", "4")):
            self.ok("set", "d.cadran", "answer.data.quality.errors", value, env={**DAY, "CADRAN_AUTHOR": author})
        self.ok("set", "d.cadran", "service.size", "42 | 43", env={**DAY, "CADRAN_AUTHOR": "# Bruno"})
        self.ok("set", "d.cadran", "service.size", "44", env={**DAY, "CADRAN_AUTHOR": "Chloé"})
        self.ok("undo", "d.cadran")
        day = self.report("--what", "minutes", env=DAY).split("## 2025-11-21\n")[1].split("\n## ")[0]
        self.assertNotIn("Chloé", day)
        self.assertEqual(re.findall(r"^([^-\n].*):$", day, re.MULTILINE), ["Anne", "Bruno", "\\# Bruno"])
        self.assertEqual(day.count("09:12 · "), 3)
        self.assertIn("level: 3 ", day.split("Bruno")[0])
        self.assertNotIn("level: 2 ", day)
        self.assertIn("«42 \\| 43»", day)

    def test_the_minutes_tell_questions_of_one_dimension_apart(self):
        self.ok("new", "d.cadran")
        self.ok("set", "d.cadran", "answer.data.quality.errors", "?", env=DAY)
        self.ok("set", "d.cadran", "answer.data.quality.coding", "1", env=DAY)
        text = self.report("--what", "minutes", env=DAY)
        self.assertRegex(text, r"Data quality 1/4, level: don't know")
        self.assertRegex(text, r"Data quality 2/4, level: 1 ")

    def test_a_milestone_has_its_line_among_the_changes_and_what_it_has_is_told_before_it(self):
        self.worked()
        anne = {**DAY, "CADRAN_AUTHOR": "Anne"}
        self.ok("set", "d.cadran", "service.size", "42", env=anne)
        self.ok("milestone", "d.cadran", "Mid | way", env={**DAY, "CADRAN_AUTHOR": "Bruno"})
        self.ok("set", "d.cadran", "service.size", "43", env=anne)
        self.ok("set", "d.cadran", "service.size", "44", env=anne)
        self.ok("set", "d.cadran", "service.facilitator", "Zoé", env=anne)
        self.ok("undo", "d.cadran")
        self.ok("milestone", "d.cadran", "End", env=anne)
        day = self.report("--what", "minutes", env=DAY).split("## 2025-11-21\n")[1].split("\n## ")[0]
        self.assertEqual([line for line in day.split("\n---")[0].split("\n") if line],
                         ["Anne:", "- 09:12 · Size: «42»", "Bruno:", "- 09:12 · milestone «Mid \\| way»", "Anne:",
                          "- 09:12 · Size: «44»", "- 09:12 · milestone «End»"])

    def test_the_minutes_have_the_score_of_each_grid_and_figures_as_the_screen_writes_them(self):
        self.ok("new", "d.cadran", "--demo", lang="fr")
        self.ok("set", "d.cadran", "service.budget", "50000")
        self.ok("set", "d.cadran", "service.capacity", "12.5")
        text = self.report("--what", "minutes", lang="fr")
        self.assertIn(": 50\u202f000\u00a0€\n", text.replace("50\u00a0000", "50\u202f000"))
        self.assertIn(": 12,5\n", text)
        self.assertNotIn("50000", text)
        decisions = self.report("--what", "minutes").split("## Decisions")[1].split("\n## ")[0]
        for grid in self.json()["grids"]:
            score = f"{grid['score']:.2f}".rstrip("0").rstrip(".")
            self.assertEqual(len(re.findall(rf"^- .*: {re.escape(score)} out of 5, level .* questions answered", decisions, re.MULTILINE)),
                             1, decisions)

    def test_the_minutes_begin_with_what_was_decided(self):
        self.ok("new", "d.cadran", "--demo")
        text = self.report("--what", "minutes")
        self.assertEqual(re.findall(r"^## (.*)$", text, re.MULTILINE)[0], "Decisions")
        self.assertIn("Quick wins", text.split("## Decisions")[1])

    def test_the_minutes_tell_who_took_part_and_each_round_that_is_revealed(self):
        self.worked()
        case, criterion = self.json()["use_cases"][0]["id"], "impact.c0"
        name = self.json()["use_cases"][0]["name"]
        for voter, first, second in (("Zoé", "1", "4"), ("Yves", "5", "4")):
            self.ok("set", "d.cadran", f"vote.{case}.{criterion}.{voter}.7", first)
            self.ok("set", "d.cadran", f"vote.{case}.{criterion}.{voter}.8", second)
        self.ok("set", "d.cadran", f"score.{case}.{criterion}", "3.5")
        self.ok("set", "d.cadran", "participant.Zoé.away", "yes")
        text = self.report("--what", "minutes")
        self.assertIn("Zoé (absent), Yves", text)
        lines = [line for line in text.split("\n") if line.startswith(f"| {name} |")]
        self.assertTrue(any("| 7 | 1\u00a0×1, 5\u00a0×1 | 3 | 2 | disagreement | |" in line for line in lines), lines)
        self.assertTrue(any("| 8 | 4\u00a0×2 | 4 | 0 | votes close together | 3.5 |" in line for line in lines), lines)
        self.ok("set", "d.cadran", f"round.{case}.{criterion}.hidden", "8")
        text = self.report("--what", "minutes")
        self.assertIn("| 7 |", text)
        self.assertNotIn("| 8 |", text)

    def test_votes_one_after_the_other_count_together_in_the_minutes(self):
        self.worked()
        case = self.json()["use_cases"][0]["id"]
        for voter in ("Zoé", "Yves", "Xavier"):
            self.ok("set", "d.cadran", f"vote.{case}.impact.c0.{voter}.7", "3", env={**DAY, "CADRAN_AUTHOR": "Anne"})
        self.ok("set", "d.cadran", "service.size", "42", env={**DAY, "CADRAN_AUTHOR": "Anne"})
        day = self.report("--what", "minutes", env=DAY).split("## 2025-11-21\n")[1]
        self.assertIn("09:12 · 3 votes\n", day)
        self.assertNotIn(": vote\n", day)

    def test_the_minutes_tell_every_round_that_was_revealed(self):
        self.worked()
        case = self.json()["use_cases"][0]["id"]
        for value in ("7", "", "8", ""):
            self.ok("set", "d.cadran", f"round.{case}.impact.c0.hidden", value, env={**DAY, "CADRAN_AUTHOR": "Anne"})
        day = self.report("--what", "minutes", env=DAY).split("## 2025-11-21\n")[1]
        self.assertEqual(day.count("votes revealed"), 2, day)
        self.assertIn("secret votes, round 7", day)

    def test_decisions_come_before_the_journal_and_names_are_whole_in_it(self):
        self.worked()
        case = self.json()["use_cases"][0]["id"]
        name = "Relance des adhérents en retard de paiement par courriel, puis par courrier"
        self.ok("set", "d.cadran", f"use-case.{case}.name", name, env={**DAY, "CADRAN_AUTHOR": "Anne"})
        self.ok("set", "d.cadran", f"use-case.{case}.sponsor", "Anne", env={**DAY, "CADRAN_AUTHOR": "Anne"})
        text = self.report("--what", "minutes", env=DAY)
        self.assertLess(text.index("## Decisions"), text.index("## 2025-11-21"))
        self.assertLess(text.index("Votes, round by round"), text.index("## 2025-11-21"))
        self.assertIn(f"{name}, Sponsor: ", text.split("## 2025-11-21\n")[1])

    def test_the_time_of_the_minutes_is_that_of_the_place(self):
        self.worked()
        self.ok("set", "d.cadran", "service.size", "42", env={**DAY, "SOURCE_DATE_EPOCH": "1763681400"})  # 2025-11-20 23:30 UTC
        text = self.report("--what", "minutes", env={"TZ": "CET-1"})
        self.assertIn("00:30 · ", text.split("## 2025-11-21\n")[1])

    def test_a_time_that_is_none_is_not_told(self):
        self.ok("new", "d.cadran", "--demo")
        seq = int(self.records()[-1][0])
        with open(self.path("d.cadran"), "ab") as stream:
            for number, time in enumerate(("", "[:*?/]", "é\u202e" * 9, "2025-99-21T09:12:04Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z")):
                stream.write(checked(f"{seq + 1 + number},{time},Anne,service,,size,{number},"))
        text = self.report("--what", "minutes", env={"TZ": "UTC"})
        self.assertFalse(UNSAFE.search(text))
        titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
        self.assertEqual(titles[:1] + titles[2:], ["Decisions", "Without a date", "9999-12-31"])

    def test_an_empty_dossier_has_a_report_and_minutes(self):
        self.new()
        self.assertEqual(len(re.findall(r"^## ", self.report(), re.MULTILINE)), 7)
        self.assertIn("## Decisions", self.report("--what", "minutes"))

    def test_what_is_not_for_a_format_is_wrong_usage(self):
        self.worked()
        for options in (["--to", "md", "--what", "scorecard"], ["--to", "csv", "--what", "report"], ["--to", "md", "--dialect", "excel"],
                        ["--to", "json", "--what", "report"], ["--to", "json", "--dialect", "excel"], ["--to", "md", "--what", "zork"]):
            self.refused("export", "d.cadran", *options, code=2)


if __name__ == "__main__":
    unittest.main()
