"""kill -9 at any moment of set and import: what was reported done is there, the file opens, an import is whole or absent.

CADRAN_KILLS says how many programs are killed in all (1000).
"""

import os
import random
import signal
import subprocess
import threading
import time
import unittest

from harness import WORKED, CadranTest, read_csv

KILLS = int(os.environ.get("CADRAN_KILLS", "1000"))


class Kill(CadranTest):
    """Two dossiers at once, one for each core."""

    def victim(self, chance, longest, *arguments):
        """Runs the program and kills it after a random while; returns whether it was killed, its code and what it reported."""
        process = subprocess.Popen(self.command(*arguments), env=self.env, cwd=self.work,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(chance.random() ** 1.3 * longest)
        process.send_signal(signal.SIGKILL)
        out, err = process.communicate()
        return process.returncode == -signal.SIGKILL, process.returncode, out, err

    def usual(self, *arguments):
        """How long the command takes when it is left alone."""
        times = []
        for _ in range(5):
            begin = time.monotonic()
            self.ok(*arguments)
            times.append(time.monotonic() - begin)
        return sorted(times)[2]

    def many(self, loop):
        self.env = self.environment()
        faults, counts = [], {"killed": 0, "done": 0, "torn": 0}

        def run(number):
            try:
                loop(number, random.Random(number), counts)
            except Exception as fault:
                faults.append(f"{type(fault).__name__}: {fault}")

        threads = [threading.Thread(target=run, args=(number,)) for number in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(faults, [])
        if os.environ.get("CADRAN_VERBOSE"):
            print(self.id(), counts)
        if KILLS >= 100:
            self.assertGreater(counts["killed"], KILLS // 3, f"too few were killed in time to prove anything: {counts}")
            self.assertGreater(counts["done"], KILLS // 100, f"too few came far enough to prove anything: {counts}")

    def opened(self, what, name):
        result = self.cadran("export", name, "--to", "csv", "--dialect", "rfc4180", "--what", what)
        if result.code:
            raise AssertionError(f"does not open any more{result}")
        return read_csv(result.out), result

    def test_a_killed_set_loses_nothing_that_was_reported_done(self):
        self.small("probe.cadran")
        longest = 1.4 * self.usual("set", "probe.cadran", "answer.data.d0.q0.note", "vu avec la direction, puis relu; \"deux fois\"\net noté")

        def loop(number, chance, counts):
            name = f"{number}.cadran"
            self.small(name)
            kept = ""
            turn = mine = 0
            while mine < KILLS // 4 and turn < KILLS:
                turn += 1
                value = f"tour {turn}; \"noté\"\n👩‍💻 été"
                killed, code, out, err = self.victim(chance, longest, "set", name, "answer.data.d0.q0.note", value)
                rows, result = self.opened("answers", name)
                got = next((row["note"] for row in rows if row["question"] == "d0.q0" and row["grid"] == "data"), "")
                if out.endswith(b"\n") or code == 0:
                    counts["done"] += 1
                    if got != value:
                        raise AssertionError(f"turn {turn}: reported {out!r}, found {got!r}")
                elif got not in (kept, value):
                    raise AssertionError(f"turn {turn}: neither the old nor the new value: {got!r}")
                if not killed and code != 0:
                    raise AssertionError(f"turn {turn}: exit {code}, {err!r}")
                mine += killed
                counts["killed"] += killed
                counts["torn"] += bool(result.err)
                kept = got
            self.ok("set", name, "service.name", "Fin")
            self.ok("check", name)

        self.many(loop)

    def test_a_killed_import_is_whole_or_absent(self):
        with open(os.path.join(WORKED, "usecases.csv"), "rb") as stream:
            cases = [row["id"] for row in read_csv(stream.read())]
        names = cases + [f"PLUS{number}" for number in range(60)]

        def table(turn):
            self.write(f"{turn}.csv", "id,name,need\n" + "".join(f'{identity},tour {turn},"besoin {turn}\nsuite {"é" * 60}"\n' for identity in names))
            return f"{turn}.csv"

        self.small("probe.cadran")
        longest = 1.4 * self.usual("import", "probe.cadran", table(0))

        def loop(number, chance, counts):
            name = f"{number}.cadran"
            self.small(name)
            kept = None
            turn = mine = 0
            while mine < KILLS // 4 and turn < KILLS:
                turn += 1
                if turn % 60 == 59:  # a young file now and then, so that opening it does not become the longest part
                    os.unlink(self.path(name))
                    self.small(name)
                    kept = None
                turn_name = f"{number}{turn:05}"
                path = table(turn_name)
                killed, code, out, err = self.victim(chance, longest, "import", name, path)
                rows, result = self.opened("use-cases", name)
                seen = {row["name"] for row in rows} | {row["need"].split("\n")[0].replace("besoin", "tour") for row in rows}
                if len(seen) > 1 or (rows and len(rows) != len(names)):
                    raise AssertionError(f"turn {turn}: half an import: {len(rows)} rows, {seen}")
                got = seen.pop() if seen else None
                if out.endswith(b"\n") or code == 0:
                    counts["done"] += 1
                    if got != f"tour {turn_name}":
                        raise AssertionError(f"turn {turn}: reported {out!r}, found {got!r}")
                elif got not in (kept, f"tour {turn_name}"):
                    raise AssertionError(f"turn {turn}: neither the old nor the new: {got!r}")
                if not killed and code != 0:
                    raise AssertionError(f"turn {turn}: exit {code}, {err!r}")
                mine += killed
                counts["killed"] += killed
                counts["torn"] += bool(result.err)
                kept = got
                os.unlink(self.path(path))
            self.ok("set", name, "service.name", "Fin")
            self.ok("check", name)

        self.many(loop)

    def test_a_killed_new_leaves_a_whole_dossier_or_none(self):
        longest = 1.4 * self.usual_new()
        self.env = self.environment()
        for turn in range(min(60, KILLS // 10)):
            self.victim(self.random, longest, "new", f"n{turn}.cadran", "--name", "Essai")
            if os.path.exists(self.path(f"n{turn}.cadran")):
                self.ok("show", f"n{turn}.cadran", "summary")
            self.assertIn(self.cadran("new", f"n{turn}.cadran").code, (0, 1))
            self.ok("show", f"n{turn}.cadran", "summary")

    def usual_new(self):
        times = []
        for turn in range(5):
            begin = time.monotonic()
            self.new(f"probe{turn}.cadran")
            times.append(time.monotonic() - begin)
        return sorted(times)[2]


if __name__ == "__main__":
    unittest.main()
