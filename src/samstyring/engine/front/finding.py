"""Find a front: the best value at each limit on a second objective, from the tightest to the loosest.

With the limit ε on the second objective h, each point is the plan with the highest value f among
those with h ≤ ε (or ≥ ε): the ε-constraint method [1]_, which also finds points that no weighing
of f and h would. A plan that keeps a tight limit keeps a looser one, so each search begins with
the plan before it; and what bounds a loose limit bounds a tighter one.

References
----------
.. [1] Haimes, Lasdon and Wismer, *On a bicriterion formulation of the problems of integrated
   system identification and system optimization*, IEEE Trans. SMC 1 (1971).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from ..account import versions
from ..columns import Model, Row, build
from ..exposure.distributions import Distributions
from ..plan import Missing
from ..portfolio import Problem, digest
from ..search import NoPlan, NoPlanInTime, coefficients, goals
from ..solve import Cancelled, NumericalTrouble, Watch
from . import axes
from .axes import Along, Starts
from .result import SAME, Axis, Front, Point, unbeaten
from .searching import Asked, Hit, judged

FEWEST, MOST = 2, 101
# A limit that is met to the last krone must not be lost to rounding.
ROOM = 1e-7

# How many limits are done, how many were asked for, and the point just found (None if there was none).
Told = Callable[[int, int, Point | None], None]


def find(
    problem: Problem,
    against: str,
    *,
    points: int = 11,
    distributions: Distributions | None = None,
    lowest: float = 0.6,
    highest: float = 1.1,
    seconds: float = 10.0,
    gap: float = 1e-3,
    threads: int = 1,
    seed: int = 0,
    missing: Missing = "refuse",
    progress: Told | None = None,
    cancelled: Cancelled | None = None,
) -> Front:
    """The front between the value and another objective.

    Parameters
    ----------
    against : str
        ``budget`` (all frames multiplied by a common factor, from `lowest` to `highest`),
        ``balance``, ``exposure``, ``cost``, or ``criterion:`` and the key of a criterion. For a
        contribution given per project, use `along` with `indicator_axis`.
    points : int
        How many limits to search, from 2 to 101.
    distributions : Distributions
        For ``exposure``: uncertain costs that are not in the problem.
    seconds : float
        Time limit for each point. When it is reached, the point has the gap that was proved.
    gap : float
        ``(bound - value) / value`` at which a point is good enough.
    progress : callable
        Called after each limit with how many are done, how many there are, and the point or None.
    cancelled : callable
        Asked about ten times a second; when it answers True the search ends with `Stopped`.

    Returns
    -------
    Front

    Raises
    ------
    ValueError
        If `against` or a number is not one of those above.
    scoring.ScoresMissing, exposure.DistributionsMissing
        If what is needed is unknown.
    Stopped
        If `cancelled` answered True.

    Examples
    --------
    >>> from samstyring.engine.problem import read
    >>> sheet = {"sources": ["stat"], "size": 1}
    >>> front = find(read({
    ...     "format": "samstyring-portfolio-problem/1", "unit": "MNOK", "years": [2025],
    ...     "tail_years": 0, "delay_factor": 1, "weights": {"nytte": 1},
    ...     "sources": [{"key": "stat", "frames": [100]}],
    ...     "projects": [
    ...         {"key": "Bru", "scores": {"nytte": 60}, "cost_profile": [100], **sheet},
    ...         {"key": "Gangvei", "scores": {"nytte": 50}, "cost_profile": [60], **sheet},
    ...     ]}), "budget", points=3, lowest=0.5, highest=1.5)
    >>> [(point.second, point.value) for point in front.points]
    [(50.0, 0.0), (100.0, 60.0)]
    """
    asked = Asked(problem, goals(problem, missing)[0], seconds, gap, threads, seed, cancelled)
    if not FEWEST <= points <= MOST:
        raise ValueError(f"points: should be from {FEWEST} to {MOST}")
    told = progress or _say_nothing
    if against == "budget":
        return _against_budget(asked, _factors(points, lowest, highest), missing, told)
    if against == "balance":
        line = axes.balance_axis(problem)
    elif against == "exposure":
        line = axes.exposure_axis(problem, distributions)
    elif against == "cost":
        line = axes.cost_axis(problem)
    elif against.startswith("criterion:"):
        line = axes.criterion_axis(problem, against.removeprefix("criterion:"), missing=missing)
    else:
        raise ValueError(f'against: "{against}" is not budget, balance, exposure, cost or criterion:KEY')
    return _along(asked, line, points, missing, told)


def along(
    problem: Problem,
    line: Along,
    *,
    points: int = 11,
    seconds: float = 10.0,
    gap: float = 1e-3,
    threads: int = 1,
    seed: int = 0,
    missing: Missing = "refuse",
    progress: Told | None = None,
    cancelled: Cancelled | None = None,
) -> Front:
    """The front against an objective from `indicator_axis` or the other makers of axes; see `find`."""
    if not FEWEST <= points <= MOST:
        raise ValueError(f"points: should be from {FEWEST} to {MOST}")
    asked = Asked(problem, goals(problem, missing)[0], seconds, gap, threads, seed, cancelled)
    return _along(asked, line, points, missing, progress or _say_nothing)


def _against_budget(asked: Asked, factors: Sequence[float], missing: Missing, told: Told) -> Front:
    watch, problem = asked.watch(), asked.problem
    horizon = len(problem.years)
    reference = math.fsum(amount for one in problem.sources for amount in one.frames[:horizon])
    found: list[Point] = []
    impossible: list[float] = []
    unsettled: list[float] = []
    guess: Starts | None = None
    for n, factor in enumerate(factors):
        limit, point = reference * factor, None
        try:
            hit = asked.best(build(_scaled(problem, factor)), guess)
        except NoPlan:
            impossible.append(limit)
        except (NoPlanInTime, NumericalTrouble):
            unsettled.append(limit)
        else:
            guess = hit.starts
            point = asked.point(hit, limit, limit, factor)
            found.append(point)
        told(n + 1, len(factors), point)
    meaning = (
        "The sum of all frames of the programme years, when every frame and what may be carried over "
        "is multiplied by the same factor."
    )
    axis = Axis("budget", problem.unit, "less", False, meaning)
    return _front(asked, "budget", axis, reference, found, impossible, unsettled, missing, watch)


def _along(asked: Asked, line: Along, points: int, missing: Missing, told: Told) -> Front:
    watch = asked.watch()
    found: list[Point] = []
    impossible: list[float] = []
    unsettled: list[float] = []
    try:
        tightest, loosest, best = _ends(asked, line)
    except (NoPlan, NoPlanInTime) as nothing:
        told(points, points, None)
        front = _front(asked, line.against, line.axis, None, [], [], [], missing, watch)
        return replace(front, complete=isinstance(nothing, NoPlan))
    guess: Starts | None = None
    first, final = line.measure(tightest), line.measure(loosest)
    # Where one plan is best on both there is nothing between them.
    inner = points - 1 if abs(final - first) > SAME * max(1.0, abs(first)) else 0
    limits = [first + (final - first) * n / (points - 1) for n in range(inner)]
    for n, limit in enumerate(limits):
        point = None
        try:
            hit = asked.best(_limited(line, limit), tightest if guess is None else guess)
        except NoPlan:
            impossible.append(limit)
        except (NoPlanInTime, NumericalTrouble):
            unsettled.append(limit)
        else:
            guess = hit.starts
            point = asked.point(hit, line.measure(hit.starts), limit, None)
            found.append(point)
        told(n + 1, points, point)
    last = asked.point(best, final, final, None)
    found.append(last)
    told(points, points, last)
    return _front(asked, line.against, line.axis, None, found, impossible, unsettled, missing, watch)


def _ends(asked: Asked, line: Along) -> tuple[Starts, Starts, Hit]:
    """The plan best on the second objective, and the one of highest value with the best second objective."""
    best = asked.best(line.model, None)
    tightest = asked.furthest(line.model, line, best.starts)
    worth = coefficients(asked.problem, line.model, asked.goal[1])
    strength = max(map(abs, worth.values()), default=0.0)
    loosest = best.starts
    if strength:
        row = [amount / strength for amount in worth.values()]
        least = best.value / strength
        kept = line.model.with_row(
            Row("front", ("value",)), list(worth), row, least - ROOM * max(1.0, abs(least)), float("inf")
        )
        loosest = asked.furthest(kept, line, best.starts)
        value = math.fsum(asked.goal[1][key] * asked.problem.delay_factor**year for key, year in loosest.items())
        best = Hit(loosest, value + 0.0, max(best.bound, value))
    return tightest, loosest, best


def _limited(line: Along, limit: float) -> Model:
    """The model with a limit on the second objective."""
    strength = max(map(abs, line.terms.values()), default=0.0)
    if strength == 0:
        return line.model
    side = limit / strength
    room = ROOM * max(1.0, abs(side))
    low, high = (side - room, float("inf")) if line.axis.better == "more" else (-float("inf"), side + room)
    row = [amount / strength for amount in line.terms.values()]
    # Who pays does not matter to a limit on start years, but a soft rule is known only when it is solved.
    kind = "shortfall" if line.against == "balance" else "front"
    return line.model.with_row(Row(kind, (line.axis.name,)), list(line.terms), row, low, high)


def _front(
    asked: Asked,
    against: str,
    axis: Axis,
    reference: float | None,
    found: list[Point],
    impossible: list[float],
    unsettled: list[float],
    missing: Missing,
    watch: Watch,
) -> Front:
    """Let each bound hold for the tighter limits too, and leave out the points that are beaten."""
    bound = math.inf
    for n in reversed(range(len(found))):
        bound = max(found[n].value, min(bound, found[n].bound))
        found[n] = judged(found[n], bound, asked.gap)
    kept = unbeaten(found, axis.better)
    return Front(
        against=against,
        axis=axis,
        value=asked.goal[0],
        reference=reference,
        points=kept,
        impossible=tuple(sorted(impossible)),
        unsettled=tuple(sorted(unsettled)),
        removed=len(found) - len(kept),
        complete=bool(found or impossible) and not unsettled and all(one.status != "time-limit" for one in found),
        missing=missing,
        seconds=round(watch.elapsed(), 3),
        versions=versions(),
        input_sha256=digest(asked.problem),
    )


def _factors(points: int, lowest: float, highest: float) -> list[float]:
    """Factors at even steps, one of them 1 when it lies between: the frames as they stand."""
    if not 0 <= lowest < highest <= 100:
        raise ValueError("lowest, highest: should be factors from 0 to 100, the lowest first")
    factors = [round(float(one), 9) for one in np.linspace(lowest, highest, points)]
    if lowest <= 1 <= highest:
        nearest = min(range(points), key=lambda n: abs(factors[n] - 1))
        factors[nearest] = 1.0
    return factors


def _scaled(problem: Problem, factor: float) -> Problem:
    return replace(
        problem,
        sources=tuple(
            replace(
                one,
                frames=tuple(factor * amount for amount in one.frames),
                carry_over_cap=factor * one.carry_over_cap,
            )
            for one in problem.sources
        ),
    )


def _say_nothing(done: int, asked: int, point: Point | None) -> None:
    """Nobody is waiting."""
