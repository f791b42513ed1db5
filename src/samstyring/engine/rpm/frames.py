"""Problems where frames are all that stands between the projects: what dynamic programming is for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ..columns import Floats, Model
from ..portfolio import Problem
from ..solve import Watch
from . import intervals, knapsack
from .dominance import Flags
from .successive import Hit

DECIDED = frozenset({"locked", "must-start", "frozen"})


class OutOfTime(Exception):
    """The choices were not found within the time limit."""


class TooManyStates(Exception):
    """Too many partial choices; `plans` are start years of good plans found on the way."""

    def __init__(self, reason: knapsack.TooMany, plans: list[dict[str, int]]) -> None:
        super().__init__(str(reason))
        self.plans = plans


@dataclass(frozen=True)
class Settled:
    """A problem whose projects can each start in one year only, and compete for frames alone.

    `free` are the projects to choose between and `forced` those that start anyway, as start year
    counted from the first; `budgets` (B,) is what the forced leave of each year's frame.
    """

    free: dict[str, int]
    forced: dict[str, int]
    columns: list[int]
    costs: Floats  # (free, B)
    budgets: Floats  # (B,)
    possible: bool
    given: list[int]  # columns of the forced


def settled(problem: Problem, model: Model) -> Settled | None:
    """The problem as a choice within budgets, one for each year; None when it is more than that."""
    kinds = {row.kind for row in model.rows} - DECIDED - {"once", "need", "frame"}
    carried = any(float(model.upper[column]) > 0 for column in model.carry_columns.values())
    if kinds or carried or len(problem.sources) > 1:
        return None
    open_years = {
        key: [year for year, column in years.items() if model.upper[column] > 0]
        for key, years in model.start_columns.items()
    }
    if any(len(years) > 1 for years in open_years.values()):
        return None
    must = {row.keys[0] for row in model.rows if row.kind in DECIDED}
    free = {key: years[0] for key, years in open_years.items() if years and key not in must}
    forced = {key: years[0] for key, years in open_years.items() if years and key in must}
    span = len(problem.calendar)
    frames = np.array(problem.sources[0].frames if problem.sources else [0.0] * span)
    profiles = {one.key: one.cost_profile for one in problem.projects}

    def spread(starts: dict[str, int]) -> Floats:
        table = np.zeros((len(starts), span))
        for n, (key, year) in enumerate(starts.items()):
            paid = profiles[key][: span - year]
            table[n, year : year + len(paid)] = paid
        return table

    left, costs = frames - spread(forced).sum(axis=0), spread(free)
    enough = bool((left >= -knapsack.ROOM * np.maximum(1.0, frames)).all())
    # A frame that could pay for everything is no budget.
    tight = costs.sum(axis=0) > left
    tight[:1] |= not tight.any()
    return Settled(
        free=free,
        forced=forced,
        columns=[model.start_columns[key][year] for key, year in free.items()],
        costs=costs[:, tight],
        budgets=np.maximum(left[tight], 0.0),
        possible=enough and len(forced) == len(must),
        given=[model.start_columns[key][year] for key, year in forced.items()],
    )


def choices(
    one: Settled, worth: Floats, watch: Watch, *, widths: tuple[int, ...], high: Floats | None = None
) -> list[Hit]:
    """Every unbeaten plan; `worth` (C, K) is what each column is worth at each vertex.

    With `high`, of the same shape, worth lies anywhere from `worth` to `high`.

    Raises
    ------
    OutOfTime, TooManyStates, Stopped
    """

    def pause() -> None:
        watch.stop_if_cancelled()
        if watch.left() <= 0:
            raise OutOfTime

    if not one.possible:
        return []
    keys, values = list(one.free), worth[one.columns]
    given = worth[one.given].sum(axis=0)

    def starts(row: Flags) -> dict[str, int]:
        return one.forced | {keys[n]: one.free[keys[n]] for n in np.flatnonzero(row)}

    pause()
    if not keys:
        return [Hit(one.forced, given)]
    try:
        if high is None:
            rows = knapsack.choices(values, one.costs, one.budgets, pause=pause, widths=widths)
        else:
            rows = intervals.choices(values, high[one.columns], one.costs, one.budgets, pause=pause)
    except knapsack.TooMany as reason:
        raise TooManyStates(reason, [starts(row) for row in reason.known]) from None
    return [Hit(starts(row), given + values[row].sum(axis=0)) for row in rows]
