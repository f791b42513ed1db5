"""Choose who solves a model."""

from __future__ import annotations

import importlib.util
import math
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args

import numpy as np

from ..columns import Floats, Model
from . import highs, race, start
from .answer import Answer, SolverMissing, Terms, Watch
from .racer import Kind
from .together import cores

Solver = Literal["auto", "highs", "scip", "race"]
SOLVERS: tuple[Solver, ...] = get_args(Solver)

MISSING = "SCIP is not installed: install pyscipopt, or choose the solver highs, which is always there"
# With fewer open 0/1 columns than this, HiGHS alone is done before a race has begun.
SMALL = 100
# With more 0/1 columns than this, SCIP stays out of the race.
LARGE = 5000
# With more start years than this HiGHS may restart and SCIP makes all its cuts: that wins on what nobody
# proves in a minute, and costs a fifth, at times the double, on what is soon proved.
YEARS = 6


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
        patient=first_guess is None and not exact and _is_long(model),
        deterministic=deterministic,
    )
    coefficients = highs.dense(model, worth)
    if solver == "scip" and not scip_is_installed():
        raise SolverMissing(MISSING)
    if solver == "auto":
        solver = chosen(model, terms)
    if solver == "race":
        whole = None if first_guess is None else completed(model, first_guess, watch)
        return race.solve(model, coefficients, terms, watch, kinds=racers(model), first_guess=whole)
    if exact or first_guess is not None or is_small(model):
        answer = _alone(solver, model, coefficients, terms, watch, first_guess)
        if answer.columns is not None or answer.infeasible or first_guess is not None:
            return answer
        return _with(answer, _start(model, coefficients, terms, watch), gap)
    first = _start(model, coefficients, terms, watch)
    if first.infeasible or _within(first.value, first.bound, gap):
        return _with(Answer(None, math.inf, infeasible=False, finished=False, solver="start"), first, gap)
    guess = None if first.columns is None else dict(enumerate(first.columns.tolist()))
    return _with(_alone(solver, model, coefficients, terms, watch, guess), first, gap)


def _alone(
    solver: Solver,
    model: Model,
    coefficients: Floats,
    terms: Terms,
    watch: Watch,
    first_guess: Mapping[int, float] | None,
) -> Answer:
    if not terms.deterministic:
        terms = replace(terms, seconds=min(terms.seconds, watch.left()))
    if solver == "highs":
        return highs.solve(model, coefficients, terms, watch, first_guess=first_guess)
    # It takes half a second to import, and is not there in every installation.
    from . import scip

    whole = None if first_guess is None else completed(model, first_guess, watch)
    guess = None if whole is None else dict(enumerate(whole.tolist()))
    return scip.solve(model, coefficients, terms, watch, first_guess=guess)


def _start(model: Model, coefficients: Floats, terms: Terms, watch: Watch) -> start.Start:
    return start.dive(model, coefficients, watch, seed=terms.seed, deterministic=terms.deterministic)


def _within(value: float | None, bound: float, gap: float) -> bool:
    return value is not None and bound - value <= max(gap * abs(value), 1e-6)


def _with(answer: Answer, first: start.Start, gap: float) -> Answer:
    """The answer, or the start where that is better: a plan in hand, and a bound that is proved."""
    if first.infeasible:
        return replace(answer, columns=None, value=None, infeasible=True, finished=True)
    if answer.infeasible:
        return answer
    columns, value, solver = answer.columns, answer.value, answer.solver
    if first.value is not None and (value is None or first.value > value):
        columns, value, solver = first.columns, first.value, "start"
    bound = min(answer.bound, first.bound)
    return replace(
        answer,
        columns=columns,
        value=value,
        bound=bound,
        solver=solver,
        finished=answer.finished or _within(value, bound, gap),
    )


def scip_is_installed() -> bool:
    """Whether SCIP can be used here. ``SAMSTYRING_WITHOUT_SCIP`` in the environment says no."""
    return "SAMSTYRING_WITHOUT_SCIP" not in os.environ and importlib.util.find_spec("pyscipopt") is not None


def is_small(model: Model) -> bool:
    """Whether HiGHS alone is done before anything else has begun."""
    return int(np.count_nonzero(model.whole & (model.lower < model.upper))) < SMALL


def _is_long(model: Model) -> bool:
    """Whether projects have so many years to start in that a proof is far off."""
    return max(map(len, model.start_columns.values()), default=0) > YEARS


def chosen(model: Model, terms: Terms) -> Solver:
    """What "auto" means for one question; the reasons are in docs/decisions/0017."""
    if terms.deterministic or terms.exact or is_small(model) or cores() < 2:
        return "highs"
    return "race"


def racers(model: Model) -> tuple[Kind, ...]:
    """Who takes part in a race about a model here.

    On the largest models SCIP spends its time and memory before the first node, and the
    neighbourhood search finds better plans.
    """
    large = int(np.count_nonzero(model.whole)) > LARGE
    return ("highs", "neighbourhood") if large or not scip_is_installed() else ("scip", "highs")


def completed(model: Model, first_guess: Mapping[int, float], watch: Watch) -> Floats | None:
    """The values of all columns in a plan of which the 0/1 columns are known; None if it cannot be."""
    bounds = {column: (value, value) for column, value in first_guess.items() if model.whole[column]}
    nothing = np.zeros(len(model.lower))
    terms = Terms(seconds=5.0)
    answer = highs.solve(model.bounded(bounds), nothing, terms, replace(watch, progress=None), relaxed=True)
    return answer.columns
