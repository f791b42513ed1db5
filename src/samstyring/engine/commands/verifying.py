"""``samstyring verify problem.json solution.json``: judge a plan apart from what made it."""

from __future__ import annotations

import argparse
from pathlib import Path

from .answers import DONE, INFEASIBLE, answering, ask_for_problem
from .files import given, read_problem

MOST_SHOWN = 50


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "verify",
        help="check that a plan keeps every rule of its problem",
        description="Work every rule and figure of a plan out again, from the formats alone. "
        "Exit code 0: everything holds. 1: something does not. 2: the input cannot be used.",
    )
    ask_for_problem(parser)
    parser.add_argument("solution", type=Path, help="the plan, a JSON file")
    parser.add_argument("--quiet", action="store_true", help="say nothing when everything holds")
    parser.set_defaults(run=verify)


@answering
def verify(arguments: argparse.Namespace) -> int:
    """Read both, judge, and tell; return the exit code."""
    from .. import solution
    from ..verify import breaches

    asked = read_problem(arguments.problem)
    plan = given(arguments.solution, solution.read)
    found = list(breaches(asked, plan))
    if found:
        print(f"{arguments.solution}: {len(found)} breaches")
        for one in found[:MOST_SHOWN]:
            print(f"  {one}")
        if len(found) > MOST_SHOWN:
            print(f"  and {len(found) - MOST_SHOWN} more")
        return INFEASIBLE
    if not arguments.quiet:
        print(f"{arguments.solution}: every rule holds, and the value is {plan.value:.9g}")
    return DONE
