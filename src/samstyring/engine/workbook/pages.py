"""Sheets with headings that stay in sight, and cells that hold exactly what they are given."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

# The same content gives the same bytes, whenever it is written.
CREATED = datetime(1980, 1, 1)
LONGEST = 32_000
WIDEST = 46
MONEY = "#,##0.0##"


class ExactWorksheet(Worksheet):  # type: ignore[misc]
    """A sheet whose numbers keep all their digits, as a problem read back must have the same hash."""

    def _xml_number_element(self, number: float, attributes: Sequence[tuple[str, Any]] = ()) -> None:
        words = "".join(f' {name}="{value}"' for name, value in attributes)
        self.fh.write(f"<c{words}><v>{float(number)!r}</v></c>")


class Book:
    """A workbook in memory."""

    def __init__(self, title: str) -> None:
        self.kept = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book = xlsxwriter.Workbook(self.kept, options)
        self.book.set_properties({"title": title[:250], "created": CREATED})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self.money = self.book.add_format({"num_format": MONEY})
        self.strong = self.book.add_format({"bold": True})
        self.strong_money = self.book.add_format({"bold": True, "num_format": MONEY})

    def sheet(
        self,
        name: str,
        columns: Sequence[str],
        rows: Iterable[Sequence[object]],
        *,
        money: Sequence[str] = (),
        wide: Sequence[str] = (),
        totals: Sequence[object] | None = None,
    ) -> None:
        """Write a table with its headings; `money` names the columns that hold amounts."""
        page = self.book.add_worksheet(name, worksheet_class=ExactWorksheet)
        for at, heading in enumerate(columns):
            page.write_string(0, at, heading, self.head)
            longest = WIDEST if heading in wide else max(10, min(22, len(heading) + 2))
            page.set_column(at, at, longest)
        row = 0
        for row, values in enumerate(rows, start=1):
            self._row(page, row, columns, values, money, None)
        if totals is not None:
            self._row(page, row + 1, columns, totals, money, self.strong)
        page.freeze_panes(1, 1)
        if row:
            page.autofilter(0, 0, row, len(columns) - 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)

    def _row(
        self,
        page: Any,
        row: int,
        columns: Sequence[str],
        values: Sequence[object],
        money: Sequence[str],
        look: Any,
    ) -> None:
        for at, (heading, value) in enumerate(zip(columns, values, strict=True)):
            in_money = heading in money
            if value is None or value == "":
                continue
            if isinstance(value, str):
                page.write_string(row, at, value[:LONGEST], look)
            elif isinstance(value, int | float):
                page.write_number(
                    row, at, value, (self.strong_money if look else self.money) if in_money else look
                )
            else:
                raise TypeError(f"a cell cannot hold {value!r}")

    def finished(self) -> bytes:
        """The whole workbook, as bytes."""
        self.book.close()
        return self.kept.getvalue()
