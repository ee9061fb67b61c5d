"""Many dossiers beside each other: what is told, what is not, and what is said of files that do not count."""

import os
import re
import shutil
import statistics
import unittest

from harness import WORKED, CadranTest, read_csv

LEVELS = (1, 2, 2, 4, 5, 3)


def quantile(values, share):
    """The seventh definition of Hyndman and Fan."""
    values = sorted(values)
    at = (len(values) - 1) * share
    low = int(at)
    return values[low] + (at - low) * (values[min(low + 1, len(values) - 1)] - values[low])


class Pool(CadranTest):
    def services(self, levels=LEVELS, secret=""):
        """A dossier a level, each with a name of its own."""
        self.small("first.cadran")
        content = [record for record in self.records("first.cadran") if record[3] == "content"]
        self.assertEqual(len(content), 4)
        names = []
        for number, level in enumerate(levels):
            name = f"s{number}.cadran"
            self.ok("new", name, "--name", f"Service {secret}{number}", "--content", os.path.join(WORKED, "content"))
            self.ok("set", name, "answer.data.d0.q0", str(level))
            self.ok("set", name, "answer.data.d0.q0.note", f"{secret}note")
            names.append(name)
        os.remove(self.path("first.cadran"))
        return names

    def pool(self, *arguments, **others):
        result = self.ok("pool", *arguments, "--to", "csv", "--dialect", "rfc4180", **others)
        return {(row["kind"], row["grid"], row["id"]): row for row in read_csv(result.out)}

    def test_the_figures_are_those_of_the_scores_in_each_dossier(self):
        names = self.services()
        scores = [next(part["score"] for grid in self.json(name)["grids"] if grid["id"] == "data"
                       for part in grid["dimensions"] if part["id"] == "d0") for name in names]
        row = self.pool(*names)["dimension", "data", "d0"]
        self.assertEqual(row["dossiers"], "6")
        for share, column in ((0, "min"), (0.25, "p25"), (0.5, "median"), (0.75, "p75"), (1, "max")):
            self.assertAlmostEqual(float(row[column]), quantile(scores, share), msg=column)
        self.assertAlmostEqual(float(row["mean"]), statistics.mean(scores))

    def test_mine_has_its_score_and_its_place_among_the_others(self):
        names = self.services()
        self.assertEqual(self.pool(*names)["dimension", "data", "d0"]["place"], "")
        for mine, place in (("s0.cadran", 0.5 / 6), ("s1.cadran", 2 / 6), ("s4.cadran", 5.5 / 6)):
            row = self.pool("--mine", mine, *names)["dimension", "data", "d0"]
            self.assertAlmostEqual(float(row["place"]), place, msg=mine)
            self.assertEqual(float(row["mine"]), LEVELS[int(mine[1])])

    def test_nothing_is_told_of_fewer_than_five(self):
        names = self.services(LEVELS[:4])
        for row in self.pool("--mine", names[0], *names).values():
            self.assertEqual([row[column] for column in ("dossiers", "min", "median", "max", "mean", "place")], [""] * 6, row)
            self.assertEqual(row["note"], "fewer than five dossiers")
        text = self.ok("pool", *names).text
        self.assertIn("fewer than five dossiers", text)
        self.assertNotRegex(text, r"\d[.,]\d\d")

    def test_no_word_of_a_service_comes_through(self):
        names = self.services(secret="Xyzzy ")
        for name in names:
            self.ok("set", name, "use-case.plugh-tool.name", "Xyzzy tool")
        for arguments in ([], ["--to", "csv"], ["--to", "csv", "--what", "tidy"]):
            for lang in ("en", "fr"):
                text = self.ok("pool", *names, *arguments, lang=lang).text
                self.assertNotRegex(text.lower(), "xyzzy|plugh|s0.cadran", arguments)

    def test_text_keeps_within_80_columns_in_both_languages(self):
        self.ok("new", "demo.cadran", "--demo")
        names = self.services()
        for lang in ("en", "fr"):
            for line in self.ok("pool", "--mine", "s0.cadran", "demo.cadran", *names, lang=lang).text.splitlines():
                self.assertLessEqual(len(line), 80, line)

    def test_the_web_page_has_the_figures_of_the_table_and_no_word_of_a_service(self):
        names = self.services(secret="geheim")
        row = self.pool("--mine", "s0.cadran", *names)["dimension", "data", "d0"]
        page = self.ok("pool", "--mine", "s0.cadran", *names, "--to", "html", lang="en").text
        cells = re.search(r"<th[^>]*>Dimension d0</th>(.*?)</tr>", page, re.S)[1]
        shown = [float(cell) for cell in re.findall(r"<td[^>]*>([0-9.]+)</td>", cells)]
        for column, value in zip(("dossiers", "min", "p25", "median", "p75", "max", "mean", "mine"), shown, strict=False):
            self.assertAlmostEqual(float(row[column]), value, 2, column)
        self.assertEqual(len(shown), 8, cells)
        self.assertNotIn("geheim", page)
        few = self.ok("pool", *names[:4], "--to", "html", lang="en").text
        self.assertNotRegex(few, "<td[^>]*>[0-9]")
        self.assertIn("fewer than five", few)

    def test_a_folder_a_list_and_standard_input_give_the_same_as_the_names(self):
        names = self.services()
        expected = self.ok("pool", *names).out
        os.mkdir(self.path("all"))
        os.mkdir(self.path("all/below"))
        for number, name in enumerate(names):
            shutil.copy(self.path(name), self.path("all/below" if number % 2 else "all"))
        self.write("list.txt", "\n".join(names) + "\n\n")
        self.write("windows.txt", "\r\n".join(names))
        self.write("zeros", "\0".join(names) + "\0")
        for arguments in (["all"], ["@list.txt"], ["@windows.txt"], ["--files-from", "zeros"], ["@list.txt", names[0]]):
            self.assertEqual(self.ok("pool", *arguments).out, expected, arguments)
        self.assertEqual(self.ok("pool", "-", input="\n".join(names)).out, expected)

    def test_an_empty_folder_is_a_pool_of_none(self):
        os.mkdir(self.path("empty"))
        self.ok("pool", "empty")

    def test_what_cannot_be_read_is_told_and_does_not_stop_the_rest(self):
        names = self.services()
        expected = self.ok("pool", *names).out
        self.write("no.cadran", "nothing")
        result = self.cadran("pool", "absent.cadran", *names, "no.cadran")
        self.assertEqual((result.code, result.out), (1, expected), result)
        for word in ("absent.cadran", "no.cadran", "2 dossiers could not be read"):
            self.assertIn(word, result.words)

    def test_a_dossier_counts_once_and_of_an_older_copy_the_newer_one_does(self):
        names = self.services()
        shutil.copy(self.path("s2.cadran"), self.path("again.cadran"))
        shutil.copy(self.path("s3.cadran"), self.path("older.cadran"))
        self.ok("set", "s3.cadran", "answer.data.d0.q0", "5")
        expected = self.pool(*names)
        for order in ((names, "again.cadran", "older.cadran"), (names[::-1], "older.cadran", "again.cadran")):
            files = [*order[0], *order[1:]]
            self.assertEqual(self.pool(*files, "./s1.cadran"), expected)
            words = self.cadran("pool", *files).words
            self.assertRegex(words, r"(again|s2).cadran: note: this is the same dossier as")
            self.assertIn("older.cadran: note: this is an older copy of «s3.cadran»", words)

    def test_copies_that_went_on_apart_are_both_counted_with_a_word(self):
        names = self.services()
        shutil.copy(self.path("s2.cadran"), self.path("apart.cadran"))
        self.ok("set", "s2.cadran", "answer.data.d0.q0", "4")
        self.ok("set", "apart.cadran", "answer.data.d0.q0", "1")
        result = self.ok("pool", *names, "apart.cadran")
        self.assertIn("Pool of 7 dossiers", result.text)
        self.assertIn("begins like another one", result.words)

    def test_the_order_of_the_files_changes_nothing(self):
        names = self.services()
        expected = self.ok("pool", *names).out
        for _ in range(3):
            self.random.shuffle(names)
            self.assertEqual(self.ok("pool", *names).out, expected)

    def test_quick_wins_of_the_catalogue_are_counted_from_five_up(self):
        names = []
        for number in range(6):
            names.append(f"d{number}.cadran")
            self.ok("new", names[-1], "--demo")
            self.ok("set", names[-1], "service.size", str(number + 10))
        wins = [case["id"] for case in self.json(names[0])["use_cases"] if case["quick_win"] == "yes"]
        self.assertTrue(wins)
        rows = self.pool(*names)
        self.assertEqual({key[2] for key in rows if key[0] == "quick-win"}, set(wins))
        self.assertEqual(rows["quick-win", "", wins[0]]["dossiers"], "6")
        self.assertEqual([key for key in self.pool(*names[:4]) if key[0] == "quick-win"], [])
        for lang, title, name in (("en", "Most frequent quick wins", "Meeting minutes"), ("fr", "Gains rapides les plus fréquents", "Comptes rendus de réunion")):
            text, page = self.ok("pool", *names, lang=lang).text, self.ok("pool", *names, "--to", "html", lang=lang).text
            self.assertRegex(text, rf"(?m)^{title} ")
            self.assertRegex(text, rf"(?m)^  {name} +6 +100\u00a0?% +0 +6$")
            self.assertRegex(page, rf"{name}</th><td[^>]*>6</td><td[^>]*>100\u00a0?%</td><td[^>]*>6</td>")
            self.assertLessEqual(max(map(len, text.splitlines())), 80)

    def test_what_cannot_be_had_for_a_pool_is_named(self):
        names = self.services()
        self.refused("pool", *names, "--files-from", "none.txt", words="none.txt")
        self.refused("pool", *names, "--content", "nowhere", words="nowhere")
        self.refused("pool", *names, "--mine", "nobody.cadran", words="nobody.cadran")
        self.refused("pool", *names, "--to", "csv", "--dialect", "lotus", code=2, words="excel-fr")
        os.mkdir(self.path("content"))
        self.write("content/m.ini", "[matrix m]\nx = nothing\n")
        self.refused("pool", *names, "--content", "content", words="m.ini:")

    def test_a_wrong_call_is_a_wrong_call(self):
        for arguments in ([], ["x.cadran", "--to", "xlsx"], ["x.cadran", "--what", "tidy"], ["x.cadran", "--dialect", "tsv"],
                          ["x.cadran", "--to", "csv", "--what", "votes"], ["x.cadran", "--to", "csv", "--what", "tidy", "-o", "y"]):
            self.refused("pool", *arguments, code=2)
        self.refused("pool", "--mine", "absent.cadran", "x.cadran")


if __name__ == "__main__":
    unittest.main()
