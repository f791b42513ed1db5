"""Files of the command line: JSON or Excel workbooks, told apart by what they hold or are called."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .answers import BAD_INPUT, Refusal

if TYPE_CHECKING:
    from ..plan import Plan
    from ..portfolio import Problem

WORKBOOK = ".xlsx"

Held = TypeVar("Held")


def given(path: Path, read: Callable[[bytes], Held]) -> Held:
    """What a file holds; ``-`` is standard input.

    Raises
    ------
    Refusal
        Naming the file, and the field in it that is wrong.
    """
    from ..fields import ProblemError

    try:
        return read(sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes())
    except OSError as error:
        raise Refusal(BAD_INPUT, f"{path}: cannot be read: {error.strerror}") from None
    except ProblemError as error:
        raise Refusal(BAD_INPUT, f"{path}: {error}") from None


def read_problem(path: Path) -> Problem:
    """The problem in a JSON file or a workbook; refused as by `given`."""
    return given(path, lambda content: problem_in(content, path))


def problem_in(content: bytes, path: Path) -> Problem:
    """The problem that these bytes of a file hold.

    Raises
    ------
    ProblemError
    """
    # Every workbook is a packed file, and no JSON text begins like one; a file may also come by standard input.
    if content.startswith(b"PK") or path.suffix.lower() == WORKBOOK:
        from ..workbook.reading import read_problem as read_workbook

        return read_workbook(content)
    from .. import problem

    return problem.read(content)


def plan_as(path: Path | None, problem: Problem, plan: Plan) -> bytes:
    """The plan as the file it is to be written to: a workbook when it is called so, else JSON."""
    if path is not None and path.suffix.lower() == WORKBOOK:
        from ..workbook.solution import write_solution

        return write_solution(problem, plan)
    from ..plan import write

    return write(plan).encode()


def problem_as(path: Path, problem: Problem) -> bytes:
    """The problem as the file it is to be written to: a workbook when it is called so, else JSON."""
    if path.suffix.lower() == WORKBOOK:
        from ..workbook.writing import write_problem

        return write_problem(problem)
    from ..portfolio import write

    return write(problem).encode()


def put(path: Path | None, content: str | bytes) -> None:
    """Write a file, or to standard output where no file is named.

    Raises
    ------
    Refusal
        If the file cannot be written.
    """
    written = content.encode() if isinstance(content, str) else content
    if path is None:
        sys.stdout.write(written.decode())
        return
    try:
        path.write_bytes(written)
    except OSError as error:
        raise Refusal(BAD_INPUT, f"{path}: cannot be written: {error.strerror}") from None
