"""The JSON export against man/cadran.schema.json: nothing that the schema does not know, and nothing in it that is never
written."""

import json
import os
import unittest

from harness import ROOT, CadranTest

TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
WORDS = {"$schema", "$defs", "$ref", "title", "description", "type", "properties", "required", "additionalProperties",
         "items", "enum", "const", "anyOf", "minimum", "maximum"}


def schema():
    with open(os.path.join(ROOT, "man", "cadran.schema.json"), encoding="utf-8") as stream:
        return json.load(stream)


class Validator:
    """The part of draft 2020-12 that the schema uses; notes which properties were seen."""

    def __init__(self, root):
        self.root, self.seen = root, set()

    @staticmethod
    def is_type(value, name):
        if name in ("number", "integer"):
            number = isinstance(value, (int, float)) and not isinstance(value, bool)
            return number and (name == "number" or value == int(value))
        return isinstance(value, TYPES[name])

    def faults(self, value, rule, path=""):
        if "$ref" in rule:
            yield from self.faults(value, self.root["$defs"][rule["$ref"].split("/")[-1]], path)
        if "anyOf" in rule:
            tried = [list(self.faults(value, way, path)) for way in rule["anyOf"]]
            if all(tried):
                yield from min(tried, key=len)
        types = rule.get("type", [])
        if types and not any(self.is_type(value, name) for name in ([types] if isinstance(types, str) else types)):
            yield f"{path}: {value!r} is no {types}"
            return
        if "enum" in rule and value not in rule["enum"] or "const" in rule and value != rule["const"]:
            yield f"{path}: {value!r} is none of {rule.get('enum', rule.get('const'))}"
        if self.is_type(value, "number") and not rule.get("minimum", value) - 1e-9 <= value <= rule.get("maximum", value) + 1e-9:
            yield f"{path}: {value!r} is out of range"
        if isinstance(value, dict):
            yield from self.members(value, rule, path)
        if isinstance(value, list) and "items" in rule:
            for index, item in enumerate(value):
                yield from self.faults(item, rule["items"], f"{path}[{index}]")

    def members(self, value, rule, path):
        known, more = rule.get("properties", {}), rule.get("additionalProperties", True)
        for name in set(rule.get("required", [])) - set(value):
            yield f"{path}.{name}: missing"
        for name, item in value.items():
            if name in known:
                self.seen.add(id(known[name]))
                yield from self.faults(item, known[name], f"{path}.{name}")
            elif isinstance(more, dict):
                yield from self.faults(item, more, f"{path}.{name}")
            elif not more:
                yield f"{path}.{name}: not known"


def rules(rule):
    """All rules of a schema, those within it too."""
    yield rule
    inner = [*rule.get("properties", {}).values(), *rule.get("anyOf", []), *rule.get("$defs", {}).values()]
    inner += [rule[name] for name in ("items", "additionalProperties") if isinstance(rule.get(name), dict)]
    for one in inner:
        yield from rules(one)


class Schema(CadranTest):
    def documents(self):
        """Dossiers that together have all there is."""
        for demo in ("spsti", "hospital", "start"):
            self.ok("new", f"{demo}.cadran", f"--demo={demo}")
            yield f"{demo}.cadran"
        yield self.worked("worked.cadran")
        self.new("empty.cadran")
        yield "empty.cadran"

    def expect_valid(self, name, validator):
        faults = list(validator.faults(self.json(name), validator.root))
        self.assertEqual(faults[:10], [], name)

    def test_demonstrations_and_the_worked_case_are_valid_and_no_key_is_dead(self):
        validator = Validator(schema())
        for name in self.documents():
            self.expect_valid(name, validator)
        dead = [(name, one["description"]) for rule in rules(validator.root) for name, one in rule.get("properties", {}).items()
                if id(one) not in validator.seen]
        self.assertEqual(dead, [])

    def test_participants_and_hidden_rounds_are_exported_without_their_votes(self):
        name = self.worked()
        case = self.json(name)["use_cases"][0]["id"]
        criterion = self.criteria(name)[0]
        before = self.json(name)
        for key, value in (("participant.Zoé.present", "yes"), ("participant.Luc.present", "yes"), ("participant.Luc.away", "yes"),
                           (f"round.{case}.{criterion}.hidden", "7"), (f"vote.{case}.{criterion}.Zoé.7", "1")):
            self.ok("set", name, key, value)
        after = self.json(name)
        known = before["participants"]
        self.assertEqual(after.pop("participants"), known + [{"name": "Luc", "present": False}, {"name": "Zoé", "present": True}])
        self.assertEqual(after["use_cases"][0]["hidden_rounds"], {criterion: 7})
        after["use_cases"][0]["hidden_rounds"] = {}
        before.pop("participants")
        self.assertEqual(after, before)
        self.expect_valid(name, Validator(schema()))

    def test_dossiers_by_chance_are_valid(self):
        validator = Validator(schema())
        for number in range(4):
            name = self.worked(f"r{number}.cadran")
            questions = [f"answer.{row['grid']}.{row['question']}" for row in self.rows("answers", name)]
            for _ in range(6):
                self.ok("set", name, self.random.choice(questions), self.random.choice(["1", "3", "5", "NA", "?", ""]))
            for case in self.random.sample([row["id"] for row in self.rows("use-cases", name)], 3):
                self.ok("set", name, f"use-case.{case}.{self.random.choice(['delay', 'ai_act', 'hours', 'need'])}", "")
                self.ok("set", name, f"use-case.{case}.status", self.random.choice(["idea", "live", "stopped"]))
            self.expect_valid(name, validator)

    def test_what_is_not_of_the_form_is_found(self):
        self.worked()
        validator, figures = Validator(schema()), self.json()
        for spoil in (lambda root: root.update(more=1), lambda root: root.pop("grids"), lambda root: root["service"].update(name=None),
                      lambda root: root["use_cases"][0].update(quick_win="maybe"), lambda root: root["grids"][0].update(level=6),
                      lambda root: root["grids"][0]["dimensions"][0].update(score="3"), lambda root: root.update(cadran=2)):
            spoilt = json.loads(json.dumps(figures))
            spoil(spoilt)
            self.assertEqual(len(list(validator.faults(spoilt, validator.root))), 1)

    def test_every_key_is_described_and_objects_are_closed(self):
        for rule in rules(schema()):
            self.assertEqual(set(rule) - WORDS, set())
            for name, one in rule.get("properties", {}).items():
                self.assertRegex(one.get("description", ""), r"^[A-Zspy0-9«].*\.$", name)
            if rule.get("type") == "object":
                self.assertIn("additionalProperties", rule)


if __name__ == "__main__":
    unittest.main()
