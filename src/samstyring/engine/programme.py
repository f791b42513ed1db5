"""Choose and time the projects of an action programme inside the frames of those who pay."""

from __future__ import annotations

import math
import platform
from collections.abc import Mapping
from importlib.metadata import version

import numpy as np

from . import conflict, money, scoring
from .columns import Floats, Model, Row, build
from .conflict import Infeasible, RuleConflict, Shortfall
from .limits import binding
from .plan import Binding, Level, Missing, Payment, Plan, SourceYear, Status
from .portfolio import Problem, digest
from .solve import NO_GAP, Answer, Cancelled, NumericalTrouble, Progress, Stopped, Watch, solve

__all__ = [
    "Binding",
    "Infeasible",
    "Level",
    "NoPlanInTime",
    "NumericalTrouble",
    "Payment",
    "Plan",
    "RuleConflict",
    "Shortfall",
    "SourceYear",
    "Stopped",
    "balance",
]

# How much of an earlier criterion a later one may cost: rounding, and nothing more.
LEXICOGRAPHIC_TOLERANCE = 1e-7


class NoPlanInTime(TimeoutError):
    """The time limit was reached before any programme was found."""


def balance(
    problem: Problem,
    *,
    seconds: float = 20.0,
    gap: float = 1e-4,
    threads: int = 1,
    seed: int = 0,
    missing: Missing = "refuse",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Plan:
    """Choose which projects to start, and when, for the highest total worth the frames allow.

    Parameters
    ----------
    problem : Problem
        From `problem.read`. Amounts in its own unit, fixed prices.
    seconds : float
        Time limit. When it is reached, the best plan found is returned with its proved gap.
    gap : float
        Stop when ``(bound - value) / value`` is proved to be at most this. 0 asks for full proof.
    threads : int
        Threads for the solver. 1 makes the search repeatable.
    seed : int
        Which of several equally good searches to make.
    missing : "refuse", "zero" or "weights-of-known"
        What an unknown score means; see `scoring.worth`. The plan lists the unknown scores.
    progress : callable
        Called about ten times a second with the best value so far (or None), the bound (or
        None) and the seconds used. What it raises ends the search and reaches the caller.
    cancelled : callable
        Asked as often; when it answers True the search ends with `Stopped`.

    Returns
    -------
    Plan

    Raises
    ------
    Infeasible
        If no plan satisfies the rules and frames, with what is missing or in conflict.
    NoPlanInTime
        If the time limit was reached before any plan was found.
    Stopped
        If `cancelled` answered True.
    scoring.ScoresMissing
        If scores are unknown and `missing` is "refuse".
    NumericalTrouble
        If the solver's answer does not hold when it is checked.

    Notes
    -----
    A mixed-integer program solved with HiGHS [1]_; `columns` describes it. The start years are
    checked, and the money worked out again, apart from the search. With a ranking one search is
    made per criterion, each keeping what the earlier ones reached.

    The same problem, seed, versions and one thread give the same plan, as long as the time limit
    does not end the search; the order of the projects does not matter. Between equally good
    plans the choice is arbitrary but repeatable.

    References
    ----------
    .. [1] Huangfu and Hall, *Parallelizing the dual revised simplex method*, Math. Prog. Comp.
       10 (2018), doi:10.1007/s12532-017-0130-5.

    Examples
    --------
    One year, 100 million: the two smaller projects beat the big one.

    >>> from samstyring.engine.problem import read
    >>> sheet = {"sources": ["stat"], "size": 1}
    >>> plan = balance(read({
    ...     "format": "samstyring-portfolio-problem/1", "unit": "MNOK", "years": [2025],
    ...     "tail_years": 0, "delay_factor": 1, "weights": {"nytte": 1},
    ...     "sources": [{"key": "stat", "frames": [100]}],
    ...     "projects": [
    ...         {"key": "Bru", "scores": {"nytte": 60}, "cost_profile": [100], **sheet},
    ...         {"key": "Gangvei", "scores": {"nytte": 50}, "cost_profile": [60], **sheet},
    ...         {"key": "Kollektivfelt", "scores": {"nytte": 40}, "cost_profile": [40], **sheet},
    ...     ]}))
    >>> plan.value, plan.status, dict(plan.starts)
    (90.0, 'optimal', {'Gangvei': 2025, 'Kollektivfelt': 2025})
    """
    watch = Watch.start(seconds, progress, cancelled)
    goals = _goals(problem, missing)
    model = build(problem)
    levels: list[Level] = []
    starts: dict[str, int] = {}
    columns = np.zeros(len(model.lower))
    for n, (criterion, values) in enumerate(goals):
        limit = watch.left() / (len(goals) - n)
        starts, columns, bound = search(
            problem, model, values, starts, watch, seconds=limit, gap=gap, threads=threads, seed=seed
        )
        value = total(problem, values, starts)
        level = _level(criterion, value, bound, gap)
        levels.append(level)
        model = _kept(problem, model, criterion, values, value)
    payments = money.split(problem, model, starts, columns)
    first = levels[0]
    return Plan(
        value=first.value,
        bound=first.bound,
        gap=first.gap,
        status=_worst(levels),
        starts={key: problem.years[starts[key]] for key in sorted(starts)},
        money=payments,
        use=money.use(problem, model, columns, payments),
        binding=binding(problem, goals[0][1], columns, watch, threads=threads, seed=seed),
        seconds=round(watch.elapsed(), 3),
        versions=versions(),
        input_sha256=digest(problem),
        missing=missing,
        unknown=scoring.unknown(problem),
        levels=tuple(levels) if problem.ranking is not None else (),
    )


def search(
    problem: Problem,
    model: Model,
    values: Mapping[str, float],
    first_guess: Mapping[str, int],
    watch: Watch,
    *,
    seconds: float,
    gap: float,
    threads: int,
    seed: int,
) -> tuple[dict[str, int], Floats, float]:
    """Search once, check what was found, and pay for it.

    Parameters
    ----------
    values : mapping of str to float
        Worth of each project if it starts in the first year.
    first_guess : mapping of str to int
        Start years (0 is the first) of a plan that is known to be possible; may be empty.

    Returns
    -------
    (dict of str to int, ndarray of shape (C,), float)
        Start years, all columns of the model, and the proved bound.

    Raises
    ------
    Infeasible, NoPlanInTime, NumericalTrouble, Stopped
        As `balance`.
    """
    objective = coefficients(problem, model, values)
    most = math.fsum(max(0.0, values[one.key]) for one in problem.projects)
    for exact in (False, True):
        answer = solve(
            model,
            objective,
            largest=True,
            watch=watch,
            seconds=seconds,
            gap=gap,
            threads=threads,
            seed=seed,
            exact=exact,
            first_guess=_guess(model, first_guess),
        )
        if answer.infeasible:
            if first_guess:
                continue
            raise conflict.find(problem, watch, threads=threads, seed=seed)
        if answer.columns is None and not first_guess:
            raise NoPlanInTime(f"no programme was found in {seconds:.3g} seconds")
        starts = dict(first_guess) if answer.columns is None else _started(model, answer)
        if _holds(model, starts):
            columns = money.pay(model, starts, watch, threads=threads, seed=seed)
            if columns is not None:
                return starts, columns, min(answer.bound, most)
    raise NumericalTrouble("the plan that was found does not hold when it is checked")


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


def versions() -> dict[str, str]:
    """What the answer was computed with."""
    return {"python": platform.python_version(), "highspy": version("highspy"), "numpy": version("numpy")}


def _goals(problem: Problem, missing: Missing) -> list[tuple[str, Mapping[str, float]]]:
    if problem.ranking is None:
        return [("", scoring.worth(problem, missing=missing).values)]
    return [(name, scoring.standing(problem, name, missing=missing).values) for name in problem.ranking]


def _guess(model: Model, starts: Mapping[str, int]) -> dict[int, float]:
    if not starts:
        return {}
    return {
        column: 1.0 if starts.get(key) == year else 0.0
        for key, columns in model.start_columns.items()
        for year, column in columns.items()
    }


def _started(model: Model, answer: Answer) -> dict[str, int]:
    assert answer.columns is not None
    return {
        key: year
        for key, columns in model.start_columns.items()
        for year, column in columns.items()
        if answer.columns[column] > 0.5
    }


def _holds(model: Model, starts: Mapping[str, int]) -> bool:
    """Whether whole start years satisfy every rule that is not about who pays."""
    values = np.zeros(len(model.lower))
    for key, year in starts.items():
        values[model.start_columns[key][year]] = 1.0
    if np.any((values > model.upper) & model.whole):
        return False
    for n, row in enumerate(model.rows):
        if row.kind in ("need", "frame"):
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


def _worst(levels: list[Level]) -> Status:
    found = {level.status for level in levels}
    return "time-limit" if "time-limit" in found else "within-gap" if "within-gap" in found else "optimal"


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
