"""One published-ready figure: an area's rolling index with all that it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from .area import AreaIndex, area_index
from .methods import demands, method
from .months import Points, number
from .refusal import NotComputable
from .rolling import rolling

Reason = Literal["reference", "window"]


@dataclass(frozen=True)
class LeftOut:
    """A point of the area that does not count, and why: so many months of those it must have."""

    key: str
    reason: Reason
    months: int
    needed: int

    @property
    def words(self) -> str:
        """Why, in bokmål."""
        where = "i referanseåret" if self.reason == "reference" else "i perioden"
        return f"{self.key}: {self.months} brukbare måneder {where}, og det trengs {self.needed}"


@dataclass(frozen=True)
class Figure:
    """An index, the version of the method, and everything it rests on."""

    area: str
    area_version: str
    method: str
    provisional: bool
    reference: int
    window: int  # months
    end: str  # the last month
    vintage: str  # when the counts were fetched
    value: AreaIndex
    used: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def figure(
    points: Points,
    area: str,
    keys: Sequence[str],
    *,
    reference: int,
    window: int,
    end: str,
    area_version: str,
    vintage: str,
    by: str = "svv-rullerende-v1",
) -> Figure:
    """The index of one area for one window, with its points and the reasons of those left out.

    Raises
    ------
    NotComputable
        As for `rolling.rolling` and `area.area_index`.
    """
    asked = method(by)
    own = _only(points, area, keys)
    found = rolling(own, {area: keys}, reference=reference, window=window, ends=[end], by=by)
    used = np.flatnonzero(found.used[:, 0])
    if len(used) == 0:
        raise NotComputable(
            "no-points", area, f"ingen av {len(keys)} punkter har nok måneder i perioden til {end}"
        )
    value = area_index(
        found.reference_mean[used],
        found.window_mean[used, 0],
        quantile=asked.quantile,
        names=[own.keys[n] for n in used],
    )
    rest = [n for n in range(len(own.keys)) if not found.used[n, 0]]
    return Figure(
        area,
        area_version,
        by,
        asked.provisional,
        reference,
        window,
        end,
        vintage,
        value,
        tuple(own.keys[n] for n in used),
        tuple(_why(own, n, bool(np.isnan(found.reference_mean[n])), reference, window, end, by) for n in rest),
    )


def _only(points: Points, area: str, keys: Sequence[str]) -> Points:
    row = {key: n for n, key in enumerate(points.keys)}
    for key in keys:
        if key not in row:
            raise NotComputable("unknown-point", f"{area}, punkt {key}", "punktet er ikke blant målingene")
    rows = [row[key] for key in keys]
    return replace(
        points,
        keys=tuple(keys),
        mdt=points.mdt[rows],
        coverage=points.coverage[rows],
        quality=points.quality[rows],
        excluded=points.excluded[rows],
    )


def _why(
    points: Points, row: int, lacks_reference: bool, reference: int, window: int, end: str, by: str
) -> LeftOut:
    asked = method(by)
    demand, fewest, each = demands(asked, window)
    usable = (
        np.isfinite(points.mdt[row])
        & (points.coverage[row] >= demand.coverage)
        & (points.quality[row] >= demand.quality)
        & ~points.excluded[row]
    )
    if lacks_reference:
        first = reference * 12 - points.first
        return LeftOut(points.keys[row], "reference", int(usable[first : first + 12].sum()), demand.reference)
    stop = number(end) - points.first + 1
    seen = usable[stop - window : stop].reshape(-1, 12).sum(axis=0)
    return LeftOut(points.keys[row], "window", int(seen[seen >= each].sum()), fewest)
