#!/usr/bin/env python3
"""A random dossier: content files and three CSV files, all valid.

    python3 random_dossier.py SEED DIR [--small]

writes DIR/content/*.ini (some in folders), DIR/answers.csv, DIR/usecases.csv and
DIR/votes.csv. Nothing is meant to make sense; every rule of the contract is to be
met, and above all its edges: once the dossier exists, the model is run on it and
some thresholds are put exactly on a figure that it gives, or a hair beside it.
"""

import argparse
import csv
import os
import random
import sys

import model

WEIGHTS = (None, None, 1, 1, 2, 3, 0.5, 0.25, 0)
# On the line, within the tolerance of 1e-9 on either side, and clearly beside it.
NUDGES = (0.0, 0.0, 0.0, 5e-10, -5e-10, 2e-6, -2e-6)
TEXTS = ("Qualité des données ; suite : fin", "L'agent « pilote » : déjà là ?",
         "50 % = la moitié ; rien d'autre", "Œuvre à l'été 🚑 ; cœur ♥", "a \"b\" 'c' ; d",
         "Texte : " + "très long ; " * 30 + "fin", "#pas un commentaire", "x = y = z",
         "[entre crochets] : oui", "Ça va, ça vient")
NAMES = ("Comptes rendus ; réunion : n° 1", "Tri des « tickets »", "=1+1", "@nom", "+33 1",
         "-moins", "Aide au DUERP 🚑🏥", "a \"cité\" b", "L'été, déjà", "100 % ; oui", "Œuf",
         "Même nom", "Même nom", "日本語", "e\u0301 décomposé", "a,b", "| barre")
NOTES = ("", "", "vu ; noté", "=1+1", "deux\nlignes : oui ; \"non\"", "🚑, à voir", "-x")
PARTICIPANTS = ("Zoé", "Jean-Luc", "Élodie M", "Marc", "Ö")
QUADRANTS = ("high-high", "high-low", "low-high", "low-low")
CASE_COLUMNS = ("id", "name", "description", "domain", "need", "sponsor", "indicator",
                "deployment", "health_data", "personal_data", "hosting", "aipd", "cse",
                "medical_device", "ai_act", "delay", "status", "requires", "depends", "hours",
                "hour_cost", "other_gain", "build_days", "day_rate", "build_cost", "run_cost",
                "horizon", "discount", "ramp_up")
CLASSES = ("prohibited", "high-annex-1", "high-annex-3", "high", "limited", "minimal", "none")
FAILING_PAIRS = (("medical_device", "yes"), ("ai_act", "high-annex-3"), ("ai_act", "high"),
                 ("ai_act", "prohibited"), ("need", ""), ("sponsor", ""), ("indicator", ""),
                 ("delay", "7"), ("delay", ""), ("ai_act", ""), ("health_data", ""),
                 ("medical_device", ""), ("health_data", "yes"), ("aipd", "due"),
                 ("cse", "due"), ("status", "live"), ("status", "stopped"))


def plain(value):
    """A number as a person writes it: no exponent, a decimal point, no useless zero."""
    text = "%.15f" % value
    return text.rstrip("0").rstrip(".") if "." in text else text


class Maker:
    def __init__(self, seed, small=False):
        self.rng = random.Random(seed)
        self.small = small
        self.grids, self.criteria, self.matrix = [], [], {}
        self.answers, self.cases, self.votes = [], [], []
        self.sector = self.rng.choice((None, None) + model.PROFILES)
        self.make()

    # --- small tools

    def chance(self, probability):
        return self.rng.random() < probability

    def text(self):
        return self.rng.choice(TEXTS)

    def weight(self):
        return self.rng.choice(WEIGHTS)

    # --- grids

    def make_grids(self):
        ids = ["data", "ai", "extra-3"]
        count = self.rng.choice((1, 2)) if self.small else self.rng.choice((0, 1, 2, 2, 2, 2, 3))
        self.rng.shuffle(ids)
        self.grids = [self.make_grid(name) for name in ids[:count]]

    def make_grid(self, name):
        dims = [self.make_dimension(i) for i in range(self.rng.randint(1, 3 if self.small else 5))]
        if all(d["weight"] == 0 or all(q["weight"] == 0 for q in d["questions"]) for d in dims):
            dims[0]["weight"] = dims[0]["questions"][0]["weight"] = 1
        return {"id": name, "dimensions": dims,
                "share": self.rng.choice((80, 80, 60, 75, 100, 66.7)),
                "slack": self.rng.choice((1, 1, 0.5, 0, 2)),
                "order": self.rng.randint(1, 9) if self.chance(0.3) else None}

    def make_dimension(self, index):
        name = self.rng.choice(("d%d", "dim-%d")) % index
        questions = [{"id": "%s.q%d" % (name, i), "weight": self.weight()}
                     for i in range(self.rng.randint(1, 2 if self.small else 5))]
        if self.chance(0.08):
            for question in questions:
                question["weight"] = 0
        return {"id": name, "weight": self.weight(), "questions": questions,
                "mood": self.rng.choice(("mixed", "mixed", "mixed", "full", "full", "full",
                                         "equal", "na", "blank", "unknown")),
                "base": self.rng.randint(1, 5)}

    # --- criteria

    def make_criteria(self):
        for family in model.FAMILIES:
            mine = [self.make_criterion(family, i) for i in range(self.rng.randint(1, 4))]
            if family == "roi":
                self.make_derived(mine)
            if self.chance(0.05):
                for criterion in mine:
                    criterion["required"] = "no"
            self.criteria += mine
        self.settle_zero_weights()

    def make_criterion(self, family, index):
        usual = "less" if family == "risk" else "more"
        return {"id": "%s.c%d" % (family, index), "family": family, "weight": self.weight(),
                "better": usual if self.chance(0.7) else self.rng.choice(("more", "less")),
                "required": self.rng.choice((None, None, None, "yes", "no")), "derive": None}

    def make_derived(self, criteria):
        kinds = ["roi", "payback", "tco"]
        self.rng.shuffle(kinds)
        for criterion, kind in zip(criteria, kinds):
            if self.chance(0.7):
                criterion.update(derive=kind, better="more")

    def settle_zero_weights(self):
        """At most one family without any weight, and that one seldom."""
        idle = self.rng.choice(model.FAMILIES) if self.chance(0.08) else None
        for family in model.FAMILIES:
            mine = [c for c in self.criteria if c["family"] == family]
            if family == idle:
                for criterion in mine:
                    criterion["weight"] = 0
            elif all(c["weight"] == 0 for c in mine):
                mine[0]["weight"] = 1

    # --- matrix

    def make_matrix(self):
        rng = self.rng
        self.matrix = {
            "id": rng.choice(("valeur-facilite", "essai")),
            "aggregate": rng.choice(("median", "mean")),
            "x": {"weights": self.axis(("feasibility", "risk")), "threshold": rng.choice((50, 60))},
            "y": {"weights": self.axis(("impact", "roi")), "threshold": rng.choice((50, 40))},
            "priority": None if self.chance(0.2) else self.priority(),
            "penalty": rng.choice((12.5, 12.5, 0, 10, 25, 60)), "block": rng.choice((2, 2, 1, 3)),
            "derive": {"roi": self.bounds([0, 0.5, 1, 2], -0.5),
                       "payback": self.bounds([48, 24, 12, 6], 24),
                       "tco": self.bounds([60000, 30000, 15000, 5000], 90000)},
            "rule": self.rule(), "decoy": self.chance(0.2)}

    def bounds(self, shared, shift):
        """The bounds for all, under None, and here and there those of a profile: the first
        ones are further out, so that they stay in order."""
        bounds = {None: shared}
        for profile in model.PROFILES:
            if self.chance(0.3):
                count = self.rng.randint(1, 4)
                bounds[profile] = [bound + shift for bound in shared[:count]] + shared[count:]
        return bounds

    def axis(self, usual):
        rng = self.rng
        if self.chance(0.6):
            return {f: rng.choice((60, 40, 20, 1)) for f in usual}
        families = rng.sample(model.FAMILIES, rng.randint(1, 4))
        weights = {f: rng.choice((50, 30, 20, 0.5, 0.1, 0)) for f in families}
        if not any(weights.values()):
            weights[families[0]] = 40
        return weights

    def priority(self):
        weights = {f: self.rng.choice((40, 30, 25, 20, 10, 0.3)) for f in model.FAMILIES}
        if self.chance(0.1):
            weights[self.rng.choice(model.FAMILIES)] = 0
        return weights

    def rule(self):
        rng = self.rng
        lenient = self.chance(0.5)
        rule = {"impact.min": 10 if lenient else rng.choice((50, 25)),
                "roi.min": 0 if lenient else rng.choice((50, 25)),
                "feasibility.min": 25 if lenient else rng.choice((62.5, 50)),
                "risk.max": 75 if lenient else rng.choice((37.5, 50)),
                "risk.any.max": 5 if lenient else rng.choice((4, 3)),
                "delay.max": 6 if lenient else rng.choice((6, 3)),
                "build.max": 15000, "payback.max": 24 if lenient else rng.choice((12, 24)),
                "ai-act": rng.choice(("none, minimal, limited", "minimal,none",
                                      "none, minimal, limited, high")),
                "medical-device": "no", "need": "yes", "maturity": "yes",
                "prerequisites": "yes", "data": "yes"}
        order = list(rule)
        if self.chance(0.3):
            rng.shuffle(order)
        dropped = rng.sample(order, rng.randint(1, 5)) if self.chance(0.4) else []
        return self.with_profiles({key: rule[key] for key in order if key not in dropped})

    def with_profiles(self, rule):
        """Limits of a profile, somewhere among the others."""
        pairs = list(rule.items())
        for key, value in rule.items():
            if key.endswith((".min", ".max")) and self.chance(0.15):
                profile = self.rng.choice(model.PROFILES)
                pairs.insert(self.rng.randint(0, len(pairs)),
                             ("%s.%s" % (key, profile), value * self.rng.choice((0.5, 1, 2))))
        return dict(pairs)

    # --- answers

    def make_answers(self):
        for grid in self.grids:
            for dimension in grid["dimensions"]:
                for question in dimension["questions"]:
                    self.answer(grid, dimension, question)

    def answer(self, grid, dimension, question):
        level = self.level(dimension)
        if level == "" and self.chance(0.5):
            return
        target = str(self.rng.randint(1, 5)) if self.chance(0.5) else ""
        note = "sans objet ici" if level == "NA" else self.rng.choice(NOTES)
        evidence = self.rng.choice(NOTES)
        self.answers.append({"grid": grid["id"], "question": question["id"], "level": level,
                             "target": target, "note": note,
                             "evidence": evidence, "confidence": "",
                             "evidence_date": "2026-11-%02d" % (1 + len(evidence) % 30) if evidence else ""})

    def level(self, dimension):
        mood, rng = dimension["mood"], self.rng
        fixed = {"na": "NA", "blank": "", "unknown": "?", "equal": str(dimension["base"])}
        if mood in fixed:
            return fixed[mood]
        if mood == "mixed" and self.chance(0.4):
            return rng.choice(("NA", "?", "", ""))
        return str(min(5, max(1, dimension["base"] + rng.choice((-1, 0, 0, 1, 2)))))

    # --- use cases

    def make_cases(self):
        count = self.rng.randint(2, 4) if self.small else self.rng.randint(3, 14)
        ids = ["UC%02d" % (i + 1) for i in range(count)]
        if self.chance(0.3):
            ids[0] = "meeting-notes"
        self.own_ids = self.small or self.chance(0.9)
        if not self.own_ids:
            ids = ["UC%03d" % (i + 1) for i in range(count)]
        self.cases = [self.make_case(name, i) for i, name in enumerate(ids)]
        self.link()

    def make_case(self, name, index):
        case = dict.fromkeys(CASE_COLUMNS, "")
        case.update(id=name, name=self.case_name(index), mood=self.rng.choice(
            ("good", "good", "good", "any")))
        case.update(description=self.rng.choice(NOTES), domain=self.rng.choice(("", "Accueil")),
                    deployment=self.rng.choice(("", "saas")),
                    personal_data=self.rng.choice(("", "yes", "no")))
        self.facts(case)
        case["requires"] = self.requires(case["mood"])
        self.money(case)
        return case

    def case_name(self, index):
        if not self.own_ids:
            return "Cas sans identifiant %d" % index
        return self.rng.choice(NAMES)

    def facts(self, case):
        rng = self.rng
        if case["mood"] == "good":
            case.update(need="besoin ; écrit", sponsor="métier", indicator="délai : -10 %",
                        health_data="no", medical_device="no", ai_act=rng.choice(CLASSES[4:]),
                        delay=str(rng.randint(0, 6)), status=rng.choice(("", "idea", "pilot")),
                        hosting=rng.choice(("", "none", "eu", "own")),
                        aipd=rng.choice(("", "done", "not-due")),
                        cse=rng.choice(("", "done", "not-due")))
            for field, value in rng.sample(FAILING_PAIRS, rng.choice((0, 0, 0, 1, 1, 2))):
                case[field] = value
            return
        for field in ("need", "sponsor", "indicator"):
            case[field] = rng.choice(("", "oui", "oui", "oui"))
        case.update(health_data=rng.choice(("", "yes", "no", "no")),
                    medical_device=rng.choice(("", "yes", "no", "no", "no")),
                    ai_act=rng.choice(("",) + CLASSES), delay=rng.choice(("", "0", "3", "6", "9")),
                    hosting=rng.choice(("", "none", "eu", "own", "hds", "secnumcloud")),
                    aipd=rng.choice(("", "done", "due", "not-due")),
                    cse=rng.choice(("", "done", "due", "not-due")),
                    status=rng.choice(("", "idea", "pilot", "live", "stopped")))

    def requires(self, mood):
        names = [(g["id"] + "." + d["id"], d["base"]) for g in self.grids
                 for d in g["dimensions"]]
        if not names or self.chance(0.5):
            return ""
        parts = []
        for _ in range(self.rng.randint(1, 3)):
            name, base = self.rng.choice(names)   # the same dimension may come twice
            high = max(1, min(5, base + self.rng.choice((-1, 0, 0, 1))))
            level = high if mood == "good" else self.rng.randint(1, 5)
            parts.append("%s:%d" % (name, level))
        return ";".join(parts)

    def link(self):
        """Prerequisites in chains, never in a circle, some towards later rows."""
        order = list(self.cases)
        self.rng.shuffle(order)
        for i, case in enumerate(order[1:], 1):
            parts = []
            if self.chance(0.25):
                for other in self.rng.sample(order[:i], min(i, self.rng.choice((1, 1, 2)))):
                    parts.append(other["id"])
            if self.chance(0.2):
                kind = self.rng.choice(("favours:", "duplicates:", "spreads:"))
                parts.append(kind + self.rng.choice(order[:i])["id"])
            case["depends"] = ";".join(parts)

    # --- money

    def figure(self, values):
        """A value or low/likely/high around it; halves and integers stay exact."""
        value = self.rng.choice(values)
        if value and self.chance(0.25):
            return "/".join(plain(v) for v in (value / 2, value, value * 1.5))
        return plain(value)

    def money(self, case):
        kinds = ("none", "none", "full", "full", "sparse", "line", "zero", "loss")
        if case["mood"] == "good" and self.chance(0.8):
            kinds = ("none", "line", "worth")
        kind = self.rng.choice(kinds)
        if kind in ("full", "sparse"):
            self.full_money(case, 0.9 if kind == "full" else 0.35)
        elif kind == "line":      # gain 12000, build 12000: exactly 12 months; build 15000
            case.update(other_gain="12000", build_cost=self.rng.choice(("12000", "15000")))
        elif kind == "worth":     # paid back within the year
            case.update(hours=self.figure((60, 80)), hour_cost="32", build_days="10",
                        day_rate=self.figure((450, 600)), run_cost=self.figure((0, 600)))
        elif kind == "zero":      # nothing costs anything: no ROI; nothing gained: no payback
            case.update(build_cost="0", hours=self.rng.choice(("", "0", "10")), hour_cost="30")
        elif kind == "loss":      # net gain exactly 0 or below
            case.update(other_gain="6000", run_cost=self.rng.choice(("6000", "9000")),
                        build_days="10", day_rate="450", ramp_up=self.rng.choice(("", "3")))
        if kind not in ("none", "worth") and self.chance(0.2):
            case.update(ramp_up=self.rng.choice(("3", "12", "18", "48", "60")),
                        horizon=self.rng.choice(("1", "3", "4")))

    def full_money(self, case, density):
        offers = {"hours": (10, 40, 120, 0), "hour_cost": (25, 32, 37.5),
                  "other_gain": (0, 1000, 2500), "build_days": (5, 10, 20, 33.5),
                  "day_rate": (450, 600), "build_cost": (0, 2000, 9000),
                  "run_cost": (0, 600, 12000),
                  "discount": (0, 4, 2.5), "ramp_up": (0, 3, 4.5, 6)}
        for field, values in offers.items():
            if self.chance(density):
                case[field] = self.figure(values)
        if self.chance(density):
            case["horizon"] = self.rng.choice(("1", "3", "5", "2/3/4"))

    # --- votes

    def make_votes(self):
        previous = None
        for case in self.cases:
            if previous and self.chance(0.15):
                self.clone(previous, case)
            else:
                self.score_case(case)
            previous = case

    def score_case(self, case):
        skip = self.rng.choice((0.0, 0.0, 0.05, 0.4)) if case["mood"] == "good" else 0.2
        for criterion in self.criteria:
            if not self.chance(skip) and not (criterion["derive"] and self.chance(0.6)):
                self.score(case["id"], criterion, case["mood"] == "good")

    def score(self, case, criterion, good):
        kind = self.rng.choice(("retained", "retained", "votes", "votes", "both", "silent"))
        if kind == "silent" and good:
            kind = "retained"
        if kind in ("votes", "both", "silent"):
            self.rounds(case, criterion, good, kind == "silent")
        if kind in ("retained", "both"):
            mark = self.mark(criterion, good)
            if self.chance(0.15):
                mark = min(5, mark + self.rng.choice((0.5, 0.25, 1e-10)))
            self.vote(case, criterion, "", "", plain(mark))

    def rounds(self, case, criterion, good, silent):
        last = self.rng.choice((1, 1, 2, 3))
        for turn in range(1, last + 1):
            people = self.rng.sample(PARTICIPANTS, self.rng.randint(1, 5))
            # The last round may be abstentions only: the one before it counts.
            empty = silent or (turn == last > 1 and self.chance(0.2))
            for person in people:
                mute = empty or self.chance(0.1)
                mark = "" if mute else str(self.mark(criterion, good))
                self.vote(case, criterion, person, str(turn), mark)

    def mark(self, criterion, good):
        if not good:
            return self.rng.randint(1, 5)
        mark = self.rng.choice((3, 4, 4, 5, 5))
        return mark if criterion["better"] == "more" else 6 - mark

    def vote(self, case, criterion, person, turn, mark):
        if turn == "1" and self.chance(0.3):
            turn = ""
        self.votes.append({"use_case": case, "criterion": criterion["id"],
                           "participant": person, "round": turn, "score": mark})

    def clone(self, model_case, case):
        """The same scores, figures and requirements: an exact tie."""
        for field in CASE_COLUMNS[CASE_COLUMNS.index("hours"):]:
            case[field] = model_case[field]
        case["requires"] = model_case["requires"]
        for row in [r for r in self.votes if r["use_case"] == model_case["id"]]:
            self.votes.append(dict(row, use_case=case["id"]))

    # --- the whole

    def make(self):
        self.own_ids = True
        self.make_grids()
        self.make_criteria()
        self.make_matrix()
        self.make_answers()
        self.make_cases()
        self.make_votes()


# --- thresholds on the line -------------------------------------------------------

class Sharpener:
    """Moves thresholds onto figures that the dossier has."""

    def __init__(self, maker, figures):
        self.maker, self.rng, self.figures = maker, maker.rng, figures
        self.matrix = maker.matrix

    def pick(self, values, low, high):
        values = [v for v in values if v is not None]
        if not values:
            return None
        value = self.rng.choice(values) + self.rng.choice(NUDGES)
        return value if low <= value <= high else None

    def profile(self):
        return self.maker.sector or "spsti"

    def bounds(self):
        """The bounds of the derived scores; they stay in their order."""
        for kind, key in (("roi", "roi"), ("payback", "payback_months"), ("tco", "tco")):
            bounds = self.matrix["derive"][kind]
            profile = self.profile() if self.profile() in bounds else None
            marks = bounds[profile]
            values = [c["money"][key] for c in self.figures["use_cases"] if c["money"]]
            place = self.rng.randrange(4)
            if self.rng.random() < 0.5:
                continue
            value = self.pick(values, -1e9, 1e9)
            changed = marks[:place] + [value] + marks[place + 1:]
            if value is not None and changed == sorted(changed, reverse=kind != "roi") \
                    and len(set(changed)) == 4:
                bounds[profile] = changed

    def shares(self):
        for grid, figures in zip(self.sorted_grids(), self.figures["grids"]):
            if figures["score"] is None:
                continue
            if self.rng.random() < 0.4:
                grid["share"] = self.exact_share(grid)
            if self.rng.random() < 0.2:
                worst = min(d["score"] for d in figures["dimensions"] if d["score"] is not None)
                grid["slack"] = max(0.0, self.rng.randint(2, 5) - worst)

    def sorted_grids(self):
        by_id = {g["id"]: g for g in self.maker.grids}
        return [by_id[f["id"]] for f in self.figures["grids"]]

    def exact_share(self, grid):
        levels = {a["question"]: int(a["level"]) for a in self.maker.answers
                  if a["grid"] == grid["id"] and a["level"] in "12345" and a["level"]}
        pairs = [(1.0 if q["weight"] is None else q["weight"], levels[q["id"]])
                 for d in grid["dimensions"] for q in d["questions"] if q["id"] in levels]
        limit = self.rng.randint(2, 5)
        share = 100.0 * sum(w for w, v in pairs if v >= limit) / (sum(w for w, _ in pairs) or 1)
        return share if share > 0 else grid["share"]

    def rule_values(self, key):
        """The values of a condition, for every use case that has them."""
        return [c["value"] for case in self.figures["use_cases"]
                for c in case["conditions"] if c["id"] == key]

    def thresholds(self):
        for axis in "xy":
            self.put(self.matrix[axis], "threshold",
                     [c[axis] for c in self.figures["use_cases"]], 0, 100)
        for key in self.matrix["rule"]:
            stem = key.removesuffix("." + self.profile())
            if stem.endswith((".min", ".max")):
                top = 5 if ".any." in key else 100 if key.split(".")[0] in model.FAMILIES else 1e9
                self.put(self.matrix["rule"], key, self.rule_values(stem), 0, top)
        gaps = [s["required"] - s["current"] for case in self.figures["use_cases"]
                for s in case["maturity_shortfall"] if s["current"] is not None]
        self.put(self.matrix, "block", gaps, 0.01, 4)

    def put(self, table, key, values, low, high):
        if self.rng.random() < 0.15:
            value = self.pick(values, low, high)
            table[key] = table[key] if value is None else value


# --- writing ----------------------------------------------------------------------

class Writer:
    def __init__(self, maker, directory):
        self.maker, self.directory = maker, directory
        # Its own source of chance: writing twice must write the same twice.
        self.rng = random.Random(maker.rng.getrandbits(32))

    def write(self):
        state = self.rng.getstate()
        os.makedirs(os.path.join(self.directory, "content"), exist_ok=True)
        for place, grid in enumerate(self.maker.grids):
            self.ini(("%s.ini", "questionnaires/%s.ini", "z/%s.ini")[place] % grid["id"],
                     self.grid(grid))
        self.ini("criteria.ini", self.criteria())
        self.ini("matrices/main.ini", self.matrix(self.maker.matrix["id"]))
        if self.maker.matrix["decoy"] and self.maker.matrix["id"] == "valeur-facilite":
            # Listed first, never chosen: valeur-facilite is the default.
            self.ini("matrices/a-decoy.ini", self.matrix("decoy", 1))
        self.csv_files()
        self.rng.setstate(state)

    def ini(self, path, sections):
        lines = []
        for section, keys in sections:
            lines += ["", "[%s]" % section]
            for key, value in keys:
                if value is not None:
                    lines += self.key_lines(key, value)
            if self.rng.random() < 0.2:
                lines.append(self.rng.choice(("; un commentaire : poids = 9", "# weight = 7",
                                              "  ; weight = 5")))
        text = self.rng.choice(("\n", "\n", "\n", "\r\n")).join(lines[1:] + [""])
        path = os.path.join(self.directory, "content", path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as stream:
            stream.write((b"\xef\xbb\xbf" if self.rng.random() < 0.1 else b"")
                         + text.encode("utf-8"))

    def key_lines(self, key, value):
        """One key; a long text goes on over indented lines."""
        value = plain(value) if isinstance(value, (int, float)) else value
        words = value.split(" ")
        lines = [self.rng.choice(("%s = %s", "%s = %s", "%s=%s", "%s   =  %s")) % (key, words[0])]
        for word in words[1:]:
            # An indented line that begins like a comment would be one.
            if self.rng.random() < 0.05 and word and word[0] not in ";#[":
                lines.append(self.rng.choice(("  ", "\t", "       ")) + word)
            else:
                lines[-1] += " " + word
        return lines

    def both(self, key):
        text = self.maker.text()
        return [(key + ".fr", text), (key + ".en", "English: " + text)]

    def levels(self):
        pairs = []
        for level in range(1, 6):
            pairs += self.both("level%d" % level)
        return pairs

    def grid(self, grid):
        sections = [("grid", [("id", grid["id"]), ("version", 1)] + self.both("name")
                     + [("staged.share", grid["share"]), ("staged.slack", grid["slack"]),
                        ("order", grid["order"])])]
        for level in range(1, 6):
            sections.append(("level %d" % level, self.both("name") + self.both("text")))
        for dimension in grid["dimensions"]:
            sections.append(("dimension " + dimension["id"],
                             self.both("name") + [("weight", dimension["weight"])]))
            for question in dimension["questions"]:
                sections.append(("question " + question["id"],
                                 self.both("text") + [("weight", question["weight"])]
                                 + self.levels()))
        return sections

    def criteria(self):
        sections = [("criteria", [("id", "use-case"), ("version", 1)] + self.both("name"))]
        for family in model.FAMILIES:
            sections.append(("family " + family, self.both("name")))
            for c in self.maker.criteria:
                if c["family"] == family:
                    sections.append(("criterion " + c["id"], self.both("name")
                                     + self.both("text")
                                     + [(k, c[k]) for k in ("better", "weight", "required",
                                                            "derive")] + self.levels()))
        return sections

    def matrix(self, name, aggregate=None):
        m = self.maker.matrix
        sections = [("matrix", [("id", name), ("version", 1)] + self.both("name")
                     + [("aggregate", "mean" if aggregate else m["aggregate"])])]
        for axis in "xy":
            sections.append(("axis " + axis, self.both("name") + list(m[axis]["weights"].items())
                             + [("threshold", m[axis]["threshold"])]))
        if m["priority"]:
            sections.append(("priority", list(m["priority"].items())))
        for quadrant in QUADRANTS:
            sections.append(("quadrant " + quadrant, [("id", "q-" + quadrant)]
                             + self.both("name") + self.both("advice")))
        sections.append(("gate maturity", [("penalty", m["penalty"]), ("block", m["block"])]))
        for kind, bounds in m["derive"].items():
            sections.append(("derive " + kind, self.bounds(bounds)))
        sections.append(("quick-win", list(m["rule"].items())))
        sections.append(("robustness", [("families", "uniform"), ("criteria", "uniform"),
                                        ("samples", 200), ("seed", 1)]))
        return sections

    def bounds(self, bounds):
        """Of a profile only what is its own."""
        pairs = [(str(i), bound) for i, bound in enumerate(bounds[None], 2)]
        for profile, own in bounds.items():
            pairs += [("%d.%s" % (i, profile), bound)
                      for i, bound in enumerate(own, 2) if bound != bounds[None][i - 2]]
        return pairs

    def csv_files(self):
        maker = self.maker
        self.csv("answers.csv", ("grid", "question", "level", "target", "note", "evidence",
                                 "confidence", "evidence_date"), maker.answers)
        columns = [c for c in CASE_COLUMNS if maker.own_ids or c != "id"]
        self.csv("usecases.csv", columns, maker.cases)
        self.csv("votes.csv", ("use_case", "criterion", "participant", "round", "score"),
                 maker.votes)

    def csv(self, name, columns, rows):
        columns = list(columns)
        if self.rng.random() < 0.3:
            self.rng.shuffle(columns)
        excel = self.rng.random() < 0.2
        quoting = csv.QUOTE_ALL if excel or self.rng.random() < 0.3 else csv.QUOTE_MINIMAL
        with open(os.path.join(self.directory, name), "w", newline="",
                  encoding="utf-8-sig" if excel else "utf-8") as stream:
            writer = csv.writer(stream, delimiter=";" if excel else ",", quoting=quoting,
                                lineterminator=self.rng.choice(("\r\n", "\n")))
            writer.writerow(columns)
            for row in rows:
                writer.writerow([self.cell(c, row[c], excel) for c in columns])

    def cell(self, column, value, excel):
        """What a French spreadsheet writes: a decimal comma."""
        numeric = column == "score" or column in CASE_COLUMNS[CASE_COLUMNS.index("hours"):]
        return value.replace(".", ",") if excel and numeric else value


def figures_of(directory, maker):
    paths = [os.path.join(directory, name) for name in ("content", "answers.csv",
                                                         "usecases.csv", "votes.csv")]
    return model.load(*paths, profile=maker.sector or "spsti").figures()


def write_dossier(seed, directory, small=False):
    """Written three times: the bounds move the scores, the scores the thresholds."""
    maker = Maker(seed, small)
    writer = Writer(maker, directory)
    writer.write()
    first = Sharpener(maker, figures_of(directory, maker))
    first.bounds()
    first.shares()
    writer.write()
    Sharpener(maker, figures_of(directory, maker)).thresholds()
    writer.write()
    return maker


def main():
    parser = argparse.ArgumentParser(description="Write a random dossier.")
    parser.add_argument("seed", type=int)
    parser.add_argument("directory")
    parser.add_argument("--small", action="store_true", help="few use cases and questions")
    options = parser.parse_args()
    write_dossier(options.seed, options.directory, options.small)
    return 0


if __name__ == "__main__":
    sys.exit(main())
