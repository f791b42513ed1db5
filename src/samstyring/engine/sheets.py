"""Read who pays and what is proposed: the sources and the project sheets of a problem."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from . import fields
from .fields import ProblemError
from .portfolio import POINTS, Cap, CostDistribution, Matching, Project, Score, Source, Uncertainty

MOST_PROJECTS = 20_000
MOST_SOURCES = 40
LARGEST_SIZE = 1e9
LARGEST_SHARE = 1e3


def sources(value: object, years: int, tail: int) -> tuple[Source, ...]:
    """Who pays, with a frame for each programme year and each tail year."""
    found = []
    for n, entry in enumerate(fields.listed(value, "sources", most=MOST_SOURCES)):
        where = f"sources[{n}]"
        given = fields.record(entry, where, required=("key", "frames"), optional=("tail_frames", "carry_over_cap"))
        frames = fields.amounts(given["frames"], f"{where}.frames", exactly=years)
        later = fields.amounts(given.get("tail_frames", []), f"{where}.tail_frames", exactly=tail)
        cap = fields.amount(given.get("carry_over_cap", 0), f"{where}.carry_over_cap")
        found.append(Source(fields.text(given["key"], f"{where}.key"), frames + later, cap))
    fields.distinct((one.key for one in found), "sources")
    return tuple(found)


def projects(value: object, *, criteria: tuple[str, ...], sources: list[str], last: int) -> tuple[Project, ...]:
    """The project sheets. `last` is the last year a project can start, counted from 0."""
    entries = fields.listed(value, "projects", most=MOST_PROJECTS)
    found = tuple(_project(entry, f"projects[{n}]", criteria, sources, last) for n, entry in enumerate(entries))
    fields.distinct((one.key for one in found), "projects")
    return found


def _project(entry: object, where: str, criteria: tuple[str, ...], sources: list[str], last: int) -> Project:
    found = fields.record(
        entry,
        where,
        required=("key", "scores", "cost_profile", "sources"),
        optional=(
            *("size", "earliest", "latest", "area", "focus", "must_start"),
            *("owner", "caps", "matching", "cost_distribution"),
        ),
    )
    earliest = fields.integer(found.get("earliest", 0), f"{where}.earliest", low=0, high=last)
    latest = fields.integer(found.get("latest", last), f"{where}.latest", low=0, high=last)
    if latest < earliest:
        raise ProblemError(f"{where}.latest", f"is {latest}, before earliest, which is {earliest}")
    payers = tuple(
        fields.one_of(one, f"{where}.sources[{n}]", sources, "source")
        for n, one in enumerate(fields.listed(found["sources"], f"{where}.sources"))
    )
    fields.distinct(payers, f"{where}.sources")
    return Project(
        key=fields.text(found["key"], f"{where}.key"),
        scores=_scores(found["scores"], f"{where}.scores", criteria),
        cost_profile=fields.amounts(
            found["cost_profile"], f"{where}.cost_profile", least=1, most=fields.MOST_YEARS
        ),
        earliest=earliest,
        latest=latest,
        sources=payers,
        size=fields.number(found.get("size", 1), f"{where}.size", low=0, high=LARGEST_SIZE),
        area=_name(found.get("area"), f"{where}.area"),
        focus=_name(found.get("focus"), f"{where}.focus"),
        must_start=fields.truth(found.get("must_start", False), f"{where}.must_start"),
        owner=_name(found.get("owner"), f"{where}.owner"),
        caps=_caps(found.get("caps", {}), f"{where}.caps", payers),
        matching=_matching(found.get("matching", []), f"{where}.matching", payers),
        cost_distribution=(
            cost_distribution(found["cost_distribution"], f"{where}.cost_distribution")
            if "cost_distribution" in found
            else None
        ),
    )


def _scores(value: object, where: str, criteria: tuple[str, ...]) -> dict[str, Score]:
    given = fields.mapping(value, where)
    for name in given:
        fields.one_of(name, where, criteria, "criterion")
    return {name: _score(given.get(name), f"{where}.{name}") for name in criteria}


def _score(value: object, where: str) -> Score:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        return _points(value, where)
    ends = fields.listed(value, where, exactly=2)
    low, high = (_points(one, f"{where}[{n}]") for n, one in enumerate(ends))
    if low > high:
        raise ProblemError(where, f"is an interval from {low:g} down to {high:g}")
    # An interval without width is a plain score, and written as one.
    return low if low == high else (low, high)


def _points(value: object, where: str) -> float:
    return fields.number(value, where, low=0, high=100)


def _name(value: object, where: str) -> str | None:
    return None if value is None else fields.text(value, where)


def _caps(value: object, where: str, payers: tuple[str, ...]) -> dict[str, Cap]:
    found = {}
    for source, entry in fields.mapping(value, where).items():
        fields.one_of(source, f"{where}.{source}", payers, "source that may pay for the project")
        given = limits(entry, f"{where}.{source}", ("total", "per_year"))
        found[source] = Cap(
            **{name: fields.amount(most, f"{where}.{source}.{name}") for name, most in given.items()}
        )
    return found


def limits(value: object, where: str, names: tuple[str, ...]) -> Mapping[str, object]:
    """An object with at least one of these fields, which are all upper limits."""
    given = fields.record(value, where, required=(), optional=names)
    if not given:
        raise ProblemError(where, "should say " + " or ".join(f'"{name}"' for name in names))
    return given


def _matching(value: object, where: str, payers: tuple[str, ...]) -> tuple[Matching, ...]:
    found = []
    pairs: set[tuple[str, str]] = set()
    for n, entry in enumerate(fields.listed(value, where)):
        here = f"{where}[{n}]"
        given = fields.record(entry, here, required=("source", "of", "share"))
        source, of = (
            fields.one_of(given[name], f"{here}.{name}", payers, "source that may pay for the project")
            for name in ("source", "of")
        )
        if source == of:
            raise ProblemError(here, "a source cannot be matched with itself")
        if (source, of) in pairs:
            raise ProblemError(here, f"{source} is already said to match {of}")
        pairs.add((source, of))
        share = fields.number(given["share"], f"{here}.share", low=0, high=LARGEST_SHARE)
        if share == 0:
            raise ProblemError(f"{here}.share", "should be more than 0")
        found.append(Matching(source, of, share))
    return tuple(found)


def cost_distribution(value: object, where: str) -> CostDistribution:
    """How uncertain a project's total cost is."""
    kind = fields.mapping(value, where).get("kind")
    if not isinstance(kind, str) or kind not in POINTS:
        raise ProblemError(f"{where}.kind", "should be one of " + ", ".join(POINTS))
    names = POINTS[kind]
    given = fields.record(value, where, required=("kind", *names))
    points = tuple(fields.amount(given[name], f"{where}.{name}") for name in names)
    for n in range(1, len(points)):
        if points[n] < points[n - 1]:
            raise ProblemError(f"{where}.{names[n]}", f"is less than {names[n - 1]}, which is {points[n - 1]:g}")
    positive = names[0] if kind == "lognormal" else names[-1]
    if points[names.index(positive)] == 0:
        raise ProblemError(f"{where}.{positive}", "should be more than 0")
    return CostDistribution(cast(Uncertainty, kind), points)
