"""What LibreOffice saves of an exported file comes back without a change, or with the edits that were made, no other.

It runs headless, in French and in English, with a profile of its own. Skipped where it is not installed.
"""

import os
import re
import shutil
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cli"))

from harness import FEDERAL, FEDERAL_MAP, CadranTest  # noqa: E402

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>%s</value></prop></item>
</oor:items>
"""
# Separator, quote, UTF-8, from the first line on; quoted cells are no texts, and a formula stays what it is.
OPEN = "CSV:%d,34,76,1,,0,false,true,false,false,false,-1,false"
# Quotes only where they must be, cells as they are shown.
SAVE = "csv:Text - txt - csv (StarCalc):%d,34,76,1,,0,false,true,false"
KINDS = ("use-cases", "answers", "votes")
CASES = [("fr-FR", "excel-fr", ";"), ("en-US", "excel", ","), ("en-US", "rfc4180", ","), ("en-US", "tsv", "\t")]


@unittest.skipUnless(OFFICE, "LibreOffice is not installed")
class LibreOffice(CadranTest):
    def office(self, locale, *arguments):
        profile = self.path("profile-" + locale)
        if not os.path.exists(profile):
            os.makedirs(os.path.join(profile, "user"))
            with open(os.path.join(profile, "user", "registrymodifications.xcu"), "w", encoding="utf-8") as file:
                file.write(PROFILE % locale)
        result = subprocess.run([OFFICE, "-env:UserInstallation=file://" + profile, "--headless", *arguments], cwd=self.path("."),
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=180, check=False)
        self.assertEqual(result.returncode, 0, result.stdout)

    def saved(self, name, locale, separator, edits=()):
        """The file opened, edited and saved again; each edit is a text and what it becomes, the first time it stands there."""
        base = os.path.splitext(name)[0]
        self.office(locale, "--infilter=" + OPEN % ord(separator), "--convert-to", "fods", "--outdir", "opened", name)
        path = self.path(os.path.join("opened", base + ".fods"))
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for old, new in edits:
            self.assertTrue("<text:p>%s</text:p>" % old in text, old)
            text = text.replace("<text:p>%s</text:p>" % old, "<text:p>%s</text:p>" % new, 1)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        self.office(locale, "--convert-to", SAVE % ord(separator), "--outdir", "saved", os.path.join("opened", base + ".fods"))
        return os.path.join("saved", base + ".csv")

    def export(self, kind, dialect):
        name = "%s.csv" % kind
        if os.path.exists(self.path(name)):
            os.remove(self.path(name))
        self.ok("export", "d.cadran", "--to", "csv", "--what", kind, "--dialect", dialect, "-o", name)
        return name

    def fill(self):
        """The demonstration, with what spreadsheets like to change: decimals, signs of formulas, lines, quotes."""
        self.new("d.cadran", "--demo")
        identity = self.rows("use-cases")[0]["id"]
        for field, value in (("delay", "2.5"), ("need", "=1+1"), ("description", "deux\nlignes ; « et » \"guillemets\""),
                             ("indicator", "-5 jours"), ("hours", "1.5/2.25/3"), ("sponsor", "Responsable qualité")):
            self.ok("set", "d.cadran", "use-case.%s.%s" % (identity, field), value)
        self.ok("set", "d.cadran", "use-case.%s.sponsor" % self.rows("use-cases")[1]["id"], "Direction")

    def trial(self, name):
        return self.ok("import", "d.cadran", name, "--dry-run", "--all").text

    def test_what_it_saves_unedited_changes_nothing(self):
        self.fill()
        for locale, dialect, separator in CASES:
            for kind in KINDS:
                with self.subTest(locale=locale, dialect=dialect, kind=kind):
                    name = self.saved(self.export(kind, dialect), locale, separator)
                    self.assertIn("No change", self.trial(name))

    def test_what_was_edited_in_it_is_what_changes(self):
        self.fill()
        for locale, dialect, separator in CASES[:2]:
            with self.subTest(locale=locale):
                name = self.saved(self.export("use-cases", dialect), locale, separator,
                                  [("Responsable qualité", "Mme Œuvre ; adjointe"), ("Direction", "Direction générale")])
                changes = [line for line in self.trial(name).splitlines() if " → " in line]
                self.assertEqual(len(changes), 2, changes)
                self.assertTrue(any("Sponsor: «Direction» → «Direction générale»" in line for line in changes), changes)
                self.assertTrue(any("Sponsor: «Responsable qualité» → «Mme Œuvre ; adjointe»" in line for line in changes), changes)

    def test_the_real_use_cases_come_back_through_it(self):
        self.new()
        self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        for locale, dialect, separator in CASES[:2]:
            with self.subTest(locale=locale):
                name = self.saved(self.export("use-cases", dialect), locale, separator)
                text = self.trial(name)
                self.assertIn("No change", text)
                self.assertRegex(text, re.compile(r"710 rows: 0 added, 0 changed"))


if __name__ == "__main__":
    unittest.main()
