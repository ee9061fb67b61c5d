"""What must carry nobody's name or words: anonymous exports, a pool, a dossier from which a participant was withdrawn."""

import io
import json
import os
import re
import unittest
import zipfile

from harness import CadranTest, read_csv

WORD = "Zorkmid"  # stands in every text of the dossier and nowhere in what is shipped
OWN = f"{WORD.lower()}-own"
TEXTS = {
    "service.name": f"Service {WORD}", "service.size": f"120 {WORD}", "service.facilitator": f"{WORD} Claire", "service.priorities": f"la santé {WORD}",
    "service.sector": "spsti", "service.date": "2026-11-21", "service.budget": "54321",
    f"use-case.{OWN}.name": f"Cas {WORD}", f"use-case.{OWN}.depends": "meeting-notes;favours:other-way", f"use-case.{OWN}.hours": "1/2/3",
    "use-case.meeting-notes.name": f"Comptes rendus {WORD}", "use-case.meeting-notes.delay": "3", "use-case.meeting-notes.depends": f"favours:{OWN}",
    **{f"use-case.meeting-notes.{field}": f"{field} {WORD}" for field in ("description", "domain", "need", "sponsor", "indicator", "deployment")},
    f"participant.{WORD} Trois.present": "yes", f"participant.{WORD} Trois.away": "yes",
    f"use.{WORD}.name": f"Outil {WORD}", f"use.{WORD}.team": f"Équipe {WORD}", f"use.{WORD}.purpose": f"pour {WORD}", f"use.{WORD}.account": "private",
}
WHATS = ["scorecard", "answers", "use-cases", "votes", "maturity", "uses", "roadmap", "obligations", "tidy"]
CHARTS = ["matrix", "radar-data"]


def inside(data):
    """The bytes of a file, with those of the parts of a workbook."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return b"\n".join(archive.read(name) for name in archive.namelist())


class Privacy(CadranTest):
    def environment(self, **changes):
        return super().environment(**{"CADRAN_AUTHOR": f"{WORD} auteur", **changes})

    def filled(self, name="d.cadran"):
        self.new(name)
        for key, value in TEXTS.items():
            self.ok("set", name, key, value)
        for question in self.questions(name)[:40]:
            self.ok("set", name, f"answer.{question}", "3")
        for question in self.questions(name)[:3]:
            self.ok("set", name, f"answer.{question}", "NA")
            for field in ("note", "evidence"):
                self.ok("set", name, f"answer.{question}.{field}", f"{field} {WORD}")
            self.ok("set", name, f"answer.{question}.evidence_date", "2019-07-13")
        criterion, scored, secret = self.criteria(name)[:3]
        for case, who in (("meeting-notes", WORD), (OWN, f"{WORD} Deux"), ("meeting-notes", "Ana")):
            self.ok("set", name, f"vote.{case}.{criterion}.{who}", "4")
            self.ok("set", name, f"vote.{case}.{criterion}.{who}.2", "2")
        for case, score in (("meeting-notes", "3.5"), (OWN, "2")):
            self.ok("set", name, f"score.{case}.{scored}", score)
            self.ok("set", name, f"round.{case}.{secret}.hidden", "1")
            self.ok("set", name, f"vote.{case}.{secret}.{WORD}", "1")
        for principle in self.principles(name)[:2]:
            self.ok("set", name, f"charter.{principle}.state", "partly")
            self.ok("set", name, f"charter.{principle}.note", f"charte {WORD}")
        return name

    def content(self, name, kind):
        return [record[6] for record in self.records(name) if record[3] == "content" and record[4].startswith(kind)]

    def questions(self, name):
        return [f"{record[4].split('.')[1]}.{question}" for record in self.records(name) if record[3] == "content" and record[4].startswith("grid.")
                for question in re.findall(r"^\[question (\S+)\]", record[6], re.M)]

    def principles(self, name):
        return [principle for text in self.content(name, "charter") for principle in re.findall(r"^\[principle (\S+)\]", text, re.M)]

    def assert_absent(self, data, word=WORD, where=""):
        self.assertNotIn(word.lower().encode(), inside(data).lower(), where)

    def outputs(self, name="d.cadran"):
        """Every form of every export, by the arguments."""
        for lang in ("fr", "en"):
            for what in WHATS:
                for dialect in ("excel-fr", "rfc4180"):
                    yield lang, ["--to", "csv", "--what", what, "--dialect", dialect]
            for form in ("json", "html", "md", "xlsx"):
                yield lang, ["--to", form]
            for chart in CHARTS:
                yield lang, ["--to", "svg", "--what", chart]


class Anonymous(Privacy):
    def test_no_export_carries_a_word_that_somebody_typed(self):
        self.filled()
        seen = 0
        for lang, arguments in self.outputs():
            plain = self.ok("export", "d.cadran", *arguments, "-o", "plain", lang=lang) and inside(self.read("plain"))
            self.ok("export", "d.cadran", *arguments, "--anonymous", "-o", "bare", lang=lang)
            seen += WORD.encode() in plain
            for word in (WORD, "2019-07-13", "Claire"):
                self.assert_absent(self.read("bare"), word, (lang, arguments))
        self.assertGreater(seen, 20, "the word stands in what is not anonymous")

    def test_the_figures_are_the_same(self):
        self.filled()
        plain, bare = self.json(), json.loads(self.ok("export", "d.cadran", "--to", "json", "--anonymous").text)
        self.assertEqual([case["id"] for case in bare["use_cases"]], [case["id"] if case["id"] == "meeting-notes" else "other-1" for case in plain["use_cases"]])
        for one, other in zip(plain["use_cases"], bare["use_cases"]):
            for key in ("priority", "x", "y", "quadrant", "quick_win", "families", "money", "rank"):
                self.assertEqual(one[key], other[key], key)
        for one, other in zip(plain["grids"], bare["grids"]):
            self.assertEqual([one[key] for key in ("score", "answered", "total")], [other[key] for key in ("score", "answered", "total")])

    def test_what_stays_is_what_the_manual_says(self):
        self.filled()
        cases = read_csv(self.ok("export", "d.cadran", "--to", "csv", "--dialect", "rfc4180", "--what", "use-cases", "--anonymous").out)
        notes = next(case for case in cases if case["id"] == "meeting-notes")
        own = next(case for case in cases if case["id"] == "other-1")
        self.assertTrue(notes["name"] and notes["name"] != "[…]", "the name that the catalogue gives it")
        self.assertEqual((notes["need"], notes["sponsor"], notes["depends"]), ("[…]", "[…]", "favours:other-1"))
        self.assertEqual((own["name"], own["hours"], own["sponsor"]), ("", "1/2/3", ""))
        votes = read_csv(self.ok("export", "d.cadran", "--to", "csv", "--dialect", "rfc4180", "--what", "votes", "--anonymous").out)
        self.assertEqual({vote["participant"] for vote in votes} - {""}, {"P2", "P3", "P4"})

    def test_scores_and_secret_rounds_stay_with_their_use_case(self):
        self.filled()
        _, scored, secret = self.criteria()[:3]
        rows = read_csv(self.ok("export", "d.cadran", "--to", "csv", "--dialect", "rfc4180", "--what", "votes", "--anonymous").out)
        scores = {(row["use_case"], row["criterion"]): row["score"] for row in rows if not row["participant"]}
        self.assertEqual(scores, {("meeting-notes", scored): "3.5", ("other-1", scored): "2"})
        self.assertNotIn(secret, {row["criterion"] for row in rows}, "the vote of a secret round")
        for case in json.loads(self.ok("export", "d.cadran", "--to", "json", "--anonymous").text)["use_cases"]:
            self.assertEqual(case["hidden_rounds"], {secret: 1}, case["id"])

    def test_minutes_are_refused(self):
        self.new()
        for form in ("html", "md"):
            self.refused("export", "d.cadran", "--to", form, "--what", "minutes", "--anonymous", code=2, words="minutes")


class Withdrawn(Privacy):
    NAME = "Quetzalcoatl"

    def environment(self, **changes):
        return CadranTest.environment(self, **{"CADRAN_AUTHOR": "Ana", **changes})

    def voted(self):
        """Votes of somebody before and after a milestone, overwritten, taken back, moved; things that they wrote."""
        self.new()
        self.first, self.second = self.criteria()[:2]
        vote = f"vote.meeting-notes.{self.first}."
        for key, value in (("use-case.meeting-notes.delay", "3"), (vote + self.NAME, "4"), (vote + "Ana", "2"), (f"participant.{self.NAME}.present", "yes"),
                           (f"score.meeting-notes.{self.first}", "3.5")):
            self.ok("set", "d.cadran", key, value)
        self.ok("milestone", "d.cadran", "un", env={"CADRAN_AUTHOR": self.NAME})
        for key, value in ((vote + self.NAME, "5"), (vote + self.NAME + ".2", "1"), (f"vote.meeting-notes.{self.second}.{self.NAME}", "-"),
                           (f"participant.{self.NAME}.away", "yes")):
            self.ok("set", "d.cadran", key, value, env={"CADRAN_AUTHOR": self.NAME})
        self.ok("undo", "d.cadran")
        self.ok("milestone", "d.cadran", "deux")
        self.ok("set", "d.cadran", "service.size", "12", env={"CADRAN_AUTHOR": self.NAME})

    def names(self):
        return {row["participant"] for row in self.rows("votes")} - {""}

    def test_nothing_of_the_name_is_left_in_any_byte_and_nothing_else_is_lost(self):
        self.voted()
        before = self.rows("votes")
        text = self.ok("compact", "d.cadran", "--withdraw", self.NAME, "--yes").text
        self.assertRegex(text, f"«{self.NAME}» goes, with [3-9] votes")
        for name in os.listdir(self.work):
            self.assert_absent(self.read(name), self.NAME, name)
        self.assertEqual(os.listdir(self.work), ["d.cadran"], "no copy")
        self.assertEqual(self.rows("votes"), [row for row in before if row["participant"] != self.NAME])
        self.assertIn("3.5", [row["score"] for row in self.rows("votes") if not row["participant"]], "a retained score stays")
        self.assertEqual([line.split()[0] for line in self.ok("milestone", "d.cadran").text.splitlines()[2:]], ["un", "deux"])
        self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n")
        self.ok("set", "d.cadran", "service.size", "13")
        self.refused("compact", "d.cadran", "--withdraw", self.NAME, "--yes", words="nobody is called")

    def test_somebody_who_left_is_withdrawn_from_history_too(self):
        self.voted()
        for record in self.records():
            if record[3] == "vote" and record[5].startswith(self.NAME):
                self.ok("set", "d.cadran", f"vote.{record[4]}.{record[5]}", "")
        self.ok("set", "d.cadran", f"participant.{self.NAME}.present", "")
        self.ok("compact", "d.cadran", "--withdraw", self.NAME, "--yes")
        self.assert_absent(self.read("d.cadran"), self.NAME)

    def test_a_pseudonym_takes_the_place_of_the_name_everywhere(self):
        self.voted()
        before = self.rows("votes")
        text = self.ok("compact", "d.cadran", "--pseudonym", f"{self.NAME}=P 7", "--yes").text
        self.assertIn("becomes «P 7»", text)
        self.assert_absent(self.read("d.cadran"), self.NAME)
        self.assertEqual(os.listdir(self.work), ["d.cadran"])
        key = lambda row: sorted(row.items())
        self.assertEqual(sorted(self.rows("votes"), key=key),
                         sorted(({**row, "participant": row["participant"].replace(self.NAME, "P 7")} for row in before), key=key))
        self.assertIn("P 7", [record[2] for record in self.records()])

    def test_without_a_yes_it_is_told_and_nothing_is_changed(self):
        self.voted()
        for option in (["--withdraw", self.NAME], ["--pseudonym", f"{self.NAME}=P1"]):
            before = self.read("d.cadran")
            result = self.cadran("compact", "d.cadran", *option)
            self.assertEqual(result.code, 1, result)
            self.assertIn("Nothing was changed", result.text)
            self.assertEqual(self.read("d.cadran"), before)

    def test_texts_that_still_name_somebody_are_told(self):
        self.voted()
        self.ok("set", "d.cadran", "use-case.meeting-notes.sponsor", f"vu avec {self.NAME}.")
        self.ok("set", "d.cadran", "use-case.meeting-notes.need", f"{self.NAME}s")
        result = self.ok("compact", "d.cadran", "--withdraw", self.NAME, "--yes")
        self.assertIn("use-case.meeting-notes.sponsor: note: the name still stands", result.words)
        self.assertNotIn("meeting-notes.need", result.words)

    def test_a_wrong_call_is_refused(self):
        self.voted()
        before = self.read("d.cadran")
        for option in (["--withdraw", "Personne", "--yes"], ["--pseudonym", f"{self.NAME}=Ana", "--yes"], ["--pseudonym", f"{self.NAME}=P.2", "--yes"]):
            self.refused("compact", "d.cadran", *option)
        for option in (["--pseudonym", self.NAME], ["--pseudonym", "=P1"], ["--yes"], ["--withdraw", "A", "--pseudonym", "B=C"]):
            self.refused("compact", "d.cadran", *option, code=2)
        self.assertEqual(self.read("d.cadran"), before)


class Pool(Privacy):
    def test_no_form_of_a_pool_carries_a_word_that_somebody_typed(self):
        names = [self.filled(f"{number}.cadran") for number in range(6)]
        for lang in ("fr", "en"):
            for arguments in (["--to", "text"], ["--to", "csv"], ["--to", "html"], ["--to", "csv", "--what", "tidy"], ["--mine", "0.cadran"]):
                result = self.cadran("pool", *arguments, *names, lang=lang)
                self.assertEqual(result.code, 0, result)
                for word in (WORD, "2019-07-13", "Claire"):
                    self.assert_absent(result.out + result.err, word, (lang, arguments))


if __name__ == "__main__":
    unittest.main()
