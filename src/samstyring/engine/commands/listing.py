"""``samstyring rpm problem.json --party-weights weights.json``: every plan that no other plan beats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import DONE, INFEASIBLE, Refusal, ask_for_problem, ask_how, searching
from .files import given, put, read_problem

if TYPE_CHECKING:
    from ..rpm import Rpm


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "rpm",
        help="list every plan that no other plan beats, of a small problem",
        description="List every plan that no other plan beats for all the parties' weights, with the core index of "
        "each project, in the format samstyring-rpm/1. Exit code 0: done. 1: no programme is possible, or there are "
        "too many plans to list. 2: the input cannot be used.",
    )
    ask_for_problem(parser)
    parser.add_argument("--party-weights", type=Path, required=True, help="the parties' weights, a JSON file")
    ask_how(parser, out="the plans", seconds=60, threads=False)
    parser.add_argument(
        "--intervals",
        action="store_true",
        help="let interval scores lie anywhere within them, where only frames stand between the projects",
    )
    parser.set_defaults(run=listed)


@searching
def listed(arguments: argparse.Namespace) -> int:
    """Read, list and write; return the exit code."""
    from .. import rpm
    from ..robust import read_weights
    from ..robust.region import region

    problem = read_problem(arguments.problem)
    corners = given(
        arguments.party_weights, lambda content: region(read_weights(content, problem.criteria)).corners
    )
    try:
        found = rpm.study(
            problem,
            corners,
            seconds=arguments.seconds,
            intervals=arguments.intervals,
            missing=arguments.missing,
            seed=arguments.seed,
        )
    except rpm.TooLarge as error:
        message = f"{error.why}; use samstyring robust, which proves without listing plans"
        raise Refusal(INFEASIBLE, message) from None
    if not found.portfolios:
        raise Refusal(INFEASIBLE, "no programme is possible")
    put(arguments.out, rpm.write(found))
    if not arguments.quiet:
        print(_summed(found), file=sys.stderr)
    return DONE


def _summed(found: Rpm) -> str:
    kinds = [one.kind for one in found.projects]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("core", "borderline", "exterior"))
    return f"{len(found.portfolios)} unbeaten plans; projects: {counted}; {found.method}, {found.seconds:.1f} s"
