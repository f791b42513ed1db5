"""A sheet of a workbook as it was read: cells by row and column, and what is odd about them."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    """What a cell holds: text, a number, a date or a truth, and whether a formula or a fault gave it."""

    value: Any = None
    is_formula: bool = False
    is_fault: bool = False  # #REF!, #N/A …

    @property
    def is_empty(self):
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


NOTHING = Cell()


@dataclass(frozen=True)
class Grid:
    """One sheet. Rows are numbered as Excel does, from 1; columns from 0."""

    name: str
    rows: dict = field(default_factory=dict)  # {row: {column: Cell}}
    hidden: frozenset = frozenset()
    merged: tuple = ()  # (first row, last row, first column, words such as "B7:C7")


def column_number(letters):
    """`A` is 0, `AB` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
