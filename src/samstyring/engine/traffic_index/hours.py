"""From counted hours to the index of a point, and from counted days to the mean of a month.

Two years are compared hour by hour: an hour counts only if it was counted well in both, so that a
week without measurements falls out of both sides. Quiet nights with few vehicles are judged with
their day, and not by themselves.

Source: Statens vegvesen, github snohan/byindeks at e1b8aa4, and trafikkdata's documentation at
abcbd04 (``docs/trafficIndex``). No hourly figures are published with the indices; the rules are
tested on invented hours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .area import Floats, Ints
from .refusal import NotComputable

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Matching:
    """When an hour, a day and a month are counted well enough; per cent, hours and days."""

    coverage: float = 99.0
    quality: float = 95.0
    hours: int = 16
    days: int = 16


@dataclass(frozen=True)
class Hours:
    """The hours of a year at a point; all arrays of shape (H,).

    `light` is vehicles under 5.6 m, `total` all vehicles, `valid` those whose length was measured,
    and `coverage` how much of the hour was counted, in per cent. When the clocks go back in October
    an hour is there twice.
    """

    month: Ints
    day: Ints
    hour: Ints
    light: Floats
    total: Floats
    valid: Floats
    coverage: Floats


@dataclass(frozen=True)
class PointIndex:
    """The index of a point over the months that were counted well in both years."""

    base: float  # light vehicles in the matched hours of those months
    calc: float
    index: float
    months: tuple[int, ...]


def point_index(
    base: Hours, calc: Hours, *, matching: Matching | None = None, fewest_months: int = 1
) -> PointIndex:
    """Compare two years of a point, date against date and hour against hour.

    Parameters
    ----------
    fewest_months : int
        How many months must be left; direct indices for a whole year ask for 6.

    Raises
    ------
    NotComputable
        If too few months are left, or none was driven in the reference.
    """
    asked = matching or Matching()
    sides = [_hours(one, asked) for one in (base, calc)]
    keys, first, second = np.intersect1d(sides[0].key, sides[1].key, assume_unique=True, return_indices=True)
    matched = [
        _Side(keys, *(column[order] for column in side.columns))
        for side, order in zip(sides, (first, second), strict=True)
    ]
    day = keys // 100
    days, place = np.unique(day, return_inverse=True)
    well = np.bincount(place, minlength=len(days)) >= asked.hours
    for side in matched:
        total, valid = (_sums(place, column, len(days)) for column in (side.total, side.valid))
        well &= 100.0 * valid >= asked.quality * total
    month = days // 100
    kept = [int(one) for one in np.unique(month[well]) if np.count_nonzero(well & (month == one)) >= asked.days]
    # Nothing can be compared over no months, whoever asks for none.
    needed = max(1, fewest_months)
    if len(kept) < needed:
        raise NotComputable(
            "too-few-months", "", f"{len(kept)} måneder er telt godt nok begge år, og det trengs {needed}"
        )
    counted = (well & np.isin(month, kept))[place]
    a, b = (float(side.light[counted].sum()) for side in matched)
    if a <= 0:
        raise NotComputable("base", "", "ingen kjørte forbi i referansen")
    return PointIndex(a, b, b / a, tuple(kept))


@dataclass(frozen=True)
class _Side:
    key: Ints  # month, day and hour as one number: 102923 is 29 October from 23 o'clock
    light: Floats
    total: Floats
    valid: Floats

    @property
    def columns(self) -> tuple[Floats, Floats, Floats]:
        return self.light, self.total, self.valid


def _hours(year: Hours, asked: Matching) -> _Side:
    """The hours that were counted for long enough, with the doubled hour of October as one."""
    keys = year.month * 10_000 + year.day * 100 + year.hour
    well = np.round(year.coverage) >= asked.coverage
    unique, place = np.unique(keys[well], return_inverse=True)
    light, total, valid = (
        _sums(place, column[well], len(unique)) for column in (year.light, year.total, year.valid)
    )
    return _Side(unique, light, total, valid)


def _sums(place: npt.NDArray[np.intp], amounts: Floats, count: int) -> Floats:
    """The sum of the amounts at each place, shape (count,)."""
    return np.bincount(place, weights=amounts, minlength=count).astype(np.float64)


@dataclass(frozen=True)
class Days:
    """Whole days at a point; all arrays of shape (D,), with `month` from 1 to 12. See `Hours`."""

    year: Ints
    month: Ints
    light: Floats
    total: Floats
    valid: Floats
    coverage: Floats


@dataclass(frozen=True)
class MonthMeans:
    """Vehicles a day, for each month that has any day at all; arrays of shape (M,)."""

    year: Ints
    month: Ints
    light: Floats  # mean of the days that were counted well; nan without any
    coverage: Floats  # per cent of the month's days, by how much of each was counted
    quality: Floats  # per cent of the vehicles whose length was measured; nan without vehicles
    days: Ints  # days that were counted well


# A day counts in a mean when so much of it was counted, in per cent.
WHOLE_DAY = 95.0


def month_means(days: Days) -> MonthMeans:
    """The mean of light vehicles a day in each month, from its days.

    Days that were not counted well are left out of the mean, and count in the coverage.
    """
    keys = days.year * 100 + days.month
    months, place = np.unique(keys, return_inverse=True)
    well = days.coverage >= WHOLE_DAY
    count = np.bincount(place[well], minlength=len(months))
    sums = {
        name: _sums(place[well], column[well], len(months))
        for name, column in (("light", days.light), ("total", days.total), ("valid", days.valid))
    }
    year, month = months // 100, months % 100
    start = (year - 1970) * 12 + month - 1
    length = (
        (start + 1).astype("datetime64[M]").astype("datetime64[D]")
        - start.astype("datetime64[M]").astype("datetime64[D]")
    ).astype(np.int64)
    covered = _sums(place, np.nan_to_num(days.coverage), len(months)) / length
    with np.errstate(invalid="ignore", divide="ignore"):
        light = np.where(count > 0, sums["light"] / count, np.nan)
        quality = np.where(sums["total"] > 0, 100.0 * sums["valid"] / sums["total"], np.nan)
    return MonthMeans(year, month, light, covered, quality, count.astype(np.int64))
