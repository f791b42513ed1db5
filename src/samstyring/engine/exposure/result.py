"""What uncertain costs do to a programme, as frozen results and as the file format."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from .distributions import Without

FORMAT = "samstyring-exposure/1"

Basis = Literal["distribution", "spread", "certain"]
Origin = Literal["solution", "balanced"]

RULES = {
    "cost": "A drawn cost scales the project's whole cost profile.",
    "overrun": "Each source pays of an overrun in proportion to what it pays to the project in the plan that year.",
    "carry_over": "What is left is carried to the next year, up to the source's cap. What is missing is counted "
    "as uncovered in its year, and burdens no later year.",
    "drawing": "z = √ρ · f + √(1 − ρ) · e: a common factor f spread evenly over its distribution, "
    "and an independent e for each project.",
}


@dataclass(frozen=True)
class Interval:
    """Lower and upper limit at the result's level."""

    low: float
    high: float


@dataclass(frozen=True)
class Share:
    """A share of the futures, with its Clopper–Pearson interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True)
class CurvePoint:
    """The total that holds with a certainty."""

    share: float
    amount: float


@dataclass(frozen=True)
class Total:
    """All money of the plan: every source, the programme's years and the tail.

    `reserve` is P85 − P50 of the sum. `sum_of_p85` is what one would set aside by adding up the
    projects' own P85: more than the sum needs, unless all costs move together.
    """

    planned: float
    mean: float
    sd: float
    p50: float
    p85: float
    p50_interval: Interval
    p85_interval: Interval
    sum_of_p50: float
    sum_of_p85: float
    reserve: float
    curve: tuple[CurvePoint, ...]


@dataclass(frozen=True)
class YearExposure:
    """All sources together in one calendar year."""

    year: int
    planned: float
    mean: float
    sd: float
    p50: float
    p85: float


@dataclass(frozen=True)
class SourceExposure:
    """One source, all years together. `exceeded`: it lacks money in at least one year."""

    source: str
    planned: float
    mean: float
    sd: float
    p50: float
    p85: float
    exceeded: Share
    mean_shortfall: float


@dataclass(frozen=True)
class SourceYearExposure:
    """One source in one calendar year. `exceeded`: the need is more than frame and carried money."""

    source: str
    year: int
    frame: float
    planned: float
    mean: float
    sd: float
    p50: float
    p85: float
    exceeded: Share
    mean_shortfall: float
    p85_shortfall: float


@dataclass(frozen=True)
class ProjectExposure:
    """One project of the plan, and its part in the spread of the sum.

    Amounts are about the part of its cost that the plan pays. `spread_share` is its covariance
    with the sum over the variance of the sum; it has no sampling error.
    """

    project: str
    planned: float
    basis: Basis
    mean: float
    p50: float
    p85: float
    planned_certainty: float | None
    spread_share: float
    reserve_part: float


@dataclass(frozen=True)
class WithoutDistribution:
    """What was taken about projects without a distribution, and which they were."""

    choice: Without
    p85_over_p50: float | None
    projects: tuple[str, ...]


@dataclass(frozen=True)
class ExposedPlan:
    """The programme whose money was exposed."""

    origin: Origin
    value: float
    starts: Mapping[str, int]  # project → calendar year


@dataclass(frozen=True)
class Exposure:
    """What uncertain costs do to a programme. Amounts in the problem's unit."""

    unit: str
    years: tuple[int, ...]
    tail_years: int
    draws: int
    seed: int
    correlation: float
    level: float
    rules: Mapping[str, str]
    without_distribution: WithoutDistribution
    plan: ExposedPlan
    total: Total
    by_year: tuple[YearExposure, ...]
    by_source: tuple[SourceExposure, ...]
    by_source_year: tuple[SourceYearExposure, ...]
    any_frame: Share
    projects: tuple[ProjectExposure, ...]
    input_sha256: str
    seconds: float
    versions: Mapping[str, str]


def as_mapping(exposure: Exposure) -> dict[str, Any]:
    """The exposure in the shape of its file, ready for JSON."""
    return {"format": FORMAT, **asdict(exposure)}


def write(exposure: Exposure) -> str:
    """The exposure as JSON text."""
    return json.dumps(as_mapping(exposure), ensure_ascii=False, indent=1) + "\n"
