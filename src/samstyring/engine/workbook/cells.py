"""The sheets of a workbook as tables of cells, each of which knows where it stands."""

from __future__ import annotations

import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import openpyxl
from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from ..fields import ProblemError
from . import headings

LARGEST_MB = 40
LARGEST_UNPACKED_MB = 250
MOST_ROWS = 50_000
MOST_COLUMNS = 500
INTERVAL = re.compile(r"(\d+(?:[.,]\d+)?)\s*[-–]\s*(\d+(?:[.,]\d+)?)")
# What openpyxl and Python's own readers say of damaged bytes; words that are no XML are a SyntaxError. Anything else is ours to mend, and rises.
DAMAGES = (
    *(
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        struct.error,
        NotImplementedError,
        RuntimeError,
        InvalidFileException,
    ),
    *(SyntaxError, DefusedXmlException, UnicodeError, LookupError, ValueError, OSError, TypeError, AttributeError),
)

Why = Literal["large", "unpacked", "kind", "damaged", "error", "columns", "rows"]
WHY: Mapping[Why, str] = {
    "large": f"the workbook is larger than {LARGEST_MB} MB",
    "unpacked": f"the workbook unpacks to more than {LARGEST_UNPACKED_MB} MB",
    "kind": "the file is not an Excel workbook (.xlsx)",
    "damaged": "the workbook is damaged and cannot be read",
    "error": "shows an error from Excel ({shown})",
    "columns": f"has more than {MOST_COLUMNS} columns",
    "rows": f"has more than {MOST_ROWS} rows",
}


class Unreadable(ProblemError):
    """The file is no workbook that can be read, whatever it is about.

    Parameters
    ----------
    why : str
        One of `WHY`. Those who tell it in another language have a sentence of their own for each.
    sheet, cell, shown : str
        Where, and what the cell shows; empty when it is about the whole file, or the whole sheet.
    """

    def __init__(self, why: Why, sheet: str = "", cell: str = "", shown: str = "") -> None:
        where = ", ".join(f"{kind} {name}" for kind, name in (("sheet", sheet), ("cell", cell)) if name)
        super().__init__(where, WHY[why].format(shown=shown))
        self.why, self.sheet, self.cell, self.shown = why, sheet, cell, shown

    def __reduce__(self) -> tuple[type[Unreadable], tuple[Why, str, str, str]]:  # type: ignore[override]
        return (type(self), (self.why, self.sheet, self.cell, self.shown))


@dataclass(frozen=True)
class Cell:
    """What one cell holds, and where it stands. `value` is None when it is empty."""

    sheet: str
    row: int
    column: str
    value: Any = None

    @property
    def where(self) -> str:
        return place(self.sheet, self.row, self.column)

    @property
    def empty(self) -> bool:
        return self.value is None

    def wrong(self, what: str) -> ProblemError:
        return ProblemError(self.where, what)

    def text(self) -> str:
        """Words; a whole number is the key it looks like."""
        if isinstance(self.value, bool) or not isinstance(self.value, str | int | float):
            raise self.wrong(f"should be text, not {self.shown}")
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return str(self.value)

    def number(self) -> float | int:
        if isinstance(self.value, int | float) and not isinstance(self.value, bool):
            return self.value
        if isinstance(self.value, str):
            plain = re.sub(r"[\s\u00a0\u202f]", "", self.value).replace(",", ".")
            if re.fullmatch(r"-?\d{1,30}(\.\d{1,30})?", plain):
                return float(plain) if "." in plain else int(plain)
        raise self.wrong(f"should be a number, not {self.shown}")

    def whole(self) -> int:
        value = self.number()
        if not math.isfinite(value) or value != int(value):
            raise self.wrong(f"should be a whole number, not {self.shown}")
        return int(value)

    def truth(self) -> bool:
        if isinstance(self.value, bool):
            return self.value
        words = str(self.value).strip().casefold()
        if words not in (headings.YES, headings.NO):
            raise self.wrong(f'should be "{headings.YES}" or "{headings.NO}", not {self.shown}')
        return words == headings.YES

    def one_of(self, known: Mapping[str, str]) -> str:
        """The key whose word stands in the cell."""
        words = self.text().strip().casefold()
        for key, word in known.items():
            if words == word.casefold():
                return key
        allowed = ", ".join(f'"{word}"' for word in known.values())
        raise self.wrong(f"should be one of {allowed}, not {self.shown}")

    def score(self) -> float | int | list[float]:
        """Points, or an interval such as 30–50."""
        if isinstance(self.value, str) and (ends := INTERVAL.fullmatch(self.value.strip())):
            return [float(end.replace(",", ".")) for end in ends.groups()]
        return self.number()

    @property
    def shown(self) -> str:
        words = str(self.value)
        return f'"{words if len(words) <= 40 else words[:37] + "..."}"'


@dataclass(frozen=True)
class Table:
    """One sheet: headings in the first row, and the rows that hold something.

    Each row has the number that Excel gives it, and its cells by heading, without the empty ones.
    """

    sheet: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, Cell]], ...]

    def cells(self) -> Iterator[Mapping[str, Cell]]:
        """Each row, with an empty cell where a heading has nothing under it."""
        for number, found in self.rows:
            yield {name: found.get(name, Cell(self.sheet, number, name)) for name in self.columns}

    def check(self, needed: Sequence[str], known: Sequence[str] = ()) -> None:
        """Refuse a sheet that lacks a column, or has one that would not be read."""
        for name in needed:
            if name not in self.columns:
                raise ProblemError(place(self.sheet, 1), f'the column "{name}" is missing')
        for name in self.columns:
            if name not in (*needed, *known, *headings.NOTES_COLUMNS):
                raise ProblemError(place(self.sheet, 1, name), "is not a column of this sheet")


def place(sheet: str, row: int | None = None, column: str | None = None) -> str:
    """Where something stands, as a person finds it."""
    parts = [
        f"sheet {sheet}",
        *([] if row is None else [f"row {row}"]),
        *([] if column is None else [f"column {column}"]),
    ]
    return ", ".join(parts)


# The rows of a sheet that hold something: their number, and value by column from 0.
Rows = Sequence[tuple[int, Mapping[int, Any]]]


def pages(content: bytes, wanted: Collection[str] | None = None) -> dict[str, Rows]:
    """The sheets of any workbook by name, or only those that are wanted.

    Raises
    ------
    Unreadable
        If the file is no workbook, or is damaged or too large.
    """
    _check_packing(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        return {
            page.title: list(_rows(page)) for page in book.worksheets if wanted is None or page.title in wanted
        }
    except Unreadable:
        raise
    except DAMAGES:
        raise Unreadable("damaged") from None


def tables(content: bytes) -> dict[str, Table]:
    """The sheets of a workbook that are to be read, by name.

    Raises
    ------
    ProblemError
        If the file is no workbook, is damaged or too large, or a sheet or a heading has a name of
        its own.
    """
    found = {}
    for name, rows in pages(content).items():
        if name in headings.NOTES_SHEETS or not rows:
            continue
        if name not in headings.SHEETS:
            raise ProblemError(
                place(name), "is not a sheet of this workbook; keep notes in a sheet named Merknader"
            )
        found[name] = _table(name, rows)
    for name in headings.NEEDED_SHEETS:
        if name not in found:
            raise ProblemError("", f'the sheet "{name}" is missing or empty')
    return found


def _check_packing(content: bytes) -> None:
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise Unreadable("large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(part.file_size for part in packed.infolist())
    except DAMAGES:
        raise Unreadable("kind") from None
    if unpacked > LARGEST_UNPACKED_MB * 1024 * 1024:
        raise Unreadable("unpacked")


def _rows(page: Any) -> Iterator[tuple[int, dict[int, Any]]]:
    """The rows that hold something: their number, and value by column from 0."""
    for number, row in enumerate(page.iter_rows(), start=1):
        held = {}
        for column, cell in enumerate(row):
            value = cell.value
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            if cell.data_type == "e":
                raise Unreadable("error", page.title, cell.coordinate, str(value))
            if column >= MOST_COLUMNS:
                raise Unreadable("columns", page.title)
            held[column] = value
        if held and number > MOST_ROWS:
            raise Unreadable("rows", page.title)
        if held:
            yield number, held


def _table(name: str, rows: Rows) -> Table:
    number, first = rows[0]
    if number != 1:
        raise ProblemError(place(name, 1), "should hold the headings, and is empty")
    columns = {at: _heading(name, value) for at, value in first.items()}
    seen: set[str] = set()
    for heading in columns.values():
        if heading in seen:
            raise ProblemError(place(name, 1, heading), "is the heading of two columns")
        seen.add(heading)
    found = []
    for number, held in rows[1:]:
        cells = {}
        for at, value in held.items():
            if at not in columns:
                raise ProblemError(place(name, number), "something stands in a column without a heading")
            cells[columns[at]] = Cell(name, number, columns[at], value)
        found.append((number, cells))
    return Table(name, tuple(columns.values()), tuple(found))


def _heading(sheet: str, value: Any) -> str:
    words = Cell(sheet, 1, "", value).text()
    # A key in a heading keeps its own spaces.
    return words if words.startswith((headings.SCORE_OF, headings.PAID_BY)) else words.strip()
