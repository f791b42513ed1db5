"""The parts inside a workbook file, read one cell at a time: no formula is run and no entity is followed.

Our own small reader, because it must survive any damage and any size: a general reader builds every cell of a
merged area or a far-away corner in memory, and fails in as many ways as there are damages.
"""

import posixpath
import re
from datetime import datetime, timedelta

from defusedxml.ElementTree import fromstring, iterparse

from samstyring.portfolio.exchange.grids import Cell, Grid, column_number

PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
# A text that had characters XML cannot hold; Excel writes them with their number.
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
NOT_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
MOST_CELLS = 2_000_000


class TooMuch(ValueError):
    """More cells than any list of projects has."""


def _plain(tag):
    return tag.rpartition("}")[2]


def _child(element, name):
    return next((one for one in element if _plain(one.tag) == name), None)


def _children(element, name):
    return [one for one in (element if element is not None else ()) if _plain(one.tag) == name]


def _unescaped(text):
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _words(element):
    """The text of a string, without the reading aids that some languages add."""
    found = []
    for one in element:
        if _plain(one.tag) == "t":
            found.append(one.text or "")
        elif _plain(one.tag) == "r":
            found += [part.text or "" for part in one if _plain(part.tag) == "t"]
    return _unescaped("".join(found))


class Parts:
    """The parts of one workbook. Raises `ValueError`, `KeyError` and the like where they are damaged."""

    def __init__(self, packed):
        self.packed = packed
        self.names = set(packed.namelist())
        book = fromstring(packed.read("xl/workbook.xml"))
        about = _child(book, "workbookPr")
        starts_1904 = about is not None and about.get("date1904") in ("1", "true")
        self.first_day = datetime(1904, 1, 1) if starts_1904 else datetime(1899, 12, 30)
        self.sheets = _children(_child(book, "sheets"), "sheet")
        self.paths = self._paths()
        self.strings = self._strings()
        self.dates = self._date_styles()
        self.cells = 0

    def _paths(self):
        found = {}
        for one in fromstring(self.packed.read("xl/_rels/workbook.xml.rels")):
            if one.get("Id") and one.get("TargetMode") != "External":
                target = one.get("Target", "")
                inside = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
                found[one.get("Id")] = (one.get("Type", ""), posixpath.normpath(inside))
        return found

    def _part(self, kind):
        return next((path for type_, path in self.paths.values() if type_.endswith(f"/{kind}")), None)

    def _strings(self):
        path = self._part("sharedStrings")
        if path is None:
            return []
        return [_words(one) for one in _children(fromstring(self.packed.read(path)), "si")]

    def _date_styles(self):
        """The numbers of the cell styles that show a day or a time."""
        path = self._part("styles")
        if path is None:
            return set()
        styles = fromstring(self.packed.read(path))
        own = {
            one.get("numFmtId"): NOT_DATE.sub("", one.get("formatCode", "")).lower()
            for one in _children(_child(styles, "numFmts"), "numFmt")
        }
        found = set()
        for number, one in enumerate(_children(_child(styles, "cellXfs"), "xf")):
            code = one.get("numFmtId", "0")
            shows_day = bool(set(own[code]) & set("dy")) if code in own else int(code) in DATE_FORMATS
            if shows_day:
                found.add(str(number))
        return found

    def grids(self):
        found = []
        for sheet in self.sheets:
            key = next((value for name, value in sheet.attrib.items() if _plain(name) == "id"), "")
            kind, path = self.paths[key]
            if kind.endswith("/worksheet"):
                found.append(self._grid(sheet.get("name", ""), path))
        return found

    def _grid(self, name, path):
        rows, hidden, merged = {}, set(), []
        at, rows_element = 0, None
        with self.packed.open(path) as stream:
            for moment, element in iterparse(stream, events=("start", "end")):
                tag = _plain(element.tag)
                if moment == "start":
                    rows_element = element if tag == "sheetData" else rows_element
                elif tag == "row":
                    at = int(element.get("r") or at + 1)
                    cells = self._cells(element)
                    if cells:
                        rows[at] = cells
                        if element.get("hidden") in ("1", "true"):
                            hidden.add(at)
                    rows_element.clear()
                elif tag == "mergeCell":
                    merged.append(_area(element.get("ref", "")))
        return Grid(name, rows, frozenset(hidden), tuple(area for area in merged if area))

    def _cells(self, row):
        found, at = {}, -1
        for one in _children(row, "c"):
            place = PLACE.fullmatch(one.get("r", ""))
            at = column_number(place[1]) if place else at + 1
            if not len(one):  # a cell with looks and nothing in it
                continue
            cell = self._cell(one)
            if not cell.is_empty or cell.is_formula:
                found[at] = cell
                self.cells += 1
        if self.cells > MOST_CELLS:
            raise TooMuch
        return found

    def _cell(self, element):
        kind = element.get("t", "n")
        value = _child(element, "v")
        said = value.text if value is not None else None
        is_formula = _child(element, "f") is not None
        if kind == "inlineStr":
            inside = _child(element, "is")
            return Cell(_words(inside) if inside is not None else None)
        if said is None:
            return Cell(None, is_formula)
        if kind == "s":
            return Cell(self._string(int(said)))
        if kind == "str":
            return Cell(_unescaped(said), is_formula)
        if kind == "b":
            return Cell(said == "1", is_formula)
        if kind == "e":
            return Cell(said, is_formula, is_fault=True)
        if kind == "d":
            return Cell(datetime.fromisoformat(said.rstrip("Z")), is_formula)
        return Cell(self._number(float(said), element.get("s")), is_formula)

    def _string(self, number):
        if number < 0:
            raise IndexError
        return self.strings[number]

    def _number(self, number, style):
        if style in self.dates and 0 <= number < 2_958_466:
            return self.first_day + timedelta(days=number)
        return int(number) if number.is_integer() and abs(number) < 10**15 else number


def _area(words):
    """A merged area as (first row, last row, first column, words), or None where it makes no sense."""
    first, _colon, last = words.partition(":")
    start, end = PLACE.fullmatch(first), PLACE.fullmatch(last)
    return (int(start[2]), int(end[2]), column_number(start[1]), words) if start and end else None
