"""What stands at the margin of a plan: the next in line, and what a little more money would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .columns import build
from .plan import Plan
from .portfolio import Problem
from .reasons import Difference, Reason, difference, start_years
from .search import goals, search
from .solve import Cancelled, Watch


@dataclass(frozen=True)
class Reserve:
    """A project in line for money that becomes free; `relative` orders the line."""

    key: str
    price: float
    relative: float
    certain: bool


@dataclass(frozen=True)
class Gain:
    """What more money from one source in one calendar year would give."""

    source: str
    year: int
    step: float
    change: Difference
    certain: bool


def reserve_list(problem: Problem, plan: Plan, reasons: Mapping[str, Reason]) -> tuple[Reserve, ...]:
    """The projects outside a plan, those nearest to coming in first.

    The rule: the price of forcing a project in, divided by what the project itself is worth at
    its earliest start. At 0 it could replace something at no loss; at 1 it would push out as much
    as it brings. Equal ones go by lower price, then by key. With a ranking, a project that only
    loses on a later criterion comes before one that loses on an earlier one.

    Projects that cannot be in any plan, that people have excluded, or whose price was not found
    are left out.
    """
    aims = goals(problem, plan.missing)
    order = {criterion: n for n, (criterion, _) in enumerate(aims)}
    found = []
    for project in problem.projects:
        reason = reasons.get(project.key)
        if reason is None or reason.inside or reason.turned is None:
            continue
        level = order[reason.turned.criterion]
        own = aims[level][1][project.key] * problem.delay_factor**project.earliest
        price = reason.turned.price
        relative = 0.0 if price == 0 else price / own if own > 0 else float("inf")
        found.append((-level, relative, price, Reserve(project.key, price, relative, reason.certain)))
    found.sort(key=lambda one: (*one[:3], one[3].key))
    return tuple(one[3] for one in found)


def next_million(
    problem: Problem,
    plan: Plan,
    source: str,
    year: int,
    step: float,
    *,
    seconds: float = 10.0,
    gap: float = 1e-4,
    threads: int = 1,
    seed: int = 0,
    cancelled: Cancelled | None = None,
) -> Gain:
    """What a little more money from one source in one calendar year would give.

    Parameters
    ----------
    source : str
        Who would pay more.
    year : int
        Calendar year, of the programme or its tail.
    step : float
        How much more, in the problem's unit, above 0.

    Returns
    -------
    Gain
        `change.price` is the value gained; projects that `enters` would come in.

    Raises
    ------
    ValueError
        If the source or year is not in the problem, or the step is not above 0.
    Stopped
        If `cancelled` answered True.
    """
    if source not in {one.key for one in problem.sources}:
        raise ValueError(f'source: "{source}" is not in the problem')
    if year not in problem.calendar:
        raise ValueError(f"year: {year} is not a year of the problem")
    if not 0 < step < float("inf"):
        raise ValueError("step: should be an amount above 0")
    at = problem.calendar.index(year)
    richer = replace(
        problem,
        sources=tuple(
            replace(one, frames=(*one.frames[:at], one.frames[at] + step, *one.frames[at + 1 :]))
            if one.key == source
            else one
            for one in problem.sources
        ),
    )
    starts = start_years(problem, plan)
    watch = Watch.start(seconds, cancelled=cancelled)
    aims = goals(problem, plan.missing)
    found = search(richer, build(richer), aims, watch, gap=gap, threads=threads, seed=seed, first_guess=starts)
    lost = difference(problem, plan, aims, starts, found)
    change = replace(lost, price=max(0.0, -lost.price), least=max(0.0, -lost.most), most=max(0.0, -lost.least))
    return Gain(source, year, step, change, found.status != "time-limit")
