"""The manual and the README say what the program does.

The examples of cadran.1 are run in order; what --help and the sources name is
looked for in the manual; the console blocks of README.md and the section KEYS of
the manual are compared with what the program prints. With --write both are
brought up to date.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import unittest
import zlib

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
CADRAN = os.path.abspath(os.environ.get("CADRAN") or os.path.join(ROOT, "cadran"))


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def sources():
    for folder, _, names in sorted(os.walk(os.path.join(ROOT, "src"))):
        for name in sorted(names):
            if name.endswith(".c"):
                yield read(os.path.join(folder, name))


class House:
    """A temporary folder with the program on the PATH and nothing of the user's around it."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.work = os.path.join(self.folder.name, "work")
        bin_folder = os.path.join(self.folder.name, "bin")
        os.mkdir(self.work)
        os.mkdir(bin_folder)
        os.symlink(CADRAN, os.path.join(bin_folder, "cadran"))
        self.environment = {key: value for key, value in os.environ.items() if key.endswith("SAN_OPTIONS")}
        self.environment.update(
            PATH=bin_folder + os.pathsep + os.environ["PATH"], HOME=self.folder.name, LC_ALL="C.UTF-8",
            XDG_DATA_HOME=os.path.join(self.folder.name, "none"), CADRAN_DATA=ROOT,
            CADRAN_LOCALE=os.path.join(ROOT, "build", "locale"))

    def run(self, command):
        return subprocess.run(["sh", "-c", command], cwd=self.work, env=self.environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", timeout=120)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()


def section(page, title, macro="Sh"):
    """The lines of a page below a heading, up to the next one of its rank or above."""
    ends = ("Sh",) if macro == "Sh" else ("Sh", "Ss")
    lines, inside = [], False
    for line in page.splitlines():
        heading = re.match(r"\.(Sh|Ss) (.*)", line)
        if heading and heading.group(1) in ends:
            inside = heading.groups() == (macro, title)
        elif inside:
            lines.append(line)
    return lines


def plain(line):
    """A line of a literal display without its roff escapes."""
    for escape, text in ((r"\(dq", '"'), (r"\(aq", "'"), (r"\&", ""), (r"\-", "-"), (r"\e", "\\")):
        line = line.replace(escape, text)
    return line


def folded(text):
    """As headings are compared: ASCII letters and digits only, in lower case."""
    text = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in text if character.isascii() and character.isalnum())


def words_of(lines):
    """All words of macro lines, commas and the like left out."""
    return set(word for line in lines for word in line.replace('"', " ").split())


class Examples(unittest.TestCase):
    def test_every_example_of_the_manual_runs_as_it_stands(self):
        commands = [plain(line)[2:] for line in section(read("man/cadran.1"), "EXAMPLES") if line.startswith("$ ")]
        self.assertGreater(len(commands), 15)
        with House() as house:
            for command in commands:
                with self.subTest(command):
                    result = house.run(command)
                    self.assertEqual(result.returncode, 0, result.stdout)

    def test_the_grid_of_the_manual_is_whole_and_makes_a_dossier(self):
        page = "\n".join(section(read("man/cadran.5"), "Grids", "Ss"))
        displays = re.findall(r"^\.Bd -literal.*\n((?:.*\n)*?)\.Ed$", page, flags=re.M)
        grids = [plain(display) for display in displays if display.startswith("[grid]\n")]
        self.assertEqual(len(grids), 1)
        with House() as house:
            folder = os.path.join(house.work, "content")
            os.mkdir(folder)
            for name in ("criteria.ini", "matrix.ini"):
                shutil.copy(os.path.join(ROOT, "tests", "worked", "content", name), folder)
            with open(os.path.join(folder, "grid.ini"), "w", encoding="utf-8") as file:
                file.write(grids[0])
            for what in ("content/grid.ini", "content"):
                result = house.run("cadran --lang en check " + what)
                self.assertEqual((result.returncode, result.stdout), (0, "0 faults\n"))
            identity = re.search(r"(?m)^id = (.*)$", grids[0]).group(1)
            question = re.search(r"(?m)^\[question (.*)\]$", grids[0]).group(1)
            for command in ("new d.cadran --name x --content content",
                            "set d.cadran answer.%s.%s 3" % (identity, question)):
                result = house.run("cadran --lang en " + command)
                self.assertEqual(result.returncode, 0, result.stdout)
            exported = json.loads(house.run("cadran export d.cadran --to json").stdout)
            self.assertEqual([(grid["id"], grid["score"]) for grid in exported["grids"]], [(identity, 3)])

    def test_the_record_shown_in_the_manual_has_a_check_that_holds(self):
        records = [line for line in section(read("man/cadran.5"), "DOSSIERS") if re.match(r"\d+,", line)]
        self.assertTrue(records)
        for record in records:
            head, check = record.rsplit(",", 1)
            self.assertEqual(check, "%08x" % zlib.crc32((head + ",").encode()))


class Help(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.page = read("man/cadran.1")
        with House() as house:
            general = house.run("cadran --lang en --help").stdout
            cls.commands = re.findall(r"^  ([a-z][a-z-]*) +\S", general, flags=re.M)
            cls.texts = [general] + [house.run("cadran --lang en %s --help" % name).stdout for name in cls.commands]

    def test_every_command_is_in_the_manual(self):
        self.assertGreater(len(self.commands), 5)
        listed = words_of(section(self.page, "COMMANDS"))
        for name in self.commands:
            self.assertRegex("\n".join(section(self.page, "COMMANDS")), r"(?m)^\.(It )?Cm %s\b" % name)
            self.assertIn(name, listed)

    def test_every_option_is_in_the_manual(self):
        options = set(re.findall(r"(?<![\w-])(--[a-z][a-z-]*|-[a-z])\b", "\n".join(self.texts)))
        for text in sources():
            options |= set("--" + name for name in re.findall(r'\{ [^"{}]+, "([a-z-]+)", (?:NULL|"[^"]+"),\s+N_\(', text))
        self.assertLessEqual({"--dry-run", "--version", "--lang", "--xlsx", "--output", "-o"}, options)
        for option in options:
            self.assertRegex(self.page, r"(?m)\bFl %s(?![\w-])" % re.escape(option[1:]), option)

    def test_every_word_to_choose_from_is_in_the_manual(self):
        words = words_of(self.page.splitlines())
        for text in self.texts:
            for choices in re.findall(r"[a-z0-9-]+(?:\|[a-z0-9-]+)+", text):
                for word in choices.split("|"):
                    self.assertIn(word, words)

    def test_every_variable_of_the_environment_is_in_the_manual(self):
        names = set(re.findall(r"\b[A-Z]+_[A-Z_]+\b", "\n".join(self.texts)))
        for text in sources():
            names |= set(re.findall(r'(?:getenv|environment)\("(\w+)"\)', text)) | set(re.findall(r'"(LC_[A-Z]+|LANG)"', text))
        self.assertIn("CADRAN_AUTHOR", names)
        page = "\n".join(section(self.page, "ENVIRONMENT"))
        for name in names:
            self.assertRegex(page, r"\bEv %s\b" % name)


class Columns(unittest.TestCase):
    def test_every_column_and_word_that_import_takes_is_in_the_manual(self):
        table = read("src/store/import_columns.c")
        lines = section(read("man/cadran.1"), "CSV INPUT")
        words, text = words_of(lines), folded("".join(lines))
        columns = re.findall(r'^\t\{ "(\w+)", \{ ([^}]*) \} \}', table, flags=re.M)
        self.assertGreater(len(columns), 40)
        for column, names in columns:
            self.assertIn(column, words)
            for name in re.findall(r'"(\w+)"', names):
                self.assertTrue(name in text, "%s of column %s" % (name, column))
        # The words of the charter and of the inventory are for «set» alone.
        text += folded("".join(section(read("man/cadran.1"), "KEYS OF SET")))
        for name in re.findall(r'\{ (?:FIELD|WORDS)_\w+, "(\w+)"', table):
            self.assertTrue(name in text, name)

    def test_every_column_that_export_writes_is_in_the_manual(self):
        lines = section(read("man/cadran.1"), "EXPORTS") + section(read("man/cadran.1"), "CSV INPUT")
        words = words_of(lines)
        with House() as house:
            house.run("cadran new d.cadran --demo")
            for what in ("scorecard", "answers", "use-cases", "votes", "maturity", "uses", "roadmap", "obligations"):
                out = house.run("cadran export d.cadran --to csv --dialect rfc4180 --what " + what).stdout
                for heading in re.findall(r'"([^"]*)"', out.splitlines()[0]):
                    # A criterion's own column is described, not named.
                    if "." not in heading:
                        self.assertIn(heading, words, what)

    def test_every_key_of_the_json_export_is_in_the_manual(self):
        words = words_of(section(read("man/cadran.1"), "JSON", "Ss"))
        with House() as house:
            house.run("cadran new d.cadran --demo")
            found = set()

            def collect(value):
                if isinstance(value, dict):
                    # The id of a criterion, a use case or a quadrant is described, not named.
                    found.update(key for key in value if "." not in key and key not in ids)
                for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
                    collect(child)

            dossier = json.loads(house.run("cadran export d.cadran --to json").stdout)
            ids = {one["id"] for one in dossier["use_cases"]}
            ids.update(quadrant for one in dossier["use_cases"] for quadrant in (one["robust"] or {}).get("quadrants", ()))
            collect(dossier)
        self.assertIn("payback_months", found)
        self.assertEqual(found - words, set())


# Of each function of a reader, the kind of section it reads; `head` and `gate` say so themselves.
READERS = {
    "Grids": ("read_grid.c", "grid", {"read_level": "level", "read_dimension": "dimension",
                                      "read_question": "question"}),
    "Criteria": ("read_criteria.c", "criteria", {"read_criterion": "criterion", "take_direction": "criterion",
                                                 "take_derive": "criterion", "read_families": "family",
                                                 "take_anchors": "criterion", "read_need": "need"}),
    "Matrices": ("read_matrix.c", "matrix", {"read_axis": "axis", "read_quadrant": "quadrant",
                                             "read_rule": "quick-win", "read_uncertainty": "robustness"}),
    "Decision trees": ("read_tree.c", "tree", {"read_ask": "ask", "read_class": "class",
                                             "read_duty": "duty", "take_sheet": "duty", "take_from": "duty",
                                             "read_date": "date"}),
    "Charters": ("read_charter.c", "charter", {"read_principle": "principle"}),
    "Catalogues": ("read_presets.c", "catalogue", {"take_profiles": "use-case"}),
}
TAKE = re.compile(r'\b(?:take_\w+|ini_take)\((?:reading, )?(\w+), (?:tree, )?"([a-z0-9.-]+)"')


class ContentKeys(unittest.TestCase):
    def keys_in_manual(self, title):
        """For each kind of section, the words of its list of keys."""
        keys, kind = {}, None
        for line in section(read("man/cadran.5"), title, "Ss"):
            opening = re.match(r"\.Cm \[([a-z-]+)", line)
            if opening:
                kind = opening.group(1)
                keys.setdefault(kind, set())
            elif line.startswith(".It ") and kind:
                keys[kind] |= words_of([line])
        return keys

    def functions(self, code):
        parts = re.split(r"(?m)^[a-z][^\n;]*?\b(\w+)\([^;{]*\)\n\{", code)
        return zip(parts[1::2], parts[2::2])

    def test_every_key_that_a_reader_takes_is_in_the_manual(self):
        seen = 0
        for title, (file, head, kinds) in READERS.items():
            manual, code = self.keys_in_manual(title), read("src/store/" + file)
            self.assertLessEqual({"id", "version"}, manual[head])
            for function, body in self.functions(code):
                for variable, key in TAKE.findall(body):
                    kind = variable if variable == "gate" else head if variable == "head" else kinds.get(function)
                    if variable == "head" and file == "read_presets.c" and function == "read_demo":
                        continue
                    if function == "take_feeds":  # of the charter and of its principles
                        self.assertLessEqual({key}, manual["charter"] & manual["principle"])
                        continue
                    self.assertIsNotNone(kind, "%s in %s of %s: READERS does not tell its section" % (key, function, file))
                    self.assertIn(key, manual[kind], "[%s] in %s" % (kind, file))
                    seen += 1
                levels = {"level1", "level2", "level3", "level4", "level5"}
                for call, names in (("take_levels(", levels), ("take_anchors(", levels),
                                    ("take_examples(", {"example"})):
                    if call in body:
                        self.assertLessEqual(names, manual[kinds[function]])
        self.assertGreater(seen, 60)

    def test_every_kind_of_section_is_in_the_manual(self):
        page = read("man/cadran.5")
        for file in ("read_grid.c", "read_criteria.c", "read_matrix.c", "read_tree.c", "read_charter.c", "read_presets.c"):
            for kinds in re.findall(r"_kinds\[\] = \{(.*?)\}", read("src/store/" + file), flags=re.S):
                for kind in re.findall(r'"([a-z-]+)"', kinds):
                    self.assertRegex(page, r"(?m)^\.Cm \[%s[ \]]" % kind)

    def test_every_family_of_keys_is_in_the_manual(self):
        """Keys whose names are put together from a table, a number or a profile."""
        grids = self.keys_in_manual("Grids")
        self.assertIn('"action%d"', read("src/store/read_grid.c"))
        self.assertLessEqual({"action%d" % level for level in range(1, 5)}, grids["dimension"])
        self.assertLessEqual({"example"}, grids["level"] & grids["question"])
        self.assertLessEqual({"example"}, self.keys_in_manual("Charters")["principle"])
        self.assertLessEqual({"2", "3", "4", "5"}, self.keys_in_manual("Matrices")["derive"])
        facts = re.findall(r'\[DUTY_\w+\] = \{ "([a-z-]+)"', read("src/core/duties.c"))
        self.assertGreater(len(facts), 5)
        self.assertLessEqual({"when." + fact for fact in facts}, self.keys_in_manual("Decision trees")["duty"])
        page = read("man/cadran.5")
        for key in ("action1.who", "action1.months", "example.hospital", "example.other", "level1.hospital",
                    "level1.other", "help.hospital", "help.other", "2.hospital", "build.max.hospital"):
            self.assertRegex(page, r"(?m)^\.(?:It )?Cm (?:\S+ , )*%s(?= |$)" % re.escape(key))
        prefixes = re.findall(r'^\t\{ "([a-z0-9]+\.)", check_', read("src/store/content_check.c"), flags=re.M)
        self.assertEqual(prefixes, ["score.", "votes.", "votes2."])
        items = words_of(line for line in page.splitlines() if line.startswith(".It "))
        self.assertLessEqual(set(prefixes), items)

    def test_every_reader_is_looked_through(self):
        files = {name for name in os.listdir(os.path.join(ROOT, "src/store")) if re.match(r"read_\w+\.c$", name)}
        self.assertEqual(files, {file for file, _, _ in READERS.values()})

    def test_every_condition_of_the_rule_is_in_the_manual(self):
        manual = self.keys_in_manual("Matrices")["quick-win"]
        conditions = re.findall(r'\{ "([a-z.-]+)", CONDITION_', read("src/store/read_matrix.c"))
        self.assertGreater(len(conditions), 5)
        self.assertLessEqual(set(conditions) | {".min", ".max", ".any.min", ".any.max"}, manual)

    def test_every_key_of_catalogues_and_demonstrations_is_in_the_manual(self):
        use_case = self.keys_in_manual("Catalogues")["use-case"]
        fields = re.findall(r'_\([A-Z_]+, "(\w+)", FIELD_(\w+)\)', read("include/cadran/core/use_case.h"))
        self.assertGreater(len(fields), 20)
        money = [name for name, _ in fields].index("hours")
        for index, (name, _) in enumerate(fields):
            key = "text" if name == "description" else name.replace("_", "-")
            self.assertIn("money." + key if index >= money else key, use_case)
        for key in re.findall(r"remarks\[\] = \{(.*?)NULL", read("src/store/read_presets.c"))[0].split(","):
            self.assertIn(key.strip().strip('"') or "source", use_case)
        demo = self.keys_in_manual("Demonstrations")
        document = read("include/cadran/core/document.h")
        service, answer = (re.findall(r'_\([A-Z_]+, "(\w+)"\)', part) for part in
                           document.split("#define ANSWER_FIELDS")[:2])
        self.assertLessEqual(set(service) | {"participants", "target."}, demo["demo"])
        self.assertLessEqual(set(answer), demo["answer"])
        self.assertLessEqual({"votes.", "votes2."}, demo["candidate"])

    def test_every_kind_of_record_is_in_the_manual(self):
        records = read("src/app/record.h")
        kinds = re.findall(r'#define RECORD_\w+ "(\w+)"', records)
        changes = re.findall(r"kind_ids\[CHANGE_KIND_COUNT\] = \{(.*?)\}", read("src/core/change.c"), flags=re.S)[0].replace('"', "").replace(",", "").split()
        draft, end = re.findall(r'#define (?:RECORD_DRAFT|DRAFT_END) "([\w-]+)"', records)
        kinds += changes + [draft + kind for kind in changes + [end]]
        self.assertGreater(len(kinds), 10)
        items = words_of(line for line in section(read("man/cadran.5"), "Kinds of records", "Ss") if line.startswith(".It"))
        self.assertLessEqual(set(kinds), items)


def console(readme):
    """The README with the output of its console blocks as it is now."""
    with House() as house:
        def output(command):
            result = house.run(command)
            if result.returncode:
                raise AssertionError("%s: %s" % (command, result.stdout))
            return result.stdout

        def block(match):
            lines = [line for line in match.group(1).splitlines() if line.startswith("$ ")]
            return "```console\n" + "".join(line + "\n" + output(line[2:]) for line in lines) + "```\n"

        return screens(re.sub(r"```console\n(.*?)```\n", block, readme, flags=re.S))


def screens(readme):
    """The README with its screens of the interface as the golden files have them: <!-- tests/golden/… --> names one."""
    return re.sub(r"<!-- (tests/golden/\S+) -->\n```text\n.*?```\n",
                  lambda match: "<!-- %s -->\n```text\n%s```\n" % (match.group(1), read(match.group(1))),
                  readme, flags=re.S)


class Readme(unittest.TestCase):
    maxDiff = None

    def test_the_screens_of_the_readme_are_what_the_program_prints(self):
        readme = read("README.md")
        self.assertRegex(readme, r"(?m)^\$ cadran show \S+ matrix")
        self.assertEqual(readme, console(readme))

    def test_what_the_readme_and_contributing_name_is_there(self):
        for page in ("README.md", "CONTRIBUTING.md"):
            for path in re.findall(r"`((?:src|tests|include|man|po|questionnaires|matrices)/[\w./-]*)`", read(page)):
                if "_x." not in path:
                    self.assertTrue(os.path.exists(os.path.join(ROOT, path)), "%s: %s" % (page, path))

    def test_the_targets_named_are_in_the_makefile(self):
        makefile = read("Makefile")
        for page in ("README.md", "CONTRIBUTING.md"):
            for targets in re.findall(r"\bmake((?: [a-z-]+)+)(?=`|\n|  )", read(page)):
                for target in targets.split():
                    self.assertRegex(makefile, r"(?m)^[a-z -]*\b%s\b[a-z -]*:(?!=)" % target, page)


ARROWS = {"\u2193": r"\(da", "\u2191": r"\(ua", "\u2190": r"\(<-", "\u2192": r"\(->"}


def key_words(keys):
    """Keys as arguments of a macro: none of them is taken for punctuation or a request."""
    for sign, escape in ARROWS.items():
        keys = keys.replace(sign, escape)
    return " ".join(word if word.startswith("\\(") else r"\&" + word for word in keys.split(" "))


def keys_section():
    """The lines of .Sh KEYS, from the key tables of the program."""
    with House() as house:
        house.run("cadran --lang en new keys.cadran --name x")
        shown = house.run("cadran --lang en show keys.cadran keys --width 200").stdout
    lines, listing = [], False
    for line in shown.splitlines():
        if line and not line.startswith(" "):
            lines += [".Ss " + line, ".Bl -tag -width Backspace"]
            listing = True
        elif line:
            keys, _, what = line.strip().partition("  ")
            if line.startswith("   "):
                lines.append(keys + ".")
                continue
            lines.append(".It " + key_words(keys))
            if what:
                lines.append(what.strip() + ".")
        elif listing:
            lines.append(".El")
            listing = False
    return lines + [".El"] * listing


class ScreenKeys(unittest.TestCase):
    def test_the_manual_lists_the_keys_of_the_tables(self):
        self.assertEqual(all_of_section(read("man/cadran.1"), "KEYS"), keys_section(), "test_man.py --write mends it")


def all_of_section(page, title):
    """The lines of a section with its subsections."""
    lines, inside = [], False
    for line in page.splitlines():
        if line.startswith(".Sh "):
            inside = line == ".Sh " + title
        elif inside:
            lines.append(line)
    return lines


def with_keys(page):
    before, _, rest = page.partition(".Sh KEYS\n")
    after = rest[rest.index(".Sh "):]
    return before + ".Sh KEYS\n" + "\n".join(keys_section()) + "\n" + after


if __name__ == "__main__":
    if sys.argv[1:] == ["--write"]:
        for path, text in (("README.md", console(read("README.md"))), ("man/cadran.1", with_keys(read("man/cadran.1")))):
            with open(os.path.join(ROOT, path), "w", encoding="utf-8") as file:
                file.write(text)
    else:
        unittest.main()
