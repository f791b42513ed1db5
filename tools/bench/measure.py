"""Run one peer in a process of its own: how long it took, how much memory, and who else was at work.

Memory is what the process and all its descendants held at once at the most, read twenty times a
second; what they share, such as the code of a library, counts once among them. Other work is the processors' busy time during the run that was not ours, in
cores: unlike the load average it does not count the run itself, or the one before it.
"""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PULSE = 0.05
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Measured:
    """One run, seen from outside."""

    output: str
    errors: str
    code: int | None  # None when it had to be stopped
    wall: float  # seconds
    cpu: float  # seconds, with its children
    memory_mb: float
    others: float  # cores at work for somebody else
    load: float  # load average of the last minute, when it began


def run(
    command: Sequence[str], *, seconds: float, folder: Path, environment: Mapping[str, str] | None = None
) -> Measured:
    """Run the command, stop it and all it started after so many seconds, and tell how it went."""
    load, busy, began = os.getloadavg()[0], _busy(), time.monotonic()
    peak, stopped = 0.0, False
    with (folder / "out").open("w+b") as out, (folder / "err").open("w+b") as err:
        process = subprocess.Popen(
            list(command), stdout=out, stderr=err, start_new_session=True,
            env=dict(os.environ) | dict(environment or {}),
        )  # fmt: skip
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            if not stopped and time.monotonic() - began > seconds:
                stopped = True
                os.killpg(process.pid, signal.SIGKILL)
            peak = max(peak, _held(process.pid))
            time.sleep(PULSE)
        # What it left behind would disturb the next run.
        _end_group(process.pid)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        for stream in (out, err):
            stream.seek(0)
        cpu = usage.ru_utime + usage.ru_stime
        return Measured(
            output=out.read().decode(errors="replace"),
            errors=err.read().decode(errors="replace"),
            code=None if stopped else process.returncode,
            wall=round(wall, 3),
            cpu=round(cpu, 3),
            memory_mb=round(peak, 1),
            others=round(max(0.0, (_busy() - busy - cpu) / wall), 2),
            load=round(load, 2),
        )


def _end_group(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)


def _busy() -> float:
    """Seconds that the processors have worked since the machine started, for anybody."""
    first = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _waiting, hard, soft, *_rest = (int(one) for one in first)
    return (user + nice + system + hard + soft) / TICK


def _held(root: int) -> float:
    """Megabytes that a process and its descendants hold now: each page divided by those that share it."""
    total, waiting = 0.0, [root]
    while waiting:
        pid = waiting.pop()
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            total += sum(float(line.split()[1]) for line in lines if line.startswith("Pss:"))
            for thread in Path(f"/proc/{pid}/task").iterdir():
                waiting += [int(child) for child in (thread / "children").read_text().split()]
        except OSError:
            # It ended while it was looked at.
            continue
    return total / 1024
