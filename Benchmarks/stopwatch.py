"""Times a Python step as Tern's own stopwatch does: over a whole block, reading the clock once for many short steps."""

import time


class Stopwatch:
    def __init__(self, step):
        self.step = step
        step()
        self.batch = 1
        while True:
            start = time.perf_counter()
            for _ in range(self.batch):
                step()
            if time.perf_counter() - start > 5e-4:
                break
            self.batch *= 2

    def measure(self, seconds):
        """The mean seconds of one run, over at least that long."""
        runs, start = 0, time.perf_counter()
        while True:
            for _ in range(self.batch):
                self.step()
            runs += self.batch
            elapsed = time.perf_counter() - start
            if elapsed >= seconds:
                return elapsed / runs
