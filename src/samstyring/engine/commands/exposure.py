"""``samstyring exposure problem.json --plan solution.json``: what uncertain costs do to a programme."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..fields import ProblemError
from .answers import BAD_INPUT, DONE, Refusal, Report, ask_for_problem, ask_how, number, searching, whole
from .files import given, put, read_problem

if TYPE_CHECKING:
    from ..exposure import Exposure
    from ..exposure.planned import Programme
    from ..portfolio import Problem


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "exposure",
        help="say what uncertain costs do to a programme",
        description="Draw many futures of the costs of a programme in the format samstyring-portfolio-problem/1: "
        "P50 and P85 of the sum, and how often each frame is exceeded. "
        "Exit code 0: done. 1: no programme is possible. 2: the input cannot be used.",
    )
    ask_for_problem(parser)
    parser.add_argument("--plan", type=Path, help="the programme, a solution file; balanced here if left out")
    parser.add_argument("--distributions", type=Path, help="cost distributions, samstyring-cost-distributions/1")
    ask_how(parser, out="the answer", seconds=20, each=" of balancing", threads=False)
    parser.add_argument(
        "--draws", type=whole(2, 200_000), metavar="N", default=10_000, help="number of futures (10000)"
    )
    parser.add_argument(
        "--correlation",
        type=number(0, 1),
        metavar="RHO",
        help="how much costs move together, 0 to 1 (what the files say, or 0.2)",
    )
    parser.add_argument(
        "--without-distribution",
        choices=("refuse", "certain", "small", "medium", "large"),
        help="what a missing distribution means: a certain cost, or P85 above P50 by 10, 25 or 40 per cent "
        "(what the file says, or refuse)",
    )
    parser.set_defaults(run=run)


@searching
def run(arguments: argparse.Namespace) -> int:
    """Read, draw and write; return the exit code."""
    from .. import adopted, exposure
    from ..programme import balance

    problem = read_problem(arguments.problem)
    uncertain = None
    if arguments.distributions is not None:
        uncertain = given(arguments.distributions, lambda content: exposure.read_distributions(content, problem))
    programme: Programme
    if arguments.plan is not None:
        programme = given(arguments.plan, adopted.read)
    else:
        programme = balance(
            problem,
            seconds=arguments.seconds,
            seed=arguments.seed,
            missing=arguments.missing,
            progress=None if arguments.quiet else Report(),
        )
    try:
        found = exposure.expose(
            problem,
            programme,
            distributions=uncertain,
            correlation=arguments.correlation,
            without=arguments.without_distribution,
            draws=arguments.draws,
            seed=arguments.seed,
            origin="balanced" if arguments.plan is None else "solution",
        )
    except exposure.DistributionsMissing as error:
        message = f"{arguments.problem}: {error}; choose what that means with --without-distribution"
        raise Refusal(BAD_INPUT, message) from None
    except ProblemError as error:
        raise Refusal(BAD_INPUT, f"{arguments.plan or arguments.problem}: {error}") from None
    put(arguments.out, exposure.write(found))
    if not arguments.quiet:
        print(_told(found, problem), file=sys.stderr)
    return DONE


def _told(found: Exposure, problem: Problem) -> str:
    total = found.total
    return (
        f"P50 {total.p50:.6g}, P85 {total.p85:.6g} {problem.unit} (planned {total.planned:.6g}, reserve "
        f"{total.reserve:.6g}); some frame exceeded in {found.any_frame.share:.1%} of {found.draws} futures "
        f"at correlation {found.correlation:g}"
    )
