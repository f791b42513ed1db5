"""CBC on the MPS file: PuLP's program or Debian's, with no setting but the time limit and the gap."""

import platform
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from .account import Account, job

NUMBER = r"([-+]?(?:\d+\.?\d*(?:e[-+]?\d+)?|inf))"
NODES = re.compile(rf"best solution,? {NUMBER} best possible {NUMBER} \({NUMBER} seconds\)")
AFTER = re.compile(rf"After \d+ nodes, \d+ on tree, {NUMBER} best solution, best possible {NUMBER} \({NUMBER} s")
FOUND = re.compile(rf"(?:Integer solution of|Solution found of) {NUMBER} .*\({NUMBER} seconds\)")
CONTINUOUS = re.compile(rf"Continuous objective value is {NUMBER} - {NUMBER} seconds")
OBJECTIVE = re.compile(rf"Objective value: +{NUMBER}")
LOWER = re.compile(rf"Lower bound: +{NUMBER}")
NOTHING = 1e40


def program() -> Path | None:
    """Where CBC is, PuLP's own before Debian's; None when there is none."""
    try:
        import pulp
    except ImportError:
        pass
    else:
        machine = {"x86_64": "i64", "aarch64": "arm64"}.get(platform.machine(), "none")
        own = Path(pulp.__file__).parent / "solverdir" / "cbc" / "linux" / machine / "cbc"
        if own.exists():
            return own
    elsewhere = shutil.which("cbc")
    return Path(elsewhere) if elsewhere else None


def points(lines: Iterable[str]) -> Iterator[tuple[float | None, float | None, float]]:
    """(best, bound, seconds) from the lines of CBC's log, as it minimises."""
    best: float | None = None
    bound: float | None = None
    for line in lines:
        if found := CONTINUOUS.search(line):
            bound = float(found[1])
            yield best, bound, float(found[2])
        elif found := AFTER.search(line):
            best = float(found[1]) if abs(float(found[1])) < NOTHING else None
            bound = float(found[2]) if abs(float(found[2])) < NOTHING else bound
            yield best, bound, float(found[3])
        elif found := FOUND.search(line):
            best = float(found[1])
            yield best, bound, float(found[2])


def main() -> None:
    asked = job()
    limits = ["-sec", str(asked["seconds"]), "-timeMode", "elapsed", "-ratioGap", str(asked["gap"])]
    account = Account()
    done = subprocess.run(
        [str(program()), asked["mps"], *limits, "-solve", "-quit"], capture_output=True, text=True, check=True
    )
    seconds = account.elapsed()
    best, bound = None, None
    for best, bound, at in points(done.stdout.splitlines()):
        account.note(_turned(best), _turned(bound), at)
    if found := OBJECTIVE.search(done.stdout):
        best = float(found[1])
    proved = "Result - Optimal solution found" in done.stdout
    if found := LOWER.search(done.stdout):
        bound = float(found[1])
    elif proved and best is not None:
        # It says how near it is only when it stopped short of the best.
        bound = best - (abs(best) * asked["gap"] if "within gap tolerance" in done.stdout else 0.0)
    account.tell("proved" if proved else "time-limit", _turned(best), _turned(bound), seconds=seconds)


def _turned(number: float | None) -> float | None:
    return None if number is None else -number


if __name__ == "__main__":
    main()
