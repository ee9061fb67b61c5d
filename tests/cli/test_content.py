"""Content files: the shipped ones are clean and load; every fault of a bad one is told with its line."""

import glob
import os
import re
import shutil
import unittest

from harness import BAD, ROOT, WORKED, CadranTest
from terminal import Terminal

SHIPPED = sorted(glob.glob(os.path.join(ROOT, "questionnaires", "**", "*.ini"), recursive=True) + glob.glob(os.path.join(ROOT, "matrices", "**", "*.ini"), recursive=True))


def kind_and_id(path):
    with open(path, encoding="utf-8") as stream:
        text = stream.read()
    return re.search(r"^\[(\w[\w-]*)", text, re.M).group(1), re.search(r"^id = (.*)$", text, re.M).group(1)


class Shipped(CadranTest):
    def test_the_shipped_content_is_clean(self):
        result = self.ok("check", "questionnaires", "matrices", cwd=ROOT)
        self.assertEqual(result.err, b"", result)
        self.assertRegex(result.text, r"\b0 faults")

    def test_each_shipped_file_is_clean_alone(self):
        self.assertGreaterEqual(len(SHIPPED), 6)
        for path in SHIPPED:
            result = self.cadran("check", path)
            self.assertEqual((result.code, result.err), (0, b""), result)

    def test_a_new_dossier_loads_each_shipped_grid_tree_and_criteria_file(self):
        self.new()
        content = {record[4] for record in self.records() if record[3] == "content"}
        grids = {grid["id"] for grid in self.json()["grids"]}
        for path in SHIPPED:
            kind, identity = kind_and_id(path)
            if kind in ("grid", "criteria", "tree"):
                self.assertIn(f"{kind}.{identity}", content)
            if kind == "grid":
                self.assertIn(identity, grids)

    def test_each_shipped_matrix_makes_a_dossier_that_draws(self):
        for path in SHIPPED:
            kind, identity = kind_and_id(path)
            if kind == "matrix":
                self.ok("new", f"{identity}.cadran", "--matrix", identity)
                self.assertEqual(self.json(f"{identity}.cadran")["matrix"], identity)
                self.ok("show", f"{identity}.cadran", "matrix")

    def test_each_use_case_of_the_shipped_catalogues_is_listed_and_can_be_added(self):
        listed = self.ok("add").text
        cases = []
        for path in SHIPPED:
            if kind_and_id(path)[0] == "catalogue":
                with open(path, encoding="utf-8") as stream:
                    cases += re.findall(r"^\[use-case (.*)\]$", stream.read(), re.M)
        self.assertGreater(len(cases), 5)
        for case in cases:
            self.assertIn(case, listed)
        self.new()
        self.ok("add", "d.cadran", *cases)
        self.assertEqual(sorted(case["id"] for case in self.json()["use_cases"]), sorted(cases))
        before = self.read("d.cadran")
        self.cadran("add", "d.cadran", cases[0])
        self.assertEqual(len(self.json()["use_cases"]), len(cases))
        self.refused("add", "d.cadran", "zork", words="zork")
        self.assertTrue(self.read("d.cadran").startswith(before))

    def test_every_text_of_the_shipped_content_is_in_both_languages(self):
        for path in SHIPPED:
            section, keys = "", {}
            with open(path, encoding="utf-8") as stream:
                for line in stream:
                    if line.startswith("["):
                        section = line.strip()
                    found = re.match(r"([\w.-]+)\.(fr|en) =\s*\S", line)
                    if found:
                        keys.setdefault((section, found.group(1)), set()).add(found.group(2))
            self.assertTrue(keys, path)
            for key, languages in keys.items():
                self.assertEqual(languages, {"fr", "en"}, (path, key))

    def test_the_shipped_matrix_is_the_default(self):
        self.new()
        self.assertEqual(self.json()["matrix"], "valeur-facilite")


class Demonstrations(CadranTest):
    def verdicts(self, name):
        return {case["id"]: case["quick_win"] for case in self.json(name)["use_cases"]}

    def test_each_shipped_one_is_made_by_its_id_with_the_same_figures_in_both_languages(self):
        ids = [kind_and_id(path)[1] for path in SHIPPED if kind_and_id(path)[0] == "demo"]
        self.assertEqual(sorted(ids), ["hospital", "spsti", "start"])
        for identity in ids:
            for lang in ("fr", "en"):
                result = self.ok("new", f"{identity}-{lang}.cadran", f"--demo={identity}", lang=lang)
                self.assertEqual(result.err, b"", result)
                self.assertEqual(self.ok("check", f"{identity}-{lang}.cadran").err, b"")
            french, english = (self.json(f"{identity}-{lang}.cadran") for lang in ("fr", "en"))
            self.assertNotEqual(french["service"]["name"], english["service"]["name"])
            self.assertEqual([(case["id"], case["priority"], case["quick_win"]) for case in french["use_cases"]],
                             [(case["id"], case["priority"], case["quick_win"]) for case in english["use_cases"]])

    def test_the_hospital_shows_every_kind_of_verdict(self):
        self.ok("new", "d.cadran", "--demo=hospital")
        verdicts = self.verdicts("d.cadran")
        self.assertEqual(self.json("d.cadran")["service"]["sector"], "hospital")
        self.assertIn(len(verdicts), (10, 11, 12))
        self.assertEqual(set(verdicts.values()), {"yes", "conditional", "no", "incomplete", None})
        cases = {case["id"]: case for case in self.json("d.cadran")["use_cases"]}
        self.assertEqual(cases["fracture-detection"]["ai_act"], "high-annex-1")
        self.assertTrue(any(gap["current"] is not None and gap["required"] - gap["current"] >= 2
                            for gap in cases["bed-forecast"]["maturity_shortfall"]))
        rounds = {record[5].rsplit(".", 1)[1] for record in self.records("d.cadran") if record[3] == "vote"}
        self.assertEqual(rounds, {"1", "2"})

    def test_the_one_that_begins_has_a_third_of_its_answers_and_nothing_scored_to_the_end(self):
        self.ok("new", "d.cadran", "--demo=start")
        self.assertEqual(len(self.verdicts("d.cadran")), 3)
        answered = {record[4] for record in self.records("d.cadran") if record[3] == "answer" and record[5] == "level"}
        self.assertIn(len(answered), (5, 6))
        for case in self.json("d.cadran")["use_cases"]:
            self.assertTrue(any(family["scored"] < family["total"] for family in case["families"].values()), case["id"])

    def test_without_an_id_it_is_that_of_the_spsti_whatever_the_order_of_the_files(self):
        self.ok("new", "plain.cadran", "--demo")
        self.ok("new", "named.cadran", "--demo=spsti")
        self.assertEqual(self.json("plain.cadran"), self.json("named.cadran"))
        content = [os.path.join(ROOT, "questionnaires"), os.path.join(ROOT, "matrices")]
        hospital, start = (os.path.join(ROOT, "questionnaires", f"demo-{identity}.ini") for identity in ("hospital", "start"))
        self.ok("new", "order.cadran", "--demo", *(word for path in [start, hospital, *content] for word in ("--content", path)))
        self.assertEqual(self.json("order.cadran"), self.json("plain.cadran"))

    def test_without_that_of_the_spsti_it_is_the_first(self):
        for folder in ("questionnaires", "matrices"):
            shutil.copytree(os.path.join(ROOT, folder), self.path(os.path.join("content", folder)))
        os.unlink(self.path("content/questionnaires/demo-spsti.ini"))
        self.ok("new", "d.cadran", "--demo", "--content", "content")
        self.assertEqual(self.json("d.cadran")["service"]["sector"], "hospital")

    def test_an_unknown_id_is_refused_with_those_there_are_and_nothing_is_made(self):
        for word in ("--demo=zork", "--demo="):
            result = self.refused("new", "d.cadran", word, code=2)
            for identity in ("hospital", "spsti", "start"):
                self.assertIn(identity, result.words)
            self.assertFalse(os.path.exists(self.path("d.cadran")))
        self.refused("new", "d.cadran", "--demo", "hospital", code=2)
        self.assertFalse(os.path.exists(self.path("d.cadran")))

    def test_a_name_of_ones_own_takes_the_place_of_that_of_the_demonstration(self):
        self.ok("new", "d.cadran", "--demo=start", "--name", "Ici")
        self.assertEqual(self.json("d.cadran")["service"]["name"], "Ici")


class WithoutGrids(CadranTest):
    """Content that asks for scores alone."""

    def setUp(self):
        super().setUp()
        os.mkdir(self.path("content"))
        for name in ("questionnaires/criteria.ini", "matrices/valeur-facilite.ini"):
            shutil.copy(os.path.join(ROOT, name), self.path("content"))
        self.ok("new", "d.cadran", "--name", "Essai", "--content", "content")
        self.ok("set", "d.cadran", "use-case.U1.name", "Un")

    def test_it_is_shown_and_exported_in_every_form_and_says_that_there_is_no_grid(self):
        for view in ("summary", "maturity", "radar", "use-cases", "matrix", "ranking", "roadmap", "gantt", "charter"):
            text = self.ok("show", "d.cadran", view).text
            self.assertEqual("This dossier has no grid." in text, view in ("maturity", "radar"), text)
        for form in ("md", "html", "json", "xlsx", "csv"):
            self.ok("export", "d.cadran", "--to", form, "-o", "out." + form)
        self.assertIn("This dossier has no grid.", self.read("out.md").decode("utf-8"))
        self.assertEqual(self.json()["grids"], [])

    def test_the_interface_says_so_where_the_radar_would_be(self):
        terminal = Terminal()
        self.addCleanup(terminal.close)
        terminal.run(self.command("d.cadran"), self.environment(TERM="xterm-256color"), self.work)
        terminal.until(lambda screen: "quit" in screen.line(-1))
        terminal.type("R")
        terminal.until(lambda screen: "This dossier has no grid." in screen.text())
        terminal.type("q")
        self.assertEqual(terminal.wait(), 0, terminal.screen.text())


class OwnFolder(CadranTest):
    """Content of one's own, which stands in the user's data folder."""

    def own(self, text):
        folder = os.path.join(self.environment()["XDG_DATA_HOME"], "cadran")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "own.ini"), "w", encoding="utf-8") as stream:
            stream.write(text)

    def test_a_fault_in_it_is_told_with_its_line_by_all_that_read_it_and_nothing_is_done(self):
        self.new()
        before = self.read("d.cadran")
        self.own("[catalogue own]\nvalue = 3\n")
        for arguments in (["new", "n.cadran"], ["add"], ["add", "d.cadran", "meeting-notes"], ["set", "d.cadran", "matrix.id", "roi-risque"],
                          ["pool", "d.cadran"], ["export", "d.cadran", "--to", "json", "--anonymous"]):
            self.refused(*arguments, words="own.ini:")
            self.assertEqual(self.read("d.cadran"), before, arguments)


class Faults(CadranTest):
    def lines(self, name, result):
        return {int(line) for line in re.findall(rf"{re.escape(os.path.basename(name))}:(\d+):", result.text + result.words)}

    def test_an_ini_file_with_ten_faults_has_all_ten_reported_with_their_lines(self):
        path = os.path.join(BAD, "ten-faults.ini")
        result = self.cadran("check", path)
        self.assertEqual(result.code, 1, result)
        self.assertEqual({3, 5, 8, 9, 31, 42, 51, 52, 54, 68} - self.lines(path, result), set(), result)

    def test_a_line_without_a_fault_is_not_reported(self):
        path = os.path.join(BAD, "ten-faults.ini")
        result = self.cadran("check", path)
        self.assertEqual({2, 4, 6, 7, 11, 12, 17, 30, 32, 48, 49} & self.lines(path, result), set(), result)

    def test_faulty_content_makes_no_dossier(self):
        os.mkdir(self.path("content"))
        shutil.copy(os.path.join(BAD, "ten-faults.ini"), self.path("content"))
        result = self.refused("new", "n.cadran", "--content", "content")
        self.assertIn("ten-faults.ini:52:", result.words)

    def changed(self, name, old, new):
        """A copy of the worked content with one change."""
        shutil.rmtree(self.path("content"), ignore_errors=True)
        shutil.copytree(os.path.join(WORKED, "content"), self.path("content"))
        with open(self.path(f"content/{name}"), encoding="utf-8") as stream:
            text = stream.read()
        self.assertRegex(text, old)
        text = re.sub(old, new, text, count=0)
        self.write(f"content/{name}", text)
        return text

    def faulty(self, name, old, new, *words):
        self.changed(name, old, new)
        result = self.cadran("check", "content")
        self.assertEqual(result.code, 1, (new, result))
        said = result.text + result.words
        self.assertIn(f"{name}:", said)
        for word in words:
            self.assertIn(word, said)
        self.refused("new", "n.cadran", "--content", "content")
        return said

    def test_the_worked_content_is_clean(self):
        self.ok("check", os.path.join(WORKED, "content"))

    def test_weights_of_zero_everywhere(self):
        self.faulty("matrix.ini", r"(?m)^(impact|roi|feasibility|risk) = \d+$", r"\1 = 0", "weight", "zero")

    def test_weights_of_zero_on_all_questions_divide_nothing_by_zero(self):
        text = self.changed("data.ini", r"(?m)^weight = .*\n", "")
        self.write("content/data.ini", re.sub(r"(?m)^(\[(?:question|dimension) .*\])$", r"\1\nweight = 0", text))
        result = self.cadran("check", "content")
        self.assertIn(result.code, (0, 1))
        if result.code:
            self.assertIn("zero", result.text + result.words)
        else:
            self.ok("new", "n.cadran", "--content", "content")
            self.ok("set", "n.cadran", "answer.data.d0.q0", "3")
            self.assertIsNone(next(grid for grid in self.json("n.cadran")["grids"] if grid["id"] == "data")["score"])

    def test_numbers_that_are_none(self):
        for number in ("nan", "inf", "-1", "0x10", "1e400", "2,5", "12abc", "", "1e999999999999"):
            self.faulty("matrix.ini", r"(?m)^impact = 40$", f"impact = {number}", "impact")

    def test_a_threshold_out_of_range(self):
        self.faulty("matrix.ini", r"(?m)^threshold = 50$", "threshold = 101", "threshold")

    def test_a_missing_quadrant(self):
        self.faulty("matrix.ini", r"\[quadrant low-low\]\n(?:.+\n)*", "", "low-low")

    def test_an_unknown_key_and_an_unknown_section(self):
        self.faulty("matrix.ini", r"(?m)^aggregate = mean$", "aggregate = mean\nzork = 1", ":7:", "zork")
        self.faulty("matrix.ini", r"\[robustness\]|\Z", "\n[zork]\nname.fr = a\n", "zork")

    def test_an_unknown_aggregate_direction_family_and_quick_win_value(self):
        self.faulty("matrix.ini", "aggregate = mean", "aggregate = mode", "mode")
        self.faulty("criteria.ini", "better = more", "better = sideways", "sideways")
        self.faulty("criteria.ini", r"\[criterion impact\.c0\]", "[criterion zork.c0]", "zork")
        self.faulty("matrix.ini", "medical-device = no", "medical-device = perhaps", "perhaps")
        self.faulty("matrix.ini", "ai-act = none, minimal, limited", "ai-act = none, harmless", "harmless")

    def test_a_level_that_is_missing(self):
        self.faulty("data.ini", r"\[level 3\]\n(?:.+\n)*", "", "3")

    def test_a_file_without_criteria_makes_no_dossier(self):
        shutil.copytree(os.path.join(WORKED, "content"), self.path("content"))
        os.unlink(self.path("content/criteria.ini"))
        result = self.cadran("new", "n.cadran", "--content", "content")
        self.assertIn(result.code, (1, 2), result)
        self.assert_clear(result, "criteria")

    def test_one_id_in_two_files_of_one_folder_is_told(self):
        shutil.copytree(os.path.join(WORKED, "content"), self.path("content"))
        shutil.copy(self.path("content/data.ini"), self.path("content/other.ini"))
        result = self.cadran("check", "content")
        self.assertRegex(result.text + result.words, r"(data|other)\.ini:.*same", result)

    def test_a_matrix_that_is_not_there_is_wrong_usage(self):
        self.refused("new", "n.cadran", "--matrix", "zork", code=2, words="zork")

    def test_two_matrices_and_no_choice_is_wrong_usage(self):
        text = self.changed("matrix.ini", r"(?m)^id = essai$", "id = autre")
        shutil.rmtree(self.path("content"))
        shutil.copytree(os.path.join(WORKED, "content"), self.path("content"))
        self.write("content/autre.ini", text.replace("id = q-", "id = r-"))
        self.refused("new", "n.cadran", "--content", "content", code=2, words="--matrix")
        self.ok("new", "n.cadran", "--content", "content", "--matrix", "autre")
        self.assertEqual(self.json("n.cadran")["matrix"], "autre")

    def test_files_of_every_depth_are_found(self):
        shutil.copytree(os.path.join(WORKED, "content"), self.path("content/a/b/c"))
        self.ok("new", "n.cadran", "--content", "content")
        self.assertEqual(self.json("n.cadran")["matrix"], "essai")

    def test_a_long_line_is_cut_nowhere(self):
        """No length at which lines are cut (inih cuts at 200 by default)."""
        long = "Très long ; avec : et = dedans " + "é" * 30000
        self.changed("matrix.ini", r"(?m)^advice\.en = .*$", f"advice.en = {long}")
        self.ok("check", "content")
        self.ok("new", "n.cadran", "--content", "content")
        self.assertIn(long.encode(), self.read("n.cadran"))

    def test_a_text_over_indented_lines_is_joined_by_one_space_and_nothing_is_cut_at_signs(self):
        self.changed("matrix.ini", r"(?m)^name\.en = Trial$", "name.en = Un ; deux : trois # quatre =\n    cinq\n\t six")
        self.ok("new", "n.cadran", "--content", "content")
        self.ok("set", "n.cadran", "use-case.U1.name", "Un")
        self.assertIn("Un ; deux : trois # quatre = cinq six", self.ok("show", "n.cadran", "matrix", "--width", "120").text)

    def test_crlf_byte_order_mark_and_missing_last_line_end_are_no_faults(self):
        text = self.changed("matrix.ini", r"\Z", "")
        for data in (text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + text.encode(), text.rstrip("\n").encode()):
            self.write("content/matrix.ini", data)
            self.ok("check", "content")
            self.ok("new", "n.cadran", "--content", "content")
            self.assertEqual(self.json("n.cadran")["matrix"], "essai")
            os.unlink(self.path("n.cadran"))

    def test_files_that_are_no_content_at_all(self):
        os.mkdir(self.path("content"))
        for data in (b"", b"\n", b"text\n", b"[", b"[]\n", b"[grid", b"=\n", b"[grid]\n=x\n", b"[zork]\na = b\n", b"\0" * 100, b"\xff\xfe[\0g\0", b"[grid]\nid = \xe9\n", b"[grid]\n" * 1000,
                     b"[grid]\nid = data\n" + b"  suite\n" * 5000, bytes(self.random.randrange(256) for _ in range(2000)), b"[use-case x]\n", b"[demo]\nid = x\n"):
            self.write("content/a.ini", data)
            result = self.cadran("check", "content")
            self.assertEqual(result.code, 1, (data[:30], result))
            self.assertIn("a.ini", result.text + result.words)
            self.assert_safe(result.text + result.words, result)

    def test_a_tree_with_a_circle_or_a_road_to_nowhere(self):
        with open(os.path.join(ROOT, "questionnaires", "ai-act.ini"), encoding="utf-8") as stream:
            text = stream.read()
        first = re.search(r"^first = (\S+)$", text, re.M).group(1)
        yes = re.search(rf"^\[ask {re.escape(first)}\]\n(?:[^\[].*\n|\n)*?yes = (\S+)$", text, re.M)
        self.assertTrue(yes)
        place = yes.start(1)
        for target in (first, "nowhere"):
            self.write("tree.ini", text[:place] + target + text[yes.end(1):])
            result = self.cadran("check", "tree.ini")
            self.assertEqual(result.code, 1, (target, result))
            self.assertIn(target, result.text + result.words)

    def test_a_catalogue_with_a_circle_of_prerequisites(self):
        cases = "".join(f"[use-case c{n}]\nname.fr = C{n}\nname.en = C{n}\ntext.fr = t\ntext.en = t\ndepends = c{(n + 1) % 3}\n\n" for n in range(3))
        self.write("catalogue.ini", "[catalogue]\nid = rond\nversion = 1\nname.fr = Rond\nname.en = Round\n\n" + cases)
        result = self.cadran("check", "catalogue.ini")
        self.assertEqual(result.code, 1, result)
        for case in ("c0", "c1", "c2"):
            self.assertIn(case, result.text + result.words)

    def test_a_catalogue_with_a_chain_of_twenty_thousand_exhausts_nothing(self):
        cases = "".join(f"[use-case c{n}]\nname.fr = C{n}\nname.en = C{n}\ntext.fr = t\ntext.en = t\n" + (f"depends = c{n + 1}\n" if n < 19999 else "") for n in range(20000))
        self.write("catalogue.ini", "[catalogue]\nid = longue\nversion = 1\nname.fr = Longue\nname.en = Long\n\n" + cases)
        result = self.cadran("check", "catalogue.ini", timeout=20)
        self.assertEqual(result.code, 0, result)

    def test_check_of_several_paths_reports_each(self):
        self.small()
        result = self.cadran("check", os.path.join(BAD, "ten-faults.ini"), "d.cadran", os.path.join(WORKED, "content"), "nowhere.ini")
        self.assertEqual(result.code, 1)
        self.assertIn("ten-faults.ini:52:", result.text + result.words)
        self.assertIn("nowhere.ini", result.text + result.words)


if __name__ == "__main__":
    unittest.main()
