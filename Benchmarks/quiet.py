"""Was the machine ours? Compares the processor time that all programs used with what we and our child used."""

import os
import time


def _busy_seconds():
    """Processor seconds that all programs have used, stolen time included; None where the system doesn't tell."""
    try:
        with open("/proc/stat") as file:
            fields = [int(field) for field in file.readline().split()[1:]]
    except OSError:
        return None
    user, nice, system, _, _, irq, softirq, steal = fields[:8]
    return (user + nice + system + irq + softirq + steal) / os.sysconf("SC_CLK_TCK")


def _seconds_of(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Watch:
    """From its making to `was_disturbed()`."""

    def __init__(self, children):
        self.children = children
        self.start = time.perf_counter()
        self.foreign = self._foreign()

    def _foreign(self):
        busy = _busy_seconds()
        if busy is None:
            return None
        return busy - _seconds_of(os.getpid()) - sum(_seconds_of(pid) for pid in self.children)

    def was_disturbed(self):
        """Whether others used more than a tenth of one processor. Clock ticks are coarse: two of them don't count."""
        if self.foreign is None:
            return False
        ticks = 2 / os.sysconf("SC_CLK_TCK")
        elapsed = time.perf_counter() - self.start
        return self._foreign() - self.foreign > 0.1 * elapsed + ticks
