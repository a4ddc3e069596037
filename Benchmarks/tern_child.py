"""The other side of `tern bench --serve`: JSON lines over a pipe."""

import json
import subprocess
import sys
from pathlib import Path


def build_tool():
    """Builds `tern` in release and gives its path."""
    root = Path(__file__).resolve().parent.parent
    command = ["swift", "build", "-c", "release", "--product", "tern", "--package-path", str(root)]
    built = subprocess.run(command, capture_output=True, text=True)
    if built.returncode != 0:
        sys.exit(f"tern could not be built:\n{built.stdout}{built.stderr}")
    folder = subprocess.run(command + ["--show-bin-path"], capture_output=True, text=True, check=True).stdout.strip()
    return Path(folder) / "tern"


class TernChild:
    def __init__(self, tool):
        self.process = subprocess.Popen([str(tool), "bench", "--serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)

    def ask(self, **request):
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            sys.exit(f"tern has ended (status {self.process.wait()}) at {request}")
        answer = json.loads(line)
        if isinstance(answer, dict) and "error" in answer:
            sys.exit(f"tern: {answer['error']} (at {request})")
        return answer

    def machine(self):
        return self.ask(do="machine")

    def cases(self):
        return self.ask(do="list")

    def prepare(self, name):
        self.ask(do="prepare", case=name)

    def run(self, seconds):
        return self.ask(do="run", seconds=seconds)["seconds"]
