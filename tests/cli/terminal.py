"""A terminal of 80 columns and 24 rows for tests: a pseudo-terminal with a shell's part in it (keeper.py), and a screen.

    terminal = Terminal()
    terminal.run([program, "d.cadran"], env, cwd)
    terminal.until(lambda screen: "quit" in screen.line(-1))
    terminal.type("3")
    terminal.wait()
"""

import codecs
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
import unicodedata

from keeper import END

PATIENCE = 20  # seconds that nothing takes, however busy the machine is
TOKEN = re.compile("\033\\[([?>!]?)([0-9;]*)([@-~])|\033\\][^\a\033]*\a|\033[()].|\033[^\\[\\]()]|[^\0-\037\177]+|[\0-\037\177]", re.S)
CUT_SHORT = re.compile("\033(\\[[?>!0-9;]*|\\][^\a\033]*|[()])?$")


def width_of(letter):
    if letter < "\u0300":
        return 1
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


class Screen:
    """What xterm, vt100, linux and screen show, as far as curses uses them. Attributes are left out."""

    def __init__(self, columns=80, rows=24):
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.rest = ""
        self.alternate = self.insert = self.mouse = False
        self.wraps = True
        self.watched, self.seen, self.above, self.touched = None, [], [], False
        self.ends = 0
        self.unknown = []
        self.resize(columns, rows, " ")

    def resize(self, columns, rows, filling="#"):
        """What stood there is gone: whoever owns the screen has to draw all of it."""
        self.columns, self.height = max(columns, 1), max(rows, 1)
        self.rows = [[filling] * self.columns for _ in range(self.height)]
        self.row = self.column = 0
        self.saved = (0, 0)
        self.region = (0, self.height - 1)

    def line(self, row):
        return "".join(self.rows[row]).rstrip()

    def text(self):
        return "\n".join(self.line(row) for row in range(self.height))

    def watch(self, row):
        """Keeps in `seen` every text that is ever painted into this row, and in `above` what stood over it then."""
        self.watched, self.seen, self.above, self.touched = row % self.height, [], [], False

    def look(self):
        if self.touched and (not self.seen or self.seen[-1] != self.line(self.watched)):
            self.seen.append(self.line(self.watched))
            self.above.append(self.line(self.watched - 1))
        self.touched = False

    def feed(self, data):
        text = self.rest + self.decoder.decode(data)
        cut = CUT_SHORT.search(text)
        self.rest = text[cut.start():] if cut else ""
        for token in TOKEN.finditer(text[:cut.start()] if cut else text):
            if token[3]:
                self.control(token[1], [int(number or 0) for number in token[2].split(";")], token[3])
            elif token[0] >= " " and token[0] != "\x7f":
                self.write(token[0])
            else:
                self.other(token[0])
            if self.touched and self.row != self.watched:
                self.look()

    def write(self, text):
        if text.isascii() and self.column + len(text) <= self.columns and not self.insert:
            self.rows[self.row][self.column:self.column + len(text)] = text
            self.column += len(text)
        else:
            for letter in text:
                self.put(letter)
        self.touched |= self.row == self.watched

    def put(self, letter):
        width = width_of(letter)
        if not width:
            self.rows[self.row][max(self.column - 1, 0)] += letter
            return
        if self.column + width > self.columns:
            self.column = self.columns - width
            if self.wraps:
                self.column = 0
                self.down()
        cells = self.rows[self.row]
        if self.insert:
            cells[self.column:self.column] = [letter]
            cells.pop()
        else:
            cells[self.column:self.column + width] = [letter] + [""] * (width - 1)
        self.column += width

    def down(self):
        if self.row == self.region[1]:
            self.scroll(self.region[0], self.region[1])
        else:
            self.row = min(self.row + 1, self.height - 1)

    def up(self):
        if self.row == self.region[0]:
            self.scroll(self.region[1], self.region[0])
        else:
            self.row = max(self.row - 1, 0)

    def scroll(self, goes, comes):
        """One row goes, and an empty one comes at the other end of the region."""
        del self.rows[goes]
        self.rows.insert(comes, [" "] * self.columns)
        self.touched |= self.watched is not None and self.region[0] <= self.watched <= self.region[1]

    def erase(self, row, begin, end):
        cells = self.rows[row]
        cells[begin:end] = [" "] * (min(end, self.columns) - begin)
        self.touched |= row == self.watched

    def other(self, token):
        column = min(self.column, self.columns - 1)
        if token == END:
            self.ends += 1
        elif token == "\r":
            self.column = 0
        elif token == "\n":
            self.down()
        elif token == "\b":
            self.column = max(column - 1, 0)
        elif token == "\t":
            self.column = min(column // 8 * 8 + 8, self.columns - 1)
        elif token == "\033M":
            self.up()
        elif token == "\0337":
            self.saved = (self.row, self.column)
        elif token == "\0338":
            self.place(*self.saved)
        elif token == "\033c":
            self.resize(self.columns, self.height, " ")
        elif token not in ("\033=", "\033>", "\033(B", "\033)0", "\033)B", "\017", "\016", "\a", "\0"):
            self.unknown.append(token)

    def place(self, row, column):
        self.row, self.column = min(max(row, 0), self.height - 1), min(max(column, 0), self.columns - 1)

    def control(self, private, numbers, end):
        first = numbers[0]
        count = first or 1
        column = min(self.column, self.columns - 1)
        if private or end in "hl":
            self.mode(private, numbers, end == "h")
        elif end in "Hf":
            self.place(first - 1, numbers[1] - 1 if len(numbers) > 1 else 0)
        elif end in "ABCDGd":
            self.place(*{"A": (self.row - count, column), "B": (self.row + count, column), "C": (self.row, column + count),
                         "D": (self.row, column - count), "G": (self.row, count - 1), "d": (count - 1, column)}[end])
        elif end == "K":
            self.erase(self.row, 0 if first else column, column + 1 if first == 1 else self.columns)
        elif end == "J":
            self.erase(self.row, 0 if first else column, column + 1 if first == 1 else self.columns)
            for row in range(0 if first else self.row + 1, self.row if first == 1 else self.height):
                self.erase(row, 0, self.columns)
        elif end == "X":
            self.erase(self.row, column, column + count)
        elif end == "P":
            self.rows[self.row] = (self.rows[self.row][:column] + self.rows[self.row][column + count:] + [" "] * count)[:self.columns]
            self.touched |= self.row == self.watched
        elif end == "@":
            self.rows[self.row][column:column] = [" "] * count
            del self.rows[self.row][self.columns:]
            self.touched |= self.row == self.watched
        elif end == "r":
            last = numbers[1] if len(numbers) > 1 and numbers[1] else self.height
            self.region = (count - 1, min(last, self.height) - 1)
            self.place(0, 0)
        elif end not in "mtqc":
            self.unknown.append((private, numbers, end))

    def mode(self, private, numbers, on):
        if private == "?" and 1049 in numbers:
            self.alternate = on
        if private == "?" and 1000 in numbers:
            self.mouse = on
        if private == "?" and 7 in numbers:
            self.wraps = on
        if not private and 4 in numbers:
            self.insert = on


class Terminal:
    """Statuses are exit codes, or -N where signal N ended the program; after a stop `stopped` is its signal."""

    def __init__(self, columns=80, rows=24):
        self.keeper = subprocess.Popen([sys.executable, "-I", "-S", os.path.join(os.path.dirname(os.path.abspath(__file__)), "keeper.py")],
                                       stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0, start_new_session=True)
        self.master = -1
        self.pid = self.status = self.stopped = None
        self.open(columns, rows)

    def open(self, columns=80, rows=24):
        """Another window: what was typed into the last one and never read is gone with it."""
        self.hang_up()
        self.master, slave = pty.openpty()
        self.size(columns, rows)
        self.order(take=os.ttyname(slave))
        if not self.reply(PATIENCE):
            raise AssertionError("the keeper does not take the terminal")
        os.close(slave)
        self.before = self.modes()
        self.screen, self.raw = Screen(columns, rows), b""

    def close(self):
        self.kill()
        self.hang_up()
        self.keeper.stdin.close()
        self.keeper.stdout.close()
        self.keeper.kill()
        self.keeper.wait()

    # The program in it

    def order(self, **words):
        self.keeper.stdin.write(json.dumps(words).encode() + b"\n")
        self.keeper.stdin.flush()

    def reply(self, seconds):
        ready, _, _ = select.select([self.keeper.stdout], [], [], seconds)
        return json.loads(self.keeper.stdout.readline()) if ready else None

    def run(self, command, env, cwd, closed=(), files=None):
        self.status = self.stopped = None
        self.screen, self.raw = Screen(*self.dimensions), b""
        self.order(run=command, env=env, cwd=cwd, closed=list(closed), files=files or {})
        reply = self.reply(PATIENCE)
        self.pid, self.begun = reply["pid"], reply["at"]

    def wait(self, seconds=PATIENCE):
        """Reads what is written until the program has ended or stopped; its status, None where it goes on."""
        ends, limit = self.screen.ends, time.monotonic() + seconds
        while self.status is None and self.stopped is None and time.monotonic() < limit:
            sources = [self.keeper.stdout] + ([self.master] if self.master >= 0 else [])
            ready, _, _ = select.select(sources, [], [], max(limit - time.monotonic(), 0))
            if self.master in ready:
                self.read(0)
            if self.keeper.stdout in ready:
                reply = self.reply(PATIENCE)
                self.status, self.stopped = reply.get("status"), reply.get("stopped")
                self.pid = None if self.status is not None else self.pid
        while self.master >= 0 and (self.status, self.stopped) != (None, None) and self.screen.ends == ends and self.read(PATIENCE):
            pass
        self.screen.look()
        return self.status

    def signal(self, number):
        os.kill(self.pid, number)

    def kill(self):
        if self.pid:
            try:
                self.signal(signal.SIGKILL)
            except ProcessLookupError:
                pass  # it ended, and nobody has asked yet
            self.stopped = None
            self.wait()
        self.pid = None

    def go_on(self):
        self.stopped = None
        self.order(**{"continue": True})

    def hang_up(self):
        if self.master >= 0:
            os.close(self.master)
        self.master = -1

    # The screen and the keys

    def size(self, columns, rows):
        self.dimensions = (columns, rows)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def resize(self, columns, rows):
        self.screen.resize(columns, rows)
        self.size(columns, rows)

    def modes(self):
        return termios.tcgetattr(self.master)

    def type(self, keys):
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def read(self, seconds):
        """Takes what comes within `seconds` and shows it; False where nothing came."""
        if not select.select([self.master], [], [], seconds)[0]:
            return False
        data = os.read(self.master, 1 << 16)
        self.raw += data
        self.screen.feed(data)
        return True

    def until(self, there, seconds=PATIENCE):
        """Reads until `there(screen)` holds."""
        limit = time.monotonic() + seconds
        while not there(self.screen):
            if time.monotonic() > limit:
                raise AssertionError(f"never shown; the screen:\n{self.screen.text()}")
            self.read(min(0.05, seconds))
        return self.screen

    def still(self, seconds=0.1):
        """Reads until nothing comes for a while."""
        while self.read(seconds):
            pass
        return self.screen
