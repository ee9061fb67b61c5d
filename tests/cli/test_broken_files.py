"""Broken content files: each fault is told once, on its line and in words that name it, and nothing else is told."""

import os
import re
import unittest

from harness import BAD, WORKED, CadranTest

# Of each file of tests/bad, in the order of the messages: the line, then words that must stand in the message.
FAULTS = {
    "grid-keys.ini": [
        (1, "version", "missing"),
        (2, "Keys", "malformed"),
        (3, "order", "out of range"),
        (4, "staged.share", "not a number"),
        (5, "staged.slack", "out of range"),
        (6, "colour", "unknown", "[grid]"),
        (30, "action2.who", "missing"),
        (33, "weight", "not a number"),
        (38, "action1.months", "whole number"),
        (41, "action2.months", "out of range"),
        (43, "action3.months", "missing"),
        (51, "level3.fr", "missing"),
        (62, "express", "yes or no"),
    ],
    "grid-ids.ini": [
        (1, "[level 5]", "missing"),
        (3, "version", "one", "expected a number"),
        (23, "level", "6", "1 to 5"),
        (28, "was", "access", "has that id"),
        (35, "net.work", "dot"),
        (38, "was", "keys", "twice"),
        (53, "quality.Faults", "malformed"),
        (55, "question quality.errors", "twice"),
        (69, "nowhere.errors", "no dimension"),
    ],
    "criteria.ini": [
        (1, "[family risk]", "missing"),
        (11, "name.fr", "missing"),
        (14, "name.fr", "empty"),
        (17, "danger", "impact, roi, feasibility or risk"),
        (22, "field", "budget", "need, sponsor or indicator"),
        (24, "field", "missing"),
        (42, "was", "impact.hours", "twice"),
        (44, "better", "missing"),
        (57, "weight", "out of range"),
        (59, "speed.first", "no family"),
        (72, "better", "most", "more or less"),
        (73, "derive", "npv", "roi, payback or tco"),
        (89, "derived", "better = more"),
    ],
    "matrix-numbers.ini": [
        (6, "aggregate", "mode", "median or mean"),
        (8, "weights of the families", "zero"),
        (14, "threshold", "missing"),
        (17, "impact", "lots", "not a number"),
        (20, "weights of the families", "zero"),
        (42, "block", "missing"),
        (43, "penalty", "out of range"),
        (45, "derive roi", "ascend"),
        (51, "derive payback", "descend"),
        (59, "delay.max", "soon", "not a number"),
        (61, "build.max.hospital", "out of range"),
    ],
    "matrix-words.ini": [
        (1, "[quadrant low-low]", "missing"),
        (1, "[quick-win]", "missing"),
        (19, "axis z", "x y"),
        (32, "id", "missing"),
        (36, "quadrant low-medium", "low-low"),
        (42, "gate maturity", "twice"),
        (45, "derive npv", "roi payback tco"),
        (49, "families", "equal", "uniform given order around"),
        (50, "flat", "perhaps", "yes or no"),
        (51, "samples", "out of range"),
        (52, "speed", "unknown", "[robustness]"),
        (54, "[rule]", "does not belong"),
    ],
    "matrix-rule.ini": [
        (17, "threshold", "out of range"),
        (44, "impact.min", "high", "not a number"),
        (45, "effort.max", "unknown", "[quick-win]"),
        (46, "harmless", "class of the AI Act"),
        (47, "need", "perhaps", "yes or no"),
        (49, "data", "twice"),
    ],
    "tree-ways.ini": [
        (15, "again", "start", "circle"),
        (22, "alone", "no answer leads"),
        (34, "harmless", "class of the AI Act"),
    ],
    "tree-beside.ini": [
        (6, "first", "begin", "not an [ask]"),
        (8, "article", "missing"),
        (11, "yes", "limited", "leads nowhere"),
        (19, "verified", "missing"),
        (23, "text.fr", "missing"),
        (29, "moon", "when.hosting"),
        (30, "when.colour", "unknown", "[duty]"),
        (31, "sheet", "hosting", "aipd or cse"),
        (33, "article", "missing"),
        (39, "confirm", "yes or no"),
        (47, "2025-02-02", "2026-08-02", "later"),
        (53, "2027-13-01", "not a date"),
    ],
    "charter.ini": [
        (6, "feeds", "empty"),
        (8, "check.fr", "missing"),
        (15, "verified", "missing"),
        (23, "principle human", "twice"),
        (31, "weight", "unknown", "[principle]"),
        (33, "our.own", "dot"),
        (42, "[principle]", "no id"),
    ],
    "charter-feeds.ini": [
        (6, "data.d9", "neither a dimension nor a question"),
        (16, "human", "data.d0.q99", "neither"),
        (26, "open", "zork.d0", "neither"),
        (26, "open", "«data»", "neither"),
    ],
    "catalogue-keys.ini": [
        (1, "id", "missing"),
        (1, "name.fr", "missing"),
        (2, "version", "-1", "expected a number"),
        (3, "name", "unknown", "[catalogue]"),
        (6, "clinic", "spsti, hospital, other"),
        (8, "use-case letters", "twice"),
        (10, "[use-case]", "no id"),
        (12, "[candidate]", "does not belong"),
    ],
    "catalogue-values.ini": [
        (1, "circle"),
        (10, "letters", "often"),
        (11, "letters", "3/2/1"),
        (12, "letters", "6", "1 to 5"),
        (13, "letters", "impact.zork", "criterion"),
        (14, "letters", "votes.impact.c0", "unknown"),
        (15, "letters", "budget", "unknown"),
        (16, "letters", "data.d9"),
        (19, "planning", "plans", "not in this catalogue"),
    ],
    "demo.ini": [
        (6, "bank", "spsti, hospital, other"),
        (8, "7", "not a level"),
        (9, "colour", "unknown", "[demo]"),
        (12, "data.d0.q0", "6", "not a level", "1 to 5, NA, ?"),
        (13, "mood", "unknown", "[answer]"),
        (15, "data.d0.q99", "question"),
        (21, "letters", "plans", "not a use case of this dossier"),
        (22, "letters", "high", "not a score"),
        (23, "letters", "2.5", "not a vote"),
        (24, "letters", "votes2.impact.c0", "more votes", "2"),
        (25, "letters", "impact.zork", "criterion"),
        (28, "human", "maybe", "yes, partly, no"),
        (29, "mood", "unknown", "[principle]"),
        (31, "42", "no letter"),
        (34, "42", "secret", "health"),
        (36, "42", "perhaps", "yes"),
        (37, "owner", "unknown", "[use]"),
    ],
}

# What a file names in another is looked for where that other is checked with it.
WITH_THE_WORKED_CONTENT = ("charter-feeds.ini", "catalogue-values.ini", "demo.ini")


class Broken(CadranTest):
    def told(self, result):
        """The file, the line and the text of each message; the last line of the output counts them."""
        self.assertEqual(result.err, b"", result)
        messages = []
        for message in result.text.splitlines()[:-1]:
            place = re.match(r".*?([\w-]+\.ini):(\d+): (.*)", message)
            if not place:
                self.fail(f"a message without a place: {message}{result}")
            messages.append((place.group(1), int(place.group(2)), place.group(3)))
        return messages

    def test_every_fault_is_told_on_its_line_in_its_words_and_no_other(self):
        for name, faults in FAULTS.items():
            with self.subTest(name):
                others = [os.path.join(WORKED, "content")] if name in WITH_THE_WORKED_CONTENT else []
                result = self.cadran("check", *others, os.path.join(BAD, name))
                self.assertEqual(result.code, 1, result)
                told = self.told(result)
                self.assertEqual([(file, line) for file, line, _ in told], [(name, fault[0]) for fault in faults], result)
                for (_, line, message), fault in zip(told, faults):
                    for word in fault[1:]:
                        self.assertIn(word, message, (name, line))
                self.assertRegex(result.text, rf"(?m)^{len(faults)} faults$", result)

    def test_the_lines_are_the_same_in_french(self):
        for name, faults in FAULTS.items():
            others = [os.path.join(WORKED, "content")] if name in WITH_THE_WORKED_CONTENT else []
            result = self.cadran("check", *others, os.path.join(BAD, name), lang="fr")
            self.assertEqual((result.code, [line for _, line, _ in self.told(result)]), (1, [fault[0] for fault in faults]), result)

    def test_every_broken_ini_file_has_its_faults_listed(self):
        there = {name for name in os.listdir(BAD) if name.endswith(".ini")}
        self.assertEqual(there - {"ten-faults.ini"}, set(FAULTS))

    def test_a_language_that_is_missing_is_noted_and_no_fault(self):
        text = "[catalogue]\nid = one\nversion = 1\nname.fr = Catalogue\n"
        result = self.ok("check", self.write("one.ini", text))
        self.assertRegex(result.text, r"one\.ini:4: .*name\.en.*missing")
        self.assertRegex(result.text, r"\b0 faults")


if __name__ == "__main__":
    unittest.main()
