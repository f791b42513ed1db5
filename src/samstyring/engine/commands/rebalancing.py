"""``samstyring rebalance adopted.json changed.json``: change an adopted programme as little as possible."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BAD_INPUT, DONE, INFEASIBLE, Refusal, Report, ask_how, ask_who, number, searching
from .files import given, put, read_problem

if TYPE_CHECKING:
    from ..conflict import Infeasible
    from ..portfolio import Problem
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
    parser.add_argument(
        "problem", metavar="changed", type=Path, help="the problem as it is now: JSON or a workbook (.xlsx)"
    )
    parser.add_argument("--adopted-problem", type=Path, help="what the adopted programme was balanced from")
    ask_how(parser, out="the answer", seconds=60, gap=2e-4)
    ask_who(parser, "who finds the best programme of free change; highs is repeatable (auto)")
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
            f"--{name}",
            type=number(0, 1e6),
            metavar="W",
            default=weight,
            help=f"what it counts: {meaning} ({weight:g})",
        )
    parser.set_defaults(run=run)


@searching
def run(arguments: argparse.Namespace) -> int:
    """Read, rebalance and write; return the exit code."""
    from .. import adopted, rebalance
    from ..programme import Infeasible

    programme = given(arguments.adopted, adopted.read)
    problem = _changed(arguments.problem)
    before = None if arguments.adopted_problem is None else read_problem(arguments.adopted_problem)
    try:
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
    except rebalance.FrozenContradiction as error:
        lines = ["decisions already taken are not possible", *map(" ".join, error.decisions)]
        raise Refusal(INFEASIBLE, "\n  ".join(lines)) from None
    except Infeasible as error:
        raise Refusal(INFEASIBLE, _explained(error)) from None
    put(arguments.out, rebalance.write(found))
    if arguments.plan is not None:
        wanted = None if arguments.point == "free" else float(arguments.point)
        point = next(point for point in found.curve if point.extra == wanted)
        solution = rebalance.as_solution(found, point)
        put(arguments.plan, json.dumps(solution, ensure_ascii=False, indent=1) + "\n")
    if not arguments.quiet:
        print(_told(found), file=sys.stderr)
    return DONE


def _changed(path: Path) -> Problem:
    """The problem as it is now; whoever gives a solution in its place is told so."""
    try:
        return read_problem(path)
    except Refusal:
        if _is_solution(path):
            message = f"{path}: format: this is a solution; give the changed problem"
            raise Refusal(BAD_INPUT, message) from None
        raise


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
