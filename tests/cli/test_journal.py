"""The file: records and their checks, torn ends, changed records, damage, undo and redo."""

import os
import re
import stat
import unittest
import zlib

from harness import FEDERAL, FEDERAL_MAP, WORKED, CadranTest, checked, raw_records


def seal(fields):
    """A record with a check that holds."""
    return checked(",".join(fields) + ",")


class Format(CadranTest):
    def test_the_first_lines_and_every_check_are_as_documented(self):
        self.worked()
        self.ok("set", "d.cadran", "service.name", "Été; \"deux\"\nlignes 👩‍💻")
        self.ok("undo", "d.cadran")
        self.ok("redo", "d.cadran")
        records = raw_records(self.read("d.cadran"))
        self.assertEqual(records[0], b"cadran,1\n")
        self.assertEqual(records[1], b"seq,time,author,kind,key,field,value,check\n")
        for record in records[2:]:
            body, check = record[:-1].rsplit(b",", 1)
            self.assertEqual(check, b"%08x" % zlib.crc32(body + b","), record)

    def test_a_record_tells_its_number_its_time_and_its_author(self):
        self.small()
        self.ok("set", "d.cadran", "service.name", "Nouveau")
        records = self.records()
        numbers = [int(record[0]) for record in records]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        self.assertRegex(records[-1][1], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual(records[-1][3:7], ["service", "", "name", "Nouveau"])
        self.assertTrue(records[-1][2])

    def test_an_answer_is_the_record_of_the_contract(self):
        self.small()
        self.ok("set", "d.cadran", "answer.data.d0.q0", "3")
        self.assertEqual(self.records()[-1][3:7], ["answer", "data.d0.q0", "level", "3"])

    def test_an_import_is_one_batch_between_begin_and_commit(self):
        self.small()
        length = len(self.records())
        self.ok("import", "d.cadran", os.path.join(WORKED, "usecases.csv"))
        kinds = [record[3] for record in self.records()[length:]]
        self.assertEqual((kinds[0], kinds[-1]), ("begin", "commit"))
        self.assertEqual((kinds.count("begin"), kinds.count("commit")), (1, 1))

    def test_nothing_is_rewritten_in_place(self):
        self.small()
        for command in (["set", "d.cadran", "service.name", "A"], ["import", "d.cadran", os.path.join(WORKED, "usecases.csv")],
                        ["undo", "d.cadran"], ["redo", "d.cadran"], ["undo", "d.cadran"], ["set", "d.cadran", "service.name", "B"]):
            before, inode = self.read("d.cadran"), os.stat(self.path("d.cadran")).st_ino
            self.ok(*command)
            after = self.read("d.cadran")
            self.assertTrue(after.startswith(before) and len(after) > len(before), command)
            self.assertEqual(os.stat(self.path("d.cadran")).st_ino, inode)

    def test_reading_changes_not_one_byte(self):
        self.worked()
        before, times = self.read("d.cadran"), os.stat(self.path("d.cadran")).st_mtime_ns
        for view in ("summary", "maturity", "use-cases", "matrix", "ranking"):
            self.ok("show", "d.cadran", view)
        self.json()
        self.ok("check", "d.cadran")
        self.assertEqual((self.read("d.cadran"), os.stat(self.path("d.cadran")).st_mtime_ns), (before, times))

    def test_a_new_dossier_is_for_its_owner_alone(self):
        self.ok("new", "d.cadran", umask=0)
        self.assertEqual(stat.S_IMODE(os.stat(self.path("d.cadran")).st_mode), 0o600)

    def test_a_dossier_carries_its_content_with_it(self):
        self.worked()
        with open(os.path.join(WORKED, "content", "matrix.ini"), "rb") as stream:
            self.assertIn(stream.read().strip().replace(b'"', b'""'), self.read("d.cadran"))
        self.assertEqual(self.json()["matrix"], "essai")

    def test_a_file_with_crlf_line_ends_is_not_silently_emptied(self):
        """A sync client or an editor may turn every line end; either it opens with all its answers or it is said."""
        self.worked()
        before = self.json()
        self.write("crlf.cadran", self.read("d.cadran").replace(b"\n", b"\r\n"))
        result = self.cadran("export", "crlf.cadran", "--to", "json")
        if result.code == 0 and not result.err:
            self.assertEqual(self.json("crlf.cadran"), before)
        else:
            self.assert_clear(result, "crlf.cadran")


class Torn(CadranTest):
    def test_a_last_record_cut_at_every_byte_is_dropped_with_a_word_and_nothing_before_it_is_lost(self):
        self.small()
        self.ok("set", "d.cadran", "service.sector", "spsti")
        before = self.json_bytes()
        start = len(self.read("d.cadran"))
        self.ok("set", "d.cadran", "service.name", "É;\"\n🏥,x")
        whole, after = self.read("d.cadran"), self.json_bytes()
        self.ok("set", "d.cadran", "service.size", "12")
        for cut in range(start + 1, len(whole)):
            self.write("t.cadran", whole[:cut])
            result = self.ok("export", "t.cadran", "--to", "json")
            if cut == len(whole) - 1:
                self.assertIn(result.out, (before, after), "only the line end is missing")
            else:
                self.assertEqual(result.out, before, f"cut after {cut - start} bytes")
                self.assertIn("cut short", result.words, f"cut after {cut - start} bytes")
            kept = result.out
            self.assertEqual(self.read("t.cadran"), whole[:cut], "reading changes nothing")
            self.ok("set", "t.cadran", "service.facilitator", "Zoé")
            self.assertEqual(self.read("t.cadran")[:start], whole[:start])
            self.ok("check", "t.cadran")
            self.assertEqual(self.ok("export", "t.cadran", "--to", "json").err, b"")
            got = self.json("t.cadran")
            self.assertEqual((got["service"]["name"], got["service"]["facilitator"]), ("Essai" if kept == before else "É;\"\n🏥,x", "Zoé"))

    def test_a_batch_cut_anywhere_counts_for_nothing_and_the_next_append_is_clean(self):
        self.small()
        self.ok("set", "d.cadran", "service.sector", "spsti")
        before = self.json_bytes()
        start = len(self.read("d.cadran"))
        self.ok("import", "d.cadran", *(os.path.join(WORKED, part) for part in ("answers.csv", "usecases.csv", "votes.csv")))
        whole = self.read("d.cadran")
        ends = [start + offset for offset in self.record_ends(whole[start:])[:-1]]
        cuts = self.random.sample(range(start + 1, len(whole) - 1), 30) + self.random.sample(ends, 10) + ends[:1] + ends[-1:]
        for cut in cuts:
            self.write("t.cadran", whole[:cut])
            result = self.ok("export", "t.cadran", "--to", "json")
            self.assertEqual(result.out, before, f"cut after {cut - start} bytes")
            self.assertRegex(result.words, r"\w{3}", f"cut after {cut - start} bytes: nothing is said")
            self.ok("set", "t.cadran", "service.size", "12")
            self.assertEqual(self.read("t.cadran")[:start], whole[:start])
            self.assertEqual(self.json("t.cadran")["service"]["size"], "12")
            self.ok("import", "t.cadran", os.path.join(WORKED, "usecases.csv"))
            self.assertEqual(len(self.json("t.cadran")["use_cases"]), 12)

    @staticmethod
    def record_ends(data):
        ends, place = [], 0
        for record in raw_records(data):
            place += len(record)
            ends.append(place)
        return ends

    def test_an_end_of_zero_bytes_as_file_systems_leave_it_is_no_reason_to_lose_anything(self):
        self.worked()
        before, data = self.json_bytes(), self.read("d.cadran")
        for count in (1, 100, 4096):
            self.write("t.cadran", data + b"\0" * count)
            result = self.ok("export", "t.cadran", "--to", "json")
            self.assertEqual(result.out, before)
            self.assertRegex(result.words, r"\w{3}")
            self.ok("set", "t.cadran", "service.name", "Suite")
            self.assertEqual(self.read("t.cadran")[:len(data)], data)
            self.assertEqual(self.json("t.cadran")["service"]["name"], "Suite")

    def test_a_new_dossier_cut_anywhere_opens_or_says_clearly_why_not(self):
        self.small()
        data = self.read("d.cadran")
        for cut in sorted(self.random.sample(range(len(data)), 25)) + [1, 8, 9, 20, 50]:
            self.write("t.cadran", data[:cut])
            result = self.cadran("show", "t.cadran", "summary")
            self.assertIn(result.code, (0, 1), cut)
            self.assert_clear(result, "t.cadran")


class Changed(CadranTest):
    def prepared(self):
        self.small()
        for number in range(1, 6):
            self.ok("set", "d.cadran", f"use-case.U{number}.name", f"Nom {number}\nsuite")
        data = self.read("d.cadran")
        place = data.index(b"Nom 3")
        return data, place, data[:data.rindex(b"\n", 0, place)].count(b"\n") + 2

    def test_check_names_the_line_of_a_changed_record(self):
        data, place, line = self.prepared()
        self.write("d.cadran", data.replace(b"Nom 3", b"Mon 3"))
        result = self.cadran("check", "d.cadran")
        self.assertEqual(result.code, 1)
        self.assertRegex(result.text + result.words, rf"d\.cadran:{line}: .*changed")
        self.assertEqual(len(re.findall(r"d\.cadran:\d+:", result.text + result.words)), 1, result)

    def test_every_change_of_one_byte_of_a_record_is_noticed(self):
        self.small()
        self.ok("set", "d.cadran", "service.name", "Avant")
        start = len(self.read("d.cadran"))
        self.ok("set", "d.cadran", "answer.data.d0.q0.note", "vu le 12")
        end = len(self.read("d.cadran"))
        self.ok("set", "d.cadran", "service.sector", "spsti")
        data = self.read("d.cadran")
        for place in range(start, end):
            for value in {data[place] ^ 1, 0x78, 0x22, 0x0A} - {data[place]}:
                if place % 4 and value in (0x78, 0x0A):
                    continue
                self.write("t.cadran", data[:place] + bytes([value]) + data[place + 1:])
                result = self.cadran("check", "t.cadran")
                self.assertEqual(result.code, 1, f"byte {place - start} of {data[start:end]!r} as {bytes([value])!r}{result}")

    def test_an_open_of_a_changed_file_says_so_loses_nothing_and_goes_on(self):
        data, place, line = self.prepared()
        data = data.replace(b"Nom 3", b"Mon 3")
        self.write("d.cadran", data)
        result = self.ok("export", "d.cadran", "--to", "json")
        self.assertIn(f":{line}:", result.words)
        self.assertEqual(self.read("d.cadran"), data)
        names = {case["id"]: case["name"] for case in self.json()["use_cases"]}
        for number in (1, 2, 4, 5):
            self.assertEqual(names[f"U{number}"], f"Nom {number}\nsuite")
        self.cadran("set", "d.cadran", "service.name", "Suite")
        self.assertTrue(self.read("d.cadran").startswith(data), "nothing is thrown away")

    def test_two_changed_records_are_both_named(self):
        data, place, line = self.prepared()
        first = data[:data.index(b"Nom 1")].count(b"\n") + 1
        self.write("d.cadran", data.replace(b"Nom 3", b"Mon 3").replace(b"Nom 1", b"Mon 1"))
        result = self.cadran("check", "d.cadran")
        self.assertEqual(result.code, 1)
        for expected in (line, first):
            self.assertIn(f":{expected}:", result.text + result.words)

    def reordered(self, name, change):
        records = raw_records(self.prepared()[0])
        self.write(f"{name}.cadran", b"".join(change(records)))
        result = self.cadran("check", f"{name}.cadran")
        self.assertEqual(result.code, 1, result)
        self.assertRegex(result.text + result.words, rf"{name}\.cadran:\d+:")

    def test_a_record_taken_out_is_noticed(self):
        self.reordered("out", lambda records: records[:-3] + records[-2:])

    def test_a_record_that_stands_there_twice_is_noticed(self):
        self.reordered("twice", lambda records: records[:-2] + records[-3:-2] + records[-2:])

    def test_two_records_that_changed_places_are_noticed(self):
        self.reordered("swapped", lambda records: records[:-3] + [records[-2], records[-3], records[-1]])

    def test_damage_in_the_middle_is_said_and_nothing_is_thrown_away(self):
        data, place, line = self.prepared()
        for name, changed in (("zeros", data[:place] + b"\0" * 60 + data[place + 60:]),
                              ("quote", data[:place] + b'"' + data[place:]),
                              ("noise", data[:place] + bytes(self.random.randrange(256) for _ in range(80)) + data[place + 80:]),
                              ("latin", data.replace(b"Nom 3", b"\xe9\xe8m 3")),
                              ("merge", data[:place] + b"\n<<<<<<< HEAD\n" + data[place:])):
            file = f"{name}.cadran"
            self.write(file, changed)
            result = self.cadran("check", file)
            self.assertEqual(result.code, 1, f"{name}{result}")
            self.assertRegex(result.text + result.words, rf"{file}:\d+:")
            self.assert_safe(result.text + result.words)
            shown = self.cadran("export", file, "--to", "json")
            self.assertIn(shown.code, (0, 1), shown)
            self.assert_clear(shown)
            if shown.code == 0:
                self.assertIn(b"Nom 1", shown.out)
                self.assertIn(b"Nom 2", shown.out)
            self.assertEqual(self.read(file), changed)
            result = self.cadran("set", file, "service.name", "Suite")
            self.assertTrue(self.read(file).startswith(changed), f"{name}: nothing is thrown away")
            if result.code == 0:
                self.assertEqual(self.json(file)["service"]["name"], "Suite", f"{name}: reported done, but lost{result}")

    def test_a_damaged_end_never_swallows_the_next_change(self):
        """Whatever stands at the end, a change that is reported done is there at the next opening."""
        self.small()
        self.ok("set", "d.cadran", "service.size", "12")
        data = self.read("d.cadran")
        tails = {"quote": b'6,2026-11-21T09:12:04Z,x,service,,name,"ouvert\n', "quotes": b'"\n"\n"\n', "letters": b"abc", "line": b"abc\n", "return": b"\r", "blank": b"\n\n\n",
                 "zero": b"\0", "zeros": b"\0" * 512, "zero line": b"\0\n", "utf-8": b"\xe2\x82", "latin": b"\xe9\n", "escape": b"\x1b[2J\n", "header": data[:60], "copy": data[9:],
                 "conflict": b"<<<<<<< HEAD\n", "begin": checked("99,2026-11-21T09:12:04Z,x,begin,,,,"), "commit": checked("99,2026-11-21T09:12:04Z,x,commit,,,,")}
        for name, tail in tails.items():
            for command in (["set", "t.cadran", "service.name", "Suite"], ["import", "t.cadran", os.path.join(WORKED, "usecases.csv")]):
                with self.subTest(end=name, command=command[0]):
                    self.write("t.cadran", data + tail)
                    result = self.cadran(*command)
                    self.assertIn(result.code, (0, 1), result)
                    self.assertTrue(self.read("t.cadran").startswith(data), name)
                    if result.code == 0:
                        after = self.json("t.cadran")
                        self.assertEqual(after["service"]["size"], "12", name)
                        self.assertTrue(after["service"]["name"] == "Suite" if command[0] == "set" else len(after["use_cases"]) == 12, f"{name}: reported done, but lost{result}")

    def test_a_record_of_an_unknown_kind_with_a_check_that_holds_is_kept(self):
        """A later Cadran of the same format may have kinds of its own."""
        self.small()
        records = self.records()
        data = self.read("d.cadran") + seal([str(int(records[-1][0]) + 1), "2026-11-21T09:12:04Z", "x", "zork", "a", "b", "c"])
        self.write("d.cadran", data)
        result = self.cadran("set", "d.cadran", "service.name", "Suite")
        self.assertIn(result.code, (0, 1), result)
        self.assertTrue(self.read("d.cadran").startswith(data))

    def test_hand_made_records_with_hostile_values_are_refused_or_shown_safely(self):
        self.small()
        number = int(self.records()[-1][0])
        data = self.read("d.cadran")
        hostile = [("service", "", "name", "\x1b]0;x\x07\x1b[2J"), ("use-case", "\x1b[31m", "name", "x"), ("use-case", "U1", "name", "\u202e\u009b31mabc"),
                   ("answer", "data.d0.q0", "level", "9"), ("answer", "data.d0.q0", "level", "nan"), ("answer", "zork.zork", "level", "3"),
                   ("score", "U1", "impact.c0", "1e300"), ("vote", "U1.impact.c0", "A.999999999999999999999", "3"), ("vote", "U1", "", ""),
                   ("commit", "", "", ""), ("undo", "", "", "99999999999"), ("undo", "-1", "-1", "-1"), ("redo", "", "", ""),
                   ("content", "../../../../../etc/passwd", "1", "[grid]"), ("content", "grid.data", "99", "[grid"), ("use-case", "", "", ""),
                   ("use-case", "U1", "depends", "U1"), ("use-case", "U1", "requires", "data.d0:99"), ("use-case", "U1", "hours", "nan/inf/-1")]
        for kind, key, field, value in hostile:
            self.write("t.cadran", data + seal([str(number + 1), "2026-11-21T09:12:04Z", "x", kind, key, field, f'"{value}"' if value else ""]))
            for command in (["check", "t.cadran"], ["show", "t.cadran", "summary"], ["show", "t.cadran", "use-cases"], ["show", "t.cadran", "matrix"],
                            ["export", "t.cadran", "--to", "json"], ["set", "t.cadran", "service.size", "3"], ["undo", "t.cadran"]):
                result = self.cadran(*command)
                self.assertIn(result.code, (0, 1), result)
                self.assert_safe(result.words, result)
                self.assert_safe(result.text.replace("\t", ""), result)
                if command[0] in ("show", "export"):
                    self.assertNotRegex(result.text, r"(?i)\bnan\b|\binf\b|infinity")
        self.assertFalse([name for name in self.everything() if "passwd" in name])

    def test_an_author_with_escape_sequences_is_never_shown_raw(self):
        self.small()
        number = int(self.records()[-1][0])
        self.write("d.cadran", self.read("d.cadran") + seal([str(number + 1), "2026", "\x1b[31mx", "service", "", "name", "A"]))
        for command in (["show", "d.cadran", "summary"], ["undo", "d.cadran"], ["check", "d.cadran"]):
            result = self.cadran(*command)
            self.assert_safe(result.text + result.words, result)

    def test_the_author_from_the_environment_is_made_safe(self):
        self.small()
        for name in ("\x1b[31mMoi", "a,b\"c\nd", "x" * 100000):
            result = self.cadran("set", "d.cadran", "service.name", f"A{len(name)}", env={"USER": name, "LOGNAME": name})
            self.assertIn(result.code, (0, 1), result)
            self.ok("check", "d.cadran")
        self.assertNotIn(b"\x1b", self.read("d.cadran"))


class UndoRedo(CadranTest):
    def test_undo_to_the_beginning_and_redo_back_give_the_same_bytes_at_each_step(self):
        self.small()
        states = [self.json_bytes()]
        tables = [self.rows("votes")]
        steps = [["set", "d.cadran", "service.name", "Été;\n\"x\""],
                 ["import", "d.cadran", *(os.path.join(WORKED, part) for part in ("answers.csv", "usecases.csv"))],
                 ["set", "d.cadran", "answer.data.d0.q0", "5"], ["set", "d.cadran", "answer.data.d0.q0", "NA"],
                 ["set", "d.cadran", "answer.data.d0.q0.note", "sans registre"], ["set", "d.cadran", "answer.data.d1.q0", ""],
                 ["import", "d.cadran", os.path.join(WORKED, "votes.csv")],
                 ["set", "d.cadran", "score.UC01.impact.c0", "1"], ["set", "d.cadran", "score.UC01.impact.c0", ""],
                 ["set", "d.cadran", "vote.UC01.impact.c0.Zoé.3", "5"], ["set", "d.cadran", "grid.data.target", "4"],
                 ["set", "d.cadran", "use-case.UC01.status", "live"], ["set", "d.cadran", "use-case.NEW.name", "Nouveau"]]
        for step in steps:
            self.ok(*step)
            states.append(self.json_bytes())
            tables.append(self.rows("votes"))
        for _ in range(2):
            for place in range(len(steps) - 1, -1, -1):
                self.ok("undo", "d.cadran")
                self.assertEqual(self.json_bytes(), states[place], f"undo of {steps[place][2:]}")
                self.assertEqual(self.rows("votes"), tables[place])
            before = self.read("d.cadran")
            self.refused("undo", "d.cadran")
            self.assertEqual(self.read("d.cadran"), before)
            for place in range(1, len(states)):
                self.ok("redo", "d.cadran")
                self.assertEqual(self.json_bytes(), states[place], f"redo of {steps[place - 1][2:]}")
                self.assertEqual(self.rows("votes"), tables[place])
            self.refused("redo", "d.cadran")
        self.ok("check", "d.cadran")

    def test_a_change_after_an_undo_ends_the_redo(self):
        self.small()
        self.ok("set", "d.cadran", "service.name", "A")
        self.ok("undo", "d.cadran")
        self.ok("set", "d.cadran", "service.name", "B")
        self.refused("redo", "d.cadran")
        self.assertEqual(self.json()["service"]["name"], "B")
        self.ok("undo", "d.cadran")
        self.assertEqual(self.json()["service"]["name"], "Essai")

    def test_an_undo_says_what_it_took_back(self):
        self.small()
        self.ok("set", "d.cadran", "service.name", "Particulier")
        self.assertEqual(self.ok("undo", "d.cadran").text, "service.name: «Particulier» taken back\n")
        self.assertIn("Particulier", self.ok("redo", "d.cadran").text)

    def test_the_history_is_still_in_the_file_after_an_undo(self):
        self.small()
        self.ok("set", "d.cadran", "service.name", "Particulier")
        self.ok("undo", "d.cadran")
        self.assertIn("Particulier".encode(), self.read("d.cadran"))

    def test_undo_never_takes_the_content_away(self):
        self.small()
        while self.cadran("undo", "d.cadran").code == 0:
            pass
        self.assertEqual(self.json()["matrix"], "essai")
        self.assertEqual(len(self.json()["grids"]), 2)

    def test_undo_reaches_across_many_changes(self):
        self.small()
        for number in range(80):
            self.ok("set", "d.cadran", "service.size", str(number))
        for number in range(78, -1, -1):
            self.ok("undo", "d.cadran")
        self.assertEqual(self.json()["service"]["size"], "0")

    def test_the_undo_of_a_large_import_is_one_step(self):
        self.new()
        self.ok("import", "d.cadran", FEDERAL, *FEDERAL_MAP)
        self.ok("undo", "d.cadran")
        self.assertEqual(self.json()["use_cases"], [])


class NotOurs(CadranTest):
    """What an editor or a slip of the hand does to a file: nothing is deleted that was not cut short by us."""

    def test_many_records_that_an_editor_broke_are_never_taken_for_one_cut_short(self):
        self.small()
        before = len(raw_records(self.read("d.cadran")))
        for size in range(6):
            self.ok("set", "d.cadran", "service.size", str(size))
        lines = self.read("d.cadran").split(b"\n")
        broken = lines[:before] + [re.sub(rb"Z,", rb"Z\",", line, count=1) for line in lines[before:]]
        bytes_ = b"\n".join(broken).rstrip(b"\n")
        self.write("d.cadran", bytes_)
        self.cadran("set", "d.cadran", "service.size", "9")
        self.assertTrue(self.read("d.cadran").startswith(bytes_), "records were deleted")

    def test_a_number_that_cannot_be_is_told_and_stops_nothing(self):
        self.small()
        self.write("d.cadran", self.read("d.cadran") + seal(["999999999999", "2026-11-21T09:00:00Z", "x", "service", "", "size", "7"]))
        self.assertIn("999999999999", self.cadran("check", "d.cadran").text)
        self.ok("set", "d.cadran", "service.date", "2026-11-21")
        self.assertEqual(self.json("d.cadran")["service"]["size"], "7")

    def test_an_export_spares_a_dossier_whose_head_was_changed(self):
        self.small()
        self.write("w.cadran", b"\xef\xbb\xbf" + self.read("d.cadran"))
        before = self.read("w.cadran")
        self.refused("export", "d.cadran", "--to", "json", "-o", "w.cadran", words="w.cadran", code=2)
        self.assertEqual(self.read("w.cadran"), before)


if __name__ == "__main__":
    unittest.main()
