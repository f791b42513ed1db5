"""The three questions of a rebalancing: what is uncovered, what must change, and what more change gives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from .. import conflict, money
from ..columns import Floats, Model, Row, build
from ..plan import Level, Status
from ..search import Found, Goal, NoPlanInTime, holds, search
from ..solve import NO_GAP, Answer, NumericalTrouble, Watch, solve
from ..solvers import Solver
from .standing import Standing

# Amounts below this are rounding: a millionth of the problem's unit.
NOTHING = 1e-6
# Relative differences at which the least shortfall and the least change count as proved.
PROVED = 1e-5


@dataclass(frozen=True)
class Least:
    """A smallest amount, the bound nobody can go below, and the start years that reach it."""

    amount: float
    bound: float
    proved: bool
    starts: Mapping[str, int]  # counted from the first programme year


@dataclass(frozen=True)
class Effort:
    """How hard to search."""

    watch: Watch
    gap: float
    threads: int
    seed: int
    solver: Solver

    def part(self, share: float) -> float:
        """A share of the time that is left, in seconds."""
        return self.watch.left() * share


def least_shortfall(standing: Standing, effort: Effort) -> Least:
    """The least money that is missing, whatever is done with what is not frozen.

    Raises
    ------
    conflict.Infeasible
        If no amount of money helps: the rules, frozen decisions among them, that cannot all hold.
    NoPlanInTime
        If the time limit was reached before any programme was found.
    """
    problem = standing.problem
    model = build(problem)
    as_adopted = standing.possible
    if _payable(model, as_adopted, effort):
        return Least(0.0, 0.0, True, as_adopted)
    elastic = build(problem, elastic=True)
    lacking = dict.fromkeys(elastic.unfunded_columns.values(), 1.0)
    answer = _smallest(elastic, lacking, effort, effort.part(0.25), as_adopted)
    if answer.infeasible:
        raise conflict.find(problem, effort.watch, threads=effort.threads, seed=effort.seed)
    starts = as_adopted if answer.columns is None else elastic.started(answer.columns)
    if answer.columns is None and not _payable(elastic, as_adopted, effort):
        raise NoPlanInTime("no programme was found in time, even with money missing")
    columns = paid(elastic, starts, effort)
    if columns is None:
        raise NumericalTrouble("the programme with the least shortfall cannot be paid for when it is checked")
    amount = float(sum(columns[column] for column in lacking)) * elastic.scale
    bound = max(0.0, answer.bound * elastic.scale) if np.isfinite(answer.bound) else 0.0
    if amount <= NOTHING:
        return Least(0.0, 0.0, True, starts)
    return Least(amount, min(bound, amount), amount - bound <= max(NOTHING, PROVED * amount), starts)


def coverable(standing: Standing, shortfall: Least) -> Model:
    """The model of every programme that lacks no more than the least."""
    if shortfall.amount == 0:
        return build(standing.problem)
    model = build(standing.problem, elastic=True)
    columns = list(model.unfunded_columns.values())
    room = NOTHING + PROVED * 1e-2 * shortfall.amount
    return model.with_row(
        Row("shortfall", ("all",)), columns, [1.0] * len(columns), -np.inf, (shortfall.amount + room) / model.scale
    )


def least_change(standing: Standing, model: Model, shortfall: Least, effort: Effort) -> Least:
    """The least change, counted by the weights, of a programme that lacks no more than it must."""
    if standing.change(shortfall.starts) == 0:
        return Least(0.0, 0.0, True, shortfall.starts)
    terms = _change_terms(standing, model)
    constant = standing.change({})
    answer = _smallest(model, terms, effort, effort.part(0.3), shortfall.starts)
    starts = shortfall.starts if answer.columns is None else model.started(answer.columns)
    if not _payable(model, starts, effort):
        starts = shortfall.starts
    amount = standing.change(starts)
    bound = max(0.0, answer.bound + constant) if np.isfinite(answer.bound) else 0.0
    if amount - bound <= max(NOTHING, PROVED * amount):
        return Least(amount, amount, True, starts)
    return Least(amount, bound, False, starts)


def most_value(
    standing: Standing,
    model: Model,
    aims: Sequence[Goal],
    first_guess: Mapping[str, int],
    effort: Effort,
    *,
    seconds: float,
    limit: float | None,
) -> Found:
    """The best programme whose change is at most `limit`; any change when it is None."""
    if limit is not None:
        terms = _change_terms(standing, model)
        room = NOTHING * max(1.0, limit)
        high = limit + room - standing.change({})
        model = model.with_row(Row("change", ("all",)), list(terms), list(terms.values()), -np.inf, high)
    watch = replace(effort.watch, seconds=min(effort.watch.seconds, effort.watch.elapsed() + seconds))
    found = search(
        standing.problem,
        model,
        aims,
        watch,
        gap=effort.gap,
        threads=effort.threads,
        seed=effort.seed,
        # With little room for change the guess is good. Free change is as hard to prove as a new programme.
        solver="highs" if limit is not None else effort.solver,
        first_guess=first_guess,
    )
    columns = paid(model, found.starts, effort)
    return found if columns is None else replace(found, columns=columns)


def paid(model: Model, starts: Mapping[str, int], effort: Effort) -> Floats | None:
    """Pay for settled start years with as little missing as possible, and then as little carried over.

    Returns
    -------
    ndarray, shape (C,) or None
        None if the frames, and what may be missing, cannot pay.
    """
    cost = dict.fromkeys(model.carry_columns.values(), 1.0)
    # A krone is carried at most once a year, so what is missing always weighs more.
    cost |= dict.fromkeys(model.unfunded_columns.values(), 1000.0)
    return solve(
        model.settled(starts),
        cost,
        largest=False,
        watch=replace(
            effort.watch, seconds=max(effort.watch.seconds, effort.watch.elapsed() + money.LEAST_SECONDS)
        ),
        threads=effort.threads,
        seed=effort.seed,
        relaxed=True,
    ).columns


def level(value: float, bound: float, gap: float, criterion: str = "") -> Level:
    """How well a value is proved by a bound."""
    bound = max(bound, value)
    if bound - value <= NO_GAP * max(abs(bound), 1e-300):
        return Level(criterion, value, value, 0.0, "optimal")
    found = (bound - value) / abs(value) if value else 1.0
    status: Status = "within-gap" if found <= gap else "time-limit"
    return Level(criterion, value, bound, found, status)


def _change_terms(standing: Standing, model: Model) -> dict[int, float]:
    """What each start counts as change, beyond what it counts that the project does not start."""
    return {
        column: standing.cost(key, start) - standing.cost(key, None)
        for key, columns in model.start_columns.items()
        for start, column in columns.items()
    }


def _smallest(
    model: Model, terms: Mapping[int, float], effort: Effort, seconds: float, first_guess: Mapping[str, int]
) -> Answer:
    return solve(
        model,
        terms,
        largest=False,
        # What is made small here would look like a value to whoever watches.
        watch=replace(effort.watch, progress=None),
        seconds=seconds,
        threads=effort.threads,
        seed=effort.seed,
        first_guess=model.chosen(first_guess),
    )


def _payable(model: Model, starts: Mapping[str, int], effort: Effort) -> bool:
    return holds(model, starts) and paid(model, starts, effort) is not None
