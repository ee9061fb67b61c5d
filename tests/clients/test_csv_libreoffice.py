"""Every dialect of CSV in LibreOffice: the cells it shows are those that were written, numbers are numbers where the
dialect is that of the country, and nothing runs."""

import csv
import io
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from office import Office  # noqa: E402

from harness import CadranTest  # noqa: E402

import openpyxl  # noqa: E402

SEPARATORS = {"excel-fr": ";", "excel": ",", "rfc4180": ",", "tsv": "\t"}
REPORTS = ("scorecard", "answers", "use-cases", "votes", "maturity", "uses", "roadmap", "obligations")
HARD = ["=1+1", "@SUM(A1)", "+33 1 23", "-5+3", "|cmd", "007", "1e5", "3,5", "2.5", "85 %", "10/12", "deux\nlignes", "a;b,c\td", "dire \"oui\"", "  blancs  ",
        "été, Œuvre, 日本語 🏥", "'cité", "=HYPERLINK(\"http://x\";\"y\")"]

# Separator, quote, UTF-8, first line, columns, language; quoted fields as text; special numbers; …; formulas.
FILTER = "CSV:%d,34,76,1,,0,%s,false,,,,,false"
LOCALES = ("fr-FR", "en-US")


class Dialects(CadranTest):
    @classmethod
    def setUpClass(cls):
        cls.offices = {locale: Office(locale) for locale in LOCALES}

    @classmethod
    def tearDownClass(cls):
        for office in cls.offices.values():
            office.close()

    def written(self, what, dialect, lang):
        name = f"{what}-{dialect}.csv"
        self.ok("export", "d.cadran", "--to", "csv", "--what", what, "--dialect", dialect, "-o", name, lang=lang)
        text = self.read(name).decode("utf-8-sig")
        return self.path(name), list(csv.reader(io.StringIO(text, newline=""), delimiter=SEPARATORS[dialect]))

    def opened(self, paths, dialect, locale, as_text):
        """The sheets that LibreOffice makes of files in this dialect, in their order."""
        infilter = FILTER % (ord(SEPARATORS[dialect]), "true" if as_text else "false")
        made = {os.path.basename(path)[:-len(".xlsx")]: path for path in self.offices[locale].convert(paths, "xlsx", f"--infilter={infilter}")}
        return [openpyxl.load_workbook(made[os.path.basename(path)[:-len(".csv")]]).active for path in paths]

    def rows(self, sheet, width):
        return [[cell if cell is not None else "" for cell in row[:width]] for row in sheet.iter_rows(values_only=True, max_col=width)]

    def hard(self):
        self.small()
        for number, text in enumerate(HARD):
            self.ok("set", "d.cadran", f"use-case.H{number:02d}.name", f"Cas {number}")
            self.ok("set", "d.cadran", f"use-case.H{number:02d}.need", text)

    def test_every_cell_of_every_report_in_every_dialect(self):
        self.ok("new", "d.cadran", "--demo")
        for dialect in SEPARATORS:
            written = [self.written(what, dialect, "fr") for what in REPORTS]
            sheets = self.opened([path for path, _ in written], dialect, "fr-FR", True)
            for what, (_, rows), sheet in zip(REPORTS, written, sheets):
                self.assertGreater(len(rows), 1, what)
                self.assertEqual(self.rows(sheet, len(rows[0])), [[cell.replace("\r\n", "\n") for cell in row] for row in rows], (dialect, what))

    def test_hard_texts_stay_as_they_are_in_both_countries(self):
        self.hard()
        for dialect in SEPARATORS:
            for locale in LOCALES:
                path, rows = self.written("use-cases", dialect, "en")
                sheet, = self.opened([path], dialect, locale, True)
                self.assertEqual(self.rows(sheet, len(rows[0])), rows, (dialect, locale))
                self.assertFalse([cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"])

    def test_figures_are_numbers_where_the_dialect_is_that_of_the_country(self):
        self.ok("new", "d.cadran", "--demo")
        for dialect, locale, lang in (("excel-fr", "fr-FR", "fr"), ("excel", "en-US", "en"), ("rfc4180", "en-US", "en"), ("tsv", "en-US", "en")):
            path, rows = self.written("scorecard", dialect, lang)
            sheet, = self.opened([path], dialect, locale, False)
            figures = self.json()["use_cases"]
            column = next(i for i, name in enumerate(rows[0]) if name.lower() in ("priority", "priorité"))
            found = [row[column] for row in self.rows(sheet, len(rows[0]))[1:]]
            wanted = sorted(case["priority"] for case in figures if case["priority"] is not None)
            numbers = sorted(cell for cell in found if isinstance(cell, (int, float)))
            self.assertEqual(len(numbers), len(wanted), (dialect, found))
            for mine, theirs in zip(wanted, numbers):
                self.assertAlmostEqual(mine, theirs, places=9)
            self.assertFalse([cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "f"])


if __name__ == "__main__":
    unittest.main()
