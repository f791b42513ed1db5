"""Turn a problem into columns and rows: the mixed-integer model of a programme.

Columns
    one 0/1 per project and possible start year; money per class, source and year; money carried;
    and, when the frames are elastic, money that is missing per source and year.
Rows
    each project starts at most once; the need of each class is paid; no source pays more than
    its frame and what it carried; exclusions; dependencies; minimum shares; what each owner is
    able to do in a year; caps and matching of single projects.

Projects that the same sources may pay for form a *class*. Without rules about one project's own
money, who pays depends on the project only through its class, so there are far fewer money
columns than with one per project; `money.split` shares the money out again afterwards. A project
with caps or matching is a class of its own.

Everything is built in the order of the keys, so a problem with its projects in another order
gives the same model, and the same plan.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from . import paying
from .model import IN_MONEY, INFINITE, PAYING, Builder, Floats, Ints, Model, Row
from .portfolio import Problem, Project

__all__ = ["INFINITE", "IN_MONEY", "PAYING", "Floats", "Ints", "Model", "Row", "build", "can_be_paid"]

# Amounts above this are scaled down, so that the solver's tolerances keep their meaning.
COMFORTABLE = 2.0**20


def build(problem: Problem, *, money: bool = True, elastic: bool = False) -> Model:
    """Build the model of a problem.

    Parameters
    ----------
    problem : Problem
    money : bool
        False leaves out frames and payments, so that only the rules between projects remain.
    elastic : bool
        True gives every source in every year a column ``unfunded`` for money beyond its frame.
        Whoever solves the model puts a price on them.

    Returns
    -------
    Model
    """
    builder = Builder()
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
    _owner_caps(builder, problem, projects, start_columns, scale)
    classes, class_of = paying.classes(projects)
    pay: dict[tuple[int, str, int], int] = {}
    carry: dict[tuple[str, int], int] = {}
    lacking: dict[tuple[str, int], int] = {}
    if money:
        pay = paying.needs(builder, problem, projects, start_columns, classes, class_of, scale)
        if elastic:
            lacking = paying.unfunded(builder, problem)
        carry = paying.frames(builder, problem, pay, lacking, scale)
        paying.rules(builder, problem, projects, pay, class_of, scale)
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
        class_of=class_of,
        unfunded_columns=lacking,
    )


def can_be_paid(project: Project, years: int) -> bool:
    """Whether some source may pay for the project, or it costs nothing inside `years` years."""
    return bool(project.sources) or not any(project.cost_profile[:years])


def _starts(builder: Builder, problem: Problem, projects: Sequence[Project]) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    barred = set(problem.excluded)
    for one in projects:
        locked = problem.locked.get(one.key)
        found[one.key] = {}
        for year in range(one.earliest, one.latest + 1):
            calendar_year = problem.years[year]
            possible = one.key not in barred and locked in (None, calendar_year)
            possible = possible and problem.frozen.get(one.key, calendar_year) == calendar_year
            # A project that nobody may pay for can start only when all its cost falls after the tail.
            possible = possible and can_be_paid(one, len(problem.calendar) - year)
            found[one.key][year] = builder.column(
                Row("start", (one.key,), calendar_year), 0, 1 if possible else 0, whole=True
            )
    return found


def _once(
    builder: Builder,
    problem: Problem,
    projects: Sequence[Project],
    start_columns: Mapping[str, Mapping[int, int]],
) -> None:
    for one in projects:
        kind = "once"
        if problem.frozen.get(one.key) is not None:
            kind = "frozen"
        elif one.key in problem.locked:
            kind = "locked"
        elif one.must_start:
            kind = "must-start"
        terms = dict.fromkeys(start_columns[one.key].values(), 1.0)
        builder.row(Row(kind, (one.key,)), terms, 0 if kind == "once" else 1, 1)


def _exclusions(builder: Builder, problem: Problem, start_columns: Mapping[str, Mapping[int, int]]) -> None:
    for group in sorted(tuple(sorted(group)) for group in problem.exclusions):
        terms = {column: 1.0 for key in group for column in start_columns[key].values()}
        builder.row(Row("exclusion", group), terms, -INFINITE, 1)


def _dependencies(builder: Builder, problem: Problem, start_columns: Mapping[str, Mapping[int, int]]) -> None:
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
    builder: Builder,
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


def _owner_caps(
    builder: Builder,
    problem: Problem,
    projects: Sequence[Project],
    start_columns: Mapping[str, Mapping[int, int]],
    scale: float,
) -> None:
    for owner, cap in sorted(problem.owner_caps.items()):
        costs: dict[int, dict[int, float]] = {}
        starting: dict[int, dict[int, float]] = {}
        for one in projects:
            if one.owner != owner:
                continue
            for year, column in start_columns[one.key].items():
                starting.setdefault(year, {})[column] = 1.0
                for k, amount in enumerate(one.cost_profile[: len(problem.calendar) - year]):
                    costs.setdefault(year + k, {})[column] = amount / scale
        if cap.money_per_year is not None:
            for year, terms in sorted(costs.items()):
                name = Row("owner-money", (owner,), problem.calendar[year])
                builder.row(name, terms, -INFINITE, cap.money_per_year / scale)
        if cap.starts_per_year is not None:
            for year, terms in sorted(starting.items()):
                name = Row("owner-starts", (owner,), problem.years[year])
                builder.row(name, terms, -INFINITE, cap.starts_per_year)
