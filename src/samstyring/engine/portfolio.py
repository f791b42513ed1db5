"""The words of a portfolio problem: who pays, what is proposed, and the rules between projects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

FORMAT = "samstyring-portfolio-problem/1"

# Points from 0 to 100; lowest and highest, when the assessors could not say nearer; None is unknown.
Score = float | tuple[float, float] | None
ScorePolicy = Literal["midpoint", "low", "high"]
Uncertainty = Literal["lognormal", "triangular", "pert"]
POINTS: Mapping[str, tuple[str, ...]] = {
    "lognormal": ("p50", "p85"),
    "triangular": ("low", "likely", "high"),
    "pert": ("low", "likely", "high"),
}


@dataclass(frozen=True)
class Source:
    """Somebody who pays: the state, the county, the tolls. Amounts in the problem's unit."""

    key: str
    frames: tuple[float, ...]  # one per programme year, then one per tail year
    carry_over_cap: float = 0.0  # most that may be carried from one year to the next


@dataclass(frozen=True)
class Cap:
    """The most one source may pay to one project: in all, in any one year, or both."""

    total: float | None = None
    per_year: float | None = None


@dataclass(frozen=True)
class Matching:
    """What `source` pays to a project is at least `share` of what `of` pays, all years together."""

    source: str
    of: str
    share: float


@dataclass(frozen=True)
class OwnerCap:
    """What one owner, the party that builds, is able to do in any one year."""

    money_per_year: float | None = None
    starts_per_year: int | None = None


@dataclass(frozen=True)
class CostDistribution:
    """How uncertain a project's total cost is; `POINTS` names the points of each kind."""

    kind: Uncertainty
    points: tuple[float, ...]  # (p50, p85), or (low, likely, high)


@dataclass(frozen=True)
class Project:
    """One project sheet, as numbers."""

    key: str
    scores: Mapping[str, Score]  # 0–100 per criterion
    cost_profile: tuple[float, ...]  # year of start, the year after, …
    earliest: int  # first possible start, counted from the first programme year
    latest: int
    sources: tuple[str, ...]  # who may pay
    size: float = 1.0
    area: str | None = None
    focus: str | None = None
    must_start: bool = False
    owner: str | None = None  # the party that builds
    caps: Mapping[str, Cap] = field(default_factory=dict)  # by source
    matching: tuple[Matching, ...] = ()
    cost_distribution: CostDistribution | None = None

    @property
    def has_money_rules(self) -> bool:
        """Whether it matters which of its sources pays for just this project."""
        return bool(self.caps or self.matching)


@dataclass(frozen=True)
class Dependency:
    """`project` can only have started by a year if `requires` had started `lag` years before."""

    project: str
    requires: str
    lag: int = 0


@dataclass(frozen=True)
class Problem:
    """Everything a programme is balanced from. Read it with `read`, which checks it."""

    unit: str
    years: tuple[int, ...]
    tail_years: int
    delay_factor: float
    sources: tuple[Source, ...]
    projects: tuple[Project, ...]
    weights: Mapping[str, float] | None = None
    ranking: tuple[str, ...] | None = None
    exclusions: tuple[tuple[str, ...], ...] = ()
    dependencies: tuple[Dependency, ...] = ()
    minimum_shares: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    locked: Mapping[str, int | None] = field(default_factory=dict)
    excluded: tuple[str, ...] = ()
    frozen: Mapping[str, int | None] = field(default_factory=dict)
    owner_caps: Mapping[str, OwnerCap] = field(default_factory=dict)
    score_policy: ScorePolicy = "midpoint"
    size_policy: str | None = None
    correlation: float | None = None

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria, from most to least important when they are ranked."""
        return self.ranking if self.ranking is not None else tuple(self.weights or ())

    @property
    def calendar(self) -> tuple[int, ...]:
        """Calendar years of the programme and of its tail."""
        first = self.years[0]
        return tuple(range(first, first + len(self.years) + self.tail_years))

    def project(self, key: str) -> Project:
        """The project with this key; `KeyError` if there is none."""
        for project in self.projects:
            if project.key == key:
                return project
        raise KeyError(key)


def as_mapping(problem: Problem) -> dict[str, Any]:
    """The problem in the format's own shape, ready for JSON."""
    horizon = len(problem.years)
    found: dict[str, Any] = {
        "format": FORMAT,
        "unit": problem.unit,
        "years": list(problem.years),
        "tail_years": problem.tail_years,
        "delay_factor": problem.delay_factor,
    }
    if problem.ranking is not None:
        found["ranking"] = list(problem.ranking)
    else:
        found["weights"] = dict(problem.weights or {})
    if problem.score_policy != "midpoint":
        found["score_policy"] = problem.score_policy
    if problem.size_policy is not None:
        found["size_policy"] = problem.size_policy
    found["sources"] = [
        {
            "key": one.key,
            "frames": list(one.frames[:horizon]),
            "tail_frames": list(one.frames[horizon:]),
            "carry_over_cap": one.carry_over_cap,
        }
        for one in problem.sources
    ]
    found["projects"] = [_sheet(one) for one in problem.projects]
    found["exclusions"] = [list(group) for group in problem.exclusions]
    found["dependencies"] = [
        {"project": one.project, "requires": one.requires, "lag": one.lag} for one in problem.dependencies
    ]
    found["minimum_shares"] = {name: dict(shares) for name, shares in problem.minimum_shares.items()}
    # What few problems have is left out of the others, so that their hash stays what it was.
    if problem.locked:
        found["locked"] = dict(problem.locked)
    if problem.excluded:
        found["excluded"] = list(problem.excluded)
    if problem.frozen:
        found["frozen"] = dict(problem.frozen)
    if problem.owner_caps:
        found["owner_caps"] = {owner: _said(cap) for owner, cap in problem.owner_caps.items()}
    if problem.correlation is not None:
        found["correlation"] = problem.correlation
    return found


def _sheet(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = {
        "key": project.key,
        "scores": {
            name: list(score) if isinstance(score, tuple) else score for name, score in project.scores.items()
        },
        "size": project.size,
        "cost_profile": list(project.cost_profile),
        "earliest": project.earliest,
        "latest": project.latest,
        "sources": list(project.sources),
        "area": project.area,
        "focus": project.focus,
        "must_start": project.must_start,
    }
    if project.owner is not None:
        found["owner"] = project.owner
    if project.caps:
        found["caps"] = {source: _said(cap) for source, cap in project.caps.items()}
    if project.matching:
        found["matching"] = [asdict(one) for one in project.matching]
    if (uncertain := project.cost_distribution) is not None:
        points = zip(POINTS[uncertain.kind], uncertain.points, strict=True)
        found["cost_distribution"] = {"kind": uncertain.kind, **dict(points)}
    return found


def _said(cap: Cap | OwnerCap) -> dict[str, float]:
    return {name: most for name, most in asdict(cap).items() if most is not None}


def write(problem: Problem) -> str:
    """The problem as JSON text. Reading it again gives an equal problem."""
    return json.dumps(as_mapping(problem), ensure_ascii=False, indent=1) + "\n"


def digest(problem: Problem) -> str:
    """SHA-256 of the problem, the same however its file was laid out (hexadecimal)."""
    canonical = json.dumps(as_mapping(problem), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
