"""A mixed-integer model whose columns and rows have names, so that what is found can be explained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]

INFINITE = float("inf")
# Rows about who pays: start years alone do not tell whether they hold.
PAYING = frozenset({"need", "frame", "cap", "matching", "shortfall"})
# Rows whose sides are amounts, divided by the scale.
IN_MONEY = frozenset({"need", "frame", "cap", "matching", "minimum-share", "owner-money", "shortfall"})


@dataclass(frozen=True)
class Row:
    """The name of a rule: what it is, about whom, and in which calendar year."""

    kind: str
    keys: tuple[str, ...]
    year: int | None = None

    def __str__(self) -> str:
        parts = (self.kind, *self.keys, *(() if self.year is None else (str(self.year),)))
        return ":".join("_".join(part.split()) for part in parts)


@dataclass(frozen=True)
class Model:
    """A mixed-integer model in compressed rows, with the meaning of every column and row.

    C columns, R rows and N non-zero coefficients. Amounts are in the problem's unit divided by
    `scale`.
    """

    lower: Floats  # (C,)
    upper: Floats  # (C,)
    whole: npt.NDArray[np.bool_]  # (C,) True where the column is 0 or 1
    column_names: tuple[Row, ...]
    row_lower: Floats  # (R,)
    row_upper: Floats  # (R,)
    starts: Ints  # (R + 1,)
    index: Ints  # (N,)
    value: Floats  # (N,)
    rows: tuple[Row, ...]
    scale: float
    start_columns: Mapping[str, Mapping[int, int]]  # project → start year (0 is the first) → column
    pay_columns: Mapping[tuple[int, str, int], int]  # class, source, year → column
    carry_columns: Mapping[tuple[str, int], int]  # source, year → column
    classes: tuple[tuple[str, ...], ...]  # sources of each class
    class_of: Mapping[str, int]  # project that some source may pay for → class
    unfunded_columns: Mapping[tuple[str, int], int]  # source, year → column; empty unless elastic

    def bounded(self, bounds: Mapping[int, tuple[float, float]]) -> Model:
        """The same model with other bounds on some columns."""
        lower, upper = self.lower.copy(), self.upper.copy()
        for column, (low, high) in bounds.items():
            lower[column], upper[column] = low, high
        return replace(self, lower=lower, upper=upper)

    def chosen(self, starts: Mapping[str, int]) -> dict[int, float]:
        """The values of all start columns when these projects start, counted from the first year."""
        return {
            column: 1.0 if starts.get(key) == year else 0.0
            for key, years in self.start_columns.items()
            for year, column in years.items()
        }

    def settled(self, starts: Mapping[str, int]) -> Model:
        """The same model with the start years decided, so that only the money is left."""
        return self.bounded({column: (value, value) for column, value in self.chosen(starts).items()})

    def started(self, columns: Floats) -> dict[str, int]:
        """The start year of each project that these columns start, counted from the first year."""
        return {
            key: year
            for key, years in self.start_columns.items()
            for year, column in years.items()
            if columns[column] > 0.5
        }

    def with_row(
        self, row: Row, columns: Sequence[int], values: Sequence[float], low: float, high: float
    ) -> Model:
        """The same model with one more rule."""
        return replace(
            self,
            row_lower=np.append(self.row_lower, low),
            row_upper=np.append(self.row_upper, high),
            starts=np.append(self.starts, self.starts[-1] + len(columns)).astype(np.int32),
            index=np.append(self.index, columns).astype(np.int32),
            value=np.append(self.value, values),
            rows=(*self.rows, row),
        )

    def with_slacks(self, slacks: Sequence[tuple[int, float, float]]) -> Model:
        """The same model with a new column from 0 up for each (row, coefficient, upper bound)."""
        first, count = len(self.lower), len(slacks)
        extra: dict[int, list[tuple[int, float]]] = {}
        for n, (row, coefficient, _) in enumerate(slacks):
            extra.setdefault(row, []).append((first + n, coefficient))
        starts, index, value = [0], [], []
        for row in range(len(self.rows)):
            span = slice(int(self.starts[row]), int(self.starts[row + 1]))
            added = extra.get(row, ())
            index.append(np.append(self.index[span], [column for column, _ in added]))
            value.append(np.append(self.value[span], [coefficient for _, coefficient in added]))
            starts.append(starts[-1] + len(index[-1]))
        return replace(
            self,
            lower=np.append(self.lower, np.zeros(count)),
            upper=np.append(self.upper, [high for _, _, high in slacks]),
            whole=np.append(self.whole, np.zeros(count, dtype=bool)),
            column_names=(
                *self.column_names,
                *(Row("slack", self.rows[row].keys, self.rows[row].year) for row, _, _ in slacks),
            ),
            starts=np.array(starts, dtype=np.int32),
            index=np.concatenate(index).astype(np.int32) if index else self.index,
            value=np.concatenate(value) if value else self.value,
        )


class Builder:
    """Collects columns and rows one at a time."""

    def __init__(self) -> None:
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self.column_names: list[Row] = []
        self.rows: list[Row] = []
        self.row_lower: list[float] = []
        self.row_upper: list[float] = []
        self.starts = [0]
        self.index: list[int] = []
        self.value: list[float] = []

    def column(self, name: Row, low: float, high: float, *, whole: bool = False) -> int:
        self.column_names.append(name)
        self.lower.append(low)
        self.upper.append(high)
        self.whole.append(whole)
        return len(self.lower) - 1

    def row(self, name: Row, terms: Mapping[int, float], low: float, high: float) -> None:
        self.rows.append(name)
        self.row_lower.append(low)
        self.row_upper.append(high)
        for column, coefficient in terms.items():
            if coefficient != 0:
                self.index.append(column)
                self.value.append(coefficient)
        self.starts.append(len(self.index))
