#!/usr/bin/env python3
"""Types at `tern-notebook repl` as a user does, and looks at what the terminal shows.

    python3 Notebook/Tests/repl_test.py Notebook/.build/release/tern-notebook
"""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time

tool = os.path.abspath(sys.argv[1])
folder = tempfile.TemporaryDirectory()
environment = {**os.environ, "TERM": "xterm", "TERN_REPL_HISTORY": os.path.join(folder.name, "history")}


class Terminal:
    def __init__(self):
        pid, self.file = pty.fork()
        if pid == 0:
            os.execve(tool, [tool, "repl"], environment)
        self.pid = pid
        fcntl.ioctl(self.file, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
        self.text = ""

    def expect(self, pattern, seconds=60):
        """Waits until what came after the last match holds the pattern."""
        end = time.monotonic() + seconds
        while True:
            shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]|\r", "", self.text)
            if found := re.search(pattern, shown):
                self.text = shown[found.end():]
                return found
            if time.monotonic() > end:
                raise AssertionError(f"{pattern!r} did not come:\n{shown}")
            if select.select([self.file], [], [], 0.1)[0]:
                try:
                    self.text += os.read(self.file, 65536).decode("utf-8", "replace")
                except OSError:
                    pass

    def type(self, keys):
        os.write(self.file, keys.encode())


up, left = "\x1b[A", "\x1b[D"
terminal = Terminal()
terminal.expect(r"In \[1\]: $")
terminal.type("let abc = 42\r")
terminal.expect(r"In \[2\]: $")
terminal.type("abc + 1\r")
terminal.expect(r"\n43\n")
# Enter in an open function begins an indented line; a bracket takes the indentation back.
terminal.expect(r"In \[3\]: $")
terminal.type("func f(_ x: Int) -> Int {\r")
terminal.expect(r"\.\.\.:     $")
terminal.type("x * 2\r\x7f}\r")
terminal.expect(r"In \[4\]: $")
# The cursor moves into the text, and Enter runs it from there.
terminal.type("f(2)" + left + "1\r")
terminal.expect(r"\n42\n")
# The history brings back the cell before the last, of several lines.
terminal.expect(r"In \[5\]: $")
terminal.type(up + up)
terminal.expect(r"func f.*\n.*x \* 2\n")
terminal.type("\x03")
terminal.expect(r"In \[5\]: $")
# Tab completes.
terminal.type("ab\t")
terminal.expect(r"abc")
terminal.type("\x15\x03")
terminal.expect(r"In \[5\]: $")
# Pasted lines are one cell.
terminal.type("\x1b[200~let p = 1\nlet q = 2\np + q\x1b[201~\r")
terminal.expect(r"\n3\n")
terminal.expect(r"In \[6\]: $")
terminal.type("while true {}\r")
time.sleep(2)
terminal.type("\x03")
terminal.expect(r"Interrupted")
terminal.expect(r"In \[7\]: $")
terminal.type("abc\r")
terminal.expect(r"\n42\n")
terminal.expect(r"In \[8\]: $")
terminal.type("\x04")
status = os.waitstatus_to_exitcode(os.waitpid(terminal.pid, 0)[1])
assert status == 0, f"the status is {status}"

# Without a terminal, lines are cells.
piped = subprocess.run(
    [tool, "repl"], input="let a = 1\nfunc g() {\n  print(a)\n}\ng()\nlet s: Int = \"a\"\na + 1\n", text=True, capture_output=True,
    env=environment)
assert piped.stdout == "1\n2\n" and "error:" in piped.stderr and "\x1b" not in piped.stderr and piped.returncode == 1, piped
print("the prompt works")
