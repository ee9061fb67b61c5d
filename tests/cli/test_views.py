"""The views as text: widths, languages, signs, the matrix and its flags, explanations."""

import itertools
import json
import os
import re
import unittest

from harness import FEDERAL, FEDERAL_MAP, CadranTest, columns, write_csv

VIEWS = ("summary", "maturity", "use-cases", "matrix", "ranking")
WIDTHS = (80, 100, 120, 200)


class Plot:
    """What a printed matrix shows: its labels with their places, and its legend."""

    def __init__(self, text):
        lines = text.split("\n")
        top = next(number for number, line in enumerate(lines) if re.match(r"\s*100 [┌+]", line))
        left = min(lines[top].index(sign) for sign in "┌+" if sign in lines[top])
        corner = re.match(r"[┌+][─┬-]*\+?[─┬-]*[┐+]", lines[top][left:])
        self.left, self.right = left, left + corner.end() - 1
        bottom = next(number for number in range(top + 1, len(lines)) if re.match(r"\s*0 [└+]", lines[number]))
        frame = lines[top][self.left:self.right + 1]
        self.middle = self.left + next(place for place, sign in enumerate(frame) if place and sign in "┬+" and place < len(frame) - 1)
        self.cross = next(number for number in range(top + 1, bottom) if lines[number][left] in "├+")
        self.labels, self.rows = [], []
        for number in range(top + 1, bottom):
            if number == self.cross and not re.search(r"\d", lines[number][left:self.right]):
                continue
            row = re.sub(r"[·-] \d+(?= )", lambda count: " " * len(count.group()), lines[number][left:self.right + 1])  # how many a quadrant holds
            row = re.sub(r"\[[★☆*~]?\d+\]", lambda mark: " " * len(mark.group()), row)  # several in one place
            self.rows.append(row)
            for found in re.finditer(r"(?P<sign>[★☆…⊘○*o~?X]?)(?P<open>\(?)(?P<number>\d+)(?P<close>\)?)", row):
                self.labels.append((int(found["number"]), found["sign"], bool(found["open"]), left + found.start("number"), number, found.group()))
        self.text = text


class Widths(CadranTest):
    def hard(self):
        self.worked()
        for number, name in enumerate(["日本語の長い名前のユースケースです" * 4, "e\u0301" * 80, "👩‍💻🏥" * 30, "MotSansAucuneEspace" * 20, "court", "Œuvre à l'été " * 20]):
            self.ok("set", "d.cadran", f"use-case.UC0{number + 1}.name", name)
            self.ok("set", "d.cadran", f"use-case.UC0{number + 1}.need", name)
        self.ok("set", "d.cadran", "service.name", "Très long nom de service " * 12)
        self.ok("set", "d.cadran", "answer.data.d1.q0.note", "Note sans fin " * 40 + "x" * 300)

    def test_no_line_is_wider_than_asked(self):
        self.hard()
        self.ok("new", "demo.cadran", "--demo")
        everything = [[view] for view in VIEWS] + [["explain", "UC02"], ["explain", "UC05"], ["explain", "data"]]
        for width, lang, options in itertools.product(WIDTHS, ("fr", "en"), ([], ["--ascii"])):
            for view in everything:
                for name in ("d.cadran", "demo.cadran") if view[0] in VIEWS else ("d.cadran",):
                    text = self.ok("show", name, *view, "--width", str(width), *options, lang=lang).text
                    for line in text.split("\n"):
                        self.assertLessEqual(columns(line), width, f"{name} {view} {width} {lang} {options}: {line!r}")
                        self.assertEqual(line, line.rstrip(), f"{name} {view}: blanks at the end of {line!r}")

    def test_ascii_is_ascii(self):
        self.hard()
        self.ok("new", "demo.cadran", "--demo")
        for name, lang, view in itertools.product(("d.cadran", "demo.cadran"), ("fr", "en"), VIEWS):
            for options, env in ((["--ascii"], {}), ([], {"LC_ALL": "C"}), ([], {"LC_ALL": "POSIX"})):
                result = self.ok("show", name, view, *options, lang=lang, env=env)
                self.assertFalse([byte for byte in result.out if byte > 0x7F], (name, view, lang, options, env, result.out[:2000]))
        for lang in ("fr", "en"):
            for options, env in ((["--ascii"], {}), ([], {"LC_ALL": "C"})):
                self.assertTrue(self.ok("show", "d.cadran", "explain", "UC02", *options, lang=lang, env=env).out.isascii())

    def test_messages_are_ascii_too_where_the_locale_is(self):
        self.worked()
        for lang in ("fr", "en"):
            for command in (["set", "d.cadran", "answer.data.d0.q0", "été"], ["show", "d.cadran", "zork"], ["set", "d.cadran", "service.name", "Été"], ["undo", "d.cadran"],
                            ["check", "d.cadran"], ["--help"], ["show", "--help"], ["add"], ["show", "nulle part é", "summary"]):
                result = self.cadran(*command, lang=lang, env={"LC_ALL": "C"})
                self.assertTrue((result.out + result.err).isascii(), result)

    def test_an_export_does_not_depend_on_the_locale(self):
        self.worked()
        self.ok("set", "d.cadran", "use-case.UC01.name", "Été 👩‍💻")
        for options in (["--to", "json"], ["--to", "csv", "--dialect", "rfc4180"]):
            self.assertEqual(self.ok("export", "d.cadran", *options, env={"LC_ALL": "C"}).out, self.ok("export", "d.cadran", *options).out)
        self.assertEqual(json.loads(self.ok("export", "d.cadran", "--to", "json", lang="fr").out), json.loads(self.json_bytes()))

    def test_an_empty_dossier_has_every_view(self):
        self.new()
        for view, width, lang in itertools.product(VIEWS, WIDTHS, ("fr", "en")):
            self.assertTrue(self.ok("show", "d.cadran", view, "--width", str(width), lang=lang).out.strip(), view)


class Matrix(CadranTest):
    def plot(self, name="d.cadran", *options):
        return Plot(self.ok("show", name, "matrix", *options).text)

    def crowd(self, count, alike):
        """Scored use cases: the first ones stand all on one spot."""
        self.new()
        criteria = self.criteria()
        self.ok("import", "d.cadran", "-", input=write_csv([[f"X{n}", f"Cas {'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}"] for n in range(count)], ["id", "name"]))
        self.ok("import", "d.cadran", "-", input=write_csv(
            [[f"X{n}", criterion, "", "", 3 if n < alike else self.random.randint(1, 5)] for n in range(count) for criterion in criteria],
            ["use_case", "criterion", "participant", "round", "score"]))

    def legend(self, plot, cases):
        """The number of each use case, from the legend."""
        numbers = {}
        for case in cases:
            found = re.search(r"(\d+)\)? +" + re.escape(case["name"][:16]) + ("" if len(case["name"]) > 16 else r"(?:\s|$)"), plot.text)
            if found:
                numbers[case["id"]] = int(found.group(1))
        return numbers

    def check_plot(self, plot, cases):
        for row in plot.rows:
            inside = re.sub(r"[A-Za-zÀ-ÿ' ]{4,}", " ", row)
            self.assertIsNone(re.search(r"\d{3,}|\d[★☆…⊘○*~(]|\)\d", inside), f"labels overlap: {row}")
        seen = [label[0] for label in plot.labels]
        self.assertEqual(len(seen), len(set(seen)), "each label once")
        numbers = self.legend(plot, cases)
        drawn = [case for case in cases if case["x"] is not None and case["y"] is not None]
        self.assertEqual(set(seen) - {numbers[case["id"]] for case in drawn if case["id"] in numbers}, set(), "a label that the legend does not know")
        left_out = {numbers[case["id"]] for case in drawn} - set(seen)
        said = re.findall(r"^(?:\[[★☆*~]?\d+\]|[●■o#]) [^:]*: ((?:\d+,\s+)*\d+)$", plot.text, re.MULTILINE)
        listed = [int(number) for numbers in said for number in re.findall(r"\d+", numbers)]
        self.assertEqual(len(listed), len(set(listed)), "each listed once")
        self.assertEqual(left_out, set(listed), plot.text)
        return numbers

    def test_labels_never_overlap(self):
        for count, alike in ((12, 12), (45, 20), (99, 30)):
            self.crowd(count, alike)
            cases = self.json()["use_cases"]
            for width in WIDTHS:
                for options in ([], ["--ascii"]):
                    self.check_plot(self.plot("d.cadran", "--width", str(width), *options), cases)
            os.unlink(self.path("d.cadran"))

    def test_a_label_stands_in_the_quadrant_of_its_use_case(self):
        self.ok("new", "demo.cadran", "--demo")
        self.worked()
        for name in ("demo.cadran", "d.cadran"):
            data = self.json(name)
            for width in WIDTHS:
                plot = self.plot(name, "--width", str(width))
                numbers = self.legend(plot, data["use_cases"])
                places = {label[0]: label for label in plot.labels}
                thresholds = (50, 50) if name == "demo.cadran" else (50, 40)
                for case in data["use_cases"]:
                    if case["x"] is None or case["y"] is None:
                        continue
                    number, sign, hollow, column, row, _ = places[numbers[case["id"]]]
                    self.assertEqual(column > plot.middle, case["x"] >= thresholds[0] - 1e-9, (name, width, case["id"], "left or right"))
                    self.assertEqual(row < plot.cross, case["y"] >= thresholds[1] - 1e-9, (name, width, case["id"], "above or below"))

    def test_every_quick_win_is_flagged_and_nothing_else(self):
        self.ok("new", "demo.cadran", "--demo")
        self.worked()
        for name in ("demo.cadran", "d.cadran"):
            cases = self.json(name)["use_cases"]
            self.assertIn("yes", [case["quick_win"] for case in cases])
            for width in WIDTHS:
                for options in ([], ["--ascii"]):
                    plot = self.plot(name, "--width", str(width), *options)
                    signs = re.search(r"([^\s\d])\s+quick\s+win\s+[·-]\s+([^\s\d])\s+under", plot.text).groups()
                    numbers = self.legend(plot, cases) if not options else {}
                    flagged = {label[0] for label in plot.labels if label[1] == signs[0]}
                    conditional = {label[0] for label in plot.labels if label[1] == signs[1]}
                    self.assertEqual(len(flagged), sum(case["quick_win"] == "yes" for case in cases), (name, width, options))
                    self.assertEqual(len(conditional), sum(case["quick_win"] == "conditional" for case in cases))
                    for case in cases:
                        if numbers and case["id"] in numbers:
                            self.assertEqual(numbers[case["id"]] in flagged, case["quick_win"] == "yes", case["id"])
            for view in ("use-cases", "ranking", "summary"):
                text = self.ok("show", name, view, "--width", "200").text
                for case in cases:
                    if case["quick_win"] == "yes" and (view != "summary" or (case["rank"] or 99) <= 5):
                        self.assertRegex(text, rf"(?m)★.*{re.escape(case['name'])}|{re.escape(case['name'])}.*★", (name, view))
                if view != "summary":
                    self.assertEqual(len(re.findall(r"(?m)^(?!★\s+quick\s+win\b).{0,12}★", text)), sum(case["quick_win"] == "yes" for case in cases), (name, view))

    def test_live_and_stopped_use_cases_are_drawn_hollow(self):
        self.worked()
        self.ok("set", "d.cadran", "use-case.UC04.status", "stopped")
        cases = {case["id"]: case for case in self.json()["use_cases"]}
        self.assertIsNone(cases["UC04"]["rank"])
        self.assertIsNone(cases["UC04"]["quick_win"])
        plot = self.plot()
        numbers = self.legend(plot, cases.values())
        hollow = {label[0] for label in plot.labels if label[2]}
        self.assertEqual(hollow, {numbers["UC04"], numbers["UC10"]})

    def test_a_prohibited_use_case_is_listed_apart_and_not_drawn(self):
        self.worked()
        cases = self.json()["use_cases"]
        prohibited = [case for case in cases if case["ai_act"] == "prohibited"]
        self.assertTrue(prohibited)
        plot = self.plot()
        numbers = self.legend(plot, cases)
        for case in prohibited:
            self.assertEqual((case["x"], case["y"], case["rank"], case["quadrant"], case["quick_win"]), (None, None, None, None, "no"))
            self.assertNotIn(numbers[case["id"]], [label[0] for label in plot.labels])
        self.assertIn("prohibited", plot.text)

    def test_what_is_not_scored_is_listed_to_be_scored(self):
        self.worked()
        plot = self.plot()
        missing = [case for case in self.json()["use_cases"] if (case["x"] is None or case["y"] is None) and case["ai_act"] != "prohibited"]
        self.assertTrue(missing)
        below = plot.text[plot.text.index("To be scored"):]
        for case in missing:
            self.assertIn(case["name"], below)

    def test_710_use_cases_partly_scored_are_drawn(self):
        self.new()
        criteria = self.criteria()
        self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        ids = [case["id"] for case in self.json()["use_cases"]][:200]
        self.ok("import", "d.cadran", "-", input=write_csv([[one, criterion, "", "", self.random.randint(1, 5)] for one in ids for criterion in criteria],
                                                           ["use_case", "criterion", "participant", "round", "score"]))
        for width in WIDTHS:
            text = self.ok("show", "d.cadran", "matrix", "--width", str(width)).text
            for line in text.split("\n"):
                self.assertLessEqual(columns(line), width, line)


class Ranking(CadranTest):
    def test_the_ranking_has_the_ranks_of_the_json_in_order(self):
        self.worked()
        text = self.ok("show", "d.cadran", "ranking", "--width", "120").text
        cases = sorted((case for case in self.json()["use_cases"] if case["rank"]), key=lambda case: case["rank"])
        shown = re.findall(r"(?m)^\s*(\d+)\s.*?(Cas UC\d\d)\b", text)
        self.assertEqual([(int(rank), name) for rank, name in shown], [(case["rank"], case["name"]) for case in cases])

    def test_equal_priorities_share_a_rank(self):
        self.small()
        criteria = self.criteria()
        for number, score in enumerate((4, 3, 3, 2)):
            self.ok("set", "d.cadran", f"use-case.U{number}.name", f"Cas {number}")
            for criterion in criteria:
                self.ok("set", "d.cadran", f"score.U{number}.{criterion}", str(score if not criterion.startswith("risk") else 3))
        ranks = {case["id"]: (case["priority"], case["rank"]) for case in self.json()["use_cases"]}
        order = sorted(ranks.values(), key=lambda one: -one[0])
        self.assertEqual([rank for _, rank in order], [1, 2, 2, 4])


class Explain(CadranTest):
    def test_explain_shows_each_condition_with_a_tick_or_a_cross(self):
        self.worked()
        self.ok("new", "demo.cadran", "--demo")
        marks = {True: "✓", False: "✗", None: "?"}
        for name in ("d.cadran", "demo.cadran"):
            for case in self.json(name)["use_cases"]:
                text = self.ok("show", name, "explain", case["id"], "--width", "200").text
                if case["ai_act"] == "prohibited":  # nothing else counts
                    self.assertIn("rohibited", text)
                    continue
                lines = re.findall(r"(?m)^\s*([✓✗?]) (.*)$", text.split("\nFamilies")[0])
                conditions = case["conditions"] or []
                self.assertEqual(sorted(mark for mark, _ in lines), sorted(marks[condition["met"]] for condition in conditions), f"{case['id']}\n{text}")
                for condition in conditions:
                    if isinstance(condition["limit"], (int, float)) and isinstance(condition["value"], (int, float)):
                        self.assertTrue([line for mark, line in lines if mark == marks[condition["met"]] and re.search(rf"\D{condition['limit']:g}(?!\d)", line.replace(",", ""))],
                                        (case["id"], condition, text))

    def test_explain_shows_the_figures_of_the_json(self):
        self.worked()
        for case in self.json()["use_cases"]:
            text = self.ok("show", "d.cadran", "explain", case["id"], "--width", "200").text
            self.assertIn(case["name"], text)
            for family, values in case["families"].items():
                if values["value"] is not None:
                    shown = re.search(rf"(?m)^\s*{family} = (?:.* = )?([\d.]+)(?: [\[(]|$)", text)
                    self.assertTrue(shown, (case["id"], family, text))
                    self.assertLess(abs(float(shown.group(1)) - values["value"]), 0.051, (case["id"], family))
            if case["priority"] is not None:
                self.assertIn(f"{case['priority']:.4g}", text)
            for short in case["maturity_shortfall"] if case["ai_act"] != "prohibited" else []:
                self.assertRegex(text, re.escape(short["dimension"].split(".")[1]))

    def test_explain_knows_grids_and_dimensions(self):
        self.worked()
        for identity, figure in (("data", "3.3"), ("data.d2", "2.94"), ("ai.d0", "2.6")):
            self.assertIn(figure, self.ok("show", "d.cadran", "explain", identity, "--width", "120").text)

    def test_explain_of_an_id_that_two_grids_have_asks_which(self):
        self.worked()
        for identity in ("d0", "d0.q0"):
            self.refused("show", "d.cadran", "explain", identity, words=f"as in data.{identity}")
            self.ok("show", "d.cadran", "explain", f"data.{identity}")

    def test_explain_of_what_does_not_exist_fails(self):
        self.worked()
        self.refused("show", "d.cadran", "explain", "UC99", words="UC99")


class Language(CadranTest):
    def language(self, lang=None, **env):
        text = self.ok("show", "d.cadran", "maturity", lang=lang, env=env).text
        french, english = "Gouvernance" in text, "Governance" in text
        self.assertNotEqual(french, english, text)
        return "fr" if french else "en"

    def setUp(self):
        super().setUp()
        self.new()

    def test_the_option_comes_first(self):
        for value in ("C.UTF-8", "fr_FR.UTF-8", "en_US.UTF-8", "C"):
            self.assertEqual(self.language(lang="fr", LC_ALL=value), "fr")
            self.assertEqual(self.language(lang="en", LC_ALL=value), "en")

    def test_then_the_locale(self):
        self.assertEqual(self.language(LC_ALL="fr_FR.UTF-8"), "fr")
        self.assertEqual(self.language(LC_ALL="en_US.UTF-8"), "en")
        self.assertEqual(self.language(LC_ALL="en_GB"), "en")
        self.assertEqual(self.language(LC_ALL=None, LANG="en_US.UTF-8"), "en")
        self.assertEqual(self.language(LC_ALL=None, LANG="fr_CA.UTF-8"), "fr")
        self.assertEqual(self.language(LC_ALL=None, LC_MESSAGES="en_US.UTF-8", LANG="fr_FR.UTF-8"), "en")
        self.assertEqual(self.language(LC_ALL="fr_FR.UTF-8", LANG="en_US.UTF-8"), "fr")

    def test_else_french(self):
        for value in (None, "", "C", "C.UTF-8", "POSIX", "de_DE.UTF-8", "zork"):
            self.assertEqual(self.language(LC_ALL=value), "fr", value)

    def test_the_option_works_before_and_after_the_command(self):
        self.assertIn("Governance", self.ok("show", "d.cadran", "maturity", "--lang", "en", lang=None).text)
        self.assertIn("Governance", self.ok("show", "d.cadran", "maturity", "--lang=en", lang=None).text)

    def test_a_language_that_is_not_there_is_wrong_usage(self):
        self.refused("show", "d.cadran", "matrix", "--lang", "de", code=2, words="de", lang=None)

    def test_figures_have_the_decimal_sign_of_the_language(self):
        self.worked("w.cadran")
        self.assertIn("85,2", self.ok("show", "w.cadran", "ranking", lang="fr").text)
        self.assertIn("85.2", self.ok("show", "w.cadran", "ranking", lang="en").text)

    def test_json_is_the_same_in_every_locale(self):
        self.worked("w.cadran")
        for value in ("fr_FR.UTF-8", "de_DE.UTF-8", "C", "en_US.UTF-8"):
            self.assertEqual(self.ok("export", "w.cadran", "--to", "json", lang=None, env={"LC_ALL": value}).out,
                             self.ok("export", "w.cadran", "--to", "json", lang=None).out)


if __name__ == "__main__":
    unittest.main()
