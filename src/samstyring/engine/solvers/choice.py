"""Choose who solves a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from ..columns import Model
from . import highs
from .answer import Answer, Terms, Watch

Solver = Literal["auto", "highs", "scip", "race"]
SOLVERS: tuple[Solver, ...] = get_args(Solver)


def run(
    model: Model,
    worth: Mapping[int, float],
    *,
    solver: Solver = "auto",
    seconds: float = 20.0,
    gap: float = 1e-4,
    threads: int = 1,
    seed: int = 0,
    exact: bool = False,
    brisk: bool = False,
    deterministic: bool = False,
    first_guess: Mapping[int, float] | None = None,
    watch: Watch | None = None,
) -> Answer:
    """Find the columns that make the sum of ``worth[c] * column[c]`` largest.

    Parameters
    ----------
    model : Model
    worth : mapping of int to float
        Objective coefficient of each column; columns not mentioned count 0.
    solver : "auto", "highs", "scip" or "race"
    seconds : float
        Time limit; the best that was found is returned with its proved bound.
    gap : float
        Stop when ``(bound - value) / |value|`` is proved to be at most this.
    deterministic : bool
        The same question gives the same answer on every machine with the same versions: limits
        count work, not time, and only one solver works. See `Terms`.
    first_guess : mapping of int to float
        Values of all 0/1 columns in a plan believed possible.
    watch : Watch
        Progress and cancelling, and a time limit shared with other questions.

    Raises
    ------
    Stopped
        If `watch.cancelled` answered yes.
    NumericalTrouble
        If the solver gives up for another reason than limits or infeasibility.
    SolverMissing
        If SCIP is asked for and not installed.
    """
    watch = watch or Watch.start(seconds)
    terms = Terms(
        seconds=seconds if deterministic else min(seconds, watch.left()),
        gap=gap,
        threads=threads,
        seed=seed,
        exact=exact,
        brisk=brisk,
        deterministic=deterministic,
    )
    return highs.solve(model, highs.dense(model, worth), terms, watch, first_guess=first_guess)
