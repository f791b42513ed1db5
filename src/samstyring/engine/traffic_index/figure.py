"""Figures ready to be told: an index with all that it was made from.

A figure is a value and its provenance. The value is that of whichever function computed it; the
provenance is the same for all: the version of the method, the reference, the area and its version,
the points used and left out with the reason, the quantile, and the day the counts were fetched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal, TypeVar

import numpy as np

from .area import AreaIndex, Quantile, area_index
from .chain import Chained, Link, chain
from .methods import demands, method
from .months import Points, number
from .refusal import NotComputable
from .rolling import Rolling, rolling, usable
from .strata import Segment, Stratified, YearIndex, period_index, year_index

Reason = Literal["reference", "window", "excluded", "single"]
WORDS: Mapping[Reason, str] = {
    "reference": "{months} brukbare måneder i referanseåret, og det trengs {needed}",
    "window": "{months} brukbare måneder i perioden, og det trengs {needed}",
    "excluded": "utelatt for hånd",
    "single": "den eneste i vegklassen",
}

Value = TypeVar("Value", AreaIndex, Chained, Stratified, YearIndex)


@dataclass(frozen=True)
class LeftOut:
    """A point of the area that does not count, and why; for months how many it has of those it must have."""

    key: str
    reason: Reason
    months: int = 0
    needed: int = 0

    @property
    def words(self) -> str:
        """Why, in bokmål."""
        return f"{self.key}: {WORDS[self.reason].format(months=self.months, needed=self.needed)}"


@dataclass(frozen=True)
class Rests:
    """What a figure rests on."""

    area: str
    area_version: str
    method: str
    provisional: bool
    quantile: Quantile
    reference: str  # a year, or the periods compared with
    period: str  # the window, the year or the periods that are compared
    vintage: str  # when the counts were fetched
    used: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Figure(Generic[Value]):
    """An index and what it rests on."""

    value: Value
    rests: Rests


@dataclass(frozen=True)
class Area:
    """An area, the version of what it is, and when its counts were fetched."""

    name: str
    version: str
    vintage: str


def rolling_figure(
    points: Points,
    area: Area,
    keys: Sequence[str],
    *,
    reference: int,
    window: int,
    end: str,
    by: str = "svv-rullerende-v1",
) -> Figure[AreaIndex]:
    """The index of one area for one window, with its points and the reasons of those left out.

    Raises
    ------
    NotComputable
        As for `rolling.rolling` and `area.area_index`.
    """
    asked = method(by)
    own = _only(points, area.name, keys)
    found = rolling(own, {area.name: keys}, reference=reference, window=window, ends=[end], by=by)
    used = np.flatnonzero(found.used[:, 0])
    if len(used) == 0:
        raise NotComputable(
            "no-points", area.name, f"ingen av {len(keys)} punkter har nok måneder i perioden til {end}"
        )
    names = [own.keys[n] for n in used]
    value = area_index(
        found.reference_mean[used], found.window_mean[used, 0], quantile=asked.quantile, names=names
    )
    told = f"{window} måneder til {end}"
    return Figure(value, _rests(area, by, str(reference), told, names, _left_out(own, found)))


def annual_figure(
    volumes: Mapping[str, tuple[float, float]],
    area: Area,
    *,
    reference: str,
    period: str,
    left_out: Sequence[LeftOut] = (),
    by: str = "svv-aarlig-kjedet-v1",
) -> Figure[AreaIndex]:
    """The direct index of an area from one year to another, from the matched volumes of its points.

    Parameters
    ----------
    volumes : mapping of str to (float, float)
        For each point its volume in the reference and in the period, from `hours.point_index`.

    Raises
    ------
    NotComputable
        As for `area.area_index`.
    """
    base, calc = ([one[side] for one in volumes.values()] for side in (0, 1))
    value = area_index(base, calc, quantile=method(by).quantile, names=list(volumes))
    return Figure(value, _rests(area, by, reference, period, list(volumes), tuple(left_out)))


def chained_figure(links: Sequence[Figure[AreaIndex]], *, by: str = "svv-aarlig-kjedet-v1") -> Figure[Chained]:
    """The chain of indices that follow each other, of one area. Its points are those of any link.

    Raises
    ------
    NotComputable
        If the links are of several areas, or one does not begin where the one before it ended.
    """
    if len({(one.rests.area, one.rests.area_version) for one in links}) > 1:
        raise NotComputable("link", "", "leddene er fra ulike områder, eller ulike versjoner av området")
    for place, (before, after) in enumerate(zip(links, links[1:], strict=False), start=2):
        if before.rests.period != after.rests.reference:
            raise NotComputable(
                "link",
                f"ledd {place}",
                f"begynner i {after.rests.reference}, og leddet før slutter i {before.rests.period}",
            )
    value = chain(Link(one.value.index, one.value.se) for one in links)[-1]
    return Figure(value, _together([one.rests for one in links], by, links[-1].rests.period))


def period_figure(
    segments: Mapping[str, Segment],
    work: Mapping[str, float],
    area: Area,
    *,
    reference: str,
    period: str,
    by: str = "svv-rullerende-2027",
) -> Figure[Stratified]:
    """The index of one period by the method from 2027, from its measured links of road.

    Raises
    ------
    NotComputable
        As for `strata.period_index`.
    """
    value = period_index(list(segments.values()), work)
    out = tuple(LeftOut(key, "single") for key, one in segments.items() if one.stratum in value.dropped)
    used = [key for key, one in segments.items() if one.stratum not in value.dropped]
    return Figure(value, replace(_rests(area, by, reference, period, used, out), quantile="t"))


def year_figure(
    periods: Sequence[tuple[str, Figure[Stratified]]], *, by: str = "svv-rullerende-2027"
) -> Figure[YearIndex]:
    """The rolling year of fourteen periods in a row.

    Raises
    ------
    NotComputable
        As for `strata.year_index`.
    """
    value = year_index([(name, one.value.index, one.value.variance) for name, one in periods])
    rests = [one.rests for _, one in periods]
    return Figure(value, _together(rests, by, f"{rests[0].period} til {rests[-1].period}"))


def _together(parts: Sequence[Rests], by: str, period: str) -> Rests:
    """What figures that follow each other rest on. A point that any of them used is not left out."""
    first = parts[0]
    area = Area(first.area, first.area_version, max(one.vintage for one in parts))
    used = list(dict.fromkeys(key for one in parts for key in one.used))
    out = tuple(dict.fromkeys(found for one in parts for found in one.left_out if found.key not in used))
    return _rests(area, by, first.reference, period, used, out)


def _rests(
    area: Area, by: str, reference: str, period: str, used: Sequence[str], left_out: tuple[LeftOut, ...]
) -> Rests:
    asked = method(by)
    return Rests(
        area.name,
        area.version,
        by,
        asked.provisional,
        asked.quantile,
        reference,
        period,
        area.vintage,
        tuple(used),
        left_out,
    )


def _only(points: Points, area: str, keys: Sequence[str]) -> Points:
    rows = list(points.rows(area, keys))
    return replace(
        points,
        keys=tuple(keys),
        mdt=points.mdt[rows],
        coverage=points.coverage[rows],
        quality=points.quality[rows],
        excluded=points.excluded[rows],
    )


def _left_out(points: Points, found: Rolling) -> tuple[LeftOut, ...]:
    """The points that do not count in the only window there is, each with its reason."""
    demand, fewest, each = demands(method(found.method), found.window)
    good = usable(points, demand)
    first = found.reference * 12 - points.first
    stop = number(found.ends[0]) - points.first + 1
    out = []
    for n in np.flatnonzero(~found.used[:, 0]).tolist():
        if np.isnan(found.reference_mean[n]):
            months = int(good[n, first : first + 12].sum())
            out.append(LeftOut(points.keys[n], "reference", months, demand.reference))
        else:
            seen = good[n, stop - found.window : stop].reshape(-1, 12).sum(axis=0)
            out.append(LeftOut(points.keys[n], "window", int(seen[seen >= each].sum()), fewest))
    return tuple(out)
