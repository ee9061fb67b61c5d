"""What an import says before and while it does something: the preview, the good rows alone, a file of columns."""

import csv
import io
import unittest

from harness import FEDERAL, FEDERAL_MAP, CadranTest

SHEET = ("Inventaire 2026;;;\nidentifiant;nom;délai (mois);porteur métier\nUC1;Agenda;3;Bea\n;Tri;bientôt;x\n;Autre tri;4;\n"
         "TOTAL GÉNÉRAL;;7;\n")


class Preview(CadranTest):
    def setUp(self):
        super().setUp()
        self.new()
        self.write("first.csv", "id;name;sponsor;delay;health_data\nUC1;Agenda;Ana;3;no\nUC2;Relances;;;\n")
        self.ok("import", "d.cadran", "first.csv")

    def test_each_change_is_listed_with_what_was_there_and_nothing_is_written(self):
        before = self.read("d.cadran")
        self.write("in.csv", "id;name;sponsor;delay;health_data\nUC1;Agenda;Béa;;yes\n;Tri;Zoé;2;\n")
        text = self.ok("import", "d.cadran", "in.csv", "--dry-run").text
        self.assertIn("«Agenda» (UC1), Sponsor: «Ana» → «Béa»\n", text)
        self.assertIn("«Agenda» (UC1), Time to first use: 3\u00a0months → –\n", text)
        self.assertIn("«Agenda» (UC1), Health data: no → yes\n", text)
        self.assertIn("use case added: «Tri» (UC001), with 3 values\n", text)
        self.assertIn("1 use case added, 3 values changed\n", text)
        self.assertEqual(self.read("d.cadran"), before)

    def test_how_many_values_would_be_emptied_and_which_names_stay_or_lack_is_said(self):
        self.write("in.csv", "id;name;sponsor;delay\nUC1;;;\nN1;;Zoé;\n")
        text = self.ok("import", "d.cadran", "in.csv", "--dry-run").text
        self.assertIn("in.csv: 2 values would be emptied, for their cells are empty\n", text)
        self.assertIn("in.csv: 1 use case keeps its name, for its cell is empty\n", text)
        self.assertIn("in.csv: 1 new use case has no name: N1\n", text)
        text = self.ok("import", "d.cadran", "in.csv").text
        self.assertIn("in.csv: 2 values were emptied, for their cells are empty\n", text)
        self.assertEqual([(row["id"], row["name"], row["sponsor"], row["delay"]) for row in self.rows("use-cases")],
                         [("UC1", "Agenda", "", ""), ("UC2", "Relances", "", ""), ("N1", "", "Zoé", "")])
        text = self.ok("import", "d.cadran", "first.csv").text
        self.assertNotIn("emptied", text)
        self.assertNotIn("name", text)

    def test_the_values_of_an_added_use_case_are_listed(self):
        self.write("in.csv", "id;name;description;sponsor;delay;health_data\n;Tri;\"deux\nlignes\";Zoé;2;\n")
        text = self.ok("import", "d.cadran", "in.csv", "--dry-run").text
        self.assertIn("use case added: «Tri» (UC001), with 4 values\n    Description: deux lignes\n    Sponsor: Zoé\n"
                      "    Time to first use: 2\u00a0months\n", text)
        self.assertNotIn("Health data", text)

    def test_values_beyond_the_lines_that_are_shown_are_counted(self):
        self.write("in.csv", "name;sponsor;domain\n" + "".join("Cas %d;Zoé;Accueil\n" % i for i in range(100)))
        self.assertIn("… and 260 more lines (--all", self.ok("import", "d.cadran", "in.csv", "--dry-run").text)
        self.assertEqual(self.ok("import", "d.cadran", "in.csv", "--dry-run", "--all").text.count("    Sponsor: Zoé\n"), 100)

    def test_answers_and_votes_are_listed_too(self):
        self.write("answers.csv", "grid,question,level,note\ndata,quality.errors,2,vu\n")
        question = self.rows("answers")[0]
        self.write("answers.csv", "grid,question,level,note\n%s,%s,2,vu\n" % (question["grid"], question["question"]))
        text = self.ok("import", "d.cadran", "answers.csv", "--dry-run").text
        self.assertRegex(text, r"\(%s\), level: no answer → 2 " % question["question"])
        self.assertIn("note: – → «vu»", text)
        self.write("votes.csv", "use_case,criterion,participant,round,score\nUC1,impact.strategic,Claire,1,4\nUC1,impact.strategic,,,3.5\n")
        text = self.ok("import", "d.cadran", "votes.csv", "--dry-run").text
        self.assertRegex(text, "«Agenda» \\(UC1\\), .*, «Claire»: – → 4\n")
        self.assertRegex(text, "«Agenda» \\(UC1\\), .*: – → 3.5\n")

    def test_a_long_list_says_how_many_more_and_all_shows_them(self):
        self.write("in.csv", "name\n" + "".join("Cas %d\n" % i for i in range(100)))
        short = self.ok("import", "d.cadran", "in.csv", "--dry-run").text
        self.assertIn("… and 60 more lines (--all lists them all)\n", short)
        self.assertIn("100 use cases added\n", short)
        self.assertEqual(short.count("use case added:"), 40)
        self.assertEqual(self.ok("import", "d.cadran", "in.csv", "--dry-run", "--all").text.count("use case added:"), 100)

    def test_what_is_there_already_is_no_change(self):
        text = self.ok("import", "d.cadran", "first.csv", "--dry-run").text
        self.assertIn("No change", text)


class GoodRows(CadranTest):
    def test_the_good_rows_come_in_and_the_others_are_named(self):
        self.new()
        self.write("in.csv", SHEET)
        refused = self.refused("import", "d.cadran", "in.csv")
        self.assertIn("C4, «délai (mois)»: «bientôt» is not a number", refused.words)
        self.assertEqual(self.rows("use-cases"), [])
        result = self.ok("import", "d.cadran", "in.csv", "--keep-good")
        self.assertIn("in.csv: 1 row with a fault was left out: row 4", result.text)
        self.assertIn("1 row above the headings was left out: «Inventaire 2026»", result.words)
        self.assertIn("A6, «TOTAL GÉNÉRAL»: this row of totals was left out", result.words)
        self.assertEqual([(row["id"], row["name"]) for row in self.rows("use-cases")], [("UC1", "Agenda"), ("UC002", "Autre tri")])

    def test_one_undo_takes_the_good_rows_back(self):
        self.new()
        before = self.json_bytes()
        self.write("in.csv", SHEET)
        self.ok("import", "d.cadran", "in.csv", "--keep-good")
        self.ok("undo", "d.cadran")
        self.assertEqual(self.json_bytes(), before)


class Columns(CadranTest):
    def test_a_mapping_of_a_column_that_is_not_there_names_those_that_are(self):
        self.new()
        self.write("in.csv", "Projet;Mois;name\nA;4;B\n")
        words = self.refused("import", "d.cadran", "in.csv", "--map", "Poste=delay").words
        self.assertIn("no file has a column «Poste»; the headings are «Projet», «Mois», «name»", words)
        words = self.refused("import", "d.cadran", "in.csv", "--map", "Mois=months").words
        self.assertIn("«Mois=months»: there is no field of that name; expected one of id, name, description,", words)

    def test_a_file_of_columns_and_an_option_that_goes_before_it(self):
        self.new()
        self.write("columns.ini", "[columns]\nTitre du projet = name\nQui = need\n")
        self.write("in.csv", "Titre du projet;Qui\nTri;Zoé\n")
        self.ok("import", "d.cadran", "in.csv", "--map-file", "columns.ini", "--map", "Qui=sponsor")
        self.assertEqual([(row["name"], row["sponsor"], row["need"]) for row in self.rows("use-cases")], [("Tri", "Zoé", "")])

    def test_faults_have_their_line_and_nothing_is_imported(self):
        self.new()
        before = self.read("d.cadran")
        self.write("columns.ini", "[columns]\nTitre = name\nQui = chef\n")
        self.write("in.csv", "Titre;Qui\nTri;Zoé\n")
        result = self.refused("import", "d.cadran", "in.csv", "--map-file", "columns.ini")
        self.assertRegex(result.words, r"columns\.ini:3: «Qui = chef»")
        self.assertRegex(self.refused("import", "d.cadran", "in.csv", "--map-file", "none.ini").words, "none.ini")
        self.assertEqual(self.read("d.cadran"), before)


class RoundTrips(CadranTest):
    """What was exported, saved by others, and imported again."""

    def test_the_headings_and_words_of_a_scorecard_are_those_of_use_cases_in_either_language(self):
        kept = ("id", "name", "domain", "status", "ai_act")
        self.new()
        self.write("in.csv", "id;name;domain;status;ai_act\n" + "".join(
            f"UC{i};Cas {i};Accueil;{status};{law}\n" for i, (status, law) in enumerate(
                [("idea", "none"), ("pilot", "minimal"), ("live", "limited"), ("stopped", "high"), ("idea", "high-annex-1"),
                 ("idea", "high-annex-3"), ("idea", "prohibited")])))
        self.ok("import", "d.cadran", "in.csv")
        expected = sorted([row[column] for column in kept] for row in self.rows("use-cases"))
        for written in ("fr", "en"):
            self.write("card.csv", self.ok("export", "d.cadran", "--to", "csv", "--what", "scorecard", lang=written).out)
            for read in ("fr", "en"):
                name = f"{written}-{read}.cadran"
                self.new(name)
                text = self.ok("import", name, "card.csv", lang=read).text
                aside = text.split(" laissées de côté" if read == "fr" else " left aside")[1]
                for heading in ("Cas d'usage", "Use case", "Domaine", "Domain", "Statut", "Status", "Règlement IA", "AI Act"):
                    self.assertNotIn(heading + ",", aside)
                self.assertEqual(sorted([row[column] for column in kept] for row in self.rows("use-cases", name)), expected, name)

    def trial(self, name):
        return self.ok("import", "d.cadran", name, "--dry-run", "--all").text

    def export(self, kind, dialect, name):
        self.ok("export", "d.cadran", "--to", "csv", "--what", kind, "--dialect", dialect, "-o", name)
        return self.read(name)

    def excel(self, data, edit=lambda rows: None):
        """As Excel in French saves a sheet: Windows-1252, semicolons, decimal commas, quotes only where they must be."""
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
        edit(rows)
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_MINIMAL).writerows(rows)
        return out.getvalue().encode("cp1252")

    def test_excel_in_french_changes_nothing(self):
        self.new("d.cadran", "--demo")
        identity = self.rows("use-cases")[0]["id"]
        self.ok("set", "d.cadran", "use-case.%s.delay" % identity, "2.5")
        self.ok("set", "d.cadran", "use-case.%s.need" % identity, "=1+1")
        for kind in ("use-cases", "answers", "votes"):
            self.write("back.csv", self.excel(self.export(kind, "excel-fr", kind + ".csv")))
            self.assertIn("No change", self.trial("back.csv"), kind)

    def test_excel_in_french_brings_exactly_the_edits(self):
        self.new("d.cadran", "--demo")
        data = self.export("use-cases", "excel-fr", "use-cases.csv")

        def edit(rows):
            rows[1][rows[0].index("sponsor")] = "Mme Œuvre ; « adjointe »"
            rows[2][rows[0].index("delay")] = "7,5"

        self.write("back.csv", self.excel(data, edit))
        lines = [line for line in self.trial("back.csv").splitlines() if " → " in line]
        self.assertEqual(len(lines), 2, lines)
        self.assertIn("→ «Mme Œuvre ; « adjointe »»", lines[0])
        self.assertRegex(lines[1], "Time to first use: .* → 7.5.months")

    def test_the_real_use_cases_come_back_in_every_dialect(self):
        self.new()
        self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        for dialect in ("excel-fr", "excel", "rfc4180", "tsv"):
            self.export("use-cases", dialect, dialect + ".csv")
            text = self.trial(dialect + ".csv")
            self.assertIn("No change", text, dialect)
            self.assertIn("710 rows: 0 added, 0 changed, 710 as they were", text)


class LongCells(CadranTest):
    def test_a_cell_that_excel_would_cut_is_told_and_written_whole(self):
        self.new()
        for identity, text in (("UC1", "é" * 32767), ("UC2", "é" * 32768), ("UC3", "😀" * 16384)):
            self.write("in.csv", "id,need\n%s,%s\n" % (identity, text))
            self.ok("import", "d.cadran", "in.csv")
        result = self.ok("export", "d.cadran", "--to", "csv", "--what", "use-cases", "-o", "out.csv")
        told = [line for line in result.words.splitlines() if "32768 characters" in line]
        self.assertEqual(len(told), 2, result.words)
        self.assertTrue("E3, «need», has 32768" in told[0] and "E4, " in told[1], told)
        self.assertIn("é" * 32768, self.read("out.csv").decode("utf-8"))


if __name__ == "__main__":
    unittest.main()
