"""The words of a portfolio problem: who pays, what is proposed, and the rules between projects."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FORMAT = "samstyring-portfolio-problem/1"


@dataclass(frozen=True)
class Source:
    """Somebody who pays: the state, the county, the tolls. Amounts in the problem's unit."""

    key: str
    frames: tuple[float, ...]  # one per programme year, then one per tail year
    carry_over_cap: float = 0.0  # most that may be carried from one year to the next


@dataclass(frozen=True)
class Project:
    """One project sheet, as numbers."""

    key: str
    scores: Mapping[str, float | None]  # 0–100 per criterion; None is unknown
    cost_profile: tuple[float, ...]  # year of start, the year after, …
    earliest: int  # first possible start, counted from the first programme year
    latest: int
    sources: tuple[str, ...]  # who may pay
    size: float = 1.0
    area: str | None = None
    focus: str | None = None
    must_start: bool = False


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
    found["sources"] = [
        {
            "key": one.key,
            "frames": list(one.frames[:horizon]),
            "tail_frames": list(one.frames[horizon:]),
            "carry_over_cap": one.carry_over_cap,
        }
        for one in problem.sources
    ]
    found["projects"] = [
        {
            "key": one.key,
            "scores": dict(one.scores),
            "size": one.size,
            "cost_profile": list(one.cost_profile),
            "earliest": one.earliest,
            "latest": one.latest,
            "sources": list(one.sources),
            "area": one.area,
            "focus": one.focus,
            "must_start": one.must_start,
        }
        for one in problem.projects
    ]
    found["exclusions"] = [list(group) for group in problem.exclusions]
    found["dependencies"] = [
        {"project": one.project, "requires": one.requires, "lag": one.lag} for one in problem.dependencies
    ]
    found["minimum_shares"] = {name: dict(shares) for name, shares in problem.minimum_shares.items()}
    if problem.locked:
        found["locked"] = dict(problem.locked)
    if problem.excluded:
        found["excluded"] = list(problem.excluded)
    return found


def write(problem: Problem) -> str:
    """The problem as JSON text. Reading it again gives an equal problem."""
    return json.dumps(as_mapping(problem), ensure_ascii=False, indent=1) + "\n"


def digest(problem: Problem) -> str:
    """SHA-256 of the problem, the same however its file was laid out (hexadecimal)."""
    canonical = json.dumps(as_mapping(problem), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()
