"""The command line itself: help, wrong usage, exit codes."""

import json
import os
import re
import unittest

from harness import ROOT, WORKED, CadranTest

MANUAL = os.path.join(ROOT, "man", "cadran.1")
COMMANDS = ("new", "import", "set", "add", "show", "export", "undo", "redo", "check", "upgrade", "milestone", "compare", "merge", "compact", "pool")
COMMON = {("--lang",), ("--help",)}


def synopses():
    """For each command, the options of its synopses in the manual; both forms where a list below names both."""
    with open(MANUAL, encoding="utf-8") as file:
        page = file.read()
    page = page[page.index("\n.Sh COMMANDS\n"):page.index("\n.Sh KEYS OF SET\n")]
    found = {}
    for head in re.findall(r"^\.It Xo\n(\.Cm [a-z]+(?:.*\n)*?)\.Xc$|^\.It (Cm [a-z]+ Ar .*)$", page, flags=re.M):
        text = head[0] or head[1]
        words = text.replace(".", " ", 1).split()
        if words[1] not in COMMANDS:
            continue
        options = re.findall(r"(?:\bFl |\| )-([a-z-]+)|\bFl ([a-z])\b", text)
        found.setdefault(words[1], set()).update("--" + long if long else "-" + short for long, short in options)
    return found


def listed(text):
    """The forms of each option that a help lists, a tuple a line, and the lines."""
    lines = [line for line in text.splitlines() if re.match(r" {2,6}-", line)]
    return {tuple(re.findall(r"(?<![\w-])(--?[a-z][a-z-]*)", line[:28])) for line in lines}, lines


class Usage(CadranTest):
    def test_help_names_every_command_on_standard_output(self):
        text = self.ok("--help").text
        for command in COMMANDS:
            self.assertIn(command, text)

    def test_every_command_has_its_help_in_both_languages(self):
        for command in COMMANDS:
            for lang in ("en", "fr"):
                result = self.ok(command, "--help", lang=lang)
                self.assertIn(f"cadran {command}", result.text)
                self.assertEqual(result.err, b"")

    def test_every_command_has_one_line_in_the_help(self):
        for lang in ("en", "fr"):
            text = self.ok("--help", lang=lang).text
            names = re.findall(r"(?m)^  ([a-z]+) +\S.*$", text)
            self.assertEqual(sorted(names), sorted(COMMANDS))
            for line in text.splitlines():
                self.assertLessEqual(len(line), 80, line)

    def test_the_help_lists_the_options_of_the_synopsis_in_the_manual_and_no_others(self):
        manual = synopses()
        self.assertEqual(sorted(manual), sorted(COMMANDS))
        self.assertEqual(manual["merge"], {"-o", "--dry-run"})
        for command in COMMANDS:
            options, _ = listed(self.ok(command, "--help").text)
            self.assertLessEqual(COMMON, options)
            forms = {form for option in options for form in option}
            self.assertLessEqual(manual[command], forms, command)
            for option in options - COMMON:
                self.assertTrue(manual[command] & set(option), (command, option))

    def test_every_option_has_one_line_that_says_what_it_does(self):
        for command in COMMANDS:
            for lang in ("en", "fr"):
                text = self.ok(command, "--help", lang=lang).text
                for line in text.splitlines():
                    self.assertLessEqual(len(line), 80, (command, line))
                for line in listed(text)[1]:
                    self.assertRegex(line, r"^.{26}  \S", command)
        self.assertIn("  -o, --output=PATH         ", self.ok("export", "--help").text)
        self.assertIn("      --demo[=ID]           ", self.ok("new", "--help").text)

    def test_every_listed_option_is_taken_with_its_value_and_not_without(self):
        values = {"MAP": "a=b", "ID": "excel", "FORMAT": "csv", "WHAT": "tidy", "N": "80", "fr|en": "fr", "COLUMN=FIELD": "a=b", "LIST": "list"}
        self.write("list", "")
        for command in COMMANDS:
            for line in listed(self.ok(command, "--help").text)[1]:
                option, optional, value = re.search(r"(--[a-z-]+)(\[?)(?:=(\S+?)\]?)?(?: |$)", line).groups()
                if option == "--help":
                    continue
                self.ok(command, option + ("=" + values.get(value, "x") if value else ""), "--help", lang="en")
                if value and not optional:
                    self.refused(command, option, code=2)
                elif not value:
                    self.refused(command, option + "=x", code=2)

    def test_version(self):
        self.assertRegex(self.ok("--version").text, r"^cadran \d+\.\d+\.\d+\n")

    def test_wrong_usage_has_its_own_exit_code_and_touches_nothing(self):
        self.worked()
        before = self.read("d.cadran")
        for command in (["zork"], ["zork", "d.cadran"], ["--zork"], ["show"], ["show", "d.cadran"], ["show", "d.cadran", "zork"], ["show", "d.cadran", "explain"],
                        ["show", "d.cadran", "matrix", "more"], ["show", "d.cadran", "matrix", "--width"], ["show", "d.cadran", "matrix", "--width", "x"],
                        ["show", "d.cadran", "matrix", "--width", "-5"], ["show", "d.cadran", "matrix", "--width", "99999999999999999999"], ["show", "d.cadran", "matrix", "--zork"],
                        ["set"], ["set", "d.cadran"], ["set", "d.cadran", "service.name"], ["set", "d.cadran", "service.name", "a", "b"], ["set", "d.cadran", "zork", "a"],
                        ["import"], ["import", "d.cadran"], ["import", "d.cadran", "x.csv", "--map"], ["import", "d.cadran", "x.csv", "--map", "noequals"],
                        ["export"], ["export", "d.cadran"], ["export", "d.cadran", "--to"], ["export", "d.cadran", "--to", "zork"], ["export", "d.cadran", "--to", "csv", "--dialect", "zork"],
                        ["export", "d.cadran", "--to", "csv", "--what", "zork"], ["export", "d.cadran", "--to", "json", "-o"], ["undo"], ["redo"], ["undo", "d.cadran", "x"],
                        ["check"], ["new"], ["new", "a.cadran", "b.cadran"], ["new", "n.cadran", "--matrix", "zork"], ["--lang", "de", "check"], ["--lang"]):
            self.refused(*command, code=2)
            self.assertEqual(self.read("d.cadran"), before, command)

    def test_no_argument_and_no_terminal_hangs_nothing(self):
        result = self.cadran(timeout=10)
        self.assertIn(result.code, (0, 2), result)
        self.worked()
        before = self.read("d.cadran")
        result = self.cadran("d.cadran", timeout=10)
        self.assertIn(result.code, (0, 1, 2), result)
        self.assertEqual(self.read("d.cadran"), before)
        result = self.cadran("fresh.cadran", timeout=10)
        self.assertIn(result.code, (1, 2), result)
        self.assertFalse(os.path.exists(self.path("fresh.cadran")))

    def test_answers_on_the_ai_act_are_set_undone_and_exported_as_json_only(self):
        self.ok("new", "d.cadran", "--demo")
        key = "use-case.meeting-notes.ai_act_answers"
        self.ok("set", "d.cadran", key, " learns:yes ; emotions:no ")
        answers = lambda: next(case["ai_act_answers"] for case in self.json()["use_cases"] if case["id"] == "meeting-notes")
        self.assertEqual(list(answers().items()), [("learns", True), ("emotions", False)])
        for what in ("scorecard", "use-cases"):
            self.assertNotIn("ai_act_answers", self.ok("export", "d.cadran", "--to", "csv", "--what", what).text)
        for value, word in (("zork:yes", "zork:yes"), ("learns:maybe", "learns:maybe"), ("learns:yes;learns:no", "learns")):
            self.refused("set", "d.cadran", key, value, words=word)
        self.write("in.csv", "id,ai_act_answers\nmeeting-notes,learns:no\n")
        self.ok("import", "d.cadran", "in.csv")
        self.assertEqual(answers(), {"learns": False})
        self.ok("undo", "d.cadran")
        self.assertEqual(answers(), {"learns": True, "emotions": False})
        self.ok("undo", "d.cadran")
        self.assertIsNone(answers())
        self.ok("redo", "d.cadran")
        self.ok("set", "d.cadran", key, "")
        self.assertIsNone(answers())

    def test_new_never_writes_over_what_is_there(self):
        for name, content in (("d.cadran", b"anything"), ("empty.cadran", b"")):
            self.write(name, content)
            self.refused("new", name, words=name)
            self.assertEqual(self.read(name), content)
        os.symlink("target.cadran", self.path("dangling.cadran"))
        result = self.cadran("new", "dangling.cadran")
        self.assertIn(result.code, (0, 1))
        self.assertTrue(os.path.islink(self.path("dangling.cadran")))

    def test_a_file_name_that_begins_with_a_dash_or_holds_blanks_and_accents(self):
        for name in ("un dossier à l'été.cadran", "日本.cadran", "./-x.cadran"):
            self.ok("new", name, "--name", "Essai")
            self.ok("set", name, "service.name", "Autre")
            self.assertEqual(self.json(name)["service"]["name"], "Autre")
        self.ok("show", "--", "-x.cadran", "summary")
        self.ok("set", "--", "-x.cadran", "service.name", "-5")
        self.assertEqual(self.json("./-x.cadran")["service"]["name"], "-5")

    def test_options_with_an_equals_sign(self):
        self.worked()
        self.assertEqual(self.ok("export", "d.cadran", "--to=csv", "--what=votes", "--dialect=tsv").out,
                         self.ok("export", "d.cadran", "--to", "csv", "--what", "votes", "--dialect", "tsv").out)

    def test_the_language_may_stand_behind_the_dossier(self):
        self.ok("new", "d.cadran", "--demo")
        for arguments in (["d.cadran", "--lang", "fr"], ["--lang", "fr", "d.cadran"]):
            self.assertIn("Secteur", self.ok(*arguments).text)
        self.refused("d.cadran", "--lang", "de", code=2, words="fr")
        self.refused("d.cadran", "--width", "80", code=2, words="--width")

    def test_a_dossier_beside_its_program_needs_no_current_folder(self):
        self.worked()
        self.assertEqual(self.ok("export", self.path("d.cadran"), "--to", "json", cwd="/").out, self.json_bytes())


class Set(CadranTest):
    def setUp(self):
        super().setUp()
        self.small()
        self.ok("set", "d.cadran", "use-case.UC1.name", "Un")
        self.before = self.read("d.cadran")

    def wrong(self, key, value, *words, code=1):
        self.refused("set", "d.cadran", key, value, words=words, code=code)
        self.assertEqual(self.read("d.cadran"), self.before)

    def test_a_wrong_level_says_what_was_expected(self):
        for level in ("0", "6", "-1", "2.5", "trois", "1 2", "nan", "0x3", "3abc", "99999999999999999999"):
            self.wrong("answer.data.d0.q0", level, level, "1 to 5")

    def test_an_unknown_question_grid_or_field(self):
        self.wrong("answer.data.zork.q0", "3", "zork.q0")
        self.wrong("answer.zork.d0.q0", "3", "zork")
        for key in ("service.zork", "use-case.UC1.zork"):
            self.wrong(key, "3", "zork")

    def test_an_unknown_use_case_or_criterion_is_not_scored(self):
        self.wrong("score.UC9.impact.c0", "3", "UC9")
        self.wrong("score.UC1.impact.zork", "3", "impact.zork")
        self.wrong("vote.UC9.impact.c0.Anne.1", "3", "UC9")

    def test_wrong_scores_and_votes(self):
        for value in ("0", "6", "0.99", "5.01", "nan", "inf", "x", "1e400"):
            self.wrong("score.UC1.impact.c0", value, value)
        for value in ("0", "6", "2.5", "x"):
            self.wrong("vote.UC1.impact.c0.Anne.1", value, value)
        self.wrong("vote.UC1.impact.c0.Anne.0", "3")

    def test_wrong_fields_of_use_cases(self):
        for field, value in (("delay", "-1"), ("health_data", "perhaps"), ("status", "asleep"), ("hosting", "moon"), ("ai_act", "harmless"), ("hours", "3/2/1"),
                             ("horizon", "0"), ("horizon", "1.5"), ("requires", "zork.zork:3"), ("requires", "data.d0:6"), ("depends", "UC1")):
            self.wrong(f"use-case.UC1.{field}", value)

    def test_an_id_that_could_not_be_kept(self):
        for identity in ("a b", "a/b", "=1", "é"):
            result = self.cadran("set", "d.cadran", f"use-case.{identity}.name", "x")
            self.assertIn(result.code, (0, 1, 2))
            if result.code == 0:
                self.assertIn(identity, [row["id"] for row in self.rows("use-cases")])

    def test_a_change_says_from_what_to_what(self):
        result = self.ok("set", "d.cadran", "use-case.UC1.name", "Deux")
        self.assertIn("Un", result.text)
        self.assertIn("Deux", result.text)

    def test_a_vote_of_a_hidden_round_is_not_told_when_it_is_changed_or_taken_back(self):
        key = "vote.UC1.impact.c0.Anne.1"
        self.ok("set", "d.cadran", key, "2")
        self.assertIn("«2» → «4»", self.ok("set", "d.cadran", key, "4").text)
        self.ok("set", "d.cadran", "round.UC1.impact.c0.hidden", "1")
        self.assertIn(": «hidden until the votes are revealed» → «3»", self.ok("set", "d.cadran", key, "3").text)
        for command in ("undo", "redo"):
            text = self.ok(command, "d.cadran").text
            self.assertIn("UC1.impact.c0.Anne.1: «hidden until the votes are revealed»", text)

    def test_answers_na_unknown_and_blank_are_told_apart(self):
        def data():
            return next(grid for grid in self.json()["grids"] if grid["id"] == "data")
        total = data()["total"]
        self.ok("set", "d.cadran", "answer.data.d0.q0", "4")
        self.assertEqual((data()["answered"], data()["total"], data()["score"]), (1, total, 4))
        self.ok("set", "d.cadran", "answer.data.d0.q0", "NA")
        self.assertEqual((data()["answered"], data()["total"], data()["score"]), (0, total - 1, None))
        self.ok("set", "d.cadran", "answer.data.d0.q0", "?")
        self.assertEqual((data()["answered"], data()["total"], data()["score"]), (0, total, None))
        self.ok("set", "d.cadran", "answer.data.d0.q0", "")
        self.assertEqual((data()["answered"], data()["total"], data()["score"], data()["level"]), (0, total, None, None))

    def test_a_decimal_comma_is_understood(self):
        for lang in ("fr", "en"):
            self.ok("set", "d.cadran", "use-case.UC1.delay", "4,5", lang=lang)
            self.assertEqual(self.rows("use-cases")[0]["delay"], "4.5")
            self.ok("undo", "d.cadran")

    def test_figures_too_large_to_multiply_never_give_infinity(self):
        """Refused, or null: JSON has no infinity."""
        for field, value in (("hours", "1e300"), ("hour_cost", "1e300"), ("build_days", "1e300"), ("day_rate", "1e300"), ("run_cost", "1e308"), ("other_gain", "1e308"), ("horizon", "100"),
                             ("discount", "1e300")):
            self.assertIn(self.cadran("set", "d.cadran", f"use-case.UC1.{field}", value).code, (0, 1))

        def refuse(word):
            raise AssertionError(f"{word} in the JSON")

        json.loads(re.sub(rb":\s*(-?)(inf|nan)", rb":\1Infinity", self.json_bytes()), parse_constant=refuse)
        for view in (["use-cases"], ["summary"], ["matrix"], ["ranking"], ["explain", "UC1"]):
            self.assertNotRegex(self.ok("show", "d.cadran", *view).text, r"(?i)\b(inf|nan|infinity)\b", view)
        self.assertNotRegex(self.ok("export", "d.cadran", "--to", "csv", "--dialect", "rfc4180").text, r"(?i)\b(inf|nan)\b")

    def test_a_worked_dossier_is_checked_clean(self):
        self.ok("import", "d.cadran", os.path.join(WORKED, "answers.csv"))
        self.assertRegex(self.ok("check", "d.cadran").text, r"\b0 faults")


if __name__ == "__main__":
    unittest.main()
