"""Change an adopted programme as little as its new circumstances allow, and show what more change gives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from .. import money
from ..account import versions
from ..adopted import Adopted
from ..columns import Model
from ..plan import Missing, Shortfall
from ..portfolio import Problem, digest
from ..search import Found, Goal, goals
from ..solve import Cancelled, Progress, Watch
from ..solvers import Solver, abreast, in_pairs
from . import stages
from .result import ChangeWeights, Enough, LeastChange, LeastShortfall, Point, Rebalancing
from .stages import Effort, Least
from .standing import Standing, stand

# Change allowed beyond the least, at each point of the curve; the last point is free.
EXTRAS = (0, 1, 2, 4, 8, 16)
# A point that reaches this share of the free value is called enough.
ENOUGH = 0.99


def rebalance(
    adopted: Adopted,
    problem: Problem,
    *,
    frozen_through: int | None = None,
    weights: ChangeWeights | None = None,
    extras: Sequence[float] = EXTRAS,
    adopted_problem: Problem | None = None,
    seconds: float = 60.0,
    gap: float = 2e-4,
    threads: int = 1,
    seed: int = 0,
    missing: Missing = "refuse",
    solver: Solver = "auto",
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Rebalancing:
    """Find the least shortfall, the least change, and the curve of value against change.

    Parameters
    ----------
    adopted : Adopted
        The programme that stands, from `adopted.read`.
    problem : Problem
        The circumstances as they are now: new costs, frames, projects and rules.
    frozen_through : int, optional
        Starts in this calendar year and earlier are decisions taken: they stay, and none is
        added unless the problem demands it. The first year of the problem if left out; a year
        before it freezes none but the projects that are already running. The problem's own
        `frozen` is kept as well.
    weights : ChangeWeights, optional
        What changes count: 1 for moved, 1 for new and 2 for dropped if left out.
    extras : sequence of float
        Change beyond the least at each point of the curve, rising. Free change is added.
    adopted_problem : Problem, optional
        What the adopted programme was balanced from, to tell which projects are new since then.
    seconds, gap, threads, seed, missing, progress, cancelled
        As for `programme.balance`; the time is shared by all that is asked, and `gap` is that of
        each point of the curve.
    solver : "auto", "highs", "scip" or "race"
        Who finds the best programme when any change is allowed. The other questions are put to
        HiGHS, which knows how to begin from the answers before. With "highs" all is repeatable.

    Returns
    -------
    Rebalancing

    Raises
    ------
    standing.FrozenContradiction
        If the problem does not allow a decision that is already taken.
    Infeasible
        If no programme keeps the rules and the frozen decisions, however much money there is.
    NoPlanInTime, Stopped, NumericalTrouble, scoring.ScoresMissing
        As for `programme.balance`.

    Notes
    -----
    Three mixed-integer programs, each keeping what the one before reached: the sum of money
    beyond the frames is made least; then the sum of change; then, for each limit on change, the
    value is made most. A limit includes every smaller one, so a point never shows less than the
    points before it, and its bound is never above the bounds after it.
    """
    effort = Effort(Watch.start(seconds, progress, cancelled), gap, threads, seed, solver)
    through = problem.years[0] if frozen_through is None else frozen_through
    standing = stand(
        adopted,
        problem,
        frozen_through=through,
        weights=weights or ChangeWeights(),
        known=None if adopted_problem is None else frozenset(one.key for one in adopted_problem.projects),
    )
    aims = goals(problem, missing)
    shortfall = stages.least_shortfall(standing, effort)
    model = stages.coverable(standing, shortfall)
    least = stages.least_change(standing, model, shortfall, effort)
    curve = _curve(standing, model, aims, least, sorted({float(one) for one in (0, *extras)}), effort)
    return Rebalancing(
        unit=problem.unit,
        years=problem.years,
        tail_years=problem.tail_years,
        frozen_through=through if through >= problem.years[0] else None,
        frozen=standing.frozen,
        only_in_adopted=standing.only_in_adopted,
        only_in_changed=standing.only_in_changed,
        outside_years=standing.outside_years,
        change_weights=standing.weights,
        shortfall=LeastShortfall(
            _tidy(shortfall.amount),
            # Rounded down, so that what is said to be the least is not more than that.
            math.floor(shortfall.bound * money.MILLIONTHS) / money.MILLIONTHS,
            shortfall.proved,
            curve[0].shortfalls,
        ),
        least_change=LeastChange(
            _tidy(least.amount), _tidy(least.bound), least.proved, len(standing.changes(least.starts))
        ),
        free_value=curve[-1].value,
        enough=_enough(curve),
        curve=curve,
        missing=missing,
        adopted_sha256=adopted.input_sha256,
        input_sha256=digest(problem),
        seconds=round(effort.watch.elapsed(), 3),
        versions=versions(),
    )


def _curve(
    standing: Standing,
    model: Model,
    aims: Sequence[Goal],
    least: Least,
    extras: Sequence[float],
    effort: Effort,
) -> tuple[Point, ...]:
    # Free change first: where it changes little, the last points are already answered.
    free = stages.most_value(standing, model, aims, least.starts, effort, seconds=effort.part(0.35), limit=None)
    change = standing.change(free.starts)
    limited = [extra for extra in extras if change > least.amount + extra + stages.NOTHING]
    found: list[tuple[float | None, float | None, Found]] = []
    best = None

    def ask(extra: float, watch: Watch) -> Found:
        with_watch = replace(effort, watch=watch)
        return stages.most_value(
            standing, model, aims, guess, with_watch, seconds=seconds, limit=least.amount + extra
        )

    for pair in in_pairs(limited):
        guess = least.starts if best is None else best.starts
        seconds = effort.part(len(pair) / (len(limited) - len(found)))
        for extra, here in zip(pair, abreast(ask, pair, effort.watch), strict=True):
            best = here if best is None else _better(here, best)
            found.append((extra, least.amount + extra, best))
    best = free if best is None else _better(free, best)
    found += [(extra, least.amount + extra, best) for extra in extras[len(limited) :]]
    found.append((None, None, best))
    return _points(standing, model, found, effort)


def _better(here: Found, before: Found) -> Found:
    """The better of two programmes, with the bounds of the first; the first criterion that differs decides."""
    for ours, theirs in zip(here.levels, before.levels, strict=True):
        if abs(ours.value - theirs.value) > 1e-9 * max(1.0, abs(ours.value)):
            if ours.value > theirs.value:
                return here
            levels = tuple(
                stages.level(old.value, max(old.value, new.bound), 0.0, old.criterion)
                for new, old in zip(here.levels, before.levels, strict=True)
            )
            return replace(before, levels=levels)
    # Nothing is gained, so nothing more is changed.
    return replace(before, levels=here.levels)


def _points(
    standing: Standing,
    model: Model,
    found: Sequence[tuple[float | None, float | None, Found]],
    effort: Effort,
) -> tuple[Point, ...]:
    points: list[Point] = []
    bound = float("inf")
    free_value = found[-1][2].levels[0].value
    for extra, limit, here in reversed(found):
        first = here.levels[0]
        bound = min(bound, first.bound)
        proved = stages.level(first.value, bound, effort.gap)
        payments = money.split(standing.problem, model, here.starts, here.columns)
        points.append(
            Point(
                extra=extra,
                limit=None if limit is None else _tidy(limit),
                change=_tidy(standing.change(here.starts)),
                changed=len(changes := standing.changes(here.starts)),
                value=proved.value,
                bound=proved.bound,
                gap=proved.gap,
                status=proved.status,
                share_of_free=first.value / free_value if free_value else 1.0,
                starts={key: standing.problem.years[year] for key, year in sorted(here.starts.items())},
                changes=changes,
                shortfalls=_shortfalls(standing, model, here),
                money=payments,
                use=money.use(standing.problem, model, here.columns, payments),
                levels=()
                if standing.problem.ranking is None
                else (replace(proved, criterion=first.criterion), *here.levels[1:]),
            )
        )
    return tuple(reversed(points))


def _shortfalls(standing: Standing, model: Model, here: Found) -> tuple[Shortfall, ...]:
    found = []
    for (source, year), column in sorted(model.unfunded_columns.items()):
        # Rounded up, so that the amounts asked for are enough.
        millionths = math.ceil(float(here.columns[column]) * model.scale * money.MILLIONTHS - 0.01)
        if millionths > 0:
            found.append(Shortfall(source, standing.problem.calendar[year], millionths / money.MILLIONTHS))
    return tuple(found)


def _enough(curve: Sequence[Point]) -> Enough | None:
    for point in curve:
        if point.extra is not None and point.share_of_free >= ENOUGH:
            return Enough(ENOUGH, point.extra, point.changed)
    return None


def _tidy(amount: float) -> float:
    """Rounded to millionths, without the sign of zero."""
    return round(amount, 6) + 0.0
