"""Search for the best start years by one criterion after the other, and check what is found."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from . import money, scoring
from .columns import PAYING, Floats, Model, Row
from .plan import Level, Missing, Status
from .portfolio import Problem
from .solve import NO_GAP, NumericalTrouble, Watch
from .solvers import Solver, run

# How much of an earlier criterion a later one may cost: rounding, and nothing more.
LEXICOGRAPHIC_TOLERANCE = 1e-7


class NoPlanInTime(TimeoutError):
    """The time limit was reached before any programme was found."""


class NoPlan(Exception):
    """The rules and frames allow no plan at all."""


@dataclass(frozen=True)
class Found:
    """Start years (counted from the first programme year) and how good they are."""

    starts: Mapping[str, int]
    columns: Floats  # (C,)
    levels: tuple[Level, ...]  # one per goal

    @property
    def status(self) -> Status:
        """That of the level proved least well."""
        found = {level.status for level in self.levels}
        return "time-limit" if "time-limit" in found else "within-gap" if "within-gap" in found else "optimal"


# What is to be made as large as possible: a criterion (or "" for all, weighted), and the worth of
# each project by it if it starts in the first year.
Goal = tuple[str, Mapping[str, float]]


def goals(problem: Problem, missing: Missing) -> tuple[Goal, ...]:
    """The goals of a problem, the most important first: one if criteria are weighted.

    Raises
    ------
    scoring.ScoresMissing
        If scores are unknown and `missing` is "refuse".
    """
    if problem.ranking is None:
        return (("", scoring.worth(problem, missing=missing).values),)
    return tuple((name, scoring.standing(problem, name, missing=missing).values) for name in problem.ranking)


def search(
    problem: Problem,
    model: Model,
    aims: Sequence[Goal],
    watch: Watch,
    *,
    gap: float,
    threads: int = 1,
    seed: int = 0,
    first_guess: Mapping[str, int] | None = None,
    solver: Solver = "highs",
    deterministic: bool = False,
) -> Found:
    """Search by each goal in turn, each keeping what the earlier ones reached.

    Parameters
    ----------
    problem : Problem
    model : Model
        From `columns.build` of the same problem.
    aims : sequence of Goal
        From `goals`.
    watch : Watch
        Its time is shared between the goals that remain.
    first_guess : mapping of str to int
        Start years of a plan that is known to be possible.
    solver, deterministic
        See `solvers.run`.

    Raises
    ------
    NoPlan, NoPlanInTime, NumericalTrouble, Stopped
    """
    starts: Mapping[str, int] | None = first_guess
    columns = np.zeros(len(model.lower))
    levels: list[Level] = []
    for n, (criterion, values) in enumerate(aims):
        # Without a clock each goal gets an equal part of the work.
        seconds = (watch.seconds if deterministic else watch.left()) / (len(aims) - (0 if deterministic else n))
        starts, columns, bound = _best(
            problem,
            model,
            values,
            starts,
            watch,
            seconds=seconds,
            gap=gap,
            threads=threads,
            seed=seed,
            solver=solver,
            deterministic=deterministic,
        )
        value = total(problem, values, starts)
        levels.append(_level(criterion, value, bound, gap))
        model = _kept(problem, model, criterion, values, value)
    return Found(dict(starts or {}), columns, tuple(levels))


def total(problem: Problem, values: Mapping[str, float], starts: Mapping[str, int]) -> float:
    """The worth of a plan, added up apart from the solver.

    `starts` are counted from the first programme year.
    """
    return math.fsum(values[key] * problem.delay_factor**year for key, year in starts.items()) + 0.0


def coefficients(problem: Problem, model: Model, values: Mapping[str, float]) -> dict[int, float]:
    """What each start column is worth."""
    return {
        column: values[key] * problem.delay_factor**year
        for key, columns in model.start_columns.items()
        for year, column in columns.items()
    }


def _best(
    problem: Problem,
    model: Model,
    values: Mapping[str, float],
    first_guess: Mapping[str, int] | None,
    watch: Watch,
    *,
    seconds: float,
    gap: float,
    threads: int,
    seed: int,
    solver: Solver,
    deterministic: bool,
) -> tuple[Mapping[str, int], Floats, float]:
    objective = coefficients(problem, model, values)
    most = math.fsum(max(0.0, values[one.key]) for one in problem.projects)
    for exact in (False, True):
        answer = run(
            model,
            objective,
            solver=solver,
            watch=watch,
            seconds=seconds,
            gap=gap,
            threads=threads,
            seed=seed,
            exact=exact,
            deterministic=deterministic,
            first_guess=None if first_guess is None else model.chosen(first_guess),
        )
        if answer.infeasible:
            # Where a plan fits to the last krone the first attempt may think it does not.
            if not exact or first_guess is not None:
                continue
            raise NoPlan
        if answer.columns is not None:
            starts: Mapping[str, int] = model.started(answer.columns)
        elif first_guess is not None:
            starts = first_guess
        else:
            raise NoPlanInTime(f"no programme was found in {watch.seconds:.3g} seconds")
        if holds(model, starts):
            columns = money.pay(model, starts, watch, threads=threads, seed=seed)
            if columns is not None:
                return starts, columns, min(answer.bound, most)
    raise NumericalTrouble("the plan that was found does not hold when it is checked")


def holds(model: Model, starts: Mapping[str, int]) -> bool:
    """Whether whole start years satisfy every rule that is not about who pays."""
    values = np.zeros(len(model.lower))
    for key, year in starts.items():
        values[model.start_columns[key][year]] = 1.0
    if np.any((values > model.upper) & model.whole):
        return False
    for n, row in enumerate(model.rows):
        if row.kind in PAYING:
            continue
        span = slice(int(model.starts[n]), int(model.starts[n + 1]))
        activity = float(values[model.index[span]] @ model.value[span])
        room = 1e-6 * max(1.0, float(np.abs(model.value[span]).max(initial=0.0)))
        if not model.row_lower[n] - room <= activity <= model.row_upper[n] + room:
            return False
    return True


def _level(criterion: str, value: float, bound: float, wanted: float) -> Level:
    bound = max(bound, value)
    if bound - value <= NO_GAP * max(abs(bound), 1e-300):
        return Level(criterion, value, value, 0.0, "optimal")
    # Without any worth there is nothing to be relative to.
    gap = (bound - value) / abs(value) if value else 1.0
    return Level(criterion, value, bound, gap, "within-gap" if gap <= wanted else "time-limit")


def _kept(problem: Problem, model: Model, criterion: str, values: Mapping[str, float], value: float) -> Model:
    """The model with the rule that later criteria may not cost this one anything."""
    objective = coefficients(problem, model, values)
    strength = max(objective.values(), default=0.0)
    if strength == 0:
        return model
    return model.with_row(
        Row("criterion", (criterion,)),
        list(objective),
        [amount / strength for amount in objective.values()],
        value / strength - LEXICOGRAPHIC_TOLERANCE * max(1.0, value / strength),
        float("inf"),
    )
