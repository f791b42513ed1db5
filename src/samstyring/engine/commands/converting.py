"""``samstyring convert problem.json problem.xlsx``: a problem as a workbook, or the other way."""

from __future__ import annotations

import argparse
from pathlib import Path

from .answers import DONE, answering, ask_for_problem
from .files import problem_as, put, read_problem


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "convert",
        help="write a portfolio problem as an Excel workbook, or as JSON",
        description="Read a problem from JSON or a workbook, check it, and write it as the other. "
        "Exit code 0: done. 2: the input cannot be used.",
    )
    ask_for_problem(parser)
    parser.add_argument("out", type=Path, help="where to write it; .xlsx for a workbook, else JSON")
    parser.set_defaults(run=convert)


@answering
def convert(arguments: argparse.Namespace) -> int:
    """Read, check and write; return the exit code."""
    put(arguments.out, problem_as(arguments.out, read_problem(arguments.problem)))
    return DONE
