"""What comes in from spreadsheets: real data, dialects, headings, faults; all or nothing."""

import csv
import os
import time
import unittest

from harness import FEDERAL, FEDERAL_MAP, ROOT, WORKED, CadranTest, checked, utf16, write_csv


class RealUseCases(CadranTest):
    @classmethod
    def setUpClass(cls):
        with open(FEDERAL, encoding="utf-8-sig", newline="") as stream:
            cls.source = list(csv.DictReader(stream))

    def test_more_rows_than_the_dossier_has_room_for_are_refused_with_how_many_fit(self):
        self.small()
        number = 998989
        with open(self.path("d.cadran"), "ab") as stream:
            stream.write(checked(f"{number},2026-03-01T10:00:00Z,Ana,service,,size,7,"))
        before = self.read("d.cadran")
        # Room for 999000 - 998989 - 3 changes: a use case takes two, its making and its name.
        self.write("in.csv", "id,name\n" + "".join(f"N{i},Neuf {i}\n" for i in range(9)))
        for options in ((), ("--dry-run",), ("--keep-good",)):
            self.refused("import", "d.cadran", "in.csv", *options,
                         words=["in.csv:6", "room for 8 more changes", "of the 9 rows of this file the first 4 fit", "cadran compact"])
            self.assertEqual(self.read("d.cadran"), before)
        self.write("in.csv", "id,name\n" + "".join(f"N{i},Neuf {i}\n" for i in range(4)))
        self.ok("import", "d.cadran", "in.csv")
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")
        self.assertEqual(int(self.records("d.cadran")[-1][0]), number + 10)
        self.write("one.csv", "id,name\nZ,Z\n")
        self.refused("import", "d.cadran", "one.csv", words="room for 0 more")

    def test_710_real_use_cases_come_in_whole_in_under_a_second(self):
        self.assertEqual(len(self.source), 710)
        self.new()
        begin = time.monotonic()
        result = self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        spent = time.monotonic() - begin
        self.assertIn("710", result.text)
        if "asan" not in os.environ.get("CADRAN", ""):
            self.assertLess(spent, 1)
        expected = {row["Use_Case_ID"]: (row["Title"], row["Summary"], row["Office"]) for row in self.source}
        normal = lambda text: text.replace("\r\n", "\n").replace("\r", "\n").strip()
        got = {}
        for record in self.records():
            if record[3] == "use-case":
                got.setdefault(record[4], {})[record[5]] = record[6]
        self.assertEqual(set(got), set(expected))
        self.assertEqual([case["id"] for case in self.json()["use_cases"]], list(expected))
        for identity, texts in expected.items():
            for field, text in zip(("name", "description", "domain"), texts):
                self.assertEqual(normal(got[identity].get(field, "")), normal(text), (identity, field))

    def test_the_columns_that_are_left_aside_are_named(self):
        self.new()
        result = self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        for column in ("Agency", "Techniques", "Source_Code"):
            self.assertIn(column, result.text + result.words)

    def test_the_views_work_on_710_use_cases(self):
        self.new()
        self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        for view in ("summary", "use-cases", "matrix", "ranking"):
            self.assertIn("710" if view != "ranking" else "Detection", self.ok("show", "d.cadran", view, "--width", "200").text, view)
        listed = self.ok("show", "d.cadran", "use-cases", "--width", "200").text
        for row in self.source:
            self.assertIn(row["Use_Case_ID"], listed)
        self.assertEqual(len(self.json()["use_cases"]), 710)

    def test_the_same_real_file_twice_adds_nothing(self):
        self.new()
        self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        before = self.read("d.cadran")
        self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        self.assertEqual(self.read("d.cadran"), before)

    def test_an_undone_import_takes_all_710_back_and_a_redo_brings_them_again(self):
        self.new()
        before = self.json_bytes()
        self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        after = self.json_bytes()
        self.ok("undo", "d.cadran")
        self.assertEqual(self.json_bytes(), before)
        self.ok("redo", "d.cadran")
        self.assertEqual(self.json_bytes(), after)


TABLE = [["id", "name", "description", "need", "delay", "hours", "health_data"],
         ["UC1", "Comptes rendus d'été", "une, deux; trois", "Gagner « du temps »", "3", "1.5/2/3.25", "no"],
         ["UC2", "Œuvre à 5 €", "première ligne\nseconde ligne", "dire \"oui\"", "4.5", "", "yes"]]


class Dialects(CadranTest):
    def expect_table(self, data, *options):
        path = self.write("in.csv", data)
        self.small("x.cadran")
        self.ok("import", "x.cadran", path, *options)
        rows = {row["id"]: row for row in self.rows("use-cases", "x.cadran")}
        self.assertEqual(set(rows), {"UC1", "UC2"})
        for expected in TABLE[1:]:
            for name, value in zip(TABLE[0], expected):
                got = rows[expected[0]][name].replace("\r\n", "\n")
                self.assertEqual(got, value, (name, data[:60]))
        os.unlink(self.path("x.cadran"))

    def variant(self, separator=",", comma=False, ends="\r\n", inner="\n"):
        rows = [[cell.replace(".", ",") if comma and column in (4, 5) and line else cell.replace("\n", inner)
                 for column, cell in enumerate(row)] for line, row in enumerate(TABLE)]
        return write_csv(rows[1:], rows[0], separator).replace("\r\n", ends)

    def test_comma_semicolon_and_tab_are_told_apart(self):
        for separator in ",;\t":
            for ends in ("\r\n", "\n"):
                self.expect_table(self.variant(separator, ends=ends))

    def test_old_macintosh_line_ends(self):
        self.expect_table(self.variant(ends="\r"))

    def test_a_decimal_comma(self):
        self.expect_table(self.variant(";", comma=True))

    def test_a_byte_order_mark_is_no_part_of_the_first_heading(self):
        self.expect_table(b"\xef\xbb\xbf" + self.variant(";").encode())

    def test_utf_16_in_both_orders(self):
        for big in (False, True):
            for separator in "\t;":
                self.expect_table(utf16(self.variant(separator), big))

    def test_windows_1252(self):
        self.expect_table(self.variant(";").encode("cp1252"))

    def test_a_sep_line(self):
        self.expect_table("sep=;\r\n" + self.variant(";"))

    def test_no_line_end_after_the_last_row(self):
        self.expect_table(self.variant(";").rstrip("\r\n"))

    def test_blank_lines_at_the_end_are_no_rows(self):
        self.expect_table(self.variant(";") + "\r\n\r\n;;;;;;\r\n")

    def test_standard_input(self):
        self.small()
        self.ok("import", "d.cadran", "-", input=self.variant(";"))
        self.assertEqual([row["name"] for row in self.rows("use-cases")], [row[1] for row in TABLE[1:]])

    def test_headings_in_any_case_and_order_and_with_columns_of_another_kind(self):
        self.small()
        self.write("in.csv", "Zork,NAME,Delay,ID\nx,Un,3,UC1\ny,Deux,4,UC2\n")
        result = self.ok("import", "d.cadran", "in.csv")
        self.assertIn("Zork", result.text + result.words)
        self.assertEqual([(row["id"], row["name"], row["delay"]) for row in self.rows("use-cases")], [("UC1", "Un", "3"), ("UC2", "Deux", "4")])


class French(CadranTest):
    def test_the_french_headings_that_are_exported_come_back(self):
        self.worked()
        before = self.json()
        for what in ("answers", "use-cases", "votes"):
            text = self.ok("export", "d.cadran", "--to", "csv", "--what", what, "--dialect", "excel-fr", lang="fr").text
            self.write(f"{what}.csv", text)
        self.small("f.cadran")
        self.ok("import", "f.cadran", "use-cases.csv", "answers.csv", "votes.csv", lang="fr")
        self.assertEqual(self.json("f.cadran"), before)

    def test_french_headings_with_and_without_accents_in_any_case(self):
        for number, heading in enumerate(["identifiant;nom;données de santé;délai", "IDENTIFIANT;NOM;DONNEES DE SANTE;DELAI",
                                          "Identifiant;Nom;Données de santé;Délai"]):
            self.small(f"{number}.cadran")
            self.write("in.csv", heading + "\nUC1;Un;oui;3\nUC2;Deux;Non;4\n")
            self.ok("import", f"{number}.cadran", "in.csv")
            self.assertEqual([(row["id"], row["name"], row["health_data"], row["delay"]) for row in self.rows("use-cases", f"{number}.cadran")],
                             [("UC1", "Un", "yes", "3"), ("UC2", "Deux", "no", "4")], heading)

    def test_french_values_of_answers(self):
        self.small()
        self.write("in.csv", "grille;question;niveau;cible;note\ndata;d0.q0;sans objet;;pas de registre\ndata;d1.q0;?;;\ndata;d2.q0;4;5;\n")
        self.ok("import", "d.cadran", "in.csv")
        self.assertEqual({row["question"]: (row["level"], row["target"], row["note"]) for row in self.rows("answers") if row["level"]},
                         {"d0.q0": ("NA", "", "pas de registre"), "d1.q0": ("?", "", ""), "d2.q0": ("4", "5", "")})

    def test_french_headings_of_votes_and_a_decimal_comma(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.UC1.name", "Un")
        self.write("in.csv", "cas d'usage;critère;participant;tour;note\nUC1;impact.c0;Anne;1;4\nUC1;impact.c1;;;3,5\n")
        self.ok("import", "d.cadran", "in.csv")
        self.assertEqual(sorted((row["criterion"], row["participant"], row["score"]) for row in self.rows("votes")),
                         [("impact.c0", "Anne", "4"), ("impact.c1", "", "3.5")])


class Rows(CadranTest):
    def test_a_dry_run_writes_nothing_and_says_the_same(self):
        self.small()
        before, files = self.read("d.cadran"), self.everything()
        path = os.path.join(WORKED, "usecases.csv")
        dry = self.ok("import", "d.cadran", path, "--dry-run")
        self.assertEqual((self.read("d.cadran"), self.everything()), (before, files))
        wet = self.ok("import", "d.cadran", path)
        self.assertIn("12 added", dry.text)
        self.assertIn("12 added", wet.text)

    def test_a_dry_run_of_a_faulty_file_fails_like_a_real_one(self):
        self.small()
        self.write("in.csv", "grid,question,level\ndata,d0.q0,9\n")
        self.refused("import", "d.cadran", "in.csv", "--dry-run", words=["in.csv:2:", "9"])

    def test_map_names_columns_and_an_unknown_field_fails(self):
        self.small()
        self.write("in.csv", "Code,Titre libre,Autre\nA1,Un,x\n")
        before = self.read("d.cadran")
        self.refused("import", "d.cadran", "in.csv", "--map", "Code=id", "--map", "Titre libre=zork", code=1, words="zork")
        self.refused("import", "d.cadran", "in.csv", "--map", "Code", code=2)
        self.assertEqual(self.read("d.cadran"), before)
        self.ok("import", "d.cadran", "in.csv", "--map", "Code=id", "--map", "Titre libre=name")
        self.assertEqual([(row["id"], row["name"]) for row in self.rows("use-cases")], [("A1", "Un")])

    def test_every_choice_that_is_none_is_told_with_all_the_words_of_the_contract(self):
        self.new()
        choices = {"health_data": "yes, no", "hosting": "none, eu, own, hds, secnumcloud", "aipd": "done, due, not-due",
                   "ai_act": "prohibited, high-annex-1, high-annex-3, high, limited, minimal, none", "status": "idea, pilot, live, stopped"}
        for column, words in choices.items():
            for cell in ("zork", "zork" * 300):
                self.write("in.csv", f"id;{column}\nA;{cell}\n".encode())
                self.refused("import", "d.cadran", "in.csv", words=f"is not a choice; expected one of: {words}\n")
            for word in words.split(", "):
                self.write("in.csv", f"id;name;{column}\nA;Un;{word}\n".encode())
                self.ok("import", "d.cadran", "in.csv")

    def test_headings_that_nobody_knows_are_told_with_the_way_to_name_them(self):
        self.new()
        self.write("in.csv", b"Projet;Mois\nUn;4\n")
        self.refused("import", "d.cadran", "in.csv", words="--map HEADING=FIELD")

    def test_a_mapped_column_that_is_not_there_is_said(self):
        self.small()
        self.write("in.csv", "id,name\nA1,Un\n")
        before = self.read("d.cadran")
        result = self.cadran("import", "d.cadran", "in.csv", "--map", "Nowhere=description")
        self.assertIn("Nowhere", result.words + result.text)
        if result.code:
            self.assertEqual(self.read("d.cadran"), before)

    def test_ids_are_made_where_none_is_given(self):
        self.small()
        self.write("in.csv", "name\nUn\nDeux\n")
        self.ok("import", "d.cadran", "in.csv")
        self.assertEqual([(row["id"], row["name"]) for row in self.rows("use-cases")], [("UC001", "Un"), ("UC002", "Deux")])

    def test_a_made_id_never_takes_one_that_is_there(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.UC001.name", "Pris")
        self.write("in.csv", "id,name\nUC002,Aussi\n,Un\n,Deux\n")
        self.ok("import", "d.cadran", "in.csv")
        rows = {row["id"]: row["name"] for row in self.rows("use-cases")}
        self.assertEqual(len(rows), 4)
        self.assertEqual((rows["UC001"], rows["UC002"]), ("Pris", "Aussi"))

    def test_two_rows_of_one_name_are_two_use_cases_and_it_is_said(self):
        self.small()
        self.write("in.csv", "name,domain\nUn,a\nUn,b\n")
        result = self.ok("import", "d.cadran", "in.csv")
        self.assertRegex(result.text + result.words, "same name")
        self.assertEqual([(row["name"], row["domain"]) for row in self.rows("use-cases")], [("Un", "a"), ("Un", "b")])

    def test_a_later_import_finds_its_row_by_id_then_by_name_and_touches_only_its_columns(self):
        self.small()
        self.write("one.csv", "id,name,domain,need,delay\nUC1,Un,RH,besoin,3\nUC2,Deux,DSI,autre,4\n")
        self.ok("import", "d.cadran", "one.csv")
        self.write("two.csv", "name,need\nDeux,\n")
        self.ok("import", "d.cadran", "two.csv")
        self.write("three.csv", "id,delay\nUC1,5\n")
        self.ok("import", "d.cadran", "three.csv")
        self.assertEqual([(row["id"], row["name"], row["domain"], row["need"], row["delay"]) for row in self.rows("use-cases")],
                         [("UC1", "Un", "RH", "besoin", "5"), ("UC2", "Deux", "DSI", "", "4")])

    def test_votes_of_two_rounds_and_abstentions(self):
        self.small()
        self.write("cases.csv", "id,name\nUC1,Un\n")
        self.write("votes.csv", "use_case,criterion,participant,round,score\n"
                   "UC1,impact.c0,Anne,1,1\nUC1,impact.c0,Bruno,1,5\nUC1,impact.c0,Chloé,1,\n"
                   "UC1,impact.c0,Anne,2,4\nUC1,impact.c0,Bruno,2,4\nUC1,impact.c0,Chloé,2,\n"
                   "UC1,impact.c1,Anne,,2\nUC1,impact.c1,Anne,2,\n")
        self.ok("import", "d.cadran", "cases.csv", "votes.csv")
        rows = {(row["criterion"], row["participant"], row["round"]): row["score"] for row in self.rows("votes")}
        self.assertEqual(len(rows), 8)
        self.assertEqual((rows["impact.c0", "Bruno", "1"], rows["impact.c0", "Bruno", "2"], rows["impact.c0", "Chloé", "2"]), ("5", "4", ""))
        self.assertEqual((rows["impact.c1", "Anne", "1"], rows["impact.c1", "Anne", "2"]), ("2", ""))
        scorecard = self.rows("scorecard")[0]
        self.assertEqual(float(scorecard["impact.c0"]), 4, "the last round counts, and an abstention is no vote")
        self.assertEqual(float(scorecard["impact.c1"]), 2, "a round of abstentions alone is no last round")
        self.assertNotIn("Chloé", self.ok("show", "d.cadran", "ranking").text)

    def test_a_retained_score_overrides_the_votes(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.UC1.name", "Un")
        self.ok("set", "d.cadran", "vote.UC1.impact.c0.Anne.1", "1")
        self.ok("set", "d.cadran", "score.UC1.impact.c0", "4.5")
        self.assertEqual(float(self.rows("scorecard")[0]["impact.c0"]), 4.5)
        self.ok("set", "d.cadran", "score.UC1.impact.c0", "")
        self.assertEqual(float(self.rows("scorecard")[0]["impact.c0"]), 1)

    def test_an_answer_not_applicable_without_reason_is_taken_and_reported(self):
        self.small()
        self.write("in.csv", "grid,question,level\ndata,d0.q0,NA\n")
        result = self.ok("import", "d.cadran", "in.csv")
        self.assertIn("d0.q0", result.text + result.words)
        self.assertIn("reason", result.text + result.words)
        self.assertIn("NA", [row["level"] for row in self.rows("answers")])

    def test_a_dimension_that_does_not_exist_is_a_fault(self):
        self.small()
        self.write("in.csv", "id,name,requires\nUC1,Un,data.zork:3\n")
        self.refused("import", "d.cadran", "in.csv", words=["in.csv:2:", "data.zork"])

    def test_a_cycle_of_prerequisites_is_a_fault_that_is_named(self):
        self.small()
        before = self.read("d.cadran")
        self.write("in.csv", "id,name,depends\nUC1,Un,UC2\nUC2,Deux,UC3\nUC3,Trois,UC1\n")
        result = self.refused("import", "d.cadran", "in.csv")
        for identity in ("UC1", "UC2", "UC3"):
            self.assertIn(identity, result.words)
        self.assertEqual(self.read("d.cadran"), before)

    def test_a_chain_of_ten_thousand_prerequisites_exhausts_nothing(self):
        self.small()
        self.write("in.csv", "id,name,depends\n" + "".join(f"U{n},Cas {n},U{n + 1}\n" for n in range(10000)) + "U10000,Fin,\n")
        self.ok("import", "d.cadran", "in.csv", timeout=20)
        self.assertEqual(len(self.rows("use-cases")), 10001)

    def test_every_field_of_a_use_case_comes_in_and_goes_out(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.UC0.name", "Socle")
        values = {"id": "UC1", "name": "Un", "description": "texte", "domain": "RH", "need": "n", "sponsor": "s", "indicator": "i",
                  "deployment": "saas", "health_data": "yes", "personal_data": "no", "hosting": "secnumcloud", "aipd": "due", "cse": "not-due",
                  "medical_device": "no", "ai_act": "high-annex-3", "delay": "4.5", "status": "pilot", "requires": "data.d0:3;ai.d1:2",
                  "depends": "UC0", "hours": "10/20/30", "hour_cost": "32", "other_gain": "1000", "build_days": "20", "day_rate": "450",
                  "build_cost": "2000", "run_cost": "600", "horizon": "5", "discount": "4", "ramp_up": "2"}
        self.write("in.csv", write_csv([values]))
        self.ok("import", "d.cadran", "in.csv")
        self.assertEqual(next(row for row in self.rows("use-cases") if row["id"] == "UC1"), values)


class Faults(CadranTest):
    """Nothing is imported when anything fails; a fault names its row and its column and shows the cell."""

    def setUp(self):
        super().setUp()
        self.small()
        self.write("cases.csv", "id,name\nUC1,Un\n")
        self.ok("import", "d.cadran", "cases.csv")
        self.before = self.read("d.cadran")

    def fault(self, text, *words, code=1):
        self.write("in.csv", text)
        result = self.refused("import", "d.cadran", "in.csv", words=words, code=code)
        self.assertEqual(self.read("d.cadran"), self.before, result)
        return result

    def test_a_wrong_level(self):
        for level in ("0", "6", "2.5", "trois", "-1", "nan", "1e0x"):
            self.fault(f"grid,question,level\ndata,d1.q0,3\ndata,d0.q0,{level}\n", "in.csv:3:", level)

    def test_a_wrong_target(self):
        self.fault("grid,question,level,target\ndata,d1.q0,3,8\n", "in.csv:2:4:", "8")

    def test_an_unknown_question_and_an_unknown_grid(self):
        self.fault("grid,question,level\ndata,zork.q0,3\n", "in.csv:2:", "zork.q0")
        self.fault("grid,question,level\nzork,d0.q0,3\n", "in.csv:2:", "zork")

    def test_an_answer_twice(self):
        self.fault("grid,question,level\ndata,d0.q0,3\ndata,d0.q0,4\n", "in.csv:3:", "d0.q0")

    def test_a_use_case_twice(self):
        self.fault("id,name\nUC7,Un\nUC8,Deux\nUC7,Trois\n", "in.csv:4:", "UC7")

    def test_a_vote_twice(self):
        self.fault("use_case,criterion,participant,round,score\nUC1,impact.c0,A,1,3\nUC1,impact.c0,A,1,4\n", "in.csv:3:")

    def test_a_vote_on_what_does_not_exist(self):
        self.fault("use_case,criterion,participant,round,score\nUC99,impact.c0,A,1,3\n", "in.csv:2:", "UC99")
        self.fault("use_case,criterion,participant,round,score\nUC1,impact.zork,A,1,3\n", "in.csv:2:", "impact.zork")

    def test_a_wrong_vote(self):
        for score in ("0", "6", "3.5", "inf", "0x3", "3 points"):
            self.fault(f"use_case,criterion,participant,round,score\nUC1,impact.c0,A,1,{score}\n", "in.csv:2:5:", score)

    def test_a_wrong_retained_score(self):
        for score in ("0.9", "5.1", "nan", "1e400", "x"):
            self.fault(f"use_case,criterion,participant,round,score\nUC1,impact.c0,,,{score}\n", "in.csv:2:5:", score)

    def test_a_wrong_round(self):
        for number in ("0", "-1", "1.5", "x", "99999999999999999999"):
            self.fault(f"use_case,criterion,participant,round,score\nUC1,impact.c0,A,{number},3\n", "in.csv:2:4:", number)

    def test_wrong_values_of_use_cases(self):
        for field, value in (("health_data", "perhaps"), ("hosting", "moon"), ("status", "asleep"), ("ai_act", "harmless"), ("aipd", "maybe"),
                             ("delay", "-3"), ("delay", "nan"), ("hours", "3/2/1"), ("hours", "1/2"), ("hours", "1e999"), ("hours", "0x10"),
                             ("horizon", "2.5"), ("horizon", "0"), ("requires", "data.d0"), ("requires", "data.d0:9"), ("requires", "data.d0:x"),
                             ("run_cost", "-5"), ("discount", "inf")):
            self.fault(f"id,name,{field}\nUC5,Cinq,{value}\n", "in.csv:2:3:", value)

    def test_a_prerequisite_that_does_not_exist_is_told_with_its_place(self):
        self.write("in.csv", "id,name,depends\nUC5,Cinq,UC77\n")
        result = self.cadran("import", "d.cadran", "in.csv")
        self.assertRegex(result.words, r"in\.csv:2:3: .*UC77")
        self.assertEqual(result.code == 0, self.read("d.cadran") != self.before, result)

    def test_a_use_case_that_depends_on_itself(self):
        self.fault("id,name,depends\nUC5,Cinq,UC5\n", "UC5")

    def test_all_faults_of_a_file_are_told_at_once(self):
        result = self.fault("grid,question,level\ndata,d0.q0,9\ndata,d1.q0,3\ndata,zork,1\nai,d0.q0,8\n", "in.csv:2:", "in.csv:4:", "in.csv:5:")
        self.assertNotIn("in.csv:3:", result.words)

    def test_a_fault_in_the_last_of_three_files_imports_none_of_them(self):
        self.write("a.csv", "id,name\nUC5,Cinq\n")
        self.write("b.csv", "grid,question,level\ndata,d0.q0,3\n")
        self.write("c.csv", "grid,question,level\ndata,d1.q0,7\n")
        self.refused("import", "d.cadran", "a.csv", "b.csv", "c.csv", words="c.csv:2:")
        self.assertEqual(self.read("d.cadran"), self.before)

    def test_a_missing_file_among_others_imports_none_of_them(self):
        self.write("a.csv", "id,name\nUC5,Cinq\n")
        self.refused("import", "d.cadran", "a.csv", "nowhere.csv", words="nowhere.csv")
        self.assertEqual(self.read("d.cadran"), self.before)

    def test_an_unclosed_quote_is_told_where_it_opened(self):
        path = os.path.join(ROOT, "tests", "bad", "unclosed-quote.csv")
        result = self.refused("import", "d.cadran", path)
        self.assertRegex(result.words, r"unclosed-quote\.csv:4:(3|11): .*quote", "the cell, or the letter where the quote stands")
        self.assertEqual(self.read("d.cadran"), self.before)

    def test_a_header_that_tells_nothing(self):
        self.fault("a,b,c\n1,2,3\n", "in.csv")
        self.fault("", "in.csv")
        self.fault("\n\n\n", "in.csv")
        self.fault("use_case,participant\nUC1,Anne\n", "in.csv")

    def test_one_field_in_two_columns(self):
        self.fault("id,name,name\nUC5,a,b\n", "in.csv:1:", "name")
        self.fault("id,nom,name\nUC5,a,b\n", "in.csv:1:")

    def test_a_row_with_more_cells_than_headings(self):
        self.fault("id,name\nUC5,a,b,c\n", "in.csv:2:")

    def test_a_zero_byte(self):
        self.fault(b"id,name\nUC5,a\x00b\n", "in.csv:2:")

    def test_text_that_is_neither_utf_8_nor_windows_1252_is_no_mojibake(self):
        self.fault(b"\xef\xbb\xbfid,name\nUC5,caf\xe9\n", "in.csv")

    def test_utf_16_cut_in_the_middle_of_a_letter(self):
        self.fault(b"\xff\xfe" + "id,name\nUC5,Un\n".encode("utf-16-le")[:-1], "in.csv")

    def test_half_a_surrogate_pair(self):
        self.fault(b"\xff\xfe" + "id,name\nUC5,".encode("utf-16-le") + b"\x3d\xd8" + "x\n".encode("utf-16-le"), "in.csv")

    def test_control_characters_and_escape_sequences_never_come_in(self):
        for bad in ("\x1b[31mrouge", "\x07", "\x7f", "\u009b31m", "a\x08b"):
            self.write("in.csv", f"id,name\nUC5,{bad}\n")
            result = self.cadran("import", "d.cadran", "in.csv")
            self.assert_safe(result.words + result.text, result)
            for view in ("use-cases", "ranking", "matrix", "summary"):
                self.assert_safe(self.ok("show", "d.cadran", view).text)

    def test_a_dossier_given_as_csv_is_refused(self):
        self.refused("import", "d.cadran", "d.cadran", words="d.cadran")
        self.assertEqual(self.read("d.cadran"), self.before)

    def test_a_name_that_two_use_cases_have_finds_neither(self):
        self.write("two.csv", "id,name\nUC8,Même\nUC9,Même\n")
        self.ok("import", "d.cadran", "two.csv")
        self.write("in.csv", "name,domain\nMême,RH\n")
        self.cadran("import", "d.cadran", "in.csv")
        self.assertEqual([row["domain"] for row in self.rows("use-cases") if row["id"] in ("UC8", "UC9")], ["", ""])


if __name__ == "__main__":
    unittest.main()
