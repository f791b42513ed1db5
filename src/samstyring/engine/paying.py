"""The columns and rows about who pays: needs, frames, and rules about one project's own money."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .model import INFINITE, Builder, Row
from .portfolio import Problem, Project


def classes(projects: Sequence[Project]) -> tuple[tuple[tuple[str, ...], ...], dict[str, int]]:
    """The sources of each class, and the class of each project."""
    shared = sorted({tuple(sorted(one.sources)) for one in projects if one.sources and not one.has_money_rules})
    classes = list(shared)
    class_of = {}
    for one in projects:
        if one.has_money_rules:
            class_of[one.key] = len(classes)
            classes.append(tuple(sorted(one.sources)))
        elif one.sources:
            class_of[one.key] = shared.index(tuple(sorted(one.sources)))
    return tuple(classes), class_of


def needs(
    builder: Builder,
    problem: Problem,
    projects: Sequence[Project],
    start_columns: Mapping[str, Mapping[int, int]],
    classes: Sequence[tuple[str, ...]],
    class_of: Mapping[str, int],
    scale: float,
) -> dict[tuple[int, str, int], int]:
    """What each class needs each year is paid by its sources. Columns by class, source and year."""
    calendar = problem.calendar
    names = {g: "+".join(sources) for g, sources in enumerate(classes)}
    needs: dict[tuple[int, int], dict[int, float]] = {}
    for one in projects:
        if one.key not in class_of:
            continue
        g = class_of[one.key]
        if one.has_money_rules:
            names[g] = one.key
        for year, column in start_columns[one.key].items():
            for k, amount in enumerate(one.cost_profile[: len(calendar) - year]):
                if amount:
                    needs.setdefault((g, year + k), {})[column] = -amount / scale
    pay: dict[tuple[int, str, int], int] = {}
    for (g, year), terms in sorted(needs.items()):
        money = {}
        for source in classes[g]:
            pay[g, source, year] = builder.column(Row("pay", (names[g], source), calendar[year]), 0, INFINITE)
            money[pay[g, source, year]] = 1.0
        builder.row(Row("need", (names[g],), calendar[year]), {**money, **terms}, 0, 0)
    return pay


def unfunded(builder: Builder, problem: Problem) -> dict[tuple[str, int], int]:
    """Money beyond the frame of each source and year."""
    return {
        (source.key, year): builder.column(Row("unfunded", (source.key,), calendar_year), 0, INFINITE)
        for source in sorted(problem.sources, key=lambda one: one.key)
        for year, calendar_year in enumerate(problem.calendar)
    }


def frames(
    builder: Builder,
    problem: Problem,
    pay: Mapping[tuple[int, str, int], int],
    unfunded: Mapping[tuple[str, int], int],
    scale: float,
) -> dict[tuple[str, int], int]:
    """No source pays more than its frame and what it carried. Columns of what is carried out of a year."""
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
            if (source.key, year) in unfunded:
                terms[unfunded[source.key, year]] = -1.0
            builder.row(Row("frame", (source.key,), calendar[year]), terms, -INFINITE, frame / scale)
    return carry


def rules(
    builder: Builder,
    problem: Problem,
    projects: Sequence[Project],
    pay: Mapping[tuple[int, str, int], int],
    class_of: Mapping[str, int],
    scale: float,
) -> None:
    """Caps and matching of single projects, each of which is a class of its own."""
    by_class: dict[int, dict[str, dict[int, int]]] = {}
    for (g, source, year), column in pay.items():
        by_class.setdefault(g, {}).setdefault(source, {})[year] = column
    for one in projects:
        if not one.has_money_rules:
            continue
        payments = {source: by_class.get(class_of[one.key], {}).get(source, {}) for source in one.sources}
        for source, cap in sorted(one.caps.items()):
            if cap.total is not None:
                terms = dict.fromkeys(payments[source].values(), 1.0)
                builder.row(Row("cap", (one.key, source)), terms, -INFINITE, cap.total / scale)
            if cap.per_year is not None:
                for year, column in sorted(payments[source].items()):
                    name = Row("cap", (one.key, source), problem.calendar[year])
                    builder.row(name, {column: 1.0}, -INFINITE, cap.per_year / scale)
        for rule in sorted(one.matching, key=lambda rule: (rule.source, rule.of)):
            terms = dict.fromkeys(payments[rule.of].values(), rule.share)
            terms |= dict.fromkeys(payments[rule.source].values(), -1.0)
            builder.row(Row("matching", (one.key, rule.source, rule.of)), terms, -INFINITE, 0)
