"""What every command-line test shares: the program, a folder of its own for each test, and readers of what it writes.

Run from this folder:  CADRAN=../../cadran python3 -m unittest
"""

import codecs
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import tempfile
import unicodedata
import unittest
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PROGRAM = os.path.abspath(os.path.join(HERE, os.environ.get("CADRAN", "../../cadran")))
WORKED = os.path.join(ROOT, "tests", "worked")
BAD = os.path.join(ROOT, "tests", "bad")
FEDERAL = os.path.join(ROOT, "tests", "data", "us-federal-ai-2023.csv")
FEDERAL_MAP = ["--map", "Use_Case_ID=id", "--map", "Title=name", "--map", "Summary=description", "--map", "Office=domain"]
FAULT_MARKS = (b"AddressSanitizer", b"LeakSanitizer", b"MemorySanitizer", b"runtime error:")
TIMEOUT = 60
csv.field_size_limit(1 << 30)

# Controls, bidirectional controls, zero-width and tag characters, lone surrogates: nothing of it may reach a screen raw.
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]")


LIBRARIES = {}


def program_has(mark):
    """Whether these bytes stand in the program: __asan_init of a sanitizer, __gcov_dump of what counts lines."""
    with open(PROGRAM, "rb") as stream:
        return mark in stream.read()


def failing_library(source):
    """The path of a library that makes calls of the program fail, from its source in this folder. None where there can be none: with
    sanitizers, which have calls of their own, and on a system without LD_PRELOAD."""
    if source not in LIBRARIES:
        folder = tempfile.TemporaryDirectory(prefix="cadran-test-")
        path = os.path.join(folder.name, "failing.so")
        built = subprocess.run(["cc", "-O1", "-w", "-shared", "-fPIC", "-o", path, os.path.join(HERE, source), "-ldl"], capture_output=True, check=False)
        LIBRARIES[source] = (folder, path if built.returncode == 0 and not program_has(b"__asan_init") else None)
    return LIBRARIES[source][1]


class Result:
    def __init__(self, arguments, code, out, err):
        self.arguments, self.code, self.out, self.err = arguments, code, out, err

    @property
    def text(self):
        return self.out.decode("utf-8")

    @property
    def words(self):
        return self.err.decode("utf-8", "replace")

    def __repr__(self):
        return f"\n$ cadran {' '.join(map(str, self.arguments))}\nexit {self.code}\nstdout: {self.out[-1500:]!r}\nstderr: {self.err[-1500:]!r}"


def columns(text):
    """The columns a terminal gives to a text."""
    width = 0
    for letter in text:
        if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
            continue
        width += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
    return width


def read_csv(data, separator=","):
    text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def write_csv(rows, header=None, separator=","):
    out = io.StringIO(newline="")
    header = header or list(rows[0])
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(header)
    for row in rows:
        writer.writerow([row[name] for name in header] if isinstance(row, dict) else row)
    return out.getvalue()


def raw_records(data):
    """The records of a journal as bytes, each with its line end; what comes after the last line end is the last one."""
    records, start, quoted = [], 0, False
    for place, byte in enumerate(data):
        if byte == 0x22:
            quoted = not quoted
        elif byte == 0x0A and not quoted:
            records.append(data[start:place + 1])
            start = place + 1
    if start < len(data):
        records.append(data[start:])
    return records


def checked(body):
    """A record with its check (design.md, section 9)."""
    if isinstance(body, str):
        body = body.encode()
    return body + b"%08x\n" % zlib.crc32(body)


def subset(expected, got, path=""):
    """The differences between what is expected and what was got; keys that are not expected may be there."""
    if isinstance(expected, dict):
        if not isinstance(got, dict):
            return [f"{path}: {got!r} is no object"]
        return [fault for key, value in expected.items() for fault in
                (subset(value, got[key], f"{path}.{key}") if key in got else [f"{path}.{key}: missing"])]
    if isinstance(expected, list):
        if not isinstance(got, list) or len(got) != len(expected):
            return [f"{path}: {got!r} instead of {expected!r}"]
        return [fault for index, pair in enumerate(zip(expected, got)) for fault in subset(*pair, f"{path}[{index}]")]
    if isinstance(expected, (int, float)) and not isinstance(expected, bool) \
            and isinstance(got, (int, float)) and not isinstance(got, bool):
        return [] if abs(expected - got) <= 1e-9 * max(1, abs(expected)) else [f"{path}: {got!r} instead of {expected!r}"]
    return [] if expected == got and type(expected) is type(got) else [f"{path}: {got!r} instead of {expected!r}"]


class CadranTest(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="cadran-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.home = os.path.join(self.folder, "home")
        self.work = os.path.join(self.folder, "work")
        os.makedirs(self.home)
        os.makedirs(self.work)
        self.random = random.Random(self.id())

    # Running

    def environment(self, **changes):
        kept = {name: value for name, value in os.environ.items()
                if name in ("PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "LD_LIBRARY_PATH")}
        kept.update(LC_ALL="C.UTF-8", HOME=self.home, TERM="dumb",
                    XDG_DATA_HOME=os.path.join(self.home, "data"), XDG_CONFIG_HOME=os.path.join(self.home, "config"),
                    XDG_STATE_HOME=os.path.join(self.home, "state"), XDG_CACHE_HOME=os.path.join(self.home, "cache"))
        if os.path.dirname(os.path.dirname(os.path.realpath(PROGRAM))) != ROOT and os.path.realpath(PROGRAM).startswith(ROOT + os.sep):
            kept.update(CADRAN_DATA=ROOT, CADRAN_LOCALE=os.path.join(ROOT, "build", "locale"))  # build/asan/cadran and the like
        for name, value in changes.items():
            if value is None:
                kept.pop(name, None)
            else:
                kept[name] = value
        return kept

    def command(self, *arguments, lang="en"):
        return [PROGRAM, *(["--lang", lang] if lang else []), *arguments]

    def cadran(self, *arguments, lang="en", input=b"", env=None, cwd=None, timeout=TIMEOUT, **others):
        """Runs the program and returns its exit code, its results and its messages."""
        others.setdefault("stdout", subprocess.PIPE)
        others.setdefault("stderr", subprocess.PIPE)
        if "stdin" not in others:
            others["input"] = input.encode() if isinstance(input, str) else input
        done = subprocess.run(self.command(*arguments, lang=lang), env=self.environment(**(env or {})),
                              cwd=cwd or self.work, timeout=timeout, check=False, **others)
        result = Result(arguments, done.returncode, done.stdout or b"", done.stderr or b"")
        self.assert_sound(result)
        return result

    def start(self, *arguments, lang="en", **others):
        """Starts the program and leaves it running; it is ended with the test."""
        process = subprocess.Popen(self.command(*arguments, lang=lang), env=self.environment(), cwd=self.work, **others)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream and not stream.closed:
                try:
                    stream.close()
                except OSError:
                    pass

    def ok(self, *arguments, **others):
        result = self.cadran(*arguments, **others)
        self.assertEqual(result.code, 0, result)
        return result

    def refused(self, *arguments, code=1, words=(), **others):
        """The program fails with this exit code, says why in clear words on standard error and gives no result."""
        litter = set(self.everything())
        result = self.cadran(*arguments, **others)
        self.assertEqual(result.code, code, result)
        self.assertEqual(result.out, b"", f"a failure puts nothing on standard output{result}")
        self.assert_clear(result, words)
        self.assertEqual(set(self.everything()), litter, f"a failure leaves no file behind{result}")
        return result

    # What must hold

    def assert_sound(self, result):
        for mark in FAULT_MARKS:
            self.assertNotIn(mark, result.err, result)
        self.assertGreaterEqual(result.code, 0, f"ended by a signal{result}")
        self.assertNotIn(result.code, (86, 134, 139), result)

    def assert_clear(self, result, words=()):
        self.assertRegex(result.words, r"\w{3}", f"a failure is said on standard error{result}")
        self.assertLess(len(result.words), 4000, result)
        self.assertNotRegex(result.words, r"(?m)^cadran: *$", f"a sentence without words{result}")
        self.assert_safe(result.words, result)
        for word in [words] if isinstance(words, str) else words:
            self.assertIn(word, result.words, result)

    def assert_safe(self, text, result=None):
        found = UNSAFE.search(text)
        if found:
            self.fail(f"U+{ord(found.group()):04X} reaches the screen raw in {text[max(0, found.start() - 40):found.end() + 20]!r}{result or ''}")

    # Files

    def path(self, name):
        return os.path.join(self.work, name)

    def write(self, name, content):
        path = self.path(name)
        with open(path, "wb") as stream:
            stream.write(content if isinstance(content, bytes) else content.encode())
        return path

    def read(self, name):
        with open(self.path(name), "rb") as stream:
            return stream.read()

    def everything(self):
        return sorted(os.path.relpath(os.path.join(folder, name), self.folder)
                      for folder, _, names in os.walk(self.folder) for name in names)

    # Dossiers

    def new(self, name="d.cadran", *others):
        """A dossier with the shipped content."""
        self.ok("new", name, "--name", "Essai", *others)
        return name

    def small(self, name="d.cadran"):
        """A dossier with the small content of the worked case."""
        return self.new(name, "--content", os.path.join(WORKED, "content"))

    def worked(self, name="d.cadran"):
        self.small(name)
        self.ok("import", name, *(os.path.join(WORKED, part) for part in ("answers.csv", "usecases.csv", "votes.csv")))
        return name

    def json_bytes(self, name="d.cadran"):
        return self.ok("export", name, "--to", "json").out

    def json(self, name="d.cadran"):
        return json.loads(self.json_bytes(name))

    def rows(self, what, name="d.cadran"):
        return read_csv(self.ok("export", name, "--to", "csv", "--dialect", "rfc4180", "--what", what).out)

    def case(self, identity, name="d.cadran"):
        return next(case for case in self.json(name)["use_cases"] if case["id"] == identity)

    def records(self, name="d.cadran"):
        """The fields of the records of a journal, without the format line and the headings."""
        return [next(csv.reader(io.StringIO(record.decode(), newline=""))) for record in raw_records(self.read(name))[2:]]

    def criteria(self, name="d.cadran"):
        """The ids of the criteria that a dossier carries."""
        content = next(record[6] for record in self.records(name) if record[3] == "content" and record[4].startswith("criteria."))
        return re.findall(r"^\[criterion (\S+)\]", content, re.M)


def utf16(text, big=False):
    return (codecs.BOM_UTF16_BE + text.encode("utf-16-be")) if big else (codecs.BOM_UTF16_LE + text.encode("utf-16-le"))
