"""``samstyring convert problem.json problem.xlsx``: a problem as a workbook, or the other way."""

from __future__ import annotations

import argparse
from pathlib import Path

from .answers import BAD_INPUT, DONE, refuse
from .files import problem_as, read_problem


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the word to a parser."""
    parser = subparsers.add_parser(
        "convert",
        help="write a portfolio problem as an Excel workbook, or as JSON",
        description="Read a problem from JSON or a workbook, check it, and write it as the other. "
        "Exit code 0: done. 2: the input cannot be used.",
    )
    parser.add_argument("problem", type=Path, help="the problem, a JSON file or an Excel workbook")
    parser.add_argument("out", type=Path, help="where to write it; .xlsx for a workbook, else JSON")
    parser.set_defaults(run=convert)


def convert(arguments: argparse.Namespace) -> int:
    """Read, check and write; return the exit code."""
    from ..fields import ProblemError

    name = arguments.problem
    try:
        found = read_problem(name)
    except OSError as error:
        return refuse(BAD_INPUT, f"{name}: cannot be read: {error.strerror}")
    except ProblemError as error:
        return refuse(BAD_INPUT, f"{name}: {error}")
    try:
        arguments.out.write_bytes(problem_as(arguments.out, found))
    except OSError as error:
        return refuse(BAD_INPUT, f"{arguments.out}: cannot be written: {error.strerror}")
    return DONE
