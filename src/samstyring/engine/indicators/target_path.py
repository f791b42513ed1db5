"""A figure beside the straight path from where it began to the target.

Not for the zero-growth goal: that is a limit and not a path, and is judged with its interval by
`traffic_index.verdict`.

The rate of change so far is compared with the rate that was needed, both as compound rates a year.
The limits are those of Open SDG's progress measure, which has them from Statistics Canada and Eurostat.
Source: github open-sdg/open-sdg, ``docs/progress-methodology.md``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..traffic_index.refusal import NotComputable

State = Literal["reached", "on-track", "slow", "limited", "away", "not-measured"]
# Shares of the needed rate from which a figure is on its track, slow, or limited.
ON_TRACK, SLOW = 0.95, 0.60


@dataclass(frozen=True)
class Standing:
    """How a figure stands in its latest year; None where there is nothing to compare."""

    state: State
    year: int | None
    value: float | None
    path: float | None  # where the straight path to the target is that year
    rate: float | None  # per year so far: 0.01 is one per cent up
    needed: float | None  # per year from the start to the target
    share: float | None  # of the needed rate


def standing(observed: Mapping[int, float], *, start: int, target: float, by: int) -> Standing:
    """Compare the latest figure with the path from the figure of the start year to the target.

    Parameters
    ----------
    observed : mapping of int to float
        Figures by year, all above zero.
    start, by : int
        The year the path begins in, and the year the target is to be reached.
    target : float
        Above or below the start; both are paths. Above zero.

    Returns
    -------
    Standing
        "not-measured" when there is no figure for the start year or none after it.

    Raises
    ------
    NotComputable
        If a figure or the target is not above zero, or the target's year is not after the start.

    Examples
    --------
    Free parking at work, in per cent, from 2019 with an invented target of 50 in 2029:

    >>> found = standing({2019: 65.6, 2024: 59.8}, start=2019, target=50, by=2029)
    >>> found.state, round(found.path, 1), round(found.share, 2)
    ('slow', 57.8, 0.68)
    """
    if by <= start:
        raise NotComputable("year", str(by), f"året for målet må være etter {start}")
    for year, value in {**observed, by: target}.items():
        if not (math.isfinite(value) and value > 0):
            raise NotComputable("not-a-number", str(year), "tallet må være over null")
    later = [year for year in observed if start < year]
    if start not in observed or not later:
        return Standing("not-measured", None, None, None, None, None, None)
    latest, first = max(later), observed[start]
    value = observed[latest]
    path = first + (target - first) * min(1.0, (latest - start) / (by - start))
    rate = (value / first) ** (1 / (latest - start)) - 1
    needed = (target / first) ** (1 / (by - start)) - 1
    there = value <= target if target < first else value >= target
    share = rate / needed if needed else None
    if there:
        state: State = "reached"
    elif share is None or share < 0:
        state = "away"
    else:
        state = "on-track" if share >= ON_TRACK else "slow" if share >= SLOW else "limited"
    return Standing(state, latest, value, path, rate, needed, share)
