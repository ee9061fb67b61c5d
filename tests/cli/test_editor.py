"""Ctrl-o: the text being typed in the user's own editor, and what comes back."""

import os
import signal
import stat
import unittest

from harness import CadranTest
from terminal import Terminal


class Editor(CadranTest):
    """A note of the first question, with an editor that the test wrote."""

    def setUp(self):
        super().setUp()
        self.small("d.cadran")
        self.terminal = Terminal()
        self.addCleanup(self.terminal.close)
        self.runtime = self.path("run time")
        os.mkdir(self.runtime)

    def editor(self, script):
        path = self.path("my editor")
        self.write("my editor", "#!/bin/sh\n" + script)
        os.chmod(path, 0o700)
        return f'"{path}" -w'

    def note(self, typed="", **changes):
        changes.setdefault("TERM", "xterm-256color")
        self.terminal.run(self.command("d.cadran"), self.environment(XDG_RUNTIME_DIR=self.runtime, **changes), self.work)
        self.terminal.until(lambda screen: "quit" in screen.line(-1))
        self.terminal.type("\0332\rn")
        self.terminal.until(lambda screen: "give up" in screen.line(-1))
        self.terminal.type(typed)
        self.terminal.until(lambda screen: typed in screen.text())

    def shown(self, *words):
        return self.terminal.until(lambda screen: all(word in " ".join(screen.text().split()) for word in words))

    def leave(self):
        self.terminal.until(lambda screen: "quit" in screen.line(-1) or "give up" in screen.line(-1))
        if "give up" in self.terminal.screen.line(-1):
            self.terminal.type("\033")
            self.terminal.until(lambda screen: "quit" in screen.line(-1))
            self.terminal.still(0.1)  # alone, or it would belong to the next key
        self.terminal.type("q")
        self.assertEqual(self.terminal.wait(), 0, self.terminal.screen.text())
        self.assertFalse(self.terminal.screen.alternate)
        self.assertEqual(self.terminal.modes(), self.terminal.before)
        self.assertEqual(os.listdir(self.runtime), [], "a file is left behind")

    def notes(self):
        return [row["note"] for row in self.rows("answers", "d.cadran") if row["note"]]

    def test_what_the_editor_makes_of_the_text_is_kept_with_enter(self):
        seen = self.path("seen")
        self.note("avant", VISUAL=self.editor(
            f'test "$1" = -w || exit 9\nstat -c "%a %F" "$2" "${{2%/*}}" > "{seen}"\ncat "$2" >> "{seen}"\n'
            'printf "deux é\\n" >> "$2"\ncp "$2" "$2~"\n'), EDITOR="false")
        self.terminal.type("\017")
        self.shown("deux é", "Enter keeps the text")
        self.terminal.type("\r")
        self.shown("saved", "q quit")
        self.leave()
        self.assertEqual(self.notes(), ["avant\ndeux é"])
        self.assertEqual(self.read("seen").decode(), "600 regular file\n700 directory\navant\n")

    def test_an_editor_that_fails_or_is_not_there_says_so_and_keeps_the_text(self):
        for script, words in (('echo gone > "$2"; exit 3', "ended with 3"),
                              (None, "cannot be run"),
                              ("kill -KILL $$", "was ended by signal 9"),
                              ("printf 'a\\377b' > \"$2\"", "is not UTF-8"),
                              ('yes | head -c 600001 > "$2"', "a text of 600001 bytes is too long; 500000 are taken"),
                              ('rm "$2"', "cadran.txt")):
            with self.subTest(script=script, words=words):
                editor = self.editor(script) if script else "no-such-editor --wait"
                self.terminal = Terminal()
                self.addCleanup(self.terminal.close)
                self.note("gardé", EDITOR=editor, VISUAL="")
                self.terminal.type("\017")
                self.shown("gardé", words)
                self.leave()
                self.assertEqual(self.notes(), [])

    def test_what_comes_back_is_cleaned_as_a_paste_is(self):
        self.note(VISUAL=self.editor(r"printf 'un\033[31mrouge\tdeux\r\ntrois\000' > " + '"$2"'))
        self.terminal.type("\017")
        self.shown("trois")
        self.terminal.type("\r")
        self.shown("saved", "q quit")
        self.leave()
        self.assertEqual(self.notes(), ["un[31mrouge deux\ntrois"])

    def test_what_is_pasted_stands_in_the_text_and_presses_no_key(self):
        self.note("avant:")
        self.terminal.type("\033[200~collé : q\r\nu\033[31m\033[201~")
        self.shown("collé : q")
        self.assertEqual(self.notes(), [])
        self.terminal.type("\r")
        self.shown("saved", "q quit")
        self.leave()
        self.assertEqual(self.notes(), ["avant:collé : q\nu[31m"])

    def test_a_draft_is_on_the_disk_while_the_editor_runs(self):
        copy = self.path("copy.cadran")
        self.note("brouillon", VISUAL=self.editor(f'cp "{self.path("d.cadran")}" "{copy}"'))
        self.terminal.type("\017")
        self.shown("nothing changed")
        self.assertIn("brouillon", self.read("copy.cadran").decode())
        self.leave()

    def test_the_interrupt_key_is_the_editors_own(self):
        self.note("reste", VISUAL=self.editor(
            'trap "echo interrompu >> \\"$2\\"; exit 0" INT\nstty -echo; echo ready\nwhile :; do sleep 0.1; done'))
        self.terminal.type("\017")
        self.shown("ready")
        self.terminal.type("\003")
        self.shown("interrompu", "give up")
        self.leave()

    def test_the_mouse_is_not_told_of_while_the_editor_runs_and_is_again_afterwards(self):
        stop = self.path("stop")
        self.note("reste", VISUAL=self.editor(f'echo ready\nwhile ! test -e "{stop}"; do sleep 0.1; done'))
        self.assertTrue(self.terminal.screen.mouse)
        self.terminal.type("\017")
        self.shown("ready")
        self.assertFalse(self.terminal.screen.mouse)
        self.write("stop", "")
        self.shown("give up")
        self.terminal.until(lambda screen: screen.mouse)
        self.leave()

    def test_an_end_that_came_meanwhile_is_heard_afterwards(self):
        stop = self.path("stop")
        self.note("reste", VISUAL=self.editor(f'echo ready\nwhile ! test -e "{stop}"; do sleep 0.1; done'))
        self.terminal.type("\017")
        self.shown("ready")
        self.terminal.signal(signal.SIGTERM)
        self.write("stop", "")
        self.assertIn(self.terminal.wait(), (128 + signal.SIGTERM, -signal.SIGTERM))
        self.assertEqual(os.listdir(self.runtime), [])
        self.assertEqual(self.terminal.modes(), self.terminal.before)


if __name__ == "__main__":
    unittest.main()
