"""Vehicles a day, month by month, at many points: what rolling indices are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .area import Floats
from .refusal import NotComputable, named

Flags = npt.NDArray[np.bool_]
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def number(month: str) -> int:
    """Months since the year 0: ``2025-12`` is 24311.

    Raises
    ------
    NotComputable
        If it is not a month.
    """
    found = MONTH.fullmatch(month)
    if found is None:
        raise NotComputable("month", month or "måneden", "en måned skrives som 2025-12")
    return int(found[1]) * 12 + int(found[2]) - 1


def name(month: int) -> str:
    """``2025-12`` from its number."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@dataclass(frozen=True)
class Points:
    """Points and their months.

    Attributes
    ----------
    keys : tuple of str
        What the points are called; P of them.
    first : int
        Number of the first month, see `number`. The rest follow without gaps; M in all.
    mdt : ndarray, shape (P, M)
        Light vehicles a day; nan where nothing was counted.
    coverage, quality : ndarray, shape (P, M)
        Per cent of the month that was counted, and of its vehicles whose length was measured. Counts
        from before 2019 have neither, and are taken as whole: 100.
    excluded : ndarray of bool, shape (P, M)
        Left out by hand, because of a closed road or a new one.
    """

    keys: tuple[str, ...]
    first: int
    mdt: Floats
    coverage: Floats
    quality: Floats
    excluded: Flags

    @classmethod
    def of(
        cls,
        keys: Sequence[str],
        first: str,
        mdt: Floats,
        *,
        coverage: Floats | None = None,
        quality: Floats | None = None,
        excluded: Flags | None = None,
    ) -> Points:
        """Points from their arrays; what is left out is whole, and nothing is excluded.

        Raises
        ------
        NotComputable
            If a point is there twice, a volume is negative or infinite, or an array has another shape.
        """
        table = np.asarray(mdt, dtype=np.float64)
        if table.ndim != 2 or len(table) != len(keys):
            raise NotComputable("unequal", "", f"{len(keys)} punkter har {len(table)} rader med måneder")
        whole = [
            np.full(table.shape, 100.0)
            if one is None
            else np.nan_to_num(np.asarray(one, dtype=np.float64), nan=100.0)
            for one in (coverage, quality)
        ]
        out = np.zeros(table.shape, dtype=bool) if excluded is None else np.asarray(excluded, dtype=bool)
        if {one.shape for one in (*whole, out)} != {table.shape}:
            raise NotComputable("unequal", "", "trafikk, dekning og utelatelser har ikke de samme månedene")
        seen: dict[str, int] = {}
        for count, key in enumerate(keys):
            if key in seen:
                raise NotComputable(
                    "duplicate", named("punkt", keys, count), f"er det samme som punkt {seen[key] + 1}"
                )
            seen[key] = count
        bad = np.argwhere((table < 0) | np.isinf(table))
        if len(bad):
            point, month = bad[0].tolist()
            place = f"{named('punkt', keys, point)}, {name(number(first) + month)}"
            raise NotComputable("negative", place, "trafikken er ikke et tall fra null og opp")
        return cls(tuple(keys), number(first), table, whole[0], whole[1], out)

    @property
    def last(self) -> int:
        """Number of the last month."""
        return int(self.first + self.mdt.shape[1] - 1)

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The row of each point by its key, made once: there may be many areas to look up."""
        return {key: n for n, key in enumerate(self.keys)}

    def rows(self, area: str, keys: Iterable[str]) -> Iterator[int]:
        """The rows of an area's points, in the order of its keys.

        Raises
        ------
        NotComputable
            If a point is not known, when its turn comes.
        """
        for key in keys:
            if key not in self.row_of:
                raise NotComputable("unknown-point", f"{area}, punkt {key}", "punktet er ikke blant målingene")
            yield self.row_of[key]


def places(points: Points, areas: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
    """Which area each point is in: the names of the areas, and a number for each point, −1 for none.

    Raises
    ------
    NotComputable
        If a point is in two areas, or twice in one, or an area has a point that is not known.
    """
    found = np.full(len(points.keys), -1, dtype=np.int64)
    names = tuple(areas)
    for area, keys in enumerate(areas.values()):
        for row in points.rows(names[area], keys):
            before = found[row]
            if before >= 0:
                where = "to ganger i området" if before == area else f"også i {names[before]}"
                raise NotComputable("two-areas", f"{names[area]}, punkt {points.keys[row]}", f"punktet er {where}")
            found[row] = area
    return names, found
