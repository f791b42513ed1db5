"""``samstyring front problem.json --against budget --out front.json``: the best that can be reached."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BAD_INPUT, DONE, INFEASIBLE, Refusal, ask_for_problem, ask_how, number, searching, whole
from .files import given, put, read_problem

if TYPE_CHECKING:
    from ..front import Front, Point

FACTOR = number(0, 1e6, above=True)


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "front",
        help="find the best value at each level of another objective",
        description="Find the front between the value of a programme and another objective, and write it in the "
        "format samstyring-front/1. Exit code 0: done. 1: no programme is possible. 2: the input cannot be used.",
    )
    ask_for_problem(parser)
    parser.add_argument(
        "--against",
        required=True,
        metavar="OBJECTIVE",
        help="budget, balance, exposure, cost, or criterion:KEY",
    )
    parser.add_argument(
        "--points", type=whole(2, 101), metavar="N", default=11, help="how many limits to search (11)"
    )
    parser.add_argument("--from", dest="lowest", type=FACTOR, default=0.6, help="budget: lowest factor (0.6)")
    parser.add_argument("--to", dest="highest", type=FACTOR, default=1.1, help="budget: highest factor (1.1)")
    parser.add_argument("--distributions", type=Path, help="exposure: uncertain costs, a JSON file")
    ask_how(parser, out="the front", seconds=10, each=" for each point", gap=1e-3)
    parser.set_defaults(run=find)


@searching
def find(arguments: argparse.Namespace) -> int:
    """Read, search and write; return the exit code."""
    from .. import front
    from ..exposure import DistributionsMissing, read_distributions

    problem = read_problem(arguments.problem)
    uncertain = None
    if arguments.distributions is not None:
        uncertain = given(arguments.distributions, lambda content: read_distributions(content, problem))
    try:
        found = front.find(
            problem,
            arguments.against,
            points=arguments.points,
            distributions=uncertain,
            lowest=arguments.lowest,
            highest=arguments.highest,
            seconds=arguments.seconds,
            gap=arguments.gap,
            threads=arguments.threads,
            seed=arguments.seed,
            missing=arguments.missing,
            progress=None if arguments.quiet else _tell,
        )
    except DistributionsMissing as error:
        message = f"{arguments.problem}: {error}; give them in the problem or with --distributions"
        raise Refusal(BAD_INPUT, message) from None
    put(arguments.out, front.write(found))
    _sum_up(found, quiet=arguments.quiet)
    return DONE


def _tell(done: int, asked: int, point: Point | None) -> None:
    said = "no plan" if point is None else f"value {point.value:.6g} at {point.second:.6g}, gap {point.gap:.2%}"
    print(f"{done} of {asked}: {said}", file=sys.stderr, flush=True)


def _sum_up(found: Front, *, quiet: bool) -> None:
    if not found.points:
        why = "within any of the limits" if found.complete else "in time; give it more --seconds"
        raise Refusal(INFEASIBLE, f"no programme was found {why}")
    if not quiet:
        largest = max(point.gap for point in found.points)
        print(
            f"{len(found.points)} points, {found.removed} left out, {len(found.impossible)} limits impossible, "
            f"{len(found.unsettled)} not settled, largest gap {largest:.2%}, {found.seconds:.1f} s",
            file=sys.stderr,
        )
        if found.axis.proxy:
            print(found.axis.meaning, file=sys.stderr)
