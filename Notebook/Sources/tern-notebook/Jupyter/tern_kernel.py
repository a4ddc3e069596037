"""The Jupyter kernel "Swift (Tern)": hands Jupyter's requests to `tern-notebook engine` and its events back.

Everything that is known of Swift is in the engine; this file only translates. TERN_NOTEBOOK_TOOL names the tool.
"""
import json
import os
import queue
import shutil
import subprocess
import sys
import threading

TOOL = os.environ.get("TERN_NOTEBOOK_TOOL") or shutil.which("tern-notebook") or "tern-notebook"


class Engine:
    """A running `tern-notebook engine`: requests go in, events come out."""

    def __init__(self):
        self.last_id = 0
        self.events = queue.SimpleQueue()
        self.process = subprocess.Popen([TOOL, "engine"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        # A thread reads, because a Ctrl-C during a read would lose what was read so far.
        threading.Thread(target=self._read, args=(self.process.stdout, self.events), daemon=True).start()
        self.hello = None

    @staticmethod
    def _read(lines, events):
        for line in lines:
            try:
                events.put(json.loads(line))
            except ValueError:
                events.put({"type": "stream", "name": "stderr", "text": line.decode("utf-8", "replace")})
        events.put(None)

    def wait_until_ready(self):
        """The engine's first event, which says what it is or why it cannot work."""
        if self.hello is None:
            self.hello = self.events.get() or {"type": "error", "name": "EngineError", "value": f"{TOOL} ended at once"}
        return self.hello

    def send(self, type, **fields):
        self.process.stdin.write((json.dumps({"type": type, **fields}) + "\n").encode())
        self.process.stdin.flush()

    def ask(self, type, last, **fields):
        """The events of a request, up to the one of type `last`. Ctrl-C interrupts the cell; its events still come."""
        self.last_id += 1
        id = self.last_id
        self.send(type, id=id, **fields)
        while True:
            try:
                event = self.events.get()
            except KeyboardInterrupt:
                self.send("interrupt", id=id)
                continue
            if event is None:
                raise EOFError("the engine has ended")
            if event.get("id", id) != id:
                continue
            yield event
            if event["type"] == last:
                return

    def end(self):
        try:
            self.send("shutdown", id=0)
            self.process.wait(3)
        except (OSError, ValueError, subprocess.TimeoutExpired):
            self.process.kill()


def start_engine():
    try:
        return Engine(), None
    except OSError as error:
        return None, f"cannot start {TOOL}: {error.strerror}. Run `tern jupyter install` again."


# Started before the imports, which take as long as the engine's start.
engine, failure = start_engine()

from ipykernel.kernelapp import IPKernelApp  # noqa: E402
from ipykernel.kernelbase import Kernel  # noqa: E402


class TernKernel(Kernel):
    implementation = "tern"
    implementation_version = "1"
    banner = "Swift (Tern)"
    language_info = {
        "name": "swift", "mimetype": "text/x-swift", "file_extension": ".swift", "codemirror_mode": "swift",
        "pygments_lexer": "swift", "version": "",
    }

    def __init__(self, **arguments):
        super().__init__(**arguments)
        self.engine, self.failure = engine, failure
        if self.engine:
            hello = self.engine.wait_until_ready()
            if hello["type"] == "ready":
                words = str(hello.get("swift", "")).split()
                number = next((word for word in words if word[:1].isdigit()), "")
                self.language_info = {**self.language_info, "version": number}
            else:
                self.engine, self.failure = None, hello["value"]

    def do_execute(self, code, silent, store_history=True, user_expressions=None, allow_stdin=False, *,
                   cell_meta=None, cell_id=None):
        if self.engine is None:
            self.engine, failure = start_engine()
            if self.engine and self.engine.wait_until_ready()["type"] != "ready":
                self.engine, failure = None, self.engine.hello["value"]
            if self.engine is None:
                return self.fail("EngineError", failure or self.failure, silent)
        error = None
        try:
            for event in self.engine.ask("execute", "done", code=code, silent=silent, cell=cell_id or ""):
                if event["type"] == "error":
                    error = event
                self.forward(event, silent)
        except (EOFError, OSError):
            self.engine = None
            return self.fail("EngineError", "the notebook engine has ended; the next cell starts it anew, with nothing kept", silent)
        if not silent and event.get("executionCount"):
            self.execution_count = event["executionCount"]
        reply = {"status": event["status"], "execution_count": self.execution_count}
        if event["status"] == "ok":
            return {**reply, "payload": [], "user_expressions": {}}
        error = error or {"name": "Aborted", "value": "the cell was not run", "traceback": []}
        return {**reply, "status": "error", "ename": error["name"], "evalue": error["value"], "traceback": error["traceback"]}

    def forward(self, event, silent):
        """Publishes an event of a running cell."""
        type = event["type"]
        if type == "error" and not silent:
            self.publish("error", ename=event["name"], evalue=event["value"], traceback=event["traceback"])
        elif type == "stream" and not silent:
            self.publish("stream", name=event["name"], text=event["text"])
        elif type == "display":
            transient = {"display_id": event["displayID"]} if event.get("displayID") else {}
            kind = "update_display_data" if event.get("update") else "display_data"
            self.publish(kind, data=event["data"], metadata=event.get("metadata", {}), transient=transient)
        elif type == "result" and not silent:
            self.publish("execute_result", data=event["data"], metadata={}, execution_count=self.execution_count)

    def publish(self, type, **content):
        self.send_response(self.iopub_socket, type, content)

    def fail(self, name, value, silent):
        if not silent:
            self.publish("error", ename=name, evalue=value, traceback=[f"{name}: {value}"])
        return {"status": "error", "execution_count": self.execution_count, "ename": name, "evalue": value, "traceback": []}

    def ask(self, type, last, **fields):
        """The answer to a question; an empty one if the engine has none."""
        try:
            return [event for event in self.engine.ask(type, last, **fields)][-1] if self.engine else {}
        except (EOFError, OSError):
            self.engine = None
            return {}

    def do_complete(self, code, cursor_pos):
        found = self.ask("complete", "completions", code=code, cursor=cursor_pos)
        return {
            "status": "ok", "matches": found.get("matches", []), "cursor_start": found.get("start", cursor_pos),
            "cursor_end": found.get("end", cursor_pos), "metadata": {},
        }

    def do_inspect(self, code, cursor_pos, detail_level=0, omit_sections=()):
        found = self.ask("inspect", "inspection", code=code, cursor=cursor_pos)
        return {"status": "ok", "found": found.get("found", False), "data": found.get("data", {}), "metadata": {}}

    def do_is_complete(self, code):
        found = self.ask("isComplete", "completeness", code=code)
        status = found.get("status", "unknown")
        return {"status": status, **({"indent": found.get("indent", "")} if status == "incomplete" else {})}

    def do_shutdown(self, restart):
        if self.engine:
            self.engine.end()
        self.engine = None
        return {"status": "ok", "restart": restart}


if __name__ == "__main__":
    IPKernelApp.launch_instance(argv=sys.argv[1:], kernel_class=TernKernel)
