"""A front as the engine returns it, and what is kept of the points that were found."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..plan import Missing, Status
from ..portfolio import Problem

FORMAT = "samstyring-front/1"

Better = Literal["more", "less"]

# Amounts nearer to each other than this, relative to their size, are the same amount.
SAME = 1e-9


@dataclass(frozen=True)
class Axis:
    """How to read the second objective; `meaning` is an English sentence for files and logs."""

    name: str
    unit: str | None  # None for points
    better: Better
    proxy: bool  # it only stands in for what is meant
    meaning: str


@dataclass(frozen=True)
class Point:
    """One plan on the front. Years are calendar years, amounts in the problem's unit.

    No plan that keeps `limit` on the second objective is worth more than `bound`, and `gap` is
    ``(bound - value) / value``. `factor` is None except against the budget. `cost` is what the
    plan spends within the programme years.
    """

    value: float
    bound: float
    gap: float
    status: Status
    second: float
    limit: float
    factor: float | None
    cost: float
    starts: Mapping[str, int]


@dataclass(frozen=True)
class Front:
    """The points that no other point beats, from the lowest `second` to the highest.

    `impossible` holds the limits that no plan can keep, `unsettled` those for which nothing was
    found in time. `removed` counts the points that another is at least as good as. `reference` is
    the sum of the frames of the programme years as they stand, when it is against the budget.
    """

    against: str
    axis: Axis
    value: str  # empty for the weighted score; else the criterion
    reference: float | None
    points: tuple[Point, ...]
    impossible: tuple[float, ...]
    unsettled: tuple[float, ...]
    removed: int
    complete: bool
    missing: Missing
    seconds: float
    versions: Mapping[str, str]
    input_sha256: str


def as_mapping(front: Front) -> dict[str, Any]:
    """The front in the shape of its file, ready for JSON."""
    found = asdict(front)
    for name in ("points", "impossible", "unsettled"):
        found[name] = list(found[name])
    return {"format": FORMAT, **found}


def write(front: Front) -> str:
    """The front as JSON text."""
    return json.dumps(as_mapping(front), ensure_ascii=False, indent=1) + "\n"


def place(problem: Problem, starts: Mapping[str, int]) -> float:
    """What a plan spends within the programme years: where it stands across a front of budgets.

    Parameters
    ----------
    starts : mapping of str to int
        Project to calendar year.
    """
    first, last = problem.years[0], problem.years[-1]
    return math.fsum(
        amount
        for one in problem.projects
        if one.key in starts
        for amount in one.cost_profile[: max(0, last + 1 - max(first, starts[one.key]))]
    )


def unbeaten(points: Sequence[Point], better: Better) -> tuple[Point, ...]:
    """The points that no other point is at least as good as on both; of equals, the better proved."""
    sign = 1.0 if better == "less" else -1.0
    ordered = sorted(points, key=lambda one: (sign * one.second, -one.value, one.gap))
    kept: list[Point] = []
    for one in ordered:
        # Everything before it is at least as good on the second objective.
        if not kept or one.value > kept[-1].value + SAME * max(1.0, abs(kept[-1].value)):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: one.second))
