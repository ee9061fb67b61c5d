"""The figures in a real PostgreSQL, by the very words of the manual: what SQL finds is what the exports say.

Needs Debian's postgresql. The server is made in a folder of its own, listens on a socket there and nowhere else, and
is gone at the end.
"""

import glob
import json
import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), "cli"))

from harness import ROOT, CadranTest, read_csv  # noqa: E402

BINARIES = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
WAIT = 120


def manual(opening):
    """The example of cadran(5) that begins so."""
    with open(os.path.join(ROOT, "man", "cadran.5"), encoding="utf-8") as stream:
        examples = re.findall(r"^\.Bd -literal[^\n]*\n(.*?)^\.Ed$", stream.read(), re.M | re.S)
    examples = [text.replace("\\e", "\\").replace("\\&", "") for text in examples]
    return next(text for text in examples if text.startswith(opening))


class Server:
    """A cluster of its own, run by a user that is not root."""

    def __init__(self):
        self.bin = BINARIES[-1]
        self.folder = tempfile.mkdtemp(prefix="cadran-sql-")
        self.user = []
        if os.geteuid() == 0:
            owner = next(user for user in pwd.getpwall() if user.pw_name in ("postgres", "nobody"))
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.user = ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
        data = os.path.join(self.folder, "data")
        self.run("initdb", "-D", data, "-U", "cadran", "-A", "trust", "-E", "UTF8", "--no-locale", "-N")
        self.run("pg_ctl", "-D", data, "-w", "-t", str(WAIT), "-l", os.path.join(self.folder, "log"), "-o",
                 f"-k {self.folder} -h '' -F", "start")

    def run(self, name, *arguments):
        done = subprocess.run([*self.user, os.path.join(self.bin, name), *arguments], cwd=self.folder, timeout=WAIT,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        if done.returncode:
            raise RuntimeError(f"{name}: {done.stdout.decode('utf-8', 'replace')}")

    def stop(self):
        try:
            self.run("pg_ctl", "-D", os.path.join(self.folder, "data"), "-w", "-m", "immediate", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)


@unittest.skipUnless(BINARIES, "PostgreSQL is not installed")
class Figures(CadranTest):
    @classmethod
    def setUpClass(cls):
        cls.server = Server()
        cls.addClassCleanup(cls.server.stop)

    def setUp(self):
        super().setUp()
        self.sql("DROP TABLE IF EXISTS figures; " + manual("CREATE TABLE"))

    def sql(self, words):
        """The rows of the last answer, as texts."""
        program = os.path.join(self.folder, "bin")
        done = subprocess.run([os.path.join(self.server.bin, "psql"), "-X", "-q", "-h", self.server.folder, "-U", "cadran",
                               "-d", "postgres", "-v", "ON_ERROR_STOP=1", "--csv", "-f", "-"],
                              input=words.encode(), cwd=self.work, timeout=WAIT, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, check=False,
                              env={**self.environment(), "PATH": f"{program}:{os.environ['PATH']}"})
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return read_csv(done.stdout) if done.stdout else []

    def fill(self, *names):
        """By COPY FROM PROGRAM, with `cadran` on the path and the dossiers in the folder."""
        os.makedirs(os.path.join(self.folder, "bin"), exist_ok=True)
        link = os.path.join(self.folder, "bin", "cadran")
        if not os.path.exists(link):
            os.symlink(self.command(lang=None)[0], link)
        for name in names:
            self.assertTrue(os.path.exists(self.path(name)))
        self.sql(manual("\\COPY"))

    def services(self, count):
        names = []
        for number in range(count):
            names.append(f"s{number}.cadran")
            self.ok("new", names[-1], "--demo", "--name", f"Service {number}")
            for grid in self.json(names[-1])["grids"]:
                for dimension in grid["dimensions"]:
                    questions = [row["question"] for row in self.rows("answers", names[-1])
                                 if row["grid"] == grid["id"] and row["question"].startswith(dimension["id"] + ".")]
                    level = str(self.random.randint(1, 5))
                    self.ok("set", names[-1], f"answer.{grid['id']}.{questions[0]}", level)
        return names

    def test_the_medians_of_sql_are_those_of_the_pool(self):
        names = self.services(7)
        self.fill(*names)
        mine = {(row["kind"], f"{row['grid']}.{row['id']}" if row["kind"] == "dimension" else row["id"]): row
                for row in read_csv(self.ok("pool", *names, "--to", "csv", "--dialect", "rfc4180").out)
                if row["kind"] in ("grid", "dimension") and row["dossiers"]}
        theirs = {(row["kind"], row["id"]): row for row in self.sql(manual("SELECT kind"))}
        self.assertEqual(set(theirs), set(mine))
        for key, row in theirs.items():
            self.assertEqual(row["count"], mine[key]["dossiers"], key)
            quartiles = row["quartiles"].strip("{}").split(",")
            for name, value in zip(("min", "max", "mean", "p25", "median", "p75"), (row["min"], row["max"], row["avg"], *quartiles)):
                self.assertAlmostEqual(float(value), float(mine[key][name]), delta=1e-9, msg=(key, name))

    def test_every_figure_of_an_export_is_found_again_as_json_has_it(self):
        self.ok("new", "demo.cadran", "--demo")
        rows = self.ok("export", "demo.cadran", "--to", "csv", "--what", "tidy", "--dialect", "rfc4180").out
        self.write("figures.csv", rows)
        self.sql(manual("COPY").replace("COPY", "\\copy", 1).replace("/srv/", "").rstrip(";\n"))
        found = {(row["kind"], row["id"], row["part"], row["measure"]): row["value"] or row["word"]
                 for row in self.sql("SELECT * FROM figures")}
        self.assertEqual(len(found), len(read_csv(rows)))
        for key, value in self.expected(self.json("demo.cadran")).items():
            if value is None:
                self.assertNotIn(key, found)
            elif isinstance(value, str):
                self.assertEqual(found.get(key), value, key)
            else:
                self.assertIn(key, found)
                self.assertEqual(float(found[key]), value, key)

    @staticmethod
    def expected(figures):
        """What JSON says, by the names of the long table."""
        out = {}
        for grid in figures["grids"]:
            for name in ("score", "min", "max", "level", "answered", "total"):
                out["grid", grid["id"], "", name] = grid[name]
            for part in grid["dimensions"]:
                for name in ("score", "min", "max", "target", "gap", "answered", "total"):
                    out["dimension", f"{grid['id']}.{part['id']}", "", name] = part[name]
        for case in figures["use_cases"]:
            for name in ("priority", "rank", "quadrant", "ai_act", "x", "y", "quick_win", "feasibility_after_gate"):
                out["use-case", case["id"], "", name] = case[name]
            for family, values in case["families"].items():
                for name, value in values.items():
                    out["use-case", case["id"], family, name] = value
            money = case["money"] or {}
            for name, key in (("tco", "tco"), ("net_year", "net_year"), ("roi_ratio", "roi"), ("payback_months", "payback_months"), ("npv", "npv")):
                out["use-case", case["id"], "", name] = money.get(key)
            for condition in case["conditions"]:
                out["use-case", case["id"], condition["id"], "met"] = None if condition["met"] is None else float(condition["met"])
            robust = case["robust"] or {"quick_win": None, "ranks": [None], "expected_rank": None}
            for name, value in (("quick_win_probability", robust["quick_win"]), ("expected_rank", robust["expected_rank"]), ("first_probability", robust["ranks"][0])):
                out["use-case", case["id"], "", name] = value and value["p"]
        return out

    def test_no_row_of_a_pool_names_a_service(self):
        names = self.services(2)
        self.ok("set", names[0], "use-case.own-tool.name", "Plugh")
        self.fill(*names)
        words = json.dumps(self.sql("SELECT * FROM figures"))
        self.assertNotRegex(words, "Service|own-tool|Plugh")
        self.assertEqual([row["dossier"] for row in self.sql("SELECT DISTINCT dossier FROM figures ORDER BY 1")], ["1", "2"])
        self.assertTrue(self.sql("SELECT 1 FROM figures WHERE id = 'other-1'"))


if __name__ == "__main__":
    unittest.main()
