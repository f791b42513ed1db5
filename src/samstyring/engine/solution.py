"""Read a solution file, ``samstyring-portfolio-solution/1``, whoever wrote it.

Only the structure is judged here. Whether the plan keeps the rules of its problem is the
question of `verify`. Fields that are not known are passed over, as the format allows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from . import adopted, fields
from .fields import ProblemError
from .plan import Missing, Payment, Shortfall, Status

LARGEST_VALUE = 1e18


@dataclass(frozen=True)
class Level:
    """What the file says about one criterion of a ranking."""

    criterion: str
    value: float
    bound: float
    gap: float


@dataclass(frozen=True)
class Solution:
    """What a solution file says. Years are calendar years, amounts in the problem's unit."""

    value: float
    bound: float
    gap: float
    status: Status
    starts: Mapping[str, int]
    money: tuple[Payment, ...]
    carry_over: Mapping[tuple[str, int], float]  # source, year it is carried out of
    shortfalls: tuple[Shortfall, ...]
    least_shortfall: float | None
    missing: Missing
    levels: tuple[Level, ...]
    input_sha256: str


REQUIRED = ("bound", "gap", "status", "carry_over", "binding", "seconds", "versions", "input_sha256")


def read(source: str | bytes | Mapping[str, Any]) -> Solution:
    """Read a solution, as JSON text or already parsed.

    Raises
    ------
    ProblemError
        With the path of the field and what is wrong with it.
    """
    found = fields.mapping(fields.parse(source) if isinstance(source, str | bytes) else source, "")
    plan = adopted.read(found)
    for name in REQUIRED:
        if name not in found:
            raise ProblemError("", f'the field "{name}" is missing')
    least = found.get("least_shortfall")
    return Solution(
        value=plan.value,
        bound=_figure(found["bound"], "bound"),
        gap=_figure(found["gap"], "gap"),
        status=_status(found["status"]),
        starts=plan.starts,
        money=plan.money,
        carry_over=_carried(found["carry_over"]),
        shortfalls=_shortfalls(found.get("shortfalls", [])),
        least_shortfall=None
        if least is None
        else fields.number(least, "least_shortfall", low=0, high=LARGEST_VALUE),
        missing=_missing(found.get("missing", "refuse")),
        levels=_levels(found.get("levels", [])),
        input_sha256=fields.text(found["input_sha256"], "input_sha256"),
    )


def _figure(value: object, where: str) -> float:
    return fields.number(value, where, low=-LARGEST_VALUE, high=LARGEST_VALUE)


def _status(value: object) -> Status:
    if value not in ("optimal", "within-gap", "time-limit"):
        raise ProblemError("status", 'should be "optimal", "within-gap" or "time-limit"')
    return value


def _missing(value: object) -> Missing:
    if value not in ("refuse", "zero", "weights-of-known"):
        raise ProblemError("missing", 'should be "refuse", "zero" or "weights-of-known"')
    return value


def _row(entry: object, where: str, names: tuple[str, ...]) -> Mapping[str, object]:
    found = fields.mapping(entry, where)
    for name in names:
        if name not in found:
            raise ProblemError(where, f'the field "{name}" is missing')
    return found


def _amount(found: Mapping[str, object], where: str) -> float:
    return _figure(found["amount"], f"{where}.amount")


def _year(found: Mapping[str, object], where: str) -> int:
    return fields.integer(found["year"], f"{where}.year", low=1900, high=2400)


def _carried(value: object) -> dict[tuple[str, int], float]:
    carried: dict[tuple[str, int], float] = {}
    for n, entry in enumerate(fields.listed(value, "carry_over")):
        where = f"carry_over[{n}]"
        found = _row(entry, where, ("source", "year", "amount"))
        place = (fields.text(found["source"], f"{where}.source"), _year(found, where))
        if place in carried:
            raise ProblemError(where, f"{place[0]} in {place[1]} is listed twice")
        carried[place] = _amount(found, where)
    return carried


def _shortfalls(value: object) -> tuple[Shortfall, ...]:
    lacking = []
    for n, entry in enumerate(fields.listed(value, "shortfalls")):
        where = f"shortfalls[{n}]"
        found = _row(entry, where, ("source", "year", "amount"))
        lacking.append(
            Shortfall(fields.text(found["source"], f"{where}.source"), _year(found, where), _amount(found, where))
        )
    return tuple(lacking)


def _levels(value: object) -> tuple[Level, ...]:
    levels = []
    for n, entry in enumerate(fields.listed(value, "levels")):
        where = f"levels[{n}]"
        found = _row(entry, where, ("criterion", "value", "bound", "gap"))
        figures = (_figure(found[name], f"{where}.{name}") for name in ("value", "bound", "gap"))
        levels.append(Level(fields.text(found["criterion"], f"{where}.criterion"), *figures))
    return tuple(levels)
