"""``samstyring exposure problem.json --plan solution.json``: what uncertain costs do to a programme."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BAD_INPUT, DONE, INFEASIBLE, Report, positive, refuse, seed
from .files import read_problem

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
    parser.add_argument(
        "problem", type=Path, help="the problem: JSON or a workbook (.xlsx); - reads standard input"
    )
    parser.add_argument("--plan", type=Path, help="the programme, a solution file; balanced here if left out")
    parser.add_argument("--distributions", type=Path, help="cost distributions, samstyring-cost-distributions/1")
    parser.add_argument("--out", type=Path, help="where to write the answer; standard output if left out")
    parser.add_argument("--draws", type=_draws, metavar="N", default=10_000, help="number of futures (10000)")
    parser.add_argument(
        "--correlation",
        type=_correlation,
        metavar="RHO",
        help="how much costs move together, 0 to 1 (what the files say, or 0.2)",
    )
    parser.add_argument(
        "--without-distribution",
        choices=("refuse", "certain", "small", "medium", "large"),
        help="what a missing distribution means: a certain cost, or P85 above P50 by 10, 25 or 40 per cent "
        "(what the file says, or refuse)",
    )
    parser.add_argument("--seed", type=seed, metavar="N", default=0, help="seed (0)")
    parser.add_argument("--seconds", type=positive, default=20.0, help="time limit of balancing (20)")
    parser.add_argument(
        "--missing",
        choices=("refuse", "zero", "weights-of-known"),
        default="refuse",
        help="what an unknown score means when balancing (refuse)",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing about the progress")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, draw and write; return the exit code."""
    from .. import adopted, exposure
    from ..fields import ProblemError
    from ..programme import Infeasible, NoPlanInTime, balance
    from ..scoring import ScoresMissing

    # The file that is being read, for the message when it cannot be used.
    name = arguments.problem
    try:
        problem = read_problem(name)
        distributions = None
        if arguments.distributions is not None:
            name = arguments.distributions
            distributions = exposure.read_distributions(name.read_bytes(), problem)
        programme: Programme
        if arguments.plan is not None:
            name = arguments.plan
            programme = adopted.read(name.read_bytes())
        else:
            name = arguments.problem
            programme = balance(
                problem,
                seconds=arguments.seconds,
                seed=arguments.seed,
                missing=arguments.missing,
                progress=None if arguments.quiet else Report(),
            )
        found = exposure.expose(
            problem,
            programme,
            distributions=distributions,
            correlation=arguments.correlation,
            without=arguments.without_distribution,
            draws=arguments.draws,
            seed=arguments.seed,
            origin="balanced" if arguments.plan is None else "solution",
        )
    except OSError as error:
        # TimeoutError is an OSError too, but has nothing to do with files.
        if isinstance(error, NoPlanInTime):
            return refuse(INFEASIBLE, f"{error}; give it more --seconds")
        return refuse(BAD_INPUT, f"{name}: cannot be read: {error.strerror}")
    except ProblemError as error:
        return refuse(BAD_INPUT, f"{name}: {error}")
    except ScoresMissing as error:
        return refuse(BAD_INPUT, f"{name}: {error}; choose what that means with --missing")
    except exposure.DistributionsMissing as error:
        return refuse(BAD_INPUT, f"{name}: {error}; choose what that means with --without-distribution")
    except Infeasible as error:
        return refuse(INFEASIBLE, str(error))
    text = exposure.write(found)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        try:
            arguments.out.write_text(text, encoding="utf-8")
        except OSError as error:
            return refuse(BAD_INPUT, f"{arguments.out}: cannot be written: {error.strerror}")
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


def _draws(text: str) -> int:
    value = int(text)
    if not 2 <= value <= 200_000:
        raise argparse.ArgumentTypeError("should be from 2 to 200000")
    return value


def _correlation(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("should be from 0 to 1")
    return value
