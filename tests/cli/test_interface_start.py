"""The interface where it begins: terminals, locales and windows of all kinds, descriptors that are closed, files that
are not there or are held by somebody else; and where it is stopped for a while.
"""

import curses
import itertools
import os
import re
import signal
import subprocess
import time
import unittest

from harness import ROOT, UNSAFE, CadranTest
from terminal import PATIENCE, Terminal

PARTS = re.compile("\033(?:\\[[?>!]?[0-9;]*[@-~]|[()].|[=>78])|[\r\n\b\t\017\016]")  # what a screen is made of besides text


def is_known(name):
    try:
        curses.setupterm(name, 1)
    except curses.error:
        return False
    return True


class Interface(CadranTest):
    """One terminal, in which the interface is opened with its messages kept apart from the screen."""

    def setUp(self):
        super().setUp()
        self.terminal = self.window()

    def window(self):
        terminal = Terminal()
        self.addCleanup(terminal.close)
        return terminal

    def open(self, *arguments, closed=(), files=None, terminal=None, lang="en", size=(80, 24), **changes):
        terminal = terminal or self.terminal
        terminal.open(*size)
        self.write("err", "")
        changes.setdefault("TERM", "xterm-256color")
        terminal.run(self.command(*arguments, lang=lang), self.environment(**changes), self.work, closed,
                     files if files is not None else {2: self.path("err")})
        return terminal

    def shown(self, *words, terminal=None):
        terminal = terminal or self.terminal
        return terminal.until(lambda screen: all(word in screen.text() for word in words))

    def whole(self, terminal=None, columns=80, rows=24, rule="─"):
        """The frame from corner to corner, and nothing left of what stood there before."""
        screen = self.shown("1 Service", "quit", terminal=terminal)
        self.assertEqual((screen.columns, screen.height), (columns, rows))
        self.assertEqual(screen.line(1).replace(" reading only ", rule * 14), rule * columns, screen.text())
        self.assertIn("quit", screen.line(-1), screen.text())
        self.assertNotIn("#", screen.text())
        self.assertEqual(screen.unknown, [])
        return screen

    def leave(self, status=0, terminal=None):
        terminal = terminal or self.terminal
        terminal.type("q")
        self.assertEqual(terminal.wait(), status, terminal.screen.text())
        self.assertFalse(terminal.screen.alternate)
        self.assertEqual(terminal.modes(), terminal.before)
        self.assertEqual(self.read("err"), b"")

    def ended(self, status, terminal=None):
        """Ended by itself, soon."""
        terminal = terminal or self.terminal
        self.assertEqual(terminal.wait(5), status, terminal.screen.text())
        return self.read("err").decode()

    def open_note(self, terminal=None):
        terminal = terminal or self.terminal
        self.whole(terminal)
        terminal.type("\0333\rn")
        self.shown("give up", terminal=terminal)

    def note(self, name="d.cadran"):
        return next((row["note"] for row in self.rows("answers", name) if row["question"] == "d0.q0" and row["grid"] == "data"), "")


class NoTerminal(Interface):
    def test_without_one_the_summary_is_printed(self):
        self.small()
        before = self.read("d.cadran")
        summary = self.ok("show", "d.cadran", "summary").text
        self.assertEqual(self.ok("d.cadran").text, summary, "neither is one")
        self.open("d.cadran", files={1: self.path("out")})
        self.assertEqual(self.ended(0), "")
        self.assertEqual(self.read("out").decode(), summary, "standard output is none")
        self.open("d.cadran", files={0: "/dev/null", 2: self.path("err")})
        self.assertEqual(self.ended(0), "")
        self.assertEqual([line.rstrip() for line in self.terminal.raw.decode().splitlines() if "keeper" not in line],
                         [line.rstrip() for line in summary.splitlines()], "standard input is none")
        self.assertEqual(self.read("d.cadran"), before)

    def test_without_one_a_file_that_is_not_there_is_wrong_usage_and_is_not_made(self):
        self.refused("nowhere.cadran", code=2, words="nowhere.cadran")
        for files in ({0: "/dev/null"}, {1: "/dev/null"}):
            litter = set(self.everything())
            self.open("nowhere.cadran", files={**files, 2: self.path("err")})
            self.assertIn("nowhere.cadran", self.ended(2))
            self.assertEqual(set(self.everything()) - {"work/err"}, litter)
            os.unlink(self.path("err"))

    def test_one_that_cannot_show_a_screen_is_refused_in_words_and_gets_no_byte(self):
        self.small()
        before = self.read("d.cadran")
        for term in ("dumb", None, "", "nonsense", "../../x", "\033[31m"):
            for name in ("d.cadran", "new.cadran"):
                self.open(name, TERM=term)
                words = self.ended(1)
                self.assertRegex(words, r"\Acadran: [^\n]*\bTERM\b[^\n]*\n(cadran: [^\n]*\n)?\Z", term)
                self.assertIsNone(UNSAFE.search(words), words)
                self.assertEqual(self.terminal.raw.replace(b"\033]keeper\a", b""), b"", term)
        self.assertEqual(self.read("d.cadran"), before)
        self.assertFalse(os.path.exists(self.path("new.cadran")))

    def test_make_run_without_one_prints_summary_and_matrix(self):
        os.symlink(self.command()[0], self.path("cadran"))
        for locale, words in (("en_US.UTF-8", ("To try next", "Quick wins")), ("fr_FR.UTF-8", ("À essayer ensuite",))):
            done = subprocess.run([os.path.join(ROOT, "tests", "run-demo")], env=self.environment(LC_ALL=locale), cwd=self.work,
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=PATIENCE, check=False)
            text = done.stdout.decode()
            self.assertEqual((done.returncode, done.stderr.decode()), (0, ""))
            for word in words:
                self.assertIn(word, text)
            for view in ("summary", "matrix"):
                self.assertIn(self.ok("show", "demo.cadran", view, lang=locale[:2]).text, text)
            self.assertTrue(os.path.exists(self.path("demo.csv")))

    def test_make_run_in_one_opens_the_interface(self):
        os.symlink(self.command()[0], self.path("cadran"))
        self.terminal.run([os.path.join(ROOT, "tests", "run-demo")], self.environment(LC_ALL="C.UTF-8", LANGUAGE="en", TERM="xterm"), self.work)
        self.terminal.until(lambda screen: screen.line(1) == "─" * 80)
        self.terminal.type("q")
        self.assertEqual(self.terminal.wait(), 0)


class Terminals(Interface):
    def test_exported_sizes_are_not_believed(self):
        self.small()
        for lines, columns in (("10", "20"), ("-1", "99999999999"), ("x", ""), ("1000", "1000")):
            self.open("d.cadran", LINES=lines, COLUMNS=columns)
            self.whole()
            self.leave()

    def test_every_kind_shows_the_same_words(self):
        self.small()
        pages = {}
        for term in ("xterm-256color", "xterm-mono", "xterm", "vt100", "vt220", "linux", "screen", "tmux-256color"):
            if not is_known(term):
                continue
            for color in (None, "1"):
                self.open("d.cadran", TERM=term, NO_COLOR=color)
                self.whole()
                self.terminal.type("\t\r3nété")
                pages[term, color] = self.shown("─ Note ─", "été").text()
                self.terminal.type("\033")
                self.shown("quit")
                self.terminal.type("u")
                self.shown("taken back")
                self.leave()
        self.assertGreater(len(pages), 6)
        self.assertEqual(len(set(pages.values())), 1, pages)

    def test_a_locale_that_is_not_installed_still_names_the_encoding(self):
        self.small()
        for locale, rule in (("xx_YY.UTF-8", "─"), ("xx_YY.utf8", "─"), ("C.UTF-8", "─"), ("xx_YY", "-"), ("C", "-"), ("POSIX", "-")):
            self.open("d.cadran", LC_ALL=locale)
            self.whole(rule=rule)
            self.leave()

    def test_in_ascii_no_byte_is_anything_else(self):
        self.ok("new", "d.cadran", "--name", "Médecine du travail «été»", "--demo")
        for lang in ("en", "fr"):
            self.open("d.cadran", LC_ALL="C", lang=lang)
            self.terminal.until(lambda screen: screen.line(1) == "-" * 80)
            for keys in ("\t\r", "3", "n", "\303\251t", "\r", "u", "?", "\t", "\t", "\t", "\t", "\t", "\t", "\t"):
                self.terminal.type(keys.encode("latin-1"))
                self.terminal.still(0.05)
            self.terminal.type("q")
            self.assertEqual(self.terminal.wait(), 0)
            text = PARTS.sub("", self.terminal.raw.replace(b"\033]keeper\a", b"").decode("latin-1"))
            self.assertRegex(text, r"\A[ -~]+\Z", lang)
        self.assertEqual(self.read("err"), b"")


class Descriptors(Interface):
    def test_closed_ones_never_become_the_dossier(self):
        for count in range(4):
            for closed in itertools.combinations(range(3), count):
                self.small(f"{closed}.cadran")
                before = self.read(f"{closed}.cadran")
                self.open(f"{closed}.cadran", closed=closed, files={})
                if not {0, 1} & set(closed):
                    self.whole()
                    self.terminal.type("\t\r3")
                    self.shown("saved: ")
                    self.terminal.type("q")
                self.assertEqual(self.terminal.wait(5), 0, closed)
                after = self.read(f"{closed}.cadran")
                self.assertTrue(after.startswith(before) and b"\033" not in after, closed)
                self.ok("check", f"{closed}.cadran")

    def test_closed_ones_never_become_a_new_dossier(self):
        for count in range(1, 4):
            for closed in itertools.combinations(range(3), count):
                self.open("new.cadran", closed=closed, files={})
                if closed == (2,):
                    self.shown("What is the service called?")
                    self.terminal.type("\033")
                self.assertIn(self.terminal.wait(5), (1, 2), closed)
                self.assertFalse(os.path.exists(self.path("new.cadran")), closed)


class Windows(Interface):
    def test_one_that_is_too_small_says_so_until_it_is_large_enough(self):
        self.small()
        for columns, rows in ((1, 1), (2, 2), (79, 23), (80, 23), (79, 24), (10, 5), (500, 1), (1, 300)):
            self.open("d.cadran", size=(columns, rows))
            self.terminal.until(lambda screen: "T" in screen.text())
            self.assertNotIn("quit", self.terminal.screen.text())
            self.terminal.resize(80, 24)
            self.whole()
            self.terminal.resize(columns, rows)
            self.terminal.until(lambda screen: "T" in screen.text() and "#" not in screen.text())
            self.terminal.resize(132, 50)
            self.whole(columns=132, rows=50)
            self.leave()

    def test_one_without_a_size_is_taken_for_24_rows_of_80(self):
        self.small()
        self.terminal.open()
        self.open("d.cadran", size=(0, 0))
        self.terminal.screen.resize(80, 24)
        self.whole()
        self.leave()

    def test_what_is_typed_stays_while_it_is_too_small(self):
        self.small()
        self.open("d.cadran")
        self.open_note()
        self.terminal.type("un début")
        self.shown("un début")
        self.terminal.resize(40, 10)
        self.shown("is kept.")
        self.terminal.type("q\r\033q")
        self.terminal.still()
        self.terminal.resize(80, 24)
        self.shown("un début", "give up")
        self.terminal.type(", la fin\r")
        self.shown("saved: ")
        self.leave()
        self.assertEqual(self.note(), "un début, la fin")

    def test_a_storm_of_sizes_loses_no_key(self):
        self.small()
        self.open("d.cadran")
        self.open_note()
        text = "".join(self.random.choices("aàâbcçdeéèêfghij€œ漢 ", k=200)) + "."
        for number, letter in enumerate(text):
            self.terminal.size(80 + number % 50, 24 + number % 11)
            self.terminal.type(letter)
            if self.random.random() < 0.3:
                self.terminal.signal(signal.SIGWINCH)
            if self.random.random() < 0.5:
                self.terminal.read(0.002)
        self.terminal.type("\r")
        self.terminal.still()
        self.terminal.resize(80, 24)
        self.shown("1 Service", "quit")
        self.leave()
        self.assertEqual(self.note(), text)


class Files(Interface):
    def test_a_new_one_is_made_after_its_name_was_asked_for(self):
        self.open("new.cadran")
        self.shown("What is the service called?", "new.cadran")
        self.terminal.type("\r")
        self.shown("needs the name of a service")
        self.terminal.type("  \r")
        self.terminal.still()
        self.assertFalse(os.path.exists(self.path("new.cadran")))
        self.terminal.type("\025Médecine du Léman\r")
        self.whole()
        self.shown("Médecine du Léman")
        self.leave()
        self.assertEqual(self.json("new.cadran")["service"]["name"], "Médecine du Léman")
        self.ok("check", "new.cadran")

    def test_one_that_was_given_up_is_not_made(self):
        for end, status in (("\033", 1), ("nom\033", 1), ("\003", 1), (signal.SIGTERM, 143), (signal.SIGHUP, 129)):
            self.open("new.cadran")
            self.shown("What is the service called?")
            if isinstance(end, str):
                self.terminal.type(end)
            else:
                self.terminal.signal(end)
            self.assertEqual(self.terminal.wait(5), status, repr(end))
            self.assertFalse(self.terminal.screen.alternate)
            self.assertEqual(self.terminal.modes(), self.terminal.before)
            self.assertEqual(os.listdir(self.work), ["err"], repr(end))

    def test_one_in_a_folder_that_is_not_there_is_refused_before_anything_is_typed(self):
        for name in ("nowhere/new.cadran", "err/new.cadran", "/nowhere/at/all"):
            self.open(name)
            self.assertRegex(self.ended(1), r"\Acadran: [^\n]*not a folder[^\n]*\n\Z")
            self.assertEqual(os.listdir(self.work), ["err"])

    def test_one_that_is_no_dossier_is_refused_without_a_screen(self):
        self.write("text", "bonjour\n")
        os.mkdir(self.path("folder"))
        os.mkfifo(self.path("fifo"))
        for name in ("text", "folder", "fifo", "/dev/null", "/dev/tty"):
            self.open(name)
            self.assertRegex(self.ended(1), r"\Acadran: [^\n]+\n\Z", name)
            self.assertEqual(self.terminal.raw.replace(b"\033]keeper\a", b""), b"", name)
        self.assertEqual(self.read("text"), b"bonjour\n")

    def test_the_second_program_says_who_has_it_and_changes_nothing(self):
        self.small()
        self.open("d.cadran")
        self.whole()
        second = self.window()
        self.open("d.cadran", terminal=second)
        self.whole(terminal=second)
        self.shown("Open for reading only", str(self.terminal.pid), terminal=second)
        before = self.read("d.cadran")
        second.type("\t\r3")
        self.shown("Open for reading only", "1 of 8", terminal=second)
        for key in "cnu":
            second.type(key)
            second.still(0.05)
        self.assertNotIn("saved", second.screen.text())
        self.assertEqual(self.read("d.cadran"), before)
        self.terminal.type("\t\r4")
        self.shown("saved: ")
        self.leave()
        self.leave(terminal=second)
        self.assertEqual([record[6] for record in self.records()[-1:]], ["4"])

    @unittest.skipIf(os.geteuid() == 0, "root may write everything")
    def test_one_that_may_not_be_written_is_shown(self):
        self.small()
        os.chmod(self.path("d.cadran"), 0o444)
        self.open("d.cadran")
        self.whole()
        self.shown("Open for reading only")
        self.leave()


class Stops(Interface):
    def stop(self, how):
        if isinstance(how, str):
            self.terminal.type(how)
        else:
            self.terminal.signal(how)
        self.assertIsNone(self.terminal.wait(5))
        self.assertEqual(self.terminal.stopped, signal.SIGTSTP, self.terminal.screen.text())
        self.assertFalse(self.terminal.screen.alternate)
        self.assertEqual(self.terminal.modes(), self.terminal.before)

    def test_ctrl_z_gives_the_terminal_back_and_takes_it_again(self):
        self.small()
        self.open("d.cadran")
        self.open_note()
        text = ""
        for how in ("\032", signal.SIGTSTP, "\032"):
            self.terminal.type("é")
            text += "é"
            self.shown(" " + text)
            self.stop(how)
            self.terminal.resize(*((100, 30) if how == "\032" else (80, 24)))
            self.terminal.go_on()
            screen = self.shown(" " + text, "1 Service", "give up")
            self.assertTrue(screen.alternate)
            self.assertNotIn("#", screen.text())
        self.terminal.type("\r")
        self.shown("saved: ")
        self.leave()
        self.assertEqual(self.note(), text)

    def test_a_signal_that_comes_while_it_is_stopped_ends_it_and_nothing_is_lost(self):
        self.small()
        self.open("d.cadran")
        self.open_note()
        self.terminal.type("vu avec la direction")
        self.shown("vu avec la direction")
        self.stop("\032")
        self.terminal.signal(signal.SIGTERM)
        self.terminal.go_on()
        self.assertIn(self.terminal.wait(5), (143, -15))
        self.assertEqual(self.terminal.modes(), self.terminal.before)
        self.assertFalse(self.terminal.screen.alternate)
        self.assertEqual(self.note(), "vu avec la direction")

    def test_the_mouse_goes_to_what_it_is_pressed_on_until_it_is_turned_off(self):
        self.small()
        self.open("d.cadran")
        self.whole()
        column = self.terminal.screen.line(0).index("4 Cases") + 1
        self.terminal.type(f"\033[<0;{column};1M\033[<0;{column};1m")
        self.terminal.until(lambda screen: "▶4 Cases" in screen.line(0))
        self.assertNotIn(b"\033[?1000l", self.terminal.raw)
        self.terminal.type(":mouse\r")
        self.shown("The mouse is off")
        self.assertGreater(self.terminal.raw.rindex(b"\033[?1000l"), self.terminal.raw.rindex(b"\033[?1000h"))
        self.leave()

    def test_ctrl_l_draws_all_of_a_screen_that_something_else_wrote_on(self):
        self.small()
        self.open("d.cadran")
        self.whole()
        self.terminal.screen.resize(80, 24)
        self.terminal.type("\014")
        self.terminal.until(lambda screen: "#" not in screen.text())
        self.whole()
        self.leave()

    def test_ctrl_c_says_how_to_leave(self):
        self.small()
        self.open("d.cadran")
        self.whole()
        self.terminal.type("\003")
        self.shown("q leaves; everything is saved")
        self.leave()

    def test_signals_that_were_ignored_before_stay_ignored(self):
        self.small()
        self.terminal.run(["/bin/sh", "-c", 'trap "" HUP; exec "$0" --lang en d.cadran', self.command()[0]],
                          self.environment(TERM="xterm"), self.work)
        self.whole()
        self.terminal.signal(signal.SIGHUP)
        self.terminal.type("\t\r3")
        self.shown("saved: ")
        self.terminal.type("q")
        self.assertEqual(self.terminal.wait(), 0)


del Interface  # what is shared is no test of its own

if __name__ == "__main__":
    unittest.main()
