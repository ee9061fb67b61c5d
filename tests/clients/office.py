"""What the tests with LibreOffice share: a profile of its own for each language, conversions, and what comes out.

Run from this folder:  CADRAN=../../build/cadran /usr/bin/python3 -m unittest
"""

import csv
import glob
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cli"))

from harness import PROGRAM  # noqa: E402

HELPERS = os.path.join(os.path.dirname(os.path.realpath(PROGRAM)), "tests", "store")
TIMEOUT = 240

# Its own settings are those of somebody in that country; nothing else is changed.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>%s</value></prop></item>
</oor:items>
"""

# Every sheet into a file of its own; numbers as they are, not as they are shown, or the other way round.
SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,%s,false,false,-1"


class Office:
    def __init__(self, locale):
        self.locale = locale
        self.folder = tempfile.mkdtemp(prefix="cadran-office-")
        os.makedirs(os.path.join(self.folder, "profile", "user"))
        with open(os.path.join(self.folder, "profile", "user", "registrymodifications.xcu"), "w", encoding="utf-8") as stream:
            stream.write(PROFILE % locale)

    def close(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def convert(self, paths, form, *options):
        """The files that LibreOffice makes of one, or of several at once."""
        paths = [paths] if isinstance(paths, str) else paths
        out = tempfile.mkdtemp(dir=self.folder)
        done = subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{self.folder}/profile", "--headless", "--norestore", *options,
             "--convert-to", form, "--outdir", out, *paths],
            env={"PATH": os.environ["PATH"], "HOME": self.folder, "LC_ALL": "C.UTF-8"}, capture_output=True, timeout=TIMEOUT, check=False)
        made = sorted(glob.glob(os.path.join(out, "*")))
        if done.returncode or not made:
            raise AssertionError(f"LibreOffice made nothing of {paths}: {done.stdout!r} {done.stderr!r}")
        return made

    def sheets(self, path, shown=False):
        """The rows of each sheet, by its name."""
        stem = os.path.splitext(os.path.basename(path))[0]
        sheets = {}
        for made in self.convert(path, SHEETS % ("true" if shown else "false")):
            with open(made, encoding="utf-8", newline="") as stream:
                sheets[os.path.basename(made)[len(stem) + 1:-len(".csv")]] = list(csv.reader(stream))
        return sheets

    def number(self, text):
        """A number as this country writes it with all its digits; a share comes as a percentage."""
        digits = text.rstrip("%")
        value = float(digits.replace(",", ".") if self.locale.startswith("fr") else digits)
        return value / 100 if digits != text else value
