"""Dossiers of many services, written as Cadran writes them: the content of one that it made, then answers, use cases
and scores by chance, a record each with its check. The same seed gives the same bytes.

Usage: dossiers.py PROGRAM FOLDER COUNT [BYTES [CONTENT]]
       dossiers.py PROGRAM workshop FILE USE_CASES VOTES [SPREAD]
    BYTES    what each dossier should have, about (20000)
    CONTENT  a folder of content files; without it the shipped ones
    SPREAD   wide (what chance gives), point (all alike), live, prohibited: what the use cases are
"""

import csv
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import zlib

AUTHOR = "animateur"
NOTE = "vu avec la direction ; la procédure est écrite, elle n'est pas encore suivie partout"
FIELDS = (("delay", "4"), ("deployment", "saas"), ("status", "idea"), ("health_data", "no"), ("personal_data", "yes"),
          ("medical_device", "no"), ("ai_act", "minimal"), ("need", "Deux heures par jour"), ("sponsor", "Direction"),
          ("indicator", "Heures"), ("hours", "20/40/60"), ("hour_cost", "38.5"), ("build_cost", "9000"), ("run_cost", "1200"))


VOTERS = ("Direction", "Claire", "Médecin du travail", "IPRP", "DSI", "Infirmière", "RH", "Qualité", "DPO", "CSE")


class Template:
    """What all dossiers begin with, and what may be said in them."""

    def __init__(self, program, content):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "first.cadran")
            subprocess.run([program, "new", path, "--name", "First", *(["--content", content] if content else [])],
                           check=True, stdout=subprocess.DEVNULL)
            with open(path, encoding="utf-8", newline="") as stream:
                rows = list(csv.reader(stream))[2:]
        self.content = [row[4:7] for row in rows if row[3] == "content"]
        self.questions, self.criteria = [], []
        for key, _, text in self.content:
            if key.startswith("grid."):
                self.questions += [key[5:] + "." + name for name in re.findall(r"^\[question (\S+)\]", text, re.M)]
            if key.startswith("criteria."):
                self.criteria = re.findall(r"^\[criterion (\S+)\]", text, re.M)


class Journal:
    def __init__(self, second):
        self.text, self.number = "cadran,1\nseq,time,author,kind,key,field,value,check\n", 0
        self.time = "2026-%02d-%02dT%02d:%02d:%02dZ" % (1 + second // 2419200 % 12, 1 + second // 86400 % 28,
                                                       second // 3600 % 24, second // 60 % 60, second % 60)

    def add(self, kind, key, field, value):
        out = io.StringIO(newline="")
        self.number += 1
        csv.writer(out, lineterminator="\n").writerow([self.number, self.time, AUTHOR, kind, key, field, value])
        body = out.getvalue()[:-1] + ","
        self.text += "%s%08x\n" % (body, zlib.crc32(body.encode()))

    def size(self):
        return len(self.text)


def opinions(template, journal, chance, case, votes):
    """A score on each criterion, or a vote of each participant."""
    for criterion in template.criteria:
        if not votes:
            journal.add("score", case, criterion, str(chance.randint(1, 5)))
        for voter in VOTERS if votes else ():
            journal.add("vote", case + "." + criterion, voter + ".1", str(chance.randint(1, 5)))


def fill(template, number, chance, most, use_cases, votes):
    """One dossier: what is said first is said in all of them, as far as the bytes reach."""
    journal, level = Journal(number * 61), chance.randint(1, 4)
    for key, version, text in template.content:
        journal.add("content", key, version, text)
    journal.add("service", "", "name", "Service %d" % number)
    for question in template.questions:
        journal.add("answer", question, "level", str(min(5, max(1, level + chance.randint(-1, 1)))))
    for case in use_cases:
        if journal.size() > most:
            break
        journal.add("use-case", case, "present", "yes")
        journal.add("use-case", case, "name", case.replace("-", " ").capitalize())
        opinions(template, journal, chance, case, votes)
        for field, value in FIELDS:
            journal.add("use-case", case, field, value)
    for question in template.questions:
        if journal.size() > most:
            break
        journal.add("answer", question, "note", NOTE)
    return journal.text


def make(program, folder, count, most=20000, content=None, votes=False, seed=1):
    template, chance = Template(program, content), random.Random(seed)
    with open(os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))),
                           "questionnaires", "catalogue-spsti.ini"), encoding="utf-8") as stream:
        catalogue = re.findall(r"^\[use-case (\S+)\]", stream.read(), re.M)
    for number in range(count):
        use_cases = chance.sample(catalogue[:16], 8)
        with open(os.path.join(folder, "%05d.cadran" % number), "w", encoding="utf-8", newline="") as stream:
            stream.write(fill(template, number, chance, most, use_cases, votes))


REQUIRED = "data.quality:3"


def states(spread, chance):
    """A use case's status and class."""
    if spread == "wide":
        return chance.choice(("idea", "idea", "idea", "pilot", "live")), "minimal"
    return "live" if spread == "live" else "idea", "prohibited" if spread == "prohibited" else "minimal"


def scores(template, spread, chance):
    """Some are good at most things and others are not, so that they do not all stand in the middle."""
    base = 3 if spread == "point" else chance.choice((2, 3, 3, 4))
    for criterion in template.criteria:
        better = base + (0 if spread == "point" else chance.randint(-2, 2))
        yield criterion, min(5, max(1, 6 - better if criterion.startswith("risk.") else better))


def workshop(program, path, use_cases, votes, spread="wide", seed=1):
    """One dossier: every use case scored, and so many votes on their first criteria, ten a criterion."""
    template, chance, journal = Template(program, None), random.Random(seed), Journal(0)
    for key, version, text in template.content:
        journal.add("content", key, version, text)
    journal.add("service", "", "name", "Service")
    for question in template.questions:
        journal.add("answer", question, "level", str(chance.randint(1, 4)))
    for number in range(use_cases):
        case, (status, ai_act) = "c%03d" % number, states(spread, chance)
        values = dict(FIELDS, status=status, ai_act=ai_act, name="Cas d'usage numéro %d" % (number + 1),
                      requires=REQUIRED if chance.random() < 0.3 and spread != "point" else "")
        journal.add("use-case", case, "present", "yes")
        for criterion, score in scores(template, spread, chance):
            left = min(len(VOTERS), votes * (number + 1) // use_cases - votes * number // use_cases)
            if criterion == template.criteria[0] and left:
                for voter in VOTERS[:left]:
                    said = min(5, max(1, score + (0 if spread == "point" else chance.randint(-1, 1))))
                    journal.add("vote", case + "." + criterion, voter + ".1", str(said))
            else:
                journal.add("score", case, criterion, str(score))
        for field, value in values.items():
            if value:
                journal.add("use-case", case, field, value)
    with open(path, "w", encoding="utf-8", newline="") as stream:
        stream.write(journal.text)


def main():
    if sys.argv[2] == "workshop":
        workshop(os.path.abspath(sys.argv[1]), sys.argv[3], int(sys.argv[4]), int(sys.argv[5]), *sys.argv[6:7])
    else:
        make(os.path.abspath(sys.argv[1]), sys.argv[2], int(sys.argv[3]), *[int(word) for word in sys.argv[4:5]],
             *sys.argv[5:6])


if __name__ == "__main__":
    main()
