"""How much an area's index hangs on single points: leave each out, and draw the points anew.

The official standard error is slightly careful: 1.486 percentage points for Bergen's 36 months to
April 2026, where the jackknife gives 1.377 and the bootstrap 1.339.

Source: Statens vegvesen names jackknife and bootstrap among its checks of robustness; Efron and
Tibshirani, *An Introduction to the Bootstrap* (1993), chapters 6 and 11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .area import Floats, checked, percent
from .refusal import NotComputable

DRAWS = 10_000
# Draws at a time, so that memory does not grow with their number.
BATCH = 2_000


@dataclass(frozen=True)
class Jackknife:
    """The index with each point left out. Percentage points."""

    without: Floats  # (n,) the change in per cent without each point
    shift: Floats  # (n,) how far that is from the change with all of them
    largest: int  # the point that moves it most
    most: float  # how far that is, without a sign
    p95: float  # 95 of 100 points move it no more than this
    se: float


@dataclass(frozen=True)
class Bootstrap:
    """The spread of the index when the points are drawn anew, with replacement. Percentage points."""

    se: float
    lower: float  # per cent: 2.5 of 100 draws are below
    upper: float
    draws: int


def jackknife(
    base: Sequence[float] | Floats, calc: Sequence[float] | Floats, *, names: Sequence[str] | None = None
) -> Jackknife:
    """Leave out one point at a time.

    Parameters
    ----------
    base, calc : array_like, shape (n,)
        As for `area.area_index`.

    Raises
    ------
    NotComputable
        As for `area.area_index`.
    """
    a, b = _two(base, calc, names)
    count = len(a)
    whole = percent(float(b.sum() / a.sum()))
    without = percent((b.sum() - b) / (a.sum() - a))
    shift = without - whole
    se = float(np.sqrt((count - 1) / count * ((without - without.mean()) ** 2).sum()))
    largest = int(np.argmax(np.abs(shift)))
    return Jackknife(
        without, shift, largest, float(np.abs(shift[largest])), float(np.quantile(np.abs(shift), 0.95)), se
    )


def bootstrap(
    base: Sequence[float] | Floats,
    calc: Sequence[float] | Floats,
    *,
    draws: int = DRAWS,
    seed: int = 0,
    names: Sequence[str] | None = None,
) -> Bootstrap:
    """Draw as many points as there are, with replacement, many times; the same seed gives the same.

    Raises
    ------
    NotComputable
        As for `area.area_index`.
    ValueError
        If `draws` is less than 2.
    """
    if draws < 2:
        raise ValueError("draws: should be 2 or more")
    a, b = _two(base, calc, names)
    rng = np.random.default_rng(seed)
    found = np.empty(draws)
    for first in range(0, draws, BATCH):
        drawn = rng.integers(0, len(a), size=(min(BATCH, draws - first), len(a)))
        found[first : first + len(drawn)] = percent(b[drawn].sum(axis=1) / a[drawn].sum(axis=1))
    lower, upper = np.quantile(found, [0.025, 0.975]).tolist()
    return Bootstrap(float(found.std(ddof=1)), lower, upper, draws)


def _two(
    base: Sequence[float] | Floats, calc: Sequence[float] | Floats, names: Sequence[str] | None
) -> tuple[Floats, Floats]:
    a, b = checked(base, calc, names=names)
    if len(a) < 2:
        raise NotComputable("one-point", "", "ett punkt kan ikke tas ut uten at ingen er igjen")
    return a, b
