"""``samstyring rebalance adopted.json changed.json``: change an adopted programme as little as possible."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BAD_INPUT, DONE, INFEASIBLE, Report, positive, refuse, seed, share, threads
from .files import read_problem

if TYPE_CHECKING:
    from ..conflict import Infeasible
    from ..rebalance import Rebalancing


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "rebalance",
        help="change an adopted programme as little as its new circumstances allow",
        description="Take an adopted programme (samstyring-portfolio-solution/1) and the problem as it is now "
        "(samstyring-portfolio-problem/1): the least that is uncovered, the least change, and what more change "
        "would be worth. Exit code 0: done. 1: no programme is possible. 2: the input cannot be used.",
    )
    parser.add_argument("adopted", type=Path, help="the adopted programme, a solution file")
    parser.add_argument("changed", type=Path, help="the problem as it is now: JSON or a workbook (.xlsx)")
    parser.add_argument("--adopted-problem", type=Path, help="what the adopted programme was balanced from")
    parser.add_argument("--out", type=Path, help="where to write the answer; standard output if left out")
    parser.add_argument("--plan", type=Path, help="where to write the programme of one point, as a solution file")
    parser.add_argument(
        "--point",
        metavar="EXTRA",
        choices=("0", "1", "2", "4", "8", "16", "free"),
        default="0",
        help="which point: 0, 1, 2, 4, 8 or 16 beyond the least change, or free (0)",
    )
    parser.add_argument(
        "--frozen-through",
        type=int,
        metavar="YEAR",
        help="starts in this year and earlier are decided (the first year of the changed problem)",
    )
    for name, weight, meaning in (
        ("moved", 1.0, "a project moved to another year"),
        ("new", 1.0, "a project that was not in the programme"),
        ("dropped", 2.0, "a project taken out of it"),
        ("per-year-moved", 0.0, "each year a project is moved, besides"),
    ):
        parser.add_argument(
            f"--{name}", type=_weight, metavar="W", default=weight, help=f"what it counts: {meaning} ({weight:g})"
        )
    parser.add_argument("--seconds", type=positive, default=60.0, help="time limit (60)")
    parser.add_argument("--gap", type=share, default=2e-4, help="stop within this share of the best (0.0002)")
    parser.add_argument("--threads", type=threads, metavar="N", default=1, help="threads (1)")
    parser.add_argument("--seed", type=seed, metavar="N", default=0, help="seed (0)")
    parser.add_argument(
        "--solver",
        choices=("auto", "highs", "scip", "race"),
        default="auto",
        help="who finds the best programme of free change; highs is repeatable (auto)",
    )
    parser.add_argument(
        "--missing",
        choices=("refuse", "zero", "weights-of-known"),
        default="refuse",
        help="what an unknown score means (refuse)",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing about the progress")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Read, rebalance and write; return the exit code."""
    from .. import adopted, rebalance
    from ..fields import ProblemError
    from ..programme import Infeasible, NoPlanInTime, SolverMissing
    from ..scoring import ScoresMissing

    # The file that is being read, for the message when it cannot be used.
    name = arguments.adopted
    try:
        programme = adopted.read(name.read_bytes())
        name = arguments.changed
        problem = read_problem(name)
        before = None
        if arguments.adopted_problem is not None:
            name = arguments.adopted_problem
            before = read_problem(name)
        name = arguments.changed
        found = rebalance.rebalance(
            programme,
            problem,
            frozen_through=arguments.frozen_through,
            weights=rebalance.ChangeWeights(
                arguments.moved, arguments.new, arguments.dropped, arguments.per_year_moved
            ),
            adopted_problem=before,
            seconds=arguments.seconds,
            gap=arguments.gap,
            threads=arguments.threads,
            seed=arguments.seed,
            missing=arguments.missing,
            solver=arguments.solver,
            progress=None if arguments.quiet else Report(),
        )
    except OSError as error:
        # TimeoutError is an OSError too, but has nothing to do with files.
        if isinstance(error, NoPlanInTime):
            return refuse(INFEASIBLE, f"{error}; give it more --seconds")
        return refuse(BAD_INPUT, f"{name}: cannot be read: {error.strerror}")
    except ProblemError as error:
        if name == arguments.changed and _is_solution(name):
            return refuse(BAD_INPUT, f"{name}: format: this is a solution; give the changed problem")
        return refuse(BAD_INPUT, f"{name}: {error}")
    except ScoresMissing as error:
        return refuse(BAD_INPUT, f"{name}: {error}; choose what that means with --missing")
    except SolverMissing as error:
        return refuse(BAD_INPUT, f"--solver: {error}")
    except rebalance.FrozenContradiction as error:
        return refuse(
            INFEASIBLE, "\n  ".join(["decisions already taken are not possible", *map(" ".join, error.decisions)])
        )
    except Infeasible as error:
        return refuse(INFEASIBLE, _explained(error))
    files = {arguments.out: rebalance.write(found)}
    if arguments.plan is not None:
        wanted = None if arguments.point == "free" else float(arguments.point)
        point = next(point for point in found.curve if point.extra == wanted)
        files[arguments.plan] = (
            json.dumps(rebalance.as_solution(found, point), ensure_ascii=False, indent=1) + "\n"
        )
    for path, text in files.items():
        if path is None:
            sys.stdout.write(text)
            continue
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            return refuse(BAD_INPUT, f"{path}: cannot be written: {error.strerror}")
    if not arguments.quiet:
        print(_told(found), file=sys.stderr)
    return DONE


def _explained(error: Infeasible) -> str:
    lines = ["no programme is possible, however much money there is; these cannot all hold:"]
    lines += [f"  {one.kind}: {', '.join(one.keys)}" for one in error.rules]
    return "\n".join(lines)


def _told(found: Rebalancing) -> str:
    lines = [
        f"{one.source} lacks {one.amount:g} {found.unit} in {one.year}, whatever is done"
        for one in found.shortfall.by_source_year
    ]
    lines += [
        f"{'free' if point.extra is None else f'least + {point.extra:g}'}: {point.changed} projects changed, "
        f"value {point.value:.6g} ({point.share_of_free:.2%} of free), gap {point.gap:.2%}"
        for point in found.curve
    ]
    return "\n".join(lines)


def _is_solution(path: Path) -> bool:
    """Whether somebody gave the files in the wrong order, or two solutions."""
    from .. import adopted
    from ..fields import ProblemError

    try:
        adopted.read(path.read_bytes())
    except (OSError, ProblemError):
        return False
    return True


def _weight(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1e6:
        raise argparse.ArgumentTypeError("should be from 0 to a million")
    return value
