"""The house keeps its shape: includes point downwards, each outside library has one door, no file grows out of hand."""

import os
import re
import subprocess
import unittest

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
FLOORS = ["base", "core", "store", "app", "tui", "cli"]

# Each outside header, and the one file that may include it.
DOORS = {
    "csv.h": "src/store/csv.c",
    "ini.h": "src/store/ini.c",
    "cjson/cJSON.h": "src/store/json.c",
    "zlib.h": "src/store/checksum.c",
    "xlsxwriter.h": "src/store/xlsx_library.h",
    "dlfcn.h": "src/store/xlsx_library.c",
    "iconv.h": "src/base/charset.c",
    "libintl.h": "src/base/message.c",
    "curses.h": "src/tui/term_curses.c",
    "term.h": "src/tui/term_curses.c",
    "pthread.h": "src/app/sampling.c",
}

# What the two pure floors may not know of: files, clocks, the environment, chance, the locale.
IMPURE = re.compile(
    r"\b(fopen|open|read|write|printf|puts|getenv|setenv|time|clock|clock_gettime|gettimeofday|rand|random|setlocale|localtime|gmtime)\s*\(")


def sources():
    for top in ("src", "include"):
        for folder, _, names in os.walk(os.path.join(ROOT, top)):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.relpath(os.path.join(folder, name), ROOT)


def text_of(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def floor_of(path):
    parts = path.split(os.sep)
    return FLOORS.index(parts[1] if parts[0] == "src" else parts[2])


class Structure(unittest.TestCase):
    def test_a_file_includes_only_from_its_own_floor_and_from_floors_below(self):
        seen = 0
        for path in sources():
            for included in re.findall(r'#include "cadran/(\w+)/', text_of(path)):
                seen += 1
                self.assertLessEqual(FLOORS.index(included), floor_of(path), path)
        self.assertGreater(seen, 100)

    def test_a_public_header_includes_nothing_private(self):
        for path in sources():
            if path.startswith("include"):
                for included in re.findall(r'#include "([^"]+)"', text_of(path)):
                    self.assertTrue(included.startswith("cadran/"), "%s: %s" % (path, included))

    def test_each_outside_library_is_included_in_one_file(self):
        found = {}
        for path in sources():
            for included in re.findall(r"#include <([^>]+)>", text_of(path)):
                if included in DOORS:
                    found.setdefault(included, []).append(path)
        self.assertEqual(found, {header: [door] for header, door in DOORS.items()})

    def test_the_core_is_told_and_does_not_ask(self):
        for path in sources():
            if floor_of(path) != FLOORS.index("core") or not path.endswith(".c"):
                continue
            code = re.sub(r"/\*.*?\*/|\"(\\.|[^\"])*\"", "", text_of(path), flags=re.S)
            self.assertIsNone(IMPURE.search(code), path)
            self.assertIsNone(re.search(r"^static (?!const|inline)[^(\n]*;", code, flags=re.M), "%s: a variable of the file" % path)

    def test_only_the_top_floors_speak_to_the_user(self):
        for path in sources():
            if floor_of(path) < FLOORS.index("tui") and path != "src/base/die.c":
                self.assertNotRegex(text_of(path), r"\b(stdout|stderr|STDERR_FILENO|STDOUT_FILENO)\b", path)

    def test_no_file_is_long_and_no_header_lacks_its_guard(self):
        for path in sources():
            text = text_of(path)
            self.assertLess(text.count("\n"), 650, path)
            if path.endswith(".h"):
                guard = re.sub(r"\W", "_", path.replace("include/", "").replace("src/", "cadran/")).upper()
                self.assertIn("#ifndef " + guard, text, path)

    def test_each_header_can_be_included_alone(self):
        for path in sources():
            if path.startswith("include"):
                result = subprocess.run(
                    ["cc", "-std=c17", "-D_XOPEN_SOURCE=700", "-Iinclude", "-fsyntax-only", "-x", "c", path],
                    cwd=ROOT, capture_output=True, text=True)
                self.assertEqual(result.returncode, 0, path + result.stderr)


if __name__ == "__main__":
    unittest.main()
