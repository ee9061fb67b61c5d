"""Text survives everywhere unchanged, and nothing in it ever commands a terminal."""

import json
import os
import re
import unittest

from harness import CadranTest, checked, read_csv, write_csv

TEXTS = ["Santé au travail : l'été à Noël ; «Œuvre» à 5 €", "a;b:c,d", "dire \"oui\" et \"\"", "deux\nlignes", "fin de ligne\n", "\ndébut", "deux\n\nsauts",
         "👩‍💻 🏥 👍🏽 🇫🇷 ✓", "e\u0301te\u0301 n\u0303 Å\u0327", "é et e\u0301 ne sont pas les mêmes octets", "日本語 テスト ﾊﾝｶｸ", "Ελληνικά Русский", "עברית العربية",
         "=1+1", "[section]", "; commentaire", "# titre", "a = b", "%s %n %d", "${HOME} $(id) `id` | ; &", "../../etc/passwd", "<b>&amp;</b>", "\\n \\x1b \\033[31m",
         " espaces  doubles ", "\u00a0insécable\u202f:", "x" * 20000, "é" * 5000, "\"", "\"\"\"", ",", "-", "--help", "NA", "?", "null", "0", "a\u030a" * 20]


class Survival(CadranTest):
    def test_every_text_survives_set_journal_csv_json_and_a_second_import(self):
        self.small()
        for number, text in enumerate(TEXTS):
            self.ok("set", "d.cadran", f"use-case.U{number}.name", text)
        self.compare("d.cadran")
        for dialect in ("rfc4180", "excel-fr", "tsv"):
            self.ok("export", "d.cadran", "--to", "csv", "--what", "use-cases", "--dialect", dialect, "-o", "out.csv")
            self.small(f"{dialect}.cadran")
            self.ok("import", f"{dialect}.cadran", "out.csv")
            self.compare(f"{dialect}.cadran")

    def compare(self, name):
        journal = {record[4]: record[6] for record in self.records(name) if record[3] == "use-case" and record[5] == "name"}
        shown = {case["id"]: case["name"] for case in self.json(name)["use_cases"]}
        for number, text in enumerate(TEXTS):
            self.assertEqual(shown[f"U{number}"], text)
            self.assertEqual(journal[f"U{number}"], text)

    def test_every_text_survives_an_import(self):
        self.small()
        taken = [(number, text) for number, text in enumerate(TEXTS) if text.strip() == text and not text.startswith("'")]
        self.ok("import", "d.cadran", "-", input=write_csv([[f"U{number}", text] for number, text in taken], ["id", "name"]))
        shown = {case["id"]: case["name"] for case in self.json()["use_cases"]}
        for number, text in taken:
            self.assertEqual(shown[f"U{number}"], text)

    def test_notes_and_evidence_survive(self):
        self.small()
        for text in TEXTS[:16]:
            self.ok("set", "d.cadran", "answer.data.d0.q0.note", text)
            self.ok("set", "d.cadran", "answer.data.d0.q0.evidence", text)
            self.assertEqual([record[6] for record in self.records()[-2:]], [text, text])
            self.ok("export", "d.cadran", "--to", "csv", "--what", "answers", "-o", "out.csv")
            before = self.read("d.cadran")
            self.ok("import", "d.cadran", "out.csv")
            self.assertEqual(self.read("d.cadran"), before, repr(text))

    def test_names_of_participants_survive(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.U1.name", "Un")
        names = ["Zoé O'Neil", "M. Jean-Paul Dupont", "Dr. A.1", "a;b", "\"Bob\"", "日本", "e\u0301", "2", "x.2"]
        self.ok("import", "d.cadran", "-", input=write_csv([["U1", "impact.c0", name, "1", str(1 + number % 5)] for number, name in enumerate(names)],
                                                           ["use_case", "criterion", "participant", "round", "score"]))
        self.assertEqual({row["participant"]: row["score"] for row in self.rows("votes")}, {name: str(1 + number % 5) for number, name in enumerate(names)})

    def test_a_text_is_legible_on_the_screen(self):
        self.small()
        for number, text in enumerate(["Santé : l'été ; Œuvre 5 €", "日本語 テスト", "e\u0301te\u0301"]):
            self.ok("set", "d.cadran", f"use-case.U{number}.name", text)
            self.assertIn(text, self.ok("show", "d.cadran", "use-cases", "--width", "120").text)
            self.assertIn(text, self.ok("show", "d.cadran", "explain", f"U{number}", "--width", "120").text)

    def test_a_line_break_in_a_name_breaks_no_row_of_a_view(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.U1.name", "avant\n" + "★ 99 Faux gain rapide")
        for view in ("use-cases", "matrix", "ranking"):
            self.assertNotRegex(self.ok("show", "d.cadran", view).text, r"(?m)^★ 99", view)


HOSTILE = ["\x1b[31mrouge", "\x1b]0;titre\x07", "\x07\x08\x7f", "\u009b31mC1", "\u202egauche", "\u2066iso\u2069", "zéro\u200blarge", "\U000e0041\U000e0042", "\ufeffmarque",
           "a" + "\u0301" * 500, "\x00", "\r\x1b[2Kfaux", "a\x0bb\x0cc", "\u2028ligne", "\ud800"]


class Screens(CadranTest):
    def outputs(self, name="d.cadran"):
        for view in (["summary"], ["maturity"], ["use-cases"], ["matrix"], ["ranking"], ["explain", "U1"]):
            for options in ([], ["--ascii"], ["--width", "200"]):
                yield self.cadran("show", name, *view, *options)
        yield self.cadran("check", name)

    def harmless(self, result):
        self.assertIn(result.code, (0, 1, 2), result)
        self.assert_safe(result.text, result)
        self.assert_safe(result.words, result)
        self.assertIsNone(re.search("[\u0300-\u036f]{20}", result.text + result.words), f"unbounded combining marks{result}")

    def test_no_hostile_text_given_to_set_reaches_the_screen(self):
        for text in HOSTILE:
            if "\x00" in text:
                continue
            self.small()
            for key in ("service.name", "use-case.U1.name", "use-case.U1.need", "use-case.U1.domain", "answer.data.d0.q0.note", "use-case.U1.zork",
                        "answer.data.d0.q0", "score.U1.impact.c0", "use-case.U1.delay", "use-case.U1.requires", "use-case.U1.depends"):
                raw = text.encode("utf-8", "surrogatepass")
                self.harmless(self.cadran("set", "d.cadran", key, raw))
            for result in self.outputs():
                self.harmless(result)
            os.unlink(self.path("d.cadran"))

    def test_no_hostile_text_from_a_csv_file_reaches_the_screen(self):
        for text in HOSTILE:
            self.small()
            raw = text.encode("utf-8", "surrogatepass")
            self.write("in.csv", b'id,name,need\nU1,"' + raw + b'",b\n')
            self.harmless(self.cadran("import", "d.cadran", "in.csv"))
            self.write("in.csv", b'id,"' + raw + b'",name\nU1,x,b\n')
            self.harmless(self.cadran("import", "d.cadran", "in.csv"))
            self.write("in.csv", b'id,name,delay\n"' + raw + b'",x,"' + raw + b'"\n')
            self.harmless(self.cadran("import", "d.cadran", "in.csv"))
            self.write("in.csv", b'use_case,criterion,participant,round,score\nU1,impact.c0,"' + raw + b'",1,3\n')
            self.harmless(self.cadran("import", "d.cadran", "in.csv"))
            for result in self.outputs():
                self.harmless(result)
            os.unlink(self.path("d.cadran"))

    def test_no_hostile_text_in_an_argument_or_a_file_name_reaches_the_screen(self):
        self.small()
        for text in HOSTILE:
            if "\x00" in text:
                continue
            raw = text.encode("utf-8", "surrogatepass")
            short = raw[:60]
            for command in ([raw], ["show", raw, "summary"], ["show", "d.cadran", raw], ["show", "d.cadran", "explain", raw], ["show", "d.cadran", "matrix", "--width", raw],
                            ["show", "d.cadran", "matrix", b"--" + raw], ["set", "d.cadran", raw, "1"], ["import", "d.cadran", raw], ["export", "d.cadran", "--to", raw],
                            ["export", "d.cadran", "--to", "json", "-o", b"nowhere/" + raw], ["check", raw], ["new", b"nowhere/" + raw], ["add", "d.cadran", raw],
                            ["new", "n.cadran", "--matrix", raw], ["new", "n.cadran", "--content", raw], ["import", "d.cadran", "d.cadran", "--map", raw + b"=id"]):
                result = self.cadran(*command)
                self.harmless(result)
                self.assertNotEqual(result.code, 0, result)
            name = short + b".cadran"
            self.harmless(self.cadran("new", name))
            self.harmless(self.cadran("set", name, "answer.data.zork", "9"))
            self.harmless(self.cadran("check", name))
            self.harmless(self.cadran("export", "d.cadran", "--to", "json", "-o", name + b".json"))
            self.harmless(self.cadran("check", self.work))

    def test_no_hostile_text_in_the_environment_reaches_the_screen(self):
        self.small()
        for variable in ("LANG", "LC_ALL", "LANGUAGE", "USER", "XDG_DATA_HOME", "HOME", "TERM", "COLUMNS"):
            result = self.cadran("show", "d.cadran", "summary", lang=None, env={variable: "\x1b[31m\u202e"})
            self.harmless(result)

    def test_no_hostile_text_in_a_dossier_that_was_mailed_reaches_the_screen(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.U1.name", "Un")
        number = int(self.records()[-1][0])
        data = self.read("d.cadran")
        for text in HOSTILE:
            raw = text.encode("utf-8", "surrogatepass")
            extra = b""
            for offset, (kind, key, field) in enumerate(((b"service", b"", b"name"), (b"use-case", b"U1", b"name"), (b"use-case", b"U1", b"need"), (b"answer", b"data.d0.q0", b"note"),
                                                         (b"use-case", b"U1", b"domain"), (b"zork", raw.replace(b'"', b""), raw))):
                extra += checked(b"%d,2026-11-21T09:12:04Z,moi,%s,%s,%s,\"%s\"," % (number + 1 + offset, kind, key, field, raw))
            self.write("d.cadran", data + extra)
            for result in self.outputs():
                self.harmless(result)
            self.harmless(self.cadran("undo", "d.cadran"))

    def test_no_hostile_text_in_a_content_file_reaches_the_screen(self):
        for text in HOSTILE:
            raw = text.encode("utf-8", "surrogatepass")
            os.makedirs(self.path("content"), exist_ok=True)
            self.write("content/a.ini", b"[grid]\nid = a\nversion = 1\nname.fr = " + raw + b"\nname.en = " + raw + b"\n" + raw + b" = x\n[" + raw + b"]\nid = " + raw + b"\n")
            self.harmless(self.cadran("check", "content"))
            self.harmless(self.cadran("new", "n.cadran", "--content", "content"))

    def test_the_json_on_standard_output_has_no_raw_control_character(self):
        self.small()
        self.ok("set", "d.cadran", "use-case.U1.name", "a\nb\"c\\d")
        text = self.ok("export", "d.cadran", "--to", "json").text
        self.assertIsNone(re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", text))
        self.assertEqual(json.loads(text)["use_cases"][0]["name"], "a\nb\"c\\d")

    def test_a_text_that_is_not_utf_8_is_refused(self):
        self.small()
        before = self.read("d.cadran")
        for raw in (b"caf\xe9", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xff", b"abc\xe2\x82"):
            self.refused("set", "d.cadran", "service.name", raw)
            self.assertEqual(self.read("d.cadran"), before)

    def test_a_field_of_many_megabytes_is_kept_or_refused_never_cut(self):
        self.small()
        text = "é" * (2 << 20)
        result = self.cadran("import", "d.cadran", "-", input=write_csv([["U1", "Un", text]], ["id", "name", "description"]))
        if result.code == 0:
            self.assertEqual(self.records()[-2][6] if self.records()[-1][3] == "commit" else self.records()[-1][6], text)
            self.assertEqual(read_csv(self.ok("export", "d.cadran", "--to", "csv", "--what", "use-cases", "--dialect", "rfc4180").out)[0]["id"], "U1")
        else:
            self.assertEqual(result.code, 1)
            self.assert_clear(result)


if __name__ == "__main__":
    unittest.main()
