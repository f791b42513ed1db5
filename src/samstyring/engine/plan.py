"""A programme as the engine returns it: what starts when, who pays, and what stops more."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from .portfolio import ScorePolicy

FORMAT = "samstyring-portfolio-solution/1"

Status = Literal["optimal", "within-gap", "time-limit"]
Missing = Literal["zero", "weights-of-known", "refuse"]


@dataclass(frozen=True)
class Payment:
    """What one source pays to one project in one calendar year. Amount in the problem's unit."""

    project: str
    source: str
    year: int
    amount: float


@dataclass(frozen=True)
class SourceYear:
    """What one source can pay and does pay in one calendar year.

    `carried_out` is the least that must be carried over for the plan to be paid, not all that
    could be. ``used <= frame + carried_in - carried_out``; the rest is free.
    """

    source: str
    year: int
    frame: float
    carried_in: float
    used: float
    carried_out: float
    free: float


@dataclass(frozen=True)
class Shortfall:
    """Money that is missing from one source in one calendar year, in the problem's unit."""

    source: str
    year: int
    amount: float


@dataclass(frozen=True)
class Counted:
    """A score that was given as an interval, and the points that were counted for it."""

    project: str
    criterion: str
    low: float
    high: float
    counted: float


@dataclass(frozen=True)
class Binding:
    """A rule that leaves no room in the plan, or that the plan would gain by loosening a little.

    `kind` is ``frame``, ``carry-over`` (keys: the source), ``minimum-share`` (the dimension and the
    group), ``exclusion``, ``dependency``, ``must-start``, ``locked``, ``frozen`` (the projects),
    ``cap`` (the project and the source), ``matching`` (the project and both sources),
    ``owner-money`` or ``owner-starts`` (the owner), or ``shortfall`` (none: all that may be lacking).
    `room` is what is left before the rule stops something (money, or number of projects). `price`
    is what one more unit would give if projects could be started in part (the dual value of the
    relaxation): a direction, not a promise.
    """

    kind: str
    keys: tuple[str, ...]
    year: int | None
    room: float
    price: float


@dataclass(frozen=True)
class Level:
    """How well a plan does on one criterion of a ranking."""

    criterion: str
    value: float
    bound: float
    gap: float
    status: Status


@dataclass(frozen=True)
class Plan:
    """A balanced programme with the proof of how good it is.

    `value` is the sum over the started projects of size · weighted score · delay factor; no plan
    can be worth more than `bound`; `gap` is ``(bound - value) / value``. With a ranking these
    three are about the first criterion, and `levels` holds them all.

    A plan that was allowed to lack money lists it in `shortfalls`; no plan lacks less in all than
    `least_shortfall`, which is None for other plans.
    """

    value: float
    bound: float
    gap: float
    status: Status
    starts: Mapping[str, int]  # project → calendar year
    money: tuple[Payment, ...]
    use: tuple[SourceYear, ...]
    binding: tuple[Binding, ...]
    seconds: float
    versions: Mapping[str, str]
    input_sha256: str
    missing: Missing
    unknown: tuple[tuple[str, str], ...]  # (project, criterion) with no score
    levels: tuple[Level, ...] = ()
    score_policy: ScorePolicy = "midpoint"
    intervals: tuple[Counted, ...] = ()
    size_policy: str | None = None
    shortfalls: tuple[Shortfall, ...] = ()
    least_shortfall: float | None = None


def as_mapping(plan: Plan) -> dict[str, Any]:
    """The plan in the shape of a solution file, ready for JSON."""
    found = asdict(plan)
    found["carry_over"] = [
        {"source": one.source, "year": one.year, "amount": one.carried_out}
        for one in plan.use
        if one.carried_out > 0
    ]
    found["unknown"] = [{"project": project, "criterion": criterion} for project, criterion in plan.unknown]
    return {"format": FORMAT, **found}


def write(plan: Plan) -> str:
    """The plan as JSON text."""
    return json.dumps(as_mapping(plan), ensure_ascii=False, indent=1) + "\n"
