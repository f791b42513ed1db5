"""Rolling indices of 12, 24 and 36 months, for many areas at once.

For each point the reference is the mean of its usable months in the reference year. The window is
the mean over its calendar months of the mean of each, so that a January that is missing one year
does not make the year look warmer than it was. Points with too few months are left out of that
window, and come back in a later one: the number of points changes from month to month.

A window may not touch the reference year, so the first one ends in December of the year as many
years after it as the window has.

Source: Statens vegvesen, github snohan/byindeks at e1b8aa4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .area import ALL_WEIGHT, Floats, Ints, percent, quantile_of
from .methods import Demands, Method, demands, method
from .months import Flags, Points, name, number, places
from .refusal import NotComputable

# Points at a time, so that memory does not grow with their number.
BATCH = 4096


@dataclass(frozen=True)
class Rolling:
    """Rolling indices of A areas at E ends; arrays of shape (A, E) unless something else is said.

    Where nothing can be computed `index` and the rest are nan, and `n` tells how many points there were.
    """

    areas: tuple[str, ...]
    ends: tuple[str, ...]  # the last month of each window
    window: int  # months
    reference: int  # year
    method: str
    index: Floats
    p: Floats  # per cent
    n: Ints
    n_eff: Floats
    sd: Floats  # percentage points
    se: Floats  # percentage points
    lower: Floats  # per cent
    upper: Floats
    used: Flags  # (P, E) points that count
    reference_mean: Floats  # (P,) light vehicles a day in the reference year; nan with too few months
    window_mean: Floats  # (P, E) the same in each window


def rolling(
    points: Points,
    areas: Mapping[str, Sequence[str]],
    *,
    reference: int,
    window: int,
    ends: Sequence[str] | None = None,
    by: str = "svv-rullerende-v1",
) -> Rolling:
    """The indices of all areas, for every month a window can end in.

    Parameters
    ----------
    areas : mapping of str to sequence of str
        The points of each area.
    reference : int
        The reference year.
    window : 12, 24 or 36
        Months.
    ends : sequence of str, optional
        The last months of the windows; all that the months allow when left out.
    by : str
        The version of the method, from `methods.METHODS`.

    Raises
    ------
    NotComputable
        If the reference year is not among the months, a window would touch it or begin before the
        months do, or a point is in two areas.
    """
    asked = method(by)
    demand, fewest, each = demands(asked, window)
    names, area = places(points, areas)
    stops = _ends(points, reference, window, ends)
    at = np.array(stops, dtype=np.int64) - points.first
    good = usable(points, demand)
    year = slice(reference * 12 - points.first, reference * 12 + 12 - points.first)
    base = _mean(points.mdt[:, year], good[:, year], demand.reference)
    calc = np.empty((len(points.keys), len(at)))
    for first in range(0, len(calc), BATCH):
        part = slice(first, first + BATCH)
        calc[part] = _windows(points.mdt[part], good[part], window, at, fewest=fewest, each=each)
    used = np.isfinite(base)[:, None] & np.isfinite(calc) & (area >= 0)[:, None]
    empty = np.flatnonzero((base <= 0) & used.any(axis=1))
    if len(empty):
        raise NotComputable("base", f"punkt {points.keys[empty[0]]}", "ingen kjørte forbi i referanseåret")
    figures = _areas(base, calc, used, area, len(names), asked)
    return Rolling(names, tuple(name(one) for one in stops), window, reference, by, *figures, used, base, calc)


def usable(points: Points, demand: Demands) -> Flags:
    """Which months count, shape (P, M)."""
    return np.asarray(
        np.isfinite(points.mdt)
        & (points.coverage >= demand.coverage)
        & (points.quality >= demand.quality)
        & ~points.excluded
    )


def _ends(points: Points, reference: int, window: int, ends: Sequence[str] | None) -> list[int]:
    if not points.first <= reference * 12 <= points.last - 11:
        raise NotComputable(
            "reference",
            str(reference),
            f"referanseåret er ikke blant månedene {name(points.first)} til {name(points.last)}",
        )
    # December of the year as many years after the reference as the window has.
    earliest = reference * 12 + 11 + window
    if ends is None:
        return list(range(earliest, points.last + 1))
    found = [number(one) for one in ends]
    for one in found:
        if one < earliest:
            raise NotComputable(
                "overlap",
                f"{window} måneder til {name(one)}",
                f"vinduet går inn i referanseåret {reference}; det første slutter i {name(earliest)}",
            )
        if one > points.last:
            raise NotComputable("month", name(one), f"målingene slutter i {name(points.last)}")
    return found


def _mean(values: Floats, usable: Flags, fewest: int) -> Floats:
    """The mean of the usable months of each point, shape (P,); nan where there are too few."""
    count = usable.sum(axis=1)
    total = np.where(usable, values, 0.0).sum(axis=1)
    return np.asarray(np.where(count >= fewest, total / np.maximum(count, 1), np.nan))


def _windows(mdt: Floats, usable: Flags, window: int, at: Ints, *, fewest: int, each: int) -> Floats:
    """The mean of each window, shape (P, E): first of each calendar month, then of these."""
    count, total = (
        _back(column, window, 12) for column in (usable.astype(np.float64), np.where(usable, mdt, 0.0))
    )
    kept = count >= each
    month = np.where(kept, total / np.maximum(count, 1.0), 0.0)
    months, sums, seen = (
        _back(one, 12, 1)[:, at] for one in (kept.astype(np.float64), month, np.where(kept, count, 0.0))
    )
    return np.asarray(np.where(seen >= fewest, sums / np.maximum(months, 1.0), np.nan))


def _back(values: Floats, length: int, step: int) -> Floats:
    """For each month the sum of every `step`-th of the `length` months that end there, shape (P, M)."""
    found = values.copy()
    for back in range(step, length, step):
        found[:, back:] += values[:, :-back]
    return found


def _areas(
    base: Floats, calc: Floats, used: Flags, area: Ints, count: int, asked: Method
) -> tuple[Floats, Floats, Ints, Floats, Floats, Floats, Floats, Floats]:
    """The figures of each area at each end, by the formulas of `area.area_index`."""
    order = np.argsort(area, kind="stable")
    order = order[area[order] >= 0]
    inside, a_all, b_all, where = used[order], base[order], calc[order], area[order]
    shape = (count, calc.shape[1])
    summed = _Summing(where, shape)
    a = np.where(inside, a_all[:, None], 0.0)
    b = np.where(inside, b_all, 0.0)
    n = summed(inside.astype(np.float64)).astype(np.int64)
    with np.errstate(invalid="ignore", divide="ignore"):
        total = summed(a)
        index = summed(b) / total
        concentration = summed(a * a) / total**2
        deviation = np.where(inside, b / a - index[where], 0.0)
        rest = 1.0 - concentration
        variance = summed(a * deviation**2) / total / np.where(rest > ALL_WEIGHT, rest, np.nan)
        sd = 100.0 * np.sqrt(np.where(n > 1, variance, np.nan))
        se = sd * np.sqrt(concentration)
        p = percent(index)
        reach = quantile_of(asked.quantile, np.maximum(n - 1, 1)) * se
        n_eff = 1.0 / concentration
    # What has no interval is not told as an index either.
    index, p, n_eff = (np.where(np.isfinite(se), one, np.nan) for one in (index, p, n_eff))
    return index, p, n, n_eff, sd, se, p - reach, p + reach


class _Summing:
    """Sums over the points of each area; the points stand sorted by area."""

    def __init__(self, where: Ints, shape: tuple[int, int]) -> None:
        self.shape = shape
        self.present, self.first = np.unique(where, return_index=True)

    def __call__(self, values: Floats) -> Floats:
        found = np.zeros(self.shape)
        if len(self.present):
            found[self.present] = np.add.reduceat(values, self.first, axis=0)
        return found
