"""A paper as a workbook: every table on a sheet of its own, and the words on the first.

Numbers are numbers with all their decimals, their unit stands in the heads, and the heads stay in
sight. Words are never read as formulas.
"""

import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time
from math import ceil
from typing import Any

import xlsxwriter

from .paper import Bullets, Cell, Decision, Facts, Heading, Note, Number, Paper, Paragraph, Row, Table, plain

FRONT = {"nb": "Om dokumentet", "nn": "Om dokumentet", "en": "About"}
PAGES = {"nb": "Side &P av &N", "nn": "Side &P av &N", "en": "Page &P of &N"}
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]")
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a cell, the name of a sheet and a running head can hold.
LONGEST, LONGEST_NAME, LONGEST_HEAD = 32_000, 31, 200
MONEY = "#,##0.0##"
LINE, TALLEST = 15, 400  # points


def to_xlsx(paper: Paper) -> bytes:
    """The paper as a workbook; the same paper gives the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    day = datetime.combine(paper.dated, time(12), UTC) if paper.dated else datetime(1980, 1, 1, tzinfo=UTC)
    book.set_properties(
        {
            "title": _clean(paper.title)[:250],
            "author": _clean(paper.partnership)[:250],
            "subject": _clean(paper.subtitle)[:250],
            "created": day.replace(tzinfo=None),
        }
    )
    _Sheets(paper, book).write()
    book.close()
    return file.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, paper: Paper, book: Any) -> None:
        self.paper, self.book = paper, book
        self.names: set[str] = set()
        wrap = {"text_wrap": True, "valign": "top"}
        self.looks = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "caption": book.add_format({"bold": True, "font_size": 12}),
            "head": book.add_format({"bold": True, "bottom": 1, **wrap}),
            "number_head": book.add_format({"bold": True, "bottom": 1, "align": "right", **wrap}),
            "words": book.add_format(wrap),
            "words_right": book.add_format({"align": "right", **wrap}),
            "strong": book.add_format({"bold": True, **wrap}),
            "strong_right": book.add_format({"bold": True, "align": "right", **wrap}),
            "number": book.add_format({"num_format": MONEY, "valign": "top", "align": "right"}),
            "strong_number": book.add_format(
                {"num_format": MONEY, "bold": True, "valign": "top", "align": "right"}
            ),
        }

    def write(self) -> None:
        self._front()
        heading = ""
        for block in self.paper.blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Table):
                self._table(block, heading)

    def _sheet(self, wish: str, *, landscape: bool = True) -> Any:
        name = FORBIDDEN.sub(" ", wish).strip(" '")[:LONGEST_NAME] or "Tabell"
        number = 2
        while name.lower() in self.names or name.lower() == "history":
            ending = f" {number}"
            name, number = name[: LONGEST_NAME - len(ending)] + ending, number + 1
        self.names.add(name.lower())
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5)
        head = " · ".join(filter(None, (self.paper.partnership, self.paper.title, self.paper.mark)))
        sheet.set_header("&L" + _clean(head)[:LONGEST_HEAD].replace("&", "&&"))
        sheet.set_footer("&R" + PAGES[self.paper.language])
        return sheet

    def _front(self) -> None:
        sheet = self._sheet(FRONT[self.paper.language], landscape=False)
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        sheet.write_string(0, 0, _clean(self.paper.title), self.looks["title"])
        line = 1
        for name, value in self._words():
            sheet.write_string(line, 0, _clean(name), self.looks["strong"])
            sheet.write_string(line, 1, _clean(value), self.looks["words"])
            _make_room(sheet, line, ((name, 28), (value, 90)))
            line += 1

    def _words(self) -> Iterator[tuple[str, str]]:
        paper, heading = self.paper, ""
        yield "", paper.subtitle
        yield "", paper.mark
        for name, value in paper.facts:
            yield name, plain(value)
        for block in paper.blocks:
            if isinstance(block, Heading):
                heading = block.text
            elif isinstance(block, Paragraph | Note):
                yield heading, plain(block.text)
            elif isinstance(block, Bullets):
                yield heading, "\n".join(plain(item) for item in block.items)
            elif isinstance(block, Facts):
                yield from ((name, plain(value)) for name, value in block.facts)
            elif isinstance(block, Decision):
                yield f"{block.number} {block.outcome}", plain(block.text)
        yield "", paper.source

    def _table(self, block: Table, heading: str) -> None:
        sheet = self._sheet(heading or block.caption)
        sheet.write_string(0, 0, _clean(block.caption), self.looks["caption"])
        widths = [_width(block, at) for at in range(len(block.columns))]
        labels = [f"{one.label}\n{one.unit}" if one.unit else one.label for one in block.columns]
        # Few words to a line, and strong ones: a head needs more room than its letters.
        _make_room(sheet, 2, ((label, width * 0.75) for label, width in zip(labels, widths, strict=True)))
        for at, (column, label) in enumerate(zip(block.columns, labels, strict=True)):
            sheet.write_string(2, at, _clean(label), self.looks["number_head" if column.numeric else "head"])
            sheet.set_column(at, at, widths[at])
        for line, row in enumerate(block.rows, start=3):
            _make_room(sheet, line, zip(map(plain, row.cells), widths, strict=True))
            for at, (cell, column) in enumerate(zip(row.cells, block.columns, strict=True)):
                self._cell(sheet, line, at, cell, row, to_the_right=column.numeric)
        last = 3 + len(block.rows)
        for line, note in enumerate(block.notes, start=last + 1):
            sheet.write_string(line, 0, _clean(plain(note)))
        sheet.freeze_panes(3, 1)
        sheet.repeat_rows(2)
        if block.rows:
            sheet.print_area(0, 0, last + len(block.notes), len(block.columns) - 1)

    def _cell(self, sheet: Any, line: int, at: int, cell: Cell, row: Row, *, to_the_right: bool) -> None:
        strong = row.kind != "normal"
        if isinstance(cell, Number):
            sheet.write_number(line, at, cell.value, self.looks["strong_number" if strong else "number"])
        else:
            look = ("strong" if strong else "words") + ("_right" if to_the_right else "")
            sheet.write_string(line, at, _clean(plain(cell)), self.looks[look])


def _width(block: Table, at: int) -> float:
    column = block.columns[at]
    longest = max((len(plain(row.cells[at])) for row in block.rows), default=0)
    if column.numeric:
        return min(max(longest + 2, 14), 24)
    return min(max(longest, len(column.label), 8) + 2, 60)


def _make_room(sheet: Any, line: int, cells: Iterable[tuple[str, float]]) -> None:
    """The height of a row with words that run over several lines; not every program finds it by itself."""
    lines = max(_lines(text, width) for text, width in cells)
    if lines > 1:
        sheet.set_row(line, min(LINE * lines, TALLEST))


def _lines(text: str, width: float) -> int:
    return sum(max(ceil(len(part) / width), 1) for part in text.split("\n"))


def _clean(text: str) -> str:
    text = UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
