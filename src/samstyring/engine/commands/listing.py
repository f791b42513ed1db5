"""``samstyring rpm problem.json --party-weights weights.json``: every plan that no other plan beats."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BAD_INPUT, DONE, INFEASIBLE, positive, refuse, seed
from .files import read_problem

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
    parser.add_argument(
        "problem", type=Path, help="the problem, a JSON file or a workbook; - reads standard input"
    )
    parser.add_argument("--party-weights", type=Path, required=True, help="the parties' weights, a JSON file")
    parser.add_argument("--out", type=Path, help="where to write the plans; standard output if left out")
    parser.add_argument("--seconds", type=positive, default=60.0, help="time limit (60)")
    parser.add_argument("--seed", type=seed, metavar="N", default=0, help="seed (0)")
    parser.add_argument(
        "--missing",
        choices=("refuse", "zero", "weights-of-known"),
        default="refuse",
        help="what an unknown score means (refuse)",
    )
    parser.add_argument(
        "--intervals",
        action="store_true",
        help="let interval scores lie anywhere within them, where only frames stand between the projects",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing when it is done")
    parser.set_defaults(run=listed)


def listed(arguments: argparse.Namespace) -> int:
    """Read, list and write; return the exit code."""
    # The solver takes a while to import, and the other commands do not need it.
    from .. import rpm
    from ..problem import ProblemError
    from ..robust import read_weights
    from ..robust.region import region
    from ..scoring import ScoresMissing

    name = arguments.problem
    try:
        problem = read_problem(name)
        name = arguments.party_weights
        corners = region(read_weights(name.read_bytes(), problem.criteria)).corners
        name = arguments.problem
        found = rpm.study(
            problem,
            corners,
            seconds=arguments.seconds,
            intervals=arguments.intervals,
            missing=arguments.missing,
            seed=arguments.seed,
        )
    except OSError as error:
        return refuse(BAD_INPUT, f"{name}: cannot be read: {error.strerror}")
    except ProblemError as error:
        return refuse(BAD_INPUT, f"{name}: {error}")
    except ScoresMissing as error:
        return refuse(BAD_INPUT, f"{name}: {error}; choose what that means with --missing")
    except ValueError as error:
        return refuse(BAD_INPUT, f"{name}: {error}")
    except rpm.TooLarge as error:
        return refuse(INFEASIBLE, f"{error.why}; use samstyring robust, which proves without listing plans")
    if not found.portfolios:
        return refuse(INFEASIBLE, "no programme is possible")
    if arguments.out is None:
        sys.stdout.write(rpm.write(found))
    else:
        try:
            arguments.out.write_text(rpm.write(found), encoding="utf-8")
        except OSError as error:
            return refuse(BAD_INPUT, f"{arguments.out}: cannot be written: {error.strerror}")
    if not arguments.quiet:
        print(_summed(found), file=sys.stderr)
    return DONE


def _summed(found: Rpm) -> str:
    kinds = [one.kind for one in found.projects]
    counted = ", ".join(f"{kinds.count(kind)} {kind}" for kind in ("core", "borderline", "exterior"))
    return f"{len(found.portfolios)} unbeaten plans; projects: {counted}; {found.method}, {found.seconds:.1f} s"
