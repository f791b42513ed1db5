"""What every word of the command line shares: exit codes, refusals, progress, and kinds of argument."""

from __future__ import annotations

import argparse
import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..conflict import Infeasible

DONE, INFEASIBLE, BAD_INPUT = 0, 1, 2

Word = Callable[[argparse.Namespace], int]


class Refusal(Exception):
    """A word ends here: the exit code, and what is told on standard error."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def answering(word: Word) -> Word:
    """Let a word end by raising a `Refusal`."""

    @functools.wraps(word)
    def run(arguments: argparse.Namespace) -> int:
        try:
            return word(arguments)
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
            return refusal.code

    return run


def searching(word: Word) -> Word:
    """Let a word that searches for plans end in whatever way a search may; its `problem` is named."""

    @answering
    @functools.wraps(word)
    def run(arguments: argparse.Namespace) -> int:
        # The solver takes a while to import, and the other words do not need it.
        from ..programme import Infeasible, NoPlanInTime, SolverMissing
        from ..scoring import ScoresMissing

        try:
            return word(arguments)
        except Infeasible as error:
            raise Refusal(INFEASIBLE, explained(error)) from None
        except NoPlanInTime as error:
            raise Refusal(INFEASIBLE, f"{error}; give it more --seconds") from None
        except SolverMissing as error:
            raise Refusal(BAD_INPUT, str(error)) from None
        except ScoresMissing as error:
            raise Refusal(
                BAD_INPUT, f"{arguments.problem}: {error}; choose what that means with --missing"
            ) from None
        except ValueError as error:
            raise Refusal(BAD_INPUT, f"{arguments.problem}: {error}") from None

    return run


def explained(error: Infeasible, unit: str = "") -> str:
    """Why no programme is possible, a line for each cause."""
    lines = ["no programme is possible"]
    lines += [
        f"  {one.source} lacks {' '.join(filter(None, (f'{one.amount:g}', unit)))} in {one.year}"
        for one in error.shortfalls
    ]
    if error.rules:
        lines.append("  these rules cannot all hold:")
        lines += [f"  {one.kind}: {', '.join(one.keys)}" for one in error.rules]
    if not error.certain:
        lines.append("  (time ran out before this was proved to be the least)")
    return "\n".join(lines)


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


def ask_for_problem(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "problem", type=Path, help="the problem, a JSON file or an Excel workbook; - reads standard input"
    )


def ask_how(
    parser: argparse.ArgumentParser,
    *,
    out: str,
    seconds: float,
    each: str = "",
    gap: float | None = None,
    threads: bool = True,
) -> None:
    """What every word that searches is told: where to write, how long, how close, and what is unknown.

    `out` says what is written, `seconds` and `gap` are what they are when left out, and `each` says
    what the time limit is for when it is not the whole.
    """
    parser.add_argument("--out", type=Path, help=f"where to write {out}; JSON on standard output if left out")
    parser.add_argument(
        "--seconds", type=number(0, 1e6, above=True), default=seconds, help=f"time limit{each} ({seconds:g})"
    )
    if gap is not None:
        parser.add_argument("--gap", type=share, default=gap, help=f"stop within this share of the best ({gap:g})")
    if threads:
        parser.add_argument("--threads", type=whole(1, 64), metavar="N", default=1, help="threads (1)")
    parser.add_argument("--seed", type=seed, metavar="N", default=0, help="seed (0)")
    parser.add_argument(
        "--missing",
        choices=("refuse", "zero", "weights-of-known"),
        default="refuse",
        help="what an unknown score means (refuse)",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing about the progress")


def ask_who(parser: argparse.ArgumentParser, help: str) -> None:
    """Which solver searches."""
    parser.add_argument("--solver", choices=("auto", "highs", "scip", "race"), default="auto", help=help)


def whole(low: int, high: int) -> Callable[[str], int]:
    """A kind of argument: a whole number from `low` to `high`."""

    def integer(text: str) -> int:
        value = int(text)
        if not low <= value <= high:
            raise argparse.ArgumentTypeError(f"should be from {low} to {high}")
        return value

    return integer


def number(low: float, high: float, *, above: bool = False) -> Callable[[str], float]:
    """A kind of argument: a number from `low` to `high`, or `above` the lowest."""

    def real(text: str) -> float:
        value = float(text)
        if not low <= value <= high or (above and value == low):
            first = f"above {low:g} and at most" if above else f"from {low:g} to"
            raise argparse.ArgumentTypeError(f"should be {first} {high:g}")
        return value

    return real


def share(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError("should be at least 0 and below 1")
    return value


seed = whole(0, 2**31 - 1)
