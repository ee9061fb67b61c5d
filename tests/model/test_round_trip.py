"""Dossiers by chance through CSV and back: exported as input and imported into a new dossier of the same content, they
give the same JSON, byte by byte; and the JSON is of the form that its schema says.

CADRAN names the program, CADRAN_ROUND_TRIPS how many dossiers (20).
"""

import json
import os
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cli"))

import random_dossier  # noqa: E402
from test_schema import Validator, schema  # noqa: E402

PROGRAM = os.path.abspath(os.environ.get("CADRAN", os.path.join(HERE, "..", "..", "cadran")))
COUNT = int(os.environ.get("CADRAN_ROUND_TRIPS", "20"))
DIALECTS = ("excel-fr", "excel", "rfc4180", "tsv")
INPUTS = ("use-cases", "answers", "votes")
TIME_LIMIT = 120


class RoundTrip(unittest.TestCase):
    def cadran(self, folder, *arguments):
        done = subprocess.run([PROGRAM, *arguments], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=TIME_LIMIT, check=False)
        self.assertEqual(done.returncode, 0, (folder, arguments, done.stderr[-1000:]))
        return done.stdout

    def again(self, folder, dialect):
        """There and back; the JSON of both."""
        for name in ("d", "again"):
            self.cadran(folder, "new", f"{name}.cadran", "--name", "Essai", "--content", "content")
        self.cadran(folder, "import", "d.cadran", "answers.csv", "usecases.csv", "votes.csv")
        for what in INPUTS:
            self.cadran(folder, "export", "d.cadran", "--to", "csv", "--what", what, "--dialect", dialect, "-o", f"out-{what}.csv")
        self.cadran(folder, "import", "again.cadran", *(f"out-{what}.csv" for what in INPUTS))
        return [self.cadran(folder, "export", f"{name}.cadran", "--to", "json") for name in ("d", "again")]

    def test_dossiers_by_chance_come_back_through_csv_with_the_same_json(self):
        validator = Validator(schema())
        for seed in range(1, COUNT + 1):
            with self.subTest(seed=seed), tempfile.TemporaryDirectory(prefix="cadran-trip-") as folder:
                random_dossier.write_dossier(seed, folder)
                there, back = self.again(folder, DIALECTS[seed % len(DIALECTS)])
                self.assertEqual(back, there)
                self.assertEqual(list(validator.faults(json.loads(there), validator.root))[:5], [])


if __name__ == "__main__":
    unittest.main()
