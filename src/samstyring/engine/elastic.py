"""The best plan when the frames do not suffice: the least money lacking first, then the highest worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from . import conflict
from .account import account
from .columns import INFINITE, Floats, Model, Row, build
from .plan import Missing, Plan, Shortfall
from .portfolio import Problem
from .programme import balance
from .search import Found, NoPlanInTime, goals, holds, search
from .solve import Cancelled, NumericalTrouble, Progress, Watch, solve

MILLION = 1_000_000
# The search for the least may use this part of the time; the rest is for the worth.
FIRST_PART = 0.5
LEAST_GAP = 1e-6
LEAST_SECONDS = 5.0
# The least is allowed with this much to spare, in the scale of the model: rounding, and nothing more.
ROUNDING = 1e-6


def balance_lacking(
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
    """Balance a problem whose frames may be too small for what must be started.

    The least money lacking, added up over sources and years, comes first; among plans that lack
    no more than that, the one of highest worth is found. When nothing is lacking the plan is that
    of `programme.balance`, with a `least_shortfall` of 0.

    Parameters
    ----------
    problem, seconds, gap, threads, seed, missing, progress, cancelled
        As for `programme.balance`.

    Returns
    -------
    Plan
        `shortfalls` is the extra frame of each source and year that makes the plan possible, in
        millionths rounded up; no plan lacks less in all than `least_shortfall`. `bound` is about
        plans that lack no more than this one.

    Raises
    ------
    Infeasible
        If the rules cannot hold however much money there is.
    NoPlanInTime, Stopped, scoring.ScoresMissing, NumericalTrouble
        As for `programme.balance`.

    Examples
    --------
    >>> from samstyring.engine.problem import read
    >>> plan = balance_lacking(read({
    ...     "format": "samstyring-portfolio-problem/1", "unit": "MNOK", "years": [2025],
    ...     "tail_years": 0, "delay_factor": 1, "weights": {"nytte": 1},
    ...     "sources": [{"key": "stat", "frames": [100]}],
    ...     "projects": [{"key": "Bru", "scores": {"nytte": 60}, "cost_profile": [130],
    ...                   "sources": ["stat"], "must_start": True}]}))
    >>> plan.shortfalls
    (Shortfall(source='stat', year=2025, amount=30.0),)
    """
    watch = Watch.start(seconds, progress, cancelled)
    aims = goals(problem, missing)
    model = build(problem, elastic=True)
    lacking = dict.fromkeys(model.unfunded_columns.values(), 1.0)
    first, bound = _least(problem, model, lacking, watch, gap=gap, threads=threads, seed=seed)
    least, _ = _paid(model, first, lacking, watch, threads=threads, seed=seed)
    if least <= ROUNDING:
        return _without_lack(problem, watch, gap=gap, threads=threads, seed=seed, missing=missing)
    proved = max(0.0, min(bound, least)) * model.scale
    row = Row("shortfall", ())
    limited = model.with_row(row, list(lacking), list(lacking.values()), -INFINITE, least + ROUNDING)
    found = search(problem, limited, aims, watch, gap=gap, threads=threads, seed=seed, first_guess=first)
    _, columns = _paid(limited, found.starts, lacking, watch, threads=threads, seed=seed)
    return account(
        problem,
        limited,
        aims,
        Found(found.starts, columns, found.levels),
        watch,
        missing=missing,
        threads=threads,
        seed=seed,
        shortfalls=_shortfalls(problem, limited, columns),
        # Rounded down, so that what is said to be the least is not more than that.
        least_shortfall=math.floor(proved * MILLION) / MILLION,
    )


def _least(
    problem: Problem,
    model: Model,
    lacking: Mapping[int, float],
    watch: Watch,
    *,
    gap: float,
    threads: int,
    seed: int,
) -> tuple[dict[str, int], float]:
    """Start years that lack the least, and what none can lack less than."""
    for exact in (False, True):
        answer = solve(
            model,
            lacking,
            largest=False,
            watch=watch,
            seconds=FIRST_PART * watch.seconds,
            gap=min(gap, LEAST_GAP),
            threads=threads,
            seed=seed,
            exact=exact,
        )
        if answer.infeasible:
            raise conflict.find(problem, watch, threads=threads, seed=seed)
        if answer.columns is None:
            raise NoPlanInTime(f"no programme was found in {watch.seconds:.3g} seconds")
        starts = {
            key: year
            for key, columns in model.start_columns.items()
            for year, column in columns.items()
            if answer.columns[column] > 0.5
        }
        if holds(model, starts):
            return starts, answer.bound
    raise NumericalTrouble("the plan that was found does not hold when it is checked")


def _without_lack(
    problem: Problem, watch: Watch, *, gap: float, threads: int, seed: int, missing: Missing
) -> Plan:
    plan = balance(
        problem,
        seconds=max(watch.left(), LEAST_SECONDS),
        gap=gap,
        threads=threads,
        seed=seed,
        missing=missing,
        progress=watch.progress,
        cancelled=watch.cancelled,
    )
    return replace(plan, seconds=round(watch.elapsed(), 3), least_shortfall=0.0)


def _paid(
    model: Model, starts: Mapping[str, int], lacking: Mapping[int, float], watch: Watch, *, threads: int, seed: int
) -> tuple[float, Floats]:
    """Pay for settled start years: the least lacking, then the least carried over. Amounts in the model's scale."""
    settled = {
        column: (float(starts.get(key) == year),) * 2
        for key, columns in model.start_columns.items()
        for year, column in columns.items()
    }
    fixed = model.bounded(settled)
    patient = Watch(max(watch.seconds, watch.elapsed() + LEAST_SECONDS), watch.started)
    first = solve(fixed, lacking, largest=False, watch=patient, threads=threads, seed=seed, relaxed=True)
    if first.columns is None:
        raise NumericalTrouble("the plan that was found cannot be paid for, whatever the frames are")
    least = _total(first.columns, list(lacking))
    limited = fixed.with_row(
        Row("shortfall", ("settled",)), list(lacking), list(lacking.values()), -INFINITE, least + 1e-9
    )
    carried = dict.fromkeys(model.carry_columns.values(), 1.0)
    second = solve(limited, carried, largest=False, watch=patient, threads=threads, seed=seed, relaxed=True)
    return least, first.columns if second.columns is None else second.columns


def _total(columns: Floats, lacking: Sequence[int]) -> float:
    return float(columns[list(lacking)].sum()) if lacking else 0.0


def _shortfalls(problem: Problem, model: Model, columns: Floats) -> tuple[Shortfall, ...]:
    found = []
    for (source, year), column in model.unfunded_columns.items():
        # Rounded up, so that the amounts asked for are enough.
        millionths = math.ceil(float(columns[column]) * model.scale * MILLION - 0.01)
        if millionths > 0:
            found.append(Shortfall(source, problem.calendar[year], millionths / MILLION))
    return tuple(found)
