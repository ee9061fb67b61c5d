"""The Markdown report in real readers of Markdown: cmark-gfm (GitHub's) and python3-markdown, Debian's packages.

What people typed must come out as the text that it was, and make no element. Run from this folder:
  CADRAN=../../cadran python3 -m unittest test_markdown
"""

import html.parser
import os
import re
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from harness import CadranTest  # noqa: E402

try:
    import markdown
except ImportError:
    markdown = None

# What a report is made of; anything else was made by a text.
ELEMENTS = {"h1", "h2", "h3", "h4", "p", "ul", "li", "strong", "hr", "table", "thead", "tbody", "tr", "th", "td"}

HOSTILE = ["a | b | c", "\\| \\\\| \\", "`code` ``two`` `", "*em* **strong** ***", "_em_ __strong__ snake_case", "# heading", "## heading ##",
           "- item", "+ item", "* item", "12. item", "12) item", "1.", "---", "===", "***", "> quote", "```", "~~~ fence", "~~gone~~",
           "[link](javascript:alert(1))", "![picture](http://example.org/x.png)", "[ref]: http://example.org", "[^1]: note",
           "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- comment -->", "<http://example.org>", "http://example.org",
           "www.example.org", "a@example.org", "&lt;b&gt; &amp; &#60; &", "$x^2$", ":smile:", "{#id} {.class}", "| --- | --- |", "  four"]


class Reader(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.text, self.links = set(), set(), [], set()
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        if tag == "a":
            self.links.add(dict(attributes).get("href"))
            return
        self.elements.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data):
        self.text.append(data)

    def handle_comment(self, data):
        self.elements.add("comment")

    def plain(self):
        return re.sub(r"\s+", " ", " ".join(self.text))


def cmark(text):
    extensions = [part for name in ("table", "autolink", "strikethrough", "tasklist", "footnotes") for part in ("-e", name)]
    done = subprocess.run(["cmark-gfm", "--unsafe", *extensions], input=text.encode(), stdout=subprocess.PIPE, check=True, timeout=60)
    return done.stdout.decode()


class Markdown(CadranTest):
    def hostile_report(self, what="report"):
        self.ok("new", "d.cadran", "--demo")
        for number, text in enumerate(HOSTILE):
            self.ok("set", "d.cadran", f"use-case.H{number}.name", text)
            self.ok("set", "d.cadran", f"use-case.H{number}.description", text)
        self.ok("set", "d.cadran", "answer.data.quality.errors.note", "premier\n\n    <b>second</b>\n- tiers")
        self.ok("set", "d.cadran", "service.name", "<h1>[x](y)")
        return self.ok("export", "d.cadran", "--to", "md", "--what", what).text

    def expect_text(self, rendered):
        reader = Reader(rendered)
        self.assertLessEqual(reader.elements, ELEMENTS)
        self.assertLessEqual(reader.attributes, {"align", "style"})
        self.assertLessEqual(reader.links, {"mailto:a@example.org"})  # whatever is done, an address links to itself there
        plain = reader.plain()
        for text in HOSTILE + ["<h1>[x](y)"]:
            self.assertIn(re.sub(r"\s+", " ", text).strip(), plain)
        return reader

    @unittest.skipUnless(shutil.which("cmark-gfm"), "needs cmark-gfm")
    def test_no_text_becomes_an_element_on_github(self):
        self.expect_text(cmark(self.hostile_report()))
        os.remove(self.path("d.cadran"))
        self.assertLessEqual(Reader(cmark(self.hostile_report("minutes"))).elements, ELEMENTS)

    @unittest.skipUnless(markdown, "needs python3-markdown")
    def test_no_text_becomes_an_element_in_python_markdown(self):
        self.expect_text(markdown.markdown(self.hostile_report(), extensions=["tables"]))

    @unittest.skipUnless(shutil.which("cmark-gfm"), "needs cmark-gfm")
    def test_every_table_is_read_as_one(self):
        self.ok("new", "d.cadran", "--demo")
        text = self.ok("export", "d.cadran", "--to", "md").text
        self.assertEqual(cmark(text).count("<table>"), len(re.findall(r"^\| -", text, re.MULTILINE)))


if __name__ == "__main__":
    unittest.main()
