"""Hand a model to a solver, and take back numbers that have been checked."""

from __future__ import annotations

from collections.abc import Mapping

from .columns import Model
from .solvers import highs
from .solvers.answer import (
    NO_GAP,
    PULSE,
    Answer,
    Cancelled,
    NumericalTrouble,
    Progress,
    Stopped,
    Terms,
    Watch,
)

__all__ = [
    "NO_GAP",
    "PULSE",
    "Answer",
    "Cancelled",
    "NumericalTrouble",
    "Progress",
    "Stopped",
    "Watch",
    "solve",
]


def solve(
    model: Model,
    worth: Mapping[int, float],
    *,
    largest: bool,
    watch: Watch,
    seconds: float | None = None,
    gap: float = 0.0,
    threads: int = 1,
    seed: int = 0,
    relaxed: bool = False,
    exact: bool = False,
    first_guess: Mapping[int, float] | None = None,
) -> Answer:
    """Find the columns that make the sum of ``worth[c] * column[c]`` largest (or smallest), with HiGHS.

    Parameters
    ----------
    model : Model
    worth : mapping of int to float
        Objective coefficient of each column; columns not mentioned count 0.
    largest : bool
        True to maximise, False to minimise.
    watch : Watch
        Time, progress and cancelling. `seconds` may set a shorter limit for this solve alone.
    gap : float
        Relative difference between value and bound at which the search may stop.
    relaxed : bool
        True lets the 0/1 columns take values between; duals are then returned.
    exact : bool
        Tighter tolerances, for the second attempt when an answer did not hold.
    first_guess : mapping of int to float
        Values of some columns in a plan believed possible.

    Raises
    ------
    Stopped
        If `watch.cancelled` answered yes.
    NumericalTrouble
        If HiGHS gives up for another reason than time or infeasibility.
    """
    limit = watch.left() if seconds is None else min(seconds, watch.left())
    terms = Terms(seconds=limit, gap=gap, threads=threads, seed=seed, exact=exact)
    coefficients = highs.dense(model, worth)
    return highs.solve(
        model, coefficients, terms, watch, largest=largest, relaxed=relaxed, first_guess=first_guess
    )
