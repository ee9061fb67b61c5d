"""The workbook in the hands of its readers: LibreOffice, in French and in English, and openpyxl, which reads the file
as it stands."""

import glob
import math
import os
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree
import zipfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from office import HELPERS, Office  # noqa: E402

from harness import CadranTest  # noqa: E402

import openpyxl  # noqa: E402

HOSTILE = ["=1+1", "@SUM(A1)", "+33 6 12 34 56 78", "_x0041_ littéral", "deux\nlignes", "<b>&amp;\"'", "  blancs  ", "2026-11-22", "1e5", "3,5"]
LOCALES = ("fr-FR", "en-US")


def rows_of(sheet):
    return [["" if cell is None else cell for cell in row] for row in sheet.iter_rows(values_only=True)]


def table(sheet, heading, column=0):
    """The rows below this heading, up to the first whose cell is empty."""
    start = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, column + 1).value == heading) + 1
    rows = []
    while sheet.cell(start + len(rows), column + 1).value is not None:
        rows.append(sheet[start + len(rows)])
    return rows


class OfficeTest(CadranTest):
    @classmethod
    def setUpClass(cls):
        cls.offices = {locale: Office(locale) for locale in LOCALES}

    @classmethod
    def tearDownClass(cls):
        for office in cls.offices.values():
            office.close()

    def sample(self, language="fr", cases=14):
        """A workbook of a report made for these tests, with texts that spoil a careless writer."""
        path = self.path("sample.xlsx")
        with open(path, "wb") as stream:
            done = subprocess.run([os.path.join(HELPERS, "helper_xlsx"), language, str(cases)], stdout=stream, stderr=subprocess.PIPE, timeout=60, check=False)
        self.assertEqual((done.returncode, done.stderr), (0, b""))
        return path

    def demonstration(self, lang="fr"):
        self.ok("new", "d.cadran", "--demo", lang=lang)
        self.ok("export", "d.cadran", "--to", "xlsx", "-o", "report.xlsx", lang=lang)
        return self.path("report.xlsx")

    def assert_cells(self, mine, theirs, office, place):
        """A cell that was written, and what LibreOffice says is in it."""
        if isinstance(mine, (int, float)):
            self.assertRegex(theirs, r"^-?[\d.,E+-]+%?$", place)
            self.assertTrue(math.isclose(office.number(theirs), mine, rel_tol=1e-12, abs_tol=1e-12), (place, mine, theirs))
        else:
            self.assertEqual(theirs, mine, place)

    def assert_same(self, path, office):
        sheets = office.sheets(path)
        book = openpyxl.load_workbook(path)
        self.assertEqual(sorted(sheets), sorted(book.sheetnames))
        seen = 0
        for sheet in book:
            theirs = sheets[sheet.title]
            for number, row in enumerate(rows_of(sheet)):
                for column, mine in enumerate(row):
                    line = theirs[number] if number < len(theirs) else []
                    self.assert_cells(mine, line[column] if column < len(line) else "", office, (sheet.title, number, column))
                    seen += mine != ""
        return seen


class Cells(OfficeTest):
    def test_every_cell_of_the_demonstration_is_read_by_libreoffice_as_it_was_written(self):
        path = self.demonstration()
        for locale in LOCALES:
            self.assertGreater(self.assert_same(path, self.offices[locale]), 1000, locale)

    def test_every_cell_in_english_too(self):
        path = self.demonstration("en")
        for locale in LOCALES:
            self.assertGreater(self.assert_same(path, self.offices[locale]), 1000, locale)

    def test_texts_that_look_like_something_else_stay_texts(self):
        path = self.sample()
        for locale in LOCALES:
            rows = self.offices[locale].sheets(path)["Cas d’usage"]
            start = next(number for number, row in enumerate(rows) if row[0] == "Cas") + 1
            for i in range(14):
                row = rows[start + i]
                self.assertEqual(row[:2], ["UC%02d" % (i + 1), HOSTILE[i % len(HOSTILE)]], locale)
                figures = [i * 37 % 101, i * 53 % 101, 1234.5 * i - 2000, i % 11 / 10]
                for mine, theirs in zip(figures, row[3:7]):
                    self.assert_cells(mine, theirs, self.offices[locale], (locale, i))

    def test_figures_are_shown_in_the_manner_of_the_country(self):
        path = self.sample()
        shown = self.offices["fr-FR"].sheets(path, shown=True)["Cas d’usage"]
        row = next(row for row in shown if row[0] == "UC12")
        self.assertRegex(row[5], r"^11[\u00a0\u202f ]580\u00a0€$")
        self.assertEqual(row[6], "0\u00a0%")
        self.assertIn("2,42", [cell for row in self.offices["fr-FR"].sheets(path, shown=True)["Synthèse"] for cell in row])
        self.assertIn("2.42", [cell for row in self.offices["en-US"].sheets(path, shown=True)["Synthèse"] for cell in row])

    def test_a_thousand_rows_come_through(self):
        path = self.sample(cases=1000)
        rows = self.offices["fr-FR"].sheets(path)["Cas d’usage"]
        self.assertEqual([row[0] for row in rows if row[0].startswith("UC")], ["UC%02d" % (i + 1) for i in range(1000)])

    def test_a_report_without_use_cases_opens(self):
        self.assertGreater(self.assert_same(self.sample(cases=0), self.offices["fr-FR"]), 30)


class File(OfficeTest):
    def test_every_part_is_well_formed(self):
        for path in (self.demonstration(), self.sample()):
            with zipfile.ZipFile(path) as workbook:
                self.assertIsNone(workbook.testzip())
                parts = [name for name in workbook.namelist() if name.endswith((".xml", ".rels"))]
                self.assertEqual(parts, workbook.namelist())
                for name in parts:
                    xml.etree.ElementTree.fromstring(workbook.read(name))

    def test_no_cell_is_a_formula_and_figures_are_numbers(self):
        for path in (self.demonstration(), self.sample()):
            for sheet in openpyxl.load_workbook(path):
                for row in sheet.iter_rows():
                    for cell in row:
                        self.assertIn(cell.data_type, "ns", (sheet.title, cell.coordinate))
        with zipfile.ZipFile(self.sample()) as workbook:
            for name in workbook.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    self.assertNotIn(b"<f>", workbook.read(name))

    def test_the_sheets_are_the_chapters_and_the_explanations_come_last(self):
        names = openpyxl.load_workbook(self.demonstration("en")).sheetnames
        self.assertEqual(names, ["Summary", "Maturity", "Use cases", "Matrix", "Ranking", "Roadmap in waves", "Obligations", "Explanations"])

    def test_the_figures_are_those_of_the_json(self):
        path = self.demonstration("en")
        figures = self.json()
        sheet = openpyxl.load_workbook(path)["Ranking"]
        ranked = [case for case in figures["use_cases"] if case["rank"]]
        rows = table(sheet, "Rank")
        found = {row[1].value: (row[0].value, row[3].value) for row in rows if isinstance(row[0].value, (int, float))}
        self.assertEqual(len(found), len(ranked))
        for case in ranked:
            rank, priority = found[case["id"]]
            self.assertEqual(rank, case["rank"])
            self.assertAlmostEqual(priority, case["priority"], places=10)

    def test_headings_stay_are_filtered_and_print_on_a4_as_wide_as_a_page(self):
        book = openpyxl.load_workbook(self.demonstration("en"))
        sheet = book["Ranking"]
        heading = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Rank")
        self.assertEqual(sheet.freeze_panes, f"B{heading + 1}")
        self.assertEqual(sheet.auto_filter.ref.split(":")[0], f"A{heading}")
        for sheet in book:
            self.assertEqual(str(sheet.page_setup.paperSize), "9", sheet.title)
            self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title)
            self.assertEqual((sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight), (1, 0), sheet.title)
            self.assertEqual(sheet.oddFooter.right.text, "&P / &N", sheet.title)
        self.assertEqual(book["Use cases"].page_setup.orientation, "landscape")

    def test_widths_are_those_of_the_columns(self):
        sheet = openpyxl.load_workbook(self.sample())["Cas d’usage"]
        widths = [sheet.column_dimensions[letter].width for letter in "ABCDEFGH"]
        for wanted, width in zip([8, 34, 50, 9, 9, 14, 10, 16], widths):
            self.assertGreaterEqual(width, wanted)
            self.assertLess(width, wanted + 3)

    def test_the_properties_tell_the_report_and_its_day(self):
        properties = openpyxl.load_workbook(self.sample()).properties
        self.assertEqual(properties.title, "Mairie de Saint-Martin & Cie")
        self.assertEqual(properties.creator, "Cadran 0.1.0")
        self.assertEqual(properties.created.isoformat(), "2026-11-22T12:00:00")

    def test_every_link_leads_to_a_line_of_the_explanations(self):
        book = openpyxl.load_workbook(self.demonstration("en"))
        links = 0
        for sheet in book:
            for row in sheet.iter_rows():
                for cell in row:
                    if not cell.hyperlink:
                        continue
                    links += 1
                    name, place = re.match(r"^'(.*)'!(A\d+)$", cell.hyperlink.location).groups()
                    self.assertEqual(name, book.sheetnames[-1])
                    self.assertTrue(book[name][place].value, (sheet.title, cell.coordinate))
                    self.assertTrue(book[name][place].font.bold)
        self.assertGreater(links, 50)


class Charts(OfficeTest):
    def pages(self, path, office):
        """The text of each page, and the picture of each."""
        pdf = self.offices[office].convert(path, "pdf")[0]
        pages = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, timeout=60, check=True).stdout.split("\f")[:-1]
        subprocess.run(["pdftoppm", "-r", "60", pdf, pdf], timeout=120, check=True)
        return pages, sorted(glob.glob(pdf + "*.ppm"))

    def coloured(self, picture, colour):
        """How many points of the picture have this colour, nearly."""
        with open(picture, "rb") as stream:
            pixels = stream.read().split(b"\n", 3)[3]
        return sum(1 for i in range(0, len(pixels) - 2, 3)
                   if all(abs(pixels[i + k] - colour[k]) < 12 for k in range(3)))

    def test_they_are_charts_of_the_spreadsheet_with_axes_from_the_book(self):
        book = openpyxl.load_workbook(self.sample())
        radar, = book["Maturité"]._charts
        self.assertEqual(radar.tagname, "radarChart")
        self.assertEqual((radar.y_axis.scaling.min, radar.y_axis.scaling.max), (0, 4))
        self.assertEqual([series.tx.v for series in radar.series], ["aujourd’hui", "cible"])
        scatter, = book["Matrice"]._charts
        self.assertEqual(scatter.tagname, "scatterChart")
        self.assertEqual((scatter.x_axis.crossesAt, scatter.y_axis.crossesAt), (60, 50))
        self.assertEqual([series.tx.v for series in scatter.series if series.tx], ["cas d’usage", "gain rapide", "gain rapide incertain", "écarté"])

    def test_they_are_drawn_from_the_cells_below_them(self):
        book = openpyxl.load_workbook(self.sample())
        # Of the matrix the points of each of the five marks, whose labels all stand on one side here, and the names of
        # the quadrants.
        for sheet, count in ((book["Maturité"], 2), (book["Matrice"], 6)):
            chart, = sheet._charts
            self.assertEqual(len(chart.series), count)
            ranges = [(series.yVal or series.val).numRef.f for series in chart.series]
            self.assertEqual(len(set(ranges)), len(ranges), "no point is drawn twice")
            for series in chart.series:
                reference = (series.yVal or series.val).numRef.f
                name, first, last = re.match(r"^'?(.*?)'?!(\$[A-Z]+\$\d+):(\$[A-Z]+\$\d+)$", reference).groups()
                self.assertEqual(name, sheet.title)
                values = [row[0].value for row in sheet[f"{first}:{last}".replace("$", "")]]
                self.assertTrue(all(value is None or isinstance(value, (int, float)) for value in values), reference)
                self.assertTrue(any(isinstance(value, (int, float)) for value in values), reference)

    def test_libreoffice_draws_them_with_every_label(self):
        pages, pictures = self.pages(self.sample(), "fr-FR")
        radar = next(number for number, page in enumerate(pages) if "Conduite du changement" in page)
        for word in ("Stratégie et pilotage", "Éthique et conformité", "aujourd’hui", "cible"):
            self.assertGreaterEqual(pages[radar].count(word), 2, word)
        self.assertGreater(self.coloured(pictures[radar], (0x2F, 0x55, 0x97)), 100)
        matrix = next(number for number, page in enumerate(pages) if "Matrice de priorisation" in page)
        # Where two points are in one place, the first has the label of both.
        for i in range(1, 15):
            self.assertGreaterEqual(len(re.findall("UC%02d" % i, pages[matrix])), 2, i)
        self.assertIn("UC01, UC99", pages[matrix])
        for word in ("À écarter", "Faciles mais peu utiles", "Paris à préparer", "Gains rapides", "gain rapide incertain", "Facilité", "Valeur"):
            self.assertIn(word, pages[matrix])
        self.assertGreater(self.coloured(pictures[matrix], (0x2F, 0x55, 0x97)), 20)

    def test_a_sheet_is_printed_as_wide_as_one_page(self):
        pages, _ = self.pages(self.sample(), "fr-FR")
        self.assertEqual(len(pages), 5)
        for page, title in zip(pages, ("Synthèse", "Maturité", "Cas d’usage", "Matrice", "Expl")):
            self.assertIn(title, page.split("\n")[0])


if __name__ == "__main__":
    unittest.main()
