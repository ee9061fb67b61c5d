"""What goes out: the dialects, defused formulas, whole files, and the way back."""

import json
import os
import re
import signal
import stat
import subprocess
import unittest
import zipfile

from harness import CadranTest, read_csv

DIALECTS = ("excel-fr", "excel", "rfc4180", "tsv")
SEPARATORS = {"excel-fr": ";", "excel": ",", "rfc4180": ",", "tsv": "\t"}
INPUTS = ("use-cases", "answers", "votes")

TEXTS = ["été à Noël, Œuvre", "a;b:c", "dire \"oui\" et \"\"", "deux\nlignes", "trois\n\nlignes\n=fin", "👩‍💻 🏥 ✓", "e\u0301 n\u0303 combinés", "日本語 テスト",
         "=1+1", "+33 1 23", "-5", "@SUM(A1)", "|cmd", "%x", "＝1+1", "'=1+1", "'cité", "''", "a\n=cmd|' /C calc'!A0", "=HYPERLINK(\"http://x\";\"y\")",
         "-", "–", "007", "1,5", "1.5", "3/4", "TRUE", "NULL", "NA", "?", "oui", "\\n", "x" * 5000, "' 1", "a'b", "sep=;", "#N/A"]


class RoundTrip(CadranTest):
    def texts(self):
        """A dossier whose free texts are all hard ones."""
        self.small()
        for number, text in enumerate(TEXTS):
            self.ok("set", "d.cadran", f"use-case.U{number}.name", f"Cas U{number}")
            self.ok("set", "d.cadran", f"use-case.U{number}.need", text)
        for number, field in enumerate(("description", "sponsor", "indicator", "domain", "name")):
            self.ok("set", "d.cadran", f"use-case.U0.{field}", TEXTS[8 + number])
        kept = {(record[4], record[5]): record[6] for record in self.records() if record[3] == "use-case"}
        return kept

    def again(self, dialect, name="d.cadran", lang="en"):
        for what in INPUTS:
            self.ok("export", name, "--to", "csv", "--what", what, "--dialect", dialect, "-o", f"{what}.csv", lang=lang)
        other = f"again-{dialect}-{lang}.cadran"
        self.small(other)
        self.ok("import", other, *(f"{what}.csv" for what in INPUTS))
        return other

    def test_the_worked_case_comes_back_in_every_dialect(self):
        self.worked()
        before = self.json()
        tables = {what: self.rows(what) for what in INPUTS}
        for dialect in DIALECTS:
            for lang in ("en", "fr"):
                other = self.again(dialect, lang=lang)
                self.assertEqual(self.json(other), before, dialect)
                for what in INPUTS:
                    self.assertEqual(self.rows(what, other), tables[what], (dialect, what))

    def test_the_demonstration_comes_back_in_every_dialect(self):
        self.ok("new", "d.cadran", "--demo")
        for dialect in DIALECTS:
            for what in INPUTS:
                self.ok("export", "d.cadran", "--to", "csv", "--what", what, "--dialect", dialect, "-o", f"{what}.csv")
            other = f"{dialect}.cadran"
            self.ok("new", other, "--name", "Essai")
            self.ok("import", other, *(f"{what}.csv" for what in INPUTS))
            mine, theirs = self.json(other), self.json()
            self.assertEqual(mine["use_cases"], theirs["use_cases"], dialect)
            for what in INPUTS:
                self.assertEqual(self.rows(what, other), self.rows(what), (dialect, what))

    def test_importing_what_was_exported_changes_nothing_and_adds_no_record(self):
        self.worked()
        before = self.read("d.cadran")
        for dialect in DIALECTS:
            for what in INPUTS:
                self.ok("export", "d.cadran", "--to", "csv", "--what", what, "--dialect", dialect, "-o", "out.csv")
                self.ok("import", "d.cadran", "out.csv")
                self.assertEqual(self.read("d.cadran"), before, (dialect, what))

    def test_hard_texts_come_back_unchanged_in_every_dialect(self):
        kept = self.texts()
        for number, text in enumerate(TEXTS):
            self.assertEqual(kept[f"U{number}", "need"], text)
        before = self.read("d.cadran")
        for dialect in DIALECTS:
            other = self.again(dialect)
            came = {(record[4], record[5]): record[6] for record in self.records(other) if record[3] == "use-case"}
            self.assertEqual(came, kept, dialect)
            self.ok("import", "d.cadran", "use-cases.csv")
            self.assertEqual(self.read("d.cadran"), before, dialect)

    def test_no_cell_begins_a_formula_in_any_dialect_not_even_after_a_line_break(self):
        self.texts()
        for dialect in DIALECTS:
            for what in ("use-cases", "scorecard"):
                rows = read_csv(self.ok("export", "d.cadran", "--to", "csv", "--what", what, "--dialect", dialect).out, SEPARATORS[dialect])
                self.assertEqual(len(rows), len(TEXTS))
                for row in rows:
                    for heading, cell in row.items():
                        for line in re.split(r"[\r\n\t]", cell):
                            self.assertNotRegex(line, r"^[=+@|%＝＋＠｜％－]", (dialect, what, heading))
                            self.assertNotRegex(line, r"^-(?![0-9.,]+$)", (dialect, what, heading))

    def test_free_text_that_looks_like_a_negative_number_is_no_formula(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.U1.name", "-5+cmd|' /C calc'!A0")
        self.assertEqual(self.rows("use-cases")[0]["name"][:1], "'")


class Dialects(CadranTest):
    def test_excel_fr_has_a_byte_order_mark_semicolons_and_decimal_commas(self):
        self.worked()
        for what in ("scorecard", "maturity"):
            data = self.ok("export", "d.cadran", "--to", "csv", "--what", what, "--dialect", "excel-fr").out
            self.assertTrue(data.startswith(b"\xef\xbb\xbf"))
            self.assertNotIn(b"sep=", data)
            rows = read_csv(data, ";")
            cells = [cell for row in rows for cell in row.values()]
            self.assertTrue(any(re.fullmatch(r"-?\d+,\d+", cell) for cell in cells), "figures with a decimal comma")
            self.assertFalse([cell for cell in cells if re.fullmatch(r"-?\d+\.\d+", cell)], "no figure with a point")

    def test_rfc4180_has_no_mark_commas_points_and_crlf(self):
        self.worked()
        data = self.ok("export", "d.cadran", "--to", "csv", "--dialect", "rfc4180").out
        self.assertFalse(data.startswith(b"\xef\xbb\xbf"))
        self.assertEqual(data.count(b"\n"), data.count(b"\r\n"))
        rows = read_csv(data)
        self.assertEqual(len(rows), 12)
        self.assertTrue(any(re.fullmatch(r"\d+\.\d+", cell) for row in rows for cell in row.values()))

    def test_tsv_is_split_by_tabs(self):
        self.worked()
        rows = read_csv(self.ok("export", "d.cadran", "--to", "csv", "--dialect", "tsv", "--what", "use-cases").out, "\t")
        self.assertEqual(len(rows), 12)
        self.assertEqual(rows[0]["id"], "UC01")

    def test_every_field_is_quoted(self):
        self.worked()
        for dialect in DIALECTS:
            for what in ("scorecard", "answers", "use-cases", "votes", "maturity", "roadmap", "obligations"):
                text = self.ok("export", "d.cadran", "--to", "csv", "--what", what, "--dialect", dialect).out.decode("utf-8-sig")
                bare = re.sub(r'"(?:[^"]|"")*"', "", text)
                self.assertRegex(bare, "^[\r\n" + re.escape(SEPARATORS[dialect]) + "]*$", (dialect, what))

    def test_the_default_is_what_the_locale_opens(self):
        self.worked()
        french = self.ok("export", "d.cadran", "--to", "csv", lang=None, env={"LC_ALL": "fr_FR.UTF-8"}).out
        self.assertEqual(len(read_csv(french, ";")), 12)
        self.assertTrue(french.startswith(b"\xef\xbb\xbf"))

    def test_the_scorecard_is_the_default(self):
        self.worked()
        self.assertEqual(self.ok("export", "d.cadran", "--to", "csv").out, self.ok("export", "d.cadran", "--to", "csv", "--what", "scorecard").out)

    def test_the_scorecard_has_the_figures_of_the_json(self):
        self.worked()
        rows = {row["id"]: row for row in self.rows("scorecard")}
        cases = self.json()["use_cases"]
        self.assertEqual(set(rows), {case["id"] for case in cases})
        for case in cases:
            row = rows[case["id"]]
            for key in ("priority", "rank", "x", "y", "feasibility_after_gate"):
                if case[key] is None:
                    self.assertEqual(row[key], "", (case["id"], key))
                else:
                    self.assertAlmostEqual(float(row[key]), case[key], 9)
            self.assertEqual(row["quick_win"], case["quick_win"] or "")
            for family, values in case["families"].items():
                self.assertEqual(row[family] == "", values["value"] is None)
                if row[family]:
                    self.assertAlmostEqual(float(row[family]), values["value"], 9)

    def same(self, cell, value, what):
        if value is None:
            self.assertEqual(cell, "", what)
        else:
            self.assertAlmostEqual(float(cell), value, 9, what)

    def test_the_scorecard_says_how_sure_it_is_as_the_json_does(self):
        self.ok("new", "d.cadran", "--demo")
        rows = {row["id"]: row for row in self.rows("scorecard")}
        for case in self.json()["use_cases"]:
            row, robust = rows[case["id"]], case["robust"] or {}
            first = (robust.get("ranks") or [None])[0]
            for key, figure in (("quick_win_probability", robust.get("quick_win")), ("expected_rank", robust.get("expected_rank")), ("first_probability", first)):
                self.same(row[key], figure and figure["p"], (case["id"], key))
            spread = (case["money"] or {}).get("range") or {}
            for key, name in (("roi", "roi"), ("npv", "npv"), ("payback", "payback_months")):
                for share in ("p10", "p50", "p90"):
                    self.same(row[f"{key}_{share}"], (spread.get(name) or {}).get(share), (case["id"], key, share))
        self.assertEqual(list(next(iter(rows.values())))[-1], "payback_p90", "what is new comes last")

    def test_the_roadmap_has_the_items_of_the_json_by_waves(self):
        self.ok("new", "d.cadran", "--demo")
        plan = self.json()["roadmap"]
        rows = self.rows("roadmap")
        waves = [row["wave"] for row in rows]
        self.assertEqual(waves, sorted(waves, key=["1", "2", "3", "later", "left-out"].index))
        mine = sorted((row["kind"], row["wave"], float(row["start"]), float(row["end"]), row["reason"], row["reason_of"], row["cost"], row["unlocks"] if row["kind"] == "action" else "")
                      for row in rows if row["wave"] != "left-out")
        theirs = sorted((item["kind"], str(item["wave"] or "later"), item["start"], item["end"], item["reason"],
                         "" if item["reason_of"] is None else str(item["reason_of"]), "" if item.get("cost") is None else f"{item['cost']:g}",
                         ";".join(item["unlocks"]) if item["kind"] == "action" else "") for item in plan["items"])
        self.assertEqual(mine, theirs)
        self.assertEqual([(row["id"], row["reason"]) for row in rows if row["wave"] == "left-out"],
                         [(item["use_case"], item["reason"]) for item in plan["left_out"]])
        for row in rows:
            self.assertTrue(row["name"] and row["why"], row)

    def test_the_open_obligations_are_those_of_the_scorecard(self):
        self.ok("new", "d.cadran", "--demo")
        rows = self.rows("obligations")
        for case in self.rows("scorecard"):
            listed = {row["field"] for row in rows if row["use_case"] == case["id"] and row["open"] == "yes"}
            if case["ai_act"] != "prohibited":
                self.assertEqual(listed, set(filter(None, case["open_obligations"].split(";"))), case["id"])
            else:
                self.assertEqual({row["kind"] for row in rows if row["use_case"] == case["id"]}, {"class"})
        self.assertTrue(any(re.fullmatch(r"\d{4}-\d\d-\d\d", row["from"]) for row in rows))

    def test_headings_and_codes_are_words_in_french(self):
        self.ok("new", "d.cadran", "--demo", lang="fr")
        for what, heading, word in (("roadmap", "Vague", "laissé de côté"), ("obligations", "À partir du", "devoir hors classe"),
                                    ("scorecard", "Gain rapide", "sous condition")):
            data = self.ok("export", "d.cadran", "--to", "csv", "--what", what, "--dialect", "excel-fr", lang="fr").out
            rows = read_csv(data, ";")
            self.assertIn(heading, rows[0])
            self.assertTrue(any(word in row.values() for row in rows), what)

    def test_the_maturity_table_has_the_figures_of_the_json(self):
        self.worked()
        rows = {(row["grid"], row["dimension"]): row for row in self.rows("maturity") if row["dimension"] and not row["question"]}
        for grid in self.json()["grids"]:
            for dimension in grid["dimensions"]:
                row = rows[grid["id"], dimension["id"]]
                for key in ("score", "min", "max"):
                    self.assertEqual(row[key] == "", dimension[key] is None)
                    if row[key]:
                        self.assertAlmostEqual(float(row[key]), dimension[key], 9)
                self.assertEqual((int(row["answered"]), int(row["total"])), (dimension["answered"], dimension["total"]))


class Files(CadranTest):
    def test_o_writes_the_same_as_standard_output_and_a_dash_is_standard_output(self):
        self.worked()
        for options in (["--to", "json"], ["--to", "csv"], ["--to", "csv", "--what", "votes", "--dialect", "tsv"]):
            out = self.ok("export", "d.cadran", *options).out
            self.assertEqual(self.ok("export", "d.cadran", *options, "-o", "-").out, out)
            self.ok("export", "d.cadran", *options, "-o", "out")
            self.assertEqual(self.read("out"), out)
        self.assertFalse(os.path.exists(self.path("-")))

    def test_a_new_file_is_for_its_owner_alone_and_an_old_one_keeps_its_mode(self):
        self.worked()
        self.ok("export", "d.cadran", "--to", "json", "-o", "out", umask=0)
        self.assertEqual(stat.S_IMODE(os.stat(self.path("out")).st_mode), 0o600)
        os.chmod(self.path("out"), 0o640)
        self.ok("export", "d.cadran", "--to", "json", "-o", "out", umask=0)
        self.assertEqual(stat.S_IMODE(os.stat(self.path("out")).st_mode), 0o640)

    def test_a_symbolic_link_stays_one_and_its_target_is_written(self):
        self.worked()
        self.write("real.json", "old")
        os.symlink("real.json", self.path("link.json"))
        self.ok("export", "d.cadran", "--to", "json", "-o", "link.json")
        self.assertTrue(os.path.islink(self.path("link.json")))
        self.assertEqual(json.loads(self.read("real.json"))["cadran"], 1)

    def test_an_export_leaves_no_litter_and_the_dossier_alone(self):
        self.worked()
        before, files = self.read("d.cadran"), set(self.everything())
        self.ok("export", "d.cadran", "--to", "json", "-o", "out")
        self.assertEqual(set(self.everything()) - files, {"work/out"})
        self.assertEqual(self.read("d.cadran"), before)

    def test_an_export_over_the_dossier_itself_is_refused(self):
        self.worked()
        before = self.read("d.cadran")
        os.symlink("d.cadran", self.path("link"))
        os.link(self.path("d.cadran"), self.path("hard"))
        for options in (["--to", "json"], ["--to", "csv"]):
            for target in ("d.cadran", "./d.cadran", "link", "hard"):
                result = self.cadran("export", "d.cadran", *options, "-o", target)
                self.assertEqual(self.read("d.cadran"), before, result)
                self.assertTrue(os.path.samefile(self.path("d.cadran"), self.path("link")))
                if target != "hard":
                    self.assertIn(result.code, (1, 2), result)
                    self.assert_clear(result, "cadran")

    def test_a_target_in_a_folder_that_is_not_there(self):
        self.worked()
        self.refused("export", "d.cadran", "--to", "json", "-o", "nowhere/out.json", words="nowhere/out.json")

    def test_a_folder_as_target(self):
        self.worked()
        os.mkdir(self.path("folder"))
        self.refused("export", "d.cadran", "--to", "json", "-o", "folder", words="folder")
        self.assertEqual(os.listdir(self.path("folder")), [])


class Workbook(CadranTest):
    def setUp(self):
        super().setUp()
        self.temporary = os.path.join(self.folder, "tmp")
        os.mkdir(self.temporary)

    def environment(self, **changes):
        return super().environment(**{"TMPDIR": self.temporary, **changes})

    def test_it_is_written_whole_and_leaves_no_litter(self):
        self.worked()
        files = set(self.everything())
        self.ok("export", "d.cadran", "--to", "xlsx", "-o", "report.xlsx")
        self.assertEqual(set(self.everything()) - files, {"work/report.xlsx"})
        self.assertEqual(os.listdir(self.temporary), [])
        self.assertEqual(stat.S_IMODE(os.stat(self.path("report.xlsx")).st_mode), 0o600)
        with zipfile.ZipFile(self.path("report.xlsx")) as workbook:
            self.assertIsNone(workbook.testzip())
            self.assertIn("xl/workbook.xml", workbook.namelist())

    def test_nothing_is_said_but_that_it_is_written(self):
        self.worked()
        result = self.ok("export", "d.cadran", "--to", "xlsx", "-o", "report.xlsx")
        self.assertEqual((result.text, result.words), ("written: report.xlsx\n", ""))

    def test_it_needs_to_be_told_where_to_go(self):
        self.worked()
        self.refused("export", "d.cadran", "--to", "xlsx", code=2, words="-o PATH")
        self.ok("export", "d.cadran", "--to", "xlsx", "-o", "report.xlsx")
        self.assertEqual(self.ok("export", "d.cadran", "--to", "xlsx", "-o", "-").out, self.read("report.xlsx"))

    def test_the_same_dossier_gives_the_same_bytes(self):
        self.ok("new", "d.cadran", "--demo")
        for place in ("Europe/Paris", "Pacific/Auckland"):
            self.ok("export", "d.cadran", "--to", "xlsx", "-o", place.split("/")[1], env={"TZ": place})
        self.assertEqual(self.read("Paris"), self.read("Auckland"))
        self.ok("export", "d.cadran", "--to", "xlsx", "-o", "French", lang="fr")
        self.assertNotEqual(self.read("Paris"), self.read("French"))

    def test_an_empty_dossier_has_a_report_too(self):
        self.new()
        self.ok("export", "d.cadran", "--to", "xlsx", "-o", "report.xlsx")
        self.assertTrue(zipfile.is_zipfile(self.path("report.xlsx")))

    def test_what_selects_a_table_is_for_csv(self):
        self.worked()
        for option, word in ((["--what", "votes"], "report or minutes"), (["--dialect", "tsv"], "csv")):
            self.refused("export", "d.cadran", "--to", "xlsx", "-o", "report.xlsx", *option, code=2, words=word)

    def test_where_it_cannot_be_put_together_it_says_so(self):
        self.worked()
        missing = os.path.join(self.folder, "missing")
        self.refused("export", "d.cadran", "--to", "xlsx", "-o", "report.xlsx", env={"TMPDIR": missing}, words=missing)

    def test_a_full_disk_is_said_in_one_line_and_nothing_is_left(self):
        self.ok("new", "d.cadran", "--demo")
        limited = ["sh", "-c", "ulimit -f 8; exec \"$@\"", "sh", *self.command("export", "d.cadran", "--to", "xlsx", "-o", "report.xlsx")]
        done = subprocess.run(limited, env=self.environment(), cwd=self.work, timeout=60, capture_output=True,
                              preexec_fn=lambda: signal.signal(signal.SIGXFSZ, signal.SIG_IGN))
        self.assertEqual(done.returncode, 1, done)
        self.assertEqual(done.stdout, b"")
        self.assertEqual(done.stderr.count(b"\n"), 1, done.stderr)
        self.assertEqual(os.listdir(self.temporary), [])
        self.assertFalse(os.path.exists(self.path("report.xlsx")))


if __name__ == "__main__":
    unittest.main()
