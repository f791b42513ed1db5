"""``samstyring byindeks`` and ``samstyring byindeks-workbook``: indices of traffic from points, and control of published ones."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..traffic_index.words import hundredths
from .answers import BAD_INPUT, DONE, INFEASIBLE, Refusal, answering
from .files import given, put

if TYPE_CHECKING:
    from ..traffic_index.control import Compared, Control


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add both words to a parser."""
    parser = subparsers.add_parser(
        "byindeks",
        help="compute traffic indices with their uncertainty from points",
        description="Read a JSON file {name: {kind: rolling | annual | chain, points or links}} and write index, "
        "interval and verdict for each name, or a sentence that says why it cannot be computed. "
        "Exit code 0: done, also when some names could not be computed. 2: the file cannot be used.",
    )
    parser.add_argument("vectors", type=Path, help="points or links by name, a JSON file; - is standard input")
    parser.add_argument("--out", type=Path, help="where to write the figures; standard output if left out")
    parser.set_defaults(run=byindeks)
    parser = subparsers.add_parser(
        "byindeks-workbook",
        help="compute a published workbook's area values anew from its points",
        description="Read a workbook of Statens vegvesen, compute every window anew from the points in it, and "
        "tell beside what was published. Exit code 0: all that can be controlled agrees. 1: points and area "
        "values do not belong together, and nothing is taken in. 2: the file cannot be used.",
    )
    parser.add_argument("workbook", type=Path, help="the workbook, an .xlsx file; - is standard input")
    parser.add_argument("--out", type=Path, help="write every window as JSON too")
    parser.set_defaults(run=byindeks_workbook)


@answering
def byindeks(arguments: argparse.Namespace) -> int:
    """Compute each name and write; return the exit code."""
    from ..traffic_index import vectors

    found = vectors.results(given(arguments.vectors, vectors.read))
    put(arguments.out, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return DONE


@answering
def byindeks_workbook(arguments: argparse.Namespace) -> int:
    """Control a workbook and tell; return the exit code."""
    from ..traffic_index.control import control
    from ..traffic_index.published import read
    from ..traffic_index.refusal import NotComputable

    try:
        found = control(given(arguments.workbook, read))
    except NotComputable as error:
        raise Refusal(BAD_INPUT, f"{arguments.workbook}: {error}") from None
    print("\n".join(_table(found)))
    if arguments.out is not None:
        put(arguments.out, json.dumps(_document(found), ensure_ascii=False, indent=1) + "\n")
    if found.refusal:
        raise Refusal(INFEASIBLE, f"{arguments.workbook}: {found.refusal}")
    return DONE


STATES = {
    "equal": "likt",
    "rounded": "avrundet",
    "mismatch": "stemmer ikke",
    "uncheckable": "ikke kontrollerbar",
}


def _table(found: Control) -> Iterator[str]:
    yield f"{'vindu':<10} {'til':<8} {'n':>3} {'beregnet %':>24} {'publisert %':>24} {'største avvik':>14}  "
    for one in found.windows:
        value, published = one.found, one.published
        counted = f"{value.n:>3}" if value else "  –"
        own = "–" if value is None else _interval(value.p, value.lower, value.upper)
        theirs = _interval(published.p, published.lower, published.upper)
        yield f"{one.window[0]:<10} {one.window[1]:<8} {counted} {own:>24} {theirs:>24} {_most(one):>14}  {STATES[one.state]}"
    counts = ", ".join(f"{len(found.of(state))} {word}" for state, word in STATES.items() if found.of(state))  # type: ignore[arg-type]
    yield f"{len(found.windows)} vinduer: {counts}."
    if any(one.state in ("equal", "rounded") for one in found.windows):
        largest = ", ".join(f"{name} {amount:.2g}" for name, amount in found.largest.items())
        yield f"Største avvik der de stemmer (grensene er gitt ut med én desimal): {largest}."
    if found.without_area:
        yield f"{len(found.without_area)} vinduer har punkter, men ingen områdeverdi."


def _interval(p: float | None, lower: float | None, upper: float | None) -> str:
    # Rounded first, so that what is told as zero has no sign.
    rounded = (None if one is None else round(one, 2) for one in (p, lower, upper))
    return "{} ({} … {})".format(*(hundredths(one, unknown="–") for one in rounded))


def _most(one: Compared) -> str:
    """The largest difference of what is published with all its decimals."""
    told = [abs(amount) for name, amount in one.differences.items() if name not in ("lower", "upper")]
    return f"{max(told):.1e}" if told else "–"


def _document(found: Control) -> dict[str, Any]:
    return {
        "windows": [
            {
                "window": one.window[0],
                "end": one.window[1],
                "state": one.state,
                "n": None if one.found is None else one.found.n,
                "p": None if one.found is None else one.found.p,
                "lower": None if one.found is None else one.found.lower,
                "upper": None if one.found is None else one.found.upper,
                "published_p": one.published.p,
                "differences": dict(one.differences),
                "why": one.why,
            }
            for one in found.windows
        ],
        "largest": dict(found.largest),
        "without_area": [list(one) for one in found.without_area],
        "refusal": found.refusal,
    }
