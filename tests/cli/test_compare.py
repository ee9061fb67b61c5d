"""What moved between two moments of a dossier, or between two dossiers, and because of which answer."""

import shutil
import unittest
import xml.etree.ElementTree
import zipfile

from harness import CadranTest, columns, read_csv

ANSWERS = (("d0.q0", "2"), ("d1.q0", "1"), ("d2.q0", "1"), ("d2.q1", "5"))


class Compare(CadranTest):
    def setUp(self):
        super().setUp()
        self.worked()

    def compare(self, *arguments, **others):
        return self.ok("compare", "d.cadran", *arguments, **others).text

    def table(self, *arguments):
        return read_csv(self.ok("compare", "d.cadran", *arguments, "--csv", "--dialect", "rfc4180").out)

    def set(self, key, value, name="d.cadran"):
        self.ok("set", name, key, value)

    def figure(self, rows, kind, identity, field):
        found = [row for row in rows if (row["kind"], row["id"], row["field"]) == (kind, identity, field)]
        self.assertEqual(len(found), 1, (kind, identity, field, rows))
        return found[0]

    def test_the_parts_of_the_answers_sum_to_the_move_of_the_exported_scores(self):
        before = self.json()
        self.ok("milestone", "d.cadran", "avant")
        for question, level in ANSWERS:
            self.set(f"answer.data.{question}", level)
        self.set("answer.data.d2.q3", "NA")
        rows, after = self.table(), self.json()
        moved = 0
        for old, new in zip(before["grids"], after["grids"]):
            for was, now in zip(old["dimensions"], new["dimensions"]):
                row = self.figure(rows, "dimension", f"{old['id']}.{was['id']}", "score")
                if was["score"] is None or now["score"] is None:
                    self.assertEqual(row["difference"], "")
                    continue
                self.assertAlmostEqual(float(row["before"]), was["score"])
                self.assertAlmostEqual(float(row["after"]), now["score"])
                parts = [float(part["part"]) for part in rows if part["kind"] == "answer" and part["reason"] == row["id"]]
                self.assertAlmostEqual(sum(parts), now["score"] - was["score"])
                moved += abs(now["score"] - was["score"]) > 1e-9
            self.assertAlmostEqual(float(self.figure(rows, "grid", old["id"], "score")["difference"]), new["score"] - old["score"])
        self.assertGreater(moved, 0)

    def test_a_use_case_says_what_moved_it(self):
        identity = next(case["id"] for case in self.json()["use_cases"] if case["rank"])
        before = self.case(identity)
        self.ok("milestone", "d.cadran", "avant")
        criterion = next(name for name in self.criteria() if name.startswith("impact."))
        self.set(f"score.{identity}.{criterion}", "1")
        self.set(f"use-case.{identity}.sponsor", "Dr Roux")
        rows, after = self.table(), self.case(identity)
        impact = self.figure(rows, "use-case", identity, "impact")
        self.assertAlmostEqual(float(impact["difference"]), after["families"]["impact"]["value"] - before["families"]["impact"]["value"])
        self.assertAlmostEqual(float(self.figure(rows, "score", identity, criterion)["part"]), float(impact["difference"]))
        self.assertAlmostEqual(float(self.figure(rows, "use-case", identity, "priority")["difference"]), after["priority"] - before["priority"])
        self.assertEqual(self.figure(rows, "field", identity, "sponsor")["after"], "Dr Roux")
        text = self.compare()
        self.assertIn(f"{identity} ", text)
        self.assertIn("Dr Roux", text)

    def test_a_field_that_was_empty_or_becomes_so_is_a_dash(self):
        identity = self.json()["use_cases"][0]["id"]
        for key in ("sponsor", "build_cost"):
            self.set(f"use-case.{identity}.{key}", "")
        self.ok("milestone", "d.cadran", "avant")
        self.set(f"use-case.{identity}.sponsor", "Dr Roux")
        self.set(f"use-case.{identity}.build_cost", "9000,5")
        text = self.compare()
        self.assertIn(": – → Dr Roux\n", text)
        self.assertRegex(text, ": – → [^ ]*9,000.5")
        self.set(f"use-case.{identity}.sponsor", "")
        self.ok("milestone", "d.cadran", "entre")
        self.set(f"use-case.{identity}.build_cost", "")
        self.assertRegex(self.compare(), "9,000.5[^ ]* → –\n")

    def test_without_names_the_last_milestone_is_compared_with_now_and_the_one_before_with_a_named_one(self):
        self.refused("compare", "d.cadran", words="milestone")
        self.ok("milestone", "d.cadran", "un")
        self.set("answer.data.d0.q0", "5")
        self.ok("milestone", "d.cadran", "deux")
        self.set("answer.data.d2.q1", "4")
        self.ok("milestone", "d.cadran", "trois")
        self.assertIn("Nothing has moved.", self.compare())
        self.assertEqual(self.compare("--to", "deux"), self.compare("--from", "un", "--to", "deux"))
        changed = {row["id"] for row in self.table("--from", "un") if row["kind"] == "answer"}
        self.assertEqual(changed, {"data.d0.q0", "data.d2.q1"})
        self.refused("compare", "d.cadran", "--to", "un", words="before")
        self.refused("compare", "d.cadran", "--from", "quatre", words="deux")

    def test_the_other_way_round_every_difference_changes_sign(self):
        self.ok("milestone", "d.cadran", "un")
        for question, level in ANSWERS:
            self.set(f"answer.data.{question}", level)
        self.ok("milestone", "d.cadran", "deux")
        there, back = self.table("--from", "un", "--to", "deux"), self.table("--from", "deux", "--to", "un")
        self.assertEqual(len(there), len(back))
        for one, other in zip(there, back):
            self.assertEqual((one["kind"], one["id"], one["before"], one["after"]), (other["kind"], other["id"], other["after"], other["before"]))
            for name in ("difference", "part"):
                self.assertAlmostEqual(float(one[name] or 0), -float(other[name] or 0))

    def test_two_dossiers_with_other_content_and_another_matrix_say_so_first(self):
        shutil.copy(self.path("d.cadran"), self.path("e.cadran"))
        self.ok("set", "e.cadran", "matrix.id", "roi-risque")
        self.ok("set", "e.cadran", "service.name", "Autre")
        self.ok("set", "e.cadran", "use-case.A1.present", "yes")
        self.ok("set", "e.cadran", "use-case.A1.name", "Neuf")
        lines = self.compare("e.cadran").splitlines()
        self.assertEqual(lines[0], "Essai (d.cadran) → Autre (e.cadran)")
        self.assertIn("another matrix", lines[1])
        self.assertTrue(any("new: A1 Neuf" in line for line in lines))
        self.new("f.cadran")
        lines = self.compare("f.cadran").splitlines()
        self.assertTrue(any("version" in line or "only" in line for line in lines[1:12]), lines[:12])

    def test_it_is_eighty_columns_wide_in_both_languages_and_safe_to_show(self):
        self.ok("milestone", "d.cadran", "avant")
        self.set("use-case.A1.name", "x\u202eevil\u200b" * 9)
        self.set("answer.data.d0.q0", "5")
        for lang in ("fr", "en"):
            for width in ("80", "132"):
                text = self.compare("--width", width, lang=lang)
                self.assertTrue(all(columns(line) <= int(width) for line in text.splitlines()))
                self.assert_safe(text)
        self.compare("--ascii").encode("ascii")

    def test_a_table_goes_to_a_file_and_never_over_a_dossier(self):
        self.ok("milestone", "d.cadran", "avant")
        self.set("answer.data.d0.q0", "5")
        self.ok("compare", "d.cadran", "--csv", "-o", "m.csv", lang="fr")
        self.assertTrue(self.read("m.csv").startswith("\ufeff\"Nature\";\"Identifiant\"".encode()))
        before = self.read("d.cadran")
        self.refused("compare", "d.cadran", "--csv", "-o", "d.cadran", code=2)
        self.assertEqual(self.read("d.cadran"), before)

    def book(self, *arguments, **others):
        """The report as Markdown: its tables by the first words of their captions, rows as lists of cells."""
        tables, name, text = {}, None, self.ok("compare", "d.cadran", *arguments, "--md", **others).out.decode()
        for line in text.splitlines():
            if line.startswith("**"):
                name = line.strip("*")
            elif line.startswith("| ") and not line.startswith("| ---"):
                tables.setdefault(name, []).append([cell.strip() for cell in line.strip("|").split("|")])
        return text, tables

    def test_the_report_has_the_differences_of_the_table(self):
        self.ok("milestone", "d.cadran", "avant")
        for question, level in ANSWERS:
            self.set(f"answer.data.{question}", level)
        rows, (text, tables) = self.table(), self.book()
        expected = [round(float(row["difference"]), 2) for row in rows if row["kind"] == "dimension" and row["difference"]]
        shown = [float(row[3].replace("\u2212", "-")) for name, table in tables.items() if "each dimension" in name for row in table[1:] if row[3]]
        self.assertEqual(len(shown), len(expected))
        self.assertGreater(sum(value != 0 for value in shown), 1)
        for one, other in zip(shown, expected):
            self.assertAlmostEqual(one, other, delta=0.006)
        self.assertIn("avant", text)
        self.assertIn("last change 20", text)

    def test_a_report_is_whole_in_each_format_and_language_and_says_which_two(self):
        self.ok("milestone", "d.cadran", "avant <b>&")
        self.set("answer.data.d0.q0", "5")
        self.set("use-case.A1.present", "yes")
        self.set("use-case.A1.name", "<script>alert(1)</script>\u202e")
        for lang in ("fr", "en"):
            page = self.ok("compare", "d.cadran", "--html", lang=lang).out.decode()
            tree = xml.etree.ElementTree.fromstring(page[page.index("<html"):])
            words = "".join(tree.itertext())
            self.assertIn("avant <b>&", words)
            self.assertNotIn("<script", page)
            self.assertNotIn("\u202e", page)
            identities = [element.get("id") for element in tree.iter() if element.get("id")]
            self.assertEqual(len(identities), len(set(identities)))
            links = [element.get("href") for element in tree.iter() if (element.get("href") or "").startswith("#")]
            self.assertTrue(links and all(link[1:] in identities for link in links))
            self.ok("compare", "d.cadran", "--xlsx", "-o", "m.xlsx", lang=lang)
            with zipfile.ZipFile(self.path("m.xlsx")) as book:
                self.assertIsNone(book.testzip())
                self.assertIn("xl/workbook.xml", book.namelist())
        self.assertIn(b"written: m.html", self.ok("compare", "d.cadran", "--html", "-o", "m.html", lang="en").out)
        self.assertEqual(self.read("m.html"), self.ok("compare", "d.cadran", "--html", lang="en").out)

    def test_a_report_says_first_that_the_content_is_another_one_and_that_nothing_moved(self):
        shutil.copy(self.path("d.cadran"), self.path("e.cadran"))
        text, _ = self.book("d.cadran")
        self.assertIn("Nothing has moved.", text)
        self.ok("set", "e.cadran", "matrix.id", "roi-risque")
        text, _ = self.book("e.cadran")
        self.assertNotIn("Nothing has moved.", text)
        self.assertLess(text.index("another matrix"), text.index("Score of each grid"))

    def test_a_milestone_that_is_not_there_is_named(self):
        self.refused("compare", "d.cadran", "--to", "nowhere", words="nowhere")

    def test_wrong_calls(self):
        for arguments in (["--html", "--csv"], ["--md", "--dialect", "tsv"], ["--dialect", "tsv"], ["--xlsx"]):
            self.refused("compare", "d.cadran", "d.cadran", *arguments, code=2)
        self.refused("compare", "d.cadran", "d.cadran", "--html", "-o", "d.cadran", code=2, words="dossier")
        self.refused("compare", code=2)
        self.refused("compare", "d.cadran", "d.cadran", "d.cadran", code=2)
        self.refused("compare", "d.cadran", "-o", "x.csv", code=2)
        self.refused("compare", "d.cadran", "--csv", "--dialect", "none", code=2)
        self.refused("compare", "d.cadran", "d.cadran", "--width", "3", code=2, words="width")
        self.refused("compare", "d.cadran", "none.cadran")


if __name__ == "__main__":
    unittest.main()
