#!/usr/bin/env python3
"""Random dossiers, through Cadran and through the model; every figure compared.

    python3 compare.py PATH_TO_CADRAN [COUNT] [FIRST_SEED] [--set]

With --set nothing is imported: small dossiers are typed in with `cadran set` alone.
The directory of a seed that fails is kept. Exit 1 on a difference, or when nothing ran.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import model
import random_dossier

TOLERANCE = 1e-9
TIME_LIMIT = 120          # seconds for one command
MOST_SHOWN = 40           # differences printed for one seed
DOSSIER = "d.cadran"
SANITIZER = re.compile("AddressSanitizer|LeakSanitizer|runtime error:")


class CommandFailed(Exception):
    pass


# --- comparing ------------------------------------------------------------------

def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same_number(expected, got):
    return abs(expected - got) <= TOLERANCE * max(1.0, abs(expected), abs(got))


def differences(expected, got, path=""):
    """Every key of `expected` must be in `got`; more in `got` is welcome."""
    if path.endswith(".conditions"):
        return condition_differences(expected, got, path)
    if path.endswith(".robust"):
        return []
    if isinstance(expected, dict) and isinstance(got, dict):
        return key_differences(expected, got, path)
    if isinstance(expected, list) and isinstance(got, list):
        return list_differences(expected, got, path)
    if is_number(expected) and is_number(got):
        same = same_number(expected, got)
    else:
        same = type(expected) is type(got) and expected == got
    return [] if same else ["%s: model %s, cadran %s" % (path, shown(expected), shown(got))]


def key_differences(expected, got, path):
    found = []
    for key, value in expected.items():
        where = path + "." + key
        if key not in got:
            found.append("%s: model %s, cadran has no such key" % (where, shown(value)))
        else:
            found += differences(value, got[key], where)
    return found


def list_differences(expected, got, path):
    names = [entry_name(e) for e in expected], [entry_name(e) for e in got]
    if names[0] != names[1]:
        return ["%s: model lists %s, cadran %s" % (path, names[0], names[1])]
    found = []
    for name, one, other in zip(names[0], expected, got):
        found += differences(one, other, "%s[%s]" % (path, name))
    return found


def entry_name(entry):
    if isinstance(entry, dict):
        return entry.get("id", entry.get("dimension", "?"))
    return entry


def condition_differences(expected, got, path):
    """By id; the value and the limit are fixed by the contract only where they are numbers."""
    if not isinstance(got, list):
        return ["%s: model has a list, cadran %s" % (path, shown(got))]
    wanted = {c["id"]: dict(c) for c in expected}
    given = {c.get("id"): c for c in got if isinstance(c, dict)}
    found = ["%s[%s]: cadran lists it, the model does not" % (path, name)
             for name in given if name not in wanted]
    for name, one in wanted.items():
        if not is_number(one["limit"]):
            del one["value"], one["limit"]
        where = "%s[%s]" % (path, name)
        if name not in given:
            found.append("%s: model lists it, cadran does not" % where)
        else:
            found += key_differences(one, given[name], where)
    return found


def shown(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


# --- running --------------------------------------------------------------------

class Runner:
    def __init__(self, cadran, directory):
        self.cadran, self.directory = cadran, directory
        home = os.path.join(directory, "home")
        os.makedirs(home, exist_ok=True)
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", HOME=home)
        for name in ("DATA", "CONFIG", "STATE", "CACHE"):
            self.environment["XDG_%s_HOME" % name] = os.path.join(home, name.lower())
        self.environment["XDG_RUNTIME_DIR"] = home
        for name in ("LANG", "LANGUAGE", "XDG_DATA_DIRS"):
            self.environment.pop(name, None)

    def run(self, *arguments):
        try:
            done = subprocess.run([self.cadran] + list(arguments), cwd=self.directory,
                                  env=self.environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            raise CommandFailed("`%s` still ran after %d s" % (line(arguments), TIME_LIMIT))
        words = done.stderr.decode("utf-8", "replace").strip()
        if done.returncode != 0 or SANITIZER.search(words):
            raise CommandFailed("`%s` ended with %d: %s"
                                % (line(arguments), done.returncode, words[-2000:]))
        return done.stdout

    def figures(self):
        text = self.run("export", DOSSIER, "--to", "json").decode("utf-8")
        return json.loads(text, parse_constant=refuse_constant)


def refuse_constant(name):
    raise ValueError(name + " is not JSON")


def line(arguments):
    return "cadran " + " ".join(arguments)


def by_import(runner, maker):
    runner.run("new", DOSSIER, "--name", "Essai", "--content", "content")
    if maker.sector:
        runner.run("set", DOSSIER, "service.sector", maker.sector)
    runner.run("import", DOSSIER, "answers.csv", "usecases.csv", "votes.csv")


def by_set(runner, maker):
    runner.run("new", DOSSIER, "--name", "à changer", "--content", "content")
    for key, value in changes(maker):
        # A value that begins with a dash is no option; `--` says so.
        dashes = ["--"] if value.startswith("-") else []
        runner.run("set", *(dashes + [DOSSIER, key, value]))


def changes(maker):
    """The dossier as (key, value) pairs; all use cases exist before anything names one."""
    yield "service.name", "Essai"
    if maker.sector:
        yield "service.sector", maker.sector
    for case in maker.cases:
        yield "use-case.%s.name" % case["id"], case["name"]
    for case in maker.cases:
        for field in random_dossier.CASE_COLUMNS[2:]:
            if case[field]:
                yield "use-case.%s.%s" % (case["id"], field), case[field]
    for row in maker.votes:
        yield vote_change(row)
    for row in maker.answers:
        key = "answer.%s.%s" % (row["grid"], row["question"])
        if row["level"]:
            yield key, row["level"]
        for field in ("target", "note", "evidence", "confidence", "evidence_date"):
            if row[field]:
                yield key + "." + field, row[field]


def vote_change(row):
    if not row["participant"]:
        return "score.%s.%s" % (row["use_case"], row["criterion"]), row["score"]
    return "vote.%s.%s.%s.%s" % (row["use_case"], row["criterion"], row["participant"],
                                 row["round"] or "1"), row["score"]


def compare_seed(cadran, seed, directory, typed):
    maker = random_dossier.write_dossier(seed, directory, small=typed)
    expected = random_dossier.figures_of(directory, maker)
    runner = Runner(cadran, directory)
    try:
        if typed:
            by_set(runner, maker)
        else:
            by_import(runner, maker)
        got = runner.figures()
    except (CommandFailed, ValueError) as fault:
        return [str(fault)]
    save(directory, expected, got)
    return differences(expected, got)


def save(directory, expected, got):
    for name, figures in (("model.json", expected), ("cadran.json", got)):
        with open(os.path.join(directory, name), "w", encoding="utf-8") as stream:
            json.dump(figures, stream, ensure_ascii=False, indent=1)


def check_seed(cadran, seed, typed):
    directory = tempfile.mkdtemp(prefix="cadran-model-%d-" % seed)
    found = compare_seed(cadran, seed, directory, typed)
    if not found:
        shutil.rmtree(directory)
        return True
    print("seed %d: %d differences, kept in %s" % (seed, len(found), directory))
    for difference in found[:MOST_SHOWN]:
        print("  seed %d %s" % (seed, difference))
    if len(found) > MOST_SHOWN:
        print("  … and %d more" % (len(found) - MOST_SHOWN))
    return False


def arguments():
    parser = argparse.ArgumentParser(description="Compare Cadran with the model.")
    parser.add_argument("cadran", help="the program")
    parser.add_argument("count", nargs="?", type=int, default=50)
    parser.add_argument("first_seed", nargs="?", type=int, default=1)
    parser.add_argument("--set", action="store_true", dest="typed",
                        help="small dossiers, typed in with `cadran set`")
    return parser.parse_args()


def main():
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    options = arguments()
    cadran = os.path.abspath(options.cadran)
    passed = failed = 0
    if not os.access(cadran, os.X_OK) or os.path.isdir(cadran):
        print("%s: no such program" % options.cadran)
    else:
        for seed in range(options.first_seed, options.first_seed + options.count):
            if check_seed(cadran, seed, options.typed):
                passed += 1
            else:
                failed += 1
    print("%d passed, %d failed" % (passed, failed))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
