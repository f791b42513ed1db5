"""What every peer is given, and how it tells what it found.

A peer is a process of its own: ``python -m tools.bench.peers.scip job.json``. The job is a JSON
object with at least ``mps`` or ``problem`` (paths), ``seconds`` and ``gap``. The last line the peer
writes on standard output is its account: status, value, bound, seconds and the trace, a list of
[seconds, best value or null, bound or null]. Values are those to be made large.
"""

import json
import math
import sys
import time
from pathlib import Path
from typing import Any

# A trace has a point only when this many seconds have passed, or when a new best is found.
PULSE = 0.05


def job() -> dict[str, Any]:
    """What the peer is asked to do."""
    return dict(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))


class Account:
    """Collects the trace from the moment the solver has the model."""

    def __init__(self) -> None:
        self.started = time.monotonic()
        self.trace: list[list[float | None]] = []

    def elapsed(self) -> float:
        return time.monotonic() - self.started

    def note(self, value: float | None, bound: float | None, seconds: float | None = None) -> None:
        """Add a point, unless nothing has changed or too little time has passed."""
        now = self.elapsed() if seconds is None else seconds
        point = [round(now, 3), _finite(value), _finite(bound)]
        if self.trace:
            last = self.trace[-1]
            if point[1:] == last[1:] or (point[1] == last[1] and now - float(last[0] or 0) < PULSE):
                return
        self.trace.append(point)

    def tell(self, status: str, value: float | None, bound: float | None, **more: Any) -> None:
        """Write the account and be done."""
        seconds = more.pop("seconds", None)
        taken = self.elapsed() if seconds is None else seconds
        found = {"status": status, "value": _finite(value), "bound": _finite(bound), "seconds": round(taken, 3)}
        self.trace.append([round(taken, 3), found["value"], found["bound"]])
        print(json.dumps(found | more | {"trace": self.trace}), flush=True)


def _finite(number: float | None) -> float | None:
    return float(number) if number is not None and math.isfinite(number) and abs(number) < 1e19 else None
