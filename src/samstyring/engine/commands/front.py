"""``samstyring front problem.json --against budget --out front.json``: the best that can be reached."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BAD_INPUT, DONE, INFEASIBLE, positive, refuse, seed, share, threads
from .files import read_problem

if TYPE_CHECKING:
    from ..front import Front, Point


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "front",
        help="find the best value at each level of another objective",
        description="Find the front between the value of a programme and another objective, and write it in the "
        "format samstyring-front/1. Exit code 0: done. 1: no programme is possible. 2: the input cannot be used.",
    )
    parser.add_argument("problem", type=Path, help="the problem, a JSON file; - reads standard input")
    parser.add_argument(
        "--against",
        required=True,
        metavar="OBJECTIVE",
        help="budget, balance, exposure, cost, or criterion:KEY",
    )
    parser.add_argument("--points", type=points, metavar="N", default=11, help="how many limits to search (11)")
    parser.add_argument("--from", dest="lowest", type=positive, default=0.6, help="budget: lowest factor (0.6)")
    parser.add_argument("--to", dest="highest", type=positive, default=1.1, help="budget: highest factor (1.1)")
    parser.add_argument("--distributions", type=Path, help="exposure: uncertain costs, a JSON file")
    parser.add_argument("--out", type=Path, help="where to write the front; standard output if left out")
    parser.add_argument("--seconds", type=positive, default=10.0, help="time limit for each point (10)")
    parser.add_argument("--gap", type=share, default=1e-3, help="stop within this share of the best (0.001)")
    parser.add_argument("--threads", type=threads, metavar="N", default=1, help="threads (1)")
    parser.add_argument("--seed", type=seed, metavar="N", default=0, help="seed (0)")
    parser.add_argument(
        "--missing",
        choices=("refuse", "zero", "weights-of-known"),
        default="refuse",
        help="what an unknown score means (refuse)",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing about the progress")
    parser.set_defaults(run=find)


def points(text: str) -> int:
    value = int(text)
    if not 2 <= value <= 101:
        raise argparse.ArgumentTypeError("should be from 2 to 101")
    return value


def find(arguments: argparse.Namespace) -> int:
    """Read, search and write; return the exit code."""
    # The solver takes a while to import, and the other commands do not need it.
    from .. import front
    from ..exposure import DistributionsMissing, read_distributions
    from ..problem import ProblemError
    from ..scoring import ScoresMissing

    name = arguments.problem
    try:
        problem = read_problem(name)
        given = None
        if arguments.distributions is not None:
            name = arguments.distributions
            given = read_distributions(name.read_bytes(), problem)
            name = arguments.problem
        found = front.find(
            problem,
            arguments.against,
            points=arguments.points,
            distributions=given,
            lowest=arguments.lowest,
            highest=arguments.highest,
            seconds=arguments.seconds,
            gap=arguments.gap,
            threads=arguments.threads,
            seed=arguments.seed,
            missing=arguments.missing,
            progress=None if arguments.quiet else _tell,
        )
    except OSError as error:
        return refuse(BAD_INPUT, f"{name}: cannot be read: {error.strerror}")
    except ProblemError as error:
        return refuse(BAD_INPUT, f"{name}: {error}")
    except ScoresMissing as error:
        return refuse(BAD_INPUT, f"{name}: {error}; choose what that means with --missing")
    except DistributionsMissing as error:
        return refuse(BAD_INPUT, f"{name}: {error}; give them in the problem or with --distributions")
    except ValueError as error:
        return refuse(BAD_INPUT, f"{name}: {error}")
    text = front.write(found)
    if arguments.out is None:
        sys.stdout.write(text)
    else:
        try:
            arguments.out.write_text(text, encoding="utf-8")
        except OSError as error:
            return refuse(BAD_INPUT, f"{arguments.out}: cannot be written: {error.strerror}")
    return _summed(found, quiet=arguments.quiet)


def _tell(done: int, asked: int, point: Point | None) -> None:
    said = "no plan" if point is None else f"value {point.value:.6g} at {point.second:.6g}, gap {point.gap:.2%}"
    print(f"{done} of {asked}: {said}", file=sys.stderr, flush=True)


def _summed(found: Front, *, quiet: bool) -> int:
    if not found.points:
        why = "within any of the limits" if found.complete else "in time; give it more --seconds"
        return refuse(INFEASIBLE, f"no programme was found {why}")
    if not quiet:
        largest = max(point.gap for point in found.points)
        print(
            f"{len(found.points)} points, {found.removed} left out, {len(found.impossible)} limits impossible, "
            f"{len(found.unsettled)} not settled, largest gap {largest:.2%}, {found.seconds:.1f} s",
            file=sys.stderr,
        )
        if found.axis.proxy:
            print(found.axis.meaning, file=sys.stderr)
    return DONE
