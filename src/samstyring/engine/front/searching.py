"""One point of a front: the best plan in a model, by the value or by the second objective."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .. import money
from ..columns import Model
from ..plan import Status
from ..portfolio import Problem
from ..search import Goal, holds, search
from ..solve import Cancelled, Watch, solve
from .axes import Along, Starts
from .result import Point, place


@dataclass(frozen=True)
class Asked:
    """What stays the same from point to point."""

    problem: Problem
    goal: Goal
    seconds: float
    gap: float
    threads: int
    seed: int
    cancelled: Cancelled | None

    def watch(self) -> Watch:
        return Watch.start(self.seconds, cancelled=self.cancelled)

    def best(self, model: Model, guess: Starts | None) -> Hit:
        """The plan with the highest value in a model."""
        found = search(
            self.problem,
            model,
            (self.goal,),
            self.watch(),
            gap=self.gap,
            threads=self.threads,
            seed=self.seed,
            first_guess=guess,
        )
        level = found.levels[0]
        return Hit(found.starts, level.value, level.bound)

    def furthest(self, model: Model, line: Along, guess: Starts) -> Starts:
        """The plan that does best on the second objective alone; `guess` if nothing else is found."""
        watch = self.watch()
        answer = solve(
            model,
            line.terms,
            largest=line.axis.better == "more",
            watch=watch,
            gap=self.gap,
            threads=self.threads,
            seed=self.seed,
            exact=True,
            first_guess=model.chosen(guess),
        )
        if answer.columns is None:
            return guess
        starts = model.started(answer.columns)
        if (
            holds(model, starts)
            and money.pay(model, starts, watch, threads=self.threads, seed=self.seed) is not None
        ):
            return starts
        return guess

    def point(self, hit: Hit, second: float, limit: float, factor: float | None) -> Point:
        starts = {key: self.problem.years[year] for key, year in sorted(hit.starts.items())}
        return judged(
            Point(
                hit.value, hit.bound, 0.0, "optimal", second, limit, factor, place(self.problem, starts), starts
            ),
            hit.bound,
            self.gap,
        )


@dataclass(frozen=True)
class Hit:
    starts: Starts  # counted from the first programme year
    value: float
    bound: float


def judged(point: Point, bound: float, wanted: float) -> Point:
    bound = max(bound, point.value)
    # Without any worth there is nothing to be relative to.
    gap = (bound - point.value) / abs(point.value) if point.value else 0.0 if bound <= 1e-9 else 1.0
    if gap <= 1e-9:
        return replace(point, bound=point.value, gap=0.0, status="optimal")
    status: Status = "within-gap" if gap <= wanted else "time-limit"
    return replace(point, bound=bound, gap=gap, status=status)
