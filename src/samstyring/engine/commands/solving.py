"""``samstyring solve problem.json --out solution.json``: balance a problem and write the programme."""

from __future__ import annotations

import argparse
import sys

from .answers import DONE, INFEASIBLE, Refusal, Report, ask_for_problem, ask_how, ask_who, explained, searching
from .files import plan_as, put, read_problem


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "solve",
        help="balance a portfolio problem and write the programme",
        description="Balance a problem in the format samstyring-portfolio-problem/1. "
        "Exit code 0: done. 1: no programme is possible. 2: the input cannot be used.",
    )
    ask_for_problem(parser)
    ask_how(parser, out="the solution, .xlsx for a workbook", seconds=20, gap=1e-4)
    ask_who(parser, "who searches; race: HiGHS and SCIP at once, on two cores (auto)")
    parser.add_argument(
        "--deterministic",
        action="store_true",
        help="the same plan on every machine: --seconds then counts work, not time",
    )
    parser.add_argument(
        "--elastic",
        action="store_true",
        help="where the frames do not suffice: the plan that lacks the least, then the one of highest worth",
    )
    parser.set_defaults(run=solve)


@searching
def solve(arguments: argparse.Namespace) -> int:
    """Read, balance and write; return the exit code."""
    from ..elastic import balance_lacking
    from ..programme import Infeasible, balance

    problem = read_problem(arguments.problem)
    try:
        plan = (balance_lacking if arguments.elastic else balance)(
            problem,
            seconds=arguments.seconds,
            gap=arguments.gap,
            threads=arguments.threads,
            seed=arguments.seed,
            missing=arguments.missing,
            progress=None if arguments.quiet else Report(),
            solver=arguments.solver,
            deterministic=arguments.deterministic,
        )
    except Infeasible as error:
        raise Refusal(INFEASIBLE, explained(error, problem.unit)) from None
    put(arguments.out, plan_as(arguments.out, problem, plan))
    if not arguments.quiet:
        print(
            f"{plan.status}: value {plan.value:.6g}, bound {plan.bound:.6g}, gap {plan.gap:.2%}, "
            f"{len(plan.starts)} of {len(problem.projects)} projects, {plan.seconds:.1f} s",
            file=sys.stderr,
        )
        for one in plan.shortfalls:
            print(f"  {one.source} lacks {one.amount:g} {problem.unit} in {one.year}", file=sys.stderr)
    return DONE
