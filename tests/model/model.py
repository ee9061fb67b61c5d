#!/usr/bin/env python3
"""An independent model of Cadran's arithmetic, written from the contract alone.

    python3 model.py CONTENT_DIR answers.csv usecases.csv votes.csv [PROFILE]

prints the figures that `cadran export FILE --to json` must give. It shares no
code and no idea of structure with the C program, so that a mistake made in one
is not made in the other. What it leaves out: `robust`, which is always null here.
"""

import csv
import io
import json
import os
import re
import statistics
import sys
from math import fsum

EPSILON = 1e-9
FAMILIES = ("impact", "roi", "feasibility", "risk")
DEFAULT_PRIORITY = {"impact": 30.0, "roi": 25.0, "feasibility": 25.0, "risk": 20.0}
MONEY_TRIGGERS = ("hours", "other_gain", "build_days", "build_cost", "run_cost")
CERTIFIED_HOSTING = ("own", "hds", "secnumcloud")
PROFILES = ("spsti", "hospital", "other")
NOT_APPLICABLE = "NA"
WHITESPACE = " \t\r\n"   # a no-break space is text


class ModelError(Exception):
    """An input that the contract calls a fault."""


# --- comparisons and means ----------------------------------------------------

def at_least(value, limit):
    return value >= limit - EPSILON


def at_most(value, limit):
    return value <= limit + EPSILON


def weighted_mean(pairs):
    """Mean of (weight, value) pairs, None when nothing weighs anything."""
    total = fsum(weight for weight, _ in pairs)
    if total <= 0:
        return None
    return fsum(weight * value for weight, value in pairs) / total


# --- content files --------------------------------------------------------------

def is_comment(line):
    return line.lstrip()[:1] in (";", "#")


def parse_ini(text):
    """[(section, {key: value})], in the order of the file.

    Only the first `=` of a line separates: `;` and `:` are plain text. An
    indented line goes on with the value before it, joined by one space.
    """
    sections = []
    last_key = None
    # Not splitlines(), which also cuts at U+2028 and other signs of plain text.
    for line in text.split("\n"):
        bare = line.strip(WHITESPACE)
        if not bare:
            last_key = None
        elif is_comment(line):
            continue
        elif line[0] in " \t" and last_key:
            sections[-1][1][last_key] += " " + bare
        elif bare.startswith("["):
            sections.append((bare[1:bare.index("]")].strip(), {}))
            last_key = None
        else:
            key, separator, value = bare.partition("=")
            if not separator or not sections:
                raise ModelError("not a key, a section or a comment: " + line)
            last_key = key.strip()
            sections[-1][1][last_key] = value.strip()
    return sections


def read_ini(path):
    with io.open(path, encoding="utf-8-sig", newline=None) as stream:
        return parse_ini(stream.read())


def split_section(section):
    kind, _, name = section.partition(" ")
    return kind, name.strip()


def weight_of(keys):
    return float(keys.get("weight", "1"))


def ini_paths(directory):
    """Every *.ini below the directory, as (relative path, path), sorted."""
    found = []
    for folder, _, names in os.walk(directory):
        for name in names:
            if name.endswith(".ini"):
                path = os.path.join(folder, name)
                found.append((os.path.relpath(path, directory), path))
    return sorted(found, key=lambda pair: os.fsencode(pair[0]))


def load_grid(sections):
    head = sections[0][1]
    grid = {"id": head["id"],
            "order": float(head["order"]) if "order" in head else None,
            "share": float(head.get("staged.share", "80")),
            "slack": float(head.get("staged.slack", "1")),
            "dimensions": []}
    by_id = {}
    for section, keys in sections[1:]:
        kind, name = split_section(section)
        if kind == "dimension":
            by_id[name] = {"id": name, "weight": weight_of(keys), "questions": []}
            grid["dimensions"].append(by_id[name])
        elif kind == "question":
            owner = by_id[name.split(".")[0]]
            owner["questions"].append({"id": name, "weight": weight_of(keys)})
    return grid


def load_criteria(sections):
    criteria = []
    for section, keys in sections[1:]:
        kind, name = split_section(section)
        if kind == "criterion":
            criteria.append({"id": name, "family": name.split(".")[0],
                             "weight": weight_of(keys),
                             "better": keys.get("better", "more"),
                             "required": keys.get("required", "yes") == "yes",
                             "derive": keys.get("derive")})
    return criteria


def family_weights(keys):
    """A weight of 0 says that the family is no part of the composition."""
    weights = {f: float(keys[f]) for f in FAMILIES if f in keys}
    return {f: w for f, w in weights.items() if w != 0}


def for_profile(keys, profile):
    """A section as one profile reads it: `2.hospital` takes the place of `2` there."""
    shared, own = {}, {}
    for key, value in keys.items():
        stem, _, last = key.rpartition(".")
        if last not in PROFILES:
            shared[key] = value
        elif last == profile:
            own[stem] = value
    return {key: own.get(key, value) for key, value in shared.items()}


def load_matrix(sections, profile="spsti"):
    head = sections[0][1]
    matrix = {"id": head["id"], "aggregate": head.get("aggregate", "median"),
              "axes": {}, "quadrants": {}, "derive": {}, "rule": {},
              "priority": dict(DEFAULT_PRIORITY), "penalty": 12.5, "block": 2.0}
    for section, keys in sections[1:]:
        kind, name = split_section(section)
        if kind == "axis":
            matrix["axes"][name] = {"weights": family_weights(keys),
                                    "threshold": float(keys["threshold"])}
        elif kind == "priority":
            matrix["priority"] = family_weights(keys)
        elif kind == "quadrant":
            matrix["quadrants"][name] = keys["id"]
        elif kind == "gate" and name == "maturity":
            matrix["penalty"] = float(keys.get("penalty", "12.5"))
            matrix["block"] = float(keys.get("block", "2"))
        elif kind == "derive":
            matrix["derive"][name] = {int(k): float(v)
                                      for k, v in for_profile(keys, profile).items()}
        elif kind == "quick-win":
            matrix["rule"] = for_profile(keys, profile)
    return matrix


def choose_matrix(matrices):
    for matrix in matrices:
        if matrix["id"] == "valeur-facilite":
            return matrix
    if len(matrices) == 1:
        return matrices[0]
    raise ModelError("no matrix, or several and none is valeur-facilite")


def load_content(directory, profile="spsti"):
    grids, criteria, matrices = [], None, []
    for _, path in ini_paths(directory):
        sections = read_ini(path)
        kind = split_section(sections[0][0])[0]
        if kind == "grid":
            grids.append(load_grid(sections))
        elif kind == "criteria" and criteria is None:
            criteria = load_criteria(sections)
        elif kind == "matrix":
            matrices.append(load_matrix(sections, profile))
    if criteria is None:
        raise ModelError("no criteria file")
    # A stable sort: the files without an order stay in the order of their paths.
    grids.sort(key=lambda g: (g["order"] is None, g["order"] or 0.0))
    return {"grids": grids, "criteria": criteria, "matrix": choose_matrix(matrices)}


# --- CSV files --------------------------------------------------------------------

def parse_csv(text):
    """Rows as dicts; the header's own separator decides between `,` `;` and tab."""
    header = text.splitlines()[0] if text else ""
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return [{k: (v or "").strip(WHITESPACE) for k, v in row.items() if k is not None}
            for row in reader]


def read_csv(path):
    with io.open(path, encoding="utf-8-sig", newline="") as stream:
        return parse_csv(stream.read())


def number(text):
    """A figure or None; a low/likely/high triple counts by its likely one."""
    text = (text or "").strip().replace(",", ".")
    if not text:
        return None
    parts = text.split("/")
    return float(parts[1] if len(parts) == 3 else parts[0])


def read_answers(rows):
    """{(grid, question): (state, level, target)}; state: level, NA, ? or blank."""
    answers = {}
    for row in rows:
        raw = row.get("level", "")
        target = number(row.get("target", ""))
        state = "level" if raw not in ("", "?", NOT_APPLICABLE) else raw or "blank"
        level = int(raw) if state == "level" else None
        answers[(row["grid"], row["question"])] = (state, level, target)
    return answers


def read_use_cases(rows):
    cases = []
    for position, row in enumerate(rows, 1):
        case = dict(row)
        case["id"] = row.get("id") or "UC%03d" % position
        cases.append(case)
    return cases


def read_votes(rows):
    """(retained, votes): {(case, criterion): score}, {...: {round: [scores]}}."""
    retained, ballots = {}, {}
    for row in rows:
        key = (row["use_case"], row["criterion"])
        score = number(row.get("score", ""))
        if not row.get("participant"):
            retained[key] = score
        else:
            turn = int(row.get("round") or 1)
            ballots.setdefault(key, {}).setdefault(turn, {})[row["participant"]] = score
    return retained, {key: {turn: [s for s in people.values() if s is not None]
                            for turn, people in turns.items()}
                      for key, turns in ballots.items()}


# --- 5.1 maturity -------------------------------------------------------------------

def dimension_figures(dimension, answers):
    """`answers` is {question id: (state, level, target)}."""
    blank = ("blank", None, None)
    seen = [(q["weight"],) + answers.get(q["id"], blank) for q in dimension["questions"]]
    asked = [entry for entry in seen if entry[1] != NOT_APPLICABLE]
    known = [(w, level) for w, _, level, _ in asked if level is not None]
    return {"id": dimension["id"],
            "score": weighted_mean(known),
            "min": weighted_mean([(w, 1 if v is None else v) for w, _, v, _ in asked]),
            "max": weighted_mean([(w, 5 if v is None else v) for w, _, v, _ in asked]),
            "target": weighted_mean([(w, t) for w, _, _, t in asked if t is not None]),
            "answered": len(known), "total": len(asked)}


def staged_level(grid, answers, dimension_scores):
    """The share is taken over the plain question weights, whatever the dimension weighs."""
    known = [(q["weight"], answers[q["id"]][1])
             for d in grid["dimensions"] for q in d["questions"]
             if answers.get(q["id"], ("blank", None, None))[1] is not None]
    total = fsum(w for w, _ in known)
    if total <= 0:
        return None
    for level in (5, 4, 3, 2):
        share = 100.0 * fsum(w for w, l in known if l >= level) / total
        if at_least(share, grid["share"]) and all(
                at_least(score, level - grid["slack"]) for score in dimension_scores):
            return level
    return 1


def grid_figures(grid, answers):
    rows = [(d["weight"], dimension_figures(d, answers)) for d in grid["dimensions"]]

    def over(key):
        return weighted_mean([(w, f[key]) for w, f in rows if f[key] is not None])

    scores = [f["score"] for _, f in rows if f["score"] is not None]
    return {"id": grid["id"], "score": over("score"), "min": over("min"), "max": over("max"),
            "level": staged_level(grid, answers, scores),
            "answered": sum(f["answered"] for _, f in rows),
            "total": sum(f["total"] for _, f in rows),
            "dimensions": [f for _, f in rows]}


def all_grids(content, answers):
    result = []
    for grid in content["grids"]:
        mine = {question: a for (g, question), a in answers.items() if g == grid["id"]}
        result.append(grid_figures(grid, mine))
    return result


# --- 5.2 criteria and families --------------------------------------------------------

def utility(score, better):
    return 25.0 * (score - 1) if better == "more" else 25.0 * (5 - score)


def voted_score(turns, aggregate):
    """`turns` is {round: [scores]}; a round of abstentions is no round."""
    cast = [turn for turn, scores in turns.items() if scores]
    if not cast:
        return None
    scores = turns[max(cast)]
    return fsum(scores) / len(scores) if aggregate == "mean" else statistics.median(scores)


def derived_score(figure, kind, bounds):
    """1..5 from lower bounds (roi) or from upper bounds (payback, tco)."""
    if figure is None or not bounds:
        return None
    passes = at_least if kind == "roi" else at_most
    return max([1] + [mark for mark, bound in bounds.items() if passes(figure, bound)])


def family_figures(criteria, scores):
    """`criteria` of one family; `risk` is turned into a danger by the caller."""
    known = [(c["weight"], utility(scores[c["id"]], c["better"]))
             for c in criteria if scores.get(c["id"]) is not None]
    missing = [c["weight"] for c in criteria if scores.get(c["id"]) is None]
    return {"value": weighted_mean(known),
            "min": weighted_mean(known + [(w, 0.0) for w in missing]),
            "max": weighted_mean(known + [(w, 100.0) for w in missing]),
            "scored": len(known), "total": len(criteria)}


def as_danger(figures):
    def turned(value):
        return None if value is None else 100.0 - value
    return dict(figures, value=turned(figures["value"]),
                min=turned(figures["max"]), max=turned(figures["min"]))


def all_families(criteria, scores):
    result = {}
    for family in FAMILIES:
        figures = family_figures([c for c in criteria if c["family"] == family], scores)
        result[family] = as_danger(figures) if family == "risk" else figures
    return result


def composition(weights, values):
    """Weighted mean of families; None as soon as one of them has no value."""
    if not weights or any(values[f] is None for f in weights):
        return None
    return weighted_mean([(w, values[f]) for f, w in weights.items()])


# --- 5.3 money --------------------------------------------------------------------------

def npv(build, gain, run, horizon, rate, ramp_up):
    flows = [-build]
    for year in range(1, horizon + 1):
        months = min(max(12.0 * year - ramp_up, 0.0), 12.0)
        flows.append((gain * months / 12.0 - run) / (1.0 + rate) ** year)
    return fsum(flows)


def payback(build, run, net, ramp_up):
    if net <= 0:
        return None
    return ramp_up + (build + run * ramp_up / 12.0) / (net / 12.0)


def money_figures(case):
    """None when no figure was given; `build` is for the rule, not for the JSON."""
    given = {name: number(case.get(name, "")) for name in MONEY_TRIGGERS}
    if all(value is None for value in given.values()):
        return None
    given.update({n: number(case.get(n, "")) for n in ("hour_cost", "day_rate", "discount",
                                                       "ramp_up")})
    v = {name: value or 0.0 for name, value in given.items()}
    horizon = number(case.get("horizon", ""))
    horizon = 3 if horizon is None else int(horizon)
    gain = 12.0 * v["hours"] * v["hour_cost"] + v["other_gain"]
    build = v["build_days"] * v["day_rate"] + v["build_cost"]
    tco = build + v["run_cost"] * horizon
    net = gain - v["run_cost"]
    earned = gain * max(horizon - v["ramp_up"] / 12.0, 0.0)
    return {"build": build, "tco": tco, "net_year": net,
            "roi": (earned - tco) / tco if tco > 0 else None,
            "payback_months": payback(build, v["run_cost"], net, v["ramp_up"]),
            "npv": npv(build, gain, v["run_cost"], horizon, v["discount"] / 100.0, v["ramp_up"])}


# --- 5.4 gates ----------------------------------------------------------------------------

def split_list(text):
    return [part.strip() for part in re.split("[;,]", text or "") if part.strip()]


def requirements(case):
    """{dimension: level}, the higher of two, in the order of first mention."""
    needed = {}
    for part in split_list(case.get("requires", "")):
        dimension, _, level = part.rpartition(":")
        needed[dimension] = max(needed.get(dimension, 0.0), float(level))
    return needed


def shortfalls(case, dimension_scores):
    result = []
    for dimension, required in requirements(case).items():
        current = dimension_scores[dimension]
        if current is None or not at_least(current, required):
            result.append({"dimension": dimension, "required": required, "current": current})
    return result


def missing_levels(shortfall):
    current = shortfall["current"]
    return 0.0 if current is None else shortfall["required"] - current


def after_gate(before, short, penalty):
    if before is None:
        return None
    return max(0.0, before - penalty * fsum(missing_levels(s) for s in short))


def prerequisites(case):
    """Plain ids of `depends`; `favours:ID` and the like are no prerequisite."""
    return [part for part in split_list(case.get("depends", "")) if ":" not in part]


# --- 5.5 quick win --------------------------------------------------------------------------

def condition(name, met, value=None, limit=None, fixable=False):
    """`fixable` speaks of a failure: a condition that is met has nothing to fix."""
    return {"id": name, "met": met, "fixable": fixable and met is False,
            "value": value, "limit": limit}


def complete_families(criteria, scores):
    return {f: all(scores.get(c["id"]) is not None for c in criteria
                   if c["family"] == f and c["required"]) for f in FAMILIES}


def value_condition(name, value, limit, known=True):
    if value is None or not known:
        met = None
    else:
        met = at_most(value, limit) if name.endswith(".max") else at_least(value, limit)
    return condition(name, met, value, limit)


def any_condition(name, scores, limit, complete):
    """One score above the limit decides, even in a family that is not complete."""
    worst = max(scores) if scores else None
    if worst is not None and not at_most(worst, limit):
        return condition(name, False, worst, limit)
    return condition(name, True if complete else None, worst, limit)


def money_condition(name, money, limit):
    """None when no figure was given: the condition is dropped."""
    if money is None:
        return None
    if name == "build.max":
        return value_condition(name, money["build"], limit)
    months = money["payback_months"]
    return condition(name, months is not None and at_most(months, limit), months, limit)


def data_condition(case):
    health = case.get("health_data", "")
    aipd = case.get("aipd", "")
    is_open = aipd == "due" or case.get("cse", "") == "due"
    if health == "yes":
        is_open = is_open or aipd == "" or case.get("hosting", "") not in CERTIFIED_HOSTING
    met = False if is_open else (None if health == "" else True)
    return condition("data", met, fixable=True)


def maturity_condition(short, block):
    blocked = any(at_least(missing_levels(s), block) for s in short if s["current"] is not None)
    return condition("maturity", not short, fixable=not blocked)


def prerequisite_condition(outcomes):
    """`outcomes`: pass, block or incomplete, one a prerequisite."""
    if "block" in outcomes:
        return condition("prerequisites", False)
    return condition("prerequisites", None if "incomplete" in outcomes else True)


def class_condition(case, wanted):
    ai_act = case.get("ai_act", "")
    met = None if not ai_act else ai_act in split_list(wanted)
    return condition("ai-act", met, ai_act or None, wanted)


def device_condition(case, wanted):
    device = case.get("medical_device", "")
    return condition("medical-device", None if not device else device == wanted,
                     device or None, wanted)


def need_condition(case):
    stated = all(case.get(k, "").strip() for k in ("need", "sponsor", "indicator"))
    return condition("need", stated)


def is_missing_something(case, complete):
    """What makes a use case incomplete whatever the rule asks."""
    facts = ("delay", "ai_act", "health_data", "medical_device")
    return not all(complete.values()) or any(not case.get(k, "") for k in facts)


def outcome(conditions, something_missing):
    if any(c["met"] is False and not c["fixable"] for c in conditions):
        return "no"
    if something_missing or any(c["met"] is None for c in conditions):
        return "incomplete"
    return "conditional" if any(c["met"] is False for c in conditions) else "yes"


# --- the dossier ------------------------------------------------------------------------------

class Dossier:
    """Content and input together; `figures()` is the JSON of the contract."""

    def __init__(self, content, answers, cases, votes, name="Essai"):
        self.content, self.name = content, name
        self.matrix, self.criteria = content["matrix"], content["criteria"]
        self.cases = cases
        self.by_id = {case["id"]: case for case in cases}
        self.retained, self.votes = votes
        self.grids = all_grids(content, answers)
        self.dimension_scores = {g["id"] + "." + d["id"]: d["score"]
                                 for g in self.grids for d in g["dimensions"]}
        self.parts = {case["id"]: self.case_parts(case) for case in cases}
        self.verdicts, self.pending = {}, set()

    def scores_of(self, case, money):
        scores = {}
        for criterion in self.criteria:
            key = (case["id"], criterion["id"])
            score = self.retained.get(key)
            if score is None:
                score = voted_score(self.votes.get(key, {}), self.matrix["aggregate"])
            kind = criterion["derive"]
            if score is None and kind and money:
                figure = money["payback_months" if kind == "payback" else kind]
                score = derived_score(figure, kind, self.matrix["derive"].get(kind))
            scores[criterion["id"]] = score
        return scores

    def case_parts(self, case):
        money = money_figures(case)
        scores = self.scores_of(case, money)
        families = all_families(self.criteria, scores)
        short = shortfalls(case, self.dimension_scores)
        before = families["feasibility"]["value"]
        after = after_gate(before, short, self.matrix["penalty"])
        danger = families["risk"]["value"]
        values = {"impact": families["impact"]["value"], "roi": families["roi"]["value"],
                  "feasibility": after, "risk": None if danger is None else 100.0 - danger}
        return {"money": money, "scores": scores, "families": families, "short": short,
                "before": before, "after": after, "values": values,
                "complete": complete_families(self.criteria, scores)}

    def prerequisite_outcome(self, name):
        case = self.by_id[name]
        verdict = self.verdict(name)
        if case.get("status") == "live":
            return "pass"
        if is_prohibited(case) or case.get("status") == "stopped":
            return "block"
        if verdict == "yes":
            return "pass"
        return "incomplete" if verdict == "incomplete" else "block"

    def one_condition(self, name, text, case, parts):
        family, _, rest = name.partition(".")
        if name == "feasibility.min":
            return value_condition(name, parts["after"], float(text),
                                   parts["complete"]["feasibility"])
        if family in FAMILIES and rest == "any.max":
            scores = [parts["scores"][c["id"]] for c in self.criteria if c["family"] == family]
            return any_condition(name, [s for s in scores if s is not None], float(text),
                                 parts["complete"][family])
        if family in FAMILIES:
            return value_condition(name, parts["families"][family]["value"], float(text),
                                   parts["complete"][family])
        if name == "delay.max":
            return value_condition(name, number(case.get("delay", "")), float(text))
        if name in ("build.max", "payback.max"):
            return money_condition(name, parts["money"], float(text))
        return self.plain_condition(name, text, case, parts)

    def plain_condition(self, name, text, case, parts):
        """The conditions without a number."""
        if name == "ai-act":
            return class_condition(case, text)
        if name == "medical-device":
            return device_condition(case, text)
        if text != "yes":
            return None
        if name == "need":
            return need_condition(case)
        if name == "maturity":
            return maturity_condition(parts["short"], self.matrix["block"])
        if name == "data":
            return data_condition(case)
        if name == "prerequisites":
            return prerequisite_condition([self.prerequisite_outcome(p)
                                           for p in prerequisites(case)])
        raise ModelError("unknown condition " + name)

    def conditions(self, case):
        parts = self.parts[case["id"]]
        found = [self.one_condition(name, text, case, parts)
                 for name, text in self.matrix["rule"].items()]
        return [c for c in found if c is not None]

    def verdict(self, name):
        """The outcome of the rule, also for a use case that is live or stopped."""
        if name in self.pending:
            raise ModelError("the prerequisites of %s go round in a circle" % name)
        if name not in self.verdicts:
            self.pending.add(name)
            case = self.by_id[name]
            conditions = self.conditions(case)
            missing = is_missing_something(case, self.parts[name]["complete"])
            result = "no" if is_prohibited(case) else outcome(conditions, missing)
            self.verdicts[name] = (result, conditions)
            self.pending.discard(name)
        return self.verdicts[name][0]

    def quadrant(self, x, y):
        if x is None or y is None:
            return None
        sides = ["high" if at_least(value, self.matrix["axes"][axis]["threshold"]) else "low"
                 for axis, value in (("y", y), ("x", x))]
        return self.matrix["quadrants"]["-".join(sides)]

    def case_figures(self, case):
        parts = self.parts[case["id"]]
        verdict = self.verdict(case["id"])
        off = is_prohibited(case)
        axes = self.matrix["axes"]
        x = None if off else composition(axes["x"]["weights"], parts["values"])
        y = None if off else composition(axes["y"]["weights"], parts["values"])
        money = parts["money"]
        return {"id": case["id"], "name": case.get("name", ""),
                "priority": None if off else composition(self.matrix["priority"],
                                                         parts["values"]),
                "rank": None, "quadrant": self.quadrant(x, y),
                "ai_act": case.get("ai_act") or None, "x": x, "y": y,
                "quick_win": None if is_settled(case) and not off else verdict,
                "conditions": self.verdicts[case["id"]][1],
                "families": parts["families"],
                "feasibility_before_gate": parts["before"],
                "feasibility_after_gate": parts["after"],
                "maturity_shortfall": parts["short"],
                "money": money and {k: v for k, v in money.items() if k != "build"},
                "robust": None}

    def figures(self):
        cases = [self.case_figures(case) for case in self.cases]
        ranked = [f for f in cases
                  if f["priority"] is not None and not is_settled(self.by_id[f["id"]])]
        for figures in ranked:
            figures["rank"] = 1 + sum(other["priority"] > figures["priority"] + EPSILON
                                      for other in ranked)
        return {"cadran": 1, "service": {"name": self.name}, "matrix": self.matrix["id"],
                "grids": self.grids, "use_cases": cases}


def is_prohibited(case):
    return case.get("ai_act") == "prohibited"


def is_settled(case):
    return case.get("status") in ("live", "stopped")


def load(content_dir, answers, use_cases, votes, profile="spsti", name="Essai"):
    return Dossier(load_content(content_dir, profile), read_answers(read_csv(answers)),
                   read_use_cases(read_csv(use_cases)), read_votes(read_csv(votes)), name)


def main(arguments):
    if len(arguments) not in (4, 5) or arguments[4:] and arguments[4] not in PROFILES:
        sys.stderr.write("usage: model.py CONTENT_DIR answers.csv usecases.csv votes.csv [PROFILE]\n")
        return 2
    text = json.dumps(load(*arguments).figures(), ensure_ascii=False, indent=1)
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
