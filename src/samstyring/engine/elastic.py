"""The best plan when the frames do not suffice: the least money lacking first, then the highest worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from . import conflict
from .account import account
from .columns import INFINITE, Floats, Model, Row, build
from .plan import Missing, Plan, Shortfall
from .portfolio import Problem
from .programme import balance
from .search import Found, NoPlanInTime, goals, holds, search
from .solve import Cancelled, NumericalTrouble, Progress, Watch, solve
from .solvers import Solver, run

MILLION = 1_000_000
# The search for the least may use this part of the time; the rest is for the worth.
FIRST_PART = 0.5
LEAST_GAP = 1e-6
LEAST_SECONDS = 5.0
# The least is allowed with this much to spare, in the scale of the model: rounding, and nothing more.
ROUNDING = 1e-6
SPARE = 1e-9


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
    solver: Solver = "auto",
    deterministic: bool = False,
) -> Plan:
    """Balance a problem whose frames may be too small for what must be started.

    The least money lacking, added up over sources and years, comes first; among plans that lack
    no more than that, the one of highest worth is found. When nothing is lacking the plan is that
    of `programme.balance`, with a `least_shortfall` of 0.

    Parameters
    ----------
    problem, seconds, gap, threads, seed, missing, progress, cancelled, solver, deterministic
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
    NoPlanInTime, Stopped, scoring.ScoresMissing, NumericalTrouble, SolverMissing
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
    how = _How(gap, 1 if deterministic else threads, seed, solver, deterministic)
    aims = goals(problem, missing)
    model = build(problem, elastic=True)
    lacking = tuple(model.unfunded_columns.values())
    first, bound = _least(problem, model, lacking, watch, how)
    least, _ = _paid(model, first, lacking, watch, how)
    if least <= ROUNDING:
        return _without_lack(problem, watch, how, missing)
    proved = max(0.0, min(bound, least)) * model.scale
    limited = model.with_row(Row("shortfall", ()), lacking, [1.0] * len(lacking), -INFINITE, least + ROUNDING)
    found = search(
        problem,
        limited,
        aims,
        watch,
        gap=gap,
        threads=how.threads,
        seed=seed,
        first_guess=first,
        solver=solver,
        deterministic=deterministic,
    )
    _, columns = _paid(limited, found.starts, lacking, watch, how)
    return account(
        problem,
        limited,
        aims,
        Found(found.starts, columns, found.levels),
        watch,
        missing=missing,
        threads=how.threads,
        seed=seed,
        shortfalls=_shortfalls(problem, limited, columns),
        # Rounded down, so that what is said to be the least is not more than that.
        least_shortfall=math.floor(proved * MILLION) / MILLION,
    )


@dataclass(frozen=True)
class _How:
    """What all the searches have in common."""

    gap: float
    threads: int
    seed: int
    solver: Solver
    deterministic: bool


def _least(
    problem: Problem, model: Model, lacking: Sequence[int], watch: Watch, how: _How
) -> tuple[dict[str, int], float]:
    """Start years that lack the least, and what none can lack less than."""
    for exact in (False, True):
        answer = run(
            model,
            dict.fromkeys(lacking, -1.0),
            solver=how.solver,
            watch=watch,
            seconds=FIRST_PART * watch.seconds,
            gap=min(how.gap, LEAST_GAP),
            threads=how.threads,
            seed=how.seed,
            exact=exact,
            deterministic=how.deterministic,
        )
        if answer.infeasible:
            raise conflict.find(problem, watch, threads=how.threads, seed=how.seed)
        if answer.columns is None:
            raise NoPlanInTime(f"no programme was found in {watch.seconds:.3g} seconds")
        starts = model.started(answer.columns)
        if holds(model, starts):
            return starts, -answer.bound
    raise NumericalTrouble("the plan that was found does not hold when it is checked")


def _without_lack(problem: Problem, watch: Watch, how: _How, missing: Missing) -> Plan:
    plan = balance(
        problem,
        seconds=watch.seconds if how.deterministic else max(watch.left(), LEAST_SECONDS),
        gap=how.gap,
        threads=how.threads,
        seed=how.seed,
        missing=missing,
        progress=watch.progress,
        cancelled=watch.cancelled,
        solver=how.solver,
        deterministic=how.deterministic,
    )
    return replace(plan, seconds=round(watch.elapsed(), 3), least_shortfall=0.0)


def _paid(
    model: Model, starts: Mapping[str, int], lacking: Sequence[int], watch: Watch, how: _How
) -> tuple[float, Floats]:
    """Pay for settled start years: the least lacking, then the least carried over. Amounts in the model's scale."""
    patient = Watch(max(watch.seconds, watch.elapsed() + LEAST_SECONDS), watch.started)

    def least_of(asked: Model, columns: Sequence[int]) -> Floats | None:
        prices = dict.fromkeys(columns, 1.0)
        return solve(
            asked, prices, largest=False, watch=patient, threads=how.threads, seed=how.seed, relaxed=True
        ).columns

    fixed = model.settled(starts)
    first = least_of(fixed, lacking)
    if first is None:
        raise NumericalTrouble("the plan that was found cannot be paid for, whatever the frames are")
    least = float(first[list(lacking)].sum()) if lacking else 0.0
    row = Row("shortfall", ("settled",))
    second = least_of(
        fixed.with_row(row, lacking, [1.0] * len(lacking), -INFINITE, least + SPARE),
        tuple(model.carry_columns.values()),
    )
    return least, first if second is None else second


def _shortfalls(problem: Problem, model: Model, columns: Floats) -> tuple[Shortfall, ...]:
    found = []
    for (source, year), column in model.unfunded_columns.items():
        # Rounded up, so that the amounts asked for are enough.
        millionths = math.ceil(float(columns[column]) * model.scale * MILLION - 0.01)
        if millionths > 0:
            found.append(Shortfall(source, problem.calendar[year], millionths / MILLION))
    return tuple(found)
