#!/usr/bin/env python3
"""Runs sequences of cells through the installed Jupyter kernel "Swift (Tern)", and whole notebooks through nbclient.

    python -m venv venv && venv/bin/pip install jupyterlab nbclient
    tern jupyter install --python venv/bin/python
    venv/bin/python Notebook/Tests/jupyter_test.py [Notebooks/*.ipynb]

Ends with the number of failures as a status of 0 or 1.
"""
import queue
import sys
import time

from jupyter_client.manager import start_new_kernel

failures = []
count = 0


class Cell:
    """What a cell put out."""

    def __init__(self):
        self.streams = {"stdout": "", "stderr": ""}
        self.displays, self.updates, self.order = [], [], []
        self.result = self.error = self.reply = None
        self.first_output = None

    @property
    def text(self):
        return self.streams["stdout"]

    @property
    def value(self):
        return self.result and self.result["data"].get("text/plain")


class Front:
    """Jupyter's side of a kernel."""

    def __init__(self):
        self.manager, self.client = start_new_kernel(kernel_name="tern", startup_timeout=120)

    def execute(self, code, timeout=120, interrupt_after=None, silent=False):
        cell, start = Cell(), time.monotonic()
        id = self.client.execute(code, silent=silent)
        while True:
            if interrupt_after is not None and time.monotonic() - start > interrupt_after:
                self.manager.interrupt_kernel()
                interrupt_after = None
            if time.monotonic() - start > timeout:
                raise AssertionError(f"the cell takes longer than {timeout} s")
            try:
                message = self.client.get_iopub_msg(timeout=0.2)
            except queue.Empty:
                continue
            if message["parent_header"].get("msg_id") != id:
                continue
            type, content = message["msg_type"], message["content"]
            if type == "status" and content["execution_state"] == "idle":
                break
            if type in ("stream", "display_data", "execute_result", "error"):
                cell.first_output = cell.first_output or time.monotonic() - start
                cell.order.append(type)
            if type == "stream":
                cell.streams[content["name"]] += content["text"]
            elif type == "display_data":
                cell.displays.append(content)
            elif type == "update_display_data":
                cell.updates.append(content)
            elif type == "execute_result":
                cell.result = content
            elif type == "error":
                cell.error = content
        cell.reply = self.reply(id, 10)
        return cell

    def ask(self, type, *arguments, **fields):
        return self.reply(getattr(self.client, type)(*arguments, **fields), 60)

    def reply(self, id, timeout):
        """The reply to a request; replies to what was asked while the kernel began may come before."""
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == id:
                return message["content"]

    def restart(self):
        self.manager.restart_kernel(now=False)
        self.client.wait_for_ready(timeout=120)

    def end(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=False)


def expect(condition, what, cell=None):
    if not condition:
        raise AssertionError(what + (f"\n    {cell.__dict__}" if cell else ""))


def sequence(function):
    """Marks a test; it gets the front of a kernel that earlier sequences have used too."""
    sequences.append(function)
    return function


sequences = []


def values(*cells):
    """A sequence of cells with the texts of their values, or `print:` and their printed text, or `error:` and its name."""
    def run(front):
        for code, expected in cells:
            cell = front.execute(code)
            if expected.startswith("error:"):
                expect(cell.error and expected[6:] in cell.error["ename"] + ": " + cell.error["evalue"], f"{code!r}: no {expected}", cell)
                expect(cell.reply["status"] == "error", "the reply says nothing of the error", cell)
                continue
            expect(cell.error is None, f"{code!r} failed", cell)
            if expected.startswith("print:"):
                expect(cell.text == expected[6:], f"{code!r} printed {cell.text!r}", cell)
            else:
                expect((cell.value or "") == expected, f"{code!r} is {cell.value!r}, not {expected!r}", cell)
    return run


def named(name, *cells):
    function = values(*cells)
    function.__name__ = name
    sequences.append(function)


named("variables stay", ("let a1 = 2\nvar b1 = 3", ""), ("b1 += a1\nb1", "5"), ("b1 * 2", "10"))
named("redefinition with another type", ("let a2 = 2", ""), ("let a2 = \"two\"", ""), ("a2 + \"!\"", "\"two!\""))
named("functions", ("func f3(_ x: Int) -> Int { x + 1 }", ""), ("f3(f3(1))", "3"),
      ("func f3(_ x: Int) -> String { \"<\\(x)>\" }", ""), ("print(f3(1))", "print:<1>\n"))
named("structs", ("struct P4 { var x = 1 }", ""), ("var p4 = P4()\np4.x += 1\np4.x", "2"),
      ("struct P4 { var y = 7 }\nP4().y", "7"))
named("classes and deinit", ("final class C5 { deinit { print(\"gone\") } }\nvar c5: C5? = C5()", ""), ("c5 = nil", "print:gone\n"))
named("generics", ("func twice6<T>(_ x: T) -> [T] { [x, x] }", ""), ("print(twice6(\"a\"), twice6(1))", "print:[\"a\", \"a\"] [1, 1]\n"))
named("protocols and extensions", ("protocol Q7 { var n: Int { get } }", ""), ("extension Int: Q7 { var n: Int { self * 2 } }", ""), ("21.n", "42"))
named("enums and switch", ("enum E8: String { case a, b }", ""), ("switch E8.b { case .a: print(1)\ncase .b: print(2) }", "print:2\n"))
named("closures capture", ("var n9 = 0\nlet add9 = { n9 += 1 }", ""), ("add9(); add9()\nn9", "2"))
named("operators", ("infix operator <+>: AdditionPrecedence\nfunc <+> (a: Int, b: Int) -> Int { a * 10 + b }", ""), ("1 <+> 2", "12"))
named("await at top level", ("func g11() async throws -> Int { 11 }", ""), ("let v11 = try await g11()\nv11", "11"))
named("Foundation", ("import Foundation", ""), ("String(format: \"%.2f\", 1.5)", "\"1.50\""))
named("tensors", ("import Tern\nlet t13 = Tensor([1, 2, 3])", ""), ("t13 * 2", "tensor([2, 4, 6])"),
      ("manualSeed(0)\nprint(Tensor.randn([2]))", "print:tensor([ 1.5410, -0.2934])\n"))
named("compile error", ("let x14: Int = \"a\"", "error:Error"), ("1 + 1", "2"))
named("a thrown error", ("struct Bad15: Error {}\nfunc bad15() throws { throw Bad15() }", ""), ("let k15 = 1\ntry bad15()", "error:Bad15"), ("k15", "1"))
named("a library error", ("import Tern\nlet q16 = try Tensor.ones([2, 3]).matmul(Tensor.ones([2, 3]))", "error:TensorError"), ("16", "16"))
named("index out of range", ("let a17 = [1]\nvar i17 = 3", ""), ("a17[i17]", "error:"), ("a17[0]", "1"))
named("fatalError", ("let a18 = 18", ""), ("fatalError(\"no more\")", "error:no more"), ("a18", "18"))
named("infinite recursion", ("func r19(_ n: Int) -> Int { r19(n + 1) + 1 }", ""), ("r19(0)", "error:"), ("19", "19"))
named("an import that does not exist", ("import Nowhere20", "error:Nowhere20"), ("20", "20"))
named("exit", ("import Foundation\nlet a21 = 1", ""), ("exit(3)", "error:"), ("21", "21"))
named("magics", ("%opt -O\nlet a22 = 1", ""), ("%opt -Onone\na22", "1"), ("%nothing", "error:MagicError"))
named("unicode", ("let größe = \"é🎈卷积\"\ngröße", "\"é🎈卷积\""))
named("only comments", ("// nothing", ""), ("23", "23"))


@sequence
def positions_and_carets(front):
    cell = front.execute("let a = 1\nlet b: String = a")
    text = "\n".join(cell.error["traceback"])
    expect(f"In [{cell.reply['execution_count']}]:2:" in text and "^" in text, "no position or caret", cell)


@sequence
def execution_counts(front):
    first = front.execute("1").reply["execution_count"]
    expect(front.execute("2", silent=True).result is None, "a silent cell has a result")
    cell = front.execute("3")
    expect(cell.reply["execution_count"] == first + 1 == cell.result["execution_count"], "the count is wrong", cell)


@sequence
def live_streams(front):
    cell = front.execute("import Foundation\nprint(\"begin\")\nThread.sleep(forTimeInterval: 2)\nprint(\"end\")")
    expect(cell.text == "begin\nend\n" and cell.first_output < 1.8, "the text came late", cell)


@sequence
def text_before_displays(front):
    cell = front.execute("import Tern\nprint(\"a\")\ndisplay(LineChart([\"loss\": [3, 2, 1]]))\nprint(\"b\")")
    expect(cell.order == ["stream", "display_data", "stream"], "the order is wrong", cell)
    expect("<svg" in cell.displays[0]["data"]["image/svg+xml"], "no drawing", cell)


@sequence
def many_lines(front):
    cell = front.execute("for i in 0..<20_000 { print(i) }")
    expect(cell.text.split("\n")[:-1] == [str(i) for i in range(20_000)], "lines are missing")


@sequence
def interrupt_a_loop(front):
    front.execute("var steps = 0")
    start = time.monotonic()
    cell = front.execute("while true { steps += 1 }", interrupt_after=1)
    expect(cell.error is not None and time.monotonic() - start < 6, "not interrupted", cell)
    expect(int(front.execute("steps").value) > 0, "the state is lost")


@sequence
def interrupt_a_sleep(front):
    cell = front.execute("import Foundation\nsleep(30)", interrupt_after=1, timeout=15)
    expect(cell.error is not None, "not interrupted", cell)
    expect(front.execute("1 + 1").value == "2", "the kernel is gone")


@sequence
def completion(front):
    front.execute("struct Boat { var sails = 2; func sink() {} }\nlet boat = Boat()")
    found = front.ask("complete", "let é = 1; boat.s", 17)
    expect({"sails", "sink"} <= {match.split("(")[0] for match in found["matches"]}, f"{found}")
    expect((found["cursor_start"], found["cursor_end"]) == (16, 17), f"{found}")


@sequence
def inspection(front):
    front.execute("/// Adds one.\nfunc increment(_ x: Int) -> Int { x + 1 }")
    found = front.ask("inspect", "increment(1)", 4)
    expect(found["found"] and "increment" in found["data"]["text/plain"], f"{found}")


@sequence
def completeness(front):
    expect(front.ask("is_complete", "let a = 1")["status"] == "complete", "complete")
    incomplete = front.ask("is_complete", "func f() {")
    expect(incomplete == {"status": "incomplete", "indent": "    "}, f"{incomplete}")
    expect(front.ask("is_complete", "let = )")["status"] == "invalid", "invalid")


@sequence
def language(front):
    info = front.ask("kernel_info")["language_info"]
    expect((info["name"], info["file_extension"]) == ("swift", ".swift") and info["version"][0].isdigit(), f"{info}")


@sequence
def restart(front):
    front.execute("let before = 1")
    front.restart()
    cell = front.execute("before")
    expect(cell.error is not None and cell.reply["execution_count"] == 1, "something is left", cell)


def run_notebook(path):
    import nbformat
    from nbclient import NotebookClient
    notebook = nbformat.read(path, 4)
    nbformat.validate(notebook)
    import os
    folder = os.path.dirname(os.path.abspath(path))
    NotebookClient(notebook, timeout=600, kernel_name="tern", resources={"metadata": {"path": folder}}).execute()


def check(name, body, *arguments):
    global count
    count += 1
    start = time.monotonic()
    try:
        body(*arguments)
        print(f"ok      {name} ({time.monotonic() - start:.2f} s)", flush=True)
    except Exception as error:
        failures.append(name)
        print(f"FAILED  {name}: {type(error).__name__} {error}", flush=True)


def main():
    start = time.monotonic()
    front = Front()
    print(f"the kernel was ready after {time.monotonic() - start:.2f} s")
    for function in sequences:
        check(function.__name__.replace("_", " "), function, front)
    front.end()
    for path in sys.argv[1:]:
        check(path, run_notebook, path)
    print(f"{count - len(failures)} passed, {len(failures)} failed")
    sys.exit(1 if failures else 0)


main()
