"""Every nasty text in every free-text field of a dossier, through every view, export and page: shown, never obeyed.

A cell never runs in a spreadsheet, a value never becomes markup, no control reaches the terminal.
"""

import csv
import io
import os
import re
import unittest
import xml.etree.ElementTree as tree
import zipfile
from html.parser import HTMLParser

from harness import CadranTest, checked
from terminal import Terminal

# By what each would do where it is not defused. No field takes controls by `set`: those come in a journal by mail.
NASTY = {
    "formula": "=HYPERLINK(\"http://x.invalid\";\"a\")", "plus": "+1+cmd|' /C calc'!A0", "minus": "-2+3", "at": "@SUM(1)", "pipe": "|x", "percent": "%x",
    "full-width": "\uff1d1+1", "break": "a\n=1+1;\"\n+2", "quote": "\"\"\";=1+1;\"", "separator": "a;=1+1,=2\t=3", "markup": "<script>alert(1)</script>",
    "attribute": "\" onload=\"alert(1)\" x='", "entity": "&lt;b&gt;&#60;i&#62;", "cdata": "]]><b>x</b><![CDATA[", "comment": "--><img src=x onerror=alert(1)><!--",
    "link": "[a](javascript:alert(1)) ![b](http://x.invalid/y)", "table": "| a | b |\n|---|---|", "heading": "# x\n\n## y\n- z\n```\n~~~", "html": "</style></title></svg><svg/onload=alert(1)>",
    "reference": "[x]: http://x.invalid\n<http://x.invalid>", "path": "../../etc/passwd", "format": "%s%n%d{0}${HOME}`id`$(id)",
    "bidi": "\u202etxet\u2066a\u2069", "direction": "\u200f1\u061c2\u200e", "zero": "a\u200b\u2060\ufeffb", "tags": "\U000e0041\U000e0042",
    "joiners": "a\u200db\u200cc 👩\u200d\u200d", "hyphens": "\u00ada\u00ad\u00ad", "fillers": "\u3164\uffa0\u180e", "selectors": "a\U000e0100\U000e01ef", "marks": "a" + "\u0301" * 60, "long": "x" * 3000, "cr": "\r=1+1",
    "escape": "\x1b[31m\x1b]0;t\x07", "c1": "\u009b31m\u009d0;t\u009c", "delete": "\x7f\x08\x08", "backslash": "\\x1b\\u001b\\n", "number": "1e999", "nan": "nan",
}
FIELDS = {
    "service.": ["name", "size", "facilitator", "priorities"], "use-case.U1.": ["name", "description", "domain", "need", "sponsor", "indicator", "deployment"],
    "use.W1.": ["name", "team", "purpose"], "answer.QUESTION.": ["note", "evidence"], "charter.PRINCIPLE.": ["note"],
}
SHARE = int(os.environ.get("CADRAN_TEST_SHARE", "1"))
VIEWS = ["summary", "maturity", "radar", "use-cases", "matrix", "ranking", "roadmap", "gantt", "charter"]
TABLES = ["scorecard", "answers", "use-cases", "votes", "maturity", "uses", "roadmap", "obligations", "tidy"]
RUNS = re.compile("^[=+\\-@|%\t\r\uff1d\uff0b\uff0d\uff20]")
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# What is there and nobody sees, or turns what stands beside it; joiners and soft hyphens have their own rules.
HIDDEN = re.compile("[\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
                    "|(?<![\u0600-\U0010ffff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\U0010ffff])|[\u200c\u200d\u00ad]{2}|(?<!\\w)\u00ad|\u00ad(?!\\w)")
# Real writing that needs some of them.
NEEDED = ["👩\u200d💻 👨\u200d👩\u200d👧", "❤\ufe0f\u200d🔥", "می\u200cخواهم", "क्\u200dष", "Gesund\u00adheit", "שלום עולם", "العربية", "日本\u3000語"]
NUMBER = re.compile(r"^[+-]?\d+([.,]\d+)?$")


class Tags(HTMLParser):
    """The names of tags and attributes, and of addresses."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.addresses = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.seen.add(tag)
        self.seen |= {f"@{name}" for name, _ in attributes}
        self.addresses |= {value for name, value in attributes if name in ("href", "src", "xlink:href")}


class Nasty(CadranTest):
    def fields(self):
        contents = {record[4]: record[6] for record in self.records() if record[3] == "content"}
        question = "data." + re.search(r"^\[question (\S+)\]", contents["grid.data"], re.M)[1]
        principles = re.findall(r"^\[principle (\S+)\]", contents.get("charter.charter", ""), re.M)
        for prefix, names in FIELDS.items():
            prefix = prefix.replace("QUESTION", question).replace("PRINCIPLE", principles[0])
            kind, key = prefix[:-1].split(".", 1) if prefix.count(".") > 1 else (prefix[:-1], "")
            for name in names:
                yield kind, key, name

    def fill(self, text):
        """As a stranger's journal has it: nothing of our own checks stands between, but the numbers hold."""
        self.write("d.cadran", self.empty)
        number = int(self.records()[-1][0])
        lines = [("use-case", "U1", "present", "yes"), ("use-case", "U1", "delay", "3"), ("use", "W1", "present", "yes"), ("answer", self.question, "level", "3")]
        lines += [(kind, key, field, text) for kind, key, field in self.all_fields]
        lines += [("participant", text, "present", "yes"), ("vote", f"U1.{self.criterion}", f"{text}.1", "3"), ("milestone", text, "present", "yes")]
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL)
        data = self.empty
        for line in lines:
            number += 1
            out.seek(0)
            out.truncate()
            writer.writerow([number, "2026-11-21T09:12:04Z", text, *line])
            data += checked(out.getvalue().encode()[:-1] + b",")
        self.write("d.cadran", data)

    def setUp(self):
        super().setUp()
        self.new()
        self.ok("set", "d.cadran", "answer." + "data." + re.search(r"^\[question (\S+)\]", next(r[6] for r in self.records() if r[4] == "grid.data"), re.M)[1], "2")
        self.empty = self.read("d.cadran")
        self.all_fields = list(self.fields())
        self.question = next(key for kind, key, _ in self.all_fields if kind == "answer")
        self.criterion = self.criteria()[0]

    def export(self, *arguments):
        self.ok("export", "d.cadran", *arguments, "-o", "out")
        return self.read("out")

    def check_cells(self, where):
        for what in TABLES:
            dialect, separator = self.random.choice((("excel-fr", ";"), ("excel", ",")))
            text = self.export("--to", "csv", "--what", what, "--dialect", dialect).decode("utf-8-sig")
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
                for line in re.split("[\n\r\t]", "\n".join(row)):
                    self.assertTrue(not RUNS.match(line) or NUMBER.match(line), f"{where}, {what}: {line!r} runs")

    def check_workbook(self, where):
        with zipfile.ZipFile(io.BytesIO(self.export("--to", "xlsx"))) as archive:
            for name in archive.namelist():
                data = archive.read(name)
                if name.endswith((".xml", ".rels")):
                    root = tree.fromstring(data)
                    self.assertIsNone(HIDDEN.search("".join(root.itertext())), (where, name))
                    if "worksheets" in name:
                        self.assertFalse([cell for cell in root.iter() if cell.tag.endswith("}f")], f"{where}: a formula in {name}")
                self.assertNotIn(b"x.invalid\"", data if name.endswith(".rels") else b"", f"{where}: a link in {name}")

    def check_markup(self, where):
        for form in (["html"], ["html", "--what", "minutes"], ["svg"]):
            data = self.export("--to", *form).decode()
            tags = Tags(data)
            self.assertFalse({tag for tag in tags.seen if tag.startswith("@on")} | tags.seen & {"script", "img", "iframe", "i"}, (where, form))
            self.assertFalse([address for address in tags.addresses if address and not address.startswith("#") and "invalid" in address + "javascript"], (where, form))
            if form == ["svg"]:
                tree.fromstring(data)
            self.assertIsNone(COMMANDS.search(data), (where, form))
            self.assertIsNone(HIDDEN.search(data), (where, form))
        for form in (["md"], ["md", "--what", "minutes"], ["json"]):
            data = self.export("--to", *form).decode()
            self.assertIsNone(HIDDEN.search(data), (where, form))
            if form[0] == "json":
                continue
            self.assertNotRegex(data, r"(?<!\\)\]\(javascript|(?<!\\)<(script|img|b>|svg)|(?m:^\[x\]: )", (where, form))

    def check_views(self, where):
        for view in VIEWS + ["explain U1", "explain data", f"explain {self.question}"]:
            result = self.cadran("show", "d.cadran", *view.split(" ", 1))
            self.assertIn(result.code, (0, 1), result)
            self.assert_safe(result.text + result.words, result)
        for command in (["milestone", "d.cadran"], ["check", "d.cadran"], ["compare", "d.cadran"]):
            result = self.cadran(*command)
            self.assert_safe(result.text + result.words, result)

    def check_pages(self, where):
        """What is written to the terminal, beside what curses itself sends: no control that the text brought."""
        self.terminal.open()
        self.terminal.run(self.command("d.cadran"), self.environment(TERM="xterm-256color"), self.work)
        self.terminal.until(lambda screen: "quit" in screen.line(-1))
        for keys in ("\r", "\033", "\0332\r", "\0333\r", "\0334", "\r", "\033", "\0335", "\0336", "\0337", "\0338", "?"):
            self.terminal.type(keys)
            self.terminal.still(0.05)
        self.assertFalse(self.terminal.screen.unknown, where)
        raw = self.terminal.raw.decode("utf-8", "replace")
        self.assertNotRegex(raw, "\033\\]0;|[\u0080-\u009f\u202a-\u202e\u2066-\u2069\u200b\ufeff\U000e0000-\U000e007f]", where)
        self.terminal.kill()

    def test_every_nasty_text_is_shown_and_never_obeyed(self):
        self.terminal = Terminal()
        self.addCleanup(self.terminal.close)
        for name in self.random.sample(sorted(NASTY), len(NASTY) // SHARE):
            with self.subTest(name):
                self.fill(NASTY[name])
                if name in ("formula", "markup", "link", "quote", "bidi"):
                    self.assertEqual(self.ok("check", "d.cadran").text, "0 faults\n", "all of it is in the dossier")
                self.check_views(name)
                self.check_cells(name)
                self.check_markup(name)
                self.check_workbook(name)
                self.check_pages(name)


class Needed(CadranTest):
    def test_what_a_script_or_an_emoji_needs_is_in_every_file_that_goes_out(self):
        self.small()
        for number, text in enumerate(NEEDED):
            for key, value in (("name", text), ("delay", "3")):
                self.ok("set", "d.cadran", f"use-case.U{number}.{key}", value)
            for criterion in self.criteria():
                self.ok("set", "d.cadran", f"score.U{number}.{criterion}", "4")
        for form in ("html", "md", "xlsx", "svg", "csv"):
            self.ok("export", "d.cadran", "--to", form, "-o", "out")
            data = self.read("out")
            if form == "xlsx":
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    data = b"".join(archive.read(name) for name in archive.namelist())
            for text in NEEDED[:-1] if form == "svg" else NEEDED:
                self.assertIn(text, data.decode("utf-8", "replace"), form)
        self.assertEqual([case["name"] for case in self.json()["use_cases"]], NEEDED)


class Large(CadranTest):
    """Journals that are long where nobody's are: time grows with their length."""

    def journal(self, records):
        self.small()
        number = int(self.records()[-1][0])
        data = [self.read("d.cadran")]
        for record in records(number):
            number += 1
            data.append(checked(f"{number},2026-11-21T09:12:04Z,moi,{record},"))
        self.write("large.cadran", b"".join(data))

    def test_merges_that_were_all_taken_back_are_merged_in_no_time(self):
        count = 60000

        def records(number):
            for turn in range(count):
                yield from ("begin,merge,,", f"service,,size,{turn}", "commit,,,")
            for turn in reversed(range(count)):
                yield f"undo,{number + 1 + 3 * turn},,"

        self.journal(records)
        self.ok("merge", "d.cadran", "large.cadran", "--dry-run", timeout=30)  # 3 s; with a look at all writes for each, minutes

    def test_participants_and_votes_over_the_limit_are_named_and_left_out(self):
        def records(_):
            yield "use-case,U1,present,yes"
            for turn in range(3100):
                yield f"vote,U1.impact.c0,N{turn % 1010}.{1 + turn // 1010},3"

        self.journal(records)
        result = self.ok("export", "large.cadran", "--to", "csv", "--dialect", "rfc4180", "--what", "votes")
        self.assertIn("too many participants; expected at most 1000", result.words)
        self.assertIn("too many votes on one criterion; expected at most 3000", result.words)
        self.assertEqual(result.out.count(b"impact.c0"), 3000)


if __name__ == "__main__":
    unittest.main()
