"""Turn a problem into columns and rows: the mixed-integer model of a programme.

Columns
    one 0/1 per project and possible start year; money per class, source and year; money carried.
Rows
    each project starts at most once; the need of each class is paid; no source pays more than
    its frame and what it carried; exclusions; dependencies; minimum shares.

Projects that the same sources may pay for form a *class*. Without rules about one project's own
money, who pays depends on the project only through its class, so there are far fewer money
columns than with one per project; `money.split` shares the money out again afterwards.

Everything is built in the order of the keys, so a problem with its projects in another order
gives the same model, and the same plan.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .portfolio import Problem, Project

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]

INFINITE = float("inf")
# Amounts above this are scaled down, so that the solver's tolerances keep their meaning.
COMFORTABLE = 2.0**20


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

    def bounded(self, bounds: Mapping[int, tuple[float, float]]) -> Model:
        """The same model with other bounds on some columns."""
        lower, upper = self.lower.copy(), self.upper.copy()
        for column, (low, high) in bounds.items():
            lower[column], upper[column] = low, high
        return replace(self, lower=lower, upper=upper)

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


class _Builder:
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


def build(problem: Problem, *, money: bool = True) -> Model:
    """Build the model of a problem.

    Parameters
    ----------
    problem : Problem
    money : bool
        False leaves out frames and payments, so that only the rules between projects remain.

    Returns
    -------
    Model
    """
    builder = _Builder()
    projects = sorted(problem.projects, key=lambda one: one.key)
    largest = max(
        (amount for one in problem.projects for amount in one.cost_profile),
        default=0.0,
    )
    scale = 2.0 ** max(0, math.ceil(math.log2(max(largest, 1.0) / COMFORTABLE)))
    start_columns = _starts(builder, problem, projects)
    _once(builder, problem, projects, start_columns)
    _exclusions(builder, problem, start_columns)
    _dependencies(builder, problem, start_columns)
    _minimum_shares(builder, problem, projects, start_columns, scale)
    classes = tuple(sorted({tuple(sorted(one.sources)) for one in projects if one.sources}))
    pay: dict[tuple[int, str, int], int] = {}
    carry: dict[tuple[str, int], int] = {}
    if money:
        pay = _needs(builder, problem, projects, start_columns, classes, scale)
        carry = _frames(builder, problem, pay, scale)
    return Model(
        lower=np.array(builder.lower, dtype=np.float64),
        upper=np.array(builder.upper, dtype=np.float64),
        whole=np.array(builder.whole, dtype=bool),
        column_names=tuple(builder.column_names),
        row_lower=np.array(builder.row_lower, dtype=np.float64),
        row_upper=np.array(builder.row_upper, dtype=np.float64),
        starts=np.array(builder.starts, dtype=np.int32),
        index=np.array(builder.index, dtype=np.int32),
        value=np.array(builder.value, dtype=np.float64),
        rows=tuple(builder.rows),
        scale=scale,
        start_columns=start_columns,
        pay_columns=pay,
        carry_columns=carry,
        classes=classes,
    )


def can_be_paid(project: Project, years: int) -> bool:
    """Whether some source may pay for the project, or it costs nothing inside `years` years."""
    return bool(project.sources) or not any(project.cost_profile[:years])


def _starts(builder: _Builder, problem: Problem, projects: Sequence[Project]) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    barred = set(problem.excluded)
    for one in projects:
        locked = problem.locked.get(one.key)
        found[one.key] = {}
        for year in range(one.earliest, one.latest + 1):
            calendar_year = problem.years[year]
            possible = one.key not in barred and locked in (None, calendar_year)
            # A project that nobody may pay for can start only when all its cost falls after the tail.
            possible = possible and can_be_paid(one, len(problem.calendar) - year)
            found[one.key][year] = builder.column(
                Row("start", (one.key,), calendar_year), 0, 1 if possible else 0, whole=True
            )
    return found


def _once(
    builder: _Builder,
    problem: Problem,
    projects: Sequence[Project],
    start_columns: Mapping[str, Mapping[int, int]],
) -> None:
    for one in projects:
        kind = "locked" if one.key in problem.locked else "must-start" if one.must_start else "once"
        terms = dict.fromkeys(start_columns[one.key].values(), 1.0)
        builder.row(Row(kind, (one.key,)), terms, 0 if kind == "once" else 1, 1)


def _exclusions(builder: _Builder, problem: Problem, start_columns: Mapping[str, Mapping[int, int]]) -> None:
    for group in sorted(tuple(sorted(group)) for group in problem.exclusions):
        terms = {column: 1.0 for key in group for column in start_columns[key].values()}
        builder.row(Row("exclusion", group), terms, -INFINITE, 1)


def _dependencies(builder: _Builder, problem: Problem, start_columns: Mapping[str, Mapping[int, int]]) -> None:
    for one in sorted(problem.dependencies, key=lambda one: (one.project, one.requires)):
        # Between the possible start years of the project its sum stands still and the other's can
        # only rise, so those years need no row of their own.
        for year in start_columns[one.project]:
            terms = {column: 1.0 for t, column in start_columns[one.project].items() if t <= year}
            for t, column in start_columns[one.requires].items():
                if t <= year - one.lag:
                    terms[column] = -1.0
            name = Row("dependency", (one.project, one.requires), problem.years[year])
            builder.row(name, terms, -INFINITE, 0)


def _minimum_shares(
    builder: _Builder,
    problem: Problem,
    projects: Sequence[Project],
    start_columns: Mapping[str, Mapping[int, int]],
    scale: float,
) -> None:
    horizon = len(problem.years)
    for dimension, shares in sorted(problem.minimum_shares.items()):
        for group, share in sorted(shares.items()):
            if share == 0:
                continue
            terms = {}
            for one in projects:
                part = (1.0 if getattr(one, dimension) == group else 0.0) - share
                for year, column in start_columns[one.key].items():
                    terms[column] = part * math.fsum(one.cost_profile[: horizon - year]) / scale
            builder.row(Row("minimum-share", (dimension, group)), terms, 0, INFINITE)


def _needs(
    builder: _Builder,
    problem: Problem,
    projects: Sequence[Project],
    start_columns: Mapping[str, Mapping[int, int]],
    classes: Sequence[tuple[str, ...]],
    scale: float,
) -> dict[tuple[int, str, int], int]:
    calendar = problem.calendar
    position = {sources: g for g, sources in enumerate(classes)}
    needs: dict[tuple[int, int], dict[int, float]] = {}
    for one in projects:
        if not one.sources:
            continue
        g = position[tuple(sorted(one.sources))]
        for year, column in start_columns[one.key].items():
            for k, amount in enumerate(one.cost_profile[: len(calendar) - year]):
                if amount:
                    needs.setdefault((g, year + k), {})[column] = -amount / scale
    pay: dict[tuple[int, str, int], int] = {}
    for (g, year), terms in sorted(needs.items()):
        money = {}
        for source in classes[g]:
            name = Row("pay", ("+".join(classes[g]), source), calendar[year])
            pay[g, source, year] = builder.column(name, 0, INFINITE)
            money[pay[g, source, year]] = 1.0
        builder.row(Row("need", classes[g], calendar[year]), {**money, **terms}, 0, 0)
    return pay


def _frames(
    builder: _Builder, problem: Problem, pay: Mapping[tuple[int, str, int], int], scale: float
) -> dict[tuple[str, int], int]:
    calendar = problem.calendar
    payments: dict[tuple[str, int], list[int]] = {}
    for (_, payer, year), column in pay.items():
        payments.setdefault((payer, year), []).append(column)
    carry: dict[tuple[str, int], int] = {}
    for source in sorted(problem.sources, key=lambda one: one.key):
        for year, frame in enumerate(source.frames):
            terms = dict.fromkeys(payments.get((source.key, year), ()), 1.0)
            if year > 0:
                terms[carry[source.key, year - 1]] = -1.0
            # What is left after the last year can pay for nothing.
            if year < len(calendar) - 1:
                name = Row("carry-over", (source.key,), calendar[year])
                carry[source.key, year] = builder.column(name, 0, source.carry_over_cap / scale)
                terms[carry[source.key, year]] = 1.0
            builder.row(Row("frame", (source.key,), calendar[year]), terms, -INFINITE, frame / scale)
    return carry
