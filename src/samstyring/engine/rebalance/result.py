"""What can be done with an adopted programme, as frozen results and as the file format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..plan import FORMAT as SOLUTION_FORMAT
from ..plan import Level, Missing, Payment, Shortfall, SourceYear, Status

FORMAT = "samstyring-rebalancing/1"

Kind = Literal["moved", "new", "dropped"]
Reason = Literal["started", "running", "decided"]


@dataclass(frozen=True)
class ChangeWeights:
    """What a change counts: a moved, a new and a dropped project, and each year one is moved."""

    moved: float = 1.0
    new: float = 1.0
    dropped: float = 2.0
    per_year_moved: float = 0.0

    def __post_init__(self) -> None:
        for name, weight in asdict(self).items():
            if not 0 <= weight <= 1e6:
                raise ValueError(f"{name} should be from 0 to a million")


@dataclass(frozen=True)
class Frozen:
    """A decision that stands: the calendar year a project starts, or None when it does not."""

    project: str
    year: int | None
    reason: Reason


@dataclass(frozen=True)
class Change:
    """What differs from the adopted programme about one project. Calendar years."""

    project: str
    kind: Kind
    before: int | None  # None when new
    after: int | None  # None when dropped
    cost: float


@dataclass(frozen=True)
class LeastShortfall:
    """What is uncovered whatever is done, in the problem's unit.

    `by_source_year` says where it is missing in the programme with the least change; another
    programme may lack the same amount elsewhere.
    """

    amount: float
    bound: float
    proved: bool
    by_source_year: tuple[Shortfall, ...]


@dataclass(frozen=True)
class LeastChange:
    """The least change, counted by the weights, that covers all that can be covered."""

    cost: float
    bound: float
    proved: bool
    projects: int


@dataclass(frozen=True)
class Enough:
    """The first point of the curve that reaches a share of the free value."""

    share: float
    extra: float
    changed: int


@dataclass(frozen=True)
class Point:
    """The best programme found within a limit on change; no limit when it is free.

    `extra` is the change allowed beyond the least, `limit` that allowed in all, and `change` that
    of this programme; `changed` is the number of projects.
    """

    extra: float | None
    limit: float | None
    change: float
    changed: int
    value: float
    bound: float
    gap: float
    status: Status
    share_of_free: float
    starts: Mapping[str, int]  # project → calendar year
    changes: tuple[Change, ...]
    shortfalls: tuple[Shortfall, ...]
    money: tuple[Payment, ...]
    use: tuple[SourceYear, ...]
    levels: tuple[Level, ...] = ()  # with a ranking: one per criterion


@dataclass(frozen=True)
class Rebalancing:
    """The least that is uncovered, the least change, and what more change would be worth."""

    unit: str
    years: tuple[int, ...]
    tail_years: int
    frozen_through: int | None
    frozen: tuple[Frozen, ...]
    only_in_adopted: tuple[str, ...]
    only_in_changed: tuple[str, ...] | None
    outside_years: tuple[str, ...]
    change_weights: ChangeWeights
    shortfall: LeastShortfall
    least_change: LeastChange
    free_value: float
    enough: Enough | None
    curve: tuple[Point, ...]
    missing: Missing
    adopted_sha256: str | None
    input_sha256: str
    seconds: float
    versions: Mapping[str, str]


def as_mapping(rebalancing: Rebalancing) -> dict[str, Any]:
    """The rebalancing in the shape of its file, ready for JSON."""
    found = asdict(rebalancing)
    for point in found["curve"]:
        for change in point["changes"]:
            # "from" is a word of Python's own.
            change["from"], change["to"] = change.pop("before"), change.pop("after")
    return {"format": FORMAT, **found}


def as_solution(rebalancing: Rebalancing, point: Point) -> dict[str, Any]:
    """The programme of one point in the shape of a solution file, to be adopted in its turn.

    The list of binding rules is empty: it was not asked for.
    """
    found = asdict(point)
    kept = ("value", "bound", "gap", "status", "starts", "money", "use", "levels", "shortfalls")
    lacking = rebalancing.shortfall.amount > 0
    return {
        "format": SOLUTION_FORMAT,
        **{name: found[name] for name in kept},
        "least_shortfall": min(rebalancing.shortfall.bound, rebalancing.shortfall.amount) if lacking else None,
        "carry_over": [
            {"source": one.source, "year": one.year, "amount": one.carried_out}
            for one in point.use
            if one.carried_out > 0
        ],
        "binding": [],
        "missing": rebalancing.missing,
        "seconds": rebalancing.seconds,
        "versions": dict(rebalancing.versions),
        "input_sha256": rebalancing.input_sha256,
    }


def write(rebalancing: Rebalancing) -> str:
    """The rebalancing as JSON text."""
    return json.dumps(as_mapping(rebalancing), ensure_ascii=False, indent=1) + "\n"
