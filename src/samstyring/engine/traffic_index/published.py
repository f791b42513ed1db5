"""The workbook that Statens vegvesen publishes with an index: points and areas as they were computed there.

Two sheets are read. ``punkt_glid_indeks`` has a row for each point in each window, with its means;
``by_glid_indeks`` has a row for each window, with the index of the area. Amounts are kept as they
stand, unrounded or rounded. Problems are said in bokmål, with sheet, row and column.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ..workbook.cells import LARGEST_MB, LARGEST_UNPACKED_MB, MOST_COLUMNS, MOST_ROWS, Rows, Unreadable, Why, pages
from .refusal import NotComputable

POINTS, AREAS = "punkt_glid_indeks", "by_glid_indeks"
POINT_COLUMNS = (
    "trp_id", "name", "last_month_in_index", "mean_mdt_reference_year", "mean_mdt_index_period", "window",
)  # fmt: skip
AREA_COLUMNS = (
    "index_i", "index_p", "n_trp", "n_eff", "sd_sample_p", "standard_error_p", "ci_lower", "ci_upper",
    "index_period", "month_object", "window",
)  # fmt: skip
# What is said in English of any workbook, for those who read these in bokmål.
UNREADABLE: Mapping[Why, str] = {
    "large": f"filen kan ikke leses, for den er større enn {LARGEST_MB} MB",
    "unpacked": f"filen kan ikke leses, for den er større enn {LARGEST_UNPACKED_MB} MB når den er pakket ut",
    "kind": "filen kan ikke leses som en arbeidsbok fra Excel (.xlsx)",
    "damaged": "filen kan ikke leses som en arbeidsbok fra Excel, for den er skadet",
    "error": "cellen viser en feil fra Excel ({shown})",
    "columns": f"arket har mer enn {MOST_COLUMNS} kolonner",
    "rows": f"arket har mer enn {MOST_ROWS} rader",
}

# A window as the workbook tells it: its length in words, and its last month.
Window = tuple[str, str]


@dataclass(frozen=True)
class PublishedPoint:
    """A point in a window: light vehicles a day in the reference year and in the window."""

    row: int
    key: str
    name: str
    base: float
    calc: float


@dataclass(frozen=True)
class PublishedArea:
    """The area in a window. Percentages are points; what the workbook lacks is None."""

    row: int
    period: str
    index: float | None
    p: float | None
    n: float | None
    n_eff: float | None
    sd: float | None
    se: float | None
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Published:
    """What a workbook holds, by window."""

    points: Mapping[Window, tuple[PublishedPoint, ...]]
    areas: Mapping[Window, PublishedArea]


def read(content: bytes) -> Published:
    """Read the bytes of a workbook.

    Raises
    ------
    NotComputable
        If the file is no workbook, lacks a sheet or a column, or a cell cannot be read.
    """
    try:
        found = pages(content, (POINTS, AREAS))
    except Unreadable as error:
        place = ", ".join(f"{kind} {name}" for kind, name in (("ark", error.sheet), ("celle", error.cell)) if name)
        raise NotComputable("workbook", place, UNREADABLE[error.why].format(shown=error.shown)) from None
    points: dict[Window, list[PublishedPoint]] = {}
    for row in _rows(found, POINTS, POINT_COLUMNS):
        base, calc = row.number("mean_mdt_reference_year"), row.number("mean_mdt_index_period")
        if base is None or calc is None:
            # A point that had too few months that time.
            continue
        window = (row.text("window"), row.month("last_month_in_index"))
        one = PublishedPoint(row.at, row.text("trp_id"), row.text("name"), base, calc)
        points.setdefault(window, []).append(one)
    areas: dict[Window, PublishedArea] = {}
    for row in _rows(found, AREAS, AREA_COLUMNS):
        window = (row.text("window"), row.month("month_object"))
        if window in areas:
            raise NotComputable(
                "duplicate", row.place(), f"{window[0]} til {window[1]} står også i rad {areas[window].row}"
            )
        areas[window] = PublishedArea(
            row.at,
            row.text("index_period"),
            *(row.number(name) for name in AREA_COLUMNS[:8]),
        )
    return Published({window: tuple(rows) for window, rows in points.items()}, areas)


@dataclass(frozen=True)
class _Row:
    sheet: str
    at: int
    columns: Mapping[str, int]
    held: Mapping[int, Any]

    def place(self, column: str = "") -> str:
        return f"ark {self.sheet}, rad {self.at}" + (f", kolonne {column}" if column else "")

    def value(self, column: str) -> Any:
        return self.held.get(self.columns[column])

    def text(self, column: str) -> str:
        value = self.value(column)
        if value is None:
            raise NotComputable("cell", self.place(column), "cellen er tom")
        return str(value).strip()

    def number(self, column: str) -> float | None:
        """A number, or None where the cell is empty or says NA, as R writes it."""
        value = self.value(column)
        if value is None or (isinstance(value, str) and value.strip() in ("NA", "NaN", "")):
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise NotComputable("cell", self.place(column), f"«{str(value)[:40]}» er ikke et tall")
        return float(value)

    def month(self, column: str) -> str:
        value = self.value(column)
        if isinstance(value, datetime | date):
            return f"{value.year:04d}-{value.month:02d}"
        raise NotComputable("cell", self.place(column), f"«{str(value)[:40]}» er ikke en dato")


def _rows(found: Mapping[str, Rows], sheet: str, needed: tuple[str, ...]) -> Iterator[_Row]:
    rows = found.get(sheet)
    if not rows:
        raise NotComputable("sheet", f"ark {sheet}", "arket mangler eller er tomt")
    columns = {str(name).strip(): at for at, name in rows[0][1].items()}
    for name in needed:
        if name not in columns:
            raise NotComputable("column", f"ark {sheet}", f"kolonnen {name} mangler")
    for at, held in rows[1:]:
        yield _Row(sheet, at, columns, held)
