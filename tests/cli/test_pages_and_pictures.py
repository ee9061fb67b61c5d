"""The report as a web page and the charts as pictures: sound markup whatever the dossier says, and nothing from outside."""

import decimal
import html.parser
import os
import re
import unittest
import xml.etree.ElementTree as ElementTree

from harness import CadranTest

SVG = "{http://www.w3.org/2000/svg}"
XHTML = "{http://www.w3.org/1999/xhtml}"
VOID = {"meta", "col", "br", "link", "img", "input", "hr"}
HOSTILE = "</title><script>alert(1)</script><img src=x onerror=alert(2)> \"'& ]]> \u202e end"


class Page(html.parser.HTMLParser):
    """Reads as a browser does: every tag closed in its order, ids once, what links point at."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.links, self.headings, self.faults, self.tags = [], [], [], [], [], set()
        self.scopes = {"row": 0, "col": 0}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if "id" in attributes:
            self.ids.append(attributes["id"])
        if tag == "a":
            self.links.append(attributes.get("href", ""))
        if tag == "th":
            self.scopes[attributes.get("scope")] += 1
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        for name, value in attributes.items():
            if name.startswith("on") or (value or "").strip().lower().startswith(("javascript:", "http:", "https:", "//")) \
                    and name not in ("xmlns",):
                self.faults.append((tag, name, value))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(("closed", tag))


class Reports(CadranTest):
    def hostile(self):
        """A dossier whose every text would like to be markup."""
        name = self.worked()
        self.ok("set", name, "service.name", HOSTILE)
        self.ok("set", name, "use-case.UC01.name", HOSTILE)
        self.ok("set", name, "use-case.UC01.description", HOSTILE)
        return name

    def page(self, name, *others, lang="en"):
        return self.ok("export", name, "--to", "html", *others, lang=lang).out.decode()

    def assert_sound_page(self, text):
        page = Page(text)
        self.assertEqual(page.faults, [])
        self.assertEqual(page.open, [])
        self.assertEqual(len(page.ids), len(set(page.ids)), "ids are one of a kind")
        for link in page.links:
            self.assertIn(link[1:], page.ids, link)
        self.assertEqual(page.tags & {"script", "link", "img", "iframe", "object", "form", "base"}, set())
        self.assertEqual(page.headings[0], 1)
        self.assertEqual(page.headings.count(1), 1)
        for before, after in zip(page.headings, page.headings[1:]):
            self.assertLessEqual(after, before + 1, "no level of headings is left out")
        ElementTree.fromstring(text)
        return page

    def test_the_report_is_one_sound_page_in_both_languages(self):
        name = self.worked()
        for lang in ("fr", "en"):
            text = self.page(name, lang=lang)
            page = self.assert_sound_page(text)
            self.assertIn(f'<html lang="{lang}"', text)
            self.assertIn("default-src 'none'", text)
            self.assertGreater(page.scopes["row"], 10)
            self.assertGreater(page.scopes["col"], 10)
            self.assertIn("details", page.tags)
            self.assertIn("svg", page.tags)

    def test_what_a_dossier_says_never_becomes_markup(self):
        text = self.page(self.hostile())
        self.assert_sound_page(text)
        self.assertIn("&lt;script&gt;", text)
        self.assertNotIn("<script", text)
        self.assertNotIn("\u202e", text)

    def test_the_minutes_and_an_empty_dossier_are_pages_too(self):
        name = self.worked()
        self.assert_sound_page(self.page(name, "--what", "minutes"))
        self.assert_sound_page(self.page(self.new("empty.cadran")))

    def test_the_same_dossier_gives_the_same_bytes(self):
        name = self.worked()
        self.assertEqual(self.page(name), self.page(name))

    def test_a_figure_of_the_page_is_that_of_the_json(self):
        name = self.worked()
        grid = self.json(name)["grids"][0]
        text = re.sub(r"<[^>]+>", "", re.search(r'id="dimensions-' + grid["id"] + r'".*?</table>', self.page(name), re.S).group())
        for dimension in grid["dimensions"]:
            if dimension["score"] is not None:
                shown = decimal.Decimal(str(dimension["score"])).quantize(decimal.Decimal("0.01"), decimal.ROUND_HALF_UP)
                self.assertIn(f"{shown}".rstrip("0").rstrip("."), text)

    def test_each_chart_is_a_picture_of_its_own(self):
        name = self.hostile()
        for what in ("matrix", *("radar-" + grid["id"] for grid in self.json(name)["grids"])):
            out = self.ok("export", name, "--to", "svg", "--what", what).out.decode()
            picture = ElementTree.fromstring(out)
            self.assertEqual(picture.tag, SVG + "svg")
            self.assertEqual(picture.get("role"), "img")
            ids = {element.get("id") for element in picture.iter() if element.get("id")}
            self.assertEqual(set(picture.get("aria-labelledby").split()), ids)
            self.assertTrue(picture.find(SVG + "title").text)
            self.assertGreater(len(picture.find(SVG + "desc").text), 20)
            self.assertNotIn("var(", out)
            for element in picture.iter():
                self.assertIn(element.tag.removeprefix(SVG),
                              {"svg", "title", "desc", "rect", "line", "circle", "path", "text", "g"})

    def test_the_matrix_is_the_chart_unless_another_is_asked_for(self):
        name = self.worked()
        self.assertEqual(self.ok("export", name, "--to", "svg").out,
                         self.ok("export", name, "--to", "svg", "--what", "matrix").out)
        self.refused("export", name, "--to", "svg", "--what", "pie", code=2, words=["pie", "matrix", "radar-data"])

    def test_a_file_is_whole_or_not_there(self):
        name = self.worked()
        self.ok("export", name, "--to", "html", "-o", "x.html")
        self.assertTrue(self.read("x.html").decode().endswith("</html>\n"))
        self.refused("export", name, "--to", "html", "-o", os.path.join("nowhere", "x.html"))
        self.refused("export", name, "--to", "html", "--dialect", "excel", code=2, words="csv")


if __name__ == "__main__":
    unittest.main()
