"""``samstyring solve problem.json --out solution.json``: balance a problem and write the programme."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from .answers import BAD_INPUT, DONE, INFEASIBLE, Report, positive, refuse, seed, share, threads
from .files import plan_as, read_problem

if TYPE_CHECKING:
    from ..conflict import Infeasible


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "solve",
        help="balance a portfolio problem and write the programme",
        description="Balance a problem in the format samstyring-portfolio-problem/1. "
        "Exit code 0: done. 1: no programme is possible. 2: the input cannot be used.",
    )
    parser.add_argument(
        "problem", type=Path, help="the problem, a JSON file or an Excel workbook; - reads standard input"
    )
    parser.add_argument(
        "--out",
        type=Path,
        help="where to write the solution, .xlsx for a workbook; JSON on standard output if left out",
    )
    parser.add_argument("--seconds", type=positive, default=20.0, help="time limit (20)")
    parser.add_argument("--gap", type=share, default=1e-4, help="stop within this share of the best (0.0001)")
    parser.add_argument("--threads", type=threads, metavar="N", default=1, help="threads (1)")
    parser.add_argument("--seed", type=seed, metavar="N", default=0, help="seed (0)")
    parser.add_argument(
        "--solver",
        choices=("auto", "highs", "scip", "race"),
        default="auto",
        help="who searches; race: HiGHS and SCIP at once, on two cores (auto)",
    )
    parser.add_argument(
        "--deterministic",
        action="store_true",
        help="the same plan on every machine: --seconds then counts work, not time",
    )
    parser.add_argument(
        "--missing",
        choices=("refuse", "zero", "weights-of-known"),
        default="refuse",
        help="what an unknown score means (refuse)",
    )
    parser.add_argument(
        "--elastic",
        action="store_true",
        help="where the frames do not suffice: the plan that lacks the least, then the one of highest worth",
    )
    parser.add_argument("--quiet", action="store_true", help="say nothing about the progress")
    parser.set_defaults(run=solve)


def solve(arguments: argparse.Namespace) -> int:
    """Read, balance and write; return the exit code."""
    # The solver takes a while to import, and the other commands do not need it.
    from ..elastic import balance_lacking
    from ..problem import ProblemError
    from ..programme import Infeasible, NoPlanInTime, SolverMissing, balance
    from ..scoring import ScoresMissing

    name = arguments.problem
    try:
        problem = read_problem(name)
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
    except OSError as error:
        # TimeoutError is an OSError too, but has nothing to do with files.
        if isinstance(error, NoPlanInTime):
            return refuse(INFEASIBLE, f"{error}; give it more --seconds")
        return refuse(BAD_INPUT, f"{name}: cannot be read: {error.strerror}")
    except ProblemError as error:
        return refuse(BAD_INPUT, f"{name}: {error}")
    except SolverMissing as error:
        return refuse(BAD_INPUT, str(error))
    except ScoresMissing as error:
        return refuse(BAD_INPUT, f"{name}: {error}; choose what that means with --missing")
    except Infeasible as error:
        return refuse(INFEASIBLE, _explained(error, problem.unit))
    except ValueError as error:
        return refuse(BAD_INPUT, f"{name}: {error}")
    content = plan_as(arguments.out, problem, plan)
    if arguments.out is None:
        sys.stdout.write(content.decode())
    else:
        try:
            arguments.out.write_bytes(content)
        except OSError as error:
            return refuse(BAD_INPUT, f"{arguments.out}: cannot be written: {error.strerror}")
    if not arguments.quiet:
        print(
            f"{plan.status}: value {plan.value:.6g}, bound {plan.bound:.6g}, gap {plan.gap:.2%}, "
            f"{len(plan.starts)} of {len(problem.projects)} projects, {plan.seconds:.1f} s",
            file=sys.stderr,
        )
        for one in plan.shortfalls:
            print(f"  {one.source} lacks {one.amount:g} {problem.unit} in {one.year}", file=sys.stderr)
    return DONE


def _explained(error: Infeasible, unit: str) -> str:
    lines = ["no programme is possible"]
    lines += [f"  {one.source} lacks {one.amount:g} {unit} in {one.year}" for one in error.shortfalls]
    if error.rules:
        lines.append("  these rules cannot all hold:")
        lines += [f"  {one.kind}: {', '.join(one.keys)}" for one in error.rules]
    if not error.certain:
        lines.append("  (time ran out before this was proved to be the least)")
    return "\n".join(lines)
