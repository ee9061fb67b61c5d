"""A shell's part in a terminal: takes it, runs one program after the other in its foreground and says how each ended.

terminal.py starts it as a session of its own. One JSON object a line comes in, one goes out:
  {"take": "/dev/pts/7"}                             {"taken": true}
  {"run": [...], "env", "cwd", "closed", "files"}    {"pid": 7, "at": seconds}, then {"stopped": signal} or {"status": status}
  {"continue": true}                                 the same
After a program stopped or ended the terminal gets END: all that the program wrote stands before it.
"""

import fcntl
import json
import os
import signal
import sys
import termios
import time

END = "\033]keeper\a"


def say(**words):
    sys.stdout.write(json.dumps(words) + "\n")
    sys.stdout.flush()


def write(tty, text):
    try:
        os.write(tty, text.encode())
    except OSError:
        pass  # it was closed


def take(before, path):
    if before >= 0:
        try:
            fcntl.ioctl(before, termios.TIOCNOTTY)
        except OSError:
            pass  # it was closed
        os.close(before)
    tty = os.open(path, os.O_RDWR | os.O_NOCTTY)
    fcntl.ioctl(tty, termios.TIOCSCTTY, 0)
    return tty


def foreground(tty, group):
    try:
        os.tcsetpgrp(tty, group)
    except OSError:
        pass


def become(tty, order, beginning):
    """In the child: the program, with the terminal or what `files` names as its descriptors, without those of `closed`."""
    os.setpgid(0, 0)
    foreground(tty, os.getpid())
    for number in (signal.SIGHUP, signal.SIGTTOU, signal.SIGTTIN, signal.SIGTSTP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    for descriptor in range(3):
        path = order["files"].get(str(descriptor))
        os.dup2(os.open(path, os.O_RDWR | os.O_CREAT, 0o600) if path else tty, descriptor, inheritable=True)
    for descriptor in order["closed"]:
        os.close(descriptor)
    os.chdir(order["cwd"])
    os.write(beginning, b"%f" % time.monotonic())
    os.execve(order["run"][0], order["run"], order["env"])


def run(tty, order):
    """Comes back when the program itself runs: before that the child ignores signals."""
    begun, beginning = os.pipe()  # closed by exec
    pid = os.fork()
    if pid:
        os.close(beginning)
        with os.fdopen(begun) as stream:
            say(pid=pid, at=float(stream.read() or 0))
        return pid
    try:
        become(tty, order, beginning)
    finally:
        os._exit(126)


def wait(tty, pid):
    status = os.waitpid(pid, os.WUNTRACED)[1]
    foreground(tty, os.getpgrp())
    write(tty, END)
    if os.WIFSTOPPED(status):
        say(stopped=os.WSTOPSIG(status))
    else:
        say(status=os.waitstatus_to_exitcode(status))


def main():
    for number in (signal.SIGHUP, signal.SIGTTOU, signal.SIGTTIN, signal.SIGTSTP, signal.SIGINT, signal.SIGQUIT):
        signal.signal(number, signal.SIG_IGN)
    tty = pid = -1
    for line in iter(sys.stdin.readline, ""):
        order = json.loads(line)
        if "take" in order:
            tty = take(tty, order["take"])
            say(taken=True)
            continue
        if "run" in order:
            pid = run(tty, order)
        else:
            foreground(tty, pid)
            os.killpg(pid, signal.SIGCONT)
        wait(tty, pid)


if __name__ == "__main__":
    main()
