"""Every limit that cadran(5) states is that of the code."""

import os
import re
import unittest

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
MIB = 1024 * 1024
# By the line of the manual: where the number of the code stands.
LIMITS = {
    "any file that is read": ("include/cadran/store/file.h", r"FILE_MAX_BYTES \(([^)]+)\)"),
    "records of a dossier": ("include/cadran/store/journal.h", r"JOURNAL_RECORDS_MOST = ([^,}]+)"),
    "a value in a record": ("include/cadran/store/journal.h", r"JOURNAL_VALUE_MOST = ([^,}]+)"),
    "a text that is given": ("include/cadran/core/change.h", r"\bVALUE_MOST = ([^,}]+)"),
    "an id, a name as a key": ("include/cadran/core/change.h", r"KEY_MOST = ([^,}]+)"),
    "the name of a participant": ("include/cadran/core/attendance.h", r"PARTICIPANT_MOST = (\d+)"),
    "participants, with those who left": ("include/cadran/core/change.h", r"PARTICIPANTS_MOST = ([^,}]+)"),
    "rounds of votes": ("include/cadran/core/change.h", r"ROUND_MOST = ([^,}]+)"),
    "votes on one criterion of a use case": ("include/cadran/core/change.h", r"VOTES_MOST = ([^,}]+)"),
    "milestones": ("include/cadran/app/session.h", r"MILESTONES_MOST = ([^,}]+)"),
    "times that newer content is taken up": ("include/cadran/app/session.h", r"SESSION_UPGRADES_MOST = ([^,}]+)"),
    "files that are merged at once": ("include/cadran/app/merge.h", r"MERGE_FILES_MOST = ([^,}]+)"),
    "a content file": ("src/store/content_read.c", r"CONTENT_MOST = ([^,}]+)"),
    "a line of a content file": ("src/store/ini.c", r"LINE_MAX_BYTES = ([^,}]+)"),
    "a name in brackets, a key": ("src/store/ini.c", r"NAME_MAX_BYTES = ([^,}]+)"),
    "cells of a sheet": ("src/store/sheet.c", r"CELLS_MAX = ([^,}]+)"),
    "a cell of a sheet": ("src/store/csv.c", r"CELL_MAX = ([^,}]+)"),
    "rows of a sheet": ("src/store/csv.c", r"RECORDS_MAX = ([^,}]+)"),
    "folders below a folder of content": ("src/store/file.c", r"DEPTH_MAX = ([^,}]+)"),
    "figures": ("src/core/use_case.c", r"FIGURE_MOST (\S+)"),
}


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as stream:
        return stream.read()


def product(text):
    result = 1.0
    for factor in text.replace("L", "").strip().split("*"):
        result *= float(factor)
    return result


def stated():
    section = read("man/cadran.5").split(".Sh LIMITS\n")[1].split("\n.Sh ")[0]
    for line in re.findall(r"^\.It (?!Em)(.*)", section, re.M):
        of, most = line.split(" Ta ")
        number, unit = re.match(r"([\d,]+) ?(MiB|KiB)?", most).groups()
        yield of, int(number.replace(",", "")) * {"MiB": MIB, "KiB": 1024, None: 1}[unit]


class Limits(unittest.TestCase):
    def test_every_limit_of_the_manual_is_that_of_the_code(self):
        for of, most in stated():
            path, form = LIMITS[of]
            found = re.search(form, read(path))
            self.assertIsNotNone(found, f"{of}: nothing in {path}")
            self.assertEqual(product(found[1]), most, of)

    def test_every_limit_is_in_the_manual(self):
        self.assertEqual({of for of, _ in stated()}, set(LIMITS))


if __name__ == "__main__":
    unittest.main()
