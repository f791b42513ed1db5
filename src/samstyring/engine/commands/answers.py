"""What every word of the command line shares: exit codes, refusals, progress, and kinds of argument."""

from __future__ import annotations

import argparse
import sys

DONE, INFEASIBLE, BAD_INPUT = 0, 1, 2


class Report:
    """Progress on standard error, at most once a second."""

    def __init__(self) -> None:
        self.last = 0.0

    def __call__(self, incumbent: float | None, bound: float | None, seconds: float) -> None:
        if seconds - self.last < 1.0:
            return
        self.last = seconds
        found = "none yet" if incumbent is None else f"{incumbent:.6g}"
        proved = "none yet" if bound is None else f"{bound:.6g}"
        print(f"{seconds:5.1f} s  best {found}  bound {proved}", file=sys.stderr, flush=True)


def refuse(code: int, message: str) -> int:
    print(message, file=sys.stderr)
    return code


def positive(text: str) -> float:
    value = float(text)
    if not 0 < value <= 1e6:
        raise argparse.ArgumentTypeError("should be above 0")
    return value


def share(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError("should be between 0 and 1")
    return value


def threads(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 64:
        raise argparse.ArgumentTypeError("should be from 1 to 64")
    return value


def seed(text: str) -> int:
    value = int(text)
    if not 0 <= value < 2**31:
        raise argparse.ArgumentTypeError("should be from 0 to 2147483647")
    return value
