"""A crash puts the terminal back and says where the file is; a storm of signals loses no key."""

import os
import re
import signal
import unittest

from harness import CadranTest, program_has
from terminal import Terminal

CRASHES = [signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGQUIT, signal.SIGILL, signal.SIGTRAP, signal.SIGSYS]
ENDS = [signal.SIGXCPU, signal.SIGALRM, signal.SIGUSR1, signal.SIGUSR2]


class Crash(CadranTest):
    def open(self, lang="en"):
        self.terminal = Terminal()
        self.addCleanup(self.terminal.close)
        self.terminal.run(self.command("d.cadran", lang=lang), self.environment(TERM="xterm-256color"), self.work)
        self.terminal.until(lambda screen: re.search("quit", screen.line(-1)))
        self.terminal.type("\0332\r")
        self.terminal.until(lambda screen: "answer" in screen.line(-1))

    def answer(self, level):
        self.terminal.type(level)
        self.terminal.until(lambda screen: re.match(f" ✓ saved: .*level: {level}", screen.line(-2)))

    def level(self):
        return next((row["level"] for row in self.rows("answers") if row["level"]), "")

    def test_a_crash_puts_the_terminal_back_and_says_where_the_file_is(self):
        if program_has(b"__asan_init"):
            self.skipTest("a sanitizer answers these signals with a report")
        for number, level in zip(CRASHES, "12345123"):
            if os.path.exists(self.path("d.cadran")):
                os.unlink(self.path("d.cadran"))
            self.small()
            self.open()
            self.answer(level)
            self.terminal.signal(number)
            status = self.terminal.wait()
            self.assertEqual(status, -number)
            self.assertFalse(self.terminal.screen.alternate)
            self.assertEqual(self.terminal.modes(), self.terminal.before)
            shown = "".join(self.terminal.screen.text().split())
            self.assertIn("".join(os.path.realpath(self.path("d.cadran")).split()), shown)
            self.assertEqual(self.level(), level)
            self.terminal.close()

    def test_whatever_else_ends_a_program_ends_it_in_good_order(self):
        self.small()
        for number, level in zip(ENDS, "1234"):
            self.open()
            self.answer(level)
            self.terminal.signal(number)
            self.assertEqual(self.terminal.wait(), 128 + number)
            self.assertFalse(self.terminal.screen.alternate)
            self.assertEqual(self.terminal.modes(), self.terminal.before)
            self.assertIn(level, [row["level"] for row in self.rows("answers")])
            self.terminal.close()

    def test_a_storm_of_sizes_stops_and_continues_loses_no_key(self):
        self.small()
        self.open()
        for turn in range(30):
            level = str(1 + turn % 5)
            for _ in range(self.random.randint(1, 8)):
                self.terminal.signal(self.random.choice((signal.SIGWINCH, signal.SIGSTOP, signal.SIGCONT, signal.SIGWINCH)))
            self.terminal.signal(signal.SIGCONT)
            if self.terminal.stopped is not None or self.stopped():
                self.terminal.go_on()
            self.answer(level)
            self.assertEqual(self.level(), level)
        self.terminal.type("q")
        self.assertEqual(self.terminal.wait(), 0)

    def stopped(self):
        """The keeper, which waits for stops as a shell does, heard of one."""
        self.terminal.wait(0.05)
        return self.terminal.stopped is not None


if __name__ == "__main__":
    unittest.main()
